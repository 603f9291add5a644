#include "qed/scoring/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

#include "qed/exact/require.hpp"
#include "qed/scoring/number_type.hpp"

namespace qed {

Program::Program(std::span<const Expression> outputs) {
  std::map<const void*, std::size_t> by_identity;
  std::map<std::string, std::size_t> by_content;
  const std::function<std::size_t(const Expression&)> place = [&](const Expression& e) {
    if (const auto known = by_identity.find(e.identity()); known != by_identity.end()) return known->second;
    Step step{e.kind(), e.number(), e.index(), e.relation(), {}};
    for (const Expression& operand : e.operands()) step.operands.push_back(place(operand));
    const std::string content = fmt::format("{} {} {} {} {}", int(step.kind), step.number.str(), step.index,
                                            int(step.relation), fmt::join(step.operands, ","));
    const auto [found, fresh] = by_content.emplace(content, steps_.size());
    if (fresh) steps_.push_back(std::move(step));
    return by_identity[e.identity()] = found->second;
  };
  for (const Expression& output : outputs) outputs_.push_back(place(output));
}

namespace {

// Whether the condition holds for all of the subject's values, for none, or cannot be said.
std::optional<bool> decided(const Interval& subject, Relation relation) {
  const Rational lower = subject.lower(), upper = subject.upper();
  switch (relation) {
    case Relation::positive:
      if (lower > 0) return true;
      if (upper <= 0) return false;
      return std::nullopt;
    case Relation::non_negative:
      if (lower >= 0) return true;
      if (upper < 0) return false;
      return std::nullopt;
    case Relation::zero:
      if (lower == 0 && upper == 0) return true;
      if (lower > 0 || upper < 0) return false;
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::optional<Interval>> Program::over(std::span<const Interval> box) const {
  using Kind = Expression::Kind;
  const unsigned bits = box.empty() ? 64 : box[0].bits();
  std::vector<std::optional<Interval>> values(steps_.size());
  for (std::size_t s = 0; s < steps_.size(); ++s) {
    const Step& step = steps_[s];
    const auto operand = [&](std::size_t i) -> const std::optional<Interval>& {
      return values[step.operands[i]];
    };
    const bool defined =
        std::ranges::all_of(step.operands, [&](std::size_t i) { return values[i].has_value(); });
    if (!defined && step.kind != Kind::choice) continue;
    try {
      switch (step.kind) {
        case Kind::constant: values[s] = Interval(step.number, bits); break;
        case Kind::variable: values[s] = box[step.index]; break;
        case Kind::sum:
          values[s] = *operand(0);
          for (std::size_t i = 1; i < step.operands.size(); ++i) *values[s] += *operand(i);
          break;
        case Kind::product:
          values[s] = *operand(0);
          for (std::size_t i = 1; i < step.operands.size(); ++i) *values[s] *= *operand(i);
          break;
        case Kind::power: values[s] = power(*operand(0), step.number); break;
        case Kind::log: values[s] = log(*operand(0)); break;
        case Kind::exp: values[s] = exp(*operand(0)); break;
        case Kind::choice: {
          if (!operand(0)) break;
          const auto so = decided(*operand(0), step.relation);
          if (so)
            values[s] = operand(*so ? 1 : 2);
          else if (operand(1) && operand(2))
            values[s] = hull(*operand(1), *operand(2));
          break;
        }
      }
    } catch (const std::invalid_argument&) {  // outside a domain, or not known to be inside
      values[s].reset();
    } catch (const std::overflow_error&) {
      values[s].reset();
    }
  }
  std::vector<std::optional<Interval>> result;
  for (std::size_t output : outputs_) result.push_back(values[output]);
  return result;
}

std::vector<Extended> Program::at(std::span<const Rational> report, unsigned bits) const {
  using Kind = Expression::Kind;
  std::vector<std::optional<Extended>> values(steps_.size());
  // Only what an output reads is evaluated: the branch that a condition did not choose may have no value here.
  const std::function<const Extended&(std::size_t)> value = [&](std::size_t s) -> const Extended& {
    if (values[s]) return *values[s];
    const Step& step = steps_[s];
    const auto operand = [&](std::size_t i) -> const Extended& { return value(step.operands[i]); };
    switch (step.kind) {
      case Kind::constant: values[s] = Extended(step.number); break;
      case Kind::variable: values[s] = Extended(report[step.index]); break;
      case Kind::sum: {
        Extended sum = operand(0);
        for (std::size_t i = 1; i < step.operands.size(); ++i) sum = Extended::sum(sum, operand(i), bits);
        values[s] = sum;
        break;
      }
      case Kind::product: {
        // Every factor needs a value, whatever their order: 0 (log 0) is 0, and 0 (1/0) is nothing.
        Extended product = Rational(1);
        for (std::size_t i = 0; i < step.operands.size(); ++i)
          product = Extended::product(product, operand(i), bits);
        values[s] = product;
        break;
      }
      case Kind::power: values[s] = Extended::power(operand(0), step.number, bits); break;
      case Kind::log: values[s] = Extended::log(operand(0), bits); break;
      case Kind::exp: values[s] = Extended::exp(operand(0), bits); break;
      case Kind::choice: {
        const Extended& subject = operand(0);
        const auto sign = subject.sign();
        if (!sign) throw UndefinedScore("a condition that no enclosure decides");
        values[s] = operand(is_met(step.relation, *sign) ? 1 : 2);
        break;
      }
    }
    return *values[s];
  };
  std::vector<Extended> result;
  for (std::size_t output : outputs_) result.push_back(value(output));
  return result;
}

}  // namespace qed
