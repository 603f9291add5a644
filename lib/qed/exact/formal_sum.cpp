#include "qed/exact/formal_sum.hpp"

#include <stdexcept>
#include <tuple>

#include "qed/exact/perfect_root.hpp"

namespace qed {

namespace {

// Inside Constants its own function hides this.
Interval root_of(const Interval& x, unsigned degree) { return root(x, degree); }

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

FormalSum Constants::root(const Rational& q, unsigned degree) {
  if (q < 0) throw std::invalid_argument("the root of " + to_string(q) + " is not defined");
  if (q == 0) return {};
  // (u/v)^(1/k) = (u v^(k-1))^(1/k) / v, of the least degree: of n = m^j the root is that of m, of degree k/j.
  const Integer denominator = denominator_of(q);
  Integer radicand = numerator_of(q) * pow(denominator, degree - 1);
  for (unsigned j = degree; j > 1; --j) {
    if (degree % j != 0) continue;
    if (auto less = perfect_root(radicand, j)) {
      radicand = std::move(*less);
      degree /= j;
      break;
    }
  }
  if (degree == 1) return ratio(radicand, denominator);
  for (ConstantIndex k = 0; k < constants_.size(); ++k) {
    const Constant& known = constants_[k];
    if (known.kind != Kind::root || known.degree != degree) continue;
    // n m^(k-1) = r^k: the root of n is r/m times that of m.
    if (const auto r = perfect_root(Integer(radicand * pow(known.of, degree - 1)), degree))
      return FormalSum::multiple(ratio(*r, Integer(known.of * denominator)), k);
  }
  constants_.push_back({Kind::root, radicand, degree});
  return FormalSum::multiple(ratio(Integer(1), denominator),
                             static_cast<ConstantIndex>(constants_.size() - 1));
}

FormalSum Constants::logarithm(const Integer& n) {
  if (n < 2) throw std::invalid_argument("the logarithm of " + n.str() + ", expected 2 or more");
  const auto [entry, is_new] = logarithms_.try_emplace(n, static_cast<ConstantIndex>(constants_.size()));
  if (is_new) constants_.push_back({Kind::logarithm, n});
  return FormalSum::multiple(1, entry->second);
}

FormalSum Constants::opaque(const std::string& name, const Enclosure& enclosure) {
  const auto [entry, is_new] = opaque_.try_emplace(name, static_cast<ConstantIndex>(constants_.size()));
  if (is_new) constants_.push_back({Kind::opaque, 0, 0, enclosure});
  return FormalSum::multiple(1, entry->second);
}

const Integer& Constants::argument_of_logarithm(ConstantIndex k) const {
  static const Integer none = 0;
  return constants_[k].kind == Kind::logarithm ? constants_[k].of : none;
}

Interval Constants::enclosure(const Constant& constant, unsigned bits) const {
  switch (constant.kind) {
    case Kind::root: return root_of(Interval(Rational(constant.of), bits), constant.degree);
    case Kind::logarithm: return log(Interval(Rational(constant.of), bits));
    case Kind::opaque: break;
  }
  return constant.enclosure(bits);
}

Interval Constants::enclosure(const FormalSum& sum, unsigned bits) const {
  Interval total(sum.rational(), bits);
  for (const auto& [k, n] : sum.multiples()) total += Interval(n, bits) * enclosure(constants_[k], bits);
  return total;
}

}  // namespace qed
