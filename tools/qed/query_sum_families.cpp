#include "query_sum_families.hpp"

#include <charconv>
#include <optional>
#include <thread>

#include <fmt/format.h>

#include "plot_file.hpp"
#include "properties/in_parallel.hpp"
#include "qed/claims/check.hpp"
#include "qed/claims/constant_three.hpp"
#include "qed/claims/query_sum_lower.hpp"
#include "qed/exact/number.hpp"
#include "qed/version.hpp"
#include "saving.hpp"
#include "table.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

// ---- deterministic

std::vector<LowerBound> lower_bounds(const FamilyOptions& o) {
  std::vector<Rational> alphas = o.alphas;
  for (int n = 4; o.alphas.empty() && n <= 64; n *= 2) alphas.push_back(ratio(1, n));
  std::vector<LowerBound> rows;
  for (const Threshold threshold : {Threshold::strict, Threshold::non_strict})
    for (const Rational& alpha : alphas) rows.push_back(lower_bound(alpha, o.prior, threshold));
  return rows;
}

std::string_view threshold_text(Threshold t) { return t == Threshold::strict ? "strict" : "non-strict"; }

Json row_json(const LowerBound& row) {
  return {{"alpha", to_string(row.alpha)},
          {"threshold", threshold_text(row.threshold)},
          {"alternatives", row.alternatives},
          {"S3", to_json(row.S3)},
          {"alpha_S3", to_json(row.scaled)},
          {"ratio", to_json(row.ratio)},
          {"truth_retained", to_json(row.truth_retained)}};
}

std::string lower_bounds_text(const std::vector<LowerBound>& rows, const Rational& prior,
                              const Style& style) {
  const std::string scaled = prior == ratio(1, 2) ? "alpha S3" : "alpha S3/(1/w - 1)";
  Table table({{"alpha"},
               {"threshold"},
               {"alternatives", Align::right},
               {"S3", Align::right},
               {scaled, Align::right},
               {"ratio to the bound", Align::right}});
  for (const auto& row : rows)
    table.row({to_string(row.alpha), std::string(threshold_text(row.threshold)),
               std::to_string(row.alternatives), to_string(row.S3), to_string(row.scaled),
               to_string(row.ratio)});
  return fmt::format("\nPart (a), the deterministic family at w = {}, exactly:\n", to_string(prior)) +
         table.text(style);
}

// ---- shows-queries

constexpr std::size_t most_checked_states =
    2'000;  // of a batch, for the engine to go through the class itself
constexpr unsigned checked_steps = 20;

struct BatchRow {
  ConstantThree family;
  std::optional<Value> scaled;         // alpha S3/(1/w - 1) over all time; none where a limit was reached
  std::uint64_t states = 0;            // exact: merged states of a batch
  std::uint64_t samples = 0;           // sampled: batches that were drawn
  std::optional<ClaimResult> checked;  // cubic-query-sum-sharp, by the engine, on the class of one batch
};

std::optional<ClaimResult> checked_by_the_engine(const ConstantThree& family) {
  const std::string_view only[] = {"cubic-query-sum-sharp"};
  try {
    return check(family.model_class(1, checked_steps, most_checked_states), {}, {}, only).claims.front();
  } catch (const std::invalid_argument&) {  // too many states
    return std::nullopt;
  }
}

BatchRow exact_row(ConstantThree family) {
  BatchRow row{std::move(family), {}, 0, 0, {}};
  if (const auto sum = expected_batch_sum(row.family.rule)) {
    row.scaled = row.family.scaled(sum->expected);
    row.states = sum->states;
    row.checked = checked_by_the_engine(row.family);
  }
  return row;
}

// Batch i is drawn from (seed, i). Interrupted, those that were drawn are the first ones, and count.
BatchRow sampled_row(ConstantThree family, const FamilyOptions& o, ProgressLine& line) {
  std::vector<std::optional<std::uint64_t>> diffused(o.samples);
  std::atomic<std::uint64_t> done = 0;
  properties::in_parallel(
      o.jobs, [&](std::size_t i) { return i < o.samples && !interruption(); },
      [&](std::size_t i) {
        RandomStream random(o.seed, i);
        diffused[i] = draw_diffused(family.rule, random);
        ++done;
      },
      [&] {
        line.show(fmt::format("batches of {} at spread {}: {} of {}", family.rule.members,
                              to_string(family.rule.spread), done.load(), o.samples));
      });
  BatchEstimate estimate(family.rule, o.error, o.samples);
  for (const auto& d : diffused)
    if (d) estimate.add(*d);
  BatchRow row{std::move(family), {}, 0, estimate.batches(), {}};
  const ConfidenceInterval sum = estimate.batch_sum();
  if (row.samples > 0)
    row.scaled = ConfidenceInterval{row.family.scaled(sum.lower), row.family.scaled(sum.upper)};
  return row;
}

std::vector<BatchRow> batch_rows(const FamilyOptions& o) {
  std::vector<std::uint64_t> sizes = o.batches;
  std::vector<Rational> spreads = o.spreads;
  if (sizes.empty()) {
    if (o.samples > 0)
      sizes = {10, 30, 100, 300, 1000, 3000};
    else
      sizes = {2, 3, 4, 5, 6};
  }
  if (spreads.empty()) {
    if (o.samples > 0)
      spreads = {ratio(1, 10), ratio(1, 20), ratio(1, 50)};
    else
      spreads = {ratio(1, 4)};
  }
  std::vector<BatchRow> rows;
  ProgressLine line;
  for (const Rational& spread : spreads)
    for (const std::uint64_t size : sizes) {
      if (interruption()) return rows;
      ConstantThree family{BatchRule::of(size, spread)};
      rows.push_back(o.samples > 0 ? sampled_row(std::move(family), o, line) : exact_row(std::move(family)));
    }
  return rows;
}

Json row_json(const BatchRow& row) {
  Json json = {{"batch", row.family.rule.members},
               {"spread", to_string(row.family.rule.spread)},
               {"alpha", to_string(row.family.alpha())}};
  if (!row.scaled) {
    json["value"] = nullptr;
    return json;
  }
  json["method"] = to_string(row.scaled->method());
  json["value"] = to_json(*row.scaled);
  if (row.samples > 0) {
    json["samples"] = row.samples;
    return json;
  }
  json["states"] = row.states;
  if (row.checked)
    json["checked"] = {{"claim", row.checked->claim->id},
                       {"steps", checked_steps},
                       {"verdict", to_string(row.checked->worst.verdict)},
                       {"ratio", row.checked->worst.ratio ? to_json(*row.checked->worst.ratio) : Json()}};
  return json;
}

std::string batch_table(const std::vector<BatchRow>& rows, const Style& style) {
  Table table({{"m", Align::right},
               {"spread"},
               {"alpha"},
               {"method"},
               {"alpha S3/(1/w - 1)", Align::right},
               {"of the bound", Align::right},
               {"states", Align::right},
               {"batches drawn", Align::right},
               {fmt::format("the claim, {} steps", checked_steps)}});
  for (const auto& row : rows) {
    std::vector<Cell> cells{std::to_string(row.family.rule.members), to_string(row.family.rule.spread),
                            to_decimal(row.family.alpha(), 3)};
    if (!row.scaled) {
      cells.insert(cells.end(), {"-", Cell("too many states", Tone::doubtful)});
    } else {
      const Rational low = row.scaled->lower(), high = row.scaled->upper();
      const auto range = [&](const Rational& a, const Rational& b) {
        return row.samples > 0 ? to_decimal_down(a, 5) + " .. " + to_decimal_up(b, 5) : to_decimal(a);
      };
      cells.insert(cells.end(), {std::string(to_string(row.scaled->method())), range(low, high),
                                 range(low / 3, high / 3), row.states > 0 ? std::to_string(row.states) : "",
                                 row.samples > 0 ? std::to_string(row.samples) : ""});
      if (row.checked)
        cells.emplace_back(fmt::format("{}, ratio {}", to_string(row.checked->worst.verdict),
                                       ratio_text(row.checked->worst)));
    }
    table.row(std::move(cells));
  }
  return table.text(style);
}

constexpr std::string_view about_batches =
    "\nPart (b), the family whose environment shows the queries: alternatives in batches of m, a spread s; "
    "the\n"
    "value does not depend on w (1/w - 1 is a multiple of m alpha), and tends to 3.\n";

// The value over m, one curve for each spread, below the constant of the bound.
Figure figure_of(const std::vector<BatchRow>& rows) {
  Figure figure{"The family whose environment shows the queries", "batch m", "alpha S3/(1/w - 1)", {}};
  Curve bound{"the bound, 3", Curve::Kind::bound, {}};
  for (const auto& row : rows) {
    const std::string label = "spread " + to_string(row.family.rule.spread);
    if (figure.curves.empty() || figure.curves.back().label != label)
      figure.curves.push_back({label, Curve::Kind::points, {}});
    const Rational m(row.family.rule.members);
    bound.points.push_back({m, Value(Rational(3))});
    if (row.scaled) figure.curves.back().points.push_back({m, *row.scaled});
  }
  std::ranges::sort(bound.points, {}, &Curve::Point::x);
  figure.curves.push_back(std::move(bound));
  return figure;
}

Status print_batches(const FamilyOptions& o, Format format) {
  const std::vector<BatchRow> rows = batch_rows(o);
  Status status = interruption() ? Status::undecided : Status::holds;
  if (!o.out.empty() && !rows.empty() &&
      saved_as(o.out, rows.front().family.model_class(1, checked_steps)).empty())
    status = Status::bad_input;
  if (!o.plot.empty()) status = worse(status, save_plot(figure_of(rows), o.plot));
  for (const auto& row : rows) {
    if (!row.scaled) status = worse(status, Status::undecided);
    if (row.checked) status = worse(status, status_of(row.checked->worst.verdict));
  }
  if (format == Format::json) {
    Json json = {
        {"format", "demonstrandum-family/1"}, {"claim", "cubic-query-sum-lower"}, {"family", o.family}};
    if (o.samples > 0) json.update({{"seed", o.seed}, {"error", to_string(o.error)}});
    for (Json& series = json["series"] = Json::array(); const auto& row : rows)
      series.push_back(row_json(row));
    print(dump(json));
  } else {
    std::string text = std::string(about_batches) + batch_table(rows, Style::of_stdout());
    if (o.samples > 0)
      text += fmt::format(
          "\n  Each interval misses its value with probability at most {}, whenever one stops drawing.\n"
          "  qed {} ({}), seed {}\n",
          to_string(o.error), version(), commit(), o.seed);
    else if (status == Status::undecided && !interruption())
      text += "\n  Where there are too many states, --samples N draws batches.\n";
    if (interruption()) text += "  interrupted: what is printed is what was done\n";
    print(text);
  }
  return status;
}

Status print_lower_bounds(const FamilyOptions& o, Format format) {
  const std::vector<LowerBound> rows = lower_bounds(o);
  if (format == Format::text) {
    print(lower_bounds_text(rows, o.prior, Style::of_stdout()));
    return Status::holds;
  }
  Json json = {{"format", "demonstrandum-family/1"},
               {"claim", "cubic-query-sum-lower"},
               {"family", o.family},
               {"prior", to_string(o.prior)}};
  for (Json& series = json["series"] = Json::array(); const auto& row : rows) series.push_back(row_json(row));
  print(dump(json));
  return Status::holds;
}

// ---- options

// Each of a list that commas separate.
template <class Read>
void add_list(CLI::App& app, const std::string& name, const std::string& type, const std::string& description,
              Read read) {
  add_text(app, name, type, description, [name, read](const std::string& text) {
    for (std::size_t at = 0, comma = 0; comma != std::string::npos; at = comma + 1) {
      comma = text.find(',', at);
      const std::string item = text.substr(at, comma - at);
      try {
        read(item);
      } catch (const std::invalid_argument& e) {
        refuse(name, fmt::format("found \"{}\": {}", item, e.what()));
      }
    }
  });
}

std::uint64_t parse_size_of_batch(const std::string& text) {
  std::uint64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size())
    throw std::invalid_argument("expected a whole number");
  return n;
}

struct OwnOption {
  std::string_view option, family;
};
constexpr OwnOption own_options[] = {{"--alpha", "deterministic"},   {"--prior", "deterministic"},
                                     {"--batch", "shows-queries"},   {"--spread", "shows-queries"},
                                     {"--samples", "shows-queries"}, {"--seed", "shows-queries"},
                                     {"--error", "shows-queries"},   {"--jobs", "shows-queries"},
                                     {"--out", "shows-queries"},     {"--plot", "shows-queries"}};

}  // namespace

void add_family_options(CLI::App& app, FamilyOptions& o) {
  o.jobs = std::max(1u, std::thread::hardware_concurrency());
  add_text(app, "--family", "NAME",
           "Of cubic-query-sum-lower: only this family, deterministic or shows-queries",
           [&o](const std::string& name) {
             if (name != "deterministic" && name != "shows-queries")
               refuse("--family", fmt::format("found \"{}\", expected deterministic or shows-queries", name));
             o.family = name;
           });
  add_list(app, "--alpha", "A[,A...]", "deterministic: at these thresholds (1/4 to 1/64 by default)",
           [&o](const std::string& text) { o.alphas.push_back(parse_rational(text)); });
  add_list(app, "--prior", "W", "deterministic: the demonstrator's prior (1/2 by default)",
           [&o](const std::string& text) { o.prior = parse_rational(text); });
  add_list(app, "--batch", "M[,M...]", "shows-queries: batches of so many alternatives",
           [&o](const std::string& text) { o.batches.push_back(parse_size_of_batch(text)); });
  add_list(app, "--spread", "S[,S...]", "shows-queries: how much a diffusing member differs, up to 1/2",
           [&o](const std::string& text) { o.spreads.push_back(parse_rational(text)); });
  add_count(app, "--samples",
            "shows-queries: draw so many batches of each, where exact evaluation is out of reach", 1,
            100'000'000, [&o](std::uint64_t n) { o.samples = n; });
  add_seed(app, o.seed, "shows-queries: batches are drawn from it (1 by default)");
  add_list(app, "--error", "P",
           "shows-queries: an interval misses its value with at most this probability (1/20)",
           [&o](const std::string& text) { o.error = parse_rational(text); });
  add_jobs(app, o.jobs);
  add_text(app, "--out", "FILE", "shows-queries: save the class of one batch, which qed check reads",
           [&o](const std::string& file) { o.out = file; });
  add_text(app, "--plot", "FILE.svg", "shows-queries: draw the values against 3, over the size of a batch",
           [&o](const std::string& file) { o.plot = plot_file_name(file); });
}

void require_family_of_options(const CLI::App& app, const FamilyOptions& o) {
  for (const auto& [option, family] : own_options)
    if (was_given(app, std::string(option)) && o.family != family)
      refuse(std::string(option), fmt::format("belongs to --family {}", family));
  if (!o.out.empty() && (o.batches.size() != 1 || o.spreads.size() != 1))
    refuse("--out", "expected one --batch and one --spread beside it");
}

Status run_family(FamilyOptions o, Format format) {
  return o.family == "deterministic" ? print_lower_bounds(o, format) : print_batches(o, format);
}

std::string families_text(const Style& style) {
  const FamilyOptions usual;
  return lower_bounds_text(lower_bounds(usual), usual.prior, style) + std::string(about_batches) +
         batch_table(batch_rows(usual), style);
}

void add_families(Json& claim) {
  Json& bounds = claim["lower_bounds"] = Json::array();
  for (const auto& row : lower_bounds({})) bounds.push_back(row_json(row));
  Json& batches = claim["batches"] = Json::array();
  for (const auto& row : batch_rows({})) batches.push_back(row_json(row));
}

}  // namespace qed::tool
