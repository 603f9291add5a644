// Exit statuses of the command, the same for every job.
#pragma once

#include "qed/exact/verdict.hpp"

namespace qed::tool {

enum class Status : int { holds = 0, violated = 1, bad_input = 2, undecided = 3 };

// Over several results the worst wins, in the order 2, 1, 3, 0: what could not be read may hide a violation,
// and a violation found is found even where something else was left undecided.
constexpr Status worse(Status a, Status b) {
  constexpr auto rank = [](Status s) {
    switch (s) {
      case Status::bad_input: return 3;
      case Status::violated: return 2;
      case Status::undecided: return 1;
      case Status::holds: break;
    }
    return 0;
  };
  return rank(a) >= rank(b) ? a : b;
}

constexpr Status status_of(Verdict v) {
  switch (v) {
    case Verdict::violated: return Status::violated;
    case Verdict::undecided: return Status::undecided;
    case Verdict::holds:
    case Verdict::held_where_visited:  // nothing contradicts it, and the word says how far that goes
    case Verdict::not_applicable: break;
  }
  return Status::holds;
}

}  // namespace qed::tool
