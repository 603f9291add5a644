(** * Countable classes

    Models that cannot be collected do not matter (proofs-notes/countable.md). A countable class is given by its finite
    beginnings. Within a horizon, a model whose prior is at most alpha times a weight that some earlier model always
    keeps (below that, where the rule is not strict) is never collected; so if all models from some number on are like
    that, every longer beginning has the same top sets, the same query probabilities and the same sums: those of the
    countable class. *)

From Coq Require Import Bool List Arith Lia Permutation Sorted.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention.
Import ListNotations.
Local Open Scope num_scope.

Section Beginnings.
  Context {F : Num} {laws : ordered_field F}.
  Add Field F_field : (@field_laws F laws).

  (** A class and the same with more models after its own. *)
  Variables (C : class F) (more : list (model F)).
  Definition longer : class F :=
    Class (action_count C) (observation_count C) (models C ++ more) (truth C) (alpha C) (strict C)
      (environment C).
  Notation D := longer.
  Notation size := (length (models C)).

  Hypotheses (V : valid C) (VD : valid D) (B : bayesian D).

  Lemma bayesian_beginning : bayesian C.
  Proof. intros m M. apply B. apply in_or_app. left. exact M. Qed.

  Let R : central D := bayes_is_central D VD B.

  Lemma the_same i : (i < size)%nat -> the D i = the C i.
  Proof. intro L. unfold the. apply app_nth1, L. Qed.

  Lemma weight_same h i : (i < size)%nat -> weight D h i = weight C h i.
  Proof.
    intro L. induction h as [| s h IH]; cbn [weight]; rewrite (the_same i L); [reflexivity |].
    destruct (asked s); rewrite IH; reflexivity.
  Qed.

  Lemma predicted_same h i a : (i < size)%nat -> predicted D i h a = predicted C i h a.
  Proof. intro L. unfold predicted. rewrite (the_same i L). reflexivity. Qed.

  Lemma truth_same h a : mu D h a = mu C h a.
  Proof. unfold mu. apply predicted_same, (truth_is_a_model C V). Qed.

  (** At [h] no further model can be collected. *)
  Definition hopeless (h : history) : Prop :=
    forall j, (size <= j)%nat -> (j < length (models D))%nat ->
      exists i, (i < size)%nat /\ enough C (weight D h i) (weight D h j) = false.

  (** ** The ranking of the beginning is what is left of the longer ranking *)

  Section AtANode.
    Variable h : history.
    Notation W := (weight D h).
    Notation before_ := (before D h).

    Lemma W_nonneg i : 0 <= W i.
    Proof. apply (weight_nonneg D VD R). Qed.

    Lemma before_asym i j : before_ i j -> before_ j i -> False.
    Proof.
      intros [K | [K K']] [L | [L L']].
      - exact (lt_not_le _ _ K (lt_le _ _ L)).
      - rewrite L in K. exact (lt_irrefl _ K).
      - rewrite K in L. exact (lt_irrefl _ L).
      - lia.
    Qed.

    Lemma sorted_unique l k :
      StronglySorted before_ l -> StronglySorted before_ k -> (forall x, In x l <-> In x k) -> l = k.
    Proof.
      revert k. induction l as [| x l IH]; intros [| y k] S S' E; [reflexivity | | |].
      - destruct (proj2 (E y)); left; reflexivity.
      - destruct (proj1 (E x)); left; reflexivity.
      - inversion S as [| ? ? Sl Fl]; inversion S' as [| ? ? Sk Fk]; subst. rewrite Forall_forall in Fl, Fk.
        assert (xy : x = y).
        { destruct (proj1 (E x) (or_introl eq_refl)) as [-> | X]; [reflexivity |].
          destruct (proj2 (E y) (or_introl eq_refl)) as [-> | Y]; [reflexivity |].
          exfalso. exact (before_asym _ _ (Fk x X) (Fl y Y)). }
        subst y. f_equal. apply IH; [exact Sl | exact Sk |]. intro z. split; intro Z.
        + destruct (proj1 (E z) (or_intror Z)) as [<- | H]; [| exact H].
          exfalso. exact (before_asym _ _ (Fl x Z) (Fl x Z)).
        + destruct (proj2 (E z) (or_intror Z)) as [<- | H]; [| exact H].
          exfalso. exact (before_asym _ _ (Fk x Z) (Fk x Z)).
    Qed.

    Notation own := (fun i => Nat.ltb i size).

    Lemma sorted_filter l : StronglySorted before_ l -> StronglySorted before_ (filter own l).
    Proof.
      induction 1 as [| i l S IH H]; [constructor |]. cbn [filter]. destruct (Nat.ltb i size); [| exact IH].
      constructor; [exact IH |]. rewrite Forall_forall in *. intros j J. apply filter_In in J. apply H, J.
    Qed.

    Lemma rank_beginning : rank C h = filter own (rank D h).
    Proof.
      apply sorted_unique.
      - pose proof (rank_sorted C h) as S. pose proof (fun i => proj1 (in_rank C h i)) as I.
        induction S as [| i l S IH H]; [constructor |]. constructor.
        + apply IH. intros j J. apply I. right. exact J.
        + rewrite Forall_forall in *. intros j J. specialize (H j J). unfold before in *.
          rewrite !weight_same by (apply I; (left; reflexivity) || (right; exact J)). exact H.
      - apply sorted_filter, rank_sorted.
      - intro i. rewrite filter_In, !in_rank, Nat.ltb_lt. cbn [models longer]. rewrite app_length. lia.
    Qed.

    (** A further model is too light for what is collected so far, or for what ranks before it. *)
    Definition light (t : F) (l : list nat) : Prop :=
      forall j, In j l -> (size <= j)%nat ->
        enough C t (W j) = false \/
        exists i, (i < size)%nat /\ In i l /\ before_ i j /\ enough C (W i) (W j) = false.

    Lemma collect_beginning l t :
      0 <= t -> StronglySorted before_ l -> light t l -> collect D h t l = collect C h t (filter own l).
    Proof.
      pose proof (lt_le _ _ (alpha_is_positive C V)) as A.
      assert (mono : forall t d, 0 <= d -> alpha C * t <= alpha C * (t + d)).
      { intros t' d P. apply (of_diff (alpha C * d)); [nonneg | ring]. }
      assert (less : forall t t' x, alpha C * t <= alpha C * t' -> enough C t x = false -> enough C t' x = false).
      { intros t' t'' x M N. apply not_true_is_false. intro Q. apply (not_true_iff_false (enough C t' x)) in N.
        apply N. eapply enough_mono; [exact M | apply le_refl | exact Q]. }
      revert t. induction l as [| k l IH]; intros t T S L; [reflexivity |].
      inversion S as [| ? ? S' after]; subst. rewrite Forall_forall in after. cbn [filter].
      destruct (Nat.ltb_spec k size) as [K | K].
      - cbn [collect]. rewrite <- (weight_same h k K). change (enough D) with (enough C).
        destruct (enough C t (W k)); [| reflexivity]. f_equal. pose proof (W_nonneg k).
        apply IH; [nonneg | exact S' |]. intros j J Lj.
        destruct (L j (or_intror J) Lj) as [P | [i [Li [[<- | I] [Bij P]]]]].
        + left. apply (less t); [apply mono; assumption | exact P].
        + left. apply (less (W k)); [| exact P]. apply (of_diff (alpha C * t)); [nonneg | ring].
        + right. exists i. auto.
      - assert (P : enough C t (W k) = false).
        { destruct (L k (or_introl eq_refl) K) as [P | [i [Li [[-> | I] [Bik _]]]]]; [exact P | lia |].
          exfalso. exact (before_asym _ _ Bik (after i I)). }
        cbn [collect]. change (enough D) with (enough C). rewrite P.
        destruct (filter own l) as [| j rest] eqn:E; [reflexivity |].
        assert (J : In j (filter own l)) by (rewrite E; left; reflexivity).
        apply filter_In in J as [J Lj]. apply Nat.ltb_lt in Lj. cbn [collect].
        assert (enough C t (weight C h j) = false) as ->; [| reflexivity].
        rewrite <- (weight_same h j Lj). apply not_true_is_false. intro Q.
        apply (not_true_iff_false (enough C t (W k))) in P.
        apply P. eapply enough_mono; [apply le_refl | apply before_heavier, after, J | exact Q].
    Qed.

    Hypothesis H : hopeless h.

    Lemma top_same : top D h = top C h.
    Proof.
      unfold top. rewrite rank_beginning. apply collect_beginning; [apply le_refl | apply rank_sorted |].
      intros j J Lj. apply in_rank in J. destruct (H j Lj J) as [i [Li P]].
      assert (before_j : W j < W i -> enough C 0 (W j) = false \/
                exists i, (i < size)%nat /\ In i (rank D h) /\ before_ i j /\ enough C (W i) (W j) = false).
      { intro L. right. exists i. split; [exact Li |]. split; [apply in_rank; lia |].
        split; [left; exact L | exact P]. }
      destruct (le_lt_dec (W i) (W j)) as [K | K]; [| apply before_j, K].
      (* only where all of them have no weight *)
      pose proof (not_enough C (W i) (W j) P) as M. pose proof (W_nonneg j) as j0.
      assert (i0 : W i = 0).
      { apply le_antisym; [| apply W_nonneg]. destruct (le_lt_dec (W i) 0) as [Z | i0]; [exact Z | exfalso].
        apply (lt_not_le (alpha C * W i) (W i)).
        - apply (of_diff_lt ((1 - alpha C) * W i)); [| ring].
          apply mul_pos; [apply sub_pos, (alpha_is_below_one C V) | exact i0].
        - eapply le_trans; eassumption. }
      left. rewrite i0 in P. exact P.
    Qed.

    Lemma agreed_same a : agreed D h a = agreed C h a.
    Proof.
      unfold agreed. rewrite top_same. assert (range := top_index C h).
      destruct (top C h) as [| i l]; [reflexivity |].
      rewrite predicted_same by (apply range; left; reflexivity).
      assert (range' : forall j, In j l -> (j < size)%nat) by (intros; apply range; right; assumption).
      clear range. induction l as [| j l IH]; [reflexivity |]. cbn [fold_right].
      rewrite IH by (intros; apply range'; right; assumption).
      rewrite predicted_same by (apply range'; left; reflexivity). reflexivity.
    Qed.

    Lemma theta_same : theta D h = theta C h.
    Proof. unfold theta. f_equal. apply sum_ext. intros a _. apply agreed_same. Qed.

    Lemma top_has_same i : top_has D h i = top_has C h i.
    Proof. unfold top_has. rewrite top_same. reflexivity. Qed.

    Lemma next_same f g : (forall s, possible C h s -> f s = g s) -> next D h f = next C h g.
    Proof.
      intro E. rewrite <- (next_ext C V h f g E). rewrite !next_unfold. cbn [environment longer].
      f_equal; apply sum_ext; intros a _; [rewrite agreed_same | rewrite theta_same, truth_same]; reflexivity.
    Qed.
  End AtANode.

  (** ** Within a horizon *)

  (** A history with actions of the class, at which the truth has weight. *)
  Definition fine (h : history) : Prop := alive C h /\ Forall (fun s => In (did s) (actions C)) h.

  Variable horizon : nat.
  Hypothesis all_hopeless : forall h, fine h -> (length h < horizon)%nat -> hopeless h.

  Lemma fine_before s h : fine (s :: h) -> fine h.
  Proof.
    intros [P A]. split; [| inversion A; assumption]. revert P. unfold alive. cbn [weight].
    destruct (asked s); [| auto]. intro P.
    apply le_neq_lt; [apply (weight_nonneg C V (bayes_is_central C V bayesian_beginning)) |].
    intro Z. rewrite Z in P. apply (lt_irrefl (0 : F)). eapply lt_le_trans; [exact P |].
    apply (of_diff 0); [apply le_refl | ring].
  Qed.

  Lemma fine_after s h : fine h -> possible C h s -> fine (s :: h).
  Proof.
    intros [A I] P. split; [apply (stays_alive C (bayes_is_central C V bayesian_beginning)); assumption |].
    constructor; [apply P | exact I].
  Qed.

  Lemma fine_at_first : fine [].
  Proof. split; [apply (alive_at_first C V) | constructor]. Qed.

  Lemma expect_same f g n h :
    (forall k, fine k -> (length k <= horizon)%nat -> f k = g k) ->
    fine h -> (n + length h <= horizon)%nat -> expect D n f h = expect C n g h.
  Proof.
    intro E. revert h. induction n as [| n IH]; intros h A L; cbn [expect]; [apply E; auto |].
    apply next_same; [apply all_hopeless; [exact A | lia] |]. intros s P. apply IH; [| cbn [length]; lia].
    apply fine_after; assumption.
  Qed.

  Lemma query_sum_same p h : fine h -> (length h <= horizon)%nat -> query_sum D p h = query_sum C p h.
  Proof.
    induction h as [| s h IH]; intros A L; [reflexivity |]. cbn [length] in L. pose proof (fine_before s h A) as A'.
    unfold query_sum in *. cbn [along]. rewrite IH by (exact A' || lia).
    rewrite theta_same by (apply all_hopeless; [exact A' | lia]). reflexivity.
  Qed.

  Lemma retained_same h : fine h -> (length h <= horizon)%nat -> retained D h = retained C h.
  Proof.
    induction h as [| s h IH]; intros A L; [reflexivity |]. cbn [length] in L. pose proof (fine_before s h A) as A'.
    unfold retained in *. cbn [along]. rewrite IH by (exact A' || lia).
    rewrite top_has_same by (apply all_hopeless; [exact A' | lia]). reflexivity.
  Qed.

  Lemma sums_same p : S_ D p horizon = S_ C p horizon.
  Proof.
    apply expect_same; [intros; apply query_sum_same; assumption | exact fine_at_first | cbn [length]; lia].
  Qed.

  Lemma retention_same : probability D horizon (retained D) = probability C horizon (retained C).
  Proof.
    apply expect_same; [intros k A L; rewrite retained_same by assumption; reflexivity | exact fine_at_first |].
    cbn [length]. lia.
  Qed.
End Beginnings.

Section Found.
  Context {F : Num} {laws : ordered_field F} (C : class F) (more : list (model F)).
  Add Field F_field2 : (@field_laws F laws).
  Notation D := (longer C more).
  Hypotheses (V : valid C) (VD : valid D) (B : bayesian D).

  (** A weight never grows. *)
  Lemma weight_below_prior h j :
    (j < length (models D))%nat -> Forall (fun s => In (did s) (actions C)) h -> weight D h j <= prior (the D j).
  Proof.
    intros L A. induction A as [| s h I A IH]; [apply le_refl |]. cbn [weight].
    destruct (asked s); [| exact IH]. eapply le_trans; [| exact IH].
    pose proof (weight_nonneg D VD (bayes_is_central D VD B) h j) as P.
    assert (M : In (the D j) (models D)) by (apply nth_In; exact L).
    rewrite (B _ M). destruct (predictions_are_laws D VD _ M (percepts h)) as [N S].
    assert (X : predicts (the D j) (percepts h) (did s) <= 1).
    { rewrite <- S. apply (sum_one_le (actions C) (predicts (the D j) (percepts h)) (did s)); [auto | exact I]. }
    apply (of_diff (weight D h j * (1 - predicts (the D j) (percepts h) (did s)))); [| ring].
    apply mul_nonneg; [exact P | apply sub_nonneg, X].
  Qed.

  (** How the beginning is found: no further prior is enough against a weight [least] that some model of the beginning
      has at every node within the horizon. Then the further models change nothing. *)
  Theorem further_models_do_not_matter least horizon :
    (forall m, In m more -> enough C least (prior m) = false) ->
    (forall h, fine C h -> (length h < horizon)%nat ->
       exists i, (i < length (models C))%nat /\ least <= weight C h i) ->
    (forall h, fine C h -> (length h < horizon)%nat -> top D h = top C h /\ theta D h = theta C h) /\
    (forall p, S_ D p horizon = S_ C p horizon) /\
    probability D horizon (retained D) = probability C horizon (retained C).
  Proof.
    intros light_priors kept.
    assert (H : forall h, fine C h -> (length h < horizon)%nat -> hopeless C more h).
    { intros h A L j Lj Lj'. destruct (kept h A L) as [i [Li W]]. exists i. split; [exact Li |].
      assert (In_ : In (the D j) more).
      { unfold the. cbn [models longer] in *. rewrite app_nth2 by exact Lj. apply nth_In.
        rewrite app_length in Lj'. lia. }
      apply not_true_is_false. intro Q. apply (not_true_iff_false (enough C least (prior (the D j)))).
      - apply light_priors, In_.
      - eapply enough_mono; [| apply (weight_below_prior h j Lj' (proj2 A)) | exact Q].
        rewrite weight_same by exact Li. apply mul_le_l; [apply lt_le, (alpha_is_positive C V) | exact W]. }
    split; [| split].
    - intros h A L. split; [apply top_same | apply theta_same]; auto.
    - intro p. apply (sums_same C more V VD B horizon H p).
    - apply (retention_same C more V VD B horizon H).
  Qed.
End Found.
