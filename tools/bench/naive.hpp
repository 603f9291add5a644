// The engine's algorithm the obvious way: one hash map a level, from merged state to rational mass, and
// everything about a state found anew at each level. The baseline that the engine is measured against.
#pragma once

#include "qed/evaluate/quantities.hpp"
#include "qed/model/model_class.hpp"

namespace qed::bench {

// S_p, S3_collected, truth_retained and expected_product, for a demonstrator inside the class and no forced
// queries.
Quantities evaluate_naively(const ModelClass&);

}  // namespace qed::bench
