// What the levels add up to: how often each query probability is expected, and with the truth collected or
// not.
//
// All sums of powers of theta are linear functionals of these occupancies, so they are taken once, at the
// end. Numerators are kept over the current level's denominator and brought up to it only when touched.
//
// Exact   integers over the levels' denominators; rational in what is returned and reported.
// Cost    add(): one addition of a mass. close_level(): for each bucket touched, the products of its numerator with the
//         factors of the levels since it was touched last, and one rational addition over the denominators of theta.
//         report(): the same for all buckets, and a few rational operations on each.
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

  // Steps with the same theta, asked probability, and truth collected and forced or not, are counted
  // together.
  Bucket bucket(const NodeFacts&);
  // The distinct query probabilities, in order of appearance.
  using Theta = std::uint32_t;
  Theta theta(Bucket b) const { return buckets_[b].theta; }
  const Rational& query_probability(Theta t) const { return *thetas_[t]; }

  // One level: add the masses, close the level, then say by what the denominator of the next one is larger.
  void add(Bucket b, const Masses& masses, std::size_t state);
  // Returns  the level's sum of theta x mass, times the level's denominator.
  Rational close_level();
  void scale(const Integer& factor) { factors_.push_back(factor); }

  // Writes S_p, their collected and lost parts, the expected queries and the occupancies of `levels` steps.
  // denominator: of the last level.
  void report(unsigned levels, const Integer& denominator, bool truth_inside, Quantities&);

  // What is held, and once it is reported: three numbers as long as the denominator for each bucket.
  std::uint64_t bytes(const Integer& denominator) const;

 private:
  struct Entry {
    Theta theta;
    Rational asked;
    bool collected, forced;
    MassSum level;  // this level's mass
    bool touched = false;
    Integer numerator = 0;  // of all closed levels, over the denominator of level `scaled_to`
    std::size_t scaled_to = 0;
  };
  void catch_up(Entry&);

  std::map<Rational, Theta> theta_index_;
  std::vector<const Rational*> thetas_;
  std::map<std::tuple<Theta, Rational, bool, bool>, Bucket> index_;
  std::vector<Entry> buckets_;
  std::vector<Bucket> touched_;
  std::vector<Integer> factors_;  // denominator of level t + 1 over that of level t
};

}  // namespace qed
