(** * The imitator on another rule

    Claim rule-query-sum (proofs-notes/other-rules.md): where the rule by which weights are updated is strongly
    central with constant [c], the plain sum of odds is a potential that falls with every question. Retention for
    central rules is in Retention.v. *)

From Coq Require Import Bool List Arith Lia.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention QuerySum.
Import ListNotations.
Local Open Scope num_scope.

Section StrongCentral.
  Context {F : Num} {laws : ordered_field F} (C : class F).
  Add Field F_field : (@field_laws F laws).
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

  Section Drop.
    Variable h : history.
    Hypothesis A : alive C h.
    Notation m := (mu C h).

    Definition d (a : action) : F := max 0 (m a - agreed C h a).

    Lemma d_small a : a_ * (d a * d a) <=
      sum_others C (fun i => odds C h i * ((predicted C i h a - m a) * (predicted C i h a - m a))).
    Proof.
      assert (rest : forall i, 0 <= (if Nat.eqb i T then 0 else
                odds C h i * ((predicted C i h a - m a) * (predicted C i h a - m a)))).
      { intro i. destruct (Nat.eqb i T); [apply le_refl |]. apply mul_nonneg; [| apply square_nonneg].
        apply odds_nonneg; assumption. }
      assert (all : 0 <= sum_others C (fun i => odds C h i * ((predicted C i h a - m a) * (predicted C i h a - m a))))
        by (apply sum_nonneg; intros; apply rest).
      unfold d. destruct (max_cases 0 (m a - agreed C h a)) as [M | M]; rewrite M.
      { replace (a_ * (0 * 0)) with (0 : F) by ring. exact all. }
      destruct (agreed_attained C h a) as [i [I E]].
      { apply top_not_empty; [apply truth_is_a_model, V | exact A]. }
      destruct (Nat.eq_dec i T) as [-> | iT].
      { rewrite E. change (predicted C T h a) with (m a). replace (m a - m a) with (0 : F) by ring.
        replace (a_ * (0 * 0)) with (0 : F) by ring. exact all. }
      eapply le_trans; [| apply (sum_one_le (indices C) _ i (fun j _ => rest j))].
      - destruct (Nat.eqb_spec i T) as [| _]; [contradiction |]. rewrite E.
        assert (O : a_ <= odds C h i).
        { apply (mul_le_inv (weight C h T)); [exact A |].
          apply (of_diff (weight C h i - a_ * weight C h T)); [| unfold odds; field; apply lt_neq, A].
          apply sub_nonneg, collected_odds; auto.
          - apply (weight_nonneg C V central_rule).
          - apply alpha_is_positive, V.
          - apply truth_is_a_model, V.
          - apply lt_le, alpha_is_below_one, V. }
        apply (of_diff ((odds C h i - a_) * ((predicted C i h a - m a) * (predicted C i h a - m a)))); [nonneg | ring].
      - apply in_seq. pose proof (top_index C h i I). lia.
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

    (** The mean of the odds after a query. *)
    Definition X_after : F := sum_others C (fun i => odds C h i * sum (actions C) (fun a => m a * ratio C i h a)).

    Lemma next_X : next C h (fun s => X C (s :: h)) = (1 - theta C h) * X C h + theta C h * X_after.
    Proof.
      rewrite (next_ext C V h _ (fun s => if asked s
          then sum_others C (fun i => odds C h i * ratio C i h (did s)) else X C h)).
      2: { intros [q a o] [_ P]. cbn [asked did] in *. destruct q; [| reflexivity].
           rewrite X_is_a_sum. apply sum_others_ext. intros i _.
           apply (odds_after_query C central_rule); auto. }
      rewrite (next_unseen C V h (fun q a => if q then sum_others C (fun i => odds C h i * ratio C i h a) else X C h)).
      rewrite sum_mul_r, agreed_sum, swap_others. do 2 f_equal. unfold X_after. apply sum_others_ext. intros i _.
      rewrite <- sum_mul_l. apply sum_ext. intros; ring.
    Qed.

    Lemma X_drop : a_ * c * (theta C h * theta C h) <= n_ * (X C h - X_after).
    Proof.
      assert (L : c * sum (actions C) (fun a => a_ * (d a * d a)) <= X C h - X_after).
      { rewrite X_is_a_sum. unfold X_after, sum_others. rewrite <- sum_sub.
        eapply le_trans.
        - apply mul_le_l; [apply lt_le, c_pos |]. apply sum_le. intros a _. apply d_small.
        - unfold sum_others. rewrite sum_swap, <- sum_mul_l. apply sum_le. intros i I. apply in_seq in I.
          destruct (Nat.eqb i T); [rewrite sum_zero by reflexivity; apply (of_diff 0); [apply le_refl | ring] |].
          rewrite sum_mul_l.
          assert (M := odds_fall c rule (the C i) (the_is_a_model C i ltac:(lia)) h).
          pose proof (odds_nonneg C V central_rule h i A) as O.
          fold (ratio C i h) in M.
          change (distance2 (the C i) h) with
            (sum (actions C) (fun a => (predicted C i h a - m a) * (predicted C i h a - m a))) in M.
          set (s2 := sum (actions C) (fun a => (predicted C i h a - m a) * (predicted C i h a - m a))) in *.
          change (sum (actions C) (fun a => m a * ratio C i h a) <= 1 - c * s2) in M.
          set (r1 := sum (actions C) (fun a => m a * ratio C i h a)) in *.
          apply (of_diff (odds C h i * (1 - c * s2 - r1))); [nonneg | ring]. }
      pose proof theta_by_d as Q. rewrite sum_mul_l in L.
      pose proof (alpha_is_positive C V) as Ap. pose proof (lt_le _ _ some_action) as N.
      set (s2 := sum (actions C) (fun a => d a * d a)) in *.
      apply (of_diff (n_ * (X C h - X_after - c * (a_ * s2)) + a_ * c * (n_ * s2 - theta C h * theta C h)));
        [nonneg | ring].
    Qed.
  End Drop.

  Proposition strong_central_sum n : S_ C 3 n <= n_ / (a_ * c) * (1 / w C - 1).
  Proof.
    pose proof (alpha_is_positive C V) as Ap. pose proof some_action as N.
    assert (a_c : 0 < a_ * c) by (apply mul_pos; assumption).
    assert (factor : 0 <= n_ / (a_ * c)) by (apply div_nonneg; [apply lt_le, N | exact a_c]).
    pose proof (alive_at_first C V) as A0.
    assert (M : expect C n (query_sum C 3) [] <= query_sum C 3 [] + n_ / (a_ * c) * X C []).
    { revert A0. generalize (@nil step). revert n.
      apply (expect_potential C V (stays_alive C central_rule) _
               (fun h => query_sum C 3 h + n_ / (a_ * c) * X C h)).
      - intros h A. pose proof (X_nonneg C V central_rule h A).
        apply (of_diff (n_ / (a_ * c) * X C h)); [nonneg | ring].
      - intros h A. unfold query_sum. cbn [along]. fold (query_sum C 3). fold (query_sum C 3 h).
        rewrite next_add, next_mul, next_const by exact V. rewrite (next_X h A).
        pose proof (X_drop h A) as D. pose proof (theta_nonneg C V h) as Tn.
        assert (I : 0 <= 1 / (a_ * c)) by (apply div_nonneg; [apply one_nonneg | exact a_c]).
        apply (of_diff (1 / (a_ * c) * theta C h * (n_ * (X C h - X_after h) - a_ * c * (theta C h * theta C h))));
          [nonneg |].
        cbn [pow]. field. split; apply lt_neq; assumption. }
    pose proof (X_at_first C V) as X0. cbn [query_sum along] in M. unfold S_.
    set (S := expect C n (query_sum C 3) []) in *.
    apply (of_diff ((0 + n_ / (a_ * c) * X C [] - S) + n_ / (a_ * c) * (1 / w C - 1 - X C []))); [nonneg | ring].
  Qed.
End StrongCentral.
