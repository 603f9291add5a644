// Which claims are machine-checked: the theorems in proofs-notes/coq that say what the claim says, or disprove it.
#pragma once

#include <span>
#include <string_view>

namespace qed {

// Theorems as FILE.NAME, `Theorem NAME` in proofs-notes/coq/FILE.v; none where the proof is on paper only. The same as
// `formal` in proofs-notes/claims.yaml, which tests/meta/claims.py compares, as it does that with the files.
std::span<const std::string_view> formal_theorems(std::string_view claim);

// What the theorems say and what is on paper, where they do not say all that the claim says; empty where they do. The
// same as `formal_part` in claims.yaml.
std::string_view formal_part(std::string_view claim);

}  // namespace qed
