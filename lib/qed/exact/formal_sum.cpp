#include "qed/exact/formal_sum.hpp"

#include <stdexcept>
#include <tuple>

namespace qed {

namespace {

// The root, where it is an integer; 0 otherwise.   Requires  n > 0.
Integer integer_root(const Integer& n) {
  const Integer root = sqrt(n);
  return root * root == n ? root : Integer(0);
}

}  // namespace

FormalSum FormalSum::multiple(Rational coefficient, ConstantIndex k) {
  FormalSum sum;
  if (coefficient != 0) sum.multiples_.emplace(k, std::move(coefficient));
  return sum;
}

FormalSum& FormalSum::operator+=(const FormalSum& other) {
  rational_ += other.rational_;
  for (const auto& [k, n] : other.multiples_) {
    const auto [entry, is_new] = multiples_.try_emplace(k, 0);
    entry->second += n;
    if (entry->second == 0) multiples_.erase(entry);
  }
  return *this;
}

FormalSum& FormalSum::operator-=(const FormalSum& other) {
  FormalSum negative = other;
  negative *= -1;
  return *this += negative;
}

FormalSum& FormalSum::operator*=(const Rational& factor) {
  rational_ *= factor;
  if (factor == 0) multiples_.clear();
  for (auto& [k, n] : multiples_) n *= factor;
  return *this;
}

bool operator<(const FormalSum& a, const FormalSum& b) {
  return std::tie(a.rational_, a.multiples_) < std::tie(b.rational_, b.multiples_);
}

FormalSum Constants::square_root(const Rational& q) {
  if (q < 0) throw std::invalid_argument("the square root of " + to_string(q) + " is not defined");
  if (q == 0) return {};
  const Integer denominator = denominator_of(q);
  const Integer radicand = numerator_of(q) * denominator;  // sqrt(u/v) = sqrt(u v) / v
  if (const Integer root = integer_root(radicand); root != 0) return ratio(root, denominator);
  for (ConstantIndex k = 0; k < constants_.size(); ++k) {
    if (is_opaque(k)) continue;
    const Integer& known = constants_[k].radicand;
    if (const Integer root = integer_root(radicand * known); root != 0)  // sqrt(n) = sqrt(n m) / m sqrt(m)
      return FormalSum::multiple(ratio(root, known * denominator), k);
  }
  constants_.push_back({radicand, {}});
  return FormalSum::multiple(ratio(Integer(1), denominator),
                             static_cast<ConstantIndex>(constants_.size() - 1));
}

FormalSum Constants::opaque(const std::string& name, const Enclosure& enclosure) {
  const auto [entry, is_new] = opaque_.try_emplace(name, static_cast<ConstantIndex>(constants_.size()));
  if (is_new) constants_.push_back({0, enclosure});
  return FormalSum::multiple(1, entry->second);
}

Interval Constants::enclosure(const FormalSum& sum, unsigned bits) const {
  Interval total(sum.rational(), bits);
  for (const auto& [k, n] : sum.multiples()) {
    const Constant& constant = constants_[k];
    total += Interval(n, bits) *
             (is_opaque(k) ? constant.enclosure(bits) : root(Interval(Rational(constant.radicand), bits), 2));
  }
  return total;
}

}  // namespace qed
