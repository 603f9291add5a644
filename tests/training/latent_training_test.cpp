#include "qed/training/latent_training.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "properties/faults/estimate_faults.hpp"
#include "properties/faults/training_faults.hpp"
#include "properties/generators/numbers.hpp"
#include "qed/exact/binomial.hpp"
#include "qed/training/moods.hpp"
#include "tests/training/shared.hpp"

namespace qed {
namespace {

using testing::refusal;

const Distribution even_moods = Distribution::uniform(2);

LatentTask moods_task(const Moods& human, unsigned grid) {
  LatentTask task{{}, {even_moods}, human.answering(2).law()};
  for (const Moods& m : moods_on(grid)) task.models.push_back(m.answering(2));
  return task;
}

std::size_t index_of(const Moods& wanted, unsigned grid) {
  const auto all = moods_on(grid);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].first == wanted.first && all[i].second == wanted.second) return i;
  throw std::out_of_range("no such moods");
}

TEST(Binomial, ByHand) {
  EXPECT_EQ(binomial_law(3, ratio(1, 3)),
            Distribution({ratio(8, 27), ratio(12, 27), ratio(6, 27), ratio(1, 27)}));
  EXPECT_EQ(binomial_law(0, ratio(1, 3)), Distribution({Rational(1)}));
  EXPECT_EQ(binomial_law(2, 1), Distribution::certain(2, 3));
  EXPECT_THROW(binomial_law(2, 2), std::invalid_argument);
}

TEST(Moods, ByHand) {
  const LatentModel model = Moods{ratio(1, 4), ratio(3, 4)}.answering(2);
  EXPECT_EQ(model.law(), Distribution({ratio(10, 32), ratio(12, 32), ratio(10, 32)}));
  EXPECT_EQ(model.cause_of(2).likelihood, (std::vector<Rational>{ratio(1, 16), ratio(9, 16)}));
  EXPECT_EQ(moods_on(4).size(), 6u);
}

// Imitators: 1/4 or 3/4, both 1/2. The human is the first. ELBO of the first: an answer is drawn from one mood or the
// other, ln of 1/16 or 9/16 (two answers) and of 6/16: (10/32) ln 9/256 + (12/32) ln 3/8. Of the second: ln 1/4, ln 1/2.
TEST(LatentTraining, ElboByHand) {
  const std::vector<LatentModel> models{Moods{ratio(1, 4), ratio(3, 4)}.answering(2),
                                        Moods{ratio(1, 2), ratio(1, 2)}.answering(2)};
  const Distribution human = models[0].law();
  const Objective elbo = Objective::bound(models, std::vector{even_moods}, 1);
  LogSum first, second;
  elbo.add(first, 1, 0, human);
  first.add_log(ratio(-10, 32), ratio(9, 256));
  first.add_log(ratio(-12, 32), ratio(3, 8));
  EXPECT_TRUE(first.is_rational());
  elbo.add(second, 1, 1, human);
  second.add_log(ratio(-20, 32), ratio(1, 4));
  second.add_log(ratio(-12, 32), ratio(1, 2));
  EXPECT_TRUE(second.is_rational());
  EXPECT_EQ(elbo.best(human), 1u);
  EXPECT_EQ(Objective::score(models).best(human), 0u);
}

TEST(LatentTraining, ElboForgetsTheMoodAndMoreDrawsFindIt) {
  const Moods moody{ratio(1, 8), ratio(7, 8)}, even{ratio(1, 2), ratio(1, 2)};
  const LatentTask task = moods_task(moody, 8);
  const auto picked = [&](unsigned draws) {
    return Objective::bound(task.models, task.proposals, draws).best(task.human);
  };
  EXPECT_EQ(picked(1), index_of(even, 8));
  EXPECT_EQ(picked(2), index_of(even, 8));
  EXPECT_EQ(picked(8), index_of(moody, 8));
  EXPECT_EQ(Objective::score(task.models).best(task.human), index_of(moody, 8));
  const Comparison c = decide_latent_training(task, 1);
  EXPECT_EQ(c.verdict, Verdict::holds);
  EXPECT_TRUE(c.interesting);
}

TEST(LatentTraining, AProposalThatFollowsThePosteriorMendsElbo) {
  LatentTask task = moods_task({ratio(1, 8), ratio(7, 8)}, 8);
  // The posteriors of the human's own answers: 49 to 1, evenly, 1 to 49.
  task.proposals.push_back(Distribution({ratio(49, 50), ratio(1, 50)}));
  task.proposals.push_back(Distribution({ratio(1, 50), ratio(49, 50)}));
  EXPECT_EQ(Objective::bound(task.models, task.proposals, 1).best(task.human),
            index_of({ratio(1, 8), ratio(7, 8)}, 8));
  EXPECT_FALSE(decide_latent_training(task, 1).interesting);
}

TEST(LatentTraining, MistakesAreSeen) {
  const LatentTask task = moods_task({ratio(1, 4), ratio(3, 4)}, 4);
  EXPECT_EQ(decide_latent_training(task, 2).verdict, Verdict::holds);
  EXPECT_EQ(decide_latent_training(task, 2, properties::SumForTheMean::of).verdict, Verdict::violated);
  EXPECT_EQ(decide_latent_training(task, 2, mean_of, properties::BoundMinimised::pick).verdict,
            Verdict::violated);
}

TEST(LatentTraining, RefusesABoundThatIsMinusInfinity) {
  const LatentModel sharp{even_moods, {Distribution::certain(0, 2), even_moods}};
  EXPECT_EQ(refusal([&] { (void)Objective::bound(std::vector{sharp}, std::vector{even_moods}, 1); }),
            "an answer may have weight 0 in a draw, so that its bound is minus infinity");
  EXPECT_EQ(refusal([&] { (void)Objective::bound(std::vector{sharp}, {}, 1); }),
            "found no imitator or no proposal, expected one of each or more");
}

// Positive laws of small denominators.
Distribution positive_law(gen::Draw& draw, std::size_t outcomes) {
  std::vector<Rational> parts;
  Rational sum = 0;
  for (std::size_t i = 0; i < outcomes; ++i) sum += parts.emplace_back(Integer(draw.between(1, 4)));
  for (Rational& p : parts) p /= sum;
  return Distribution(std::move(parts));
}

RC_GTEST_PROP(LatentTraining, loses_no_more_than_the_gap, ()) {
  rc::Random random(*rc::gen::arbitrary<std::uint32_t>());
  gen::Draw draw(random);
  const std::size_t causes = draw.between(2, 3), answers = draw.between(2, 3);
  LatentTask task{{}, {}, gen::law(draw, answers)};
  for (std::size_t n = draw.between(2, 6); n > 0; --n) {
    LatentModel model{positive_law(draw, causes), {}};
    for (std::size_t z = 0; z < causes; ++z) model.answers.push_back(positive_law(draw, answers));
    task.models.push_back(std::move(model));
  }
  for (std::size_t n = draw.between(1, 2); n > 0; --n) task.proposals.push_back(positive_law(draw, causes));
  const Comparison c = decide_latent_training(task, static_cast<unsigned>(draw.between(1, 3)));
  RC_CLASSIFY(c.interesting);
  RC_ASSERT(c.verdict == Verdict::holds);
}

}  // namespace
}  // namespace qed
