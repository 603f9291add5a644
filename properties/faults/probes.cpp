// Classes built by hand, each so that one fault breaks one claim by plain arithmetic, where random classes
// would meet the claim's constants too rarely. They go through the kill matrix like any other case.
#include "properties/faults.hpp"

namespace qed::properties {

namespace {

struct Candidate {
  const char* name;
  Rational prior;
  PolicySpec policy;
};

// A class without an environment over actions a, b, c, …; the demonstrator by place.
ModelClass class_of(std::string name, std::size_t actions, std::vector<Candidate> candidates,
                    ModelIndex demonstrator, Rational alpha, unsigned horizon, std::string note) {
  ModelClass c;
  c.name = std::move(name);
  c.note = std::move(note);
  for (std::size_t a = 0; a < actions; ++a) c.actions.emplace_back(1, static_cast<char>('a' + a));
  c.observations = {"-"};
  c.environment = Environment::silent(actions);
  for (Candidate& m : candidates) c.models.push_back({m.name, std::move(m.prior), std::move(m.policy)});
  c.demonstrator = demonstrator;
  c.alpha = std::move(alpha);
  c.horizon = horizon;
  return c;
}

Distribution law(std::vector<Rational> probabilities) { return Distribution(std::move(probabilities)); }
Distribution certain(ActionIndex a, std::size_t actions) { return Distribution::certain(a, actions); }

// [claim cubic-query-sum] At equal weights 1 > 9/10, so both are collected, theta = 1, and one query tells
// them apart. Who learns nothing from it asks at each of 165 steps, where 2 (10/9)^3 (24·2 + 12) = 120000/729
// < 164.7.
ModelClass never_told_apart() {
  return class_of(
      "never told apart", 2,
      {{"demonstrator", ratio(1, 2), Iid{certain(0, 2)}}, {"other", ratio(1, 2), Iid{certain(1, 2)}}}, 0,
      ratio(9, 10), 165, "Who forgets what a query told asks for ever.");
}

// [claim cubic-query-sum] Twins, so theta = 0. Who asks because there are two asks at each of 83 steps, where
// 1 (10/9)^3 (24·2 + 12) = 60000/729 < 82.4.
ModelClass nothing_to_ask() {
  return class_of(
      "nothing to ask", 1,
      {{"demonstrator", ratio(1, 2), Iid{certain(0, 1)}}, {"twin", ratio(1, 2), Iid{certain(0, 1)}}}, 0,
      ratio(9, 10), 83, "Who asks because two models are collected asks for ever.");
}

// [claim cubic-query-sum-lost] 1/20 > 1/20 · 19/20: all three are collected, and theta = 1. Without the best
// one, the demonstrator, the other two still disagree: theta = 1 without the truth in the set, where 3 (10/9
// - 1) = 1/3.
ModelClass two_wrong_ones() {
  return class_of("two wrong ones", 3,
                  {{"demonstrator", ratio(9, 10), Iid{certain(0, 3)}},
                   {"second", ratio(1, 20), Iid{certain(1, 3)}},
                   {"third", ratio(1, 20), Iid{certain(2, 3)}}},
                  0, ratio(1, 20), 1, "Without the demonstrator two models are left, and they disagree.");
}

// [claim truth-retention] 1/2 > 1/10 · 1/2: both are collected. Whoever drops the last of them has lost the
// truth at once, where 1 - (1/10)/(1/2) = 4/5.
ModelClass truth_declared_last() {
  return class_of("truth declared last", 2,
                  {{"other", ratio(1, 2), Iid{certain(0, 2)}},
                   {"demonstrator", ratio(1, 2), Iid{law({ratio(1, 2), ratio(1, 2)})}}},
                  1, ratio(1, 10), 1, "The demonstrator is the last model that is collected.");
}

// [claim truth-retention-sharp] At equal weights 1/2 = α · (the whole class): whoever compares with the total
// collects nothing, and whoever adds the second before comparing drops it. Either has lost the truth at once,
// where 1 - (1/2)(2 - 1) = 1/2.
ModelClass half_each() {
  return class_of(
      "half each", 2,
      {{"other", ratio(1, 2), Iid{certain(1, 2)}}, {"demonstrator", ratio(1, 2), Iid{certain(0, 2)}}}, 1,
      ratio(1, 2), 1, "Each model has half the weight, and alpha is a half.");
}

// [claim unlikeliness] The best model (first at equal weights) is certain of a, the demonstrator gives it
// 1/4. Who follows the best model plays a for certain with the truth collected, where 2^1 · 1/4 = 1/2.
ModelClass unlikely_at_once() {
  ModelClass c =
      class_of("unlikely at once", 2,
               {{"bold", ratio(1, 2), Iid{certain(0, 2)}},
                {"demonstrator", ratio(1, 2), Iid{law({ratio(1, 4), ratio(3, 4)})}}},
               1, ratio(1, 10), 1, "The best model is certain of what the demonstrator seldom does.");
  c.events = {Event::prefix("a", {0}, 2, 1)};
  return c;
}

// [claim top-size] Three equal weights: against the best alone each passes (1 > 9/10), so |T| = 3, where 1 +
// 10/9 < 3. By the rule the third is not collected: 1 < 9/10 · 2.
ModelClass three_alike() {
  return class_of("three alike", 2,
                  {{"demonstrator", ratio(1, 3), Iid{certain(0, 2)}},
                   {"second", ratio(1, 3), Iid{certain(1, 2)}},
                   {"third", ratio(1, 3), Iid{law({ratio(1, 2), ratio(1, 2)})}}},
                  0, ratio(9, 10), 2, "Three models of equal weight, of which two are collected.");
}

// [claim top-size] As before, at alpha = 1/2: the third weighs exactly 1/2 · 2, and so is not collected. With
// it |T| would be 1 + 1/α, which the strict threshold excludes.
ModelClass three_at_the_threshold() {
  ModelClass c = three_alike();
  c.name = "three at the threshold";
  c.note = "The third model weighs exactly alpha times the other two.";
  c.alpha = ratio(1, 2);
  return c;
}

// No claim, but the twin: 1/3 = 1/2 · 2/3, which the non-strict threshold collects; then theta = 1. Who drops
// it never asks, and loses nothing that a theorem speaks of.
ModelClass at_the_threshold() {
  ModelClass c = class_of(
      "at the threshold", 2,
      {{"demonstrator", ratio(2, 3), Iid{certain(0, 2)}}, {"other", ratio(1, 3), Iid{certain(1, 2)}}}, 0,
      ratio(1, 2), 1, "The second model weighs exactly alpha times the first.");
  c.threshold = Threshold::non_strict;
  return c;
}

// [claim query-drift] The third, 1/6 < 1/2 · 5/6, is not collected; the other two are, and theta = 1/2. A
// query is worth 1.192 - (1 + 2/3 ln(8/3))/2 = 0.365 against the second (in units of alpha). Who leaves the
// third's weight as it is while the demonstrator's is halved adds 1.192 - 2/3 = 0.525 for it: the potential
// rises.
ModelClass left_behind() {
  return class_of("left behind", 2,
                  {{"demonstrator", ratio(1, 2), Iid{Distribution::uniform(2)}},
                   {"second", ratio(1, 3), Iid{certain(0, 2)}},
                   {"third", ratio(1, 6), Iid{certain(1, 2)}}},
                  0, ratio(1, 2), 1, "One model is not collected, and has to be updated all the same.");
}

// Attains truth-retention-sharp (proofs-notes/retention.md): whoever miscounts the steps of E_N sees 3/4 for 1.
ModelClass retention_attained() {
  return class_of("retention attained", 3,
                  {{"demonstrator", ratio(1, 2), Iid{law({ratio(1, 8), ratio(1, 8), ratio(3, 4)})}},
                   {"one", ratio(1, 4), Iid{certain(0, 3)}},
                   {"two", ratio(1, 4), Iid{certain(1, 3)}}},
                  0, ratio(1, 4), 1,
                  "At horizon 2 the truth is retained with probability exactly 1 - alpha (1/w - 1).");
}

// [claim cubic-query-sum-sharp] theta = 1/5 while the odds, from 11/100 in steps of 3/2, are above 1/10: the
// first query in favour of the demonstrator (3/5) ends it, unless ones against it came before. Over 80 steps
// theta^3 sums up to 0.144 and theta itself to 3.608, where 3/α · x_0 = 30 · 11/100 = 3.3.
ModelClass slowly_refuted() {
  return class_of("slowly refuted", 2,
                  {{"demonstrator", ratio(100, 111), Iid{law({ratio(2, 5), ratio(3, 5)})}},
                   {"other", ratio(11, 111), Iid{law({ratio(3, 5), ratio(2, 5)})}}},
                  0, ratio(1, 10), 80, "One model just above the threshold, which queries refute slowly.");
}

// [claim unlikeliness] One model: a, then b. In one step "a b" cannot happen, in two it is certain.
ModelClass one_step_short() {
  ModelClass c =
      class_of("one step short", 2, {{"demonstrator", ratio(1, 1), Schedule{{certain(0, 2), certain(1, 2)}}}},
               0, ratio(1, 10), 1, "The event takes one step more than there is.");
  c.events = {Event::prefix("a b", {0, 1}, 2, 1)};
  return c;
}

// [claim unlikeliness] Both are collected (1 > 9/10), theta = 1/2. A query answered by a (1/4 in all) doubles
// the other's odds: 1/2 < 9/10, the truth is lost, and a follows, which the demonstrator never does then.
ModelClass lost_then_bad() {
  ModelClass c = class_of("lost, then bad", 2,
                          {{"demonstrator", ratio(1, 2), Schedule{{Distribution::uniform(2), certain(1, 2)}}},
                           {"other", ratio(1, 2), Iid{certain(0, 2)}}},
                          0, ratio(9, 10), 2, "The event happens to who has lost the truth, and only then.");
  c.events = {Event::prefix("a a", {0, 0}, 2, 1)};
  return c;
}

// [claim truth-retention-sharp] From equal weights both are collected, theta = 3/4, and a query answered by a
// (3/16 in all) loses the truth: the other's odds are then 4 > 1/α. The prior 9/10 allows 1/2 · 1/9 of that,
// and indeed nothing is asked: 1/10 < 1/2 · 9/10.
ModelClass likely_truth() {
  return class_of("likely truth", 2,
                  {{"other", ratio(1, 10), Iid{certain(0, 2)}},
                   {"demonstrator", ratio(9, 10), Iid{law({ratio(1, 4), ratio(3, 4)})}}},
                  1, ratio(1, 2), 2, "The demonstrator has nearly all of the prior.");
}

// [claim cubic-query-sum-sharp] 1/100 < 1/2 · 99/100: the other is not collected, and nothing is asked. Who
// takes the minimum over it all the same asks for certain once: 1, where 6 · 1/99 = 2/33.
ModelClass not_worth_asking() {
  return class_of(
      "not worth asking", 2,
      {{"demonstrator", ratio(99, 100), Iid{certain(0, 2)}}, {"other", ratio(1, 100), Iid{certain(1, 2)}}}, 0,
      ratio(1, 2), 2, "The two models disagree, but one of them is hardly possible.");
}

// [claim cubic-query-sum-lost] One certain query, with the truth in the set: 1, where 3 (10/9 - 1) = 1/3.
ModelClass asked_once() {
  return class_of(
      "asked once", 2,
      {{"demonstrator", ratio(9, 10), Iid{certain(0, 2)}}, {"other", ratio(1, 10), Iid{certain(1, 2)}}}, 0,
      ratio(1, 20), 2, "One query, and the truth is in the set.");
}

// [claim query-count] Its first step is a forced query, which counts as any other.
ModelClass told_to_ask() {
  ModelClass c = asked_once();
  c.name = "told to ask";
  c.note = "The first query is forced.";
  c.forced_queries = 1;
  return c;
}

// [claim query-tail] The other is not collected (1/100 < 1/2), so the first query is one that was forced. Who counts it
// has A = 1 surely, where with m = 3 + 4 ln 2 and Phi_0 = 1/100 the bound is 1.05/1.14 at gamma = 4.
ModelClass told_to_ask_at_once() {
  ModelClass c = class_of(
      "told to ask at once", 1,
      {{"demonstrator", ratio(100, 101), Iid{certain(0, 1)}}, {"twin", ratio(1, 101), Iid{certain(0, 1)}}}, 0,
      ratio(1, 2), 1, "The only step is a forced query, of no use.");
  c.forced_queries = 1;
  return c;
}

// [claim trajectory-dominance] theta = 1/2, and a comes with probability 1/2 + 1/2 · 1/2 = (1 + 1/2) · 1/2: from a product
// that leaves the only step out, with 1 · 1/2.
ModelClass half_as_likely() {
  return class_of("half as likely", 2,
                  {{"demonstrator", ratio(1, 2), Iid{law({ratio(1, 2), ratio(1, 2)})}},
                   {"other", ratio(1, 2), Iid{certain(0, 2)}}},
                  0, ratio(1, 4), 1,
                  "The other model is certain of what the demonstrator does half of the time.");
}

// [claim unlikeliness] [claim unlikeliness-finite] [claim query-tail] Forty heads have 2^-40 under the fair coin, so 2^N
// says nothing. With S = 10/3 and K = 2^35 the mean gives 1/32 + (10/3) 40^2/(35 ln 2)^3 = 0.405; with m = 3.42, K = 2^37
// and gamma = 2 the tail gives 1/8 + 3 (1 + 2/3/3.42)^-10.5 = 0.584: who follows the two-headed coin plays them for certain, and asks nothing. theta = 1/2 while both are
// collected: who learns nothing from queries has A = 40/8 = 5 for certain, where P(A >= 5) <= 0.93.
ModelClass two_headed_coin() {
  ModelClass c = class_of("two-headed coin", 2,
                          {{"two heads", ratio(1, 2), Iid{certain(0, 2)}},
                           {"fair", ratio(1, 2), Iid{Distribution::uniform(2)}}},
                          1, ratio(9, 10), 40, "What happens is less likely than 2^N makes up for.");
  c.events = {Event::prefix("forty heads", std::vector<ActionIndex>(40, 0), 2, 1)};
  return c;
}

std::vector<ModelClass> all() {
  std::vector<ModelClass> list{
      never_told_apart(), nothing_to_ask(),   two_wrong_ones(),      truth_declared_last(),
      half_each(),        unlikely_at_once(), three_alike(),         three_at_the_threshold(),
      at_the_threshold(), left_behind(),      retention_attained(),  slowly_refuted(),
      one_step_short(),   lost_then_bad(),    likely_truth(),        not_worth_asking(),
      asked_once(),       told_to_ask(),      told_to_ask_at_once(), half_as_likely(),
      two_headed_coin()};
  for (const ModelClass& c : list) c.validate();
  return list;
}

}  // namespace

std::span<const ModelClass> probes() {
  static const std::vector<ModelClass> list = all();
  return list;
}

}  // namespace qed::properties
