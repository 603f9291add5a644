#include "qed/scoring/closed_form.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>

#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/program.hpp"
#include "qed/scoring/whole_power.hpp"

namespace qed {

namespace {

constexpr unsigned first_closed_bits = 128, last_closed_bits = 2048;
constexpr int largest_radicand_exponent = 4096, largest_log_multiple = 1000;
constexpr unsigned largest_root = 64;

Expression formula_of(const NormalForms&, const Laurent&);

Expression formula_of(const NormalForms& forms, std::size_t g) {
  const auto& generator = forms.at(g);
  switch (generator.kind) {
    case NormalForms::Kind::variable: return Expression::variable(g);
    case NormalForms::Kind::root:
      return pow(formula_of(forms, generator.argument), ratio(1, generator.degree));
    case NormalForms::Kind::log: return log(formula_of(forms, generator.argument));
    case NormalForms::Kind::exp: break;
  }
  return exp(formula_of(forms, generator.argument));
}

// In the order of their text: generators are numbered as they come up.
std::vector<Expression> in_order(std::vector<Expression> parts) {
  std::ranges::sort(parts, {}, [](const Expression& part) { return to_string(part); });
  return parts;
}

Expression formula_of(const NormalForms& forms, const Monomial& monomial) {
  std::vector<Expression> factors;
  for (std::size_t g = 0; g < monomial.size(); ++g)
    if (monomial[g] != 0) factors.push_back(pow(formula_of(forms, g), Rational(monomial[g])));
  Expression product = 1;
  for (const Expression& factor : in_order(std::move(factors))) product *= factor;
  return product;
}

Expression formula_of(const NormalForms& forms, const Laurent& polynomial) {
  std::vector<Expression> terms;
  for (const auto& [monomial, coefficient] : polynomial.terms())
    terms.push_back(Expression(coefficient) * formula_of(forms, monomial));
  Expression sum = 0;
  for (const Expression& term : in_order(std::move(terms))) sum += term;
  return sum;
}

bool is_of_a_number(const NormalForms& forms, std::size_t g, NormalForms::Kind kind) {
  return forms.at(g).kind == kind && forms.at(g).argument.is_constant() &&
         forms.at(g).argument.constant() > 0;
}

// A product of roots of integers, as one root.
std::optional<NumberTerm> one_root(const NormalForms& forms, const Monomial& monomial,
                                   const Rational& coefficient) {
  unsigned degree = 1;
  for (std::size_t g = 0; g < monomial.size(); ++g) {
    if (monomial[g] == 0) continue;
    if (!is_of_a_number(forms, g, NormalForms::Kind::root)) return std::nullopt;
    degree = std::lcm(degree, static_cast<unsigned>(forms.at(g).degree));
    if (degree > largest_root) return std::nullopt;
  }
  Rational of = 1;
  for (std::size_t g = 0; g < monomial.size(); ++g) {
    if (monomial[g] == 0) continue;
    const int times = monomial[g] * (static_cast<int>(degree) / forms.at(g).degree);
    if (std::abs(times) > largest_radicand_exponent) return std::nullopt;
    of *= whole_power(forms.at(g).argument.constant(), times);
  }
  return NumberTerm{NumberTerm::Kind::root, coefficient, of, degree};
}

NumberTerm term_of(const NormalForms& forms, const Monomial& monomial, const Rational& coefficient) {
  if (monomial.empty()) return {NumberTerm::Kind::rational, coefficient};
  if (const auto lone = lone_generator(monomial);
      lone && is_of_a_number(forms, *lone, NormalForms::Kind::log) &&
      boost::multiprecision::abs(coefficient) <= largest_log_multiple)
    return {NumberTerm::Kind::logarithm, coefficient, forms.at(*lone).argument.constant()};
  if (auto root = one_root(forms, monomial, coefficient)) return *root;
  return {NumberTerm::Kind::other, coefficient, 0, 1, formula_of(forms, monomial)};
}

Interval closed_value(const Program& program, unsigned bits) {
  return program.at({}, std::max(bits, first_closed_bits))[0].enclosure(std::max(bits, first_closed_bits));
}

Program program_of(const Expression& e) { return Program(std::array{e}); }

int sign_of_closed(const Expression& closed) {
  if (closed.is_constant()) return closed.number() > 0 ? 1 : closed.number() < 0 ? -1 : 0;
  NormalForms forms(0);
  if (const auto form = forms.of(closed); form && forms.is_zero(*form)) return 0;
  const Program program = program_of(closed);
  for (unsigned bits = first_closed_bits; bits <= last_closed_bits; bits *= 2)
    if (const auto sign = program.at({}, bits)[0].sign()) return *sign;
  throw std::invalid_argument("the condition on " + to_string(closed) + " stays open");
}

}  // namespace

Expression at_report(const Expression& e, const std::vector<Rational>& report) {
  const std::vector<Expression> values(report.begin(), report.end());
  // First which branches are read: what they rule out need not have a value.
  return substitute(resolve(e,
                            [&](const Condition& condition) {
                              const int sign = sign_of_closed(substitute(condition.subject, values));
                              return is_met(condition.relation, sign);
                            }),
                    values);
}

std::optional<ClosedForm> closed_form(const Expression& e) {
  NormalForms forms(0);
  const auto form = forms.of(e);
  if (!form) return std::nullopt;
  ClosedForm sum;
  try {
    for (const auto& [monomial, coefficient] : form->terms()) {
      sum.push_back(term_of(forms, monomial, coefficient));
      if (sum.back().kind == NumberTerm::Kind::other)
        closed_value(program_of(sum.back().other), first_closed_bits);
    }
  } catch (const std::invalid_argument&) {
    return std::nullopt;
  }
  return sum;
}

FormalSum formal_sum(const ClosedForm& terms, Constants& constants) {
  FormalSum sum;
  for (const NumberTerm& term : terms) {
    FormalSum part(1);
    switch (term.kind) {
      case NumberTerm::Kind::rational: break;
      case NumberTerm::Kind::root: part = constants.root(term.of, term.degree); break;
      case NumberTerm::Kind::logarithm: part = constants.logarithm(numerator_of(term.of)); break;
      case NumberTerm::Kind::other: {
        const auto program = std::make_shared<Program>(std::array{term.other});
        part = constants.opaque(to_string(term.other),
                                [program](unsigned bits) { return closed_value(*program, bits); });
      }
    }
    part *= term.coefficient;
    sum += part;
  }
  return sum;
}

}  // namespace qed
