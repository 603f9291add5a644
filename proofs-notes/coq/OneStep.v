(** * One step

    The imitator's law at one node, and sums over the next step: proofs-notes/one-step.md. Claims
    no-query-dominance, query-identity and step-dominance. *)

From Coq Require Import Bool List Arith Lia.
From Demonstrandum Require Import Numbers Definitions TopSet.
Import ListNotations.
Local Open Scope num_scope.

Section OneStep.
  Context {F : Num} {laws : ordered_field F} (C : class F).
  Add Field F_field : (@field_laws F laws).
  Hypothesis V : valid C.

  (** ** Laws *)

  Lemma the_is_a_model i : (i < length (models C))%nat -> In (the C i) (models C).
  Proof. intro L. apply nth_In, L. Qed.

  Lemma predicted_law i h : (i < length (models C))%nat -> law (action_count C) (predicted C i h).
  Proof. intro L. apply predictions_are_laws; [exact V | apply the_is_a_model, L]. Qed.

  Lemma mu_law h : law (action_count C) (mu C h).
  Proof. apply predicted_law, truth_is_a_model, V. Qed.

  Lemma in_actions a : In a (actions C) <-> (a < action_count C)%nat.
  Proof. unfold actions. rewrite in_seq. lia. Qed.

  Lemma in_observations o : In o (observations C) <-> (o < observation_count C)%nat.
  Proof. unfold observations. rewrite in_seq. lia. Qed.

  Lemma mu_nonneg h a : 0 <= mu C h a.
  Proof. apply (proj1 (mu_law h)). Qed.

  Lemma mu_sum h : sum (actions C) (mu C h) = 1.
  Proof. apply (proj2 (mu_law h)). Qed.

  (** ** What the top models agree on is the least of their predictions *)

  Lemma least_le (f : nat -> F) i rest j :
    In j (i :: rest) -> fold_right (fun k least => min (f k) least) (f i) rest <= f j.
  Proof.
    induction rest as [| k rest IH]; intro J; cbn.
    - destruct J as [<- | []]. apply le_refl.
    - destruct J as [<- | [<- | J]].
      + eapply le_trans; [apply min_r | apply IH; left; reflexivity].
      + apply min_l.
      + eapply le_trans; [apply min_r | apply IH; right; exact J].
  Qed.

  Lemma least_attained (f : nat -> F) i rest :
    exists j, In j (i :: rest) /\ fold_right (fun k least => min (f k) least) (f i) rest = f j.
  Proof.
    induction rest as [| k rest [j [J E]]]; cbn; [exists i; auto |].
    destruct (min_cases (f k) (fold_right (fun k least => min (f k) least) (f i) rest)) as [M | M]; rewrite M.
    - exists k. auto.
    - exists j. split; [destruct J as [<- | J]; auto | exact E].
  Qed.

  Lemma agreed_le h i a : In i (top C h) -> agreed C h a <= predicted C i h a.
  Proof.
    unfold agreed. destruct (top C h) as [| j rest]; [intros [] |].
    apply (least_le (fun k => predicted C k h a)).
  Qed.

  Lemma agreed_attained h a :
    top C h <> [] -> exists i, In i (top C h) /\ agreed C h a = predicted C i h a.
  Proof.
    unfold agreed. destruct (top C h) as [| j rest]; [congruence | intros _].
    apply (least_attained (fun k => predicted C k h a)).
  Qed.

  Lemma agreed_nonneg h a : 0 <= agreed C h a.
  Proof.
    destruct (top C h) as [| i rest] eqn:E; [unfold agreed; rewrite E; apply le_refl |].
    destruct (agreed_attained h a) as [j [J ->]]; [congruence |].
    apply (proj1 (predicted_law j h ltac:(eapply top_index; exact J))).
  Qed.

  Lemma theta_le_one h : theta C h <= 1.
  Proof.
    unfold theta. apply (of_diff (sum (actions C) (agreed C h))); [| ring].
    apply sum_nonneg. intros a _. apply agreed_nonneg.
  Qed.

  Lemma theta_nonneg h : 0 <= theta C h.
  Proof.
    unfold theta. destruct (top C h) as [| i rest] eqn:E.
    - rewrite sum_zero by (intros; unfold agreed; rewrite E; reflexivity).
      replace (1 - 0 : F) with (1 : F) by ring. apply one_nonneg.
    - apply sub_nonneg. rewrite <- (proj2 (predicted_law i h ltac:(eapply top_index; rewrite E; left; reflexivity))).
      apply sum_le. intros a _. apply agreed_le. rewrite E. left. reflexivity.
  Qed.

  Lemma agreed_sum h : sum (actions C) (agreed C h) = 1 - theta C h.
  Proof. unfold theta. ring. Qed.

  Lemma imitator_nonneg h q a : 0 <= imitator C h q a.
  Proof.
    destruct q; [| apply agreed_nonneg]. apply mul_nonneg; [apply theta_nonneg | apply mu_nonneg].
  Qed.

  Lemma environment_nonneg h q a o : 0 <= environment C h q a o.
  Proof. apply (proj1 (observations_are_laws C V h q a)). Qed.

  Lemma environment_sum h q a : sum (observations C) (environment C h q a) = 1.
  Proof. apply (proj2 (observations_are_laws C V h q a)). Qed.

  (** ** Sums over the next step *)

  Notation next := (next C).

  Lemma next_unfold h f :
    next h f =
    sum (actions C) (fun a => agreed C h a *
      sum (observations C) (fun o => environment C h false a o * f (Step false a o))) +
    sum (actions C) (fun a => theta C h * mu C h a *
      sum (observations C) (fun o => environment C h true a o * f (Step true a o))).
  Proof. unfold Definitions.next. cbn [sum imitator]. ring. Qed.

  (** A step of positive probability: if queried, the demonstrator takes that action. *)
  Definition possible (h : history) (s : step) : Prop :=
    In (did s) (actions C) /\ (asked s = true -> 0 < mu C h (did s)).

  Lemma next_le h f g : (forall s, possible h s -> f s <= g s) -> next h f <= next h g.
  Proof.
    intro H. rewrite !next_unfold. apply add_le2; apply sum_le; intros a A.
    - apply mul_le_l; [apply agreed_nonneg |]. apply sum_le. intros o _.
      apply mul_le_l; [apply environment_nonneg |]. apply H. split; [exact A | discriminate].
    - destruct (num_eq_dec (mu C h a) 0) as [Z | N].
      { rewrite Z. apply (of_diff 0); [apply le_refl | ring]. }
      apply mul_le_l; [apply mul_nonneg; [apply theta_nonneg | apply mu_nonneg] |].
      apply sum_le. intros o _. apply mul_le_l; [apply environment_nonneg |].
      apply H. split; [exact A |]. intros _. apply le_neq_lt; [apply mu_nonneg | exact N].
  Qed.

  Lemma next_ext h f g : (forall s, possible h s -> f s = g s) -> next h f = next h g.
  Proof. intro H. apply le_antisym; apply next_le; intros s P; rewrite (H s P); apply le_refl. Qed.

  Lemma next_add h f g : next h (fun s => f s + g s) = next h f + next h g.
  Proof.
    unfold Definitions.next. rewrite <- sum_add. apply sum_ext. intros q _.
    rewrite <- sum_add. apply sum_ext. intros a _.
    rewrite (sum_ext _ _ (fun o => environment C h q a o * f (Step q a o) + environment C h q a o * g (Step q a o)))
      by (intros; ring).
    rewrite sum_add. ring.
  Qed.

  Lemma next_mul h f x : next h (fun s => x * f s) = x * next h f.
  Proof.
    unfold Definitions.next. rewrite <- sum_mul_l. apply sum_ext. intros q _.
    rewrite <- sum_mul_l. apply sum_ext. intros a _.
    rewrite (sum_ext _ _ (fun o => x * (environment C h q a o * f (Step q a o)))) by (intros; ring).
    rewrite sum_mul_l. ring.
  Qed.

  (** What the observation does not enter. *)
  Lemma next_unseen h (f : bool -> action -> F) :
    next h (fun s => f (asked s) (did s)) =
    sum (actions C) (fun a => agreed C h a * f false a) +
    theta C h * sum (actions C) (fun a => mu C h a * f true a).
  Proof.
    rewrite next_unfold. cbn [asked did]. rewrite <- sum_mul_l. f_equal; apply sum_ext; intros a _.
    - rewrite sum_mul_r, environment_sum. ring.
    - rewrite sum_mul_r, environment_sum. ring.
  Qed.

  Lemma next_const h x : next h (fun _ => x) = x.
  Proof.
    rewrite (next_unseen h (fun _ _ => x)), !sum_mul_r, mu_sum, agreed_sum. ring.
  Qed.

  Lemma next_nonneg h f : (forall s, possible h s -> 0 <= f s) -> 0 <= next h f.
  Proof. intro H. rewrite <- (next_const h 0). apply next_le, H. Qed.

  (** ** The claims about one step *)

  (** [claim no-query-dominance] *)
  Proposition no_query_dominance_here h a :
    top_has C h (truth C) = true -> imitator C h false a <= mu C h a.
  Proof. intro T. apply agreed_le, top_has_in, T. Qed.

  (** [claim query-identity] *)
  Proposition query_identity_here h a :
    In a (actions C) ->
    next h (fun s => indicator (asked s && Nat.eqb (did s) a)) = theta C h * mu C h a /\
    next h (fun s => indicator (asked s)) = theta C h.
  Proof.
    intro A. split.
    - rewrite (next_unseen h (fun q b => indicator (q && Nat.eqb b a))). cbn [andb].
      rewrite sum_zero by (intros; cbn; ring).
      rewrite (sum_ext _ _ (fun b => if Nat.eqb b a then mu C h b else 0))
        by (intros b _; destruct (Nat.eqb b a); cbn; ring).
      rewrite (sum_at (actions C) (mu C h) a); [ring | apply seq_NoDup | exact A].
    - rewrite (next_unseen h (fun q _ => indicator q)). cbn [indicator].
      rewrite !sum_mul_r, mu_sum. ring.
  Qed.

  (** [claim step-dominance] *)
  Proposition step_dominance_here h a :
    In a (actions C) -> top_has C h (truth C) = true ->
    next h (fun s => indicator (Nat.eqb (did s) a)) <= (1 + theta C h) * mu C h a.
  Proof.
    intros A T. rewrite (next_unseen h (fun _ b => indicator (Nat.eqb b a))).
    rewrite (sum_ext _ (fun b => agreed C h b * _) (fun b => if Nat.eqb b a then agreed C h b else 0))
      by (intros b _; destruct (Nat.eqb b a); cbn; ring).
    rewrite (sum_ext _ (fun b => mu C h b * _) (fun b => if Nat.eqb b a then mu C h b else 0))
      by (intros b _; destruct (Nat.eqb b a); cbn; ring).
    rewrite !sum_at by (apply seq_NoDup || exact A).
    pose proof (no_query_dominance_here h a T) as D. cbn [imitator] in D.
    apply (of_diff (mu C h a - agreed C h a)); [nonneg | ring].
  Qed.

  (** ** Induction over the horizon *)

  Lemma expect_add n f g h : expect C n (fun k => f k + g k) h = expect C n f h + expect C n g h.
  Proof.
    revert h. induction n as [| n IH]; intro h; cbn [expect]; [reflexivity |].
    rewrite <- next_add. apply next_ext. intros s _. apply IH.
  Qed.

  Lemma expect_mul n f x h : expect C n (fun k => x * f k) h = x * expect C n f h.
  Proof.
    revert h. induction n as [| n IH]; intro h; cbn [expect]; [reflexivity |].
    rewrite <- next_mul. apply next_ext. intros s _. apply IH.
  Qed.

  Lemma expect_const n x h : expect C n (fun _ => x) h = x.
  Proof.
    revert h. induction n as [| n IH]; intro h; cbn [expect]; [reflexivity |].
    rewrite (next_ext h _ (fun _ => x)) by (intros; apply IH). apply next_const.
  Qed.

  Lemma expect_le n f g h : (forall k, f k <= g k) -> expect C n f h <= expect C n g h.
  Proof.
    intro H. revert h. induction n as [| n IH]; intro h; cbn [expect]; [apply H |].
    apply next_le. intros s _. apply IH.
  Qed.

  (** Only the histories of [n] more steps count. *)
  Lemma expect_le_at n f g h :
    (forall k, length k = (n + length h)%nat -> f k <= g k) -> expect C n f h <= expect C n g h.
  Proof.
    revert h. induction n as [| n IH]; intros h H; cbn [expect]; [apply H; reflexivity |].
    apply next_le. intros s _. apply IH. intros k L. apply H. rewrite L. cbn [length]. lia.
  Qed.

  Lemma expect_ext n f g h : (forall k, f k = g k) -> expect C n f h = expect C n g h.
  Proof. intro H. apply le_antisym; apply expect_le; intro k; rewrite H; apply le_refl. Qed.

  (** A node is [alive] if the truth has weight, which is so at every history that can be reached (fact 1). The last
      argument is the principle of all proofs by potential: what a potential bounds at the end, and what does not grow
      on average, it bounds on average. *)

  Definition alive (h : history) : Prop := 0 < weight C h (truth C).

  Hypothesis stays_alive : forall h s, alive h -> possible h s -> alive (s :: h).

  Lemma expect_potential (f potential : history -> F) :
    (forall h, alive h -> f h <= potential h) ->
    (forall h, alive h -> next h (fun s => potential (s :: h)) <= potential h) ->
    forall n h, alive h -> expect C n f h <= potential h.
  Proof.
    intros at_end falls. induction n as [| n IH]; intros h A; cbn [expect]; [apply at_end, A |].
    eapply le_trans; [| apply falls, A]. apply next_le. intros s P. apply IH, stays_alive; assumption.
  Qed.
End OneStep.
