// Certificates, demonstrandum-certificate/1: what the engine found, written so that a program which shares
// nothing with it (tools/recheck.py) can follow every step from the class file on.
//
// One JSON object on each line, in the order of the pass, so that it can be read as it is written:
//   {"format", "class_sha256", "class", "horizon", "alpha"}    the class file, byte for byte; what it was checked at
//   {"state", "node": {"weights", "states", "environment", "forced_left", "top", "theta"}, "events", "retained"}
//                        a merged state; node null: settled, and no event pending
//   {"level", "over", "masses": [[state, numerator], …]}
//                        the probability that the process is in each state, over the least common denominator
//   {"from", "to": [[state, probability], …]}
//                        the transitions of a state: first what is not asked, by action, then by observation
//   {"quantities"}       of demonstrandum-check/1, as exact fractions
//   {"claim", "value", "bound", "verdict"}
// States are numbered from 0 in the order in which the pass meets them, and come before what names them; a state's
// transitions come once, after the first level but the last where it has mass. Every field is determined by the
// class, horizon and alpha, so a checker can verify every one.               (proofs-notes/certificate.md)
#pragma once

#include <iosfwd>
#include <span>
#include <string_view>

#include "qed/evaluate/evaluate.hpp"
#include "qed/exact/verdict.hpp"

namespace qed {

// A claim about the class as a whole whose two sides are rational.
struct CertifiedClaim {
  std::string_view id;
  Rational value, bound;
  Verdict verdict;
};

// The certificate of the cautious imitator on a class.
//
// class_text  the file that the class was read from; horizon and alpha may have been changed since.
// Quantities  as `evaluate` found them at that horizon: they are stated here, not found.
// Limits      everything is kept: max_states counts all merged states met, and nothing is swept.
// Result      Ended::horizon; anything else means that what was written is no certificate.
// Cost        as `evaluate` without sweeping; the masses of all levels written out are most of the text.
// Throws      as `evaluate`.
Ended write_certificate(std::ostream&, std::string_view class_text, const ModelClass&, const Quantities&,
                        std::span<const CertifiedClaim>, const EvaluateOptions& = {});

}  // namespace qed
