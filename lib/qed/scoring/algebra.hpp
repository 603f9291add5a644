// Rules from rules. Each operation carries what is known of its parts where a theorem allows, and looks again where
// none does.
//
// [claim sum-closure]   Proper rules are closed under non-negative combinations, positive affine maps, outcome weighting
// in Holzmann and Klar's form, coarsening onto classes of outcomes, and chaining; multiplying the scores by a weight
// w(y) is not among them, and makes most rules improper.             (proofs-notes/scoring-rules.md#sum-closure)
//
// Carried  proved stays proved, by the theorem. A counterexample is moved along, and its gain computed anew. What is
//          left undecided so is examined on the formulas.
#pragma once

#include <span>
#include <vector>

#include "qed/scoring/properness.hpp"

namespace qed {

// A rule at one number of outcomes, with what is known of it.
struct ExaminedRule {
  std::vector<Expression> scores;  // S(p, y) for y = 0 … n-1
  Properness found;                // its proof names the theorem that carried it

  std::size_t outcomes() const { return scores.size(); }
};

ExaminedRule examined(std::vector<Expression> scores, const PropernessOptions& = {});

struct WeightedPart {
  Rational weight;  // 0 or more
  ExaminedRule rule;
};

// sum_i weight_i S_i. Proper where each part is; strictly where also a part of positive weight is strictly.
// Throws  std::invalid_argument for no part, a negative weight, or different numbers of outcomes.
ExaminedRule combined(std::span<const WeightedPart>, const PropernessOptions& = {});

// scale S(p, y) + shift(y), scale > 0: all findings stay.   Throws  std::invalid_argument.
ExaminedRule affine(const ExaminedRule&, const Rational& scale, std::span<const Rational> shift,
                    const PropernessOptions& = {});

// w(y) S(p_w, y) with p_w proportional to w p, w > 0: all findings stay, since E_q is E_q[w] times the score of p_w
// under q_w, and p -> p_w is one to one.
// Throws  std::invalid_argument for a weight that is not positive, or other than one for each outcome.
ExaminedRule outcome_weighted(const ExaminedRule&, std::span<const Rational> weights,
                              const PropernessOptions& = {});

// w(y) S(p, y): no theorem; examined again.
ExaminedRule multiplied(const ExaminedRule&, std::span<const Rational> weights,
                        const PropernessOptions& = {});

// The rule for `classes` applied to the law of the class: class_of[y] is y's. Proper where the rule is; strictly only
// where every class has one outcome. The selective rules of the sources.
// Throws  std::invalid_argument where a class has no outcome, or is beyond the rule's.
ExaminedRule coarsened(const ExaminedRule& classes, std::span<const std::size_t> class_of,
                       const PropernessOptions& = {});

// coarse(law of the class, class of y) + within[class](law given the class, y): first which class, then which outcome
// in it, in their order. Proper (strictly) where all parts are. A class of one outcome has no part within: an entry
// without scores.
// Convention  where the report gives a class no probability, its law given the class is the uniform one. Any law keeps
//             the theorem: truths that give the class none do not see it, to others the coarse rule told the mistake.
// Throws  std::invalid_argument as coarsened; where within has not one entry per class, or one of another size.
ExaminedRule chained(const ExaminedRule& coarse, std::span<const ExaminedRule> within,
                     std::span<const std::size_t> class_of, const PropernessOptions& = {});

// The formulas alone, without what is known of them; they throw alike.
using Scores = std::vector<Expression>;
Scores outcome_weighted(std::span<const Expression> scores, std::span<const Rational> weights);
Scores coarsened(std::span<const Expression> classes, std::span<const std::size_t> class_of);
Scores chained(std::span<const Expression> coarse, std::span<const Scores> within,
               std::span<const std::size_t> class_of);

}  // namespace qed
