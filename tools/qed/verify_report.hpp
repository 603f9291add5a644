// The results of `qed verify` as text.
#pragma once

#include <string>
#include <vector>

#include "properties/faults.hpp"
#include "properties/verify.hpp"
#include "terminal.hpp"

namespace qed::tool {

// `saved`: where each counterexample was written, in their order; empty where it was not. `repeat`: the
// command line that repeats the run.
std::string verify_text(const properties::VerifyReport&, const std::vector<std::string>& saved,
                        const std::string& repeat, const Style&);
std::string faults_text(const properties::KillMatrix&, const std::vector<std::string>& saved,
                        const std::string& repeat, const Style&);

}  // namespace qed::tool
