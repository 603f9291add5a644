// How a score reads: which way is better, in what unit, and at what factor. A rule is a type that says so of itself.
#pragma once

#include <string_view>

namespace qed {

enum class Orientation {
  gain,  // larger is better: every rule of this library; what the literature writes as a loss is its negative here
  loss,  // smaller is better
};

// Factors are part of a rule's meaning: they decide every sum of rules, and the eta at which one is central.
struct Scale {
  Orientation orientation;
  std::string_view unit;
  std::string_view literature;  // how it stands to what is known by that name
};
constexpr Scale larger_is_better(std::string_view unit, std::string_view literature) {
  return {Orientation::gain, unit, literature};
}

// A score of the rule R, read in the orientation that is wanted.
template <class R, class Number>
Number oriented(const Number& score, Orientation wanted) {
  return R::scale.orientation == wanted ? score : Number(-score);
}

}  // namespace qed
