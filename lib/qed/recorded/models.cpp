#include "qed/recorded/models.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace qed {

namespace {

constexpr std::uint32_t no_node = 0xffffffff;

std::uint64_t child_key(std::uint32_t node, std::uint32_t symbol) {
  return std::uint64_t{node} << 32 | symbol;
}

}  // namespace

std::optional<LawInCounts> in_counts(const Distribution& law) {
  Integer total = 1;
  for (const Rational& p : law) total = lcm(total, denominator_of(p));
  if (total > 0xffffffff) return std::nullopt;
  LawInCounts result{{}, total.convert_to<std::uint32_t>()};
  for (const Rational& p : law)
    result.counts.push_back(
        Integer(numerator_of(p) * (total / denominator_of(p))).convert_to<std::uint32_t>());
  return result;
}

ContextTree::ContextTree(std::size_t answers, ContextOf context, std::vector<CountingModel> models)
    : answers_(answers),
      context_(std::move(context)),
      models_(std::move(models)),
      counts_(answers),
      totals_(1) {
  for (const CountingModel& m : models_) depth_ = std::max(depth_, m.depth);
  if (context_.kind == ContextOf::Kind::features && depth_ > context_.features.size())
    throw std::invalid_argument(
        fmt::format("a context of {} features, expected at most the {} of the question", depth_,
                    context_.features.size()));
  path_.resize(depth_);
}

std::uint32_t ContextTree::child(std::uint32_t node, std::uint32_t symbol) const {
  const auto found = children_.find(child_key(node, symbol));
  return found == children_.end() ? no_node : found->second;
}

void ContextTree::look(const Situated& question, std::span<Prediction> predictions) {
  for (unsigned i = 0; i < depth_; ++i)
    path_[i] = context_.kind == ContextOf::Kind::features ? question.features[context_.features[i]]
               : i < question.before.size()               ? question.before[question.before.size() - 1 - i]
                                                          : static_cast<std::uint32_t>(answers_);
  nodes_.assign(1, 0);
  for (const std::uint32_t symbol : path_) {
    const std::uint32_t next = child(nodes_.back(), symbol);
    if (next == no_node) break;
    nodes_.push_back(next);
  }
  for (std::size_t i = 0; i < models_.size(); ++i) {
    predictions[i] = Prediction{.twice_start = models_[i].twice_start};
    if (models_[i].depth >= nodes_.size()) continue;  // nothing was revealed in this context
    const std::uint32_t node = nodes_[models_[i].depth];
    predictions[i].counts = counts_.data() + node * answers_;
    predictions[i].total = totals_[node];
  }
}

void ContextTree::reveal(ActionIndex answer) {
  while (nodes_.size() <= depth_) {
    const auto made = static_cast<std::uint32_t>(totals_.size());
    children_.emplace(child_key(nodes_.back(), path_[nodes_.size() - 1]), made);
    counts_.resize(counts_.size() + answers_);
    totals_.push_back(0);
    nodes_.push_back(made);
  }
  for (const std::uint32_t node : nodes_) {
    ++counts_[node * answers_ + answer];
    ++totals_[node];
  }
}

namespace {

// One estimator at each depth.
std::vector<CountingModel> every_depth(std::size_t depth) {
  std::vector<CountingModel> models;
  for (unsigned d = 0; d <= depth; ++d) models.push_back({d, 1});
  return models;
}

// Reads the tree that starts at bit `at`, into nodes in preorder; returns its root.
std::uint32_t read_tree(const PrunedTrees::Shape& shape, std::size_t& at, std::size_t depth,
                        std::span<const std::size_t> values,
                        std::vector<std::vector<std::uint32_t>>& children) {
  const auto node = static_cast<std::uint32_t>(children.size());
  children.emplace_back();
  if (depth == values.size() || !shape.at(at++)) return node;
  std::vector<std::uint32_t> below;
  for (std::size_t v = 0; v < values[depth]; ++v)
    below.push_back(read_tree(shape, at, depth + 1, values, children));
  children[node] = std::move(below);
  return node;
}

}  // namespace

PrunedTrees::PrunedTrees(std::size_t answers, ContextOf context, std::vector<std::size_t> values,
                         const std::vector<Shape>& shapes)
    : counts_(answers, std::move(context), every_depth(values.size())), at_depth_(values.size() + 1) {
  for (const Shape& shape : shapes) {
    std::size_t at = 0;
    read_tree(shape, at, 0, values, children_.emplace_back());
  }
}

void PrunedTrees::look(const Situated& question, std::span<Prediction> predictions) {
  counts_.look(question, at_depth_);
  for (std::size_t i = 0; i < children_.size(); ++i) {
    std::size_t depth = 0, node = 0;
    for (; depth < counts_.path().size(); ++depth) {
      const auto& below = children_[i][node];
      if (counts_.path()[depth] >= below.size()) break;
      node = below[counts_.path()[depth]];
    }
    predictions[i] = at_depth_[depth];
  }
}

void PrunedTrees::reveal(ActionIndex answer) { counts_.reveal(answer); }

DecisionList::DecisionList(std::size_t answers, std::vector<FeatureTest> tests)
    : answers_(answers),
      tests_(std::move(tests)),
      counts_(answers * (tests_.size() + 1)),
      totals_(tests_.size() + 1) {}

void DecisionList::look(const Situated& question, std::span<Prediction> predictions) {
  place_ = 0;
  while (place_ < tests_.size() && question.features[tests_[place_].feature] != tests_[place_].value)
    ++place_;
  predictions[0] = Prediction{.counts = counts_.data() + place_ * answers_, .total = totals_[place_]};
}

void DecisionList::reveal(ActionIndex answer) {
  ++counts_[place_ * answers_ + answer];
  ++totals_[place_];
}

DefiniteLaws::DefiniteLaws(std::vector<LawInCounts> laws, std::optional<std::size_t> feature,
                           std::size_t values)
    : laws_(std::move(laws)), feature_(feature), place_(values, 1) {
  for (std::size_t v = 1; v < values; ++v) place_[v] = place_[v - 1] * laws_.size();
}

void DefiniteLaws::look(const Situated& question, std::span<Prediction> predictions) {
  const std::size_t place = place_[feature_ ? question.features[*feature_] : 0];
  for (std::size_t k = 0; k < predictions.size(); ++k)
    predictions[k] = laws_[k / place % laws_.size()].prediction();
}

PolicySource::PolicySource(const PolicySpec& policy, std::vector<ActionIndex> action_of)
    : action_of_(std::move(action_of)),
      policy_(compile(policy, action_of_.size())),
      state_(policy_->start()) {}

void PolicySource::look(const Situated&, std::span<Prediction> predictions) {
  auto found = laws_.find(state_);
  if (found == laws_.end()) {
    const Distribution& law = policy_->law(state_);
    std::vector<Rational> reordered;
    for (const ActionIndex a : action_of_) reordered.push_back(law[a]);
    Distribution exact(std::move(reordered));
    auto counts = in_counts(exact);
    found = laws_.emplace(state_, Law{std::move(exact), std::move(counts)}).first;
  }
  const Law& here = found->second;
  predictions[0] = here.counts ? here.counts->prediction() : Prediction{.law = &here.exact};
}

void PolicySource::go_on(ActionIndex taken) { state_ = policy_->next(state_, {action_of_[taken], 0}); }

}  // namespace qed
