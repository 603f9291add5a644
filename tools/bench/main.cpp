// Runs the benchmarks that --benchmark_filter names, or all. Exit status: 0; 1 where two sides that must be equal were
// not, which Google Benchmark's own main would only print; 2 bad usage, or nothing by that name.
#include "tools/bench/bench.hpp"

namespace qed::bench {

namespace {

bool disagreed = false;

}  // namespace

void disagree(benchmark::State& state, const char* what) {
  disagreed = true;
  state.SkipWithError(what);
}

}  // namespace qed::bench

int main(int argc, char** argv) {
  qed::bench::register_shipped_classes();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  const bool any = benchmark::RunSpecifiedBenchmarks() > 0;
  benchmark::Shutdown();
  return !any ? 2 : qed::bench::disagreed ? 1 : 0;
}
