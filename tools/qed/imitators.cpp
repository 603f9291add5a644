#include "imitators.hpp"

#include "properties/faults.hpp"

namespace qed::tool {

namespace {

constexpr std::string_view cautious = "cautious";

}  // namespace

std::string known_imitator(const std::string& name) {
  if (name != cautious) properties::fault(name);  // throws
  return name;
}

CheckResult check_with(const ModelClass& mc, const std::string& imitator, const EvaluateOptions& options,
                       const std::vector<std::string>& only) {
  const std::vector<std::string_view> ids(only.begin(), only.end());
  if (imitator == cautious) return check(mc, {}, options, ids);
  return properties::check_with_fault(mc, properties::fault(imitator), options, ids);
}

std::string twin_difference(const ModelClass& mc, const std::string& imitator) {
  if (imitator != cautious) return properties::twin_difference(mc, properties::fault(imitator));
  return properties::twin_difference(mc, properties::Fault{cautious, "makes no mistake", Imitator{}, {}});
}

}  // namespace qed::tool
