#include "qed/recorded/run.hpp"

namespace qed {

Run imitate_recorded(Arithmetic arithmetic, const Recording& r, const RecordedClass& c, const RunOptions& o) {
  return arithmetic == Arithmetic::exact ? imitate_exactly(r, c, o) : imitate_floating(r, c, o);
}

Rational confidence_that_asks(std::uint64_t questions, const Recording& r, const RecordedClass& c,
                              RunOptions o, unsigned tries) {
  Rational best = ratio(1, 2), low = 0, high = 1;
  std::optional<std::uint64_t> nearest;
  for (unsigned i = 0; i < tries; ++i) {
    const Rational confidence = (low + high) / 2;
    o.rule = ConfidentMixture{confidence};
    const Run run = imitate_floating(r, c, o);
    if (run.decisions < r.size()) break;  // stopped
    const std::uint64_t asked = run.total.asked;
    const std::uint64_t distance = asked > questions ? asked - questions : questions - asked;
    if (!nearest || distance < *nearest) nearest = distance, best = confidence;
    if (distance == 0) break;
    (asked > questions ? high : low) = confidence;
  }
  return best;
}

}  // namespace qed
