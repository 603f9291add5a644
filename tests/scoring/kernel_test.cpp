// Moment and kernel rules by name: what they are, what they see, and what is refused.
#include "qed/scoring/kernel.hpp"

#include <gtest/gtest.h>

#include "qed/scoring/categorical.hpp"
#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/program.hpp"
#include "qed/scoring/properness.hpp"
#include "qed/scoring/rule_text.hpp"
#include "qed/scoring/selective.hpp"

namespace qed {
namespace {

const Features three_points{{"x", {0, 1, 3}}, {"z", {1, 0, 1}}};

Finding proper(const std::string& rule, std::size_t outcomes = 3) {
  return properness(rule_from_text(rule, three_points), outcomes).proper;
}
Finding strictly(const std::string& rule, std::size_t outcomes = 3) {
  return properness(rule_from_text(rule, three_points), outcomes).strictly;
}

std::string refusal(const std::string& rule, const Features& features = three_points) {
  try {
    rule_from_text(rule, features).scores(3);
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "";
}

TEST(MomentRule, IsProperAndSeesItsMomentsAlone) {
  EXPECT_EQ(proper("moments:x"), Finding::proved);
  EXPECT_EQ(strictly("moments:x"), Finding::refuted);
  const auto seen = selectivity(rule_from_text("moments:x", three_points).scores(3));
  ASSERT_TRUE(seen.seen && seen.hidden);
  EXPECT_EQ(seen.seen->moments, (std::vector<std::vector<Rational>>{{0, 1, 3}}));
  EXPECT_EQ(seen.hidden->distance, 1);
  // Both features together tell every law on three outcomes from every other.
  EXPECT_EQ(strictly("moments:x,z"), Finding::proved);
  EXPECT_EQ(strictly("moments"), Finding::proved);
  EXPECT_FALSE(selectivity(rule_from_text("moments", three_points).scores(3)).hidden);
}

TEST(MomentRule, ByNameIsTheTypeAndTheFormula) {
  const auto named = rule_from_text("moments:x", three_points).scores(3);
  const auto typed = formulas_of(MomentScore({{0}, {1}, {3}}), 3);
  const auto written = rule_from_text("-(sum(x*p) - x[y])^2", three_points).scores(3);
  for (std::size_t y = 0; y < 3; ++y) {
    EXPECT_TRUE(is_zero_on_simplex(named[y] - typed[y], 3));
    EXPECT_TRUE(is_zero_on_simplex(named[y] - written[y], 3));
  }
}

TEST(KernelRule, IsWhatItsKernelSays) {
  // -|i - j| is the ranked probability score, and the identity half of Brier's.
  const auto ranked = rule_named("rps").scores(4),
             by_distance = rule_from_text("kernel:-abs(i - j)").scores(4);
  const auto brier = rule_named("brier").scores(4),
             by_equality = rule_from_text("kernel:i == j ? 1 : 0").scores(4);
  for (std::size_t y = 0; y < 4; ++y) {
    EXPECT_TRUE(is_zero_on_simplex(by_distance[y] - ranked[y], 4)) << y;
    EXPECT_TRUE(is_zero_on_simplex(Expression(2) * by_equality[y] - brier[y], 4)) << y;
  }
  // Of the features' product: half the moment score, up to a term of y.
  const auto by_product = rule_from_text("kernel:x[i]*x[j]", three_points).scores(3);
  const auto moment = rule_from_text("moments:x", three_points).scores(3);
  for (std::size_t y = 0; y < 3; ++y)
    EXPECT_TRUE(is_zero_on_simplex(Expression(2) * by_product[y] - moment[y] -
                                       Expression(three_points.at("x")[y] * three_points.at("x")[y]),
                                   3));
}

TEST(KernelRule, IsProperWhereItsKernelIsPositive) {
  EXPECT_EQ(strictly("kernel:-abs(x[i] - x[j])"), Finding::proved);
  EXPECT_EQ(strictly("kernel:exp(-(x[i] - x[j])^2)"), Finding::proved);  // no rational: one box of reports
  EXPECT_EQ(proper("kernel:x[i]*x[j]"), Finding::proved);
  EXPECT_EQ(strictly("kernel:x[i]*x[j]"), Finding::refuted);
  // The faults: the sign of a distance forgotten, and a square that is conditionally negative in the other direction.
  EXPECT_EQ(proper("kernel:abs(x[i] - x[j])"), Finding::refuted);
  EXPECT_EQ(proper("kernel:(x[i] - x[j])^2"), Finding::refuted);
  EXPECT_EQ(proper("kernel:-x[i]*x[j]"), Finding::refuted);
  EXPECT_EQ(proper("kernel:exp((x[i] - x[j])^2/10)"), Finding::refuted);
}

TEST(KernelRule, WithoutAMeaningIsRefused) {
  for (const auto& [rule, message] : std::initializer_list<std::pair<std::string, std::string>>{
           {"kernel", "found no formula"},
           {"kernel:", "found no formula"},
           {"kernel:i - j", "expected it symmetric"},
           {"kernel:p[i]*p[j]", "does not depend on the report p"},
           {"kernel:i*y", "\"y\" is not known here"},
           {"kernel:x[i", "expected ']'"},
           {"kernel:w[i]*w[j]", "\"w\" is not known here"},
           {"moments:w", "no feature is called \"w\""},
           {"moments:x,", "no feature is called \"\""}}) {
    const std::string said = refusal(rule);
    EXPECT_NE(said.find(message), std::string::npos) << rule << ": " << said;
  }
  EXPECT_NE(refusal("moments", {}).find("found no feature"), std::string::npos);
  EXPECT_NE(refusal("moments", {{"x", {1, 2}}}).find("x has 2 numbers; there are 3 outcomes"),
            std::string::npos);
  EXPECT_NE(refusal("kernel:x[i]*x[j]", {{"x", {1, 2}}}).find("x has 2 numbers"), std::string::npos);
  EXPECT_NE(refusal("kernel:i*j", {{"i", {1, 2, 3}}}).find("cannot be called i"), std::string::npos);
  EXPECT_THROW(MomentScore({{1}, {1, 2}}), std::invalid_argument);
  EXPECT_THROW(KernelScore<Rational>(Rows<Rational>{{1, 2}}), std::invalid_argument);
}

// ---- One text for every number type

// Each categorical rule, over a box around a report and as a formula: the box holds the value, and is refused nowhere.
TEST(NumberTypes, CategoricalRulesAreEnclosedOverABoxOfReports) {
  constexpr unsigned bits = 96;
  const std::vector<Rational> report{ratio(1, 2), ratio(1, 3), ratio(1, 6)};
  std::vector<Interval> box;
  for (const Rational& x : report)
    box.emplace_back(Rational(x - ratio(1, 100)), Rational(x + ratio(1, 100)), bits);
  const auto check = [&](const auto& rule, const char* name) {
    const auto at = Program(formulas_of(rule, 3)).at(report, bits);
    for (std::size_t y = 0; y < 3; ++y) {
      const Interval over = rule(std::span<const Interval>(box), y);
      EXPECT_LE(over.lower(), at[y].enclosure(bits).upper()) << name;
      EXPECT_GE(over.upper(), at[y].enclosure(bits).lower()) << name;
      EXPECT_LT(over.upper() - over.lower(), 1) << name;
    }
  };
  check(LogScore{}, "log");
  check(BrierScore{}, "brier");
  check(SphericalScore{}, "spherical");
  check(PseudoSphericalScore{3}, "pseudo-spherical");
  check(PowerScore{ratio(3, 2)}, "power");
  check(RankedProbabilityScore{}, "rps");
  check(LinearScore{}, "linear");
  check(AsymmetricScore{{1, 2, 1}}, "asymmetric");
  check(WeightedLogScore{{1, 2, 1}}, "weighted-log");
  check(OutcomeWeightedLogScore{{1, 2, 1}}, "outcome-weighted-log");
  check(MomentScore({{0}, {1}, {3}}), "moments");
  check(KernelScore<Rational>({{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}), "kernel");
  // And exactly, where it is rational.
  EXPECT_EQ(BrierScore{}(std::span<const Rational>(report), 1), ratio(5, 18));  // 2/3 - (9 + 4 + 1)/36
}

struct SquaredLoss {  // Brier's loss, which says that it is one
  static constexpr Scale scale{Orientation::loss, "squared probability", "Brier's loss"};
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    Number loss = Number(1) - Number(2) * p[y];
    for (const Number& x : p) loss += x * x;
    return loss;
  }
};

TEST(NumberTypes, ALossIsTakenWithTheOtherSign) {
  const Rule rule("squared loss", SquaredLoss{});
  EXPECT_EQ(properness(rule, 2).strictly, Finding::proved);
  EXPECT_EQ(rule.unit(), "squared probability");
  EXPECT_EQ(rule_named("log").unit(), "nats");
}

}  // namespace
}  // namespace qed
