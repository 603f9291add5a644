#include "imitators.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "properties/faults.hpp"
#include "qed/exact/wording.hpp"

namespace qed::tool {

namespace {

constexpr std::string_view cautious = "cautious";

}  // namespace

std::string known_imitator(const std::string& name) {
  std::vector<std::string> known{std::string(cautious)};
  for (const auto& fault : properties::faults()) known.emplace_back(fault.id);
  if (std::find(known.begin(), known.end(), name) != known.end()) return name;
  const std::string meant = suggestion(name, known);
  throw std::invalid_argument(
      fmt::format("no imitator is called {}{}", in_quotes(name),
                  meant.empty() ? fmt::format("; the imitators are {}", fmt::join(known, ", ")) : meant));
}

CheckResult check_with(const ModelClass& mc, const std::string& imitator, const EvaluateOptions& options,
                       const std::vector<std::string>& only) {
  const std::vector<std::string_view> ids(only.begin(), only.end());
  if (imitator == cautious) return check(mc, {}, options, ids);
  return properties::check_with_fault(mc, properties::fault(imitator), options, ids);
}

SampledCheck check_sampled_with(const ModelClass& mc, const std::string& imitator,
                                const SamplingOptions& options, bool until_decided,
                                const std::vector<std::string>& only) {
  const std::vector<std::string_view> ids(only.begin(), only.end());
  if (imitator == cautious) return check_sampled(mc, {}, options, until_decided, ids);
  const properties::Fault& fault = properties::fault(imitator);
  if (fault.distort)
    throw std::invalid_argument(fmt::format(
        "{} is a fault of the exact evaluation, so there is nothing to sample", in_quotes(imitator)));
  return check_sampled(mc, *fault.imitator, options, until_decided, ids);
}

std::string twin_difference(const ModelClass& mc, const std::string& imitator) {
  if (imitator != cautious) return properties::twin_difference(mc, properties::fault(imitator));
  return properties::twin_difference(mc, properties::Fault{cautious, "makes no mistake", Imitator{}, {}});
}

}  // namespace qed::tool
