#include "qed/evaluate/sampling/lottery.hpp"

#include <algorithm>

#include "qed/exact/limbs.hpp"
#include "qed/exact/require.hpp"

namespace qed {

Integer draw_below(RandomStream& stream, const Integer& bound) {
  QED_REQUIRE(bound > 0, "there is no number below 0 to draw");
  const std::size_t bits = bit_length(bound - 1);
  std::vector<std::uint64_t> limbs((bits + 63) / 64);
  for (;;) {
    for (auto& limb : limbs) limb = stream.bits();
    if (bits % 64 != 0) limbs.back() >>= 64 - bits % 64;
    Integer drawn = from_limbs(limbs);
    if (drawn < bound) return drawn;
  }
}

Lottery::Lottery(std::span<const Rational> law) {
  Integer denominator = 1;
  for (const Rational& p : law) denominator = lcm(denominator, denominator_of(p));
  Integer end = 0;
  for (const Rational& p : law) {
    QED_REQUIRE(p >= 0, "a negative probability");
    end += numerator_of(p) * (denominator / denominator_of(p));
    long_ends_.push_back(end);
  }
  QED_REQUIRE(end == denominator, "a law that does not sum to 1");
  if (bit_length(denominator) > 64) return;
  for (const Integer& e : long_ends_) ends_.push_back(e.convert_to<std::uint64_t>());
  long_ends_.clear();
}

std::size_t Lottery::draw(RandomStream& stream) const {
  if (!ends_.empty()) {
    const std::uint64_t drawn = ends_.back() == 1 ? 0 : stream.below(ends_.back());
    return static_cast<std::size_t>(std::ranges::upper_bound(ends_, drawn) - ends_.begin());
  }
  const Integer drawn = draw_below(stream, long_ends_.back());
  return static_cast<std::size_t>(std::ranges::upper_bound(long_ends_, drawn) - long_ends_.begin());
}

}  // namespace qed
