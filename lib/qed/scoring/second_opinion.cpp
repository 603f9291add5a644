#include "qed/scoring/second_opinion.hpp"

#include <optional>
#include <string>

#include <fmt/format.h>

#include "qed/exact/require.hpp"

#if QED_WITH_Z3
#include <z3++.h>
#include <map>
#endif

namespace qed {

std::string_view to_string(SecondOpinion opinion) {
  switch (opinion) {
    case SecondOpinion::not_asked: return "not asked";
    case SecondOpinion::no_pair: return "finds no pair";
    case SecondOpinion::a_pair: return "finds a pair";
    case SecondOpinion::no_answer: return "has no answer in time";
  }
  return "?";
}

Properness with_second_opinion(Properness ours, SecondOpinion z3) {
  const bool contradicted = (ours.proper == Finding::proved && z3 == SecondOpinion::a_pair) ||
                            (ours.proper == Finding::refuted && z3 == SecondOpinion::no_pair);
  if (!contradicted) return ours;
  ours.proof = fmt::format("{} ({}), but Z3 {}", to_string(ours.proper), ours.proof, to_string(z3));
  ours.proper = ours.strictly = Finding::undecided;
  return ours;
}

#if QED_WITH_Z3

bool has_second_opinion() { return true; }

namespace {

// A formula in Z3's words, for one report; none where it is no polynomial in pieces.
class Translation {
 public:
  Translation(z3::context& z3, z3::expr_vector report) : z3_(z3), report_(std::move(report)) {}

  std::optional<z3::expr> of(const Expression& e) {
    const auto known = known_.find(e.identity());
    if (known != known_.end()) return known->second;
    std::optional<z3::expr> translated = fresh(e);
    known_.emplace(e.identity(), translated);
    return translated;
  }

 private:
  z3::expr number(const Rational& q) { return z3_.real_val(to_string(q).c_str()); }

  std::optional<z3::expr> fresh(const Expression& e) {
    using Kind = Expression::Kind;
    if (e.kind() == Kind::constant) return number(e.number());
    if (e.kind() == Kind::variable) return report_[static_cast<unsigned>(e.index())];
    std::vector<z3::expr> parts;
    for (const Expression& operand : e.operands()) {
      const auto part = of(operand);
      if (!part) return std::nullopt;
      parts.push_back(*part);
    }
    switch (e.kind()) {
      case Kind::sum:
      case Kind::product: {
        z3::expr total = parts[0];
        for (std::size_t i = 1; i < parts.size(); ++i)
          total = e.kind() == Kind::sum ? total + parts[i] : total * parts[i];
        return total;
      }
      case Kind::power: return power(parts[0], e.number());
      case Kind::choice: return z3::ite(holds(parts[0], e.relation()), parts[1], parts[2]);
      default: return std::nullopt;
    }
  }

  std::optional<z3::expr> power(const z3::expr& base, const Rational& exponent) {
    if (denominator_of(exponent) != 1 || exponent < 1 || exponent > 16) return std::nullopt;
    z3::expr result = base;
    for (Rational k = 1; k < exponent; k += 1) result = result * base;
    return result;
  }

  z3::expr holds(const z3::expr& subject, Relation relation) {
    const z3::expr zero = z3_.real_val(0);
    switch (relation) {
      case Relation::positive: return subject > zero;
      case Relation::non_negative: return subject >= zero;
      case Relation::zero: break;
    }
    return subject == zero;
  }

  z3::context& z3_;
  z3::expr_vector report_;
  std::map<const void*, std::optional<z3::expr>> known_;
};

// A law of so many outcomes: the last probability is what the others leave.
z3::expr_vector law(z3::context& z3, z3::solver& solver, std::size_t outcomes, const std::string& name) {
  z3::expr_vector p(z3);
  z3::expr rest = z3.real_val(1);
  for (std::size_t y = 0; y + 1 < outcomes; ++y) {
    const z3::expr share = z3.real_const((name + std::to_string(y)).c_str());
    solver.add(share >= 0);
    p.push_back(share);
    rest = rest - share;
  }
  solver.add(rest >= 0);
  p.push_back(rest);
  return p;
}

}  // namespace

SecondOpinion second_opinion(std::span<const Expression> scores, unsigned milliseconds) {
  QED_REQUIRE(scores.size() >= 2, "a scoring rule has two outcomes or more");
  z3::context z3;
  z3::solver solver(z3, "QF_NRA");
  const z3::expr_vector truth = law(z3, solver, scores.size(), "q");
  const z3::expr_vector report = law(z3, solver, scores.size(), "p");
  Translation at_truth(z3, truth), at_report(z3, report);
  z3::expr gain = z3.real_val(0);
  for (std::size_t y = 0; y < scores.size(); ++y) {
    const auto reported = at_report.of(scores[y]), told = at_truth.of(scores[y]);
    if (!reported || !told) return SecondOpinion::not_asked;
    gain = gain + truth[static_cast<unsigned>(y)] * (*reported - *told);
  }
  solver.add(gain > 0);
  z3::params limits(z3);
  limits.set("timeout", milliseconds);
  solver.set(limits);
  switch (solver.check()) {
    case z3::sat: return SecondOpinion::a_pair;
    case z3::unsat: return SecondOpinion::no_pair;
    case z3::unknown: break;
  }
  return SecondOpinion::no_answer;
}

#else

bool has_second_opinion() { return false; }

SecondOpinion second_opinion(std::span<const Expression>, unsigned) { return SecondOpinion::not_asked; }

#endif

}  // namespace qed
