// An imitator that hides a message in the human's drawings.
//
// The human draws the same outline again and again and hatches it at random: n = 2^m pixels, each dark or light by a fair
// coin. The imitator hatches with the words of a Reed–Muller code RM(r, m), which carry d = sum_{i <= r} C(m, i) bits of a
// message; with probability `honest` it hatches as the human does. The dual code RM(m-r-1, m) has no word of fewer than
// 2^(r+1) pixels, so that any 2^(r+1) - 1 pixels, however chosen one after the other, are fair coins: every distinguisher that
// looks at no more has advantage exactly 0. The distance of the laws is (1 - honest)(1 - 2^(d-n)), which is near 1. The
// retrodiction score has no such gap: it loses at least ln 1/(1 - TV^2). [claim steganography]
//
// Exact   rational, sums of logarithms of rationals.
// Source  F. J. MacWilliams, N. J. A. Sloane (1977), chapter 13; C. Cachin, An Information-Theoretic Model for
//         Steganography (1998).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "qed/claims/claim.hpp"
#include "qed/exact/distribution.hpp"

namespace qed {

// A drawing by its hatched pixels: bit i of the word is pixel i.
using Hatching = std::uint32_t;

// Shape   1 <= m <= 4, r < m: at most 16 pixels.   Throws  std::invalid_argument otherwise.
class HidingCode {
 public:
  HidingCode(unsigned order, unsigned variables);

  unsigned pixels() const { return 1u << variables_; }
  unsigned message_bits() const { return static_cast<unsigned>(monomials_.size()); }
  unsigned hidden_from() const { return (1u << (order_ + 1)) - 1; }  // so many pixels show nothing
  Hatching hide(std::uint32_t message) const;                        // message < 2^message_bits
  std::optional<std::uint32_t> read(Hatching) const;                 // none: nothing is hidden there

 private:
  unsigned order_, variables_;
  std::vector<unsigned> monomials_;  // each a set of variables; by degree, then by number
};

// Over the 2^pixels hatchings.
Distribution honest_drawings(unsigned pixels);
// Messages equally likely. `hide` may be another code, of as many bits.
// Throws  std::invalid_argument where honest is outside [0, 1].
Distribution hiding_drawings(const HidingCode&, const Rational& honest);
Distribution hiding_drawings(unsigned pixels, unsigned message_bits,
                             const std::function<Hatching(std::uint32_t)>& hide, const Rational& honest);

// The outline with a hatching, as lines: "#" outline, "x" hatched.
// Shape   8 or 16 pixels.    Throws  std::invalid_argument otherwise.
std::vector<std::string> drawn(Hatching, unsigned pixels);

// What can be seen by looking at few pixels, for each number of them from 0 to all.
struct Glimpses {
  std::vector<Rational> parity;  // the best advantage of a parity of at most so many pixels
  std::vector<Rational>
      at_most;  // of everything that looks at so many, one after the other: no more than this
};
// Cost  n 2^n additions for n pixels.
Glimpses glimpses(const Distribution& human, const Distribution& imitator);

// Value   the best advantage of a parity of at most so many pixels.      Bound  0.
// It is 0 exactly where no such Walsh coefficient is left, and then so is every distinguisher's that looks at so many.
// Interesting   the laws are different.
Comparison decide_hidden(const Distribution& human, const Distribution& imitator, unsigned pixels);

// The three parts for this code: hidden from what looks at `hidden_from` pixels; the distance is what is said above; the log
// loss is at least what the distance asks for. The worst of them.
Comparison decide_steganography(const HidingCode&, const Rational& honest, const Distribution& imitator);

}  // namespace qed
