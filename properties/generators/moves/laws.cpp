// Moves of laws: mass from here to there.
#include <algorithm>

#include "properties/generators/erase.hpp"
#include "properties/generators/laws.hpp"
#include "properties/generators/moves/parts.hpp"
#include "properties/generators/numbers.hpp"

namespace qed::gen {

namespace {

Distribution& any_law(ModelClass& c, Draw& draw) {
  const std::vector<Distribution*> laws = action_laws(c);
  return *laws[draw.below(laws.size())];
}

bool shift_mass(ModelClass& c, Draw& draw, const Caps&) {
  Distribution& law = any_law(c, draw);
  std::vector<Rational> p(law.begin(), law.end());
  if (!shift(draw, p)) return false;
  law = Distribution(std::move(p));
  return true;
}
bool make_certain(ModelClass& c, Draw& draw, const Caps&) {
  const std::size_t action = draw.below(c.actions.size());
  return set_law(any_law(c, draw), Distribution::certain(action, c.actions.size()));
}
bool exclude_action(ModelClass& c, Draw& draw,
                    const Caps&) {  // its mass in equal parts to the others that have some
  Distribution& law = any_law(c, draw);
  const std::size_t a = draw.below(law.size());
  if (law[a] == 0 || law[a] == 1) return false;
  std::vector<Rational> p(law.begin(), law.end());
  const auto others = std::ranges::count_if(p, [](const Rational& q) { return q > 0; }) - 1;
  const Rational part = p[a] / others;
  for (Rational& q : p)
    if (q > 0) q += part;
  p[a] = 0;
  law = Distribution(std::move(p));
  return true;
}
bool redraw_law(ModelClass& c, Draw& draw, const Caps&) {
  Distribution fresh = law(draw, c.actions.size());  // first: arguments have no order of their own
  return set_law(any_law(c, draw), std::move(fresh));
}
bool copy_law(ModelClass& c, Draw& draw, const Caps&) {
  const Distribution copy = any_law(c, draw);
  return set_law(any_law(c, draw), copy);
}
bool swap_probabilities(ModelClass& c, Draw& draw, const Caps&) {
  if (c.actions.size() < 2) return false;
  Distribution& law = any_law(c, draw);
  std::vector<Rational> p(law.begin(), law.end());
  const std::size_t a = draw.below(p.size());
  std::swap(p[a], p[other(draw, a, p.size())]);
  return set_law(law, Distribution(std::move(p)));
}

}  // namespace

std::span<const WeightedMove> moves_of_laws() {
  static constexpr WeightedMove all[] = {
      {{"shift-mass", shift_mass}, 30},
      {{"make-certain", make_certain}, 8},
      {{"exclude-action", exclude_action}, 5},
      {{"redraw-law", redraw_law}, 5},
      {{"copy-law", copy_law}, 4},
      {{"swap-probabilities", swap_probabilities}, 4},
  };
  return all;
}

}  // namespace qed::gen
