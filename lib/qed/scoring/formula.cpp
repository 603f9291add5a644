// Two steps: Boost.Spirit X3 reads the text into a tree once; the tree is then read for each outcome with y and n known.
#include "qed/scoring/formula.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/spirit/home/x3.hpp>
#include <functional>
#include <variant>

#include "qed/exact/number.hpp"
#include "qed/exact/wording.hpp"

namespace qed {

struct Formula::Part {
  enum class Kind { number, name, list, call, index, negate, negation, binary, choice };
  Kind kind;
  std::size_t position = 0;
  std::string text = {};  // the number, the name, the operator
  std::vector<std::shared_ptr<const Part>> parts = {};
};

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
      position_(position) {}

namespace {

constexpr std::size_t longest_text = 2000, deepest_brackets = 100;
// Sums over an index inside one another, and max and abs, whose operand stands in the condition and in the result, multiply:
// what a text of 100 characters means can be too large to write down.
constexpr std::size_t most_readings = 100000, most_written = 1000000;

using Part = Formula::Part;
using PartPtr = std::shared_ptr<const Part>;

// ---- Reading

namespace x3 = boost::spirit::x3;

struct Start;  // tag: the text's first character, to tell positions

PartPtr part(Part::Kind kind, std::size_t position, std::string text, std::vector<PartPtr> parts) {
  return std::make_shared<const Part>(Part{kind, position, std::move(text), std::move(parts)});
}

// Where the text that a parser read begins.
template <class Context>
std::size_t position_of(const Context& context) {
  return static_cast<std::size_t>(x3::_attr(context).begin() - x3::get<Start>(context).get());
}

template <class Iterator>
std::string text_of(const boost::iterator_range<Iterator>& range) {
  return {range.begin(), range.end()};
}

const x3::rule<class Ternary, PartPtr> expression = "an expression";
const x3::rule<class Or, PartPtr> disjunction = "an expression";
const x3::rule<class And, PartPtr> conjunction = "an expression";
const x3::rule<class Compare, PartPtr> comparison = "an expression";
const x3::rule<class Sum, PartPtr> sum = "an expression";
const x3::rule<class Product, PartPtr> product = "an expression";
const x3::rule<class Unary, PartPtr> unary = "an expression";
const x3::rule<class Power, PartPtr> power_ = "an expression";
const x3::rule<class Postfix, PartPtr> postfix = "an expression";
const x3::rule<class Primary, PartPtr> primary = "an expression";

const auto same = [](auto& context) { x3::_val(context) = x3::_attr(context); };

// What stands so far becomes the left operand of an operator, whose text is kept until its right operand is read.
const auto remember = [](auto& context) {
  x3::_val(context) =
      part(Part::Kind::binary, position_of(context), text_of(x3::_attr(context)), {x3::_val(context)});
};
const auto complete = [](auto& context) {
  const PartPtr& open = x3::_val(context);
  x3::_val(context) = part(open->kind, open->position, open->text, {open->parts[0], x3::_attr(context)});
};

const auto symbol = [](auto parser) { return x3::raw[x3::lexeme[parser]]; };

const auto ternary_open = [](auto& context) {
  x3::_val(context) = part(Part::Kind::choice, x3::_val(context)->position, "?", {x3::_val(context)});
};
const auto add_part = [](auto& context) {
  const PartPtr& open = x3::_val(context);
  auto parts = open->parts;
  parts.push_back(x3::_attr(context));
  x3::_val(context) = part(open->kind, open->position, open->text, std::move(parts));
};

const auto expression_def = disjunction[same] >>
                            -(x3::lit('?')[ternary_open] > expression[add_part] > ':' > expression[add_part]);
const auto disjunction_def = conjunction[same] >> *(symbol(x3::lit("||"))[remember] > conjunction[complete]);
const auto conjunction_def = comparison[same] >> *(symbol(x3::lit("&&"))[remember] > comparison[complete]);
const auto comparison_def = sum[same] >> -(symbol(x3::lit("<=") | ">=" | "==" | "!=" | "<" | ">")[remember] >
                                           sum[complete]);
const auto sum_def = product[same] >> *(symbol(x3::char_("+-"))[remember] > product[complete]);
const auto product_def = unary[same] >> *(symbol(x3::char_("*/"))[remember] > unary[complete]);

const auto open_unary = [](auto& context) {
  const std::string sign = text_of(x3::_attr(context));
  x3::_val(context) =
      part(sign == "-" ? Part::Kind::negate : Part::Kind::negation, position_of(context), sign, {});
};
const auto unary_def =
    (symbol(x3::char_('-') | (x3::char_('!') >> !x3::lit('=')))[open_unary] > unary[add_part]) | power_[same];
const auto power__def = postfix[same] >> -(symbol(x3::lit('^'))[remember] > unary[complete]);

const auto open_index = [](auto& context) {
  x3::_val(context) = part(Part::Kind::index, position_of(context), "[", {x3::_val(context)});
};
const auto postfix_def = primary[same] >> *(symbol(x3::lit('['))[open_index] > expression[add_part] > ']');

const auto number_text =
    x3::lexeme[+x3::digit >> -('.' >> +x3::digit) >> -(x3::char_("eE") >> -x3::char_("+-") >> +x3::digit)];
const auto name_text = x3::lexeme[(x3::alpha | '_') >> *(x3::alnum | '_')];

const auto number_part = [](auto& context) {
  x3::_val(context) = part(Part::Kind::number, position_of(context), text_of(x3::_attr(context)), {});
};
const auto name_part = [](auto& context) {
  x3::_val(context) = part(Part::Kind::name, position_of(context), text_of(x3::_attr(context)), {});
};
const auto open_call = [](auto& context) {
  x3::_val(context) = part(Part::Kind::call, x3::_val(context)->position, x3::_val(context)->text, {});
};
const auto open_list = [](auto& context) {
  x3::_val(context) = part(Part::Kind::list, position_of(context), "[", {});
};

const auto primary_def =
    x3::raw[number_text][number_part] |
    (x3::raw[name_text][name_part] >>
     -(x3::lit('(')[open_call] > expression[add_part] > *(',' > expression[add_part]) > ')')) |
    (symbol(x3::lit('['))[open_list] > expression[add_part] > *(',' > expression[add_part]) > ']') |
    (x3::lit('(') > expression[same] > ')');

BOOST_SPIRIT_DEFINE(expression, disjunction, conjunction, comparison, sum, product, unary, power_, postfix,
                    primary)

// ---- Meaning, for one y and n

// A condition: what to do with what holds and what does not.
using Truth = std::function<Expression(const Expression& then, const Expression& otherwise)>;
using Vector = std::vector<Expression>;
using Meaning = std::variant<Expression, Vector, Truth>;

class Reading {
 public:
  enum class Report { there, absent };
  Reading(const std::string& text, const Features& features, std::size_t outcomes,
          std::map<std::string, std::size_t> indices, Report report = Report::there)
      : text_(text), features_(features), outcomes_(outcomes), report_(report), indices_(std::move(indices)) {
    indices_["n"] = outcomes;
  }

  Expression number(const Part& p) {
    Meaning m = meaning(p);
    if (auto* e = std::get_if<Expression>(&m)) return *e;
    fail(p, std::holds_alternative<Vector>(m)
                ? "expected a number, found a vector; sum(…), max(…) and […] make a number of it"
                : "expected a number, found a condition; write (condition ? 1 : 0)");
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
        Vector v;
        for (const auto& entry : p.parts) v.push_back(number(*entry));
        return v;
      }
      case Kind::index: {
        Meaning m = meaning(*p.parts[0]);
        const auto* v = std::get_if<Vector>(&m);
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
    if (p.text == "p" && report_ == Report::absent)
      fail(p, "a kernel does not depend on the report p; it is a formula in i and j");
    if (p.text == "p") return Vector(probabilities(outcomes_));
    if (const auto known = indices_.find(p.text); known != indices_.end())
      return Expression(Rational(known->second));
    if (const auto feature = features_.find(p.text); feature != features_.end()) {
      if (feature->second.size() != outcomes_)
        fail(p, fmt::format("{} has {} numbers; there are {} outcomes", p.text, feature->second.size(),
                            outcomes_));
      return Vector(feature->second.begin(), feature->second.end());
    }
    std::vector<std::string> known;
    if (report_ == Report::there) known.emplace_back("p");
    for (const auto& [key, values] : features_) known.push_back(key);
    for (const auto& [key, value] : indices_) known.push_back(key);
    fail(p, fmt::format("{} is not known here{}", in_quotes(p.text), suggestion(p.text, known)));
  }

  template <class F>
  Meaning mapped(const Part& p, Meaning m, F f) const {
    if (auto* e = std::get_if<Expression>(&m)) return guarded(p, [&] { return f(*e); });
    if (auto* v = std::get_if<Vector>(&m)) {
      for (Expression& e : *v) e = guarded(p, [&] { return f(e); });
      return std::move(*v);
    }
    fail(p, "expected a number or a vector, found a condition");
  }

  template <class F>
  Meaning zipped(const Part& p, Meaning a, Meaning b, F f) const {
    if (std::holds_alternative<Truth>(a) || std::holds_alternative<Truth>(b))
      fail(p, fmt::format("{} is not for conditions; write (condition ? 1 : 0)", p.text));
    auto* left = std::get_if<Vector>(&a);
    auto* right = std::get_if<Vector>(&b);
    if (!left && !right)
      return guarded(p, [&] { return f(std::get<Expression>(a), std::get<Expression>(b)); });
    if (left && right && left->size() != right->size())
      fail(p, fmt::format("vectors of {} and of {} numbers", left->size(), right->size()));
    Vector result;
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
  Vector entries(const Part& p) {
    if (p.parts.size() == 1) {
      Meaning m = meaning(*p.parts[0]);
      if (auto* v = std::get_if<Vector>(&m)) return std::move(*v);
      fail(*p.parts[0], fmt::format("{} of one thing wants a vector", p.text));
    }
    const Part& name = *p.parts[0];
    if (name.kind != Part::Kind::name || name.text == "p" || indices_.count(name.text) ||
        features_.count(name.text))
      fail(name, "expected a new name for the index, as in sum(i, p[i])");
    Vector values;
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
      const Vector values = p.parts.size() == 2 && !has_new_index(p)
                                ? Vector{number(*p.parts[0]), number(*p.parts[1])}
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
  std::map<std::string, std::size_t> indices_;
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
  if (text.size() > longest_text)
    throw FormulaError(
        "", 0, fmt::format("a formula of {} characters; at most {} are read", text.size(), longest_text));
  std::size_t depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) >= 0x80)
      throw FormulaError(text, i, "a character that is not ASCII");
    if (text[i] == '(' || text[i] == '[') ++depth;
    if ((text[i] == ')' || text[i] == ']') && depth > 0) --depth;
    if (depth > deepest_brackets)
      throw FormulaError(text, i, fmt::format("more than {} open brackets", deepest_brackets));
  }
  for (const auto& [name, values] : features)
    if (name == "p" || name == "y" || name == "n")
      throw FormulaError(text, 0,
                         fmt::format("a feature cannot be called {}, which has a meaning", in_quotes(name)));
  Formula formula;
  formula.text_ = text;
  formula.features_ = std::move(features);
  const std::string& read = formula.text_;
  auto at = read.begin();
  const auto begin = read.begin();
  try {
    const bool parsed = x3::phrase_parse(at, read.end(), x3::with<Start>(std::cref(begin))[expression],
                                         x3::standard::space, formula.root_);
    if (!parsed) throw FormulaError(read, static_cast<std::size_t>(at - begin), "expected an expression");
  } catch (const x3::expectation_failure<std::string::const_iterator>& e) {
    // A literal tells its own name; what is not one is an operand.
    throw FormulaError(read, static_cast<std::size_t>(e.where() - begin),
                       "expected " + (e.which().starts_with('\'') ? e.which() : "an expression"));
  }
  if (at != read.end()) {
    while (at != read.end() && std::isspace(static_cast<unsigned char>(*at))) ++at;
    throw FormulaError(read, static_cast<std::size_t>(at - begin), "expected an operator or the end");
  }
  return formula;
}

namespace {

void require_writable(const Expression& e, const std::string& text, const Part& root, std::size_t outcomes,
                      std::map<const void*, std::size_t>& sizes) {
  if (written_size(e, most_written, sizes) > most_written)
    throw FormulaError(text, root.position,
                       fmt::format("too large for {} outcomes: more than {} parts when written out", outcomes,
                                   most_written));
}

}  // namespace

std::vector<Expression> Formula::scores(std::size_t outcomes) const {
  std::vector<Expression> result;
  std::map<const void*, std::size_t> sizes;
  for (std::size_t y = 0; y < outcomes; ++y) {
    result.push_back(Reading(text_, features_, outcomes, {{"y", y}}).number(*root_));
    require_writable(result.back(), text_, *root_, outcomes, sizes);
  }
  return result;
}

std::vector<std::vector<Expression>> Formula::table(std::size_t outcomes) const {
  for (const char* index : {"i", "j"})
    if (features_.contains(index))
      throw FormulaError(
          text_, 0, fmt::format("a feature cannot be called {} in a kernel, where it is an outcome", index));
  std::vector<std::vector<Expression>> rows(outcomes);
  std::map<const void*, std::size_t> sizes;
  for (std::size_t i = 0; i < outcomes; ++i)
    for (std::size_t j = 0; j < outcomes; ++j) {
      rows[i].push_back(
          Reading(text_, features_, outcomes, {{"i", i}, {"j", j}}, Reading::Report::absent).number(*root_));
      require_writable(rows[i].back(), text_, *root_, outcomes, sizes);
    }
  return rows;
}

}  // namespace qed
