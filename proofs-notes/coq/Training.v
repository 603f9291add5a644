(** * Training

    Claims distinguisher, distinguisher-game and retrodiction (proofs-notes/training.md), as far as they are sums over
    finitely many outcomes: the best distinguisher's advantage is the total variation distance; against the demonstrator
    nobody has any; and an estimate whose mean is p is rarely much above p, and has a mean logarithm of at most ln p. *)

From Coq Require Import Bool List Arith Lia Reals Lra.
From Demonstrandum Require Import Numbers Definitions Costs Reals.
Import ListNotations.
Local Open Scope num_scope.

Section Distinguisher.
  Context {F : Num} {laws : ordered_field F} (n : nat).
  Add Field F_field : (@field_laws F laws).

  (** How much likelier [D] says yes to the human [h] than to the imitator [p]. *)
  Definition advantage (h p D : nat -> F) : F := sum (seq 0 n) (fun y => D y * (h y - p y)).
  Definition total_variation (h p : nat -> F) : F := sum (seq 0 n) (fun y => max 0 (h y - p y)).

  Lemma max_and_magnitude (x : F) : (1 + 1) * max 0 x = magnitude x + x.
  Proof.
    destruct (le_total 0 x) as [P | P].
    - assert (max 0 x = x) as ->.
      { apply le_antisym; [| apply max_r]. destruct (max_cases 0 x) as [-> | ->]; [exact P | apply le_refl]. }
      assert (magnitude x = x) as ->; [| ring].
      apply le_antisym; [| apply magnitude_up]. unfold magnitude.
      destruct (max_cases x (0 - x)) as [-> | ->]; [apply le_refl |]. apply (of_diff (x + x)); [nonneg | ring].
    - assert (max 0 x = 0) as ->.
      { apply le_antisym; [| apply max_l]. destruct (max_cases 0 x) as [-> | ->]; [apply le_refl | exact P]. }
      assert (magnitude x = 0 - x) as ->; [| ring].
      apply le_antisym; [| apply magnitude_down]. unfold magnitude. pose proof (sub_nonneg _ _ P) as Q.
      destruct (max_cases x (0 - x)) as [-> | ->]; [| apply le_refl].
      apply (of_diff ((0 - x) + (0 - x))); [nonneg | ring].
  Qed.

  (** [claim distinguisher]: over all, with equality for the one that asks whether [h] is larger; so over any class. *)
  Theorem distinguisher (h p : nat -> F) :
    law n h -> law n p ->
    (forall D, (forall y, 0 <= D y <= 1) -> advantage h p D <= total_variation h p) /\
    advantage h p (fun y => indicator (leb (p y) (h y))) = total_variation h p /\
    (1 + 1) * total_variation h p = distance n h p.
  Proof.
    intros [_ H] [_ P]. split; [| split].
    - intros D R. apply sum_le. intros y _. destruct (R y) as [d0 d1].
      pose proof (max_l 0 (h y - p y)) as M0. pose proof (max_r 0 (h y - p y)) as M1.
      set (x := h y - p y) in *. set (m := max 0 x) in *.
      apply (of_diff (D y * (m - x) + (1 - D y) * m)); [nonneg | ring].
    - apply sum_ext. intros y _. unfold max. destruct (le_lt_dec (p y) (h y)) as [L | L].
      + pose proof (sub_nonneg _ _ L) as K. unfold le in L, K. rewrite L, K. cbn [indicator]. ring.
      + assert (K : leb 0 (h y - p y) = false).
        { apply not_true_is_false. intro K. apply (lt_not_le _ _ L). apply (of_diff (h y - p y)); [exact K | ring]. }
        unfold lt in L. rewrite L, K. cbn [indicator]. ring.
    - unfold total_variation, distance. rewrite <- sum_mul_l.
      rewrite (sum_ext _ _ (fun y => magnitude (h y - p y) + (h y - p y))) by (intros; apply max_and_magnitude).
      rewrite sum_add, sum_sub, H, P. ring.
  Qed.

  (** [claim distinguisher-game], its last part: against the demonstrator every advantage is 0, and a constant has none
      against anyone. So with the demonstrator on one side and a constant on the other the value is 0. *)
  Theorem nobody_tells_the_demonstrator (h p D : nat -> F) c :
    law n h -> law n p -> advantage h h D = 0 /\ advantage h p (fun _ => c) = 0.
  Proof.
    intros [_ H] [_ P]. split; unfold advantage.
    - apply sum_zero. intros. ring.
    - rewrite sum_mul_l, sum_sub, H, P. ring.
  Qed.
End Distinguisher.

Section Retrodiction.
  Add Field Real_field : (@field_laws Real Real_laws).
  Variables (n : nat) (r : nat -> Real).
  Hypothesis L : law n r.

  (** [claim retrodiction]: the importance weight of one draw from [r] has the mean that is sought, where [r] draws all
      that matters. Any estimate [X] with mean [p] that is not negative: Markov's inequality. And where it is positive:
      its mean logarithm, the evidence lower bound, is at most ln p. *)
  Theorem retrodiction (X joint : nat -> Real) :
    ((forall z, (z < n)%nat -> joint z <> 0 -> 0 < r z) ->
     sum (seq 0 n) (fun z => r z * (joint z / r z)) = sum (seq 0 n) joint) /\
    (let p := sum (seq 0 n) (fun z => r z * X z) in
     ((forall z, 0 <= X z) -> forall c, 0 < c -> 0 < p ->
      sum (seq 0 n) (fun z => r z * indicator (leb (c * p) (X z))) <= 1 / c) /\
     ((forall z, (z < n)%nat -> 0 < X z) -> sum (seq 0 n) (fun z => r z * (ln (X z) : Real)) <= (ln p : Real))).
  Proof.
    split; [| split].
    - intro S. apply sum_ext. intros z Z. apply in_seq in Z. destruct (num_eq_dec (joint z) 0) as [E | N].
      + rewrite E. unfold div. ring.
      + specialize (S z ltac:(lia) N). field. apply lt_neq, S.
    - intros P c c0 p0. set (p := sum (seq 0 n) (fun z => r z * X z)) in *.
      apply (mul_le_inv (c * p)); [apply mul_pos; assumption |].
      replace (c * p * (1 / c)) with p by (field; apply lt_neq, c0).
      rewrite <- sum_mul_l. apply sum_le. intros z _. pose proof (proj1 L z) as rz. pose proof (P z) as xz.
      destruct (leb (c * p) (X z)) eqn:K; cbn [indicator].
      + apply (of_diff (r z * (X z - c * p))); [| ring]. apply mul_nonneg; [exact rz | apply sub_nonneg, K].
      + apply (of_diff (r z * X z)); [nonneg | ring].
    - intro P. set (p := sum (seq 0 n) (fun z => r z * X z)).
      assert (p0 : 0 < p).
      { apply le_neq_lt.
        - apply sum_nonneg. intros z Z. apply in_seq in Z. apply mul_nonneg; [apply L | apply lt_le, P; lia].
        - intro Z. apply (one_neq_zero (F := Real)). rewrite <- (proj2 L). apply sum_zero. intros z I.
          assert (K : r z * X z <= 0).
          { rewrite <- Z. apply (sum_one_le (seq 0 n) (fun z => r z * X z) z); [| exact I].
            intros y Y. apply in_seq in Y. apply mul_nonneg; [apply L | apply lt_le, P; lia]. }
          apply in_seq in I. specialize (P z ltac:(lia)).
          assert (E : X z * r z = 0).
          { apply le_antisym; [| apply mul_nonneg; [apply lt_le, P | apply L]].
            eapply le_trans; [| exact K]. apply (of_diff 0); [apply le_refl | ring]. }
          exact (mul_eq_zero _ _ E (lt_neq _ _ P)). }
      apply (of_diff (sum (seq 0 n) (fun z => r z * ((ln p : Real) - (ln (X z) : Real))))).
      2: { set (lp := ln p : Real). set (lx := fun z => ln (X z) : Real).
           change (lp - sum (seq 0 n) (fun z => r z * lx z) = sum (seq 0 n) (fun z => r z * (lp - lx z))).
           rewrite (sum_ext (seq 0 n) (fun z => r z * (lp - lx z)) (fun z => r z * lp - r z * lx z)) by (intros; ring).
           rewrite sum_sub, sum_mul_r, (proj2 L). ring. }
      apply le_trans with (sum (seq 0 n) (fun z => r z * (1 - X z / p))).
      + rewrite (sum_ext _ _ (fun z => r z - r z * X z * (1 / p))) by (intros; field; apply lt_neq, p0).
        rewrite sum_sub, sum_mul_r, (proj2 L). fold p. apply (of_diff 0); [apply le_refl |]. field. apply lt_neq, p0.
      + apply sum_le. intros z Z. apply in_seq in Z. apply mul_le_l; [apply L |].
        specialize (P z ltac:(lia)). apply Rlt_num in P, p0. apply Rle_num. unfold sub, div.
        cbn [number zero one add mul opp inv Real] in *. set (x := X z : R) in *. set (q := p : R) in *.
        pose proof (ln_tangent (x / q) ltac:(apply Rdiv_lt_0_compat; assumption)) as T. unfold Rdiv in T.
        rewrite ln_mult, ln_Rinv in T by (try apply Rinv_0_lt_compat; assumption). lra.
  Qed.
End Retrodiction.
