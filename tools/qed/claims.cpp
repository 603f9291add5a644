// qed claims: the catalogue, and one claim in full.
#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "json_report.hpp"
#include "options.hpp"
#include "qed/claims/by_rule.hpp"
#include "qed/claims/costs.hpp"
#include "qed/claims/cubic_is_needed.hpp"
#include "qed/claims/formal.hpp"
#include "qed/claims/trajectories.hpp"
#include "qed/exact/number.hpp"
#include "query_sum_families.hpp"
#include "table.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

struct ClaimsOptions {
  std::string id;
  FamilyOptions family;
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

// ---- cubic-is-needed, at alpha = 1/10

const Rational near_coins_alpha = ratio(1, 10);

std::vector<PowerSums> near_coins() {
  std::vector<PowerSums> rows;
  for (int n = 4; n <= 64; n *= 2) rows.push_back(power_sums_of_near_coins(ratio(1, n), near_coins_alpha));
  return rows;
}

// Few digits, which both ends share.
std::string enclosed_text(const Rational& lower, const Rational& upper) {
  const std::string a = to_decimal(lower, 6), b = to_decimal(upper, 6);
  return a == b ? a : to_decimal_down(lower, 8) + " .. " + to_decimal_up(upper, 8);
}

Json near_coins_json() {
  Json rows = Json::array();
  std::optional<PowerSums> last;
  for (const auto& row : near_coins()) {
    Json json = {{"delta", to_string(row.delta)}};
    for (unsigned p = 1; p <= 3; ++p)
      json[fmt::format("S{}", p)] = {{"lower", to_decimal_down(row.S[p - 1].lower, 12)},
                                     {"upper", to_decimal_up(row.S[p - 1].upper, 12)}};
    if (last)
      for (unsigned p = 1; p <= 3; ++p)
        json[fmt::format("fitted_exponent_{}", p)] = to_json(Value(fitted_exponent(*last, row, p)));
    rows.push_back(std::move(json));
    last = row;
  }
  return rows;
}

std::string near_coins_text(const Style& style) {
  Table table({{"delta"},
               {"S1", Align::right},
               {"S2", Align::right},
               {"S3", Align::right},
               {"fit of p = 1", Align::right},
               {"p = 2", Align::right},
               {"p = 3", Align::right}});
  std::optional<PowerSums> last;
  for (const auto& row : near_coins()) {
    std::vector<Cell> cells{to_string(row.delta)};
    for (const Enclosed& s : row.S) cells.emplace_back(enclosed_text(s.lower, s.upper));
    for (unsigned p = 1; last && p <= 3; ++p) {
      const Interval exponent = fitted_exponent(*last, row, p);
      cells.emplace_back(to_decimal((exponent.lower() + exponent.upper()) / 2, 4));
    }
    table.row(std::move(cells));
    last = row;
  }
  return fmt::format(
             "\nOver all time at alpha = {}, certified (rounded from enclosures; no delta puts the odds on "
             "a\n"
             "lattice). The fit of p is the exponent of delta between a row and the one above, and tends to "
             "p - 3;\n"
             "S3 tends to (L/2) tanh(L/2) = {}, L = ln(1/alpha):\n",
             to_string(near_coins_alpha), to_decimal(limit_of_cubes(near_coins_alpha, 64).lower(), 6)) +
         table.text(style);
}

// ---- unbounded-cost, at distance 1/100

std::vector<CostPair> cost_pairs() {
  std::vector<CostPair> pairs;
  Integer cost = 1;
  for (unsigned i = 0; i <= 12; i += 3, cost *= 1000)
    pairs.push_back(pair_of_unbounded_cost(ratio(1, 100), Rational(cost)));
  return pairs;
}

Json cost_pairs_json() {
  Json rows = Json::array();
  const auto list = [](std::span<const Rational> numbers) {
    Json json = Json::array();
    for (const Rational& number : numbers) json.push_back(to_string(number));
    return json;
  };
  for (const CostPair& pair : cost_pairs())
    rows.push_back({{"p", list(pair.p.probabilities())},
                    {"mu", list(pair.mu.probabilities())},
                    {"cost", list(pair.cost)},
                    {"distance", to_json(pair.distance())},
                    {"expected_cost_p", to_json(pair.expected_cost(pair.p))},
                    {"expected_cost_mu", to_json(pair.expected_cost(pair.mu))}});
  return rows;
}

std::string cost_pairs_text(const Style& style) {
  Table table({{"p"},
               {"mu"},
               {"cost"},
               {"distance", Align::right},
               {"E_mu[cost]", Align::right},
               {"E_p[cost]", Align::right}});
  const auto list = [](std::span<const Rational> numbers) {
    std::string text;
    for (const Rational& number : numbers) text += (text.empty() ? "(" : ", ") + to_string(number);
    return text + ")";
  };
  for (const CostPair& pair : cost_pairs())
    table.row({list(pair.p.probabilities()), list(pair.mu.probabilities()), list(pair.cost),
               to_string(pair.distance()), to_string(pair.expected_cost(pair.mu)),
               to_string(pair.expected_cost(pair.p))});
  return "\nTwo laws on two actions, exactly; the distance stays as it is:\n" + table.text(style);
}

// What the families have to show.
struct Demonstration {
  std::string_view claim;
  void (*add)(Json&);
  std::string (*text)(const Style&);
};
constexpr Demonstration demonstrations[] = {
    {"product-growth", [](Json& json) { json["two_coins"] = growth_json(); }, growth_text},
    {"cubic-query-sum-lower", add_families, families_text},
    {"cubic-is-needed", [](Json& json) { json["near_coins"] = near_coins_json(); }, near_coins_text},
    {"unbounded-cost", [](Json& json) { json["cost_pairs"] = cost_pairs_json(); }, cost_pairs_text}};

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
         source_word(c)});
  return table.text(style, 0) + "\nqed claims ID explains one.\n";
}

// The commands that show a claim about rules, for any that has none of its own.
std::vector<std::string_view> rule_commands(std::string_view claim) {
  if (claim == "savage")
    return {"qed stress --no-central 'savage:sum(p^4)'", "qed stress --no-central 'savage:-sum(p^4)'"};
  if (claim == "sum-closure")
    return {"qed stress --no-central 'ln(p[y]) + 3*(2*p[y] - sum(p^2))'",
            "qed stress --no-central --outcomes 3 outcome-weighted:1,2,1:brier",
            "qed stress --no-central --outcomes 3 'chain:0,1,1:brier then log'"};
  if (claim == "selective")
    return {"qed stress --no-central --outcomes 3 coarse:0,1,1:spherical",
            "qed stress --no-central --outcomes 3 --feature x=0,1,3 moments:x"};
  return {"qed stress brier", "qed stress --faults"};
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
  if (const auto theorems = formal_theorems(c.id); !theorems.empty())
    section(formal_part(c.id).empty() ? "Machine-checked" : "Machine-checked in part",
            fmt::format("{} (proofs-notes/coq){}{}", fmt::join(theorems, ", "),
                        formal_part(c.id).empty() ? "" : ": ", formal_part(c.id)));
  section("Decided in", c.code);
  if (c.pure_calculus)
    section(
        "Faults",
        "pure calculus: true of any sequence of query probabilities, so no mistaken imitator can break it");
  if (c.on_classes())
    text += "\n" + style(Tone::strong, "Try it") +  // a command to a line
            fmt::format("\n  qed verify --claim {0} --cases 200\n  qed check --claim {0} FILE\n", c.id);
  const auto by_rule = claims_by_rule();
  if (c.kind == ClaimKind::rule && std::ranges::find(by_rule, c.id) != by_rule.end())
    text += "\n" + style(Tone::strong, "Try it") +
            fmt::format("\n  qed check --rule brier --eta 1/2 --claim {} FILE\n", c.id);
  else if (!c.scenario.empty())
    text += "\n" + style(Tone::strong, "Try it") + fmt::format("\n  qed scenario {}\n", c.scenario);
  else if (c.kind == ClaimKind::rule)
    text += "\n" + style(Tone::strong, "Try it") +
            fmt::format("\n\n  {}\n", fmt::join(rule_commands(c.id), "\n  "));
  else if (c.kind == ClaimKind::recording)
    text += "\n" + style(Tone::strong, "Try it") +
            "\n\n  qed imitate tools/data/house-votes-84.csv --answer V16\n";
  return text;
}

Status run_claims(const ClaimsOptions& options) {
  const Style style = Style::of_stdout();
  if (!options.family.family.empty()) return run_family(options.family, options.format);
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
  const auto shown = std::ranges::find(demonstrations, c.id, &Demonstration::claim);
  if (options.format == Format::text) {
    print(explain_text(c, style) + (shown != std::end(demonstrations) ? shown->text(style) : ""));
  } else {
    Json json = to_json(c);
    if (shown != std::end(demonstrations)) shown->add(json);
    print(dump({{"format", "demonstrandum-claims/1"}, {"claims", {std::move(json)}}}));
  }
  return Status::holds;
}

}  // namespace

Command add_claims(CLI::App& parent) {
  auto options = std::make_shared<ClaimsOptions>();
  CLI::App& app = add_command(parent, "claims", "Lists the claims, or explains one");
  add_argument(app, "ID", "The claim to explain", [options](const std::string& id) {
    try {
      options->id = std::string(claim(id).id);
    } catch (const std::invalid_argument& e) {
      refuse("ID", e.what());
    }
  });
  add_family_options(app, options->family);
  add_format(app, options->format, {"text", "json"});
  once_read(app, [options, &app] {
    require_family_of_options(app, options->family);
    if (!options->family.family.empty() && options->id != "cubic-query-sum-lower")
      refuse("--family", "belongs to qed claims cubic-query-sum-lower");
  });
  set_examples(
      app,
      {{"the catalogue", "qed claims"},
       {"statement, hypotheses, proof and code of one claim", "qed claims query-drift"},
       {"the slides' statement that is false, with its exact counterexample", "qed claims product-growth"},
       {"how near classes come to the bound on the query sum", "qed claims cubic-query-sum-lower"},
       {"nearer, with large batches that are drawn (some minutes)",
        "qed claims cubic-query-sum-lower --family shows-queries --batch 3000 --spread 1/50 --samples 600"},
       {"two laws that are close, and a cost as large as you like", "qed claims unbounded-cost"},
       {"for a program", "qed claims --format json"}});
  return {&app, [options] { return run_claims(*options); }};
}

}  // namespace qed::tool
