#include "qed/evaluate/event_tracker.hpp"

namespace qed {

EventTracker::EventTracker(const std::vector<Event>& events) : events_(events) {
  for (const Event& event : events) {
    std::vector<bool> can(event.states.size());
    for (std::size_t s = 0; s < can.size(); ++s) can[s] = event.states[s].accepting;
    for (bool grew = true; grew;) {  // backwards closure; small automata, so plain iteration
      grew = false;
      for (std::size_t s = 0; s < can.size(); ++s) {
        if (can[s]) continue;
        for (const auto& by_observation : event.states[s].next)
          for (const StateIndex to : by_observation)
            if (can[to]) can[s] = grew = true;
      }
    }
    can_accept_.push_back(std::move(can));
  }
}

StateIndex EventTracker::canonical(std::size_t event, StateIndex s) const {
  if (events_[event].states[s].accepting) return accepted_state;
  return can_accept_[event][s] ? s : lost_state;
}

EventsIndex EventTracker::intern(std::vector<StateIndex> tuple) {
  const auto [entry, is_new] = index_.try_emplace(std::move(tuple), static_cast<EventsIndex>(tuples_.size()));
  if (is_new) {
    bool pending = false;
    for (const StateIndex s : entry->first) pending |= s < lost_state;
    tuples_.push_back(entry->first);
    pending_.push_back(pending);
  }
  return entry->second;
}

EventsIndex EventTracker::start() {
  std::vector<StateIndex> tuple;
  for (std::size_t e = 0; e < events_.size(); ++e) tuple.push_back(canonical(e, events_[e].start));
  return intern(std::move(tuple));
}

EventsIndex EventTracker::next(EventsIndex at, Percept x) {
  if (!pending_[at]) return at;
  std::vector<StateIndex> tuple = tuples_[at];
  for (std::size_t e = 0; e < tuple.size(); ++e)
    if (tuple[e] < lost_state)
      tuple[e] = canonical(e, events_[e].states[tuple[e]].next[x.action][x.observation]);
  return intern(std::move(tuple));
}

}  // namespace qed
