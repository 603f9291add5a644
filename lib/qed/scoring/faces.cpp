#include "qed/scoring/faces.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <stdexcept>

namespace qed {

std::vector<Face> faces_of(std::size_t outcomes) {
  std::vector<Face> faces;
  for (std::size_t subset = 1; subset + 1 < (std::size_t{1} << outcomes); ++subset) {
    Face face;
    for (std::size_t y = 0; y < outcomes; ++y)
      if (subset >> y & 1U) face.push_back(y);
    if (face.size() > 1) faces.push_back(std::move(face));
  }
  return faces;
}

std::string outcomes_of(const Face& face) { return fmt::format("{{{}}}", fmt::join(face, ", ")); }

std::optional<std::vector<Expression>> on_face(std::span<const Expression> scores, const Face& face) {
  std::vector<Expression> values(scores.size(), Expression(0)), result;
  for (std::size_t i = 0; i < face.size(); ++i) values[face[i]] = Expression::variable(i);
  try {
    for (const std::size_t y : face) result.push_back(substitute(scores[y], values));
  } catch (const std::invalid_argument&) {
    return std::nullopt;
  }
  return result;
}

}  // namespace qed
