(** * For ever

    Bounds that do not depend on the horizon hold for ever: sums do not fall with the horizon and retention does not
    rise, so they have limits, to which the bounds apply. And steps at which the question is forced: the first of them
    only move the odds (proofs-notes/trajectories.md, preconditioning). *)

From Coq Require Import Bool List Arith Lia Reals Lra.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention QuerySum Reals Main.
Import ListNotations.
Local Open Scope num_scope.

Section LastStep.
  Context {F : Num} {laws : ordered_field F} (C : class F).
  Add Field F_field : (@field_laws F laws).
  Hypothesis V : valid C.

  (** The last step of a longer horizon. *)
  Lemma expect_last n f h : expect C (S n) f h = expect C n (fun k => next C k (fun s => f (s :: k))) h.
  Proof.
    revert h. induction n as [| n IH]; intro h; [reflexivity |].
    change (next C h (fun s => expect C (S n) f (s :: h)) = next C h (fun s => expect C n
      (fun k => next C k (fun s => f (s :: k))) (s :: h))).
    apply next_ext; [exact V |]. intros s _. apply IH.
  Qed.

  (** What does not fall along a history does not fall with the horizon. *)
  Lemma expect_grows n f : (forall h s, f h <= f (s :: h)) -> expect C n f [] <= expect C (S n) f [].
  Proof.
    intro H. rewrite expect_last. apply expect_le; [exact V |]. intro k.
    rewrite <- (next_const C V k (f k)) at 1. apply next_le; [exact V |]. intros s _. apply H.
  Qed.

  Lemma sums_grow n p : S_ C p n <= S_ C p (S n).
  Proof.
    apply expect_grows. intros h s. unfold query_sum. cbn [along]. fold (query_sum C p h).
    pose proof (pow_nonneg _ p (theta_nonneg C V h)). apply (of_diff (theta C h ^ p)); [assumption | ring].
  Qed.

  Lemma loss_grows n :
    expect C n (fun h => indicator (negb (retained C h))) [] <=
    expect C (S n) (fun h => indicator (negb (retained C h))) [].
  Proof.
    apply (expect_grows n (fun h => indicator (negb (retained C h)))). intros h s. unfold retained. cbn [along].
    fold (retained C h). destruct (retained C h); cbn [negb indicator].
    - destruct (top_has C h (truth C)); cbn [andb negb indicator]; [apply le_refl | apply one_nonneg].
    - rewrite andb_false_r. apply le_refl.
  Qed.

  (** ** Forced questions: [n] steps at which the demonstrator is asked for sure *)

  Fixpoint demanded (n : nat) (f : history -> F) (h : history) : F :=
    match n with
    | O => f h
    | S n => sum (actions C) (fun a => mu C h a *
               sum (observations C) (fun o => environment C h true a o * demanded n f (Step true a o :: h)))
    end.

  Hypothesis central_rule : central C.

  Lemma demanded_odds n h : alive C h -> demanded n (X C) h <= X C h.
  Proof.
    revert h. induction n as [| n IH]; intros h A; cbn [demanded]; [apply le_refl |].
    apply le_trans with (sum (actions C) (fun a => mu C h a * sum_others C (fun i => odds C h i * ratio C i h a))).
    - apply sum_le. intros a I. pose proof (mu_nonneg C V h a) as M.
      destruct (num_eq_dec (mu C h a) 0) as [Z | N]; [rewrite Z; apply (of_diff 0); [apply le_refl | ring] |].
      assert (P : 0 < mu C h a) by (apply le_neq_lt; assumption). apply mul_le_l; [exact M |].
      apply le_trans with (sum (observations C) (fun o => environment C h true a o *
        sum_others C (fun i => odds C h i * ratio C i h a))).
      + apply sum_le. intros o _. apply mul_le_l; [apply environment_nonneg, V |].
        eapply le_trans; [apply IH |].
        * apply (stays_alive C central_rule); [exact A |]. split; [exact I | intros _; exact P].
        * rewrite X_is_a_sum. apply (of_diff 0); [apply le_refl |].
          rewrite (sum_others_ext C (odds C (Step true a o :: h)) (fun i => odds C h i * ratio C i h a)).
          -- ring.
          -- intros i _. apply (odds_after_query C central_rule); assumption.
      + rewrite sum_mul_r, environment_sum by exact V. apply (of_diff 0); [apply le_refl | ring].
    - rewrite swap_others, X_is_a_sum. apply sum_others_le. intros i _.
      rewrite (sum_ext _ _ (fun a => odds C h i * (mu C h a * ratio C i h a))) by (intros; ring).
      rewrite sum_mul_l. pose proof (mean_ratio C central_rule i h) as R.
      pose proof (odds_nonneg C V central_rule h i A).
      apply (of_diff (odds C h i * (1 - sum (actions C) (fun a => mu C h a * ratio C i h a)))); [nonneg | ring].
  Qed.

  Lemma demanded_le n f g h :
    (forall k, alive C k -> f k <= g k) -> alive C h -> demanded n f h <= demanded n g h.
  Proof.
    intro H. revert h. induction n as [| n IH]; intros h A; cbn [demanded]; [apply H, A |].
    apply sum_le. intros a I. pose proof (mu_nonneg C V h a) as M.
    destruct (num_eq_dec (mu C h a) 0) as [Z | N]; [rewrite Z; apply (of_diff 0); [apply le_refl | ring] |].
    apply mul_le_l; [exact M |]. apply sum_le. intros o _. apply mul_le_l; [apply environment_nonneg, V |].
    apply IH. apply (stays_alive C central_rule); [exact A |]. split; [exact I |]. intros _.
    apply le_neq_lt; assumption.
  Qed.

  Lemma demanded_mul n x f h : demanded n (fun k => x * f k) h = x * demanded n f h.
  Proof.
    revert h. induction n as [| n IH]; intro h; cbn [demanded]; [reflexivity |]. rewrite <- sum_mul_l.
    apply sum_ext. intros a _. rewrite (sum_ext _ _ (fun o => x * (environment C h true a o *
      demanded n f (Step true a o :: h)))) by (intros; rewrite IH; ring). rewrite sum_mul_l. ring.
  Qed.
End LastStep.

(** [claim preconditioning], the process with [n] forced questions: the mean of the odds after them, which is 1 over the
    posterior of the truth less 1, is at most that of the prior; and so are the risk and the cubic sum from then on.
    (Given the history after them: [Main.preconditioned_retention] and [Main.preconditioned_query_sum].) *)
Theorem forced_retention {F : Num} {laws : ordered_field F} (C : class F) n m :
  valid C -> bayesian C ->
  demanded C n (fun h => others C h / weight C h (truth C)) [] <= 1 / w C - 1 /\
  demanded C n (fun h => expect C m (fun k => indicator (negb (retained_since C (length h) k))) h) [] <=
  alpha C * (1 / w C - 1).
Proof.
  intros V B. pose proof (bayes_is_central C V B) as R. pose proof (alive_at_first C V) as A0.
  assert (M : demanded C n (X C) [] <= 1 / w C - 1).
  { eapply le_trans; [apply (demanded_odds C V R n [] A0) | apply X_at_first, V]. }
  split; [exact M |].
  apply le_trans with (demanded C n (fun h => alpha C * X C h) []).
  - apply (demanded_le C V R); [| exact A0]. intros k A. apply (preconditioned_retention C V B m k A).
  - rewrite demanded_mul by exact V. apply mul_le_l; [apply lt_le, alpha_is_positive, V | exact M].
Qed.

Theorem forced_query_sum (C : class Real) n m :
  valid C -> bayesian C ->
  demanded C n (fun h => expect C m (query_sum C 3) h - query_sum C 3 h) [] <= three / alpha C * (1 / w C - 1).
Proof.
  intros V B. pose proof (bayes_is_central C V B) as R. pose proof (alive_at_first C V) as A0.
  apply le_trans with (demanded C n (fun h => three / alpha C * X C h) []).
  - apply (demanded_le C V R); [| exact A0]. intros k A. apply (preconditioned_query_sum C V B m k A).
  - rewrite demanded_mul by exact V. apply mul_le_l.
    + apply div_nonneg; [apply lt_le, three_pos | apply alpha_is_positive, V].
    + eapply le_trans; [apply (demanded_odds C V R n [] A0) | apply X_at_first, V].
Qed.

(** ** Limits *)

Section Limits.
  Local Open Scope R_scope.

  Lemma limit_below (u : nat -> R) b :
    (forall n, u n <= u (S n)) -> (forall n, u n <= b) -> exists l, Un_cv u l /\ l <= b.
  Proof.
    intros G B. assert (K : is_upper_bound (EUn u) b) by (intros x [n ->]; apply B).
    destruct (completeness (EUn u)) as [l L]; [exists b; exact K | exists (u 0%nat), 0%nat; reflexivity |].
    exists l. split; [apply (Un_cv_crit_lub u G l L) | apply L, K].
  Qed.
End Limits.

(** [claims truth-retention-sharp, cubic-query-sum-sharp], for ever: the probability that the truth is kept, and the sum
    of cubes, have limits, with the same bounds. *)
Theorem for_ever (C : class Real) :
  valid C -> bayesian C ->
  (exists kept, Un_cv (fun n => probability C n (retained C)) kept /\ (1 - alpha C * (1 / w C - 1) <= kept)%R) /\
  (exists total, Un_cv (S_ C 3) total /\ (total <= 3 / alpha C * (1 / w C - 1))%R).
Proof.
  intros V B. split.
  - destruct (limit_below (fun n => expect C n (fun h => indicator (negb (retained C h))) [])
      (alpha C * (1 / w C - 1))%R) as [l [L Lb]].
    + intro n. apply Rle_num, loss_grows, V.
    + intro n. pose proof (truth_retention_sharp C V B n) as K. rewrite (probability_of_retention C V) in K.
      apply Rle_num in K. unfold sub in K. cbn [number zero one add mul opp Real] in K. unfold div in K.
      cbn [number mul inv Real] in K. unfold Rdiv, Rminus. lra.
    + exists (1 - l)%R. split.
      * intros eps E. destruct (L eps E) as [N H]. exists N. intros n Ln. specialize (H n Ln). cbn beta in H.
        rewrite (probability_of_retention C V). unfold R_dist in *. unfold sub. cbn [number one add opp Real].
        set (x := expect C n (fun h => indicator (negb (retained C h))) [] : R) in *.
        replace (1 + - x - (1 - l))%R with (- (x - l))%R by ring. rewrite Rabs_Ropp. exact H.
      * unfold Rminus in *. lra.
  - apply limit_below.
    + intro n. apply Rle_num, sums_grow, V.
    + intro n. pose proof (cubic_query_sum_sharp C V B n) as K. apply Rle_num in K.
      replace 3%R with (three : Real) by (unfold three; cbn; ring). exact K.
Qed.
