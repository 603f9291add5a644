// How much is asked, beyond its mean: while the truth is in the top set the sum of cubes has an exponential tail.
//   [claim query-tail]
//
// Certified  by enclosures.   Note  proofs-notes/trajectories.md#query-tail
#pragma once

#include <string_view>

#include "qed/claims/claim.hpp"
#include "qed/exact/interval.hpp"

namespace qed {

// P(A_N >= z) <= (1 + gamma Phi_0/Phi_max) (1 + gamma/((1 + gamma) m))^-z for every z and gamma > 0, with A_N the sum
// of theta^3 over unforced steps up to the first without the truth in the set, m = (M - 1)(3 + 4 ln(1/alpha)),
// Phi_max = alpha m/3 and Phi_0 the potential at the start: stronger than with 1 + gamma in front, since
// Phi_0 <= Phi_max where the truth is collected at the start, and A_N = 0 where it is not.
//
// z       every value of A_N; of those where the bound is below 1, the one of largest ratio is reported. The bound is below 1 for some gamma iff
//         z > 3 Phi_0/alpha; where no value is so large, the moment is reported, which always says something.
// Grid    gamma = 2^j, j = -8 … 8; the least bound counts.
// Moment  the inequality that gives all of them at once, E (1 + b)^A_N - 1 <= gamma Phi_0/Phi_max with
//         b = gamma/((1 + gamma) m), is decided too, at gamma = 1: where it fails, it is reported as well.
// One model   A_N = 0: value P(A_N > 0), bound 0.
// Interesting  A_N > 0 with positive probability.
Comparison decide_query_tail(const ClassFacts&);

// The inequalities by name: Comparison::decided_by.
inline constexpr std::string_view at_a_value = "a value of the sum", by_its_moment = "its moment";

inline constexpr int least_gamma_exponent = -8, largest_gamma_exponent = 8;

// What the bound on the tail is made of, for M >= 2 models.
struct Tail {
  std::size_t models;
  Rational alpha;

  Interval m(unsigned bits) const;
  // ln(1 + gamma/((1 + gamma) m)) at gamma = 2^j.
  Interval rate(int j, unsigned bits) const;
};

}  // namespace qed
