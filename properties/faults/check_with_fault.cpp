#include "properties/faults.hpp"
#include "properties/oracle/enumerate.hpp"
#include "properties/twin.hpp"

namespace qed::properties {

void remeasure(const ModelClass& c, const Fault& fault, CheckResult& check) {
  if (!fault.distort || check.evaluation.ended != Ended::horizon) return;
  fault.distort(c, check.evaluation.quantities);
  for (ClaimResult& result : check.claims) {
    if (result.claim->kind != ClaimKind::per_class) continue;
    result.worst = result.claim->on_class({c, check.evaluation.quantities});
    result.interesting = result.worst.interesting;
  }
}

CheckResult check_with_fault(const ModelClass& c, const Fault& fault, const EvaluateOptions& options,
                             std::span<const std::string_view> only) {
  CheckResult result = check(c, fault.imitator.value_or(Imitator{}), options, only);
  remeasure(c, fault, result);
  return result;
}

bool twin_can_enumerate(const ModelClass& c) {
  // The tree has at most (2 |A| |O|)^N histories; this many cost some milliseconds.
  constexpr std::size_t most_histories = 2000;
  const std::size_t branches = 2 * c.actions.size() * c.observations.size();
  std::size_t histories = 1;
  for (unsigned t = 0; t < c.horizon; ++t)
    if ((histories *= branches) > most_histories) return false;
  return true;
}

std::string twin_difference(const ModelClass& c, const Fault& fault) {
  Quantities found = evaluate(c, fault.imitator.value_or(Imitator{})).quantities;
  if (fault.distort) fault.distort(c, found);
  return difference(found, oracle::enumerate(oracle::process_of(c)));
}

}  // namespace qed::properties
