// A quantilizer is as safe as its base: over the cautious imitator, over a mixture that commits, over a base that is only
// close.
#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/evaluate/evaluate.hpp"
#include "qed/exact/number.hpp"
#include "qed/scenario/catalogue.hpp"
#include "qed/uses/quantilizer.hpp"

namespace qed {

namespace {

using namespace evidence;

struct Setting {
  Distribution demonstrator, rival;
  std::vector<Rational> utility, shares;
  Rational prior, alpha, distance;
  unsigned horizon;

  std::size_t actions() const { return demonstrator.size(); }
  // What the utility likes best; of equals the first.
  ActionIndex tempting() const {
    return static_cast<ActionIndex>(std::ranges::max_element(utility) - utility.begin());
  }
};

Distribution law(const Settings& settings, std::string_view name) {
  return of_parameter(name, [numbers = settings.numbers(name)] { return Distribution(numbers); });
}

Setting read(const Settings& settings) {
  Setting s{law(settings, "demonstrator"),  law(settings, "rival"),
            settings.numbers("utility"),    settings.numbers("shares"),
            settings.inside("prior", 0, 1), settings.inside("alpha", 0, 1),
            settings.number("distance"),    static_cast<unsigned>(settings.count("horizon", 1, 40))};
  for (const auto& [name, size] :
       {std::pair{"rival", s.rival.size()}, std::pair{"utility", s.utility.size()}})
    if (size != s.actions())
      throw std::invalid_argument(fmt::format(
          "parameter {}: found {} numbers, expected {} as for demonstrator", name, size, s.actions()));
  for (const Rational& q : s.shares)
    if (q <= 0 || q > 1)
      throw std::invalid_argument(
          fmt::format("parameter shares: found {}, expected numbers in (0, 1]", to_string(q)));
  return s;
}

ModelClass two_models(const Setting& s) {
  ModelClass c;
  c.name = "demonstrator and rival";
  for (std::size_t a = 0; a < s.actions(); ++a) c.actions.push_back(std::to_string(a));
  c.observations = {"-"};
  c.environment = Environment::silent(s.actions());
  c.models = {{"demonstrator", s.prior, Iid{s.demonstrator}}, {"rival", 1 - s.prior, Iid{s.rival}}};
  c.demonstrator = ModelIndex{0};
  c.alpha = s.alpha;
  c.horizon = s.horizon;
  c.validate();
  return c;
}

// The first step, and the worst of all reachable steps.
struct OverTheImitator {
  StepLaw start;
  bool truth_collected = false;  // at the start
  Comparison everything = not_applicable(), answers = not_applicable(), quantilizer = not_applicable();
  std::uint64_t nodes = 0;
};

OverTheImitator over_the_imitator(const Setting& s, const ModelClass& c) {
  OverTheImitator found;
  const auto keep_worst = [](Comparison& worst, Comparison here, const Rational& q) {
    const bool interesting = worst.interesting || here.interesting;
    here.detail += (here.detail.empty() ? "q = " : "; q = ") + to_string(q);
    if (worse(here, worst)) worst = std::move(here);
    worst.interesting = interesting;
  };
  evaluate(c, {}, {}, [&](const Node& node, const auto& history) {
    if (history().empty()) {
      found.start = node.law;
      found.truth_collected = node.top.contains(*node.truth);
    }
    ++found.nodes;
    for (const Rational& q : s.shares) {
      keep_worst(found.everything,
                 decide_quantilized_imitator(node, QuantilizedPart::everything, s.utility, q), q);
      keep_worst(found.answers, decide_quantilized_imitator(node, QuantilizedPart::answers, s.utility, q), q);
      keep_worst(found.quantilizer,
                 decide_quantilizer(node.law.answered, s.utility, q,
                                    exact_quantilizer(node.law.answered, s.utility, q)),
                 q);
    }
  });
  return found;
}

// Bayes' mixture at the start: an imitator that commits.
Distribution mixture(const Setting& s) {
  std::vector<Rational> law;
  for (std::size_t a = 0; a < s.actions(); ++a)
    law.push_back(s.prior * s.demonstrator[a] + (1 - s.prior) * s.rival[a]);
  return Distribution(std::move(law));
}

void laws_table(Document& document, const Setting& s, const StepLaw& start, const Distribution& mixed) {
  DataTable table{
      "The first step",
      {"action", "utility", "demonstrator", "rival", "mixture", "imitator answers", "imitator asks"},
      {}};
  for (std::size_t a = 0; a < s.actions(); ++a)
    table.rows.push_back({std::to_string(a), s.utility[a], s.demonstrator[a], s.rival[a], mixed[a],
                          start.answered[a], start.asked[a]});
  document.blocks.push_back(std::move(table));
}

void shares_table(Document& document, const Setting& s, const StepLaw& start, const Distribution& mixed) {
  const ActionIndex best = s.tempting();
  const Rational& mu = s.demonstrator[best];
  DataTable table{
      fmt::format("How often the quantilizer takes action {}, which the utility likes best", best),
      {"q", "of the demonstrator", "of the mixture", "of the imitator's step", "bound", "of its answers",
       "bound"},
      {}};
  Plot plot{.id = "quantilizer-shares",
            .title = fmt::format("P(action {}) when the best share q is taken", best),
            .x = {"q", true},
            .y = {"probability", true},
            .series = {{"over the mixture", Series::Kind::line, 1, {}},
                       {"over the imitator's step", Series::Kind::line, 0, {}},
                       {"(1 + theta) mu / q", Series::Kind::bound, 0, {}},
                       {"over its answers", Series::Kind::line, 2, {}},
                       {"(1/q + theta) mu", Series::Kind::bound, 2, {}}}};
  const Rational& theta = start.query_probability;
  for (const Rational& q : s.shares) {
    const auto over = [&](QuantilizedPart part) { return quantilized_step(start, part, s.utility, q)[best]; };
    const std::vector<Rational> row{quantilize(mixed, s.utility, q)[best], over(QuantilizedPart::everything),
                                    (1 + theta) * mu / q, over(QuantilizedPart::answers),
                                    (1 / q + theta) * mu};
    table.rows.push_back(
        {q, quantilize(s.demonstrator, s.utility, q)[best], row[0], row[1], row[2], row[3], row[4]});
    for (std::size_t i = 0; i < row.size(); ++i) plot.series[i].points.push_back({q, exactly(row[i])});
  }
  for (Series& series : plot.series)
    std::ranges::sort(series.points, {}, [](const PlotPoint& p) { return p.x; });
  document.blocks.push_back(std::move(table));
  document.blocks.push_back(Figure{
      std::move(plot), "The bounds follow the demonstrator; the mixture has none, for its rival's part."});
}

void close_part(Document& document, const Setting& s) {
  const CloseBase pair = close_base(s.demonstrator, s.distance);
  std::vector<Rational> utility = s.utility;
  utility.push_back(s.utility[s.tempting()] + 1);
  document.blocks.push_back(Heading{"A base that is close, and no more"});
  document.blocks.push_back(
      fmt::format("The demonstrator's law with one action more, number {}, which she never takes and the "
                  "utility likes best; the base "
                  "takes it with probability {}, and is at distance {} from her. With q at half the distance "
                  "or below, nothing else "
                  "is ever done.",
                  pair.never, to_string(s.distance / 2), to_string(pair.distance())));
  std::vector<Rational> shares = s.shares;
  const Rational half = s.distance / 2;
  if (half <= 1 && std::ranges::find(shares, half) == shares.end()) shares.push_back(half);
  DataTable table{
      "", {"q", fmt::format("P_Q(action {})", pair.never), "demonstrator", "(0 + distance/2)/q"}, {}};
  Comparison left = not_applicable(), ratio_bound = not_applicable();
  for (const Rational& q : shares) {
    const Rational taken = quantilize(pair.base, utility, q)[pair.never];
    table.rows.push_back({q, taken, pair.mu[pair.never], s.distance / 2 / q});
    Comparison here = decide_close_base(pair.base, pair.mu, utility, q);
    if (worse(here, left)) left = std::move(here);
    Comparison by_ratio = at_most(taken, Rational(pair.mu[pair.never] / q));
    if (worse(by_ratio, ratio_bound) || taken > ratio_bound.value->exact()) ratio_bound = std::move(by_ratio);
  }
  document.blocks.push_back(std::move(table));
  document.blocks.push_back(Check{"quantilizer", "close base: P_Q(B) against (mu(B) + distance/2)/q", left});
  document.blocks.push_back(Check{"quantilizer", "close base: P_Q(a) against mu(a)/q", ratio_bound, false});
}

Document run(const Settings& settings) {
  const Setting s = read(settings);
  const ModelClass c = two_models(s);
  const OverTheImitator found = over_the_imitator(s, c);
  const Distribution mixed = mixture(s);
  Document document{"Quantilizers over imitators", {}};
  document.blocks.push_back(
      "A quantilizer takes the best share q, by utility, of what its base would do, so nothing is done more "
      "than 1/q times "
      "as often as by the base. The utility here likes best what the demonstrator hardly ever does: what the "
      "quantilizer makes of that depends on its base alone.");
  laws_table(document, s, found.start, mixed);
  shares_table(document, s, found.start, mixed);
  if (!found.truth_collected)
    document.blocks.push_back(
        "At the first step the demonstrator is not in the imitator's top set: the bounds are not promised "
        "there.");
  const std::string where = fmt::format("worst of {} reachable nodes and all q", found.nodes);
  document.blocks.push_back(Check{
      "quantilizer", "of what the imitator answers: P_Q(a) against base/q, " + where, found.quantilizer});
  document.blocks.push_back(Check{"quantilizer",
                                  "over the imitator's step: P_Q(a) against (1 + theta) mu(a)/q, " + where,
                                  found.everything});
  document.blocks.push_back(
      Check{"quantilizer", "over its answers: P(a) against (1/q + theta) mu(a), " + where, found.answers});
  close_part(document, s);
  return document;
}

}  // namespace

Scenario quantilizer_scenario() {
  return {
      .name = "quantilizer",
      .summary =
          "The best share q of a base law: safe over a cautious imitator, not over a base that is only close",
      .source = "literature: J. Taylor, Quantilizers (2016); the claim is proved in proofs-notes/uses.md",
      .parameters = {{"demonstrator", "1/2,2/5,99/1000,1/1000",
                      "her law, numbers separated by commas, sum 1"},
                     {"rival", "1/2,1/10,3/10,1/10", "the other model's law, over the same actions"},
                     {"utility", "0,1,2,10", "one number per action"},
                     {"shares", "1,1/2,1/5,1/10,1/50,1/100", "values of q, each in (0, 1]"},
                     {"prior", "1/2", "of the demonstrator, in (0, 1); the rival has the rest"},
                     {"alpha", "1/10", "the imitator's threshold, in (0, 1)"},
                     {"horizon", "12", "steps whose every reachable node is checked, 1 to 40"},
                     {"distance", "1/50", "of the base that is only close, in (0, 2]"}},
      .run = run};
}

}  // namespace qed
