// Every law of a class, by address, in a fixed order: what variation and shrinking change in place.
#pragma once

#include <vector>

#include "qed/model/model_class.hpp"

namespace qed::gen {

// Laws over actions. A user's own policy (Custom) has none to change.
std::vector<Distribution*> laws_of(PolicySpec&);
// Of all models and of a demonstrator outside the class.
std::vector<Distribution*> action_laws(ModelClass&);
// Laws over observations. Where the environment does not see the query bit, only the one for answered steps,
// of which the other is a copy: call `mirror_laws` after a change.
std::vector<Distribution*> observation_laws(Environment&);
void mirror_laws(Environment&);

}  // namespace qed::gen
