(** * Trajectories

    Claim trajectory-dominance (proofs-notes/trajectories.md): in a query-blind environment no set of trajectories is
    much likelier for the imitator than for the demonstrator, as long as the truth is retained and the product of
    [1 + theta] is small. Induction over the steps that are left, step-dominance at each. *)

From Coq Require Import Bool List Arith Lia.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep.
Import ListNotations.
Local Open Scope num_scope.

Section Trajectories.
  Context {F : Num} {laws : ordered_field F} (C : class F).
  Add Field F_field : (@field_laws F laws).
  Hypotheses (V : valid C) (blind : query_blind C).
  Notation theta := (theta C).

  (** What the demonstrator does depends on the percepts only. *)
  Lemma demonstrate_blind n event h k :
    percepts h = percepts k -> demonstrate C n event h = demonstrate C n event k.
  Proof.
    revert h k. induction n as [| n IH]; intros h k E; cbn [demonstrate]; [rewrite E; reflexivity |].
    apply sum_ext. intros a _. unfold mu, predicted. rewrite E. f_equal.
    apply sum_ext. intros o _. rewrite (blind h k false false a o E). f_equal.
    apply IH. unfold percepts in *. cbn. rewrite E. reflexivity.
  Qed.

  Lemma demonstrate_nonneg n event h : 0 <= demonstrate C n event h.
  Proof.
    revert h. induction n as [| n IH]; intro h; cbn [demonstrate].
    - destruct (event (percepts h)); [apply one_nonneg | apply le_refl].
    - apply sum_nonneg. intros a _. apply mul_nonneg; [apply mu_nonneg, V |].
      apply sum_nonneg. intros o _. apply mul_nonneg; [apply environment_nonneg, V | apply IH].
  Qed.

  Lemma product_pos h : 0 < product C h.
  Proof.
    induction h as [| s h IH]; [apply one_pos |]. cbn. apply mul_pos; [| exact IH].
    apply add_pos_l; [apply one_pos | apply theta_nonneg, V].
  Qed.

  (** The product at most doubles at each step. *)
  Lemma product_doubles h : product C h <= (1 + 1) ^ length h.
  Proof.
    induction h as [| s h IH]; [apply le_refl |]. cbn [product along length pow].
    pose proof (theta_le_one C V h) as t1. pose proof (product_pos h) as P.
    apply le_trans with ((1 + 1) * product C h).
    - apply mul_le_r; [apply lt_le, P |]. apply add_le2; [apply le_refl | exact t1].
    - apply mul_le_l; [apply add_nonneg; apply one_nonneg | exact IH].
  Qed.

  Variables (event : list percept -> bool) (K : F).
  Hypothesis K_nonneg : 0 <= K.

  Definition inside (h : history) : bool := event (percepts h) && retained C h && leb (product C h) K.

  Proposition dominance_from n h :
    expect C n (fun k => indicator (inside k)) h <=
    (if retained C h then K / product C h * demonstrate C n event h else 0).
  Proof.
    revert h. induction n as [| n IH]; intro h; cbn [expect].
    - unfold inside. destruct (retained C h); [| rewrite andb_false_r; apply le_refl].
      cbn [demonstrate]. pose proof (product_pos h) as P.
      assert (0 <= K / product C h) by (apply div_nonneg; assumption).
      destruct (event (percepts h)); cbn [andb indicator]; [| apply (of_diff 0); [apply le_refl | ring]].
      destruct (leb (product C h) K) eqn:E; cbn [indicator]; [| nonneg].
      apply (of_diff ((K - product C h) / product C h)); [| field; apply lt_neq, P].
      apply div_nonneg; [apply sub_nonneg; exact E | exact P].
    - destruct (retained C h) eqn:R.
      2: { eapply le_trans; [apply (next_le C V h _ (fun _ => 0)) |].
           - intros s _. eapply le_trans; [apply IH |]. unfold retained. cbn [along]. fold (retained C h).
             rewrite R, andb_false_r. apply le_refl.
           - rewrite next_const by exact V. apply le_refl. }
      pose proof (product_pos h) as P. pose proof (theta_nonneg C V h) as Tn.
      assert (P1 : 0 < 1 + theta h) by (apply add_pos_l; [apply one_pos | exact Tn]).
      destruct (top_has C h (truth C)) eqn:T.
      + set (after := fun a => sum (observations C) (fun o =>
          environment C h false a o * demonstrate C n event (Step false a o :: h))).
        assert (step : next C h (fun s => expect C n (fun k => indicator (inside k)) (s :: h)) <=
                       next C h (fun s => K / product C (s :: h) * demonstrate C n event (s :: h))).
        { apply next_le; [exact V |]. intros s _. eapply le_trans; [apply IH |].
          unfold retained. cbn [along]. fold (retained C h). rewrite R, T. apply le_refl. }
        eapply le_trans; [exact step |].
        assert (E : next C h (fun s => K / product C (s :: h) * demonstrate C n event (s :: h)) =
                    K / product C h / (1 + theta h) *
                    sum (actions C) (fun a => (agreed C h a + theta h * mu C h a) * after a)).
        { change (fun s => K / product C (s :: h) * demonstrate C n event (s :: h))
            with (fun s => K / ((1 + theta h) * product C h) * demonstrate C n event (s :: h)).
          rewrite next_mul by exact V.
          replace (K / ((1 + theta h) * product C h)) with (K / product C h / (1 + theta h))
            by (field; split; apply lt_neq; assumption).
          f_equal. rewrite next_unfold, <- sum_add. apply sum_ext. intros a _. unfold after.
          rewrite (sum_ext _ (fun o => environment C h true a o * _)
            (fun o => environment C h false a o * demonstrate C n event (Step false a o :: h))).
          - ring.
          - intros o _. rewrite (blind h h true false a o eq_refl). f_equal. apply demonstrate_blind. reflexivity. }
        rewrite E.
        assert (after_nonneg : forall a, 0 <= after a).
        { intro a. apply sum_nonneg. intros o _.
          apply mul_nonneg; [apply environment_nonneg, V | apply demonstrate_nonneg]. }
        assert (D : sum (actions C) (fun a => (agreed C h a + theta h * mu C h a) * after a) <=
                    (1 + theta h) * demonstrate C (S n) event h).
        { cbn [demonstrate]. rewrite <- sum_mul_l. apply sum_le. intros a _. fold (after a).
          pose proof (no_query_dominance_here C h a T) as N. cbn [imitator] in N.
          apply (of_diff ((mu C h a - agreed C h a) * after a)); [| ring].
          apply mul_nonneg; [apply sub_nonneg, N | apply after_nonneg]. }
        assert (Q : 0 <= K / product C h / (1 + theta h)) by (apply div_nonneg; [apply div_nonneg |]; assumption).
        eapply le_trans; [apply mul_le_l; [exact Q | exact D] |].
        apply (of_diff 0); [apply le_refl |]. field. split; apply lt_neq; assumption.
      + eapply le_trans; [apply (next_le C V h _ (fun _ => 0)) |].
        * intros s _. eapply le_trans; [apply IH |]. unfold retained. cbn [along]. fold (retained C h).
          rewrite R, T. apply le_refl.
        * rewrite next_const by exact V. apply mul_nonneg; [apply div_nonneg; assumption |].
          apply demonstrate_nonneg.
  Qed.
End Trajectories.
