// Recorded decisions in binary floating point: for a million of them, and labelled as what it is. No verdict rests on
// anything here.
#include <cmath>

#include "qed/recorded/run_loop.hpp"

namespace qed {

namespace {

class FloatingLoss {
 public:
  void add(double p) { sum_ -= std::log(p); }
  RecordedQuantity total() const { return Floating{Rational(sum_)}; }
  bool exceeds(const FloatingLoss& other) const { return sum_ > other.sum_; }
  RecordedQuantity less(const FloatingLoss& other) const { return Floating{Rational(sum_ - other.sum_)}; }

 private:
  double sum_ = 0;
};

// A weight as mantissa times a power of two. After a million answers weights are too small for a double alone; and not as
// logarithms, so that weights that are equal or at the threshold, powers of two say, compare as such.
struct ScaledWeight {
  double mantissa = 0;  // 0, or in [1/2, 1)
  std::int64_t exponent = 0;

  static ScaledWeight of(double x, std::int64_t exponent = 0) {
    int shift = 0;
    const double mantissa = std::frexp(x, &shift);
    return {mantissa, mantissa == 0 ? 0 : exponent + shift};
  }
  bool operator>(const ScaledWeight& other) const {
    if (mantissa == 0 || other.mantissa == 0) return mantissa > other.mantissa;
    return exponent != other.exponent ? exponent > other.exponent : mantissa > other.mantissa;
  }
  // In units of 2^exponent.
  double in_units(std::int64_t unit) const {
    return exponent - unit < -2000 ? 0 : std::ldexp(mantissa, static_cast<int>(exponent - unit));
  }
};

class FloatingWeights {
 public:
  explicit FloatingWeights(const std::vector<Rational>& priors) {
    for (const Rational& p : priors) weights_.push_back(ScaledWeight::of(p.convert_to<double>()));
  }
  std::vector<ModelIndex> top(const Rational& alpha, Threshold threshold) const {
    const auto share = alpha.convert_to<double>();
    std::vector<ModelIndex> order(weights_.size());
    for (std::size_t m = 0; m < order.size(); ++m) order[m] = static_cast<ModelIndex>(m);
    const auto before = [&](ModelIndex a, ModelIndex b) {
      return weights_[a] > weights_[b] || (!(weights_[b] > weights_[a]) && a < b);
    };
    // Fewer than 1 + 1/alpha models are collected; no more need be sorted.
    const double most = std::ceil(1 + 1 / share) + 1;
    const auto sorted = static_cast<std::ptrdiff_t>(std::min(most, static_cast<double>(order.size())));
    std::partial_sort(order.begin(), order.begin() + sorted, order.end(), before);
    std::vector<ModelIndex> members;
    double collected = 0;
    for (std::ptrdiff_t i = 0; i < sorted; ++i) {
      const ModelIndex m = order[static_cast<std::size_t>(i)];
      const double weight = weights_[m].in_units(weights_[order[0]].exponent), needed = share * collected;
      if (weight == 0 || (threshold == Threshold::strict ? weight <= needed : weight < needed)) break;
      members.push_back(m);
      collected += weight;
    }
    return members;
  }
  void multiply(const std::vector<double>& likelihoods) {
    for (std::size_t m = 0; m < weights_.size(); ++m)
      weights_[m] = ScaledWeight::of(weights_[m].mantissa * likelihoods[m], weights_[m].exponent);
  }
  std::vector<double> shares() const {
    std::vector<double> result(weights_.size());
    ScaledWeight largest;
    for (const ScaledWeight& w : weights_)
      if (w > largest) largest = w;
    if (largest.mantissa == 0) return result;
    double sum = 0;
    for (std::size_t m = 0; m < result.size(); ++m)
      sum += result[m] = weights_[m].mantissa == 0 ? 0 : weights_[m].in_units(largest.exponent);
    for (double& share : result) share /= sum;
    return result;
  }

 private:
  std::vector<ScaledWeight> weights_;
};

// Nothing is decided in floating point.
struct NoAudit {
  NoAudit(const RecordedClass&, const AnsweringRule&) {}
  template <class Step>
  void see(const FloatingWeights&, const Step&) {}
  void report(RecordedRun&) const {}
};

struct FloatingArithmetic {
  using Number = double;
  using Weights = FloatingWeights;
  using LogLoss = FloatingLoss;
  using Audit = NoAudit;

  static double number(const Rational& q) { return q.convert_to<double>(); }
  static RecordedQuantity quantity(double x) { return Floating{Rational(x)}; }
  // A quotient of whole numbers is the double nearest to it, so that equal laws are equal here too.
  static double probability(const Prediction& p, ActionIndex a, std::size_t m) {
    return p.law ? (*p.law)[a].convert_to<double>()
                 : static_cast<double>(p.numerator(a)) / static_cast<double>(p.denominator(m));
  }
  // A law that sums to 1 may come to a little more.
  static double rest(double answering) { return std::max(0., 1 - answering); }
  static std::size_t tenth(double x) { return x >= 1 ? 9 : static_cast<std::size_t>(x * 10); }
  static std::size_t draw(RandomStream& stream, const std::vector<double>& law) {
    const double drawn = std::ldexp(static_cast<double>(stream.bits() >> 11), -53);
    double end = 0;
    for (std::size_t a = 0; a < law.size(); ++a)
      if (drawn < (end += law[a])) return a;
    return law.size();
  }
};

}  // namespace

RecordedRun imitate_floating(const Recording& r, const RecordedClass& c, const RunOptions& o) {
  return detail::run_recorded<FloatingArithmetic>(RecordedArithmetic::floating, r, c, o);
}

}  // namespace qed
