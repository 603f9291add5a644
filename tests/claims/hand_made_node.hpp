// A node written down by hand: what a per-node claim sees, without an engine. Whatever a test does not set is
// what the cautious imitator would make of it.
#pragma once

#include <optional>
#include <vector>

#include "qed/claims/claim.hpp"
#include "qed/evaluate/evaluate.hpp"
#include "qed/imitation/imitator.hpp"

namespace qed::testing {

inline Rational q(int numerator, int denominator = 1) { return ratio(numerator, denominator); }

struct HandMadeNode {
  Weights weights;                 // reduced
  std::vector<Distribution> laws;  // one per model
  Rational alpha = ratio(1, 4);
  std::optional<ModelIndex> truth = ModelIndex{0};
  Threshold threshold = Threshold::strict;
  bool forced = false;

  TopSet top{{}};
  StepLaw law{};
  std::vector<Weights> after_answered{}, after_asked{};

  HandMadeNode(Weights w, std::vector<Distribution> l, Rational a, Threshold t = Threshold::strict)
      : weights(std::move(w)), laws(std::move(l)), alpha(std::move(a)), threshold(t) {
    for (const Distribution& d : laws) predictions_.push_back(&d);
    const CautiousImitator<> imitator;
    top = imitator.top_set(situation());
    law = imitator.step(situation(), top);
    for (const bool asked : {false, true})
      for (ActionIndex action = 0; action < laws[0].size(); ++action) {
        Weights after;
        if ((asked ? law.asked : law.answered)[action] != 0)
          after = imitator.update(situation(), asked, action);
        reduce(after);
        (asked ? after_asked : after_answered).push_back(std::move(after));
      }
  }
  HandMadeNode(const HandMadeNode&) = delete;

  // The demonstrator is the first model; `truth` only says whether the claims know.
  Situation situation() const { return {weights, predictions_, laws[0], alpha, threshold}; }
  Node node() const { return {situation(), top, law, forced, truth, after_answered, after_asked}; }

 private:
  std::vector<const Distribution*> predictions_;
};

inline Distribution law_of(std::vector<Rational> probabilities) {
  return Distribution(std::move(probabilities));
}

// Two coins: the demonstrator's shows heads with probability 1/4, the other one with 3/4; alpha = 1/10.
inline HandMadeNode two_coins_node(Weights weights = {1, 1}) {
  return HandMadeNode(std::move(weights), {law_of({q(3, 4), q(1, 4)}), law_of({q(1, 4), q(3, 4)})}, q(1, 10));
}

}  // namespace qed::testing
