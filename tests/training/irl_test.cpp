#include "qed/training/irl.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "properties/faults/planner_faults.hpp"
#include "properties/generators/mdp.hpp"
#include "qed/exact/number.hpp"
#include "qed/scoring/moment_matching.hpp"
#include "tests/training/shared.hpp"

namespace qed {
namespace {

const Rational a_trillionth = parse_rational("1e-12");

FeatureMap drawn_features(gen::Draw& draw, const Mdp& mdp, std::size_t d) {
  FeatureMap phi(mdp.states.size());
  for (auto& by_action : phi)
    for (std::size_t a = 0; a < mdp.actions.size(); ++a) {
      by_action.emplace_back();
      for (std::size_t k = 0; k < d; ++k)
        by_action.back().push_back(ratio(static_cast<int>(draw.below(5)) - 2, draw.pick({1, 2, 3})));
    }
  return phi;
}

Rational width_of(const Interval& x) { return x.upper() - x.lower(); }

// The match: certified for the optimum, and exact for the plan that is run.
void expect_match(const IrlFit& fit, const std::vector<Rational>& counts) {
  for (std::size_t k = 0; k < counts.size(); ++k) {
    RC_ASSERT(fit.counts[k].contains(counts[k]));
    RC_ASSERT(width_of(fit.counts[k]) <= a_trillionth);
    RC_ASSERT(fit.count_error[k] <= a_trillionth);
  }
}

// [claim irl]
RC_GTEST_PROP(Irl, MatchesTheFeatureCounts, ()) {
  gen::Draw draw(rc::Random(*rc::gen::arbitrary<std::uint64_t>()));
  const Mdp mdp = gen::mdp(draw);
  const FeatureMap phi = drawn_features(draw, mdp, draw.between(1, 2));
  const Plan demonstrator = gen::plan(draw, mdp, static_cast<unsigned>(draw.between(1, 3)), true);
  const std::vector<Rational> counts = feature_counts(mdp, demonstrator, phi);
  const IrlFit fit = fit_reward(mdp, phi, demonstrator);
  RC_CLASSIFY(fit.plan != demonstrator, "another plan than the demonstrator's");
  RC_CLASSIFY(std::ranges::any_of(fit.weights, [](const Interval& w) { return w.lower() != 0; }),
              "a weight not 0");
  expect_match(fit, counts);
}

TEST(Irl, MostDrawnDemonstratorsAreNoNoisyPlanners) {
  int weights = 0, others = 0;
  for (int i = 0; i < 60; ++i) {
    gen::Draw draw(rc::Random(static_cast<std::uint64_t>(i)));
    const Mdp mdp = gen::mdp(draw);
    const FeatureMap phi = drawn_features(draw, mdp, 1);
    const Plan demonstrator = gen::plan(draw, mdp, 2, true);
    const IrlFit fit = fit_reward(mdp, phi, demonstrator);
    weights += fit.run_weights[0] != 0;
    others += fit.plan != demonstrator;
  }
  EXPECT_GE(weights, 40);
  EXPECT_GE(others, 40);
}

// Where the dynamics are certain, what is fitted is an exponential family on trajectories.
RC_GTEST_PROP(Irl, IsTheExponentialFamilyOfTrajectories, ()) {
  gen::Draw draw(rc::Random(*rc::gen::arbitrary<std::uint64_t>()));
  const Mdp mdp = gen::mdp(draw, gen::Dynamics::certain);
  const std::size_t d = draw.between(1, 2);
  const FeatureMap phi = drawn_features(draw, mdp, d);
  const Plan demonstrator = gen::plan(draw, mdp, static_cast<unsigned>(draw.between(1, 3)), true);
  FeatureRows rows;
  const std::function<void(StateIndex, std::size_t, std::vector<Rational>)> walk =
      [&](StateIndex s, std::size_t t, std::vector<Rational> sum) {
        if (t == demonstrator.size()) {
          rows.push_back(std::move(sum));
          return;
        }
        for (ActionIndex a = 0; a < mdp.actions.size(); ++a) {
          std::vector<Rational> more = sum;
          for (std::size_t k = 0; k < d; ++k) more[k] += phi[s][a][k];
          StateIndex to = 0;
          while (mdp.next[s][a][to] == 0) ++to;
          walk(to, t + 1, std::move(more));
        }
      };
  walk(mdp.start, 0, std::vector<Rational>(d));
  const IrlFit fit = fit_reward(mdp, phi, demonstrator);
  const ExponentialFit twin = exponential_fit(rows, feature_counts(mdp, demonstrator, phi));
  for (std::size_t k = 0; k < d; ++k) {
    RC_ASSERT(fit.weights[k].lower() <= twin.parameters[k].upper());
    RC_ASSERT(twin.parameters[k].lower() <= fit.weights[k].upper());
    RC_ASSERT(width_of(fit.weights[k]) <= a_trillionth);
  }
}

// "ride" pays 1 and may throw; thrown, nothing pays. Stop pays nothing.
struct Ride {
  Mdp mdp{{"up", "thrown"},
          {"stop", "ride"},
          0,
          {{Distribution::certain(0, 2), Distribution::uniform(2)},
           {Distribution::certain(1, 2), Distribution::certain(1, 2)}}};
  FeatureMap rides{{{0}, {1}}, {{0}, {0}}};
};

TEST(Irl, OneStepIsTheLogit) {  // e^w = 3
  const Ride r;
  const Plan demonstrator{{Distribution({ratio(1, 4), ratio(3, 4)}), Distribution::uniform(2)}};
  EXPECT_EQ(feature_counts(r.mdp, demonstrator, r.rides), (std::vector<Rational>{ratio(3, 4)}));
  const IrlFit fit = fit_reward(r.mdp, r.rides, demonstrator);
  const Interval log_3 = log(Interval(Rational(3), 256));
  EXPECT_LE(fit.weights[0].lower(), log_3.lower());
  EXPECT_GE(fit.weights[0].upper(), log_3.upper());
}

TEST(Irl, CountsByHand) {  // 1/2, then 1/2 (1 - 1/4): up with probability 3/4 after one step
  const Ride r;
  const Plan half(2, std::vector<Distribution>(2, Distribution::uniform(2)));
  EXPECT_EQ(feature_counts(r.mdp, half, r.rides)[0], ratio(1, 2) + ratio(3, 8));
}

TEST(Irl, MistakesMissTheCounts) {
  const Ride r;
  const Plan demonstrator(3, std::vector<Distribution>(2, Distribution({ratio(1, 4), ratio(3, 4)})));
  const auto counts = feature_counts(r.mdp, demonstrator, r.rides);
  const IrlFit fit = fit_reward(r.mdp, r.rides, demonstrator);
  EXPECT_LE(fit.count_error[0], a_trillionth);
  for (const Plan& wrong : {properties::HardMaximum::run(r.mdp, r.rides, fit, 3),
                            properties::PlansOneStep::run(r.mdp, r.rides, fit, 3)})
    EXPECT_GT(abs(Rational(feature_counts(r.mdp, wrong, r.rides)[0] - counts[0])), ratio(1, 100));
}

// Without the hypothesis: the demonstrator is thrown more often than the learner believes.
TEST(Irl, UnknownDynamicsBreakTheMatch) {
  const Ride believed;
  Ride real;
  real.mdp.next[0][1] = Distribution({ratio(1, 4), ratio(3, 4)});
  const Plan demonstrator(3, std::vector<Distribution>(2, Distribution({ratio(1, 4), ratio(3, 4)})));
  const auto counts = feature_counts(real.mdp, demonstrator, real.rides);
  const IrlFit fit = fit_reward(believed.mdp, believed.rides, 3, counts);
  EXPECT_LE(fit.count_error[0], a_trillionth);  // in the world that it believes in
  EXPECT_GT(abs(Rational(feature_counts(real.mdp, fit.plan, real.rides)[0] - counts[0])), ratio(1, 100));
}

TEST(Irl, FeaturesThatNothingMovesGetNoWeight) {
  const Ride r;
  // The second is 1 in every step; the third the first and twice the second.
  const FeatureMap phi{{{0, 1, 2}, {1, 1, 3}}, {{0, 1, 2}, {0, 1, 2}}};
  const Plan demonstrator(2, std::vector<Distribution>(2, Distribution({ratio(1, 4), ratio(3, 4)})));
  const IrlFit fit = fit_reward(r.mdp, phi, demonstrator);
  for (const std::size_t k : {1u, 2u}) {
    EXPECT_EQ(fit.weights[k].lower(), 0);
    EXPECT_EQ(fit.weights[k].upper(), 0);
    EXPECT_LE(fit.count_error[k], a_trillionth);
  }
  EXPECT_NE(fit.run_weights[0], 0);
}

TEST(Irl, RefusesCountsThatNoNoisyPlannerHas) {
  const Ride r;
  const Plan always(2, std::vector<Distribution>(2, Distribution::certain(1, 2)));
  EXPECT_EQ(testing::refusal([&] { fit_reward(r.mdp, r.rides, always); }),
            "the counts (1.5) lie on the boundary of the hull of what plans can have: no reward makes a "
            "noisy planner have "
            "them");
  EXPECT_NE(
      testing::refusal([&] { fit_reward(r.mdp, r.rides, 2, {Rational(2)}); }).find("lie outside the hull"),
      std::string::npos);
  EXPECT_EQ(testing::refusal([&] {
              fit_reward(r.mdp, r.rides, 2, {Rational(1), Rational(1)});
            }),
            "2 counts of 1 features");
  EXPECT_EQ(testing::refusal([&] {
              fit_reward(r.mdp, {{{0}, {1}}}, 2, {Rational(1)});
            }),
            "features of 1 states in a world of 2");
  EXPECT_EQ(testing::refusal([&] {
              fit_reward(r.mdp, {{{0}, {1, 2}}, {{0}, {0}}}, 2, {Rational(1)});
            }),
            "2 features in state \"up\" and 1 elsewhere; expected as many, and one at least");
  EXPECT_EQ(testing::refusal([&] { reward_from(r.rides, {1, 2}); }), "2 weights of 1 features");
}

// Without the hypothesis: with a discount, the weight whose planner has the demonstrator's counts is not the
// likeliest. Expected log likelihood of two steps, sum over t of E ln pi_t(a | s), enclosed; the derivative
// at the match is not 0.
TEST(Irl, ADiscountBreaksTheMatch) {
  // "invest" pays nothing now and 1 at the next step; "spend" pays 1 now.
  const Distribution poor = Distribution::certain(0, 2), rich = Distribution::certain(1, 2);
  const Mdp mdp{{"poor", "rich"}, {"spend", "invest"}, 0, {{poor, rich}, {poor, rich}}};
  const FeatureMap phi{{{1}, {0}}, {{3}, {2}}};
  const Plan demonstrator(2, std::vector<Distribution>(2, Distribution({ratio(1, 4), ratio(3, 4)})));
  const unsigned precision = 192;
  const auto laws = state_laws(mdp, demonstrator);
  const auto soft = [&](const Rational& weight, const Rational& discount) {
    EnclosedReward reward;
    for (const auto& row : reward_from(phi, {weight})) {
      reward.emplace_back();
      for (const Rational& q : row) reward.back().emplace_back(q, precision);
    }
    return soft_value_iteration(mdp, reward, discount, 2, precision);
  };
  const auto log_likelihood = [&](const Rational& weight, const Rational& discount) {
    const auto steps = soft(weight, discount);
    Interval sum(Rational(0), precision);
    for (unsigned t = 0; t < 2; ++t)
      for (StateIndex s = 0; s < 2; ++s)
        for (ActionIndex a = 0; a < 2; ++a)
          sum += Interval(laws[t][s] * demonstrator[t][s][a], precision) * log(steps[1 - t].law[s][a]);
    return sum;
  };
  const auto count = [&](const Rational& weight, const Rational& discount) {
    return feature_counts(
        mdp, noisy_plan(mdp, reward_from(phi, {weight}), {{std::nullopt, discount, std::nullopt}, 1, 64}, 2),
        phi)[0];
  };
  const Rational wanted = feature_counts(mdp, demonstrator, phi)[0], step = ratio(1, 1024);
  // Without a discount, the fit is likelier than its neighbours; with one, a neighbour of the match is
  // likelier.
  const Rational fitted = fit_reward(mdp, phi, demonstrator).run_weights[0];
  for (const Rational& by : {step, Rational(-step)})
    EXPECT_LT(log_likelihood(fitted + by, 1).upper(), log_likelihood(fitted, 1).lower());
  const Rational discount = ratio(3, 4);
  Rational low = -4, high = 4;  // the count rises with the weight here
  while (high - low > parse_rational("1e-9")) {
    const Rational middle = (low + high) / 2;
    (count(middle, discount) < wanted ? low : high) = middle;
  }
  ASSERT_LT(abs(Rational(count(low, discount) - wanted)), parse_rational("1e-6"));
  const bool beaten = log_likelihood(low + step, discount).lower() > log_likelihood(low, discount).upper() ||
                      log_likelihood(low - step, discount).lower() > log_likelihood(low, discount).upper();
  EXPECT_TRUE(beaten);
}

}  // namespace
}  // namespace qed
