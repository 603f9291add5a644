// Each case uses binary floating point where an exact number is meant, and must be refused by the compiler.
// With no case chosen the file must compile: then what is refused is the case and not the file.
#include <vector>

#include "qed/exact/distribution.hpp"
#include "qed/exact/interval.hpp"
#include "qed/exact/rational.hpp"

using namespace qed;

void allowed() {
  ratio(1, 10);
  ratio(Integer(1), 10);
  ratio(1LL, 10u);
  Distribution({ratio(1, 2), ratio(1, 2)});
  Distribution({0, 1});
  Interval(1, 64);
  Interval(ratio(1, 10), 64);
}

void refused() {
#if defined(RATIO)
  ratio(0.1, 1);
#elif defined(DISTRIBUTION)
  Distribution({0.5, 0.5});
#elif defined(INTERVAL)
  Interval(0.1, 64);
#endif
}
