// Scoring rules for reports about one real number (or a point of R^d): laws, quantiles, intervals, samples.
//
// Each is a type on its number type: with Rational a score is exact, with Interval it is enclosed for every report of
// the box that the report is, with Expression it is the formula, which can be differentiated. Those that need a logarithm or
// a root have no Rational, and those that need pi or the normal distribution function have Interval alone. Outcomes are data,
// and exact.
//
// Orientation  positive, and said by the type, with unit and factor (orientation.hpp): factors are tested.
// Exact        Rational is exact; of an Interval the true score of every report lies inside. Proper:
//              proofs-notes/real-valued-rules.md.
// Width        some dozens of units 2^-bits of the largest term: |y - mean| and the deviation for CRPS. Far to the
//              right the mass 1 - F(threshold) of TailLogScore is not told from 0: DomainUndecided, until the
//              report's bits exceed about 3/4 of the squared number of deviations.
// Throws       std::invalid_argument naming a variance, rate, level or weight outside its range, or an empty sample;
//              DomainUndecided where an enclosure lies across the end of a range.
#pragma once

#include <concepts>
#include <functional>
#include <string_view>
#include <vector>

#include "qed/scoring/number_type.hpp"
#include "qed/scoring/orientation.hpp"

namespace qed {

// ---- Reports

template <ScoreNumber Number>
struct GaussianReport {
  Number mean, variance;  // variance > 0
};
template <ScoreNumber Number>
struct ExponentialReport {
  Number rate;  // density rate exp(-rate x) on x >= 0; rate > 0
};
// A law on finitely many points of the line, weights non-negative and of sum 1; ties allowed, any order.
template <ScoreNumber Number>
struct SampleReport {
  std::vector<Number> points, weights;
};
template <ScoreNumber Number>
struct IntervalReport {
  Number lower, upper;  // lower <= upper
};
using Point = std::vector<Rational>;  // of R^d

// Each point alike.   Throws  std::invalid_argument where there is none.
SampleReport<Rational> uniform_sample(std::vector<Rational> points);

GaussianReport<Interval> enclosed(const GaussianReport<Rational>&, unsigned bits);
ExponentialReport<Interval> enclosed(const ExponentialReport<Rational>&, unsigned bits);
SampleReport<Interval> enclosed(const SampleReport<Rational>&, unsigned bits);
IntervalReport<Interval> enclosed(const IntervalReport<Rational>&, unsigned bits);

// ---- Rules

// A rule of one's own is such a type too.
template <class R>
concept RealValuedRule = requires(const R& rule, const typename R::Report& report,
                                  const typename R::Outcome& y) {
  { rule(report, y) } -> std::same_as<typename R::Score>;
  { R::scale } -> std::convertible_to<Scale>;
  { R::elicits } -> std::convertible_to<std::string_view>;
};

// What the rules below share: a score, the report that it is of, and the outcome.
template <class Number, class ReportOfNumber, class OutcomeOf = Rational>
struct RealValued {
  using Score = Number;
  using Report = ReportOfNumber;
  using Outcome = OutcomeOf;
};

// ln f(y) = -1/2 ln(2 pi variance) - (y - mean)^2 / (2 variance).
template <WithNormalLaw Number>
struct GaussianLogScore : RealValued<Number, GaussianReport<Number>> {
  static constexpr Scale scale = larger_is_better("nats", "the logarithmic loss, negated");
  static constexpr std::string_view elicits = "the law, among Gaussians";
  Number operator()(const GaussianReport<Number>&, const Rational& y) const;
};

// -ln variance - (y - mean)^2 / variance.
template <WithLogarithms Number>
struct DawidSebastianiScore : RealValued<Number, GaussianReport<Number>> {
  static constexpr Scale scale =
      larger_is_better("half nats", "Dawid and Sebastiani's loss, negated: 2 log score + ln(2 pi)");
  static constexpr std::string_view elicits = "mean and variance";  // of any law
  Number operator()(const GaussianReport<Number>&, const Rational& y) const;
};

// -integral (F(x) - 1{y <= x})^2 dx = E|X - X'|/2 - E|X - y|. The law is one with a finite mean.
template <WithNormalLaw Number>
struct GaussianCrps : RealValued<Number, GaussianReport<Number>> {
  static constexpr Scale scale = larger_is_better("units of y", "the CRPS, negated");
  static constexpr std::string_view elicits = "the law";
  Number operator()(const GaussianReport<Number>&, const Rational& y) const;
};
template <WithLogarithms Number>
struct ExponentialCrps : RealValued<Number, ExponentialReport<Number>> {
  static constexpr Scale scale = larger_is_better("units of y", "the CRPS, negated");
  static constexpr std::string_view elicits = "the law";
  Number operator()(const ExponentialReport<Number>&, const Rational& y) const;
};
template <ScoreNumber Number>
struct SampleCrps : RealValued<Number, SampleReport<Number>> {
  static constexpr Scale scale = larger_is_better("units of y", "the CRPS, negated");
  static constexpr std::string_view elicits = "the law";
  Number operator()(const SampleReport<Number>&, const Rational& y) const;
};

// -integral over x >= threshold of the same: only what happens above the threshold counts. Of a sample it is the CRPS of
// max(X, threshold) at max(y, threshold).
template <WithNormalLaw Number>
struct GaussianThresholdCrps : RealValued<Number, GaussianReport<Number>> {
  static constexpr Scale scale = larger_is_better("units of y", "the threshold-weighted CRPS, negated");
  static constexpr std::string_view elicits = "the law above the threshold";
  Rational threshold;
  explicit GaussianThresholdCrps(Rational at) : threshold(std::move(at)) {}
  Number operator()(const GaussianReport<Number>&, const Rational& y) const;
};
template <ScoreNumber Number>
struct SampleThresholdCrps : RealValued<Number, SampleReport<Number>> {
  static constexpr Scale scale = larger_is_better("units of y", "the threshold-weighted CRPS, negated");
  static constexpr std::string_view elicits = "the law above the threshold";
  Rational threshold;
  explicit SampleThresholdCrps(Rational at) : threshold(std::move(at)) {}
  Number operator()(const SampleReport<Number>&, const Rational& y) const;
};

// -(1{y <= x} - level) (x - y); level in (0, 1).
template <ScoreNumber Number>
struct QuantileScore : RealValued<Number, Number> {
  static constexpr Scale scale =
      larger_is_better("units of y", "the pinball loss, negated, without a factor 2");
  static constexpr std::string_view elicits = "the quantile";
  Rational level;
  explicit QuantileScore(Rational at);
  Number operator()(const Number& x, const Rational& y) const;
};

// -(upper - lower) - 2/alpha (lower - y)^+ - 2/alpha (y - upper)^+; alpha in (0, 1).
template <ScoreNumber Number>
struct IntervalScore : RealValued<Number, IntervalReport<Number>> {
  static constexpr Scale scale =
      larger_is_better("units of y", "the interval score, negated: 2/alpha times the two quantile scores");
  static constexpr std::string_view elicits = "quantiles alpha/2 and 1 - alpha/2";
  Rational alpha;
  explicit IntervalScore(Rational missed);
  Number operator()(const IntervalReport<Number>&, const Rational& y) const;
};

// E|X - X'|/2 - E|X - y|, Euclidean norm, X uniform on the sample: one point per row, all of y's dimension d >= 1. In one
// dimension it is the sample's CRPS. The law is one with a finite mean.
template <WithLogarithms Number>
struct EnergyScore : RealValued<Number, std::vector<std::vector<Number>>, Point> {
  static constexpr Scale scale =
      larger_is_better("units of y", "the energy score, negated; in one dimension the CRPS");
  static constexpr std::string_view elicits = "the law";
  Number operator()(const std::vector<std::vector<Number>>& sample, const Point& y) const;
};

// Outcome weights w >= 0 (Holzmann and Klar 2017): w(y) S(F_w, y) with dF_w proportional to w dF is proper;
// w(y) S(F, y) is not proper, and is here to be refuted.
template <class Number>
using Weight = std::function<Number(const Number&)>;
template <class Number>
requires OneOf<Number, Rational, Interval>
struct OutcomeWeightedCrps : RealValued<Number, SampleReport<Number>> {
  static constexpr Scale scale =
      larger_is_better("units of y times w", "w(y) times the CRPS of the weighted law");
  static constexpr std::string_view elicits = "the weighted law";
  Weight<Number> weight;
  explicit OutcomeWeightedCrps(Weight<Number> w) : weight(std::move(w)) {}
  Number operator()(const SampleReport<Number>&, const Rational& y) const;
};
template <class Number>
requires OneOf<Number, Rational, Interval>
struct ImproperWeightedCrps : RealValued<Number, SampleReport<Number>> {
  static constexpr Scale scale = larger_is_better("units of y times w", "w(y) times the CRPS");
  static constexpr std::string_view elicits = "nothing: improper";
  Weight<Number> weight;
  explicit ImproperWeightedCrps(Weight<Number> w) : weight(std::move(w)) {}
  Number operator()(const SampleReport<Number>&, const Rational& y) const;
};

// w(y) = 1{y >= threshold}: 1{y >= threshold} (ln f(y) - ln(1 - F(threshold))), and the same without its normaliser.
template <WithNormalLaw Number>
struct TailLogScore : RealValued<Number, GaussianReport<Number>> {
  static constexpr Scale scale = larger_is_better("nats", "the conditional likelihood of the tail");
  static constexpr std::string_view elicits = "the law above the threshold";
  Rational threshold;
  explicit TailLogScore(Rational at) : threshold(std::move(at)) {}
  Number operator()(const GaussianReport<Number>&, const Rational& y) const;
};
template <WithNormalLaw Number>
struct ImproperTailLogScore : RealValued<Number, GaussianReport<Number>> {
  static constexpr Scale scale =
      larger_is_better("nats", "the logarithmic score, cut off below the threshold");
  static constexpr std::string_view elicits = "nothing: improper";
  Rational threshold;
  explicit ImproperTailLogScore(Rational at) : threshold(std::move(at)) {}
  Number operator()(const GaussianReport<Number>&, const Rational& y) const;
};

// Which numbers there are; compiled once, in real_valued.cpp.
extern template struct GaussianLogScore<Interval>;
extern template struct DawidSebastianiScore<Interval>;
extern template struct DawidSebastianiScore<Expression>;
extern template struct GaussianCrps<Interval>;
extern template struct ExponentialCrps<Interval>;
extern template struct ExponentialCrps<Expression>;
extern template struct SampleCrps<Rational>;
extern template struct SampleCrps<Interval>;
extern template struct SampleCrps<Expression>;
extern template struct GaussianThresholdCrps<Interval>;
extern template struct SampleThresholdCrps<Rational>;
extern template struct SampleThresholdCrps<Interval>;
extern template struct SampleThresholdCrps<Expression>;
extern template struct QuantileScore<Rational>;
extern template struct QuantileScore<Interval>;
extern template struct QuantileScore<Expression>;
extern template struct IntervalScore<Rational>;
extern template struct IntervalScore<Interval>;
extern template struct IntervalScore<Expression>;
extern template struct EnergyScore<Interval>;
extern template struct EnergyScore<Expression>;
extern template struct OutcomeWeightedCrps<Rational>;
extern template struct OutcomeWeightedCrps<Interval>;
extern template struct ImproperWeightedCrps<Rational>;
extern template struct ImproperWeightedCrps<Interval>;
extern template struct TailLogScore<Interval>;
extern template struct ImproperTailLogScore<Interval>;

}  // namespace qed
