// The claims about one step, on random steps, for the cautious imitator; and that `qed verify` decides the same.
#include "properties/one_step.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>

#include "properties/faults.hpp"
#include "qed/claims/check.hpp"

namespace qed::properties {
namespace {

using gen::Truth;

RC_GTEST_PROP(OneStep, top_prefix, ()) { top_prefix(*steps(Truth::anywhere)); }
RC_GTEST_PROP(OneStep, top_size, ()) { top_size(*steps(Truth::anywhere)); }
RC_GTEST_PROP(OneStep, no_query_dominance, ()) { no_query_dominance(*steps(Truth::on_top)); }
RC_GTEST_PROP(OneStep, query_identity, ()) { query_identity(*steps(Truth::anywhere)); }
RC_GTEST_PROP(OneStep, step_dominance, ()) { step_dominance(*steps(Truth::on_top)); }
RC_GTEST_PROP(OneStep, query_drift, ()) { query_drift(*steps(Truth::inside)); }

// Each of them can fail: a property that no faulty imitator breaks says nothing.
template <class Property>
bool fails(Property property) {
  return !rc::detail::checkTestable(property).template is<rc::detail::SuccessResult>();
}

struct OnlyPassing : CautiousImitator<> {  // collects whatever passes the test, in order of declaration
  TopSet top_set(const Situation& s) const {
    std::vector<ModelIndex> members;
    Integer before = 0;
    for (ModelIndex m = 0; m < s.weights.size(); ++m) {
      if (Rational(s.weights[m]) > s.alpha * before) members.push_back(m);
      before += s.weights[m];
    }
    return TopSet(std::move(members));
  }
};
struct KeepAtThreshold : CautiousImitator<> {  // equality at the threshold keeps a model, whatever the rule
  TopSet top_set(const Situation& s) const { return TopSet::of(s.weights, s.alpha, Threshold::non_strict); }
};
struct FollowsTheBest : CautiousImitator<> {
  StepLaw step(const Situation& s, const TopSet& top) const {
    const Distribution& best = *s.predictions[*top.begin()];
    return ask_with_the_rest({best.begin(), best.end()}, s.demonstrator);
  }
};
struct PlaysItsOwnWhenAsking : CautiousImitator<> {  // asks with theta, then plays the best model's action
  StepLaw step(const Situation& s, const TopSet& top) const {
    StepLaw law = CautiousImitator<>::step(s, top);
    for (std::size_t a = 0; a < law.asked.size(); ++a)
      law.asked[a] = law.query_probability * (*s.predictions[*top.begin()])[a];
    return law;
  }
};
struct NeverLearns : CautiousImitator<> {
  Weights update(const Situation& s, bool, ActionIndex) const { return {s.weights.begin(), s.weights.end()}; }
};

TEST(OneStepCanFail, TopPrefix) {
  EXPECT_TRUE(fails([] { top_prefix(*steps(Truth::anywhere), OnlyPassing{}); }));
}
TEST(OneStepCanFail, TopSize) {
  EXPECT_TRUE(fails([] { top_size(*steps(Truth::anywhere), KeepAtThreshold{}); }));
}
TEST(OneStepCanFail, NoQueryDominance) {
  EXPECT_TRUE(fails([] { no_query_dominance(*steps(Truth::on_top), FollowsTheBest{}); }));
}
TEST(OneStepCanFail, QueryIdentity) {
  EXPECT_TRUE(fails([] { query_identity(*steps(Truth::anywhere), PlaysItsOwnWhenAsking{}); }));
}
TEST(OneStepCanFail, StepDominance) {
  EXPECT_TRUE(fails([] { step_dominance(*steps(Truth::on_top), FollowsTheBest{}); }));
  EXPECT_TRUE(fails([] { step_dominance(*steps(Truth::on_top), PlaysItsOwnWhenAsking{}); }));
}
TEST(OneStepCanFail, QueryDrift) {
  EXPECT_TRUE(fails([] { query_drift(*steps(Truth::inside), NeverLearns{}); }));
}

// A property on a step where its hypothesis holds, and the claim that check() decides there.
struct Spelled {
  std::string_view claim;
  bool (*applies)(const Step&, const Imitator&);
  void (*property)(const Step&, const Imitator&);
};
bool at_every_step(const Step&, const Imitator&) { return true; }
bool truth_inside(const Step& s, const Imitator&) { return s.truth().has_value(); }
bool truth_on_top(const Step& s, const Imitator& imitator) {
  return s.truth() && imitator.top_set(s.situation()).contains(*s.truth());
}
constexpr std::array spelled_out{Spelled{"top-prefix", at_every_step, top_prefix<Imitator>},
                                 Spelled{"top-size", at_every_step, top_size<Imitator>},
                                 Spelled{"no-query-dominance", truth_on_top, no_query_dominance<Imitator>},
                                 Spelled{"query-identity", at_every_step, query_identity<Imitator>},
                                 Spelled{"step-dominance", truth_on_top, step_dominance<Imitator>},
                                 Spelled{"query-drift", truth_inside, query_drift<Imitator>}};

bool fails_at(const Spelled& s, const Step& step, const Imitator& imitator) {
  try {
    s.property(step, imitator);
    return false;
  } catch (const rc::detail::CaseResult& result) {
    RC_ASSERT(result.type == rc::detail::CaseResult::Type::Failure);
    return true;
  }
}

// What a fault must be seen to break, so that both answers are compared.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> must_break{
    {{"declaration-order", "top-prefix"},
     {"follow-best-model", "no-query-dominance"},
     {"query-but-play-own-action", "query-identity"},
     {"mean-instead-of-minimum", "step-dominance"},
     {"forget-to-update-on-queries", "query-drift"}}};

// One imitator: the cautious one, or a fault's.
class OneStepTwin : public testing::TestWithParam<std::optional<std::string_view>> {};

TEST_P(OneStepTwin, FailsWhereTheClaimIsViolated) {
  const Imitator imitator = GetParam() ? *fault(*GetParam()).imitator : Imitator();
  std::array<std::array<int, 2>, spelled_out.size()> seen{};  // how often it held, how often it failed
  EXPECT_TRUE(rc::check([&] {
    const Step step = *steps(Truth::anywhere);
    std::vector<std::string_view> ids;
    for (const Spelled& s : spelled_out) ids.push_back(s.claim);
    const CheckResult decided = check(step.model_class(), imitator, {}, ids);
    for (std::size_t i = 0; i < spelled_out.size(); ++i) {
      const auto of = std::ranges::find(decided.claims, spelled_out[i].claim,
                                        [](const ClaimResult& r) { return r.claim->id; });
      const Verdict verdict = of->worst.verdict;
      if (!spelled_out[i].applies(step, imitator)) {  // then it holds of nothing
        RC_ASSERT(verdict == Verdict::not_applicable || of->interesting == 0);
        RC_ASSERT(verdict != Verdict::violated);
        continue;
      }
      const bool failed = fails_at(spelled_out[i], step, imitator);
      RC_ASSERT(failed == (verdict == Verdict::violated));
      ++seen[i][failed];
    }
  }));
  for (std::size_t i = 0; i < spelled_out.size(); ++i) {
    EXPECT_GT(seen[i][0] + seen[i][1], 0) << spelled_out[i].claim;
    if (!GetParam()) {
      EXPECT_EQ(seen[i][1], 0) << spelled_out[i].claim;
    }
    for (const auto& [id, claim] : must_break) {
      if (GetParam() != id || claim != spelled_out[i].claim) continue;
      EXPECT_GT(seen[i][1], 0) << claim;
    }
  }
}

std::vector<std::optional<std::string_view>> every_imitator() {
  std::vector<std::optional<std::string_view>> ids{std::nullopt};
  for (const Fault& f : faults())
    if (f.imitator) ids.push_back(f.id);
  return ids;
}
INSTANTIATE_TEST_SUITE_P(Imitators, OneStepTwin, testing::ValuesIn(every_imitator()));

}  // namespace
}  // namespace qed::properties
