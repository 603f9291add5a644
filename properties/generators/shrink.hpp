// Simpler classes: what a counterexample is replaced by, as long as it still is one. Laws stay exact laws and
// every candidate passes ModelClass::validate(). Each step makes the class smaller by a measure that cannot
// fall for ever: fewer models, actions, observations, states, events and steps, or simpler numbers.
#pragma once

#include <rapidcheck.h>

#include <functional>
#include <vector>

#include "qed/model/model_class.hpp"

namespace qed::gen {

// All classes one step simpler, boldest first.
std::vector<ModelClass> simpler(const ModelClass&);

// The class with its shrinks, for RapidCheck; only through classes for which `fits` is true, where it is
// given.
rc::Shrinkable<ModelClass> shrinkable(ModelClass, const std::function<bool(const ModelClass&)>& fits = {});

// A smallest class, under `simpler`, for which `fails` is true, starting from one for which it is.
// Cost  at most `most_tries` calls of `fails`.
struct Shrunk {
  ModelClass smallest;
  unsigned steps = 0;
  bool finished = true;  // no simpler class fails; false where most_tries ran out
};
Shrunk shrink(ModelClass, const std::function<bool(const ModelClass&)>& fails, unsigned most_tries = 20000);

}  // namespace qed::gen
