#include "qed/scoring/normal_form.hpp"

#include <gtest/gtest.h>

#include "qed/scoring/categorical.hpp"
#include "qed/scoring/formula.hpp"
#include "qed/scoring/savage.hpp"

namespace qed {
namespace {

Expression read(const char* text, std::size_t outcomes = 3) {
  return Formula::parse(text).scores(outcomes)[0];
}

TEST(NormalForm, RecognisesIdentities) {
  for (const char* zero : {"(p[0] + p[1])^2 - p[0]^2 - 2*p[0]*p[1] - p[1]^2",
                           "p[0] + p[1] + p[2] - 1",
                           "ln(p[0]*p[1]) - ln(p[0]) - ln(p[1])",
                           "ln(4*p[0]) - 2*ln(2) - ln(p[0])",
                           "sqrt(8) - 2*sqrt(2)",
                           "sqrt(p[0]^3) - p[0]*sqrt(p[0])",
                           "sqrt(p[0]*p[1]) - sqrt(p[0])*sqrt(p[1])",
                           "1/sqrt(sum(p^2)) - sqrt(sum(p^2))/sum(p^2)",
                           "(p[0]^2 - p[1]^2)/(p[0] - p[1]) - p[0] - p[1]",
                           "exp(ln(p[0]) + ln(p[1])/2) - p[0]*sqrt(p[1])",
                           "exp(p[0])*exp(-p[0]) - exp(p[1] - p[1])",
                           "sqrt(1/sum(p^2)) - 1/sqrt(sum(p^2))",
                           "sqrt(1/sum(p^2)^2) - 1/sum(p^2)",
                           "sqrt(p[2]/sum(p^2)) - sqrt(p[2])/sqrt(sum(p^2))",
                           "sqrt(p[0]^2) - p[0]",
                           "sqrt(ln(2)^2) - ln(2)",
                           "ln(p[0]^2/sum(p^2)) - 2*ln(p[0]) + ln(sum(p^2))",
                           "ln(p[2]/p[1]) - ln(p[2]) + ln(p[1])",
                           "(p[2]/p[0])^(3/2) - p[2]*sqrt(p[2])/(p[0]*sqrt(p[0]))",
                           "exp(2*ln(p[2]) - 2*ln(p[1])) - p[2]^2/p[1]^2"})
    EXPECT_TRUE(is_zero_on_simplex(read(zero), 3)) << zero;
}

TEST(NormalForm, DoesNotCallZeroWhatIsNot) {
  for (const char* other :
       {"p[0]", "p[0] + p[1] - 1", "ln(p[0]) - ln(p[1])", "sqrt(2) - 1414213562/1000000000",
        "sqrt(p[0]^2 + p[1]^2) - p[0] - p[1]", "1e-30", "ln(p[0] + p[1]) - ln(p[0]) - ln(p[1])"})
    EXPECT_FALSE(is_zero_on_simplex(read(other), 3)) << other;
}

// sqrt(u^2) is -u where u < 0, and sqrt(1/(u v)) is not 1/sqrt(u) 1/sqrt(v) where both are negative.
TEST(NormalForm, DoesNotSplitARootOrALogarithmOfFactorsThatMayBeNegative) {
  for (
      const char* other :
      {"sqrt(ln(p[0])^2) - ln(p[0])", "sqrt(1/(p[0] - p[1])^2) - 1/(p[0] - p[1])",
       "exp(ln(1/(p[0] - p[1])^2)/2 + ln(2)) - 2/(p[0] - p[1])", "(ln(p[0])^4)^(1/4) - ln(p[0])",
       // At (1/12, 2/3, 1/4) all of a, b and c are negative: the roots' product is 1/|abc|, and 1/(abc) is less than 0.
       "sqrt(1/((p[0] - p[1])*(p[0] - 2*p[1])))*sqrt(1/((p[0] - p[1])*(p[0] - 3*p[1])))"
       "*sqrt(1/((p[0] - 2*p[1])*(p[0] - 3*p[1]))) - 1/((p[0] - p[1])*(p[0] - 2*p[1])*(p[0] - 3*p[1]))"})
    EXPECT_FALSE(is_zero_on_simplex(read(other), 3)) << other;
}

TEST(NormalForm, FirstOrderOfProperRulesVanishes) {
  for (const char* rule :
       {"log", "brier", "spherical", "pseudo-spherical:3", "pseudo-spherical:3/2", "power:5/2", "rps"})
    for (const Expression& sum : first_order(rule_named(rule).scores(4)))
      EXPECT_TRUE(is_zero_on_simplex(sum, 4)) << rule;
  EXPECT_FALSE(is_zero_on_simplex(first_order(rule_named("linear").scores(3))[0], 3));
}

TEST(NormalForm, SignsOnTheOpenSimplex) {
  NormalForms forms(3);
  const auto sign = [&](const char* text) { return forms.sign(*forms.of(read(text))); };
  EXPECT_EQ(sign("p[0]*p[1]"), SimplexSign::positive);
  EXPECT_EQ(sign("1 - p[0]"), SimplexSign::positive);  // p1 + p2
  EXPECT_EQ(sign("p[0] + p[1] - 1"), SimplexSign::negative);
  EXPECT_EQ(sign("sum(p) - 1"), SimplexSign::zero);
  EXPECT_EQ(sign("ln(p[0])"), SimplexSign::negative);
  EXPECT_EQ(sign("-p[0]*ln(p[0])/sqrt(sum(p^2))"), SimplexSign::positive);
  EXPECT_EQ(sign("p[0] - p[1]"), SimplexSign::unknown);
  // Positive, with a negative coefficient: some power of the sum makes all of them positive (Polya).
  EXPECT_EQ(sign("p[0]^2 - p[0]*p[1] + p[1]^2 + p[2]^2"), SimplexSign::positive);
  // 0 at (1/2, 1/2, 0), so that no power does.
  EXPECT_EQ(sign("(p[0] - p[1])^2 + p[2]^2"), SimplexSign::unknown);
}

TEST(NormalForm, LeadingMinorsOfTheHessianArePositive) {
  for (const char* rule : {"log", "spherical"}) {
    const auto rows = curvature_of(rule_named(rule).scores(3));
    NormalForms forms(3);
    const auto entry = [&](std::size_t i, std::size_t j) { return *forms.of(rows[i][j]); };
    EXPECT_EQ(forms.sign(entry(0, 0)), SimplexSign::positive) << rule;
    const Laurent minor = forms.product(entry(0, 0), entry(1, 1)) - forms.product(entry(0, 1), entry(1, 0));
    EXPECT_EQ(forms.sign(minor), SimplexSign::positive) << rule;
  }
}

TEST(NormalForm, PositiveUpToTheBoundary) {
  NormalForms forms(3);
  const auto positive = [&](const char* text) {
    return forms.positive_up_to_the_boundary(*forms.of(read(text)));
  };
  EXPECT_TRUE(positive("sum(p^2)"));
  EXPECT_TRUE(positive("p[0]^(3/2) + p[1]^(3/2) + p[2]^(3/2)"));
  EXPECT_TRUE(positive("1"));
  EXPECT_TRUE(positive("1 + p[0] - p[1]/2"));
  EXPECT_FALSE(positive("p[0]*p[1] + p[2]^2"));  // 0 at (1, 0, 0)
  EXPECT_FALSE(positive("p[0] + p[1]"));
  EXPECT_FALSE(positive("p[0]"));
}

}  // namespace
}  // namespace qed
