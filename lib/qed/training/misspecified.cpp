#include "qed/training/misspecified.hpp"

#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/evaluate/accumulated.hpp"
#include "qed/evaluate/demonstrator.hpp"
#include "qed/evaluate/outlook.hpp"
#include "qed/model/policy.hpp"

namespace qed {
namespace {

Weights hidden(std::span<const Integer> weights, ModelIndex answering) {
  Weights known(weights.begin(), weights.end());
  known[answering] = 0;
  return known;
}

// At a settled node the engine keeps the weight of the model collected alone; nothing is asked there.
const Distribution& answer(const Situation& s, ModelIndex answering) {
  return s.weights[answering] > 0 ? *s.predictions[answering] : s.demonstrator;
}

// The class with the real demonstrator as one more model, and the stand-in as its demonstrator. Only ratios
// of priors matter to what is collected.
ModelClass with_the_demonstrator_in(const ModelClass& c, ModelIndex stand_in) {
  ModelClass inside = c;
  for (Model& m : inside.models) m.prior /= 2;
  inside.models.push_back({"the real demonstrator", ratio(1, 2), c.demonstrator_policy()});
  inside.demonstrator = stand_in;
  return inside;
}

// P_dem of each trajectory, by the real demonstrator.
void ask_the_demonstrator(const ModelClass& c, std::vector<Trajectory>& trajectories) {
  const auto policy = compile_demonstrator(c);
  for (Trajectory& t : trajectories) {
    t.demonstrator = 1;
    StateIndex at = policy->start(), sky = c.environment.start;
    for (const Percept& x : t.percepts) {
      const EnvironmentState& state = c.environment.states[sky];
      t.demonstrator *= policy->law(at)[x.action] * state.laws[false][x.action][x.observation];
      at = policy->next(at, x);
      sky = state.next[x.action][x.observation];
    }
  }
}

bool is_found(Needs needs, const Quantities& q) {
  return needs == Needs::accumulated ? q.accumulated.has_value()
         : needs == Needs::outlooks  ? q.outlooks.has_value()
                                     : true;
}

}  // namespace

TopSet AnsweredBy::top_set(const Situation& s) const {
  return TopSet::of(hidden(s.weights, answering_), s.alpha, s.threshold);
}

StepLaw AnsweredBy::step(const Situation& s, const TopSet& top) const {
  const Distribution& real = answer(s, answering_);
  return ask_with_the_rest(minimum_over(top, s.predictions, real.size()), real);
}

Weights AnsweredBy::update(const Situation& s, bool asked, ActionIndex a) const {
  if (!asked) return Weights(s.weights.begin(), s.weights.end());
  Weights known = Bayes{}(hidden(s.weights, answering_), s.predictions, a);
  known[answering_] = 1;  // never 0: its predictions are the answers
  return known;
}

Measured measure_misspecified(const ModelClass& c, ModelIndex stand_in, std::uint64_t states) {
  if (c.demonstrator_inside())
    throw std::invalid_argument("the demonstrator is a model of the class; expected one outside it");
  if (c.environment.sees_query)
    throw std::invalid_argument("the environment sees the query bit; expected one that does not");
  if (stand_in >= c.models.size())
    throw std::invalid_argument(fmt::format("the stand-in is model {} of {}", stand_in, c.models.size()));

  Measured measured;
  for (const Claim& claim : claims())
    if (claim.on_classes() && claim.status != ClaimStatus::refuted)
      measured.claims.push_back({&claim, {}, 0, 0, {}});

  evaluate(c, Imitator(), {}, [&](const Node& node, const std::function<History()>& history) {
    Node with_stand_in = node;
    with_stand_in.truth = stand_in;
    for (ClaimResult& result : measured.claims)
      if (result.claim->at_node) keep_worst(result, result.claim->at_node(with_stand_in), history);
  });

  const auto answering = static_cast<ModelIndex>(c.models.size());
  const ModelClass inside = with_the_demonstrator_in(c, stand_in);
  const Imitator imitator("cautious", AnsweredBy(answering));
  measured.evaluation = evaluate(inside, imitator);
  Quantities& q = measured.evaluation.quantities;
  q.accumulated = accumulate(inside, imitator, c.horizon, {states, {}});
  q.outlooks = look_ahead(inside, imitator, c.horizon, {states, {}}, nullptr, answering);
  if (q.accumulated) ask_the_demonstrator(c, q.accumulated->trajectories);
  const auto real = demonstrator_event_probabilities(c, c.horizon);
  for (std::size_t e = 0; e < q.events.size(); ++e) q.events[e].demonstrator = real[e];
  ModelClass with_stand_in = c;
  with_stand_in.demonstrator = stand_in;
  for (ClaimResult& result : measured.claims)
    if (result.claim->on_class) {
      result.worst = is_found(result.claim->needs, q)
                         ? result.claim->on_class({with_stand_in, q})
                         : not_applicable(fmt::format("more than {} states", states));
      result.interesting = result.worst.interesting;
    }
  return measured;
}

namespace {

// "fast" (action 1) right after fog (observation 1) was seen.
Event fast_in_fog(std::size_t actions) {
  enum : StateIndex { dawn, clear, fog, done };
  const std::vector<std::vector<StateIndex>> by_weather(actions, {clear, fog}), stay(actions, {done, done});
  auto in_fog = by_weather;
  in_fog[1] = {done, done};
  return {"fast in fog",
          Event::Kind::automaton,
          {},
          dawn,
          {{"dawn", false, by_weather},
           {"clear", false, by_weather},
           {"fog", false, in_fog},
           {"fast in fog", true, stay}}};
}

// At first, in clear weather, in fog.
Automaton driver(const Distribution& at_first, const Distribution& in_clear, const Distribution& in_fog) {
  const std::vector<std::vector<StateIndex>> by_weather(at_first.size(), {1, 2});
  return {0, {{"dawn", at_first, by_weather}, {"clear", in_clear, by_weather}, {"fog", in_fog, by_weather}}};
}

// Drawn anew at each step; or once, and then it stays.
Environment weather(std::size_t actions, bool stays) {
  const auto sky = [actions](std::string name, const Distribution& law, StateIndex clear, StateIndex fog) {
    const std::vector<Distribution> laws(actions, law);
    return EnvironmentState{
        std::move(name), {laws, laws}, std::vector<std::vector<StateIndex>>(actions, {clear, fog})};
  };
  const Distribution either = Distribution::uniform(2);
  if (!stays) return {false, 0, {sky("sky", either, 0, 0)}};
  return {false,
          0,
          {sky("dawn", either, 1, 2), sky("clear", Distribution::certain(0, 2), 1, 1),
           sky("fog", Distribution::certain(1, 2), 2, 2)}};
}

}  // namespace

ModelClass misspecified_class(Lacking lacking, const Rational& lean, const Rational& alpha,
                              unsigned horizon) {
  if (lean < 0 || lean > ratio(1, 2))
    throw std::invalid_argument(fmt::format("lean = {} is outside [0, 1/2]", to_string(lean)));
  ModelClass c;
  c.observations = {"clear", "fog"};  // what is seen after a step is the context of the next
  if (lacking == Lacking::coins) {
    const auto fast = [](const Rational& p) { return Distribution({Rational(1 - p), p}); };
    c.name = "coins that do not see the fog";
    c.actions = {"slow", "fast"};
    for (const auto& [name, p] : {std::pair{"1/2", ratio(1, 2)}, {"1/4", ratio(1, 4)}, {"3/4", ratio(3, 4)}})
      c.models.push_back({name, ratio(1, 3), Iid{fast(p)}});
    c.demonstrator =
        Model{"driver", 0, driver(fast(ratio(1, 2)), fast(ratio(1, 2) + lean), fast(ratio(1, 2) - lean))};
  } else if (lacking == Lacking::waits) {
    const auto law = [](const Rational& wait, bool fast) {
      const Rational rest = 1 - wait, none = 0;
      return Distribution({wait, fast ? rest : none, fast ? none : rest});
    };
    const Rational now_and_then = ratio(1, 8), in_fog = now_and_then + ratio(7, 4) * lean;
    c.name = "drivers who hardly wait";
    c.actions = {"wait", "fast", "slow"};
    c.models = {{"fast", ratio(1, 2), Iid{law(now_and_then, true)}},
                {"slow", ratio(1, 2), Iid{law(now_and_then, false)}}};
    c.demonstrator =
        Model{"driver", 0, driver(law(in_fog, true), law(now_and_then, true), law(in_fog, true))};
  } else {
    const auto law = [](const Rational& fast, const Rational& stop) {
      return Distribution({Rational((1 - stop) * (1 - fast)), Rational((1 - stop) * fast), stop});
    };
    c.name = "drivers who never stop";
    c.actions = {"slow", "fast", "stop"};
    for (const auto& [name, p] : {std::pair{"3/8", ratio(3, 8)}, {"5/8", ratio(5, 8)}})
      c.models.push_back({name, ratio(1, 2), Iid{law(p, 0)}});
    const Distribution clear = law(ratio(3, 8), 0);
    c.demonstrator = Model{"driver", 0, driver(clear, clear, law(ratio(3, 8), 2 * lean))};
  }
  c.environment = weather(c.actions.size(), lacking == Lacking::waits);
  c.alpha = alpha;
  c.horizon = horizon;
  c.events.push_back(fast_in_fog(c.actions.size()));
  c.validate();
  return c;
}

}  // namespace qed
