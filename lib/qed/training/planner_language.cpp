#include "qed/training/planner_language.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "qed/exact/limbs.hpp"
#include "qed/exact/wording.hpp"

namespace qed {
namespace {

constexpr unsigned most_description_bits = 20;  // of a list
constexpr std::size_t most_code_bits = 40;      // of one code: what it names stays small

// Reads parts of a code; what there is to read may end in the middle of one.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  bool ended() const { return at_ == text_.size(); }
  bool ran_out() const { return ran_out_; }

  bool bit() {
    if (ended()) ran_out_ = true;
    return !ran_out_ && text_[at_++] == '1';
  }
  unsigned gamma() {
    unsigned zeros = 0;
    while (!ran_out_ && !bit()) ++zeros;
    unsigned n = 1;
    for (unsigned i = 0; i < zeros; ++i) n = 2 * n + (bit() ? 1u : 0u);
    return n;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  bool ran_out_ = false;
};

Planner read(Reader& reader) {
  Planner planner;
  if (reader.bit()) planner.horizon = reader.gamma();
  if (reader.bit()) planner.discount = 1 - ratio(Integer(1), Integer(1) << reader.gamma());
  if (reader.bit()) planner.bound = Rational(reader.gamma());
  return planner;
}

// The k with discount = 1 - 2^-k, k >= 1.
std::optional<unsigned> exponent_of(const Rational& discount) {
  const Rational rest = 1 - discount;
  const std::size_t k = trailing_zero_bits(denominator_of(rest));
  if (k == 0 || rest != ratio(Integer(1), Integer(1) << k)) return std::nullopt;
  return static_cast<unsigned>(k);
}

// Every description that starts with `prefix`, up to a length: a prefix that is none yet goes on with either
// bit.
void extend(std::string& prefix, unsigned bits, std::vector<Described>& found) {
  Reader reader(prefix);
  const Planner planner = read(reader);
  if (!reader.ran_out()) {
    found.push_back({prefix, planner});
    return;
  }
  if (prefix.size() == bits) return;
  for (const char bit : {'0', '1'}) {
    prefix.push_back(bit);
    extend(prefix, bits, found);
    prefix.pop_back();
  }
}

}  // namespace

std::string gamma_code(unsigned n) {
  if (n == 0) throw std::invalid_argument("gamma codes are of 1, 2, 3, …; found 0");
  std::string binary;
  for (; n > 0; n /= 2) binary.insert(binary.begin(), n % 2 == 1 ? '1' : '0');
  return std::string(binary.size() - 1, '0') + binary;
}

std::string description(const Planner& planner) {
  std::string code = planner.horizon ? "1" + gamma_code(*planner.horizon) : "0";
  if (planner.discount == 1) {
    code += "0";
  } else if (const auto exponent = exponent_of(planner.discount)) {
    code += "1" + gamma_code(*exponent);
  } else {
    throw std::invalid_argument(
        fmt::format("discount = {} has no description; expected 1 or 1 - 2^-k", to_string(planner.discount)));
  }
  if (!planner.bound) return code + "0";
  const Rational& bound = *planner.bound;
  if (denominator_of(bound) != 1 || bound < 1 || bound > 1'000'000'000)
    throw std::invalid_argument(
        fmt::format("bound = {} has no description; expected an integer from 1 on", to_string(bound)));
  return code + "1" + gamma_code(static_cast<unsigned>(numerator_of(bound)));
}

Planner described(std::string_view code) {
  const auto refuse = [&](std::string_view why) {
    return std::invalid_argument(fmt::format("{} {}", in_quotes(code), why));
  };
  if (code.find_first_not_of("01") != std::string_view::npos) throw refuse("is not made of 0 and 1");
  if (code.size() > most_code_bits) throw refuse(fmt::format("is longer than {} bits", most_code_bits));
  Reader reader(code);
  const Planner planner = read(reader);
  if (reader.ran_out()) throw refuse("ends in the middle of a description");
  if (!reader.ended()) throw refuse("goes on after a description");
  return planner;
}

std::string in_words(const Planner& planner) {
  const std::string horizon = !planner.horizon        ? "to the end"
                              : *planner.horizon == 1 ? "1 step"
                                                      : fmt::format("{} steps", *planner.horizon);
  const std::string discount =
      planner.discount == 1 ? "undiscounted" : "discount " + to_string(planner.discount);
  return fmt::format("{}, {}, {}", horizon, discount,
                     planner.bound ? "bound " + to_string(*planner.bound) : "unbounded");
}

std::vector<Described> descriptions(unsigned bits) {
  if (bits > most_description_bits)
    throw std::invalid_argument(
        fmt::format("descriptions of up to {} bits; expected at most {}", bits, most_description_bits));
  std::vector<Described> found;
  std::string prefix;
  extend(prefix, bits, found);
  std::ranges::stable_sort(found, {}, [](const Described& d) { return d.code.size(); });
  return found;
}

Rational kraft_sum(const std::vector<Described>& of) {
  Rational sum = 0;
  for (const Described& d : of) sum += d.weight();
  return sum;
}

std::vector<PlannerModel> planner_models(const Mdp& mdp, const Reward& reward, const PlannerFamily& family,
                                         unsigned episode) {
  std::map<std::pair<Rational, Reward>, std::vector<std::vector<Distribution>>> laws;  // of what is valued
  std::vector<PlannerModel> models;
  for (const Described& d : descriptions(family.description_bits)) {
    const auto [at, is_new] = laws.try_emplace({d.planner.discount, utility(d.planner, reward)});
    if (is_new) {
      Planner to_the_end = d.planner;
      to_the_end.horizon.reset();
      at->second = noisy_laws(mdp, reward, {to_the_end, family.rationality, family.rounding_bits}, episode);
    }
    Plan plan = plan_of(at->second, d.planner, episode);
    const auto same =
        std::ranges::find_if(models, [&](const PlannerModel& m) { return same_policy(mdp, m.plan, plan); });
    if (same == models.end()) {
      models.push_back({d, {d.planner}, d.weight(), std::move(plan)});
    } else {
      same->prior += d.weight();
      same->planners.push_back(d.planner);
    }
  }
  return models;
}

std::optional<ModelIndex> model_of(const std::vector<PlannerModel>& models, const Planner& planner) {
  for (ModelIndex m = 0; m < models.size(); ++m)
    if (std::ranges::find(models[m].planners, planner) != models[m].planners.end()) return m;
  return std::nullopt;
}

}  // namespace qed
