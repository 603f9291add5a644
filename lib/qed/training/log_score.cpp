#include "qed/training/log_score.hpp"

#include "qed/claims/comparison.hpp"
#include "qed/training/distinguisher.hpp"

namespace qed {

std::optional<LogSum> expected_log_score(const Distribution& human, const Distribution& imitator) {
  gap_between(human, imitator);  // refuses laws over different numbers of answers
  LogSum score;
  for (std::size_t y = 0; y < human.size(); ++y) {
    if (human[y] == 0) continue;
    if (imitator[y] == 0) return std::nullopt;
    score.add_log(human[y], imitator[y]);
  }
  return score;
}

std::optional<LogSum> log_loss(const Distribution& human, const Distribution& imitator) {
  gap_between(human, imitator);
  LogSum loss;
  for (std::size_t y = 0; y < human.size(); ++y) {
    if (human[y] == 0) continue;
    if (imitator[y] == 0) return std::nullopt;
    loss.add_log(human[y], human[y] / imitator[y]);
  }
  return loss;
}

Comparison decide_loss_sees(const Distribution& human, const Distribution& imitator) {
  const Rational distance = total_variation(gap_between(human, imitator));
  const auto loss = log_loss(human, imitator);
  if (!loss) {
    Comparison result;
    result.verdict = Verdict::holds;
    result.detail = "the loss is infinite";
    return result;
  }
  LogSum least;  // the distance is below 1, as the loss is finite
  least.add_log(-1, 1 - distance * distance);
  Comparison result = at_most(least, *loss);
  result.interesting = distance > 0;
  return result;
}

}  // namespace qed
