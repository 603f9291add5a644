(** * The cube is needed

    Claim cubic-is-needed (proofs-notes/query-sum.md), for whole powers: for no power below 3 is there a bound on the
    query sum that depends on alpha, the prior and the number of actions alone. Two coins, a fair one and one that is
    off by [delta]: while both are collected theta is [delta], and a question changes the odds by [2 delta]. So it
    takes of the order of [1/delta^3] steps until one is dropped, which is a sum of squares of the order of [1/delta].

    The note measures the walk of the odds by logarithms, exactly. Here two rational functions of the odds [x] do, up
    to constants: [(x - alpha)(1/alpha - x)], which is positive inside only, says that steps are needed;
    [x / (1 + x)], which is between 0 and 1, says that the walk ends. *)

From Coq Require Import Bool List Arith Lia Sorted QArith Qcanon.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention QuerySum Rationals ProductGrowth.
Import ListNotations.
Local Open Scope num_scope.

(** What ranks after [j] and is collected weighs more than alpha times what [j] weighs. *)
Lemma collected_after {F : Num} {laws : ordered_field F} (C : class F) h i j :
  (forall k, 0 <= weight C h k) -> 0 < alpha C ->
  before C h j i -> In i (top C h) -> In j (rank C h) -> alpha C * weight C h j < weight C h i.
Proof.
  intros W A B I J. pose proof (rank_sorted C h) as S. unfold top in I. revert I J S.
  assert (T : (0 : F) <= 0) by apply le_refl. revert T. generalize (0 : F) at 2 3.
  assert (asym : ~ before C h i j).
  { intros [K | [K K']]; destruct B as [L | [L L']].
    - exact (lt_not_le _ _ K (lt_le _ _ L)).
    - rewrite L in K. exact (lt_irrefl _ K).
    - rewrite K in L. exact (lt_irrefl _ L).
    - lia. }
  induction (rank C h) as [| k l IH]; intros t T I J S; [destruct J |].
  destruct (collect_cons C h t k l) as [[P E] | [P E]]; rewrite E in I; [| destruct I].
  inversion S as [| ? ? S' after]; subst. rewrite Forall_forall in after.
  destruct I as [-> | I].
  - exfalso. destruct J as [-> | J]; [apply asym, B | apply asym, after, J].
  - destruct J as [-> | J].
    + eapply le_lt_trans; [| exact (collected_passes C h W A _ _ _ I)].
      apply mul_le_l; [apply lt_le, A |]. eapply le_trans; [| apply add_le2; [exact T | apply le_refl]].
      rewrite (F_add_0 (weight C h j)). apply le_refl.
    + apply (IH (t + weight C h k)); auto. apply add_nonneg; auto.
Qed.
