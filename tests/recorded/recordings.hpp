// Small recordings for the tests.
#pragma once

#include "qed/exact/random_stream.hpp"
#include "qed/recorded/run.hpp"

namespace qed::recorded_tests {

// A table without libcsv: features of two columns with values "0", "1", "2" and answers "no", "yes".
// The human says yes where the first feature is 2, no where it is 0, and anything where it is 1.
inline Recording drawn_table(std::size_t decisions, std::uint64_t seed) {
  Recording r{"drawn", {"answer", {"no", "yes"}}, {{"a", {"0", "1", "2"}}, {"b", {"0", "1", "2"}}}, {}, {}};
  RandomStream stream(seed, 0);
  for (std::size_t t = 0; t < decisions; ++t) {
    const auto a = static_cast<std::uint32_t>(stream.below(3)),
               b = static_cast<std::uint32_t>(stream.below(3));
    r.questions.insert(r.questions.end(), {a, b});
    r.answers.push_back(a == 2 ? 1 : a == 0 ? 0 : static_cast<ActionIndex>(stream.below(2)));
  }
  return r;
}

}  // namespace qed::recorded_tests
