#include "check_report.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/claims/query_tail.hpp"
#include "qed/claims/unlikely_events.hpp"
#include "qed/exact/number.hpp"
#include "sampled_report.hpp"
#include "table.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

constexpr unsigned enclosure_digits = 12;

bool is_as_saved(const Provenance& from, const CheckedFile& checked) {
  const auto& by = checked.learned_by;
  return from.imitator == checked.imitator &&
         (by ? from.rule == by->rule && from.eta == by->eta : from.rule.empty());
}

std::string demonstrator_text(const ModelClass& mc) {
  if (mc.demonstrator_inside())
    return fmt::format("{} (prior {})", printable(mc.models[std::get<ModelIndex>(mc.demonstrator)].name),
                       fraction_text(mc.demonstrator_prior()));
  const std::string& name = std::get<Model>(mc.demonstrator).name;
  return name.empty() ? "outside the class" : printable(name) + " (outside the class)";
}

std::string header(const CheckedFile& checked, const Style& style) {
  const ModelClass& mc = *checked.model_class;
  const std::string demonstrator = demonstrator_text(mc);
  std::string text =
      style(Tone::strong, printable(mc.name)) + fmt::format(" ({})\n", printable(checked.file));
  text += fmt::format(
      "  horizon {}, alpha {}{}, demonstrator {}\n  {}, {}, {}, method {}", checked.horizon_wanted,
      fraction_text(mc.alpha), mc.threshold == Threshold::non_strict ? " (non-strict)" : "", demonstrator,
      count_text(mc.models.size(), "model", "models"), count_text(mc.actions.size(), "action", "actions"),
      count_text(mc.observations.size(), "observation", "observations"), to_string(checked.method()));
  if (mc.forced_queries > 0)
    text += fmt::format(", the first {} forced", count_text(mc.forced_queries, "query", "queries"));
  if (checked.imitator != "cautious") text += fmt::format(", imitator {}", checked.imitator);
  text += '\n';
  if (checked.learned_by)
    text += fmt::format("  learns by the rule {} at eta = {}, {} to be central\n", checked.learned_by->rule,
                        fraction_text(checked.learned_by->eta),
                        checked.learned_by->facts.central   ? "known"
                        : checked.learned_by->facts.refuted ? "known not"
                                                            : "not known");
  if (const auto& from = mc.counterexample; from && !is_as_saved(*from, checked))
    text += "  " +
            style(Tone::faint, printable(fmt::format("saved as a counterexample to {}, {}: see qed replay {}",
                                                     from->claim, imitator_text(*from), checked.file))) +
            '\n';
  if (checked.sampled)
    text += sampling_text(*checked.sampled, style);
  else if (const std::string limit = checked.limit(); !limit.empty())
    text += "  " +
            style(Tone::doubtful,
                  fmt::format("{} after {} of {}: the quantities are exact for horizon {}", limit,
                              checked.horizon(), count_text(checked.horizon_wanted, "step", "steps"),
                              checked.horizon())) +
            '\n';
  if (checked.undecided)
    text += "  " + style(Tone::doubtful, printable(in_words(*checked.undecided, mc))) + '\n';
  return text;
}

// What of the families was looked at, and why that is enough.
std::string families(const CheckedFile& checked, const Style& style) {
  if (!checked.expansion) return {};
  const Expansion& e = *checked.expansion;
  const std::string found = "  families: " + count_text(e.from_families, "model", "models") + " found";
  if (e.whole()) return found + ", which are all\n";
  const std::string rest =
      fmt::format("the rest have prior mass {} at most, and {} each", exact_and_decimal(e.remaining, 24),
                  exact_and_decimal(e.largest_left, 24));
  if (!e.complete)
    return found + "; " + rest + ";\n  " +
           style(Tone::doubtful,
                 "where one of them may be collected, nothing more is said: enclosures in place of values") +
           "\n";
  return fmt::format(
      "{}; {};\n  none of them can be collected, as the best model never weighs less than {}:\n  what holds "
      "within the horizon is exact for the whole class\n",
      found, rest, exact_and_decimal(e.least_largest, 24));
}

std::string quantities(const Evaluation& evaluation, const Style& style) {
  const Quantities& q = evaluation.quantities;
  const auto& cut = evaluation.truncation;
  Table table({{"quantity"}, {cut ? "enclosure" : "exact value (decimals)"}});
  // slack: how much the true value may be higher, with a tolerance.
  const auto row = [&](std::string name, const Rational& value, const Rational& slack = 0) {
    table.row({std::move(name), slack == 0 ? exact_and_decimal(value)
                                           : fmt::format("{} .. {}", to_decimal_down(value, enclosure_digits),
                                                         to_decimal_up(value + slack, enclosure_digits))});
  };
  const auto row_if = [&](std::string name, const std::optional<Rational>& value, const Rational& slack) {
    if (value) row(std::move(name), *value, slack);
  };
  const Rational steps = cut ? cut->steps : Rational(0), mass = cut ? cut->mass : Rational(0);
  row("S1, expected sum of theta", q.S1, steps);
  row("S2, of theta^2", q.S2, steps);
  row("S3, of theta^3", q.S3, steps);
  row_if("S3 where the truth is collected", q.S3_collected, steps);
  row_if("truth retained, P(E_N)", q.truth_retained, mass);
  row("expected product of 1 + theta", q.expected_product, cut ? cut->product : Rational(0));
  if (cut) {
    table.row(
        {"largest query probability", fmt::format("at least {}", to_decimal_down(q.max_query_probability))});
    table.row({"largest top set", fmt::format("at least {}", q.max_top_size)});
  } else {
    row("largest query probability", q.max_query_probability);
    table.row({"largest top set", std::to_string(q.max_top_size)});
  }
  for (const auto& event : q.events) {
    const std::string name = printable(event.name);
    row(fmt::format("P_im({})", name), event.imitator, mass);
    row_if(fmt::format("P_im({}, truth retained)", name), event.imitator_and_retained, mass);
    row(fmt::format("P_dem({})", name), event.demonstrator);
  }
  return table.text(style);
}

std::string enclosed_text(const Enclosed& e) {
  if (e.exact()) return exact_and_decimal(e.lower);
  return fmt::format("{} .. {}", to_decimal_down(e.lower), to_decimal_up(e.upper));
}

// What the values are: each exact, each enclosed, or some of both. An infinite sum is exact.
std::string head_of(const Forever& f) {
  bool exact = !f.S3 && f.solved(), enclosed = false;
  for (const auto* value : {&f.S3, &f.truth_retained, &f.product_growth})
    if (*value) ((*value)->exact() ? exact : enclosed) = true;
  return !enclosed ? "exact value (decimals)" : exact ? "exact value (decimals), or enclosure" : "enclosure";
}

// The infinite horizon, and why it is not solved; nothing where neither is known.
std::string for_ever(const CheckedFile& checked, const Style& style) {
  const std::optional<Forever>& forever = checked.forever;
  std::string text = forever || checked.unsolved ? "\n" : "";
  if (forever) {
    Table table({{"for ever"}, {head_of(*forever)}});
    if (forever->S3)
      table.row({"S3, expected sum of theta^3", enclosed_text(*forever->S3)});
    else if (forever->solved())
      table.row({"S3, expected sum of theta^3", "infinite"});
    if (forever->truth_retained)
      table.row({"truth retained, P(E_N for every N)", enclosed_text(*forever->truth_retained)});
    if (forever->product_growth)
      table.row({"growth of the expected product, a step", enclosed_text(*forever->product_growth)});
    text += table.text(style);
  }
  if (checked.unsolved)
    text += "  " + style(Tone::doubtful, "for ever is not solved: " + in_words(*checked.unsolved)) + "\n";
  if (checked.width_missed)
    text +=
        "  " +
        style(Tone::doubtful,
              fmt::format("wider than the {} asked for: a limit was reached, or longer horizons hardly help",
                          to_string(*checked.width_missed))) +
        "\n";
  return text;
}

std::string note_of(const ClaimResult& r, const ModelClass& mc) {
  std::string note = printable(r.worst.detail);
  if (r.worst.action)
    note = fmt::format("action {}", printable(mc.actions.at(*r.worst.action))) + (note.empty() ? "" : "; ") +
           note;
  const auto add = [&note](std::string_view more) { note += (note.empty() ? "" : "; ") + std::string(more); };
  if (r.worst.vacuous) add(vacuous_in_words);
  if (r.claim->status == ClaimStatus::refuted) add("refuted in general: information only");
  return note;
}

bool per_node(const ClaimResult& r) { return r.claim->kind == ClaimKind::per_node; }

std::string claim_table(const CheckedFile& checked, const Style& style) {
  const ModelClass& mc = *checked.model_class;
  Table table({{"claim"},
               {"verdict"},
               {"value", Align::right},
               {"bound", Align::right},
               {"ratio", Align::right},
               {checked.sampled ? "visits" : "exercised", Align::right},
               {"note"}});
  for (const auto& r : checked.claims()) {
    const Comparison& c = r.worst;
    const bool decided = c.verdict != Verdict::not_applicable;
    table.row({std::string(r.claim->id),
               {std::string(to_string(c.verdict)), tone_of(c.verdict)},
               c.value ? brief(*c.value) : "",
               c.bound ? brief(*c.bound) : "",
               decided && c.value ? ratio_text(c) : "",
               decided && per_node(r) ? std::to_string(r.exercised) : "",
               {note_of(r, mc), Tone::faint}});
  }
  return table.text(style);
}

// What the guarantees rest on, where the imitator learns by a scoring rule.
std::string rule_conditions(const CheckedFile& checked, const Style& style) {
  if (!checked.learned_by) return {};
  Table table({{"condition on the rule"}, {"finding"}, {"constant c", Align::right}, {"note"}});
  for (const ConditionOfRule& c : conditions_of(checked.learned_by->facts))
    table.row({std::string(c.id),
               std::string(c.finding),
               c.constant ? brief(*c.constant) : "",
               {printable(c.by), Tone::faint}});
  return "\n" + table.text(style);
}

// The bounds of the source and the sharp ones, for the same value.
std::string seed_and_sharp(const std::vector<ClaimResult>& results, const Style& style) {
  Table table({{"seed and sharp"},
               {"value", Align::right},
               {"seed bound", Align::right},
               {"sharp bound", Align::right}});
  bool any = false;
  for (const auto& seed : results) {
    const auto sharp = std::find_if(results.begin(), results.end(), [&](const ClaimResult& r) {
      return r.claim->id == std::string(seed.claim->id) + "-sharp";
    });
    if (sharp == results.end() || !seed.worst.value || !seed.worst.bound || !sharp->worst.bound) continue;
    any = true;
    table.row({std::string(seed.claim->id), brief(*seed.worst.value), brief(*seed.worst.bound),
               brief(*sharp->worst.bound)});
  }
  return any ? "\n" + table.text(style) : "";
}

// What each event's probability may be at most, by each of the three bounds. Not with a tolerance: the probabilities are
// then enclosed. Not under a scoring rule: the bounds are Bayes' own. Not where one asks for other claims.
std::string unlikely_events(const CheckedFile& checked, const Style& style) {
  const Evaluation& evaluation = checked.result->evaluation;
  const bool asked = std::ranges::any_of(
      checked.claims(), [](const ClaimResult& r) { return r.claim->id.starts_with("unlikeliness"); });
  if (evaluation.truncation || checked.learned_by || !asked) return {};
  Table table({{"unlikely event, truth retained"},
               {"P_im", Align::right},
               {"P_dem", Align::right},
               {"2^N P_dem", Align::right},
               {"by the mean", Align::right},
               {"K", Align::right},
               {"by the tail", Align::right},
               {"K, gamma", Align::right}});
  const auto bounds = event_bounds({*checked.model_class, evaluation.quantities});
  for (const EventBounds& b : bounds)
    table.row({printable(b.event), brief(Value(b.probability)), brief(Value(b.demonstrator)),
               brief(Value(b.doubling)), brief(b.by_mean.bound), fmt::format("2^{}", b.by_mean.k),
               brief(b.by_tail.bound),
               fmt::format("2^{}", b.by_tail.k) +
                   (b.by_tail.gamma ? fmt::format(", 2^{}", *b.by_tail.gamma) : std::string())});
  if (bounds.empty()) return {};
  return "\n" + table.text(style) +
         fmt::format("  the best K over 2^1 … 2^{}, gamma over 2^{} … 2^{}\n", unlikeliness_grid,
                     least_gamma_exponent, largest_gamma_exponent);
}

std::string worst_histories(const std::vector<ClaimResult>& results, const ModelClass& mc,
                            const Style& style) {
  Table table({{"worst node of"}, {"step", Align::right}, {"history"}});
  bool any = false;
  for (const auto& r : results) {
    if (!per_node(r) || r.exercised == 0) continue;
    any = true;
    table.row({std::string(r.claim->id), std::to_string(r.history.size()), history_text(r.history, mc)});
  }
  return any ? "\n" + table.text(style) : "";
}

// Limbs and memory are counted under Bayes' rule only.
std::string work_line(const Work& w, bool by_rule) {
  return fmt::format("\n  work: {}, {} at most at a time, {}, {}, {}, {}\n",
                     count_text(w.nodes, "node", "nodes"), count_text(w.peak_states, "state", "states"),
                     count_text(w.transitions, "transition", "transitions"),
                     by_rule ? "limbs not counted" : count_text(w.limbs, "limb", "limbs"),
                     duration_text(static_cast<double>(w.nanoseconds) * 1e-9),
                     by_rule ? "memory not counted" : bytes_text(w.peak_bytes));
}

std::string truncation_line(const Evaluation& evaluation) {
  if (!evaluation.truncation) return {};
  const Truncation& t = *evaluation.truncation;
  return fmt::format(
      "  enclosures: {} dropped, {} walked one by one, {} of them decided by rationals;\n"
      "  claims that need every node or exact sums are left out\n",
      count_text(t.states, "state", "states"), count_text(t.walked, "node", "nodes"), t.decided_exactly);
}

std::string certificate_line(const CheckedFile& checked) {
  if (checked.certificate.empty()) return {};
  return fmt::format("  certificate: {}{}\n", printable(checked.certificate),
                     checked.expansion ? ", of the class of the models found" : "");
}

std::string closing(const CheckedFile& checked, const Style& style) {
  const auto& results = checked.claims();
  const std::pair<Verdict, std::string_view> words[] = {{Verdict::holds, "hold"},
                                                        {Verdict::violated, "violated"},
                                                        {Verdict::undecided, "undecided"},
                                                        {Verdict::held_where_visited, "held where visited"},
                                                        {Verdict::not_applicable, "not applicable"}};
  std::string text;
  for (const auto& [verdict, word] : words) {
    const auto n = std::count_if(results.begin(), results.end(),
                                 [v = verdict](const ClaimResult& r) { return r.worst.verdict == v; });
    if (n == 0 && verdict != Verdict::violated) continue;
    text += (text.empty() ? "" : ", ") +
            style(n > 0 ? tone_of(verdict) : Tone::plain, fmt::format("{} {}", n, word));
  }
  return fmt::format("  {}: {}{}\n", count_text(results.size(), "claim", "claims"), text,
                     checked.sampled
                         ? fmt::format("; sampled, confidence {}", fraction_text(checked.sampled->confidence))
                         : "");
}

}  // namespace

Tone tone_of(Verdict v) {
  switch (v) {
    case Verdict::holds: return Tone::good;
    case Verdict::violated: return Tone::bad;
    case Verdict::undecided: return Tone::doubtful;
    case Verdict::held_where_visited: return Tone::plain;
    case Verdict::not_applicable: break;
  }
  return Tone::faint;
}

std::string check_text(const CheckedFile& checked, const Style& style) {
  const std::string worst = worst_histories(checked.claims(), *checked.model_class, style);
  const std::string claims = "\n" + claim_table(checked, style) + seed_and_sharp(checked.claims(), style);
  if (checked.sampled) {
    const Sampled& found = checked.sampled->check.evaluation;
    return header(checked, style) + families(checked, style) + "\n" + sampled_quantities_text(found, style) +
           claims + worst + sampled_work_line(found) + closing(checked, style);
  }
  const Evaluation& found = checked.result->evaluation;
  return header(checked, style) + families(checked, style) + "\n" + quantities(found, style) +
         for_ever(checked, style) + rule_conditions(checked, style) + claims +
         unlikely_events(checked, style) + worst + work_line(found.work, checked.learned_by.has_value()) +
         truncation_line(found) + certificate_line(checked) + closing(checked, style);
}

std::string claim_result_text(const ClaimResult& r, const ModelClass& mc, const Style& style,
                              std::size_t indent, bool sampled) {
  const Comparison& c = r.worst;
  const auto value_text = [](const Value& v) {
    return v.is_exact() ? exact_and_decimal(v.exact()) : brief(v);
  };
  Table table({{""}, {""}});
  table.row({std::string(r.claim->id), {std::string(to_string(c.verdict)), tone_of(c.verdict)}});
  if (c.value) table.row({"value", value_text(*c.value)});
  if (c.bound) table.row({"bound", value_text(*c.bound)});
  if (c.value) table.row({"ratio", ratio_text(c)});
  if (const std::string note = note_of(r, mc); !note.empty()) table.row({"note", note});
  if (per_node(r) && c.verdict != Verdict::not_applicable) {
    table.row({"exercised", sampled ? count_text(r.exercised, "visit", "visits")
                                    : count_text(r.exercised, "node", "nodes")});
    if (r.exercised > 0) table.row({"history", history_text(r.history, mc)});
  }
  return table.text(style, indent);
}

}  // namespace qed::tool
