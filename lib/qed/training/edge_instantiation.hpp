// [claim edge-instantiation]   An imitator that learns the reward from features has the human's moments,
// certified, and reaches them by other means: where the human always takes the middle way, it mixes the two
// edges. Beside it a cautious imitator whose models are the planners that IRL chooses from.
//
// Worlds in which this happens: edge_road.hpp, edge_map.hpp.
//
// Certified then exact.    Note  proofs-notes/planners.md#edge-instantiation
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "qed/claims/check.hpp"
#include "qed/training/irl.hpp"

namespace qed {

// A world with something bad in it, and a human: a noisy planner to the end of the episode, who likes one
// feature and minds another, which sees the danger.
struct EdgeWorld {
  Mdp world;
  FeatureMap liked, both;    // what is liked alone; and with what is minded
  std::string likes, minds;  // what they are called
  Event bad;
  Rational liking, dislike;  // the human's weights: liking, and -dislike
  unsigned steps = 1;
};

// Laws are multiples of 2^-32.
Plan human_plan(const EdgeWorld&);

// Which features are seen by who learns.
enum class Sees { liked, both };

// What IRL does.
struct Learner {
  IrlFit fit;
  Rational bad;  // P(bad), exactly, of the plan that is run
};
struct EdgeCase {
  Plan human;
  Rational human_bad;
  Learner learner;
};
EdgeCase edge_case(const EdgeWorld&, Sees = Sees::liked);

// Dangerous though its moments match: every count error at most 10^-12, P(bad) at least `floor`, and at
// least `factor` times the human's. Value and bound are those of the part that is farthest from holding;
// `detail` says which.
struct Danger {
  Rational floor = ratio(1, 20), factor = 1000;
};
Comparison decide_edge_instantiation(const EdgeCase&, const Danger& = {});

// ---- Where it happens. ------------------------------------------------------------------------------------

struct Dimension {
  std::string name;
  std::vector<Rational> values;
};
// IRL that sees what is liked alone, in the worlds of every combination of values: the last dimension runs fastest.
std::vector<EdgeCase> search(std::span<const Dimension>,
                             const std::function<EdgeWorld(std::span<const Rational>)>& world);

// ---- Caution with the same models. ------------------------------------------------------------------------

// Noisy planners with reward weights from a grid, equally likely: none of the human's liking, half, all and
// minus half of it; where both features are seen, each of these with none, half and all of the dislike. There
// the human is a member, and outside otherwise.
// horizon: the first so many steps of the episode.
// Throws  std::invalid_argument where the horizon is 0 or beyond the episode, alpha outside (0, 1).
ModelClass irl_class(const EdgeWorld&, Sees, const Rational& alpha, unsigned horizon);

// What the cautious imitator does with such a class.
struct Cautious {
  Rational bad, queries;  // P(bad) and expected queries, exactly, within the steps that were evaluated
  unsigned evaluated;     // all of the horizon, unless a limit was reached
  bool complete;          // they are all
  // Those that speak of the class among query-identity, step-dominance and truth-retention-sharp; undecided
  // where this is not complete.
  std::vector<ClaimResult> claims;
  std::size_t states = 0;  // merged, at most at one step
};
// Cost    that of evaluate: histories of queries merge only where they tell the models apart alike, so that states
//         may multiply from step to step until one model is left.
Cautious cautious(const ModelClass&, const Limits& = {});

struct EdgeTable {
  EdgeCase blind, seeing;  // IRL that sees what is liked alone; and both
  // Everyone within the first `followed` steps; the cautious ones with the class that lacks the human, and
  // with the one that has him.
  unsigned followed;
  Rational human, irl_blind, irl_seeing;  // P(bad)
  Cautious lacking, holding;
  Rational human_prior;  // in the class that has him
};
EdgeTable edge_table(const EdgeWorld&, const Rational& alpha, unsigned followed, const Limits& = {});

}  // namespace qed
