// What numbers, and rows of them, hold in memory beside themselves: what sizeof does not see. For limits on memory, so as
// close as can be had without asking the allocator; exact on glibc.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "qed/exact/rational.hpp"

namespace qed {

// A block from malloc of glibc: a word of its own in front, in steps of 16, 32 at the least; 0 for none.
constexpr std::uint64_t block_bytes(std::uint64_t bytes) {
  return bytes == 0 ? 0 : std::max<std::uint64_t>(32, (bytes + 8 + 15) / 16 * 16);
}

#if QED_WITH_GMP
inline std::uint64_t held_bytes(const mpz_t n) {
  return block_bytes(static_cast<std::uint64_t>(n->_mp_alloc) * sizeof(mp_limb_t));
}
inline std::uint64_t held_bytes(const Integer& n) { return held_bytes(n.backend().data()); }
inline std::uint64_t held_bytes(const Rational& q) {
  return held_bytes(mpq_numref(q.backend().data())) + held_bytes(mpq_denref(q.backend().data()));
}
#else
inline std::uint64_t held_bytes(const Integer& n) {
  using Backend = std::remove_cvref_t<decltype(n.backend())>;
  const std::uint64_t limbs = n.backend().size();
  return limbs <= Backend::internal_limb_count ? 0 : block_bytes(limbs * sizeof(*n.backend().limbs()));
}
inline std::uint64_t held_bytes(const Rational& q) {
  return held_bytes(numerator_of(q)) + held_bytes(denominator_of(q));
}
#endif

// The row itself, and what its numbers hold.
template <class Number>
std::uint64_t held_bytes(const std::vector<Number>& row) {
  std::uint64_t sum = block_bytes(row.capacity() * sizeof(Number));
  for (const Number& n : row) sum += held_bytes(n);
  return sum;
}

}  // namespace qed
