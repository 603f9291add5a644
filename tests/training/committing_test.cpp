#include "qed/training/committing.hpp"

#include <gtest/gtest.h>

#include <memory>

#include "properties/faults.hpp"
#include "properties/oracle/enumerate.hpp"
#include "properties/twin.hpp"
#include "qed/evaluate/evaluate.hpp"
#include "tests/training/shared.hpp"

namespace qed {
namespace {

ModelClass even_and_sure() {
  ModelClass c;
  c.name = "two models";
  c.actions = {"a", "b"};
  c.observations = {"-"};
  c.environment = Environment::silent(2);
  c.models = {{"even", ratio(1, 3), Iid{testing::law({ratio(1, 2), ratio(1, 2)})}},
              {"sure", ratio(2, 3), Iid{testing::law({0, 1})}}};
  c.demonstrator = ModelIndex{0};
  c.alpha = ratio(1, 10);
  c.horizon = 2;
  c.events = {Event::contains("b b", {1, 1}, 2, 1)};
  return c;
}

TEST(MaximumPosterior, FollowsTheLikeliestAndNeverAsks) {
  ModelClass c = even_and_sure();
  Quantities q = evaluate(c, Imitator("map", MaximumPosterior{})).quantities;
  EXPECT_EQ(q.S1, 0);
  EXPECT_EQ(q.events[0].imitator, 1);  // "sure" weighs more
  c.forced_queries = 1;
  // Watched "a" (1/2): sure is out, and b b cannot be. Watched "b": 1/6 against 2/3, and "sure" goes on.
  q = evaluate(c, Imitator("map", MaximumPosterior{})).quantities;
  EXPECT_EQ(q.events[0].imitator, ratio(1, 2));
  EXPECT_EQ(q.expected_queries, 1);
}

TEST(BayesMixture, IsTheMixtureOfWholePolicies) {
  ModelClass c = even_and_sure();
  Quantities q = evaluate(c, Imitator("mixture", BayesMixture{})).quantities;
  EXPECT_EQ(q.events[0].imitator, ratio(1, 3) * ratio(1, 4) + ratio(2, 3));
  EXPECT_EQ(q.expected_queries, 0);
  c.forced_queries = 1;  // b (1/2), then b: posterior 1/5, 4/5: 1/5 1/2 + 4/5 = 9/10
  q = evaluate(c, Imitator("mixture", BayesMixture{})).quantities;
  EXPECT_EQ(q.events[0].imitator, ratio(9, 20));
}

// ---- Twins, from the definitions. ----

using Posterior = oracle::Rule::Posterior;

std::vector<ModelIndex> possible(const Posterior& posterior) {
  std::vector<ModelIndex> models;
  for (ModelIndex m = 0; m < posterior.size(); ++m)
    if (posterior[m] > 0) models.push_back(m);
  return models;
}

oracle::Rule maximum_posterior_by_definition() {
  oracle::Rule rule;
  rule.top_set = [](const Posterior& posterior, const Rational&, Threshold) {
    std::vector<ModelIndex> best = possible(posterior);
    if (best.empty()) return best;
    for (const ModelIndex m : best)
      if (posterior[m] > posterior[best.front()]) best.front() = m;
    best.resize(1);
    return best;
  };
  return rule;
}

oracle::Rule mixture_by_definition() {
  oracle::Rule rule;
  const auto now = std::make_shared<Posterior>();
  rule.top_set = [now](const Posterior& posterior, const Rational&, Threshold) {
    *now = posterior;
    std::vector<ModelIndex> all = possible(posterior);
    std::ranges::stable_sort(all, [&](ModelIndex a, ModelIndex b) { return posterior[a] > posterior[b]; });
    return all;
  };
  rule.answered = [now](const std::vector<ModelIndex>& all, const std::vector<oracle::Law>& predictions) {
    oracle::Law mean(predictions[all.front()].size());
    for (const ModelIndex m : all)
      for (std::size_t a = 0; a < mean.size(); ++a) mean[a] += (*now)[m] * predictions[m][a];
    return mean;
  };
  rule.update = [](const Posterior& posterior, const std::vector<oracle::Law>& predictions, bool,
                   ActionIndex a) {
    Posterior weights = posterior;
    for (std::size_t m = 0; m < weights.size(); ++m)
      if (weights[m] > 0) weights[m] *= predictions[m][a];
    return weights;
  };
  return rule;
}

void expect_twins(const Imitator& imitator, const oracle::Rule& rule) {
  int compared = 0, with_events = 0;
  for (std::uint64_t i = 0; i < 60; ++i) {
    const ModelClass c = properties::generate_case(3, i);
    if (!properties::twin_can_enumerate(c)) continue;
    oracle::Process process = oracle::process_of(c);
    process.rule = rule;
    const Quantities found = evaluate(c, imitator).quantities;
    EXPECT_EQ(properties::difference(found, oracle::enumerate(process)), "")
        << imitator.name() << ", case " << i;
    ++compared;
    with_events += !c.events.empty();
  }
  EXPECT_GE(compared, 25);
  EXPECT_GE(with_events, 10);
}

TEST(MaximumPosterior, IsItsTwinOnRandomClasses) {
  expect_twins(Imitator("maximum posterior", MaximumPosterior{}), maximum_posterior_by_definition());
}

TEST(BayesMixture, IsItsTwinOnRandomClasses) {
  expect_twins(Imitator("Bayes mixture", BayesMixture{}), mixture_by_definition());
}

}  // namespace
}  // namespace qed
