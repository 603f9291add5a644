// Rules made from a function, or from other rules, as they are named on the command line: `parameter` is what comes
// after the first colon.
//
// savage:G                      the rule of a convex G, a formula in p, n and features (savage.hpp)
// outcome-weighted:W,W,…:RULE   a weight above 0 for each outcome              (algebra.hpp, as the next two)
// coarse:C,C,…:RULE             the class of each outcome, counted from 0; RULE is for the law of the classes
// chain:C,C,…:RULE then RULE    which class by the first rule, then which outcome in it by the second, in every
//                               class of two outcomes or more
//
// RULE is a name or a formula, made so or not; a chain's second rule goes on to the end of the name, and may be a
// chain. What is found of the parts is carried by the theorem that makes the rule.
//
// Throws  FormulaError, with the place in the whole name, for what is no list, no formula or no rule; and for a
//         number of outcomes that is not the list's, when scores are asked for.
#pragma once

#include <string>

#include "qed/scoring/formula.hpp"
#include "qed/scoring/rule.hpp"

namespace qed {

Rule savage_rule(std::string name, const std::string& parameter, const Features& features);
Rule outcome_weighted_rule(std::string name, const std::string& parameter, const Features& features);
Rule coarse_rule(std::string name, const std::string& parameter, const Features& features);
Rule chain_rule(std::string name, const std::string& parameter, const Features& features);

}  // namespace qed
