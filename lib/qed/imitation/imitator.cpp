#include "qed/imitation/imitator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace qed {

std::vector<Rational> minimum_over(const TopSet& top, std::span<const Distribution* const> predictions,
                                   std::size_t actions) {
  std::vector<Rational> minimum(actions, Rational(0));
  for (std::size_t a = 0; a < actions; ++a) {
    bool first = true;
    for (const ModelIndex m : top) {
      const Rational& p = (*predictions[m])[a];
      if (first || p < minimum[a]) minimum[a] = p;
      first = false;
    }
  }
  return minimum;
}

StepLaw ask_with_the_rest(std::vector<Rational> answered, const Distribution& demonstrator) {
  StepLaw law;
  law.query_probability = 1;
  for (const Rational& p : answered) law.query_probability -= p;
  law.answered = std::move(answered);
  law.asked.reserve(demonstrator.size());
  for (const Rational& p : demonstrator) law.asked.push_back(law.query_probability * p);
  return law;
}

TopSet Imitator::top_set(const Situation& s) const {
  TopSet top = rule_->top_set(s);
  std::vector<bool> met(s.weights.size(), false);
  for (const ModelIndex m : top) {
    if (m >= s.weights.size())
      throw std::invalid_argument(
          fmt::format("imitator '{}' collects model {} (from 0) of {}", name_, m, s.weights.size()));
    if (s.weights[m] == 0)
      throw std::invalid_argument(fmt::format(
          "imitator '{}' collects model {} (from 0), whose weight is 0; expected weights above 0", name_, m));
    if (met[m])
      throw std::invalid_argument(fmt::format("imitator '{}' collects model {} (from 0) twice", name_, m));
    met[m] = true;
  }
  return top;
}

StepLaw Imitator::step(const Situation& s, const TopSet& top) const {
  StepLaw law = rule_->step(s, top);
  const std::size_t actions = s.demonstrator.size();
  if (law.answered.size() != actions || law.asked.size() != actions)
    throw std::invalid_argument(
        fmt::format("imitator '{}' gives a law over {} answered and {} asked actions, expected {}", name_,
                    law.answered.size(), law.asked.size(), actions));
  if (law.query_probability < 0 || law.query_probability > 1)
    throw std::invalid_argument(fmt::format("imitator '{}' states query probability {}, expected 0 to 1",
                                            name_, to_string(law.query_probability)));
  Rational sum = 0;
  for (const auto* part : {&law.answered, &law.asked})
    for (const Rational& p : *part) {
      if (p < 0)
        throw std::invalid_argument(
            fmt::format("imitator '{}' gives probability {}, expected at least 0", name_, to_string(p)));
      sum += p;
    }
  if (sum != 1)
    throw std::invalid_argument(fmt::format(
        "imitator '{}': the joint law of (query, action) sums to {}, expected 1", name_, to_string(sum)));
  return law;
}

Weights Imitator::update(const Situation& s, bool asked, ActionIndex a) const {
  Weights after = rule_->update(s, asked, a);
  if (after.size() != s.weights.size())
    throw std::invalid_argument(fmt::format("imitator '{}' updates to {} weights, expected {}", name_,
                                            after.size(), s.weights.size()));
  for (ModelIndex m = 0; m < after.size(); ++m) {
    if (after[m] < 0)
      throw std::invalid_argument(
          fmt::format("imitator '{}' gives model {} (from 0) the weight {}, expected "
                      "at least 0",
                      name_, m, to_string(Rational(after[m]))));
    if (after[m] > 0 && s.weights[m] == 0)
      throw std::invalid_argument(
          fmt::format("imitator '{}' gives model {} (from 0), whose weight was 0, the "
                      "weight {}; expected that a refuted model stays refuted",
                      name_, m, to_string(Rational(after[m]))));
  }
  return after;
}

namespace {

// What an imitator that settles does at a node with one collected model and must not; empty where it does nothing.
std::string unsettled_by(const Imitator& imitator, const Situation& s, const TopSet& top,
                         const StepLaw& law) {
  if (law.query_probability != 0)
    return fmt::format("states the query probability {}", to_string(law.query_probability));
  for (const Rational& p : law.asked)
    if (p != 0) return fmt::format("asks and then plays an action with probability {}", to_string(p));
  for (ActionIndex a = 0; a < law.answered.size(); ++a) {
    if (law.answered[a] == 0) continue;
    Weights after = imitator.update(s, false, a);
    if (std::ranges::equal(after, s.weights)) continue;
    reduce(after);
    if (!std::ranges::equal(after, s.weights))
      return fmt::format("learns from its own action {} (from 0)", a);
  }
  // As the engine goes on from here: with all other models refuted.
  const ModelIndex m = *top.begin();
  Weights alone(s.weights.size(), Integer(0));
  alone[m] = 1;
  if (std::ranges::equal(alone, s.weights)) return {};
  std::vector<const Distribution*> predictions(s.predictions.size(), nullptr);
  predictions[m] = s.predictions[m];
  const Situation rest{alone, predictions, s.demonstrator, s.alpha, s.threshold};
  if (imitator.top_set(rest) != top || imitator.step(rest, top) != law)
    return "does otherwise than if the other models were refuted";
  return {};
}

}  // namespace

bool Imitator::settles_at(const Situation& s, const TopSet& top, const StepLaw& law) const {
  if (!settles() || top.size() != 1) return false;
  const std::string broken = unsettled_by(*this, s, top, law);
  if (!broken.empty())
    throw std::invalid_argument(fmt::format(
        "imitator '{}' settles, but where model {} (from 0) alone is collected it {}: override its "
        "settles() to return false",
        name_, *top.begin(), broken));
  return true;
}

}  // namespace qed
