// Environments and events.
#pragma once

#include <string>

#include "properties/generators/draw.hpp"
#include "properties/generators/policy.hpp"
#include "qed/model/model_class.hpp"

namespace qed::gen {

// One to three states; the law of the observation may depend on the action. One in seven sees the query bit,
// and half of these show it.
Environment environment(Draw&, Alphabet, Memory = Memory::any);

// prefix and contains of one to three actions, in four of ten cases all of them `rare`; or an automaton of
// two or three states.
Event event(Draw&, Alphabet, std::string name, ActionIndex rare);

}  // namespace qed::gen
