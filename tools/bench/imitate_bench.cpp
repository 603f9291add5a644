// Throughput of the imitator on a text of 10^6 symbols, floating, one thread; and of the plain Bayes mixture on the same
// text with the same models, which asks about as often.
#include <benchmark/benchmark.h>

#include <array>
#include <ctime>

#include "qed/exact/random_stream.hpp"
#include "qed/recorded/run.hpp"

namespace qed::bench {
namespace {

constexpr std::size_t symbols = 1'000'000, letters = 27;

// From a Markov source of order 2: in each context, drawn once, one of four letters three times out of four, and otherwise
// any.
Recording drawn_text() {
  Recording r{"drawn", {"symbol", {}}, {}, {}, {}};
  for (std::size_t a = 0; a < letters; ++a)
    r.answer.values.push_back(std::string(1, static_cast<char>('a' + a)));
  r.answer.values.back() = "space";
  RandomStream stream(1, 0);
  std::vector<std::array<ActionIndex, 4>> usual(letters * letters);
  for (auto& context : usual)
    for (ActionIndex& a : context) a = static_cast<ActionIndex>(stream.below(letters));
  std::size_t context = 0;
  for (std::size_t t = 0; t < symbols; ++t) {
    const auto a = stream.below(4) > 0 ? usual[context][stream.below(4)]
                                       : static_cast<ActionIndex>(stream.below(letters));
    r.answers.push_back(a);
    context = (context * letters + a) % (letters * letters);
  }
  return r;
}

double seconds_of(const Recording& r, const RecordedClass& c, const AnsweringRule& rule, RecordedRun& run) {
  RunOptions o;
  o.rule = rule;
  o.forced = symbols / 10;
  o.before = Before::recording;             // texts as they are: contexts repeat
  const std::clock_t start = std::clock();  // of this process alone, on a machine that may be busy
  run = imitate_floating(r, c, o);
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

void imitate_text(benchmark::State& state) {
  const Recording r = drawn_text();
  const RecordedClass c = recorded_class({"kt:5"}, r);
  double cautious = 0, mixture = 0;
  RecordedRun by_caution, by_mixture;
  for (auto _ : state) {
    cautious += seconds_of(r, c, CautiousAnswers{ratio(1, 10)}, by_caution);
    mixture += seconds_of(r, c, ConfidentMixture{ratio(1, 10)}, by_mixture);
  }
  const auto decisions = static_cast<double>(symbols * static_cast<std::size_t>(state.iterations()));
  state.counters["cautious_per_second"] = decisions / cautious;
  state.counters["mixture_per_second"] = decisions / mixture;
  state.counters["cautious_to_mixture"] = mixture / cautious;  // of the throughputs
  state.counters["cautious_asked"] = static_cast<double>(by_caution.total.asked);
  state.counters["mixture_asked"] = static_cast<double>(by_mixture.total.asked);
}
BENCHMARK(imitate_text)->Unit(benchmark::kSecond)->UseRealTime();

}  // namespace
}  // namespace qed::bench
