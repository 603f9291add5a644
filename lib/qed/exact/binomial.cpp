#include "qed/exact/binomial.hpp"

namespace qed {

Distribution binomial_law(unsigned trials, const Rational& p) {
  const Rational fails = 1 - p;
  std::vector<Rational> law{1};  // trial by trial
  for (unsigned t = 0; t < trials; ++t) {
    law.emplace_back(0);
    for (std::size_t k = law.size(); k-- > 0;)
      law[k] = law[k] * fails + (k > 0 ? Rational(law[k - 1] * p) : Rational(0));
  }
  return Distribution(std::move(law));
}

}  // namespace qed
