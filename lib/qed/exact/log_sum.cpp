#include "qed/exact/log_sum.hpp"

#include <stdexcept>
#include <vector>

#include "qed/exact/limbs.hpp"

namespace qed {

LogSum& LogSum::operator+=(const Rational& q) {
  constant_ += q;
  return *this;
}

void LogSum::add_log(const Rational& coefficient, const Rational& argument) {
  if (argument <= 0)
    throw std::invalid_argument("the logarithm of " + to_string(argument) +
                                " is not defined, expected a positive number");
  if (coefficient == 0 || argument == 1) return;
  const bool inverted = argument < 1;
  const auto [entry, is_new] = logs_.try_emplace(inverted ? Rational(1 / argument) : argument, 0);
  entry->second += inverted ? Rational(-coefficient) : coefficient;
  if (entry->second == 0) logs_.erase(entry);
}

bool LogSum::is_rational() const {
  struct Power {
    Integer base;
    Rational exponent;
  };
  std::vector<Power> waiting, coprime;  // the product of all powers stays what it is
  for (const auto& [argument, coefficient] : logs_) {
    waiting.push_back({numerator_of(argument), coefficient});
    waiting.push_back({denominator_of(argument), -coefficient});
  }
  while (!waiting.empty()) {
    Power next = std::move(waiting.back());
    waiting.pop_back();
    for (std::size_t i = 0; next.base != 1 && i < coprime.size(); ++i) {
      const Integer common = gcd(next.base, coprime[i].base);
      if (common == 1) continue;
      // b^e n^f = g^(e+f) (b/g)^e (n/g)^f; the product of the bases shrinks by g, so this ends.
      waiting.push_back({common, coprime[i].exponent + next.exponent});
      waiting.push_back({coprime[i].base / common, coprime[i].exponent});
      next.base /= common;
      coprime.erase(coprime.begin() + static_cast<std::ptrdiff_t>(i));
      waiting.push_back(std::move(next));
      next = {1, 0};
    }
    if (next.base != 1) coprime.push_back(std::move(next));
  }
  for (const Power& power : coprime)
    if (power.exponent != 0) return false;
  return true;
}

Interval LogSum::enclosure(unsigned bits) const {
  Interval sum(constant_, bits);
  for (const auto& [argument, coefficient] : logs_)
    sum += Interval(coefficient, bits) * log(Interval(argument, bits));
  return sum;
}

}  // namespace qed
