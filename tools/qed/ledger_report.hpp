// Ledgers as people and programs read them.
#pragma once

#include <string>

#include "json_report.hpp"
#include "options.hpp"
#include "qed/evidence/ledger.hpp"
#include "terminal.hpp"

namespace qed::tool {

// What each claim came to over all cases.
struct ClaimSummary {
  std::string claim;
  std::uint64_t cases = 0, holds = 0, violated = 0, undecided = 0, not_applicable = 0;
  std::uint64_t interesting = 0, vacuous = 0;
  std::optional<evidence::Row> tightest;
};
std::vector<ClaimSummary> summary_of(const evidence::Ledger&);

// Violated, then undecided, then holds.
Status status_of(const std::vector<ClaimSummary>&);

std::string ledger_text(const evidence::Ledger&, const std::vector<ClaimSummary>&, const Style&);
// demonstrandum-ledger/1.
Json ledger_json(const evidence::Ledger&, const std::vector<ClaimSummary>&);

// Every row but for its time, in canonical order: two ledgers of one sweep are equal where these are. Text is separated
// by tabs; of one claim only, where it is named.
void dump_rows(const evidence::Ledger&, Format, std::string_view claim);

}  // namespace qed::tool
