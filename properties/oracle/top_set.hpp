// The top model set, word for word from proofs-notes/process.md. The slow twin of
// lib/qed/imitation/top_set.cpp.
#pragma once

#include <vector>

#include "qed/exact/rational.hpp"
#include "qed/model/history.hpp"
#include "qed/model/model_class.hpp"

namespace qed::oracle {

// Models best first; ties by declaration order. The n-th is collected while posterior(n) > alpha times the
// sum of those before it (non-strict: >=); a model of posterior zero never is.
std::vector<ModelIndex> top_set(const std::vector<Rational>& posterior, const Rational& alpha, Threshold);

}  // namespace qed::oracle
