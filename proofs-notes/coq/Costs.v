(** * Costs

    Claims bounded-cost and unbounded-cost (proofs-notes/trajectories.md): what a distance between laws says about
    expected costs, and what the ratio says that a distance does not. *)

From Coq Require Import Bool List Arith Lia.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Uses.
Import ListNotations.
Local Open Scope num_scope.

Section Costs.
  Context {F : Num} {laws : ordered_field F}.
  Add Field F_field : (@field_laws F laws).

  Definition magnitude (x : F) : F := max x (0 - x).
  Definition distance (n : nat) (p q : action -> F) : F := sum (seq 0 n) (fun a => magnitude (p a - q a)).
  Definition mean_cost (n : nat) (p cost : action -> F) : F := sum (seq 0 n) (fun a => p a * cost a).

  Lemma magnitude_up x : x <= magnitude x.
  Proof. apply max_l. Qed.
  Lemma magnitude_down x : 0 - x <= magnitude x.
  Proof. apply max_r. Qed.
  Lemma magnitude_nonneg x : 0 <= magnitude x.
  Proof.
    pose proof (magnitude_up x). pose proof (magnitude_down x).
    destruct (le_total 0 x) as [H1 | H1]; eapply le_trans; try eassumption.
    apply (of_diff (0 - x)); [apply sub_nonneg, H1 | ring].
  Qed.

  (** Costs between [low] and [low + 2 C]: the difference of the means is at most [C] times the distance. *)
  Lemma cost_difference n p q cost low C :
    law n p -> law n q -> (forall a, low <= cost a) -> (forall a, cost a <= low + (C + C)) ->
    mean_cost n p cost - mean_cost n q cost <= C * distance n p q.
  Proof.
    intros [_ P] [_ Q] L U. unfold mean_cost, distance.
    assert (E : sum (seq 0 n) (fun a => p a * cost a) - sum (seq 0 n) (fun a => q a * cost a) =
                sum (seq 0 n) (fun a => (p a - q a) * (cost a - (low + C)))).
    { rewrite (sum_ext _ (fun a => (p a - q a) * (cost a - (low + C)))
                 (fun a => (p a * cost a - q a * cost a) - (p a * (low + C) - q a * (low + C)))) by (intros; ring).
      rewrite !sum_sub, !sum_mul_r, P, Q. ring. }
    rewrite E, <- sum_mul_l. apply sum_le. intros a _. specialize (L a). specialize (U a).
    set (x := p a - q a). set (d := cost a - (low + C)).
    assert (D1 : 0 <= C - d).
    { apply (of_diff (low + (C + C) - cost a)); [apply sub_nonneg, U | unfold d; ring]. }
    assert (D2 : 0 <= C + d).
    { apply (of_diff (cost a - low)); [apply sub_nonneg, L | unfold d; ring]. }
    destruct (le_total 0 x) as [X | X].
    - apply (of_diff (x * (C - d) + C * (magnitude x - x))); [| ring].
      assert (0 <= C).
      { apply (mul_le_inv (1 + 1)); [apply add_pos_l; [apply one_pos | apply one_nonneg] |].
        apply (of_diff ((C - d) + (C + d))); [nonneg | ring]. }
      pose proof (magnitude_up x). nonneg.
    - apply (of_diff ((0 - x) * (C + d) + C * (magnitude x - (0 - x)))); [| ring].
      assert (0 <= C).
      { apply (mul_le_inv (1 + 1)); [apply add_pos_l; [apply one_pos | apply one_nonneg] |].
        apply (of_diff ((C - d) + (C + d))); [nonneg | ring]. }
      pose proof (magnitude_down x). nonneg.
  Qed.

  (** The distance of the imitator from the demonstrator. *)
  Lemma distance_here (C : class F) h :
    valid C -> top_has C h (truth C) = true ->
    distance (action_count C) (im C h) (mu C h) <= (1 + 1) * (theta C h * (1 - theta C h)).
  Proof.
    intros V T. pose proof (theta_nonneg C V h) as t0. pose proof (theta_le_one C V h) as t1.
    set (t := theta C h) in *. unfold distance. fold (actions C).
    set (f := fun a => agreed C h a - (1 - t) * mu C h a).
    set (on := fun a => if leb 0 (f a) then mu C h a else 0).
    set (up := fun a => max 0 (f a)). set (down := fun a => max 0 (0 - f a)).
    assert (F0 : sum (actions C) f = 0).
    { unfold f. rewrite sum_sub, sum_mul_l, mu_sum, agreed_sum by exact V. fold t. ring. }
    assert (split_ : forall a, up a - down a = f a /\ magnitude (im C h a - mu C h a) <= up a + down a).
    { intro a. assert (E : im C h a - mu C h a = f a) by (unfold im, f; fold t; ring). rewrite E.
      unfold up, down, max, magnitude, max.
      destruct (le_lt_dec 0 (f a)) as [P | P].
      - assert (N : 0 - f a <= 0) by (apply (of_diff (f a)); [exact P | ring]).
        rewrite P. destruct (leb 0 (0 - f a)) eqn:Z.
        + assert (f a = 0) as Ez.
          { apply le_antisym; [| exact P]. apply (of_diff (0 - f a)); [exact Z | ring]. }
          rewrite Ez. split; [ring |]. destruct (leb 0 (0 - 0)); apply (of_diff 0); (apply le_refl || ring).
        + split; [ring |]. destruct (leb (f a) (0 - f a)) eqn:Y; [| apply (of_diff 0); [apply le_refl | ring]].
          eapply le_trans; [exact N |]. apply (of_diff (f a)); [exact P | ring].
      - assert (P' := P). unfold lt in P'. rewrite P'. assert (N : f a <= 0) by (apply lt_le, P).
        assert (Z : leb 0 (0 - f a) = true) by (apply sub_nonneg, N). rewrite Z. split; [ring |].
        destruct (leb (f a) (0 - f a)); [apply (of_diff 0); [apply le_refl | ring] |].
        eapply le_trans; [exact N |]. apply (of_diff (0 - f a)); [exact Z | ring]. }
    assert (U : sum (actions C) up <= t * sum (actions C) on).
    { rewrite <- sum_mul_l. apply sum_le. intros a _. unfold up, on, max.
      pose proof (no_query_dominance_here C h a T) as D. cbn [imitator] in D.
      destruct (leb 0 (f a)) eqn:P; [| apply (of_diff 0); [apply le_refl | ring]].
      apply (of_diff (mu C h a - agreed C h a)); [nonneg | unfold f; ring]. }
    assert (W : sum (actions C) down <= (1 - t) * (1 - sum (actions C) on)).
    { rewrite <- (mu_sum C V h), <- sum_sub, <- sum_mul_l. apply sum_le. intros a _. unfold down, on, max.
      rewrite (mu_sum C V h). pose proof (agreed_nonneg C V h a). pose proof (mu_nonneg C V h a).
      assert (0 <= 1 - t) by (apply sub_nonneg, t1).
      destruct (le_lt_dec 0 (f a)) as [P | P].
      - rewrite P. destruct (leb 0 (0 - f a)) eqn:Z.
        + apply (of_diff (f a)); [exact P | ring].
        + apply (of_diff 0); [apply le_refl | ring].
      - assert (P' := P). unfold lt in P'. rewrite P'.
        assert (Z : leb 0 (0 - f a) = true) by (apply sub_nonneg, lt_le, P). rewrite Z.
        apply (of_diff (agreed C h a)); [assumption | unfold f; ring]. }
    assert (E : sum (actions C) up = sum (actions C) down).
    { assert (S : sum (actions C) up - sum (actions C) down = 0).
      { rewrite <- sum_sub, <- F0. apply sum_ext. intros a _. apply split_. }
      replace (sum (actions C) up) with (sum (actions C) up - sum (actions C) down + sum (actions C) down) by ring.
      rewrite S. ring. }
    eapply le_trans; [apply (sum_le _ _ (fun a => up a + down a)); intros a _; apply split_ |].
    rewrite sum_add. rewrite <- E in W |- *.
    set (x := sum (actions C) up) in *. set (o := sum (actions C) on) in *.
    assert (0 <= 1 - t) by (apply sub_nonneg, t1).
    apply (of_diff ((1 + 1) * ((1 - t) * (t * o - x) + t * ((1 - t) * (1 - o) - x)))); [| ring].
    assert (0 <= t * o - x) by (apply sub_nonneg, U).
    assert (0 <= (1 - t) * (1 - o) - x) by (apply sub_nonneg, W). nonneg.
  Qed.

  (** A distance alone bounds no cost: at any distance [e + e] there are laws and a cost that the one never has and the
      other has on average as large as one likes. *)
  Lemma no_bound_by_distance e R :
    0 < e -> e <= 1 -> 0 <= R ->
    exists p q cost : action -> F,
      law 2 p /\ law 2 q /\ (forall a, 0 <= cost a) /\ distance 2 p q = e + e /\
      mean_cost 2 q cost = 0 /\ mean_cost 2 p cost = R.
  Proof.
    intros P L R0.
    exists (fun a => match a with 0%nat => 1 - e | 1%nat => e | _ => 0 end),
           (fun a => match a with 0%nat => 1 | _ => 0 end),
           (fun a => match a with 1%nat => R / e | _ => 0 end).
    assert (0 <= 1 - e) by (apply sub_nonneg, L). assert (0 <= e) by (apply lt_le, P).
    assert (0 <= R / e) by (apply div_nonneg; assumption).
    assert (M : forall x, 0 <= x -> magnitude x = x /\ magnitude (0 - x) = x).
    { intros x X. unfold magnitude, max.
      assert (N : 0 - x <= x) by (apply (of_diff (x + x)); [nonneg | ring]). split.
      - destruct (leb x (0 - x)) eqn:Y; [| reflexivity]. apply le_antisym; [exact N | exact Y].
      - replace (0 - (0 - x)) with x by ring. rewrite N. reflexivity. }
    repeat split.
    - intros [| [| a]]; cbn; nonneg.
    - cbn. ring.
    - intros [| [| a]]; cbn; nonneg.
    - cbn. ring.
    - intros [| [| a]]; cbn; nonneg.
    - unfold distance. cbn [seq sum]. replace (1 - e - 1) with (0 - e) by ring. replace (e - 0) with e by ring.
      rewrite (proj1 (M e ltac:(assumption))), (proj2 (M e ltac:(assumption))). ring.
    - cbn. ring.
    - unfold mean_cost. cbn [seq sum]. field. apply lt_neq, P.
  Qed.
End Costs.
