#include "properties/oracle/distinguishers.hpp"

#include <algorithm>
#include <bit>

namespace qed::oracle {

namespace {

bool at(Table f, unsigned word) { return f >> word & 1; }

bool is_constant_where(Table f, unsigned bits, unsigned fixed, unsigned values) {
  bool seen[2] = {false, false};
  for (unsigned word = 0; word < 1u << bits; ++word)
    if ((word & fixed) == values) seen[at(f, word)] = true;
  return !(seen[0] && seen[1]);
}

bool is_a_tree_where(Table f, unsigned bits, unsigned depth, unsigned fixed, unsigned values) {
  if (is_constant_where(f, bits, fixed, values)) return true;
  for (unsigned bit = 0; depth > 0 && bit < bits; ++bit)
    if (!(fixed >> bit & 1) && is_a_tree_where(f, bits, depth - 1, fixed | 1u << bit, values) &&
        is_a_tree_where(f, bits, depth - 1, fixed | 1u << bit, values | 1u << bit))
      return true;
  return false;
}

}  // namespace

bool looks_at_most_at(Table f, unsigned bits, unsigned attributes) {
  unsigned relevant = 0;
  for (unsigned bit = 0; bit < bits; ++bit)
    for (unsigned word = 0; word < 1u << bits; ++word)
      if (at(f, word) != at(f, word ^ 1u << bit)) relevant |= 1u << bit;
  return static_cast<unsigned>(std::popcount(relevant)) <= attributes;
}

bool is_a_tree_of_depth(Table f, unsigned bits, unsigned depth) {
  return is_a_tree_where(f, bits, depth, 0, 0);
}

bool is_a_parity_of_at_most(Table f, unsigned bits, unsigned of) {
  for (unsigned set = 0; set < 1u << bits; ++set) {
    if (static_cast<unsigned>(std::popcount(set)) > of) continue;
    bool agrees = true, differs = true;
    for (unsigned word = 0; word < 1u << bits; ++word)
      (at(f, word) == (std::popcount(word & set) % 2 == 1) ? differs : agrees) = false;
    if (agrees || differs) return true;
  }
  return false;
}

Rational best_advantage(std::span<const Rational> gap, unsigned bits,
                        const std::function<bool(Table)>& member) {
  Rational best = 0;
  for (Table f = 0; f < Table{1} << (1u << bits); ++f) {
    if (!member(f)) continue;
    Rational sum = 0;
    for (unsigned word = 0; word < 1u << bits; ++word)
      if (at(f, word)) sum += gap[word];
    best = std::max(best, sum);
  }
  return best;
}

Rational value_of_two(const std::vector<std::vector<Rational>>& rows) {
  const auto largest = [&](const Rational& q) {
    Rational most = rows.front()[0] * q + rows.front()[1] * (1 - q);
    for (const auto& row : rows) most = std::max(most, Rational(row[0] * q + row[1] * (1 - q)));
    return most;
  };
  Rational least = std::min(largest(0), largest(1));
  for (const auto& a : rows)  // where two lines cross
    for (const auto& b : rows) {
      const Rational slope = (a[0] - a[1]) - (b[0] - b[1]);
      if (slope == 0) continue;
      const Rational q = (b[1] - a[1]) / slope;
      if (q >= 0 && q <= 1) least = std::min(least, largest(q));
    }
  return least;
}

}  // namespace qed::oracle
