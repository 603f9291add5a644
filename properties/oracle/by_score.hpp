// The process of an imitator whose weights are updated by a scoring rule, for the oracle's enumeration: the slow twin of
// lib/qed/evaluate/by_rule.cpp.
//
// Nothing formal: weights are rationals of 400 bits, and two that agree to 200 bits are taken for equal. That proves
// nothing where it says "equal", and is another way to the same top sets, which is what a twin is for.
#pragma once

#include <string>

#include "properties/oracle/process.hpp"

namespace qed::oracle {

// rule  log, brier or spherical.
Process process_by_rule(const ModelClass&, const std::string& rule, const Rational& eta);

}  // namespace qed::oracle
