#include "sampled_report.hpp"

#include <functional>

#include <fmt/format.h>

#include "qed/exact/number.hpp"
#include "table.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

constexpr unsigned digits = 12;  // of the decimals in JSON

std::string interval_text(const Rational& lower, const Rational& upper) {
  return fmt::format("{} .. {}", to_decimal_down(lower), to_decimal_up(upper));
}

// Seconds are for people: no verdict reads them.
double seconds_of(const Sampled& s) { return static_cast<double>(s.nanoseconds) * 1e-9; }

bool measures_product(const Sampled& s) { return s.mean.horizon <= Sampled::most_product_steps; }

Json interval_json(const Rational& lower, const Rational& upper) {
  return {{"lower", to_decimal_down(lower, digits)}, {"upper", to_decimal_up(upper, digits)}};
}

}  // namespace

std::string sampling_text(const SampledFile& sampled, const Style& style) {
  const Sampled& s = sampled.check.evaluation;
  std::string text = fmt::format("  {} of seed {}; ", count_text(s.samples, "path", "paths"), sampled.seed);
  text += fmt::format("{}{} hold the true values all at once with confidence {}\n",
                      count_text(s.intervals, "interval", "intervals"),
                      sampled.files > 1 ? fmt::format(", and those of the other {},",
                                                      count_text(sampled.files - 1, "file", "files"))
                                        : "",
                      fraction_text(sampled.confidence));
  if (s.ended == Sampled::Ended::interrupted)
    text +=
        "  " +
        style(Tone::doubtful, fmt::format("interrupted after {} of {}: the intervals are wider, and hold all "
                                          "the same",
                                          s.samples, count_text(s.wanted, "path", "paths"))) +
        "\n";
  if (s.ended == Sampled::Ended::enough)
    text += fmt::format("  every claim about the class was decided after {} of {}\n", s.samples,
                        count_text(s.wanted, "path", "paths"));
  return text;
}

std::string sampled_quantities_text(const Sampled& s, const Style& style) {
  Table table({{"quantity"}, {"estimate"}, {"interval"}});
  const auto row = [&](std::string name, const Rational& mean, const Rational& lower, const Rational& upper) {
    table.row({std::move(name), s.samples > 0 ? to_decimal(mean) : "-", interval_text(lower, upper)});
  };
  const auto row_of = [&](std::string name, auto member) {
    row(std::move(name), s.mean.*member, s.lower.*member, s.upper.*member);
  };
  const auto row_if = [&](std::string name, auto member) {
    if (s.mean.*member) row(std::move(name), *(s.mean.*member), *(s.lower.*member), *(s.upper.*member));
  };
  row_of("S1, expected sum of theta", &Quantities::S1);
  row_of("S2, of theta^2", &Quantities::S2);
  row_of("S3, of theta^3", &Quantities::S3);
  row_if("S3 where the truth is collected", &Quantities::S3_collected);
  row_if("truth retained, P(E_N)", &Quantities::truth_retained);
  if (measures_product(s))
    row_of("expected product of 1 + theta", &Quantities::expected_product);
  else
    table.row({"expected product of 1 + theta", "-",
               fmt::format("1 .. 2^{}: out of the reach of sampling", s.mean.horizon)});
  table.row({"largest query probability", "",
             fmt::format("at least {}", exact_and_decimal(s.lower.max_query_probability))});
  table.row({"largest top set", "", fmt::format("at least {}", s.lower.max_top_size)});
  for (std::size_t e = 0; e < s.mean.events.size(); ++e) {
    const EventProbabilities &mean = s.mean.events[e], &lower = s.lower.events[e], &upper = s.upper.events[e];
    const std::string name = printable(mean.name);
    row(fmt::format("P_im({})", name), mean.imitator, lower.imitator, upper.imitator);
    if (mean.imitator_and_retained)
      row(fmt::format("P_im({}, truth retained)", name), *mean.imitator_and_retained,
          *lower.imitator_and_retained, *upper.imitator_and_retained);
    if (s.demonstrator_exact)
      table.row({fmt::format("P_dem({})", name), "exactly", exact_and_decimal(mean.demonstrator)});
    else
      row(fmt::format("P_dem({})", name), mean.demonstrator, lower.demonstrator, upper.demonstrator);
  }
  return table.text(style);
}

std::string sampled_work_line(const Sampled& s) {
  std::string text =
      fmt::format("\n  work: {}, {}, {}", count_text(s.samples, "path", "paths"),
                  count_text(s.steps, "node visited", "nodes visited"), duration_text(seconds_of(s)));
  if (s.nanoseconds > 0) {
    const double rate = static_cast<double>(s.samples) / seconds_of(s);
    text += rate < 10 ? fmt::format(", {:.2g} paths per second", rate)
                      : fmt::format(", {:.0f} paths per second", rate);
  }
  return text +
         "\n  claims about nodes were decided, exactly, where a path came by; those that need exact sums are "
         "left out\n";
}

Json sampling_json(const SampledFile& sampled) {
  const Sampled& s = sampled.check.evaluation;
  return {{"samples", s.samples},
          {"samples_wanted", s.wanted},
          {"seed", sampled.seed},
          {"confidence", to_string(sampled.confidence)},
          {"intervals", s.intervals},
          {"error_of_each", to_string(s.error / s.intervals)},
          {"ended", s.ended == Sampled::Ended::samples  ? "samples"
                    : s.ended == Sampled::Ended::enough ? "decided"
                                                        : "interrupted"}};
}

Json sampled_quantities_json(const Sampled& s) {
  const auto found = [&](const Rational& mean, const Rational& lower, const Rational& upper) {
    Json json = interval_json(lower, upper);
    json["estimate"] = s.samples > 0 ? Json(to_decimal(mean, digits)) : Json(nullptr);
    return json;
  };
  const auto of = [&](auto member) { return found(s.mean.*member, s.lower.*member, s.upper.*member); };
  const auto if_any = [&](const std::optional<Rational>& mean, const std::optional<Rational>& lower,
                          const std::optional<Rational>& upper) {
    return mean ? found(*mean, *lower, *upper) : Json(nullptr);
  };
  Json events = Json::object();
  for (std::size_t e = 0; e < s.mean.events.size(); ++e) {
    const EventProbabilities &mean = s.mean.events[e], &lower = s.lower.events[e], &upper = s.upper.events[e];
    events[mean.name] = {
        {"imitator", found(mean.imitator, lower.imitator, upper.imitator)},
        {"imitator_and_retained",
         if_any(mean.imitator_and_retained, lower.imitator_and_retained, upper.imitator_and_retained)},
        {"demonstrator", s.demonstrator_exact
                             ? to_json(mean.demonstrator)
                             : found(mean.demonstrator, lower.demonstrator, upper.demonstrator)}};
  }
  return {
      {"S1", of(&Quantities::S1)},
      {"S2", of(&Quantities::S2)},
      {"S3", of(&Quantities::S3)},
      {"S3_collected", if_any(s.mean.S3_collected, s.lower.S3_collected, s.upper.S3_collected)},
      {"truth_retained", if_any(s.mean.truth_retained, s.lower.truth_retained, s.upper.truth_retained)},
      {"expected_product", measures_product(s) ? of(&Quantities::expected_product) : Json(nullptr)},
      {"max_query_probability", interval_json(s.lower.max_query_probability, s.upper.max_query_probability)},
      {"max_top_size", nullptr},
      {"events", std::move(events)}};
}

Json sampled_work_json(const Sampled& s) {
  return {{"paths", s.samples}, {"nodes_visited", s.steps}, {"seconds", seconds_of(s)}};
}

}  // namespace qed::tool
