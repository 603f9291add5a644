#include "qed/claims/applicability.hpp"

namespace qed {

std::string always_applies(const ModelClass&) { return {}; }

std::string needs_truth_in_class(const ModelClass& c) {
  return c.demonstrator_inside() ? "" : "the demonstrator is outside the class";
}

std::string needs_query_blind_environment(const ModelClass& c) {
  return c.environment.sees_query ? "the environment sees the query bit" : "";
}

std::string needs_truth_and_blindness(const ModelClass& c) {
  if (auto why = needs_truth_in_class(c); !why.empty()) return why;
  return needs_query_blind_environment(c);
}

std::string needs_events(const ModelClass& c) {
  if (auto why = needs_truth_and_blindness(c); !why.empty()) return why;
  return c.events.empty() ? "the class has no events" : "";
}

std::string price(std::uint64_t states) {
  return std::to_string(states) + (states == 1 ? " state more" : " states more");
}

}  // namespace qed
