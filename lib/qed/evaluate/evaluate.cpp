// The forward pass. One level after another: add up what the level says, find the transitions of states that
// are new, move the masses on.
//
// The expected product E prod (1 + theta) is the total of a second, tilted mass: each step multiplies a
// state's by (1 + theta). Transitions keep totals, so E prod_{t<N} = 1 + sum_t sum_s theta(s) tilted_t(s),
// and settled states (theta = 0 for good) need no tilted mass. While all unsettled states of each level share
// one theta, the tilted mass is a constant times the mass, and is kept as that constant.
#include "qed/evaluate/evaluate.hpp"

#include <algorithm>
#include <chrono>
#include <unordered_map>

#include "qed/evaluate/accumulated.hpp"
#include "qed/evaluate/demonstrator.hpp"
#include "qed/evaluate/depth_first.hpp"
#include "qed/evaluate/outlook.hpp"
#include "qed/evaluate/state_graph.hpp"
#include "qed/evaluate/tally.hpp"
#include "qed/exact/limbs.hpp"
#include "qed/imitation/odds.hpp"

namespace qed {
namespace {

class Pass {
 public:
  Pass(const ModelClass& c, const Imitator& imitator, const EvaluateOptions& options,
       const NodeVisitor& visitor)
      : class_(c), options_(options), graph_(c, imitator, visitor) {}

  Evaluation run() {
    const auto begun = std::chrono::steady_clock::now();
    graph_.nodes().set_unknown(options_.unknown);
    graph_.nodes().stop_where([this] { return over_limit(); }, options_.limits.max_bytes);
    graph_.root();
    masses_.resize(1);
    masses_.assign(0, 1);
    for (unsigned t = 0;; ++t) {
      if (options_.unknown) drop_the_unknown(class_.horizon - t);
      look_at_level();
      result_.work.levels = t + 1;
      if (options_.progress) options_.progress({t + 1, class_.horizon, live_});
      if (t + 1 == class_.horizon || !expand_level()) break;
      advance();
      if (options_.tolerance > 0) {
        drop_the_negligible(class_.horizon - (t + 1));
        walk_what_does_not_merge(class_.horizon - (t + 1));
      }
      forget_the_past();
    }
    finish();
    result_.work.nanoseconds = static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begun)
            .count());
    return std::move(result_);
  }

 private:
  // What this level adds to the sums, and what the tilt must know of it.
  void look_at_level() {
    Quantities& q = result_.quantities;
    live_ = 0;
    unsettled_.clear();
    bool same_theta = true;
    bucket_of_.resize(graph_.size(), unknown);
    for (GraphState s = 0; s < graph_.size(); ++s) {
      if (masses_.zero(s)) continue;
      ++live_;
      if (graph_.settled(s)) {
        q.max_top_size = std::max<std::size_t>(q.max_top_size, 1);
        continue;
      }
      if (bucket_of_[s] == unknown) {
        const NodeFacts& facts = graph_.facts(s);
        bucket_of_[s] = tally_.bucket(facts);
        q.max_top_size = std::max(q.max_top_size, facts.top_size);
        if (facts.query_probability > q.max_query_probability)
          q.max_query_probability = facts.query_probability;
      }
      same_theta &= unsettled_.empty() || theta(s) == theta(unsettled_.front());
      unsettled_.push_back(s);
      tally_.add(bucket_of_[s], masses_, s);
    }
    result_.work.peak_states = std::max(result_.work.peak_states, live_);
    const Rational asked = tally_.close_level();
    add_to_product(same_theta, asked);
  }

  Tally::Theta theta(GraphState s) const { return tally_.theta(bucket_of_[s]); }
  Rational one_plus(Tally::Theta t) const { return 1 + tally_.query_probability(t); }

  // asked: the level's sum of theta x mass, over denominator_.
  void add_to_product(bool same_theta, const Rational& asked) {
    if (!tilted_apart_ && !same_theta) {
      tilted_apart_ = true;
      tilted_.resize(graph_.size());
      for (const GraphState s : unsettled_) tilted_.assign(s, masses_.numerator(s));
    }
    if (!tilted_apart_) {
      product_ += Rational(tilt_) * asked;
      if (unsettled_.empty()) return;
      const Rational factor = one_plus(theta(unsettled_.front()));
      tilt_ *= numerator_of(factor);
      scale_product(denominator_of(factor));
      return;
    }
    std::map<Tally::Theta, MassSum> by_theta;
    for (const GraphState s : unsettled_) by_theta[theta(s)].add(tilted_, s);
    Rational sum = 0;
    Integer common = 1;  // of the denominators of 1 + theta
    for (auto& [t, mass] : by_theta) {
      sum += tally_.query_probability(t) * Rational(mass.take());
      common = lcm(common, denominator_of(one_plus(t)));
    }
    product_ += Rational(tilt_) * sum;
    scale_product(common);
    std::map<Tally::Theta, std::vector<std::uint64_t>> factors;
    for (const auto& entry : by_theta)
      factors[entry.first] = to_limbs(numerator_of(one_plus(entry.first) * Rational(common)));
    for (const GraphState s : unsettled_) tilted_.multiply(s, factors[theta(s)]);
  }

  void scale_product(const Integer& factor) {
    product_ *= Rational(factor);
    product_denominator_ *= factor;
  }

  // False where a limit was reached or the pass was interrupted: this level is then the last.
  bool expand_level() try {
    const std::size_t states = graph_.size();
    for (GraphState s = 0; s < states; ++s) {
      if (masses_.zero(s)) continue;
      if (!graph_.expanded(s)) {
        graph_.expand(s);
        if (over_limit()) return false;
      }
      result_.work.transitions += graph_.transitions(s);
      result_.work.limbs += std::uint64_t{graph_.transitions(s)} * masses_.needed_limbs(s);
    }
    return !over_limit();
  } catch (const NodeGraph::Stopped&) {
    return false;
  }

  std::uint64_t held_bytes() {
    const std::uint64_t bytes = graph_.bytes() + masses_.bytes() + next_.bytes() + tilted_.bytes() +
                                tally_.bytes(denominator_) +
                                graph_.size() * (sizeof(Tally::Bucket) + sizeof(GraphState));
    result_.work.peak_bytes = std::max(result_.work.peak_bytes, bytes);
    return bytes;
  }

  // Asked of each new node. The masses of the next level are still to be made: they are foreseen from those of this one.
  bool over_limit() {
    const std::uint64_t row =
        ((bit_length(denominator_) + bit_length(graph_.coefficients().denominator())) / 64 + 2) * 8;
    const std::uint64_t next =
        std::min(graph_.size() * row, 2 * (masses_.bytes() + tilted_.bytes()) + (1 << 20));
    const std::uint64_t bytes = held_bytes() + (next > next_.bytes() ? next - next_.bytes() : 0);
    if (options_.interrupted && options_.interrupted->load(std::memory_order_relaxed))
      result_.ended = Ended::interrupted;
    else if (graph_.size() > options_.limits.max_states)
      result_.ended = Ended::state_limit;
    else if (bytes > options_.limits.max_bytes)
      result_.ended = Ended::memory_limit;
    return result_.ended != Ended::horizon;
  }

  void advance() {
    next_.advance(graph_.incoming(), graph_.coefficients(), masses_);
    std::swap(masses_, next_);
    denominator_ *= graph_.coefficients().denominator();
    tally_.scale(graph_.coefficients().denominator());
    scale_product(graph_.coefficients().denominator());
    if (!tilted_apart_) return;
    tilted_.resize(graph_.size());
    next_.advance(graph_.incoming(), graph_.coefficients(), tilted_);
    std::swap(tilted_, next_);
    for (GraphState s = 0; s < graph_.size(); ++s)
      if (graph_.settled(s)) tilted_.clear(s);
  }

  // The lightest unsettled states, while what was dropped so far costs at most its share of the tolerance.
  void drop_the_negligible(unsigned steps_to_go) {
    const Rational share = options_.tolerance * ratio(class_.horizon - steps_to_go, class_.horizon);
    const Rational allowance = (share - dropped_.steps) * Rational(denominator_) / steps_to_go;
    const Integer allowed = numerator_of(allowance) / denominator_of(allowance);
    Integer mass = 0;
    std::vector<GraphState> lightest;
    for (GraphState s = 0; s < graph_.size(); ++s)
      if (!masses_.zero(s) && !graph_.settled(s)) lightest.push_back(s);
    std::ranges::sort(lightest, [this](GraphState a, GraphState b) {
      return masses_.roughly_less(a, b) || (!masses_.roughly_less(b, a) && a < b);
    });
    std::size_t few = 0;
    for (; few < lightest.size(); ++few) {
      mass += masses_.numerator(lightest[few]);
      if (mass > allowed) break;
    }
    lightest.resize(few);
    drop(lightest, steps_to_go);
  }

  // States whose nodes are not known, before anything is said of their step.
  void drop_the_unknown(unsigned steps_to_go) {
    std::vector<GraphState> states;
    for (GraphState s = 0; s < graph_.size(); ++s)
      if (!masses_.zero(s) && !graph_.settled(s) && graph_.facts(s).unknown) states.push_back(s);
    drop(states, steps_to_go);
  }

  void drop(const std::vector<GraphState>& states, unsigned steps_to_go) {
    Integer mass = 0, tilted = 0;
    for (const GraphState s : states) {
      const Integer here = masses_.numerator(s);
      mass += here;
      tilted += tilted_apart_ ? tilted_.numerator(s) : here;
      masses_.clear(s);
      if (tilted_apart_) tilted_.clear(s);
      ++dropped_.states;
    }
    const Rational probability = ratio(mass, denominator_);
    dropped_.mass += probability;
    dropped_.steps += probability * steps_to_go;
    dropped_.product += ratio((tilt_ * tilted) << steps_to_go, product_denominator_);
  }

  // Where the unsettled states still multiply from level to level, no table would hold them: the rest of the horizon is
  // walked history by history, from each of them, and only settled states stay.
  void walk_what_does_not_merge(unsigned steps_to_go) {
    std::vector<GraphState> unsettled;
    for (GraphState s = 0; s < graph_.size(); ++s)
      if (!masses_.zero(s) && !graph_.settled(s)) unsettled.push_back(s);
    if (options_.unknown) return;  // a walk knows no node by name
    const bool multiply = unsettled.size() >= 2 * unsettled_before_;
    unsettled_before_ = unsettled.size();
    if (!multiply || unsettled.size() < options_.walk_from || steps_to_go > DepthFirst::most_steps) return;
    DepthFirst walker(class_, graph_.nodes(), graph_.event_tracker(), options_.interrupted);
    std::size_t left = unsettled.size();
    for (const GraphState s : unsettled) {
      const Rational mass = ratio(masses_.numerator(s), denominator_);
      const Integer numerator = tilted_apart_ ? tilted_.numerator(s) : masses_.numerator(s);
      const Rational tilted = ratio(tilt_ * numerator, product_denominator_);
      if (over_limit()) {
        dropped_.mass += mass;
        dropped_.steps += mass * steps_to_go;
        dropped_.product += tilted * Rational(Integer(1) << steps_to_go);
        ++dropped_.states;
      } else {
        walker.walk(graph_.node(s), graph_.events_at(s), graph_.retained(s), mass, tilted, steps_to_go);
      }
      masses_.clear(s);
      if (tilted_apart_) tilted_.clear(s);
      if (options_.progress && (--left & 1023) == 0)
        options_.progress({class_.horizon - steps_to_go, class_.horizon, left});
    }
    walked_ = walker.sums();
  }

  void add_what_was_walked(Quantities& q) {
    const DepthFirstSums& w = *walked_;
    Rational steps = 0, mass = 0;  // the widest
    const auto add = [](Rational& to, const FixedSum& sum, Rational& width) {
      to += sum.lowest();
      width = std::max<Rational>(width, sum.highest() - sum.lowest());
    };
    add(q.S1, w.S1, steps);
    q.expected_queries += w.S1.lowest();
    add(q.S2, w.S2, steps);
    add(q.S3, w.S3, steps);
    if (class_.demonstrator_inside()) {
      add(*q.S3_collected, w.S3_collected, steps);
      add(*q.S3_lost, w.S3_lost, steps);
      add(*q.truth_retained, w.truth_retained, mass);
    }
    for (std::size_t e = 0; e < q.events.size(); ++e) {
      add(q.events[e].imitator, w.events[e], mass);
      if (class_.demonstrator_inside())
        add(*q.events[e].imitator_and_retained, w.events_and_retained[e], mass);
    }
    add(q.expected_product, w.product, dropped_.product);
    dropped_.steps += steps;
    dropped_.mass += mass;
    dropped_.walked = w.nodes;
    dropped_.decided_exactly = w.decided_exactly;
    q.max_query_probability =
        std::max(q.max_query_probability, ratio(Integer(w.largest_theta), Integer(1) << 63));
    q.max_top_size = std::max(q.max_top_size, w.largest_top_set);
  }

  // Classes whose states never return (schedules, say) would fill the tables with the past.
  void forget_the_past() {
    if (graph_.size() <= options_.sweep_from) return;
    std::vector<std::uint32_t> kept;
    for (GraphState s = 0; s < graph_.size(); ++s)
      if (!masses_.zero(s)) kept.push_back(s);
    if (kept.size() * (options_.tolerance > 0 ? 2 : 4) > graph_.size()) return;
    graph_.keep_only(kept);
    masses_.keep_only(kept);
    if (tilted_apart_) tilted_.keep_only(kept);
    bucket_of_.assign(kept.size(), unknown);
  }

  void finish() {
    held_bytes();
    Quantities& q = result_.quantities;
    q.horizon = result_.work.levels;
    q.forced_steps = std::min(q.horizon, class_.forced_queries);
    tally_.report(q.horizon, denominator_, class_.demonstrator_inside(), q);
    q.expected_product = product_ / Rational(product_denominator_);
    if (class_.demonstrator_inside()) {
      MassSum retained;
      for (GraphState s = 0; s < masses_.size(); ++s)
        if (graph_.retained(s)) retained.add(masses_, s);
      q.truth_retained = ratio(retained.take(), denominator_);
    }
    report_events();
    if (walked_) add_what_was_walked(q);
    if (options_.enclosed()) result_.truncation = dropped_;
    if (options_.unspent && !options_.enclosed() && class_.demonstrator_inside()) report_unspent();
    result_.work.nodes = graph_.nodes().met();
  }

  // The last step: only the events still move.
  void report_events() {
    if (class_.events.empty()) return;
    const auto demonstrator = demonstrator_event_probabilities(class_, result_.quantities.horizon);
    struct Mass {
      MassSum all, retained;
    };
    for (std::size_t e = 0; e < class_.events.size(); ++e) {
      std::map<Rational, Mass> by_probability;
      for (GraphState s = 0; s < masses_.size(); ++s) {
        if (masses_.zero(s)) continue;
        const Rational p = graph_.accepted_after_step(s, e);
        if (p == 0) continue;
        by_probability[p].all.add(masses_, s);
        if (graph_.retained(s)) by_probability[p].retained.add(masses_, s);
      }
      Rational all = 0, retained = 0;
      for (auto& [p, mass] : by_probability) {
        all += p * Rational(mass.all.take());
        retained += p * Rational(mass.retained.take());
      }
      EventProbabilities event{class_.events[e].name, all / Rational(denominator_), std::nullopt,
                               demonstrator[e]};
      if (class_.demonstrator_inside()) event.imitator_and_retained = retained / Rational(denominator_);
      result_.quantities.events.push_back(std::move(event));
    }
  }

  void report_unspent() {
    static constexpr unsigned bits = 60;
    const auto from_above = [](const Rational& q) -> Integer {
      const Rational scaled = q * Rational(Integer(1) << bits);
      return (numerator_of(scaled) + denominator_of(scaled) - 1) / denominator_of(scaled);
    };
    const ModelIndex truth = std::get<ModelIndex>(class_.demonstrator);
    struct Left {
      Integer potential, odds;  // times 2^bits
    };
    std::unordered_map<NodeIndex, Left> left;
    Integer potential_sum = 0, odds_sum = 0;
    Rational asked = 0;
    for (const GraphState s : unsettled_) {
      const auto [entry, is_new] = left.try_emplace(graph_.node(s));
      if (is_new) {
        const Weights weights = graph_.nodes().content(entry->first).weights;
        const Interval phi = potential(weights, truth, class_.alpha, 2 * bits);
        entry->second = {from_above(phi.upper()), from_above(odds_against(weights, truth))};
      }
      const Integer mass = masses_.numerator(s);
      const Rational& theta = graph_.facts(s).query_probability;
      asked += theta * theta * theta * Rational(mass);
      potential_sum += mass * entry->second.potential;
      if (graph_.retained(s)) odds_sum += mass * entry->second.odds;
    }
    const Integer scale = denominator_ << bits;
    result_.unspent = Unspent{result_.quantities.S3 - asked / Rational(denominator_),
                              ratio(potential_sum, scale), ratio(odds_sum, scale)};
  }

  static constexpr Tally::Bucket unknown = UINT32_MAX;

  const ModelClass& class_;
  const EvaluateOptions& options_;
  StateGraph graph_;
  Tally tally_;
  std::vector<Tally::Bucket> bucket_of_;
  std::vector<GraphState> unsettled_;  // of this level, with mass
  std::size_t live_ = 0;
  Masses masses_, next_;
  Integer denominator_ = 1;

  // The product and the tilted masses are over one denominator: that of the masses times those of 1 + theta.
  Rational product_ = 1;  // times product_denominator_: no gcd of long numbers until the end
  Integer product_denominator_ = 1;
  Integer tilt_ = 1;  // tilted mass = tilt_ x mass; or tilt_ x tilted_, once theta differs between states
  bool tilted_apart_ = false;
  Masses tilted_;

  // With a tolerance.
  Truncation dropped_;
  std::optional<DepthFirstSums> walked_;
  std::size_t unsettled_before_ = 1;

  Evaluation result_;
};

}  // namespace

Evaluation evaluate(const ModelClass& c, const Imitator& imitator, const EvaluateOptions& options,
                    const NodeVisitor& visitor) {
  Evaluation evaluation = Pass(c, imitator, options, visitor).run();
  Quantities& q = evaluation.quantities;
  if (options.tolerance > 0 || !c.demonstrator_inside() || evaluation.ended == Ended::interrupted)
    return evaluation;
  const auto within = [&](std::uint64_t states) {
    return StateBudget{states, options.limits, options.interrupted};
  };
  if (options.accumulate > 0)
    q.accumulated =
        accumulate(c, imitator, q.horizon, within(options.accumulate), &evaluation.accumulate_ended);
  if (options.outlook > 0)
    q.outlooks = look_ahead(c, imitator, q.horizon, within(options.outlook), &evaluation.outlook_ended);
  return evaluation;
}

}  // namespace qed
