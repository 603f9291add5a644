// Quantities written down by hand: what a per-class claim sees, without an engine.
#pragma once

#include "qed/claims/claim.hpp"
#include "qed/claims/trajectories.hpp"
#include "tests/claims/hand_made_node.hpp"

namespace qed::testing {

// Two coins, w(mu) = 1/2, alpha = 1/10, over two steps that both ask with theta = 1/2.
struct HandMadeClass {
  ModelClass model_class = two_coins(2);
  Quantities quantities;

  HandMadeClass() {
    quantities.horizon = 2;
    quantities.S1 = quantities.expected_queries = 1;
    quantities.S2 = q(1, 2);
    quantities.S3 = q(1, 4);
    quantities.S3_collected = q(1, 4);
    quantities.S3_lost = 0;
    quantities.truth_retained = 1;
    quantities.expected_product = q(9, 4);
    quantities.max_query_probability = q(1, 2);
    quantities.max_top_size = 2;
    quantities.occupancy = {{q(1, 2), q(2)}};
    // Of the trajectories, heads alone: 1/4 + 1/2 1/4 = 3/2 1/4.
    quantities.accumulated =
        Accumulated{{{q(1, 4), q(1)}}, {}, {{{{1, 0}}, {{q(3, 2), q(3, 8)}}, q(1, 4)}}, true, 3};
    quantities.outlooks =
        Outlooks{{{0, q(1), q(0), q(1, 4), q(0), q(1)}, {1, q(1), q(0), q(1, 8), q(0), q(1)}}, 2};
  }

  ClassFacts facts() const { return {model_class, quantities}; }

  // The demonstrator leaves the class; what is said of the truth goes with it.
  void send_demonstrator_outside() {
    model_class.demonstrator = Model{"outsider", q(1), Iid{law_of({q(1, 2), q(1, 2)})}};
    quantities.S3_collected = quantities.S3_lost = quantities.truth_retained = std::nullopt;
    for (auto& event : quantities.events) event.imitator_and_retained.reset();
  }
};

}  // namespace qed::testing
