#include "qed/scoring/stress.hpp"

#include <fmt/format.h>

namespace qed {

StressReport stress(const Rule& rule, const StressOptions& options) {
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
    say(fmt::format("properness, {} outcomes", outcomes));
    found.properness = properness(found.scores, options.properness);
    found.selectivity = selectivity(found.scores);
    if (options.with_central && found.properness.proper == Finding::proved) {
      say(fmt::format("central condition, {} outcomes", outcomes));
      found.central = central_range(found.scores, options.step, options.central);
      if (found.central->certified >= options.strong_at)
        found.strong = strong_range(found.scores, options.strong_at, options.step, options.central);
    }
    found.took = std::chrono::steady_clock::now() - start;
  }
  return report;
}

}  // namespace qed
