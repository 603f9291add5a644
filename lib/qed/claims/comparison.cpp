#include "qed/claims/comparison.hpp"

#include <utility>

namespace qed {

namespace {

const Rational* as_rational(const Quantity& q) {
  if (const auto* exact = std::get_if<Rational>(&q)) return exact;
  if (const auto* sum = std::get_if<LogSum>(&q); sum && sum->is_plain()) return &sum->constant();
  return nullptr;
}

// Remembers the last enclosure it gave: the one that decided the comparison, which is then reported.
struct Watched {
  const Quantity& quantity;
  std::optional<Interval> last = {};

  Interval operator()(unsigned bits) {
    if (const Rational* exact = as_rational(quantity))
      last = Interval(*exact, bits);
    else if (const auto* sum = std::get_if<LogSum>(&quantity))
      last = sum->enclosure(bits);
    else
      last = std::get<Enclosure>(quantity)(bits);
    return *last;
  }
  Value reported() const {
    if (const Rational* exact = as_rational(quantity)) return *exact;
    return *last;
  }
};

Comparison at_most_exactly(const Rational& value, const Rational& bound) {
  Comparison result;
  result.verdict = value <= bound ? Verdict::holds : Verdict::violated;
  result.value = value;
  result.bound = bound;
  if (bound > 0)
    result.ratio = Rational(value / bound);
  else
    result.unbounded_ratio = value > bound;
  return result;
}

Comparison at_most_by_enclosures(const Quantity& value, const Quantity& bound, Precision precision) {
  Watched left{value}, right{bound};
  Comparison result;
  result.verdict = decide_less_equal(std::ref(left), std::ref(right), precision);
  result.value = left.reported();
  result.bound = right.reported();
  if (right.last->lower() > 0)
    result.ratio = *left.last / *right.last;
  else
    result.unbounded_ratio = right.last->upper() <= 0 && left.last->lower() > right.last->upper();
  return result;
}

// Logarithms that cancel leave a rational behind.
Quantity collapsed(const Quantity& q) {
  if (const auto* sum = std::get_if<LogSum>(&q); sum && sum->is_rational()) return sum->constant();
  return q;
}

}  // namespace

Comparison at_most(const Quantity& value, const Quantity& bound) {
  const Rational *left = as_rational(value), *right = as_rational(bound);
  if (left && right) return at_most_exactly(*left, *right);
  // Few bits decide nearly always. Where they do not, the two may be equal, or the bound may be 0: algebra
  // can tell.
  const Precision quick{64, 256};
  Comparison result = at_most_by_enclosures(value, bound, quick);
  if (result.verdict != Verdict::undecided && (result.ratio || result.unbounded_ratio)) return result;
  const Quantity plain_value = collapsed(value), plain_bound = collapsed(bound);
  left = as_rational(plain_value), right = as_rational(plain_bound);
  if (left && right) return at_most_exactly(*left, *right);
  return at_most_by_enclosures(plain_value, plain_bound, {2 * quick.last, Precision{}.last});
}

Comparison probability_at_least(const Rational& value, const Rational& bound) {
  Comparison result = at_most_exactly(1 - value, 1 - bound);
  result.value = value;
  result.bound = bound;
  result.vacuous = bound <= 0;
  return result;
}

Comparison not_applicable(std::string why, std::optional<Value> value) {
  Comparison result;
  result.value = std::move(value);
  result.detail = std::move(why);
  return result;
}

bool worse(const Comparison& a, const Comparison& b) {
  const auto severity = [](Verdict v) {
    switch (v) {
      case Verdict::violated: return 4;
      case Verdict::undecided: return 3;
      case Verdict::held_where_visited: return 2;
      case Verdict::holds: return 1;
      case Verdict::not_applicable: return 0;
    }
    return 0;
  };
  if (a.verdict != b.verdict) return severity(a.verdict) > severity(b.verdict);
  if (a.vacuous != b.vacuous) return b.vacuous;
  if (a.unbounded_ratio != b.unbounded_ratio) return a.unbounded_ratio;
  if (!a.ratio || !b.ratio) return a.ratio.has_value() && !b.ratio.has_value();
  return a.ratio->upper() > b.ratio->upper();
}

}  // namespace qed
