#include "properties/hunt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "properties/generators/laws.hpp"
#include "properties/generators/shrink.hpp"
#include "properties/in_parallel.hpp"
#include "qed/claims/comparison.hpp"

namespace qed::properties {
namespace {

using Clock = std::chrono::steady_clock;

// Climbs have lengths 1, 1, 2, 1, 1, 2, 4, … times this (Luby, Sinclair and Zuckerman's sequence): at most a logarithm
// from the best length, which nobody knows.
constexpr std::uint64_t climb_unit = 500;
// A neighbour is accepted where it is at least as tight as the walk was this share of its length ago (late acceptance,
// Burke and Bykov 2017): annealing without a temperature, so that nothing but exact comparisons decides. Long climbs
// remember more, and so cross wider valleys.
constexpr std::uint64_t memories_in_a_climb = 15;
// A class that needs more is too dear for a search of thousands: states of the engine, nodes that are decided.
constexpr std::uint64_t most_states = 2'000;
constexpr std::uint64_t most_nodes = 60;
constexpr unsigned most_shrinking_tries = 3000, most_simplifying_tries = 4000;

std::uint64_t luby(std::uint64_t i) {  // from 1
  std::uint64_t power = 1;
  while (power - 1 < i) power *= 2;  // the least power of two above i
  return power - 1 == i ? power / 2 : luby(i - (power / 2 - 1));
}

bool counts(const Comparison& c) {
  if (c.verdict == Verdict::violated) return true;
  return c.verdict != Verdict::not_applicable && c.interesting && !c.vacuous && c.ratio;
}

// What is climbed: the ratio, its upper end where it is enclosed; nothing below everything.
using Height = std::optional<Rational>;
Height height_of(const std::optional<ClaimResult>& r) {
  if (!r || !r->worst.ratio) return std::nullopt;
  return r->worst.ratio->upper();
}

bool nothing_is_tighter(const ClaimResult& r) {
  return r.worst.verdict == Verdict::violated || (r.worst.ratio->is_exact() && r.worst.ratio->exact() == 1);
}

struct Found {
  std::uint64_t step;  // of the climb, from 1
  ModelClass model_class;
  ClaimResult result;
};

struct Climb {
  std::uint64_t number = 0;
  std::uint64_t before = 0;  // evaluations of the climbs before it
  std::uint64_t length = 0;
  std::uint64_t memory = 1;
  std::uint64_t done = 0;
  std::vector<std::pair<std::uint64_t, Value>> improvements;
  std::optional<Found> best;
  bool complete() const { return done == length || (best && nothing_is_tighter(best->result)); }
};

// How much there is to read in a class.
Integer size_of(ModelClass c) {
  constexpr unsigned part = 20;  // a model, an action or a step more is worth so much in the numbers
  Integer size = part * (c.models.size() + c.actions.size() + c.horizon);
  const auto add = [&size](const Rational& q) { size += numerator_of(q) + denominator_of(q); };
  add(c.alpha);
  for (const Model& model : c.models) add(model.prior);
  for (const Distribution* law : gen::action_laws(c))
    for (const Rational& p : *law) add(p);
  return size;
}

// Tight classes have a model exactly on the edge, so that no single number can be made simpler. So: a class one step
// simpler, its threshold put back on an edge. None where that helps nowhere, or the tries run out.
std::optional<ModelClass> simpler_on_edge(const ModelClass& c,
                                          const std::function<bool(const ModelClass&)>& as_tight,
                                          unsigned& tries) {
  const Integer size = size_of(c);
  for (ModelClass& simpler : gen::simpler(c))
    for (const Rational& alpha : gen::edge_thresholds(simpler)) {
      simpler.alpha = alpha;
      if (size_of(simpler) >= size) continue;
      if (++tries > most_simplifying_tries) return std::nullopt;
      if (as_tight(simpler)) return std::move(simpler);
    }
  return std::nullopt;
}

class Hunt {
 public:
  explicit Hunt(const HuntOptions& options) : options_(options), claim_(claim(options.claim)) {
    if (auto why = why_not_hunted(claim_); !why.empty()) throw std::invalid_argument(why);
    if (!options.evaluations && !options.budget)
      throw std::invalid_argument("a hunt needs a number of evaluations, a time budget, or both");
    const gen::Caps& caps = options.caps;
    if (caps.models < 1 || caps.actions < 1 || caps.actions > 8 || caps.horizon < 1)
      throw std::invalid_argument(fmt::format(
          "caps of {} models, {} actions and {} steps are out of range: at least 1, at most 8 actions",
          caps.models, caps.actions, caps.horizon));
  }

  HuntReport report() {
    climb_all();
    HuntReport report;
    report.claim = &claim_;
    report.seed = options_.seed;
    report.interrupted = interrupted();
    merge(report);
    report.elapsed = elapsed();
    return report;
  }

 private:
  bool interrupted() const {
    return options_.interrupted && options_.interrupted->load(std::memory_order_relaxed);
  }
  bool out_of_time() const { return options_.budget && elapsed() >= *options_.budget; }
  std::chrono::duration<double> elapsed() const { return Clock::now() - started_; }

  void climb_all() {
    on_threads(
        options_.jobs, [this] { work(); }, [this] { tell_progress(); });
  }

  void tell_progress() {
    if (!options_.progress) return;
    std::unique_lock lock(mutex_);
    const HuntProgress progress{done_, options_.evaluations, elapsed(), best_ratio_};
    lock.unlock();
    options_.progress(progress);
  }

  void work() {
    try {
      while (std::optional<Climb> climb = take_climb()) {
        walk(*climb);
        const std::lock_guard lock(mutex_);
        if (climb->best && nothing_is_tighter(climb->best->result))
          last_ = std::min<std::uint64_t>(last_, climb->number);
        climbs_.emplace(climb->number, std::move(*climb));
      }
    } catch (...) {
      last_ = 0;  // the others stop
      throw;
    }
  }

  std::optional<Climb> take_climb() {
    const std::lock_guard lock(mutex_);
    if (interrupted() || out_of_time() || next_.number > last_) return std::nullopt;
    Climb climb = next_;
    climb.length = climb_unit * luby(climb.number + 1);
    climb.memory = climb.length / memories_in_a_climb;
    if (options_.evaluations) climb.length = std::min(climb.length, *options_.evaluations - climb.before);
    if (climb.length == 0) return std::nullopt;
    ++next_.number;
    next_.before += climb.length;
    return climb;
  }

  // Where a later climb reached the top, the earlier ones go on to their ends whatever the time: they decide whether it
  // is the first to do so.
  bool must_stop(const Climb& climb) const {
    return climb.number > last_ || interrupted() || (last_ == UINT64_MAX && out_of_time());
  }

  void walk(Climb& climb) {
    gen::Draw draw(rc::Random(rc::Random::Key{options_.seed, climb.number, 1, 0}));
    gen::Caps caps = options_.caps;  // the best of many models may lie beyond a worse one of few
    caps.least_models = draw.between(1, caps.models);
    const std::size_t events = claim_.id.starts_with("unlikeliness") ? 1 : 0;
    std::optional<ModelClass> here;
    Height height;
    std::vector<Height> past(climb.memory);
    while (climb.done < climb.length && !must_stop(climb)) {
      // Where the claim is not exercised there is no slope: a class drawn anew is as good as a neighbour.
      ModelClass next = height ? gen::neighbour(draw, *here, caps) : gen::start(draw, caps, events);
      std::optional<ClaimResult> result = tightness(claim_, next, options_.imitator);
      ++climb.done;
      ++done_;
      const Height reached = height_of(result);
      if (result && (!climb.best || worse(result->worst, climb.best->result.worst))) {
        climb.best = Found{climb.done, next, *result};
        if (result->worst.ratio) {
          climb.improvements.emplace_back(climb.done, *result->worst.ratio);
          tell(*result->worst.ratio);
        }
        if (nothing_is_tighter(*result)) return;
      }
      Height& late = past[climb.done % climb.memory];
      if (reached >= height || (reached && reached >= late)) {
        here = std::move(next);
        height = reached;
      }
      if (height > late) late = height;
    }
  }

  void tell(const Value& ratio) {
    const std::lock_guard lock(mutex_);
    if (!best_ratio_ || ratio.upper() > best_ratio_->upper()) best_ratio_ = ratio;
  }

  // The climbs in their order, through the first that was cut short (interrupted: through the last).
  void merge(HuntReport& report) {
    const Found* best = nullptr;
    for (const auto& [number, climb] : climbs_) {
      if (number > last_) break;
      for (const auto& [step, ratio] : climb.improvements)
        if (report.trace.empty() || ratio.upper() > report.trace.back().ratio.upper())
          report.trace.push_back({climb.before + step, number, ratio});
      if (climb.best && (!best || worse(climb.best->result.worst, best->result.worst))) {
        best = &*climb.best;
        best_at_ = climb.before + best->step;
      }
      report.evaluations = climb.before + climb.done;
      ++report.climbs;
      if (!climb.complete() && !report.interrupted) break;
    }
    if (best) report.tightest = shrunk(*best);
  }

  Tightest shrunk(const Found& found) const {
    Tightest tightest{best_at_, found.model_class, found.model_class, found.result};
    const auto as_tight = [&](const ModelClass& c) {
      if (interrupted()) return false;
      const auto result = tightness(claim_, c, options_.imitator);
      return result && !worse(found.result.worst, result->worst);
    };
    const auto shrink = [&] {
      gen::Shrunk shrunk = gen::shrink(std::move(tightest.smallest), as_tight, most_shrinking_tries);
      tightest.shrinks += shrunk.steps;
      tightest.smallest = std::move(shrunk.smallest);
    };
    shrink();
    for (unsigned tries = 0; auto simpler = simpler_on_edge(tightest.smallest, as_tight, tries);) {
      tightest.smallest = *std::move(simpler);
      ++tightest.shrinks;
    }
    shrink();
    tightest.result = *tightness(claim_, tightest.smallest, options_.imitator);
    return tightest;
  }

  const HuntOptions& options_;
  const Claim& claim_;
  const Clock::time_point started_ = Clock::now();
  std::atomic<std::uint64_t> done_ = 0;
  std::atomic<std::uint64_t> last_ =
      UINT64_MAX;     // the first climb known to have reached the top: none after it counts
  std::mutex mutex_;  // guards what follows
  Climb next_;
  std::map<std::uint64_t, Climb> climbs_;
  std::optional<Value> best_ratio_;
  std::uint64_t best_at_ = 0;
};

}  // namespace

bool Tightest::attained() const {
  return !violated() && result.worst.ratio && result.worst.ratio->is_exact() &&
         result.worst.ratio->exact() == 1;
}

std::string why_not_hunted(const Claim& c) {
  if (!c.on_classes()) return decided_elsewhere(c);
  if (c.id == "top-prefix" || c.id == "query-identity")
    return fmt::format("claim {} is an equality: it has no ratio to raise", c.id);
  return {};
}

std::optional<ClaimResult> tightness(const Claim& c, const ModelClass& model_class,
                                     const Imitator& imitator) {
  EvaluateOptions options;
  options.limits.max_states = most_states;
  ClaimResult result{&c, {}, 0, 0, {}};
  if (c.kind == ClaimKind::per_class) {
    if (c.needs == Needs::accumulated) options.accumulate = most_states;
    if (c.needs == Needs::outlooks) options.outlook = most_states;
    const Evaluation evaluation = evaluate(model_class, imitator, options);
    if (evaluation.ended != Ended::horizon) return std::nullopt;
    result.worst = c.on_class({model_class, evaluation.quantities});
    result.interesting = result.worst.interesting;
    if (!counts(result.worst)) return std::nullopt;
    return result;
  }
  if (!c.applicable(model_class).empty()) return std::nullopt;
  std::atomic<bool> too_many = false;
  std::uint64_t nodes = 0;
  options.interrupted = &too_many;
  const Evaluation evaluation = evaluate(model_class, imitator, options,
                                         [&](const Node& node, const std::function<History()>& history) {
                                           if (++nodes > most_nodes) too_many = true;
                                           if (too_many) return;
                                           Comparison here = c.at_node(node);
                                           if (!counts(here)) return;
                                           ++result.exercised;
                                           ++result.interesting;
                                           if (!worse(here, result.worst)) return;
                                           result.worst = std::move(here);
                                           result.history = history();
                                         });
  if (evaluation.ended != Ended::horizon || result.exercised == 0) return std::nullopt;
  return result;
}

HuntReport hunt(const HuntOptions& options) { return Hunt(options).report(); }

}  // namespace qed::properties
