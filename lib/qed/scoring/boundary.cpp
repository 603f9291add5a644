#include "qed/scoring/boundary.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "qed/scoring/normal_form.hpp"

namespace qed {
namespace {

// A part's values on the closed simplex, as a continuous function.
enum class Range { finite, below, above };  // finite; or minus (plus) infinity is reached too

struct NotContinuous : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Continuity {
 public:
  explicit Continuity(std::size_t variables) : forms_(variables) {}

  Range of(const Expression& e) {
    if (const auto known = known_.find(e.identity()); known != known_.end()) return known->second;
    const Range range = found(e);
    known_.emplace(e.identity(), range);
    return range;
  }

 private:
  static Range negated(Range r) {
    return r == Range::below ? Range::above : r == Range::above ? Range::below : r;
  }

  SimplexSign sign_of(const Expression& e) {
    const auto form = forms_.of(e);
    return form ? forms_.sign(*form) : SimplexSign::unknown;
  }

  bool bounded_away_from_zero(const Expression& e) {
    const auto form = forms_.of(e);
    return form && forms_.positive_up_to_the_boundary(*form);
  }

  // u^a ln u is continuous, with limit 0, for a > 0: such a pair of factors is finite.
  static bool tames(const Expression& factor, const Expression& logarithm) {
    const Expression& inner = logarithm.operands()[0];
    const std::string wanted = to_string(inner);
    if (to_string(factor) == wanted) return true;
    return factor.kind() == Expression::Kind::power && factor.number() > 0 &&
           to_string(factor.operands()[0]) == wanted;
  }

  Range product(const Expression& e) {
    std::vector<bool> tamed(e.operands().size(), false);
    for (std::size_t i = 0; i < e.operands().size(); ++i)
      for (std::size_t j = 0; j < e.operands().size(); ++j)
        if (e.operands()[i].kind() == Expression::Kind::log && i != j &&
            tames(e.operands()[j], e.operands()[i]))
          tamed[i] = true;
    Range range = Range::finite;
    for (std::size_t i = 0; i < e.operands().size(); ++i) {
      const Range part = of(e.operands()[i]);  // looks at the domain of what is tamed, too
      if (tamed[i] || part == Range::finite) continue;
      if (range != Range::finite) throw NotContinuous("the product " + to_string(e));
      range = part;
    }
    if (range == Range::finite) return range;
    // An infinite factor: the others must keep one sign and stay away from 0.
    bool flipped = false;
    for (std::size_t i = 0; i < e.operands().size(); ++i) {
      const Expression& factor = e.operands()[i];
      if (!tamed[i] && of(factor) != Range::finite) continue;
      if (factor.is_constant())
        flipped = flipped != (factor.number() < 0);
      else if (!bounded_away_from_zero(factor))
        throw NotContinuous("the product " + to_string(e));
    }
    return flipped ? negated(range) : range;
  }

  Range found(const Expression& e) {
    using Kind = Expression::Kind;
    switch (e.kind()) {
      case Kind::constant:
      case Kind::variable: return Range::finite;
      case Kind::sum: {
        Range range = Range::finite;
        for (const Expression& term : e.operands()) {
          const Range part = of(term);
          if (part == Range::finite) continue;
          if (range != Range::finite && range != part)
            throw NotContinuous("infinity minus infinity in " + to_string(e));
          range = part;
        }
        return range;
      }
      case Kind::product: return product(e);
      case Kind::power: {
        const Expression& base = e.operands()[0];
        if (of(base) != Range::finite) throw NotContinuous("a power of an infinity in " + to_string(e));
        if (e.number() < 0) {
          if (!bounded_away_from_zero(base))
            throw NotContinuous("division by what may be 0 in " + to_string(e));
        } else if (denominator_of(e.number()) != 1 && sign_of(base) != SimplexSign::positive) {
          throw NotContinuous("a root of what may be negative in " + to_string(e));
        }
        return Range::finite;
      }
      case Kind::log: {
        const Expression& inner = e.operands()[0];
        if (of(inner) != Range::finite || sign_of(inner) != SimplexSign::positive)
          throw NotContinuous("the logarithm of what may not be positive in " + to_string(e));
        return bounded_away_from_zero(inner) ? Range::finite : Range::below;
      }
      case Kind::exp:
        if (of(e.operands()[0]) == Range::above) throw NotContinuous("an infinite " + to_string(e));
        return Range::finite;
      case Kind::choice: throw NotContinuous("the condition in " + to_string(e));
    }
    return Range::finite;
  }

  NormalForms forms_;
  std::map<const void*, Range> known_;
};

}  // namespace

std::string why_not_continuous(std::span<const Expression> scores, std::size_t variables) {
  Continuity continuity(variables);
  for (const Expression& score : scores) {
    try {
      if (continuity.of(score) == Range::above) return "plus infinity is reached by " + to_string(score);
    } catch (const NotContinuous& e) {
      return e.what();
    }
  }
  return {};
}

}  // namespace qed
