// The claims about one step, on random steps, for the cautious imitator.
#include "properties/one_step.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

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

}  // namespace
}  // namespace qed::properties
