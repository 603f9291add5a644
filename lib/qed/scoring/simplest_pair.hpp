// A pair of reports that shows something, in simpler numbers that still show it: for people to check by hand.
//
// Each probability is replaced by the first fraction on the way to it in the Stern-Brocot tree (the convergents of its
// continued fraction and what lies between them) with which the pair is still a witness; the largest one of a law is
// what is left of 1. The way begins at the smallest denominators, and ends at the number itself.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "qed/exact/rational.hpp"

namespace qed {

struct LawPair {
  std::vector<Rational> truth, report;
};

// is_witness: whether two laws show what is to be shown. It is asked of laws with the same zeros as those given, and true
// of the given pair; between two convergents it is taken to turn true once.
//
// Result  a pair of which is_witness was true, or the pair given; no law has a larger common denominator than before.
// Exact   whatever is_witness is.   Cost  some tens of calls of is_witness for each probability.
LawPair simplified(LawPair, const std::function<bool(const LawPair&)>& is_witness);

}  // namespace qed
