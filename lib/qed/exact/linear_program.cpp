#include "qed/exact/linear_program.hpp"

#include "qed/exact/require.hpp"

#if QED_WITH_Z3
#include <z3++.h>
#endif

namespace qed {

namespace {

void require_shape(const LinearProgram& p) {
  if (p.rows.size() != p.limits.size())
    throw std::invalid_argument(std::to_string(p.rows.size()) + " rows have " +
                                std::to_string(p.limits.size()) + " limits, expected one each");
  for (std::size_t i = 0; i < p.rows.size(); ++i)
    if (p.rows[i].size() != p.objective.size())
      throw std::invalid_argument("row " + std::to_string(i) + " has " + std::to_string(p.rows[i].size()) +
                                  " entries, expected " + std::to_string(p.objective.size()));
}

Rational inner(const std::vector<Rational>& a, const std::vector<Rational>& b) {
  Rational sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != 0 && b[i] != 0) sum += a[i] * b[i];
  return sum;
}

// Why x is not feasible, or "".
std::string infeasible(const LinearProgram& p, const std::vector<Rational>& x, std::string_view row,
                       std::string_view variable) {
  if (x.size() != p.objective.size()) return std::string(variable) + "s: wrong number of them";
  for (std::size_t j = 0; j < x.size(); ++j)
    if (x[j] < 0) return std::string(variable) + " " + std::to_string(j) + " is negative: " + to_string(x[j]);
  for (std::size_t i = 0; i < p.rows.size(); ++i)
    if (inner(p.rows[i], x) > p.limits[i])
      return std::string(row) + " " + std::to_string(i) + " is above its limit " + to_string(p.limits[i]);
  return {};
}

}  // namespace

LinearProgram dual_of(const LinearProgram& p) {
  require_shape(p);
  LinearProgram dual;
  for (const Rational& limit : p.limits) dual.objective.push_back(-limit);
  for (std::size_t j = 0; j < p.objective.size(); ++j) {
    std::vector<Rational> column;
    for (const auto& row : p.rows) column.push_back(-row[j]);
    dual.rows.push_back(std::move(column));
    dual.limits.push_back(-p.objective[j]);
  }
  return dual;
}

std::string fault_of(const LinearProgram& p, const LinearSolution& s) {
  require_shape(p);
  if (const auto why = infeasible(p, s.primal, "row", "variable"); !why.empty()) return why;
  if (const auto why = infeasible(dual_of(p), s.dual, "dual row", "dual variable"); !why.empty()) return why;
  const Rational here = inner(p.objective, s.primal), there = inner(p.limits, s.dual);
  if (here != s.value) return "the value is said to be " + to_string(s.value) + ", and is " + to_string(here);
  if (here != there) return "the dual has value " + to_string(there) + ", not " + to_string(here);
  return {};
}

NoLinearProgramming::NoLinearProgramming()
    : std::runtime_error(
          "this needs a solver of linear programmes, and this build has none: install libz3-dev and "
          "configure with -DDEMONSTRANDUM_WITH_Z3=ON") {}

#if QED_WITH_Z3

bool has_linear_programming() { return true; }

namespace {

z3::expr number(z3::context& z3, const Rational& q) { return z3.real_val(to_string(q).c_str()); }

Rational number(const z3::expr& numeral) {
  QED_REQUIRE(numeral.is_numeral(), "Z3's model gives a number for every variable");
  const std::string text = Z3_get_numeral_string(numeral.ctx(), numeral);
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return Rational(Integer(text));
  return ratio(Integer(text.substr(0, slash)), Integer(text.substr(slash + 1)));
}

z3::expr inner(z3::context& z3, const std::vector<Rational>& coefficients, const z3::expr_vector& x) {
  z3::expr_vector terms(z3);
  for (std::size_t j = 0; j < coefficients.size(); ++j)
    if (coefficients[j] != 0) terms.push_back(number(z3, coefficients[j]) * x[static_cast<unsigned>(j)]);
  return terms.empty() ? z3.real_val(0) : z3::sum(terms);
}

// An x that Z3 calls optimal.
std::vector<Rational> optimum_by_z3(const LinearProgram& p) {
  z3::context z3;
  z3::optimize optimiser(z3);
  z3::expr_vector x(z3);
  for (std::size_t j = 0; j < p.objective.size(); ++j) {
    x.push_back(z3.real_const(("x" + std::to_string(j)).c_str()));
    optimiser.add(x.back() >= 0);
  }
  for (std::size_t i = 0; i < p.rows.size(); ++i)
    optimiser.add(inner(z3, p.rows[i], x) <= number(z3, p.limits[i]));
  const auto goal = optimiser.maximize(inner(z3, p.objective, x));
  if (optimiser.check() != z3::sat)
    throw std::invalid_argument("the linear programme is infeasible, says its solver");
  if (!optimiser.upper(goal).is_numeral())
    throw std::invalid_argument("the linear programme has no largest value, says its solver");
  const z3::model model = optimiser.get_model();
  std::vector<Rational> values;
  for (const z3::expr& variable : x) values.push_back(number(model.eval(variable, true)));
  return values;
}

}  // namespace

LinearSolution maximise(const LinearProgram& p) {
  require_shape(p);
  LinearSolution s;
  s.primal = optimum_by_z3(p);
  s.dual = optimum_by_z3(dual_of(p));
  s.value = inner(p.objective, s.primal);
  const std::string fault = fault_of(p, s);
  QED_REQUIRE(fault.empty(), "the solver's answer to a linear programme is wrong: " + fault);
  return s;
}

#else

bool has_linear_programming() { return false; }

LinearSolution maximise(const LinearProgram& p) {
  require_shape(p);
  throw NoLinearProgramming();
}

#endif

}  // namespace qed
