// Interval over MPFI. MPFI rounds outwards with MPFR's correct rounding, so each end is off by less than one
// unit in the last place. Precision is set number by number: MPFI's default precision is one global, and code
// that relied on it would change its meaning with whatever ran before.
#include <mpfi.h>
#include <mpfr.h>

#include <cstdlib>

#include "qed/exact/interval.hpp"
#include "qed/exact/interval_domain.hpp"

namespace qed {

namespace domain = interval_domain;

namespace {

// MPFR keeps constants and a pool of integers for each thread, and leaks them with the thread unless told.
void free_caches_with_the_thread() {
  struct Caches {
    ~Caches() { mpfr_free_cache2(MPFR_FREE_LOCAL_CACHE); }
  };
  [[maybe_unused]] thread_local const Caches caches;
}

}  // namespace

struct Interval::Ends {
  explicit Ends(mpfr_prec_t bits) {
    free_caches_with_the_thread();
    mpfi_init2(x, bits);
  }
  Ends(const Ends& other) : Ends(static_cast<mpfr_prec_t>(mpfi_get_prec(other.x))) {
    mpfi_set(x, other.x);  // exact: the precision is the same
  }
  Ends& operator=(const Ends&) = delete;
  ~Ends() { mpfi_clear(x); }

  mpfr_ptr lower() { return &x->left; }
  mpfr_ptr upper() { return &x->right; }

  mpfi_t x;
};

namespace {

Rational rational(mpfr_srcptr end) {
  Rational q;
  mpfr_get_q(q.backend().data(), end);
  return q;
}

// Infinities and NaNs, and numbers on their way to them, stop here.
void require_end(mpfr_srcptr end) {
  if (mpfr_zero_p(end)) return;
  if (!mpfr_number_p(end) || std::abs(mpfr_get_exp(end)) > domain::largest_end_exponent) domain::refuse_end();
}

void require_ends(mpfi_srcptr x) {
  require_end(&x->left);
  require_end(&x->right);
}

// Room for a result of `bits` bits; no rounding, as the precision never falls.
void raise_precision(mpfi_ptr x, mpfi_srcptr other) {
  const mpfr_prec_t bits = mpfi_get_prec(other);
  if (bits > static_cast<mpfr_prec_t>(mpfi_get_prec(x))) mpfi_round_prec(x, bits);
}

}  // namespace

Interval::Interval(const Rational& value, unsigned bits) {
  domain::require_precision(bits);
  ends_ = std::make_unique<Ends>(bits);
  mpfi_set_q(ends_->x, value.backend().data());
  require_ends(ends_->x);
}

Interval::Interval(const Rational& lower, const Rational& upper, unsigned bits) {
  domain::require_precision(bits);
  domain::require_order(lower, upper);
  ends_ = std::make_unique<Ends>(bits);
  mpfr_set_q(ends_->lower(), lower.backend().data(), MPFR_RNDD);
  mpfr_set_q(ends_->upper(), upper.backend().data(), MPFR_RNDU);
  require_ends(ends_->x);
}

Interval::Interval(const Interval& other) : ends_(std::make_unique<Ends>(*other.ends_)) {}
Interval::Interval(Interval&&) noexcept = default;
Interval& Interval::operator=(const Interval& other) {
  if (this != &other) ends_ = std::make_unique<Ends>(*other.ends_);
  return *this;
}
Interval& Interval::operator=(Interval&&) noexcept = default;
Interval::~Interval() = default;

unsigned Interval::bits() const { return static_cast<unsigned>(mpfi_get_prec(ends_->x)); }
Rational Interval::lower() const { return rational(ends_->lower()); }
Rational Interval::upper() const { return rational(ends_->upper()); }

Interval& Interval::operator+=(const Interval& other) {
  raise_precision(ends_->x, other.ends_->x);
  mpfi_add(ends_->x, ends_->x, other.ends_->x);
  require_ends(ends_->x);
  return *this;
}

Interval& Interval::operator-=(const Interval& other) {
  raise_precision(ends_->x, other.ends_->x);
  mpfi_sub(ends_->x, ends_->x, other.ends_->x);
  require_ends(ends_->x);
  return *this;
}

Interval& Interval::operator*=(const Interval& other) {
  raise_precision(ends_->x, other.ends_->x);
  mpfi_mul(ends_->x, ends_->x, other.ends_->x);
  require_ends(ends_->x);
  return *this;
}

Interval& Interval::operator/=(const Interval& other) {
  if (mpfi_has_zero(other.ends_->x)) domain::refuse_divisor(other.lower(), other.upper());
  raise_precision(ends_->x, other.ends_->x);
  mpfi_div(ends_->x, ends_->x, other.ends_->x);
  require_ends(ends_->x);
  return *this;
}

Interval operator-(const Interval& a) {
  Interval result = a;
  mpfi_neg(result.ends_->x, result.ends_->x);
  return result;
}

Interval log(const Interval& a) {
  if (mpfr_sgn(a.ends_->lower()) <= 0) domain::refuse_log(a.lower(), a.upper());
  Interval result = a;
  mpfi_log(result.ends_->x, result.ends_->x);
  return result;
}

Interval exp(const Interval& a) {
  constexpr long limit = domain::largest_exp_argument;
  if (mpfr_cmp_si(a.ends_->upper(), limit) > 0) domain::refuse_exp(a.upper());
  Interval result = a;
  const bool is_below = mpfr_cmp_si(a.ends_->lower(), -limit) < 0;
  if (is_below) {  // exp is positive and rises: [0, exp(max(upper, -limit))] is an enclosure
    mpfr_set_si(result.ends_->lower(), -limit, MPFR_RNDD);
    if (mpfr_cmp_si(result.ends_->upper(), -limit) < 0) mpfr_set_si(result.ends_->upper(), -limit, MPFR_RNDU);
  }
  mpfi_exp(result.ends_->x, result.ends_->x);
  if (is_below) mpfr_set_zero(result.ends_->lower(), 1);
  return result;
}

Interval root(const Interval& a, unsigned degree) {
  domain::require_degree(degree);
  if (mpfr_sgn(a.ends_->lower()) < 0) domain::refuse_root(a.lower(), a.upper());
  Interval result = a;
  mpfr_rootn_ui(result.ends_->lower(), a.ends_->lower(), degree, MPFR_RNDD);
  mpfr_rootn_ui(result.ends_->upper(), a.ends_->upper(), degree, MPFR_RNDU);
  return result;
}

Verdict less_equal(const Interval& a, const Interval& b) {
  if (mpfr_cmp(a.ends_->upper(), b.ends_->lower()) <= 0) return Verdict::holds;
  if (mpfr_cmp(a.ends_->lower(), b.ends_->upper()) > 0) return Verdict::violated;
  return Verdict::undecided;
}

}  // namespace qed
