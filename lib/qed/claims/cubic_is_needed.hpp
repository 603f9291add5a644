// No power below the cube has a bound for all classes: on two coins that differ by delta, E sum theta^p grows like
// delta^(p-3) as delta falls.
//   [claim cubic-is-needed]
//
// While both coins are collected theta = delta, afterwards 0; a query multiplies the odds by 1 + 2 delta or 1 - 2 delta,
// each with probability 1/2. So S_p(infinity) = delta^(p-1) times the expected number of queries, for every p at once.
//
// Enclosed  No rational delta puts the odds on a lattice ((1+2d)^i (1-2d)^j = 1 has no solution but i = j = 0), so
//           the nodes that can be reached are not finitely many, and there is no linear system to solve. Instead the
//           law of the odds, query after query, in units of 2^-62 rounded down. What rounding took, at most a unit a
//           node, and what is left at the end each have at most 3/(alpha^2 delta^2) queries before them, by
//           query-drift: (3/alpha) Phi bounds S_3 and Phi <= x < 1/alpha. Whether a node is inside is decided
//           exactly, or by enclosures of logarithms.
// Note      proofs-notes/query-sum.md#cubic-is-needed
#pragma once

#include <array>
#include <span>
#include <vector>

#include "qed/claims/claim.hpp"
#include "qed/evaluate/forever.hpp"

namespace qed {

// The coins 1/2, the demonstrator's, and 1/2 + delta; equal priors, strict threshold.
// Throws  std::invalid_argument where delta is outside (0, 1/2) or alpha outside (0, 1).
ModelClass two_near_coins(const Rational& delta, const Rational& alpha, unsigned horizon);

// S_p over all time, p = 1, 2, 3, on two near coins: enclosed to about one part in ten million.
// Cost    about 1/(alpha delta)^3 additions of machine words, and logarithms: a second at delta = 1/64.
// Throws  as two_near_coins; and where delta < 1/1000.
struct PowerSums {
  Rational delta;
  Enclosed queries;           // the expected number of queries, S_1
  std::array<Enclosed, 3> S;  // S_1, S_2, S_3
};
PowerSums power_sums_of_near_coins(const Rational& delta, const Rational& alpha);

// The exponent e of S_p ~ delta^e between two members: ln(S_p/S_p') / ln(delta/delta'), enclosed. A fit, which tends to
// p - 3; not a proof that it does.
Interval fitted_exponent(const PowerSums&, const PowerSums&, unsigned p);

// What the sum of cubes tends to: (L/2) tanh(L/2), L = ln(1/alpha).
Interval limit_of_cubes(const Rational& alpha, unsigned bits);

}  // namespace qed
