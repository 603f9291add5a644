// What the properties of the imitator's uses are tried on: base laws with ties for the quantilizer, and small
// organisations for distillation.
#pragma once

#include <rapidcheck.h>

#include <iosfwd>
#include <vector>

#include "properties/generators/draw.hpp"
#include "qed/uses/distillation.hpp"

namespace qed::gen {

// One to six actions; small whole utilities, so that ties are common; sub-laws and zero masses included.
struct QuantilizerCase {
  std::vector<Rational> base;
  std::vector<Rational> utility;
  Rational q;

  bool is_law() const;
  bool has_tie_at_threshold() const;  // two actions of positive mass share what is left
};
void showValue(const QuantilizerCase&, std::ostream&);
rc::Gen<QuantilizerCase> quantilizer_cases();

// Humans with any laws of the answer, certain and impossible ones included, who may think of the second copy as they
// like; one to three of them, the truth among them. enumerable: small enough for the oracle, which lists every transcript
// of every training: one or two levels, and at most three training questions in all; otherwise up to three levels.
DistillationTask distillation_task(Draw&, bool enumerable);
rc::Gen<DistillationTask> distillation_tasks(bool enumerable);

}  // namespace qed::gen

namespace qed {
void showValue(const DistillationTask&, std::ostream&);
}  // namespace qed
