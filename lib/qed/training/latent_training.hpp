// Imitators with a hidden cause (latent variable), trained: of a finite family the one is picked whose score of the human's
// answers is best, where the score is the true expected log score, or a bound that needs no sum over causes: ELBO, or the
// importance-weighted one with k draws (retrodiction.hpp).                                  [claim latent-training]
//
// A bound is low where its proposals cannot follow the posterior. So who trains by it may prefer a worse imitator whose
// posterior is easy, and lose up to the gap of the bound at the best imitator, which closes with more draws.
//
// Exact   picks are decisions: scores are sums of logarithms of rationals, compared by enclosures, equal ones by algebra.
// Note    proofs-notes/training.md#latent-training
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "qed/claims/claim.hpp"
#include "qed/exact/distribution.hpp"
#include "qed/exact/log_sum.hpp"
#include "qed/training/retrodiction.hpp"

namespace qed {

struct LatentModel {
  Distribution prior;                 // of the cause
  std::vector<Distribution> answers;  // by cause

  HiddenCause cause_of(std::size_t answer) const;
  Distribution law() const;  // of the answer
};

// What is maximised: for each model and answer the expected logarithm of an estimate of its probability.
class Objective {
 public:
  // ln p itself.
  static Objective score(std::span<const LatentModel>);
  // L_k, for each answer with the proposal that makes it largest.
  // Throws  std::invalid_argument where there is no model or no proposal, shapes differ, or a draw may have weight 0: L_k
  //         is then minus infinity.
  static Objective bound(std::span<const LatentModel>, std::span<const Distribution> proposals,
                         unsigned draws, const Combine& = mean_of);

  // Adds factor times the human's mean of it.
  void add(LogSum&, const Rational& factor, std::size_t model, const Distribution& human) const;
  // The first model of those where it is largest.
  std::size_t best(const Distribution& human) const;

 private:
  struct Term {
    EstimateLaw law;
    Interval mean_log;
  };
  static Term term_of(EstimateLaw);
  static Term larger(Term, Term);
  Interval enclosure(std::size_t model, const Distribution& human) const;
  bool exceeds(std::size_t model, std::size_t other, const Distribution& human) const;

  std::vector<std::vector<Term>> terms_;  // [model][answer]
};

struct LatentTask {
  std::vector<LatentModel> models;
  std::vector<Distribution> proposals;  // over causes; each answer is given the best
  Distribution human;
};

// Which model the training ends with.
using Pick = std::function<std::size_t(const Objective&, const LatentTask&)>;
std::size_t pick_best(const Objective&, const LatentTask&);

// With θ_k the model picked by L_k, θ* the best by the true score l: L_k(θ_k) <= l(θ_k); max L_k <= max L_{k+1}; and
// l(θ*) - l(θ_k) <= l(θ*) - L_k(θ*).
//
// Value, bound  of the part of largest ratio; which it is, in the detail.
// Interesting   θ_k is not as good as θ*.
Comparison decide_latent_training(const LatentTask&, unsigned draws, const Combine& = mean_of,
                                  const Pick& = pick_best);

}  // namespace qed
