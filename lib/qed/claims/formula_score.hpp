// Any scoring rule given as formulas, as what the imitator learns by: where scoring/ and imitation/, which do not know
// each other, meet.
#pragma once

#include <optional>
#include <string>

#include "qed/imitation/score_rule.hpp"
#include "qed/scoring/rule.hpp"

namespace qed {

// Scores are exact where the formula is rational at a law, and otherwise constants of their own (EnclosedScore): equality
// of such scores at different laws is not recognised. Of the central condition is known what central() proves, unless
// `known` says it for the number of actions that it will be used with.
//
// Throws  (when used) UndefinedScore where a law has no score; std::invalid_argument for a score of plus infinity.
ScoreUpdate update_by(const Rule&, const Rational& eta, std::optional<RuleFacts> known = {});

// log, brier and spherical as they are built in; any other name or formula by update_by.
// Throws  std::invalid_argument where the text is no rule.
ScoreUpdate score_update(const std::string& rule, const Rational& eta);

}  // namespace qed
