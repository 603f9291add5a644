// Faults of the evaluation: the imitator is the cautious one, and what is measured of it is wrong. Each is a
// function that spoils the quantities of an honest pass.
#pragma once

#include "qed/evaluate/quantities.hpp"
#include "qed/model/model_class.hpp"

namespace qed::properties::measuring {

// Looks for the truth in one top set more than the horizon has steps.
void retained_off_by_one(const ModelClass&, Quantities&);
// Lets an event happen one step after the horizon, under the imitator alone.
void events_one_step_late(const ModelClass&, Quantities&);
// Leaves the event that the truth was retained out of the probability of a bad event.
void events_forget_retention(const ModelClass&, Quantities&);
// Sums theta^3 over all steps where only those without the truth in the top set are meant.
void lost_sum_counts_every_step(const ModelClass&, Quantities&);
// Sums theta^2 where theta^3 is meant.
void cubes_summed_as_squares(const ModelClass&, Quantities&);
// Sums theta where theta^3 is meant.
void queries_summed_as_cubes(const ModelClass&, Quantities&);
// Starts every sum at the second step.
void sums_from_step_one(const ModelClass&, Quantities&);
// Starts from equal weights, whatever the priors.
void prior_not_used(const ModelClass&, Quantities&);
// Leaves forced queries out of the sums.
void forced_steps_left_out(const ModelClass&, Quantities&);
// Takes the query probability of the first step for the largest.
void largest_theta_at_the_root(const ModelClass&, Quantities&);
// Starts the product of 1 + theta at the second step.
void products_from_step_one(const ModelClass&, Quantities&);
// Counts the forced steps among those whose cubes have a bounded tail.
void tail_counts_forced_steps(const ModelClass&, Quantities&);
// Holds what is still to come against the odds at the start, and not against those of the history.
void prior_for_posterior(const ModelClass&, Quantities&);

}  // namespace qed::properties::measuring
