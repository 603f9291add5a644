// Any scoring rule given as formulas, as what the imitator learns by: where scoring/ and imitation/, which do not know
// each other, meet.
#pragma once

#include <optional>
#include <string>

#include "qed/imitation/score_rule.hpp"
#include "qed/scoring/formula.hpp"
#include "qed/scoring/rule.hpp"

namespace qed {

// A law's score is what the formula is at the law in normal form (scoring/closed_form.hpp): a rational, rational multiples
// of roots and of logarithms of rationals, which are as exact as for the rules that are built in; and constants of their
// own for what is neither, which are recognised where they are written alike. Only where there is no normal form is the
// whole score such a constant.
//
// Of the conditions is known what scoring/central.hpp decides for up to four actions; of a formula that is log, brier or
// spherical on the simplex, what is known of that rule. `known` says it instead, for the number of actions that the rule will
// be used with.
//
// Cost    facts: about a second, once for each eta and number of actions.
// Throws  (when used) UndefinedScore where a law has no score; std::invalid_argument for a score of plus infinity.
ScoreUpdate update_by(const Rule&, const Rational& eta, std::optional<RuleFacts> known = {});

// log, brier and spherical as they are built in; any other name or formula by update_by. Of the conditions is known what is
// known of a rule that is built in, and what scoring/central.hpp decides beyond it.
// Throws  std::invalid_argument where the text is no rule.
ScoreUpdate score_update(const std::string& rule, const Rational& eta, const Features& = {});

}  // namespace qed
