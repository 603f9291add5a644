// The scenarios about imitators that are trained by a bound or by an estimated count: their numbers, and what they refuse.
#include "qed/training/counting_libraries.hpp"
#include "tests/scenario/reading.hpp"

namespace qed {
namespace {

using namespace evidence;
using testing::cell_in;
using testing::document_of;
using testing::holding;
using testing::number_in;
using testing::refusal_of;

std::string words_in(const Document& d, const std::string& row, const std::string& column) {
  return std::get<std::string>(cell_in(d, row, column));
}

// Of the 28 humans on the grid ELBO finds those without moods, and not one other.
TEST(LatentVariablesScenario, ElboMissesWhomMoreDrawsFind) {
  const Document d = document_of("latent-variables", {{"draws", "7"}});
  EXPECT_EQ(words_in(d, "ELBO", "humans found"), "7 of 28");
  EXPECT_EQ(words_in(d, "the true score", "humans found"), "28 of 28");
  EXPECT_EQ(words_in(d, "ELBO", "that human"), "1/8 or 7/8");
  EXPECT_EQ(words_in(d, "ELBO", "gets the imitator"), "1/2 or 1/2");
  EXPECT_EQ(number_in(d, "ELBO", "farthest"),
            ratio(9, 32));  // 25/64 of one yes of two, and 1/2 where the answers agree
  EXPECT_EQ(words_in(d, "7 draws", "imitator"), "1/8 or 7/8");
  EXPECT_EQ(number_in(d, "7 draws", "total variation"), 0);
  EXPECT_EQ(holding(d, "latent-training"), 7u);
}

TEST(LatentVariablesScenario, AProposalNearThePosteriorMendsElbo) {
  const Document d = document_of("latent-variables",
                                 {{"draws", "1"}, {"proposals", "1/50,1/2,49/50"}, {"human", "1/8,7/8"}});
  EXPECT_EQ(words_in(d, "ELBO", "imitator"), "1/8 or 7/8");
}

const testing::Given short_lesson{
    {"digits", "3"}, {"questions", "7x7,5x6"}, {"answers", "4"}, {"pivot", "12"}, {"rounds", "3"}};

// What the SAT solver leaves is a set, whatever order it is found in: so the estimates are pinned too.
TEST(ModelCountingScenario, CountsExactlyAndByConstraints) {
  if (!has_model_counting()) {
    EXPECT_THROW(document_of("model-counting", short_lesson), NoModelCounting);
    return;
  }
  const Document d = document_of("model-counting", short_lesson);
  for (const char* way : {"a decision diagram", "trying every outcome", "the law of what is written down"}) {
    EXPECT_EQ(number_in(d, way, "number"), 25536);
    EXPECT_EQ(number_in(d, way, "probability"), ratio(25536, 1 << 18));
  }
  EXPECT_EQ(number_in(d, "the middle estimate", "number"), 7 << 12);
  EXPECT_EQ(words_in(d, "the middle estimate", "remarks"), "12 constraints leave 8, 7, 6");
  const auto& range = std::get<Value>(cell_in(d, "its range", "number"));
  EXPECT_EQ(range.method(), Method::sampled);
  EXPECT_EQ(range.lower(), 10302);
  EXPECT_EQ(range.upper(), 79802);
  EXPECT_EQ(words_in(d, "1/4", "rounds confirmed"), "10 of 10");
  EXPECT_EQ(words_in(d, "1/4", "ranges that missed"), "0 of 4");
  // The score of the human's answers, by the exact probabilities of each, and the imitators that either score picks.
  const auto score = std::get<Value>(cell_in(d, "1/4", "exactly"));
  EXPECT_EQ(score.method(), Method::certified);
  EXPECT_LT(score.upper(), ratio(-831, 100));
  EXPECT_GT(score.lower(), ratio(-832, 100));
  EXPECT_EQ(words_in(d, "the exact score", "forgets"), "1/8");
  EXPECT_EQ(number_in(d, "the exact score", "total variation"), ratio(70993, 524288));
  EXPECT_EQ(words_in(d, "model counting", "forgets"), "1/4");
  EXPECT_EQ(number_in(d, "model counting", "total variation"), 0);
  EXPECT_EQ(holding(d, "model-counting"), 9u);
}

TEST(ModelCountingScenario, RefusesWhatDoesNotFit) {
  EXPECT_EQ(refusal_of("model-counting", {{"digits", "6"}, {"questions", "63x63"}}),
            "parameter questions: 63 x 63: a circuit with 64 coins has no room for another; expected fewer "
            "digits or coin-bits");
  EXPECT_EQ(
      refusal_of("model-counting", {{"questions", "3x3,4"}}),
      "parameter questions: found \"4\", expected AxB with whole numbers from 0 to 15, separated by commas");
}

}  // namespace
}  // namespace qed
