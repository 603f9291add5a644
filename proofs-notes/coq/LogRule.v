(** * The log score

    Claim rule-query-sum (proofs-notes/other-rules.md), its form without the number of actions: learning by the log
    score at eta, a queried action multiplies a weight by the power eta of the probability that the model gave to it. A
    power is below its tangent at 1, and for ratios [r] up to 1 by [eta (1 - eta) / 2 (1 - r)^2]: so on a question the
    odds fall by as much times the squared relative shortfall. *)

From Coq Require Import Bool List Arith Lia Reals Lra Psatz.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention QuerySum Reals OtherRules.
Import ListNotations.

(** Learning by the log score at eta: [exp (eta * ln p)], and 0 for p = 0. *)
Definition log_rule (eta : R) (C : class Real) : Prop :=
  forall m, In m (models C) -> forall v a, learns m v a = power eta (predicts m v a).

(** ** Powers *)

Section Powers.
  Local Open Scope R_scope.

  Lemma power_zero eta : power eta 0 = 0.
  Proof. unfold power. destruct (Rle_dec 0 0); [reflexivity | lra]. Qed.

  Lemma power_pos eta x : 0 < x -> power eta x = Rpower x eta.
  Proof. intro P. unfold power. destruct (Rle_dec x 0); [lra | reflexivity]. Qed.

  Lemma power_nonneg eta x : 0 <= power eta x.
  Proof. unfold power. destruct (Rle_dec x 0); [lra | left; apply exp_pos]. Qed.

  Lemma power_half x : 0 <= x -> power (/ 2) x = sqrt x.
  Proof.
    intros [P | <-]; [| rewrite power_zero, sqrt_0; reflexivity].
    rewrite power_pos by exact P. apply Rpower_sqrt, P.
  Qed.

  Lemma power_ratio eta x y : 0 <= x -> 0 < y -> power eta x * / power eta y = power eta (x / y).
  Proof.
    intros [X | <-] Y.
    - assert (D : 0 < x / y) by (apply Rdiv_lt_0_compat; assumption).
      rewrite !power_pos by assumption. unfold Rpower. rewrite <- exp_Ropp, <- exp_plus. f_equal.
      unfold Rdiv. rewrite ln_mult, ln_Rinv by (assumption || (apply Rinv_0_lt_compat; assumption)). ring.
    - replace (0 / y) with 0 by (field; lra). rewrite power_zero. ring.
  Qed.

  Variable eta : R.
  Hypothesis E : 0 < eta < 1.
  Notation k := (eta * (1 - eta) / 2).

  Lemma power_below_tangent r : 0 <= r -> power eta r <= 1 + eta * (r - 1).
  Proof.
    intros [P | <-]; [| rewrite power_zero; lra].
    rewrite power_pos by exact P. unfold Rpower. pose proof (bernoulli eta (ln r) ltac:(lra)) as B.
    rewrite exp_ln in B by exact P. lra.
  Qed.

  Lemma power_gap r : 0 <= r -> r <= 1 -> power eta r <= 1 - eta * (1 - r) - k * ((1 - r) * (1 - r)).
  Proof.
    intros [P | <-] L; [| rewrite power_zero; nra].
    rewrite power_pos by exact P. destruct L as [L | ->].
    2: { unfold Rpower. rewrite ln_1, Rmult_0_r, exp_0. lra. }
    set (f := fun u : R => 1 - eta * (1 - u) - k * ((1 - u) * (1 - u)) - Rpower u eta).
    set (f' := fun u : R => eta + eta * (1 - eta) * (1 - u) - eta * Rpower u (eta - 1)).
    assert (derivative : forall u, r <= u <= 1 -> derivable_pt_lim f u (f' u)).
    { intros u U. unfold f, f'. apply (derivable_pt_lim_minus
        (fun u => 1 - eta * (1 - u) - k * ((1 - u) * (1 - u))) (fun u => Rpower u eta));
        [| apply derivable_pt_lim_power; lra].
      replace (eta + eta * (1 - eta) * (1 - u)) with
        ((0 - (0 * (1 - u) + eta * (0 - 1))) - (0 * ((1 - u) * (1 - u)) + k * ((0 - 1) * (1 - u) + (1 - u) * (0 - 1))))
        by field.
      assert (D1 : derivable_pt_lim (fun u => 1 - u) u (0 - 1)).
      { apply (derivable_pt_lim_minus (fct_cte 1) id); [apply derivable_pt_lim_const | apply derivable_pt_lim_id]. }
      apply (derivable_pt_lim_minus (fun u => 1 - eta * (1 - u)) (fun u => k * ((1 - u) * (1 - u)))).
      - apply (derivable_pt_lim_minus (fct_cte 1) (fun u => eta * (1 - u))); [apply derivable_pt_lim_const |].
        apply (derivable_pt_lim_mult (fct_cte eta) (fun u => 1 - u)); [apply derivable_pt_lim_const | exact D1].
      - apply (derivable_pt_lim_mult (fct_cte k) (fun u => (1 - u) * (1 - u))); [apply derivable_pt_lim_const |].
        apply (derivable_pt_lim_mult (fun u => 1 - u) (fun u => 1 - u)); exact D1. }
    destruct (MVT_cor2 f f' r 1 L derivative) as [c [M [rc c1]]].
    assert (f1 : f 1 = 0) by (unfold f, Rpower; rewrite ln_1, Rmult_0_r, exp_0; field).
    assert (falls : f' c <= 0).
    { unfold f'. assert (c0 : 0 < c) by lra. pose proof (ln_tangent c c0) as T.
      assert (G : 1 + (1 - eta) * (1 - c) <= Rpower c (eta - 1)).
      { unfold Rpower. pose proof (exp_ineq1_le ((eta - 1) * ln c)) as X.
        assert (0 <= (1 - eta) * (c - 1 - ln c)) by (apply Rmult_le_pos; lra). lra. }
      assert (0 <= eta * (Rpower c (eta - 1) - (1 + (1 - eta) * (1 - c)))) by (apply Rmult_le_pos; lra). lra. }
    assert (0 <= f r) by (rewrite f1 in M; assert (0 <= - f' c * (1 - r)) by (apply Rmult_le_pos; lra); lra).
    unfold f in *. lra.
  Qed.
End Powers.

(** ** The odds on a question *)

Local Open Scope num_scope.

Section LogRule.
  Variable C : class Real.
  Variable eta : R.
  Hypotheses (V : valid C) (H : log_rule eta C) (E : (0 < eta < 1)%R).
  Add Field Real_field : (@field_laws Real Real_laws).
  Notation T := (truth C).

  (** By what share of the squared relative shortfall the odds fall. *)
  Definition fall : R := (eta * (1 - eta) / 2)%R.

  Lemma fall_pos : (0 < fall)%R.
  Proof. unfold fall. assert (0 < eta * (1 - eta))%R by (apply Rmult_lt_0_compat; lra). lra. Qed.

  Lemma one_action m h a :
    In m (models C) ->
    mu C h a * (learns m (percepts h) a / learns (the C T) (percepts h) a) <=
    ((eta : Real) * predicts m (percepts h) a + ((1 - eta)%R : Real) * mu C h a) -
    (fall : Real) * (mu C h a * (short C m h a * short C m h a)).
  Proof.
    intro M. assert (I : In (the C T) (models C)) by (apply the_is_a_model, truth_is_a_model, V).
    rewrite (H m M), (H _ I). change (predicts (the C T) (percepts h) a) with (mu C h a).
    pose proof (proj1 (predictions_are_laws C V m M (percepts h)) a) as P. apply Rle_num in P.
    pose proof (mu_nonneg C V h a) as Q. apply Rle_num in Q.
    unfold short. set (p := predicts m (percepts h) a : R) in *. set (q := mu C h a : R) in *.
    apply Rle_num. unfold div, sub. cbn [number zero one add mul opp inv Real] in *.
    destruct Q as [Q | Z]; [| rewrite <- Z; assert (0 <= eta * p)%R by (apply Rmult_le_pos; lra); lra].
    rewrite power_ratio by assumption.
    assert (R0 : (0 <= p / q)%R) by (apply Rmult_le_pos; [exact P | left; apply Rinv_0_lt_compat, Q]).
    set (t := max (F := Real) 0%R (1 + - (p * / q))%R : R).
    assert (K : (power eta (p / q) <= 1 + eta * (p / q - 1) - fall * (t * t))%R).
    { unfold t, max. cbn [leb Real]. unfold Rleb. destruct (Rle_dec 0 (1 + - (p * / q))) as [L | L].
      - pose proof (power_gap eta E (p / q) R0 ltac:(unfold Rdiv; lra)) as G. unfold fall, Rdiv in *. lra.
      - pose proof (power_below_tangent eta E (p / q) R0) as G. lra. }
    apply (Rmult_le_compat_l q) in K; [| left; exact Q].
    eapply Rle_trans; [exact K |]. right. field. lra.
  Qed.

  Lemma mean_of_powers m h :
    In m (models C) ->
    sum (actions C) (fun a => mu C h a * (learns m (percepts h) a / learns (the C T) (percepts h) a)) <=
    1 - (fall : Real) * shortfall2 C m h.
  Proof.
    intro M. eapply le_trans; [apply sum_le; intros a _; apply (one_action m h a M) |].
    rewrite sum_sub, sum_add, !sum_mul_l, mu_sum by exact V.
    assert (S : sum (actions C) (predicts m (percepts h)) = 1)
      by exact (proj2 (predictions_are_laws C V m M (percepts h))).
    change (sum (actions C) (fun a => predicts m (percepts h) a))
      with (sum (actions C) (predicts m (percepts h))).
    rewrite S. fold (shortfall2 C m h). apply Rle_num. unfold sub. cbn [number one add mul opp Real]. lra.
  Qed.

  Lemma log_is_central : central C.
  Proof.
    assert (I : In (the C T) (models C)) by (apply the_is_a_model, truth_is_a_model, V).
    split.
    - intros m M v a. rewrite (H m M). apply Rle_num. apply power_nonneg.
    - intros h a P. rewrite (H _ I). apply Rlt_num. apply Rlt_num in P.
      change (predicts (the C T) (percepts h) a) with (mu C h a). rewrite power_pos by exact P. apply exp_pos.
    - intros m M h. eapply le_trans; [apply (mean_of_powers m h M) |].
      assert (S : 0 <= (fall : Real) * shortfall2 C m h).
      { apply mul_nonneg; [apply Rle_num; left; exact fall_pos |].
        apply sum_nonneg. intros a _. apply mul_nonneg; [apply mu_nonneg, V | apply square_nonneg]. }
      apply (of_diff ((fall : Real) * shortfall2 C m h)); [exact S | ring].
  Qed.

  Lemma log_is_shortfall_central : shortfall_central C fall.
  Proof. split; [apply log_is_central | intros m M h; apply mean_of_powers, M]. Qed.
End LogRule.
