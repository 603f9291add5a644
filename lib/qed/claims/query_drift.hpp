// The local inequality behind every bound on queries: one step spends potential in proportion to theta^3.
//   [claim query-drift]
//
// Potential  Phi(h) = sum over pi != mu of alpha g(x_pi / alpha), with the odds x_pi = w(pi|h) / w(mu|h) and
//            g(y) = y up to 1 and 1 + (2/3) ln y from there on.          (query-sum.md)
// Claim      (alpha/3) theta(h)^3 <= Phi(h) - E[Phi(h') | h].
// Reported   value = the drop that is needed, (alpha/3) theta^3; bound = the drop that happens; so ratio =
//            value / bound. Rational where no logarithm is left, else a certified enclosure.
// Applies    truth in the class with positive weight, on an unforced step.
// Interesting  theta > 0.
// Truth lost   a step of positive probability that leaves the truth with weight 0 has an infinite potential
//              after it: violated, without a bound to report (only a faulty imitator can take such a step).
// Note       proofs-notes/query-sum.md#query-drift
#pragma once

#include <optional>

#include "qed/claims/claim.hpp"
#include "qed/exact/log_sum.hpp"

namespace qed {

Comparison decide_query_drift(const Node&);

// Phi(h) - E[Phi(h') | h]; none where it is minus infinity.
// Requires  the truth's weight at the node to be positive.
std::optional<LogSum> potential_drop(const Node&);

}  // namespace qed
