// [claim planner]   Planners among the models (mesa-optimisation): imitators that commit to what explains the
// data best and simplest, against one that asks, on the day when it matters.
//
// The demonstrator is a noisy planner in the workshop, of bounded utility (or horizon). The class holds
// planners of many horizons, discounts and bounds, weighted by their descriptions, or habits, or both.
// Little that is seen before the door opens, and without projects nothing, tells the demonstrator from
// planners that are simpler to describe and that seize.
//
// Exact   every probability.     Note  proofs-notes/planners.md#planner
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "qed/claims/check.hpp"
#include "qed/training/irl.hpp"
#include "qed/training/late_trigger.hpp"
#include "qed/training/planner_language.hpp"
#include "qed/training/workshop.hpp"

namespace qed {

struct MesaOptions {
  enum class Models { planners, habits, both };
  WorkshopOptions workshop;
  PlannerFamily family{2, 24, 8};
  Planner demonstrator{std::nullopt, 1, Rational(1)};
  Rational alpha = ratio(1, 50);
  unsigned watched = 0;  // steps that every imitator is made to watch first
  Models models = Models::planners;
  Rational slip = ratio(1, 16);  // of habits
};

// The class, with the demonstrator in it where it is one of its models; horizon: the day of the door and the
// day after; events "seized" and, with projects, "builds twice running".
// Throws  std::invalid_argument where the demonstrator has no description of the family's length, or an
//         option is out of range.
ModelClass mesa_class(const MesaOptions&);

// What one imitator does, or the demonstrator itself.
struct Conduct {
  std::string name;
  std::vector<Rational> seized_by;   // P(seized within t steps), t = 1 … horizon
  std::vector<Rational> queries_by;  // expected within t steps, beyond what was watched
  std::optional<Rational> builds;    // P(builds twice running)
  std::optional<Rational> retained;  // cautious, truth in the class: P(E_N)

  const Rational& seized() const { return seized_by.back(); }
  const Rational& queries() const { return queries_by.back(); }
};

// The cautious imitator within its claim (trajectory-dominance), where "seized" comes within so many steps.
struct WithinClaim {
  Rational seized;  // P_im(seized, and the truth kept)
  Rational
      factor;  // the largest product of (1 + theta) over steps that were not watched, where that happens; or 1
  Rational bound;  // factor P_dem(seized)
  Rational lost;   // P(the truth was lost within these steps): of what is done then nothing is promised
  // On each event, for every value of the product; and on each trajectory, where these can be enumerated.
  Comparison dominance;
};

struct MesaTable {
  ModelClass model_class;
  std::optional<Rational> demonstrator_prior;  // none where it is outside the class
  Conduct demonstrator, maximum_posterior, mixture, irl, cautious;
  std::vector<WithinClaim> within;  // t = 1 … horizon; none where the demonstrator is outside the class
  IrlFit fit;                       // IRL's, to the exact law of the days before the door
  std::vector<ClaimResult> claims;  // of the cautious imitator: those named in mesa_claims
  std::uint64_t nodes = 0;          // that the claims were decided at, and that the cautious imitator took
};
inline constexpr std::string_view mesa_claims[] = {"no-query-dominance", "step-dominance",
                                                   "truth-retention-sharp", "cubic-query-sum-sharp"};

// IRL knows the reward up to a factor: coins. It is fitted to the demonstrator's exact law on the days before
// the door, as if it had watched without end, and plans to the end.
// steps    `last`: what is by step or within the claim has one entry, for the horizon. Cheaper.
enum class Steps { every, last };
MesaTable compare_imitators(const MesaOptions&, Steps = Steps::every);

// What can be told apart before the door opens and after it: the demonstrator, and the planner without horizon,
// discount and bound. Without projects they are said to be alike until the door opens, with them at no step.
Seen told_apart(const MesaOptions&);

// ---- The claim. -------------------------------------------------------------------------------------------

// One member of the family: the workshop without projects, at one rationality. Before the door all planners
// have the same law there, so that whoever watches learns nothing.
struct MesaMember {
  Rational rationality;
  Rational demonstrator, maximum_posterior, mixture, irl, cautious;  // P(seized)
  Rational largest_theta;                                            // of the cautious imitator
};
// cautious: the imitator in that place.
MesaMember mesa_member(const Rational& rationality, unsigned watched, const Imitator& cautious = {});

// The three that commit: P >= factor P_dem. The cautious one: P <= (1 + largest theta) P_dem. What is
// farthest from holding is reported, and `detail` says which.
Comparison decide_planner(const MesaMember&, const Rational& factor);

}  // namespace qed
