// One step of the imitator, decided at every reachable node: what is collected, and how the joint law of
// (query, action) compares with the demonstrator's.
//   [claim top-prefix] [claim top-size] [claim no-query-dominance]
//   [claim query-identity] [claim step-dominance]
//
// The top set, the step's law and theta are the imitator's own, as it states them: a faulty imitator is held
// to what it says. On a forced step theta = 1, so the last three hold trivially and never count as
// interesting.
//
// Exact   rational comparisons.   Note  proofs-notes/one-step.md
#pragma once

#include "qed/claims/claim.hpp"

namespace qed {

// T is a prefix of the models by weight, descending, ties by index: value = how many members are not at their
// place in that order, bound 0. Interesting: a model of positive weight is left out.
Comparison decide_top_prefix(const Node&);

// |T| < 1 + 1/alpha under the strict threshold, <= under the other: a ratio of 1 is a violation of the first.
// Interesting: two models or more are collected.
Comparison decide_top_size(const Node&);

// Truth in T: P(a, q = 0 | h) <= mu(a | h) for every action; the action of largest ratio is reported.
// Interesting: 0 < theta < 1 (at 0 the truth is imitated, at 1 nothing is).
Comparison decide_no_query_dominance(const Node&);

// P(a, q = 1 | h) = theta mu(a | h): value = the largest difference over actions, bound 0. Of any
// demonstrator. Interesting: theta > 0 on an unforced step.
Comparison decide_query_identity(const Node&);

// Truth in T: P(a | h) <= (1 + theta) mu(a | h) for every action, whether asked or not; the action of largest
// ratio is reported. Interesting: 0 < theta < 1.
Comparison decide_step_dominance(const Node&);

}  // namespace qed
