#include "qed/scoring/formula_tree.hpp"

#include <fmt/format.h>

#include <boost/spirit/home/x3.hpp>
#include <functional>

namespace qed {
namespace {

constexpr std::size_t longest_text = 2000, deepest_brackets = 100;

using Part = Formula::Part;
using PartPtr = std::shared_ptr<const Part>;

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

// What the grammar is never shown: its messages would be poor, or its recursion deep.
void require_readable(const std::string& text) {
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
}

}  // namespace

std::shared_ptr<const Formula::Part> formula_tree(const std::string& text) {
  require_readable(text);
  PartPtr root;
  auto at = text.begin();
  const auto begin = text.begin();
  try {
    const bool parsed = x3::phrase_parse(at, text.end(), x3::with<Start>(std::cref(begin))[expression],
                                         x3::standard::space, root);
    if (!parsed) throw FormulaError(text, static_cast<std::size_t>(at - begin), "expected an expression");
  } catch (const x3::expectation_failure<std::string::const_iterator>& e) {
    // A literal tells its own name; what is not one is an operand.
    throw FormulaError(text, static_cast<std::size_t>(e.where() - begin),
                       "expected " + (e.which().starts_with('\'') ? e.which() : "an expression"));
  }
  if (at != text.end()) {
    while (at != text.end() && std::isspace(static_cast<unsigned char>(*at))) ++at;
    throw FormulaError(text, static_cast<std::size_t>(at - begin), "expected an operator or the end");
  }
  return root;
}

}  // namespace qed
