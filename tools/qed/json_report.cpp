#include "json_report.hpp"

#include <fmt/format.h>

#include "qed/claims/formal.hpp"
#include "qed/claims/query_tail.hpp"
#include "qed/claims/unlikely_events.hpp"
#include "qed/exact/number.hpp"
#include "qed/version.hpp"
#include "sampled_report.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

constexpr unsigned digits = 12;  // of the decimals beside an exact value and of an enclosure's ends

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? to_json(*value) : Json(nullptr);
}

// slack: how much the true value may be higher, with a tolerance.
Json with_slack(const Rational& value, const Rational& slack) {
  if (slack == 0) return to_json(value);
  return {{"lower", to_decimal_down(value, digits)}, {"upper", to_decimal_up(value + slack, digits)}};
}
Json with_slack(const std::optional<Rational>& value, const Rational& slack) {
  return value ? with_slack(*value, slack) : Json(nullptr);
}

Json quantities_json(const Evaluation& evaluation) {
  const Quantities& q = evaluation.quantities;
  const auto& cut = evaluation.truncation;
  const Rational steps = cut ? cut->steps : Rational(0), mass = cut ? cut->mass : Rational(0);
  Json events = Json::object();
  for (const auto& event : q.events)
    events[event.name] = {{"imitator", with_slack(event.imitator, mass)},
                          {"imitator_and_retained", with_slack(event.imitator_and_retained, mass)},
                          {"demonstrator", to_json(event.demonstrator)}};
  const Rational theta = cut ? Rational(1 - q.max_query_probability) : Rational(0);
  return {{"S1", with_slack(q.S1, steps)},
          {"S2", with_slack(q.S2, steps)},
          {"S3", with_slack(q.S3, steps)},
          {"S3_collected", with_slack(q.S3_collected, steps)},
          {"truth_retained", with_slack(q.truth_retained, mass)},
          {"expected_product", with_slack(q.expected_product, cut ? cut->product : Rational(0))},
          {"max_query_probability", with_slack(q.max_query_probability, theta)},
          {"max_top_size", cut ? Json(nullptr) : Json(q.max_top_size)},
          {"events", std::move(events)}};
}

Json truncation_json(const Truncation& t) {
  const auto up = [](const Rational& q) { return to_decimal_up(q, digits); };
  return {{"mass", up(t.mass)},         {"steps", up(t.steps)},     {"product", up(t.product)},
          {"states_dropped", t.states}, {"nodes_walked", t.walked}, {"decided_exactly", t.decided_exactly}};
}

// {"method", "exact", "decimal"}, {"method", "lower", "upper"}, or null where there is no value: an infinite sum, or a
// growth that was not looked for.
Json enclosed_json(const std::optional<Enclosed>& e) {
  if (!e) return nullptr;
  Json json = {{"method", to_string(e->exact() ? Method::exact : Method::certified)}};
  if (e->exact())
    json.update(to_json(e->lower));
  else
    json.update({{"lower", to_decimal_down(e->lower, digits)}, {"upper", to_decimal_up(e->upper, digits)}});
  return json;
}

Json forever_json(const Forever& f, const std::optional<Unsolved>& unsolved) {
  Json json = {{"S3", enclosed_json(f.S3)},
               {"truth_retained", enclosed_json(f.truth_retained)},
               {"product_growth", enclosed_json(f.product_growth)}};
  if (f.unsettled_nodes) json["unsettled_nodes"] = *f.unsettled_nodes;
  if (unsolved) json["unsolved"] = in_words(*unsolved);
  return json;
}

Json families_json(const Expansion& e) {
  return {{"models_found", e.from_families},
          {"complete", e.complete},
          {"prior_left", to_json(e.remaining)},
          {"largest_prior_left", to_json(e.largest_left)},
          {"least_largest_weight", to_json(e.least_largest)},
          {"explorations", e.rounds}};
}

// Of the one pass; and the states that the passes beyond it took. Limbs and memory are counted under Bayes' rule only.
Json work_json(const Evaluation& evaluation, bool by_rule) {
  const Work& w = evaluation.work;
  Json json = {{"levels", w.levels},
               {"nodes", w.nodes},
               {"peak_states", w.peak_states},
               {"transitions", w.transitions},
               {"limbs", by_rule ? Json(nullptr) : Json(w.limbs)},
               {"peak_bytes", by_rule ? Json(nullptr) : Json(w.peak_bytes)},
               {"seconds", static_cast<double>(w.nanoseconds) * 1e-9}};
  const Quantities& q = evaluation.quantities;
  if (q.accumulated) json["accumulated_states"] = q.accumulated->states;
  if (q.outlooks) json["outlook_states"] = q.outlooks->states;
  return json;
}

Json rule_json(const LearnedBy& by) {
  Json json = {{"name", by.rule},
               {"eta", to_string(by.eta)},
               {"known_central", by.facts.central},
               {"conditions", Json::array()}};
  for (const ConditionOfRule& c : conditions_of(by.facts)) {
    json["conditions"].push_back({{"id", c.id}, {"finding", c.finding}, {"by", c.by}});
    if (c.constant) json["conditions"].back()["constant"] = to_json(*c.constant);
  }
  return json;
}

Json ratio_json(const Comparison& c) {
  if (c.ratio && c.ratio->method() == Method::sampled) return to_json(*c.ratio);
  return c.ratio || c.unbounded_ratio ? Json(ratio_text(c, digits)) : Json(nullptr);
}

}  // namespace

std::string program() { return fmt::format("qed {} ({})", version(), commit()); }

Json to_json(const Rational& q) { return {{"exact", to_string(q)}, {"decimal", to_decimal(q, digits)}}; }

Json to_json(const Value& v) {
  if (v.is_exact()) return to_json(v.exact());
  return {{"lower", to_decimal_down(v.lower(), digits)}, {"upper", to_decimal_up(v.upper(), digits)}};
}

Json to_json(const History& history, const ModelClass& mc) {
  Json steps = Json::array();
  for (const auto& s : history)
    steps.push_back({{"asked", s.asked},
                     {"action", mc.actions.at(s.action)},
                     {"observation", mc.observations.at(s.observation)}});
  return steps;
}

namespace {

// What the parameters that a bound is optimised over run through.
Json grid_json(std::string_view claim) {
  Json grid = Json::object();
  if (claim.starts_with("unlikeliness")) grid = {{"K", "2^j"}, {"j", {1, unlikeliness_grid}}};
  if (claim == "unlikeliness-finite" || claim == "query-tail")
    grid.update({{"gamma", "2^i"}, {"i", {least_gamma_exponent, largest_gamma_exponent}}});
  return grid;
}

Json bound_json(const GridBound& b) {
  Json json = {{"bound", to_json(b.bound)}, {"K", fmt::format("2^{}", b.k)}};
  if (b.gamma) json["gamma"] = fmt::format("2^{}", *b.gamma);
  return json;
}

Json unlikely_events_json(const ClassFacts& facts) {
  Json list = Json::array();
  for (const EventBounds& b : event_bounds(facts))
    list.push_back({{"event", b.event},
                    {"imitator_and_retained", to_json(b.probability)},
                    {"demonstrator", to_json(b.demonstrator)},
                    {"doubling", to_json(b.doubling)},
                    {"by_mean", bound_json(b.by_mean)},
                    {"by_tail", bound_json(b.by_tail)}});
  return list;
}

}  // namespace

Json to_json(const ClaimResult& r, const ModelClass& mc) {
  const Comparison& c = r.worst;
  Json json = {{"id", r.claim->id}, {"verdict", to_string(c.verdict)}};
  if (c.verdict == Verdict::not_applicable) {
    json["reason"] = c.detail;
    if (c.value) json["value"] = to_json(*c.value);  // measured, where it has a meaning
    if (c.bound) json["bound"] = to_json(*c.bound);  // of what is not promised
    return json;
  }
  json["value"] = or_null(c.value);
  json["bound"] = or_null(c.bound);
  json["ratio"] = ratio_json(c);
  if (c.verdict == Verdict::held_where_visited)
    json["method"] = to_string(Method::sampled);  // though the numbers, of the worst node visited, are exact
  else if (c.value)
    json["method"] = to_string(std::max(c.value->method(), c.bound ? c.bound->method() : Method::exact));
  json["vacuous"] = c.vacuous;
  if (r.claim->status == ClaimStatus::refuted) json["status"] = "refuted";
  if (c.action) json["action"] = mc.actions.at(*c.action);
  if (!c.detail.empty()) json["detail"] = c.detail;
  if (const Json grid = grid_json(r.claim->id); !grid.empty()) json["grid"] = grid;
  if (r.claim->kind == ClaimKind::per_node) {
    json["exercised"] = r.exercised;
    if (r.exercised > 0) json["history"] = to_json(r.history, mc);
  }
  return json;
}

Json to_json(const CheckedFile& checked) {
  Json json = {{"file", checked.file}};
  if (checked.failure) {
    const Failure& f = *checked.failure;
    Json error = {{"message", f.message}};
    if (!f.expected.empty())
      error.update({{"pointer", f.pointer}, {"found", f.found}, {"expected", f.expected}});
    json["error"] = std::move(error);
    return json;
  }
  const ModelClass& mc = *checked.model_class;
  json["name"] = mc.name;
  json["method"] = to_string(checked.method());
  json["horizon"] = checked.horizon();
  json["alpha"] = to_string(mc.alpha);
  json["demonstrator"] = mc.demonstrator_inside() ? mc.models[std::get<ModelIndex>(mc.demonstrator)].name
                                                  : std::get<Model>(mc.demonstrator).name;
  if (checked.imitator != "cautious") json["imitator"] = checked.imitator;
  if (const auto& by = checked.learned_by) json["rule"] = rule_json(*by);
  if (const std::string limit = checked.limit(); !limit.empty() && !checked.sampled)
    json["ended"] = {{"reason", limit}, {"horizon_wanted", checked.horizon_wanted}};
  if (checked.undecided)
    json["undecided"] = {{"model", mc.models[checked.undecided->weights.model].name},
                         {"history", to_json(checked.undecided->history, mc)},
                         {"reason", in_words(*checked.undecided, mc)}};
  if (checked.expansion) json["families"] = families_json(*checked.expansion);
  if (checked.sampled) {
    json["sampling"] = sampling_json(*checked.sampled);
    json["quantities"] = sampled_quantities_json(checked.sampled->check.evaluation);
  } else {
    const Evaluation& evaluation = checked.result->evaluation;
    json["quantities"] = quantities_json(evaluation);
    if (evaluation.truncation) json["truncation"] = truncation_json(*evaluation.truncation);
  }
  if (checked.forever || checked.unsolved)
    json["forever"] = forever_json(checked.forever.value_or(Forever{}), checked.unsolved);
  json["claims"] = Json::array();
  for (const auto& claim : checked.claims()) json["claims"].push_back(to_json(claim, mc));
  if (!checked.sampled && !checked.result->evaluation.truncation && !checked.learned_by)
    json["unlikely_events"] = unlikely_events_json({mc, checked.result->evaluation.quantities});
  if (!checked.certificate.empty()) json["certificate"] = checked.certificate;
  json["work"] = checked.sampled ? sampled_work_json(checked.sampled->check.evaluation)
                                 : work_json(checked.result->evaluation, checked.learned_by.has_value());
  return json;
}

Json to_json(const Claim& c) {
  Json json = {{"id", c.id},
               {"statement", c.statement},
               {"kind", kind_text(c.kind)},
               {"status", status_text(c.status)},
               {"source", c.source},
               {"hypotheses", c.hypotheses},
               {"exercised_when", c.interesting},
               {"proof", c.note},
               {"code", c.code},
               {"formal", Json::array()},
               {"formal_part", nullptr},
               {"pure_calculus", c.pure_calculus}};
  if (!c.scenario.empty()) json["scenario"] = c.scenario;
  for (const std::string_view theorem : formal_theorems(c.id)) json["formal"].push_back(theorem);
  if (const auto part = formal_part(c.id); !part.empty()) json["formal_part"] = part;
  return json;
}

Json check_json(const std::vector<CheckedFile>& files) {
  Json json = {{"format", "demonstrandum-check/1"}, {"program", program()}, {"results", Json::array()}};
  for (const auto& file : files) json["results"].push_back(to_json(file));
  return json;
}

namespace {

Json violation_json(const properties::Violation& v, const std::string& saved) {
  Json json = {{"case", v.case_index}, {"shrinks", v.shrinks}, {"result", to_json(v.result, v.shrunk)}};
  json["file"] = saved.empty() ? Json(nullptr) : Json(saved);
  return json;
}

}  // namespace

Json verify_json(const properties::VerifyReport& report, const std::vector<std::string>& saved,
                 const std::string& repeat) {
  Json json = {{"format", "demonstrandum-verify/1"},
               {"program", program()},
               {"seed", report.seed},
               {"cases", report.cases},
               {"repeat", repeat},
               {"interrupted", report.interrupted},
               {"seconds", report.elapsed.count()}};
  json["claims"] = Json::array();
  for (const auto& t : report.claims) {
    Json claim = {{"id", t.claim->id},           {"cases", t.cases},           {"interesting", t.interesting},
                  {"floor", to_string(t.floor)}, {"violations", t.violations}, {"undecided", t.undecided}};
    if (t.tightest) {
      claim["tightest"] = to_json(*t.tightest);
      claim["tightest_case"] = t.tightest_case;
    }
    json["claims"].push_back(std::move(claim));
  }
  json["branches"] = Json::array();
  for (const auto& b : report.branches)
    json["branches"].push_back({{"name", b.name}, {"reached", b.reached}, {"floor", to_string(b.floor)}});
  json["violations"] = Json::array();
  for (std::size_t i = 0; i < report.violations.size(); ++i)
    json["violations"].push_back(violation_json(report.violations[i], i < saved.size() ? saved[i] : ""));
  return json;
}

namespace {

// By claim, where not 0.
Json counts_json(const properties::KillMatrix& matrix, const std::vector<std::uint64_t>& row) {
  Json counts = Json::object();
  for (std::size_t c = 0; c < row.size(); ++c)
    if (row[c] > 0)
      counts[std::string(c < matrix.claims.size() ? matrix.claims[c]->id : properties::twin)] = row[c];
  return counts;
}

}  // namespace

Json faults_json(const properties::KillMatrix& matrix, const std::vector<std::string>& saved,
                 const std::string& repeat) {
  Json json = {{"format", "demonstrandum-faults/1"},
               {"program", program()},
               {"seed", matrix.seed},
               {"probes", matrix.probes},
               {"cases", matrix.cases},
               {"skipped", matrix.skipped},
               {"repeat", repeat},
               {"complete", matrix.complete()},
               {"interrupted", matrix.interrupted},
               {"seconds", matrix.elapsed.count()}};
  json["faults"] = Json::array();
  for (std::size_t f = 0; f < matrix.faults.size(); ++f)
    json["faults"].push_back({{"id", matrix.faults[f]->id},
                              {"mistake", matrix.faults[f]->mistake},
                              {"caught_by", counts_json(matrix, matrix.kills[f])}});
  json["false_alarms"] = counts_json(matrix, matrix.false_alarms);
  json["smallest"] = Json::array();
  for (std::size_t k = 0; k < matrix.smallest.size(); ++k) {
    const auto& kill = matrix.smallest[k];
    Json entry = {
        {"fault", kill.fault->id}, {"caught_by", kill.caught_by}, {"cases_needed", kill.cases_needed}};
    if (kill.result) entry["result"] = to_json(*kill.result, kill.counterexample);
    if (!kill.detail.empty()) entry["detail"] = kill.detail;
    if (k < saved.size()) entry["file"] = saved[k].empty() ? Json(nullptr) : Json(saved[k]);
    json["smallest"].push_back(std::move(entry));
  }
  json["survivors"] =
      matrix.some_claims ? Json(nullptr) : Json::array();  // not judged where claims are named
  for (const auto* fault : matrix.survivors) json["survivors"].push_back(fault->id);
  json["unbroken"] = Json::array();
  for (const auto* claim : matrix.unbroken) json["unbroken"].push_back(claim->id);
  return json;
}

Json hunt_json(const properties::HuntReport& report, const std::string& saved, const std::string& repeat) {
  Json json = {{"format", "demonstrandum-hunt/1"},
               {"program", program()},
               {"claim", report.claim->id},
               {"seed", report.seed},
               {"evaluations", report.evaluations},
               {"climbs", report.climbs},
               {"repeat", repeat},
               {"interrupted", report.interrupted},
               {"seconds", report.elapsed.count()},
               {"tightest", nullptr}};
  if (report.tightest) {
    const auto& t = *report.tightest;
    json["tightest"] = {{"evaluation", t.evaluation},
                        {"ratio", or_null(t.result.worst.ratio)},
                        {"attained", t.attained()},
                        {"violated", t.violated()},
                        {"shrinks", t.shrinks},
                        {"result", to_json(t.result, t.smallest)},
                        {"class", Json::parse(write_class(t.smallest))},
                        {"file", saved.empty() ? Json(nullptr) : Json(saved)}};
  }
  json["trace"] = Json::array();
  for (const auto& i : report.trace)
    json["trace"].push_back(
        {{"evaluation", i.evaluation}, {"climb", i.climb + 1}, {"ratio", to_json(i.ratio)}});
  return json;
}

std::string dump(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace qed::tool
