// The exact engine: every class of tests/classes/, the three-dice class over its horizon, and the ratio to what the
// limbs of its masses cost at the least: (limbs of each transition's source) x (measured cost of one addmul_1
// limb).
//
//   ratio_to_limit   of the least pass measured to the least limb: 1 would be nothing but those multiply-adds; the aim is
//                    5 at most, 2 to come
//   exponent         of time against the horizon, from 200 to 1000
//   speedup          the same algorithm on rationals in a hash map, in times of the engine
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <limits>

#include "properties/oracle/enumerate.hpp"
#include "qed/evaluate/evaluate.hpp"
#include "qed/evaluate/expand.hpp"
#include "qed/exact/limbs.hpp"
#include "qed/model/class_file.hpp"
#include "tools/bench/bench.hpp"
#include "tools/bench/naive.hpp"

namespace qed::bench {
namespace {

const std::filesystem::path shipped_classes = DEMONSTRANDUM_SOURCE_DIR "/tests/classes";

ModelClass three_dice_of(std::int64_t horizon) {
  ModelClass c = read_class(shipped_classes / "three-dice.json");
  c.horizon = static_cast<unsigned>(horizon);
  return c;
}

// Seconds for one limb of addmul_1, on rows that stay in the nearest cache: the least of many short runs.
double limb_seconds() {
  static const double cost = [] {
    std::vector<std::uint64_t> in(256, 0x0123456789abcdef), out(256, 77);
    double least = 1;
    for (int run = 0; run < 2000; ++run) {
      const auto begun = std::chrono::steady_clock::now();
      for (std::uint64_t k = 0; k < 40; ++k)
        benchmark::DoNotOptimize(addmul_1(out.data(), in.data(), in.size(), 12345 + k));
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
      least = std::min(least, took.count() / (40.0 * 256.0));
    }
    return least;
  }();
  return cost;
}

// Runs the benchmark.   Returns  processor seconds of one pass: the least, as of a limb, since what else the machine does
// only adds to them. The benchmark's own column is the average.
template <class Pass>
double timed(benchmark::State& state, const Pass& pass) {
  std::clock_t least = std::numeric_limits<std::clock_t>::max();
  for (auto _ : state) {
    const std::clock_t begun = std::clock();
    benchmark::DoNotOptimize(pass());
    least = std::min(least, std::clock() - begun);
  }
  return static_cast<double>(least) / CLOCKS_PER_SEC;
}

void count(benchmark::State& state, const Work& work) {
  state.counters["transitions"] = static_cast<double>(work.transitions);
  state.counters["limbs"] = static_cast<double>(work.limbs);
  state.counters["peak_states"] = static_cast<double>(work.peak_states);
  state.counters["peak_MB"] = static_cast<double>(work.peak_bytes) / 1e6;
}

void engine(benchmark::State& state, const ModelClass& c) {
  Work work;
  const double seconds = timed(state, [&] {
    Evaluation e = evaluate(c);
    work = e.work;
    return e;
  });
  count(state, work);
  state.counters["limb_ns"] = limb_seconds() * 1e9;
  state.counters["ratio_to_limit"] = seconds / (static_cast<double>(work.limbs) * limb_seconds());
}

// Classes with families of models: finding those that can be collected, and the pass over them.
void countable(benchmark::State& state, const CountableClass& c) {
  Work work;
  std::size_t models = 0;
  timed(state, [&] {
    const Expansion expansion = expand(c);
    Evaluation e = evaluate(expansion.found);
    models = expansion.found.models.size();
    work = e.work;
    return e;
  });
  count(state, work);
  state.counters["models"] = static_cast<double>(models);
}

void three_dice(benchmark::State& state) { engine(state, three_dice_of(state.range(0))); }
BENCHMARK(three_dice)->MinTime(4)->Arg(40)->Arg(200)->Arg(320)->Arg(640)->Arg(1000)->Unit(benchmark::kMillisecond);

// Processor seconds of one pass: the least of some.
double least_seconds(const ModelClass& c, int passes) {
  double least = std::numeric_limits<double>::max();
  for (int pass = 0; pass < passes; ++pass) {
    const std::clock_t begun = std::clock();
    benchmark::DoNotOptimize(evaluate(c));
    least = std::min(least, static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC);
  }
  return least;
}

// Growth from 200 to 1000: the exponent of a power law through both ends.
void three_dice_growth(benchmark::State& state) {
  const ModelClass small = three_dice_of(200), large = three_dice_of(1000);
  double exponent = 0;
  for (auto _ : state) exponent = std::log(least_seconds(large, 1) / least_seconds(small, 2)) / std::log(5.0);
  state.counters["exponent"] = exponent;
}
BENCHMARK(three_dice_growth)->Iterations(1)->Unit(benchmark::kMillisecond);

// speedup: naive passes in the time of one of the engine, the quickest of three.
void three_dice_naive(benchmark::State& state) {
  const ModelClass c = three_dice_of(state.range(0));
  Quantities naive;
  const double seconds = timed(state, [&] { return naive = evaluate_naively(c); });
  state.counters["speedup"] = seconds / least_seconds(c, 3);
  const Quantities engine = evaluate(c).quantities;
  if (naive.S1 != engine.S1 || naive.S2 != engine.S2 || naive.S3 != engine.S3 ||
      naive.truth_retained != engine.truth_retained || naive.expected_product != engine.expected_product ||
      naive.S3_collected != engine.S3_collected)
    disagree(state, "the naive pass and the engine differ");
}
BENCHMARK(three_dice_naive)->Arg(40)->Arg(200)->Unit(benchmark::kMillisecond);

void three_dice_slow_twin(benchmark::State& state) {
  const ModelClass c = three_dice_of(state.range(0));
  const auto process = oracle::process_of(c);
  for (auto _ : state) benchmark::DoNotOptimize(oracle::enumerate(process));
}
BENCHMARK(three_dice_slow_twin)->Arg(3)->Arg(5)->Unit(benchmark::kMillisecond);

}  // namespace

void register_shipped_classes() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(shipped_classes))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::ranges::sort(files);
  for (const auto& file : files) {
    const CountableClass c = read_countable_class(file);
    const std::string name = file.stem().string();
    auto* const registered = c.families.empty()
                                 ? benchmark::RegisterBenchmark(("engine/" + name).c_str(), engine, c.listed)
                                 : benchmark::RegisterBenchmark(("countable/" + name).c_str(), countable, c);
    registered->Unit(benchmark::kMillisecond);
  }
}

}  // namespace qed::bench
