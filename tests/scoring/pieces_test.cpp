// Rules that are smooth in pieces: proved where the pieces fit, and never where they do not.
#include "qed/scoring/pieces.hpp"

#include <gtest/gtest.h>

#include "properties/faults/nearly_proper.hpp"
#include "qed/scoring/rule_text.hpp"

namespace qed {
namespace {

InPieces in_pieces(std::span<const Expression> scores) {
  const auto cells = Cells::of(scores);
  if (!cells) return {};
  return proper_in_pieces(scores, *cells, pieces_of(scores, *cells), {});
}
InPieces in_pieces(const std::string& rule, std::size_t outcomes) {
  return in_pieces(rule_from_text(rule).scores(outcomes));
}

const std::string brier_text = "2*p[y] - sum(p^2)";
// From G = ((p0 - 1/2)^+)^2, which is smooth once and flat on one side; and from |p0 - 1/3|, which has a kink.
const std::string flat_text = "(p[0] > 1/2 ? (p[0] - 1/2)^2 + 2*(p[0] - 1/2)*((y == 0 ? 1 : 0) - p[0]) : 0)";
const std::string kink_text = "(p[0] > 1/3 ? (y == 0 ? 2/3 : -1/3) : (y == 0 ? -2/3 : 1/3))";

TEST(Pieces, ThatFitAreProved) {
  for (const std::string& rule : {brier_text + " + " + flat_text, brier_text + " + " + kink_text,
                                  "ln(p[y]) + " + kink_text, "p[y]/sqrt(sum(p^2)) + " + flat_text})
    for (const std::size_t outcomes : {2, 3}) {
      const Properness found = properness(rule_from_text(rule), outcomes);
      EXPECT_EQ(found.proper, Finding::proved) << rule << ": " << found.proof;
      EXPECT_EQ(found.strictly, Finding::proved) << rule << ": " << found.strictly_proof;
      EXPECT_NE(found.proof.find("in 2 pieces"), std::string::npos) << found.proof;
    }
}

// The likeliest outcome pays 1 more: Brier and zero-one, with a border for each pair of outcomes.
TEST(Pieces, OfBrierAndZeroOneAreProvedAtThreeOutcomes) {
  std::vector<Expression> scores = rule_from_text("zero-one").scores(3);
  const auto smooth = rule_from_text("brier").scores(3);
  for (std::size_t y = 0; y < 3; ++y) scores[y] += smooth[y];
  const Properness found = properness(scores);
  EXPECT_EQ(found.proper, Finding::proved) << found.proof;
  EXPECT_EQ(found.strictly, Finding::proved) << found.strictly_proof;
}

TEST(Pieces, FlatOnOneSideAreProperAndNotStrictly) {
  const Properness found = properness(rule_from_text(flat_text), 2);
  EXPECT_EQ(found.proper, Finding::proved) << found.proof;
  EXPECT_EQ(found.strictly, Finding::refuted);
  ASSERT_TRUE(found.as_good);
}

TEST(Pieces, ThatDoNotFitAreNotProved) {
  for (const std::string& rule : std::initializer_list<std::string>{
           brier_text + " - 1/1000*" + kink_text,                // a kink that bends down
           brier_text + " - 3*" + flat_text,                     // not convex on one side
           brier_text + " + (p[0] > 1/2 ? 1e-6 : 0)",            // G jumps
           brier_text + " + (p[0] > 1/2 && y == 0 ? 1e-6 : 0)",  // steps, but not along the normal
           brier_text + " + (p[0] == 1/2 ? 1/10 : 0)",           // one report pays more
           brier_text + " - (p[0] == 1/2 ? 1/10 : 0)",           // and one less
           "(p[0] > 1/2 ? ln(p[y]) : " + brier_text + ")",       // two proper rules that do not meet
           "ln(p[y]) + (p[0] > 999/1000 ? 1e-9*p[y] : 0)"}) {    // improper near a vertex
    const InPieces found = in_pieces(rule, 2);
    EXPECT_FALSE(found.proper) << rule << ": " << found.proof;
    EXPECT_FALSE(found.strictly);
    EXPECT_NE(properness(rule_from_text(rule), 2).proper, Finding::proved) << rule;
  }
}

// The proof by itself, without the search that refutes them before: none of the faults passes it.
TEST(Pieces, OfNearlyProperRulesAreNotProved) {
  std::size_t cut = 0;
  for (const auto& fault : properties::nearly_proper_rules())
    for (const std::size_t outcomes : {2, 3}) {
      const auto scores = fault.rule.scores(outcomes);
      EXPECT_FALSE(in_pieces(scores).proper) << fault.id << " " << outcomes;
      cut += Cells::of(scores) && Cells::of(scores)->all().size() > 1 ? 1 : 0;
    }
  EXPECT_GE(cut, 8u);  // those that have linear conditions
}

}  // namespace
}  // namespace qed
