// Questions that a human answers with two others: arithmetic modulo m on trees of additions and multiplications. A human
// reads a number, or does one operation on what the two copies say; each may go wrong.
//
// A human whose first copy says 0 multiplies without asking the second; one who hears nothing says nothing.
#pragma once

#include <string_view>

#include "qed/exact/random_stream.hpp"
#include "qed/uses/consultation.hpp"

namespace qed {

// How often each goes wrong; each wrong number is then equally likely. Probabilities, in [0, 1]; 0 where m = 1.
struct Slips {
  Rational reading, adding, multiplying;
};

class Arithmetic {
 public:
  // Answers 0 … m - 1, and silence.   Throws  std::invalid_argument where m is outside 2 … 16.
  explicit Arithmetic(std::size_t modulus);

  // A number below m, or (x+y) or (x*y) with x and y questions. No spaces. Equal questions have one index.
  // Throws  std::invalid_argument saying where the text is none; so do more than 64 levels of brackets.
  QuestionIndex read(std::string_view text);
  // A full tree of this height (0 is a number), drawn; an operation is a multiplication with probability `multiplications`.
  // Throws  std::invalid_argument where that is no probability, or its denominator is above 10^6.
  QuestionIndex drawn(unsigned height, const Rational& multiplications, RandomStream&);

  Answer value(QuestionIndex) const;     // the right answer
  unsigned height(QuestionIndex) const;  // 0 for a number

  // Throws  std::invalid_argument naming a slip that is no probability.
  Human human(std::string name, const Slips&) const;

  const Questions& questions() const { return questions_; }

 private:
  QuestionIndex number(std::size_t value);
  QuestionIndex operation(char sign, QuestionIndex first, QuestionIndex second);
  QuestionIndex known(Question);
  QuestionIndex read(std::string_view text, std::size_t& at, unsigned depth);

  std::size_t modulus_;
  Questions questions_;
};

}  // namespace qed
