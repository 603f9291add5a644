// Models of a recorded human: each is a measure over her answers, which at every question gives a law from the question,
// the answers before it and the answers that were revealed.
//
// A counting model keeps, for each context that a question may have, how often each answer was revealed there: n(a) of n
// among m answers. By Krichevsky and Trofimov its law is (n(a) + 1/2)/(n + m/2), by Laplace (n(a) + 1)/(n + m). What was
// never revealed is never counted, so that the law is that of a human with an unknown, Dirichlet-distributed law in each
// context, given all that was asked.                              (proofs-notes/recorded.md)
//
// Models whose contexts extend each other share their counts: they come from one ModelSource.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "qed/exact/distribution.hpp"
#include "qed/exact/rational.hpp"
#include "qed/model/policy.hpp"

namespace qed {

// What one model says at a question. A law, or counts from which it follows.
struct Prediction {
  const Distribution* law = nullptr;
  const std::uint32_t* counts =
      nullptr;              // where there is no law: one per answer; null: none was revealed here
  std::uint64_t total = 0;  // their sum
  // Twice what each count starts from: 1 Krichevsky-Trofimov, 2 Laplace, 0 where the counts are a definite law.
  std::uint32_t twice_start = 1;

  // The law at an answer, of m answers: numerator over denominator.   Requires  law == nullptr.
  std::uint64_t numerator(ActionIndex a) const {
    return (counts ? 2 * std::uint64_t{counts[a]} : 0) + twice_start;
  }
  std::uint64_t denominator(std::size_t m) const { return 2 * total + twice_start * m; }
  // Exact.
  Rational probability(ActionIndex a, std::size_t m) const {
    return law ? (*law)[a] : ratio(numerator(a), denominator(m));
  }
};

// What a question shows: the values of its features, and what stands before it, the last entry nearest.
struct Situated {
  std::span<const std::uint32_t> features;
  std::span<const ActionIndex> before;
};

// A law as counts that sum to its common denominator: what definite laws are in the same form as counted ones, as both
// arithmetics read it. None where the denominator takes more than 32 bits.
struct LawInCounts {
  std::vector<std::uint32_t> counts;
  std::uint32_t total = 0;
  Prediction prediction() const { return {.counts = counts.data(), .total = total, .twice_start = 0}; }
};
std::optional<LawInCounts> in_counts(const Distribution&);

// Models that share what they know. Not for two runs at once.
class ModelSource {
 public:
  virtual ~ModelSource() = default;
  // One prediction per model, good until the next call.
  virtual void look(const Situated&, std::span<Prediction>) = 0;
  // The answer to the question that was looked at last, which was asked for.
  virtual void reveal(ActionIndex) {}
  // The answer that stands before the next question.
  virtual void go_on(ActionIndex) {}
};

// Where a context comes from: the values of these features, in this order; or the answers before, nearest first (before
// the first one: a sign that is no answer).
struct ContextOf {
  enum class Kind { features, before } kind;
  std::vector<std::size_t> features = {};
};

// One counting model of the first `depth` entries of a context.
struct CountingModel {
  unsigned depth;
  std::uint32_t twice_start;
};

// A tree of contexts, in which every model of these has its counts.
// Cost    look and reveal: one look-up an entry. Memory: 4 (m + 1) bytes for each context in which something was
//         revealed.
class ContextTree final : public ModelSource {
 public:
  // Throws  std::invalid_argument where a depth is more than the features that are named.
  ContextTree(std::size_t answers, ContextOf, std::vector<CountingModel>);
  void look(const Situated&, std::span<Prediction>) override;
  void reveal(ActionIndex) override;
  // The context of the question that was looked at last.
  std::span<const std::uint32_t> path() const { return path_; }

 private:
  std::uint32_t child(std::uint32_t node, std::uint32_t symbol) const;

  std::size_t answers_;
  ContextOf context_;
  std::vector<CountingModel> models_;
  unsigned depth_ = 0;
  std::vector<std::uint32_t> path_;    // the context of the question that was looked at last
  std::vector<std::uint32_t> nodes_;   // along it, from the root; shorter where the tree does not go on
  std::vector<std::uint32_t> counts_;  // answers_ to a node
  std::vector<std::uint64_t> totals_;  // one to a node
  std::unordered_map<std::uint64_t, std::uint32_t> children_;  // (node, symbol) -> node
};

// Context trees whose leaves are at different depths, with Krichevsky-Trofimov estimators at the leaves: one model a tree.
// What each has counted in a context all of them have, so there is one tree of counts.
class PrunedTrees final : public ModelSource {
 public:
  // A tree by its nodes in preorder: whether each has children, one for each value of the next entry. Nodes at `depth`
  // have none, and no bit.
  using Shape = std::vector<bool>;

  // values: of each entry of the context, as many as the depth. What is no such value (before the first answer) ends the
  // tree.
  PrunedTrees(std::size_t answers, ContextOf, std::vector<std::size_t> values, const std::vector<Shape>&);
  void look(const Situated&, std::span<Prediction>) override;
  void reveal(ActionIndex) override;

 private:
  ContextTree counts_;
  // [tree][node in preorder]: its children, one for each value of the next entry, or none.
  std::vector<std::vector<std::vector<std::uint32_t>>> children_;
  std::vector<Prediction> at_depth_;
};

// "If feature f is v, then …; else if …; else …", with counts of its own, by Krichevsky and Trofimov, at every "…".
struct FeatureTest {
  std::size_t feature;
  std::uint32_t value;
};
class DecisionList final : public ModelSource {
 public:
  DecisionList(std::size_t answers, std::vector<FeatureTest>);
  void look(const Situated&, std::span<Prediction>) override;
  void reveal(ActionIndex) override;

 private:
  std::size_t answers_;
  std::vector<FeatureTest> tests_;
  std::size_t place_ = 0;  // of the question that was looked at last
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint64_t> totals_;
};

// Definite laws, nothing counted: at each value of a feature one of some laws; each way of choosing them is a model. Without
// a feature there is one choice.
class DefiniteLaws final : public ModelSource {
 public:
  // Model k gives value v the law whose number is the v-th digit of k, the first the lowest, in base laws.size().
  // values: how many the feature has; 1 where there is no feature.
  DefiniteLaws(std::vector<LawInCounts> laws, std::optional<std::size_t> feature, std::size_t values);
  void look(const Situated&, std::span<Prediction>) override;

 private:
  std::vector<LawInCounts> laws_;
  std::optional<std::size_t> feature_;
  std::vector<std::size_t> place_;  // of each value: the base to its power
};

// A policy of a class file: its history is the answers before, in order, and nothing else.
class PolicySource final : public ModelSource {
 public:
  // action_of: for each answer its action in the file.
  PolicySource(const PolicySpec&, std::vector<ActionIndex> action_of);
  void look(const Situated&, std::span<Prediction>) override;
  void go_on(ActionIndex) override;

 private:
  std::vector<ActionIndex> action_of_;
  std::unique_ptr<Policy> policy_;
  StateIndex state_;
  struct Law {
    Distribution exact;  // over the answers, in their order
    std::optional<LawInCounts> counts;
  };
  std::unordered_map<StateIndex, Law> laws_;
};

}  // namespace qed
