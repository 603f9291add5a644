// The words for what was found and how: never a bool, never an exception.
#pragma once

#include <string_view>

namespace qed {

// The outcome of a claim. `undecided` means that the enclosures overlapped or a limit was reached; it is
// never reported as a pass. `not_applicable` means that a hypothesis of the claim is not met. `held_where_visited` is
// said after sampling, of a claim about every node: it was decided exactly, and held, at each node that a path visited,
// and nothing is known of the others.
enum class Verdict { holds, violated, undecided, not_applicable, held_where_visited };

// How a result was reached: exact rational arithmetic, certified enclosures, or sampling.
enum class Method { exact, certified, sampled };

constexpr std::string_view to_string(Verdict v) {
  switch (v) {
    case Verdict::holds: return "holds";
    case Verdict::violated: return "violated";
    case Verdict::undecided: return "undecided";
    case Verdict::not_applicable: return "not-applicable";
    case Verdict::held_where_visited: return "held-where-visited";
  }
  return "?";
}
constexpr std::string_view to_string(Method m) {
  switch (m) {
    case Method::exact: return "exact";
    case Method::certified: return "certified";
    case Method::sampled: return "sampled";
  }
  return "?";
}

}  // namespace qed
