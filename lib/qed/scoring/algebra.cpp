#include "qed/scoring/algebra.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "qed/exact/number.hpp"
#include "qed/exact/require.hpp"

namespace qed {
namespace {

void require_size(std::size_t given, std::size_t outcomes, const char* what) {
  if (given != outcomes)
    throw std::invalid_argument(fmt::format("{} {} for {} outcomes", given, what, outcomes));
}

void require_positive(std::span<const Rational> weights) {
  for (const Rational& w : weights)
    if (w <= 0) throw std::invalid_argument("the weight " + to_string(w) + " is not positive");
}

// How many outcomes each class has.
std::vector<std::size_t> class_sizes(std::span<const std::size_t> class_of, std::size_t classes) {
  std::vector<std::size_t> sizes(classes, 0);
  for (std::size_t y = 0; y < class_of.size(); ++y) {
    if (class_of[y] >= classes)
      throw std::invalid_argument(
          fmt::format("outcome {} is in class {}; there are {}", y, class_of[y], classes));
    ++sizes[class_of[y]];
  }
  if (const auto empty = std::ranges::find(sizes, std::size_t{0}); empty != sizes.end())
    throw std::invalid_argument(fmt::format("class {} has no outcome", empty - sizes.begin()));
  return sizes;
}

std::vector<Expression> class_law(std::span<const std::size_t> class_of, std::size_t classes) {
  std::vector<Expression> law(classes, Expression(0));
  for (std::size_t y = 0; y < class_of.size(); ++y) law[class_of[y]] += Expression::variable(y);
  return law;
}

std::string by_theorem(const char* theorem, const std::string& proof) {
  return fmt::format("{} (sum-closure), from: {}", theorem, proof);
}

using Laws = std::vector<Rational>;
using Move = std::function<Laws(const Laws&)>;

// A part's counterexample as one of the whole; none where its gain is not seen to be what it was.
std::optional<ReportPair> moved(const std::optional<ReportPair>& pair, int sign, const Scores& scores,
                                const Move& move, unsigned bits) {
  if (!pair) return std::nullopt;
  ReportPair whole{move(pair->truth), move(pair->report), Rational(0)};
  try {
    whole.gain = gain(scores, whole.truth, whole.report, bits);
  } catch (const UndefinedScore&) {
    return std::nullopt;
  }
  if (whole.gain.sign() != sign) return std::nullopt;
  return whole;
}

// Proper by a theorem, which leaves open whether strictly: that is looked for on the formulas.
Properness with_strictness(const Scores& scores, const Properness& by_theorem,
                           const PropernessOptions& options) {
  Properness found = properness(scores, options);
  QED_REQUIRE(found.proper != Finding::refuted, "a rule that a theorem proves proper is refuted");
  found.proper = Finding::proved;
  found.method = by_theorem.method;
  found.proof = by_theorem.proof;
  found.left.clear();
  return found;
}

// What was found of the part, of the whole: by a theorem under which all findings stay.
ExaminedRule carried(Scores scores, const Properness& part, const char* theorem, const Move& move,
                     const PropernessOptions& options) {
  ExaminedRule result{std::move(scores), part};
  Properness& found = result.found;
  found.proof = by_theorem(theorem, part.proof);
  found.strictly_proof = by_theorem(theorem, part.strictly_proof);
  found.left.clear();  // boxes of the part's reports
  found.better = moved(part.better, 1, result.scores, move, options.bits);
  found.as_good = moved(part.as_good, 0, result.scores, move, options.bits);
  if (part.proper != Finding::proved) {
    if (!found.better) found = properness(result.scores, options);
  } else if (part.strictly != Finding::proved && !found.as_good) {
    found = with_strictness(result.scores, found, options);
  }
  return result;
}

Laws normalised_by(const Laws& law, std::span<const Rational> weights) {
  Laws result(law.size());
  Rational total = 0;
  for (std::size_t y = 0; y < law.size(); ++y) total += result[y] = law[y] / weights[y];
  for (Rational& x : result) x /= total;
  return result;
}

// Of a class with two outcomes: the uniform report, and one that moves some from the first to the second.
ReportPair within_a_class(std::span<const std::size_t> class_of, std::size_t c) {
  const std::size_t n = class_of.size();
  ReportPair pair{Laws(n, ratio(Integer(1), Integer(n))), {}, Rational(0)};
  pair.report = pair.truth;
  const auto first = std::ranges::find(class_of, c);
  const auto second = std::find(first + 1, class_of.end(), c);
  const Rational some = ratio(Integer(1), Integer(2 * n));
  pair.report[static_cast<std::size_t>(first - class_of.begin())] -= some;
  pair.report[static_cast<std::size_t>(second - class_of.begin())] += some;
  return pair;
}

}  // namespace

ExaminedRule examined(Scores scores, const PropernessOptions& options) {
  Properness found = properness(scores, options);
  return {std::move(scores), std::move(found)};
}

ExaminedRule combined(std::span<const WeightedPart> parts, const PropernessOptions& options) {
  if (parts.empty()) throw std::invalid_argument("a combination of no rules");
  ExaminedRule result{Scores(parts[0].rule.outcomes(), Expression(0)), {}};
  bool proper = true, strict = false;
  Properness& found = result.found;
  for (const WeightedPart& part : parts) {
    require_size(part.rule.outcomes(), result.outcomes(), "scores in a part");
    if (part.weight < 0) throw std::invalid_argument("the weight " + to_string(part.weight) + " is negative");
    for (std::size_t y = 0; y < result.outcomes(); ++y)
      result.scores[y] += Expression(part.weight) * part.rule.scores[y];
    if (part.weight == 0) continue;
    const Properness& known = part.rule.found;
    proper = proper && known.proper == Finding::proved;
    if (known.method == Method::certified) found.method = Method::certified;
    if (!strict && known.strictly == Finding::proved) {
      strict = true;
      found.strictly_method = known.strictly_method;
      found.strictly_proof = by_theorem("a combination with a strict part", known.strictly_proof);
    }
  }
  // Parts that are not proper may mend one another.
  if (!proper) return examined(std::move(result.scores), options);
  found.proper = Finding::proved;
  found.proof = "a non-negative combination of proper rules (sum-closure)";
  if (strict)
    found.strictly = Finding::proved;
  else
    found = with_strictness(result.scores, found, options);
  return result;
}

ExaminedRule affine(const ExaminedRule& rule, const Rational& scale, std::span<const Rational> shift,
                    const PropernessOptions& options) {
  if (scale <= 0) throw std::invalid_argument("the scale " + to_string(scale) + " is not positive");
  require_size(shift.size(), rule.outcomes(), "shifts");
  Scores scores;
  for (std::size_t y = 0; y < rule.outcomes(); ++y)
    scores.push_back(Expression(scale) * rule.scores[y] + Expression(shift[y]));
  return carried(
      std::move(scores), rule.found, "a positive affine map", [](const Laws& law) { return law; }, options);
}

Scores outcome_weighted(std::span<const Expression> scores, std::span<const Rational> weights) {
  require_size(weights.size(), scores.size(), "weights");
  require_positive(weights);
  Expression total = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) total += Expression(weights[i]) * Expression::variable(i);
  std::vector<Expression> report;
  for (std::size_t i = 0; i < weights.size(); ++i)
    report.push_back(Expression(weights[i]) * Expression::variable(i) / total);
  Scores result;
  for (std::size_t y = 0; y < scores.size(); ++y)
    result.push_back(Expression(weights[y]) * substitute(scores[y], report));
  return result;
}

ExaminedRule outcome_weighted(const ExaminedRule& rule, std::span<const Rational> weights,
                              const PropernessOptions& options) {
  return carried(
      outcome_weighted(rule.scores, weights), rule.found, "outcome weighting",
      [weights](const Laws& law) { return normalised_by(law, weights); }, options);
}

ExaminedRule multiplied(const ExaminedRule& rule, std::span<const Rational> weights,
                        const PropernessOptions& options) {
  require_size(weights.size(), rule.outcomes(), "weights");
  Scores scores;
  for (std::size_t y = 0; y < rule.outcomes(); ++y) scores.push_back(Expression(weights[y]) * rule.scores[y]);
  return examined(std::move(scores), options);
}

Scores coarsened(std::span<const Expression> classes, std::span<const std::size_t> class_of) {
  class_sizes(class_of, classes.size());
  const std::vector<Expression> law = class_law(class_of, classes.size());
  Scores result;
  for (const std::size_t c : class_of) result.push_back(substitute(classes[c], law));
  return result;
}

ExaminedRule coarsened(const ExaminedRule& classes, std::span<const std::size_t> class_of,
                       const PropernessOptions& options) {
  const auto sizes = class_sizes(class_of, classes.outcomes());
  const auto large = std::ranges::find_if(sizes, [](std::size_t size) { return size > 1; });
  const bool blind = large != sizes.end() && classes.found.proper == Finding::proved;
  Properness part = classes.found;
  if (blind) part.strictly = Finding::proved;  // not looked for: known below
  // The law of the classes as one that is on the first outcome of each.
  const Move on_the_first = [&](const Laws& law) {
    Laws result(class_of.size(), Rational(0));
    for (std::size_t c = 0; c < law.size(); ++c)
      result[static_cast<std::size_t>(std::ranges::find(class_of, c) - class_of.begin())] = law[c];
    return result;
  };
  ExaminedRule result =
      carried(coarsened(classes.scores, class_of), part, "coarsening onto classes", on_the_first, options);
  if (!blind) return result;
  // Reports that differ within a class score the same.
  Properness& found = result.found;
  found.strictly = Finding::refuted;
  found.strictly_method = Method::exact;
  found.as_good = within_a_class(class_of, static_cast<std::size_t>(large - sizes.begin()));
  found.strictly_proof = "reports that differ within a class have the same scores";
  return result;
}

Scores chained(std::span<const Expression> coarse, std::span<const Scores> within,
               std::span<const std::size_t> class_of) {
  require_size(within.size(), coarse.size(), "parts within");
  const auto sizes = class_sizes(class_of, coarse.size());
  const std::vector<Expression> law = class_law(class_of, coarse.size());
  std::vector<Scores> in_class(within.size());
  for (std::size_t c = 0; c < within.size(); ++c) {
    if (within[c].empty() && sizes[c] == 1) {
      in_class[c] = {Expression(0)};
      continue;
    }
    require_size(within[c].size(), sizes[c], "scores within a class");
    std::vector<Expression> given;
    for (std::size_t y = 0; y < class_of.size(); ++y)
      if (class_of[y] == c) given.push_back(Expression::variable(y) / law[c]);
    const std::vector<Expression> uniform(sizes[c], Expression(ratio(Integer(1), Integer(sizes[c]))));
    for (const Expression& score : within[c])
      in_class[c].push_back(
          choose(law[c] > Expression(0), substitute(score, given), substitute(score, uniform)));
  }
  Scores result;
  std::vector<std::size_t> next(within.size(), 0);
  for (const std::size_t c : class_of) result.push_back(substitute(coarse[c], law) + in_class[c][next[c]++]);
  return result;
}

ExaminedRule chained(const ExaminedRule& coarse, std::span<const ExaminedRule> within,
                     std::span<const std::size_t> class_of, const PropernessOptions& options) {
  std::vector<Scores> parts;
  Properness found = coarse.found;
  for (const ExaminedRule& part : within) {
    parts.push_back(part.scores);
    if (part.scores.empty()) continue;
    if (part.found.proper != Finding::proved) found.proper = Finding::undecided;
    if (part.found.strictly != Finding::proved) found.strictly = Finding::undecided;
    if (part.found.method == Method::certified) found.method = Method::certified;
    if (part.found.strictly_method == Method::certified) found.strictly_method = Method::certified;
  }
  Scores scores = chained(coarse.scores, parts, class_of);
  if (found.proper != Finding::proved) return examined(std::move(scores), options);
  found.proof = "chaining (sum-closure): the rule for the classes and those within them are proper";
  if (found.strictly == Finding::proved) {
    found.strictly_proof = "chaining (sum-closure): they are strictly so";
    return {std::move(scores), std::move(found)};
  }
  found = with_strictness(scores, found, options);
  return {std::move(scores), std::move(found)};
}

}  // namespace qed
