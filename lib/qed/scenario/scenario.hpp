// The worked systems of the sources, and the ways each can go wrong: a scenario is a computation with parameters, and its
// outcome a document of numbers that are exact, certified or sampled, of checks of claims, of pictures and of figures.
// `qed scenario NAME` runs one.
//
// A scenario computes what it shows: no number, verdict or picture is written down in it.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "qed/evidence/document.hpp"
#include "qed/exact/rational.hpp"

namespace qed {

struct Parameter {
  std::string name;     // a-z, 0-9 and single hyphens
  std::string value;    // unless another is given: as it would be typed
  std::string meaning;  // one line: what it is, its range
};

// A scenario's parameters with their values, read exactly. What is not understood is refused, never clamped.
// Throws  std::invalid_argument naming the parameter, the value and what was expected.
class Settings {
 public:
  // given: by name; the others have their own values.   Throws  where one is no parameter of the scenario.
  Settings(std::span<const Parameter>, const std::map<std::string, std::string, std::less<>>& given);

  const std::string& text(std::string_view name) const;
  Rational number(std::string_view name) const;
  Rational between(std::string_view name, const Rational& least, const Rational& most) const;  // both allowed
  Rational inside(std::string_view name, const Rational& least,
                  const Rational& most) const;  // neither allowed
  std::uint64_t count(std::string_view name, std::uint64_t least, std::uint64_t most) const;
  std::vector<Rational> numbers(std::string_view name) const;  // separated by commas
  std::vector<Rational> numbers_between(std::string_view name, const Rational& least,
                                        const Rational& most) const;  // both allowed
  // The index of the value among the words.
  std::size_t choice(std::string_view name, std::initializer_list<std::string_view> words) const;

  const std::map<std::string, std::string, std::less<>>& values() const { return values_; }

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

// What `make` makes of a parameter.
// Throws  std::invalid_argument where it does, naming the parameter.
template <class Make>
auto of_parameter(std::string_view name, const Make& make) {
  try {
    return make();
  } catch (const std::invalid_argument& e) {
    throw std::invalid_argument("parameter " + std::string(name) + ": " + e.what());
  }
}

struct Scenario {
  std::string name;     // a-z and hyphens
  std::string summary;  // one line
  std::string source;   // of the system or the danger
  std::vector<Parameter> parameters;
  // Throws  std::invalid_argument as Settings, and where values do not fit together.
  std::function<evidence::Document(const Settings&)> run;
};

// Every scenario, by name.
std::span<const Scenario> scenarios();
// Throws  std::invalid_argument with the nearest known names.
const Scenario& scenario(std::string_view name);

}  // namespace qed
