// The random laws of the properties beside this file really exercise the claims: floors at a fixed seed.
#include "tests/training/laws.hpp"

#include "qed/training/learning_the_game.hpp"
#include "qed/training/log_score.hpp"

namespace qed {
namespace {

TEST(TrainingLaws, ExerciseTheClaims) {
  const auto generate = testing::laws(4);
  unsigned different = 0, finite_losses = 0, trees_see_more = 0, to_learn = 0;
  for (std::uint64_t i = 0; i < 300; ++i) {
    const testing::Laws l = generate(rc::Random(rc::Random::Key{2026, i, 0, 0}), 10).value();
    const auto gap = l.gap();
    different += total_variation(gap) > 0;
    finite_losses += decide_loss_sees(l.human, l.imitators[0]).interesting;
    const auto best = [&](const DistinguisherClass& members) { return advantage(gap, members.best(gap)); };
    trees_see_more += best(decision_trees(l.words(), 2)) > best(juntas(l.words(), 2));
    const Learnt learnt =
        multiplicative_weights({l.human, l.imitators, every_distinguisher()}, 4, ratio(1, 4));
    to_learn += learnt.bounds.at_most > learnt.bounds.at_least;
  }
  EXPECT_GE(different, 200u);
  EXPECT_GE(finite_losses, 60u);
  EXPECT_GE(trees_see_more, 15u);
  EXPECT_GE(to_learn, 120u);
}

}  // namespace
}  // namespace qed
