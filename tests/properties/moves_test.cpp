// The moves of a search keep what the search relies on: every class is valid, within the caps, of small numbers, and a
// function of the draws alone.
#include "properties/generators/moves.hpp"

#include <gtest/gtest.h>

#include "properties/generators/laws.hpp"
#include "qed/claims/trajectories.hpp"
#include "qed/model/class_file.hpp"

namespace qed::gen {
namespace {

Draw draw_of(std::uint64_t key) { return Draw(rc::Random(rc::Random::Key{key, 0, 0, 0})); }

constexpr Caps caps_of_choice[] = {{1, 4, 3, 4}, {1, 1, 1, 1}, {2, 2, 2, 1}, {5, 12, 8, 6}};

// The invariant, with the class in the message.
void expect_kept(const ModelClass& c, const Caps& caps, std::string_view by) {
  ASSERT_NO_THROW(c.validate()) << by;
  EXPECT_TRUE(c.demonstrator_inside()) << by;
  EXPECT_GE(c.models.size(), caps.least_models) << by;
  EXPECT_LE(c.models.size(), caps.models) << by << '\n' << write_class(c);
  EXPECT_LE(c.actions.size(), caps.actions) << by << '\n' << write_class(c);
  EXPECT_LE(c.horizon, caps.horizon) << by << '\n' << write_class(c);
  EXPECT_EQ(c.observations.size(), 1u) << by;
  EXPECT_EQ(c.forced_queries, 0u) << by;
}

TEST(Moves, EachKeepsAValidClassWithinTheCaps) {
  for (const Move& move : moves()) {
    unsigned made = 0;
    for (const Caps& caps : caps_of_choice)
      for (std::uint64_t i = 0; i < 60; ++i) {
        Draw draw = draw_of(i);
        ModelClass c = start(draw, caps, i % 3 == 0 ? 1 : 0);
        expect_kept(c, caps, "start");
        const ModelClass before = c;
        if (!move.make(c, draw, caps)) continue;
        expect_kept(c, caps, move.name);
        made += c != before;
      }
    EXPECT_GT(made, 5u) << move.name << " hardly ever changes anything";
  }
}

TEST(Moves, LongWalksStayValidAndSmall) {
  for (const Caps& caps : caps_of_choice) {
    Draw draw = draw_of(7);
    ModelClass c = start(draw, caps);
    for (unsigned step = 0; step < 500; ++step) {
      c = neighbour(draw, c, caps);
      expect_kept(c, caps, "neighbour");
      EXPECT_LE(denominator_of(c.alpha), most_denominator);
      for (const Distribution* law : action_laws(c))
        for (const Rational& p : *law) EXPECT_LE(denominator_of(p), most_denominator);
    }
  }
}

TEST(Moves, AreAFunctionOfTheDraws) {
  const auto walk = [](std::uint64_t key) {
    Draw draw = draw_of(key);
    ModelClass c = start(draw, {});
    for (unsigned step = 0; step < 50; ++step) c = neighbour(draw, c, {});
    return write_class(c);
  };
  EXPECT_EQ(walk(1), walk(1));
  EXPECT_NE(walk(1), walk(2));
}

TEST(Moves, EdgeThresholdsOfTwoCoins) {
  // Equal at the start and after heads and tails; 3/8 to 1/8 after one answer, 9/32 to 1/32 after the same one twice.
  EXPECT_EQ(edge_thresholds(two_coins(1)), (std::vector<Rational>{ratio(1, 9), ratio(1, 3)}));
}

}  // namespace
}  // namespace qed::gen
