// One class worked out over time, exactly, as figures: how much is asked, whether the truth stays, how fast the product
// grows, and how close the bounds are.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "qed/evidence/figures.hpp"

namespace qed::evidence {

struct WorkedExample {
  std::string id;  // a slug; its figures' ids begin with it
  ModelClass model_class;
  std::vector<Figure> figures;
  std::string cut_short;  // why the figures end before the horizon; empty where they do not
};

struct WorkedExampleOptions {
  std::string id;                      // where empty, "example-" and the class's name as a slug
  std::uint64_t seed = 1;              // of the sampled run
  std::uint64_t max_states = 1 << 17;  // of a pass: beyond it the curves end
  const std::atomic<bool>* interrupted = nullptr;
};

// Exact   every number, by one pass of the engine for each horizon up to the class's.
WorkedExample worked_example(const ModelClass&, const WorkedExampleOptions& = {});

// Value, sharp bound and seed bound of the sum of cubes, and the same of the risk, over alpha, over the prior of the
// truth and over the horizon: the class with one of the three changed. Where the prior changes, the others keep their
// proportions.
// Requires  the demonstrator inside the class, and another model.
std::vector<Figure> bound_sweeps(const ModelClass&, const WorkedExampleOptions& = {});

// The claims about families: alpha S_3 / (1/w - 1) of the lower-bound family for alpha = 1/4 … 1/64 at w = 1/2; E sum
// theta^p on two near coins for delta = 1/4 … 1/32; the expected product on two coins.
Figure lower_bound_figure();
Figure cubic_is_needed_figure();
Figure product_growth_figure();

}  // namespace qed::evidence
