(** * The top set

    The models ranked by weight, and the prefix of the ranking that is collected. Claims top-prefix and top-size,
    and fact 4 of proofs-notes/process.md: what membership in the set says about the weights. *)

From Coq Require Import Bool List Arith Lia Permutation Sorted.
From Demonstrandum Require Import Numbers Definitions.
Import ListNotations.
Local Open Scope num_scope.

Section TopSet.
  Context {F : Num} {laws : ordered_field F} (C : class F) (h : history).
  Add Field F_field : (@field_laws F laws).
  Notation W := (weight C h).

  (** ** The ranking: a permutation of the models, best first, equal weights by index *)

  Definition before (i j : nat) : Prop := W j < W i \/ (W j = W i /\ (i < j)%nat).

  Lemma before_heavier i j : before i j -> W j <= W i.
  Proof. intros [H | [H _]]; [apply lt_le, H | rewrite H; apply le_refl]. Qed.

  Lemma insert_permutation i l : Permutation (insert C h i l) (i :: l).
  Proof.
    induction l as [| j l IH]; [apply Permutation_refl |]. cbn.
    destruct (leb (W j) (W i)); [apply Permutation_refl |].
    eapply perm_trans; [apply perm_skip, IH | apply perm_swap].
  Qed.

  Lemma insert_sorted i l :
    Forall (fun j => (i < j)%nat) l -> StronglySorted before l -> StronglySorted before (insert C h i l).
  Proof.
    induction l as [| j l IH]; intros small sorted; cbn; [repeat constructor |].
    inversion small as [| ? ? ij small']; subst. inversion sorted as [| ? ? sorted' after]; subst.
    destruct (le_lt_dec (W j) (W i)) as [H | H].
    - unfold le in H. rewrite H. constructor; [exact sorted |].
      apply Forall_forall. intros k K. assert (Wk : W k <= W i).
      { destruct K as [<- | K]; [exact H |]. eapply le_trans; [| exact H]. apply before_heavier.
        rewrite Forall_forall in after. apply after, K. }
      assert (ik : (i < k)%nat) by (rewrite Forall_forall in small; apply small, K).
      destruct (num_eq_dec (W k) (W i)) as [E | N]; [right; auto | left]. apply le_neq_lt; congruence.
    - assert (H' := H). unfold lt in H'. rewrite H'. constructor; [apply IH; assumption |].
      apply Forall_forall. intros k K.
      apply (Permutation_in _ (insert_permutation i l)) in K. destruct K as [<- | K]; [left; exact H |].
      rewrite Forall_forall in after. apply after, K.
  Qed.

  Lemma rank_of_range n m :
    Permutation (fold_right (insert C h) [] (seq n m)) (seq n m) /\
    StronglySorted before (fold_right (insert C h) [] (seq n m)).
  Proof.
    revert n. induction m as [| m IH]; intro n; cbn; [split; constructor |].
    destruct (IH (S n)) as [P S]. split.
    - eapply perm_trans; [apply insert_permutation | apply perm_skip, P].
    - apply insert_sorted; [| exact S]. apply Forall_forall. intros j J.
      apply (Permutation_in _ P) in J. apply in_seq in J. lia.
  Qed.

  Lemma rank_permutation : Permutation (rank C h) (indices C).
  Proof. apply rank_of_range. Qed.

  Lemma rank_sorted : StronglySorted before (rank C h).
  Proof. apply rank_of_range. Qed.

  Lemma rank_nodup : NoDup (rank C h).
  Proof. eapply Permutation_NoDup; [apply Permutation_sym, rank_permutation | apply seq_NoDup]. Qed.

  Lemma in_rank i : In i (rank C h) <-> (i < length (models C))%nat.
  Proof.
    split; intro H.
    - apply (Permutation_in _ rank_permutation) in H. apply in_seq in H. lia.
    - apply (Permutation_in _ (Permutation_sym rank_permutation)). apply in_seq. lia.
  Qed.

  Lemma sum_permutation {A} (l k : list A) (f : A -> F) : Permutation l k -> sum l f = sum k f.
  Proof. induction 1; cbn; [reflexivity | rewrite IHPermutation; reflexivity | ring | congruence]. Qed.

  (** ** Collecting from a sorted list, with mass [t] collected so far *)

  Notation collect := (collect C h).
  Notation sorted := (StronglySorted before).
  Hypothesis W_nonneg : forall i, 0 <= W i.
  Hypothesis alpha_pos : 0 < alpha C.

  Lemma sorted_head i j l : sorted (i :: l) -> In j (i :: l) -> W j <= W i.
  Proof.
    intros S [<- | J]; [apply le_refl |]. inversion S as [| ? ? _ after]; subst.
    rewrite Forall_forall in after. apply before_heavier, after, J.
  Qed.

  Notation enough := (enough C).

  Lemma enough_le t x : enough t x = true -> alpha C * t <= x.
  Proof. unfold Definitions.enough. destruct (strict C); [rewrite ltb_lt; apply lt_le | auto]. Qed.

  Lemma enough_lt t x : strict C = true -> enough t x = true -> alpha C * t < x.
  Proof. unfold Definitions.enough. intros -> H. apply ltb_lt, H. Qed.

  Lemma not_enough t x : enough t x = false -> x <= alpha C * t.
  Proof. unfold Definitions.enough. destruct (strict C); [apply ltb_ge | apply lt_le]. Qed.

  Lemma enough_mono t t' x x' :
    alpha C * t <= alpha C * t' -> x' <= x -> enough t' x' = true -> enough t x = true.
  Proof.
    unfold Definitions.enough. intros T X. destruct (strict C).
    - rewrite !ltb_lt. intro H. eapply le_lt_trans; [exact T |]. eapply lt_le_trans; eassumption.
    - intro H. eapply le_trans; [exact T |]. eapply le_trans; eassumption.
  Qed.

  Lemma collect_cons t i l :
    (enough t (W i) = true /\ collect t (i :: l) = i :: collect (t + W i) l) \/
    (enough t (W i) = false /\ collect t (i :: l) = []).
  Proof. cbn. destruct (enough t (W i)); auto. Qed.

  Lemma collect_in t l i : In i (collect t l) -> In i l.
  Proof.
    revert t. induction l as [| j l IH]; intros t H; [exact H |].
    destruct (collect_cons t j l) as [[_ E] | [_ E]]; rewrite E in H; [| destruct H].
    destruct H as [<- | H]; [left; reflexivity | right; eapply IH, H].
  Qed.

  Lemma collect_prefix t l : exists rest, l = collect t l ++ rest.
  Proof.
    revert t. induction l as [| j l IH]; intro t; [exists []; reflexivity |].
    destruct (collect_cons t j l) as [[_ E] | [_ E]]; rewrite E.
    - destruct (IH (t + W j)) as [rest R]. exists rest. cbn. rewrite <- R. reflexivity.
    - exists (j :: l). reflexivity.
  Qed.

  Lemma alpha_mono t d : 0 <= d -> alpha C * t <= alpha C * (t + d).
  Proof. intro H. apply (of_diff (alpha C * d)); [nonneg | ring]. Qed.

  Lemma collected_passes t l i : In i (collect t l) -> enough t (W i) = true.
  Proof.
    revert t. induction l as [| j l IH]; intros t H; [destruct H |].
    destruct (collect_cons t j l) as [[P E] | [_ E]]; rewrite E in H; [| destruct H].
    destruct H as [<- | H]; [exact P |].
    eapply enough_mono; [apply alpha_mono, (W_nonneg j) | apply le_refl | apply IH, H].
  Qed.

  (** Every collected model has at least alpha times the weight of any other. *)
  Lemma collected_share t l i j :
    alpha C <= 1 -> 0 <= t -> sorted l -> In i (collect t l) -> In j l -> alpha C * W j <= W i.
  Proof.
    intro alpha_le. revert t. induction l as [| k l IH]; intros t T S I J; [destruct J |].
    destruct (collect_cons t k l) as [[_ E] | [_ E]]; rewrite E in I; [| destruct I].
    destruct I as [<- | I].
    - eapply le_trans; [| exact (sorted_head _ _ _ S J)].
      apply (of_diff ((1 - alpha C) * W j)); [nonneg; apply W_nonneg | ring].
    - destruct J as [<- | J].
      + eapply le_trans; [| exact (enough_le _ _ (collected_passes _ _ _ I))].
        apply (of_diff (alpha C * t)); [nonneg | ring].
      + inversion S; subst. apply (IH (t + W k)); auto. nonneg. apply W_nonneg.
  Qed.

  (** A model that is not collected is no heavier than any that is. *)
  Lemma not_collected_lighter t l i j :
    sorted l -> In j l -> ~ In j (collect t l) -> In i (collect t l) -> W j <= W i.
  Proof.
    revert t. induction l as [| k l IH]; intros t S J N I; [destruct J |].
    destruct (collect_cons t k l) as [[_ E] | [_ E]]; rewrite E in N, I; [| destruct I].
    destruct I as [<- | I]; [exact (sorted_head _ _ _ S J) |].
    destruct J as [<- | J]; [exfalso; apply N; left; reflexivity |].
    inversion S; subst. apply (IH (t + W k)); auto. intro K. apply N. right. exact K.
  Qed.

  (** A model that is not collected weighs at most alpha times all others together. *)
  Lemma not_collected_bound t l j :
    sorted l -> NoDup l -> 0 <= t -> In j l -> ~ In j (collect t l) ->
    W j <= alpha C * (t + sum l (fun i => if Nat.eqb i j then 0 else W i)).
  Proof.
    revert t. induction l as [| k l IH]; intros t S U T J N; [destruct J |].
    destruct (collect_cons t k l) as [[_ E] | [P E]].
    - assert (kj : k <> j) by (rewrite E in N; intros ->; apply N; left; reflexivity).
      destruct J as [J | J]; [contradiction |].
      inversion S; subst. inversion U; subst. cbn. destruct (Nat.eqb_spec k j) as [| _]; [contradiction |].
      eapply le_trans; [apply (IH (t + W k)); auto |].
      + nonneg. apply W_nonneg.
      + intro K. apply N. rewrite E. right. exact K.
      + apply (of_diff 0); [nonneg | ring].
    - eapply le_trans; [exact (sorted_head _ _ _ S J) |]. eapply le_trans; [exact (not_enough _ _ P) |].
      apply alpha_mono, sum_nonneg. intros i _. destruct (Nat.eqb i j); [apply le_refl | apply W_nonneg].
  Qed.

  (** ** [claim top-prefix] *)

  (** The n-th of the ranking, from 0, passes the test. *)
  Definition passes (n : nat) : Prop :=
    enough (sum (firstn n (rank C h)) W) (W (nth n (rank C h) 0%nat)) = true.

  Lemma failed_for_good t k l n :
    sorted (k :: l) -> (n < length (k :: l))%nat ->
    enough (t + sum (firstn n (k :: l)) W) (W (nth n (k :: l) 0%nat)) = true -> enough t (W k) = true.
  Proof.
    intros S L. apply enough_mono; [| apply (sorted_head k _ l); [exact S | apply nth_In, L]].
    apply alpha_mono, sum_nonneg. intros; apply W_nonneg.
  Qed.

  Lemma collected_iff_passes t l n :
    sorted l -> (n < length l)%nat ->
    ((n < length (collect t l))%nat <-> enough (t + sum (firstn n l) W) (W (nth n l 0%nat)) = true).
  Proof.
    revert t n. induction l as [| k l IH]; intros t n S L; [cbn in L; lia |].
    destruct (collect_cons t k l) as [[P E] | [P E]]; rewrite E.
    - destruct n as [| n].
      + cbn. split; [intros _ | intros _; lia]. replace (t + 0) with t by ring. exact P.
      + inversion S; subst. cbn [length firstn nth sum] in *.
        replace (t + (W k + sum (firstn n l) W)) with (t + W k + sum (firstn n l) W) by ring.
        rewrite <- (IH (t + W k) n) by (auto; lia). lia.
    - split; [cbn; lia |]. intro K. apply failed_for_good in K; congruence || assumption.
  Qed.

  (** Once a model is not collected, none ranked after it is; collecting while the test passes and collecting every
      model that passes it are the same. *)
  Proposition top_prefix_here :
    (exists rest, rank C h = top C h ++ rest) /\
    forall n, (n < length (rank C h))%nat -> ((n < length (top C h))%nat <-> passes n).
  Proof.
    split; [apply collect_prefix |]. intros n L. unfold top, passes.
    rewrite (collected_iff_passes 0 (rank C h) n rank_sorted L).
    replace (0 + sum (firstn n (rank C h)) W) with (sum (firstn n (rank C h)) W) by ring. reflexivity.
  Qed.

  (** ** [claim top-size] *)

  (** The last of those collected weighs more than alpha times its own weight for each one before it. *)
  Lemma last_collected t l n :
    sorted l -> length (collect t l) = S n ->
    exists i, In i (collect t l) /\ enough (t + of_nat n * W i) (W i) = true.
  Proof.
    revert t n. induction l as [| k l IH]; intros t n S L; [discriminate L |].
    destruct (collect_cons t k l) as [[P E] | [_ E]]; rewrite E in L |- *; [| discriminate L].
    cbn [length] in L. injection L as L. destruct n as [| n].
    - exists k. split; [left; reflexivity |]. cbn. replace (t + 0 * W k) with t by ring. exact P.
    - inversion S; subst. destruct (IH (t + W k) n) as [i [I B]]; auto.
      exists i. split; [right; exact I |]. eapply enough_mono; [| apply le_refl | exact B].
      assert (W i <= W k) by (apply (sorted_head k i l S); right; eapply collect_in, I).
      cbn [of_nat]. apply (of_diff (alpha C * (W k - W i))); [nonneg | ring].
  Qed.

  (** With the rule that is not strict, at nodes at which something has weight: else all would be collected. *)
  Proposition top_size_here :
    (strict C = true -> of_nat (length (top C h)) < 1 + 1 / alpha C) /\
    (alpha C <= 1 -> (exists j, (j < length (models C))%nat /\ 0 < W j) ->
     of_nat (length (top C h)) <= 1 + 1 / alpha C).
  Proof.
    assert (0 < 1 / alpha C) by (apply div_pos; [apply one_pos | exact alpha_pos]).
    destruct (length (top C h)) as [| n] eqn:L.
    { cbn. assert (0 < 1 + 1 / alpha C) by (apply add_pos_l; [apply one_pos | apply lt_le; assumption]).
      split; intros; [| apply lt_le]; assumption. }
    destruct (last_collected 0 (rank C h) n rank_sorted L) as [i [I B]].
    assert (E : W i * (alpha C * of_nat n) = alpha C * (0 + of_nat n * W i)) by ring.
    assert (E1 : W i * 1 = W i) by ring. cbn [of_nat]. split.
    - intro st. pose proof (enough_lt _ _ st B) as B'. assert (P : 0 < W i).
      { eapply le_lt_trans; [| exact B']. nonneg. apply W_nonneg. }
      assert (alpha C * of_nat n < 1).
      { apply (mul_lt_inv (W i)); [exact P |]. rewrite E, E1. exact B'. }
      apply (mul_lt_inv (alpha C)); [exact alpha_pos |].
      apply (of_diff_lt (1 - alpha C * of_nat n)); [apply sub_pos; assumption |].
      field. apply lt_neq, alpha_pos.
    - intros a1 [j [J Wj]]. apply enough_le in B. assert (P : 0 < W i).
      { eapply lt_le_trans; [apply (mul_pos _ _ alpha_pos Wj) |].
        apply (collected_share 0 (rank C h) i j a1 (le_refl 0) rank_sorted I), in_rank, J. }
      assert (alpha C * of_nat n <= 1).
      { apply (mul_le_inv (W i)); [exact P |]. rewrite E, E1. exact B. }
      apply (mul_le_inv (alpha C)); [exact alpha_pos |].
      apply (of_diff (1 - alpha C * of_nat n)); [apply sub_nonneg; assumption |].
      field. apply lt_neq, alpha_pos.
  Qed.

  (** ** Fact 4: what membership says about the weights *)

  Lemma top_has_in i : top_has C h i = true <-> In i (top C h).
  Proof.
    unfold top_has. rewrite existsb_exists. split.
    - intros [j [J E]]. apply Nat.eqb_eq in E. subst. exact J.
    - intro I. exists i. split; [exact I | apply Nat.eqb_refl].
  Qed.

  Lemma top_index i : In i (top C h) -> (i < length (models C))%nat.
  Proof. intro I. apply in_rank. eapply collect_in, I. Qed.

  Hypothesis truth_in : (truth C < length (models C))%nat.

  Lemma lost_truth_is_light : top_has C h (truth C) = false -> W (truth C) <= alpha C * others C h.
  Proof.
    intro N. assert (N' : ~ In (truth C) (top C h)) by (rewrite <- top_has_in; congruence).
    pose proof (not_collected_bound 0 (rank C h) (truth C) rank_sorted rank_nodup (le_refl 0)
                  (proj2 (in_rank _) truth_in) N') as B.
    rewrite (sum_permutation _ _ _ rank_permutation) in B.
    eapply le_trans; [exact B |]. unfold others. apply (of_diff 0); [nonneg | ring].
  Qed.

  Lemma collected_with_lost_truth i :
    top_has C h (truth C) = false -> In i (top C h) -> W (truth C) <= W i.
  Proof.
    intros N I. eapply not_collected_lighter; [exact rank_sorted | apply in_rank, truth_in | | exact I].
    rewrite <- top_has_in. unfold top_has, top in *. congruence.
  Qed.

  Lemma collected_odds i : alpha C <= 1 -> In i (top C h) -> alpha C * W (truth C) <= W i.
  Proof.
    intros A I. eapply collected_share; [exact A | apply le_refl | exact rank_sorted | exact I |].
    apply in_rank, truth_in.
  Qed.

  Lemma top_not_empty : 0 < W (truth C) -> top C h <> [].
  Proof.
    intros P E. unfold top in E.
    assert (I : In (truth C) (rank C h)) by (apply in_rank, truth_in).
    pose proof rank_sorted as S. destruct (rank C h) as [| k l]; [destruct I |].
    destruct (collect_cons 0 k l) as [[_ D] | [B _]]; [congruence |].
    apply (lt_not_le _ _ P). eapply le_trans; [exact (sorted_head _ _ _ S I) |].
    eapply le_trans; [exact (not_enough _ _ B) |]. apply (of_diff 0); [nonneg | ring].
  Qed.
End TopSet.
