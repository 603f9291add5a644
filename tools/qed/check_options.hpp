// The command line of `qed check`: what is asked for, and how it is read.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "options.hpp"
#include "qed/claims/formula_score.hpp"
#include "qed/evaluate/expand.hpp"

namespace qed::tool {

struct CheckOptions {
  std::vector<std::string> files;
  std::optional<unsigned> horizon;
  std::optional<Rational> alpha;
  std::optional<Rational> width;
  Rational tolerance = 0;
  Limits limits;
  std::optional<std::uint64_t> samples;
  std::uint64_t seed = 1;
  Rational confidence = ratio(99, 100);
  bool until_decided = false;
  std::size_t max_models = ExpandOptions().max_models;
  std::vector<std::string> claims;
  std::string imitator = "cautious";
  std::string rule;  // empty for Bayes'
  Features features;
  Rational eta = 1;
  std::optional<ScoreUpdate> update;  // these three
  std::string certificate;            // where to write it; empty for none
  unsigned jobs = 1;
  Format format = Format::text;
};

// Adds all options of the command, and looks at what they come to together: refused like an option's own value.
void add_check_options(CLI::App&, const std::shared_ptr<CheckOptions>&);

}  // namespace qed::tool
