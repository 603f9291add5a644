// [claim misspecified]   A demonstrator who knows what no model knows: the class lacks the context that
// decides what is done. Nothing is promised then; this measures which claims break, with a *stand-in* where
// they speak of the truth: a model of the class that is right on average.
//
// Exact   every verdict, as for a demonstrator in the class.     Note  proofs-notes/planners.md#misspecified
#pragma once

#include <span>
#include <string>
#include <vector>

#include "qed/claims/check.hpp"

namespace qed {

// The imitator when its queries are answered by one model of the class, which it does not know: it neither
// collects that model nor learns about it. With a stand-in as the class's demonstrator, the engine then
// follows the stand-in through what the real demonstrator teaches.
class AnsweredBy {
 public:
  explicit AnsweredBy(ModelIndex answering) : answering_(answering) {}
  TopSet top_set(const Situation&) const;
  StepLaw step(const Situation&, const TopSet&) const;
  Weights update(const Situation&, bool asked, ActionIndex) const;
  bool settles() const { return true; }

 private:
  ModelIndex answering_;
};

// Every claim on classes, with `stand_in` in the place of the truth: per node, of what is played against the real
// demonstrator; per class, with the stand-in's prior and its retention, and the real P_dem of events. Claims about a
// step count where the stand-in is collected.
// states    what a claim needs beyond the one pass (Claim::needs) is evaluated while it takes no more, over all levels;
//           beyond that the claim is not-applicable, and says so.
// Requires  the class's demonstrator is outside it, and the environment does not see the query bit.
// Throws    std::invalid_argument where this is not so, or the stand-in is no model.
struct Measured {
  Evaluation evaluation;            // truth_retained: that the stand-in is collected at every step
  std::vector<ClaimResult> claims;  // in the registry's order
};
Measured measure_misspecified(const ModelClass&, ModelIndex stand_in, std::uint64_t states = 4096);

// ---- Worked cases. ----------------------------------------------------------------------------------------

// The context is fog or clear weather, as likely, seen by everyone before each step but the first. It changes from step
// to step, but for `waits`, where it is a day's. The models do not look.
//   coins       slow or fast. The driver is fast with probability 1/2 + lean in clear weather, 1/2 - lean in
//               fog, 1/2 at first. Models: 1/2 for fast (the stand-in, exactly right on average), 1/4, 3/4,
//               equally likely.
//   never_stop  slow, fast or stop. The driver stops in fog with probability 2 lean; otherwise fast with
//               probability 3/8. Models: 3/8 for fast (the stand-in), 5/8, equally likely; neither ever
//               stops.
//   waits       wait, fast or slow. The driver waits, at first and on a day of fog, with probability 1/8 + 7/4 lean, in
//               clear weather with 1/8; else it is fast. Models: wait with 1/8 and else fast (the stand-in), wait with
//               1/8 and else slow, equally likely: who waits teaches nothing.
// Event: "fast in fog".
// Throws  std::invalid_argument where the lean is outside [0, 1/2].
enum class Lacking { coins, never_stop, waits };
ModelClass misspecified_class(Lacking, const Rational& lean, const Rational& alpha, unsigned horizon);
inline constexpr ModelIndex stand_in_of_worked_cases = 0;

}  // namespace qed
