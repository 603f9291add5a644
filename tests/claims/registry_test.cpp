#include <gtest/gtest.h>

#include <set>
#include <string>

#include "qed/claims/applicability.hpp"
#include "qed/claims/claim.hpp"
#include "tests/claims/hand_made_class.hpp"

namespace qed {
namespace {

std::string message_of(std::string_view id) {
  try {
    claim(id);
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "found";
}

TEST(Registry, HasTheClaimsOfThePageInItsOrder) {
  const std::vector<std::string_view> expected{"top-prefix",
                                               "top-size",
                                               "no-query-dominance",
                                               "query-identity",
                                               "step-dominance",
                                               "query-drift",
                                               "truth-retention",
                                               "truth-retention-sharp",
                                               "cubic-query-sum",
                                               "cubic-query-sum-sharp",
                                               "cubic-query-sum-lost",
                                               "query-count",
                                               "cubic-query-sum-lower",
                                               "cubic-is-needed",
                                               "trajectory-dominance",
                                               "unlikeliness",
                                               "query-tail",
                                               "unlikeliness-finite",
                                               "product-growth",
                                               "product-growth-log",
                                               "preconditioning",
                                               "bounded-cost",
                                               "unbounded-cost",
                                               "properness",
                                               "strict-properness",
                                               "savage",
                                               "sum-closure",
                                               "selective",
                                               "moment-matching",
                                               "central-condition",
                                               "strong-central",
                                               "rule-retention",
                                               "rule-query-sum",
                                               "quantilizer",
                                               "ida",
                                               "distinguisher",
                                               "distinguisher-game",
                                               "distinguisher-regret",
                                               "fictitious-play",
                                               "sudoku",
                                               "steganography",
                                               "retrodiction",
                                               "latent-training",
                                               "model-counting",
                                               "irl",
                                               "simplicity-prior",
                                               "planner",
                                               "late-trigger",
                                               "misspecified",
                                               "edge-instantiation",
                                               "mixture-regret",
                                               "pathwise-retention",
                                               "top-dominance",
                                               "pathwise-query-sum"};
  std::vector<std::string_view> ids;
  for (const Claim& c : claims()) ids.push_back(c.id);
  EXPECT_EQ(ids, expected);
}

TEST(Registry, EveryEntryIsComplete) {
  for (const Claim& c : claims()) {
    SCOPED_TRACE(c.id);
    EXPECT_FALSE(c.statement.empty() || c.source.empty() || c.interesting.empty());
    EXPECT_TRUE(c.note.starts_with("proofs-notes/") && c.note.ends_with("#" + std::string(c.id)));
    EXPECT_EQ(c.at_node != nullptr, c.kind == ClaimKind::per_node);
    EXPECT_EQ(c.on_class != nullptr, c.kind == ClaimKind::per_class);
    EXPECT_EQ(c.scenario.empty(), c.kind != ClaimKind::system && c.id != "moment-matching");
    EXPECT_NE(c.applicable, nullptr);
    EXPECT_EQ(c.status == ClaimStatus::refuted, c.id == "product-growth");
    EXPECT_EQ(&claim(c.id), &c);
  }
}

TEST(Registry, WhatNoClassDecidesSaysWhatDoes) {
  for (const Claim& c : claims()) EXPECT_EQ(decided_elsewhere(c).empty(), c.on_classes()) << c.id;
  EXPECT_EQ(decided_elsewhere(claim("product-growth")),
            "claim product-growth is about families of classes: it is shown by qed claims product-growth");
  EXPECT_EQ(decided_elsewhere(claim("properness")),
            "claim properness is about scoring rules: it is decided by qed stress");
  EXPECT_EQ(decided_elsewhere(claim("moment-matching")),
            "claim moment-matching is about scoring rules: it is decided by qed scenario moment-matching");
  EXPECT_EQ(decided_elsewhere(claim("rule-retention")),
            "claim rule-retention is about scoring rules: it is decided by qed check --rule");
  EXPECT_EQ(decided_elsewhere(claim("sudoku")),
            "claim sudoku is about systems: it is decided by qed scenario sudoku");
  EXPECT_EQ(decided_elsewhere(claim("top-dominance")),
            "claim top-dominance is about recordings: it is decided by qed imitate");
}

TEST(Registry, OnlyCalculusIsBeyondTheReachOfFaults) {
  std::set<std::string_view> calculus;
  for (const Claim& c : claims())
    if (c.pure_calculus) calculus.insert(c.id);
  EXPECT_EQ(calculus, (std::set<std::string_view>{"product-growth-log", "unbounded-cost"}));
}

TEST(Registry, OutsideDemonstratorsAreSpokenOfByFiveClaims) {
  testing::HandMadeClass c;
  c.send_demonstrator_outside();
  std::set<std::string_view> speaking;
  for (const Claim& each : claims())
    if (each.on_classes() && each.applicable(c.model_class).empty()) speaking.insert(each.id);
  EXPECT_EQ(speaking, (std::set<std::string_view>{"top-prefix", "top-size", "query-identity", "query-count",
                                                  "product-growth-log"}));
}

TEST(Registry, WhatAppliesIsWhatIsDecided) {  // `applicable` and `on_class` agree
  testing::HandMadeClass inside, outside, seeing;
  outside.send_demonstrator_outside();
  seeing.model_class.environment.sees_query = true;
  for (const auto* c : {&inside, &outside, &seeing})
    for (const Claim& each : claims()) {
      if (!each.on_class) continue;
      EXPECT_EQ(each.on_class(c->facts()).verdict == Verdict::not_applicable,
                !each.applicable(c->model_class).empty())
          << each.id;
    }
}

TEST(Registry, AsksWhetherANearbyIdWasMeant) {
  EXPECT_EQ(message_of("top-sise"), "no claim is called \"top-sise\"; did you mean \"top-size\"?");
  EXPECT_EQ(message_of("query-driff"), "no claim is called \"query-driff\"; did you mean \"query-drift\"?");
  EXPECT_EQ(message_of("retention"),
            "no claim is called \"retention\"; did you mean one of \"truth-retention\", "
            "\"truth-retention-sharp\", \"rule-retention\", \"pathwise-retention\"?");
  EXPECT_NE(message_of("").find("the claims are \"top-prefix\", "), std::string::npos);
  EXPECT_LT(message_of(std::string(100000, 'x')).size(), 500u);
  EXPECT_EQ(message_of("\x1b[31m").find('\x1b'), std::string::npos);  // nothing reaches a terminal unescaped
}

}  // namespace
}  // namespace qed
