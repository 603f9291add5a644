#include "qed/scoring/algebra.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace qed {
namespace {

// proved where all are; otherwise nothing is known, since what one part breaks another may mend.
Finding all_proved(Finding a, Finding b) {
  return a == Finding::proved && b == Finding::proved ? Finding::proved : Finding::undecided;
}

void require_size(std::size_t given, std::size_t outcomes, const char* what) {
  if (given != outcomes)
    throw std::invalid_argument(fmt::format("{} {} for {} outcomes", given, what, outcomes));
}

void require_positive(std::span<const Rational> weights) {
  for (const Rational& w : weights)
    if (w <= 0) throw std::invalid_argument("the weight " + w.str() + " is not positive");
}

}  // namespace

ExaminedRule examined(std::vector<Expression> scores, const PropernessOptions& options) {
  const Properness found = properness(scores, options);
  return {std::move(scores), found.proper, found.strictly, found.proof};
}

ExaminedRule combined(std::span<const WeightedPart> parts) {
  if (parts.empty()) throw std::invalid_argument("a combination of no rules");
  ExaminedRule result{std::vector<Expression>(parts[0].rule.outcomes(), Expression(0)), Finding::proved,
                      Finding::undecided, "a non-negative combination of proper rules"};
  bool strict = false;
  for (const WeightedPart& part : parts) {
    require_size(part.rule.outcomes(), result.outcomes(), "scores in a part");
    if (part.weight < 0) throw std::invalid_argument("the weight " + part.weight.str() + " is negative");
    for (std::size_t y = 0; y < result.outcomes(); ++y)
      result.scores[y] += Expression(part.weight) * part.rule.scores[y];
    if (part.weight == 0) continue;
    result.proper = all_proved(result.proper, part.rule.proper);
    strict = strict || part.rule.strictly == Finding::proved;
  }
  // Parts that are not proper may mend one another.
  if (result.proper != Finding::proved) return examined(std::move(result.scores));
  if (strict)
    result.strictly = Finding::proved;
  else
    result.strictly = properness(result.scores).strictly;
  return result;
}

ExaminedRule affine(const ExaminedRule& rule, const Rational& scale, std::span<const Rational> shift) {
  if (scale <= 0) throw std::invalid_argument("the scale " + scale.str() + " is not positive");
  require_size(shift.size(), rule.outcomes(), "shifts");
  ExaminedRule result = rule;
  for (std::size_t y = 0; y < rule.outcomes(); ++y)
    result.scores[y] = Expression(scale) * rule.scores[y] + Expression(shift[y]);
  result.by = "a positive affine map of: " + rule.by;
  return result;
}

ExaminedRule outcome_weighted(const ExaminedRule& rule, std::span<const Rational> weights) {
  require_size(weights.size(), rule.outcomes(), "weights");
  require_positive(weights);
  Expression total = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) total += Expression(weights[i]) * Expression::variable(i);
  std::vector<Expression> report;
  for (std::size_t i = 0; i < weights.size(); ++i)
    report.push_back(Expression(weights[i]) * Expression::variable(i) / total);
  ExaminedRule result = rule;
  for (std::size_t y = 0; y < rule.outcomes(); ++y)
    result.scores[y] = Expression(weights[y]) * substitute(rule.scores[y], report);
  result.by = "outcome weighting of: " + rule.by;
  return result;
}

ExaminedRule multiplied(const ExaminedRule& rule, std::span<const Rational> weights,
                        const PropernessOptions& options) {
  require_size(weights.size(), rule.outcomes(), "weights");
  std::vector<Expression> scores;
  for (std::size_t y = 0; y < rule.outcomes(); ++y) scores.push_back(Expression(weights[y]) * rule.scores[y]);
  return examined(std::move(scores), options);
}

ExaminedRule coarsened(const ExaminedRule& classes, std::span<const std::size_t> class_of) {
  std::vector<Expression> law(classes.outcomes(), Expression(0));
  std::vector<std::size_t> sizes(classes.outcomes(), 0);
  for (std::size_t y = 0; y < class_of.size(); ++y) {
    if (class_of[y] >= classes.outcomes())
      throw std::invalid_argument(
          fmt::format("outcome {} is in class {}; there are {}", y, class_of[y], classes.outcomes()));
    law[class_of[y]] += Expression::variable(y);
    ++sizes[class_of[y]];
  }
  if (const auto empty = std::ranges::find(sizes, std::size_t{0}); empty != sizes.end())
    throw std::invalid_argument(fmt::format("class {} has no outcome", empty - sizes.begin()));
  ExaminedRule result{{}, classes.proper, classes.strictly, "a coarsening of: " + classes.by};
  for (const std::size_t c : class_of) result.scores.push_back(substitute(classes.scores[c], law));
  // Reports that differ within a class score the same.
  if (std::ranges::any_of(sizes, [](std::size_t size) { return size > 1; }) &&
      classes.proper == Finding::proved)
    result.strictly = Finding::refuted;
  return result;
}

ExaminedRule chained(const ExaminedRule& coarse, std::span<const ExaminedRule> within) {
  require_size(within.size(), coarse.outcomes(), "parts within");
  ExaminedRule result{{}, coarse.proper, coarse.strictly, "a chain of proper rules"};
  std::vector<Expression> law;
  std::size_t first = 0;
  for (const ExaminedRule& part : within) {
    Expression mass = 0;
    const std::size_t size = std::max<std::size_t>(part.outcomes(), 1);
    for (std::size_t i = 0; i < size; ++i) mass += Expression::variable(first + i);
    law.push_back(mass);
    first += size;
  }
  first = 0;
  for (std::size_t c = 0; c < within.size(); ++c) {
    const ExaminedRule& part = within[c];
    const Expression base = substitute(coarse.scores[c], law);
    if (part.scores.empty()) {
      result.scores.push_back(base);
      ++first;
      continue;
    }
    result.proper = all_proved(result.proper, part.proper);
    result.strictly = all_proved(result.strictly, part.strictly);
    std::vector<Expression> given;
    for (std::size_t i = 0; i < part.outcomes(); ++i)
      given.push_back(Expression::variable(first + i) / law[c]);
    for (std::size_t i = 0; i < part.outcomes(); ++i)
      result.scores.push_back(base + substitute(part.scores[i], given));
    first += part.outcomes();
  }
  if (result.proper != Finding::proved) return examined(std::move(result.scores));
  return result;
}

}  // namespace qed
