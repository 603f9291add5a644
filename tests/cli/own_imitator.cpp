#include <iostream>
#include <qed/claims/check.hpp>
#include <qed/model/class_file.hpp>

// Plays the mean of its top models instead of their minimum, and so never asks.
struct Blend : qed::CautiousImitator<> {
  qed::StepLaw step(const qed::Situation& s, const qed::TopSet& top) const {
    std::vector<qed::Rational> mean(s.demonstrator.size());
    for (const auto m : top)
      for (std::size_t a = 0; a < mean.size(); ++a) mean[a] += (*s.predictions[m])[a] / top.size();
    return qed::ask_with_the_rest(mean, s.demonstrator);
  }
};

int main() {
  const auto two_coins = qed::read_class("tests/classes/two-coins.json");
  for (const auto& result : qed::check(two_coins, qed::Imitator("blend", Blend{})).claims)
    if (result.worst.verdict != qed::Verdict::holds)
      std::cout << result.claim->id << " is " << qed::to_string(result.worst.verdict) << "\n";
}
