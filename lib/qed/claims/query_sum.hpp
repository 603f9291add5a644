// How much is asked: bounds on E sum theta^3 over all time, and its tie to the number of queries.
//   [claim cubic-query-sum] [claim cubic-query-sum-sharp] [claim cubic-query-sum-lost] [claim query-count]
//
// Forced steps  the cubic sums are taken from the first unforced step on (a forced step has theta = 1
//               whatever the posterior says); the bounds, in the prior, hold for them all the same: on
//               average forced queries only lower the potential. query-count takes all steps.
// Exact   rational comparisons.   Interesting  the sum is positive.
// Note    proofs-notes/query-sum.md
#pragma once

#include "qed/claims/claim.hpp"

namespace qed {

// E sum theta^3 <= |A| alpha^-3 (24/w(mu) + 12). An outside demonstrator: not applicable, with the sum.
Comparison decide_cubic_query_sum(const ClassFacts&);

// E sum theta^3 <= (3/alpha)(1/w(mu) - 1). An outside demonstrator: not applicable, with the sum.
Comparison decide_cubic_query_sum_sharp(const ClassFacts&);

// E sum theta^3 over the steps without the truth in the top set <= 3 (1/w(mu) - 1).
Comparison decide_cubic_query_sum_lost(const ClassFacts&);

// E (number of queries in N steps) = S1, and S1^3 <= N^2 S3: value S1^3, bound N^2 S3; where the first part
// fails the detail says so.
Comparison decide_query_count(const ClassFacts&);

}  // namespace qed
