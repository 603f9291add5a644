// The claims about systems that are built with imitators, for the catalogue: ways to train them (decided in lib/qed/training),
// planners among them, and their uses (lib/qed/uses). `qed scenario` shows each. And those about recorded decisions
// (lib/qed/recorded), which `qed imitate` decides.
#pragma once

#include <string_view>
#include <vector>

#include "qed/claims/claim.hpp"

namespace qed {

std::vector<Claim> use_claims();
std::vector<Claim> training_claims();
std::vector<Claim> planner_claims();
std::vector<Claim> recording_claims();

// One of them: proved in its note, and checked on whatever system is at hand.
Claim about_systems(std::string_view id, std::string_view statement, std::string_view source,
                    std::vector<std::string_view> hypotheses, std::string_view interesting,
                    std::string_view note, std::string_view code, std::string_view scenario);

}  // namespace qed
