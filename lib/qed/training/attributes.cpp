#include "qed/training/attributes.hpp"

#include <stdexcept>

namespace qed {

AttributeTable AttributeTable::words(unsigned bits, const std::string& name_of_a_bit) {
  if (bits > 20)
    throw std::invalid_argument("words of " + std::to_string(bits) + " bits, expected at most 20");
  AttributeTable table;
  for (unsigned i = 0; i < bits; ++i)
    table.attributes.push_back({name_of_a_bit + " " + std::to_string(i), 2});
  for (std::uint32_t word = 0; word < std::uint32_t{1} << bits; ++word) {
    std::vector<std::uint8_t> row;
    for (unsigned i = 0; i < bits; ++i) row.push_back(word >> i & 1);
    table.of_answer.push_back(std::move(row));
  }
  return table;
}

void require_valid(const AttributeTable& table) {
  for (std::size_t y = 0; y < table.answers(); ++y) {
    const auto& row = table.of_answer[y];
    if (row.size() != table.attributes.size())
      throw std::invalid_argument("answer " + std::to_string(y) + " has " + std::to_string(row.size()) +
                                  " attributes, expected " + std::to_string(table.attributes.size()));
    for (std::size_t j = 0; j < row.size(); ++j)
      if (row[j] >= table.attributes[j].values)
        throw std::invalid_argument("answer " + std::to_string(y) + ": " + table.attributes[j].name + " is " +
                                    std::to_string(row[j]) + ", expected less than " +
                                    std::to_string(table.attributes[j].values));
  }
}

}  // namespace qed
