// Throughput of the main job: random classes a second, one thread, every claim on.
#include <benchmark/benchmark.h>

#include "properties/verify.hpp"

namespace qed::bench {
namespace {

void verify(benchmark::State& state) {
  properties::VerifyOptions options;
  options.cases = 200;
  std::uint64_t cases = 0;
  for (auto _ : state) {
    ++options.seed;
    cases += properties::verify(options).cases;
  }
  state.counters["classes_per_second"] =
      benchmark::Counter(static_cast<double>(cases), benchmark::Counter::kIsRate);
}
BENCHMARK(verify)->MeasureProcessCPUTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace qed::bench
