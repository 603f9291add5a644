(** * The log score at eta = 1/2

    Claim rule-query-sum (proofs-notes/other-rules.md), its form without the number of actions, and strong-central, at
    eta = 1/2: there a queried action multiplies a weight by [exp (1/2 * ln p)], the square root of the probability
    that the model gave to it. The mean of the ratios of square roots is the Bhattacharyya coefficient, and falls short
    of 1 by at least 1/8 of the squared relative shortfall. *)

From Coq Require Import Bool List Arith Lia Reals Lra Psatz.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention QuerySum Reals OtherRules.
Import ListNotations.
Local Open Scope num_scope.

(** Learning by the log score at eta = 1/2. *)
Definition half_log (C : class Real) : Prop :=
  forall m, In m (models C) -> forall v a, learns m v a = sqrt (predicts m v a).

Section HalfLog.
  Variable C : class Real.
  Hypotheses (V : valid C) (H : half_log C).
  Add Field Real_field : (@field_laws Real Real_laws).
  Notation T := (truth C).

  (** One action: [r] and [s] are the square roots of the probabilities under the model and the truth. *)
  Lemma square_roots (r s t : R) :
    (0 <= r -> 0 < s -> t = 0 \/ (t = 1 - r * r / (s * s) /\ 0 <= t) ->
     s * s * (r / s) <= (r * r + s * s) / 2 - 1 / 8 * (s * s * (t * t)))%R.
  Proof.
    intros R0 S0 [-> | [E P]].
    - replace (s * s * (r / s))%R with (s * r)%R by (field; lra).
      pose proof (Rle_0_sqr (s - r)) as Q. unfold Rsqr in Q. lra.
    - set (q := (r / s)%R) in *. assert (rq : (r = q * s)%R) by (unfold q; field; lra).
      assert (q0 : (0 <= q)%R) by (apply Rmult_le_pos; [exact R0 | left; apply Rinv_0_lt_compat, S0]).
      assert (tq : (t = (1 - q) * (1 + q))%R) by (rewrite E, rq; field; lra).
      assert (q1 : (q <= 1)%R).
      { destruct (Rle_dec q 1) as [L | L]; [exact L | exfalso].
        assert ((1 - q) * (1 + q) < 0)%R by nra. lra. }
      assert (K : (0 <= (1 - q) * (1 - q) * (4 - (1 + q) * (1 + q)))%R).
      { apply Rmult_le_pos; [apply Rle_0_sqr | nra]. }
      assert (s2 : (0 <= s * s)%R) by (apply Rle_0_sqr).
      pose proof (Rmult_le_pos _ _ s2 K) as M. rewrite tq, rq. fold q. lra.
  Qed.

  Lemma mu_pos_or_zero h a : (0 < mu C h a)%R \/ mu C h a = 0%R.
  Proof.
    pose proof (mu_nonneg C V h a) as P. apply Rle_num in P. destruct P as [P | P]; [left; exact P | right].
    symmetry. exact P.
  Qed.

  Lemma one_action m h a :
    In m (models C) ->
    mu C h a * (learns m (percepts h) a / learns (the C T) (percepts h) a) <=
    ((/ 2)%R : Real) * (predicts m (percepts h) a + mu C h a) -
    ((1 / 8)%R : Real) * (mu C h a * (short C m h a * short C m h a)).
  Proof.
    intro M. assert (I : In (the C T) (models C)) by (apply the_is_a_model, truth_is_a_model, V).
    rewrite (H m M), (H _ I). change (predicts (the C T) (percepts h) a) with (mu C h a).
    pose proof (proj1 (predictions_are_laws C V m M (percepts h)) a) as P. apply Rle_num in P.
    set (p := predicts m (percepts h) a : R) in *. unfold short. fold p.
    apply Rle_num. unfold div, sub. cbn [number zero one add mul opp inv Real] in *.
    destruct (mu_pos_or_zero h a) as [Q | Q].
    - set (q := mu C h a : R) in *.
      pose proof (sqrt_lt_R0 q Q) as s0. pose proof (sqrt_pos p) as r0.
      pose proof (sqrt_sqrt q (Rlt_le _ _ Q)) as qq. pose proof (sqrt_sqrt p P) as pp.
      set (t := max (F := Real) 0%R (1 + - (p * / q))%R : R) in *.
      assert (tt : (t = 0 \/ (t = 1 - sqrt p * sqrt p / (sqrt q * sqrt q) /\ 0 <= t))%R).
      { assert (t0 : (0 <= t)%R) by (apply Rle_num; apply (max_l (F := Real))).
        rewrite pp, qq. unfold Rdiv, Rminus.
        destruct (max_cases (F := Real) 0%R (1 + - (p * / q))%R) as [E | E]; [left | right; split]; assumption. }
      pose proof (square_roots (sqrt p) (sqrt q) t r0 s0 tt) as L. rewrite pp, qq in L.
      unfold Rdiv in L. lra.
    - rewrite Q. rewrite Rmult_0_l, Rplus_0_r, Rmult_0_l, Rmult_0_r, Ropp_0, Rplus_0_r.
      apply Rmult_le_pos; [lra | exact P].
  Qed.

  Lemma mean_of_roots m h :
    In m (models C) ->
    sum (actions C) (fun a => mu C h a * (learns m (percepts h) a / learns (the C T) (percepts h) a)) <=
    1 - ((1 / 8)%R : Real) * shortfall2 C m h.
  Proof.
    intro M. eapply le_trans; [apply sum_le; intros a _; apply (one_action m h a M) |].
    rewrite sum_sub, !sum_mul_l, sum_add, mu_sum by exact V.
    assert (E : sum (actions C) (predicts m (percepts h)) = 1)
      by exact (proj2 (predictions_are_laws C V m M (percepts h))).
    change (sum (actions C) (fun a => predicts m (percepts h) a))
      with (sum (actions C) (predicts m (percepts h))).
    rewrite E. fold (shortfall2 C m h). apply Rle_num. unfold sub. cbn [number one add mul opp Real]. lra.
  Qed.

  Lemma half_log_is_central : central C.
  Proof.
    assert (I : In (the C T) (models C)) by (apply the_is_a_model, truth_is_a_model, V).
    split.
    - intros m M v a. rewrite (H m M). apply Rle_num. apply sqrt_pos.
    - intros h a P. rewrite (H _ I). apply Rlt_num. apply Rlt_num in P. apply sqrt_lt_R0. exact P.
    - intros m M h. eapply le_trans; [apply (mean_of_roots m h M) |].
      assert (S : 0 <= shortfall2 C m h).
      { apply sum_nonneg. intros a _. apply mul_nonneg; [apply mu_nonneg, V | apply square_nonneg]. }
      apply Rle_num. apply Rle_num in S. unfold sub. cbn [number zero one add mul opp Real] in *. lra.
  Qed.

  Lemma half_log_is_shortfall_central : shortfall_central C (1 / 8)%R.
  Proof. split; [apply half_log_is_central | intros m M h; apply mean_of_roots, M]. Qed.
End HalfLog.
