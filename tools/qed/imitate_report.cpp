#include "imitate_report.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "qed/exact/limbs.hpp"
#include "qed/exact/number.hpp"
#include "qed/exact/wording.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

using namespace evidence;

Rational middle(const RecordedQuantity& q) {
  if (const auto* floating = std::get_if<Floating>(&q)) return floating->value;
  const Value& value = std::get<Value>(q);
  return (value.lower() + value.upper()) / 2;
}

std::string decimal(const RecordedQuantity& q, const Rational& divisor = 1, unsigned digits = 5) {
  return to_decimal(middle(q) / divisor, digits);
}

std::string share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? "-" : to_decimal(ratio(part, whole), 4);
}

std::string shown_loss(const RecordedTally& t) {
  if (t.answered() == 0) return "-";
  if (t.impossible > 0) return fmt::format("infinite ({} of probability 0)", t.impossible);
  return decimal(t.log_loss, Rational(t.answered()));
}

std::string data_text(const Imitation& i) {
  const Recording& r = i.recording;
  std::string text = fmt::format("{} decisions from {}", r.size(), r.source);
  if (r.features.empty())
    return text + fmt::format(", a text of {} different symbols: what comes next?", r.actions());
  std::vector<std::string> names;
  for (const Column& f : r.features) names.push_back(f.name);
  return text + fmt::format(": {}, which is one of {}, from {}.", in_quotes(r.answer.name),
                            listed(r.answer.values), listed(names));
}

std::string class_line(const Imitation& i) {
  Rational prior = 0;
  for (const RecordedModel& m : i.model_class.models) prior += m.prior;
  return fmt::format("Class {}: {}, prior by description length, {} in all.", fmt::join(i.classes, " + "),
                     count_text(i.model_class.models.size(), "model", "models"), to_string(prior));
}

std::string arithmetic_text(const Imitation& i) {
  if (i.arithmetic == RecordedArithmetic::exact)
    return fmt::format(
        "Arithmetic exact: which answers are drawn is sampled, seed {}; along them, posteriors, top sets, "
        "laws and sums are exact, logarithms certified. Decimals are rounded for reading.",
        i.seed);
  return fmt::format(
      "Arithmetic sampled/floating: answers are drawn, seed {}, and every number is rounded in binary "
      "floating point. Nothing here is exact or certified.",
      i.seed);
}

std::string before_text(const Imitation& i) {
  const std::string forced =
      i.forced == 0 ? ""
                    : fmt::format("The first {} are asked in any case, so that counts are not empty. ",
                                  count_text(i.forced, "question", "questions"));
  if (i.before == Before::recording)
    return forced +
           "Each question shows what was recorded before it. What was not asked for is no evidence and is "
           "not counted, but stands in contexts.";
  return forced +
         "Before a question stands what was answered, by whoever answered; an answer that was not asked for "
         "is never seen.";
}

void result_row(DataTable& table, const std::string& who, const RecordedRun& run, const std::string& top) {
  const RecordedTally& t = run.total;
  table.rows.push_back({who, fmt::format("{}", t.asked), share(t.asked, t.decisions),
                        decimal(t.expected_asked, Rational(std::max<std::uint64_t>(1, t.decisions))),
                        share(t.agreed, t.answered()),
                        t.answered() ? decimal(t.expected_agreed, Rational(t.answered())) : "-",
                        share(t.likeliest_agreed, t.answered()), shown_loss(t), top});
}

DataTable results(const Imitation& i) {
  DataTable table{"What was asked, and how the answers agree; rivals ask as often as the line above them",
                  {"imitator", "asked", "share", "mean theta", "agreed", "expected", "likeliest", "log loss",
                   "largest top set"},
                  {}};
  for (const ImitatedAt& at : i.at) {
    result_row(table, "cautious, alpha " + to_string(at.alpha), at.cautious,
               fmt::format("{}", at.cautious.largest_top_set));
    if (!at.rivals) continue;
    result_row(table, "  mixture, confidence " + to_decimal(at.rivals->rule.confidence, 4),
               at.rivals->mixture, "");
    result_row(table, "  majority", at.rivals->majority, "");
  }
  table.rows.push_back(
      {"always ask", fmt::format("{}", i.recording.size()), "1", "1", "-", "-", "-", "-", ""});
  return table;
}

// Rows of periods, a column for each threshold.
template <class CellOf>
DataTable over_time(const Imitation& i, std::string title, CellOf cell_of) {
  DataTable table{std::move(title), {"decisions"}, {}};
  std::size_t periods = 0;
  for (const ImitatedAt& at : i.at) {
    table.columns.push_back("alpha " + to_string(at.alpha));
    periods = std::max(periods, at.cautious.over_time.size());
  }
  std::uint64_t end = 0;
  for (std::size_t p = 0; p < periods; ++p) {
    std::uint64_t length = 0;
    for (const ImitatedAt& at : i.at)
      if (p < at.cautious.over_time.size()) length = std::max(length, at.cautious.over_time[p].decisions);
    std::vector<TableCell> row{fmt::format("{} to {}", end + 1, end + length)};
    end += length;
    for (const ImitatedAt& at : i.at)
      row.push_back(p < at.cautious.over_time.size() ? cell_of(at.cautious.over_time[p]) : std::string("-"));
    table.rows.push_back(std::move(row));
  }
  return table;
}

template <class Of>
DataTable reliability(const Imitation& i, std::string title, Of of) {
  DataTable table{std::move(title), {"stated"}, {}};
  for (const ImitatedAt& at : i.at) table.columns.push_back("alpha " + to_string(at.alpha));
  for (std::size_t b = 0; b < 10; ++b) {
    std::vector<TableCell> row{fmt::format("0.{} to {}", b, b == 9 ? "1" : fmt::format("0.{}", b + 1))};
    bool any = false;
    for (const ImitatedAt& at : i.at) {
      const ReliabilityBin& bin = of(at.cautious)[b];
      any = any || bin.cases > 0;
      row.push_back(bin.cases == 0 ? std::string("-")
                                   : fmt::format("{} -> {} ({})", decimal(bin.stated, Rational(bin.cases), 3),
                                                 to_decimal(ratio(bin.came_true, bin.cases), 3), bin.cases));
    }
    if (any) table.rows.push_back(std::move(row));
  }
  return table;
}

DataTable posteriors(const Imitation& i) {
  std::set<std::size_t> shown;
  for (const ImitatedAt& at : i.at) {
    std::vector<std::size_t> order(at.cautious.posterior.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto most = static_cast<std::ptrdiff_t>(std::min<std::size_t>(5, order.size()));
    std::partial_sort(order.begin(), order.begin() + most, order.end(), [&](std::size_t a, std::size_t b) {
      const Rational x = middle(at.cautious.posterior[a]), y = middle(at.cautious.posterior[b]);
      return x > y || (x == y && a < b);
    });
    shown.insert(order.begin(), order.begin() + most);
  }
  DataTable table{"Posterior at the end, of the models that are among the first five of a column",
                  {"model", "prior"},
                  {}};
  for (const ImitatedAt& at : i.at) table.columns.push_back("alpha " + to_string(at.alpha));
  for (const std::size_t m : shown) {
    std::vector<TableCell> row{i.model_class.models[m].name, to_string(i.model_class.models[m].prior)};
    for (const ImitatedAt& at : i.at) row.push_back(decimal(at.cautious.posterior[m], 1, 4));
    table.rows.push_back(std::move(row));
  }
  return table;
}

// What the bound on the query sum is at a posterior, as it was computed.
std::string query_sum_bound(const Imitation& i, const Rational& alpha, const Rational& weight) {
  if (weight > 0) return to_decimal(3 / alpha * (1 / weight - 1), 6);
  return i.arithmetic == RecordedArithmetic::exact ? "infinite" : "over 1e300";
}

DataTable regrets(const Imitation& i) {
  DataTable table{"Against the best model in hindsight, on the questions that were answered: sums of -ln p",
                  {"alpha", "answered", "log loss", "best model", "its log loss", "regret", "sum of theta^3",
                   "(3/alpha)(1/w - 1)"},
                  {}};
  for (const ImitatedAt& at : i.at) {
    const RecordedRun& run = at.cautious;
    const bool finite = run.total.impossible == 0;
    std::vector<TableCell> row{to_string(at.alpha), fmt::format("{}", run.total.answered()),
                               finite ? decimal(run.total.log_loss, 1, 6) : "infinite"};
    if (run.best) {
      const RecordedModel& best = i.model_class.models[*run.best];
      const Rational weight = middle(run.posterior_then[*run.best]);
      row.insert(row.end(), {best.name, decimal(*run.model_losses[*run.best], 1, 6),
                             run.regret ? decimal(*run.regret, 1, 5) : "infinite", decimal(run.cubes),
                             query_sum_bound(i, at.alpha, weight)});
    } else {
      row.insert(row.end(), {"-", "-", "-", decimal(run.cubes), "-"});
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

template <class Of>
evidence::Figure time_figure(const Imitation& i, std::string id, std::string title, std::string what, Of of) {
  Plot plot{.id = std::move(id),
            .title = std::move(title),
            .x = {"decisions"},
            .y = {std::move(what), false, Rational(0), Rational(1)},
            .series = {}};
  for (std::size_t n = 0; n < i.at.size(); ++n) {
    Series series{"alpha " + to_string(i.at[n].alpha), Series::Kind::line, static_cast<unsigned>(n % 8), {}};
    std::uint64_t end = 0;
    for (const RecordedTally& t : i.at[n].cautious.over_time) {
      end += t.decisions;
      if (const std::optional<Rational> y = of(t)) series.points.push_back({Rational(end), exactly(*y)});
    }
    plot.series.push_back(std::move(series));
  }
  return {std::move(plot), "Each point is about the decisions since the point before."};
}

evidence::Figure reliability_figure(const Imitation& i) {
  Plot plot{.id = "imitate-reliability",
            .title = "Stated probability of the answer given, and how often it was the recorded one",
            .x = {"stated", false, Rational(0), Rational(1)},
            .y = {"came true", false, Rational(0), Rational(1)},
            .series = {{"as stated", Series::Kind::bound, 7, {{0, exactly(0)}, {1, exactly(1)}}}}};
  for (std::size_t n = 0; n < i.at.size(); ++n) {
    Series series{
        "alpha " + to_string(i.at[n].alpha), Series::Kind::points, static_cast<unsigned>(n % 7), {}};
    for (const ReliabilityBin& bin : i.at[n].cautious.answers)
      if (bin.cases > 0)
        series.points.push_back(
            {middle(bin.stated) / Rational(bin.cases), exactly(ratio(bin.came_true, bin.cases))});
    plot.series.push_back(std::move(series));
  }
  return {std::move(plot), "One point for each tenth of stated probability in which there was an answer."};
}

// ---- the claims along the runs

Word verdict_word(const Comparison& c) {
  const std::string text = std::string(to_string(c.verdict)) + (c.vacuous ? ", vacuous" : "");
  return {text, c.verdict == Verdict::holds      ? Word::Tone::good
                : c.verdict == Verdict::violated ? Word::Tone::bad
                                                 : Word::Tone::doubtful};
}

DataTable verdicts(const Imitation& i) {
  DataTable table{
      "Claims about every recording, whoever the human is, decided along each run", {"claim"}, {}};
  for (const ImitatedAt& at : i.at) table.columns.push_back("alpha " + to_string(at.alpha));
  for (std::size_t n = 0; n < i.at.front().cautious.claims.size(); ++n) {
    std::vector<TableCell> row{std::string(i.at.front().cautious.claims[n].found.claim->id)};
    for (const ImitatedAt& at : i.at) row.emplace_back(verdict_word(at.cautious.claims[n].found.worst));
    table.rows.push_back(std::move(row));
  }
  return table;
}

const PathResult& claimed(const RecordedRun& run, std::string_view id) {
  return *std::ranges::find_if(run.claims, [&](const PathResult& r) { return r.found.claim->id == id; });
}

std::string shown(const std::optional<Value>& value) { return value ? decimal(*value) : "-"; }

DataTable path_numbers(const Imitation& i) {
  DataTable table{"The same in numbers, each beside the most that it can be",
                  {"alpha", "revealed", "best model there", "mixture's regret", "ln(W/w)",
                   "largest posterior left out", "alpha/(1+alpha)", "sum of theta where asked", "bound"},
                  {}};
  for (const ImitatedAt& at : i.at) {
    std::vector<TableCell> row{to_string(at.alpha), fmt::format("{}", at.cautious.total.asked)};
    const auto& best = claimed(at.cautious, "mixture-regret").model;
    row.emplace_back(best ? i.model_class.models[*best].name : "-");
    for (const std::string_view id : {"mixture-regret", "pathwise-retention", "pathwise-query-sum"}) {
      const Comparison& worst = claimed(at.cautious, id).found.worst;
      row.emplace_back(shown(worst.value));
      row.emplace_back(shown(worst.bound));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string place_text(const Imitation& i, const PathResult& r) {
  std::string text;
  if (r.question) text += fmt::format(", question {}", *r.question);
  if (r.model) text += ", model " + i.model_class.models[*r.model].name;
  return text;
}

void add_path_claims(const Imitation& i, std::vector<Block>& blocks) {
  if (i.at.empty()) return;
  if (i.arithmetic == RecordedArithmetic::floating) {
    blocks.push_back("Claims along the run are not decided in floating point.");
    return;
  }
  blocks.push_back(verdicts(i));
  for (const ImitatedAt& at : i.at)
    for (const PathResult& r : at.cautious.claims)
      if (r.found.worst.verdict != Verdict::holds)
        blocks.push_back(Check{std::string(r.found.claim->id),
                               "alpha " + to_string(at.alpha) + place_text(i, r), r.found.worst});
  blocks.push_back(path_numbers(i));
  blocks.push_back(
      "Regret, in nats: what Bayes' mixture lost on the answers that were revealed beyond the model that "
      "explains "
      "them best; W is the sum of the priors, w that model's. Left out: a model that is not collected, the "
      "worst of any question. Theta where asked: on questions asked that need not be; its bound is vacuous "
      "where it is not below their number. qed claims ID explains each claim.");
}

std::string work_text(const Imitation& i) {
  double seconds = 0;
  std::uint64_t decisions = 0;
  for (const ImitatedAt& at : i.at) seconds += at.seconds, decisions += at.cautious.decisions;
  return fmt::format("{} decisions of the cautious imitator in {}: {:.0f} a second.", decisions,
                     duration_text(seconds), seconds > 0 ? static_cast<double>(decisions) / seconds : 0);
}

Json quantity_json(const RecordedQuantity& q) {
  if (const auto* floating = std::get_if<Floating>(&q))
    return {{"floating", to_decimal(floating->value, 17)}};
  return to_json(std::get<Value>(q));
}
// Where the exact number would fill pages.
Json decimal_json(const RecordedQuantity& q) { return {{"decimal", to_decimal(middle(q), 12)}}; }

Json tally_json(const RecordedTally& t, bool brief_numbers) {
  const auto number = [&](const RecordedQuantity& q) {
    return brief_numbers ? decimal_json(q) : quantity_json(q);
  };
  return {{"decisions", t.decisions},
          {"asked", t.asked},
          {"answered", t.answered()},
          {"agreed", t.agreed},
          {"likeliest_agreed", t.likeliest_agreed},
          {"impossible", t.impossible},
          {"expected_asked", number(t.expected_asked)},
          {"expected_agreed", number(t.expected_agreed)},
          {"log_loss", t.impossible > 0 ? Json("infinite") : number(t.log_loss)}};
}

Json reliability_json(const Reliability& bins) {
  Json json = Json::array();
  for (const ReliabilityBin& bin : bins)
    json.push_back(
        {{"cases", bin.cases}, {"came_true", bin.came_true}, {"stated", decimal_json(bin.stated)}});
  return json;
}

// Exact numbers of a few lines are written out.
Json claim_number(const std::optional<Value>& value) {
  constexpr std::size_t most_bits = 1000;
  if (!value) return nullptr;
  const bool is_long = value->is_exact() && bit_length(denominator_of(value->exact())) > most_bits;
  return is_long ? decimal_json(*value) : to_json(*value);
}

Json claims_json(const Imitation& i, const RecordedRun& run) {
  Json claims = Json::array();
  for (const PathResult& r : run.claims) {
    const Comparison& worst = r.found.worst;
    Json json = {{"id", r.found.claim->id},
                 {"verdict", to_string(worst.verdict)},
                 {"value", claim_number(worst.value)},
                 {"bound", claim_number(worst.bound)},
                 {"vacuous", worst.vacuous},
                 {"exercised", r.found.exercised},
                 {"interesting", r.found.interesting}};
    if (r.question) json["question"] = *r.question;
    if (r.model) json["model"] = i.model_class.models[*r.model].name;
    if (!worst.detail.empty()) json["detail"] = worst.detail;
    claims.push_back(std::move(json));
  }
  return claims;
}

Json run_json(const Imitation& i, const RecordedRun& run) {
  Json json = {{"total", tally_json(run.total, false)}};
  Json& periods = json["over_time"] = Json::array();
  for (const RecordedTally& t : run.over_time) periods.push_back(tally_json(t, true));
  json["answers"] = reliability_json(run.answers);
  json["floors"] = reliability_json(run.floors);
  Json& posterior = json["posterior"] = Json::object();
  for (std::size_t m = 0; m < run.posterior.size(); ++m)
    posterior[i.model_class.models[m].name] = decimal_json(run.posterior[m]);
  json["sum_of_cubes"] = quantity_json(run.cubes);
  json["best_model"] = run.best ? Json(i.model_class.models[*run.best].name) : Json(nullptr);
  json["regret"] = run.regret ? quantity_json(*run.regret) : Json(nullptr);
  return json;
}

}  // namespace

Status imitation_status(const Imitation& i) {
  Status status = i.stopped ? Status::undecided : Status::holds;
  for (const ImitatedAt& at : i.at)
    for (const PathResult& r : at.cautious.claims) status = worse(status, status_of(r.found.worst.verdict));
  return status;
}

Document imitation_document(const Imitation& i) {
  Document document{"Imitating recorded decisions", {}};
  auto& blocks = document.blocks;
  blocks.push_back(data_text(i) + " " + class_line(i));
  blocks.push_back(arithmetic_text(i) + " " + before_text(i));
  if (i.stopped) blocks.push_back("Interrupted: what was done until then.");
  blocks.push_back(results(i));
  blocks.push_back(
      "Agreed: the answer that was drawn is the recorded one, as a share of the answers given; expected: the "
      "mean of the probability that it would be; likeliest: the same for the most probable answer. Log loss: "
      "the mean of -ln of the law of answering at the recorded answer, over the answers given.");
  blocks.push_back(over_time(i, "Share asked over time", [](const RecordedTally& t) -> TableCell {
    return share(t.asked, t.decisions);
  }));
  blocks.push_back(over_time(i, "Agreement over time, as drawn", [](const RecordedTally& t) -> TableCell {
    return share(t.agreed, t.answered());
  }));
  blocks.push_back(time_figure(i, "imitate-asked", "Share of questions asked", "share asked",
                               [](const RecordedTally& t) -> std::optional<Rational> {
                                 if (t.decisions == 0) return std::nullopt;
                                 return ratio(t.asked, t.decisions);
                               }));
  blocks.push_back(time_figure(i, "imitate-agreed", "Agreement of the answers given", "share that agreed",
                               [](const RecordedTally& t) -> std::optional<Rational> {
                                 if (t.answered() == 0) return std::nullopt;
                                 return ratio(t.agreed, t.answered());
                               }));
  blocks.push_back(reliability(i, "Calibration of the answers given: mean stated -> came true (cases)",
                               [](const RecordedRun& r) -> const Reliability& { return r.answers; }));
  blocks.push_back(reliability(
      i, "The likeliest answer at every question: least probability among top models -> came true (cases)",
      [](const RecordedRun& r) -> const Reliability& { return r.floors; }));
  blocks.push_back(reliability_figure(i));
  blocks.push_back(posteriors(i));
  blocks.push_back(regrets(i));
  blocks.push_back(
      "The sum of theta^3 is that of the questions after those asked in any case. Beside it the bound on its "
      "expectation, were the best model the truth, with w its posterior after those: promised of no "
      "recording. " +
      std::string(i.arithmetic == RecordedArithmetic::exact
                      ? "It is infinite where that model was refuted by then."
                      : "It is over 1e300 where that posterior is too small for floating point, or 0."));
  add_path_claims(i, blocks);
  blocks.push_back(work_text(i));
  return document;
}

Json imitation_json(const Imitation& i, const std::string& repeat) {
  Json json = {{"format", "demonstrandum-imitate/1"},
               {"data", i.recording.source},
               {"decisions", i.recording.size()},
               {"answer", i.recording.answer.name},
               {"answers", i.recording.answer.values}};
  Json& features = json["features"] = Json::array();
  for (const Column& f : i.recording.features) features.push_back(f.name);
  json["classes"] = i.classes;
  Json& models = json["models"] = Json::array();
  for (const RecordedModel& m : i.model_class.models)
    models.push_back({{"name", m.name}, {"prior", to_json(m.prior)}});
  json["arithmetic"] = to_string(i.arithmetic);
  json["method"] = i.arithmetic == RecordedArithmetic::exact ? "sampled" : "sampled/floating";
  json["before"] = i.before == Before::recording ? "recording" : "answers-given";
  json["claims_decided"] = i.arithmetic == RecordedArithmetic::exact;
  json["seed"] = i.seed;
  json["forced"] = i.forced;
  json["stopped"] = i.stopped;
  json["repeat"] = repeat;
  Json& runs = json["runs"] = Json::array();
  for (const ImitatedAt& at : i.at) {
    Json run = {{"alpha", to_json(at.alpha)}, {"cautious", run_json(i, at.cautious)}};
    run["cautious"]["largest_top_set"] = at.cautious.largest_top_set;
    run["cautious"]["claims"] = claims_json(i, at.cautious);
    if (at.rivals) {
      run["mixture"] = run_json(i, at.rivals->mixture);
      run["mixture"]["confidence"] = to_json(at.rivals->rule.confidence);
      run["majority"] = run_json(i, at.rivals->majority);
    }
    run["work"] = {{"seconds", at.seconds}};
    runs.push_back(std::move(run));
  }
  return json;
}

}  // namespace qed::tool
