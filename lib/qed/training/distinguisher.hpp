// Distinguishers: who tells a human's answers from an imitator's, and how well.
//
// An answer comes from the human's law h or from the imitator's law p. A distinguisher says "human" to answer y with
// probability D(y); its advantage is E_h D - E_p D = <h - p, D>. The best of all has the total variation distance of h
// and p: it says "human" where h(y) > p(y). The best of a class has less or as much: that class's integral probability
// metric. A class is known by its best member against any gap h - p.                            [claim distinguisher]
//
// Exact   rational.        Source  I. Goodfellow et al. (2014) for the game; A. Müller (1997) for the metrics.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "qed/claims/claim.hpp"
#include "qed/exact/distribution.hpp"

namespace qed {

struct Distinguisher {
  std::string name;                  // what it looks at
  std::vector<Rational> says_human;  // per answer, in [0, 1]
};

// human - imitator, answer by answer: sums to 0.
// Throws  std::invalid_argument where the laws are not over equally many answers.
std::vector<Rational> gap_between(const Distribution& human, const Distribution& imitator);

// <gap, D>.   Throws  std::invalid_argument where D is not over as many answers.
Rational advantage(std::span<const Rational> gap, const Distinguisher&);

// Half the sum of the absolute differences.
Rational total_variation(std::span<const Rational> gap);

class DistinguisherClass {
 public:
  using Best = std::function<Distinguisher(std::span<const Rational> gap)>;
  DistinguisherClass(std::string name, Best best) : name_(std::move(name)), best_(std::move(best)) {}

  const std::string& name() const { return name_; }
  // The member with the largest advantage.
  // Throws  std::invalid_argument where the class is one over another number of answers.
  Distinguisher best(std::span<const Rational> gap) const { return best_(gap); }

 private:
  std::string name_;
  Best best_;
};

DistinguisherClass every_distinguisher();
// Throws  std::invalid_argument where there is none, or one says "human" with a probability outside [0, 1].
DistinguisherClass these_distinguishers(std::string name, std::vector<Distinguisher>);

// Value   the best advantage in the class.     Bound  the total variation distance.
// Where the best of all distinguishers has not exactly that distance, or a member is none (a probability outside
// [0, 1]), this is reported as the violation.
// Interesting   0 < value.
Comparison decide_distinguisher(const Distribution& human, const Distribution& imitator,
                                const DistinguisherClass& members,
                                const DistinguisherClass& all = every_distinguisher());

}  // namespace qed
