// The slow twin of lib/qed/uses/distillation.cpp: every course of the training of every level, and every transcript of
// the question that is asked, one by one, with plain rationals. Nothing is merged.
#pragma once

#include <map>
#include <vector>

#include "properties/oracle/policy.hpp"
#include "qed/uses/distillation.hpp"

namespace qed::oracle {

struct Distilled {
  Law organisation;
  Law answer;         // of IDA_n, over all trainings
  Rational retained;  // P(every level keeps its truth)
  Rational expected_humans;
  // While every truth is kept: per answer, the law of the product of 1 + theta over all calls, and over those that
  // really happen; and the largest P(transcript) against its bound.
  std::vector<std::map<Rational, Rational>> products, real_products;
  Rational worst;
};

// The cautious imitator.   Cost  (trainings) x (transcripts): one or two levels.
Distilled distil(const DistillationTask&);

}  // namespace qed::oracle
