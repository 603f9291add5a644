#include "qed/scoring/second_opinion.hpp"

#include <gtest/gtest.h>

#include "properties/faults/nearly_proper.hpp"
#include "qed/scoring/properness.hpp"
#include "qed/scoring/rule_text.hpp"

namespace qed {
namespace {

SecondOpinion opinion_on(const std::string& rule, std::size_t outcomes) {
  return second_opinion(rule_from_text(rule).scores(outcomes), 20000);
}

TEST(SecondOpinion, FindsWhatIsKnown) {
  if (!has_second_opinion()) {
    EXPECT_EQ(opinion_on("brier", 2), SecondOpinion::not_asked);
    return;
  }
  for (const std::size_t outcomes : {2u, 3u}) {
    EXPECT_EQ(opinion_on("brier", outcomes), SecondOpinion::no_pair);
    EXPECT_EQ(opinion_on("linear", outcomes), SecondOpinion::a_pair);
  }
  EXPECT_EQ(opinion_on("rps", 3), SecondOpinion::no_pair);
  EXPECT_EQ(opinion_on("2*p[y] - 1.01*sum(p^2)", 2), SecondOpinion::a_pair);
  EXPECT_EQ(opinion_on("zero-one", 2), SecondOpinion::no_pair);  // in pieces
  EXPECT_EQ(opinion_on("p[y] >= 1/2 ? 1 : 0", 2), SecondOpinion::a_pair);
}

TEST(SecondOpinion, IsAskedOnPolynomialsAlone) {
  for (const char* rule : {"log", "spherical", "1/(1 + p[y])", "sqrt(p[y])"})
    EXPECT_EQ(opinion_on(rule, 2), SecondOpinion::not_asked) << rule;
}

// Two procedures with nothing in common but the question.
TEST(SecondOpinion, AgreesOnEveryNearlyProperRule) {
  int asked = 0;
  for (const auto& fault : properties::nearly_proper_rules()) {
    const auto scores = fault.rule.scores(2);
    const SecondOpinion z3 = second_opinion(scores);
    if (z3 == SecondOpinion::not_asked || z3 == SecondOpinion::no_answer) continue;
    ++asked;
    EXPECT_EQ(z3 == SecondOpinion::a_pair, properness(scores).proper == Finding::refuted) << fault.id;
  }
  EXPECT_GE(asked, has_second_opinion() ? 8 : 0);
}

Properness found(Finding proper) {
  Properness p;
  p.proper = p.strictly = proper;
  p.proof = "as said";
  return p;
}

// Where the two contradict each other nothing is decided; everywhere else the finding stays.
TEST(SecondOpinion, WithdrawsWhatItContradicts) {
  const Properness proved = with_second_opinion(found(Finding::proved), SecondOpinion::a_pair);
  EXPECT_EQ(proved.proper, Finding::undecided);
  EXPECT_EQ(proved.strictly, Finding::undecided);
  EXPECT_EQ(proved.proof, "proved (as said), but Z3 finds a pair");
  EXPECT_EQ(with_second_opinion(found(Finding::refuted), SecondOpinion::no_pair).proper, Finding::undecided);
  for (const SecondOpinion silent : {SecondOpinion::not_asked, SecondOpinion::no_answer})
    for (const Finding ours : {Finding::proved, Finding::refuted, Finding::undecided})
      EXPECT_EQ(with_second_opinion(found(ours), silent).proper, ours);
  EXPECT_EQ(with_second_opinion(found(Finding::proved), SecondOpinion::no_pair).proper, Finding::proved);
  EXPECT_EQ(with_second_opinion(found(Finding::refuted), SecondOpinion::a_pair).proper, Finding::refuted);
  EXPECT_EQ(with_second_opinion(found(Finding::undecided), SecondOpinion::no_pair).proper,
            Finding::undecided);
}

}  // namespace
}  // namespace qed
