#include "qed/model/class_file/parts.hpp"

#include <fmt/format.h>

#include "qed/exact/limbs.hpp"
#include "qed/exact/number.hpp"
#include "qed/exact/wording.hpp"
#include "qed/model/class_file.hpp"
#include "qed/model/rules.hpp"

namespace qed {
namespace {

// Bits of a number of so many decimal digits, from above: log2(10) < 3.322.
constexpr std::size_t bits_of_digits(std::size_t digits) { return digits / 1000 * 3322; }

}  // namespace

Names::Names(std::string_view what, const std::vector<std::string>& names) : what_(what), names_(&names) {
  for (std::size_t i = 0; i < names.size(); ++i) index_.emplace(names[i], static_cast<std::uint32_t>(i));
}

std::optional<std::uint32_t> Names::find(std::string_view name) const {
  const auto found = index_.find(name);
  return found == index_.end() ? std::nullopt : std::optional(found->second);
}

void Parts::fail(const JsonValue& at, std::string found, std::string expected) const {
  throw Defect(pointer(at), std::move(found), std::move(expected));
}

Rational Parts::number(const JsonValue& value) {
  Rational q;
  try {
    q = parse_rational(value.text);
  } catch (const std::invalid_argument& error) {
    fail(value, shown(value), fmt::format("an exact number: {}", error.what()));
  }
  bits_ += bit_length(numerator_of(q)) + bit_length(denominator_of(q));
  if (bits_ > bits_of_digits(ClassFileLimits::digits))
    fail(value, fmt::format("numbers of more than {} digits in all", ClassFileLimits::digits),
         "at most so many");
  return q;
}

std::uint64_t Parts::count(const JsonValue& value, std::uint64_t most) {
  const Rational q = number(value);
  if (denominator_of(q) != 1 || q < 0 || numerator_of(q) > most)
    fail(value, shown(value), fmt::format("a whole number from 0 to {}", most));
  return numerator_of(q).convert_to<std::uint64_t>();
}

std::uint32_t Parts::resolve(const JsonValue& name, const Names& names) const {
  return resolve_text(name.text, name, names);
}

std::uint32_t Parts::resolve_text(std::string_view name, const JsonValue& at, const Names& names) const {
  if (const auto index = names.find(name)) return *index;
  fail(at, fmt::format("the unknown {} {}", names.what(), in_quotes(name)),
       fmt::format("one of {}{}", listed(names.all()), suggestion(name, names.all())));
}

void Parts::fail_missing(const JsonValue& object, const Names& names) const {
  for (const auto& name : names.all())
    if (object.find(name) == nullptr)
      fail(object, fmt::format("nothing for the {} {}", names.what(), in_quotes(name)),
           fmt::format("one entry for each of {}", listed(names.all())));
  fail(object, shown(object), fmt::format("one entry for each of {}", listed(names.all())));
}

Distribution Parts::law(const JsonValue& value, const Names& outcomes) {
  if (value.items.size() != outcomes.size())
    throw rules::wrong_law_size(value.items.size(), outcomes.all(), pointer(value));
  std::vector<Rational> probabilities;
  Rational sum = 0;
  Integer common = 1;
  for (const JsonValue& item : value.items) {
    probabilities.push_back(number(item));
    if (probabilities.back() < 0) fail(item, shown(item), "a probability, which is never negative");
    limit_common_denominator(value, common, probabilities.back());
    sum += probabilities.back();
  }
  if (sum != 1)
    fail(value, fmt::format("probabilities that sum to {}", shortened(to_string(sum))), "a sum of exactly 1");
  return Distribution(std::move(probabilities));
}

std::vector<std::vector<StateIndex>> Parts::next(const JsonValue& value, const Names& actions,
                                                 const Names& observations, const Names& states) const {
  using Row = std::vector<StateIndex>;
  const auto same = [&](const JsonValue& name) { return Row(observations.size(), resolve(name, states)); };
  if (value.kind == JsonValue::Kind::string) return std::vector<Row>(actions.size(), same(value));
  std::vector<Row> table(actions.size());
  for_each_name(value, actions, [&](ActionIndex a, const JsonValue& of_action) {
    if (of_action.kind == JsonValue::Kind::string) {
      table[a] = same(of_action);
      return;
    }
    table[a].resize(observations.size());
    for_each_name(of_action, observations,
                  [&](ObservationIndex o, const JsonValue& name) { table[a][o] = resolve(name, states); });
  });
  return table;
}

void Parts::limit(const JsonValue& at, std::size_t count, std::size_t most, std::string_view what) const {
  if (count > most) fail(at, fmt::format("{} {}", count, what), fmt::format("at most {}", most));
}

void Parts::spend_states(const JsonValue& at, std::size_t states, std::size_t actions,
                         std::size_t observations) {
  states_ += states;
  limit(at, states_, ClassFileLimits::states, "states of automata so far");
  transitions_ += states * actions * observations;
  limit(at, transitions_, ClassFileLimits::transitions,
        "transitions (state, action, observation) of automata so far");
}

void Parts::limit_common_denominator(const JsonValue& at, Integer& common, const Rational& next) const {
  const Integer denominator = denominator_of(next);
  if (common % denominator == 0) return;
  common = lcm(common, denominator);
  if (bit_length(common) > bits_of_digits(ClassFileLimits::common_digits))
    fail(at, fmt::format("a common denominator of more than {} digits", ClassFileLimits::common_digits),
         "at most so many");
}

}  // namespace qed
