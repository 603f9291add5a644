// qed claims: the catalogue, and one claim in full.
#include <array>

#include <fmt/format.h>

#include "json_report.hpp"
#include "options.hpp"
#include "qed/claims/trajectories.hpp"
#include "qed/exact/number.hpp"
#include "table.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

struct Options {
  std::string id;
  Format format = Format::text;
};

constexpr std::array<unsigned, 7> growth_horizons{1, 2, 5, 10, 20, 50, 100};

Json growth_json() {
  Json rows = Json::array();
  for (const auto& row : product_growth_on_two_coins(growth_horizons))
    rows.push_back({{"horizon", row.horizon},
                    {"expected_product", to_json(row.expected_product)},
                    {"exponential", to_json(row.exponential)},
                    {"quadratic", to_json(row.quadratic)}});
  return rows;
}

std::string growth_text(const Style& style) {
  Table table({{"N", Align::right},
               {"E prod (1 + theta)", Align::right},
               {"(21/16)^N", Align::right},
               {"N^2", Align::right},
               {"exactly"}});
  for (const auto& row : product_growth_on_two_coins(growth_horizons))
    table.row({std::to_string(row.horizon), to_decimal(row.expected_product), to_decimal(row.exponential),
               to_decimal(row.quadratic), shortened(to_string(row.expected_product), 50)});
  return "\nOn two coins, exactly:\n" + table.text(style);
}

std::string source_word(const Claim& c) {
  return std::string(c.source.substr(0, c.source.find_first_of(":")));
}

std::string list_text(const Style& style) {
  Table table({{"claim"}, {"kind"}, {"status"}, {"source"}});
  for (const Claim& c : claims())
    table.row(
        {std::string(c.id),
         std::string(kind_text(c.kind)),
         {std::string(status_text(c.status)), c.status == ClaimStatus::refuted ? Tone::bad : Tone::good},
         c.source.find(':') < 10 ? source_word(c) : "definition"});
  return table.text(style, 0) + "\nqed claims ID explains one.\n";
}

std::string explain_text(const Claim& c, const Style& style) {
  std::string text = style(Tone::strong, c.id) +
                     fmt::format("  ({}, {})\n\n", kind_text(c.kind), status_text(c.status)) +
                     wrapped(c.statement, 2);
  const auto section = [&](std::string_view head, std::string_view body) {
    text += "\n" + style(Tone::strong, head) + "\n" + wrapped(body, 2);
  };
  text += "\n" + style(Tone::strong, "Hypotheses") + "\n";
  for (const auto h : c.hypotheses) text += wrapped(h, 2);
  if (c.hypotheses.empty()) text += "  none\n";
  section("Source", c.source);
  section("Exercised when", c.interesting);
  section("Proved in", c.note);
  section("Decided in", c.code);
  if (c.pure_calculus)
    section(
        "Faults",
        "pure calculus: true of any sequence of query probabilities, so no mistaken imitator can break it");
  if (c.kind != ClaimKind::family)
    text += "\n" + style(Tone::strong, "Try it") +  // a command to a line
            fmt::format("\n  qed verify --claim {0} --cases 200\n  qed check --claim {0} FILE\n", c.id);
  return text;
}

Status run_claims(const Options& options) {
  const Style style = Style::of_stdout();
  if (options.id.empty()) {
    if (options.format == Format::text) {
      print(list_text(style));
    } else {
      Json list = Json::array();
      for (const Claim& c : claims()) list.push_back(to_json(c));
      print(dump({{"format", "demonstrandum-claims/1"}, {"claims", std::move(list)}}));
    }
    return Status::holds;
  }
  const Claim& c = claim(options.id);
  const bool growth = c.id == "product-growth";
  if (options.format == Format::text) {
    print(explain_text(c, style) + (growth ? growth_text(style) : ""));
  } else {
    Json json = to_json(c);
    if (growth) json["two_coins"] = growth_json();
    print(dump({{"format", "demonstrandum-claims/1"}, {"claims", {std::move(json)}}}));
  }
  return Status::holds;
}

}  // namespace

Command add_claims(CLI::App& parent) {
  auto options = std::make_shared<Options>();
  CLI::App& app = *parent.add_subcommand("claims", "Lists the claims, or explains one");
  app.add_option_function<std::string>(
         "ID",
         [options](const std::string& id) {
           try {
             options->id = std::string(claim(id).id);
           } catch (const std::invalid_argument& e) {
             throw CLI::ValidationError("ID", e.what());
           }
         },
         "The claim to explain")
      ->type_name("");
  add_format(app, options->format, {"text", "json"});
  app.footer(examples(
      {{"the catalogue", "qed claims"},
       {"statement, hypotheses, proof and code of one claim", "qed claims query-drift"},
       {"the slides' statement that is false, with its exact counterexample", "qed claims product-growth"},
       {"for a program", "qed claims --format json"}}));
  return {&app, [options] { return run_claims(*options); }};
}

}  // namespace qed::tool
