// Random parity constraints: hash functions that split any set nearly in half, m of them into 2^m nearly equal parts.
//
// A constraint asks whether an odd number of some of the bits are 1. Drawn uniformly, each bit chosen by a fair coin and
// the parity that is asked for too, it keeps any one assignment with probability 1/2, and any two independently
// (Carter and Wegman 1979): that is all that the claim model-counting uses.
// Limit   64 bits: an assignment is one word, bit i is coin i.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "qed/exact/random_stream.hpp"
#include "qed/exact/rational.hpp"
#include "qed/training/circuit.hpp"

namespace qed {

struct Parity {
  std::uint64_t bits;  // which are added up
  bool odd;

  bool holds(std::uint64_t assignment) const;
};

// The words of `bits` ones.
constexpr std::uint64_t all_bits(unsigned bits) {
  return bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
}

// All 2^(bits + 1).   Requires  bits <= 12.
std::vector<Parity> every_parity(unsigned bits);
std::vector<Parity> draw_parities(RandomStream&, unsigned bits, unsigned count);

// The assignments that meet all constraints: origin, and what may be added to it.
struct AffineSpace {
  std::uint64_t origin;
  std::vector<std::uint64_t> directions;  // linearly independent
};
// None: the constraints contradict one another.
std::optional<AffineSpace> solution_space(std::span<const Parity>, unsigned bits);

// How many of the assignments that meet the constraints make the wire true: by trying each, 64 at a time.
//
// Throws  std::invalid_argument where there are more than 2^most_tried_bits of them.
inline constexpr unsigned most_tried_bits = 24;
Integer count_by_trying(const Circuit&, Circuit::Wire, std::span<const Parity> = {});

}  // namespace qed
