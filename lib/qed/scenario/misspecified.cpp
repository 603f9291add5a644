// A demonstrator with context that the class lacks: which claims break, measured.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "qed/claims/applicability.hpp"
#include "qed/claims/comparison.hpp"
#include "qed/exact/number.hpp"
#include "qed/scenario/catalogue.hpp"
#include "qed/training/misspecified.hpp"

namespace qed {

namespace {

using namespace evidence;

// "holds 0.25", "broken 3.5": with the ratio of value and bound.
TableCell cell(const Comparison& c) {
  const std::string how_far = c.unbounded_ratio ? " (by any factor)"
                              : c.ratio         ? " " + to_decimal_up(c.ratio->upper(), 3)
                                                : "";
  switch (c.verdict) {
    case Verdict::holds: return Word{"holds" + how_far, Word::Tone::good};
    case Verdict::violated: return Word{"broken" + how_far, Word::Tone::bad};
    case Verdict::undecided: return Word{"undecided", Word::Tone::doubtful};
    default: return c.detail.empty() ? "-" : c.detail;  // why it is left out
  }
}

struct Size {
  Rational alpha;
  unsigned horizon;
  std::uint64_t states;
};

struct Sweep {
  Lacking lacking;
  std::string what;
  Size size;
  std::vector<ModelClass> classes;  // one per lean
  std::vector<Measured> measured;
};

// Where a claim breaks, for the first time: the least lean of the sweep at which it does, and the fewest steps there; or
// where it comes closest.
struct Found {
  std::size_t lean = 0;
  unsigned steps = 0;
  Comparison comparison;
};

class Breaks {
 public:
  explicit Breaks(const Sweep& sweep) : sweep_(sweep) {}

  Found of(std::size_t claim) {
    Found found;
    for (std::size_t lean = 0; lean < sweep_.classes.size(); ++lean) {
      const Comparison& here = sweep_.measured[lean].claims[claim].worst;
      if (worse(here, found.comparison)) found = {lean, sweep_.size.horizon, here};
      if (here.verdict == Verdict::violated) return fewest_steps(lean, claim);
    }
    return found;
  }

 private:
  // By bisection: broken at so many steps, and not at one less.
  Found fewest_steps(std::size_t lean, std::size_t claim) {
    unsigned whole = 0, broken = sweep_.size.horizon;
    while (broken - whole > 1) {
      const unsigned middle = (whole + broken) / 2;
      (at(lean, middle)[claim].verdict == Verdict::violated ? broken : whole) = middle;
    }
    return {lean, broken, at(lean, broken)[claim]};
  }

  const std::vector<Comparison>& at(std::size_t lean, unsigned steps) {
    const auto [entry, is_new] = seen_.try_emplace({lean, steps});
    if (is_new) {
      ModelClass shorter = sweep_.classes[lean];
      shorter.horizon = steps;
      for (ClaimResult& r :
           measure_misspecified(shorter, stand_in_of_worked_cases, sweep_.size.states).claims)
        entry->second.push_back(std::move(r.worst));
    }
    return entry->second;
  }

  const Sweep& sweep_;
  std::map<std::pair<std::size_t, unsigned>, std::vector<Comparison>> seen_;
};

std::string_view slug(Lacking lacking) {
  return lacking == Lacking::coins ? "coins" : lacking == Lacking::never_stop ? "never-stop" : "waits";
}

Figure by_lean(const Sweep& sweep, const std::vector<Rational>& leans) {
  Plot plot{.id = fmt::format("misspecified-{}", slug(sweep.lacking)),
            .title = sweep.classes.front().name,
            .x = {"lean: how much the context matters"},
            .y = {"probability", false, Rational(0), Rational(1)},
            .series = {{"the stand-in is kept", Series::Kind::line, 0, {}},
                       {"the least that retention allows", Series::Kind::bound, 0, {}},
                       {"imitator: fast in fog", Series::Kind::line, 1, {}},
                       {"demonstrator: fast in fog", Series::Kind::line, 2, {}}}};
  const Rational odds = 1 / sweep.classes[0].models[stand_in_of_worked_cases].prior - 1;
  const Rational allowed = std::max(Rational(0), Rational(1 - sweep.size.alpha * odds));
  for (std::size_t i = 0; i < leans.size(); ++i) {
    const Quantities& q = sweep.measured[i].evaluation.quantities;
    const Rational& event = q.events[0].imitator;
    for (const auto& [series, y] :
         {std::pair{0u, *q.truth_retained}, {1u, allowed}, {2u, event}, {3u, q.events[0].demonstrator}})
      plot.series[series].points.push_back({leans[i], exactly(y)});
  }
  for (Series& series : plot.series)
    std::ranges::sort(series.points, {}, [](const PlotPoint& p) { return p.x; });
  return {std::move(plot),
          "What the class lacks shows in what is done, or in how long the stand-in is kept."};
}

void show(Document& document, const Sweep& sweep, const std::vector<Rational>& leans) {
  document.blocks.push_back(Heading{sweep.classes.front().name});
  document.blocks.push_back(sweep.what);
  std::vector<std::string> columns{"claim, stand-in for the truth"};
  for (const Rational& lean : leans) columns.push_back("lean " + to_string(lean));
  DataTable claims{"Verdicts, with the ratio of value and bound (above 1 is broken)", columns, {}};
  for (std::size_t i = 0; i < sweep.measured[0].claims.size(); ++i) {
    std::vector<TableCell> row{std::string(sweep.measured[0].claims[i].claim->id)};
    for (const Measured& m : sweep.measured) row.push_back(cell(m.claims[i].worst));
    claims.rows.push_back(std::move(row));
  }
  document.blocks.push_back(std::move(claims));

  columns.front() = "quantity";
  DataTable quantities{"What was measured", columns, {}};
  const auto add = [&](const std::string& what, auto&& of) {
    std::vector<TableCell> row{what};
    for (const Measured& m : sweep.measured) row.push_back(Value(of(m.evaluation.quantities)));
    quantities.rows.push_back(std::move(row));
  };
  add("S3, expected sum of theta^3", [](const Quantities& q) { return q.S3; });
  add("the stand-in is kept", [](const Quantities& q) { return *q.truth_retained; });
  add("P_im(fast in fog)", [](const Quantities& q) { return q.events[0].imitator; });
  add("P_dem(fast in fog)", [](const Quantities& q) { return q.events[0].demonstrator; });
  document.blocks.push_back(std::move(quantities));
  document.blocks.push_back(by_lean(sweep, leans));

  // What does not speak of the truth is promised all the same.
  for (std::size_t i = 0; i < sweep.measured[0].claims.size(); ++i) {
    const Claim& claim = *sweep.measured[0].claims[i].claim;
    if (!claim.applicable(sweep.classes[0]).empty()) continue;
    Comparison worst;
    for (const Measured& m : sweep.measured)
      if (worse(m.claims[i].worst, worst)) worst = m.claims[i].worst;
    document.blocks.push_back(Check{std::string(claim.id), sweep.classes[0].name + ", every lean", worst});
  }
}

Sweep swept(Lacking lacking, std::string what, const std::vector<Rational>& leans, const Size& size) {
  Sweep sweep{lacking, std::move(what), size, {}, {}};
  for (const Rational& lean : leans) {
    sweep.classes.push_back(misspecified_class(lacking, lean, size.alpha, size.horizon));
    sweep.measured.push_back(
        measure_misspecified(sweep.classes.back(), stand_in_of_worked_cases, size.states));
  }
  return sweep;
}

// Broken before not; of what is broken, in the fewest steps; of what is not, by what comes closest.
bool says_more(const Found& a, const Found& b) {
  const bool a_breaks = a.comparison.verdict == Verdict::violated,
             b_breaks = b.comparison.verdict == Verdict::violated;
  if (a_breaks != b_breaks) return a_breaks;
  return a_breaks ? a.steps < b.steps : worse(a.comparison, b.comparison);
}

TableCell number(const std::optional<Value>& value) {
  return value ? TableCell(*value) : TableCell(std::string("-"));
}

void every_claim(Document& document, std::span<const Sweep> sweeps, const std::vector<Rational>& leans) {
  document.blocks.push_back(Heading{"Every claim"});
  document.blocks.push_back(
      std::string("The smallest break that was found: of the classes below, the one where the fewest steps "
                  "break the claim, at the "
                  "least lean that does; with one step less it holds there. Of a claim that nothing here "
                  "breaks, where it comes "
                  "closest."));
  DataTable table{
      "", {"claim, stand-in for the truth", "verdict", "class", "lean", "steps", "value", "bound"}, {}};
  std::vector<Breaks> breaks(sweeps.begin(), sweeps.end());
  for (std::size_t i = 0; i < sweeps[0].measured[0].claims.size(); ++i) {
    Found most;
    std::size_t where = 0;
    for (std::size_t k = 0; k < sweeps.size(); ++k)
      if (Found here = breaks[k].of(i); says_more(here, most)) most = std::move(here), where = k;
    if (most.comparison.verdict == Verdict::not_applicable) continue;
    table.rows.push_back({std::string(sweeps[0].measured[0].claims[i].claim->id), cell(most.comparison),
                          sweeps[where].classes[0].name, leans[most.lean], std::to_string(most.steps),
                          number(most.comparison.value), number(most.comparison.bound)});
  }
  document.blocks.push_back(std::move(table));
}

// Claims about whole trajectories that took too many states.
void left_out(Document& document, const Sweep& sweep, const std::vector<Rational>& leans) {
  for (std::size_t i = 0; i < sweep.measured[0].claims.size(); ++i) {
    std::string at, why;
    for (std::size_t lean = 0; lean < leans.size(); ++lean) {
      const ClaimResult& r = sweep.measured[lean].claims[i];
      if (r.claim->needs == Needs::one_pass || r.worst.verdict != Verdict::not_applicable) continue;
      at += (at.empty() ? "" : ", ") + to_string(leans[lean]);
      why = r.worst.detail;
    }
    if (!at.empty())
      document.blocks.push_back(
          NotComputed{fmt::format("{} of \"{}\" at lean {}: {}", sweep.measured[0].claims[i].claim->id,
                                  sweep.classes[0].name, at, why)});
  }
}

Document run(const Settings& settings) {
  const std::vector<Rational> leans = settings.numbers_between("leans", 0, ratio(1, 2));
  const Rational alpha = settings.between("alpha", ratio(1, 1000), ratio(999, 1000));
  const Size size{alpha, static_cast<unsigned>(settings.count("horizon", 1, 200)),
                  settings.count("states", 1, 10'000'000)};
  Document document{"A demonstrator who knows more than any model", {}};
  document.blocks.push_back(
      fmt::format("What a driver does depends on the weather, clear or fog, each as likely and seen by all; "
                  "by how much is the lean. No "
                  "model looks at the weather. The claims are not promised then; here they are decided all "
                  "the same, over {} steps at "
                  "alpha {}, with a stand-in in the place of the truth: the model that the driver is like "
                  "but for the lean.",
                  size.horizon, to_string(alpha)));
  const std::vector<Sweep> sweeps{
      swept(Lacking::coins,
            "The driver is fast with probability 1/2 + lean in clear weather and 1/2 - lean in fog. Models: "
            "coins with 1/2 (the stand-in, right on average), 1/4 and 3/4 for fast, equally likely.",
            leans, size),
      swept(Lacking::never_stop,
            "The driver stops in fog with probability 2 lean, and else is fast with probability 3/8. "
            "Models: 3/8 (the stand-in) and 5/8 for fast, equally likely; neither ever stops. Once the "
            "driver is seen to stop no model is left, and every step asks.",
            leans, size),
      swept(Lacking::waits,
            "The weather stays for the day. At first and in fog the driver waits with probability 1/8 + 7/4 "
            "lean, in clear weather with 1/8, and else is fast. Models: wait with 1/8 and else fast (the "
            "stand-in), or else slow, equally likely. A driver who waits tells them nothing, so they go on "
            "asking.",
            leans, size)};
  every_claim(document, sweeps, leans);
  for (const Sweep& sweep : sweeps) {
    show(document, sweep, leans);
    left_out(document, sweep, leans);
  }
  document.blocks.push_back(ShownClass{"The class of coins at the last lean, for qed check",
                                       sweeps[0].classes.back(), "misspecified.json"});
  return document;
}

}  // namespace

Scenario misspecified_scenario() {
  return {
      .name = "misspecified",
      .summary = "The demonstrator has context that the class lacks: a measured table of which claims break",
      .source = "seed material: the discussion of imitation learning; the class must hold the demonstrator",
      .parameters =
          {{"leans", "0,1/16,1/8,1/4,3/8,1/2", "how much the context matters: numbers from 0 to 1/2"},
           {"alpha", "1/4", "how readily models are kept, 1/1000 to 999/1000"},
           {"horizon", "24", "steps, 1 to 200"},
           {"states", "200000",
            "that a claim about whole trajectories may take, 1 to 10000000; beyond, it is not computed"}},
      .run = run};
}

}  // namespace qed
