// Moves of priors and of the threshold.
#include <algorithm>
#include <numeric>

#include "properties/generators/moves/parts.hpp"
#include "properties/generators/numbers.hpp"

namespace qed::gen {

namespace {

bool set_priors(ModelClass& c, std::span<const Rational> priors) {
  if (!std::ranges::all_of(priors, [](const Rational& w) { return w > 0; })) return false;
  for (ModelIndex m = 0; m < c.models.size(); ++m) c.models[m].prior = priors[m];
  return true;
}

bool shift_prior(ModelClass& c, Draw& draw, const Caps&) {
  std::vector<Rational> shares = priors_of(c);
  shares.push_back(1 - std::accumulate(shares.begin(), shares.end(), Rational(0)));  // what no model has
  return shift(draw, shares) && set_priors(c, std::span(shares).first(c.models.size()));
}
bool share_rest(ModelClass& c, Draw& draw, const Caps&) {  // all but one model become equal, and the sum 1
  if (c.models.size() < 2) return false;
  const ModelIndex kept = draw.chance(50) ? truth_of(c) : any_model(c, draw);
  std::vector<Rational> priors(c.models.size(), (1 - c.models[kept].prior) / (c.models.size() - 1));
  priors[kept] = c.models[kept].prior;
  return priors != priors_of(c) && set_priors(c, priors);
}
bool swap_priors(ModelClass& c, Draw& draw, const Caps&) {
  if (c.models.size() < 2) return false;
  const ModelIndex m = any_model(c, draw);
  Rational &one = c.models[m].prior, &two = c.models[other(draw, m, c.models.size())].prior;
  if (one == two) return false;
  std::swap(one, two);
  return true;
}

bool set_alpha(ModelClass& c, Rational to) {
  if (to <= 0 || to >= 1 || to == c.alpha) return false;
  c.alpha = std::move(to);
  return true;
}
bool move_alpha(ModelClass& c, Draw& draw, const Caps&) { return set_alpha(c, moved(draw, c.alpha, 1)); }
bool redraw_alpha(ModelClass& c, Draw& draw, const Caps&) { return set_alpha(c, alpha(draw)); }
bool alpha_to_edge(ModelClass& c, Draw& draw, const Caps&) {
  const std::vector<Rational> edges = edge_thresholds(c);
  return !edges.empty() && set_alpha(c, draw.pick(edges));
}
bool other_threshold(ModelClass& c, Draw&, const Caps&) {
  c.threshold = c.threshold == Threshold::strict ? Threshold::non_strict : Threshold::strict;
  return true;
}

// The demonstrator likely, and all others equally unlikely, just collected.
bool rare_alternatives(ModelClass& c, Draw& draw, const Caps&) {
  const std::size_t others = c.models.size() - 1, likely = draw.pick({5, 10, 30, 100, 300, 900});
  if (others < 1) return false;
  const Rational part = ratio(1, likely + others);
  std::vector<Rational> priors(c.models.size(), part);
  priors[truth_of(c)] = part * likely;
  c.threshold = Threshold::non_strict;
  c.alpha = ratio(1, likely + others - 1);
  return priors != priors_of(c) && set_priors(c, priors);
}
// All alternatives less likely (or more), and the threshold as much lower (or higher), so that they keep their places
// relative to it.
bool thin_out(ModelClass& c, Draw& draw, const Caps&) {
  const Rational factor = draw.pick({ratio(1, 3), ratio(1, 2), ratio(2, 3), ratio(3, 2), Rational(2)});
  std::vector<Rational> priors = priors_of(c);
  Rational& truth = priors[truth_of(c)];
  const Rational before = truth;
  for (Rational& prior : priors)
    if (&prior != &truth) {
      truth += (1 - factor) * prior;
      prior *= factor;
    }
  const Rational alpha = c.alpha * factor * before;
  return truth > 0 && set_alpha(c, alpha / truth) && set_priors(c, priors);
}

}  // namespace

std::span<const WeightedMove> moves_of_weights() {
  static constexpr WeightedMove all[] = {
      {{"shift-prior", shift_prior}, 12},
      {{"share-rest", share_rest}, 3},
      {{"swap-priors", swap_priors}, 3},
      {{"move-alpha", move_alpha}, 8},
      {{"redraw-alpha", redraw_alpha}, 2},
      {{"alpha-to-edge", alpha_to_edge}, 5},
      {{"other-threshold", other_threshold}, 2},
      {{"rare-alternatives", rare_alternatives}, 3},
      {{"thin-out", thin_out}, 3},
  };
  return all;
}

}  // namespace qed::gen
