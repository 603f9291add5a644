#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "qed/evidence/sweep.hpp"
#include "qed/exact/random_stream.hpp"
#include "qed/exact/require.hpp"

namespace qed::evidence {

namespace {

// What is drawn where is part of what a seed means: a change here changes every ledger.
class Drawer {
 public:
  Drawer(const Parameters& p, RandomStream& random) : p_(p), random_(random) {}

  Distribution law(std::size_t outcomes) {
    std::vector<std::uint64_t> parts(outcomes);
    std::uint64_t sum = 0;
    for (auto& part : parts) sum += part = random_.below(5);  // a zero in a fifth of the places
    if (sum == 0) sum = parts[random_.below(outcomes)] = 1;
    std::vector<Rational> probabilities;
    for (const auto part : parts) probabilities.push_back(ratio(part, sum));
    return Distribution(std::move(probabilities));
  }

  PolicySpec policy() {
    if (p_.kind == "iid") return Iid{law(p_.actions)};
    if (p_.kind == "schedule") return schedule();
    if (p_.kind == "markov") return markov();
    QED_REQUIRE(p_.kind == "automaton", "a kind of the grid");
    return automaton();
  }

  // The same policy, but for one of its laws.
  PolicySpec changed(PolicySpec policy) {
    std::vector<Distribution*> laws;
    if (auto* iid = std::get_if<Iid>(&policy)) laws = {&iid->law};
    if (auto* s = std::get_if<Schedule>(&policy))
      for (auto& one : s->laws) laws.push_back(&one);
    if (auto* m = std::get_if<Markov>(&policy))
      for (auto& [context, one] : m->laws) laws.push_back(&one);
    if (auto* a = std::get_if<Automaton>(&policy))
      for (auto& state : a->states) laws.push_back(&state.law);
    *laws[random_.below(laws.size())] = law(p_.actions);
    return policy;
  }

  Environment environment() {
    if (p_.observations == 1) return Environment::silent(p_.actions);
    Environment e;
    for (std::size_t s = 0; s < 2; ++s) {
      EnvironmentState state{fmt::format("e{}", s), {}, transitions(2)};
      std::vector<Distribution> laws;
      for (std::uint64_t a = 0; a < p_.actions; ++a) laws.push_back(law(p_.observations));
      state.laws = {laws, laws};
      e.states.push_back(std::move(state));
    }
    return e;
  }

  // Positive, and in sum 1.
  std::vector<Rational> priors(ModelIndex truth) {
    std::vector<std::uint64_t> parts(p_.models);
    std::uint64_t sum = 0;
    for (std::size_t m = 0; m < parts.size(); ++m)
      if (m != truth) sum += parts[m] = 1 + random_.below(8);
    std::vector<Rational> found;
    for (std::size_t m = 0; m < parts.size(); ++m)
      found.push_back(m == truth ? *p_.prior : (1 - *p_.prior) * ratio(parts[m], sum));
    return found;
  }

  Event event() {
    std::vector<ActionIndex> run(std::min(3u, p_.horizon),
                                 static_cast<ActionIndex>(random_.below(p_.actions)));
    return Event::contains("a run", std::move(run), p_.actions, p_.observations);
  }

 private:
  Schedule schedule() {
    Schedule s;
    s.then = random_.below(2) == 0 ? Schedule::Then::hold : Schedule::Then::repeat;
    const std::uint64_t steps = 2 + random_.below(2);
    for (std::uint64_t t = 0; t < steps; ++t) s.laws.push_back(law(p_.actions));
    return s;
  }
  Markov markov() {
    Markov m{1, {{{}, law(p_.actions)}}};
    for (std::uint64_t a = 0; a < p_.actions; ++a)
      m.laws.emplace(std::vector{static_cast<ActionIndex>(a)}, law(p_.actions));
    return m;
  }
  Automaton automaton() {
    Automaton a{0, {}};
    const std::uint64_t states = 2 + random_.below(2);
    for (std::uint64_t s = 0; s < states; ++s)
      a.states.push_back({fmt::format("s{}", s), law(p_.actions), transitions(states)});
    return a;
  }
  std::vector<std::vector<StateIndex>> transitions(std::uint64_t states) {
    std::vector<std::vector<StateIndex>> next(p_.actions);
    for (auto& row : next)
      for (std::uint64_t o = 0; o < p_.observations; ++o)
        row.push_back(static_cast<StateIndex>(random_.below(states)));
    return next;
  }

  const Parameters& p_;
  RandomStream& random_;
};

std::vector<std::string> names(const std::string& stem, std::uint64_t n) {
  std::vector<std::string> found;
  for (std::uint64_t i = 0; i < n; ++i) found.push_back(fmt::format("{}{}", stem, i + 1));
  return found;
}

}  // namespace

ModelClass drawn_class(const Parameters& p, std::uint64_t seed, std::uint64_t index) {
  RandomStream random(seed, index);
  Drawer draw(p, random);
  ModelClass mc;
  mc.actions = names("a", p.actions);
  mc.observations = p.observations == 1 ? std::vector<std::string>{"-"} : names("o", p.observations);
  mc.alpha = p.alpha;
  mc.horizon = p.horizon;
  const auto truth = static_cast<ModelIndex>(random.below(p.models));
  mc.demonstrator = truth;
  const std::vector<Rational> priors = draw.priors(truth);
  const PolicySpec policy = draw.policy();
  for (ModelIndex m = 0; m < p.models; ++m) {
    std::string name = m == truth ? "truth" : fmt::format("m{}", m + 1);
    if (m == truth)
      mc.models.push_back({std::move(name), priors[m], policy});
    else
      mc.models.push_back(
          {std::move(name), priors[m], random.below(3) == 0 ? draw.changed(policy) : draw.policy()});
  }
  mc.environment = draw.environment();
  mc.events.push_back(draw.event());
  return mc;
}

}  // namespace qed::evidence
