// What the claims of the catalogue share: where they come from (`source` of claims.yaml, spelled out) and the words of
// their hypotheses.
#pragma once

#include <string_view>

namespace qed {

inline constexpr std::string_view seed_paper =
    "seed: M. K. Cohen, M. Hutter, N. Nanda, Fully General Online Imitation Learning, JMLR 23 (2022), "
    "arXiv 2102.08686; and the authors' slides of the same name";
inline constexpr std::string_view seed_slides =
    "seed: M. K. Cohen, M. Hutter, N. Nanda, slides Fully General Online Imitation Learning (2022)";
inline constexpr std::string_view sharp =
    "sharp: stronger than the seed material's statement, proved in proofs-notes";
inline constexpr std::string_view definition =
    "definition: the top set of Cohen, Hutter, Nanda, JMLR 23 (2022) and of their slides";

inline constexpr std::string_view inside = "the demonstrator μ is a member of the class";

}  // namespace qed
