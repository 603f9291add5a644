#include "properties/twin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace qed::properties {
namespace {

std::string text(const Rational& q) { return to_string(q); }
std::string text(const std::optional<Rational>& q) { return q ? to_string(*q) : "none"; }
std::string text(const std::string& s) { return s; }
std::string text(bool b) { return b ? "true" : "false"; }
std::string text(std::size_t n) { return std::to_string(n); }

// Remembers the first difference.
class Comparer {
 public:
  template <class T>
  void compare(const std::string& what, const T& found, const T& expected) {
    if (first_.empty() && found != expected)
      first_ = fmt::format("{} is {}, expected {}", what, text(found), text(expected));
  }
  const std::string& first() const { return first_; }

 private:
  std::string first_;
};

void compare_laws(Comparer& comparer, const std::string& what, const LawOfValue& found,
                  const LawOfValue& expected) {
  comparer.compare("number of values of " + what, found.size(), expected.size());
  for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i) {
    comparer.compare("value of " + what, found[i].first, expected[i].first);
    comparer.compare("probability that " + what + " is " + text(expected[i].first), found[i].second,
                     expected[i].second);
  }
}

void compare_accumulated(Comparer& comparer, const Accumulated& found, const Accumulated& expected) {
  compare_laws(comparer, "the sum of cubes", found.cubes, expected.cubes);
  comparer.compare("number of products", found.products.size(), expected.products.size());
  for (std::size_t e = 0; e < std::min(found.products.size(), expected.products.size()); ++e)
    compare_laws(comparer, "the product on event " + text(e), found.products[e], expected.products[e]);
  comparer.compare("every trajectory", found.every_trajectory, expected.every_trajectory);
  comparer.compare("number of trajectories", found.trajectories.size(), expected.trajectories.size());
  for (std::size_t i = 0; i < std::min(found.trajectories.size(), expected.trajectories.size()); ++i) {
    const std::string name = "trajectory " + text(i);
    comparer.compare("the percepts of " + name,
                     found.trajectories[i].percepts == expected.trajectories[i].percepts, true);
    compare_laws(comparer, "the product on " + name, found.trajectories[i].product,
                 expected.trajectories[i].product);
    comparer.compare("P_dem of " + name, found.trajectories[i].demonstrator,
                     expected.trajectories[i].demonstrator);
  }
}

void compare_outlooks(Comparer& comparer, const Outlooks& found, const Outlooks& expected) {
  comparer.compare("number of outlooks", found.given.size(), expected.given.size());
  for (std::size_t i = 0; i < std::min(found.given.size(), expected.given.size()); ++i) {
    const Outlook &f = found.given[i], &x = expected.given[i];
    const std::string of = " of outlook " + text(i);
    comparer.compare<std::size_t>("step" + of, f.step, x.step);
    comparer.compare("odds" + of, f.odds, x.odds);
    comparer.compare("risk" + of, f.lost, x.lost);
    comparer.compare("sum of cubes" + of, f.cubes, x.cubes);
    comparer.compare("sum of cubes without the truth" + of, f.cubes_lost, x.cubes_lost);
    comparer.compare("probability" + of, f.probability, x.probability);
  }
}

}  // namespace

std::string difference(const Quantities& found, const Quantities& expected) {
  Comparer comparer;
  const auto compare = [&](const char* what, auto member) {
    comparer.compare(what, std::invoke(member, found), std::invoke(member, expected));
  };
  comparer.compare<std::size_t>("horizon", found.horizon, expected.horizon);
  comparer.compare<std::size_t>("forced_steps", found.forced_steps, expected.forced_steps);
  compare("S1", &Quantities::S1);
  compare("S2", &Quantities::S2);
  compare("S3", &Quantities::S3);
  compare("expected_queries", &Quantities::expected_queries);
  compare("S3_collected", &Quantities::S3_collected);
  compare("S3_lost", &Quantities::S3_lost);
  compare("truth_retained", &Quantities::truth_retained);
  compare("expected_product", &Quantities::expected_product);
  compare("max_query_probability", &Quantities::max_query_probability);
  compare("max_top_size", &Quantities::max_top_size);

  comparer.compare("number of events", found.events.size(), expected.events.size());
  for (std::size_t e = 0; e < std::min(found.events.size(), expected.events.size()); ++e) {
    const EventProbabilities &f = found.events[e], &x = expected.events[e];
    comparer.compare("event name", f.name, x.name);
    comparer.compare("P_im of " + x.name, f.imitator, x.imitator);
    comparer.compare("P_im and retained of " + x.name, f.imitator_and_retained, x.imitator_and_retained);
    comparer.compare("P_dem of " + x.name, f.demonstrator, x.demonstrator);
  }

  comparer.compare("number of query probabilities", found.occupancy.size(), expected.occupancy.size());
  for (std::size_t i = 0; i < std::min(found.occupancy.size(), expected.occupancy.size()); ++i) {
    comparer.compare("query probability", found.occupancy[i].first, expected.occupancy[i].first);
    comparer.compare("steps of query probability " + text(expected.occupancy[i].first),
                     found.occupancy[i].second, expected.occupancy[i].second);
  }
  if (found.accumulated && expected.accumulated)
    compare_accumulated(comparer, *found.accumulated, *expected.accumulated);
  if (found.outlooks && expected.outlooks) compare_outlooks(comparer, *found.outlooks, *expected.outlooks);
  return comparer.first();
}

}  // namespace qed::properties
