// The categorical rules of the literature, positively oriented, each with the scale that is meant.
//
// Each says its orientation and scale, and is a template on its number type (number_type.hpp), but for zero-one,
// which is for Expression alone: called with Expression it is examined, with Interval enclosed over a box of
// reports, with Rational evaluated where it is rational. Sources: Gneiting and Raftery (2007), "Strictly Proper Scoring Rules, Prediction, and
// Estimation"; Winkler (1994) for asymmetric ones. Verdicts: proofs-notes/scoring-rules.md and `qed stress`.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "qed/scoring/formula.hpp"
#include "qed/scoring/number_type.hpp"
#include "qed/scoring/orientation.hpp"
#include "qed/scoring/rule.hpp"

namespace qed {

// ln p(y), in nats; (-infinity, 0]. Strictly proper; G = sum p ln p.
struct LogScore {
  static constexpr Scale scale = larger_is_better("nats", "the logarithmic loss, negated");
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    return log(p[y]);
  }
};

// 2 p(y) - sum p^2, in [-1, 1]. Strictly proper; G = sum p^2.
struct BrierScore {
  static constexpr Scale scale =
      larger_is_better("squared probability", "1 minus Brier's loss, sum (p - e_y)^2");
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    Number score = constant(2, p[0]) * p[y];
    for (const Number& x : p) score -= square(x);
    return score;
  }
};

// p(y) / sqrt(sum p^2), in [0, 1]. Strictly proper; G = the Euclidean norm.
struct SphericalScore {
  static constexpr Scale scale = larger_is_better("share of the norm", "the spherical score");
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    Number squares = constant(0, p[0]);
    for (const Number& x : p) squares += square(x);
    return p[y] / sqrt(squares);
  }
};

// (p(y) / ‖p‖_beta)^(beta - 1), beta > 1, in [0, 1]. Strictly proper; G = the beta-norm. beta = 2 is spherical.
struct PseudoSphericalScore {
  static constexpr Scale scale = larger_is_better("share of the norm", "the pseudo-spherical score");
  Rational beta;
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    Number sum = constant(0, p[0]);
    for (const Number& x : p) sum += pow(x, beta);
    return pow(p[y], Rational(beta - 1)) * pow(sum, Rational((1 - beta) / beta));
  }
};

// beta p(y)^(beta - 1) - (beta - 1) sum p^beta, beta > 1. Strictly proper; G = sum p^beta. beta = 2 is Brier.
struct PowerScore {
  static constexpr Scale scale =
      larger_is_better("probability to the power beta - 1", "the power score; beta = 2 is Brier's");
  Rational beta;
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    Number sum = constant(0, p[0]);
    for (const Number& x : p) sum += pow(x, beta);
    return constant(beta, p[0]) * pow(p[y], Rational(beta - 1)) - constant(Rational(beta - 1), p[0]) * sum;
  }
};

// Outcomes in order: -sum_k (P(Y <= k) - 1{y <= k})^2 over k < n-1, in [-(n-1), 0]. Strictly proper.
struct RankedProbabilityScore {
  static constexpr Scale scale =
      larger_is_better("squared probability", "the ranked probability score, negated, not divided by n - 1");
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    Number score = constant(0, p[0]), below = score;
    for (std::size_t k = 0; k + 1 < p.size(); ++k) {
      below += p[k];
      const Number gap = below - constant(y <= k ? 1 : 0, p[0]);
      score -= square(gap);
    }
    return score;
  }
};

// 1 where y is the likeliest outcome (the first of them), else 0. Proper, not strictly: it elicits the mode.
struct ZeroOneScore {
  static constexpr Scale scale = larger_is_better("hits", "1 minus the misclassification loss");
  Expression operator()(std::span<const Expression> p, std::size_t y) const {
    Expression score = 1;
    for (std::size_t other = 0; other < p.size(); ++other) {
      if (other < y) score = choose(p[y] > p[other], score, 0);
      if (other > y) score = choose(p[y] >= p[other], score, 0);
    }
    return score;
  }
};

// p(y). Improper: the certain report of the likeliest outcome is better than the truth.
struct LinearScore {
  static constexpr Scale scale = larger_is_better("probability", "the linear score");
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    return p[y];
  }
};

// 2 w(y) p(y) - sum w p^2, weights w(y) > 0: errors on outcomes of large weight cost more. Strictly proper;
// G = sum w p^2.
struct AsymmetricScore {
  static constexpr Scale scale =
      larger_is_better("weighted squared probability", "Brier's score with weights");
  std::vector<Rational> weights;
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    Number score = constant(Rational(2 * weights[y]), p[0]) * p[y];
    for (std::size_t i = 0; i < p.size(); ++i) score -= constant(weights[i], p[0]) * square(p[i]);
    return score;
  }
};

// w(y) ln p(y). Improper unless the weights are equal: its best report is proportional to w q.
struct WeightedLogScore {
  static constexpr Scale scale = larger_is_better("weighted nats", "the logarithmic score times w(y)");
  std::vector<Rational> weights;
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    return constant(weights[y], p[0]) * log(p[y]);
  }
};

// w(y) ln p_w(y) with p_w proportional to w p (Holzmann and Klar 2017). Strictly proper for weights > 0.
struct OutcomeWeightedLogScore {
  static constexpr Scale scale =
      larger_is_better("weighted nats", "Holzmann and Klar's weighting of the logarithmic score");
  std::vector<Rational> weights;
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    Number total = constant(0, p[0]);
    for (std::size_t i = 0; i < p.size(); ++i) total += constant(weights[i], p[0]) * p[i];
    const Number weight = constant(weights[y], p[0]);
    return weight * log(weight * p[y] / total);
  }
};

// A rule by its name: log, brier, spherical, pseudo-spherical:BETA, power:BETA, rps, zero-one, linear,
// asymmetric:W,W,…, weighted-log:W,W,… and outcome-weighted-log:W,W,… (without weights: 1, 2, 1, 2, …); moments:x,… and
// kernel:K, which see features (kernel.hpp); savage:G, outcome-weighted:W,W,…:RULE, coarse:C,C,…:RULE and
// chain:C,C,…:RULE then RULE, which are made from a function or from other rules (made_rules.hpp).
// Throws  std::invalid_argument for an unknown name (with the nearest), a parameter that is not a number in its
//         range; the rule itself, for a number of outcomes other than that of its weights; as those of kernel.hpp and made_rules.hpp.
Rule rule_named(std::string_view name, const Features& features = {});
bool is_rule_name(std::string_view name);

struct RuleEntry {
  std::string_view name, formula, note;
};
std::vector<RuleEntry> rule_catalogue();

}  // namespace qed
