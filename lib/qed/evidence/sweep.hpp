// A sweep: which cases there are. Case i is a pure function of the sweep, the seed and i, so that it does not matter
// who computes it, when, or beside whom.
//
// Cases   first the class files of the user's own, each at its thresholds and horizons; then the grid: every
//         combination of kind, alpha, prior of the truth, actions, models, observations and horizon, with a class drawn
//         at random at each, again and again. The grid is walked in steps of about 0.618 of its size, so that any
//         number of cases is spread over all of it; and a larger number of cases begins with the smaller.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "qed/evidence/ledger.hpp"
#include "qed/model/model_class.hpp"

namespace qed::evidence {

// A fault of a sweep file: "FILE: line L, column C: found VALUE, expected EXPECTATION".
class SweepError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Grid {
  std::vector<std::string> kinds;  // of kinds_of_models
  std::vector<Rational> alphas, priors;
  std::vector<std::uint64_t> actions, models, observations, horizons;
  std::uint64_t replicates = 1;  // classes drawn at each point, where the number of cases is not given

  std::uint64_t points() const;
  Parameters at(std::uint64_t point) const;  // point < points()
};

inline const std::vector<std::string> kinds_of_models{"iid", "schedule", "markov", "automaton"};

// What a grid may ask for.
struct GridLimits {
  static constexpr std::uint64_t actions = 64, models = 256, observations = 16, horizon = 100'000;
  static constexpr std::uint64_t points = 100'000'000;
};

struct Sweep {
  std::string name;
  std::vector<ModelClass> classes;  // the user's own, at each of their thresholds and horizons
  Grid grid;                        // without points where there is none

  // The built-in one.
  static Sweep standard();
  // Reads a sweep file (TOML; README). Class files in it are found from its own folder.
  // Throws  SweepError, ClassFileError.
  static Sweep read(const std::filesystem::path& file);

  std::uint64_t cases() const;                         // without a number of cases being given
  bool unending() const { return grid.points() > 0; }  // whether there are more, for any number
  std::string spec() const;  // all that the cases depend on but for the seed, as JSON
  Parameters parameters(std::uint64_t index) const;
  // The class of a case.   Cost  microseconds.
  ModelClass model_class(std::uint64_t seed, std::uint64_t index) const;
};

// A class drawn at a point of the grid: from the stream of (seed, index) alone. Laws have denominators of at most 8
// per action, and zeros; the truth may be declared anywhere, the other models share the prior that it leaves; a third
// of them are the truth with one law changed. One event: a run of up to three actions, somewhere.
ModelClass drawn_class(const Parameters&, std::uint64_t seed, std::uint64_t index);

}  // namespace qed::evidence
