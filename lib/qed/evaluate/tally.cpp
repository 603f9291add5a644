#include "qed/evaluate/tally.hpp"

#include "qed/exact/limbs.hpp"

namespace qed {

Tally::Bucket Tally::bucket(const NodeFacts& f) {
  const auto [theta, new_theta] =
      theta_index_.try_emplace(f.query_probability, static_cast<Theta>(thetas_.size()));
  if (new_theta) thetas_.push_back(&theta->first);
  const auto [entry, is_new] = index_.try_emplace({theta->second, f.asked, f.truth_collected, f.forced},
                                                  static_cast<Bucket>(buckets_.size()));
  if (is_new) buckets_.push_back({theta->second, f.asked, f.truth_collected, f.forced, {}, false, 0, 0});
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

void Tally::catch_up(Entry& entry) {
  if (entry.numerator == 0) entry.scaled_to = factors_.size();
  for (; entry.scaled_to < factors_.size(); ++entry.scaled_to) entry.numerator *= factors_[entry.scaled_to];
}

Rational Tally::close_level() {
  Rational weighted = 0;  // of numerators: over the small denominators of theta alone
  for (const Bucket b : touched_) {
    Entry& entry = buckets_[b];
    const Integer mass = entry.level.take();
    weighted += query_probability(entry.theta) * Rational(mass);
    catch_up(entry);
    entry.numerator += mass;
    entry.touched = false;
  }
  touched_.clear();
  return weighted;
}

void Tally::report(unsigned levels, const Integer& denominator, bool truth_inside, Quantities& q) {
  Rational collected = 0, lost = 0, elsewhere = levels;
  std::map<Rational, Rational> occupancy;
  for (Entry& e : buckets_) {
    catch_up(e);
    const Rational count = ratio(e.numerator, denominator);
    if (count == 0) continue;
    const Rational theta = query_probability(e.theta), square = theta * theta, cube = square * theta;
    q.S1 += theta * count;
    q.S2 += square * count;
    q.S3 += cube * count;
    q.expected_queries += e.asked * count;
    if (e.collected) collected += cube * count;
    if (!e.collected && !e.forced) lost += cube * count;
    occupancy[theta] += count;
    elsewhere -= count;
  }
  if (elsewhere != 0) occupancy[0] += elsewhere;  // states where nothing is asked are not counted one by one
  q.occupancy.assign(occupancy.begin(), occupancy.end());
  if (truth_inside) {
    q.S3_collected = collected;
    q.S3_lost = lost;
  }
}

std::uint64_t Tally::bytes(const Integer& denominator) const {
  constexpr std::uint64_t map_nodes = 2 * 112, fractions = 2 * 64;
  const std::uint64_t number = sizeof(Rational) + bit_length(denominator) / 8;
  return buckets_.size() * (sizeof(Entry) + map_nodes + fractions + 3 * number);
}

}  // namespace qed
