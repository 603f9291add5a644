#include "qed/evaluate/masses.hpp"

#include <gtest/gtest.h>

#include <random>

namespace qed {
namespace {

// What the kernels compute, against plain integers: windows that overlap or not, coefficients of one limb and
// of several, one source and many.
TEST(Masses, AdvanceIsTheSumOfCoefficientTimesSource) {
  std::mt19937_64 random(7);
  const auto number = [&](unsigned limbs, unsigned shift) {
    Integer n = 0;
    for (unsigned i = 0; i < limbs; ++i) n = (n << 64) + random();
    return n << shift;
  };
  for (int round = 0; round < 300; ++round) {
    Coefficients coefficients;
    std::vector<CoefficientIndex> pool;
    for (int i = 0; i < 5; ++i)
      pool.push_back(
          coefficients.intern(ratio(Integer(1 + random() % 1000),
                                    round % 3 == 0 ? number(2, 0) + 1000 : Integer(2000 + random() % 9))));
    const std::size_t sources = 1 + random() % 9;
    Masses from, to;
    from.resize(sources);
    std::vector<Integer> plain(sources, 0);
    for (std::size_t s = 0; s < sources; ++s) {
      if (random() % 5 == 0) continue;  // a state without mass
      plain[s] = number(1 + random() % 6, random() % 400);
      from.assign(s, plain[s]);
      EXPECT_EQ(from.numerator(s), plain[s]);
    }
    std::vector<Inflow> incoming(4);
    std::vector<Integer> expected(4, 0);
    for (std::size_t target = 0; target < 4; ++target)
      for (std::size_t s = 0; s < sources; ++s) {
        if (random() % 3 == 0) continue;
        const CoefficientIndex c = pool[random() % pool.size()];
        incoming[target].push_back({static_cast<std::uint32_t>(s), c});
        expected[target] +=
            plain[s] * numerator_of(coefficients.probability(c) * Rational(coefficients.denominator()));
      }
    to.advance(incoming, coefficients, from);
    for (std::size_t target = 0; target < 4; ++target)
      EXPECT_EQ(to.numerator(target), expected[target]) << "round " << round;
  }
}

TEST(Masses, NeededLimbsCountTheBitsBetweenTheOutermostOnes) {
  Masses m;
  m.resize(4);
  m.assign(0, 1);
  m.assign(1, (Integer(1) << 64) + 1);  // 65 bits
  m.assign(2, Integer(3) << 63);        // two bits across a limb boundary
  EXPECT_EQ(m.needed_limbs(0), 1u);
  EXPECT_EQ(m.needed_limbs(1), 2u);
  EXPECT_EQ(m.needed_limbs(2), 1u);
  EXPECT_EQ(m.needed_limbs(3), 0u);  // no mass
}

TEST(Masses, MultiplyByALongFactor) {
  Masses m;
  m.resize(1);
  const Integer value = (Integer(12345) << 200) + 77, factor = (Integer(987654321) << 70) + 5;
  m.assign(0, value);
  const std::vector<std::uint64_t> limbs{static_cast<std::uint64_t>(factor & Integer(UINT64_MAX)),
                                         static_cast<std::uint64_t>(factor >> 64)};
  m.multiply(0, limbs);
  EXPECT_EQ(m.numerator(0), value * factor);
}

TEST(MassSum, CarriesAcrossLimbs) {
  Masses m;
  m.resize(2);
  m.assign(0, (Integer(1) << 192) - 1);
  m.assign(1, 1);
  MassSum sum;
  sum.add(m, 0);
  sum.add(m, 1);
  EXPECT_EQ(sum.take(), Integer(1) << 192);
  EXPECT_EQ(sum.take(), 0);
}

}  // namespace
}  // namespace qed
