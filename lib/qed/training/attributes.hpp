// What can be seen of an answer: a table with a row per answer and a column per attribute, such as a pixel of a
// drawing or a cell of a grid.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace qed {

struct Attribute {
  std::string name;
  std::uint8_t values;  // it takes 0 … values - 1
};

// Shape   of_answer[answer][attribute] < attributes[attribute].values.
struct AttributeTable {
  std::vector<Attribute> attributes;
  std::vector<std::vector<std::uint8_t>> of_answer;

  std::size_t answers() const { return of_answer.size(); }
  // The answers are all words of so many bits, in the order of their numbers; bit i is attribute i.
  // Throws  std::invalid_argument for more than 20 bits.
  static AttributeTable words(unsigned bits, const std::string& name_of_a_bit = "bit");
};

// Throws  std::invalid_argument naming the answer and the attribute where the table has not the shape above.
void require_valid(const AttributeTable&);

}  // namespace qed
