// Distinguishers: by hand, against the slow twin, and with the mistakes that the claim catches.
#include "qed/training/distinguisher.hpp"

#include "properties/faults/training_faults.hpp"
#include "properties/oracle/distinguishers.hpp"
#include "qed/training/walsh.hpp"
#include "tests/training/laws.hpp"

namespace qed {
namespace {

using testing::Laws;
using testing::laws;

const Distribution two_words({ratio(1, 2), ratio(1, 2), 0, 0});
const Distribution four_words({ratio(1, 4), ratio(1, 4), ratio(1, 4), ratio(1, 4)});

TEST(Distinguisher, BestByHand) {  // the human's second bit is never set
  const auto gap = gap_between(two_words, four_words);
  EXPECT_EQ(total_variation(gap), ratio(1, 2));  // 1/4 + 1/4 in excess
  const auto best = every_distinguisher().best(gap);
  EXPECT_EQ(best.says_human, (std::vector<Rational>{1, 1, 0, 0}));
  EXPECT_EQ(advantage(gap, best), ratio(1, 2));
  const auto words = AttributeTable::words(2);
  EXPECT_EQ(juntas(words, 1).best(gap).name, "looks at bit 1");
  EXPECT_EQ(parities(words, 1).best(gap).name, "even: bit 1");
  EXPECT_EQ(decision_trees(words, 1).best(gap).name, "bit 1 (0: human, 1: machine)");
}

TEST(Distinguisher, AParityIsSeenByNoOneWhoLooksAtLess) {
  const Distribution evens({ratio(1, 4), 0, 0, ratio(1, 4), 0, ratio(1, 4), ratio(1, 4), 0});
  const auto gap = gap_between(Distribution::uniform(8), evens);
  const auto words = AttributeTable::words(3);
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_EQ(advantage(gap, parities(words, k).best(gap)), 0);
    EXPECT_EQ(advantage(gap, juntas(words, k).best(gap)), 0);
    EXPECT_EQ(advantage(gap, decision_trees(words, k).best(gap)), 0);
  }
  const auto found = parities(words, 3).best(gap);
  EXPECT_EQ(found.name, "odd: bit 0 + bit 1 + bit 2");
  EXPECT_EQ(advantage(gap, found), ratio(1, 2));
}

TEST(Distinguisher, TreesChooseWhatToLookAtNext) {
  // Human: bit 0 says which of the bits 1 and 2 is set; imitator: which is not. No two bits tell, two looks do.
  std::vector<Rational> h(8), p(8);
  for (unsigned word = 0; word < 8; ++word) {
    const bool set = word & (word & 1 ? 4 : 2);
    (set ? h : p)[word] = ratio(1, 4);
  }
  const auto gap = gap_between(Distribution(h), Distribution(p));
  const auto words = AttributeTable::words(3);
  EXPECT_EQ(advantage(gap, decision_trees(words, 2).best(gap)), 1);
  EXPECT_EQ(advantage(gap, juntas(words, 2).best(gap)), ratio(1, 2));
  EXPECT_EQ(decision_trees(words, 2).best(gap).name,
            "bit 0 (0: bit 1 (0: machine, 1: human), 1: bit 2 (0: machine, 1: human))");
}

TEST(Distinguisher, LinearOnesByHand) {
  const auto gap = gap_between(two_words, four_words);  // <gap, bit 0> = 0, <gap, bit 1> = -1/2
  NEEDS_A_SOLVER(testing::linear_in_bits(2, 10).best(gap))
  EXPECT_EQ(advantage(gap, testing::linear_in_bits(2, ratio(1, 3)).best(gap)), ratio(1, 6));
  // However large the coefficients may be, 1/2 - c >= 0 where bit 1 alone is set.
  EXPECT_EQ(advantage(gap, testing::linear_in_bits(2, 10).best(gap)), ratio(1, 4));
  EXPECT_EQ(testing::linear_in_bits(2, 10).best(gap).name, "1/2 - 1/2 bit 1");
}

TEST(Distinguisher, RefusesWhatDoesNotFit) {
  EXPECT_THROW(gap_between(two_words, Distribution::uniform(3)), std::invalid_argument);
  EXPECT_THROW(these_distinguishers("none", {}), std::invalid_argument);
  EXPECT_THROW(these_distinguishers("sure", {{"is too sure", {2, 0, 0, 0}}}), std::invalid_argument);
  const auto gap = gap_between(two_words, four_words);
  EXPECT_THROW(juntas(AttributeTable::words(3), 1).best(gap), std::invalid_argument);
  EXPECT_THROW(parities({{{"digit", 4}}, {{0}, {1}, {2}, {3}}}, 1), std::invalid_argument);
  EXPECT_THROW(juntas({{{"bit", 2}}, {{0}, {2}}}, 1), std::invalid_argument);
  EXPECT_THROW(linear_in_features({{1}, {0, 1}}, {"x"}, 1), std::invalid_argument);
  EXPECT_THROW(linear_in_features({{1}, {0}}, {"x"}, 0), std::invalid_argument);
  EXPECT_THROW(AttributeTable::words(21), std::invalid_argument);
  EXPECT_THROW(walsh_transform(std::vector<Rational>(3)), std::invalid_argument);
}

RC_GTEST_PROP(Distinguisher, every_class_has_at_most_the_distance, ()) {
  const Laws l = *laws(1);
  RC_CLASSIFY(l.human != l.imitators[0], "different laws");
  for (const auto& members : testing::classes_on(l.bits)) {
    const Comparison found = decide_distinguisher(l.human, l.imitators[0], members);
    RC_ASSERT(found.verdict == Verdict::holds);
    RC_ASSERT(found.value->exact() >= 0);
  }
}

RC_GTEST_PROP(Distinguisher, classes_agree_with_their_slow_twins, ()) {
  const Laws l = *laws(1);
  const auto gap = l.gap();
  for (unsigned k = 0; k <= l.bits; ++k) {
    const auto best = [&](const DistinguisherClass& members) { return advantage(gap, members.best(gap)); };
    const Rational parity = best(parities(l.words(), k)), junta = best(juntas(l.words(), k)),
                   tree = best(decision_trees(l.words(), k));
    RC_ASSERT(parity == oracle::best_advantage(gap, l.bits, [&](oracle::Table f) {
                return oracle::is_a_parity_of_at_most(f, l.bits, k);
              }));
    RC_ASSERT(junta == oracle::best_advantage(gap, l.bits, [&](oracle::Table f) {
                return oracle::looks_at_most_at(f, l.bits, k);
              }));
    RC_ASSERT(tree == oracle::best_advantage(gap, l.bits, [&](oracle::Table f) {
                return oracle::is_a_tree_of_depth(f, l.bits, k);
              }));
    RC_ASSERT(parity <= junta);
    RC_ASSERT(junta <= tree);
    RC_ASSERT(tree <= total_variation(gap));
    RC_CLASSIFY(junta < tree && k > 0, "a tree sees more");
  }
}

RC_GTEST_PROP(Walsh, twice_is_a_multiple, ()) {
  const Laws l = *laws(1);
  const auto back = walsh_transform(walsh_transform(l.gap()));
  for (std::size_t y = 0; y < back.size(); ++y)
    RC_ASSERT(back[y] == l.gap()[y] * Rational(Integer(back.size())));
}

TEST(Faults, ADistinguisherIsNotWorthMoreThanTheDistance) {
  const auto found =
      decide_distinguisher(two_words, four_words, properties::LinearBeyondProbabilities::members());
  EXPECT_EQ(found.verdict, Verdict::violated);
  EXPECT_EQ(found.value->exact(), ratio(5, 2));  // 3 * 1/2 + 2 * 1/2
}

TEST(Faults, TheBestOfAllHasTheDistance) {
  const auto found = decide_distinguisher(two_words, four_words, every_distinguisher(),
                                          properties::SignsOfTheGapInverted::members());
  EXPECT_EQ(found.verdict, Verdict::violated);
}

}  // namespace
}  // namespace qed
