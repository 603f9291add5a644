#include <iostream>
#include <qed/claims/check.hpp>
#include <qed/model/class_file.hpp>

// Takes heads as often as it was seen so far, one heads and one tails added: a law for each history.
struct Frequency {
  qed::Distribution law(std::span<const qed::Percept> history) const {
    qed::Rational heads = 1;
    for (const auto& step : history) heads += step.action;
    const qed::Rational p = heads / (history.size() + 2);
    return qed::Distribution({1 - p, p});
  }
};

// Never takes heads twice in a row: an automaton, whose state is the last action.
struct Rests {
  qed::StateIndex start() const { return 0; }
  qed::Distribution law(qed::StateIndex last) const {
    return last == 1 ? qed::Distribution::certain(0, 2) : qed::Distribution::uniform(2);
  }
  qed::StateIndex next(qed::StateIndex, qed::Percept seen) const { return seen.action; }
};

int main() {
  auto c = qed::read_class("tests/classes/two-coins.json");
  c.models[0] = {"rests", qed::ratio(1, 2), qed::custom_policy(Rests{})};  // the demonstrator
  c.models[1] = {"frequency", qed::ratio(1, 2), qed::custom_policy(Frequency{})};
  c.horizon = 8;
  const auto found = qed::check(c);
  std::cout << "the claims: " << qed::to_string(found.verdict()) << "; the sum of theta^3 is "
            << found.evaluation.quantities.S3 << "\n";
}
