#include "qed/evidence/run.hpp"

#include <map>
#include <set>

#include <gtest/gtest.h>

#include "qed/model/class_file.hpp"
#include "qed/model/class_file/sha256.hpp"

namespace qed::evidence {
namespace {

// Small enough for seconds.
Sweep small_sweep() {
  Sweep sweep = Sweep::standard();
  sweep.name = "small";
  sweep.grid.models = {2, 3};
  sweep.grid.horizons = {1, 3};
  return sweep;
}

TEST(Sweep, ACaseIsAFunctionOfSeedAndIndex) {
  const Sweep sweep = small_sweep();
  std::set<std::string> texts;
  for (std::uint64_t i = 0; i < 50; ++i) {
    EXPECT_EQ(sweep.model_class(1, i), sweep.model_class(1, i));
    texts.insert(write_class(sweep.model_class(1, i)));
  }
  EXPECT_EQ(texts.size(), 50u);
  EXPECT_NE(sweep.model_class(1, 0), sweep.model_class(2, 0));
}

TEST(Sweep, TheGridIsWalkedWholeAndSpread) {
  const Sweep sweep = small_sweep();
  const std::uint64_t points = sweep.grid.points();
  EXPECT_EQ(points, 4u * 5 * 4 * 2 * 2 * 2 * 2);
  EXPECT_EQ(sweep.cases(), 2 * points);
  std::map<std::string, int> kinds, alphas;
  std::set<std::string> seen;
  for (std::uint64_t i = 0; i < points; ++i) {
    const Parameters p = sweep.parameters(i);
    seen.insert(p.kind + to_string(p.alpha) + "|" + to_string(*p.prior) + "|" + std::to_string(p.actions) +
                std::to_string(p.models) + std::to_string(p.observations) + std::to_string(p.horizon));
    if (i < points / 8) ++kinds[p.kind], ++alphas[to_string(p.alpha)];
    EXPECT_EQ(p, sweep.parameters(i + points));
  }
  EXPECT_EQ(seen.size(), points);
  EXPECT_EQ(kinds.size(), 4u);  // already in the first eighth
  EXPECT_EQ(alphas.size(), 5u);
}

TEST(Sweep, ADrawnClassIsAsItsPointSays) {
  const Sweep sweep = Sweep::standard();
  for (std::uint64_t i = 0; i < 200; ++i) {
    const Parameters p = sweep.parameters(i);
    const ModelClass mc = sweep.model_class(3, i);
    mc.validate();
    EXPECT_EQ(mc.alpha, p.alpha);
    EXPECT_EQ(mc.demonstrator_prior(), *p.prior);
    EXPECT_EQ(mc.actions.size(), p.actions);
    EXPECT_EQ(mc.models.size(), p.models);
    EXPECT_EQ(mc.observations.size(), p.observations);
    EXPECT_EQ(mc.horizon, p.horizon);
    Rational sum = 0;
    for (const auto& m : mc.models) sum += m.prior;
    EXPECT_EQ(sum, 1);
    EXPECT_EQ(mc.models[0].policy.index(), p.kind == "iid"        ? 0u
                                           : p.kind == "schedule" ? 1u
                                           : p.kind == "markov"   ? 2u
                                                                  : 3u);
  }
}

TEST(Sweep, TheSpecTellsSweepsApart) {
  Sweep other = small_sweep();
  EXPECT_EQ(other.spec(), small_sweep().spec());
  other.grid.alphas.pop_back();
  EXPECT_NE(other.spec(), small_sweep().spec());
  Sweep more = small_sweep();
  more.grid.replicates = 99;  // no case depends on it
  EXPECT_EQ(more.spec(), small_sweep().spec());
}

TEST(Compute, DoesNotDependOnTheThreads) {
  const Sweep sweep = small_sweep();
  const auto run = run_of(sweep, 1, 1000, 40);
  std::vector<std::uint64_t> indices(40);
  for (std::uint64_t i = 0; i < 40; ++i) indices[i] = i;
  const auto with = [&](unsigned jobs) {
    std::map<std::uint64_t, FinishedCase> found;
    RunOptions how;
    how.jobs = jobs;
    EXPECT_EQ(
        compute_all(sweep, run, indices, how, [&](FinishedCase f) { found[f.of.index] = std::move(f); }),
        40u);
    return found;
  };
  auto alone = with(1), many = with(4);
  ASSERT_EQ(alone.size(), 40u);
  ASSERT_EQ(many.size(), 40u);
  std::size_t interesting = 0;
  for (const auto& [i, f] : alone) {
    EXPECT_EQ(f.results, many[i].results);
    EXPECT_EQ(f.class_text, many[i].class_text);
    EXPECT_EQ(f.of.class_hash, sha256(f.class_text));
    EXPECT_EQ(f.of.parameters, many[i].of.parameters);
    EXPECT_EQ(parse_class(f.class_text, "text"), sweep.model_class(1, i));
    for (const Result& r : f.results) {
      EXPECT_NE(r.verdict, Verdict::violated) << i << " " << r.claim;
      interesting += r.interesting;
    }
  }
  EXPECT_GT(interesting, 100u);
}

TEST(Compute, ALimitLeavesUndecidedAndSaysSo) {
  Sweep sweep = small_sweep();
  sweep.grid.horizons = {6};
  const auto run = run_of(sweep, 1, 2, 40);
  bool limited = false;
  for (std::uint64_t i = 0; i < 10; ++i) {
    const FinishedCase f = compute(sweep, run, i);
    if (f.of.steps == 6) continue;
    limited = true;
    for (const Result& r : f.results) {
      EXPECT_NE(r.verdict, Verdict::holds) << r.claim;
      if (r.verdict == Verdict::undecided) {
        EXPECT_NE(r.note.find("limit of 2 states: exact for the first"), std::string::npos) << r.note;
      }
    }
  }
  EXPECT_TRUE(limited);
}

TEST(Compute, InterruptedItBeginsNoMore) {
  const Sweep sweep = small_sweep();
  const auto run = run_of(sweep, 1, 1000, 40);
  std::atomic<bool> stop = false;
  RunOptions how;
  how.jobs = 2;
  how.interrupted = &stop;
  std::set<std::uint64_t> kept;
  const std::vector<std::uint64_t> indices{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const auto done = compute_all(sweep, run, indices, how, [&](FinishedCase f) {
    kept.insert(f.of.index);
    stop = true;
  });
  EXPECT_EQ(done, kept.size());
  EXPECT_GE(done, 1u);
  EXPECT_LT(done, indices.size());
}

TEST(Shards, PartTheCases) {
  std::set<std::uint64_t> all;
  for (std::uint64_t part = 1; part <= 3; ++part)
    for (std::uint64_t i = 0; i < 10; ++i)
      if (Shard{part, 3}.holds(i)) {
        EXPECT_TRUE(all.insert(i).second);
      }
  EXPECT_EQ(all.size(), 10u);
}

}  // namespace
}  // namespace qed::evidence
