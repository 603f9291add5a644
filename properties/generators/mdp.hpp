// Worlds for planners: small, with rewards and plans to go with them.
#pragma once

#include "properties/generators/draw.hpp"
#include "qed/training/mdp.hpp"

namespace qed::gen {

enum class Dynamics { any, certain };

// One to four states, two or three actions.
Mdp mdp(Draw&, Dynamics = Dynamics::any);
// Multiples of 1/2 from -2 to 2; often equal, so that there are ties.
Reward reward(Draw&, const Mdp&);
// Laws as `law` draws them; `positive`: every action is possible.
Plan plan(Draw&, const Mdp&, unsigned steps, bool positive = false);

}  // namespace qed::gen
