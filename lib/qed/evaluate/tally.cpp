#include "qed/evaluate/tally.hpp"

namespace qed {

Tally::Bucket Tally::bucket(const NodeFacts& f) {
  const auto [entry, is_new] = index_.try_emplace({f.query_probability, f.asked, f.truth_collected, f.forced},
                                                  static_cast<Bucket>(buckets_.size()));
  if (is_new) buckets_.push_back({f.query_probability, f.asked, f.truth_collected, f.forced, {}, false, 0, 1});
  return entry->second;
}

void Tally::add(Bucket b, const Masses& masses, std::size_t state) {
  Entry& entry = buckets_[b];
  if (!entry.touched) {
    entry.touched = true;
    touched_.push_back(b);
  }
  entry.level.add(masses, state);
}

Rational Tally::close_level(const Integer& denominator) {
  Rational weighted = 0;  // of numerators: integers while theta is, so cheap
  for (const Bucket b : touched_) {
    Entry& entry = buckets_[b];
    const Integer mass = entry.level.take();
    weighted += entry.query_probability * Rational(mass);
    if (entry.denominator != denominator) {
      entry.numerator *= denominator / entry.denominator;
      entry.denominator = denominator;
    }
    entry.numerator += mass;
    entry.touched = false;
  }
  touched_.clear();
  return weighted / Rational(denominator);
}

void Tally::report(unsigned levels, bool truth_inside, Quantities& q) const {
  Rational collected = 0, lost = 0, elsewhere = levels;
  std::map<Rational, Rational> occupancy;
  for (const Entry& e : buckets_) {
    const Rational count = ratio(e.numerator, e.denominator);
    if (count == 0) continue;
    const Rational square = e.query_probability * e.query_probability, cube = square * e.query_probability;
    q.S1 += e.query_probability * count;
    q.S2 += square * count;
    q.S3 += cube * count;
    q.expected_queries += e.asked * count;
    if (e.collected) collected += cube * count;
    if (!e.collected && !e.forced) lost += cube * count;
    occupancy[e.query_probability] += count;
    elsewhere -= count;
  }
  if (elsewhere != 0) occupancy[0] += elsewhere;  // states where nothing is asked are not counted one by one
  q.occupancy.assign(occupancy.begin(), occupancy.end());
  if (truth_inside) {
    q.S3_collected = collected;
    q.S3_lost = lost;
  }
}

}  // namespace qed
