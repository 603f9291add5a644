// Formulas of scoring rules and of kernels: whatever the text, it is read or refused with a FormulaError; what is read has
// values, or says that it has none.
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "qed/scoring/formula.hpp"
#include "qed/scoring/program.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 120) return 0;  // longer texts nest no deeper, and expand for minutes
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const auto scores = qed::Formula::parse(text, {{"x", {0, 2}}}).scores(2);
    for (const auto& score : scores) to_string(score);
    const std::vector<qed::Rational> report{qed::ratio(1, 3), qed::ratio(2, 3)};
    qed::Program(scores).at(report, 64);
  } catch (const qed::FormulaError&) {
  } catch (const qed::UndefinedScore&) {
  } catch (const std::overflow_error&) {  // an enclosure beyond 2^(2^26)
  }
  try {
    for (const auto& row : qed::Formula::parse(text, {{"x", {0, 2}}}).table(2))
      for (const auto& entry : row) to_string(entry);
  } catch (const qed::FormulaError&) {
  }
  return 0;
}
