#include "qed/training/parity.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <stdexcept>

namespace qed {

namespace {

// The first six directions run along the bits of a word: bit t of lane j is bit j of t.
constexpr std::array<std::uint64_t, 6> lanes{0xAAAAAAAAAAAAAAAA, 0xCCCCCCCCCCCCCCCC, 0xF0F0F0F0F0F0F0F0,
                                             0xFF00FF00FF00FF00, 0xFFFF0000FFFF0000, 0xFFFFFFFF00000000};

std::vector<std::uint64_t> first_words(const AffineSpace& space, unsigned bits) {
  std::vector<std::uint64_t> words;
  for (unsigned i = 0; i < bits; ++i) {
    std::uint64_t word = space.origin >> i & 1 ? ~std::uint64_t{0} : 0;
    for (std::size_t j = 0; j < std::min(space.directions.size(), lanes.size()); ++j)
      if (space.directions[j] >> i & 1) word ^= lanes[j];
    words.push_back(word);
  }
  return words;
}

}  // namespace

bool Parity::holds(std::uint64_t assignment) const { return (std::popcount(bits & assignment) & 1) == odd; }

std::vector<Parity> every_parity(unsigned bits) {
  std::vector<Parity> all;
  for (std::uint64_t word = 0; word <= all_bits(bits); ++word)
    for (const bool odd : {false, true}) all.push_back({word, odd});
  return all;
}

std::vector<Parity> draw_parities(RandomStream& random, unsigned bits, unsigned count) {
  std::vector<Parity> drawn;
  for (unsigned i = 0; i < count; ++i) {
    const std::uint64_t word = random.bits() & all_bits(bits);
    drawn.push_back({word, (random.bits() & 1) != 0});
  }
  return drawn;
}

std::optional<AffineSpace> solution_space(std::span<const Parity> parities, unsigned bits) {
  // Gauss and Jordan: each row kept has a bit of its own, its lowest, that no other row has.
  std::vector<Parity> rows;
  for (Parity next : parities) {
    for (const Parity& row : rows)
      if (next.bits >> std::countr_zero(row.bits) & 1) next = {next.bits ^ row.bits, next.odd != row.odd};
    if (next.bits == 0) {
      if (next.odd) return std::nullopt;
      continue;
    }
    for (Parity& row : rows)
      if (row.bits >> std::countr_zero(next.bits) & 1) row = {row.bits ^ next.bits, row.odd != next.odd};
    rows.push_back(next);
  }
  AffineSpace space{0, {}};
  std::uint64_t determined = 0;
  for (const Parity& row : rows) {
    const std::uint64_t own = std::uint64_t{1} << std::countr_zero(row.bits);
    determined |= own;
    if (row.odd) space.origin |= own;
  }
  for (unsigned i = 0; i < bits; ++i) {
    const std::uint64_t free = std::uint64_t{1} << i;
    if (determined & free) continue;
    std::uint64_t direction = free;
    for (const Parity& row : rows)
      if (row.bits & free) direction |= std::uint64_t{1} << std::countr_zero(row.bits);
    space.directions.push_back(direction);
  }
  return space;
}

Integer count_by_trying(const Circuit& circuit, Circuit::Wire wire, std::span<const Parity> parities) {
  const auto space = solution_space(parities, circuit.coins());
  if (!space) return 0;
  const std::size_t free = space->directions.size();
  if (free > most_tried_bits)
    throw std::invalid_argument("2^" + std::to_string(free) +
                                " assignments are too many to try, expected 2^" +
                                std::to_string(most_tried_bits) + " at most");
  std::vector<std::uint64_t> words = first_words(*space, circuit.coins());
  const std::size_t within = std::min(free, lanes.size());
  const std::uint64_t counted = all_bits(1u << within);
  std::uint64_t count = 0;
  // The other directions in Gray's order: from one word to the next a single direction is added.
  const std::uint64_t blocks = std::uint64_t{1} << (free - within);
  for (std::uint64_t block = 1;; ++block) {
    count += static_cast<std::uint64_t>(std::popcount(circuit.run(words)[wire] & counted));
    if (block == blocks) return count;
    const std::uint64_t direction =
        space->directions[within + static_cast<std::size_t>(std::countr_zero(block))];
    for (unsigned i = 0; i < circuit.coins(); ++i)
      if (direction >> i & 1) words[i] = ~words[i];
  }
}

}  // namespace qed
