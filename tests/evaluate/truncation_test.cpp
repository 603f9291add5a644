// With a tolerance: enclosures contain the exact values, are as narrow as was asked for, and are needed.
#include <gtest/gtest.h>

#include "properties/generators/model_class.hpp"
#include "qed/claims/check.hpp"
#include "qed/claims/trajectories.hpp"
#include "qed/evaluate/evaluate.hpp"
#include "qed/model/class_file.hpp"
#include "tests/shipped_class.hpp"

namespace qed {
namespace {

// Counts what was enclosed, and how often the lower end alone would have been wrong.
struct Enclosures {
  unsigned checked = 0, lower_end_is_low = 0;

  void expect(const Rational& exact, const Rational& lower, const Rational& slack, const std::string& what) {
    EXPECT_LE(lower, exact) << what;
    EXPECT_GE(lower + slack, exact) << what;
    ++checked;
    lower_end_is_low += lower < exact;
  }
};

void expect_enclosed(const Quantities& exact, const Evaluation& e, const std::string& name, Enclosures& all) {
  const Quantities& q = e.quantities;
  const Truncation& t = *e.truncation;
  all.expect(exact.S1, q.S1, t.steps, name + " S1");
  all.expect(exact.S2, q.S2, t.steps, name + " S2");
  all.expect(exact.S3, q.S3, t.steps, name + " S3");
  all.expect(exact.expected_product, q.expected_product, t.product, name + " product");
  if (exact.truth_retained) {
    all.expect(*exact.S3_collected, *q.S3_collected, t.steps, name + " S3_collected");
    all.expect(*exact.S3_lost, *q.S3_lost, t.steps, name + " S3_lost");
    all.expect(*exact.truth_retained, *q.truth_retained, t.mass, name + " retained");
  }
  for (std::size_t i = 0; i < q.events.size(); ++i) {
    all.expect(exact.events[i].imitator, q.events[i].imitator, t.mass, name + " event");
    if (exact.truth_retained)
      all.expect(*exact.events[i].imitator_and_retained, *q.events[i].imitator_and_retained, t.mass,
                 name + " event and retained");
    EXPECT_EQ(exact.events[i].demonstrator, q.events[i].demonstrator);
  }
  EXPECT_LE(q.max_query_probability, exact.max_query_probability);
  EXPECT_LE(q.max_top_size, exact.max_top_size);
}

TEST(Truncation, DroppedStatesAreAccountedFor) {
  Enclosures all;
  std::uint64_t dropped = 0;
  for (unsigned i = 0; i < 300; ++i) {
    const ModelClass c = gen::case_of(3, i).value();
    EvaluateOptions options;
    options.tolerance = ratio(1, 4);
    options.walk_from = SIZE_MAX;
    const Evaluation e = evaluate(c, {}, options);
    EXPECT_LE(e.truncation->steps, options.tolerance);
    EXPECT_EQ(e.truncation->walked, 0u);
    dropped += e.truncation->states;
    expect_enclosed(evaluate(c).quantities, e, c.name, all);
  }
  EXPECT_GT(dropped, 100u);
  EXPECT_GT(all.lower_end_is_low, 100u);  // without the slack, these would be wrong
}

TEST(Truncation, WalkedTreesAreAccountedFor) {
  Enclosures all;
  std::uint64_t walked = 0, decided_exactly = 0;
  for (unsigned i = 0; i < 300; ++i) {
    const ModelClass c = gen::case_of(4, i, gen::Depth::tree).value();
    EvaluateOptions options;
    options.tolerance = Rational(1) / Rational(Integer(1) << 40);
    options.walk_from = 1;
    const Evaluation e = evaluate(c, {}, options);
    // What is walked is rounded off only: 2^-63 an operation, so far less than 2^-40 in all.
    EXPECT_LE(e.truncation->steps, 2 * options.tolerance) << c.name;
    EXPECT_LE(e.truncation->mass, 2 * options.tolerance) << c.name;
    walked += e.truncation->walked;
    decided_exactly += e.truncation->decided_exactly;
    expect_enclosed(evaluate(c).quantities, e, c.name, all);
  }
  EXPECT_GT(walked, 10000u);
  EXPECT_GT(decided_exactly, 100u);  // ties at the threshold
  EXPECT_GT(all.lower_end_is_low, 100u);
}

// Whose states multiply; against the exact values at a horizon that a table holds.
TEST(Truncation, HouseVotesAreWalked) {
  ModelClass c = test::shipped("house-votes");
  c.horizon = 7;
  EvaluateOptions options;
  options.tolerance = ratio(1, 1000000);
  options.walk_from = 1000;
  const Evaluation e = evaluate(c, {}, options);
  EXPECT_GT(e.truncation->walked, 1000u);
  EXPECT_LE(e.truncation->steps, ratio(1, 1000000));
  Enclosures all;
  expect_enclosed(evaluate(c).quantities, e, c.name, all);
}

TEST(Truncation, AnInterruptedWalkStillEncloses) {
  ModelClass c = test::shipped("house-votes");
  c.horizon = 7;
  std::atomic<bool> interrupted = false;
  EvaluateOptions options;
  options.tolerance = ratio(1, 1000000);
  options.walk_from = 1000;
  options.interrupted = &interrupted;
  options.progress = [&](const Progress& p) { interrupted = p.level == 6; };
  const Evaluation e = evaluate(c, {}, options);
  EXPECT_EQ(e.ended, Ended::interrupted);
  Enclosures all;
  ModelClass done = c;
  done.horizon = e.quantities.horizon;
  expect_enclosed(evaluate(done).quantities, e, c.name, all);
}

TEST(Truncation, ClaimsAreDecidedAtTheEnds) {
  EvaluateOptions options;
  options.tolerance = ratio(1, 1000);
  const CheckResult result = check(two_coins(200), {}, options);
  EXPECT_EQ(result.verdict(), Verdict::holds);
  ASSERT_FALSE(result.claims.empty());
  for (const ClaimResult& r : result.claims) {
    EXPECT_TRUE(r.claim->by_ends);
    if (r.worst.verdict == Verdict::not_applicable) continue;
    EXPECT_FALSE(r.worst.value->is_exact()) << r.claim->id;
  }
  // A bound inside the enclosure decides nothing. mu = (1/4, 3/4), pi certain of 0: the one unsettled state, of mass
  // 4^-t, keeps the truth, and without it retention is (3/4)(1 - 4^-t), below the bound 3/4 that it is above by 4^-N.
  ModelClass close = two_coins(10);
  close.models = {{"truth", ratio(1, 2), Iid{Distribution({ratio(1, 4), ratio(3, 4)})}},
                  {"certain", ratio(1, 2), Iid{Distribution({1, 0})}}};
  close.alpha = ratio(1, 4);
  const std::string_view only[] = {"truth-retention-sharp"};
  EXPECT_EQ(check(close, {}, {}, only).verdict(), Verdict::holds);
  options.tolerance = ratio(1, 10);
  EXPECT_EQ(check(close, {}, options, only).verdict(), Verdict::undecided);
}

}  // namespace
}  // namespace qed
