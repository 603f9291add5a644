(** * The truth stays in the top set

    Claims truth-retention-sharp and truth-retention (proofs-notes/retention.md), for every rule of learning that is
    central, Bayes' among them (proofs-notes/other-rules.md, claim rule-retention). The sum of the odds against the
    truth does not grow on average, and where the truth is not collected it is at least 1/alpha: so the potential
    that is [alpha] times it while the truth has been retained, and 1 from then on, does not grow on average. *)

From Coq Require Import Bool List Arith Lia.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep.
Import ListNotations.
Local Open Scope num_scope.

Section Central.
  Context {F : Num} {laws : ordered_field F} (C : class F).
  Add Field F_field : (@field_laws F laws).

  (** The rule by which weights are updated is central: a query does not raise the odds of a model on average. For
      weights that are multiplied by [exp (eta * score)] this is the condition central(eta) of the theory page. *)
  Record central : Prop := {
    learning_is_nonneg : forall m, In m (models C) -> forall v a, 0 <= learns m v a;
    truth_survives : forall h a, 0 < mu C h a -> 0 < learns (the C (truth C)) (percepts h) a;
    odds_do_not_grow : forall m, In m (models C) -> forall h,
      sum (actions C) (fun a => mu C h a * (learns m (percepts h) a / learns (the C (truth C)) (percepts h) a)) <= 1
  }.

  Hypothesis V : valid C.

  (** Bayes' rule is central (fact 2). *)
  Lemma bayes_is_central : bayesian C -> central.
  Proof.
    intro B.
    assert (nonneg_everywhere : forall m, In m (models C) -> forall v a, 0 <= predicts m v a).
    { intros m M v. apply (predictions_are_laws C V m M v). }
    assert (T : In (the C (truth C)) (models C)) by (apply the_is_a_model, truth_is_a_model, V).
    split.
    - intros m M v a. rewrite (B m M). apply nonneg_everywhere, M.
    - intros h a P. rewrite (B _ T). exact P.
    - intros m M h. rewrite <- (proj2 (predictions_are_laws C V m M (percepts h))).
      apply sum_le. intros a _. rewrite (B m M), (B _ T). fold (mu C h a).
      change (predicts (the C (truth C)) (percepts h) a) with (mu C h a).
      destruct (num_eq_dec (mu C h a) 0) as [Z | N].
      + rewrite Z. apply (of_diff (predicts m (percepts h) a)); [apply nonneg_everywhere, M | ring].
      + apply (of_diff 0); [apply le_refl | field; exact N].
  Qed.

  Hypothesis central_rule : central.

  (** ** Weights and odds *)

  Notation W := (weight C).
  Notation alive := (alive C).

  Lemma learns_nonneg i h a : 0 <= learns (the C i) (percepts h) a.
  Proof.
    destruct (Nat.lt_ge_cases i (length (models C))) as [L | L].
    - apply learning_is_nonneg; [exact central_rule | apply the_is_a_model, L].
    - unfold the. rewrite nth_overflow by exact L. apply le_refl.
  Qed.

  Lemma weight_nonneg h i : 0 <= W h i.
  Proof.
    induction h as [| s h IH]; cbn.
    - destruct (Nat.lt_ge_cases i (length (models C))) as [L | L].
      + apply lt_le, (priors_are_positive C V), the_is_a_model, L.
      + unfold the. rewrite nth_overflow by exact L. apply le_refl.
    - destruct (asked s); [| exact IH]. apply mul_nonneg; [exact IH | apply learns_nonneg].
  Qed.

  Lemma others_nonneg h : 0 <= others C h.
  Proof. apply sum_nonneg. intros i _. destruct (Nat.eqb i (truth C)); [apply le_refl | apply weight_nonneg]. Qed.

  Lemma alive_at_first : alive [].
  Proof. apply (priors_are_positive C V), the_is_a_model, truth_is_a_model, V. Qed.

  Lemma stays_alive h s : alive h -> possible C h s -> alive (s :: h).
  Proof.
    intros A [_ P]. unfold OneStep.alive in *. cbn. destruct (asked s); [| exact A].
    apply mul_pos; [exact A |]. apply (truth_survives central_rule), P. reflexivity.
  Qed.

  (** The sum of the odds against the truth, X(h). *)
  Definition X (h : history) : F := others C h / W h (truth C).

  Lemma X_nonneg h : alive h -> 0 <= X h.
  Proof. intro A. apply div_nonneg; [apply others_nonneg | exact A]. Qed.

  (** The factor by which a queried action multiplies the odds of a model. *)
  Definition ratio (i : nat) (h : history) (a : action) : F :=
    learns (the C i) (percepts h) a / learns (the C (truth C)) (percepts h) a.

  Lemma ratio_nonneg i h a : 0 < mu C h a -> 0 <= ratio i h a.
  Proof. intro P. apply div_nonneg; [apply learns_nonneg | apply (truth_survives central_rule), P]. Qed.

  Lemma mean_ratio i h : sum (actions C) (fun a => mu C h a * ratio i h a) <= 1.
  Proof.
    destruct (Nat.lt_ge_cases i (length (models C))) as [L | L].
    - apply (odds_do_not_grow central_rule), the_is_a_model, L.
    - unfold ratio, the at 1. rewrite nth_overflow by exact L. cbn.
      rewrite sum_zero; [apply one_nonneg |]. intros a _. unfold div. ring.
  Qed.

  (** Odds of one model, and how a query moves them. *)
  Definition odds (h : history) (i : nat) : F := W h i / W h (truth C).

  Lemma odds_nonneg h i : alive h -> 0 <= odds h i.
  Proof. intro A. apply div_nonneg; [apply weight_nonneg | exact A]. Qed.

  Lemma odds_after_query h i a o :
    alive h -> 0 < mu C h a -> odds (Step true a o :: h) i = odds h i * ratio i h a.
  Proof.
    intros A P. unfold odds, ratio. cbn. field. split.
    - apply lt_neq, (truth_survives central_rule), P.
    - apply lt_neq, A.
  Qed.

  Definition sum_others (f : nat -> F) : F :=
    sum (indices C) (fun i => if Nat.eqb i (truth C) then 0 else f i).

  Lemma sum_others_le f g : (forall i, i <> truth C -> f i <= g i) -> sum_others f <= sum_others g.
  Proof.
    intro H. apply sum_le. intros i _. destruct (Nat.eqb_spec i (truth C)); [apply le_refl | apply H; assumption].
  Qed.

  Lemma sum_others_ext f g : (forall i, i <> truth C -> f i = g i) -> sum_others f = sum_others g.
  Proof.
    intro H. apply sum_ext. intros i _. destruct (Nat.eqb_spec i (truth C)); [reflexivity | apply H; assumption].
  Qed.

  Lemma X_is_a_sum h : X h = sum_others (odds h).
  Proof.
    unfold X, others, sum_others, div. rewrite <- sum_mul_r. apply sum_ext. intros i _.
    destruct (Nat.eqb i (truth C)); [ring | reflexivity].
  Qed.

  (** A mean over the demonstrator's answers, of sums over the other models. *)
  Lemma swap_others (p : action -> F) (f : action -> nat -> F) :
    sum (actions C) (fun a => p a * sum_others (f a)) = sum_others (fun i => sum (actions C) (fun a => p a * f a i)).
  Proof.
    unfold sum_others.
    rewrite (sum_ext _ _ (fun a => sum (indices C) (fun i => p a * if Nat.eqb i (truth C) then 0 else f a i)))
      by (intros; rewrite sum_mul_l; reflexivity).
    rewrite sum_swap. apply sum_ext. intros i _.
    destruct (Nat.eqb i (truth C)); [| reflexivity]. apply sum_zero. intros a _. ring.
  Qed.

  (** Fact 3, for [f x = x]: the odds do not grow on average. *)
  Lemma X_does_not_grow h : alive h -> next C h (fun s => X (s :: h)) <= X h.
  Proof.
    intro A. rewrite (next_ext C V h _ (fun s => if asked s
        then sum_others (fun i => odds h i * ratio i h (did s)) else X h)).
    2: { intros [q a o] [_ P]. cbn [asked did] in *. destruct q; [| reflexivity].
         rewrite X_is_a_sum. apply sum_others_ext. intros i _. apply odds_after_query; auto. }
    rewrite (next_unseen C V h (fun q a => if q then sum_others (fun i => odds h i * ratio i h a) else X h)).
    rewrite sum_mul_r, agreed_sum, swap_others.
    assert (B : sum_others (fun i => sum (actions C) (fun a => mu C h a * (odds h i * ratio i h a))) <= X h).
    { rewrite X_is_a_sum. apply sum_others_le. intros i _.
      rewrite (sum_ext _ _ (fun a => odds h i * (mu C h a * ratio i h a))) by (intros; ring).
      rewrite sum_mul_l. pose proof (mean_ratio i h). pose proof (odds_nonneg h i A).
      apply (of_diff (odds h i * (1 - sum (actions C) (fun a => mu C h a * ratio i h a)))); [nonneg | ring]. }
    pose proof (theta_nonneg C V h).
    match type of B with ?e <= _ => apply (of_diff (theta C h * (X h - e))); [nonneg | ring] end.
  Qed.

  (** Fact 4: where the truth is not collected, the odds against it are at least 1/alpha. *)
  Lemma X_where_lost h : alive h -> top_has C h (truth C) = false -> 1 <= alpha C * X h.
  Proof.
    intros A N. apply (mul_le_inv (W h (truth C))); [exact A |].
    pose proof (lost_truth_is_light C h (weight_nonneg h) (alpha_is_positive C V) (truth_is_a_model C V) N) as B.
    apply (of_diff (alpha C * others C h - W h (truth C))); [nonneg |].
    unfold X. field. apply lt_neq, A.
  Qed.

  (** ** [claim truth-retention-sharp], in its general form *)

  Proposition retention_from t n h :
    alive h ->
    expect C n (fun k => indicator (negb (retained_since C t k))) h <=
    (if retained_since C t h then alpha C * X h else 1).
  Proof.
    pose proof (alpha_is_positive C V) as alpha_pos.
    revert n h.
    apply (expect_potential C V stays_alive _ (fun h => if retained_since C t h then alpha C * X h else 1)).
    - intros h A. destruct (retained_since C t h); cbn; [| apply le_refl].
      pose proof (X_nonneg h A). nonneg.
    - intros h A. unfold retained_since. cbn [along]. fold (retained_since C t). fold (retained_since C t h).
      destruct (retained_since C t h).
      + destruct (Nat.ltb (length h) t || top_has C h (truth C)) eqn:T; cbn [andb].
        * rewrite next_mul. apply mul_le_l; [nonneg | apply X_does_not_grow, A].
        * rewrite next_const by exact V. apply X_where_lost; [exact A |]. apply orb_false_iff in T. apply T.
      + rewrite andb_false_r, next_const by exact V. apply le_refl.
  Qed.

  Lemma retained_from_now t h : (length h <= t)%nat -> retained_since C t h = true.
  Proof.
    induction h as [| s h IH]; intro L; [reflexivity |]. cbn in L. unfold retained_since in *. cbn [along].
    rewrite IH by lia. assert (Nat.ltb (length h) t = true) as -> by (apply Nat.ltb_lt; lia). reflexivity.
  Qed.

  Lemma retained_from_start h : retained_since C 0 h = retained C h.
  Proof.
    induction h as [| s h IH]; [reflexivity |]. unfold retained_since, retained in *. cbn [along]. rewrite IH.
    reflexivity.
  Qed.

  (** The mean of 1 + X, which is 1 over the posterior of the truth, does not grow. *)
  Proposition mean_odds n h : alive h -> expect C n (fun k => 1 + X k) h <= 1 + X h.
  Proof.
    revert n h. apply (expect_potential C V stays_alive _ (fun h => 1 + X h)); [intros; apply le_refl |].
    intros h A. rewrite next_add, next_const by exact V. apply add_le2; [apply le_refl | apply X_does_not_grow, A].
  Qed.

  Lemma X_at_first : X [] <= 1 / w C - 1.
  Proof.
    assert (P : 0 < w C) by exact alive_at_first.
    assert (E : sum (models C) prior = w C + others C []).
    { change (others C []) with (sum (indices C) (fun i => if Nat.eqb i (truth C) then 0 else prior (the C i))).
      unfold w. rewrite <- (sum_without (indices C) (fun i => prior (the C i)) (truth C)).
      - unfold indices, the. clear. induction (models C) as [| m l IH]; [reflexivity |].
        cbn [length seq sum nth]. rewrite IH. f_equal. rewrite <- seq_shift.
        generalize (seq 0 (length l)). induction l0 as [| i r IHr]; [reflexivity |].
        cbn. rewrite IHr. reflexivity.
      - apply seq_NoDup.
      - apply in_seq. pose proof (truth_is_a_model C V). lia. }
    pose proof (priors_sum C V) as S. rewrite E in S.
    unfold X. change (W [] (truth C)) with (w C).
    apply (of_diff ((1 - (w C + others C [])) / w C)); [nonneg |]. field. apply lt_neq, P.
  Qed.

  Lemma probability_of_retention n :
    probability C n (retained C) = 1 - expect C n (fun k => indicator (negb (retained C k))) [].
  Proof.
    unfold probability.
    rewrite (expect_ext C V n _ (fun k => 1 + (0 - 1) * indicator (negb (retained C k)))).
    - rewrite expect_add by exact V. rewrite expect_const, expect_mul by exact V. ring.
    - intro k. destruct (retained C k); cbn; ring.
  Qed.

  Proposition central_retention n : 1 - alpha C * (1 / w C - 1) <= probability C n (retained C).
  Proof.
    rewrite probability_of_retention.
    pose proof (retention_from 0 n [] alive_at_first) as R. cbn [retained_since along] in R.
    rewrite (expect_ext C V n _ (fun k => indicator (negb (retained C k)))) in R
      by (intro; rewrite retained_from_start; reflexivity).
    pose proof X_at_first as X0. pose proof (alpha_is_positive C V).
    match type of R with ?e <= _ =>
      apply (of_diff ((alpha C * X [] - e) + alpha C * (1 / w C - 1 - X []))); [nonneg | ring] end.
  Qed.
End Central.
