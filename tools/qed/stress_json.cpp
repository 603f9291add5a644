// demonstrandum-stress/1: what `qed stress` found, for programs.
#include "qed/model/class_file.hpp"
#include "selectivity_text.hpp"
#include "stress_report.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

Json law_json(std::span<const Rational> law) {
  Json json = Json::array();
  for (const Rational& x : law) json.push_back(to_string(x));
  return json;
}

Json to_json(const Extended& e) {
  if (!e.is_finite()) return to_string(e);
  return tool::to_json(e.value());
}

Json to_json(const ReportPair& pair) {
  return {{"truth", law_json(pair.truth)}, {"report", law_json(pair.report)}, {"gain", to_json(pair.gain)}};
}

Json boxes_json(std::span<const ReportBox> left) {
  Json boxes = Json::array();
  for (const ReportBox& box : left) {
    Json sides = Json::array();
    for (const auto& [from, to] : box.sides) sides.push_back({to_string(from), to_string(to)});
    boxes.push_back(std::move(sides));
  }
  return boxes;
}

// null for what is undecided: no method decided it.
Json method_json(Finding finding, Method method) {
  return finding == Finding::undecided ? Json() : Json(to_string(method));
}

Json to_json(const Central& c) {
  Json json = {
      {"finding", to_string(c.finding)}, {"method", method_json(c.finding, c.method)}, {"proof", c.proof}};
  if (c.boxes > 0) json["boxes"] = c.boxes;
  if (c.left > 0) json["boxes_left"] = c.left;
  if (!c.first_left.empty()) json["first_boxes_left"] = boxes_json(c.first_left);
  if (c.witness)
    json["witness"] = {{"truth", law_json(c.witness->truth)},
                       {"report", law_json(c.witness->report)},
                       {"left", tool::to_json(Value(c.witness->left))},
                       {"right", tool::to_json(c.witness->right)}};
  return json;
}

template <class Range>
Json range_json(const Range& range) {
  Json json;
  json["certified"] = range.certified > 0 ? tool::to_json(range.certified) : Json();
  if (range.certified > 0)
    json["certified_by"] = to_json(range.at_certified);
  else if (!range.at_certified.proof.empty())
    json["attempt"] = to_json(range.at_certified);  // why nothing is
  json["refuted"] = range.refuted ? tool::to_json(*range.refuted) : Json();
  if (range.refuted) json["refuted_by"] = to_json(range.at_refuted);
  return json;
}

Json to_json(const properties::RuleGuarantees& g) {
  Json kept = Json::array();
  for (const auto& [claim, eta, found] : g.kept) {
    Json json = {{"claim", claim},
                 {"eta", to_string(eta)},
                 {"classes", found.classes},
                 {"interesting", found.interesting},
                 {"violations", found.violations},
                 {"undecided", found.undecided}};
    if (found.tightest) {
      if (found.tightest->result.worst.ratio)
        json["tightest_ratio"] = ratio_decimal(*found.tightest->result.worst.ratio);
      json["tightest"] = Json::parse(write_class(found.tightest->model_class));
    }
    if (found.counterexample)
      json["counterexample"] = Json::parse(write_class(found.counterexample->model_class));
    kept.push_back(std::move(json));
  }
  Json json = {{"actions", 2}, {"seed", g.seed}, {"interrupted", g.interrupted}, {"kept", std::move(kept)}};
  json["broken_at"] = g.broken_at ? Json(to_string(*g.broken_at)) : Json();
  if (g.broken) json["counterexample"] = Json::parse(write_class(g.broken->model_class));
  return json;
}

}  // namespace

Json stress_json(const std::vector<StressedRule>& rules, Orientation orientation) {
  Json results = Json::array();
  for (const auto& [report, guarantees] : rules) {
    Json examinations = Json::array();
    for (const Examination& e : report.examinations) {
      Json json = {{"outcomes", e.outcomes}};
      if (!e.why_not.empty()) {
        json["error"] = e.why_not;
        examinations.push_back(std::move(json));
        continue;
      }
      for (const Expression& score : e.scores)
        json["scores"].push_back(to_string(orientation == Orientation::loss ? -score : score));
      const Properness& p = e.properness;
      json["properness"] = {
          {"finding", to_string(p.proper)}, {"method", method_json(p.proper, p.method)}, {"proof", p.proof}};
      if (p.better) json["properness"]["witness"] = to_json(*p.better);
      if (!p.left.empty()) json["properness"]["boxes_left"] = boxes_json(p.left);
      if (e.z3 != SecondOpinion::not_asked) json["properness"]["z3"] = to_string(e.z3);
      json["strict_properness"] = {{"finding", to_string(p.strictly)},
                                   {"method", method_json(p.strictly, p.strictly_method)},
                                   {"proof", p.strictly_proof}};
      if (p.as_good) json["strict_properness"]["witness"] = to_json(*p.as_good);
      const std::string what = elicited(report.rule, p);
      json["elicits"] = what.empty() ? Json() : Json(what);
      add_selectivity(json, e.selectivity);
      if (e.central) json["central_condition"] = range_json(*e.central);
      if (e.strong) {
        json["strong_central"] = range_json(*e.strong);
        json["strong_central"]["eta"] = to_string(e.strong->eta);
      }
      if (!e.margins.empty()) {
        Json margins = Json::array();
        for (const Margin& m : e.margins)
          margins.push_back({{"eta", to_string(m.eta)},
                             {"certified", m.certified ? Json(to_string(*m.certified)) : Json()},
                             {"above", to_string(m.above)}});
        json["margins"] = std::move(margins);
      }
      if (e.interrupted) json["interrupted"] = true;
      json["seconds"] = static_cast<double>(e.took.count()) * 1e-9;
      examinations.push_back(std::move(json));
    }
    Json entry = {{"rule", report.rule.name()},
                  {"orientation", orientation == Orientation::gain ? "gain" : "loss"},
                  {"unit", report.rule.unit().empty() ? Json() : Json(report.rule.unit())},
                  {"literature", report.rule.literature().empty() ? Json() : Json(report.rule.literature())},
                  {"examinations", std::move(examinations)}};
    if (guarantees) entry["guarantees"] = to_json(*guarantees);
    results.push_back(std::move(entry));
  }
  return {{"format", "demonstrandum-stress/1"}, {"program", program()}, {"results", std::move(results)}};
}

}  // namespace qed::tool
