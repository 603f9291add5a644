(** * Evaluation

    The definitions compute, but on a tree with all histories. For models whose predictions do not depend on the
    history the weights are all that matters, and what [n] more steps add is a function of the class with these
    weights for priors: [ahead_sum] and [ahead_product], which are proved to be the same numbers. *)

From Coq Require Import Bool List Arith Lia.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention.
Import ListNotations.
Local Open Scope num_scope.

(** ** Only ratios of weights matter *)

Section Scale.
  Context {F : Num} {laws : ordered_field F} (C D : class F) (h k : history) (u : F).
  Add Field F_field : (@field_laws F laws).
  Hypotheses (u_pos : 0 < u) (weights : forall i, weight C h i = u * weight D k i).

  Lemma leb_scale x z : leb (u * x) (u * z) = leb x z.
  Proof.
    destruct (le_lt_dec x z) as [H | H].
    - transitivity true; [apply mul_le_l; [apply lt_le, u_pos | exact H] | symmetry; exact H].
    - transitivity false; [| symmetry; exact H].
      apply (of_diff_lt (u * (x - z))); [| ring]. apply mul_pos; [exact u_pos | apply sub_pos, H].
  Qed.

  Lemma insert_scale i l : insert C h i l = insert D k i l.
  Proof.
    induction l as [| j l IH]; [reflexivity |]. cbn. rewrite !weights, leb_scale, IH. reflexivity.
  Qed.

  Lemma collect_scale t l : alpha C = alpha D -> collect C h (u * t) l = collect D k t l.
  Proof.
    intro E. revert t. induction l as [| i l IH]; intro t; [reflexivity |]. cbn. rewrite !weights, E.
    replace (alpha D * (u * t)) with (u * (alpha D * t)) by ring. unfold ltb. rewrite leb_scale.
    replace (u * t + u * weight D k i) with (u * (t + weight D k i)) by ring. rewrite IH. reflexivity.
  Qed.

  Lemma top_scale : alpha C = alpha D -> length (models C) = length (models D) -> top C h = top D k.
  Proof.
    intros E L. unfold top, rank, indices. rewrite <- (collect_scale 0 _ E), L. f_equal; [ring |].
    induction (seq 0 (length (models D))) as [| i l IH]; [reflexivity |]. cbn. rewrite IH. apply insert_scale.
  Qed.
End Scale.

Section Evaluate.
  Context {F : Num} {laws : ordered_field F} (C : class F).
  Add Field F_field2 : (@field_laws F laws).
  Hypothesis V : valid C.

  Definition memoryless : Prop :=
    forall m, In m (models C) -> forall v a, predicts m v a = predicts m [] a /\ learns m v a = learns m [] a.

  (** The class with the weights after [h] for priors. *)
  Definition with_models (D : class F) (ms : list (model F)) : class F :=
    Class (action_count D) (observation_count D) ms (truth D) (alpha D) (environment D).

  Definition at_ (h : history) : class F :=
    with_models C (map (fun i => Model (weight C h i) (predicts (the C i)) (learns (the C i))) (indices C)).

  Definition after (D : class F) (a : action) : class F :=
    with_models D (map (fun m => Model (prior m * learns m [] a) (predicts m) (learns m)) (models D)).

  (** The mean of [f] over the next step. *)
  Definition mean (D : class F) (f : class F -> F) : F :=
    let t := theta D [] in
    (1 - t) * f D + (if leb t 0 then 0 else t * sum (actions D) (fun a => mu D [] a * f (after D a))).

  Fixpoint ahead_sum (c : class F -> F) (n : nat) (D : class F) : F :=
    match n with O => 0 | S n => c D + mean D (ahead_sum c n) end.

  Fixpoint ahead_product (b : class F -> F) (n : nat) (D : class F) : F :=
    match n with O => 1 | S n => b D * mean D (ahead_product b n) end.

  Hypothesis M : memoryless.

  Lemma at_the h i : (i < length (models C))%nat ->
    the (at_ h) i = Model (weight C h i) (predicts (the C i)) (learns (the C i)).
  Proof.
    intro L. unfold the at 1, at_, with_models, models at 1.
    set (f := fun i => Model (weight C h i) (predicts (the C i)) (learns (the C i))).
    rewrite (nth_indep _ nobody (f 0%nat)) by (rewrite map_length; unfold indices; rewrite seq_length; exact L).
    rewrite map_nth. unfold indices. rewrite seq_nth by exact L. reflexivity.
  Qed.

  Lemma at_length h : length (models (at_ h)) = length (models C).
  Proof. unfold at_, with_models, models at 1, indices. rewrite map_length, seq_length. reflexivity. Qed.

  Lemma predicted_at h i a : predicted (at_ h) i [] a = predicted C i h a.
  Proof.
    unfold predicted. destruct (Nat.lt_ge_cases i (length (models C))) as [L | L].
    - rewrite at_the by exact L. cbn [predicts]. symmetry. apply M, the_is_a_model, L.
    - unfold the. rewrite !nth_overflow by (try rewrite at_length; exact L). reflexivity.
  Qed.

  Hypothesis nonneg : forall m, In m (models C) -> forall v a, 0 <= learns m v a.

  Lemma weight_beyond h i : (length (models C) <= i)%nat -> weight C h i = 0.
  Proof.
    intro L. assert (E : the C i = nobody) by (unfold the; apply nth_overflow, L).
    induction h as [| s h IH]; cbn; rewrite ?E; [reflexivity |]. destruct (asked s); rewrite IH; cbn; ring.
  Qed.

  Lemma top_at h : top (at_ h) [] = top C h.
  Proof.
    symmetry. apply (top_scale C (at_ h) h [] 1); [apply one_pos | | reflexivity | symmetry; apply at_length].
    intro i. cbn [weight]. destruct (Nat.lt_ge_cases i (length (models C))) as [L | L].
    - rewrite at_the by exact L. cbn [prior]. ring.
    - rewrite weight_beyond by exact L. unfold the. rewrite nth_overflow by (rewrite at_length; exact L). cbn. ring.
  Qed.

  Lemma agreed_at h a : agreed (at_ h) [] a = agreed C h a.
  Proof.
    unfold agreed. rewrite top_at. destruct (top C h) as [| i l]; [reflexivity |].
    rewrite predicted_at. induction l as [| j l IH]; [reflexivity |]. cbn. rewrite IH, predicted_at. reflexivity.
  Qed.

  Lemma theta_at h : theta (at_ h) [] = theta C h.
  Proof. unfold theta. f_equal. apply sum_ext. intros a _. apply agreed_at. Qed.

  Lemma at_unasked h a o : at_ (Step false a o :: h) = at_ h.
  Proof. reflexivity. Qed.

  Lemma at_asked h a o : at_ (Step true a o :: h) = after (at_ h) a.
  Proof.
    unfold at_, after, with_models. cbn [models action_count observation_count truth alpha environment].
    f_equal. rewrite map_map. apply map_ext_in. intros i I. apply in_seq in I.
    cbn [prior predicts learns weight asked did].
    f_equal. f_equal. apply M, the_is_a_model. lia.
  Qed.

  Lemma mean_is_next h f : mean (at_ h) f = next C h (fun s => f (at_ (s :: h))).
  Proof.
    rewrite (next_ext C V h (fun s => f (at_ (s :: h)))
      (fun s => if asked s then f (after (at_ h) (did s)) else f (at_ h))).
    2: { intros [q a o] _. cbn [asked did]. destruct q; [rewrite at_asked | rewrite at_unasked]; reflexivity. }
    rewrite (next_unseen C V h (fun q a => if q then f (after (at_ h) a) else f (at_ h))).
    rewrite sum_mul_r, agreed_sum. unfold mean. rewrite theta_at.
    assert (E : sum (actions (at_ h)) (fun a => mu (at_ h) [] a * f (after (at_ h) a)) =
                sum (actions C) (fun a => mu C h a * f (after (at_ h) a))).
    { apply sum_ext. intros a _. f_equal. apply predicted_at. }
    rewrite E. destruct (leb (theta C h) 0) eqn:Z; [| ring].
    assert (theta C h = 0) as -> by (apply le_antisym; [exact Z | apply theta_nonneg, V]). ring.
  Qed.

  Proposition ahead_sum_correct c n h :
    expect C n (along 0 (fun past x => c (at_ past) + x)) h =
    along 0 (fun past x => c (at_ past) + x) h + ahead_sum c n (at_ h).
  Proof.
    revert h. induction n as [| n IH]; intro h; cbn [expect ahead_sum]; [ring |].
    rewrite mean_is_next.
    rewrite (next_ext C V h _ (fun s => (c (at_ h) + along 0 (fun past x => c (at_ past) + x) h) +
                                        ahead_sum c n (at_ (s :: h)))) by (intros; apply IH).
    rewrite next_add, next_const by exact V. ring.
  Qed.

  Proposition ahead_product_correct b n h :
    expect C n (along 1 (fun past x => b (at_ past) * x)) h =
    along 1 (fun past x => b (at_ past) * x) h * ahead_product b n (at_ h).
  Proof.
    revert h. induction n as [| n IH]; intro h; cbn [expect ahead_product]; [ring |].
    rewrite mean_is_next.
    rewrite (next_ext C V h _ (fun s => (b (at_ h) * along 1 (fun past x => b (at_ past) * x) h) *
                                        ahead_product b n (at_ (s :: h)))) by (intros; apply IH).
    rewrite next_mul by exact V. ring.
  Qed.

  (** The quantities of Definitions.v. *)

  Definition power (p : nat) (D : class F) : F := theta D [] ^ p.
  Definition lost (D : class F) : F := if top_has D [] (truth D) then 0 else theta D [] ^ 3.
  Definition factor (D : class F) : F := 1 + theta D [].
  Definition kept (D : class F) : F := indicator (top_has D [] (truth D)).

  Lemma along_ext {A} start (f f' : history -> A -> A) h :
    (forall past x, f past x = f' past x) -> along start f h = along start f' h.
  Proof. intro H. induction h as [| s h IH]; [reflexivity |]. cbn. rewrite IH. apply H. Qed.

  Proposition evaluate_S p n : S_ C p n = ahead_sum (power p) n (at_ []).
  Proof.
    unfold S_. rewrite (expect_ext C V n _ (along 0 (fun past x => power p (at_ past) + x))).
    - rewrite ahead_sum_correct. cbn [along]. ring.
    - intro k. apply along_ext. intros past x. unfold power. rewrite theta_at. reflexivity.
  Qed.

  Proposition evaluate_lost n : expect C n (lost_sum C) [] = ahead_sum lost n (at_ []).
  Proof.
    rewrite (expect_ext C V n _ (along 0 (fun past x => lost (at_ past) + x))).
    - rewrite ahead_sum_correct. cbn [along]. ring.
    - intro k. apply along_ext. intros past x. unfold lost, top_has. rewrite theta_at, top_at. reflexivity.
  Qed.

  Proposition evaluate_product n : expect C n (product C) [] = ahead_product factor n (at_ []).
  Proof.
    rewrite (expect_ext C V n _ (along 1 (fun past x => factor (at_ past) * x))).
    - rewrite ahead_product_correct. cbn [along]. ring.
    - intro k. apply along_ext. intros past x. unfold factor. rewrite theta_at. reflexivity.
  Qed.

  Proposition evaluate_retained n : probability C n (retained C) = ahead_product kept n (at_ []).
  Proof.
    unfold probability. rewrite (expect_ext C V n _ (along 1 (fun past x => kept (at_ past) * x))).
    - rewrite ahead_product_correct. cbn [along]. ring.
    - intro k. induction k as [| s k IH]; [reflexivity |]. unfold retained in *. cbn [along]. rewrite <- IH.
      unfold kept, top_has. rewrite top_at. fold (top_has C k (truth C)). change (truth (at_ k)) with (truth C).
      fold (top_has C k (truth C)). destruct (top_has C k (truth C)); cbn [andb indicator]; ring.
  Qed.
End Evaluate.
