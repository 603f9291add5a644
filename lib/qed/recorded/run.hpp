// An imitator on recorded decisions. At each question it answers by itself or asks; the recorded answer is revealed to it
// only where it asks, and all that it learns, posterior and counts, it learns from what was revealed. How well it does is
// measured beside it, with all recorded answers; nothing of that goes back.     (proofs-notes/recorded.md)
//
// The cautious imitator is that of imitator.hpp: the probability of answering a is min over the top set of pi(a), and
// it asks with the rest. Its rivals: Bayes' mixture, which answers where it is confident; and who answers as most were
// answered. The first questions may be asked by order (forced, claim preconditioning): counting models say the same, that
// they do not know, until something was revealed, and who agrees on that would never ask.
//
// Exact     imitate_exactly: posterior, top set, laws and draws, by rational arithmetic; logarithms are certified
//           enclosures. Meant for some thousands of decisions.
// Floating  imitate_floating: the same in binary floating point, for millions. Rounded, no guarantee, and typed so.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "qed/exact/value.hpp"
#include "qed/model/model_class.hpp"
#include "qed/recorded/path_claims.hpp"
#include "qed/recorded/recorded_class.hpp"
#include "qed/recorded/recording.hpp"

namespace qed {

enum class RecordedArithmetic { exact, floating };
constexpr std::string_view to_string(RecordedArithmetic a) {
  return a == RecordedArithmetic::exact ? "exact" : "floating";
}

// A number that was rounded on its way by an unknown amount: what a double held, as the rational that it is.
struct Floating {
  Rational value;
};
using RecordedQuantity = std::variant<Value, Floating>;

// Answers with the least probability that a top model gives, and asks with the rest.
struct CautiousAnswers {
  Rational alpha;  // in (0, 1)
  Threshold threshold = Threshold::strict;
};
// Answers by the posterior mixture where that gives an answer at least this probability, otherwise asks; once so many
// questions were asked, the forced ones among them, it asks no more.
struct ConfidentMixture {
  Rational confidence;  // in [0, 1]
  std::uint64_t most_asked = std::numeric_limits<std::uint64_t>::max();
};
// Answers by how often each answer was revealed (Krichevsky-Trofimov), and asks only where it must.
struct MajorityAnswers {};
using AnsweringRule = std::variant<CautiousAnswers, ConfidentMixture, MajorityAnswers>;

// When the recorded answer is revealed. `always` is an imitator with another's notes in hand: it is here to show what
// catches it.
enum class Revealed { when_asked, always };
// What stands before a question, for models that look there: what was answered, by whoever answered; or the recording,
// as though each question showed what she had answered until then.
enum class Before { answers_given, recording };

// One decision as it was made.
struct Decision {
  bool asked;
  ActionIndex answer;  // the recorded one where it asked, otherwise its own
  RecordedQuantity query_probability;
};

struct RunOptions {
  AnsweringRule rule = CautiousAnswers{ratio(1, 10)};
  std::uint64_t forced = 0;  // so many questions are asked, the first ones, whatever the rule
  std::uint64_t seed = 1;
  Before before = Before::answers_given;
  Revealed revealed = Revealed::when_asked;
  std::size_t periods = 10;                            // of equal length, for shares over time
  std::function<bool(std::uint64_t done)> go_on = {};  // false: stop, and keep what is there
  std::function<void(const Decision&)> watch = {};
};

// Of some decisions. What is "expected" is so given the history before each: the average over its own draw there, not over
// histories.
struct RecordedTally {
  std::uint64_t decisions = 0;
  std::uint64_t asked = 0;
  std::uint64_t agreed = 0;            // of those answered: the answer drawn is the recorded one
  std::uint64_t likeliest_agreed = 0;  // the same for its likeliest answer, the first of equals
  std::uint64_t impossible = 0;        // recorded answers to which its law of answering gave probability 0
  RecordedQuantity expected_asked = Value(Rational(0));  // sum of theta
  RecordedQuantity expected_agreed =
      Value(Rational(0));  // sum, where it answered, of its law of answering at the recorded one
  RecordedQuantity log_loss = Value(Rational(0));  // sum of -ln of the same, but for the impossible ones

  std::uint64_t answered() const { return decisions - asked; }
};

// Of a reliability table: cases in which what was stated lies in a tenth of [0, 1].
struct ReliabilityBin {
  std::uint64_t cases = 0;
  std::uint64_t came_true = 0;
  RecordedQuantity stated = Value(Rational(0));  // sum
};
using Reliability = std::vector<ReliabilityBin>;  // ten

struct RecordedRun {
  RecordedArithmetic arithmetic = RecordedArithmetic::exact;
  std::uint64_t decisions = 0;  // made; fewer than recorded where it was stopped
  RecordedTally total;
  std::vector<RecordedTally> over_time;
  // The answer given, where it answered: with which probability it answered so, against whether it was the recorded one.
  Reliability answers;
  // The likeliest answer, at every question that need not be asked: the probability of answering it against whether it was the recorded one.
  // While the truth is a top model the first is at most the truth's (claim no-query-dominance), so on average at most
  // the second.
  Reliability floors;
  std::vector<RecordedQuantity>
      posterior;  // at the end; one per model, summing to 1; all 0 where no model explains what was revealed
  std::vector<RecordedQuantity> posterior_then;  // the same, when the forced questions had been asked
  RecordedQuantity cubes = Value(Rational(0));   // sum of theta^3, from then on
  std::size_t largest_top_set = 0;               // of a cautious imitator
  // On the questions that it answered: each model's sum of -ln of its law at the recorded answer; none where that is infinite.
  std::vector<std::optional<RecordedQuantity>> model_losses;
  std::optional<ModelIndex> best;  // the least of these, the first of equals
  std::optional<RecordedQuantity>
      regret;  // log_loss less that of the best; none where either is infinite or nothing was answered
  // What holds of every recording, decided along this run: of the cautious imitator in exact arithmetic, else none.
  std::vector<PathResult> claims = {};
};

// Throws  std::invalid_argument where a rule's number is out of its range, or there are no models.
// Cost    exact: numbers grow with what was revealed; a second for 435 decisions and 50 models. Floating: for each decision
//         some nanoseconds per top model and answer.
RecordedRun imitate_exactly(const Recording&, const RecordedClass&, const RunOptions&);
RecordedRun imitate_floating(const Recording&, const RecordedClass&, const RunOptions&);
RecordedRun imitate_recorded(RecordedArithmetic, const Recording&, const RecordedClass&, const RunOptions&);

// The mixture that asks as often as another imitator did: the least confidence, of those that bisection of [0, 1] by
// halves visits, at which its floating run comes to `questions`, where it is then stopped from asking more. Its number of
// questions jumps as the confidence grows, since what is asked changes what is known; so without that stop no
// confidence may come near. 1 where none of them comes to so many. The rule of the options is not looked at.
// go_on: false stops it; the best so far is returned.
ConfidentMixture mixture_that_asks(std::uint64_t questions, const Recording&, const RecordedClass&,
                                   RunOptions, unsigned tries);

}  // namespace qed
