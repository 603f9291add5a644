// A second opinion on properness: where every score is a polynomial, or pieces of polynomials, whether some report beats some
// truth is a question about real numbers that Z3 decides by itself (non-linear real arithmetic). Nothing of properness.hpp
// is shared with it.
//
// Z3 is trusted for nothing: a verdict never rests on its word. Where it contradicts one, both are shown and the verdict is
// withdrawn.
#pragma once

#include <span>
#include <string_view>

#include "qed/scoring/expression.hpp"
#include "qed/scoring/properness.hpp"

namespace qed {

enum class SecondOpinion {
  not_asked,  // the scores are no polynomials, or qed was built without Z3
  no_pair,    // no truth and report with a gain: the rule is proper
  a_pair,     // there is one
  no_answer,  // not within the time
};
std::string_view to_string(SecondOpinion);

// Whether Z3 is there to be asked.
bool has_second_opinion();

// Requires  at least two scores.
// Cost    at most `milliseconds`, about; doubly exponential in the number of outcomes without that limit.
SecondOpinion second_opinion(std::span<const Expression> scores, unsigned milliseconds = 2000);

// The finding, unless it is contradicted: then nothing is decided, and the proof says what both said.
Properness with_second_opinion(Properness, SecondOpinion);

}  // namespace qed
