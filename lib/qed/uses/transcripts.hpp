// What is said of a call's transcripts, from what is said of the calls below it. Part of distillation.cpp.
//
// A product of 1 + theta is kept as the list of its factors, which are numbered: lists are cheap to join and to compare,
// where the products themselves have thousands of digits. Masses are added as integers over one denominator.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "qed/uses/distillation.hpp"

namespace qed {

// Numbers of factors, ascending, with repetition. Factors of 1 are left out.
using Factors = std::vector<std::uint32_t>;
using LawOfFactors = std::map<Factors, Rational>;

class FactorTable {
 public:
  // As a list of one factor; of none for 1.
  Factors list(const Rational& factor);
  // The law of the products themselves.
  LawOfValue evaluated(const LawOfFactors&);

 private:
  const Rational& product(const Factors&);

  std::map<Rational, std::uint32_t> numbers_;
  std::vector<Rational> factors_;
  std::map<Factors, Rational> products_;  // those evaluated
};

// A call of a frozen level, with the laws of its products per answer, where every truth is kept and they are counted.
struct FrozenCall {
  Call call;
  std::vector<LawOfFactors> products, real_products;
};
// A level in one state, by question.
using FrozenLevel = std::map<QuestionIndex, FrozenCall>;

// Level `level`'s call on a question: what it does (step), the level below (null: a rock), and what the human does with
// it. retained: every truth is kept, this level's included.
FrozenCall frozen_call(const DistillationTask&, Organisation&, FactorTable&, unsigned level, QuestionIndex,
                       const FrozenLevel* below, StepLaw, bool retained, const DistilOptions&);

// The law of the answer that the level below gives; a rock is silent.
Consulted consulted(const FrozenLevel* below, const Distribution& silence);

}  // namespace qed
