// What the moves have in common; each file beside this one lists those of one kind.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "properties/generators/moves.hpp"
#include "properties/generators/policy.hpp"

namespace qed::gen {

struct WeightedMove {
  Move move;
  unsigned weight;  // how often, relative to the others
};
// Together they are moves(), in this order.
std::span<const WeightedMove> moves_of_laws();
std::span<const WeightedMove> moves_of_weights();
std::span<const WeightedMove> moves_of_models();
std::span<const WeightedMove> moves_of_steps();

Alphabet alphabet_of(const ModelClass&);
ModelIndex truth_of(const ModelClass&);
ModelIndex any_model(const ModelClass&, Draw&);
std::vector<Rational> priors_of(const ModelClass&);
// Names that are not taken.
std::string fresh_name(const ModelClass&);
std::string action_name(std::size_t index);

// An index other than `than`, of at least two.
std::size_t other(Draw&, std::size_t than, std::size_t count);
// A number in [0, most] that is `q` moved a little: to an end, halfway, doubled or halved, or to a neighbour among
// the multiples of a small unit.
Rational moved(Draw&, const Rational& q, const Rational& most);
// Mass moved between two shares; the sum stays. False where nothing moved.
bool shift(Draw&, std::vector<Rational>& shares);
// False where nothing changed.
bool set_law(Distribution& law, Distribution to);
Integer common_denominator(std::span<const Rational> shares);

}  // namespace qed::gen
