// What one exact pass over a class finds: the numbers of `demonstrandum-check/1`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "qed/exact/rational.hpp"
#include "qed/model/history.hpp"

namespace qed {

struct EventProbabilities {
  std::string name;
  Rational imitator;  // P_im(B)
  std::optional<Rational>
      imitator_and_retained;  // P_im(B and E_N); none for a demonstrator outside the class
  Rational demonstrator;      // P_dem(B)
};

// A law on numbers: (value, probability), values ascending, probabilities positive. They sum to the probability
// of the event that the law is taken on.
using LawOfValue = std::vector<std::pair<Rational, Rational>>;

// Percepts that the imitator may produce with the truth retained throughout (E_t, t their number).
struct Trajectory {
  std::vector<Percept> percepts;
  LawOfValue product;     // of prod over unforced k < t of (1 + theta_k), on these percepts and E_t
  Rational demonstrator;  // P_dem of these percepts
};

// What adds up along a trajectory, as laws and not as means (accumulated.hpp).
struct Accumulated {
  LawOfValue cubes;  // of A_N = sum over unforced t < N of theta_t^3 1[E_{t+1}]; sums to 1
  std::vector<LawOfValue>
      products;  // per event B: of prod over unforced t < N of (1 + theta_t), on B and E_N
  std::vector<Trajectory> trajectories;  // of every length 1 … N; none where they are too many to enumerate
  bool every_trajectory = false;         // whether they were enumerated
  std::uint64_t states = 0;              // the price: pairs of state and accumulated value, over all levels
};

// What is still to come, given the history so far (outlook.hpp). Forced steps are in no sum.
struct Outlook {
  unsigned step;                 // t, the length of the history
  std::optional<Rational> odds;  // X(h_t); none where the truth has weight 0
  Rational lost;                 // P(the truth is outside the top set at one of the steps t … N - 1 | h_t)
  Rational cubes;                // E[sum of theta_k^3 over t <= k < N | h_t]
  Rational cubes_lost;           // the same over steps without the truth in the top set
  Rational probability;          // of all histories of which this is said
};
struct Outlooks {
  std::vector<Outlook> given;  // by step, then by what is said; each of these once
  std::uint64_t states = 0;    // the price: nodes, over all levels
};

// All exact. theta_t is the query probability at step t, 1 on a forced step; sums run over t = 0 … horizon
// - 1.
struct Quantities {
  unsigned horizon = 0;       // steps evaluated: the class's horizon, less where a limit was reached
  unsigned forced_steps = 0;  // how many of them were forced queries
  Rational S1, S2, S3;        // E sum theta^p
  Rational expected_queries;  // E (number of queries), from the law of the query bit and not from theta
  std::optional<Rational> S3_collected;  // E sum theta^3 over steps with the truth in the top set
  std::optional<Rational> S3_lost;       // E sum theta^3 over unforced steps without the truth in the top set
  std::optional<Rational> truth_retained;  // P(E_N)
  Rational expected_product;               // E prod (1 + theta_t)
  Rational max_query_probability;          // over reachable nodes
  std::size_t max_top_size = 0;            // over reachable nodes
  std::vector<EventProbabilities> events;
  std::vector<std::pair<Rational, Rational>> occupancy;  // (theta, E #{t : theta_t = theta}), theta ascending
  // Beyond the one pass, where they were asked for and found within their limits.
  std::optional<Accumulated> accumulated;
  std::optional<Outlooks> outlooks;
};

// What the pass cost.
struct Work {
  unsigned levels = 0;
  std::size_t nodes = 0;          // (posterior, automata) nodes shown to the visitor
  std::size_t peak_states = 0;    // states with positive mass at one level, at most
  std::uint64_t transitions = 0;  // merged transitions that carried mass
  std::uint64_t limbs = 0;        // for each of them, the limbs that its source's mass needs at the least
  std::uint64_t peak_bytes = 0;   // tables and masses, as the pass accounts for them
  std::uint64_t nanoseconds = 0;
};

}  // namespace qed
