(** * Uses of the imitator

    Claim quantilizer (proofs-notes/uses.md), and of bounded-cost the part for costs however large: what is done with
    the imitator's law in one step. *)

From Coq Require Import Bool List Arith Lia.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep.
Import ListNotations.
Local Open Scope num_scope.

Section Uses.
  Context {F : Num} {laws : ordered_field F}.
  Add Field F_field : (@field_laws F laws).

  (** [Q] is a q-quantilizer of [base] for a utility: of the same total, it takes no more than [base / q] of anything,
      and something worse only where all that is better is taken in full. (How equals share is left open.) *)
  Record quantilizer_of (n : nat) (base utility : action -> F) (q : F) (Q : action -> F) : Prop := {
    takes_nonneg : forall a, 0 <= Q a;
    takes_all : sum (seq 0 n) Q = sum (seq 0 n) base;
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

  (** The least utility among what is taken. *)
  Lemma least_taken (l : list nat) (Q utility : action -> F) :
    (exists b, In b l /\ 0 < Q b) ->
    exists b, In b l /\ 0 < Q b /\ forall a, In a l -> 0 < Q a -> utility b <= utility a.
  Proof.
    induction l as [| i l IH]; intros [b [I P]]; [destruct I |].
    assert (tail : (exists b, In b l /\ 0 < Q b) \/ ~ exists b, In b l /\ 0 < Q b).
    { clear. induction l as [| j l [[b [I P]] | N]]; [right; intros [b [[] _]] | |].
      - left. exists b. split; [right; exact I | exact P].
      - destruct (le_lt_dec (Q j) 0) as [L | L]; [right | left; exists j; split; [left; reflexivity | exact L]].
        intros [b [[-> | I] P]]; [exact (lt_not_le _ _ P L) | apply N; eauto]. }
    destruct tail as [T | T].
    - destruct (IH T) as [c [Ic [Pc Lc]]]. destruct (le_lt_dec (Q i) 0) as [N | Pi].
      + exists c. split; [right; exact Ic |]. split; [exact Pc |]. intros a [<- | Ia] Pa; [| auto].
        exfalso. exact (lt_not_le _ _ Pa N).
      + destruct (le_total (utility i) (utility c)) as [L | L].
        * exists i. split; [left; reflexivity |]. split; [exact Pi |]. intros a [<- | Ia] Pa; [apply le_refl |].
          eapply le_trans; [exact L | auto].
        * exists c. split; [right; exact Ic |]. split; [exact Pc |]. intros a [<- | Ia] Pa; [exact L | auto].
    - destruct I as [<- | I]; [| exfalso; eauto]. exists i. split; [left; reflexivity |]. split; [exact P |].
      intros a [<- | Ia] Pa; [apply le_refl | exfalso; eauto].
  Qed.

  (** No [P] of the same total with [P <= base / q] has more utility. *)
  Lemma quantilizer_is_best n base utility q Q P :
    0 < q -> quantilizer_of n base utility q Q ->
    (forall a, 0 <= P a) -> sum (seq 0 n) P = sum (seq 0 n) base -> (forall a, (a < n)%nat -> P a * q <= base a) ->
    sum (seq 0 n) (fun a => P a * utility a) <= sum (seq 0 n) (fun a => Q a * utility a).
  Proof.
    intros q0 [Qn Qt Qm Qb] Pn Pt Pm.
    assert (zero : (exists b, In b (seq 0 n) /\ 0 < Q b) \/ forall a, In a (seq 0 n) -> Q a = 0).
    { generalize (seq 0 n). induction l as [| i l [[b [I L]] | Z]]; [right; intros a [] | |].
      - left. exists b. split; [right; exact I | exact L].
      - destruct (num_eq_dec (Q i) 0) as [E | N]; [right | left].
        + intros a [<- | I]; [exact E | apply Z, I].
        + exists i. split; [left; reflexivity |]. apply le_neq_lt; [apply Qn | exact N]. }
    destruct zero as [T | Z].
    2: { (* nothing is taken, so there is nothing *)
      assert (Z' : sum (seq 0 n) P = 0) by (rewrite Pt, <- Qt; apply sum_zero, Z).
      assert (PZ : forall a, In a (seq 0 n) -> P a = 0).
      { intros a I. apply le_antisym; [| apply Pn]. rewrite <- Z'. apply (sum_one_le (seq 0 n) P a); [auto | exact I]. }
      apply sum_le. intros a I. rewrite (Z a I), (PZ a I). apply le_refl. }
    destruct (least_taken (seq 0 n) Q utility T) as [b [Ib [Pb Lb]]]. set (c := utility b) in *.
    assert (E : sum (seq 0 n) (fun a => (Q a - P a) * (utility a - c)) =
                sum (seq 0 n) (fun a => Q a * utility a) - sum (seq 0 n) (fun a => P a * utility a)).
    { rewrite (sum_ext _ (fun a => (Q a - P a) * (utility a - c))
                 (fun a => (Q a * utility a - P a * utility a) - (Q a * c - P a * c))) by (intros; ring).
      assert (Qc : sum (seq 0 n) (fun a => Q a * c) = sum (seq 0 n) base * c)
        by (rewrite sum_mul_r; f_equal; exact Qt).
      assert (Pc : sum (seq 0 n) (fun a => P a * c) = sum (seq 0 n) base * c)
        by (rewrite sum_mul_r; f_equal; exact Pt).
      rewrite !sum_sub. match goal with |- _ - (?x - ?y) = _ =>
        replace x with (sum (seq 0 n) base * c) by (symmetry; exact Qc);
        replace y with (sum (seq 0 n) base * c) by (symmetry; exact Pc) end.
      match goal with |- ?x - _ = _ => transitivity x; [ring | reflexivity] end. }
    apply (of_diff (sum (seq 0 n) (fun a => (Q a - P a) * (utility a - c)))); [| rewrite E; reflexivity].
    apply sum_nonneg. intros a I. assert (La : (a < n)%nat) by (apply in_seq in I; lia).
    assert (Lb' : (b < n)%nat) by (apply in_seq in Ib; lia).
    destruct (le_lt_dec (utility a) c) as [U | U].
    - destruct (num_eq_dec (utility a) c) as [Eq | Ne]; [rewrite Eq; apply (of_diff 0); [apply le_refl | ring] |].
      assert (Qz : Q a = 0).
      { destruct (num_eq_dec (Q a) 0) as [Z | N]; [exact Z | exfalso].
        apply Ne, le_antisym; [exact U | apply Lb; [exact I |]]. apply le_neq_lt; [apply Qn | exact N]. }
      rewrite Qz. specialize (Pn a). apply (of_diff (P a * (c - utility a))); [nonneg | ring].
    - assert (Full : Q a * q = base a) by (apply (Qb a b); assumption).
      apply mul_nonneg; [| apply sub_nonneg, lt_le, U]. apply sub_nonneg. apply (mul_le_inv q); [exact q0 |].
      specialize (Pm a La). rewrite <- Full in Pm.
      apply (of_diff (Q a * q - P a * q)); [apply sub_nonneg, Pm | ring].
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

  (** Asking as ever, and quantilizing only what it would do by itself. *)
  Proposition quantilizer_of_own (C : class F) h utility q Q a :
    valid C -> top_has C h (truth C) = true -> 0 < q -> q <= 1 ->
    quantilizer_of (action_count C) (agreed C h) utility q Q -> (a < action_count C)%nat ->
    Q a + theta C h * mu C h a <= (1 / q + theta C h) * mu C h a /\
    (1 / q + theta C h) * mu C h a <= (1 + theta C h) * mu C h a / q.
  Proof.
    intros V T P L1 H L. pose proof (quantilizer_ratio _ _ _ _ _ a P H L) as R.
    pose proof (no_query_dominance_here C h a T) as D. cbn [imitator] in D.
    pose proof (theta_nonneg C V h) as t0. pose proof (mu_nonneg C V h a) as m0.
    assert (I : 0 <= 1 / q) by (apply div_nonneg; [apply one_nonneg | exact P]).
    pose proof (lt_neq _ _ P) as qn. split.
    - apply (of_diff ((agreed C h a / q - Q a) + 1 / q * (mu C h a - agreed C h a))); [nonneg | field; exact qn].
    - apply (of_diff (theta C h * mu C h a * ((1 - q) / q))); [| field; exact qn].
      apply mul_nonneg; [nonneg |]. apply div_nonneg; [apply sub_nonneg, L1 | exact P].
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
