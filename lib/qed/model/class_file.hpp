// Class files, demonstrandum-class/1: reading with messages that name the place, and writing back.
//
// A reader sees a file in three steps, and reports the first fault of the first step that has one:
//   text       size, UTF-8, JSON syntax, nesting, keys given twice
//   structure  types, unknown and missing keys, in the order of the document; "$schema", by which an editor finds the
//              JSON Schema, may be any text and says nothing of the class
//   meaning    numbers, names that resolve, laws that sum to 1, complete contexts, total automata, priors; in
//              the order actions, observations, environment, models, families, demonstrator, alpha,
//              horizon, forced queries, events, counterexample
#pragma once

#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include "qed/model/countable.hpp"
#include "qed/model/model_class.hpp"

namespace qed {

// Bad input: `what()` reads "FILE: POINTER: found VALUE, expected EXPECTATION", where the pointer of the
// whole document is shown as "(document)".
class ClassFileError : public std::runtime_error {
 public:
  ClassFileError(std::string file, std::string pointer, std::string found, std::string expected);
  const std::string& file() const { return file_; }
  const std::string& pointer() const { return pointer_; }  // JSON pointer; "" is the whole document
  const std::string& found() const { return found_; }      // the offending value, shortened
  const std::string& expected() const { return expected_; }

 private:
  std::string file_, pointer_, found_, expected_;
};

// What a file may ask for. Beyond these it is refused, in bounded time and memory, before anything is built.
struct ClassFileLimits {
  static constexpr std::size_t bytes = std::size_t{64} << 20;
  static constexpr std::size_t depth = 64;          // nesting of lists and objects
  static constexpr std::size_t values = 2'000'000;  // JSON values in all
  static constexpr std::size_t key_bytes = 10'000;  // of one key of an object
  static constexpr std::size_t symbols = 4'096;     // actions; observations
  static constexpr std::size_t models = 100'000;
  static constexpr std::size_t families = 100;
  static constexpr std::size_t events = 10'000;
  static constexpr std::size_t states = 1'000'000;       // of models, environment and events together
  static constexpr std::size_t transitions = 4'000'000;  // (state, action, observation) of automata together
  static constexpr std::size_t digits = 67'108'864;  // of all numbers together, with exponents written out
  static constexpr std::size_t common_digits = 100'000;  // of a law's common denominator; of the priors'
};

// Reads a class from text; `file` is only named in messages.
// Where no observations are named there is one, "-", and the environment is silent; more than one needs an
// environment.
//
// Result  a class that `validate()` accepts.
// Cost    linear in the text, but for numbers, whose digits cost what their multiplication costs.
// Throws  ClassFileError for anything that is not exactly a valid class file within the limits; and for a class with
//         families of models, where a ModelClass is asked for, which lists them all (evaluate/expand.hpp).
ModelClass parse_class(std::string_view text, const std::string& file);
CountableClass parse_countable_class(std::string_view text, const std::string& file);

// The same, of a regular file, whose size is looked at before it is read.
ModelClass read_class(const std::filesystem::path&);
CountableClass read_countable_class(const std::filesystem::path&);

// Another horizon than the file's. A counterexample whose history is longer is none of that class, and left out.
void set_horizon(ModelClass&, unsigned horizon);

// The class as a class file (UTF-8 JSON, two-space indent); parse_class reads it back to an equal class, if
// it is within the limits. Of equivalent forms the shortest is written: one state for a transition that looks
// at nothing, no key that says what its absence says. "$schema" is not written: where the schema is, is the
// author's affair and no part of the class.
//
// Throws  std::invalid_argument where `validate()` does, and for a model or a family of C++ code, which no file can hold.
std::string write_class(const ModelClass&);
std::string write_class(const CountableClass&);

}  // namespace qed
