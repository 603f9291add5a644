#include "qed/claims/check_sampled.hpp"

#include <algorithm>
#include <mutex>

#include "qed/claims/by_ends.hpp"
#include "qed/claims/comparison.hpp"
#include "qed/exact/require.hpp"

namespace qed {

namespace {

// The per-node claims at what the paths visit. Several threads report; which is worst does not depend on their order.
class NodeJudge {
 public:
  void judge(ClaimResult& result) {
    QED_REQUIRE(entries_.size() < 32, "two bits of a tag for each claim");
    entries_.push_back({&result, {}});
  }
  bool idle() const { return entries_.empty(); }

  // The tag: bit 2j where the node exercises the j-th claim, bit 2j + 1 where it really does.
  std::uint64_t visit(const Node& node, std::uint64_t path, const History& history) {
    std::uint64_t tag = 0;
    for (std::size_t j = 0; j < entries_.size(); ++j) {
      Comparison here = entries_[j].result->claim->at_node(node);
      if (here.verdict == Verdict::not_applicable) continue;
      tag |= std::uint64_t{here.interesting ? 3u : 1u} << 2 * j;
      const std::lock_guard lock(mutex_);
      const Position position{path, history.size()};
      Comparison& worst = entries_[j].result->worst;
      if (!worse(here, worst) && (worse(worst, here) || entries_[j].position <= position)) continue;
      worst = std::move(here);
      entries_[j].position = position;
      entries_[j].result->history = history;
    }
    return tag;
  }

  void report(const std::map<std::uint64_t, std::uint64_t>& visits) {
    for (std::size_t j = 0; j < entries_.size(); ++j) {
      ClaimResult& result = *entries_[j].result;
      for (const auto& [tag, count] : visits) {
        if (tag >> 2 * j & 1) result.exercised += count;
        if (tag >> 2 * j & 2) result.interesting += count;
      }
      const Verdict worst = result.worst.verdict;
      if (worst == Verdict::holds || worst == Verdict::not_applicable)
        result.worst.verdict = Verdict::held_where_visited;
    }
  }

 private:
  using Position = std::pair<std::uint64_t, std::size_t>;  // path and step
  struct Entry {
    ClaimResult* result;
    Position position;
  };
  std::vector<Entry> entries_;
  std::mutex mutex_;
};

Comparison decided(const Claim& claim, const ModelClass& c, const Sampled& found) {
  return decide_by_ends(claim, c, found.lower, found.upper, Method::sampled);
}

}  // namespace

bool sampling_decides(const Claim& c) {
  return c.kind == ClaimKind::per_node || (c.kind == ClaimKind::per_class && c.by_ends);
}

SampledCheck check_sampled(const ModelClass& c, const Imitator& imitator, SamplingOptions options,
                           bool until_decided, std::span<const std::string_view> only) {
  for (const std::string_view id : only) claim(id);  // an unknown id is refused
  SampledCheck check;
  for (const Claim& known : claims())
    if (sampling_decides(known) && (only.empty() || std::ranges::find(only, known.id) != only.end()))
      check.claims.push_back({&known, {}, 0, 0, {}});

  NodeJudge judge;
  for (ClaimResult& result : check.claims) {
    if (result.claim->kind != ClaimKind::per_node) continue;
    if (auto why = result.claim->applicable(c); !why.empty())
      result.worst = not_applicable(why);
    else
      judge.judge(result);
  }
  PathVisitor visitor;
  if (!judge.idle())
    visitor = [&judge](const Node& node, std::uint64_t path, const History& history) {
      return judge.visit(node, path, history);
    };
  if (until_decided)
    options.enough = [&](const Sampled& so_far) {
      return std::ranges::none_of(check.claims, [&](const ClaimResult& r) {
        return r.claim->kind == ClaimKind::per_class &&
               decided(*r.claim, c, so_far).verdict == Verdict::undecided;
      });
    };
  check.evaluation = sample(c, imitator, options, visitor);

  judge.report(check.evaluation.visits);
  for (ClaimResult& result : check.claims)
    if (result.claim->kind == ClaimKind::per_class) {
      result.worst = decided(*result.claim, c, check.evaluation);
      result.interesting = result.worst.interesting;
    }
  return check;
}

Verdict SampledCheck::verdict() const {
  return worst_of(claims, evaluation.ended == Sampled::Ended::interrupted);
}

}  // namespace qed
