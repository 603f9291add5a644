// What the benchmarks' files share with their main.
#pragma once

#include <benchmark/benchmark.h>

namespace qed::bench {

// engine/NAME or countable/NAME for each class file of tests/classes/.
void register_shipped_classes();

// Two sides that must be equal are not: the benchmark is marked as failed, and the run ends with status 1.
void disagree(benchmark::State&, const char* what);

}  // namespace qed::bench
