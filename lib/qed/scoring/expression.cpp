#include "qed/scoring/expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <stdexcept>

#include "qed/exact/require.hpp"
#include "qed/scoring/whole_power.hpp"

namespace qed {

struct Expression::Node {
  Kind kind;
  Rational number = 0;
  std::size_t index = 0;
  std::vector<Expression> operands = {};
  Relation relation = Relation::zero;
};

Expression Expression::make(Node node) { return Expression(std::make_shared<const Node>(std::move(node))); }

Expression::Expression(Rational constant)
    : node_(std::make_shared<const Node>(Node{Kind::constant, std::move(constant)})) {}

Expression Expression::variable(std::size_t index) { return make({Kind::variable, 0, index}); }

Expression::Kind Expression::kind() const { return node_->kind; }
const Rational& Expression::number() const { return node_->number; }
std::size_t Expression::index() const { return node_->index; }
std::span<const Expression> Expression::operands() const { return node_->operands; }
Relation Expression::relation() const { return node_->relation; }

Expression operator+(const Expression& a, const Expression& b) {
  using Kind = Expression::Kind;
  Rational constant = 0;
  std::vector<Expression> terms;
  for (const Expression& part : {a, b}) {
    if (part.is_constant()) {
      constant += part.number();
    } else if (part.kind() == Kind::sum) {
      for (const Expression& term : part.operands())
        term.is_constant() ? void(constant += term.number()) : terms.push_back(term);
    } else {
      terms.push_back(part);
    }
  }
  if (terms.empty()) return constant;
  if (constant != 0) terms.push_back(constant);
  if (terms.size() == 1) return terms.front();
  return Expression::make({Kind::sum, 0, 0, std::move(terms)});
}

Expression operator*(const Expression& a, const Expression& b) {
  using Kind = Expression::Kind;
  Rational constant = 1;
  std::vector<Expression> factors;
  for (const Expression& part : {a, b}) {
    if (part.is_constant()) {
      constant *= part.number();
    } else if (part.kind() == Kind::product) {
      for (const Expression& factor : part.operands())
        factor.is_constant() ? void(constant *= factor.number()) : factors.push_back(factor);
    } else {
      factors.push_back(part);
    }
  }
  if (factors.empty() || constant == 0) return constant;
  if (constant != 1) factors.insert(factors.begin(), constant);
  if (factors.size() == 1) return factors.front();
  return Expression::make({Kind::product, 0, 0, std::move(factors)});
}

namespace {

bool is_integer(const Rational& q) { return denominator_of(q) == 1; }

// In bits: (9^9999)^9999 and the like would not fit the memory.
constexpr std::size_t largest_power = std::size_t{1} << 22;

// Of the larger of numerator and denominator.
std::size_t bits_of(const Rational& q) {
  const Integer up = boost::multiprecision::abs(numerator_of(q)), down = denominator_of(q);
  return boost::multiprecision::msb(std::max(up, down)) + 1;
}

Rational bounded_power(const Rational& base, const Integer& exponent) {
  if (boost::multiprecision::abs(exponent) > 10000)
    throw std::invalid_argument("the exponent " + exponent.str() + " is beyond 10000");
  const int times = exponent.convert_to<int>();
  if (bits_of(base) * static_cast<std::size_t>(std::abs(times)) > largest_power)
    throw std::invalid_argument("a power of more than " + std::to_string(largest_power) + " bits");
  return whole_power(base, times);
}

// By the way it is written; probabilities are not negative.
bool is_never_negative(const Expression& e) {
  using Kind = Expression::Kind;
  switch (e.kind()) {
    case Kind::constant: return e.number() >= 0;
    case Kind::variable:
    case Kind::exp: return true;
    case Kind::log: return false;
    case Kind::power:
      return !is_integer(e.number()) || numerator_of(e.number()) % 2 == 0 ||
             is_never_negative(e.operands()[0]);
    case Kind::sum:
    case Kind::product: return std::ranges::all_of(e.operands(), is_never_negative);
    case Kind::choice: return is_never_negative(e.operands()[1]) && is_never_negative(e.operands()[2]);
  }
  return false;
}

// Whether (u^a)^k, for whole k, has a value where u^(a k) has one: not sqrt(u)^2 for negative u, nor 1/(1/u) at 0.
bool is_one_power(const Expression& u, const Rational& a, const Rational& k) {
  if (a < 0 && k < 0) return false;
  return is_integer(a) || !is_integer(a * k) || is_never_negative(u);
}

}  // namespace

Expression pow(const Expression& base, const Rational& exponent) {
  using Kind = Expression::Kind;
  if (exponent == 0) return 1;
  if (exponent == 1) return base;
  if (base.is_constant()) {
    const Rational& value = base.number();
    if (value == 0 && exponent < 0) throw std::invalid_argument("division by 0");
    if (value == 0 || value == 1) return base;
    if (is_integer(exponent)) return bounded_power(value, numerator_of(exponent));
    if (value < 0)
      throw std::invalid_argument(
          fmt::format("the power {} of the negative number {}", exponent.str(), value.str()));
  }
  if (base.kind() == Kind::power && is_integer(exponent) &&
      is_one_power(base.operands()[0], base.number(), exponent))
    return pow(base.operands()[0], base.number() * exponent);
  if (base.kind() == Kind::product && is_integer(exponent)) {
    Expression result = 1;
    for (const Expression& factor : base.operands()) result *= pow(factor, exponent);
    return result;
  }
  return Expression::make({Kind::power, exponent, 0, {base}});
}

Expression log(const Expression& a) {
  using Kind = Expression::Kind;
  if (a.is_constant() && a.number() <= 0)
    throw std::invalid_argument("the logarithm of " + to_string(a.number()));
  if (a.is(1)) return 0;
  if (a.kind() == Kind::exp) return a.operands()[0];
  return Expression::make({Kind::log, 0, 0, {a}});
}

Expression exp(const Expression& a) {
  using Kind = Expression::Kind;
  if (a.is(0)) return 1;
  if (a.kind() == Kind::log && is_never_negative(a.operands()[0])) return a.operands()[0];
  if (a.kind() == Kind::product && a.operands().size() == 2 && a.operands()[0].is_constant() &&
      a.operands()[1].kind() == Kind::log) {  // exp(c log u) = u^c, where that has no value more
    const Expression& u = a.operands()[1].operands()[0];
    const Rational& c = a.operands()[0].number();
    if (!is_integer(c) || is_never_negative(u)) return pow(u, c);
  }
  return Expression::make({Kind::exp, 0, 0, {a}});
}

Expression choose(const Condition& condition, const Expression& then, const Expression& otherwise) {
  if (condition.subject.is_constant())
    return is_met(condition.relation, condition.subject.number().sign()) ? then : otherwise;
  if (then.identity() == otherwise.identity()) return then;
  return Expression::make(
      {Expression::Kind::choice, 0, 0, {condition.subject, then, otherwise}, condition.relation});
}

std::vector<Expression> probabilities(std::size_t outcomes) {
  std::vector<Expression> p;
  for (std::size_t i = 0; i < outcomes; ++i) p.push_back(Expression::variable(i));
  return p;
}

namespace {

// Rewrites an expression from its leaves up, each shared node once. `leaf` may replace a node outright.
class Rewrite {
 public:
  using Replace = std::function<std::optional<Expression>(const Expression&, Rewrite&)>;
  explicit Rewrite(Replace replace) : replace_(std::move(replace)) {}

  Expression operator()(const Expression& e) {
    if (const auto known = done_.find(e.identity()); known != done_.end()) return known->second;
    Expression result = rewritten(e);
    done_.emplace(e.identity(), result);
    return result;
  }

 private:
  Expression rewritten(const Expression& e) {
    using Kind = Expression::Kind;
    if (auto replaced = replace_(e, *this)) return *replaced;
    const auto operands = e.operands();
    switch (e.kind()) {
      case Kind::constant:
      case Kind::variable: return e;
      case Kind::power: return pow((*this)(operands[0]), e.number());
      case Kind::log: return log((*this)(operands[0]));
      case Kind::exp: return exp((*this)(operands[0]));
      case Kind::choice:
        return choose({(*this)(operands[0]), e.relation()}, (*this)(operands[1]), (*this)(operands[2]));
      case Kind::sum: {
        Expression sum = 0;
        for (const Expression& term : operands) sum += (*this)(term);
        return sum;
      }
      case Kind::product: {
        Expression product = 1;
        for (const Expression& factor : operands) {
          product *= (*this)(factor);
          if (product.is(0)) return product;  // 0 (log 0) = 0
        }
        return product;
      }
    }
    return e;
  }

  Replace replace_;
  std::map<const void*, Expression> done_;
};

}  // namespace

Expression substitute(const Expression& e, std::span<const Expression> values) {
  Rewrite rewrite([&](const Expression& part, Rewrite&) -> std::optional<Expression> {
    if (part.kind() != Expression::Kind::variable || part.index() >= values.size()) return std::nullopt;
    return values[part.index()];
  });
  return rewrite(e);
}

Expression derivative(const Expression& e, std::size_t index) {
  using Kind = Expression::Kind;
  Rewrite d([&](const Expression& part, Rewrite& self) -> std::optional<Expression> {
    const auto operands = part.operands();
    switch (part.kind()) {
      case Kind::constant: return Expression(0);
      case Kind::variable: return Expression(part.index() == index ? 1 : 0);
      case Kind::sum: return std::nullopt;  // the sum of the derivatives
      case Kind::product: {
        Expression sum = 0;
        for (std::size_t i = 0; i < operands.size(); ++i) {
          Expression term = self(operands[i]);
          for (std::size_t j = 0; j < operands.size() && !term.is(0); ++j)
            if (j != i) term *= operands[j];
          sum += term;
        }
        return sum;
      }
      case Kind::power: {
        const Expression inner = self(operands[0]);
        if (inner.is(0)) return inner;
        return Expression(part.number()) * pow(operands[0], part.number() - 1) * inner;
      }
      case Kind::log: {
        const Expression inner = self(operands[0]);
        return inner.is(0) ? inner : inner * pow(operands[0], Rational(-1));
      }
      case Kind::exp: return part * self(operands[0]);
      case Kind::choice: return choose({operands[0], part.relation()}, self(operands[1]), self(operands[2]));
    }
    return std::nullopt;
  });
  return d(e);
}

std::vector<Condition> conditions_in(const Expression& e) {
  std::vector<Condition> found;
  std::map<std::string, bool> seen;
  std::map<const void*, bool> visited;
  const std::function<void(const Expression&)> visit = [&](const Expression& part) {
    if (!visited.emplace(part.identity(), true).second) return;
    for (const Expression& operand : part.operands()) visit(operand);
    if (part.kind() != Expression::Kind::choice) return;
    const Condition condition{part.operands()[0], part.relation()};
    if (seen.emplace(fmt::format("{}{}", int(condition.relation), to_string(condition.subject)), true).second)
      found.push_back(condition);
  };
  visit(e);
  return found;
}

bool has_conditions(std::span<const Expression> formulas) {
  return std::ranges::any_of(formulas, [](const Expression& e) { return !conditions_in(e).empty(); });
}

Expression resolve(const Expression& e, const std::function<bool(const Condition&)>& answer) {
  Rewrite rewrite([&](const Expression& part, Rewrite& self) -> std::optional<Expression> {
    if (part.kind() != Expression::Kind::choice) return std::nullopt;
    const bool so = answer({self(part.operands()[0]), part.relation()});
    return self(part.operands()[so ? 1 : 2]);
  });
  return rewrite(e);
}

Expression assume(const Expression& e, const Condition& condition, bool holds) {
  const std::string subject = to_string(condition.subject);
  Rewrite rewrite([&](const Expression& part, Rewrite& self) -> std::optional<Expression> {
    if (part.kind() != Expression::Kind::choice || part.relation() != condition.relation ||
        to_string(part.operands()[0]) != subject)
      return std::nullopt;
    return self(part.operands()[holds ? 1 : 2]);
  });
  return rewrite(e);
}

namespace {

constexpr int sum_level = 1, product_level = 2, power_level = 3;

std::string written(const Expression& e, int level);

std::string written_constant(const Rational& q, int level) {
  const bool bare = q >= 0 && (is_integer(q) || level < power_level);
  return bare ? q.str() : "(" + q.str() + ")";
}

std::string written_sum(const Expression& e) {
  std::string text;
  for (const Expression& term : e.operands()) {
    const bool negative = (term.is_constant() && term.number() < 0) ||
                          (term.kind() == Expression::Kind::product && term.operands()[0].is_constant() &&
                           term.operands()[0].number() < 0);
    const std::string part = written(negative ? -term : term, product_level);
    text += text.empty() ? (negative ? "-" : "") + part : (negative ? " - " : " + ") + part;
  }
  return text;
}

std::string written(const Expression& e, int level) {
  using Kind = Expression::Kind;
  const auto operands = e.operands();
  const auto bracketed = [&](const std::string& text, int own) {
    return level > own ? "(" + text + ")" : text;
  };
  switch (e.kind()) {
    case Kind::constant: return written_constant(e.number(), level);
    case Kind::variable: return fmt::format("p[{}]", e.index());
    case Kind::sum: return bracketed(written_sum(e), sum_level);
    case Kind::product: {
      const bool minus = operands[0].is(-1);  // -(p[0] + p[1]) rather than (-1)*(p[0] + p[1])
      std::string text;
      for (const Expression& factor : operands.subspan(minus ? 1 : 0))
        text += (text.empty() ? "" : "*") + written(factor, power_level);
      return minus ? bracketed("-" + text, sum_level) : bracketed(text, product_level);
    }
    case Kind::power:
      if (e.number() == ratio(1, 2)) return fmt::format("sqrt({})", written(operands[0], 0));
      return fmt::format("{}^{}", written(operands[0], power_level + 1),
                         written_constant(e.number(), power_level));
    case Kind::log: return fmt::format("ln({})", written(operands[0], 0));
    case Kind::exp: return fmt::format("exp({})", written(operands[0], 0));
    case Kind::choice: {
      const char* relation = e.relation() == Relation::positive       ? ">"
                             : e.relation() == Relation::non_negative ? ">="
                                                                      : "==";
      return fmt::format("if({} {} 0, {}, {})", written(operands[0], sum_level), relation,
                         written(operands[1], 0), written(operands[2], 0));
    }
  }
  return "?";
}

}  // namespace

std::string to_string(const Expression& e) { return written(e, 0); }

}  // namespace qed
