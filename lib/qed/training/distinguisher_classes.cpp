#include "qed/training/distinguisher_classes.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "qed/exact/linear_program.hpp"
#include "qed/training/in_units.hpp"
#include "qed/training/walsh.hpp"

namespace qed {

namespace {

using Gap = std::span<const Rational>;

void require_fits(const AttributeTable& table, Gap gap) {
  if (table.answers() != gap.size())
    throw std::invalid_argument(
        fmt::format("a class of distinguishers of {} answers, asked about {}", table.answers(), gap.size()));
}

const Rational half = ratio(1, 2);

// ---- parities

std::size_t word_of(const std::vector<std::uint8_t>& bits) {
  std::size_t word = 0;
  for (std::size_t i = 0; i < bits.size(); ++i) word |= std::size_t{bits[i]} << i;
  return word;
}

Distinguisher parity(const AttributeTable& table, std::size_t set, bool even_is_human) {
  Distinguisher d;
  for (std::size_t i = 0; i < table.attributes.size(); ++i)
    if (set >> i & 1) d.name += (d.name.empty() ? "" : " + ") + table.attributes[i].name;
  d.name =
      d.name.empty() ? "looks at nothing" : fmt::format("{} {}", even_is_human ? "even:" : "odd:", d.name);
  for (const auto& answer : table.of_answer) {
    const bool even = std::popcount(word_of(answer) & set) % 2 == 0;
    d.says_human.push_back(set == 0 ? half : Rational(even == even_is_human ? 1 : 0));
  }
  return d;
}

Distinguisher best_parity(const AttributeTable& table, std::size_t bits, Gap gap) {
  require_fits(table, gap);
  std::vector<Rational> on_words(std::size_t{1} << table.attributes.size());
  for (std::size_t y = 0; y < gap.size(); ++y) on_words[word_of(table.of_answer[y])] += gap[y];
  const auto seen = walsh_transform(std::move(on_words));
  std::size_t best = 0;
  for (std::size_t set = 1; set < seen.size(); ++set)
    if (static_cast<std::size_t>(std::popcount(set)) <= bits && abs(seen[set]) > abs(seen[best])) best = set;
  return parity(table, best, seen[best] >= 0);
}

// ---- juntas

// Calls with each choice of `size` of 0 … n - 1, in order; nothing to choose is one choice.
template <class Call>
void for_each_choice(std::size_t n, std::size_t size, Call call) {
  std::vector<std::size_t> chosen(size);
  std::iota(chosen.begin(), chosen.end(), 0);
  for (;;) {
    call(chosen);
    std::size_t i = size;
    while (i > 0 && chosen[i - 1] == n - size + i - 1) --i;
    if (i == 0) return;
    ++chosen[i - 1];
    for (; i < size; ++i) chosen[i] = chosen[i - 1] + 1;
  }
}

// What is seen of an answer, as one number below `kinds`.
struct View {
  const AttributeTable& table;
  const std::vector<std::size_t>& chosen;

  std::size_t kinds() const {
    std::size_t n = 1;
    for (const std::size_t j : chosen) n *= table.attributes[j].values;
    return n;
  }
  std::size_t of(std::size_t answer) const {
    std::size_t key = 0;
    for (const std::size_t j : chosen) key = key * table.attributes[j].values + table.of_answer[answer][j];
    return key;
  }
  std::vector<Integer> of(const std::vector<Integer>& gap) const {
    std::vector<Integer> sums(kinds());
    for (std::size_t y = 0; y < gap.size(); ++y)
      if (gap[y] != 0) sums[of(y)] += gap[y];
    return sums;
  }
};

Distinguisher best_junta(const AttributeTable& table, std::size_t attributes, Gap gap) {
  require_fits(table, gap);
  const std::vector<Integer> units = in_units(gap).multiples;
  Integer most = -1;
  std::vector<std::size_t> looked_at;
  const std::size_t n = table.attributes.size();
  for_each_choice(n, std::min(attributes, n), [&](const std::vector<std::size_t>& chosen) {
    Integer excess = 0;
    for (const Integer& sum : View{table, chosen}.of(units))
      if (sum > 0) excess += sum;
    if (excess <= most) return;
    most = std::move(excess);
    looked_at = chosen;
  });
  const View view{table, looked_at};
  const auto sums = view.of(units);
  Distinguisher d;
  for (const std::size_t j : looked_at)
    d.name += (d.name.empty() ? "looks at " : ", ") + table.attributes[j].name;
  if (d.name.empty()) d.name = "looks at nothing";
  for (std::size_t y = 0; y < gap.size(); ++y) d.says_human.push_back(sums[view.of(y)] > 0 ? 1 : 0);
  return d;
}

// ---- decision trees

struct Subtree {
  Integer worth;  // in units of the gap
  std::string text;
  std::vector<std::size_t> human;  // the answers that it takes for the human's
};

class TreeSearch {
 public:
  TreeSearch(const AttributeTable& table, Gap gap) : table_(table), gap_(in_units(gap).multiples) {}

  Subtree best(const std::vector<std::size_t>& answers, std::size_t depth) const {
    Integer all = 0, positive = 0;
    for (const std::size_t y : answers) {
      all += gap_[y];
      if (gap_[y] > 0) positive += gap_[y];
    }
    Subtree found = all > 0 ? Subtree{all, "human", answers} : Subtree{0, "machine", {}};
    for (std::size_t j = 0; depth > 0 && j < table_.attributes.size() && found.worth < positive; ++j)
      if (Subtree split = best_split(answers, j, depth); split.worth > found.worth) found = std::move(split);
    return found;
  }

 private:
  Subtree best_split(const std::vector<std::size_t>& answers, std::size_t attribute,
                     std::size_t depth) const {
    std::vector<std::vector<std::size_t>> parts(table_.attributes[attribute].values);
    for (const std::size_t y : answers) parts[table_.of_answer[y][attribute]].push_back(y);
    Subtree whole{0, table_.attributes[attribute].name + " (", {}};
    for (std::size_t value = 0; value < parts.size(); ++value) {
      Subtree part = best(parts[value], depth - 1);
      whole.worth += part.worth;
      whole.text += fmt::format("{}{}: {}", value == 0 ? "" : ", ", value, part.text);
      whole.human.insert(whole.human.end(), part.human.begin(), part.human.end());
    }
    whole.text += ")";
    return whole;
  }

  const AttributeTable& table_;
  std::vector<Integer> gap_;
};

Distinguisher best_tree(const AttributeTable& table, std::size_t depth, Gap gap) {
  require_fits(table, gap);
  std::vector<std::size_t> answers(gap.size());
  std::iota(answers.begin(), answers.end(), 0);
  const Subtree found = TreeSearch(table, gap).best(answers, depth);
  Distinguisher d{found.text, std::vector<Rational>(gap.size())};
  for (const std::size_t y : found.human) d.says_human[y] = 1;
  return d;
}

// ---- linear ones

struct LinearClass {
  std::vector<std::vector<Rational>> features;
  std::vector<std::string> names;
  Rational limit;

  void require_valid() const {
    for (std::size_t y = 0; y < features.size(); ++y)
      if (features[y].size() != names.size())
        throw std::invalid_argument(
            fmt::format("answer {} has {} features, expected {}", y, features[y].size(), names.size()));
    if (limit <= 0)
      throw std::invalid_argument("the limit of the coefficients is " + to_string(limit) +
                                  ", expected a positive number");
  }

  // Variables x_j = c_j + limit, so that they are not negative.
  LinearProgram programme(Gap gap) const {
    LinearProgram p;
    for (std::size_t j = 0; j < names.size(); ++j) {
      Rational seen = 0;
      for (std::size_t y = 0; y < gap.size(); ++y) seen += gap[y] * features[y][j];
      p.objective.push_back(std::move(seen));
      std::vector<Rational> row(names.size());
      row[j] = 1;
      p.rows.push_back(std::move(row));
      p.limits.push_back(2 * limit);
    }
    for (const auto& phi : std::set(features.begin(), features.end())) {  // equal features ask the same
      Rational shift = 0;
      for (const Rational& x : phi) shift += limit * x;
      std::vector<Rational> negative;
      for (const Rational& x : phi) negative.push_back(-x);
      p.rows.push_back(phi);  // <c, phi> <= 1/2
      p.limits.push_back(half + shift);
      p.rows.push_back(std::move(negative));  // -<c, phi> <= 1/2
      p.limits.push_back(half - shift);
    }
    return p;
  }

  Distinguisher best(Gap gap) const {
    if (features.size() != gap.size())
      throw std::invalid_argument(
          fmt::format("features of {} answers, asked about {}", features.size(), gap.size()));
    const LinearSolution solution = maximise(programme(gap));
    Distinguisher d{"1/2", std::vector<Rational>(gap.size(), half)};
    for (std::size_t j = 0; j < names.size(); ++j) {
      const Rational c = solution.primal[j] - limit;
      if (c == 0) continue;
      d.name += fmt::format(" {} {} {}", c > 0 ? "+" : "-", to_string(abs(c)), names[j]);
      for (std::size_t y = 0; y < gap.size(); ++y) d.says_human[y] += c * features[y][j];
    }
    return d;
  }
};

}  // namespace

DistinguisherClass parities(AttributeTable table, std::size_t bits) {
  require_valid(table);
  if (table.attributes.size() > 20)
    throw std::invalid_argument(
        fmt::format("parities of {} attributes, expected at most 20", table.attributes.size()));
  for (const Attribute& a : table.attributes)
    if (a.values > 2)
      throw std::invalid_argument(
          fmt::format("parities of {}, which takes {} values, expected 2", a.name, a.values));
  return DistinguisherClass(
      fmt::format("parities of at most {}", bits),
      [table = std::move(table), bits](Gap gap) { return best_parity(table, bits, gap); });
}

DistinguisherClass juntas(AttributeTable table, std::size_t attributes) {
  require_valid(table);
  return DistinguisherClass(
      fmt::format("juntas of {}", attributes),
      [table = std::move(table), attributes](Gap gap) { return best_junta(table, attributes, gap); });
}

DistinguisherClass decision_trees(AttributeTable table, std::size_t depth) {
  require_valid(table);
  return DistinguisherClass(
      fmt::format("decision trees of depth {}", depth),
      [table = std::move(table), depth](Gap gap) { return best_tree(table, depth, gap); });
}

DistinguisherClass linear_in_features(std::vector<std::vector<Rational>> features,
                                      std::vector<std::string> names, const Rational& limit) {
  LinearClass linear{std::move(features), std::move(names), limit};
  linear.require_valid();
  std::string name =
      fmt::format("linear in {} features, within {}", linear.names.size(), to_string(linear.limit));
  return DistinguisherClass(std::move(name),
                            [linear = std::move(linear)](Gap gap) { return linear.best(gap); });
}

}  // namespace qed
