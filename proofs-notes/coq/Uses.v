(** * Uses of the imitator

    Claims quantilizer and bounded-cost (the part for costs however large): what is done with the imitator's law in
    one step. *)

From Coq Require Import Bool List Arith Lia.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep.
Import ListNotations.
Local Open Scope num_scope.

Section Uses.
  Context {F : Num} {laws : ordered_field F}.
  Add Field F_field : (@field_laws F laws).

  (** [Q] is a q-quantilizer of [base] for a utility: it takes no more than [base / q] of anything, and something worse
      only where all that is better is taken in full. (How equals share is left open.) *)
  Record quantilizer_of (n : nat) (base utility : action -> F) (q : F) (Q : action -> F) : Prop := {
    takes_a_law : law n Q;
    takes_at_most : forall a, (a < n)%nat -> Q a * q <= base a;
    takes_the_best : forall a b, (a < n)%nat -> (b < n)%nat -> utility b < utility a -> 0 < Q b -> Q a * q = base a
  }.

  Lemma quantilizer_ratio n base utility q Q a :
    0 < q -> quantilizer_of n base utility q Q -> (a < n)%nat -> Q a <= base a / q.
  Proof.
    intros P H L. apply (mul_le_inv q); [exact P |].
    apply (of_diff (base a - Q a * q)); [apply sub_nonneg, (takes_at_most _ _ _ _ _ H a L) |].
    field. apply lt_neq, P.
  Qed.

  (** The law of the imitator's action. *)
  Definition im (C : class F) (h : history) (a : action) : F := agreed C h a + theta C h * mu C h a.

  Proposition quantilizer_here (C : class F) h utility q Q a :
    top_has C h (truth C) = true -> 0 < q ->
    quantilizer_of (action_count C) (im C h) utility q Q -> (a < action_count C)%nat ->
    Q a <= (1 + theta C h) * mu C h a / q.
  Proof.
    intros T P H L. eapply le_trans; [apply (quantilizer_ratio _ _ _ _ _ _ P H L) |].
    apply mul_le_r; [apply inv_nonneg, P |]. unfold im.
    pose proof (no_query_dominance_here C h a T) as D. cbn [imitator] in D.
    apply (of_diff (mu C h a - agreed C h a)); [nonneg | ring].
  Qed.

  (** Over a base that is close to the truth, but by no ratio, nothing is left: at any distance e there is a base
      whose quantilizer surely does what the truth never does. *)
  Theorem quantilizer_of_close e :
    0 < e -> e < 1 ->
    let mu := fun a => match a with 0%nat => 1 | _ => 0 end : F in
    let base := fun a => match a with 0%nat => 1 - e | 1%nat => e | _ => 0 end : F in
    let Q := fun a => match a with 1%nat => 1 | _ => 0 end : F in
    law 2 mu /\ law 2 base /\ quantilizer_of 2 base (fun a => of_nat a) e Q /\ mu 1%nat = 0 /\ Q 1%nat = 1.
  Proof.
    intros P L mu_ base Q.
    assert (0 <= 1 - e) by (apply sub_nonneg, lt_le, L).
    repeat split; try reflexivity.
    - intros [| a]; cbn; nonneg.
    - cbn. ring.
    - intros [| [| a]]; cbn; nonneg.
    - cbn. ring.
    - intros [| [| a]]; cbn; nonneg.
    - cbn. ring.
    - intros [| [| a]] A; cbn; try lia; [| apply (of_diff 0); [nonneg | ring]].
      apply (of_diff (1 - e)); [nonneg | ring].
    - intros a b A B U K. destruct b as [| [| b]]; cbn in K; try (exfalso; exact (lt_irrefl _ K)); try lia.
      destruct a as [| [| a]]; try lia; exfalso; apply (lt_not_le _ _ U); cbn; [| apply le_refl].
      apply (of_diff (1 + 0)); [nonneg | ring].
  Qed.

  (** A non-negative cost, however large, is at most [1 + theta] times the demonstrator's on average. *)
  Proposition cost_here (C : class F) h (cost : action -> F) :
    top_has C h (truth C) = true -> (forall a, 0 <= cost a) ->
    sum (actions C) (fun a => im C h a * cost a) <= (1 + theta C h) * sum (actions C) (fun a => mu C h a * cost a).
  Proof.
    intros T P. rewrite <- sum_mul_l. apply sum_le. intros a _.
    pose proof (no_query_dominance_here C h a T) as D. cbn [imitator] in D. unfold im.
    specialize (P a). apply (of_diff ((mu C h a - agreed C h a) * cost a)); [nonneg | ring].
  Qed.
End Uses.
