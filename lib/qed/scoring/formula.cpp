// The text is read into a tree once (formula_tree.hpp); here the tree is read for each outcome, with y and n known.
#include "qed/scoring/formula.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <variant>

#include "qed/exact/number.hpp"
#include "qed/exact/wording.hpp"
#include "qed/scoring/formula_tree.hpp"

namespace qed {
namespace {

// The columns before the position, as the text is printed: one for each character, not each byte; two for a tab, which is
// printed as \t.
std::size_t width_before(std::string_view text, std::size_t position) {
  const std::string shown = printable(text.substr(0, position));
  return static_cast<std::size_t>(
      std::ranges::count_if(shown, [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

FormulaError::FormulaError(std::string_view text, std::size_t position, const std::string& what)
    : std::invalid_argument(
          fmt::format("{}\n  {}\n  {:>{}}", what, printable(text), "^", width_before(text, position) + 1)),
      what_(what),
      position_(position),
      shown_(!text.empty()) {}

FormulaError FormulaError::within(std::string_view longer, std::size_t offset) const {
  return shown_ ? FormulaError(longer, offset + position_, what_) : *this;
}

namespace {

// Sums over an index inside one another, and max and abs, whose operand stands in the condition and in the result, multiply:
// what a text of 100 characters means can be too large to write down.
constexpr std::size_t most_readings = 100000, most_written = 1000000;

using Part = Formula::Part;
using PartPtr = std::shared_ptr<const Part>;

// ---- Meaning, for one y and n

// A condition: what to do with what holds and what does not.
using Truth = std::function<Expression(const Expression& then, const Expression& otherwise)>;
using Entries = std::vector<Expression>;
using Meaning = std::variant<Expression, Entries, Truth>;

class Reading {
 public:
  enum class Report { there, absent };
  Reading(const std::string& text, const Features& features, std::size_t outcomes,
          std::map<std::string, Rational> indices, Report report = Report::there)
      : text_(text), features_(features), outcomes_(outcomes), report_(report), indices_(std::move(indices)) {
    indices_["n"] = outcomes;
  }

  Expression number(const Part& p) {
    Meaning m = meaning(p);
    if (auto* e = std::get_if<Expression>(&m)) return *e;
    fail(p, std::holds_alternative<Entries>(m)
                ? "expected a number, found a vector; sum(…), max(…) and […] make a number of it"
                : "expected a number, found a condition; write (condition ? 1 : 0)");
  }

  // The number, or the vector's entry for this outcome.
  Rational value(const Part& p, std::size_t outcome) {
    const Meaning m = meaning(p);
    const auto* v = std::get_if<Entries>(&m);
    if (v && v->size() != outcomes_)
      fail(p, fmt::format("found a vector of {} numbers, expected one for each of the {} outcomes", v->size(),
                          outcomes_));
    const Expression e = v ? (*v)[outcome] : number(p);
    if (!e.is_constant()) fail(p, fmt::format("expected a rational number, found {}", to_string(e)));
    return e.number();
  }

 private:
  [[noreturn]] void fail(const Part& p, const std::string& what) const {
    throw FormulaError(text_, p.position, what);
  }

  // What the expression itself refuses is told with its place.
  template <class F>
  auto guarded(const Part& p, F f) const {
    try {
      return f();
    } catch (const FormulaError&) {
      throw;
    } catch (const std::invalid_argument& e) {
      fail(p, e.what());
    }
  }

  Truth truth(const Part& p) {
    Meaning m = meaning(p);
    if (auto* t = std::get_if<Truth>(&m)) return *t;
    fail(p, "expected a condition, such as p[y] > 1/2");
  }

  std::size_t index(const Part& p, std::size_t size) {
    const Expression e = number(p);
    if (!e.is_constant()) fail(p, "an index must not depend on p");
    const Rational& q = e.number();
    if (denominator_of(q) != 1 || q < 0 || q >= size)
      fail(p, fmt::format("the index {} is not one of 0 … {}", to_string(q), size - 1));
    return numerator_of(q).convert_to<std::size_t>();
  }

  Meaning meaning(const Part& p) {
    using Kind = Part::Kind;
    if (++readings_ > most_readings)
      fail(p, fmt::format("too large for {} outcomes: more than {} parts to read", outcomes_, most_readings));
    switch (p.kind) {
      case Kind::number: return guarded(p, [&] { return Expression(parse_rational(p.text)); });
      case Kind::name: return name(p);
      case Kind::list: {
        Entries v;
        for (const auto& entry : p.parts) v.push_back(number(*entry));
        return v;
      }
      case Kind::index: {
        Meaning m = meaning(*p.parts[0]);
        const auto* v = std::get_if<Entries>(&m);
        if (!v) fail(*p.parts[0], "expected a vector before [");
        return (*v)[index(*p.parts[1], v->size())];
      }
      case Kind::negate: return mapped(p, meaning(*p.parts[0]), [](const Expression& e) { return -e; });
      case Kind::negation: {
        const Truth t = truth(*p.parts[0]);
        return Truth([t](const Expression& a, const Expression& b) { return t(b, a); });
      }
      case Kind::choice: return choice(p);
      case Kind::binary: return binary(p);
      case Kind::call: return call(p);
    }
    fail(p, "nothing");
  }

  Meaning name(const Part& p) const {
    if (p.text == "p" && report_ == Report::absent) {
      std::vector<std::string> in;
      for (const auto& [key, value] : indices_) in.push_back(key);
      fail(p, "this does not depend on the report p; it is a formula in " + listed(in));
    }
    if (p.text == "p") return Entries(probabilities(outcomes_));
    if (const auto known = indices_.find(p.text); known != indices_.end()) return Expression(known->second);
    if (const auto feature = features_.find(p.text); feature != features_.end()) {
      if (feature->second.size() != outcomes_)
        fail(p, fmt::format("{} has {} numbers; there are {} outcomes", p.text, feature->second.size(),
                            outcomes_));
      return Entries(feature->second.begin(), feature->second.end());
    }
    std::vector<std::string> known;
    if (report_ == Report::there) known.emplace_back("p");
    for (const auto& [key, values] : features_) known.push_back(key);
    for (const auto& [key, value] : indices_) known.push_back(key);
    if (p.text == "y" && report_ == Report::there)
      fail(p, "a function of the report has no outcome y; it is a formula in p and n");
    fail(p, fmt::format("{} is not known here{}", in_quotes(p.text), suggestion(p.text, known)));
  }

  template <class F>
  Meaning mapped(const Part& p, Meaning m, F f) const {
    if (auto* e = std::get_if<Expression>(&m)) return guarded(p, [&] { return f(*e); });
    if (auto* v = std::get_if<Entries>(&m)) {
      for (Expression& e : *v) e = guarded(p, [&] { return f(e); });
      return std::move(*v);
    }
    fail(p, "expected a number or a vector, found a condition");
  }

  template <class F>
  Meaning zipped(const Part& p, Meaning a, Meaning b, F f) const {
    if (std::holds_alternative<Truth>(a) || std::holds_alternative<Truth>(b))
      fail(p, fmt::format("{} is not for conditions; write (condition ? 1 : 0)", p.text));
    auto* left = std::get_if<Entries>(&a);
    auto* right = std::get_if<Entries>(&b);
    if (!left && !right)
      return guarded(p, [&] { return f(std::get<Expression>(a), std::get<Expression>(b)); });
    if (left && right && left->size() != right->size())
      fail(p, fmt::format("vectors of {} and of {} numbers", left->size(), right->size()));
    Entries result;
    for (std::size_t i = 0; i < (left ? left : right)->size(); ++i)
      result.push_back(guarded(p, [&] {
        return f(left ? (*left)[i] : std::get<Expression>(a), right ? (*right)[i] : std::get<Expression>(b));
      }));
    return result;
  }

  Meaning choice(const Part& p) {
    const Truth t = truth(*p.parts[0]);
    // Decided already, where the condition does not depend on p: then only that branch is read, and may be what the other
    // is not, such as p[y+1] at the last outcome.
    const Expression yes = t(Expression(1), Expression(0));
    if (yes.is_constant()) return meaning(*p.parts[yes.is(1) ? 1 : 2]);
    return t(number(*p.parts[1]), number(*p.parts[2]));
  }

  Meaning binary(const Part& p) {
    const std::string& op = p.text;
    if (op == "&&" || op == "||") {
      const Truth a = truth(*p.parts[0]);
      // Decided already by the left side: the right one may be without meaning here, as in y > 0 && p[y - 1] > 1/2.
      if (const Expression yes = a(Expression(1), Expression(0)); yes.is(op == "&&" ? 0 : 1)) return a;
      const Truth b = truth(*p.parts[1]);
      if (op == "&&")
        return Truth([a, b](const Expression& t, const Expression& e) { return a(b(t, e), e); });
      return Truth([a, b](const Expression& t, const Expression& e) { return a(t, b(t, e)); });
    }
    if (op == "<" || op == "<=" || op == ">" || op == ">=" || op == "==" || op == "!=") {
      const Expression a = number(*p.parts[0]), b = number(*p.parts[1]);
      if (op == "!=")
        return Truth([a, b](const Expression& t, const Expression& e) { return choose(a == b, e, t); });
      const Condition c = op == "<"    ? a < b
                          : op == "<=" ? a <= b
                          : op == ">"  ? a > b
                          : op == ">=" ? a >= b
                                       : a == b;
      return Truth([c](const Expression& t, const Expression& e) { return choose(c, t, e); });
    }
    Meaning a = meaning(*p.parts[0]), b = meaning(*p.parts[1]);
    if (op == "+")
      return zipped(p, std::move(a), std::move(b), [](const auto& x, const auto& y) { return x + y; });
    if (op == "-")
      return zipped(p, std::move(a), std::move(b), [](const auto& x, const auto& y) { return x - y; });
    if (op == "*")
      return zipped(p, std::move(a), std::move(b), [](const auto& x, const auto& y) { return x * y; });
    if (op == "/")
      return zipped(p, std::move(a), std::move(b), [](const auto& x, const auto& y) { return x / y; });
    return zipped(p, std::move(a), std::move(b), [&](const Expression& x, const Expression& e) {
      if (!e.is_constant()) fail(*p.parts[1], "an exponent must be constant; write exp(e*ln(x))");
      return pow(x, e.number());
    });
  }

  void arguments(const Part& p, std::size_t least, std::size_t most) const {
    if (p.parts.size() >= least && p.parts.size() <= most) return;
    fail(p, least == most
                ? fmt::format("{} takes {} argument{}, not {}", p.text, least, least == 1 ? "" : "s",
                              p.parts.size())
                : fmt::format("{} takes {} or {} arguments, not {}", p.text, least, most, p.parts.size()));
  }

  // The entries of a vector, or the values of a body over an index: sum(p^2), sum(i, p[i]^2).
  Entries entries(const Part& p) {
    if (p.parts.size() == 1) {
      Meaning m = meaning(*p.parts[0]);
      if (auto* v = std::get_if<Entries>(&m)) return std::move(*v);
      fail(*p.parts[0], fmt::format("{} of one thing wants a vector", p.text));
    }
    const Part& name = *p.parts[0];
    if (name.kind != Part::Kind::name || name.text == "p" || indices_.count(name.text) ||
        features_.count(name.text))
      fail(name, "expected a new name for the index, as in sum(i, p[i])");
    Entries values;
    for (std::size_t i = 0; i < outcomes_; ++i) {
      indices_[name.text] = i;
      values.push_back(number(*p.parts[1]));
    }
    indices_.erase(name.text);
    return values;
  }

  static bool mentions(const Part& p, const std::string& name) {
    return (p.kind == Part::Kind::name && p.text == name) ||
           std::ranges::any_of(p.parts, [&](const PartPtr& part) { return mentions(*part, name); });
  }

  // max(i, p[i]) is over an index; max(w, p[y]) with an unknown w is a mistake, not the largest of n equal numbers.
  bool has_new_index(const Part& p) const {
    const Part& name = *p.parts[0];
    return name.kind == Part::Kind::name && name.text != "p" && !indices_.count(name.text) &&
           !features_.count(name.text) && mentions(*p.parts[1], name.text);
  }

  Meaning call(const Part& p) {
    const std::string& f = p.text;
    if (f == "if") {
      arguments(p, 3, 3);
      return choice(p);
    }
    if (f == "sum" || f == "prod") {
      arguments(p, 1, 2);
      Expression result = f == "sum" ? 0 : 1;
      for (const Expression& e : entries(p)) result = f == "sum" ? result + e : result * e;
      return result;
    }
    if (f == "max" || f == "min") {
      arguments(p, 1, 2);
      const Entries values = p.parts.size() == 2 && !has_new_index(p)
                                 ? Entries{number(*p.parts[0]), number(*p.parts[1])}
                                 : entries(p);
      if (values.empty()) fail(p, "of no numbers");
      Expression result = values.front();
      for (std::size_t i = 1; i < values.size(); ++i)
        result = f == "max" ? max(result, values[i]) : min(result, values[i]);
      return result;
    }
    static const std::map<std::string, Expression (*)(const Expression&)> functions = {
        {"ln", [](const Expression& e) { return log(e); }},
        {"log", [](const Expression& e) { return log(e); }},
        {"exp", [](const Expression& e) { return exp(e); }},
        {"sqrt", [](const Expression& e) { return sqrt(e); }},
        {"abs", [](const Expression& e) { return max(e, -e); }}};
    const auto known = functions.find(f);
    if (known == functions.end()) {
      std::vector<std::string> names{"sum", "prod", "max", "min", "if"};
      for (const auto& [key, value] : functions) names.push_back(key);
      fail(p, fmt::format("there is no function {}{}", in_quotes(f), suggestion(f, names)));
    }
    arguments(p, 1, 1);
    return mapped(p, meaning(*p.parts[0]), known->second);
  }

  const std::string& text_;
  const Features& features_;
  std::size_t outcomes_;
  std::size_t readings_ = 0;
  Report report_;
  std::map<std::string, Rational> indices_;
};

// How many parts an expression has when what is shared is written out each time; no more than `most` + 1 are counted.
std::size_t written_size(const Expression& e, std::size_t most, std::map<const void*, std::size_t>& known) {
  if (const auto found = known.find(e.identity()); found != known.end()) return found->second;
  std::size_t size = 1;
  for (const Expression& operand : e.operands())
    size = std::min(most + 1, size + written_size(operand, most, known));
  return known[e.identity()] = size;
}

}  // namespace

Formula Formula::parse(std::string_view text, Features features) {
  for (const auto& [name, values] : features)
    if (name == "p" || name == "y" || name == "n")
      throw FormulaError(text, 0,
                         fmt::format("a feature cannot be called {}, which has a meaning", in_quotes(name)));
  Formula formula;
  formula.text_ = text;
  formula.features_ = std::move(features);
  formula.root_ = formula_tree(formula.text_);
  return formula;
}

void require_writable(std::span<const Expression> expressions, std::string_view text, std::size_t position) {
  std::map<const void*, std::size_t> sizes;
  for (const Expression& e : expressions)
    if (written_size(e, most_written, sizes) > most_written)
      throw FormulaError(
          text, position,
          fmt::format("too large for so many outcomes: more than {} parts when written out", most_written));
}

std::vector<Expression> Formula::scores(std::size_t outcomes) const {
  std::vector<Expression> result;
  for (std::size_t y = 0; y < outcomes; ++y) {
    result.push_back(Reading(text_, features_, outcomes, {{"y", y}}).number(*root_));
    require_writable({&result.back(), 1}, text_, root_->position);
  }
  return result;
}

Expression Formula::function(std::size_t outcomes) const {
  const Expression result = Reading(text_, features_, outcomes, {}).number(*root_);
  require_writable({&result, 1}, text_, root_->position);
  return result;
}

std::vector<std::vector<Expression>> Formula::table(std::size_t outcomes) const {
  for (const char* index : {"i", "j"})
    if (features_.contains(index))
      throw FormulaError(
          text_, 0, fmt::format("a feature cannot be called {} in a kernel, where it is an outcome", index));
  std::vector<std::vector<Expression>> rows(outcomes);
  for (std::size_t i = 0; i < outcomes; ++i)
    for (std::size_t j = 0; j < outcomes; ++j) {
      rows[i].push_back(
          Reading(text_, features_, outcomes, {{"i", i}, {"j", j}}, Reading::Report::absent).number(*root_));
    }
  for (const auto& row : rows) require_writable(row, text_, root_->position);
  return rows;
}

std::vector<Rational> Formula::values(const std::string& variable, std::span<const Rational> points) const {
  std::vector<Rational> result;
  for (std::size_t i = 0; i < points.size(); ++i)
    result.push_back(
        Reading(text_, features_, points.size(), {{variable, points[i]}}, Reading::Report::absent)
            .value(*root_, i));
  return result;
}

}  // namespace qed
