#pragma once

#include "qed/exact/rational.hpp"

namespace qed {

inline Rational power_of_two(int n) { return n < 0 ? ratio(1, Integer(1) << -n) : Rational(Integer(1) << n); }

}  // namespace qed
