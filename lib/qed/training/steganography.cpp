#include "qed/training/steganography.hpp"

#include <array>
#include <bit>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/training/distinguisher.hpp"
#include "qed/training/log_score.hpp"
#include "qed/training/walsh.hpp"

namespace qed {

HidingCode::HidingCode(unsigned order, unsigned variables) : order_(order), variables_(variables) {
  if (variables < 1 || variables > 4 || order >= variables)
    throw std::invalid_argument(
        fmt::format("a code of order {} in {} variables, expected 1 to 4 variables and a smaller order",
                    order, variables));
  for (unsigned degree = 0; degree <= order; ++degree)
    for (unsigned set = 0; set < pixels(); ++set)
      if (static_cast<unsigned>(std::popcount(set)) == degree) monomials_.push_back(set);
}

Hatching HidingCode::hide(std::uint32_t message) const {
  Hatching drawing = 0;
  for (unsigned pixel = 0; pixel < pixels(); ++pixel) {
    unsigned value = 0;  // of the polynomial with these coefficients, at the pixel's coordinates
    for (unsigned i = 0; i < message_bits(); ++i)
      if ((monomials_[i] & pixel) == monomials_[i]) value ^= message >> i & 1;
    drawing |= value << pixel;
  }
  return drawing;
}

std::optional<std::uint32_t> HidingCode::read(Hatching drawing) const {
  // Lowest degrees first: at the point where exactly its variables are 1, a monomial is what is left of the value when those
  // below it are taken away.
  std::uint32_t message = 0;
  for (unsigned i = 0; i < message_bits(); ++i)
    message |= ((drawing ^ hide(message)) >> monomials_[i] & 1) << i;
  return hide(message) == drawing ? std::optional(message) : std::nullopt;
}

Distribution honest_drawings(unsigned pixels) { return Distribution::uniform(std::size_t{1} << pixels); }

Distribution hiding_drawings(unsigned pixels, unsigned message_bits,
                             const std::function<Hatching(std::uint32_t)>& hide, const Rational& honest) {
  if (honest < 0 || honest > 1)
    throw std::invalid_argument("honest = " + to_string(honest) + " is outside [0, 1]");
  const std::size_t drawings = std::size_t{1} << pixels, messages = std::size_t{1} << message_bits;
  std::vector<Rational> law(drawings, honest / Rational(Integer(drawings)));
  for (std::uint32_t message = 0; message < messages; ++message)
    law[hide(message)] += (1 - honest) / Rational(Integer(messages));
  return Distribution(std::move(law));
}

Distribution hiding_drawings(const HidingCode& code, const Rational& honest) {
  return hiding_drawings(
      code.pixels(), code.message_bits(), [&](std::uint32_t message) { return code.hide(message); }, honest);
}

std::vector<std::string> drawn(Hatching drawing, unsigned pixels) {
  static constexpr std::array<std::string_view, 9> house{"   ##   ", "  #  #  ", " #    # ",
                                                         "########", "# ???? #", "# ???? #",
                                                         "# ???? #", "# ???? #", "########"};
  if (pixels != 8 && pixels != 16)
    throw std::invalid_argument(fmt::format("a drawing with {} pixels, expected 8 or 16", pixels));
  std::vector<std::string> lines;
  unsigned pixel = 0;
  for (std::size_t row = 0; row < house.size(); ++row) {
    if (pixels == 8 && (row == 6 || row == 7)) continue;
    std::string line(house[row]);
    for (char& c : line)
      if (c == '?') c = drawing >> pixel++ & 1 ? 'x' : ' ';
    lines.push_back(std::move(line));
  }
  return lines;
}

Glimpses glimpses(const Distribution& human, const Distribution& imitator) {
  const auto seen = walsh_transform(gap_between(human, imitator));
  const auto pixels = static_cast<std::size_t>(std::bit_width(seen.size()) - 1);
  Glimpses g{std::vector<Rational>(pixels + 1), std::vector<Rational>(pixels + 1)};
  for (std::size_t set = 1; set < seen.size(); ++set) {
    // A distinguisher D = (1 + f)/2 has |f| <= 1, and so have its coefficients.
    const Rational here = abs(seen[set]) / 2;
    const auto size = static_cast<std::size_t>(std::popcount(set));
    if (here > g.parity[size]) g.parity[size] = here;
    g.at_most[size] += here;
  }
  for (std::size_t size = 1; size <= pixels; ++size) {
    if (g.parity[size - 1] > g.parity[size]) g.parity[size] = g.parity[size - 1];
    g.at_most[size] += g.at_most[size - 1];
  }
  return g;
}

Comparison decide_hidden(const Distribution& human, const Distribution& imitator, unsigned pixels) {
  const Glimpses g = glimpses(human, imitator);
  if (pixels >= g.at_most.size())
    throw std::invalid_argument(
        fmt::format("looks at {} pixels, expected at most {}", pixels, g.at_most.size() - 1));
  Comparison result = at_most(g.parity[pixels], Rational(0));
  result.detail = result.verdict == Verdict::holds
                      ? fmt::format("whatever looks at {} pixels has advantage 0", pixels)
                      : fmt::format("a parity of at most {} pixels", pixels);
  result.interesting = human != imitator;
  return result;
}

Comparison decide_steganography(const HidingCode& code, const Rational& honest,
                                const Distribution& imitator) {
  const Distribution human = honest_drawings(code.pixels());
  Comparison result = decide_hidden(human, imitator, code.hidden_from());
  const Integer drawings = Integer(1) << code.pixels(), messages = Integer(1) << code.message_bits();
  const Rational said = (1 - honest) * (1 - ratio(messages, drawings));
  Comparison distance =
      at_most(Rational(abs(Rational(total_variation(gap_between(human, imitator)) - said))), Rational(0));
  distance.detail = "the distance against (1 - honest)(1 - 2^(d-n))";
  Comparison loss = decide_loss_sees(human, imitator);
  loss.detail = "ln 1/(1 - TV^2) against the log loss";
  for (Comparison* part : {&distance, &loss})
    if (part->verdict != Verdict::holds && worse(*part, result)) result = std::move(*part);
  return result;
}

}  // namespace qed
