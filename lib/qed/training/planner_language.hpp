// A small language in which planners are described, and the simplicity prior that comes with it: a
// description of n bits weighs 2^-n. What is simple here is what is simple to say: no bound, no discount, no
// horizon are one bit each.
//
//   planner  = horizon discount bound
//   horizon  = 0 (to the end of the episode)  |  1 gamma(h)  (h steps)
//   discount = 0 (1)                          |  1 gamma(k)  (1 - 2^-k)
//   bound    = 0 (none)                       |  1 gamma(b)  (b)
//   gamma(n) = as many zeros as n has bits but one, then n in binary       (Elias; n >= 1)
//
// Each part is a complete prefix-free code, so the language is one, and all descriptions together weigh
// exactly 1 (Kraft's sum).
// Note  proofs-notes/planners.md#simplicity-prior
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "qed/training/planner.hpp"

namespace qed {

// Throws  std::invalid_argument where n = 0.
std::string gamma_code(unsigned n);

// Throws  std::invalid_argument where the planner is not of the language, naming what cannot be said.
std::string description(const Planner&);
// Throws  std::invalid_argument where the text is no description, or goes on after one.
Planner described(std::string_view code);
// In words: "to the end, undiscounted, unbounded"; "2 steps, discount 1/2, bound 1".
std::string in_words(const Planner&);

struct Described {
  std::string code;
  Planner planner;
  Rational weight() const { return ratio(Integer(1), Integer(1) << code.size()); }
};
// All descriptions of at most so many bits, shortest first, then in the order of the code.
// Cost    about 2^bits.     Throws  std::invalid_argument where bits > 20.
std::vector<Described> descriptions(unsigned bits);
// The sum of 2^-length; what all longer descriptions weigh together is 1 minus this.
Rational kraft_sum(const std::vector<Described>&);

// ---- A class of planners. ---------------------------------------------------------------------------------

// Planners that do the same are one model: a policy weighs what its descriptions weigh together, and has the
// name of its shortest one.
struct PlannerModel {
  Described shortest;
  std::vector<Planner> planners;  // all those described that do this
  Rational prior;
  Plan plan;
};
struct PlannerFamily {
  Rational rationality;
  unsigned rounding_bits = 16;    // NoisyPlanner::bits
  unsigned description_bits = 8;  // of the longest description
};
// In the order of their shortest descriptions.
// Cost    soft value iteration once for every pair of discount and bound.
std::vector<PlannerModel> planner_models(const Mdp&, const Reward&, const PlannerFamily&, unsigned episode);
// The model that a planner is; none where it has no description that short.
std::optional<ModelIndex> model_of(const std::vector<PlannerModel>&, const Planner&);

}  // namespace qed
