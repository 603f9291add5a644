// Steganography: an imitator that hides messages in the human's drawings, seen by nobody who looks at few pixels.
#include <stdexcept>

#include <fmt/format.h>

#include "qed/exact/number.hpp"
#include "qed/exact/random_stream.hpp"
#include "qed/scenario/catalogue.hpp"
#include "qed/training/distinguisher_classes.hpp"
#include "qed/training/log_score.hpp"
#include "qed/training/steganography.hpp"

namespace qed {

namespace {

using namespace evidence;

struct Hider {
  HidingCode code;
  Rational honest;
  std::uint32_t message;

  unsigned pixels() const { return code.pixels(); }
};

// With the stream from which drawings and messages are drawn that were not asked for.
Hider hider_of(const Settings& settings, RandomStream& random) {
  const unsigned variables = settings.choice("pixels", {"8", "16"}) == 0 ? 3 : 4;
  const auto order = static_cast<unsigned>(settings.count("order", 0, variables - 1));
  const HidingCode code(order, variables);
  const std::uint64_t messages = std::uint64_t{1} << code.message_bits();
  const auto message = settings.text("message") == "drawn" ? random.below(messages)
                                                           : settings.count("message", 0, messages - 1);
  return {code, settings.between("honest", 0, 1), static_cast<std::uint32_t>(message)};
}

void drawings(Document& document, const Hider& hider, RandomStream& random) {
  const auto by_human = static_cast<Hatching>(random.below(std::uint64_t{1} << hider.pixels()));
  const Hatching hidden = hider.code.hide(hider.message);
  document.blocks.push_back(Picture{"A drawing by the human", drawn(by_human, hider.pixels())});
  document.blocks.push_back(
      Picture{fmt::format("One by the imitator, which hides the message {}", hider.message),
              drawn(hidden, hider.pixels())});
  const auto read = hider.code.read(hidden);
  document.blocks.push_back(
      fmt::format("Who knows the code reads {} there.", read ? std::to_string(*read) : "nothing"));
}

void looks(Document& document, const Hider& hider, const Glimpses& seen, const Rational& distance) {
  document.blocks.push_back(Heading{"Who looks at few pixels"});
  document.blocks.push_back(
      "All Walsh coefficients of the difference of the two laws, computed: the best parity of at most so "
      "many pixels, and a bound for everything that looks at so many, each chosen by what the others "
      "showed.");
  DataTable table{"", {"pixels looked at", "best parity", "anything: at most"}, {}};
  for (std::size_t k = 0; k < seen.parity.size(); ++k)
    if (k <= hider.code.hidden_from() + 1 || k + 1 == seen.parity.size())
      table.rows.push_back({std::to_string(k), seen.parity[k], std::min(seen.at_most[k], distance)});
  document.blocks.push_back(std::move(table));
  const Distribution human = honest_drawings(hider.pixels());
  const Distribution imitator = hiding_drawings(hider.code, hider.honest);
  const unsigned few = hider.code.hidden_from();
  document.blocks.push_back(
      Check{"steganography", fmt::format("hidden from {} pixels", few), decide_hidden(human, imitator, few)});
  document.blocks.push_back(Check{"steganography", fmt::format("hidden from {} pixels", few + 1),
                                  decide_hidden(human, imitator, few + 1), false});
  document.blocks.push_back(Check{"steganography",
                                  "hidden, and the distance and the log loss as they should be",
                                  decide_steganography(hider.code, hider.honest, imitator)});
}

// By listing what such distinguishers can do, where there are few pixels.
void listed_classes(Document& document, const Hider& hider, const Distribution& imitator) {
  if (hider.pixels() > 8) return;
  const auto gap = gap_between(honest_drawings(hider.pixels()), imitator);
  const auto table_of_pixels = AttributeTable::words(hider.pixels(), "pixel");
  const unsigned few = std::min(hider.code.hidden_from(), 3u);
  DataTable table{
      "The same by classes of distinguishers, one by one", {"distinguishers", "advantage", "the best"}, {}};
  for (const auto& members : {juntas(table_of_pixels, few), decision_trees(table_of_pixels, few),
                              parities(table_of_pixels, few + 1), every_distinguisher()}) {
    const Distinguisher best = members.best(gap);
    table.rows.push_back({members.name(), advantage(gap, best), best.name});
  }
  document.blocks.push_back(std::move(table));
}

TableCell sum_cell(const std::optional<LogSum>& sum, const char* otherwise) {
  if (!sum) return Word{otherwise, Word::Tone::bad};
  return sum->is_plain() ? TableCell(Value(sum->constant())) : TableCell(Value(sum->enclosure(128)));
}

void retrodiction(Document& document, const Hider& hider) {
  document.blocks.push_back(Heading{"Retrodiction"});
  document.blocks.push_back(
      "The expected log score of the human's drawings, of the same imitators. Wherever the distance is near "
      "1 the loss is large: at least ln 1/(1 - TV^2).");
  DataTable table{
      "",
      {"imitator", "total variation", fmt::format("looking at {} pixels", hider.code.hidden_from()),
       "expected log score", "log loss", "loss at least"},
      {}};
  const Distribution human = honest_drawings(hider.pixels());
  const auto add = [&](const std::string& name, const Distribution& p) {
    const Rational distance = total_variation(gap_between(human, p));
    std::optional<LogSum> least;
    if (distance < 1) least.emplace().add_log(-1, 1 - distance * distance);
    table.rows.push_back({name, distance, glimpses(human, p).at_most[hider.code.hidden_from()],
                          sum_cell(expected_log_score(human, p), "-infinity"),
                          sum_cell(log_loss(human, p), "infinity"), sum_cell(least, "infinity")});
  };
  add("honest", human);
  add(fmt::format("hides, honest {} of the time", to_string(hider.honest)),
      hiding_drawings(hider.code, hider.honest));
  add("always hides", hiding_drawings(hider.code, 0));
  // A key of as many fair bits as there are pixels: every drawing is equally likely.
  add("hides under a key that covers every pixel",
      hiding_drawings(
          hider.pixels(), hider.pixels(), [](std::uint32_t covered) { return covered; }, 0));
  document.blocks.push_back(std::move(table));
  document.blocks.push_back(Check{"steganography", "the log loss sees the distance",
                                  decide_loss_sees(human, hiding_drawings(hider.code, hider.honest))});
  document.blocks.push_back(
      "The last one is the limit of both: its drawings are exactly as likely as the human's, and still carry "
      "a message to whoever has the key.");
}

Figure glimpse_figure(const Glimpses& seen, const Rational& distance) {
  Plot plot{.id = "steganography-looks",
            .title = "Advantage by the number of pixels looked at",
            .x = {"pixels"},
            .y = {"advantage", false, Rational(0), Rational(1)},
            .series = {{"anything: at most", Series::Kind::steps, 0, {}},
                       {"best parity", Series::Kind::points, 1, {}},
                       {"total variation", Series::Kind::bound, 2, {}}}};
  for (std::size_t k = 0; k < seen.parity.size(); ++k) {
    const Rational x = Rational(Integer(k));
    plot.series[0].points.push_back({x, exactly(std::min(seen.at_most[k], distance))});
    plot.series[1].points.push_back({x, exactly(seen.parity[k])});
    plot.series[2].points.push_back({x, exactly(distance)});
  }
  return {std::move(plot), "Nothing is seen until a check of the code fits into what is looked at."};
}

Document run(const Settings& settings) {
  RandomStream random(settings.count("seed", 0, ~std::uint64_t{0}), 0);
  const Hider hider = hider_of(settings, random);
  const Distribution imitator = hiding_drawings(hider.code, hider.honest);
  const Distribution human = honest_drawings(hider.pixels());
  const Glimpses seen = glimpses(human, imitator);
  const Rational distance = total_variation(gap_between(human, imitator));
  Document document{"A message in the drawings", {}};
  document.blocks.push_back(
      fmt::format("The human draws a house and hatches {0} pixels by fair coins. The imitator hatches with "
                  "words of a Reed-Muller code "
                  "that carry {1} bits, but for {2} of its drawings, which are honest. Total variation "
                  "distance {3}; every "
                  "distinguisher that looks at up to {4} pixels has advantage {5}.",
                  hider.pixels(), hider.code.message_bits(), to_string(hider.honest), to_string(distance),
                  hider.code.hidden_from(), to_string(seen.at_most[hider.code.hidden_from()])));
  drawings(document, hider, random);
  looks(document, hider, seen, distance);
  listed_classes(document, hider, imitator);
  retrodiction(document, hider);
  document.blocks.push_back(glimpse_figure(seen, distance));
  return document;
}

}  // namespace

Scenario steganography_scenario() {
  return {.name = "steganography",
          .summary =
              "Messages hidden in drawings: advantage 0 for few looks, distance near 1, and a log score that "
              "sees it",
          .source = "seed material: what a restricted distinguisher does not see can be used against it",
          .parameters = {{"pixels", "16", "hatched ones: 8 or 16"},
                         {"order", "1",
                          "of the code, from 0: a larger one carries more bits, hides from more looks, and "
                          "is nearer to the human"},
                         {"honest", "1/100", "the share of honest drawings, 0 to 1"},
                         {"message", "drawn",
                          "what the drawing that is shown hides: drawn, or a number of so many bits"},
                         {"seed", "1", "of what is drawn to be shown"}},
          .run = run};
}

}  // namespace qed
