#include "page.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include "terminal.hpp"
#include "text.hpp"

#if QED_WITH_EVIDENCE
#include "qed/claims/trajectories.hpp"
#include "qed/evidence/html.hpp"
#include "qed/evidence/ledger_page.hpp"
#include "qed/evidence/page.hpp"

namespace qed::tool {

namespace {

constexpr unsigned two_coins_horizon = 40;

std::string file_name(std::string_view claim, std::uint64_t seed, std::uint64_t index,
                      std::string_view what) {
  return fmt::format("{}-{}-seed{}-case{}.json", claim, what, seed, index);
}

std::string origin(std::uint64_t seed, std::uint64_t index) {
  return fmt::format("Case {} of seed {}", index, seed);
}

std::string lead(const properties::VerifyReport& report) {
  std::uint64_t violations = 0, undecided = 0;
  for (const auto& t : report.claims) violations += t.violations, undecided += t.undecided;
  return fmt::format(
      "{} of safe imitation on {}: {}, {} undecided. Every number is exact or certified; every class can be "
      "downloaded.",
      count_text(report.claims.size(), "claim", "claims"),
      count_text(report.cases, "random model class", "random model classes"),
      violations == 0 ? "none is violated" : count_text(violations, "violation", "violations"),
      undecided == 0 ? "none" : std::to_string(undecided));
}

// The two coins, over more than time; then the classes that were given.
std::vector<evidence::WorkedExample> examples(const std::vector<ModelClass>& given, std::uint64_t seed) {
  evidence::WorkedExampleOptions how;
  how.seed = seed;
  how.interrupted = &interruption();
  std::vector<evidence::WorkedExample> worked{evidence::worked_example(two_coins(two_coins_horizon), how)};
  for (auto& f : evidence::bound_sweeps(worked[0].model_class, how))
    worked[0].figures.push_back(std::move(f));
  for (const auto& c : given) {
    how.id = fmt::format("example-{}-{}", worked.size() + 1, evidence::slug(c.name));
    worked.push_back(evidence::worked_example(c, how));
  }
  return worked;
}

std::string finished(const std::filesystem::path& folder, const evidence::Page& page) {
  const evidence::Written written = evidence::write_page(folder, page);
  if (written.not_drawn > 0)
    complain(fmt::format("{} of {} figures are not drawn: {}", written.not_drawn, written.figures,
                         written.why_not));
  return written.index.string();
}

}  // namespace

struct VerifyPage::State {
  std::filesystem::path folder;
  std::vector<ModelClass> examples;
  evidence::Digest digest;
};

bool VerifyPage::possible() { return true; }

VerifyPage::VerifyPage(std::filesystem::path folder, std::vector<ModelClass> examples)
    : state_(new State{std::move(folder), std::move(examples), evidence::Digest{}}) {
  evidence::require_page_folder(state_->folder);
}

void VerifyPage::add(std::uint64_t index, const ModelClass& c, const CheckResult& result) {
  for (const auto& claim : result.claims) state_->digest.add(evidence::record_of(c, claim, index));
}

std::string VerifyPage::write(const properties::VerifyReport& report, const std::string& repeat) const {
  using namespace evidence;
  Page page{.title = "Safe imitation: the evidence",
            .lead = {lead(report)},
            .made_by = {{"seed", std::to_string(report.seed)}, {"repeat", repeat}},
            .warnings = {},
            .cases = report.cases,
            .claims = claim_parts(state_->digest),
            .side_by_side = side_by_side_figures(state_->digest),
            .examples = {}};

  if (report.interrupted)
    page.warnings.push_back(
        "The run was interrupted: the page shows what was done, without worked examples.");
  else
    page.examples = examples(state_->examples, report.seed);

  for (auto& part : page.claims) {
    if (part.digest.tightest) {
      const std::uint64_t i = part.digest.tightest->index;
      part.tightest =
          shown_case(*part.claim, *part.digest.tightest, properties::generate_case(report.seed, i),
                     origin(report.seed, i), file_name(part.claim->id, report.seed, i, "tightest"));
    }
    for (const auto& v : report.violations)
      if (v.result.claim == part.claim)
        part.violations.push_back(
            shown_case(*part.claim, record_of(v.shrunk, v.result, v.case_index), v.shrunk,
                       "Shrunk from case " + origin(report.seed, v.case_index).substr(5),
                       file_name(part.claim->id, report.seed, v.case_index, "violation")));
  }
  return finished(state_->folder, page);
}

std::string write_ledger_page(const evidence::Ledger& ledger, const std::filesystem::path& folder,
                              std::uint64_t seed, const std::string& repeat) {
  evidence::Page page = evidence::page_of(ledger);
  page.made_by.emplace_back("repeat", repeat);
  if (interruption())
    page.warnings.push_back(
        "The run was interrupted: the page shows what was done, without worked examples.");
  else
    page.examples = examples({}, seed);
  return finished(folder, page);
}

}  // namespace qed::tool

#else

namespace qed::tool {

struct VerifyPage::State {};
bool VerifyPage::possible() { return false; }
VerifyPage::VerifyPage(std::filesystem::path, std::vector<ModelClass>) {
  throw std::runtime_error(std::string(impossible));
}
void VerifyPage::add(std::uint64_t, const ModelClass&, const CheckResult&) {}
std::string VerifyPage::write(const properties::VerifyReport&, const std::string&) const { return {}; }

}  // namespace qed::tool

#endif

namespace qed::tool {
VerifyPage::~VerifyPage() = default;
}  // namespace qed::tool
