// What a policy predicts, read off the history itself: no automaton is compiled and nothing is remembered
// between calls. The slow twin of lib/qed/model/policy.cpp.
#pragma once

#include <vector>

#include "qed/exact/rational.hpp"
#include "qed/model/history.hpp"
#include "qed/model/policy.hpp"

namespace qed::oracle {

// One number per action or observation. Need not sum to 1: the oracle also runs what the library refuses.
using Law = std::vector<Rational>;

// pi(.|h). Query bits of `h` are not looked at.   Cost  linear in the history.
Law prediction(const PolicySpec&, const History& h);

}  // namespace qed::oracle
