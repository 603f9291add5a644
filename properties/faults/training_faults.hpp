// Mistakes of those who train an imitator against a distinguisher, each a plausible one: of the distinguisher, of the one who
// solves the game, of the one who learns it, of the one who checks a grid, and of the one who hides.
#pragma once

#include <algorithm>
#include <string_view>

#include "qed/training/game.hpp"
#include "qed/training/retrodiction.hpp"
#include "qed/training/steganography.hpp"
#include "qed/training/sudoku.hpp"

namespace qed::properties {

// A linear distinguisher that is not kept between 0 and 1: it is worth as much as its coefficients are large.
struct LinearBeyondProbabilities {
  static constexpr std::string_view id = "linear-beyond-probabilities";
  static DistinguisherClass members() {
    return DistinguisherClass(std::string(id), [](std::span<const Rational> gap) {
      Distinguisher d{"3 where the human answers more often, -2 elsewhere", {}};
      for (const Rational& g : gap) d.says_human.push_back(g > 0 ? 3 : -2);
      return d;
    });
  }
};

// Says human to what the imitator answers more often.
struct SignsOfTheGapInverted {
  static constexpr std::string_view id = "signs-of-the-gap-inverted";
  static DistinguisherClass members() {
    return DistinguisherClass(std::string(id), [](std::span<const Rational> gap) {
      Distinguisher d{"says human to what the imitator answers more often", {}};
      for (const Rational& g : gap) d.says_human.push_back(g < 0 ? 1 : 0);
      return d;
    });
  }
};

// The distinguisher plays one member, the best against what the imitator plays.
struct OneMemberIsEnough {
  static constexpr std::string_view id = "one-member-is-enough";
  static GameSolution of(const Game& game, const GameSolution& s) {
    const auto gap = gap_between(game.human, mixture_of(game.imitators, s.imitator));
    return {s.value, s.imitator, {game.distinguishers.best(gap)}, Distribution::certain(0, 1)};
  }
};

// The imitator does not choose its mixture.
struct ImitatorsMixedEqually {
  static constexpr std::string_view id = "imitators-mixed-equally";
  static GameSolution of(const Game& game, GameSolution s) {
    s.imitator = Distribution::uniform(game.imitators.size());
    return s;
  }
};

// A law that was caught is played more.
struct WeightsGrowWithLosses {
  static constexpr std::string_view id = "weights-grow-with-losses";
  static Rational update(const Rational& eta, const Rational& loss) { return 1 + eta * loss; }
};

// Nothing is learnt from a round.
struct WeightsForget {
  static constexpr std::string_view id = "weights-forget";
  static Rational update(const Rational&, const Rational&) { return 1; }
};

// The imitator does not answer the distinguisher.
struct KeepsToItsFirstLaw {
  static constexpr std::string_view id = "keeps-to-its-first-law";
  static std::size_t next(std::span<const Rational>) { return 0; }
};

// The law that was caught most is played next.
struct PlaysWhatIsCaught {
  static constexpr std::string_view id = "plays-what-is-caught";
  static std::size_t next(std::span<const Rational> lost) {
    return static_cast<std::size_t>(std::ranges::max_element(lost) - lost.begin());
  }
};

// Rows and columns are looked at.
struct CheckWithoutBoxes {
  static constexpr std::string_view id = "check-without-boxes";
  static SudokuRules checked() { return {.boxes = false}; }
};

// The message is written into the first pixels, the others stay light.
struct MessageInPlainPixels {
  static constexpr std::string_view id = "message-in-plain-pixels";
  static Hatching hide(std::uint32_t message) { return message; }
};

// What is hidden from so many looks is thought hidden from one more.
struct OnePixelTooMany {
  static constexpr std::string_view id = "one-pixel-too-many";
  static unsigned looks(const HidingCode& code) { return code.hidden_from() + 1; }
};

// The weights of the draws are added and not divided.
struct SumForTheMean {
  static constexpr std::string_view id = "sum-for-the-mean";
  static Rational of(const Rational& sum, unsigned) { return sum; }
};

// One draw too many in the divisor, as in a variance.
struct DividedByOneMore {
  static constexpr std::string_view id = "divided-by-one-more";
  static Rational of(const Rational& sum, unsigned draws) { return sum / (draws + 1); }
};

}  // namespace qed::properties
