#include "qed/scoring/rule_text.hpp"

#include <algorithm>
#include <cctype>

#include "qed/scoring/categorical.hpp"

namespace qed {

Rule rule_from_text(const std::string& text, const Features& features) {
  const std::string head = text.substr(0, text.find(':'));
  const bool word = head.size() > 1 &&
                    std::ranges::all_of(head, [](unsigned char c) { return std::isalpha(c) || c == '-'; });
  if (is_rule_name(text) || (word && text.front() != '-')) return rule_named(text, features);
  const Formula formula = Formula::parse(text, features);
  return Rule::from_formulas(text, [formula](std::size_t outcomes) { return formula.scores(outcomes); });
}

}  // namespace qed
