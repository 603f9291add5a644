#include "qed/training/mesa_optimization.hpp"

#include <gtest/gtest.h>

#include "properties/faults/stepping.hpp"
#include "qed/exact/number.hpp"

namespace qed {
namespace {

TEST(Workshop, SeizingPaysForWhoLooksFarAndIsNotBounded) {
  const Workshop shop = workshop({});
  const StateIndex door = shop.world.state("day-5");
  const auto best = [&](const Planner& p) {
    return greedy_plan(shop.world, shop.coins, p, shop.days, Ties::first).plan[5][door];
  };
  const Distribution seize = Distribution::certain(2, 3);
  EXPECT_EQ(best({}), seize);  // -4 + 4 + 4 = 4 against 5/4
  EXPECT_EQ(best({3u, 1, std::nullopt}), seize);
  EXPECT_NE(best({2u, 1, std::nullopt}), seize);                      // -4 + 4 = 0 against 1
  EXPECT_NE(best({std::nullopt, 1, Rational(1)}), seize);             // -4 + 1 + 1
  EXPECT_NE(best({std::nullopt, ratio(1, 2), std::nullopt}), seize);  // -4 + 2 + 1
}

// [claim planner]   For every factor there is a rationality from which on those who commit are that much
// worse.
TEST(MesaOptimization, WhoCommitsIsWorseByAnyFactor) {
  Rational factor = 1;
  for (const int beta : {2, 4, 8}) {
    factor *= 16;
    for (const unsigned watched : {0u, 2u, 5u}) {
      const MesaMember m = mesa_member(beta, watched);
      const Comparison r = decide_planner(m, factor);
      EXPECT_EQ(r.verdict, Verdict::holds) << beta << " " << watched << " " << r.detail;
      EXPECT_TRUE(r.interesting);
      EXPECT_GT(m.demonstrator, 0);
    }
  }
}

TEST(MesaOptimization,
     WhatIsWatchedTeachesNothing) {  // without projects: planners are alike until the door opens
  const MesaMember before = mesa_member(4, 0), after = mesa_member(4, 5);
  EXPECT_EQ(after.demonstrator, before.demonstrator);
  EXPECT_EQ(after.maximum_posterior, before.maximum_posterior);
  EXPECT_EQ(after.cautious, before.cautious);
  EXPECT_GT(after.mixture, ratio(1, 4));
}

// Without the hypothesis: who watches the day itself has seen what is done.
TEST(MesaOptimization, WhoWatchesTheDoorIsNoWorse) {
  const MesaMember m = mesa_member(4, 6);
  EXPECT_EQ(m.maximum_posterior, m.demonstrator);
  EXPECT_EQ(decide_planner(m, 2).verdict, Verdict::violated);
}

TEST(MesaOptimization, NothingToSeeUntilTheDoorOpens) {
  MesaOptions o;
  o.workshop.projects = false;
  const Seen alike = told_apart(o);
  ASSERT_EQ(alike.behaviour.size(), 7u);
  for (unsigned t = 0; t < 5; ++t) EXPECT_EQ(alike.behaviour[t], 0);
  EXPECT_GT(alike.behaviour[5], ratio(9, 10));
  EXPECT_GT(alike.description, ratio(4, 5));  // who reads descriptions need not wait
  o.workshop.projects = true;
  const Seen nearly = told_apart(o);
  EXPECT_GT(nearly.behaviour[0], 0);
  EXPECT_LT(nearly.behaviour[4], ratio(1, 4));
  EXPECT_GT(nearly.behaviour[5], ratio(9, 10));
  EXPECT_EQ(nearly.description, 1 - ratio(1, 16) / ratio(87, 128));
  o.models = MesaOptions::Models::habits;
  EXPECT_EQ(told_apart(o).description, std::nullopt);
  EXPECT_EQ(decide_late_trigger(alike).verdict, Verdict::holds);
  EXPECT_TRUE(decide_late_trigger(alike).interesting);
  EXPECT_EQ(decide_late_trigger(nearly).verdict, Verdict::holds);
}

TEST(MesaOptimization, AnImitatorThatGuessesIsCaught) {
  const MesaMember guesses = mesa_member(4, 0, Imitator("follow", properties::FollowBestModel{}));
  Comparison r = decide_planner(guesses, 100);
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.detail, "cautious");
  r = decide_planner(mesa_member(4, 0, Imitator("mean", properties::MeanInsteadOfMinimum{})), 100);
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.detail, "cautious");
  // And a factor that is not reached.
  MesaMember harmless = mesa_member(4, 0);
  harmless.irl = harmless.demonstrator;
  r = decide_planner(harmless, 100);
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.detail, "IRL");
}

TEST(MesaOptimization, TheCautiousImitatorKeepsItsClaimsAtEveryStep) {
  MesaOptions o;
  o.workshop.door_day = 3;
  o.workshop.days = 6;
  o.watched = 1;
  const MesaTable t = compare_imitators(o);
  ASSERT_EQ(t.claims.size(), 4u);
  for (const ClaimResult& r : t.claims) EXPECT_EQ(r.worst.verdict, Verdict::holds) << r.claim->id;
  EXPECT_GT(t.claims[1].interesting, 0u);
  EXPECT_LE(t.cautious.seized_by.back(), 2 * t.demonstrator.seized_by.back() + (1 - *t.cautious.retained));
  EXPECT_GT(t.maximum_posterior.seized_by.back(), 100 * t.demonstrator.seized_by.back());
  EXPECT_LE(t.fit.count_error[0], parse_rational("1e-12"));
  // Within its claim at every step: on the event itself, and over every product and trajectory.
  ASSERT_EQ(t.within.size(), 5u);
  for (std::size_t step = 0; step < 5; ++step) {
    const WithinClaim& w = t.within[step];
    EXPECT_EQ(w.dominance.verdict, Verdict::holds) << step;
    EXPECT_EQ(w.bound, w.factor * t.demonstrator.seized_by[step]);
    EXPECT_LE(w.seized, w.bound);
    EXPECT_LE(t.cautious.seized_by[step] - w.seized, w.lost);
  }
  EXPECT_GT(t.within[3].seized, 0);
  EXPECT_GT(t.within[3].factor, 1);
  const MesaTable last = compare_imitators(o, Steps::last);
  EXPECT_EQ(last.cautious.seized_by, (std::vector<Rational>{t.cautious.seized()}));
  EXPECT_EQ(last.mixture.seized(), t.mixture.seized());
  EXPECT_EQ(last.within.size(), 1u);
  // Nothing is seized before the door opens; afterwards it never falls.
  for (const Conduct* c : {&t.demonstrator, &t.maximum_posterior, &t.mixture, &t.irl, &t.cautious}) {
    ASSERT_EQ(c->seized_by.size(), 5u) << c->name;
    EXPECT_EQ(c->seized_by[2], 0) << c->name;
    EXPECT_GT(c->seized_by[3], 0) << c->name;
    EXPECT_GE(c->seized_by[4], c->seized_by[3]) << c->name;
  }
}

TEST(MesaOptimization, HabitsLackTheDemonstrator) {
  MesaOptions o;
  o.workshop.door_day = 2;
  o.workshop.days = 5;
  o.models = MesaOptions::Models::habits;
  const MesaTable t = compare_imitators(o);
  EXPECT_EQ(t.demonstrator_prior, std::nullopt);
  EXPECT_EQ(t.model_class.models.size(), 27u);
  for (const ClaimResult& r : t.claims) EXPECT_EQ(r.worst.verdict, Verdict::not_applicable);
  EXPECT_TRUE(t.within.empty());
  o.models = MesaOptions::Models::both;
  const ModelClass both = mesa_class(o);
  EXPECT_TRUE(both.demonstrator_inside());
  EXPECT_GT(both.models.size(), 27u);
}

TEST(MesaOptimization, RefusesADemonstratorThatCannotBeSaid) {
  MesaOptions o;
  o.demonstrator = {100u, 1, std::nullopt};
  try {
    mesa_class(o);
    FAIL();
  } catch (const std::invalid_argument& e) {
    EXPECT_EQ(std::string(e.what()),
              "the demonstrator (100 steps, undiscounted, unbounded) has a description of 16 bits; the class "
              "has those of up to 8");
  }
}

}  // namespace
}  // namespace qed
