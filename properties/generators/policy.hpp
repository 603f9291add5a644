// Policies of every kind, and policies related to a given one.
#pragma once

#include "properties/generators/draw.hpp"
#include "qed/model/policy.hpp"

namespace qed::gen {

// How many actions and observations there are.
struct Alphabet {
  std::size_t actions;
  std::size_t observations;
};

enum class Memory { none, any };  // none: iid only

PolicySpec policy(Draw&, Alphabet, Memory = Memory::any);

// A policy that predicts alike on every history, where possible of another kind.
PolicySpec twin_of(Draw&, const PolicySpec&, Alphabet);

// The same policy with one of its laws drawn anew.
PolicySpec variation_of(Draw&, PolicySpec, Alphabet);

}  // namespace qed::gen
