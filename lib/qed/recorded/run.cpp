#include "qed/recorded/run.hpp"

namespace qed {

RecordedRun imitate_recorded(RecordedArithmetic arithmetic, const Recording& r, const RecordedClass& c,
                             const RunOptions& o) {
  return arithmetic == RecordedArithmetic::exact ? imitate_exactly(r, c, o) : imitate_floating(r, c, o);
}

ConfidentMixture mixture_that_asks(std::uint64_t questions, const Recording& r, const RecordedClass& c,
                                   RunOptions o, unsigned tries) {
  Rational low = 0, high = 1;
  for (unsigned i = 0; i < tries; ++i) {
    const Rational confidence = (low + high) / 2;
    o.rule = ConfidentMixture{confidence, questions};
    const RecordedRun run = imitate_floating(r, c, o);
    if (run.decisions < r.size()) break;  // stopped
    (run.total.asked >= questions ? high : low) = confidence;
  }
  return {high, questions};
}

}  // namespace qed
