// What was learned may stand for the prior: given any history, forced queries or not, the bounds hold for the steps
// to come with the posterior of the truth in the place of its prior; and on average the posterior is no worse.
//   [claim preconditioning]
//
// Exact   rational comparisons.   Note  proofs-notes/trajectories.md#preconditioning
#pragma once

#include "qed/claims/claim.hpp"

namespace qed {

// Given each reachable history h of each length t < N, with X = 1/w(mu|h) - 1 the odds against the truth:
//   P(the truth is outside the top set at one of the steps t … N - 1 | h)  <= alpha X
//   E(sum of theta^3 over unforced steps from t on | h)                     <= (3/alpha) X
//   the same over steps without the truth in the set                        <= 3 X
// and E[1/w(mu|h_t)] <= 1/w(mu) for every t < N. Forced prefixes are the case t = T0.
//
// Value, bound  of the three, the one of largest ratio over all h, left out where the bound is a probability of 1 or
//               more; of the fourth only where it fails: at t = 0 it is an equality.
// Interesting   after a step or more, something may still be asked.
Comparison decide_preconditioning(const ClassFacts&);

}  // namespace qed
