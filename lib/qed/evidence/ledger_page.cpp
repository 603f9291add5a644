#include "qed/evidence/ledger_page.hpp"

#include <fmt/format.h>

#include "qed/model/class_file.hpp"

namespace qed::evidence {

namespace {

std::optional<Enclosed> ends(const std::optional<Number>& n) {
  if (!n) return std::nullopt;
  return Enclosed{n->lower(), n->upper()};
}

std::string file_name(std::string_view claim, std::string_view what, std::uint64_t index) {
  return fmt::format("{}-{}-case{}.json", claim, what, index);
}

ShownCase shown(const Ledger& ledger, const Row& row, std::string_view what) {
  const Case& c = row.of;
  const std::string cut =
      c.steps < c.parameters.horizon ? fmt::format(", of which {} steps were evaluated", c.steps) : "";
  return {.record = record_of(row),
          .origin = fmt::format("Case {} of the sweep, horizon {}{}", c.index, c.parameters.horizon, cut),
          .file = file_name(row.result.claim, what, c.index),
          .model_class = parse_class(ledger.class_text(c.class_hash), c.class_hash),
          .detail = row.result.note,
          .history = {}};
}

}  // namespace

Record record_of(const Row& row) {
  const Result& r = row.result;
  return {.claim = r.claim,
          .index = row.of.index,
          .alpha = row.of.parameters.alpha,
          .prior = row.of.parameters.prior,
          .horizon = row.of.parameters.horizon,
          .verdict = r.verdict,
          .method = r.method,
          .vacuous = r.vacuous,
          .interesting = r.interesting,
          .value = ends(r.value),
          .bound = ends(r.bound),
          .ratio = ends(r.ratio)};
}

Page page_of(const Ledger& ledger) {
  constexpr std::size_t most_violations = 3;  // shown of each claim
  Digest digest;
  std::map<std::string, std::vector<Row>> violations;
  ledger.each([&](const Row& row) {
    digest.add(record_of(row));
    if (row.result.verdict != Verdict::violated) return;
    auto& kept = violations[row.result.claim];
    if (kept.size() < most_violations) kept.push_back(row);
  });

  const Run& run = ledger.run();
  const std::uint64_t finished = ledger.finished();
  Page page{.title = "Safe imitation: the evidence",
            .lead = {fmt::format(
                "The sweep “{}”: {} classes, each decided on every claim. Every number is exact or "
                "certified; every class can be downloaded.",
                run.sweep, finished)},
            .made_by = {{"sweep", run.sweep},
                        {"seed", std::to_string(run.seed)},
                        {"computed by", run.version},
                        {"ledger", ledger.path().string()}},
            .warnings = {},
            .cases = finished,
            .claims = claim_parts(digest),
            .side_by_side = side_by_side_figures(digest),
            .examples = {}};
  if (finished < run.cases)
    page.warnings.push_back(
        fmt::format("{} of {} cases are finished; the page shows these.", finished, run.cases));
  for (auto& part : page.claims) {
    for (const Row& row : violations[std::string(part.claim->id)])
      part.violations.push_back(shown(ledger, row, "violation"));
    if (!part.digest.tightest) continue;
    const std::uint64_t wanted = part.digest.tightest->index;
    ledger.each(
        [&](const Row& row) {
          if (row.of.index == wanted) part.tightest = shown(ledger, row, "tightest");
        },
        part.claim->id);
  }
  return page;
}

}  // namespace qed::evidence
