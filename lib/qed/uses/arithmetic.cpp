#include "qed/uses/arithmetic.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "qed/exact/wording.hpp"

namespace qed {

namespace {

// Kinds: the numbers by their values, then these.
constexpr std::uint32_t sum_kind = 16, product_kind = 17;
constexpr unsigned most_brackets = 64;

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

[[noreturn]] void refuse(std::string_view text, std::size_t at, const std::string& expected) {
  throw std::invalid_argument("question " + in_quotes(text) + ": found " +
                              (at < text.size() ? in_quotes(text.substr(at, 1)) : "the end") +
                              " at character " + std::to_string(at + 1) + ", expected " + expected);
}

// `right`, but for the slip.
Distribution around(Answer right, const Rational& slip, std::size_t modulus) {
  std::vector<Rational> law(modulus + 1, Rational(slip / (modulus - 1)));
  law[right] = 1 - slip;
  law[modulus] = 0;
  return Distribution(std::move(law));
}

}  // namespace

Arithmetic::Arithmetic(std::size_t modulus) : modulus_(modulus), questions_{modulus + 1, {}} {
  if (modulus < 2 || modulus > sum_kind)
    throw std::invalid_argument("modulus " + std::to_string(modulus) + " is outside 2 … 16");
}

QuestionIndex Arithmetic::known(Question question) {
  const auto found = std::ranges::find(questions_.list, question.text, &Question::text);
  if (found == questions_.list.end()) {
    questions_.list.push_back(std::move(question));
    return static_cast<QuestionIndex>(questions_.list.size() - 1);
  }
  return static_cast<QuestionIndex>(found - questions_.list.begin());
}

QuestionIndex Arithmetic::number(std::size_t value) {
  return known({std::to_string(value), static_cast<std::uint32_t>(value), std::nullopt});
}

QuestionIndex Arithmetic::operation(char sign, QuestionIndex first, QuestionIndex second) {
  const std::string text = "(" + questions_.list[first].text + sign + questions_.list[second].text + ")";
  return known({text, sign == '+' ? sum_kind : product_kind, {{first, second}}});
}

QuestionIndex Arithmetic::read(std::string_view text) {
  std::size_t at = 0;
  const QuestionIndex question = read(text, at, 0);
  if (at != text.size()) refuse(text, at, "the end");
  return question;
}

QuestionIndex Arithmetic::read(std::string_view text, std::size_t& at, unsigned depth) {
  if (depth > most_brackets)
    refuse(text, at, "at most " + std::to_string(most_brackets) + " levels of brackets");
  if (at < text.size() && is_digit(text[at])) {
    const std::size_t start = at;
    std::size_t value = 0;
    for (; at < text.size() && is_digit(text[at]); ++at) {
      value = 10 * value + static_cast<std::size_t>(text[at] - '0');
      if (value >= modulus_) refuse(text, start, "a number below " + std::to_string(modulus_));
    }
    return number(value);
  }
  if (at >= text.size() || text[at] != '(') refuse(text, at, "a number or an opening bracket");
  const QuestionIndex first = read(text, ++at, depth + 1);
  if (at >= text.size() || (text[at] != '+' && text[at] != '*')) refuse(text, at, "+ or *");
  const char sign = text[at];
  const QuestionIndex second = read(text, ++at, depth + 1);
  if (at >= text.size() || text[at] != ')') refuse(text, at, "a closing bracket");
  ++at;
  return operation(sign, first, second);
}

QuestionIndex Arithmetic::drawn(unsigned height, const Rational& multiplications, RandomStream& random) {
  const Integer numerator = numerator_of(multiplications), denominator = denominator_of(multiplications);
  if (numerator < 0 || numerator > denominator || denominator > 1'000'000)
    throw std::invalid_argument("a share of multiplications of " + to_string(multiplications) +
                                " is no probability with a denominator up to 10^6");
  if (height == 0) return number(random.below(modulus_));
  const QuestionIndex first = drawn(height - 1, multiplications, random),
                      second = drawn(height - 1, multiplications, random);
  const bool multiplied = Integer(random.below(denominator.convert_to<std::uint64_t>())) < numerator;
  return operation(multiplied ? '*' : '+', first, second);
}

Answer Arithmetic::value(QuestionIndex q) const {
  const Question& question = questions_.list[q];
  if (!question.parts) return question.kind;
  const Answer first = value((*question.parts)[0]), second = value((*question.parts)[1]);
  return static_cast<Answer>((question.kind == sum_kind ? first + second : first * second) % modulus_);
}

unsigned Arithmetic::height(QuestionIndex q) const {
  const auto& parts = questions_.list[q].parts;
  return parts ? 1 + std::max(height((*parts)[0]), height((*parts)[1])) : 0;
}

Human Arithmetic::human(std::string name, const Slips& slips) const {
  for (const Rational& slip : {slips.reading, slips.adding, slips.multiplying})
    if (slip < 0 || slip > 1)
      throw std::invalid_argument("human " + name + ": a slip of " + to_string(slip) + " is outside [0, 1]");
  const Answer silence = questions_.silence();
  const std::size_t modulus = modulus_;
  return {.name = std::move(name),
          .asks_second =
              [silence](const Question& question, Answer first) {
                return first != silence && !(question.kind == product_kind && first == 0);
              },
          .answer =
              [slips, silence, modulus](const Question& question, Answer first, Answer second) {
                if (!question.parts) return around(question.kind, slips.reading, modulus);
                if (question.kind == product_kind && first == 0) return around(0, slips.multiplying, modulus);
                if (first == silence || second == silence) return Distribution::certain(silence, modulus + 1);
                if (question.kind == sum_kind)
                  return around(static_cast<Answer>((first + second) % modulus), slips.adding, modulus);
                return around(static_cast<Answer>(first * second % modulus), slips.multiplying, modulus);
              }};
}

}  // namespace qed
