// The game between an imitator and a distinguisher, solved exactly.
//
// The imitator mixes laws p_1 … p_k, the distinguisher members of a class; the imitator pays the advantage. The value is
// the least advantage that the class's best member can be held to. It is found by columns: a linear programme for the
// members met so far, then the class's best answer to its mixture, until that is no better. Who doubts it checks the two
// mixtures alone (`check_game`): the class's best advantage against the one, and the least advantage of the other over
// the imitators, enclose the value, and here they are equal. [claim distinguisher-game]
//
// Exact   rational.     Cost  a certified linear programme and one best member, each time a column is added.
// Source  J. von Neumann (1928); H. B. McMahan, G. J. Gordon, A. Blum (2003) for the columns.
#pragma once

#include <span>
#include <vector>

#include "qed/training/distinguisher.hpp"

namespace qed {

struct Game {
  Distribution human;
  std::vector<Distribution> imitators;  // at least one
  DistinguisherClass distinguishers;
};

struct GameSolution {
  Rational value;
  Distribution imitator;  // over Game::imitators
  std::vector<Distinguisher> members;
  Distribution distinguisher;  // over `members`
};

// The law of a mixture of the imitators.
Distribution mixture_of(std::span<const Distribution> laws, const Distribution& weights);
// The distinguisher that draws a member first.
Distinguisher mixture_of(std::span<const Distinguisher> members, const Distribution& weights);

// Throws  std::invalid_argument where there is no imitator, or one is over another number of answers; what
//         `maximise` (exact/linear_program.hpp) throws.
GameSolution solve(const Game&);

// value <= `at_most` by what the imitator plays, value >= `at_least` by what the distinguisher plays.
struct GameBounds {
  Rational at_least, at_most;
};
GameBounds check_game(const Game&, const Distribution& imitator, const Distinguisher&);

// Value   the duality gap of the solution, and how far its value lies from the two bounds.     Bound  0.
// Where an imitator is the human, the value is 0 as well (if the class holds a constant, as all do that are built here).
// Interesting   the value is positive, and either side mixes.
Comparison decide_game(const Game&, const GameSolution&);

}  // namespace qed
