// Interval without GMP: a thin layer over DyadicInterval, which is compiled in every build so that the tests
// can run it beside MPFI.
#include "qed/exact/dyadic_interval.hpp"
#include "qed/exact/interval.hpp"

namespace qed {

struct Interval::Ends {
  DyadicInterval x;
};

Interval::Interval(const Rational& value, unsigned bits)
    : ends_(std::make_unique<Ends>(Ends{DyadicInterval(value, value, bits)})) {}
Interval::Interval(const Rational& lower, const Rational& upper, unsigned bits)
    : ends_(std::make_unique<Ends>(Ends{DyadicInterval(lower, upper, bits)})) {}

Interval::Interval(const Interval& other) : ends_(std::make_unique<Ends>(*other.ends_)) {}
Interval::Interval(Interval&&) noexcept = default;
Interval& Interval::operator=(const Interval& other) {
  if (this != &other) ends_ = std::make_unique<Ends>(*other.ends_);
  return *this;
}
Interval& Interval::operator=(Interval&&) noexcept = default;
Interval::~Interval() = default;

unsigned Interval::bits() const { return ends_->x.bits(); }
Rational Interval::lower() const { return ends_->x.lower(); }
Rational Interval::upper() const { return ends_->x.upper(); }

Interval& Interval::operator+=(const Interval& other) {
  ends_->x = ends_->x + other.ends_->x;
  return *this;
}
Interval& Interval::operator-=(const Interval& other) {
  ends_->x = ends_->x - other.ends_->x;
  return *this;
}
Interval& Interval::operator*=(const Interval& other) {
  ends_->x = ends_->x * other.ends_->x;
  return *this;
}
Interval& Interval::operator/=(const Interval& other) {
  ends_->x = ends_->x / other.ends_->x;
  return *this;
}

Interval operator-(const Interval& a) {
  Interval result = a;
  result.ends_->x = -a.ends_->x;
  return result;
}
Interval log(const Interval& a) {
  Interval result = a;
  result.ends_->x = log(a.ends_->x);
  return result;
}
Interval exp(const Interval& a) {
  Interval result = a;
  result.ends_->x = exp(a.ends_->x);
  return result;
}
Interval root(const Interval& a, unsigned degree) {
  Interval result = a;
  result.ends_->x = root(a.ends_->x, degree);
  return result;
}
Verdict less_equal(const Interval& a, const Interval& b) { return less_equal(a.ends_->x, b.ends_->x); }

}  // namespace qed
