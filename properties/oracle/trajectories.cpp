#include "properties/oracle/trajectories.hpp"

#include <map>
#include <tuple>

#include "properties/oracle/enumerate.hpp"

namespace qed::oracle {

namespace {

using ValueMap = std::map<Rational, Rational>;
LawOfValue law_of(const ValueMap& law) { return {law.begin(), law.end()}; }

std::vector<Percept> percepts_of(const History& h) {
  std::vector<Percept> percepts;
  for (const HistoryStep& step : h) percepts.push_back({step.action, step.observation});
  return percepts;
}

Rational by_demonstrator(const Process& process, const std::vector<Percept>& percepts) {
  History h;
  Rational probability = 1;
  for (const Percept& x : percepts) {
    probability *= process.demonstrator(h)[x.action] * process.environment(h, false, x.action)[x.observation];
    h.push_back({false, x.action, x.observation});
  }
  return probability;
}

// 1 + n + n^2 + … would be too many?
bool enumerable(const Process& process, std::uint64_t most) {
  const Rational percepts(process.actions * process.observations);
  Rational sum = 0, of_this_length = 1;
  for (unsigned t = 0; t < process.horizon && sum <= most; ++t) sum += of_this_length *= percepts;
  return sum <= most;
}

// What a history has gathered before its step; the same for all histories that go on from its parent.
struct Gathered {
  Rational product = 1, cubes = 0;
  bool retained = true;
};

Process with_one_step_more(Process process) {  // so that histories of full length are shown too
  ++process.horizon;
  process.events.clear();
  return process;
}

// What is known of a history while those that go on from it are shown.
struct Open {
  Rational probability;
  std::optional<Rational> odds;
  Rational lost = 0, cubes = 0, cubes_lost = 0;
  bool collected = false;
};

}  // namespace

Accumulated accumulated(const Process& process, std::uint64_t trajectories) {
  Accumulated result;
  result.every_trajectory = enumerable(process, trajectories);
  ValueMap cubes;
  std::vector<ValueMap> products(process.events.size());
  const auto shorter = [](const std::vector<Percept>& a, const std::vector<Percept>& b) {
    return std::lexicographical_compare(
        a.begin(), a.end(), b.begin(), b.end(), [](const Percept& x, const Percept& y) {
          return std::pair(x.action, x.observation) < std::pair(y.action, y.observation);
        });
  };
  std::map<std::vector<Percept>, ValueMap, decltype(shorter)> along(shorter);
  std::vector<Gathered> gathered(process.horizon + 2);

  enumerate(with_one_step_more(process), [&](const Visit& v) {
    const std::size_t t = v.history.size();
    const Gathered& before = gathered[t];
    if (t == process.horizon) {
      cubes[before.cubes] += v.probability;
      for (std::size_t e = 0; e < products.size(); ++e)
        if (before.retained && process.events[e].reached(v.history))
          products[e][before.product] += v.probability;
    }
    if (t > 0 && before.retained && result.every_trajectory)
      along[percepts_of(v.history)][before.product] += v.probability;
    Gathered& after = gathered[t + 1] = before;
    after.retained = before.retained && *v.truth_collected;
    if (v.forced) return;
    after.product *= 1 + v.query_probability;
    if (after.retained) after.cubes += v.query_probability * v.query_probability * v.query_probability;
  });

  result.cubes = law_of(cubes);
  for (const ValueMap& law : products) result.products.push_back(law_of(law));
  for (const auto& [percepts, law] : along)
    result.trajectories.push_back({percepts, law_of(law), by_demonstrator(process, percepts)});
  return result;
}

Outlooks outlooks(const Process& process) {
  std::map<std::tuple<unsigned, std::optional<Rational>, Rational, Rational, Rational>, Rational> said;
  std::vector<Open> open;
  const auto close_down_to = [&](std::size_t length) {
    for (; open.size() > length; open.pop_back()) {
      const Open& o = open.back();
      said[{static_cast<unsigned>(open.size() - 1), o.odds, o.lost / o.probability, o.cubes / o.probability,
            o.cubes_lost / o.probability}] += o.probability;
    }
  };
  enumerate(process, [&](const Visit& v) {
    const std::size_t t = v.history.size();
    close_down_to(t);
    Open here;
    here.probability = v.probability;
    here.collected = *v.truth_collected;
    if (const Rational& truth = v.posterior[*process.truth]; truth > 0) here.odds = 1 / truth - 1;
    open.push_back(here);
    const Rational cube =
        v.forced ? Rational(0)
                 : Rational(v.probability * v.query_probability * v.query_probability * v.query_probability);
    for (Open& o : open) {
      o.cubes += cube;
      if (!here.collected) o.cubes_lost += cube;
    }
    if (here.collected) return;
    // The first loss since each history that it goes on from, as far back as the truth was collected in between.
    for (std::size_t s = t + 1; s-- > 0 && (s == t || open[s].collected);) open[s].lost += v.probability;
  });
  close_down_to(0);
  Outlooks result;
  for (const auto& [what, probability] : said) {
    const auto& [step, odds, lost, cubes, cubes_lost] = what;
    result.given.push_back({step, odds, lost, cubes, cubes_lost, probability});
  }
  return result;
}

}  // namespace qed::oracle
