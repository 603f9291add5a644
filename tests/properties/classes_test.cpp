// The claims on random classes, spelled out once more over the engine's quantities; and, as the registry
// decides them, one by one.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <ostream>

#include "properties/generators/model_class.hpp"
#include "qed/claims/check.hpp"
#include "qed/model/class_file.hpp"

namespace qed {

void showValue(const ModelClass& c, std::ostream& out) { out << write_class(c); }

namespace properties {
namespace {

// A random class with its demonstrator inside, and what the engine finds on it.
struct Case {
  ModelClass c;
  Quantities q;
};
Case case_with_truth() {
  ModelClass c = *gen::model_classes();
  RC_PRE(c.demonstrator_inside());
  Quantities q = evaluate(c).quantities;
  return {std::move(c), std::move(q)};
}
Rational odds_against(const ModelClass& c) { return 1 / c.demonstrator_prior() - 1; }

// [claim truth-retention]
RC_GTEST_PROP(OnClasses, truth_retention, ()) {
  const auto [c, q] = case_with_truth();
  RC_CLASSIFY(*q.truth_retained < 1, "truth at risk");
  RC_ASSERT(*q.truth_retained >= 1 - c.alpha / c.demonstrator_prior());
}

// [claim truth-retention-sharp]
RC_GTEST_PROP(OnClasses, truth_retention_sharp, ()) {
  const auto [c, q] = case_with_truth();
  RC_CLASSIFY(*q.truth_retained < 1, "truth at risk");
  RC_ASSERT(*q.truth_retained >= 1 - c.alpha * odds_against(c));
}

// [claim cubic-query-sum]
RC_GTEST_PROP(OnClasses, cubic_query_sum, ()) {
  const auto [c, q] = case_with_truth();
  RC_CLASSIFY(q.S3 > q.forced_steps, "queries");
  const Rational actions(c.actions.size());
  RC_ASSERT(q.S3 - q.forced_steps <=
            actions / (c.alpha * c.alpha * c.alpha) * (24 / c.demonstrator_prior() + 12));
}

// [claim cubic-query-sum-sharp]
RC_GTEST_PROP(OnClasses, cubic_query_sum_sharp, ()) {
  const auto [c, q] = case_with_truth();
  RC_CLASSIFY(q.S3 > q.forced_steps, "queries");
  RC_ASSERT(q.S3 - q.forced_steps <= 3 / c.alpha * odds_against(c));
}

// [claim cubic-query-sum-lost]
RC_GTEST_PROP(OnClasses, cubic_query_sum_lost, ()) {
  const auto [c, q] = case_with_truth();
  RC_CLASSIFY(*q.S3_lost > 0, "queries after the truth is lost");
  RC_ASSERT(*q.S3_lost <= 3 * odds_against(c));
}

// [claim query-count]
RC_GTEST_PROP(OnClasses, query_count, ()) {
  const ModelClass c = *gen::model_classes();
  const Quantities q = evaluate(c).quantities;
  RC_CLASSIFY(q.S1 > 0, "queries");
  RC_ASSERT(q.expected_queries == q.S1);
  RC_ASSERT(q.S1 * q.S1 * q.S1 <= q.horizon * q.horizon * q.S3);
}

// What no claim says, and every law must: occupancies sum to the horizon and give back the sums; the parts of
// the cubic sum add up; an event and the truth kept is no likelier than either.
RC_GTEST_PROP(OnClasses, quantities_agree_with_each_other, ()) {
  const auto [c, q] = case_with_truth();
  Rational steps = 0, first = 0, cubes = 0;
  for (const auto& [theta, count] : q.occupancy) {
    steps += count;
    first += theta * count;
    cubes += theta * theta * theta * count;
  }
  RC_ASSERT(steps == q.horizon);
  RC_ASSERT(first == q.S1);
  RC_ASSERT(cubes == q.S3);
  RC_ASSERT(q.occupancy.back().first == q.max_query_probability);
  RC_ASSERT(*q.S3_collected + *q.S3_lost <= q.S3);
  RC_ASSERT(q.forced_steps > 0 || *q.S3_collected + *q.S3_lost == q.S3);
  for (const EventProbabilities& e : q.events) {
    RC_ASSERT(*e.imitator_and_retained <= e.imitator);
    RC_ASSERT(*e.imitator_and_retained <= *q.truth_retained);
    RC_ASSERT(*e.imitator_and_retained >= e.imitator + *q.truth_retained - 1);
    RC_ASSERT(e.demonstrator >= 0 && e.demonstrator <= 1);
  }
}

class EveryClaim : public testing::TestWithParam<std::string> {};

TEST_P(EveryClaim, IsNotViolatedOnRandomClasses) {
  const std::string id = GetParam();
  rc::detail::checkGTest([&id] {
    const ModelClass c = *gen::model_classes();
    const std::string_view only[] = {id};
    const ClaimResult result = check(c, {}, {}, only).claims.front();
    RC_CLASSIFY(result.interesting > 0, "interesting");
    RC_ASSERT(result.worst.verdict == Verdict::holds || result.worst.verdict == Verdict::not_applicable);
  });
}

std::vector<std::string> decidable_ids() {
  std::vector<std::string> ids;
  for (const Claim& c : claims())
    if (c.on_classes()) ids.emplace_back(c.id);
  return ids;
}
INSTANTIATE_TEST_SUITE_P(Registry, EveryClaim, testing::ValuesIn(decidable_ids()), [](const auto& instance) {
  std::string name = instance.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace properties
}  // namespace qed
