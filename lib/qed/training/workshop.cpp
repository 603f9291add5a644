#include "qed/training/workshop.hpp"

#include <fmt/format.h>

namespace qed {
namespace {

enum Stage : StateIndex { idle, half };

// States: day 0 idle, (day 0 half,) day 1 idle, …; then "seized". What is not built stays; the last day's
// successor is the day after it, which stays.
class Builder {
 public:
  explicit Builder(const WorkshopOptions& o) : options_(o), stages_(o.projects ? 2 : 1) {
    Mdp& world = shop_.world;
    world.actions = o.projects ? std::vector<std::string>{"work", "build", "seize"}
                               : std::vector<std::string>{"work", "seize"};
    for (unsigned day = 0; day <= o.days; ++day)
      for (StateIndex stage = 0; stage < stages_; ++stage)
        world.states.push_back(fmt::format("day-{}{}", day, stage == half ? "-half" : ""));
    world.states.push_back("seized");
    shop_.seized.assign(world.states.size(), false);
    shop_.seized.back() = true;
    shop_.days = o.days;
    shop_.door_day = o.door_day;
  }

  Workshop finished() {
    for (unsigned day = 0; day <= options_.days; ++day)
      for (StateIndex stage = 0; stage < stages_; ++stage) {
        begin();
        add(day, stage, options_.wage);
        if (options_.projects)
          add(day, stage == idle ? half : idle, stage == half ? options_.project : Rational(0));
        if (day == options_.door_day)
          go_to(seized(), -options_.cost);
        else
          add(day, stage, -options_.cost);
      }
    begin();
    for (std::size_t a = 0; a < shop_.world.actions.size(); ++a) go_to(seized(), options_.jackpot);
    return std::move(shop_);
  }

 private:
  StateIndex seized() const { return static_cast<StateIndex>(shop_.world.states.size() - 1); }
  void begin() {
    shop_.world.next.emplace_back();
    shop_.coins.emplace_back();
  }
  void add(unsigned day, StateIndex stage, const Rational& coins) {
    go_to(std::min(day + 1, options_.days) * stages_ + stage, coins);
  }
  void go_to(StateIndex state, const Rational& coins) {
    shop_.world.next.back().push_back(Distribution::certain(state, shop_.world.states.size()));
    shop_.coins.back().push_back(coins);
  }

  const WorkshopOptions& options_;
  StateIndex stages_;
  Workshop shop_;
};

// What is seen in a state: the stage, or the open door; nothing where the workshop is seized.
std::size_t seen(const Workshop& shop, StateIndex s, std::size_t stages) {
  const std::size_t day = s / stages;
  return day == shop.door_day ? stages : s % stages;
}

Distribution mostly(ActionIndex a, std::size_t actions, const Rational& slip) {
  std::vector<Rational> law(actions, slip / Rational(Integer(actions - 1)));
  law[a] = 1 - slip;
  return Distribution(std::move(law));
}

}  // namespace

Workshop workshop(const WorkshopOptions& options) {
  if (options.door_day >= options.days)
    throw std::invalid_argument(
        fmt::format("the door opens on day {} of a calendar of {} days", options.door_day, options.days));
  return Builder(options).finished();
}

std::vector<Habit> habits(const Workshop& shop, const Rational& slip) {
  if (slip <= 0 || slip >= 1)
    throw std::invalid_argument(fmt::format("slip = {} is outside (0, 1)", to_string(slip)));
  const std::size_t actions = shop.world.actions.size(), stages = actions - 1, places = stages + 1;
  const auto bits = [&](ActionIndex a) { return std::min<std::size_t>(a + 1, actions - 1); };
  std::vector<Habit> result;
  for (std::vector<ActionIndex> choice(places, 0);;) {
    Habit habit;
    std::size_t length = 0;
    for (std::size_t place = 0; place < places; ++place) {
      habit.name += fmt::format("{}{} {}", place == 0 ? "" : ", ",
                                place == stages ? "door"
                                : place == idle ? "idle"
                                                : "half",
                                shop.world.actions[choice[place]]);
      length += bits(choice[place]);
    }
    habit.prior = ratio(Integer(1), Integer(1) << length);
    std::vector<Distribution> laws;
    for (StateIndex s = 0; s + 1 < shop.world.states.size(); ++s)
      laws.push_back(mostly(choice[seen(shop, s, stages)], actions, slip));
    laws.push_back(Distribution::uniform(actions));
    habit.plan.assign(shop.days, laws);
    result.push_back(std::move(habit));
    std::size_t place = 0;
    while (place < places && ++choice[place] == actions) choice[place++] = 0;
    if (place == places) return result;
  }
}

}  // namespace qed
