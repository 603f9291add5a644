// The faults in one list.
#include <algorithm>
#include <stdexcept>
#include <vector>

#include "properties/faults.hpp"
#include "properties/faults/collecting.hpp"
#include "properties/faults/learning.hpp"
#include "properties/faults/measuring.hpp"
#include "properties/faults/stepping.hpp"

namespace qed::properties {

namespace {

template <ImitatorRule... Rules>
void add_imitators(std::vector<Fault>& to) {
  (to.push_back({Rules::id, Rules::mistake, Imitator(std::string(Rules::id), Rules{}), {}}), ...);
}

std::vector<Fault> catalogue() {
  std::vector<Fault> list;
  add_imitators<AlphaTimesTotal, AlphaTimesBestOnly, SumIncludesItself, CollectBestOnly, DropFirstCollected,
                DropLastCollected, AscendingOrder, DeclarationOrder, TiesByTheWrongSide, KeepAtThreshold,
                DropAtThreshold>(list);
  add_imitators<MeanInsteadOfMinimum, MaximumInsteadOfMinimum, FollowBestModel, RenormalisedMinimum,
                MinimumOverAllModels, AskWheneverTwoAreCollected, HalfTheQueries, ThetaFromTheMean,
                QueryButPlayOwnAction>(list);
  add_imitators<UpdateOnOwnActions, QueryBitInverted, ForgetToUpdate, LikelihoodCountedTwice,
                ZeroLikelihoodKept, UpdateCollectedOnly>(list);

  const auto measure = [&list](std::string_view id, std::string_view mistake, auto distort) {
    list.push_back({id, mistake, std::nullopt, distort});
  };
  measure("retained-off-by-one", "looks for the truth in one top set more than the horizon has steps",
          measuring::retained_off_by_one);
  measure("events-one-step-late", "lets an event happen one step after the horizon, under the imitator alone",
          measuring::events_one_step_late);
  measure("events-forget-retention", "measures bad events whether or not the truth was retained",
          measuring::events_forget_retention);
  measure("lost-sum-counts-every-step", "sums theta^3 over all steps where those without the truth are meant",
          measuring::lost_sum_counts_every_step);
  measure("cubes-summed-as-squares", "sums theta^2 where theta^3 is meant",
          measuring::cubes_summed_as_squares);
  measure("queries-summed-as-cubes", "sums theta where theta^3 is meant", measuring::queries_summed_as_cubes);
  measure("sums-from-step-one", "starts every sum at the second step", measuring::sums_from_step_one);
  measure("prior-not-used", "starts from equal weights, whatever the priors", measuring::prior_not_used);
  measure("forced-steps-left-out", "leaves forced queries out of the sums", measuring::forced_steps_left_out);
  measure("largest-theta-at-the-root", "takes the query probability of the first step for the largest",
          measuring::largest_theta_at_the_root);
  measure("products-from-step-one", "starts the product of 1 + theta at the second step",
          measuring::products_from_step_one);
  measure("tail-counts-forced-steps", "counts forced steps among those whose cubes have a bounded tail",
          measuring::tail_counts_forced_steps);
  measure("prior-for-posterior", "holds what is to come against the odds at the start, not at the history",
          measuring::prior_for_posterior);
  return list;
}

}  // namespace

std::span<const Fault> faults() {
  static const std::vector<Fault> list = catalogue();
  return list;
}

const Fault& fault(std::string_view id) {
  const auto list = faults();
  const auto found = std::find_if(list.begin(), list.end(), [id](const Fault& f) { return f.id == id; });
  if (found == list.end()) throw std::invalid_argument("there is no fault '" + std::string(id) + "'");
  return *found;
}

}  // namespace qed::properties
