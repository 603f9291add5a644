#include "qed/evidence/records.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "qed/claims/trajectories.hpp"
#include "qed/evidence/figures.hpp"

namespace qed::evidence {
namespace {

Record record(std::uint64_t index, Rational ratio_, Verdict verdict = Verdict::holds) {
  return {.claim = "top-size",
          .index = index,
          .alpha = ratio(1, static_cast<std::int64_t>(2 + index % 3)),
          .prior = ratio(1, 2),
          .horizon = 4,
          .verdict = verdict,
          .method = Method::exact,
          .vacuous = false,
          .interesting = true,
          .value = Enclosed{ratio_, ratio_},
          .bound = Enclosed{1, 1},
          .ratio = Enclosed{ratio_, ratio_}};
}

TEST(Digest, CountsEveryVerdictAndMethod) {
  Digest digest;
  digest.add(record(0, ratio(1, 2)));
  digest.add(record(1, ratio(3, 2), Verdict::violated));
  Record enclosed = record(2, ratio(1, 4));
  enclosed.method = Method::certified;
  digest.add(enclosed);
  digest.add(record(3, 1, Verdict::undecided));
  Record other = record(4, 5, Verdict::not_applicable);
  digest.add(other);
  const Counts& c = digest.of("top-size").counts;
  EXPECT_EQ(c.holds, 2u);
  EXPECT_EQ(c.violated, 1u);
  EXPECT_EQ(c.undecided, 1u);
  EXPECT_EQ(c.not_applicable, 1u);
  EXPECT_EQ(c.applicable(), 4u);
  EXPECT_EQ(c.exact, 2u);  // an undecided case has no method
  EXPECT_EQ(c.certified, 1u);
  EXPECT_EQ(c.sampled, 0u);
  EXPECT_EQ(c.interesting, 4u);
  EXPECT_EQ(digest.of("no-such-claim").counts.applicable(), 0u);
}

TEST(Digest, TheTightestIsTheFirstOfTheLargestRatios) {
  Digest digest;
  digest.add(record(5, ratio(2, 3)));
  digest.add(record(9, ratio(3, 4)));
  digest.add(record(7, ratio(3, 4)));
  digest.add(record(1, ratio(1, 2)));
  Record vacuous = record(0, 1);
  vacuous.vacuous = true;  // a bound that says nothing is not tight
  digest.add(vacuous);
  digest.add(record(2, 9, Verdict::not_applicable));
  digest.add(record(3, 2, Verdict::undecided));  // nor is one that nothing is known of
  ASSERT_TRUE(digest.of("top-size").tightest);
  EXPECT_EQ(digest.of("top-size").tightest->index, 7u);
}

TEST(Digest, DoesNotDependOnTheOrder) {
  std::vector<Record> records;
  for (std::uint64_t i = 0; i < 40; ++i)
    records.push_back(record(i, ratio(Integer(i * 7 % 11), Integer(11))));
  const auto digested = [&] {
    Digest digest(10);
    for (const auto& r : records) digest.add(r);
    return digest.of("top-size");
  };
  const ClaimDigest forwards = digested();
  std::reverse(records.begin(), records.end());
  const ClaimDigest backwards = digested();
  EXPECT_EQ(forwards.tightest->index, backwards.tightest->index);
  ASSERT_EQ(forwards.drawn.size(), 10u);
  ASSERT_EQ(backwards.drawn.size(), 10u);
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_EQ(forwards.drawn[i].index, i);
    EXPECT_EQ(backwards.drawn[i].index, i);
  }
}

TEST(Digest, ARecordSaysWhatTheCheckFound) {
  ModelClass c = two_coins(3);
  const CheckResult result = check(c);
  for (const auto& claim : result.claims) {
    const Record r = record_of(c, claim, 12);
    EXPECT_EQ(r.claim, claim.claim->id);
    EXPECT_EQ(r.index, 12u);
    EXPECT_EQ(r.alpha, ratio(1, 10));
    EXPECT_EQ(r.prior, ratio(1, 2));
    EXPECT_EQ(r.horizon, 3u);
    EXPECT_EQ(r.verdict, claim.worst.verdict);
    // Logarithms and powers are enclosed.
    const bool enclosed =
        r.claim == "query-drift" || r.claim == "product-growth-log" || r.claim == "query-tail";
    EXPECT_EQ(r.method, enclosed ? Method::certified : Method::exact) << r.claim;
    EXPECT_EQ(r.ratio.has_value(), claim.worst.ratio.has_value());
  }
}

TEST(CaseFigures, TheLargestRatioOfEachAlpha) {
  Digest digest;
  digest.add(record(0, ratio(1, 2)));  // alpha 1/2
  digest.add(record(3, ratio(2, 3)));  // alpha 1/2
  digest.add(record(1, ratio(1, 5)));  // alpha 1/3
  const auto figures = case_figures(claim("top-size"), digest.of("top-size"));
  const auto over_alpha = std::find_if(figures.begin(), figures.end(),
                                       [](const Figure& f) { return f.id() == "top-size-over-alpha"; });
  ASSERT_NE(over_alpha, figures.end());
  const auto& points = std::get<Plot>(over_alpha->plot).series.front().points;
  ASSERT_EQ(points.size(), 2u);
  EXPECT_EQ(points[0].x, ratio(1, 3));
  EXPECT_EQ(points[0].y.upper, ratio(1, 5));
  EXPECT_EQ(points[1].x, ratio(1, 2));
  EXPECT_EQ(points[1].y.upper, ratio(2, 3));
}

TEST(CaseFigures, RetentionIsDrawnAsRisk) {
  Record r = record(0, ratio(1, 2));
  r.claim = "truth-retention";
  r.value = Enclosed{ratio(9, 10), ratio(9, 10)};
  r.bound = Enclosed{ratio(4, 5), ratio(4, 5)};
  Digest digest;
  digest.add(r);
  const auto figures = case_figures(claim("truth-retention"), digest.of("truth-retention"));
  ASSERT_FALSE(figures.empty());
  const PlotPoint& p = std::get<Plot>(figures.front().plot).series.front().points.front();
  EXPECT_EQ(p.x, ratio(1, 5));         // the risk that is allowed
  EXPECT_EQ(p.y.lower, ratio(1, 10));  // the risk
}

}  // namespace
}  // namespace qed::evidence
