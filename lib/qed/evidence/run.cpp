#include "qed/evidence/run.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include "qed/claims/check.hpp"
#include "qed/exact/number.hpp"
#include "qed/model/class_file.hpp"
#include "qed/model/class_file/sha256.hpp"
#include "qed/version.hpp"

namespace qed::evidence {

Run run_of(const Sweep& sweep, std::uint64_t seed, std::uint64_t max_states, std::uint64_t cases) {
  return {sweep.name, sweep.spec(), seed, max_states, fmt::format("{} ({})", version(), commit()), cases};
}

namespace {

constexpr unsigned digits = 12;  // of an enclosure's ends

std::optional<Number> number(const std::optional<Value>& value) {
  if (!value) return std::nullopt;
  if (value->is_exact()) return Number{to_string(value->exact())};
  return Number{fmt::format("{} .. {}", to_decimal_down(value->lower(), digits),
                            to_decimal_up(value->upper(), digits))};
}

Result result_of(const ClaimResult& found) {
  const Comparison& c = found.worst;
  Result r;
  r.claim = found.claim->id;
  for (const auto& side : {c.value, c.bound})
    if (side) r.method = std::max(r.method, side->method());
  r.verdict = c.verdict;
  r.value = number(c.value);
  r.bound = number(c.bound);
  r.ratio = number(c.ratio);
  r.unbounded_ratio = c.unbounded_ratio;
  r.vacuous = c.vacuous;
  r.interesting = found.interesting > 0;
  r.exercised = found.exercised;
  r.note = c.detail;
  return r;
}

}  // namespace

FinishedCase compute(const Sweep& sweep, const Run& run, std::uint64_t index) {
  const auto started = std::chrono::steady_clock::now();
  const ModelClass mc = sweep.model_class(run.seed, index);
  FinishedCase finished;
  finished.class_text = write_class(mc);
  finished.of = {index, sweep.parameters(index), sha256(finished.class_text), 0, {}};
  EvaluateOptions how;
  how.limits.max_states = run.max_states;
  const CheckResult found = check(mc, {}, how);
  finished.of.steps = found.evaluation.quantities.horizon;
  for (const auto& claim : found.claims) {
    Result r = result_of(claim);
    // What holds for the first steps need not hold for all; what they violate is violated.
    if (found.evaluation.ended != Ended::horizon && r.verdict == Verdict::holds) {
      r.verdict = Verdict::undecided;
      r.note = fmt::format("{}{}limit of {} states: exact for the first {} steps of {}", r.note,
                           r.note.empty() ? "" : "; ", run.max_states, finished.of.steps, mc.horizon);
    }
    finished.results.push_back(std::move(r));
  }
  finished.of.took = std::chrono::steady_clock::now() - started;
  return finished;
}

std::vector<std::uint64_t> unfinished(const Ledger& ledger, std::uint64_t cases, const Shard& shard) {
  const std::vector<std::uint64_t> finished = ledger.finished_cases();
  auto next = finished.begin();
  std::vector<std::uint64_t> found;
  for (std::uint64_t i = 0; i < cases; ++i)
    if (next != finished.end() && *next == i)
      ++next;
    else if (shard.holds(i))
      found.push_back(i);
  return found;
}

std::uint64_t compute_all(const Sweep& sweep, const Run& run, const std::vector<std::uint64_t>& indices,
                          const RunOptions& options, const std::function<void(FinishedCase)>& finished) {
  namespace tbb = oneapi::tbb;
  // By default there are no more threads than processors, whatever an arena asks for.
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, options.jobs);
  tbb::task_arena arena(static_cast<int>(options.jobs));
  std::uint64_t begun = 0, done = 0;
  const auto next = [&](tbb::flow_control& flow) -> std::uint64_t {
    if (begun == indices.size() || (options.interrupted && *options.interrupted)) {
      flow.stop();
      return 0;
    }
    return indices[begun++];
  };
  const auto keep = [&](FinishedCase one) {
    finished(std::move(one));
    ++done;
    if (options.progress) options.progress(done);
  };
  arena.execute([&] {
    tbb::parallel_pipeline(
        // One case beyond the threads, so that none waits while another is written down.
        options.jobs + 1,
        tbb::make_filter<void, std::uint64_t>(tbb::filter_mode::serial_in_order, next) &
            tbb::make_filter<std::uint64_t, FinishedCase>(
                tbb::filter_mode::parallel, [&](std::uint64_t index) { return compute(sweep, run, index); }) &
            tbb::make_filter<FinishedCase, void>(tbb::filter_mode::serial_out_of_order, keep));
  });
  return done;
}

}  // namespace qed::evidence
