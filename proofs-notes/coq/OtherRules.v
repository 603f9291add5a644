(** * The imitator on another rule

    Claim rule-query-sum (proofs-notes/other-rules.md): where the rule by which weights are updated is strongly
    central with constant [c], the plain sum of odds is a potential that falls with every question. Two forms: with
    the squared distance, and with the relative shortfall, for which the number of actions does not enter. Retention
    for central rules is in Retention.v. *)

From Coq Require Import Bool List Arith Lia.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention QuerySum.
Import ListNotations.
Local Open Scope num_scope.

Section Drop.
  Context {F : Num} {laws : ordered_field F} (C : class F).
  Add Field F_field : (@field_laws F laws).
  Notation T := (truth C).
  Notation a_ := (alpha C).
  Hypotheses (V : valid C) (central_rule : central C).

  (** The mean of the odds after a query. *)
  Definition X_after (h : history) : F :=
    sum_others C (fun i => odds C h i * sum (actions C) (fun a => mu C h a * ratio C i h a)).

  Lemma next_X h : alive C h -> next C h (fun s => X C (s :: h)) = (1 - theta C h) * X C h + theta C h * X_after h.
  Proof.
    intro A.
    rewrite (next_ext C V h _ (fun s => if asked s
        then sum_others C (fun i => odds C h i * ratio C i h (did s)) else X C h)).
    2: { intros [q a o] [_ P]. cbn [asked did] in *. destruct q; [| reflexivity].
         rewrite X_is_a_sum. apply sum_others_ext. intros i _.
         apply (odds_after_query C central_rule); auto. }
    rewrite (next_unseen C V h (fun q a => if q then sum_others C (fun i => odds C h i * ratio C i h a) else X C h)).
    rewrite sum_mul_r, agreed_sum, swap_others. do 2 f_equal. unfold X_after. apply sum_others_ext. intros i _.
    rewrite <- sum_mul_l. apply sum_ext. intros; ring.
  Qed.

  (** Where the odds fall by [k theta^2] on a query, the sum of theta^3 is at most [1/k] times the first odds. *)
  Lemma sum_from_drop k n :
    0 < k -> (forall h, alive C h -> k * (theta C h * theta C h) <= X C h - X_after h) ->
    S_ C 3 n <= 1 / k * (1 / w C - 1).
  Proof.
    intros k0 drop. pose proof (lt_neq _ _ k0) as kn.
    assert (I : 0 <= 1 / k) by (apply div_nonneg; [apply one_nonneg | exact k0]).
    pose proof (alive_at_first C V) as A0.
    assert (M : expect C n (query_sum C 3) [] <= query_sum C 3 [] + 1 / k * X C []).
    { revert A0. generalize (@nil step). revert n.
      apply (expect_potential C V (stays_alive C central_rule) _ (fun h => query_sum C 3 h + 1 / k * X C h)).
      - intros h A. pose proof (X_nonneg C V central_rule h A).
        apply (of_diff (1 / k * X C h)); [nonneg | ring].
      - intros h A. unfold query_sum. cbn [along]. fold (query_sum C 3). fold (query_sum C 3 h).
        rewrite next_add, next_mul, next_const by exact V. rewrite (next_X h A).
        pose proof (drop h A) as D. pose proof (theta_nonneg C V h) as Tn.
        apply (of_diff (1 / k * theta C h * (X C h - X_after h - k * (theta C h * theta C h)))); [nonneg |].
        cbn [pow]. field. exact kn. }
    pose proof (X_at_first C V) as X0. cbn [query_sum along] in M. unfold S_.
    set (S := expect C n (query_sum C 3) []) in *.
    apply (of_diff ((0 + 1 / k * X C [] - S) + 1 / k * (1 / w C - 1 - X C []))); [nonneg | ring].
  Qed.

  (** A collected model has odds of at least alpha. *)
  Lemma odds_of_collected h i : alive C h -> In i (top C h) -> a_ <= odds C h i.
  Proof.
    intros A I. apply (mul_le_inv (weight C h T)); [exact A |].
    apply (of_diff (weight C h i - a_ * weight C h T)); [| unfold odds; field; apply lt_neq, A].
    apply sub_nonneg, collected_odds; auto.
    - apply (weight_nonneg C V central_rule).
    - apply alpha_is_positive, V.
    - apply truth_is_a_model, V.
    - apply lt_le, alpha_is_below_one, V.
  Qed.

  (** [f i a] is what action [a] contributes to the fall of model [i]: at each action the one that is least there, if
      it is not the truth, contributes at least alpha times it. *)
  Lemma one_model_per_action h (f : nat -> action -> F) (least : action -> F) a :
    alive C h -> (forall i, 0 <= f i a) -> (forall i, In i (top C h) -> i <> T ->
      agreed C h a = predicted C i h a -> f i a = least a) ->
    (agreed C h a = mu C h a -> least a <= 0) ->
    a_ * least a <= sum_others C (fun i => odds C h i * f i a).
  Proof.
    intros A f0 is_least at_truth. pose proof (lt_le _ _ (alpha_is_positive C V)) as Ap.
    assert (rest : forall i, 0 <= (if Nat.eqb i T then 0 else odds C h i * f i a)).
    { intro i. destruct (Nat.eqb i T); [apply le_refl |]. apply mul_nonneg; [| apply f0].
      apply (odds_nonneg C V central_rule h i A). }
    destruct (agreed_attained C h a) as [i [I E]].
    { apply top_not_empty; [apply truth_is_a_model, V | exact A]. }
    destruct (Nat.eq_dec i T) as [-> | iT].
    - apply le_trans with (a_ * 0); [apply mul_le_l; [exact Ap | apply at_truth, E] |].
      replace (a_ * 0) with (0 : F) by ring. apply sum_nonneg. intros; apply rest.
    - rewrite <- (is_least i I iT E).
      eapply le_trans; [| apply (sum_one_le (indices C) _ i (fun j _ => rest j))].
      + destruct (Nat.eqb_spec i T) as [| _]; [contradiction |].
        apply mul_le_r; [apply f0 | apply odds_of_collected; assumption].
      + apply in_seq. pose proof (top_index C h i I). lia.
  Qed.
End Drop.

(** ** The squared distance *)

Section StrongCentral.
  Context {F : Num} {laws : ordered_field F} (C : class F).
  Add Field F_field2 : (@field_laws F laws).
  Notation T := (truth C).
  Notation a_ := (alpha C).

  Definition distance2 (m : model F) (h : history) : F :=
    sum (actions C) (fun a => (predicts m (percepts h) a - mu C h a) * (predicts m (percepts h) a - mu C h a)).

  (** A query lowers the odds of a model on average, by at least [c] times its squared distance from the truth. *)
  Record strong_central (c : F) : Prop := {
    is_central : central C;
    odds_fall : forall m, In m (models C) -> forall h,
      sum (actions C) (fun a => mu C h a * (learns m (percepts h) a / learns (the C T) (percepts h) a)) <=
      1 - c * distance2 m h
  }.

  Hypothesis V : valid C.
  Variable c : F.
  Hypotheses (c_pos : 0 < c) (rule : strong_central c).
  Let central_rule := is_central c rule.
  Notation n_ := (of_nat (action_count C) : F).

  Lemma some_action : 0 < n_.
  Proof.
    destruct (action_count C) as [| k] eqn:E; [exfalso | apply of_nat_pos].
    apply one_neq_zero. rewrite <- (mu_sum C V []). unfold actions. rewrite E. reflexivity.
  Qed.

  Lemma sum_const (x : F) : sum (actions C) (fun _ => x) = n_ * x.
  Proof.
    unfold actions. generalize 0%nat. induction (action_count C) as [| k IH]; intro i; cbn; [ring |].
    rewrite IH. ring.
  Qed.

  Section AtANode.
    Variable h : history.
    Hypothesis A : alive C h.
    Notation m := (mu C h).

    Definition d (a : action) : F := max 0 (m a - agreed C h a).
    Definition gap2 (i : nat) (a : action) : F := (predicted C i h a - m a) * (predicted C i h a - m a).

    Lemma d_small a : a_ * (d a * d a) <= sum_others C (fun i => odds C h i * gap2 i a).
    Proof.
      unfold d. destruct (max_cases 0 (m a - agreed C h a)) as [M | M]; rewrite M.
      - replace (a_ * (0 * 0)) with (0 : F) by ring. apply sum_nonneg. intros i _.
        destruct (Nat.eqb i T); [apply le_refl |].
        apply mul_nonneg; [apply (odds_nonneg C V central_rule h i A) | apply square_nonneg].
      - apply (one_model_per_action C V central_rule h gap2
                 (fun a => (m a - agreed C h a) * (m a - agreed C h a)) a A).
        + intro i. apply square_nonneg.
        + intros i _ _ E. unfold gap2. rewrite E. ring.
        + intro E. rewrite E. apply (of_diff 0); [apply le_refl | ring].
    Qed.

    Lemma theta_by_d : theta C h * theta C h <= n_ * sum (actions C) (fun a => d a * d a).
    Proof.
      pose proof some_action as N. pose proof (theta_nonneg C V h) as Tn.
      assert (S : theta C h <= sum (actions C) d).
      { replace (theta C h) with (sum (actions C) (fun a => m a - agreed C h a))
          by (rewrite sum_sub, mu_sum by exact V; reflexivity).
        apply sum_le. intros a _. apply max_r. }
      set (x := theta C h) in *. set (u := x / n_).
      assert (U : 0 <= u) by (apply div_nonneg; assumption).
      assert (Q : sum (actions C) (fun a => two * u * d a - u * u) <= sum (actions C) (fun a => d a * d a)).
      { apply sum_le. intros a _. apply (of_diff ((d a - u) * (d a - u))); [nonneg | unfold two; ring]. }
      rewrite sum_sub, sum_mul_l, sum_const in Q.
      set (s1 := sum (actions C) d) in *. set (s2 := sum (actions C) (fun a => d a * d a)) in *.
      apply (of_diff (n_ * (s2 - (two * u * s1 - n_ * (u * u))) + n_ * (two * u) * (s1 - x))).
      - assert (0 <= n_) by (apply lt_le, N). unfold two in *. nonneg.
      - unfold u, two. field. apply lt_neq, N.
    Qed.

    Lemma X_drop : a_ * c / n_ * (theta C h * theta C h) <= X C h - X_after C h.
    Proof.
      assert (L : c * sum (actions C) (fun a => a_ * (d a * d a)) <= X C h - X_after C h).
      { rewrite X_is_a_sum. unfold X_after, sum_others. rewrite <- sum_sub.
        eapply le_trans.
        - apply mul_le_l; [apply lt_le, c_pos |]. apply sum_le. intros a _. apply d_small.
        - unfold sum_others. rewrite sum_swap, <- sum_mul_l. apply sum_le. intros i I. apply in_seq in I.
          destruct (Nat.eqb i T); [rewrite sum_zero by reflexivity; apply (of_diff 0); [apply le_refl | ring] |].
          rewrite sum_mul_l.
          assert (M := odds_fall c rule (the C i) (the_is_a_model C i ltac:(lia)) h).
          pose proof (odds_nonneg C V central_rule h i A) as O.
          change (distance2 (the C i) h) with (sum (actions C) (gap2 i)) in M.
          set (s2 := sum (actions C) (gap2 i)) in *.
          change (sum (actions C) (fun a => m a * ratio C i h a) <= 1 - c * s2) in M.
          set (r1 := sum (actions C) (fun a => m a * ratio C i h a)) in *.
          change (sum (actions C) (fun a => gap2 i a)) with s2.
          apply (of_diff (odds C h i * (1 - c * s2 - r1))); [nonneg | ring]. }
      pose proof theta_by_d as Q. rewrite sum_mul_l in L.
      pose proof (alpha_is_positive C V) as Ap. pose proof some_action as N.
      set (s2 := sum (actions C) (fun a => d a * d a)) in *.
      apply le_trans with (c * (a_ * s2)); [| exact L].
      apply (of_diff (a_ * c / n_ * (n_ * s2 - theta C h * theta C h))); [| field; apply lt_neq, N].
      assert (0 <= a_ * c / n_) by (apply div_nonneg; [nonneg | exact N]). nonneg.
    Qed.
  End AtANode.

  Proposition strong_central_sum n : S_ C 3 n <= n_ / (a_ * c) * (1 / w C - 1).
  Proof.
    pose proof (alpha_is_positive C V) as Ap. pose proof some_action as N.
    eapply le_trans; [apply (sum_from_drop C V central_rule (a_ * c / n_) n) |].
    - apply div_pos; [apply mul_pos; assumption | exact N].
    - intros h A. apply X_drop, A.
    - apply (of_diff 0); [apply le_refl |]. field.
      repeat split; apply lt_neq; assumption || exact (alive_at_first C V).
  Qed.
End StrongCentral.

(** ** The relative shortfall *)

Section Shortfall.
  Context {F : Num} {laws : ordered_field F} (C : class F).
  Add Field F_field3 : (@field_laws F laws).
  Notation T := (truth C).
  Notation a_ := (alpha C).

  (** By how much a model falls short of the truth at [a], relative to it; and the mean of its square. *)
  Definition short (m : model F) (h : history) (a : action) : F := max 0 (1 - predicts m (percepts h) a / mu C h a).
  Definition shortfall2 (m : model F) (h : history) : F :=
    sum (actions C) (fun a => mu C h a * (short m h a * short m h a)).

  Record shortfall_central (c : F) : Prop := {
    shortfall_is_central : central C;
    odds_fall_short : forall m, In m (models C) -> forall h,
      sum (actions C) (fun a => mu C h a * (learns m (percepts h) a / learns (the C T) (percepts h) a)) <=
      1 - c * shortfall2 m h
  }.

  Hypothesis V : valid C.
  Variable c : F.
  Hypotheses (c_pos : 0 < c) (rule : shortfall_central c).
  Let central_rule := shortfall_is_central c rule.

  Lemma shortfall_drop h : alive C h -> a_ * c * (theta C h * theta C h) <= X C h - X_after C h.
  Proof.
    intro A. pose proof (alpha_is_positive C V) as Ap. set (m := mu C h).
    set (s := fun a => t C h a * t C h a). set (f := fun i a => short (the C i) h a * short (the C i) h a).
    assert (per_action : forall a, 0 < m a -> a_ * s a <= sum_others C (fun i => odds C h i * f i a)).
    { intros a P. apply (one_model_per_action C V central_rule h f s a A).
      - intro i. apply square_nonneg.
      - intros i _ _ E. unfold f, s, short, t. rewrite E. reflexivity.
      - intro E. unfold s, t. rewrite E. fold m.
        replace (1 - m a / m a) with (0 : F) by (field; apply lt_neq, P).
        unfold max. destruct (leb (0 : F) 0); apply (of_diff 0); (apply le_refl || ring). }
    assert (L : c * sum (actions C) (fun a => m a * (a_ * s a)) <= X C h - X_after C h).
    { apply le_trans with (c * sum (actions C) (fun a => m a * sum_others C (fun i => odds C h i * f i a))).
      - apply mul_le_l; [apply lt_le, c_pos |]. apply sum_le. intros a _. unfold m in *.
        destruct (num_eq_dec (mu C h a) 0) as [Z | N]; [rewrite Z; apply (of_diff 0); [apply le_refl | ring] |].
        apply mul_le_l; [apply mu_nonneg, V |]. apply per_action. apply le_neq_lt; [apply mu_nonneg, V | exact N].
      - rewrite swap_others, X_is_a_sum. unfold X_after, sum_others. rewrite <- sum_sub, <- sum_mul_l.
        apply sum_le. intros i I. apply in_seq in I.
        destruct (Nat.eqb i T); [apply (of_diff 0); [apply le_refl | ring] |].
        assert (M := odds_fall_short c rule (the C i) (the_is_a_model C i ltac:(lia)) h).
        pose proof (odds_nonneg C V central_rule h i A) as O.
        change (sum (actions C) (fun a => m a * ratio C i h a) <= 1 - c * shortfall2 (the C i) h) in M.
        rewrite (sum_ext _ (fun a => m a * (odds C h i * f i a)) (fun a => odds C h i * (m a * f i a)))
          by (intros; ring).
        rewrite sum_mul_l. change (sum (actions C) (fun a => m a * f i a)) with (shortfall2 (the C i) h).
        fold m. set (s2 := shortfall2 (the C i) h) in *.
        set (r1 := sum (actions C) (fun a => m a * ratio C i h a)) in *.
        apply (of_diff (odds C h i * (1 - c * s2 - r1))); [nonneg | ring]. }
    pose proof (mean_square C V h) as Q.
    eapply le_trans; [| exact L].
    rewrite (sum_ext _ (fun a => m a * (a_ * s a)) (fun a => a_ * (m a * s a))) by (intros; ring).
    rewrite sum_mul_l. change (theta C h * theta C h <= sum (actions C) (fun a => m a * s a)) in Q.
    set (s2 := sum (actions C) (fun a => m a * s a)) in *.
    apply (of_diff (a_ * c * (s2 - theta C h * theta C h))); [nonneg | ring].
  Qed.

  Proposition shortfall_sum n : S_ C 3 n <= 1 / (a_ * c) * (1 / w C - 1).
  Proof.
    apply (sum_from_drop C V central_rule (a_ * c) n); [| apply shortfall_drop].
    apply mul_pos; [apply (alpha_is_positive C V) | exact c_pos].
  Qed.
End Shortfall.
