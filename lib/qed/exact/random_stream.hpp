// Random numbers that everyone can draw again: a stream is a pure function of a seed and an index, on every compiler,
// for every number of threads and ranks. What has a case or a path number i draws from RandomStream(seed, i).
//
// Source  Boost.Random's mt19937_64 and uniform_int_distribution, whose outputs Boost fixes; the standard library's
//         distributions differ between compilers.
// Cost    a stream: a few microseconds; a number: nanoseconds.
#pragma once

#include <cstdint>

#include <boost/random/mersenne_twister.hpp>

namespace qed {

class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::uint64_t index);

  std::uint64_t bits() { return engine_(); }  // 64 of them
  // Uniform on 0 … bound - 1, exactly.
  // Throws  std::invalid_argument where bound is 0.
  std::uint64_t below(std::uint64_t bound);

 private:
  boost::random::mt19937_64 engine_;
};

}  // namespace qed
