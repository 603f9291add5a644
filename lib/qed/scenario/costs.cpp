// What imitation may cost: nothing bounds it where laws are only close, and a factor does where they are close in ratio.
#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/claims/costs.hpp"
#include "qed/evaluate/evaluate.hpp"
#include "qed/exact/number.hpp"
#include "qed/scenario/catalogue.hpp"

namespace qed {

namespace {

using namespace evidence;

Rational expected(const Distribution& law, const Rational& cost) { return law[1] * cost; }

void only_close(Document& document, const Rational& distance, const std::vector<Rational>& costs) {
  document.blocks.push_back(Heading{"Laws that are only close"});
  document.blocks.push_back(
      fmt::format("The imitator's law p is at distance {} from the demonstrator's μ, and nothing else is "
                  "known of it. Then her expected "
                  "cost may be 0, and the imitator's whatever one likes.",
                  to_string(distance)));
  DataTable table{"", {"p", "μ", "distance", "E_μ[c]", "E_p[c]", "largest cost"}, {}};
  std::vector<Check> checks;
  for (const Rational& wanted : costs) {
    const CostPair pair = pair_of_unbounded_cost(distance, wanted);
    const Rational here = pair.expected_cost(pair.p), there = pair.expected_cost(pair.mu);
    table.rows.push_back({tuple_text(pair.p.probabilities()), tuple_text(pair.mu.probabilities()),
                          pair.distance(), there, here, *std::ranges::max_element(pair.cost)});
    checks.push_back({"unbounded-cost", fmt::format("E_μ[c] = 0 and E_p[c] = {}", to_string(wanted)),
                      at_most(Rational(there + abs(Rational(here - wanted))), Rational(0))});
  }
  document.blocks.push_back(std::move(table));
  for (Check& check : checks) document.blocks.push_back(std::move(check));
}

// Two actions; the second is dear, and the demonstrator hardly ever takes it.
ModelClass careful_and_careless(const Settings& settings) {
  const auto coin = [&](std::string_view name) {
    const Rational dear = settings.between(name, 0, 1);
    return Iid{Distribution({Rational(1 - dear), dear})};
  };
  const Rational prior = settings.inside("prior", 0, 1);
  ModelClass c;
  c.name = "careful and careless";
  c.actions = {"cheap", "dear"};
  c.observations = {"-"};
  c.environment = Environment::silent(2);
  c.models = {{"careful", prior, coin("careful")}, {"careless", Rational(1 - prior), coin("careless")}};
  c.demonstrator = ModelIndex{0};
  c.alpha = settings.inside("alpha", 0, 1);
  c.horizon = static_cast<unsigned>(settings.count("horizon", 1, 60));
  c.validate();
  return c;
}

void close_in_ratio(Document& document, const ModelClass& c, const std::vector<Rational>& costs) {
  Comparison worst = not_applicable();
  std::uint64_t nodes = 0;
  StepLaw start;
  bool truth_collected = false;  // at the start
  evaluate(c, {}, {}, [&](const Node& node, const auto& history) {
    if (history().empty()) {
      start = node.law;
      truth_collected = node.top.contains(*node.truth);
    }
    const Comparison here = decide_bounded_cost(node);
    nodes += here.verdict != Verdict::not_applicable;
    if (worse(here, worst)) worst = here;
  });
  const Distribution& careful = std::get<Iid>(c.models[0].policy).law;
  const Distribution& careless = std::get<Iid>(c.models[1].policy).law;
  const Rational& w = c.models[0].prior;
  const Distribution mixture(
      {Rational(w * careful[0] + (1 - w) * careless[0]), Rational(w * careful[1] + (1 - w) * careless[1])});
  const Rational dear = start.answered[1] + start.asked[1];
  document.blocks.push_back(Heading{"A ratio"});
  const std::string_view promise =
      truth_collected
          ? "no cost, however large, may be more than 1 + that times hers in expectation. Bayes' mixture "
            "keeps no such promise."
          : "the demonstrator is not in its top set: nothing is promised there of the cost, as it is not of "
            "Bayes' mixture.";
  document.blocks.push_back(
      fmt::format("The demonstrator is careful; the class also holds someone careless. At the first step the "
                  "imitator asks with probability {}, {} {}",
                  to_string(start.query_probability), truth_collected ? "so" : "and", promise));
  DataTable table{"", {"cost", "E_μ[c]", "E_im[c]", "(1 + θ) E_μ[c]", "mixture's"}, {}};
  Plot plot{.id = "costs",
            .title = "Expected cost, at the first step",
            .x = {"what the dear action costs", true},
            .y = {"expected cost", true},
            .series = {{"demonstrator", Series::Kind::line, 0, {}},
                       {"cautious imitator", Series::Kind::line, 2, {}},
                       {"(1 + theta) times the demonstrator's", Series::Kind::bound, 0, {}},
                       {"Bayes mixture", Series::Kind::line, 1, {}}}};
  std::vector<Rational> in_order = costs;
  std::ranges::sort(in_order);
  for (const Rational& cost : in_order) {
    const std::vector<Rational> row{expected(careful, cost), Rational(dear * cost),
                                    Rational((1 + start.query_probability) * expected(careful, cost)),
                                    expected(mixture, cost)};
    table.rows.push_back({cost, row[0], row[1], row[2], row[3]});
    for (std::size_t i = 0; i < row.size(); ++i)
      if (row[i] > 0) plot.series[i].points.push_back({cost, exactly(row[i])});
  }
  document.blocks.push_back(std::move(table));
  document.blocks.push_back(Figure{std::move(plot), truth_collected ? "A ratio holds at every cost."
                                                                    : "The truth is not collected: "
                                                                      "no ratio is promised."});
  document.blocks.push_back(
      Check{"bounded-cost", fmt::format("the worst of {} nodes with the truth collected", nodes), worst});
  document.blocks.push_back(Check{
      "bounded-cost", "Bayes' mixture, by the same yardstick",
      at_most(expected(mixture, 1), Rational((1 + start.query_probability) * expected(careful, 1))), false});
}

Document run(const Settings& settings) {
  const std::vector<Rational> costs = settings.numbers("costs");
  for (const Rational& cost : costs)
    if (cost <= 0)
      throw std::invalid_argument(
          fmt::format("parameter costs: found {}, expected numbers above 0", to_string(cost)));
  const Rational distance = settings.number("distance");
  if (distance <= 0 || distance > 2)
    throw std::invalid_argument(
        fmt::format("parameter distance: found {}, expected a number in (0, 2]", to_string(distance)));
  Document document{"What imitation may cost", {}};
  only_close(document, distance, costs);
  close_in_ratio(document, careful_and_careless(settings), costs);
  return document;
}

}  // namespace

Scenario costs_scenario() {
  return {.name = "costs",
          .summary =
              "What imitation may cost: without bound where laws are only close, within 1 + θ where one asks",
          .source = "seed material: bounded and unbounded costs; proofs-notes/trajectories.md",
          .parameters = {{"costs", "1,1000,1000000", "what the dear action costs, numbers above 0"},
                         {"distance", "1/100", "of the laws that are only close, in (0, 2]"},
                         {"careful", "1/1000", "how often the demonstrator takes the dear action"},
                         {"careless", "1/5", "how often the other model does"},
                         {"prior", "1/2", "of the demonstrator, in (0, 1)"},
                         {"alpha", "1/10", "in (0, 1)"},
                         {"horizon", "20", "1 to 60"}},
          .run = run};
}

}  // namespace qed
