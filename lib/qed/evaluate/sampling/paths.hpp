// Histories of the process, drawn one by one. Along a path everything is exact, as it is in the engine: posterior, top
// set, query probability, and the law that each step is drawn from. Only the averages over paths are estimates.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "qed/evaluate/event_tracker.hpp"
#include "qed/evaluate/node_graph.hpp"
#include "qed/evaluate/sampling/confidence.hpp"
#include "qed/evaluate/sampling/lottery.hpp"
#include "qed/exact/random_stream.hpp"

namespace qed {

// Shown each node that a path visits, with the history that led there: at least at the first visit of each thread.
// Past a settled node nothing is shown. Called from several threads.
// Returns  a tag of the node; PathSums::visits counts the visits to nodes of each tag.
using PathVisitor = std::function<std::uint64_t(const Node&, std::uint64_t path, const History&)>;

// What some paths add up to. Sums of whole numbers: the same in any order.
//
// Units   of sums and products: 2^-32. Each step's power of theta is rounded down to them, so that a path's sum is
//         less than N units too low; and a product is too low by less than N 2^-32 of itself.
struct PathSums {
  static constexpr unsigned unit_bits = 32;
  struct EventCounts {
    std::uint64_t imitator = 0, imitator_and_retained = 0, demonstrator = 0;
  };

  Moments S1, S2, S3, queries, S3_collected, S3_lost;
  Moments product;  // less 1; where it is measured
  std::uint64_t retained = 0;
  std::vector<EventCounts> events;
  std::uint64_t steps = 0;                        // visits to nodes, up to the one that settles a path
  std::map<std::uint64_t, std::uint64_t> visits;  // by tag
  Rational largest_theta;
  std::size_t largest_top_set = 0;

  std::uint64_t paths() const { return S1.count; }
  PathSums& operator+=(const PathSums&);
};

// What is measured along a path beside the sums.
struct PathMeasures {
  bool product = false;              // E prod (1 + theta)
  bool demonstrator_events = false;  // walks the demonstrator alone, too, for P_dem of the events
};

// One thread's. Keeps the nodes that it met, as far as there is room, so that they are worked out once.
class PathSampler {
 public:
  // All must outlive it. More nodes than `most_nodes`, or than fit in most_bytes, are forgotten at the next opportunity:
  // only costs change.
  PathSampler(const ModelClass&, const Imitator&, std::uint64_t seed, PathMeasures, const PathVisitor&,
              std::size_t most_nodes = 1 << 14);

  // Draws path i, from RandomStream(seed, i) alone, and adds it to the sums.
  // Throws  std::invalid_argument where a law of the imitator or of a user's own policy is not a law, naming it.
  void walk(std::uint64_t i, PathSums&);

  static constexpr std::uint64_t most_bytes = 1 << 28;

 private:
  // What a path needs of a node.
  struct Place {
    bool prepared = false;
    bool settled = false, collected = false, forced = false;
    std::uint64_t tag = 0;
    std::uint64_t theta[3] = {}, asked = 0;  // theta, its square and its cube; in units
    std::optional<Rational> factor = {};     // 1 + theta, where that is more than 1
    std::optional<Lottery> law = {};         // of (asked, action)
    StateIndex environment = 0;
    std::optional<NodeIndex> settled_as = {};
    std::vector<std::optional<NodeIndex>> children = {};  // [asked, action, observation]
  };
  struct Path;

  void forget();
  NodeIndex root();
  Place& place(NodeIndex);
  NodeIndex adopted(NodeIndex);
  NodeIndex child(NodeIndex, HistoryStep);
  NodeIndex resting(NodeIndex);
  void walk_demonstrator(RandomStream&, PathSums&);

  const ModelClass& class_;
  const Imitator& imitator_;
  std::uint64_t seed_;
  PathMeasures measures_;
  const PathVisitor& visitor_;
  std::size_t most_nodes_;
  NodeVisitor shown_;
  std::optional<ModelIndex> truth_;
  EventTracker events_;
  std::vector<std::vector<Lottery>> observed_[2];  // [asked][environment][action]
  std::unique_ptr<NodeGraph> graph_;
  std::vector<Place> places_;
  std::optional<NodeIndex> root_;
  std::optional<std::uint64_t> tag_;  // of the node that was just shown
  std::uint64_t path_ = 0;
  History history_;
};

}  // namespace qed
