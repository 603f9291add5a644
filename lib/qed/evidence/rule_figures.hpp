// The figures of a scoring rule: its Savage function, and how much room the central condition leaves.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "qed/evidence/plot.hpp"
#include "qed/scoring/central.hpp"
#include "qed/scoring/orientation.hpp"
#include "qed/scoring/properness.hpp"

namespace qed::evidence {

// A rule's formulas at one number of outcomes, with the name that readers know it by.
struct ShownRule {
  std::string name;
  std::span<const Expression> scores;
  Orientation shown_as = Orientation::gain;  // loss: -S is drawn, and what is said of it is turned round too
};

// Two outcomes: G(q) = S(q; q) over the probability q of the first, and the lines q -> S(p; q) of a few reports p, which lie
// below it exactly where the rule is proper (of a loss: above it). witness: a pair that refutes it, whose report is drawn.
Figure savage_curve(const ShownRule&, const std::string& id, const std::optional<ReportPair>& witness);

// Three outcomes: G over the simplex, with the witness's truth and report.
Figure savage_map(const ShownRule&, const std::string& id, const std::optional<ReportPair>& witness);

// The largest c of the strong central condition against eta: what is certified, and what no rule of these can exceed.
// named: each rule's margins, over the same eta.
Figure margin_figure(const std::vector<std::pair<std::string, std::vector<Margin>>>& named,
                     const std::string& id);

}  // namespace qed::evidence
