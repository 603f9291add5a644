// Iterated distillation: IDA_0 is a rock, which is silent; IDA_{n+1} is a cautious imitator of the human who may consult
// two copies of IDA_n. It stands for an organisation of 2^n - 1 humans, of whom few are put to work.
//   [claim ida]
//
// Levels are trained one after the other. Level k asks and answers training questions, by Bayes' rule over what the human
// may be: its models are those humans, each with two copies of the very IDA_{k-1} below. Then it is frozen: it goes on
// asking with its theta, but learns no more. So the law of an answer depends on the training of all levels below, which
// is random; two outcomes of it that lead to the same behaviour are one state.
//
// Transcripts  The answer of IDA_n goes back to calls of IDA_{n-1}, and so on: of all the humans in the organisation. Where
//              IDA_k answers by itself, the calls below did not happen; its transcript has those that the human would have
//              made, drawn given her answer. Each call gives a factor 1 + theta.
// Exact   rational arithmetic.
// Cost    (states) x (questions of a level) x (answers)^3; numerators double in length from level to level, and again.
// Note    proofs-notes/uses.md#ida
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "qed/claims/claim.hpp"
#include "qed/evaluate/quantities.hpp"
#include "qed/imitation/imitator.hpp"
#include "qed/uses/consultation.hpp"

namespace qed {

struct DistillationTask {
  Questions questions;
  std::vector<Human> humans;                         // what each level thinks the human may be
  std::vector<Rational> priors;                      // positive, at most 1 in sum
  ModelIndex truth = 0;                              // who the human is
  std::vector<std::vector<QuestionIndex>> training;  // of level 1, 2, … n: one list a level, perhaps empty
  QuestionIndex asked = 0;                           // of IDA_n, once all levels are trained
  Rational alpha;
  Threshold threshold = Threshold::strict;

  unsigned levels() const { return static_cast<unsigned>(training.size()); }  // n
  // Throws  std::invalid_argument naming what does not fit, and its value.
  void validate() const;
};

// By how much something exceeds what it is held against: a factor, or no factor is enough.
struct Excess {
  Rational factor = 0;
  bool unbounded = false;
};

// What can be said of the transcripts of a call, while every level keeps its truth.
struct Transcripts {
  // Per answer, over the transcripts that end with it: the largest of
  //   P(transcript) / (prod over the calls that asked of theta x P(the same answers in the organisation)).
  std::vector<Excess> worst;
  std::vector<LawOfValue> products;       // per answer: of prod (1 + theta) over all calls
  std::vector<LawOfValue> real_products;  // the same over the calls that really happen, where asked for
  bool counted = true;                    // false: too many values, and the laws are not to be read
  Rational distance_bound;                // sum over the organisation's calls of 2 theta (1 - theta)
};

// What a frozen level does with a question.
struct Call {
  StepLaw step;
  Distribution demonstration;              // of the human with two copies of the level below
  Distribution imitated;                   // answered by itself or not
  Rational expected_humans;                // who are really put to work
  std::optional<Transcripts> transcripts;  // none where this level or one below has lost its truth
};

// What the training of all levels may come to.
struct DistilledState {
  Rational probability;
  bool retained;                              // every level has its truth in its top set
  std::vector<Rational> query_probabilities;  // of levels 1 … n: the largest, over what they may be asked
  Call call;                                  // IDA_n on the question
};

struct Distillation {
  Distribution organisation;     // the law of its answer
  Rational organisation_humans;  // at work on average
  unsigned levels;
  Rational odds;  // 1/w - 1 against the truth at the start of each level
  Rational alpha;
  std::vector<Rational> retained_through;  // P(levels 1 … k keep their truths), k = 1 … n
  std::vector<DistilledState> states;      // probabilities sum to 1

  // P(answer), over all states; over those where every truth is kept.
  std::vector<Rational> answer() const;
  std::vector<Rational> answer_and_retained() const;
  Rational expected_humans() const;
};

struct DistilOptions {
  std::size_t max_states = 20'000;  // of all levels together
  std::size_t max_products = 1000;  // values of the product at one call; beyond, `answers` is undecided
  bool real_calls = true;           // find the products over the calls that really happen too
  // What a call of this level contributes to the product. Another one is a mistake, for tests to make.
  std::function<Rational(unsigned level, const Rational& theta)> factor =
      [](unsigned, const Rational& theta) { return Rational(1 + theta); };
};

// Throws  std::invalid_argument as validate() and Imitator, and where there are more states than allowed.
Distillation distil(const DistillationTask&, const Imitator& = {}, const DistilOptions& = {});

// [claim ida], for every state in which each level keeps its truth:
//   transcripts  P(transcript) <= prod over the calls that asked of theta x P_org(its answers), for every transcript
//   answers      P(answer = a, prod (1 + theta) <= K) <= K P_org(a), for every answer a and every value K of the product;
//                with the largest K, every cost c >= 0, however large, has E_IDA[c] <= K E_org[c]
//   retention    P(every level keeps its truth) >= 1 - n alpha (1/w - 1)
//   bounded      ||IDA_n - org||_1 <= sum over the organisation's calls of 2 theta (1 - theta): a cost between -C and C
//                changes by at most C times that
//
// Interesting   something is asked at some call; retention: the truth can be lost, and the bound says something; answers: a
//               product above 1 has a bound below 1.
struct IdaDecision {
  Comparison transcripts, answers, retention, bounded;

  const Comparison& worst() const;
};
IdaDecision decide_ida(const Distillation&);

// The reading in which the product is taken over the calls that really happen: false, since IDA_n answers by itself what it
// learned from an IDA_{n-1} that is not the organisation. As `answers` above, with the other product.
// Requires  DistilOptions::real_calls.
Comparison decide_real_calls(const Distillation&);

// Imitators of which only the distance to their demonstrators is known: each level gives the answer `never` with
// probability distance/2, and otherwise the human's with two copies of the level below.
// Throws  std::invalid_argument where the distance is outside [0, 2].
Distribution distilled_in_distance(const Questions&, QuestionIndex, const Human&, unsigned levels,
                                   const Rational& distance, Answer never);

}  // namespace qed
