#include "qed/uses/arithmetic.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace qed::arithmetic_test {
namespace {

std::string message_of(std::string_view text, std::size_t modulus = 5) {
  try {
    Arithmetic(modulus).read(text);
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "read";
}

TEST(Arithmetic, ReadsQuestions) {
  Arithmetic mod5(5);
  const QuestionIndex q = mod5.read("((3*4)+(2+(1*0)))");  // 12 + 2 + 0 = 14
  EXPECT_EQ(mod5.value(q), 4u);
  EXPECT_EQ(mod5.height(q), 3u);
  EXPECT_EQ(mod5.questions().list[q].text, "((3*4)+(2+(1*0)))");
  EXPECT_EQ(mod5.read("(3*4)"), (*mod5.questions().list[q].parts)[0]);  // one index for equal questions
  EXPECT_EQ(mod5.height(mod5.read("4")), 0u);
}

TEST(Arithmetic, SaysWhatIsWrongWithAQuestion) {
  EXPECT_EQ(message_of(""),
            "question \"\": found the end at character 1, expected a number or an opening bracket");
  EXPECT_EQ(message_of("7"), "question \"7\": found \"7\" at character 1, expected a number below 5");
  EXPECT_EQ(message_of("(1-2)"), "question \"(1-2)\": found \"-\" at character 3, expected + or *");
  EXPECT_EQ(message_of("(1+2"),
            "question \"(1+2\": found the end at character 5, expected a closing bracket");
  EXPECT_EQ(message_of("(1+2))"), "question \"(1+2))\": found \")\" at character 6, expected the end");
  EXPECT_NE(message_of(std::string(100, '(')).find("at most 64 levels"), std::string::npos);
  EXPECT_NE(message_of("99999999999999999999999").find("below 5"), std::string::npos);
  EXPECT_THROW(Arithmetic(1), std::invalid_argument);
  EXPECT_THROW(Arithmetic(17), std::invalid_argument);
}

TEST(Arithmetic, DrawnTreesAreFull) {
  Arithmetic mod3(3);
  RandomStream random(1, 0);
  const auto text = [&](QuestionIndex q) { return mod3.questions().list[q].text; };
  const QuestionIndex sums = mod3.drawn(4, 0, random), products = mod3.drawn(4, 1, random);
  EXPECT_EQ(mod3.height(sums), 4u);
  EXPECT_EQ(std::ranges::count(text(sums), '+'), 15);
  EXPECT_EQ(std::ranges::count(text(products), '*'), 15);
  EXPECT_THROW(mod3.drawn(1, ratio(-1, 2), random), std::invalid_argument);
  EXPECT_THROW(mod3.drawn(1, 2, random), std::invalid_argument);
}

TEST(Arithmetic, HumansSlip) {
  Arithmetic mod3(3);
  const Human human = mod3.human("someone", {ratio(1, 10), ratio(1, 5), ratio(1, 4)});
  const Answer silence = mod3.questions().silence();
  const auto& list = mod3.questions().list;
  const QuestionIndex sum = mod3.read("(1+2)"), product = mod3.read("(1*2)"), two = mod3.read("2");
  EXPECT_EQ(human.answer(list[two], silence, silence),
            Distribution({ratio(1, 20), ratio(1, 20), ratio(9, 10), Rational(0)}));
  EXPECT_EQ(human.answer(list[sum], 1, 2),
            Distribution({ratio(4, 5), ratio(1, 10), ratio(1, 10), Rational(0)}));
  EXPECT_EQ(human.answer(list[product], 2, 2),
            Distribution({ratio(1, 8), ratio(3, 4), ratio(1, 8), Rational(0)}));
  EXPECT_EQ(human.answer(list[sum], 1, silence), Distribution::certain(silence, 4));
  EXPECT_TRUE(human.asks_second(list[sum], 0));
  EXPECT_FALSE(human.asks_second(list[product], 0));  // 0 times anything
  EXPECT_EQ(human.answer(list[product], 0, silence),
            Distribution({ratio(3, 4), ratio(1, 8), ratio(1, 8), Rational(0)}));
  EXPECT_FALSE(human.asks_second(list[sum], silence));
  EXPECT_THROW(mod3.human("nobody", {ratio(3, 2), Rational(0), Rational(0)}), std::invalid_argument);
}

// With nobody slipping the organisation is right where it has a level for each level of the tree, and silent where not.
TEST(Organisation, IsRightOnceItIsLargeEnough) {
  Arithmetic mod5(5);
  RandomStream random(7, 0);
  const Human careful = mod5.human("careful", {});
  for (unsigned height = 0; height < 5; ++height) {
    const QuestionIndex q = mod5.drawn(height, ratio(1, 2), random);
    Organisation organisation(mod5.questions(), careful);
    EXPECT_EQ(organisation.answer(height + 1, q), Distribution::certain(mod5.value(q), 6));
  }
  Organisation small(mod5.questions(), careful);
  const QuestionIndex sum = mod5.read("((1+1)+(1+1))");
  Organisation organisation(mod5.questions(), careful);
  EXPECT_EQ(organisation.answer(2, sum), Distribution::certain(mod5.questions().silence(), 6));
}

TEST(Organisation, HasTwoToTheLevelsLessOneHumans) {
  Arithmetic mod3(3);
  std::string text = "1";
  const Human human = mod3.human("someone", {ratio(1, 10), ratio(1, 10), ratio(1, 10)});
  for (unsigned n = 1; n <= 6; ++n) {
    const QuestionIndex q = mod3.read(text);
    Organisation organisation(mod3.questions(), human);
    EXPECT_EQ(organisation.expected_humans(n, q), Rational((1u << n) - 1));
    text = "(" + text + "+" + text + ")";
  }
}

TEST(Organisation,
     SparesTheSecondCopy) {  // (0*2): read as 0 with probability 4/5, and then the second is not asked
  Arithmetic mod3(3);
  const Human human = mod3.human("someone", {ratio(1, 5), Rational(0), Rational(0)});
  const QuestionIndex q = mod3.read("(0*2)");
  Organisation organisation(mod3.questions(), human);
  EXPECT_EQ(organisation.asks_second(2, q), ratio(1, 5));
  EXPECT_EQ(organisation.expected_humans(2, q), 2 + ratio(1, 5));
}

}  // namespace
}  // namespace qed::arithmetic_test
