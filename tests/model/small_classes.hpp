// Classes small enough to read, for the tests of this folder.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "qed/model/model_class.hpp"
#include "tests/shipped_class.hpp"

namespace qed::test {

inline Distribution law(const Rational& p, const Rational& q) { return Distribution({p, q}); }
inline Distribution fair() { return law(ratio(1, 2), ratio(1, 2)); }

// Two actions, one observation; the demonstrator is "low".
inline ModelClass two_coins() {
  ModelClass c;
  c.name = "two coins";
  c.actions = {"tails", "heads"};
  c.observations = {"-"};
  c.environment = Environment::silent(2);
  c.models = {{"low", ratio(1, 2), Iid{law(ratio(3, 4), ratio(1, 4))}},
              {"high", ratio(1, 2), Iid{law(ratio(1, 4), ratio(3, 4))}}};
  c.demonstrator = ModelIndex{0};
  c.alpha = ratio(1, 10);
  c.horizon = 6;
  return c;
}

// Two actions, two observations, one of each kind of policy and event.
inline ModelClass every_kind() {
  ModelClass c = two_coins();
  c.observations = {"dry", "wet"};
  c.environment = {false, 0, {{"sky", std::vector(2, std::vector(2, fair())), {{0, 0}, {0, 0}}}}};
  c.models[0].prior = c.models[1].prior = ratio(1, 8);
  c.models.push_back({"wave", ratio(1, 8), Schedule{{fair(), law(0, 1)}, Schedule::Then::repeat}});
  c.models.push_back({"echo", ratio(1, 8), Markov{1, {{{}, fair()}, {{0}, law(1, 0)}, {{1}, law(0, 1)}}}});
  c.models.push_back({"flip", ratio(1, 8),
                      Automaton{0, {{"0", fair(), {{0, 1}, {1, 1}}}, {"1", law(1, 0), {{0, 0}, {1, 1}}}}}});
  c.events = {Event::prefix("starts with heads", {1}, 2, 2), Event::contains("heads heads", {1, 1}, 2, 2),
              Event{"wet",
                    Event::Kind::automaton,
                    {},
                    0,
                    {{"not yet", false, {{0, 1}, {0, 1}}}, {"wet", true, {{1, 1}, {1, 1}}}}}};
  return c;
}

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// Every well-formed class file of the tests.
inline std::vector<std::filesystem::path> wellformed_files() {
  std::vector<std::filesystem::path> files;
  for (const char* folder : {"classes", "wellformed"})
    for (const auto& entry : std::filesystem::directory_iterator(tests_folder() / folder))
      if (entry.path().extension() == ".json") files.push_back(entry.path());
  return files;
}

// The message of what `action` throws, or "" where it throws nothing.
template <class Error, class Action>
std::string message_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace qed::test
