// The events of a class, read side by side: one automaton state per event, interned as one index.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "qed/model/model_class.hpp"

namespace qed {

using EventsIndex = std::uint32_t;

class EventTracker {
 public:
  explicit EventTracker(const std::vector<Event>&);
  EventsIndex start();
  EventsIndex next(EventsIndex, Percept);
  bool accepted(EventsIndex e, std::size_t event) const { return tuples_[e][event] == accepted_state; }
  // Whether some event can still go either way.
  bool pending(EventsIndex e) const { return pending_[e]; }
  // Per event the state of its automaton, or one of the two below.
  const std::vector<StateIndex>& states(EventsIndex e) const { return tuples_[e]; }
  // Acceptance is for good ("within the horizon"), and so is being out of reach of acceptance: both are one
  // state.
  static constexpr StateIndex accepted_state = UINT32_MAX, lost_state = UINT32_MAX - 1;

 private:
  StateIndex canonical(std::size_t event, StateIndex) const;
  EventsIndex intern(std::vector<StateIndex>);

  const std::vector<Event>& events_;
  std::vector<std::vector<bool>> can_accept_;  // [event][state]
  std::map<std::vector<StateIndex>, EventsIndex> index_;
  std::vector<std::vector<StateIndex>> tuples_;
  std::vector<bool> pending_;
};

}  // namespace qed
