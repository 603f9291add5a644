#include "qed/exact/random_stream.hpp"

#include <array>
#include <stdexcept>

#include <boost/random/seed_seq.hpp>
#include <boost/random/uniform_int_distribution.hpp>

namespace qed {

RandomStream::RandomStream(std::uint64_t seed, std::uint64_t index) {
  const std::array<std::uint32_t, 4> words{
      static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32),
      static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32)};
  boost::random::seed_seq sequence(words.begin(), words.end());
  engine_.seed(sequence);
}

std::uint64_t RandomStream::below(std::uint64_t bound) {
  if (bound == 0) throw std::invalid_argument("there is no number below 0 to draw");
  return boost::random::uniform_int_distribution<std::uint64_t>(0, bound - 1)(engine_);
}

}  // namespace qed
