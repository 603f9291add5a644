(** * The query sum

    Claims query-drift, cubic-query-sum-sharp, cubic-query-sum, cubic-query-sum-lost and query-count
    (proofs-notes/query-sum.md). The potential is the sum, over the models other than the truth, of [c * g (x / c)],
    [x] the odds of the model. All that is used of [g] is the record [concave_enough]; Logarithm.v has the [g] that
    satisfies it, over the reals. *)

From Coq Require Import Bool List Arith Lia.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention.
Import ListNotations.
Local Open Scope num_scope.

Section QuerySum.
  Context {F : Num} {laws : ordered_field F}.
  Add Field F_field : (@field_laws F laws).

  Definition two : F := 1 + 1.
  Definition three : F := 1 + (1 + 1).

  Lemma three_pos : 0 < three.
  Proof. unfold three. apply add_pos_l; [apply one_pos | nonneg]. Qed.

  (** [g], with a supergradient [kappa]; the last line is lemma 1 of the note. *)
  Record concave_enough (g kappa : F -> F) : Prop := {
    g_nonneg : forall y, 0 <= y -> 0 <= g y;
    g_below : forall y, 0 <= y -> g y <= y;
    kappa_nonneg : forall y, 0 <= y -> 0 <= kappa y;
    g_tangent : forall y z, 0 <= y -> 0 <= z -> g z <= g y + kappa y * (z - y);
    g_gap : forall y r, 1 <= y -> 0 <= r -> r <= 1 ->
      (1 - r) * (1 - r) <= three * (g y + kappa y * (y * r - y) - g (y * r))
  }.

  Variable C : class F.
  Hypotheses (V : valid C) (B : bayesian C).
  Notation W := (weight C).
  Notation alive := (alive C).
  Notation T := (truth C).
  Let central_rule : central C := bayes_is_central C V B.

  Variables g kappa : F -> F.
  Hypothesis G : concave_enough g kappa.

  (** ** The potential *)

  Definition Phi (c : F) (h : history) : F := sum_others C (fun i => c * g (odds C h i / c)).

  Section Scale.
    Variable c : F.
    Hypothesis c_pos : 0 < c.
    Let c_neq : c <> 0 := lt_neq _ _ c_pos.

    Definition y (h : history) (i : nat) : F := odds C h i / c.

    Lemma y_nonneg h i : alive h -> 0 <= y h i.
    Proof. intro A. apply div_nonneg; [apply odds_nonneg; assumption | exact c_pos]. Qed.

    Lemma Phi_nonneg h : alive h -> 0 <= Phi c h.
    Proof.
      intro A. apply sum_nonneg. intros i _. destruct (Nat.eqb i T); [apply le_refl |].
      apply mul_nonneg; [apply lt_le, c_pos | apply (g_nonneg _ _ G), (y_nonneg h i A)].
    Qed.

    Lemma Phi_below_X h : alive h -> Phi c h <= X C h.
    Proof.
      intro A. rewrite X_is_a_sum. apply sum_others_le. intros i _.
      pose proof (g_below _ _ G _ (y_nonneg h i A)) as L. unfold y in L.
      apply (of_diff (c * (odds C h i / c - g (odds C h i / c)))); [nonneg | field; exact c_neq].
    Qed.

    (** ** Lemma 2: the drop at a query *)

    Section Drop.
      Variable h : history.
      Hypothesis A : alive h.
      Notation m := (mu C h).
      Notation r := (fun i a => ratio C i h a).

      (** What concavity leaves of the term of model [i] at answer [a]. *)
      Definition D (i : nat) (a : action) : F :=
        g (y h i) + kappa (y h i) * (y h i * r i a - y h i) - g (y h i * r i a).

      Lemma D_nonneg i a : 0 < m a -> 0 <= D i a.
      Proof.
        intro P. unfold D. apply sub_nonneg, (g_tangent _ _ G); [apply y_nonneg, A |].
        apply mul_nonneg; [apply y_nonneg, A | apply ratio_nonneg; assumption].
      Qed.

      (** Step 1, term by term. *)
      Lemma term_by_term i :
        sum (actions C) (fun a => m a * D i a) <=
        sum (actions C) (fun a => m a * (g (y h i) - g (y h i * r i a))).
      Proof.
        pose proof (mean_ratio C central_rule i h) as R. pose proof (y_nonneg h i A) as Y.
        pose proof (kappa_nonneg _ _ G _ Y) as K.
        apply (of_diff (kappa (y h i) * y h i * (1 - sum (actions C) (fun a => m a * r i a)))); [nonneg |].
        rewrite <- sum_sub. rewrite <- (mu_sum C V h), <- sum_sub, <- sum_mul_l.
        apply sum_ext. intros a _. unfold D. ring.
      Qed.

      (** Step 2, one term for each action. *)
      Definition t (a : action) : F := max 0 (1 - agreed C h a / m a).

      Lemma one_term_per_action a :
        In a (actions C) -> 0 < m a -> top C h <> [] ->
        (forall i, In i (top C h) -> i <> T -> 1 <= y h i) ->
        t a * t a <= three * sum_others C (fun i => D i a).
      Proof.
        intros I P N collected.
        assert (rest : forall i, 0 <= (if Nat.eqb i T then 0 else D i a)).
        { intro i. destruct (Nat.eqb i T); [apply le_refl | apply D_nonneg, P]. }
        assert (all : 0 <= three * sum_others C (fun i => D i a)).
        { apply mul_nonneg; [apply lt_le, three_pos |]. apply sum_nonneg. intros; apply rest. }
        destruct (agreed_attained C h a N) as [i [Ii E]].
        unfold t. destruct (max_cases 0 (1 - agreed C h a / m a)) as [M | M].
        { rewrite M. replace (0 * 0 : F) with (0 : F) by ring. exact all. }
        assert (L : 0 <= 1 - agreed C h a / m a) by (rewrite <- M; apply max_l).
        rewrite M. destruct (Nat.eq_dec i T) as [-> | iT].
        { replace (agreed C h a / m a) with (1 : F).
          - replace ((1 - 1) * (1 - 1) : F) with (0 : F) by ring. exact all.
          - rewrite E. change (predicted C T h a) with (m a). field. apply lt_neq, P. }
        assert (Li : (i < length (models C))%nat) by (eapply top_index; exact Ii).
        assert (Er : r i a = agreed C h a / m a).
        { unfold ratio. rewrite (B _ (the_is_a_model C i Li)),
            (B _ (the_is_a_model C T (truth_is_a_model C V))), E. reflexivity. }
        rewrite <- Er in *.
        eapply le_trans.
        - apply (g_gap _ _ G (y h i) (r i a)).
          + apply collected; assumption.
          + apply ratio_nonneg; assumption.
          + apply (of_diff (1 - r i a)); [exact L | reflexivity].
        - apply mul_le_l; [apply lt_le, three_pos |].
          eapply le_trans; [| apply (sum_one_le (indices C) (fun j => if Nat.eqb j T then 0 else D j a) i)].
          + destruct (Nat.eqb_spec i T); [contradiction | apply le_refl].
          + intros; apply rest.
          + apply in_seq. lia.
      Qed.

      (** Steps 3 and 4: Cauchy-Schwarz, and the query probability. *)
      Lemma mean_square :
        theta C h * theta C h <= sum (actions C) (fun a => m a * (t a * t a)).
      Proof.
        assert (S : theta C h <= sum (actions C) (fun a => m a * t a)).
        { replace (theta C h) with (sum (actions C) (fun a => m a - agreed C h a))
            by (rewrite sum_sub, mu_sum by exact V; reflexivity).
          apply sum_le. intros a _. pose proof (mu_nonneg C V h a) as P.
          destruct (num_eq_dec (m a) 0) as [Z | N].
          - rewrite Z. pose proof (agreed_nonneg C V h a). apply (of_diff (agreed C h a)); [nonneg | ring].
          - apply (of_diff (m a * (t a - (1 - agreed C h a / m a)))); [| field; exact N].
            apply mul_nonneg; [exact P | apply sub_nonneg, max_r]. }
        pose proof (theta_nonneg C V h) as Tn. set (x := theta C h) in *.
        assert (Q : sum (actions C) (fun a => m a * (two * x * t a - x * x)) <=
                    sum (actions C) (fun a => m a * (t a * t a))).
        { apply sum_le. intros a _. apply mul_le_l; [apply mu_nonneg, V |].
          apply (of_diff ((t a - x) * (t a - x))); [nonneg | unfold two; ring]. }
        eapply le_trans; [| exact Q].
        replace (sum (actions C) (fun a => m a * (two * x * t a - x * x)))
          with (two * x * sum (actions C) (fun a => m a * t a) - x * x).
        - apply (of_diff (two * x * (sum (actions C) (fun a => m a * t a) - x))); [| unfold two; ring].
          unfold two. nonneg.
        - rewrite (sum_ext _ (fun a => m a * (two * x * t a - x * x))
                     (fun a => two * x * (m a * t a) - m a * (x * x))) by (intros; ring).
          rewrite sum_sub, sum_mul_l, sum_mul_r, mu_sum by exact V. ring.
      Qed.

      (** The potential after answer [a], and its mean. *)
      Definition Phi_after (a : action) : F := sum_others C (fun i => c * g (y h i * r i a)).

      Lemma Phi_after_query a o : 0 < m a -> Phi c (Step true a o :: h) = Phi_after a.
      Proof.
        intro P. apply sum_others_ext. intros i _. do 2 f_equal.
        rewrite (odds_after_query C central_rule) by assumption.
        unfold y. field. exact c_neq.
      Qed.

      Lemma mean_drop :
        c * sum (actions C) (fun a => m a * sum_others C (fun i => D i a)) <=
        Phi c h - sum (actions C) (fun a => m a * Phi_after a).
      Proof.
        replace (Phi c h) with (sum (actions C) (fun a => m a * Phi c h))
          by (rewrite sum_mul_r, mu_sum by exact V; ring).
        rewrite <- sum_sub.
        rewrite (sum_ext _ (fun a => m a * Phi c h - m a * Phi_after a)
                   (fun a => m a * sum_others C (fun i => c * (g (y h i) - g (y h i * r i a))))).
        - rewrite !swap_others. unfold sum_others. rewrite <- sum_mul_l. apply sum_le. intros i _.
          destruct (Nat.eqb i T); [apply (of_diff 0); [apply le_refl | ring] |].
          rewrite (sum_ext _ (fun a => m a * (c * _)) (fun a => c * (m a * (g (y h i) - g (y h i * r i a)))))
            by (intros; ring).
          rewrite sum_mul_l. apply mul_le_l; [apply lt_le, c_pos | apply term_by_term].
        - intros a _. unfold Phi, Phi_after, sum_others.
          replace (m a * sum (indices C) (fun i => if Nat.eqb i T then 0 else c * g (odds C h i / c)) -
                   m a * sum (indices C) (fun i => if Nat.eqb i T then 0 else c * g (y h i * r i a)))
            with (m a * (sum (indices C) (fun i => if Nat.eqb i T then 0 else c * g (odds C h i / c)) -
                         sum (indices C) (fun i => if Nat.eqb i T then 0 else c * g (y h i * r i a)))) by ring.
          f_equal. rewrite <- sum_sub. apply sum_ext. intros i _. unfold y.
          destruct (Nat.eqb i T); ring.
      Qed.

      Lemma mean_D_nonneg : 0 <= sum (actions C) (fun a => m a * sum_others C (fun i => D i a)).
      Proof.
        apply sum_nonneg. intros a _. destruct (num_eq_dec (m a) 0) as [Z | N].
        - rewrite Z. apply (of_diff 0); [apply le_refl | ring].
        - apply mul_nonneg; [apply mu_nonneg, V |]. apply sum_nonneg. intros i _.
          destruct (Nat.eqb i T); [apply le_refl |]. apply D_nonneg. apply le_neq_lt; [apply mu_nonneg, V | exact N].
      Qed.

      Lemma drop_at_query :
        (forall i, In i (top C h) -> i <> T -> c * W h T <= W h i) ->
        c * (theta C h * theta C h) <=
        three * (Phi c h - sum (actions C) (fun a => m a * Phi_after a)).
      Proof.
        intro collected.
        assert (N : top C h <> []).
        { apply top_not_empty; [apply truth_is_a_model, V | exact A]. }
        assert (K : sum (actions C) (fun a => m a * (t a * t a)) <=
                    three * sum (actions C) (fun a => m a * sum_others C (fun i => D i a))).
        { rewrite <- sum_mul_l. apply sum_le. intros a I.
          destruct (num_eq_dec (m a) 0) as [Z | M]; [rewrite Z; apply (of_diff 0); [apply le_refl | ring] |].
          assert (P : 0 < m a) by (apply le_neq_lt; [apply mu_nonneg, V | exact M]).
          assert (O := one_term_per_action a I P N).
          apply (of_diff (m a * (three * sum_others C (fun i => D i a) - t a * t a))); [| ring].
          apply mul_nonneg; [apply lt_le, P |]. apply sub_nonneg, O. intros i Ii iT.
          apply (mul_le_inv (c * W h T)); [apply mul_pos; assumption |].
          apply (of_diff (W h i - c * W h T)); [apply sub_nonneg, collected; assumption |].
          unfold y, odds. field. split; [apply lt_neq, A | exact c_neq]. }
        pose proof mean_square as Q. pose proof mean_drop as M. pose proof three_pos.
        set (s2 := sum (actions C) (fun a => m a * (t a * t a))) in *.
        set (sD := sum (actions C) (fun a => m a * sum_others C (fun i => D i a))) in *.
        set (drop := Phi c h - sum (actions C) (fun a => m a * Phi_after a)) in *.
        apply (of_diff (three * (drop - c * sD) + c * (three * sD - s2) + c * (s2 - theta C h * theta C h)));
          [nonneg | ring].
      Qed.

      (** ** The drift *)

      Lemma next_Phi :
        next C h (fun s => Phi c (s :: h)) =
        (1 - theta C h) * Phi c h + theta C h * sum (actions C) (fun a => m a * Phi_after a).
      Proof.
        rewrite (next_ext C V h _ (fun s => if asked s then Phi_after (did s) else Phi c h)).
        - rewrite (next_unseen C V h (fun q a => if q then Phi_after a else Phi c h)).
          rewrite sum_mul_r, agreed_sum. reflexivity.
        - intros [q a o] [_ P]. cbn [asked did] in *. destruct q; [| reflexivity].
          apply Phi_after_query, P. reflexivity.
      Qed.

      (** Fact 3, for the potential. *)
      Lemma Phi_does_not_grow : next C h (fun s => Phi c (s :: h)) <= Phi c h.
      Proof.
        rewrite next_Phi. pose proof (theta_nonneg C V h) as Tn. pose proof mean_D_nonneg as N.
        pose proof mean_drop as M.
        set (sD := sum (actions C) (fun a => m a * sum_others C (fun i => D i a))) in *.
        set (after := sum (actions C) (fun a => m a * Phi_after a)) in *.
        apply (of_diff (theta C h * ((Phi c h - after - c * sD) + c * sD))); [nonneg | ring].
      Qed.

      Lemma drift :
        (forall i, In i (top C h) -> i <> T -> c * W h T <= W h i) ->
        three * next C h (fun s => Phi c (s :: h)) <= three * Phi c h - c * theta C h ^ 3.
      Proof.
        intro collected. rewrite next_Phi. pose proof (theta_nonneg C V h) as Tn.
        pose proof (drop_at_query collected) as M.
        set (after := sum (actions C) (fun a => m a * Phi_after a)) in *.
        apply (of_diff (theta C h * (three * (Phi c h - after) - c * (theta C h * theta C h)))); [nonneg |].
        cbn [pow]. ring.
      Qed.
    End Drop.
  End Scale.

  (** ** [claim query-drift] *)

  Notation a_ := (alpha C).
  Let alpha_pos : 0 < a_ := alpha_is_positive C V.
  Let alpha_le : a_ <= 1 := lt_le _ _ (alpha_is_below_one C V).
  Let W_nonneg h : forall i, 0 <= W h i := weight_nonneg C V central_rule h.
  Let T_in : (T < length (models C))%nat := truth_is_a_model C V.

  Proposition drift_everywhere h :
    alive h -> three * next C h (fun s => Phi a_ (s :: h)) <= three * Phi a_ h - a_ * theta C h ^ 3.
  Proof.
    intro A. apply drift; [exact alpha_pos | exact A |]. intros i I _. apply collected_odds; auto.
  Qed.

  (** ** [claim cubic-query-sum-sharp] *)

  Proposition cubic_from n h :
    alive h -> expect C n (query_sum C 3) h <= query_sum C 3 h + three / a_ * Phi a_ h.
  Proof.
    pose proof three_pos as three_pos.
    assert (a_neq : a_ <> 0) by (apply lt_neq, alpha_pos).
    assert (factor : 0 <= three / a_) by (apply div_nonneg; [apply lt_le, three_pos | exact alpha_pos]).
    revert n h. apply (expect_potential C V (stays_alive C central_rule) _
                         (fun h => query_sum C 3 h + three / a_ * Phi a_ h)).
    - intros h A. pose proof (Phi_nonneg a_ alpha_pos h A).
      apply (of_diff (three / a_ * Phi a_ h)); [nonneg | ring].
    - intros h A. unfold query_sum. cbn [along]. fold (query_sum C 3). fold (query_sum C 3 h).
      rewrite next_add, next_mul, next_const by exact V.
      pose proof (drift_everywhere h A) as M. set (after := next C h (fun s => Phi a_ (s :: h))) in *.
      apply (of_diff (1 / a_ * (three * Phi a_ h - a_ * theta C h ^ 3 - three * after))); [| field; exact a_neq].
      apply mul_nonneg; [apply div_nonneg; [apply one_nonneg | exact alpha_pos] | apply sub_nonneg, M].
  Qed.

  Proposition cubic_sharp n : S_ C 3 n <= three / a_ * (1 / w C - 1).
  Proof.
    pose proof (alive_at_first C V) as A. pose proof (cubic_from n [] A) as M.
    pose proof (Phi_below_X a_ alpha_pos [] A) as P. pose proof (X_at_first C V) as X0.
    assert (factor : 0 <= three / a_) by (apply div_nonneg; [apply lt_le, three_pos | exact alpha_pos]).
    cbn [query_sum along] in M. unfold S_.
    set (S := expect C n (query_sum C 3) []) in *.
    apply (of_diff ((0 + three / a_ * Phi a_ [] - S) + three / a_ * (X C [] - Phi a_ []) +
                    three / a_ * (1 / w C - 1 - X C []))); [nonneg | ring].
  Qed.

  (** ** [claim cubic-query-sum-lost] *)

  Proposition lost_from n h : alive h -> expect C n (lost_sum C) h - lost_sum C h <= three * X C h.
  Proof.
    pose proof three_pos as three_pos. pose proof one_pos as one_pos. intro A.
    pose proof (Phi_below_X 1 one_pos h A) as P.
    assert (M : expect C n (lost_sum C) h <= lost_sum C h + three * Phi 1 h).
    { revert A. clear P. revert n h.
      apply (expect_potential C V (stays_alive C central_rule) _ (fun h => lost_sum C h + three * Phi 1 h)).
      - intros h A. pose proof (Phi_nonneg 1 one_pos h A).
        apply (of_diff (three * Phi 1 h)); [nonneg | ring].
      - intros h A. unfold lost_sum. cbn [along]. fold (lost_sum C). fold (lost_sum C h).
        rewrite next_add, next_mul, next_const by exact V.
        destruct (top_has C h T) eqn:E.
        + pose proof (Phi_does_not_grow 1 one_pos h A) as M. set (after := next C h (fun s => Phi 1 (s :: h))) in *.
          apply (of_diff (three * (Phi 1 h - after))); [nonneg | ring].
        + assert (M := drift 1 one_pos h A). set (after := next C h (fun s => Phi 1 (s :: h))) in *.
          apply (of_diff (three * Phi 1 h - 1 * theta C h ^ 3 - three * after)); [| ring].
          apply sub_nonneg, M. intros i I _. replace (1 * W h T) with (W h T) by ring.
          apply collected_with_lost_truth; auto. }
    set (S := expect C n (lost_sum C) h) in *.
    apply (of_diff ((lost_sum C h + three * Phi 1 h - S) + three * (X C h - Phi 1 h))); [nonneg | ring].
  Qed.

  Proposition cubic_lost n : expect C n (lost_sum C) [] <= three * (1 / w C - 1).
  Proof.
    pose proof three_pos as three_pos. pose proof (X_at_first C V) as X0.
    pose proof (lost_from n [] (alive_at_first C V)) as M. cbn [lost_sum along] in M.
    set (S := expect C n (lost_sum C) []) in *.
    apply (of_diff ((three * X C [] - (S - 0)) + three * (1 / w C - 1 - X C []))); [nonneg | ring].
  Qed.

  (** ** [claim cubic-query-sum] *)

  Definition twelve : F := three * (two * two).

  Proposition cubic_seed n :
    S_ C 3 n <= of_nat (action_count C) * (1 / (a_ * (a_ * a_))) * (two * twelve / w C + twelve).
  Proof.
    eapply le_trans; [apply cubic_sharp |].
    assert (P : 0 < w C) by exact (alive_at_first C V).
    assert (N : 1 <= (of_nat (action_count C) : F)).
    { pose proof (mu_sum C V []) as S. unfold actions in S. destruct (action_count C) as [| k].
      - exfalso. apply one_neq_zero. rewrite <- S. reflexivity.
      - cbn. apply (of_diff (of_nat k)); [nonneg | ring]. }
    assert (I : 0 <= 1 / a_) by (apply div_nonneg; [apply one_nonneg | exact alpha_pos]).
    assert (J : 1 <= 1 / a_).
    { apply (of_diff ((1 - a_) * (1 / a_))); [nonneg | field; apply lt_neq, alpha_pos]. }
    assert (K : 0 <= 1 / w C) by (apply div_nonneg; [apply one_nonneg | exact P]).
    set (x := 1 / a_) in *. set (v := 1 / w C) in *. set (n_ := of_nat (action_count C) : F) in *.
    replace (three / a_ * (v - 1)) with (three * x * (v - 1)) by (unfold x, div; ring).
    replace (n_ * (1 / (a_ * (a_ * a_))) * (two * twelve / w C + twelve))
      with (n_ * (x * (x * x)) * (two * twelve * v + twelve)).
    2: { unfold x, v. field. split; apply lt_neq; [exact P | exact alpha_pos]. }
    assert (three_nonneg : 0 <= three) by (apply lt_le, three_pos).
    assert (two_nonneg : 0 <= two) by (unfold two; nonneg).
    assert (twelve_nonneg : 0 <= twelve) by (unfold twelve; nonneg).
    apply le_trans with (three * x * v).
    { apply (of_diff (three * x)); [nonneg | ring]. }
    apply le_trans with (two * twelve * v * x).
    { apply (of_diff ((three * (two * two * two - 1)) * (x * v))); [| unfold twelve; ring].
      assert (0 <= two * two * two - 1).
      { replace (two * two * two - 1) with (1 + two * three : F) by (unfold two, three; ring). nonneg. }
      nonneg. }
    apply le_trans with ((two * twelve * v + twelve) * x).
    { apply (of_diff (twelve * x)); [nonneg | ring]. }
    apply le_trans with ((two * twelve * v + twelve) * (x * (x * x))).
    { apply (of_diff ((two * twelve * v + twelve) * x * ((x - 1) * (x - 1) + (1 + 1) * (x - 1)))); [nonneg | ring]. }
    apply (of_diff ((n_ - 1) * ((two * twelve * v + twelve) * (x * (x * x))))); [nonneg | ring].
  Qed.
End QuerySum.

(** ** [claim query-count] *)

Section QueryCount.
  Context {F : Num} {laws : ordered_field F} (C : class F).
  Add Field F_field2 : (@field_laws F laws).
  Hypothesis V : valid C.

  (** S_1 is the expected number of queries. *)
  Proposition count_is_sum n h : expect C n queries h - queries h = expect C n (query_sum C 1) h - query_sum C 1 h.
  Proof.
    revert h. induction n as [| n IH]; intro h; cbn [expect]; [ring |].
    assert (E : next C h (fun s => expect C n queries (s :: h)) =
                next C h (fun s => (expect C n (query_sum C 1) (s :: h) + indicator (asked s)) +
                                   (queries h - (theta C h + query_sum C 1 h)))).
    { apply next_ext; [exact V |]. intros s _. specialize (IH (s :: h)).
      unfold query_sum in IH at 2. cbn [along queries] in IH. fold (query_sum C 1 h) in IH. cbn [pow] in IH.
      replace (expect C n queries (s :: h)) with
        (expect C n queries (s :: h) - (indicator (asked s) + queries h) + (indicator (asked s) + queries h)) by ring.
      rewrite IH. ring. }
    rewrite E, !next_add, next_const by exact V.
    rewrite (next_unseen C V h (fun q _ => indicator q)). cbn [indicator].
    rewrite !sum_mul_r, mu_sum by exact V. ring.
  Qed.

  (** theta^3 - 3 c^2 theta + 2 c^3 is not negative, summed and averaged. *)
  Lemma power_means_at c n h :
    0 <= c ->
    (three * c * c) * (expect C n (query_sum C 1) h - query_sum C 1 h) - two * (c * c * c) * of_nat n <=
    expect C n (query_sum C 3) h - query_sum C 3 h.
  Proof.
    intro P. revert h. induction n as [| n IH]; intro h; cbn [expect of_nat].
    { apply (of_diff 0); [apply le_refl | ring]. }
    assert (E : next C h (fun s => (three * c * c) * expect C n (query_sum C 1) (s :: h) +
                  ((three * c * c) * (0 - (theta C h + query_sum C 1 h)) - two * (c * c * c) * of_nat n)) <=
                next C h (fun s => expect C n (query_sum C 3) (s :: h) + (0 - (theta C h ^ 3 + query_sum C 3 h)))).
    { apply next_le; [exact V |]. intros s _. specialize (IH (s :: h)).
      unfold query_sum in IH at 2 4. cbn [along] in IH. fold (query_sum C 1 h) in IH. fold (query_sum C 3 h) in IH.
      replace (theta C h ^ 1) with (theta C h) in IH by (cbn [pow]; ring).
      eapply le_trans; [| eapply le_trans; [exact IH |]]; apply (of_diff 0); (apply le_refl || ring). }
    rewrite !next_add, next_mul, !next_const in E by exact V.
    set (x := next C h (fun s => expect C n (query_sum C 1) (s :: h))) in *.
    set (z := next C h (fun s => expect C n (query_sum C 3) (s :: h))) in *.
    pose proof (theta_nonneg C V h) as Tn. set (u := theta C h) in *.
    match type of E with ?l <= ?r =>
      apply (of_diff ((r - l) + (u - c) * (u - c) * (u + two * c))); [| unfold two, three; cbn [pow]; ring] end.
    assert (0 <= u + two * c) by (unfold two; nonneg). nonneg.
  Qed.

  Proposition power_means n :
    S_ C 1 n * (S_ C 1 n * S_ C 1 n) <= of_nat n * of_nat n * S_ C 3 n.
  Proof.
    destruct n as [| n]; [apply (of_diff 0); [apply le_refl | cbn; ring] |].
    assert (N : 0 < (of_nat (S n) : F)) by apply of_nat_pos.
    assert (S1 : 0 <= S_ C 1 (S n)).
    { unfold S_. rewrite <- (expect_const C V (S n) 0 []). apply expect_le; [exact V |].
      intro k. induction k as [| s k IH]; [apply le_refl |].
      cbn. apply add_nonneg; [| exact IH]. pose proof (theta_nonneg C V k). pose proof (one_nonneg (F := F)). nonneg. }
    pose proof (power_means_at (S_ C 1 (S n) / of_nat (S n)) (S n) [] (div_nonneg _ _ S1 N)) as M.
    cbn [query_sum along] in M. fold (S_ C 1 (S n)) in M. fold (S_ C 3 (S n)) in M.
    set (x := S_ C 1 (S n)) in *. set (z := S_ C 3 (S n)) in *. set (k := of_nat (S n) : F) in *.
    apply (mul_le_l (k * k)) in M; [| apply mul_nonneg; apply lt_le, N].
    match type of M with ?l <= ?r => apply (of_diff (r - l)); [apply sub_nonneg, M |] end.
    unfold two, three. field. apply lt_neq, N.
  Qed.
End QueryCount.
