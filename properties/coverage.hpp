// Exercise: which branches a class reaches, and the shares that the generators promise. A property over
// classes that never query, never risk the truth and never tie would be green and empty.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "qed/claims/check.hpp"
#include "qed/evaluate/quantities.hpp"
#include "qed/imitation/imitator.hpp"
#include "qed/model/model_class.hpp"

namespace qed::properties {

// What was seen at the nodes of one class.
struct Seen {
  bool tie_at_threshold = false;       // a model weighs exactly alpha times what ranks before it
  bool tie_in_order = false;           // two models of equal positive weight
  bool model_refuted = false;          // a queried action to which a model gave probability 0
  bool class_refuted = false;          // … and no model was left
  bool one_of_several = false;         // one model collected while others still have weight
  bool plays_the_unthinkable = false;  // imitates an action that the demonstrator never takes here
  std::vector<bool> told_apart;        // [first * models + second]: their predictions differed at some node
};

// The same imitator, noting in `seen` what it meets. The notes of one evaluation, in one thread.
Imitator watched(const Imitator&, std::shared_ptr<Seen> seen);

struct CaseFacts {
  const ModelClass& model_class;
  const Quantities& quantities;
  const Seen& seen;
  std::span<const ClaimResult> claims;  // those that are run
};

struct BranchRule {
  std::string_view name;
  Rational floor;  // share of random classes that reach it, at least
  bool (*reached)(const CaseFacts&);
  std::string_view claim = {};  // the one that it is a branch of: nothing to reach where that is not run
};
std::span<const BranchRule> branch_rules();

// The share of random classes, among those that the claim applies to, that exercise it, at least.
Rational interesting_floor(std::string_view claim_id);

}  // namespace qed::properties
