// Hypotheses matter: for each one that a claim needs, an example without it where the claim breaks. Most of
// these no class file could say, so they run on the oracle. The arithmetic is in proofs-notes/, claim by
// claim.
#include <gtest/gtest.h>

#include "plain_process.hpp"
#include "properties/faults.hpp"
#include "properties/one_step.hpp"
#include "properties/oracle/trajectories.hpp"
#include "qed/claims/check.hpp"
#include "qed/claims/query_tail.hpp"
#include "qed/claims/trajectories.hpp"

namespace qed::oracle {
namespace {

const Rational half = ratio(1, 2), quarter = ratio(1, 4);

Rational cubic_sum(const Process& p, const Quantities& q) {
  return q.S3 - std::min(p.forced_queries, p.horizon);
}

// Three models: with weights 1/2, 1/4, 1/4 they attain truth-retention-sharp at horizon 2.
Process three_models(const Rational& scale) {
  return plain_process(quarter,
                       {{scale / 2, always({ratio(1, 8), ratio(1, 8), ratio(3, 4)})},
                        {scale / 4, always({1, 0, 0})},
                        {scale / 4, always({0, 1, 0})}},
                       2);
}

// The truth is not collected: 1/4 <= 1/2 3/4. The model above it always plays action 0, and theta = 0.
Process truth_not_collected(const Law& truth) {
  return plain_process(half, {{quarter, always(truth)}, {ratio(3, 4), always({1, 0})}}, 1);
}

// --- top-prefix, top-size --------------------------------------------------------------------------------

std::vector<ModelIndex> passing_in_order_of_declaration(const std::vector<Rational>& weights,
                                                        const Rational& alpha) {
  std::vector<ModelIndex> passing;
  Rational before = 0;
  for (ModelIndex m = 0; m < weights.size(); before += weights[m++])
    if (weights[m] > alpha * before) passing.push_back(m);
  return passing;
}

TEST(Hypotheses, TopPrefixNeedsTheOrder) {  // 1/10 <= 1/4 1/2 fails, 2/5 > 1/4 3/5 passes
  EXPECT_EQ(passing_in_order_of_declaration({half, ratio(1, 10), ratio(2, 5)}, quarter),
            (std::vector<ModelIndex>{0, 2}));
}

TEST(Hypotheses, TopSizeNeedsTheOrder) {  // 1 > 1/2, 2 > 1, 4 > 2: four models, 1 + 1/alpha = 3
  EXPECT_EQ(passing_in_order_of_declaration({1, 1, 2, 4}, half).size(), 4u);
}

TEST(Hypotheses, TopSizeNeedsAPositiveThreshold) {
  EXPECT_EQ(top_set(std::vector<Rational>(100, ratio(1, 100)), 0, Threshold::strict).size(), 100u);
}

TEST(Hypotheses, TopSizeBelowItsBoundNeedsTheStrictRule) {  // three equal models: 1 = 1/2 (1 + 1)
  const std::vector<Rational> equal(3, ratio(1, 3));
  EXPECT_EQ(top_set(equal, half, Threshold::strict).size(), 2u);
  EXPECT_EQ(top_set(equal, half, Threshold::non_strict).size(), 3u);  // 1 + 1/alpha
}

// --- no-query-dominance, step-dominance, query-identity ----------------------------------------------------

TEST(Hypotheses, DominanceNeedsTheTruthInTheTopSet) {
  const auto check_node = [](const Visit& v) {
    EXPECT_GT(v.answered[0], v.demonstrator[0]);                                           // 1 > 1/2
    EXPECT_GT(v.answered[0] + v.asked[0], (1 + v.query_probability) * v.demonstrator[0]);  // 1 > (1 + 0) 1/2
  };
  Process p = truth_not_collected({half, half});
  enumerate(p, [&](const Visit& v) {
    EXPECT_FALSE(*v.truth_collected);
    check_node(v);
  });
  // Likewise with the demonstrator outside the class.
  p.priors.erase(p.priors.begin());
  p.models.erase(p.models.begin());
  p.truth.reset();
  enumerate(p, check_node);
}

TEST(Hypotheses, QueryProbabilityNeedsLaws) {  // two actions "of probability 1": theta = 1 - 2
  enumerate(plain_process(half, {{1, always({1, 1})}}, 1),
            [](const Visit& v) { EXPECT_EQ(v.query_probability, -1); });
}

// --- query-drift -------------------------------------------------------------------------------------------

using properties::potential;

TEST(Hypotheses, QueryDriftNeedsAnUnforcedStep) {  // one model, one forced step: nothing to fall, theta = 1
  Process p = plain_process(half, {{1, always({half, half})}}, 1);
  p.forced_queries = 1;
  enumerate(p, [](const Visit& v) { EXPECT_EQ(v.query_probability, 1); });
  const Integer weight[] = {1};
  EXPECT_EQ(potential(weight, 0, half, 64).upper(), 0);
}

TEST(Hypotheses, QueryDriftNeedsLaws) {
  // The odds 1 become 2 or 1/2, all at least alpha: E ln does not move, but theta = 1 - 1/2 - 1/4.
  const Process p = plain_process(half, {{half, always({half, half})}, {half, always({1, quarter})}}, 1);
  enumerate(p, [](const Visit& v) {
    EXPECT_EQ(v.query_probability, quarter);
    EXPECT_EQ(v.top.size(), 2u);
  });
  const Integer before[] = {1, 1}, doubled[] = {1, 2}, halved[] = {2, 1};
  const Rational needed = half / 3 * quarter * quarter * quarter;
  const auto drop = [&](unsigned bits) {
    const Interval chance(quarter * half, bits);  // of a query, and of each answer
    return chance * (potential(before, 0, half, bits) - potential(doubled, 0, half, bits)) +
           chance * (potential(before, 0, half, bits) - potential(halved, 0, half, bits));
  };
  EXPECT_EQ(decide_less_equal([&](unsigned bits) { return Interval(needed, bits); }, drop),
            Verdict::violated);
}

// mu = (1/2, 1/2), pi = (1, 0), alpha = 1/2, odds 1: theta = 1/2. With 3/4 comes action 0, which doubles the odds whoever
// chose it; else they fall to 0. Where it counts only as an answer, with 1/4, they stay with 1/2.
TEST(Hypotheses, QueryDriftNeedsThatOnlyQueriesAreEvidence) {
  const Process p = plain_process(half, {{half, always({half, half})}, {half, always({1, 0})}}, 1);
  enumerate(p, [](const Visit& v) {
    EXPECT_EQ(v.query_probability, half);
    EXPECT_EQ(v.answered[0], half);
    EXPECT_EQ(v.asked[0], quarter);
  });
  const Integer before[] = {1, 1}, doubled[] = {1, 2}, refuted[] = {1, 0};
  const auto drop = [&](const Rational& stays, const Rational& doubles, unsigned bits) {
    const auto phi = [&](std::span<const Integer> weights) { return potential(weights, 0, half, bits); };
    const Rational falls = 1 - stays - doubles;
    return Interval(1 - stays, bits) * phi(before) - Interval(doubles, bits) * phi(doubled) -
           Interval(falls, bits) * phi(refuted);
  };
  const auto verdict = [&](const Rational& stays, const Rational& doubles) {
    return decide_less_equal([](unsigned bits) { return Interval(half / 3 * half * half * half, bits); },
                             [&](unsigned bits) { return drop(stays, doubles, bits); });
  };
  EXPECT_EQ(verdict(half, quarter), Verdict::holds);
  EXPECT_EQ(verdict(0, ratio(3, 4)), Verdict::violated);
}

// --- truth-retention ---------------------------------------------------------------------------------------

TEST(Hypotheses, RetentionNeedsWeightsOfAtMostOne) {
  const Process normal = three_models(1);
  EXPECT_EQ(*enumerate(normal).truth_retained, sharp_retention_bound(normal));  // 3/4, attained
  const Process twice = three_models(2);                                        // 1, 1/2, 1/2
  EXPECT_EQ(*enumerate(twice).truth_retained, ratio(3, 4));
  EXPECT_EQ(sharp_retention_bound(twice), 1);
  const Process four_times = three_models(4);  // 2, 1, 1
  EXPECT_EQ(retention_bound(four_times), ratio(7, 8));
  EXPECT_EQ(*enumerate(four_times).truth_retained, ratio(3, 4));
}

TEST(Hypotheses, RetentionNeedsLaws) {
  const Process p = plain_process(ratio(1, 5),
                                  {{ratio(2, 9), always({half, half, 0})},
                                   {ratio(5, 9), in_turn({{1, 1, 0}, {half, half, 0}})},
                                   {ratio(2, 9), always({0, 0, 1})}},
                                  2);
  EXPECT_EQ(*enumerate(p).truth_retained, 0);
  EXPECT_EQ(sharp_retention_bound(p), ratio(3, 10));
  EXPECT_EQ(retention_bound(p), ratio(1, 10));
}

TEST(Hypotheses, RetentionNeedsThatOnlyQueriesAreEvidence) {
  Process p = plain_process(quarter, {{half, always({half, half})}, {half, always({1, 0})}}, 3);
  EXPECT_GE(*enumerate(p).truth_retained, sharp_retention_bound(p));
  p.rule.update = [update = p.rule.update](const auto& posterior, const auto& predictions, bool,
                                           ActionIndex a) { return update(posterior, predictions, true, a); };
  EXPECT_EQ(*enumerate(p).truth_retained, ratio(7, 16));
  EXPECT_EQ(sharp_retention_bound(p), ratio(3, 4));
  EXPECT_EQ(retention_bound(p), half);
}

// --- the cubic sums ----------------------------------------------------------------------------------------

TEST(Hypotheses, CubicSumNeedsTheTruthInTheClass) {  // refuted at the first answer, it asks for ever
  for (const unsigned steps : {1u, 10u, 100u}) {
    Process p = plain_process(half, {{half, always({1, 0, 0})}, {half, always({0, 1, 0})}}, steps);
    p.demonstrator = always({0, 0, 1});
    p.truth.reset();
    EXPECT_EQ(enumerate(p).S3, steps);
  }
}

// The two collected models agree on action 0 at first, which the demonstrator never plays, and disagree from then on. Taken
// as evidence, the imitator's own action refutes the demonstrator, whose answer to the first question refutes the others.
TEST(Hypotheses, CubicSumNeedsThatOnlyQueriesAreEvidence) {
  Process p = plain_process(ratio(99, 100),
                            {{ratio(32, 100), always({0, 0, 1})},
                             {ratio(34, 100), always({1, 0, 0})},
                             {ratio(34, 100), except_at(0, {1, 0, 0}, {0, 1, 0})}},
                            272);
  EXPECT_EQ(enumerate(p).S3, 1);  // the question refutes the others, and that is that
  p.rule.update = [update = p.rule.update](const auto& posterior, const auto& predictions, bool,
                                           ActionIndex a) { return update(posterior, predictions, true, a); };
  const Quantities q = enumerate(p);
  EXPECT_EQ(q.S3, 271);
  EXPECT_EQ(*q.S3_lost, 271);
  EXPECT_LT(sum_bound(p), 270);
  EXPECT_LT(sharp_sum_bound(p), 7);
  EXPECT_LT(lost_sum_bound(p), 7);
}

TEST(Hypotheses, CubicSumSharpNeedsWeightsOfAtMostOne) {
  const Process p = three_models(2);
  EXPECT_EQ(sharp_sum_bound(p), 0);
  EXPECT_GE(enumerate(p).S3, 1);
}

// Alternatives of odds x, x/4, x/16, …: number i plays 1 at time i and otherwise gives "probability" 4 to
// action 0, so that each is back at odds x when its time comes, and dies of a certain query.
std::vector<std::pair<Rational, PlainModel>> growing_alternatives(unsigned count, Rational odds) {
  std::vector<std::pair<Rational, PlainModel>> models;
  for (unsigned i = 0; i < count; ++i, odds /= 4) models.emplace_back(odds, except_at(i, {0, 1}, {4, 0}));
  return models;
}

void normalise(Process& p) {
  Rational sum = 0;
  for (const Rational& w : p.priors) sum += w;
  for (Rational& w : p.priors) w /= sum;
}

TEST(Hypotheses, CubicSumSharpNeedsLaws) {
  std::vector<std::pair<Rational, PlainModel>> models{{1, always({1, 0})}};
  for (auto& model : growing_alternatives(5, ratio(9, 16))) models.push_back(std::move(model));
  Process p = plain_process(half, std::move(models), 5);
  normalise(p);
  EXPECT_EQ(weight_of_truth(p), ratio(4096, 7165));
  EXPECT_EQ(enumerate(p).S3, 5);
  EXPECT_EQ(sharp_sum_bound(p), ratio(9207, 2048));  // below 4.5
}

TEST(Hypotheses, CubicSumLeavesForcedStepsOut) {
  Process p = plain_process(half, {{1, always({half, half})}}, 1);
  p.forced_queries = 1;
  const Quantities q = enumerate(p);
  EXPECT_EQ(q.S3, 1);
  EXPECT_EQ(sharp_sum_bound(p), 0);
  EXPECT_EQ(cubic_sum(p, q), 0);
}

TEST(Hypotheses, CubicSumLostNeedsWeightsOfAtMostOne) {  // 1 <= 1/4 20: the truth is not collected
  const Process p =
      plain_process(quarter, {{1, always({half, half})}, {10, always({1, 0})}, {10, always({0, 1})}}, 1);
  EXPECT_EQ(*enumerate(p).S3_lost, 1);
  EXPECT_EQ(lost_sum_bound(p), 0);
}

TEST(Hypotheses, CubicSumLostNeedsLaws) {
  std::vector<std::pair<Rational, PlainModel>> models{{1, always({1, 0})}, {2, always({1, 0})}};
  for (auto& model : growing_alternatives(11, ratio(9, 8))) models.push_back(std::move(model));
  Process p = plain_process(half, std::move(models), 11);
  normalise(p);
  EXPECT_EQ(*enumerate(p).S3_lost, 11);
  EXPECT_LT(lost_sum_bound(p), ratio(21, 2));
}

TEST(Hypotheses, CubicSumNeedsSomeNormalisation) {  // 26 models of weight 1000
  std::vector<std::pair<Rational, PlainModel>> models{{1000, always({1, 0})}};
  for (unsigned i = 0; i < 25; ++i) models.emplace_back(1000, except_at(i, {0, 1}, {1, 0}));
  const Process p = plain_process(ratio(99, 100), std::move(models), 25);
  EXPECT_EQ(enumerate(p).S3, 25);
  EXPECT_LT(sum_bound(p), ratio(2479, 100));
}

// --- query-count -------------------------------------------------------------------------------------------

TEST(Hypotheses, QueryCountNeedsThatTheDemonstratorAnswersByALaw) {  // it answers with mass 3/4 only
  Process p = plain_process(half, {{1, always({half, half})}}, 1);
  p.demonstrator = always({half, quarter});
  p.forced_queries = 1;
  const Quantities q = enumerate(p);
  EXPECT_EQ(q.S1, 1);
  EXPECT_EQ(q.expected_queries, ratio(3, 4));
}

TEST(Hypotheses, QueryCountNeedsQueriesOfTheProbabilityThatIsStated) {
  const std::string_view only[] = {"query-count"};
  EXPECT_EQ(check(two_coins(3), {}, {}, only).claims.at(0).worst.verdict, Verdict::holds);
  EXPECT_EQ(properties::check_with_fault(two_coins(3), properties::fault("theta-from-the-mean"), {}, only)
                .claims.at(0)
                .worst.verdict,
            Verdict::violated);
}

// --- trajectory-dominance ----------------------------------------------------------------------------------

NamedEvent plays_0() {
  return {"plays 0", [](const History& h) { return !h.empty() && h[0].action == 0; }};
}

TEST(Hypotheses,
     TrajectoryDominanceNeedsTheTruthInTheTopSet) {  // theta = 0, so the product is 1, but 1 > 1 1/2
  Process p = truth_not_collected({half, half});
  p.events = {plays_0()};
  const Quantities q = enumerate(p);
  EXPECT_EQ(q.expected_product, 1);
  EXPECT_EQ(q.events[0].imitator, 1);
  EXPECT_EQ(q.events[0].demonstrator, half);
  EXPECT_TRUE(accumulated(p, 10).products[0].empty());  // with E_1 there is nothing
}

// o = q and B = {o_0 = 1}; the environment shows 1 where it is asked.
Process shown_queries() {
  Process p = plain_process(quarter, {{half, always({1, 0})}, {half, always({0, 1})}}, 1);
  p.observations = 2;
  p.environment = [](const History&, bool asked, ActionIndex) { return asked ? Law{0, 1} : Law{1, 0}; };
  p.events = {{"shown a query", [](const History& h) { return !h.empty() && h[0].observation == 1; }}};
  return p;
}

TEST(Hypotheses, TrajectoryDominanceNeedsAQueryBlindEnvironment) {  // 1 > 2 0
  const Process p = shown_queries();
  EXPECT_EQ(accumulated(p, 10).products[0], (LawOfValue{{2, 1}}));
  EXPECT_EQ(enumerate(p).events[0].demonstrator, 0);
}

// --- query-tail --------------------------------------------------------------------------------------------

Interval tail_bound(const Tail& tail, const Rational& z, int j, unsigned bits = 64) {
  const Rational gamma = j >= 0 ? Rational(Integer(1) << j) : ratio(Integer(1), Integer(1) << -j);
  return Interval(1 + gamma, bits) * exp(-(Interval(z, bits) * tail.rate(j, bits)));
}

TEST(Hypotheses, QueryTailLeavesForcedStepsOut) {  // 9 surely, where 2 (1 + 1/2/5.7726)^-9 = 0.947
  Process p = plain_process(half, {{half, always({half, half})}, {half, always({half, half})}}, 9);
  p.forced_queries = 9;
  const Quantities q = enumerate(p);
  EXPECT_EQ(q.S3, 9);
  EXPECT_EQ(q.occupancy, (std::vector<std::pair<Rational, Rational>>{{1, 9}}));
  EXPECT_LT(tail_bound({2, half}, 9, 0).upper(), ratio(95, 100));
  EXPECT_EQ(accumulated(p, 0).cubes, (LawOfValue{{0, 1}}));  // what the claim is about
}

// Prior odds 2^81 each: while both are collected without the truth theta = 7/8, and each query divides their odds by 8. So
// the cubes of 27 steps sum to 27 (7/8)^3 > 18 surely, where 2 (1 + 1/2/11.545)^-18 < 0.94.
TEST(Hypotheses, QueryTailLeavesOutWhatComesAfterTheLoss) {
  ModelClass c = two_coins(27);
  c.actions = {"0", "1", "2"};
  c.environment = Environment::silent(3);
  const Rational weight = ratio(Integer(1), (Integer(1) << 82) + 1);
  const Rational heavy = weight * Rational(Integer(1) << 81), eighth = ratio(1, 8), rest = ratio(7, 8);
  c.models = {{"truth", weight, Iid{Distribution({1, 0, 0})}},
              {"one", heavy, Iid{Distribution({eighth, rest, 0})}},
              {"two", heavy, Iid{Distribution({eighth, 0, rest})}}};
  c.alpha = half;
  c.validate();
  EvaluateOptions options;
  options.accumulate = 100;
  const Quantities q = evaluate(c, {}, options).quantities;
  EXPECT_EQ(q.occupancy, (std::vector<std::pair<Rational, Rational>>{{rest, 27}}));  // at every step, surely
  EXPECT_GT(27 * rest * rest * rest, 18);
  EXPECT_LT(tail_bound({3, half}, 18, 0).upper(), ratio(94, 100));
  EXPECT_EQ(q.accumulated->cubes, (LawOfValue{{0, 1}}));
}

// Who learns nothing asks with 1/2 for ever: the cubes of 40 steps sum to 5 surely, where at gamma = 1/2
// 3/2 (1 + 1/3/3.4214)^-5 = 0.942.
TEST(Hypotheses, QueryTailNeedsThatQueriesAreEvidence) {
  ModelClass c = two_coins(40);
  c.models = {{"fair", half, Iid{Distribution::uniform(2)}}, {"two heads", half, Iid{Distribution::certain(0, 2)}}};
  c.alpha = ratio(9, 10);
  EvaluateOptions options;
  options.accumulate = 1000;
  EXPECT_GT(evaluate(c, {}, options).quantities.accumulated->cubes.size(), 2u);
  const Quantities q = evaluate(c, *properties::fault("forget-to-update-on-queries").imitator, options).quantities;
  EXPECT_EQ(q.accumulated->cubes, (LawOfValue{{5, 1}}));
  EXPECT_LT(tail_bound({2, c.alpha}, 5, -1).upper(), ratio(95, 100));
}

TEST(Hypotheses, QueryTailNeedsTwoModels) {  // m = 0: there is no base
  EXPECT_EQ((Tail{1, half}.m(64).upper()), 0);
  EXPECT_THROW((Tail{1, half}.rate(0, 64)), std::invalid_argument);
}

// --- preconditioning ---------------------------------------------------------------------------------------

Rational average_inverse_posterior(const Process& p, unsigned step) {
  Rational sum = 0;
  for (const Outlook& o : outlooks(p).given)
    if (o.step == step) sum += (1 + *o.odds) * o.probability;
  return sum;
}

TEST(Hypotheses, PreconditioningNeedsWeightsOfAtMostOne) {  // weights 1, 1: 2 > 1/1
  const Process p = plain_process(half, {{1, always({half, half})}, {1, always({half, half})}}, 1);
  EXPECT_EQ(average_inverse_posterior(p, 0), 2);
  EXPECT_EQ(1 / weight_of_truth(p), 1);
}

TEST(Hypotheses, PreconditioningNeedsLaws) {  // pi = (1, 1): odds 2 whatever is answered, and 3 > 2
  Process p = plain_process(half, {{half, always({half, half})}, {half, always({1, 1})}}, 2);
  p.forced_queries = 2;
  EXPECT_EQ(average_inverse_posterior(p, 1), 3);
  EXPECT_EQ(1 / weight_of_truth(p), 2);
}

// mu = (1/2, 1/2), pi = (1, 0), theta = 1/2: action 0 comes with 3/4 and action 1 with 1/4. Taken as evidence whoever chose it:
// 3/4 3 + 1/4 1 = 5/2 > 2.
TEST(Hypotheses, PreconditioningNeedsThatOnlyQueriesAreEvidence) {
  Process p = plain_process(quarter, {{half, always({half, half})}, {half, always({1, 0})}}, 2);
  EXPECT_LE(average_inverse_posterior(p, 1), 2);
  p.rule.update = [update = p.rule.update](const auto& posterior, const auto& predictions, bool,
                                           ActionIndex a) { return update(posterior, predictions, true, a); };
  EXPECT_EQ(average_inverse_posterior(p, 1), ratio(5, 2));
}

// --- bounded-cost ------------------------------------------------------------------------------------------

Rational imitated_cost(const Visit& v, const Law& cost) {
  Rational sum = 0;
  for (std::size_t a = 0; a < cost.size(); ++a) sum += cost[a] * (v.answered[a] + v.asked[a]);
  return sum;
}

TEST(Hypotheses, BoundedCostNeedsTheTruthInTheTopSet) {  // 1 > (1 + 0) 1/2, and the laws differ by 1 > 0
  enumerate(truth_not_collected({half, half}), [](const Visit& v) {
    EXPECT_EQ(v.query_probability, 0);
    EXPECT_EQ(imitated_cost(v, {1, 0}), 1);
  });
}

TEST(Hypotheses, BoundedCostByAFactorNeedsCostsOfOneSign) {  // c = (1, -1): 3/4 - 1/4 > (1 + 1/2) 0
  enumerate(plain_process(quarter, {{half, always({half, half})}, {half, always({1, 0})}}, 1),
            [](const Visit& v) {
              EXPECT_TRUE(*v.truth_collected);
              EXPECT_EQ(imitated_cost(v, {1, -1}), half);
              EXPECT_EQ(v.demonstrator[0] - v.demonstrator[1], 0);
            });
}

// --- unlikeliness, unlikeliness-finite -------------------------------------------------------------------------------------------

TEST(Hypotheses, UnlikelinessNeedsAQueryBlindEnvironment) {  // o = q, B = {o_0 = 1}: 2^t P_dem(B) = 0
  const Quantities q = enumerate(shown_queries());
  EXPECT_EQ(q.max_query_probability, 1);
  EXPECT_EQ(*q.events[0].imitator_and_retained, 1);
  EXPECT_EQ(q.events[0].demonstrator, 0);
}

// P_im(B) = 1, but 2 P_dem(B) = 1/32, and with S = (3/alpha)(1/w - 1) = 18 the bound at K = 32 is
// 32/64 + 18/(ln 32)^3 = 0.932….
TEST(Hypotheses, UnlikelinessNeedsTheTruthInTheTopSet) {
  Process p = truth_not_collected({ratio(1, 64), ratio(63, 64)});
  p.events = {plays_0()};
  const EventProbabilities e = enumerate(p).events[0];
  EXPECT_EQ(e.imitator, 1);
  EXPECT_EQ(e.demonstrator, ratio(1, 64));
  const Interval log_32 = log(Interval(32, 64));
  EXPECT_LT((Interval(ratio(32, 64), 64) + Interval(18, 64) / (log_32 * log_32 * log_32)).upper(), 1);
  // By the tail of two models, at gamma = 1: 32/64 + 2 (1 + 1/2/5.7726)^-(ln 32)^3 = 0.5629….
  const Interval by_tail = Interval(2, 64) * exp(-(log_32 * log_32 * log_32 * Tail{2, half}.rate(0, 64)));
  EXPECT_LT((Interval(ratio(32, 64), 64) + by_tail).upper(), ratio(563, 1000));
  EXPECT_EQ(*e.imitator_and_retained, 0);  // what the claims are about
}

// The probability of at least `least` successes of probability p in n trials.
Rational binomial_tail(unsigned n, unsigned least, const Rational& p) {
  const Integer one = numerator_of(p), both = denominator_of(p), other = both - one;
  Integer term = 1, sum = 0, scale = 1;
  for (unsigned k = 0; k < n; ++k) term *= one, scale *= both;
  for (unsigned k = n;; --k) {
    sum += term;
    if (k == least) break;
    term = term * k * other / (one * (n - k + 1));  // exact: binomial coefficients are whole
  }
  return ratio(sum, scale);
}

// mu = (3/5, 2/5), pi = (1, 0), alpha = 99/100, equal priors: theta = 2/5, and action 0 comes with 3/5 + 2/5 3/5 = 21/25. Who
// learns nothing goes on so, with both collected. B: action 0 in at least 82 of 100 of 4000 steps, at K = 2^630.
TEST(Hypotheses, UnlikelinessNeedsThatQueriesAreEvidence) {
  const Rational alpha = ratio(99, 100);
  enumerate(plain_process(alpha, {{half, always({ratio(3, 5), ratio(2, 5)})}, {half, always({1, 0})}}, 1),
            [](const Visit& v) {
              EXPECT_EQ(v.top.size(), 2u);
              EXPECT_EQ(v.answered[0] + v.asked[0], ratio(21, 25));
            });
  constexpr unsigned steps = 4000, least = 82 * steps / 100, k = 630, bits = 64;
  EXPECT_GT(binomial_tail(steps, least, ratio(21, 25)), ratio(99, 100));
  const Rational scaled = Rational(Integer(1) << k) * binomial_tail(steps, least, ratio(3, 5));
  EXPECT_LT(scaled, ratio(1, 1000));
  const Interval log_k = Interval(k, bits) * log(Interval(2, bits)), z = log_k * log_k * log_k / Interval(steps * steps, bits);
  const Rational mean = 3 / alpha;  // S
  EXPECT_LT((Interval(scaled, bits) + Interval(mean, bits) / z).upper(), ratio(6, 10));
  const Interval rate = Tail{2, alpha}.rate(-1, bits);  // gamma = 1/2
  EXPECT_LT((Interval(scaled, bits) + Interval(ratio(3, 2), bits) * exp(-(z * rate))).upper(), ratio(9, 10));
}

}  // namespace
}  // namespace qed::oracle
