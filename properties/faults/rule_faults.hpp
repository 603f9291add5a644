// Mistakes of an imitator that learns by a scoring rule: the rule as it is used, with what is known of the rule as it is
// meant.
#pragma once

#include <string_view>

#include "qed/imitation/score_rule.hpp"

namespace qed::properties {

// Each queried action moves the weights twice.
struct ScoreCountedTwice {
  static constexpr std::string_view id = "score-counted-twice";
  ScoreUpdate meant;
  Score operator()(const Distribution& law, ActionIndex a, Constants& constants) const {
    Score score = meant.score(law, a, constants);
    score.of_logarithm *= score.of_logarithm;
    score.rest *= 2;
    return score;
  }
};

// Queried actions leave the weights as they are.
struct ScoreForgotten {
  static constexpr std::string_view id = "score-forgotten";
  ScoreUpdate meant;
  Score operator()(const Distribution&, ActionIndex, Constants&) const { return {}; }
};

template <class Fault>
ScoreUpdate with_fault(const ScoreUpdate& meant) {
  return ScoreUpdate(std::string(Fault::id), meant.eta(), Fault{meant},
                     [meant](const Rational&, std::size_t actions) { return meant.facts(actions); });
}

}  // namespace qed::properties
