// A rule where some outcomes are impossible: on the faces of the simplex.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "qed/scoring/expression.hpp"

namespace qed {

using Face = std::vector<std::size_t>;  // the outcomes that are possible

// Every face of two outcomes or more, but the whole simplex.
std::vector<Face> faces_of(std::size_t outcomes);
std::string outcomes_of(const Face&);  // "{0, 2}"

// The formulas for the outcomes of the face where all others have probability 0, in p_0 … again; none where they have no
// formula there.
std::optional<std::vector<Expression>> on_face(std::span<const Expression> scores, const Face&);

}  // namespace qed
