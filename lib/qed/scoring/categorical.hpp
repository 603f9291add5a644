// The categorical rules of the literature, positively oriented, each with the scale that is meant.
//
// Each is a template on its number type: called with Expression it is examined, with Interval enclosed, with any
// other type of numbers used. Sources: Gneiting and Raftery (2007), "Strictly Proper Scoring Rules, Prediction, and
// Estimation"; Winkler (1994) for asymmetric ones. Verdicts: proofs-notes/scoring-rules.md and `qed stress`.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "qed/scoring/rule.hpp"

namespace qed {

// ln p(y), in nats; (-infinity, 0]. Strictly proper; G = sum p ln p.
struct LogScore {
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    return log(p[y]);
  }
};

// 2 p(y) - sum p^2, in [-1, 1]; 1 less than Brier's loss sum (p - e_y)^2, negated. Strictly proper; G = sum p^2.
struct BrierScore {
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    Number score = Number(2) * p[y];
    for (const Number& x : p) score -= x * x;
    return score;
  }
};

// p(y) / sqrt(sum p^2), in [0, 1]. Strictly proper; G = the Euclidean norm.
struct SphericalScore {
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    Number squares = Number(0);
    for (const Number& x : p) squares += x * x;
    return p[y] / sqrt(squares);
  }
};

// (p(y) / ‖p‖_beta)^(beta - 1), beta > 1, in [0, 1]. Strictly proper; G = the beta-norm. beta = 2 is spherical.
struct PseudoSphericalScore {
  Rational beta;
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    Number sum = Number(0);
    for (const Number& x : p) sum += pow(x, beta);
    return pow(p[y], Rational(beta - 1)) * pow(sum, Rational((1 - beta) / beta));
  }
};

// beta p(y)^(beta - 1) - (beta - 1) sum p^beta, beta > 1. Strictly proper; G = sum p^beta. beta = 2 is Brier.
struct PowerScore {
  Rational beta;
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    Number sum = Number(0);
    for (const Number& x : p) sum += pow(x, beta);
    return Number(beta) * pow(p[y], Rational(beta - 1)) - Number(Rational(beta - 1)) * sum;
  }
};

// Outcomes in order: -sum_k (P(Y <= k) - 1{y <= k})^2 over k < n-1, in [-(n-1), 0]. Strictly proper.
struct RankedProbabilityScore {
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    Number score = Number(0), below = Number(0);
    for (std::size_t k = 0; k + 1 < p.size(); ++k) {
      below += p[k];
      const Number gap = below - Number(y <= k ? 1 : 0);
      score -= gap * gap;
    }
    return score;
  }
};

// 1 where y is the likeliest outcome (the first of them), else 0. Proper, not strictly: it elicits the mode.
struct ZeroOneScore {
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
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    return p[y];
  }
};

// 2 w(y) p(y) - sum w p^2, weights w(y) > 0: errors on outcomes of large weight cost more. Strictly proper;
// G = sum w p^2.
struct AsymmetricScore {
  std::vector<Rational> weights;
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    Number score = Number(Rational(2 * weights[y])) * p[y];
    for (std::size_t i = 0; i < p.size(); ++i) score -= Number(weights[i]) * p[i] * p[i];
    return score;
  }
};

// w(y) ln p(y). Improper unless the weights are equal: its best report is proportional to w q.
struct WeightedLogScore {
  std::vector<Rational> weights;
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    return Number(weights[y]) * log(p[y]);
  }
};

// w(y) ln p_w(y) with p_w proportional to w p (Holzmann and Klar 2017). Strictly proper for weights > 0.
struct OutcomeWeightedLogScore {
  std::vector<Rational> weights;
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    Number total = Number(0);
    for (std::size_t i = 0; i < p.size(); ++i) total += Number(weights[i]) * p[i];
    return Number(weights[y]) * log(Number(weights[y]) * p[y] / total);
  }
};

// A rule by its name: log, brier, spherical, pseudo-spherical:BETA, power:BETA, rps, zero-one, linear,
// asymmetric:W,W,…, weighted-log:W,W,… and outcome-weighted-log:W,W,… (without weights: 1, 2, 1, 2, …).
// Throws  std::invalid_argument for an unknown name (with the nearest), a parameter that is not a number in its
//         range; the rule itself, for a number of outcomes other than that of its weights.
Rule rule_named(std::string_view name);
bool is_rule_name(std::string_view name);

struct RuleEntry {
  std::string_view name, formula, note;
};
std::vector<RuleEntry> rule_catalogue();

}  // namespace qed
