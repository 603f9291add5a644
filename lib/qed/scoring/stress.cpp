#include "qed/scoring/stress.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace qed {

namespace {

std::vector<Margin> margins_of(const Examination& found, const StressOptions& options) {
  const CentralRange& range = *found.central;
  const Rational end = ratio(4, 3) * (range.refuted ? *range.refuted : range.certified);
  std::vector<Rational> etas;
  for (unsigned k = 1; k <= options.margin_points; ++k) etas.push_back(end * ratio(k, options.margin_points));
  CentralOptions quick = options.central;
  quick.max_boxes = std::min<std::size_t>(quick.max_boxes, 2000);  // a point of a plot
  quick.max_left = 0;
  return end > 0 ? margins(found.scores, etas, quick) : std::vector<Margin>{};
}

}  // namespace

std::string elicited(const Rule& rule, const Properness& found) {
  if (found.proper != Finding::proved) return {};
  if (!rule.functional().empty()) return rule.functional();
  return found.strictly == Finding::proved ? "the distribution" : "";
}

StressReport stress(const Rule& rule, const StressOptions& asked) {
  StressOptions options = asked;
  options.properness.interrupted = options.central.interrupted = options.interrupted;
  StressReport report{rule, {}};
  const auto say = [&](const std::string& what) {
    if (options.progress) options.progress(fmt::format("{}: {}", rule.name(), what));
  };
  for (const std::size_t outcomes : options.outcomes) {
    const auto start = std::chrono::steady_clock::now();
    Examination& found = report.examinations.emplace_back(Examination{outcomes, {}, {}});
    try {
      found.scores = rule.scores(outcomes);
    } catch (const std::invalid_argument& e) {
      found.why_not = e.what();
      continue;
    }
    if ((found.interrupted = options.central.stop())) {
      found.properness.proof = found.properness.strictly_proof = "interrupted";
      continue;
    }
    say(fmt::format("properness, {} outcomes", outcomes));
    found.properness = properness(rule, outcomes, options.properness);
    if (!options.central.stop()) found.z3 = second_opinion(found.scores);
    found.properness = with_second_opinion(std::move(found.properness), found.z3);
    found.selectivity = selectivity(found.scores);
    if (options.with_central && found.properness.proper != Finding::proved) {
      say(fmt::format("central condition, {} outcomes", outcomes));
      found.central = central_refutation(found.scores, options.step, options.central);
    } else if (options.with_central) {
      say(fmt::format("central condition, {} outcomes", outcomes));
      found.central = central_range(found.scores, options.step, options.central);
      if (found.central->certified >= options.strong_at)
        found.strong = strong_range(found.scores, options.strong_at, options.step, options.central);
      if (outcomes == 2 && options.margin_points > 0) {
        say("margin of the central condition");
        found.margins = margins_of(found, options);
      }
    }
    found.interrupted = options.central.stop();
    found.took = std::chrono::steady_clock::now() - start;
  }
  return report;
}

}  // namespace qed
