#include "qed/claims/cubic_is_needed.hpp"

#include <gtest/gtest.h>

#include "properties/faults/collecting.hpp"
#include "properties/faults/learning.hpp"
#include "qed/evaluate/evaluate.hpp"

namespace qed {
namespace {

const Rational tenth = ratio(1, 10);

TEST(CubicIsNeeded, LowerPowersGrow) {
  std::vector<PowerSums> rows;
  for (const int n : {4, 8, 16, 32}) rows.push_back(power_sums_of_near_coins(ratio(1, n), tenth));
  for (std::size_t i = 1; i < rows.size(); ++i) {
    EXPECT_GT(rows[i].S[0].lower, 3 * rows[i - 1].S[0].upper);                // towards a factor of 4
    EXPECT_GT(rows[i].S[1].lower, ratio(19, 10) * rows[i - 1].S[1].upper);    // of 2
    EXPECT_LT(rows[i].S[2].upper, ratio(102, 100) * rows[i - 1].S[2].lower);  // of 1
    for (unsigned p = 1; p <= 3; ++p) {
      const Interval exponent = fitted_exponent(rows[i - 1], rows[i], p);
      EXPECT_LT(abs(Rational(exponent.lower() + 3 - p)), ratio(1, 50));
      EXPECT_LT(exponent.upper() - exponent.lower(), ratio(1, 100'000));
    }
  }
}

TEST(CubicIsNeeded, LiesBetweenTheBoundsOfTheProof) {
  // S_p >= delta^(p-3) (1 - 4 delta^2)/2 C, C = L tanh(L/2); above it by a factor that tends to 1.
  for (const int n : {4, 8, 16, 32}) {
    const Rational delta = ratio(1, n), gap = 1 - 4 * delta * delta;
    const Interval limit = limit_of_cubes(tenth, 128);
    const PowerSums sums = power_sums_of_near_coins(delta, tenth);
    EXPECT_GT(sums.S[2].lower, gap * limit.upper()) << n;
    EXPECT_LT(sums.S[2].upper, (1 + 2 * delta) * limit.lower()) << n;
    EXPECT_LT(sums.S[2].width() * 1'000'000, sums.S[2].lower);
    EXPECT_EQ(sums.S[0].lower * delta * delta, sums.S[2].lower);
  }
}

TEST(CubicIsNeeded, AgreesWithTheEngine) {
  // The engine's partial sums come from below, and over 500 steps at delta = 1/4 all but a thousandth is there.
  const Quantities q = evaluate(two_near_coins(ratio(1, 4), tenth, 500)).quantities;
  const PowerSums sums = power_sums_of_near_coins(ratio(1, 4), tenth);
  EXPECT_LE(q.S1, sums.S[0].upper);
  EXPECT_LE(q.S2, sums.S[1].upper);
  EXPECT_LE(q.S3, sums.S[2].upper);
  EXPECT_GT(q.S3, ratio(999, 1000) * sums.S[2].lower);
}

TEST(CubicIsNeeded, OneStepWalksAreExact) {
  // alpha = 3/4, delta = 1/4: odds 3/2 and 1/2 are both outside (3/4, 4/3), so one query is all.
  const PowerSums sums = power_sums_of_near_coins(ratio(1, 4), ratio(3, 4));
  EXPECT_EQ(sums.queries.lower, 1);
  EXPECT_EQ(sums.queries.upper, 1);
  // alpha = 1/2 is met exactly by one answer against, and 3/2 is inside: 1 + 1/2 queries at the least; from 3/2 the
  // answers lead to 9/4 (outside) and to 3/4 (inside), …
  EXPECT_GT(power_sums_of_near_coins(ratio(1, 4), ratio(1, 2)).queries.lower, ratio(3, 2));
}

TEST(CubicIsNeeded, MistakesMissIt) {
  const ModelClass c = two_near_coins(ratio(1, 4), tenth, 100);
  EXPECT_EQ(evaluate(c, Imitator("collect-best-only", properties::CollectBestOnly{})).quantities.S1, 0);
  // Who learns nothing asks for ever: S_1 = N/4, beyond what there is in all time.
  const Rational asked =
      evaluate(c, Imitator("forget-to-update", properties::ForgetToUpdate{})).quantities.S1;
  EXPECT_EQ(asked, 25);
  EXPECT_GT(asked, power_sums_of_near_coins(ratio(1, 4), tenth).S[0].upper);
}

TEST(CubicIsNeeded, RefusesWhatIsOutOfRange) {
  for (const Rational& delta : {Rational(0), ratio(1, 2), ratio(-1, 4)})
    EXPECT_THROW(two_near_coins(delta, tenth, 1), std::invalid_argument);
  EXPECT_THROW(two_near_coins(ratio(1, 4), 1, 1), std::invalid_argument);
  EXPECT_THROW(power_sums_of_near_coins(ratio(1, 2000), tenth), std::invalid_argument);
}

}  // namespace
}  // namespace qed
