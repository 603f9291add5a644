// Integers as machine words. A *limb* is 64 bits; a number is a row of limbs, least significant first. The
// exact engine keeps the masses of one level in such rows, over one shared denominator, so that a transition
// is a multiply-add on limbs and not a rational addition with a gcd.
//
// The kernels are GMP's mpn_* where GMP is there (assembly, about a limb per cycle and a half), otherwise the
// loops of limb_kernels_portable.hpp; nothing else in the project names either library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "qed/exact/limb_kernels_portable.hpp"
#include "qed/exact/rational.hpp"

namespace qed {

// The greatest common divisor, never negative; gcd(0, b) = |b|.
Integer gcd(const Integer& a, const Integer& b);
// The least common multiple, never negative; 0 where either is 0.
Integer lcm(const Integer& a, const Integer& b);

// The bits of |value| from the highest 1 down: 0 for 0, and 2^(bit_length - 1) <= |value| otherwise.  Cost
// O(1).
std::size_t bit_length(const Integer& value);
// How often 2 divides value.   Throws  BrokenInvariant where value = 0: there is no last time.
std::size_t trailing_zero_bits(const Integer& value);

// The limbs of value >= 0, without leading zero limbs; empty for 0.   Throws  BrokenInvariant where value <
// 0.
std::vector<std::uint64_t> to_limbs(const Integer& value);
// The number with these limbs; leading zero limbs are allowed.
Integer from_limbs(std::span<const std::uint64_t> limbs);

// Kernels on rows of n limbs; n = 0 is allowed and returns 0 (add_1: c).
// Shape   out is a row of n limbs, the same row as an operand or apart from it, never partly over it.
// Result  the limb carried out of the row: true result = out + carry * 2^(64 n).
std::uint64_t mul_1(std::uint64_t* out, const std::uint64_t* in, std::size_t n, std::uint64_t c);  // in * c
std::uint64_t addmul_1(std::uint64_t* out, const std::uint64_t* in, std::size_t n,
                       std::uint64_t c);  // out + in * c
std::uint64_t add_n(std::uint64_t* out, const std::uint64_t* a, const std::uint64_t* b,
                    std::size_t n);                                                                // a + b
std::uint64_t add_1(std::uint64_t* out, const std::uint64_t* in, std::size_t n, std::uint64_t c);  // in + c
// in * 2^bits for 1 <= bits <= 63.
std::uint64_t shift_left(std::uint64_t* out, const std::uint64_t* in, std::size_t n, unsigned bits);

#if QED_WITH_GMP
static_assert(sizeof(mp_limb_t) == 8 && GMP_NUMB_BITS == 64, "the exact engine needs 64-bit limbs");

// Inline, so that a short row pays for one call and not two. The casts matter only where mp_limb_t and
// std::uint64_t are two names of different 64-bit types (unsigned long and unsigned long long).
namespace detail {
inline mp_limb_t* gmp(std::uint64_t* p) { return reinterpret_cast<mp_limb_t*>(p); }
inline const mp_limb_t* gmp(const std::uint64_t* p) { return reinterpret_cast<const mp_limb_t*>(p); }
inline mp_size_t gmp_size(std::size_t n) { return static_cast<mp_size_t>(n); }
}  // namespace detail

inline std::uint64_t mul_1(std::uint64_t* out, const std::uint64_t* in, std::size_t n, std::uint64_t c) {
  return n == 0 ? 0 : mpn_mul_1(detail::gmp(out), detail::gmp(in), detail::gmp_size(n), c);
}
inline std::uint64_t addmul_1(std::uint64_t* out, const std::uint64_t* in, std::size_t n, std::uint64_t c) {
  return n == 0 ? 0 : mpn_addmul_1(detail::gmp(out), detail::gmp(in), detail::gmp_size(n), c);
}
inline std::uint64_t add_n(std::uint64_t* out, const std::uint64_t* a, const std::uint64_t* b,
                           std::size_t n) {
  return n == 0 ? 0 : mpn_add_n(detail::gmp(out), detail::gmp(a), detail::gmp(b), detail::gmp_size(n));
}
inline std::uint64_t add_1(std::uint64_t* out, const std::uint64_t* in, std::size_t n, std::uint64_t c) {
  return n == 0 ? c : mpn_add_1(detail::gmp(out), detail::gmp(in), detail::gmp_size(n), c);
}
inline std::uint64_t shift_left(std::uint64_t* out, const std::uint64_t* in, std::size_t n, unsigned bits) {
  return n == 0 ? 0 : mpn_lshift(detail::gmp(out), detail::gmp(in), detail::gmp_size(n), bits);
}
#else
inline std::uint64_t mul_1(std::uint64_t* out, const std::uint64_t* in, std::size_t n, std::uint64_t c) {
  return portable::mul_1(out, in, n, c);
}
inline std::uint64_t addmul_1(std::uint64_t* out, const std::uint64_t* in, std::size_t n, std::uint64_t c) {
  return portable::addmul_1(out, in, n, c);
}
inline std::uint64_t add_n(std::uint64_t* out, const std::uint64_t* a, const std::uint64_t* b,
                           std::size_t n) {
  return portable::add_n(out, a, b, n);
}
inline std::uint64_t add_1(std::uint64_t* out, const std::uint64_t* in, std::size_t n, std::uint64_t c) {
  return portable::add_1(out, in, n, c);
}
inline std::uint64_t shift_left(std::uint64_t* out, const std::uint64_t* in, std::size_t n, unsigned bits) {
  return portable::shift_left(out, in, n, bits);
}
#endif

}  // namespace qed
