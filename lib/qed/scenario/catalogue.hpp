// Each scenario has a file of its own, which defines one of these; scenario.cpp lists them.
#pragma once

#include "qed/scenario/scenario.hpp"

namespace qed {

Scenario costs_scenario();
Scenario distillation_scenario();
Scenario distinguisher_scenario();
Scenario edge_instantiation_scenario();
Scenario irl_scenario();
Scenario late_trigger_scenario();
Scenario latent_variables_scenario();
Scenario misspecified_scenario();
Scenario model_counting_scenario();
Scenario moment_matching_scenario();
Scenario planner_scenario();
Scenario quantilizer_scenario();
Scenario real_valued_rules_scenario();
Scenario retrodiction_scenario();
Scenario steganography_scenario();
Scenario sudoku_scenario();

}  // namespace qed
