#include "qed/training/counting_libraries.hpp"

namespace qed {

bool has_model_counting() {
#if QED_WITH_COUNTING
  return true;
#else
  return false;
#endif
}

NoModelCounting::NoModelCounting()
    : std::runtime_error(
          "this needs a SAT solver and decision diagrams, and this build has none: install "
          "libcryptominisat5-dev and libbdd-dev, and configure with -DDEMONSTRANDUM_WITH_COUNTING=ON") {}

}  // namespace qed
