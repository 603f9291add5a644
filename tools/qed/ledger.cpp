// qed ledger: what a sweep found, and ledgers put together.
#include <filesystem>

#include <fmt/format.h>

#include "evidence.hpp"
#include "options.hpp"
#include "terminal.hpp"
#if QED_WITH_EVIDENCE
#include <charconv>

#include "ledger_report.hpp"
#include "text.hpp"
#endif

namespace qed::tool {

namespace {

struct LedgerOptions {
  std::string action;
  std::vector<std::string> files;
  std::string claim;
  Format format = Format::text;
};

#if QED_WITH_EVIDENCE

using evidence::Ledger;
using evidence::LedgerError;

Status show(const LedgerOptions& o) {
  const Ledger ledger = Ledger::open(o.files[0]);
  const auto summaries = summary_of(ledger);
  print(o.format == Format::json ? dump(ledger_json(ledger, summaries))
                                 : ledger_text(ledger, summaries, Style::of_stdout()));
  return Status::holds;
}

Status dump_ledger(const LedgerOptions& o) {
  const Ledger ledger = Ledger::open(o.files[0]);
  dump_rows(ledger, o.format, o.claim);
  return Status::holds;
}

Status print_class(const LedgerOptions& o) {
  const Ledger ledger = Ledger::open(o.files[0]);
  std::uint64_t index = 0;
  const std::string& text = o.files[1];
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error != std::errc{} || end != text.data() + text.size())
    throw LedgerError(fmt::format("found \"{}\", expected the number of a case", text));
  const auto hash = ledger.class_hash(index);
  if (!hash) throw LedgerError(fmt::format("{}: there is no case {}", o.files[0], index));
  print(ledger.class_text(*hash));
  return Status::holds;
}

// Into a ledger that may be there already, or is made like the first.
Status merge(const LedgerOptions& o) {
  const std::filesystem::path out = o.files[0];
  std::optional<Ledger> merged;
  for (std::size_t i = 1; i < o.files.size(); ++i) {
    if (std::filesystem::weakly_canonical(o.files[i]) == std::filesystem::weakly_canonical(out))
      throw LedgerError(fmt::format("{}: a ledger cannot be merged into itself", o.files[i]));
    const Ledger other = Ledger::open(o.files[i]);
    if (!merged) merged = Ledger::resume(out, other.run());
    merged->merge(other);
  }
  print(fmt::format("{}: {} of {}\n", out.string(), merged->finished(),
                    count_text(merged->run().cases, "case", "cases")));
  merged->close();
  return Status::holds;
}

struct Action {
  std::string_view name;
  std::size_t least, most;  // files and numbers that it takes
  std::string_view takes;
  std::vector<Format> formats;
  Status (*run)(const LedgerOptions&);
};

const std::vector<Action> actions{
    {"show", 1, 1, "FILE", {Format::text, Format::json}, show},
    {"dump", 1, 1, "FILE", {Format::text, Format::json, Format::csv}, dump_ledger},
    {"class", 2, 2, "FILE CASE", {Format::text}, print_class},
    {"merge", 2, SIZE_MAX, "OUT FILE...", {Format::text}, merge}};

Status run_ledger(const LedgerOptions& o) {
  for (const Action& action : actions) {
    if (o.action != action.name) continue;
    std::string reason;
    if (o.files.size() < action.least || o.files.size() > action.most)
      reason = fmt::format("{} takes {}", action.name, action.takes);
    else if (std::find(action.formats.begin(), action.formats.end(), o.format) == action.formats.end())
      reason = fmt::format("{} has no such --format", action.name);
    else if (!o.claim.empty() && action.run != dump_ledger)
      reason = "--claim is for dump";
    if (reason.empty()) return action.run(o);
    complain(reason + " (see qed ledger --help)");
    return Status::bad_input;
  }
  complain(fmt::format("there is no \"{}\"; there are show, dump, class and merge (see qed ledger --help)",
                       o.action));
  return Status::bad_input;
}

#else

Status run_ledger(const LedgerOptions&) { return refuse_without_evidence("ledger"); }

#endif

}  // namespace

Command add_ledger(CLI::App& parent) {
  auto o = std::make_shared<LedgerOptions>();
  CLI::App& app = *parent.add_subcommand("ledger", "Shows what qed evidence found, and merges ledgers");
  app.add_option(
         "ACTION", o->action,
         "show: what each claim came to; dump: every row but for its time; class: the class file of a case; "
         "merge: put ledgers of one sweep together")
      ->required()
      ->type_name("");
  app.add_option("FILE", o->files,
                 "Ledgers; with class, a ledger and a case; with merge, first the one to write")
      ->required()
      ->type_name("");
  add_text(app, "--claim", "ID", "With dump: only the rows of this claim",
           [o](const std::string& id) { o->claim = id; });
  add_format(app, o->format, {"text", "json", "csv"});
  app.footer(
      examples({{"what each claim came to", "qed ledger show evidence/ledger.sqlite"},
                {"the rows of one claim, for a spreadsheet",
                 "qed ledger dump evidence/ledger.sqlite --claim truth-retention-sharp --format csv"},
                {"the class of case 12", "qed ledger class evidence/ledger.sqlite 12 > case-12.json"},
                {"two shards as one", "qed ledger merge all.sqlite one/ledger.sqlite two/ledger.sqlite"}}));
  return {&app, [o] { return run_ledger(*o); }};
}

}  // namespace qed::tool
