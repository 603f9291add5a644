// Recorded decisions in exact arithmetic.
#include "qed/exact/limbs.hpp"
#include "qed/imitation/posterior.hpp"
#include "qed/imitation/top_set.hpp"
#include "qed/recorded/run_loop.hpp"

namespace qed {

namespace {

// Sums of -ln p, as a product of which the logarithm is taken when it gets long.
class ProductLoss {
 public:
  void add(const Rational& p) {
    product_ *= p;
    if (bit_length(denominator_of(product_)) > longest) flush();
  }
  Interval enclosure() const {
    return log(Interval(product_, bits)) * Interval(Rational(-1), bits) +
           (flushed_ ? *flushed_ : Interval(Rational(0), bits));
  }
  RecordedQuantity total() const {
    if (product_ == 1 && !flushed_) return Value(Rational(0));
    return Value(enclosure());
  }
  bool exceeds(const ProductLoss& other) const { return enclosure().lower() > other.enclosure().upper(); }
  RecordedQuantity less(const ProductLoss& other) const {
    if (product_ == other.product_ && !flushed_ && !other.flushed_) return Value(Rational(0));
    return Value(enclosure() - other.enclosure());
  }

 private:
  static constexpr unsigned bits = 192;
  static constexpr std::size_t longest = 1 << 13;

  void flush() {
    flushed_ = enclosure();
    product_ = 1;
  }
  Rational product_ = 1;
  std::optional<Interval> flushed_;
};

class IntegerWeights {
 public:
  explicit IntegerWeights(const std::vector<Rational>& priors) : weights_(integral_weights(priors)) {}
  std::vector<ModelIndex> top(const Rational& alpha, Threshold threshold) const {
    const TopSet set = TopSet::of(weights_, alpha, threshold);
    return {set.begin(), set.end()};
  }
  void multiply(const std::vector<Rational>& likelihoods) {
    std::vector<Rational> products;
    products.reserve(weights_.size());
    for (std::size_t m = 0; m < weights_.size(); ++m)
      products.push_back(Rational(weights_[m]) * likelihoods[m]);
    weights_ = integral_weights(products);
  }
  std::vector<Rational> shares() const {
    Integer sum = 0;
    for (const Integer& w : weights_) sum += w;
    std::vector<Rational> result(weights_.size());
    if (sum == 0) return result;
    for (std::size_t m = 0; m < weights_.size(); ++m) result[m] = ratio(weights_[m], sum);
    return result;
  }
  std::span<const Integer> values() const { return weights_; }

 private:
  Weights weights_;
};

// The claims along the run of a cautious imitator.
class ExactAudit {
 public:
  ExactAudit(const RecordedClass& c, const AnsweringRule& rule) {
    const auto* cautious = std::get_if<CautiousAnswers>(&rule);
    if (!cautious) return;
    std::vector<Rational> priors;
    for (const RecordedModel& m : c.models) priors.push_back(m.prior);
    audit_.emplace(priors, cautious->alpha, cautious->threshold);
  }
  template <class Step>
  void see(const IntegerWeights& weights, const Step& s) {
    if (audit_)
      audit_->see({weights.values(), s.top, s.predictions, s.law, s.theta, s.forced, s.asked, s.recorded});
  }
  void report(RecordedRun& run) const {
    if (audit_) run.claims = audit_->results();
  }

 private:
  std::optional<PathAudit> audit_;
};

struct ExactArithmetic {
  using Number = Rational;
  using Weights = IntegerWeights;
  using LogLoss = ProductLoss;
  using Audit = ExactAudit;

  static const Rational& number(const Rational& q) { return q; }
  static RecordedQuantity quantity(const Rational& q) { return Value(q); }
  static Rational probability(const Prediction& p, ActionIndex a, std::size_t m) {
    return p.probability(a, m);
  }
  static Rational rest(const Rational& answering) { return 1 - answering; }
  static std::size_t tenth(const Rational& q) {
    return q >= 1 ? 9 : Integer(numerator_of(q) * 10 / denominator_of(q)).convert_to<std::size_t>();
  }
  // The uniform number is drawn in words until it is known on which side of an end it lies: exact, whatever the law. The
  // first word is all that is needed but for once in 2^64 / law.size().
  static std::size_t draw(RandomStream& stream, const std::vector<Rational>& law) {
    Integer drawn = stream.bits();
    Integer parts = Integer(1) << 64;  // the number lies in [drawn, drawn + 1) / parts
    Rational end = 0;
    for (std::size_t a = 0; a < law.size(); ++a) {
      end += law[a];
      for (;;) {
        const Integer at_least = drawn * denominator_of(end), below = at_least + denominator_of(end);
        const Integer cut = numerator_of(end) * parts;
        if (below <= cut) return a;
        if (at_least >= cut) break;
        drawn = (drawn << 64) + stream.bits();
        parts <<= 64;
      }
    }
    return law.size();
  }
};

}  // namespace

RecordedRun imitate_exactly(const Recording& r, const RecordedClass& c, const RunOptions& o) {
  return detail::run_recorded<ExactArithmetic>(RecordedArithmetic::exact, r, c, o);
}

}  // namespace qed
