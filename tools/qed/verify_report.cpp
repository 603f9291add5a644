#include "verify_report.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "check_report.hpp"
#include "qed/version.hpp"
#include "table.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

constexpr std::string_view interrupted_line = "  interrupted: what is printed is what was done";

std::string share_text(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? "-"
                    : fmt::format("{:.1f}%", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string floor_text(const Rational& floor) {
  return fmt::format("{:g}%", (floor * 100).convert_to<double>());
}

bool below(std::uint64_t part, std::uint64_t whole, const Rational& floor) {
  return Rational(part) < floor * Rational(whole);
}

Cell number(std::uint64_t n, Tone where_positive) {
  return {std::to_string(n), n > 0 ? where_positive : Tone::plain};
}

std::string claims_table(const properties::VerifyReport& report, const Style& style) {
  Table table({{"claim"},
               {"cases", Align::right},
               {"interesting", Align::right},
               {"floor", Align::right},
               {"violations", Align::right},
               {"undecided", Align::right},
               {"tightest ratio", Align::right},
               {"case", Align::right}});
  for (const auto& t : report.claims)
    table.row({std::string(t.claim->id),
               std::to_string(t.cases),
               {share_text(t.interesting, t.cases),
                below(t.interesting, t.cases, t.floor) ? Tone::doubtful : Tone::plain},
               floor_text(t.floor),
               number(t.violations, Tone::bad),
               number(t.undecided, Tone::doubtful),
               t.tightest ? tightest_text(*t.tightest) : "-",
               t.tightest ? std::to_string(t.tightest_case) : ""});
  return table.text(style);
}

std::string branch_table(const properties::VerifyReport& report, const Style& style) {
  if (report.branches.empty()) return {};
  Table table({{"branch that the classes reach"},
               {"classes", Align::right},
               {"share", Align::right},
               {"floor", Align::right}});
  for (const auto& b : report.branches)
    table.row({b.name,
               std::to_string(b.reached),
               {share_text(b.reached, report.cases),
                below(b.reached, report.cases, b.floor) ? Tone::doubtful : Tone::plain},
               floor_text(b.floor)});
  return "\n" + table.text(style);
}

std::string head(const std::string& what, std::uint64_t seed, const Style& style) {
  return style(Tone::strong, what) + fmt::format("  qed {} ({}), seed {}\n\n", version(), commit(), seed);
}

std::string saved_text(const std::vector<std::string>& saved, std::size_t i) {
  return i < saved.size() && !saved[i].empty() ? fmt::format("  saved as {}\n", saved[i]) : "";
}

std::string below_floor_text(const properties::VerifyReport& report, const Style& style) {
  std::string names;
  for (const auto& t : report.claims)
    if (below(t.interesting, t.cases, t.floor))
      names += fmt::format("{}{}", names.empty() ? "" : ", ", t.claim->id);
  for (const auto& b : report.branches)
    if (below(b.reached, report.cases, b.floor))
      names += fmt::format("{}{}", names.empty() ? "" : ", ", b.name);
  if (names.empty()) return {};
  return style(Tone::doubtful,
               "  below the floor: " + names + " (too few cases, or generators that miss a branch)") +
         "\n";
}

}  // namespace

std::string verify_text(const properties::VerifyReport& report, const std::vector<std::string>& saved,
                        const std::string& repeat, const Style& style) {
  const bool all = std::cmp_equal(report.claims.size(), std::ranges::count_if(claims(), &Claim::on_classes));
  std::string text =
      head(fmt::format("{} of the {} claims, {}", report.claims.size(), claims().size(),
                       all ? "those about model classes, on random ones" : "on random model classes"),
           report.seed, style);
  text += claims_table(report, style) + branch_table(report, style);
  for (std::size_t i = 0; i < report.violations.size(); ++i) {
    const auto& v = report.violations[i];
    text += "\n" + style(Tone::bad, fmt::format("  {} is violated", v.result.claim->id)) +
            fmt::format(" on case {}, shrunk {}:\n", v.case_index, count_text(v.shrinks, "time", "times")) +
            class_text(v.shrunk, 4) + claim_result_text(v.result, v.shrunk, style, 4) + saved_text(saved, i);
  }
  std::uint64_t violations = 0, undecided = 0;
  for (const auto& t : report.claims) violations += t.violations, undecided += t.undecided;
  const double seconds = report.elapsed.count();
  text += "\n" + below_floor_text(report, style);
  if (report.interrupted) text += style(Tone::doubtful, interrupted_line) + "\n";
  text +=
      fmt::format("  {} in {}, {:.1f} classes per second\n", count_text(report.cases, "class", "classes"),
                  duration_text(seconds), seconds > 0 ? static_cast<double>(report.cases) / seconds : 0.0);
  const std::string verdict =
      fmt::format("{}, {} undecided", count_text(violations, "violation", "violations"), undecided);
  text += "  " +
          style(violations > 0                        ? Tone::bad
                : undecided > 0 || report.interrupted ? Tone::doubtful
                                                      : Tone::good,
                verdict) +
          "\n";
  return text + fmt::format("  repeat: {}\n", repeat);
}

namespace {

// The columns are claims; letters stand for them, since their names are too long for a head.
std::string letter(std::size_t c) {
  return c < 26 ? std::string(1, static_cast<char>('a' + c)) : letter(c / 26 - 1) + letter(c % 26);
}

std::vector<Cell> matrix_row(std::string name, const std::vector<std::uint64_t>& counts,
                             Tone where_positive) {
  std::vector<Cell> row{std::move(name)};
  for (const std::uint64_t n : counts)
    row.push_back(n > 0 ? Cell(std::to_string(n), where_positive) : Cell(".", Tone::faint));
  return row;
}

std::string matrix_table(const properties::KillMatrix& matrix, const Style& style) {
  std::vector<Table::Column> columns{{"fault"}};
  for (std::size_t c = 0; c < matrix.claims.size(); ++c) columns.push_back({letter(c), Align::right});
  columns.push_back({"twin", Align::right});
  Table table(columns);
  for (std::size_t f = 0; f < matrix.faults.size(); ++f)
    table.row(matrix_row(std::string(matrix.faults[f]->id), matrix.kills[f], Tone::good));
  table.row(matrix_row("none (the cautious imitator)", matrix.false_alarms, Tone::bad));
  std::string text = table.text(style) + "\n";
  for (std::size_t c = 0; c < matrix.claims.size(); ++c)
    text += fmt::format(
        "  {:>4}  {}{}\n", letter(c), matrix.claims[c]->id,
        matrix.claims[c]->pure_calculus ? " (pure calculus: no fault of an imitator breaks it)" : "");
  return text + "  twin  the slow evaluation by enumeration finds another number\n";
}

std::string kill_text(const properties::Kill& kill, const Style& style) {
  std::string text = "\n  " + style(Tone::strong, kill.fault->id) +
                     fmt::format(": {}\n  caught by {} after {}\n", kill.fault->mistake, kill.caught_by,
                                 count_text(kill.cases_needed, "class", "classes"));
  text += class_text(kill.counterexample, 4);
  if (kill.result) text += claim_result_text(*kill.result, kill.counterexample, style, 4);
  if (!kill.detail.empty()) text += fmt::format("    {}\n", printable(kill.detail));
  return text;
}

// The smallest counterexample to a claim; the twin's, which says less, only where no claim catches the fault.
auto shown_kill(const properties::KillMatrix& matrix, const properties::Fault* fault) {
  const auto of_claim = std::ranges::find_if(matrix.smallest, [&](const auto& kill) {
    return kill.fault == fault && kill.caught_by != properties::twin;
  });
  return of_claim != matrix.smallest.end()
             ? of_claim
             : std::ranges::find(matrix.smallest, fault, &properties::Kill::fault);
}

std::string judgement(const properties::KillMatrix& matrix, const Style& style) {
  std::string text;
  for (const auto* fault : matrix.survivors)
    text += "  " + style(Tone::bad, fmt::format("{} is caught by nothing", fault->id)) +
            fmt::format(": {}\n", fault->mistake);
  for (const auto* claim : matrix.unbroken)
    text += "  " + style(Tone::bad, fmt::format("{} is broken by no fault", claim->id)) + "\n";
  const auto breakable = std::count_if(matrix.claims.begin(), matrix.claims.end(),
                                       [](const Claim* c) { return !c->pure_calculus; });
  const auto alarms =
      std::accumulate(matrix.false_alarms.begin(), matrix.false_alarms.end(), std::uint64_t{0});
  if (matrix.some_claims)
    text +=
        "  judged: whether each claim that was named is broken by a fault; other claims may catch the rest\n";
  return text +
         fmt::format("  {}{} of {} broken by a fault, {}: {}\n",
                     matrix.some_claims
                         ? ""
                         : fmt::format("{} of {} caught, ", matrix.faults.size() - matrix.survivors.size(),
                                       count_text(matrix.faults.size(), "fault", "faults")),
                     static_cast<std::size_t>(breakable) - matrix.unbroken.size(),
                     count_text(static_cast<std::uint64_t>(breakable), "claim", "claims"),
                     count_text(alarms, "false alarm", "false alarms"),
                     matrix.complete() ? style(Tone::good, "complete") : style(Tone::bad, "incomplete"));
}

}  // namespace

std::string faults_text(const properties::KillMatrix& matrix, const std::vector<std::string>& saved,
                        const std::string& repeat, const Style& style) {
  std::string text = head("which claim catches which fault", matrix.seed, style);
  text += fmt::format(
              "  Classes on which a claim (column) is violated under a fault (row), of {} built by hand and "
              "{} random ones.\n\n",
              matrix.probes, matrix.cases) +
          matrix_table(matrix, style);
  for (const auto* fault : matrix.faults)
    if (const auto kill = shown_kill(matrix, fault); kill != matrix.smallest.end())
      text += kill_text(*kill, style) +
              saved_text(saved, static_cast<std::size_t>(kill - matrix.smallest.begin()));
  text += "\n";
  if (matrix.skipped > 0)
    text += fmt::format("  {} of a fault and a class left out: the limit on states was reached\n",
                        count_text(matrix.skipped, "pair", "pairs"));
  if (matrix.interrupted) text += style(Tone::doubtful, interrupted_line) + "\n";
  text += fmt::format("  {} in {}\n", count_text(matrix.probes + matrix.cases, "class", "classes"),
                      duration_text(matrix.elapsed.count()));
  return text + judgement(matrix, style) + fmt::format("  repeat: {}\n", repeat);
}

}  // namespace qed::tool
