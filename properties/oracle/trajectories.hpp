// The slow twins of what adds up along trajectories and of what is still to come: from the histories that enumerate()
// shows, one after another, with nothing merged.
//
// Cost    that of enumerate() with one step more.
#pragma once

#include "properties/oracle/process.hpp"
#include "qed/evaluate/quantities.hpp"

namespace qed::oracle {

// Requires  a demonstrator in the class.
//   trajectories  the most that are enumerated, as number_of_trajectories counts them
Accumulated accumulated(const Process&, std::uint64_t trajectories);
Outlooks outlooks(const Process&);

}  // namespace qed::oracle
