#include "qed/evaluate/depth_first.hpp"

#include <algorithm>
#include <bit>
#include <deque>
#include <map>
#include <tuple>

#include "qed/exact/require.hpp"
#include "qed/imitation/posterior.hpp"
#include "qed/imitation/top_set.hpp"

namespace qed {

using portable::DoubleLimb;

namespace {

constexpr unsigned unit_bits = 63;
constexpr std::uint64_t one = std::uint64_t{1} << unit_bits;

std::uint64_t times_down(std::uint64_t a, std::uint64_t b) {
  return static_cast<std::uint64_t>(DoubleLimb{a} * b >> unit_bits);
}
std::uint64_t times_up(std::uint64_t a, std::uint64_t b) {
  return static_cast<std::uint64_t>((DoubleLimb{a} * b + (one - 1)) >> unit_bits);
}
Fixed operator*(const Fixed& a, const Fixed& b) {
  return {times_down(a.lower, b.lower), times_up(a.upper, b.upper)};
}
Fixed& operator+=(Fixed& a, const Fixed& b) {
  a.lower += b.lower;
  a.upper = std::min(one, a.upper + b.upper);  // probabilities: no sum of them is above 1
  return a;
}

// A number that may be above 1, times one that is not.
DoubleLimb times_down(DoubleLimb a, std::uint64_t b) {
  const DoubleLimb high = a >> 64, low = static_cast<std::uint64_t>(a);
  return (high * b << (64 - unit_bits)) + (low * b >> unit_bits);
}
DoubleLimb times_up(DoubleLimb a, std::uint64_t b) { return times_down(a, b) + 1; }

DoubleLimb double_limb(const Integer& value) {
  const auto limbs = to_limbs(value);
  QED_REQUIRE(limbs.size() <= 2, "a tilted mass below 2^64");
  DoubleLimb result = 0;
  for (std::size_t i = limbs.size(); i-- > 0;) result = result << 64 | limbs[i];
  return result;
}

struct Ends {
  Integer lower, upper;
};
Ends in_units(const Rational& q) {
  const Integer scaled = numerator_of(q) << unit_bits, denominator = denominator_of(q);
  return {scaled / denominator, (scaled + denominator - 1) / denominator};
}

Rational in_full(DoubleLimb units) {
  const std::uint64_t limbs[] = {static_cast<std::uint64_t>(units), static_cast<std::uint64_t>(units >> 64)};
  return ratio(from_limbs(limbs), Integer(1) << unit_bits);
}

}  // namespace

Fixed fixed(const Rational& q) {
  QED_REQUIRE(q >= 0 && q <= 1, "a probability");
  const Ends ends = in_units(q);
  return {static_cast<std::uint64_t>(double_limb(ends.lower)),
          static_cast<std::uint64_t>(double_limb(ends.upper))};
}

Rational FixedSum::lowest() const { return in_full(lower); }
Rational FixedSum::highest() const { return in_full(upper); }

class DepthFirst::Walk {
 public:
  Walk(const ModelClass& c, NodeGraph& nodes, EventTracker& events, const std::atomic<bool>* interrupted)
      : class_(c),
        interrupted_(interrupted),
        nodes_(nodes),
        events_(events),
        models_(c.models.size()),
        actions_(c.actions.size()),
        alpha_(fixed(c.alpha)),
        laws_(nodes.policies().size()) {
    for (const EnvironmentState& state : c.environment.states)
      for (const bool asked : {false, true}) {
        auto& of_actions = observed_[asked].emplace_back();
        for (const Distribution& law : state.laws[asked]) {
          auto& of_action = of_actions.emplace_back();
          for (const Rational& p : law) of_action.push_back(fixed(p));
        }
      }
    if (c.demonstrator_inside()) truth_ = std::get<ModelIndex>(c.demonstrator);
    sums_.events.resize(c.events.size());
    sums_.events_and_retained.resize(c.events.size());
  }

  void walk(NodeIndex n, EventsIndex events, bool retained, const Rational& mass, const Rational& tilted,
            unsigned steps_to_go) {
    NodeContent content = nodes_.content(n);
    queries_ = 0;
    Place place;
    place.states = content.states;
    place.environment = content.environment;
    place.forced_left = content.forced_left;
    place.events = events;
    place.retained = retained;
    place.mass = fixed(mass);
    const Ends tilt = in_units(tilted);
    place.tilted_lower = double_limb(tilt.lower), place.tilted_upper = double_limb(tilt.upper);
    place.weights = scaled(content.weights);
    start_ = std::move(content.weights);
    QED_REQUIRE(steps_to_go <= most_steps, "a tree that somebody might wait for");
    if (rooms_.size() <= steps_to_go) rooms_.resize(steps_to_go + 1);
    visit(place, steps_to_go);
  }

  const DepthFirstSums& sums() const { return sums_; }

 private:
  struct Place {
    std::vector<Fixed> weights;  // in units of their own: only ratios matter
    std::vector<StateIndex> states;
    StateIndex environment = 0;
    unsigned forced_left = 0;
    EventsIndex events = 0;
    bool retained = false;
    Fixed mass;
    DoubleLimb tilted_lower = 0, tilted_upper = 0;
  };
  // What a node needs while its children are walked: one for each depth, so that nothing is allocated on the way.
  struct Room {
    std::vector<char> collected;
    std::vector<Fixed> answered;
    std::vector<std::pair<Place, Fixed>> places;  // the first `used` of them
    std::size_t used = 0;
    Place asked;
  };
  // A queried action on the way here, and where each model stood when it was asked.
  struct Query {
    std::vector<StateIndex> states;
    ActionIndex action;
  };

  // Few enough that a sum over 2^16 models, times alpha, fits a double limb.
  static constexpr unsigned weight_bits = 48;

  static std::vector<Fixed> scaled(const Weights& weights) {
    const std::size_t longest = bit_length(*std::ranges::max_element(weights));
    std::vector<Fixed> result;
    for (const Integer& w : weights) {
      if (longest <= weight_bits) {
        const auto exact = static_cast<std::uint64_t>(double_limb(w << (weight_bits - longest)));
        result.push_back({exact, exact});
      } else {
        const Integer floor = w >> (longest - weight_bits);
        const auto lower = static_cast<std::uint64_t>(double_limb(floor));
        result.push_back({lower, lower + (floor << (longest - weight_bits) != w)});
      }
    }
    return result;
  }

  static void rescale(std::vector<Fixed>& weights) {
    std::uint64_t largest = 0;
    for (const Fixed& w : weights) largest = std::max(largest, w.upper);
    const auto bits = static_cast<unsigned>(std::bit_width(largest));
    if (bits == 0 || bits >= weight_bits) return;
    for (Fixed& w : weights) w.lower <<= weight_bits - bits, w.upper <<= weight_bits - bits;
  }

  const std::vector<Fixed>& law(std::size_t slot, StateIndex s) {
    auto& known = laws_[slot];
    if (known.size() <= s) known.resize(s + 1);
    if (known[s].empty())
      for (const Rational& p : nodes_.policies()[slot]->law(s)) known[s].push_back(fixed(p));
    return known[s];
  }

  // Who is collected: W(n) > alpha x (the weight ranked before it), for each model by itself, which is the same as
  // collecting until the first fails (one-step.md). Ends that overlap may rank either way.
  void collect(const Place& at, std::vector<char>& collected) {
    for (std::size_t n = 0; n < models_; ++n) {
      const Fixed& w = at.weights[n];
      collected[n] = false;
      if (w.upper == 0) continue;
      DoubleLimb before_least = 0, before_most = 0;
      for (std::size_t m = 0; m < models_; ++m) {
        if (m == n) continue;
        if (at.weights[m].lower > w.upper) before_least += at.weights[m].lower;
        if (at.weights[m].upper >= w.lower) before_most += at.weights[m].upper;
      }
      const DoubleLimb least = DoubleLimb{w.lower} << unit_bits, most = DoubleLimb{w.upper} << unit_bits;
      const bool strict = class_.threshold == Threshold::strict;
      const DoubleLimb needs_most = before_most * alpha_.upper, needs_least = before_least * alpha_.lower;
      if (strict ? least > needs_most : least >= needs_most) {
        collected[n] = true;
      } else if (!(strict ? most <= needs_least : most < needs_least)) {
        return collect_exactly(collected);
      }
    }
  }

  void collect_exactly(std::vector<char>& collected) {
    ++sums_.decided_exactly;
    Weights weights = start_;
    std::vector<const Distribution*> predictions(models_);
    for (const Query& query : std::span(history_).first(queries_)) {
      for (std::size_t m = 0; m < models_; ++m)
        predictions[m] = weights[m] == 0 ? nullptr : &nodes_.policies()[m]->law(query.states[m]);
      weights = Bayes{}(weights, predictions, query.action);
    }
    std::fill(collected.begin(), collected.end(), false);
    for (const ModelIndex m : TopSet::of(weights, class_.alpha, class_.threshold)) collected[m] = true;
  }

  void visit(const Place& at, unsigned steps_to_go) {
    ++sums_.nodes;
    Room& room = rooms_[steps_to_go];
    std::vector<char>& collected = room.collected;
    collected.resize(models_);
    collect(at, collected);
    const auto top_size = static_cast<std::size_t>(std::ranges::count(collected, char{true}));
    const bool truth_collected = truth_ && collected[*truth_];
    const bool retained = at.retained && truth_collected;
    const bool forced = at.forced_left > 0;
    sums_.largest_top_set = std::max(sums_.largest_top_set, top_size);
    if (top_size == 1 && !forced) return settle(at, collected, retained, steps_to_go);

    std::vector<Fixed>& answered = room.answered;
    answered.assign(actions_, Fixed{});
    const Fixed theta = forced || top_size == 0 ? Fixed{one, one} : minimum(at, collected, answered);
    count(at, theta, truth_collected, forced);
    if (steps_to_go == 1) return last_step(at, theta, answered, retained);
    descend_answered(at, theta, answered, retained, steps_to_go);
    descend_asked(at, theta, retained, steps_to_go);
  }

  // min over the top set, and theta = 1 - its sum.
  Fixed minimum(const Place& at, const std::vector<char>& collected, std::vector<Fixed>& answered) {
    for (Fixed& p : answered) p = {one, one};
    for (std::size_t m = 0; m < models_; ++m) {
      if (!collected[m]) continue;
      const auto& p = law(m, at.states[m]);
      for (std::size_t a = 0; a < actions_; ++a) {
        answered[a].lower = std::min(answered[a].lower, p[a].lower);
        answered[a].upper = std::min(answered[a].upper, p[a].upper);
      }
    }
    Fixed played;
    for (const Fixed& p : answered) played += p;
    return {one - played.upper, one - std::min(one, played.lower)};
  }

  void count(const Place& at, const Fixed& theta, bool truth_collected, bool forced) {
    const Fixed first = at.mass * theta, second = first * theta, third = second * theta;
    sums_.S1.add(first);
    sums_.S2.add(second);
    sums_.S3.add(third);
    if (truth_collected) sums_.S3_collected.add(third);
    if (!truth_collected && !forced) sums_.S3_lost.add(third);
    sums_.product.add(times_down(at.tilted_lower, theta.lower), times_up(at.tilted_upper, theta.upper));
    sums_.largest_theta = std::max(sums_.largest_theta, theta.lower);
  }

  // Nothing is asked any more: the one model's law and the environment decide the events that are pending.
  void settle(const Place& at, const std::vector<char>& collected, bool retained, unsigned steps_to_go) {
    const auto m = static_cast<std::size_t>(std::ranges::find(collected, char{true}) - collected.begin());
    finish(at.mass, retained, accepted_later(m, at.states[m], at.environment, at.events, steps_to_go));
  }

  void finish(const Fixed& mass, bool retained, const std::vector<Fixed>& accepted) {
    if (retained) sums_.truth_retained.add(mass);
    for (std::size_t e = 0; e < accepted.size(); ++e) {
      const Fixed here = mass * accepted[e];
      sums_.events[e].add(here);
      if (retained) sums_.events_and_retained[e].add(here);
    }
  }

  const std::vector<Fixed>& accepted_later(std::size_t m, StateIndex state, StateIndex environment,
                                           EventsIndex events, unsigned steps_to_go) {
    if (steps_to_go == 0 || !events_.pending(events)) m = state = environment = steps_to_go = 0;
    const auto [entry, is_new] = later_.try_emplace({m, state, environment, events, steps_to_go});
    if (!is_new) return entry->second;
    std::vector<Fixed> accepted(class_.events.size());
    if (steps_to_go == 0) {
      for (std::size_t e = 0; e < accepted.size(); ++e)
        if (events_.accepted(events, e)) accepted[e] = {one, one};
    } else {
      for (ActionIndex a = 0; a < actions_; ++a)
        for (ObservationIndex x = 0; x < class_.observations.size(); ++x) {
          const Fixed p = law(m, state)[a] * observed_[false][environment][a][x];
          if (p.upper == 0) continue;
          const auto& then = accepted_later(m, nodes_.policies()[m]->next(state, {a, x}),
                                            class_.environment.states[environment].next[a][x],
                                            events_.next(events, {a, x}), steps_to_go - 1);
          for (std::size_t e = 0; e < accepted.size(); ++e) accepted[e] += p * then[e];
        }
    }
    return later_[{m, state, environment, events, steps_to_go}] = std::move(accepted);
  }

  // Of the last step only the events are still to be decided.
  void last_step(const Place& at, const Fixed& theta, const std::vector<Fixed>& answered, bool retained) {
    if (class_.events.empty() || !events_.pending(at.events))
      return finish(at.mass, retained, accepted_later(0, 0, 0, at.events, 0));
    std::vector<Fixed> accepted(class_.events.size());
    const auto& demonstrator = law(nodes_.demonstrator_slot(), at.states[nodes_.demonstrator_slot()]);
    for (const bool asked : {false, true})
      for (ActionIndex a = 0; a < actions_; ++a) {
        const Fixed p = asked ? theta * demonstrator[a] : answered[a];
        if (p.upper == 0) continue;
        for (ObservationIndex x = 0; x < class_.observations.size(); ++x) {
          const Fixed flow = p * observed_[asked][at.environment][a][x];
          const EventsIndex then = events_.next(at.events, {a, x});
          for (std::size_t e = 0; e < accepted.size(); ++e)
            if (events_.accepted(then, e)) accepted[e] += flow;
        }
      }
    finish(at.mass, retained, accepted);
  }

  // Where the automata go next; false where the step has probability 0 by the environment's law.
  void step(const Place& at, ActionIndex a, ObservationIndex x, Place& to) {
    to.states = at.states;
    for (std::size_t slot = 0; slot < to.states.size(); ++slot) {
      const bool moves =
          slot == nodes_.demonstrator_slot() || (slot < models_ && at.weights[slot].upper != 0);
      if (moves) to.states[slot] = nodes_.policies()[slot]->next(at.states[slot], {a, x});
    }
    to.environment = class_.environment.states[at.environment].next[a][x];
    to.events = class_.events.empty() ? at.events : events_.next(at.events, {a, x});
    to.forced_left = at.forced_left - (at.forced_left > 0);
  }

  void enter(const Place& at, const Fixed& theta, Place& to, const Fixed& probability, bool retained,
             unsigned steps_to_go) {
    to.retained = retained;
    to.mass = at.mass * probability;
    const DoubleLimb lower = times_down(at.tilted_lower, probability.lower),
                     upper = times_up(at.tilted_upper, probability.upper);
    to.tilted_lower = lower + times_down(lower, theta.lower);
    to.tilted_upper = upper + times_up(upper, theta.upper);
    constexpr std::uint64_t negligible = 4;  // units: an outward rounding of nothing, most likely
    if (to.mass.upper <= negligible || (interrupted_ && interrupted_->load(std::memory_order_relaxed)))
      return drop(to, steps_to_go - 1);
    visit(to, steps_to_go - 1);
  }

  // Whatever a history may add, it adds at most this.
  void drop(const Place& to, unsigned steps_to_go) {
    const DoubleLimb steps = DoubleLimb{to.mass.upper} * steps_to_go;
    for (FixedSum* sum : {&sums_.S1, &sums_.S2, &sums_.S3, &sums_.S3_collected, &sums_.S3_lost})
      sum->add(0, steps);
    sums_.truth_retained.add(0, to.mass.upper);
    for (auto* events : {&sums_.events, &sums_.events_and_retained})
      for (FixedSum& sum : *events) sum.add(0, to.mass.upper);
    sums_.product.add(0, to.tilted_upper << steps_to_go);
  }

  // Without a query the posterior rests; actions that lead to the same place are one step.
  void descend_answered(const Place& at, const Fixed& theta, const std::vector<Fixed>& answered,
                        bool retained, unsigned steps_to_go) {
    Room& room = rooms_[steps_to_go];
    auto& places = room.places;
    room.used = 0;
    for (ActionIndex a = 0; a < actions_; ++a)
      for (ObservationIndex x = 0; x < class_.observations.size(); ++x) {
        const Fixed p = answered[a] * observed_[false][at.environment][a][x];
        if (p.upper == 0) continue;
        if (places.size() == room.used) places.emplace_back();
        Place& to = places[room.used].first;
        step(at, a, x, to);
        const auto end = places.begin() + static_cast<std::ptrdiff_t>(room.used);
        const auto same = std::find_if(places.begin(), end, [&](const auto& known) {
          return known.first.states == to.states && known.first.environment == to.environment &&
                 known.first.events == to.events;
        });
        if (same == end)
          places[room.used++].second = p;
        else
          same->second += p;
      }
    for (std::size_t i = 0; i < room.used; ++i) {
      places[i].first.weights = at.weights;
      enter(at, theta, places[i].first, places[i].second, retained, steps_to_go);
    }
  }

  void descend_asked(const Place& at, const Fixed& theta, bool retained, unsigned steps_to_go) {
    if (theta.upper == 0) return;
    const auto& demonstrator = law(nodes_.demonstrator_slot(), at.states[nodes_.demonstrator_slot()]);
    if (history_.size() <= queries_) history_.resize(queries_ + 1);
    history_[queries_].states = at.states;
    ++queries_;
    for (ActionIndex a = 0; a < actions_; ++a) {
      const Fixed asked = theta * demonstrator[a];
      if (asked.upper == 0) continue;
      history_[queries_ - 1].action = a;
      for (ObservationIndex x = 0; x < class_.observations.size(); ++x) {
        const Fixed p = asked * observed_[true][at.environment][a][x];
        if (p.upper == 0) continue;
        Place& to = rooms_[steps_to_go].asked;
        to.weights = at.weights;
        for (std::size_t m = 0; m < models_; ++m)
          if (to.weights[m].upper != 0) to.weights[m] = to.weights[m] * law(m, at.states[m])[a];
        rescale(to.weights);
        step(at, a, x, to);
        enter(at, theta, to, p, retained, steps_to_go);
      }
    }
    --queries_;
  }

  const ModelClass& class_;
  const std::atomic<bool>* interrupted_;
  NodeGraph& nodes_;
  EventTracker& events_;
  std::size_t models_, actions_;
  Fixed alpha_;
  std::optional<ModelIndex> truth_;
  std::vector<std::deque<std::vector<Fixed>>>
      laws_;  // [slot][state][action]; a law, once given, stays in its place
  std::vector<std::vector<std::vector<Fixed>>>
      observed_[2];  // [asked][environment state][action][observation]
  std::map<std::tuple<std::size_t, StateIndex, StateIndex, EventsIndex, unsigned>, std::vector<Fixed>> later_;
  Weights start_;               // of the node that the walk began at
  std::vector<Room> rooms_;     // [steps_to_go]
  std::vector<Query> history_;  // the first `queries_` are those since then
  std::size_t queries_ = 0;
  DepthFirstSums sums_;
};

DepthFirst::DepthFirst(const ModelClass& c, NodeGraph& nodes, EventTracker& events,
                       const std::atomic<bool>* interrupted)
    : walk_(std::make_unique<Walk>(c, nodes, events, interrupted)) {}
DepthFirst::~DepthFirst() = default;

void DepthFirst::walk(NodeIndex n, EventsIndex events, bool retained, const Rational& mass,
                      const Rational& tilted, unsigned steps_to_go) {
  walk_->walk(n, events, retained, mass, tilted, steps_to_go);
}

const DepthFirstSums& DepthFirst::sums() const { return walk_->sums(); }

}  // namespace qed
