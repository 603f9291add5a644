// A human who answers a question, and may consult two copies of some assistant about its parts: one after the other, the
// second perhaps only after some of the first's answers. What the copies are is not her concern: rocks, humans with copies
// of their own (an organisation), or imitators of such humans (distillation.hpp).
//
// Exact   rational arithmetic.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "qed/exact/distribution.hpp"
#include "qed/model/history.hpp"

namespace qed {

using QuestionIndex = std::uint32_t;
using Answer = ActionIndex;

struct Question {
  std::string text;
  std::uint32_t kind;                                 // what a human sees of it beside the parts
  std::optional<std::array<QuestionIndex, 2>> parts;  // earlier in the list; none: nobody is consulted
};

// What a human does with a question of this kind. A copy that was not consulted, or has nothing to say, is silent.
struct Human {
  std::string name;
  std::function<bool(const Question&, Answer first)> asks_second;
  std::function<Distribution(const Question&, Answer first, Answer second)> answer;
};

// Every question that may come up, and everything that may be answered. The last answer is silence.
struct Questions {
  std::size_t answers;
  std::vector<Question> list;

  Answer silence() const { return static_cast<Answer>(answers - 1); }
};

// The law of an assistant's answer to a question.
using Consulted = std::function<const Distribution&(QuestionIndex)>;

// What happens when the human is asked: every course of it, with its probability; silence stands for a copy that was not
// consulted.
struct Course {
  Answer first, second;
  bool asked_second;
  Rational probability;  // of the copies' answers
  Distribution answer;   // of the human, given them
};
// Courses of probability 0 are left out.
std::vector<Course> courses(const Questions&, QuestionIndex, const Human&, const Consulted&);

// The law of her answer.    Cost  (number of answers)^3 multiplications.
Distribution amplified(const Questions&, QuestionIndex, const Human&, const Consulted&);

// The organisation of 2^n - 1 humans: n = 0 is a rock, which is silent; n + 1 is the human with two copies of n.
class Organisation {
 public:
  Organisation(const Questions& questions, const Human& human) : questions_(questions), human_(human) {}

  const Distribution& answer(unsigned levels, QuestionIndex);
  // How many humans are put to work, on average; at most 2^n - 1, which a tree of n levels takes where all are consulted.
  Rational expected_humans(unsigned levels, QuestionIndex);
  // The probability that the second copy is consulted.
  Rational asks_second(unsigned levels, QuestionIndex);

 private:
  Consulted below(unsigned levels);

  const Questions& questions_;
  const Human& human_;
  std::vector<std::vector<std::optional<Distribution>>> laws_;  // [levels][question]
};

}  // namespace qed
