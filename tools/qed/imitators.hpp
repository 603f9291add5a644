// Imitators by name, as counterexamples and `--imitator` name them: "cautious", or a fault of the catalogue.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "qed/claims/check.hpp"
#include "qed/claims/check_sampled.hpp"

namespace qed::tool {

// The name itself.   Throws  std::invalid_argument where no imitator has it, with the nearest or all.
std::string known_imitator(const std::string& name);

// check() with the imitator of this name; `only` names the claims, all where it is empty.
CheckResult check_with(const ModelClass&, const std::string& imitator, const EvaluateOptions&,
                       const std::vector<std::string>& only);

// check_sampled() with the imitator of this name.
// Throws  std::invalid_argument for a fault of the evaluation: it distorts exact quantities, and there are none.
SampledCheck check_sampled_with(const ModelClass&, const std::string& imitator, const SamplingOptions&,
                                bool until_decided, const std::vector<std::string>& only);

// The first quantity in which the imitator of this name differs from the slow twin; empty where none does.
std::string twin_difference(const ModelClass&, const std::string& imitator);

}  // namespace qed::tool
