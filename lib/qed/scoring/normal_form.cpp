#include "qed/scoring/normal_form.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qed/scoring/whole_power.hpp"

namespace qed {
namespace {

struct TooLarge {};

constexpr std::size_t most_terms = 20000;  // a formula that expands to more is not brought to normal form
constexpr int most_expanded = 64;          // powers beyond are not multiplied out
constexpr int polya_rounds = 24;
constexpr int most_homogeneous = 16;  // an argument of a higher degree is not made homogeneous

// An exponent. Above a million a formula is not brought to normal form.
int small_int(const Integer& n) {
  if (boost::multiprecision::abs(n) > 1000000) throw TooLarge{};
  return n.convert_to<int>();
}

// The prime factors of n >= 1 below 1000, then what is left of it.
std::map<Integer, int> factors_of(Integer n) {
  std::map<Integer, int> factors;
  for (int prime = 2; prime < 1000 && Integer(prime) * prime <= n; ++prime)
    for (; n % prime == 0; n /= prime) ++factors[prime];
  if (n > 1) ++factors[n];
  return factors;
}

// Which is 1 on the simplex.
Laurent sum_of_variables(std::size_t variables) {
  Laurent sum;
  for (std::size_t i = 0; i < variables; ++i) sum += Laurent::generator(i);
  return sum;
}

// The polynomial's part in the variables, made homogeneous by p_0 + … = 1.
Laurent homogeneous(const Laurent& polynomial, std::size_t variables) {
  const Laurent one = sum_of_variables(variables);
  const auto degree_of = [](const Monomial& m) {
    int degree = 0;
    for (int e : m) degree += e;
    return degree;
  };
  int degree = 0;
  for (const auto& [monomial, coefficient] : polynomial.terms())
    degree = std::max(degree, degree_of(monomial));
  std::vector<Laurent> by_degree(static_cast<std::size_t>(degree) + 1);
  for (const auto& [monomial, coefficient] : polynomial.terms())
    by_degree[static_cast<std::size_t>(degree_of(monomial))].add(monomial, coefficient);
  Laurent result = by_degree[0];
  for (int d = 1; d <= degree; ++d) result = result * one + by_degree[static_cast<std::size_t>(d)];
  return result;
}

// 1 (-1) where no coefficient is negative (positive), after as many of Polya's multiplications as it takes.
int coefficient_sign(Laurent form, std::size_t variables) {
  const Laurent one = sum_of_variables(variables);
  for (int round = 0; round < polya_rounds && form.terms().size() < most_terms; ++round) {
    bool positive = true, negative = true;
    for (const auto& [monomial, coefficient] : form.terms()) (coefficient < 0 ? positive : negative) = false;
    if (positive) return 1;
    if (negative) return -1;
    form = form * one;
  }
  return 0;
}

// What is left of a polynomial when a monomial and a number are divided out.
Laurent without(const Laurent& polynomial, Monomial divisor, const Rational& number) {
  for (int& e : divisor) e = -e;
  return polynomial * Laurent::term(std::move(divisor), Rational(1 / number));
}

}  // namespace

NormalForms::NormalForms(std::size_t variables, bool sum_at_most_one)
    : variables_(variables), sum_at_most_one_(sum_at_most_one) {
  for (std::size_t i = 0; i < variables; ++i) generators_.push_back({Kind::variable, {}, 1});
}

std::size_t NormalForms::generator(Kind kind, const Laurent& argument, int degree) {
  const auto [place, fresh] =
      numbers_.emplace(fmt::format("{} {} {}", int(kind), degree, key_of(argument)), generators_.size());
  if (fresh) generators_.push_back({kind, argument, degree});
  return place->second;
}

// r^e = r^(e mod k) P^(e div k), until no root has an exponent of its degree or more.
Laurent NormalForms::reduced(Laurent polynomial) const {
  for (bool again = true; again;) {
    again = false;
    Laurent result;
    for (const auto& [monomial, coefficient] : polynomial.terms()) {
      std::size_t root = 0;
      while (root < monomial.size() &&
             !(generators_[root].kind == Kind::root && monomial[root] >= generators_[root].degree))
        ++root;
      if (root == monomial.size()) {
        result.add(monomial, coefficient);
        continue;
      }
      again = true;
      if (monomial[root] / generators_[root].degree > most_expanded) throw TooLarge{};
      Monomial rest = monomial;
      rest[root] -= generators_[root].degree;
      result += Laurent::term(std::move(rest), coefficient) * generators_[root].argument;
      if (result.terms().size() > most_terms) throw TooLarge{};
    }
    polynomial = std::move(result);
  }
  return polynomial;
}

Laurent NormalForms::product(const Laurent& a, const Laurent& b) const { return reduced(a * b); }

Laurent NormalForms::cleared(const Laurent& polynomial, Monomial* divisor) const {
  Laurent result = polynomial;
  // Clearing one root may bring in what its own argument holds: arguments have no negative exponents, so once is enough;
  // what reduction leaves is looked at again all the same.
  for (;;) {
    Monomial lowest = result.common_monomial();
    bool negative = false;
    for (int& exponent : lowest) {
      negative = negative || exponent < 0;
      exponent = exponent < 0 ? -exponent : 0;
    }
    if (!negative) return result;
    while (!lowest.empty() && lowest.back() == 0) lowest.pop_back();
    if (divisor) *divisor = *divisor * lowest;
    result = reduced(result * Laurent::term(lowest));
  }
}

bool NormalForms::is_zero(const Laurent& polynomial) const {
  try {
    return cleared(polynomial).is_zero();
  } catch (const TooLarge&) {
    return false;
  }
}

std::optional<Laurent> NormalForms::power_of_constant(const Rational& c, const Rational& exponent) {
  if (denominator_of(exponent) == 1) {
    const int n = small_int(numerator_of(exponent));
    if (c == 0 && n <= 0) return std::nullopt;
    if (n > 10000 || n < -10000) return std::nullopt;
    return Laurent(whole_power(c, n));
  }
  if (c <= 0) return c == 0 && exponent > 0 ? std::optional(Laurent()) : std::nullopt;
  Laurent result(Rational(1));
  const int degree = small_int(denominator_of(exponent));
  for (const auto& [number, sign] : {std::pair(numerator_of(c), 1), std::pair(denominator_of(c), -1)})
    for (const auto& [prime, times] : factors_of(number)) {
      const Integer total = numerator_of(exponent) * times * sign;
      // prime^(total / degree), the whole part apart
      Integer whole = total / degree, rest = total % degree;
      if (rest < 0) rest += degree, whole -= 1;
      const auto factor = power_of_constant(Rational(prime), Rational(whole));
      if (!factor) return std::nullopt;
      result = result * *factor;
      if (rest == 0) continue;
      const Rational part = ratio(rest, Integer(degree));
      const std::size_t root =
          generator(Kind::root, Laurent(Rational(prime)), small_int(denominator_of(part)));
      result = product(result, Laurent::generator(root, small_int(numerator_of(part))));
    }
  return result;
}

std::optional<Laurent> NormalForms::power_of_generator(std::size_t g, const Rational& exponent) {
  if (denominator_of(exponent) == 1) return Laurent::generator(g, small_int(numerator_of(exponent)));
  const Generator of = generators_[g];
  if (of.kind == Kind::exp) return exp(product(of.argument, Laurent(exponent)));
  if (of.kind == Kind::log) return std::nullopt;
  const Laurent base = of.kind == Kind::root ? of.argument : Laurent::generator(g);
  const Rational total = of.kind == Kind::root ? Rational(exponent / of.degree) : exponent;
  const std::size_t root = generator(Kind::root, base, small_int(denominator_of(total)));
  return Laurent::generator(root, small_int(numerator_of(total)));
}

bool NormalForms::is_non_negative(const Laurent& argument) const {
  // Without a negative coefficient, over generators that are not negative, or to an even power.
  const auto plain = [&](const auto& term) {
    for (std::size_t g = 0; g < term.first.size(); ++g)
      if (term.first[g] % 2 != 0 && !is_non_negative(g)) return false;
    return term.second >= 0;
  };
  if (std::ranges::all_of(argument.terms(), plain)) return true;
  if (!sum_at_most_one_) return false;
  for (const auto& [monomial, coefficient] : argument.terms())
    if (monomial.size() > variables_ ||
        std::ranges::any_of(monomial, [](int e) { return e < 0 || e > most_homogeneous; }))
      return false;
  // One more variable for what the others leave of 1. No generator of that number is in a polynomial in variables alone.
  return coefficient_sign(homogeneous(argument, variables_ + 1), variables_ + 1) == 1;
}

bool NormalForms::is_non_negative(std::size_t g) const {
  const Generator& of = generators_[g];
  switch (of.kind) {
    case Kind::variable:
    case Kind::exp: return true;
    case Kind::root: return of.degree > 1 || is_non_negative(of.argument);
    case Kind::log: return of.argument.is_constant();  // of a prime, or of what is left of a whole number
  }
  return false;
}

bool NormalForms::splits(const Monomial& common, const Laurent& primitive) const {
  std::size_t unknown = 0;
  for (std::size_t g = 0; g < common.size(); ++g) {
    if (common[g] == 0 || is_non_negative(g)) continue;
    if (common[g] % 2 == 0) return false;  // sqrt(u^2) is u or -u
    ++unknown;
  }
  return unknown == 0 || (unknown == 1 && is_non_negative(primitive));
}

std::optional<Laurent> NormalForms::power(const Laurent& base, const Rational& exponent) {
  if (boost::multiprecision::abs(numerator_of(exponent)) > 1000 || denominator_of(exponent) > 64)
    return std::nullopt;
  if (exponent == 0) return Laurent(Rational(1));
  if (base.is_constant()) return power_of_constant(base.constant(), exponent);
  const Monomial common = base.common_monomial();
  const bool whole = denominator_of(exponent) == 1;
  const bool single = base.terms().size() == 1;
  if (!single && whole && exponent > 0) {
    if (exponent > most_expanded) return std::nullopt;
    Laurent result(Rational(1));
    for (int i = 0, times = small_int(numerator_of(exponent)); i < times; ++i) {
      result = product(result, base);
      if (result.terms().size() > most_terms) return std::nullopt;
    }
    return result;
  }
  const Rational content = single ? base.terms().begin()->second : base.content();
  const Laurent primitive = without(base, common, content);
  if (!whole && !splits(common, primitive)) return std::nullopt;
  auto result = power_of_constant(content, exponent);
  for (std::size_t g = 0; g < common.size() && result; ++g) {
    if (common[g] == 0) continue;
    const auto factor = power_of_generator(g, Rational(exponent * common[g]));
    if (!factor) return std::nullopt;
    result = product(*result, *factor);
  }
  if (!result || single) return result;
  const std::size_t root = generator(Kind::root, primitive, small_int(denominator_of(exponent)));
  return product(*result, Laurent::generator(root, small_int(numerator_of(exponent))));
}

Laurent NormalForms::log_of_constant(const Rational& c) {
  Laurent result;
  for (const auto& [number, sign] : {std::pair(numerator_of(c), 1), std::pair(denominator_of(c), -1)})
    for (const auto& [prime, times] : factors_of(number))
      result += Laurent::generator(generator(Kind::log, Laurent(Rational(prime)), 1)) *
                Laurent(Rational(times * sign));
  return result;
}

std::optional<Laurent> NormalForms::log_of_generator(std::size_t g) {
  const Generator of = generators_[g];
  switch (of.kind) {
    case Kind::variable: return Laurent::generator(generator(Kind::log, Laurent::generator(g), 1));
    case Kind::exp: return of.argument;
    case Kind::root: {
      const auto inner = log(of.argument);
      if (!inner) return std::nullopt;
      return *inner * Laurent(ratio(1, of.degree));
    }
    case Kind::log: return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Laurent> NormalForms::log(const Laurent& argument) {
  if (argument.is_zero()) return std::nullopt;
  const Monomial common = argument.common_monomial();
  const bool single = argument.terms().size() == 1;
  const Rational content = single ? argument.terms().begin()->second : argument.content();
  if (content <= 0) return std::nullopt;
  const Laurent primitive = without(argument, common, content);
  if (!splits(common, primitive)) return std::nullopt;
  Laurent result = log_of_constant(content);
  for (std::size_t g = 0; g < common.size(); ++g) {
    if (common[g] == 0) continue;
    const auto part = log_of_generator(g);
    if (!part) return std::nullopt;
    result += *part * Laurent(Rational(common[g]));
  }
  if (single) return result;
  return result + Laurent::generator(generator(Kind::log, primitive, 1));
}

std::optional<Laurent> NormalForms::exp(const Laurent& argument) {
  Laurent result(Rational(1));
  for (const auto& [monomial, coefficient] : argument.terms()) {
    // c ln u: the factor u^c.
    const auto lone = lone_generator(monomial);
    if (lone && generators_[*lone].kind == Kind::log) {
      const Laurent inner = generators_[*lone].argument;
      const auto factor = power(inner, coefficient);
      if (!factor) return std::nullopt;
      result = product(result, *factor);
    } else {
      // exp((a/b) m) = exp(m/b)^a, so that exp(E) exp(-E) = 1.
      const Laurent unit = Laurent::term(monomial, ratio(Integer(1), denominator_of(coefficient)));
      const std::size_t e = generator(Kind::exp, unit, 1);
      result = product(result, Laurent::generator(e, small_int(numerator_of(coefficient))));
    }
  }
  return result;
}

std::optional<Laurent> NormalForms::of(const Expression& e) {
  if (const auto known = known_.find(e.identity()); known != known_.end()) return known->second.second;
  std::optional<Laurent> result;
  try {
    result = found(e);
  } catch (const TooLarge&) {
  }
  if (result && result->terms().size() > most_terms) result.reset();
  known_.emplace(e.identity(), std::pair(e, result));  // the expression too, which keeps its identity taken
  return result;
}

std::optional<Laurent> NormalForms::found(const Expression& e) {
  using Node = Expression::Kind;
  const auto operands = e.operands();
  std::optional<Laurent> result;
  switch (e.kind()) {
    case Node::constant: result = Laurent(e.number()); break;
    case Node::variable: result = Laurent::generator(e.index()); break;
    case Node::sum:
      result = Laurent();
      for (const Expression& term : operands) {
        const auto part = of(term);
        if (!part) {
          result.reset();
          break;
        }
        *result += *part;
      }
      break;
    case Node::product:
      result = Laurent(Rational(1));
      for (const Expression& factor : operands) {
        const auto part = of(factor);
        if (!part || result->terms().size() * part->terms().size() > most_terms) {
          result.reset();
          break;
        }
        result = product(*result, *part);
      }
      break;
    case Node::power:
      if (const auto base = of(operands[0])) result = power(*base, e.number());
      break;
    case Node::log:
      if (const auto argument = of(operands[0])) result = log(*argument);
      break;
    case Node::exp:
      if (const auto argument = of(operands[0])) result = exp(*argument);
      break;
    case Node::choice: break;
  }
  return result;
}

int NormalForms::sign_of_generator(std::size_t g) const {
  const Generator& of = generators_[g];
  const auto as_int = [](SimplexSign s) {
    return s == SimplexSign::positive ? 1 : s == SimplexSign::negative ? -1 : 0;
  };
  switch (of.kind) {
    case Kind::variable: return 1;
    case Kind::exp: return 1;
    case Kind::root: {
      const int sign = as_int(this->sign(of.argument));
      return of.degree == 1 || sign == 1 ? sign : 0;
    }
    case Kind::log: {
      // ln P has the sign of P - 1 where P is positive.
      if (as_int(this->sign(of.argument)) != 1) return 0;
      return as_int(this->sign(of.argument - Laurent(Rational(1))));
    }
  }
  return 0;
}

SimplexSign NormalForms::sign(const Laurent& polynomial) const {
  Monomial divisor;
  Laurent clear;
  try {
    clear = cleared(polynomial, &divisor);
  } catch (const TooLarge&) {
    return SimplexSign::unknown;
  }
  if (clear.is_zero()) return SimplexSign::zero;
  const auto sign_of_monomial = [&](const Monomial& monomial) {
    int sign = 1;
    for (std::size_t g = variables_; g < monomial.size() && sign != 0; ++g)
      if (monomial[g] != 0) {
        const int base = sign_of_generator(g);
        sign *= base == 0 ? 0 : monomial[g] % 2 == 0 ? 1 : base;
      }
    return sign;
  };
  int overall = 0;
  std::map<Monomial, Laurent> groups;  // by what is not a variable
  for (const auto& [monomial, coefficient] : clear.terms()) {
    Monomial outer = monomial,
             inner(monomial.begin(), monomial.begin() + std::min(monomial.size(), variables_));
    std::fill(outer.begin(), outer.begin() + std::min(outer.size(), variables_), 0);
    while (!outer.empty() && outer.back() == 0) outer.pop_back();
    groups[outer] += Laurent::term(std::move(inner), coefficient);
  }
  for (const auto& [outer, part] : groups) {
    const Laurent form = homogeneous(part, variables_);
    if (form.is_zero()) continue;  // 0 on the simplex
    const int sign = sign_of_monomial(outer) * coefficient_sign(form, variables_);
    if (sign == 0 || sign == -overall) return SimplexSign::unknown;
    overall = sign;
  }
  if (overall == 0) return SimplexSign::zero;
  const int below = sign_of_monomial(divisor);
  if (below == 0) return SimplexSign::unknown;
  return overall * below > 0 ? SimplexSign::positive : SimplexSign::negative;
}

// No coefficient is negative, no exponent is, and for each p_i there is a term in p_i and its roots alone: where p_i > 0, and
// at each point some p_i is, that term is positive.
bool NormalForms::covers_every_vertex(const Laurent& polynomial) const {
  std::vector<bool> covered(variables_, false);
  for (const auto& [monomial, coefficient] : polynomial.terms()) {
    if (coefficient < 0) return false;
    std::vector<std::size_t> variables;
    for (std::size_t g = 0; g < monomial.size(); ++g) {
      if (monomial[g] == 0) continue;
      if (monomial[g] < 0) return false;
      std::size_t variable = g;
      if (generators_[g].kind != Kind::variable) {
        const auto& argument = generators_[g].argument.terms();
        if (generators_[g].kind != Kind::root || argument.size() != 1 || argument.begin()->first.empty())
          return false;
        variable = argument.begin()->first.size() - 1;
        if (generators_[g].argument != Laurent::generator(variable)) return false;
      }
      if (std::ranges::find(variables, variable) == variables.end()) variables.push_back(variable);
    }
    if (variables.empty()) covered.assign(variables_, true);  // a positive constant
    if (variables.size() == 1) covered[variables.front()] = true;
  }
  return std::ranges::all_of(covered, [](bool c) { return c; });
}

bool NormalForms::positive_up_to_the_boundary(const Laurent& polynomial) const {
  std::size_t generators = 0;
  for (const auto& [monomial, coefficient] : polynomial.terms())
    generators = std::max(generators, monomial.size());
  if (covers_every_vertex(polynomial)) return true;
  const Monomial lowest = polynomial.common_monomial();
  if (generators > variables_ || std::ranges::any_of(lowest, [](int e) { return e < 0; })) return false;
  const Laurent one = sum_of_variables(variables_);
  Laurent form = homogeneous(polynomial, variables_);
  for (int round = 0; round < polya_rounds && form.terms().size() < most_terms; ++round, form = form * one) {
    if (std::ranges::any_of(form.terms(), [](const auto& term) { return term.second < 0; })) continue;
    // Without a negative coefficient it is positive at a vertex, and so on the faces there, where that power is present.
    std::size_t vertices = 0;
    for (const auto& [monomial, coefficient] : form.terms()) {
      const auto used = std::ranges::count_if(monomial, [](int e) { return e != 0; });
      vertices += used <= 1 ? 1 : 0;
    }
    return form.is_constant() ? form.constant() > 0 : vertices == variables_;
  }
  return false;
}

bool is_zero_on_simplex(const Expression& e, std::size_t outcomes) {
  // The last probability is written as what the others leave.
  std::vector<Expression> values = probabilities(outcomes);
  Expression rest = 1;
  for (std::size_t i = 0; i + 1 < outcomes; ++i) rest -= values[i];
  values.back() = rest;
  NormalForms forms(outcomes - 1, true);
  const auto form = forms.of(substitute(e, values));
  return form && forms.is_zero(*form);
}

}  // namespace qed
