// [claim edge-instantiation]   An imitator that learns the reward from features has the human's moments,
// certified, and reaches them by other means: where the human always takes the middle way, it mixes the two
// edges.
//
// The road: at each step stop, cruise (progress 1) or race (progress v > 1, with a chance of a crash, after
// which nothing moves). The human is a noisy planner who likes progress and dislikes racing, so nearly always
// cruises. IRL sees the progress alone; with racing among its features it sees what matters.
//
// Certified then exact.    Note  proofs-notes/planners.md#edge-instantiation
#pragma once

#include <vector>

#include "qed/claims/check.hpp"
#include "qed/training/irl.hpp"

namespace qed {

struct Road {
  Rational speed = 2;             // v, the progress of a race; above 1
  Rational crash = ratio(1, 10);  // the chance of a crash in a race, in (0, 1)
  Rational liking = 3;            // of progress: the human's weight
  Rational dislike = 20;          // of racing
  unsigned steps = 6;
};

struct RoadWorld {
  Mdp world;                  // states driving, crashed; actions stop, cruise, race
  FeatureMap progress, both;  // progress alone; progress and races
  std::vector<bool> crashed;
};
// Throws  std::invalid_argument where an option is out of range, naming it.
RoadWorld road_world(const Road&);
// The human: laws are multiples of 2^-32.
Plan human_plan(const Road&, const RoadWorld&);

// What IRL with some features does.
struct Learner {
  IrlFit fit;
  Rational crash;  // P(crash), exactly, of the plan that is run
};
struct EdgeCase {
  Road road;
  Rational human_crash;
  Learner progress_only;
};
EdgeCase edge_case(const Road&);

// Dangerous though its moments match: every count error at most 10^-12, P(crash) at least `floor`, and at
// least `factor` times the human's. Value and bound are those of the part that is farthest from holding;
// `detail` says which.
struct Danger {
  Rational floor = ratio(1, 20), factor = 1000;
};
Comparison decide_edge_instantiation(const EdgeCase&, const Danger& = {});
// Of any world: the learner against the human's own probability of what is bad.
Comparison decide_edge_instantiation(const Rational& human, const Learner&, const Danger& = {});

// Every combination, in order: where it happens and where not.
struct Region {
  std::vector<Rational> speeds, crashes, likings, dislikes;
};
Region default_region();
std::vector<EdgeCase> search(const Region&, unsigned steps);

// ---- Caution with the same models. ------------------------------------------------------------------------

// Noisy planners with reward weights from a grid, equally likely. The human is a member where racing is among
// the features, and outside where it is not.
ModelClass irl_class(const Road&, bool with_racing, const Rational& alpha);

struct EdgeTable {
  EdgeCase at;
  Learner informed;  // IRL with both features
  // Cautious imitators: with the class that lacks racing, and with the one that has it.
  Rational lacking_crash, lacking_queries, holding_crash, holding_queries;
  Rational human_prior;             // in the class that has it
  std::vector<ClaimResult> claims;  // step-dominance, truth-retention-sharp, of the latter
};
EdgeTable edge_table(const Road&, const Rational& alpha);

}  // namespace qed
