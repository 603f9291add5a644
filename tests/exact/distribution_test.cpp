#include "qed/exact/distribution.hpp"

#include <gtest/gtest.h>

#include "qed/exact/number.hpp"

namespace qed {
namespace {

std::string refusal(std::vector<Rational> probabilities) {
  try {
    Distribution law(std::move(probabilities));
    return "accepted";
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
}

TEST(Distribution, KeepsWhatItWasGiven) {
  const Distribution law({ratio(1, 2), ratio(1, 3), ratio(1, 6)});  // 3/6 + 2/6 + 1/6 = 1
  EXPECT_EQ(law.size(), 3u);
  EXPECT_EQ(law[1], ratio(1, 3));
  EXPECT_EQ(law, Distribution({ratio(2, 4), ratio(1, 3), ratio(1, 6)}));
}

TEST(Distribution, ZeroProbabilitiesAreAllowed) {
  EXPECT_EQ(refusal({1, 0}), "accepted");
  EXPECT_EQ(Distribution::certain(1, 3), Distribution({0, 1, 0}));
}

TEST(Distribution, UniformSumsToOne) {
  const auto law = Distribution::uniform(7);
  EXPECT_EQ(law[6], ratio(1, 7));
  EXPECT_EQ(law.size(), 7u);
}

TEST(Distribution, RefusesWhatIsNoLaw) {
  EXPECT_EQ(refusal({}), "a law needs at least one outcome");
  EXPECT_EQ(refusal({ratio(3, 2), ratio(-1, 2)}), "probability -1/2 of outcome 1 is negative");
  EXPECT_EQ(refusal({ratio(1, 2), ratio(1, 3)}), "the law sums to 5/6, not to 1");
  EXPECT_EQ(refusal({1, parse_rational("1e-30")}),
            "the law sums to 1000000000000000000000000000001/1000000000000000000000000000000, not to 1");
}

TEST(Distribution, RefusesOutcomesThatAreNotThere) {
  const auto message = [](const auto& make) {
    try {
      make();
    } catch (const std::invalid_argument& e) {
      return std::string(e.what());
    }
    return std::string("accepted");
  };
  EXPECT_EQ(message([] { Distribution::uniform(0); }), "a law needs at least one outcome");
  EXPECT_EQ(message([] { Distribution::certain(3, 3); }), "outcome 3 is outside a law over 3 outcomes");
}

}  // namespace
}  // namespace qed
