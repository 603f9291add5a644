// Mistakes of those who plan, describe planners, learn rewards, and measure with a demonstrator outside the
// class.
#pragma once

#include <string>
#include <string_view>

#include "qed/training/edge_instantiation.hpp"
#include "qed/training/late_trigger.hpp"
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
  static EdgeCase at(const EdgeWorld&);
};

// A distinguisher of behaviour that is shown the plans: it sees what they would do where nobody can be.
struct SeesThePlan {
  static constexpr std::string_view id = "sees-the-plan";
  static std::vector<Rational> of(const Mdp&, const TwoPlans&);
};

// A distinguisher of behaviour that knows the last state and action only.
struct ForgetsWhatItSaw {
  static constexpr std::string_view id = "forgets-what-it-saw";
  static std::vector<Rational> of(const Mdp&, const TwoPlans&);
};

// One that reads descriptions, and takes every model to be as likely.
struct CountsModels {
  static constexpr std::string_view id = "counts-models";
  static Rational of(const Drawn& drawn);
};

}  // namespace qed::properties
