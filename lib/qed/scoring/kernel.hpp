// Rules that see a law through features of the outcome only, or through how alike outcomes are.
//
// Both are polynomials of degree 2 in the report: exactly examined, and blind to what their features do not tell.
//                                                           (proofs-notes/real-valued-rules.md#moment-matching, Kernels)
#pragma once

#include <span>
#include <string>
#include <vector>

#include "qed/scoring/formula.hpp"
#include "qed/scoring/number_type.hpp"
#include "qed/scoring/orientation.hpp"
#include "qed/scoring/rule.hpp"

namespace qed {

template <class Entry>
using Rows = std::vector<std::vector<Entry>>;

// phi: one row of d features per outcome.
using FeatureRows = Rows<Rational>;

// -|E_p phi - phi(y)|^2.   Elicits the moments E phi: its mean under q is -|E_p phi - E_q phi|^2 - (a term of
// q alone).
// Selective  reports with equal moments get equal scores on every outcome.
class MomentScore {
 public:
  static constexpr Scale scale =
      larger_is_better("squared units of the features", "the squared distance of the moments, negated");
  // Throws  std::invalid_argument where there is no row, or rows have different lengths.
  explicit MomentScore(FeatureRows phi);

  // Throws  std::invalid_argument where the rows are not as many as the outcomes.
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    require_outcomes(p.size(), y);
    Number score = constant(0, p[0]);
    for (std::size_t k = 0; k < phi_[0].size(); ++k) {
      Number off = constant(Rational(-phi_[y][k]), p[0]);
      for (std::size_t i = 0; i < p.size(); ++i) off += constant(phi_[i][k], p[0]) * p[i];
      score -= square(off);
    }
    return score;
  }

 private:
  void require_outcomes(std::size_t outcomes, std::size_t y) const;
  FeatureRows phi_;
};

// E_p k(X, y) - 1/2 E_p k(X, X'), for a symmetric k, given as n rows of rationals, or of constant expressions.  Proper
// where k is positive semidefinite (or only conditionally so, on vectors of sum 0, as -|x - y| is: then it is the
// energy score).
// With k = <phi, phi>, MomentScore is 2 KernelScore - k(y, y).
template <class Entry>
class KernelScore {
 public:
  static constexpr Scale scale = larger_is_better(
      "units of the kernel", "half the squared distance in the kernel's space, negated, up to a term of y");
  // Throws  std::invalid_argument where the rows are not square and symmetric.
  explicit KernelScore(Rows<Entry> kernel);

  // Throws  std::invalid_argument where the rows are not as many as the outcomes.
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    require_outcomes(p.size(), y);
    Number near = constant(0, p[0]), apart = near;
    for (std::size_t i = 0; i < p.size(); ++i) {
      near += constant(kernel_[i][y], p[0]) * p[i];
      for (std::size_t j = 0; j < p.size(); ++j) apart += constant(kernel_[i][j], p[0]) * p[i] * p[j];
    }
    return near - constant(ratio(1, 2), p[0]) * apart;
  }

 private:
  void require_outcomes(std::size_t outcomes, std::size_t y) const;
  Rows<Entry> kernel_;
};
extern template class KernelScore<Rational>;
extern template class KernelScore<Expression>;

// As they are named on the command line: `parameter` is what comes after the colon, empty where there is none.
//
// moments:x,z   the features that are named so; all of them where none is named.
// kernel:K      a formula K in i and j, the numbers of two outcomes, n and the features.
// Throws  std::invalid_argument for a feature that there is not, or none at all; FormulaError as Formula::parse. The rule
//         itself, for a number of outcomes other than that of the features, or a kernel that is not symmetric.
Rule moment_rule(std::string name, const std::string& parameter, const Features& features);
Rule kernel_rule(std::string name, const std::string& parameter, const Features& features);

}  // namespace qed
