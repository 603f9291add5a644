// What a stranger writes first.
#include <iostream>

#include "qed/exact/distribution.hpp"
#include "qed/exact/rational.hpp"
#include "qed/version.hpp"

int main() {
  const auto sum = qed::Distribution::uniform(2)[0] + qed::ratio(1, 3);
  std::cout << "Demonstrandum " << qed::version() << ": 1/2 + 1/3 = " << qed::to_string(sum) << "\n";
  return sum == qed::ratio(5, 6) ? 0 : 1;
}
