#include "qed/exact/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "qed/exact/limbs.hpp"

namespace qed {
namespace {

constexpr std::size_t most_digits = 10'000;
constexpr int largest_exponent = 10'000;

bool is_digit(char c) { return '0' <= c && c <= '9'; }

// The text in quotes, fit for one line of a message: long text shortened, other bytes than printable ASCII
// as \xHH, so that a message can always be printed and put into JSON.
std::string quoted(std::string_view text) {
  constexpr std::size_t shown = 40;
  std::string result = "\"";
  for (const char c : text.substr(0, shown)) {
    if (' ' <= c && c <= '~')
      result += c;
    else
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
  return result + (text.size() > shown ? fmt::format("…\" ({} characters)", text.size()) : "\"");
}

[[noreturn]] void refuse(std::string_view text, std::string_view what) {
  throw std::invalid_argument(fmt::format("{} {}", quoted(text), what));
}

std::string_view without_leading_zeros(std::string_view digits) {
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

// Boost takes a leading 0 for the mark of an octal number, so leading zeros go before it sees them.
Integer integer_of(std::string_view digits) {
  digits = without_leading_zeros(digits);
  return digits.empty() ? Integer(0) : Integer(std::string(digits));
}

Integer power_of_ten(std::size_t n) {
  return boost::multiprecision::pow(Integer(10), static_cast<unsigned>(n));
}

// Reads a text from left to right, and knows the whole of it for the messages.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // True where the sign is a minus.
  bool take_sign() {
    if (take('-')) return true;
    take('+');
    return false;
  }
  std::string_view take_digits(std::string_view where) {
    const auto n =
        static_cast<std::size_t>(std::find_if_not(rest_.begin(), rest_.end(), is_digit) - rest_.begin());
    if (n == 0) refuse_here(fmt::format("has no digit {}", where));
    const auto digits = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return digits;
  }
  // Refuses the text for `what`, or for the character that comes next where that can belong to no number.
  [[noreturn]] void refuse_here(std::string_view what) const {
    constexpr std::string_view expected =
        "expected an integer \"p\", a fraction \"p/q\" or a decimal such as \"0.25\" or \"1e-3\"";
    if (!rest_.empty() && std::string_view("+-./e").find(rest_.front()) == std::string_view::npos &&
        !is_digit(rest_.front()))
      refuse(text_,
             fmt::format("has {} at position {}; {}",
                         rest_.front() == ' ' ? "a space" : "an unexpected " + quoted(rest_.substr(0, 1)),
                         text_.size() - rest_.size() + 1, expected));
    refuse(text_, fmt::format("{}; {}", what, expected));
  }

 private:
  std::string_view text_;
  std::string_view rest_;
};

// The digits after "e", within the limit; more than five of them are beyond it anyway.
int exponent_of(std::string_view text, bool negative, std::string_view digits) {
  digits = without_leading_zeros(digits);
  int exponent = 0;
  for (const char c : digits.substr(0, 5)) exponent = 10 * exponent + (c - '0');
  if (digits.size() > 5 || exponent > largest_exponent)
    refuse(text, fmt::format("has an exponent outside ±{}", largest_exponent));
  return negative ? -exponent : exponent;
}

}  // namespace

Rational parse_rational(std::string_view text) {
  if (text.empty())
    throw std::invalid_argument("the number is empty; expected for example \"2\", \"1/3\" or \"0.25\"");
  const auto digits_in_all = std::count_if(text.begin(), text.end(), is_digit);
  if (static_cast<std::size_t>(digits_in_all) > most_digits)
    refuse(text, fmt::format("has {} digits; expected at most {}", digits_in_all, most_digits));

  Reader reader(text);
  const bool negative = reader.take_sign();
  const auto digits = reader.take_digits("where the number starts");
  Integer numerator = integer_of(digits), denominator = 1;

  if (reader.take('/')) {
    if (reader.take('-') || reader.take('+'))
      refuse(text, "has a sign in the denominator; expected it in front");
    denominator = integer_of(reader.take_digits("after \"/\""));
    if (reader.take('/')) refuse(text, "has a second \"/\"; expected one fraction \"p/q\"");
    if (!reader.at_end()) reader.refuse_here("mixes a fraction with something else");
    if (denominator == 0) refuse(text, "has denominator 0; expected a denominator that is not 0");
  } else {
    int exponent = 0;
    if (reader.take('.')) {
      const auto decimals = reader.take_digits("after the point");
      numerator = integer_of(std::string(digits) + std::string(decimals));
      exponent -= static_cast<int>(decimals.size());
    }
    if (reader.take('e')) {
      const bool below = reader.take_sign();
      exponent += exponent_of(text, below, reader.take_digits("in the exponent"));
    }
    if (!reader.at_end()) reader.refuse_here("goes on after the number");
    if (numerator != 0) (exponent < 0 ? denominator : numerator) *= power_of_ten(std::abs(exponent));
  }
  return ratio(negative ? Integer(-numerator) : numerator, denominator);
}

namespace {

enum class Rounding { half_even, down, up };

// |q| = (quotient + remainder / divisor) * 10^(exponent - digits + 1), where quotient has `digits` digits.
struct Scaled {
  Integer quotient, remainder, divisor;
  long long exponent;  // 10^exponent <= |q| < 10^(exponent + 1)
};

Scaled scaled(const Integer& numerator, const Integer& denominator, unsigned digits) {
  // log10(2) is 0.30103 to eight places. The estimate is off by one at most until numbers have millions of
  // digits; whatever it is, the loop below corrects it, because it decides by the quotient.
  const auto bits =
      static_cast<long long>(bit_length(numerator)) - static_cast<long long>(bit_length(denominator));
  const Integer least = power_of_ten(digits - 1), limit = least * 10;
  for (long long exponent = bits * 30103 / 100000;;) {
    const long long shift = static_cast<long long>(digits) - 1 - exponent;
    const Integer power = power_of_ten(static_cast<std::size_t>(std::abs(shift)));
    const Integer dividend = shift >= 0 ? numerator * power : numerator;
    Scaled s{0, 0, shift >= 0 ? denominator : denominator * power, exponent};
    boost::multiprecision::divide_qr(dividend, s.divisor, s.quotient, s.remainder);
    if (s.quotient < least)
      --exponent;
    else if (s.quotient >= limit)
      ++exponent;
    else
      return s;
  }
}

bool rounds_away_from_zero(const Scaled& s, bool negative, Rounding rounding) {
  if (s.remainder == 0) return false;
  if (rounding != Rounding::half_even) return (rounding == Rounding::down) == negative;
  const Integer twice = s.remainder * 2;
  return twice > s.divisor || (twice == s.divisor && (s.quotient & 1) != 0);
}

std::string decimal(const Rational& q, unsigned digits, Rounding rounding) {
  if (digits == 0) throw std::invalid_argument("a decimal with 0 significant digits; expected at least 1");
  if (q == 0) return "0";
  const bool negative = q < 0;
  Scaled s = scaled(negative ? Integer(-numerator_of(q)) : numerator_of(q), denominator_of(q), digits);
  if (rounds_away_from_zero(s, negative, rounding)) s.quotient += 1;
  std::string significant = s.quotient.str();
  if (significant.size() > digits) {  // 9.99 became 10.0
    significant.pop_back();
    ++s.exponent;
  }
  // Trailing zeros stay where the value was rounded: 0.200000 is near 1/5, and 0.2 is 1/5.
  if (s.remainder == 0) significant.erase(significant.find_last_not_of('0') + 1);

  const std::string sign = negative ? "-" : "";
  if (s.exponent < -4 || s.exponent >= static_cast<long long>(digits)) {
    if (significant.size() > 1) significant.insert(1, ".");
    return fmt::format("{}{}e{}", sign, significant, s.exponent);
  }
  if (s.exponent < 0)
    return sign + "0." + std::string(static_cast<std::size_t>(-s.exponent - 1), '0') + significant;
  const auto whole = static_cast<std::size_t>(s.exponent) + 1;
  if (significant.size() < whole) significant.append(whole - significant.size(), '0');
  if (significant.size() > whole) significant.insert(whole, ".");
  return sign + significant;
}

}  // namespace

std::string to_decimal(const Rational& q, unsigned digits) { return decimal(q, digits, Rounding::half_even); }
std::string to_decimal_down(const Rational& q, unsigned digits) { return decimal(q, digits, Rounding::down); }
std::string to_decimal_up(const Rational& q, unsigned digits) { return decimal(q, digits, Rounding::up); }

std::vector<Rational> parse_rationals(std::string_view text) {
  std::vector<Rational> values;
  for (;;) {
    const auto comma = text.find(',');
    values.push_back(parse_rational(text.substr(0, comma)));
    if (comma == std::string_view::npos) return values;
    text.remove_prefix(comma + 1);
  }
}

std::string tuple_text(std::span<const Rational> numbers, std::size_t most) {
  std::string text = "(";
  for (const Rational& q : numbers) {
    const std::string exact = to_string(q);
    text += (text.size() == 1 ? "" : ", ") + (exact.size() <= most ? exact : to_decimal(q, 4));
  }
  return text + ")";
}

}  // namespace qed
