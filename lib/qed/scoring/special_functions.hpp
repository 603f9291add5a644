// The transcendental functions that rules for real-valued reports need, enclosed. Only Interval's own
// operations are used, so one text serves the builds with and without GMP.
#pragma once

#include "qed/exact/interval.hpp"

namespace qed {

// pi = 16 arctan(1/5) - 4 arctan(1/239), each an alternating series cut after a term below 2^-(bits + 16).
Interval pi(unsigned bits);

// The square of one number: never negative, unlike x * x of an enclosure with 0 inside.
Interval square(const Interval& x);

// erf(x) = 2/sqrt(pi) exp(-x^2) sum_n 2^n x^(2n+1) / (2n+1)!!, terms of one sign; once 2x^2 <= (2n+3)/2 the
// rest is at most twice its first term. Where x^2 > bits: 1 - exp(-x^2) <= erf(x) <= 1 for x >= 1.
//
// Exact   contains erf of every point: erf rises, so the ends decide.    Width  absolute, a few 2^-bits for a
// point.
// Cost    O(bits) operations.
Interval erf(const Interval& x);

Interval normal_density(const Interval& z);  // exp(-z^2/2) / sqrt(2 pi)
// (1 + erf(z/sqrt 2))/2, within [0, 1]. The width is absolute: far to the left the relative error is large.
Interval normal_cdf(const Interval& z);

}  // namespace qed
