#include "qed/scenario/scenario.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "qed/exact/number.hpp"
#include "qed/exact/wording.hpp"
#include "qed/scenario/catalogue.hpp"

namespace qed {

namespace {

[[noreturn]] void refuse(std::string_view name, const std::string& value, const std::string& expected) {
  throw std::invalid_argument(
      fmt::format("parameter {}: found {}, expected {}", name, in_quotes(value), expected));
}

template <class Named>
std::vector<std::string> names_of(std::span<const Named> all) {
  std::vector<std::string> names;
  for (const Named& one : all) names.push_back(one.name);
  return names;
}

}  // namespace

Settings::Settings(std::span<const Parameter> parameters,
                   const std::map<std::string, std::string, std::less<>>& given) {
  for (const Parameter& p : parameters) values_[p.name] = p.value;
  for (const auto& [name, value] : given) {
    const auto known = values_.find(name);
    if (known == values_.end()) {
      const std::vector<std::string> names = names_of(parameters);
      throw std::invalid_argument(
          names.empty() ? fmt::format("no parameter is called {}: there is none", in_quotes(name))
                        : fmt::format("no parameter is called {}{}; there are {}", in_quotes(name),
                                      suggestion(name, names), listed(names)));
    }
    known->second = value;
  }
}

const std::string& Settings::text(std::string_view name) const { return values_.find(name)->second; }

Rational Settings::number(std::string_view name) const {
  return of_parameter(name, [&] { return parse_rational(text(name)); });
}

Rational Settings::between(std::string_view name, const Rational& least, const Rational& most) const {
  Rational value = number(name);
  if (value < least || value > most)
    refuse(name, text(name), fmt::format("a number from {} to {}", to_string(least), to_string(most)));
  return value;
}

Rational Settings::inside(std::string_view name, const Rational& least, const Rational& most) const {
  Rational value = number(name);
  if (value <= least || value >= most)
    throw std::invalid_argument(fmt::format("parameter {}: found {}, expected a number in ({}, {})", name,
                                            to_string(value), to_string(least), to_string(most)));
  return value;
}

std::uint64_t Settings::count(std::string_view name, std::uint64_t least, std::uint64_t most) const {
  const Rational value = number(name);
  if (denominator_of(value) != 1 || value < Rational(Integer(least)) || value > Rational(Integer(most)))
    refuse(name, text(name), fmt::format("a whole number from {} to {}", least, most));
  return numerator_of(value).convert_to<std::uint64_t>();
}

std::vector<Rational> Settings::numbers(std::string_view name) const {
  return of_parameter(name, [&] { return parse_rationals(text(name)); });
}

std::vector<Rational> Settings::numbers_between(std::string_view name, const Rational& least,
                                                const Rational& most) const {
  std::vector<Rational> values = numbers(name);
  for (const Rational& value : values)
    if (value < least || value > most)
      throw std::invalid_argument(fmt::format("parameter {}: found {}, expected numbers from {} to {}", name,
                                              to_string(value), to_string(least), to_string(most)));
  return values;
}

std::size_t Settings::choice(std::string_view name, std::initializer_list<std::string_view> words) const {
  const auto found = std::ranges::find(words, text(name));
  if (found == words.end())
    refuse(name, text(name), listed(std::vector<std::string>(words.begin(), words.end())));
  return static_cast<std::size_t>(found - words.begin());
}

std::span<const Scenario> scenarios() {
  static const std::vector<Scenario> all{costs_scenario(),
                                         distillation_scenario(),
                                         distinguisher_scenario(),
                                         edge_instantiation_scenario(),
                                         irl_scenario(),
                                         late_trigger_scenario(),
                                         latent_variables_scenario(),
                                         misspecified_scenario(),
                                         model_counting_scenario(),
                                         moment_matching_scenario(),
                                         planner_scenario(),
                                         quantilizer_scenario(),
                                         real_valued_rules_scenario(),
                                         retrodiction_scenario(),
                                         steganography_scenario(),
                                         sudoku_scenario()};
  return all;
}

const Scenario& scenario(std::string_view name) {
  for (const Scenario& s : scenarios())
    if (s.name == name) return s;
  const std::vector<std::string> names = names_of(scenarios());
  throw std::invalid_argument(fmt::format("no scenario is called {}{}; there are {}", in_quotes(name),
                                          suggestion(name, names), listed(names)));
}

}  // namespace qed
