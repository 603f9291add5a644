// Mistakes of those who plan, describe planners, learn rewards, and measure with a demonstrator outside the
// class.
#pragma once

#include <string>
#include <string_view>

#include "qed/training/edge_instantiation.hpp"
#include "qed/training/misspecified.hpp"
#include "qed/training/planner_language.hpp"

namespace qed::properties {

// The learner runs a planner that values a state by its best action, not by all of them (so Boltzmann on hard
// values).
struct HardMaximum {
  static constexpr std::string_view id = "hard-maximum";
  static Plan run(const Mdp&, const FeatureMap&, const IrlFit&, unsigned episode);
};

// The learner runs a planner that looks one step ahead.
struct PlansOneStep {
  static constexpr std::string_view id = "plans-one-step";
  static Plan run(const Mdp&, const FeatureMap&, const IrlFit&, unsigned episode);
};

// Numbers in plain binary, without the zeros that say how long they are.
struct GammaWithoutItsZeros {
  static constexpr std::string_view id = "gamma-without-its-zeros";
  static std::string code(unsigned n);
};

// The queries of an imitator whose class lacks the demonstrator are answered by the stand-in.
struct StandInAnswers {
  static constexpr std::string_view id = "stand-in-answers";
  static Measured measure(const ModelClass&, ModelIndex stand_in);
};

// IRL is shown what matters, so that its moments say how dangerous it may be.
struct FeaturesThatSeeTheDanger {
  static constexpr std::string_view id = "features-that-see-the-danger";
  static EdgeCase at(const Road&);
};

}  // namespace qed::properties
