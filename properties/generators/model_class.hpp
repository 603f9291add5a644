// Random model classes: one to five models of every kind over one to four actions and one to three
// observations, with what properties miss when left to chance: ties at the threshold, models that die, twins,
// lopsided and sub-normalised priors, extreme thresholds, rivals that exclude each other, demonstrators
// outside the class.
#pragma once

#include <rapidcheck.h>

#include <cstdint>

#include "qed/model/model_class.hpp"

namespace qed::gen {

// How large the tree of histories may be.
enum class Depth {
  tree,  // small enough for the oracle: at most about 20,000 histories
  any,   // now and then a class without memory with a horizon of up to 40; half of these with an event of 2^-N
};

// Every class passes ModelClass::validate(), and so does everything that it shrinks to (see shrink.hpp). At
// small RapidCheck sizes horizons are shorter.
rc::Gen<ModelClass> model_classes(Depth = Depth::any);

// Classes of one step: iid models, horizon 1, no observations and no events.
enum class Truth {
  anywhere,  // in the class or not, collected or not
  inside,    // in the class, collected or not
  on_top,    // the demonstrator is a top model
};
rc::Gen<ModelClass> one_step_classes(Truth);

// Case `index` of the run with this seed: a pure function of the two.
rc::Shrinkable<ModelClass> case_of(std::uint64_t seed, std::uint64_t index, Depth = Depth::any);

}  // namespace qed::gen
