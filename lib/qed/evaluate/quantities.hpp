// What one exact pass over a class finds: the numbers of `demonstrandum-check/1`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "qed/exact/rational.hpp"

namespace qed {

struct EventProbabilities {
  std::string name;
  Rational imitator;  // P_im(B)
  std::optional<Rational>
      imitator_and_retained;  // P_im(B and E_N); none for a demonstrator outside the class
  Rational demonstrator;      // P_dem(B)
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
