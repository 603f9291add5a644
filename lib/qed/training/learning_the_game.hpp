// Training in the game: the two sides improve in turns, and no linear programme is needed.
//
// *Multiplicative weights*: the imitator plays its laws by weight, the distinguisher answers with the best of its class,
// and each law's weight is multiplied by 1 - eta (the advantage against it). All of it is rational; nothing is rounded.
// *Alternating best responses* (fictitious play): each side answers best to what the other has played so far, on average.
//
// Of the imitator the best round is kept, of the distinguisher the average; they enclose the value of the game. For
// multiplicative weights the enclosure is at most eta + ln k / (eta T) wide after T rounds with k laws, and the regret
// is at most ln k / eta.                                                         [claim distinguisher-regret]
// For alternating best responses it is no wider than what the imitator would have saved by playing each round the law
// of the next, divided by T: at most (changes of law) / T.                       [claim fictitious-play]
//
// Exact   rational.     Cost  a best member each round, on numbers that grow by the same number of digits a round.
// Source  S. Arora, E. Hazan, S. Kale, The Multiplicative Weights Update Method (2012); G. W. Brown (1951).
#pragma once

#include "qed/training/game.hpp"

namespace qed {

// By what a law's weight is multiplied when it has lost so much, -1 <= loss <= 1.
using WeightUpdate = std::function<Rational(const Rational& eta, const Rational& loss)>;
Rational one_less_eta_loss(const Rational& eta, const Rational& loss);

// Which law is played next, by what each has lost so far: a sum over the rounds.
using NextLaw = std::function<std::size_t(std::span<const Rational> lost)>;
std::size_t least_lost(std::span<const Rational> lost);  // the first of several

struct Round {
  unsigned number;    // from 1
  GameBounds bounds;  // of the value, after it
  // Of alternating best responses, so far: the sum over rounds of the law's loss less the next law's loss to the same
  // distinguisher, and in how many rounds the next law was another.
  Rational saved;
  unsigned changes = 0;
};

struct Learnt {
  Distribution imitator;        // over Game::imitators: the best round's
  Distinguisher distinguisher;  // the average of the rounds'
  GameBounds bounds;
  // (Of multiplicative weights.) The largest, over laws i, of
  //   sum_t <q_t, loss_t> - sum_t loss_t(i) - eta sum_t loss_t(i)^2.
  Rational regret;
  std::vector<Round> rounds;  // every one
};

// Throws  std::invalid_argument naming the value where rounds = 0 or eta is outside (0, 1/2].
Learnt multiplicative_weights(const Game&, unsigned rounds, const Rational& eta,
                              const WeightUpdate& = one_less_eta_loss);
Learnt alternating_best_responses(const Game&, unsigned rounds, const NextLaw& = least_lost);

// Value, bound   the regret and ln k / eta; where the enclosure of the value is wider than eta + ln k / (eta T), that is
//                reported instead.
// Interesting    two laws or more.
Comparison decide_regret(const Game&, const Learnt&, unsigned rounds, const Rational& eta);

// Of alternating best responses.
// Value, bound   T times the width of the enclosure after T rounds, and what was saved by then: of the round of largest
//                ratio. Where more was saved than there were changes, that is reported instead.
// Interesting    the law is changed.
Comparison decide_fictitious_play(const Learnt&);

}  // namespace qed
