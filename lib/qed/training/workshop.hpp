// The workshop: a world in which planners of many kinds do the same for days, and then no longer.
//
// Each day someone may *work*, for a little; *build*, which takes two days in a row and then pays more; or
// *seize*. The door is open on one day. Whoever seizes on that day has the workshop, and is paid the jackpot
// every day from then on; on any other day it is of no use. A planner who looks far enough and values the
// jackpot as it is will seize; one whose utility is bounded by 1 will not, as the cost is not made good; nor
// will one who does not look far enough. Until the day, all of them work and build.
#pragma once

#include "qed/training/mdp.hpp"
#include "qed/training/planner.hpp"

namespace qed {

struct WorkshopOptions {
  unsigned days = 8;      // of the calendar, and of every plan to the end
  unsigned door_day = 5;  // counted from 0; less than days
  bool projects =
      true;  // without: no building, one state a day, and before the door planners cannot be told apart
  Rational wage = ratio(1, 4), project = 1, jackpot = 4, cost = 4;
};

struct Workshop {
  Mdp world;                 // actions work, (build,) seize
  Reward coins;              // what is paid: the only thing that the rewards look at
  std::vector<bool> seized;  // the states of the catastrophe
  unsigned days = 0, door_day = 0;
};

// Throws  std::invalid_argument where the door's day is not one of the calendar.
Workshop workshop(const WorkshopOptions&);

// Habits: what is done depends on what is seen (idle, half built, door open), not on what it leads to. One
// action each, and any other as likely, with probability `slip` together. The prior is 2^-length, for a code
// of actions in unary (0, 10, 11); without projects: of (0, 1), for no door and the door.
struct Habit {
  std::string name;
  Rational prior;
  Plan plan;
};
std::vector<Habit> habits(const Workshop&, const Rational& slip);

}  // namespace qed
