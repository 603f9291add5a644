#include "qed/training/decision_diagram.hpp"

#include "qed/training/counting_libraries.hpp"

#if QED_WITH_COUNTING

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <unordered_map>
#include <vector>

#include <bdd.h>

#include "qed/exact/require.hpp"

namespace qed {

namespace {

// BuDDy prints and aborts unless told otherwise.
int reported = 0;
void report(int error) { reported = error; }

// The library, switched on for as long as this lives.
class Diagrams {
 public:
  Diagrams(unsigned variables, std::size_t most_nodes) : lock_(in_use) {
    bdd_init(static_cast<int>(std::min<std::size_t>(most_nodes, 1 << 14)), 1 << 12);
    bdd_error_hook(report);
    bdd_gbc_hook(nullptr);
    bdd_clear_error();
    reported = 0;
    bdd_setcacheratio(4);
    bdd_setmaxincrease(1 << 20);
    bdd_setmaxnodenum(std::max(static_cast<int>(most_nodes), bdd_getallocnum() + 1));
    bdd_setvarnum(std::max(static_cast<int>(variables), 1));  // none at all is not foreseen
  }
  ~Diagrams() { bdd_done(); }
  Diagrams(const Diagrams&) = delete;
  Diagrams& operator=(const Diagrams&) = delete;

  bool full() const { return reported == BDD_NODENUM || reported == BDD_MEMORY; }

 private:
  static std::mutex in_use;
  std::lock_guard<std::mutex> lock_;
};
std::mutex Diagrams::in_use;

bdd diagram_of(const Circuit::Gate& gate, const std::vector<bdd>& earlier) {
  switch (gate.kind) {
    case Circuit::Kind::constant: return gate.a ? bdd_true() : bdd_false();
    case Circuit::Kind::coin: return bdd_ithvar(static_cast<int>(gate.a));
    case Circuit::Kind::conjunction: return earlier[gate.a] & earlier[gate.b];
    case Circuit::Kind::disjunction: return earlier[gate.a] | earlier[gate.b];
    case Circuit::Kind::difference: return earlier[gate.a] ^ earlier[gate.b];
  }
  std::abort();
}

// Assignments of the coins from a node's on that lead to true.
class Counter {
 public:
  explicit Counter(unsigned coins) : coins_(coins) {}

  Integer from_first(const bdd& node) { return count(node) << level(node); }

 private:
  unsigned level(const bdd& node) const {
    return node == bdd_true() || node == bdd_false() ? coins_ : static_cast<unsigned>(bdd_var(node));
  }
  Integer count(const bdd& node) {
    if (node == bdd_true()) return 1;
    if (node == bdd_false()) return 0;
    if (const auto known = counts_.find(node.id()); known != counts_.end()) return known->second;
    const unsigned next = level(node) + 1;
    const bdd low = bdd_low(node), high = bdd_high(node);
    Integer n = (count(low) << (level(low) - next)) + (count(high) << (level(high) - next));
    counts_.emplace(node.id(), n);
    return n;
  }

  unsigned coins_;
  std::unordered_map<int, Integer> counts_;  // by the node's number
};

}  // namespace

std::optional<DiagramCount> count_by_diagram(const Circuit& circuit, Circuit::Wire wire,
                                             std::size_t most_nodes) {
  const Diagrams library(circuit.coins(), most_nodes);
  std::vector<bdd> diagrams;
  for (const Circuit::Gate& gate : circuit.gates().first(wire + 1)) {
    diagrams.push_back(diagram_of(gate, diagrams));
    if (library.full()) return std::nullopt;
    QED_REQUIRE(reported == 0, bdd_errstring(reported));
  }
  return DiagramCount{Counter(circuit.coins()).from_first(diagrams[wire]),
                      static_cast<std::size_t>(bdd_nodecount(diagrams[wire]))};
}

}  // namespace qed

#else

namespace qed {

std::optional<DiagramCount> count_by_diagram(const Circuit&, Circuit::Wire, std::size_t) {
  throw NoModelCounting();
}

}  // namespace qed

#endif
