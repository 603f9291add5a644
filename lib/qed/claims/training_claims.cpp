#include "qed/claims/system_claims.hpp"

#include "qed/claims/shared_words.hpp"

namespace qed {

namespace {

constexpr std::string_view finite_answers = "finitely many answers";

}  // namespace

std::vector<Claim> training_claims() {
  return {
      about_systems(
          "distinguisher",
          "Of all distinguishers the best has the advantage TV(h, p), the total variation distance of the "
          "human's and the imitator's answers; the best of a class has max_D E_h D − E_p D ≤ TV(h, p).",
          "literature: I. Goodfellow et al., Generative Adversarial Nets (2014); A. Müller, Integral "
          "Probability Metrics (1997)",
          {finite_answers, "0 ≤ D ≤ 1"}, "the advantage is positive",
          "proofs-notes/training.md#distinguisher", "lib/qed/training/distinguisher.hpp", "distinguisher"),
      about_systems(
          "distinguisher-game",
          "The least advantage to which mixtures of the imitators hold the class's best distinguisher is the "
          "largest that a mixture of the class's distinguishers has against every imitator; it is 0 where "
          "the human is among them and the class holds a constant.",
          "literature: J. von Neumann, Zur Theorie der Gesellschaftsspiele (1928)",
          {finite_answers, "finitely many imitators",
           "a class of finitely many distinguishers, or a polytope of them"},
          "the value is positive, and a side mixes", "proofs-notes/training.md#distinguisher-game",
          "lib/qed/training/game.hpp", "distinguisher"),
      about_systems(
          "distinguisher-regret",
          "Multiplicative weights over k imitators, each round against the class's best distinguisher D_t: "
          "Σ_t adv(q_t, D_t) ≤ Σ_t adv(p_i, D_t) + η Σ_t adv(p_i, D_t)² + ln k/η for every i; so after T "
          "rounds the best round's imitator and the average distinguisher enclose the game's value within η "
          "+ ln "
          "k/(η T).",
          "literature: S. Arora, E. Hazan, S. Kale, The Multiplicative Weights Update Method (2012)",
          {finite_answers, "finitely many imitators", "0 < η ≤ 1/2"}, "two imitators or more",
          "proofs-notes/training.md#distinguisher-regret", "lib/qed/training/learning_the_game.hpp",
          "distinguisher"),
      about_systems(
          "fictitious-play",
          "Alternating best responses: the imitator plays the law i_t that has lost least so far, the "
          "distinguisher D_t is the class's best against i_1 … i_t, each as often as it was played. After "
          "every round T the width of the enclosure of the game's value has T · width ≤ Σ_t adv(p_{i_t}, "
          "D_t) − adv(p_{i_{t+1}}, D_t) ≤ the number of changes of law.",
          sharp, {finite_answers, "finitely many imitators"}, "the law is changed",
          "proofs-notes/training.md#fictitious-play", "lib/qed/training/learning_the_game.hpp",
          "distinguisher"),
      about_systems(
          "sudoku",
          "Where the human always solves the puzzle, the distinguisher that checks the grid has the "
          "advantage 1 − P_im(a solution) ≤ TV, which is TV where the imitator gives no solution more often "
          "than the "
          "human. The log score does not show it: a perfect imitator of a puzzle with n solutions, each "
          "equally likely, scores −ln n; so does one that fails with probability 1 − 1/n where there is one "
          "solution.",
          sharp, {"the human always solves it"}, "the imitator can fail", "proofs-notes/training.md#sudoku",
          "lib/qed/training/sudoku.hpp", "sudoku"),
      about_systems(
          "steganography",
          "The human hatches 2^m pixels by fair coins; the imitator by random words of the code RM(r, m) of "
          "dimension d, but with probability ε as the human does. Whoever looks at fewer than 2^(r+1) "
          "pixels, one after the other, has advantage 0; TV = (1 − ε)(1 − 2^(d − 2^m)). For any two laws "
          "KL(h‖p) ≥ "
          "ln 1/(1 − TV²): the log score loses at least so much.",
          sharp, {"r < m", "0 ≤ ε ≤ 1"}, "the laws are different", "proofs-notes/training.md#steganography",
          "lib/qed/training/steganography.hpp", "steganography"),
      about_systems(
          "retrodiction",
          "The mean p̂ of k importance weights has E p̂ = p, so P(p̂ ≥ c p) ≤ 1/c, and L_k = E ln p̂ never "
          "exceeds ln p; L_k ≤ "
          "L_{k+1}. A score ln p̂ is a score of the imitator and of its proposal.",
          "literature: Y. Burda, R. Grosse, R. Salakhutdinov, Importance Weighted Autoencoders (2016)",
          {"finitely many hidden causes", "the proposal draws every cause that matters"},
          "the estimate is not always p", "proofs-notes/training.md#retrodiction",
          "lib/qed/training/retrodiction.hpp", "retrodiction"),
      about_systems(
          "latent-training",
          "Of a finite family θ_k is best by the bound L_k (ELBO for k = 1, importance-weighted for more; "
          "for "
          "each answer with the best proposal offered), θ* by the true expected log score ℓ. Then L_k(θ_k) ≤ "
          "ℓ(θ_k), max L_k ≤ max L_{k+1}, and ℓ(θ*) − ℓ(θ_k) ≤ ℓ(θ*) − L_k(θ*): what is lost is at most the "
          "bound's gap at the best, which does not grow with k and tends to 0. So from some k on a best one "
          "is picked; ELBO may pick a worse one.",
          sharp,
          {"finitely many imitators, hidden causes, answers and proposals", "every weight is positive"},
          "the one picked by the bound is worse than the best", "proofs-notes/training.md#latent-training",
          "lib/qed/training/latent_training.hpp", "latent-variables"),
      about_systems(
          "model-counting",
          "Of N inputs, m independent uniform parity constraints leave Z with E Z = N/2^m and Var Z = N/2^m "
          "(1 − 2^−m). So P(Z ≥ c N/2^m) ≤ 1/c, P(|Z 2^m − N| > ε N) ≤ (2^m − 1)/(ε² N), and the N with (Z "
          "2^m − N)² ≤ N (2^m − 1)/q are a range that misses the true one with probability at most q; the "
          "range of the median of an odd number t of such Z misses it with probability at most P(Bin(t, q) > "
          "t/2).",
          "literature: J. Carter, M. Wegman, Universal Classes of Hash Functions (1979); S. Chakraborty, K. "
          "Meel, M. Vardi, A Scalable Approximate Model Counter (2013)",
          {"each bit is in each constraint by a fair coin, and the parity asked for is one too",
           "m is chosen by other constraints than these"},
          "two inputs and a constraint, or more", "proofs-notes/counting.md#model-counting",
          "lib/qed/training/model_counting.hpp", "model-counting"),
  };
}

}  // namespace qed
