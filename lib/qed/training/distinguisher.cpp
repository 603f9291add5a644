#include "qed/training/distinguisher.hpp"

#include <algorithm>
#include <stdexcept>

#include "qed/claims/comparison.hpp"

namespace qed {

namespace {

void require_as_many(std::size_t found, std::size_t expected, const std::string& of) {
  if (found != expected)
    throw std::invalid_argument(of + " is over " + std::to_string(found) + " answers, expected " +
                                std::to_string(expected));
}

// The numbers of those that are 1, eight of them at most.
std::string answers_named(const std::vector<Rational>& chosen) {
  std::string text;
  std::size_t more = 0, named = 0;
  for (std::size_t y = 0; y < chosen.size(); ++y) {
    if (chosen[y] == 0) continue;
    if (named == 8)
      ++more;
    else
      text += (named++ == 0 ? "" : ", ") + std::to_string(y);
  }
  if (more > 0) text += " and " + std::to_string(more) + " more";
  return text.empty() ? "nothing" : text;
}

bool is_probability(const Rational& q) { return q >= 0 && q <= 1; }

}  // namespace

std::vector<Rational> gap_between(const Distribution& human, const Distribution& imitator) {
  require_as_many(imitator.size(), human.size(), "the imitator's law");
  std::vector<Rational> gap(human.size());
  for (std::size_t y = 0; y < gap.size(); ++y) gap[y] = human[y] - imitator[y];
  return gap;
}

Rational advantage(std::span<const Rational> gap, const Distinguisher& d) {
  require_as_many(d.says_human.size(), gap.size(), "the distinguisher");
  Rational sum = 0;
  for (std::size_t y = 0; y < gap.size(); ++y)
    if (d.says_human[y] != 0) sum += gap[y] * d.says_human[y];
  return sum;
}

Rational total_variation(std::span<const Rational> gap) {
  Rational sum = 0;
  for (const Rational& g : gap) sum += abs(g);
  return sum / 2;
}

DistinguisherClass every_distinguisher() {
  return DistinguisherClass("every distinguisher", [](std::span<const Rational> gap) {
    Distinguisher d;
    for (const Rational& g : gap) d.says_human.push_back(g > 0 ? 1 : 0);
    d.name = "says human to " + answers_named(d.says_human);
    return d;
  });
}

DistinguisherClass these_distinguishers(std::string name, std::vector<Distinguisher> members) {
  if (members.empty()) throw std::invalid_argument("a class of distinguishers has no member");
  for (const Distinguisher& d : members)
    if (!std::ranges::all_of(d.says_human, is_probability))
      throw std::invalid_argument("the distinguisher that " + d.name +
                                  " says human with a probability outside [0, 1]");
  return DistinguisherClass(std::move(name), [members = std::move(members)](std::span<const Rational> gap) {
    return *std::ranges::max_element(members, {}, [&](const auto& d) { return advantage(gap, d); });
  });
}

Comparison decide_distinguisher(const Distribution& human, const Distribution& imitator,
                                const DistinguisherClass& members, const DistinguisherClass& all) {
  const auto gap = gap_between(human, imitator);
  const Rational distance = total_variation(gap);
  const Distinguisher best = members.best(gap);
  Comparison result = at_most(advantage(gap, best), distance);
  result.detail = best.name;
  result.interesting = result.value->exact() > 0;
  if (!std::ranges::all_of(best.says_human, is_probability)) {
    result.verdict = Verdict::violated;
    result.detail = "a probability outside [0, 1]: " + best.name;
  }
  const Rational of_all = advantage(gap, all.best(gap));
  if (of_all == distance) return result;
  result = at_most(Rational(abs(Rational(of_all - distance))), Rational(0));
  result.detail = "the best of all distinguishers against the total variation distance";
  return result;
}

}  // namespace qed
