// A claim: what is said, under which hypotheses, from where; and how it is decided on a class.
//
// Claims come in six kinds. *Per node*: decided at every reachable node that meets the hypothesis; the worst one
// is reported. *Per class*: one value against one bound. *About families*: no verdict on one class. *About rules*: of
// scoring rules; `qed stress` decides them, and `qed check --rule` those about the imitator that learns by one. *About
// systems*: of ways to train and to use an imitator; decided on whatever system is at hand, by `qed scenario`. *About
// recordings*: of every run on what a human decided; decided along the run at hand, by `qed imitate`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "qed/evaluate/evaluate.hpp"
#include "qed/evaluate/quantities.hpp"
#include "qed/exact/value.hpp"
#include "qed/exact/verdict.hpp"
#include "qed/model/model_class.hpp"

namespace qed {

// One comparison: a value against its bound.
//
// ratio   upper bound: value / bound; lower bound on a probability: (1 - value) / (1 - bound); query-drift:
//         (drop that is needed) / (drop). 1 is tight, above 1 violated. None where it is 0/0; `unbounded_ratio`
//         where it is something over 0.
struct Comparison {
  Verdict verdict = Verdict::not_applicable;
  std::optional<Value> value;
  std::optional<Value> bound;
  std::optional<Value> ratio;
  bool unbounded_ratio = false;
  bool vacuous = false;      // the bound says nothing (retention <= 0, a probability <= 1 or more)
  bool interesting = false;  // the case really exercises the claim (see Claim::interesting)
  std::optional<ActionIndex> action = {};  // the one that the reported numbers belong to
  std::string detail;  // the event, grid parameter … that they belong to; why not applicable
  std::string_view decided_by = {};  // of a claim with several bounds: the one that this is
};

// What is given to a per-class claim.
struct ClassFacts {
  const ModelClass& model_class;
  const Quantities& quantities;
};

// What a per-class claim reads beyond the one pass: it costs states of its own, and so is evaluated unasked only
// where it is cheap, and otherwise where the claim is named (check.hpp).
enum class Needs { one_pass, accumulated, outlooks };

enum class ClaimKind { per_node, per_class, family, rule, system, recording };
// As in proofs-notes/claims.yaml. `refuted` claims are information and never touch an exit status.
enum class ClaimStatus { proved_and_checked, refuted };

struct Claim {
  std::string_view id;
  std::string_view statement;
  std::string_view source;  // seed, sharp, refuted; and where in the literature
  ClaimKind kind;
  ClaimStatus status;
  std::vector<std::string_view> hypotheses;
  std::string_view interesting;    // what a case must do to exercise the claim
  std::string_view note;           // proofs-notes file and anchor
  std::string_view code;           // header that decides it
  std::string_view scenario = {};  // the one that decides it, where one does
  bool pure_calculus = false;      // holds for any query probabilities: no faulty imitator can break it

  bool on_classes() const { return kind == ClaimKind::per_node || kind == ClaimKind::per_class; }

  // Per class: never harder to meet where sums and probabilities of events are smaller and retention is larger, so
  // that enclosures decide it by their ends.
  bool by_ends = false;
  Needs needs = Needs::one_pass;

  // Exactly one of these, none for families, rules, systems and recordings.
  Comparison (*at_node)(const Node&) = nullptr;  // not_applicable: the node does not meet the hypothesis
  Comparison (*on_class)(const ClassFacts&) = nullptr;
  // Whether the claim speaks of this class at all; an empty string, or why not.
  std::string (*applicable)(const ModelClass&) = nullptr;
};

// Every claim, in the order of proofs-notes/claims.yaml.
std::span<const Claim> claims();
// Throws  std::invalid_argument with the nearest known ids.
const Claim& claim(std::string_view id);
// What there is to say of an id that is none of `among`, the ids that are taken where it was given.
std::string no_such_claim(std::string_view id, const std::vector<std::string>& among);

// What a claim that no class decides is about: "scoring rules".
std::string_view subject_of(ClaimKind);
// The command that decides it: "claim sudoku is about systems: it is decided by qed scenario sudoku". Empty where a class
// decides it.
std::string decided_elsewhere(const Claim&);

}  // namespace qed
