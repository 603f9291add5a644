// Exact numbers as class files hold them.
#pragma once

#include <string>

#include "qed/exact/rational.hpp"

namespace qed {

// "p/q" in lowest terms; a decimal with an exponent, such as "1e-10000", where the fraction would take more
// digits than parse_rational reads. Whatever parse_rational can read in some form is so written that it reads
// it back.
std::string number_text(const Rational& q);

}  // namespace qed
