// The limb kernels in plain C++: what machines without GMP run, and the slow twin that the tests hold
// GMP's kernels against. Contracts are those of the same names in limbs.hpp.
#pragma once

#include <cstddef>
#include <cstdint>

namespace qed::portable {

__extension__ typedef unsigned __int128 DoubleLimb;

// A product of two limbs and two more limbs added to it fit into a double limb:
// (2^64 - 1)^2 + 2 (2^64 - 1) = 2^128 - 1.
inline std::uint64_t mul_1(std::uint64_t* out, const std::uint64_t* in, std::size_t n, std::uint64_t c) {
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const DoubleLimb t = DoubleLimb(in[i]) * c + carry;
    out[i] = static_cast<std::uint64_t>(t);
    carry = static_cast<std::uint64_t>(t >> 64);
  }
  return carry;
}

inline std::uint64_t addmul_1(std::uint64_t* out, const std::uint64_t* in, std::size_t n, std::uint64_t c) {
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const DoubleLimb t = DoubleLimb(in[i]) * c + out[i] + carry;
    out[i] = static_cast<std::uint64_t>(t);
    carry = static_cast<std::uint64_t>(t >> 64);
  }
  return carry;
}

inline std::uint64_t add_n(std::uint64_t* out, const std::uint64_t* a, const std::uint64_t* b,
                           std::size_t n) {
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const DoubleLimb t = DoubleLimb(a[i]) + b[i] + carry;
    out[i] = static_cast<std::uint64_t>(t);
    carry = static_cast<std::uint64_t>(t >> 64);
  }
  return carry;
}

inline std::uint64_t add_1(std::uint64_t* out, const std::uint64_t* in, std::size_t n, std::uint64_t c) {
  for (std::size_t i = 0; i < n; ++i) {
    out[i] = in[i] + c;
    c = out[i] < c;
  }
  return c;
}

inline std::uint64_t shift_left(std::uint64_t* out, const std::uint64_t* in, std::size_t n, unsigned bits) {
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint64_t limb = in[i];
    out[i] = limb << bits | carry;
    carry = limb >> (64 - bits);
  }
  return carry;
}

}  // namespace qed::portable
