#include "qed/training/latent_training.hpp"

#include <stdexcept>
#include <utility>

#include "qed/claims/comparison.hpp"
#include "qed/exact/require.hpp"

namespace qed {

namespace {

constexpr unsigned quick_bits = 96;

bool is_positive(const LogSum& difference) {
  const Verdict not_positive = at_most(difference, Rational(0)).verdict;
  QED_REQUIRE(not_positive != Verdict::undecided, "a sum of logarithms that is not 0 is told from 0");
  return not_positive == Verdict::violated;
}

}  // namespace

HiddenCause LatentModel::cause_of(std::size_t answer) const {
  HiddenCause cause{prior, {}};
  for (const Distribution& law : answers) cause.likelihood.push_back(law[answer]);
  return cause;
}

Distribution LatentModel::law() const {
  std::vector<Rational> masses;
  for (std::size_t y = 0; y < answers.front().size(); ++y) masses.push_back(cause_of(y).probability());
  return Distribution(std::move(masses));
}

Objective::Term Objective::term_of(EstimateLaw law) {
  Interval mean(Rational(0), quick_bits);
  for (const auto& [value, p] : law.probability) {
    if (value == 0)
      throw std::invalid_argument(
          "an answer may have weight 0 in a draw, so that its bound is minus infinity");
    mean += Interval(p, quick_bits) * log(Interval(value, quick_bits));
  }
  return {std::move(law), std::move(mean)};
}

Objective::Term Objective::larger(Term a, Term b) {
  if (b.mean_log.upper() < a.mean_log.lower()) return a;
  if (a.mean_log.upper() < b.mean_log.lower()) return b;
  LogSum difference;
  b.law.add_mean_log(difference, 1);
  a.law.add_mean_log(difference, -1);
  return is_positive(difference) ? b : a;
}

Objective Objective::score(std::span<const LatentModel> models) {
  Objective made;
  for (const LatentModel& model : models) {
    made.terms_.emplace_back();
    for (const Rational& p : model.law()) made.terms_.back().push_back(term_of({{{p, 1}}}));
  }
  return made;
}

Objective Objective::bound(std::span<const LatentModel> models, std::span<const Distribution> proposals,
                           unsigned draws, const Combine& combine) {
  if (models.empty() || proposals.empty())
    throw std::invalid_argument("found no imitator or no proposal, expected one of each or more");
  Objective made;
  for (const LatentModel& model : models) {
    made.terms_.emplace_back();
    for (std::size_t y = 0; y < model.answers.front().size(); ++y) {
      const HiddenCause cause = model.cause_of(y);
      const auto term = [&](const Distribution& proposal) {
        return term_of(importance_estimate(cause, proposal, draws, combine));
      };
      Term best = term(proposals.front());
      for (const Distribution& proposal : proposals.subspan(1))
        best = larger(std::move(best), term(proposal));
      made.terms_.back().push_back(std::move(best));
    }
  }
  return made;
}

void Objective::add(LogSum& sum, const Rational& factor, std::size_t model, const Distribution& human) const {
  for (std::size_t y = 0; y < human.size(); ++y) terms_[model][y].law.add_mean_log(sum, factor * human[y]);
}

Interval Objective::enclosure(std::size_t model, const Distribution& human) const {
  Interval mean(Rational(0), quick_bits);
  for (std::size_t y = 0; y < human.size(); ++y)
    mean += Interval(human[y], quick_bits) * terms_[model][y].mean_log;
  return mean;
}

bool Objective::exceeds(std::size_t model, std::size_t other, const Distribution& human) const {
  const Interval a = enclosure(model, human), b = enclosure(other, human);
  if (a.lower() > b.upper()) return true;
  if (a.upper() < b.lower()) return false;
  LogSum difference;
  add(difference, 1, model, human);
  add(difference, -1, other, human);
  return is_positive(difference);
}

std::size_t Objective::best(const Distribution& human) const {
  std::size_t best = 0;
  for (std::size_t model = 1; model < terms_.size(); ++model)
    if (exceeds(model, best, human)) best = model;
  return best;
}

std::size_t pick_best(const Objective& objective, const LatentTask& task) {
  return objective.best(task.human);
}

Comparison decide_latent_training(const LatentTask& task, unsigned draws, const Combine& combine,
                                  const Pick& pick) {
  const Objective score = Objective::score(task.models);
  const Objective now = Objective::bound(task.models, task.proposals, draws, combine);
  const Objective next = Objective::bound(task.models, task.proposals, draws + 1, combine);
  const std::size_t trained = pick(now, task), best = score.best(task.human);
  const auto difference = [&](const Objective& a, std::size_t i, const Objective& b, std::size_t j) {
    LogSum sum;
    a.add(sum, 1, i, task.human);
    b.add(sum, -1, j, task.human);
    return sum;
  };
  Comparison found = not_applicable();
  const auto take = [&](Comparison part, const char* what) {
    part.detail = what;
    if (worse(part, found)) found = std::move(part);
  };
  take(at_most(difference(now, trained, score, trained), Rational(0)), "the bound of who is trained by it");
  take(at_most(difference(now, now.best(task.human), next, next.best(task.human)), Rational(0)),
       "the largest bound, and that with one draw more");
  const LogSum loss = difference(score, best, score, trained);
  Comparison regret = at_most(loss, difference(score, best, now, best));
  // Equal sums of logarithms are found in the difference of the two sides alone.
  if (regret.verdict == Verdict::undecided)
    regret.verdict = at_most(difference(now, best, score, trained), Rational(0)).verdict;
  take(std::move(regret), "what is lost, and the gap of the bound at the best");
  found.interesting = is_positive(loss);
  return found;
}

}  // namespace qed
