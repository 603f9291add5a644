#include "properties/faults/measuring.hpp"

#include "qed/evaluate/evaluate.hpp"

namespace qed::properties::measuring {

namespace {

Quantities with_horizon(ModelClass c, unsigned horizon) {
  c.horizon = horizon;
  return evaluate(c).quantities;
}

}  // namespace

void retained_off_by_one(const ModelClass& c, Quantities& q) {
  q.truth_retained = with_horizon(c, c.horizon + 1).truth_retained;
}

void events_one_step_late(const ModelClass& c, Quantities& q) {
  if (c.events.empty()) return;
  const Quantities late = with_horizon(c, c.horizon + 1);
  for (std::size_t e = 0; e < q.events.size(); ++e) {
    q.events[e].imitator = late.events[e].imitator;
    q.events[e].imitator_and_retained = late.events[e].imitator_and_retained;
  }
}

void events_forget_retention(const ModelClass&, Quantities& q) {
  for (EventProbabilities& event : q.events)
    if (event.imitator_and_retained) event.imitator_and_retained = event.imitator;
}

void lost_sum_counts_every_step(const ModelClass&, Quantities& q) {
  if (q.S3_lost) q.S3_lost = q.S3 - q.forced_steps;
}

void cubes_summed_as_squares(const ModelClass&, Quantities& q) { q.S3 = q.S2; }

void queries_summed_as_cubes(const ModelClass&, Quantities& q) { q.S3 = q.S1; }

void sums_from_step_one(const ModelClass& c, Quantities& q) {
  const Quantities first = with_horizon(c, 1);
  q.S1 -= first.S1;
  q.S2 -= first.S2;
  q.S3 -= first.S3;
  if (q.S3_collected) *q.S3_collected -= *first.S3_collected;
  if (q.S3_lost) *q.S3_lost -= *first.S3_lost;
}

void prior_not_used(const ModelClass& c, Quantities& q) {
  ModelClass uniform = c;
  for (Model& m : uniform.models) m.prior = ratio(std::size_t{1}, c.models.size());
  q = evaluate(uniform).quantities;
}

void forced_steps_left_out(const ModelClass&, Quantities& q) {
  const Rational forced(q.forced_steps);
  q.S1 -= forced;
  q.S2 -= forced;
  q.S3 -= forced;
}

void largest_theta_at_the_root(const ModelClass& c, Quantities& q) {
  q.max_query_probability = with_horizon(c, 1).max_query_probability;
}

void products_from_step_one(const ModelClass& c, Quantities& q) {
  if (!q.accumulated || c.forced_queries > 0) return;
  const Rational first = 1 + with_horizon(c, 1).S1;
  const auto divide = [&first](LawOfValue& law) {
    for (auto& [product, probability] : law) product /= first;
  };
  for (LawOfValue& law : q.accumulated->products) divide(law);
  for (Trajectory& t : q.accumulated->trajectories) divide(t.product);
}

void tail_counts_forced_steps(const ModelClass&, Quantities& q) {
  if (!q.accumulated) return;
  for (auto& [sum, probability] : q.accumulated->cubes) sum += q.forced_steps;
}

void prior_for_posterior(const ModelClass&, Quantities& q) {
  if (!q.outlooks) return;
  const auto at_the_start = q.outlooks->given.front().odds;
  for (Outlook& o : q.outlooks->given) o.odds = at_the_start;
}

}  // namespace qed::properties::measuring
