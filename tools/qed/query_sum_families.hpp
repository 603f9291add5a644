// The two families that show how good the bound on the query sum is (claim cubic-query-sum-lower): `deterministic`, whose
// sums have the right order, and `shows-queries`, whose sums reach its constant 3.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "json_report.hpp"
#include "options.hpp"
#include "terminal.hpp"

namespace qed::tool {

struct FamilyOptions {
  std::string family;  // empty: what the claim shows by itself
  std::vector<Rational> alphas, spreads;
  Rational prior = ratio(1, 2);  // of the demonstrator
  std::vector<std::uint64_t> batches;
  std::uint64_t samples = 0;  // 0: exact
  std::uint64_t seed = 1;
  Rational error = ratio(1, 20);
  unsigned jobs = 1;
  std::string out, plot;
};
void add_family_options(CLI::App&, FamilyOptions&);
// Throws  a usage error where an option was given that the chosen family does not have.
void require_family_of_options(const CLI::App&, const FamilyOptions&);

// The table of one family, as asked for.
Status run_family(FamilyOptions, Format);

// What the claim shows without options: all of `deterministic` at w = 1/2, and small batches of `shows-queries`.
std::string families_text(const Style&);
void add_families(Json& claim);

}  // namespace qed::tool
