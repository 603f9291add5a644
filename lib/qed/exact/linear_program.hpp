// Linear programmes over the rationals, with answers that prove themselves.
//
// The solver is not trusted. It is asked twice, for the programme and for its dual, and what it gives is checked here in
// exact arithmetic: both are feasible and their values are equal. By weak duality nothing can then be better, whoever
// found them. Z3's optimiser is the solver, where the project is configured with it (libz3-dev); its headers stay in
// one file.
//
// Exact   rational.     Cost  Z3's simplex method; meant for some hundreds of variables and rows.
#pragma once

#include <string>
#include <vector>

#include "qed/exact/rational.hpp"

namespace qed {

// The largest <objective, x> over x >= 0 with <rows[i], x> <= limits[i] for every i.
//
// Shape   each row as long as the objective, one limit a row.
struct LinearProgram {
  std::vector<Rational> objective;
  std::vector<std::vector<Rational>> rows;
  std::vector<Rational> limits;
};

// An optimum and its certificate: y >= 0 with sum_i y_i rows[i] >= objective in every column and <limits, y> = value.
struct LinearSolution {
  std::vector<Rational> primal;  // x, one per variable
  std::vector<Rational> dual;    // y, one per row
  Rational value;
};

// Why this is no optimum with its certificate, in words that name the row or the column; "" where it is.
// Throws  std::invalid_argument where the programme's shape is wrong.
std::string fault_of(const LinearProgram&, const LinearSolution&);

// The dual, written as a programme of the same form: its value is minus that of the first.
LinearProgram dual_of(const LinearProgram&);

// Whether `maximise` can be called.
bool has_linear_programming();

// Throws  std::invalid_argument where the shape is wrong, or where the solver says that there is no optimum (infeasible
//         or unbounded: its word, not certified); NoLinearProgramming where the library was built without a solver;
//         BrokenInvariant where the solver's answer is not what it should be.
LinearSolution maximise(const LinearProgram&);

class NoLinearProgramming : public std::runtime_error {
 public:
  NoLinearProgramming();
};

}  // namespace qed
