(** * The order of the query sum is right

    Claim cubic-query-sum-lower, part (a) (proofs-notes/query-sum.md): [n] deterministic alternatives to a demonstrator
    that always plays 0; alternative [i] plays 1 at time [i], and 0 otherwise. At time [i] it is the first survivor, is
    collected, and forces a question that refutes it: so the sum of theta^3 is [n], surely. For both rules. *)

From Coq Require Import Bool List Arith Lia Sorted.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention.
Import ListNotations.
Local Open Scope num_scope.

Section LowerBound.
  Context {F : Num} {laws : ordered_field F}.
  Add Field F_field : (@field_laws F laws).

  Variables (n : nat) (alpha_ w_ : F) (strict_ : bool).
  Hypotheses (n_pos : (0 < n)%nat) (alpha_pos : 0 < alpha_) (alpha_below : alpha_ < 1).
  Hypotheses (w_pos : 0 < w_) (w_below : w_ < 1).

  (** The prior of each alternative. *)
  Definition x : F := (1 - w_) / of_nat n.
  Hypotheses (above : if strict_ then alpha_ * w_ < x else alpha_ * w_ <= x) (at_most : x <= w_).

  Definition plays (b : list percept -> action) : policy (F := F) := fun v a => if Nat.eqb a (b v) then 1 else 0.
  Definition demonstrator : model F := bayes w_ (plays (fun _ => 0%nat)).
  Definition alternative (i : nat) : model F :=
    bayes x (plays (fun v => if Nat.eqb (length v) i then 1%nat else 0%nat)).

  Definition family : class F :=
    Class 2 1 (demonstrator :: map alternative (seq 0 n)) 0 alpha_ strict_
      (fun _ _ _ o => if Nat.eqb o 0 then 1 else 0).
  Notation C := family.

  Lemma n_nonzero : 0 < (of_nat n : F).
  Proof. destruct n; [lia | apply of_nat_pos]. Qed.

  Lemma x_pos : 0 < x.
  Proof. apply div_pos; [apply sub_pos, w_below | exact n_nonzero]. Qed.

  Lemma plays_a_law b v : (b v < 2)%nat -> law 2 (plays b v).
  Proof.
    intro L. split.
    - intro a. unfold plays. destruct (Nat.eqb a (b v)); [apply one_nonneg | apply le_refl].
    - cbn. unfold plays. destruct (b v) as [| [| k]]; cbn; [ring | ring | lia].
  Qed.

  Lemma family_valid : valid C.
  Proof.
    split; cbn [models action_count observation_count truth alpha environment family].
    - cbn. lia.
    - intros m [<- | M]; [exact w_pos |]. apply in_map_iff in M as [i [<- _]]. exact x_pos.
    - cbn [sum]. cbn [prior demonstrator bayes].
      assert (E : sum (map alternative (seq 0 n)) prior = of_nat n * x).
      { generalize 0%nat. induction n as [| k IH]; intro i; cbn [seq map sum of_nat]; [ring |].
        clear IH. revert i. assert (G : forall j k, sum (map alternative (seq j k)) prior = of_nat k * x).
        { intros j k'. revert j. induction k' as [| k' IH]; intro j; cbn [seq map sum of_nat]; [ring |].
          rewrite IH. cbn [prior alternative bayes]. ring. }
        intro i. rewrite G. cbn [prior alternative bayes]. ring. }
      rewrite E. apply (of_diff 0); [apply le_refl |]. unfold x. field. apply lt_neq, n_nonzero.
    - intros m [<- | M] v; cbn [predicts demonstrator bayes]; [apply plays_a_law; lia |].
      apply in_map_iff in M as [i [<- _]]. cbn [predicts alternative bayes]. apply plays_a_law.
      destruct (Nat.eqb (length v) i); lia.
    - intros h q a. split; [| cbn; ring]. intro o. destruct (Nat.eqb o 0); [apply one_nonneg | apply le_refl].
    - exact alpha_pos.
    - exact alpha_below.
  Qed.

  Lemma family_bayesian : bayesian C.
  Proof. intros m [<- | M]; [reflexivity |]. apply in_map_iff in M as [i [<- _]]. reflexivity. Qed.

  (** ** At time t, after t questions that were answered by 0 *)

  Definition played (h : history) : Prop := Forall (fun s => asked s = true /\ did s = 0%nat) h.

  Lemma the_alternative i : (i < n)%nat -> the C (S i) = alternative i.
  Proof.
    intro L. unfold the. cbn [models family nth].
    rewrite (nth_indep _ nobody (alternative 0)) by (rewrite map_length, seq_length; exact L).
    rewrite map_nth, seq_nth by exact L. reflexivity.
  Qed.

  Lemma weight_of_truth h : played h -> weight C h 0 = w_.
  Proof.
    induction 1 as [| s h [Q A] _ IH]; [reflexivity |]. cbn [weight]. rewrite Q, IH, A.
    cbn. ring.
  Qed.

  Lemma weight_of_alternative i h :
    (i < n)%nat -> played h -> weight C h (S i) = if Nat.ltb i (length h) then 0 else x.
  Proof.
    intros L P. induction P as [| s h [Q A] _ IH]; [cbn [weight]; rewrite the_alternative by exact L; reflexivity |].
    cbn [weight]. rewrite Q, IH, A, the_alternative by exact L. cbn [learns alternative bayes].
    unfold plays, percepts. rewrite map_length. cbn [length].
    destruct (Nat.eqb_spec (length h) i) as [E | E]; cbn [Nat.eqb].
    - assert (Nat.ltb i (S (length h)) = true) as -> by (apply Nat.ltb_lt; lia). ring.
    - destruct (Nat.ltb_spec i (length h)) as [K | K].
      + assert (Nat.ltb i (S (length h)) = true) as -> by (apply Nat.ltb_lt; lia). ring.
      + assert (Nat.ltb i (S (length h)) = false) as -> by (apply Nat.ltb_ge; lia). ring.
  Qed.

  (** What ranks before all others comes first. *)
  Lemma first_of h l i :
    StronglySorted (before C h) l -> In i l -> (forall j, In j l -> j <> i -> before C h i j) ->
    exists rest, l = i :: rest.
  Proof.
    intros S I B. destruct l as [| j rest]; [destruct I |]. destruct (Nat.eq_dec j i) as [-> | N]; [eauto |].
    exfalso. destruct I as [I | I]; [congruence |]. inversion S as [| ? ? _ after]; subst.
    rewrite Forall_forall in after. specialize (after i I). specialize (B j (or_introl eq_refl) N).
    destruct after as [K | [K K']], B as [L | [L L']].
    - exact (lt_not_le _ _ K (lt_le _ _ L)).
    - rewrite L in K. exact (lt_irrefl _ K).
    - rewrite K in L. exact (lt_irrefl _ L).
    - lia.
  Qed.

  Lemma top_at_time h : played h -> (length h < n)%nat -> In 0%nat (top C h) /\ In (S (length h)) (top C h).
  Proof.
    intros P L. pose proof (weight_of_truth h P) as W0.
    pose proof (weight_of_alternative (length h) h L P) as Wt. rewrite Nat.ltb_irrefl in Wt.
    assert (range : forall j, In j (rank C h) -> (j < S n)%nat).
    { intros j J. apply in_rank in J. cbn [models family length] in J. rewrite map_length, seq_length in J. exact J. }
    destruct (first_of h (rank C h) 0 (rank_sorted C h)) as [rest E].
    { apply in_rank. cbn. lia. }
    { intros [| j] J N; [congruence |]. pose proof (range _ J) as Lj. unfold before.
      rewrite W0, (weight_of_alternative j h) by (lia || exact P).
      destruct (Nat.ltb j (length h)); [left; exact w_pos |].
      destruct (num_eq_dec x w_) as [Eq | Ne]; [right; split; [exact Eq | lia] |].
      left. apply le_neq_lt; [exact at_most | congruence]. }
    assert (S1 : StronglySorted (before C h) rest).
    { pose proof (rank_sorted C h) as S. rewrite E in S. inversion S; assumption. }
    destruct (first_of h rest (S (length h)) S1) as [rest' E'].
    { assert (I : In (S (length h)) (rank C h)).
      { apply in_rank. cbn [models family length]. rewrite map_length, seq_length. lia. }
      rewrite E in I. destruct I as [I | I]; [discriminate I | exact I]. }
    { intros j J N. assert (J' : In j (rank C h)) by (rewrite E; right; exact J). pose proof (range _ J') as Lj.
      destruct j as [| j].
      - exfalso. pose proof (rank_nodup C h) as U. rewrite E in U. inversion U; contradiction.
      - unfold before. rewrite Wt, (weight_of_alternative j h) by (lia || exact P).
        destruct (Nat.ltb_spec j (length h)) as [K | K]; [left; exact x_pos | right; split; [reflexivity | lia]]. }
    unfold top. rewrite E, E'. cbn [collect]. rewrite W0, Wt. unfold enough. cbn [strict alpha family].
    replace (alpha_ * 0) with (0 : F) by ring. replace (0 + w_) with w_ by ring.
    assert ((if strict_ then ltb 0 w_ else leb 0 w_) = true) as ->.
    { destruct strict_; [apply ltb_lt, w_pos | apply lt_le, w_pos]. }
    assert ((if strict_ then ltb (alpha_ * w_) x else leb (alpha_ * w_) x) = true) as ->.
    { destruct strict_; [apply ltb_lt, above | exact above]. }
    split; [left; reflexivity | right; left; reflexivity].
  Qed.

  Lemma agreed_at_time h a : played h -> (length h < n)%nat -> (a < 2)%nat -> agreed C h a = 0.
  Proof.
    intros P L A. destruct (top_at_time h P L) as [T0 Tt].
    apply le_antisym; [| apply agreed_nonneg, family_valid].
    destruct a as [| [| a]]; [| | lia].
    - eapply le_trans; [apply (agreed_le C h (S (length h)) 0%nat Tt) |].
      unfold predicted. rewrite the_alternative by exact L. cbn [predicts alternative bayes].
      unfold plays, percepts. rewrite map_length, Nat.eqb_refl. apply le_refl.
    - eapply le_trans; [apply (agreed_le C h 0%nat 1%nat T0) |]. apply le_refl.
  Qed.

  Lemma theta_at_time h : played h -> (length h < n)%nat -> theta C h = 1.
  Proof.
    intros P L. unfold theta. rewrite sum_zero; [ring |]. intros a I. apply in_actions in I.
    apply agreed_at_time; assumption.
  Qed.

  (** ** So there is one path *)

  Fixpoint path (k : nat) (h : history) : history :=
    match k with O => h | S k => path k (Step true 0%nat 0%nat :: h) end.

  Lemma expect_on_path k f h : played h -> (k + length h <= n)%nat -> expect C k f h = f (path k h).
  Proof.
    revert h. induction k as [| k IH]; intros h P L; cbn [expect path]; [reflexivity |].
    rewrite next_unfold, theta_at_time by (exact P || lia).
    rewrite sum_zero.
    - cbn. rewrite IH; [ring | constructor; auto | cbn [length]; lia].
    - intros a I. apply in_actions in I. rewrite agreed_at_time by (exact P || lia || exact I). ring.
  Qed.

  Lemma path_played k h : played h -> played (path k h) /\ length (path k h) = (k + length h)%nat.
  Proof.
    revert h. induction k as [| k IH]; intros h P; [auto |]. cbn [path].
    destruct (IH (Step true 0%nat 0%nat :: h)) as [Q L]; [constructor; auto |]. split; [exact Q |].
    rewrite L. cbn [length]. lia.
  Qed.

  Lemma along_path h : played h -> (length h <= n)%nat -> query_sum C 3 h = of_nat (length h) /\ retained C h = true.
  Proof.
    induction 1 as [| s h _ P IH]; intro L; [split; reflexivity |]. cbn [length] in L.
    destruct (IH ltac:(lia)) as [Q R]. unfold query_sum, retained in *. cbn [along]. rewrite Q, R. split.
    - rewrite theta_at_time by (exact P || lia). cbn [pow length of_nat]. ring.
    - rewrite andb_true_r. apply top_has_in, top_at_time; [exact P | lia].
  Qed.

  Lemma family_sum : S_ C 3 n = of_nat n /\ probability C n (retained C) = 1.
  Proof.
    assert (P0 : played []) by constructor. destruct (path_played n [] P0) as [P L].
    cbn [length] in L. rewrite Nat.add_0_r in L.
    destruct (along_path (path n []) P ltac:(lia)) as [Q R].
    unfold S_, probability. rewrite !expect_on_path by (exact P0 || (cbn [length]; lia)).
    rewrite Q, R, L. split; reflexivity.
  Qed.
End LowerBound.

Section Theorem_.
  Context {F : Num} {laws : ordered_field F}.
  Add Field F_field2 : (@field_laws F laws).

  (** [claim cubic-query-sum-lower], part (a): with [u = 1/w - 1], a class on which the sum is [n], for every [n] below
      [u / alpha], and not above it for the rule that is not strict. For the largest such [n], [alpha * S_3 / u] is at
      least [1 - alpha / u]. *)
  Theorem cubic_query_sum_lower (n : nat) (a v : F) (s : bool) :
    (0 < n)%nat -> 0 < a -> a < 1 -> 0 < v -> v < 1 ->
    (if s then a * of_nat n < 1 / v - 1 else a * of_nat n <= 1 / v - 1) -> 1 / v - 1 <= of_nat n ->
    exists C : class F,
      valid C /\ bayesian C /\ alpha C = a /\ w C = v /\ strict C = s /\ length (models C) = S n /\
      S_ C 3 n = of_nat n /\ probability C n (retained C) = 1.
  Proof.
    intros N a0 a1 v0 v1 A B. pose proof (n_nonzero n N) as N0.
    pose proof (lt_neq _ _ v0) as vn. pose proof (lt_neq _ _ N0) as nn.
    assert (above : if s then a * v < x n v else a * v <= x n v).
    { unfold x. destruct s.
      - apply (mul_lt_inv (of_nat n)); [exact N0 |].
        apply (of_diff_lt (v * (1 / v - 1 - a * of_nat n))); [apply mul_pos; [exact v0 | apply sub_pos, A] |].
        field. split; assumption.
      - apply (mul_le_inv (of_nat n)); [exact N0 |].
        apply (of_diff (v * (1 / v - 1 - a * of_nat n))); [apply mul_nonneg; [apply lt_le, v0 | apply sub_nonneg, A] |].
        field. split; assumption. }
    assert (at_most : x n v <= v).
    { unfold x. apply (mul_le_inv (of_nat n)); [exact N0 |].
      apply (of_diff (v * (of_nat n - (1 / v - 1)))); [apply mul_nonneg; [apply lt_le, v0 | apply sub_nonneg, B] |].
      field. split; assumption. }
    exists (family n a v s). split; [apply family_valid; assumption |].
    split; [apply family_bayesian |]. do 3 (split; [reflexivity |]).
    split; [cbn [models family length]; rewrite map_length, seq_length; reflexivity |].
    apply family_sum; assumption.
  Qed.
End Theorem_.
