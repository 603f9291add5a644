// What the levels add up to: how often each query probability is expected, and with the truth collected or not.
//
// All sums of powers of theta are linear functionals of these occupancies, so they are taken once, at the end.
// Numerators are kept over the current level's denominator and brought up to it only when touched.
#pragma once

#include <map>
#include <tuple>
#include <vector>

#include "qed/evaluate/masses.hpp"
#include "qed/evaluate/node_graph.hpp"
#include "qed/evaluate/quantities.hpp"

namespace qed {

class Tally {
 public:
  using Bucket = std::uint32_t;

  // Steps with the same theta, asked probability, and truth collected and forced or not, are counted together.
  Bucket bucket(const NodeFacts&);
  const Rational& query_probability(Bucket b) const { return buckets_[b].query_probability; }

  // One level: add the masses, then close the level with its denominator.
  void add(Bucket b, const Masses& masses, std::size_t state);
  // Returns  sum over buckets of theta x mass, over `denominator`, of this level.
  Rational close_level(const Integer& denominator);

  // Writes S_p, their collected and lost parts, the expected queries and the occupancies of `levels` steps.
  void report(unsigned levels, bool truth_inside, Quantities&) const;

 private:
  struct Entry {
    Rational query_probability, asked;
    bool collected, forced;
    MassSum level;                // this level's mass
    bool touched = false;
    Integer numerator = 0;        // of all closed levels, over `denominator`
    Integer denominator = 1;
  };
  std::map<std::tuple<Rational, Rational, bool, bool>, Bucket> index_;
  std::vector<Entry> buckets_;
  std::vector<Bucket> touched_;
};

}  // namespace qed
