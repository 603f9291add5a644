(** * The cube is needed

    Claim cubic-is-needed (proofs-notes/query-sum.md), for whole powers and for real ones: for no power below 3 is there
    a bound on the query sum that depends on alpha, the prior and the number of actions alone. Two coins, a fair one and
    one that is off by [delta]: while both are collected theta is [delta], and a question changes the odds by
    [2 delta]. So it takes of the order of [1/delta^3] steps until one is dropped, which is a sum of squares of the
    order of [1/delta].

    The note measures the walk of the odds by logarithms, exactly. Here two rational functions of the odds [x] do, up
    to constants: [(x - alpha)(1/alpha - x)], which is positive inside only, says that steps are needed;
    [x / (1 + x)], which is between 0 and 1, says that the walk ends. *)

From Coq Require Import Bool List Arith Lia Sorted QArith Qcanon.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention QuerySum Rationals ProductGrowth.
Import ListNotations.
Local Open Scope num_scope.

Section After.
Context {F : Num} {laws : ordered_field F} (C : class F).
Add Field F_field : (@field_laws F laws).

(** What ranks after [j] and is collected weighs more than alpha times what [j] weighs. *)
Lemma collected_after h i j :
  (forall k, 0 <= weight C h k) -> 0 < alpha C -> strict C = true ->
  before C h j i -> In i (top C h) -> In j (rank C h) -> alpha C * weight C h j < weight C h i.
Proof.
  intros W A St B I J.
  assert (asym : ~ before C h i j).
  { intros [K | [K K']]; destruct B as [L | [L L']].
    - exact (lt_not_le _ _ K (lt_le _ _ L)).
    - rewrite L in K. exact (lt_irrefl _ K).
    - rewrite K in L. exact (lt_irrefl _ L).
    - lia. }
  assert (G : forall l t, 0 <= t -> In i (collect C h t l) -> In j l -> StronglySorted (before C h) l ->
            alpha C * weight C h j < weight C h i).
  2: { apply (G (rank C h) 0); [apply le_refl | exact I | exact J | apply rank_sorted]. }
  clear I J. induction l as [| k l IH]; intros t T I J S; [destruct J |].
  destruct (collect_cons C h t k l) as [[P E] | [P E]]; rewrite E in I; [| destruct I].
  inversion S as [| ? ? S' after]; subst. rewrite Forall_forall in after.
  destruct I as [-> | I].
  - exfalso. destruct J as [-> | J]; [apply asym, B | apply asym, after, J].
  - destruct J as [-> | J].
    + eapply le_lt_trans; [| exact (enough_lt C _ _ St (collected_passes C h W A _ _ _ I))].
      apply mul_le_l; [apply lt_le, A |]. apply (of_diff t); [exact T | ring].
    + apply (IH (t + weight C h k)); auto. apply add_nonneg; auto.
Qed.
End After.

Section Coins.
  Context {F : Num} {laws : ordered_field F}.
  Add Field F_field2 : (@field_laws F laws).
  Variables a e : F.
  Hypotheses (a0 : 0 < a) (a1 : a < 1) (e0 : 0 < e) (e1 : e + e < 1).

  Lemma two_pos : 0 < (1 + 1 : F).
  Proof. apply add_pos_l; [apply one_pos | apply one_nonneg]. Qed.
  Lemma two_neq : (1 + 1 : F) <> 0.
  Proof. apply lt_neq, two_pos. Qed.
  Lemma a_neq : a <> 0.
  Proof. apply lt_neq, a0. Qed.

  Definition half : F := 1 / (1 + 1).

  Lemma half_pos : 0 < half.
  Proof. apply div_pos; [apply one_pos | exact two_pos]. Qed.

  (** A coin that shows 1 with probability [x]. *)
  Definition flip (x : F) : policy (F := F) := fun _ k => match k with 0%nat => 1 - x | 1%nat => x | _ => 0 end.

  Definition coins : class F :=
    Class 2 1 [bayes half (flip half); bayes half (flip (half + e))] 0 a true
      (fun _ _ _ o => if Nat.eqb o 0 then 1 else 0).
  Notation C := coins.

  Lemma flip_law x v : 0 <= x -> x <= 1 -> law 2 (flip x v).
  Proof.
    intros P L. assert (0 <= 1 - x) by (apply sub_nonneg, L).
    split; [intros [| [| k]]; cbn; nonneg | cbn; ring].
  Qed.

  Lemma coins_valid : valid C.
  Proof.
    assert (H := half_pos). assert (HH : half + half = 1) by (unfold half; field; exact two_neq).
    split; cbn [models action_count observation_count truth alpha environment coins].
    - cbn. lia.
    - intros m [<- | [<- | []]]; exact H.
    - cbn. apply (of_diff 0); [apply le_refl |].
      replace (1 - (half + (half + 0))) with (1 - (half + half)) by ring. rewrite HH. ring.
    - intros m [<- | [<- | []]] v; apply flip_law.
      + apply lt_le, H.
      + rewrite <- HH. apply (of_diff half); [apply lt_le, H | ring].
      + apply add_nonneg; apply lt_le; assumption.
      + apply (of_diff (half * (1 - (e + e)))); [| unfold half; field; exact two_neq].
        apply mul_nonneg; [apply lt_le, H | apply sub_nonneg, lt_le, e1].
    - intros h q k. split; [| cbn; ring]. intro o. destruct (Nat.eqb o 0); [apply one_nonneg | apply le_refl].
    - exact a0.
    - exact a1.
  Qed.

  Lemma coins_bayesian : bayesian C.
  Proof. intros m [<- | [<- | []]]; reflexivity. Qed.

  Let V := coins_valid.
  Let B := coins_bayesian.
  Let R : central C := bayes_is_central C V B.
  Notation alive := (alive C).

  (** The odds of the second coin; [inside] while both coins are collected. *)
  Definition x (h : history) : F := odds C h 1.
  Definition inside (h : history) : bool := ltb a (x h) && ltb (a * x h) 1.

  Lemma inside_weights h :
    alive h -> inside h = true <-> a * weight C h 0 < weight C h 1 /\ a * weight C h 1 < weight C h 0.
  Proof.
    intro A. unfold OneStep.alive in A. cbn [truth coins] in A. pose proof (lt_neq _ _ A) as N.
    unfold inside. rewrite andb_true_iff, !ltb_lt. unfold x, odds. cbn [truth coins].
    split; intros [P Q]; split.
    - apply (of_diff_lt (weight C h 0 * (weight C h 1 / weight C h 0 - a)));
        [apply mul_pos; [exact A | apply sub_pos, P] | field; exact N].
    - apply (of_diff_lt (weight C h 0 * (1 - a * (weight C h 1 / weight C h 0))));
        [apply mul_pos; [exact A | apply sub_pos, Q] | field; exact N].
    - apply (mul_lt_inv (weight C h 0)); [exact A |].
      apply (of_diff_lt (weight C h 1 - a * weight C h 0)); [apply sub_pos, P | field; exact N].
    - apply (mul_lt_inv (weight C h 0)); [exact A |].
      apply (of_diff_lt (weight C h 0 - a * weight C h 1)); [apply sub_pos, Q | field; exact N].
  Qed.

  Lemma W_nonneg h k : 0 <= weight C h k.
  Proof. apply (weight_nonneg C V R). Qed.

  Lemma in_rank_coins h k : In k (rank C h) <-> (k < 2)%nat.
  Proof. apply in_rank. Qed.

  (** A coin that is not collected weighs at most alpha times the other. *)
  Lemma collected_coin h k j :
    (k < 2)%nat -> (j < 2)%nat -> k <> j -> a * weight C h j < weight C h k -> In k (top C h).
  Proof.
    intros K J N L. destruct (in_dec Nat.eq_dec k (top C h)) as [I | I]; [exact I | exfalso].
    pose proof (not_collected_bound C h (W_nonneg h) a0 0 (rank C h) k (rank_sorted C h) (rank_nodup C h) (le_refl 0)
                  (proj2 (in_rank_coins h k) K) I) as M.
    rewrite (sum_permutation _ _ _ (rank_permutation C h)) in M. cbn [alpha coins] in M.
    apply (lt_not_le _ _ L). eapply le_trans; [exact M |]. apply mul_le_l; [apply lt_le, a0 |].
    apply (of_diff 0); [apply le_refl |].
    destruct k as [| [| k]]; destruct j as [| [| j]]; try lia; cbn; ring.
  Qed.

  Lemma theta_inside h : alive h -> inside h = true -> theta C h = e.
  Proof.
    intros A I. apply (inside_weights h A) in I as [P Q].
    assert (T1 : In 1%nat (top C h)) by (apply (collected_coin h 1 0); (lia || assumption)).
    assert (T0 : In 0%nat (top C h)) by (apply (collected_coin h 0 1); (lia || assumption)).
    assert (only : forall i, In i (top C h) -> i = 0%nat \/ i = 1%nat).
    { intros i H. apply top_index in H. cbn in H. lia. }
    assert (N : top C h <> []) by (intro E; rewrite E in T0; destruct T0).
    assert (G0 : agreed C h 0%nat = half - e).
    { assert (F0 : 1 - (half + e) = half - e) by (unfold half; field; exact two_neq).
      apply le_antisym.
      - eapply le_trans; [apply (agreed_le C h 1%nat 0%nat T1) |]. cbn. rewrite F0. apply le_refl.
      - destruct (agreed_attained C h 0%nat N) as [i [H ->]]. destruct (only i H) as [-> | ->]; cbn.
        + apply (of_diff e); [apply lt_le, e0 | unfold half; field; exact two_neq].
        + rewrite F0. apply le_refl. }
    assert (G1 : agreed C h 1%nat = half).
    { apply le_antisym.
      - eapply le_trans; [apply (agreed_le C h 0%nat 1%nat T0) |]. apply le_refl.
      - destruct (agreed_attained C h 1%nat N) as [i [H ->]]. destruct (only i H) as [-> | ->]; cbn; [apply le_refl |].
        apply (of_diff e); [apply lt_le, e0 | ring]. }
    unfold theta. cbn [actions action_count coins seq sum]. rewrite G0, G1. unfold half. field. exact two_neq.
  Qed.

  Lemma theta_outside h : alive h -> inside h = false -> theta C h = 0.
  Proof.
    intros A O. pose proof (top_not_empty C h (truth_is_a_model C V) A) as N.
    assert (single : forall i, (forall j, In j (top C h) -> j = i) -> (i < 2)%nat -> theta C h = 0).
    { intros i H L. unfold theta.
      rewrite (sum_ext _ _ (predicted C i h)).
      - assert (S : sum (actions C) (predicted C i h) = 1) by exact (proj2 (predicted_law C V i h L)).
        rewrite S. ring.
      - intros k _. destruct (agreed_attained C h k N) as [j [J ->]]. rewrite (H j J). reflexivity. }
    assert (range : forall j, In j (top C h) -> j = 0%nat \/ j = 1%nat).
    { intros j J. apply top_index in J. cbn in J. lia. }
    assert (order : before C h 0 1 \/ before C h 1 0).
    { unfold before. destruct (le_lt_dec (weight C h 1) (weight C h 0)) as [L | L]; [left | right; left; exact L].
      destruct (num_eq_dec (weight C h 1) (weight C h 0)) as [E | E]; [right; split; [exact E | lia] | left].
      apply le_neq_lt; congruence. }
    destruct (in_dec Nat.eq_dec 0%nat (top C h)) as [T0 | T0].
    2: { apply (single 1%nat); [| lia]. intros j J. destruct (range j J) as [-> | ->]; [contradiction | reflexivity]. }
    destruct (in_dec Nat.eq_dec 1%nat (top C h)) as [T1 | T1].
    2: { apply (single 0%nat); [| lia]. intros j J. destruct (range j J) as [-> | ->]; [reflexivity | contradiction]. }
    exfalso. assert (I : inside h = true); [| congruence]. apply (inside_weights h A).
    assert (light : forall i j, before C h i j -> (i < 2)%nat -> In j (top C h) ->
              a * weight C h i < weight C h j).
    { intros i j Bij L J. apply (collected_after C h j i (W_nonneg h) a0 eq_refl Bij J), in_rank_coins, L. }
    assert (heavy : forall i j, before C h i j -> 0 < weight C h j -> a * weight C h j < weight C h i).
    { intros i j Bij P. apply before_heavier in Bij. eapply lt_le_trans; [| exact Bij].
      apply (of_diff_lt ((1 - a) * weight C h j)); [apply mul_pos; [apply sub_pos, a1 | exact P] | ring]. }
    destruct order as [O1 | O1].
    - assert (L := light _ _ O1 ltac:(lia) T1). split; [exact L |]. apply heavy; [exact O1 |].
      eapply le_lt_trans; [| exact L]. apply mul_nonneg; [apply lt_le, a0 | apply W_nonneg].
    - split; [apply heavy; [exact O1 | exact A] | apply light; (assumption || lia)].
  Qed.

  (** ** A step of the odds *)

  Lemma next_x h (G : F -> F) :
    alive h ->
    next C h (fun s => G (x (s :: h))) =
    (1 - theta C h) * G (x h) + theta C h * (half * G (x h * (1 - (e + e))) + half * G (x h * (1 + (e + e)))).
  Proof.
    intro A. assert (H := half_pos). pose proof (lt_neq _ _ H) as Hn.
    rewrite (next_ext C V h _ (fun s => if asked s
      then G (x h * (if Nat.eqb (did s) 0 then 1 - (e + e) else 1 + (e + e))) else G (x h))).
    - rewrite (next_unseen C V h (fun q k => if q
        then G (x h * (if Nat.eqb k 0 then 1 - (e + e) else 1 + (e + e))) else G (x h))).
      rewrite sum_mul_r, agreed_sum. cbn [actions action_count coins seq sum Nat.eqb].
      assert (M0 : mu C h 0%nat = half) by (unfold mu, predicted; cbn; unfold half; field; exact two_neq).
      assert (M1 : mu C h 1%nat = half) by reflexivity. rewrite M0, M1. ring.
    - intros [q k o] [I P]. cbn [asked did] in *. destruct q; [| reflexivity].
      f_equal. unfold x. rewrite (odds_after_query C R) by auto. f_equal.
      destruct I as [<- | [<- | []]]; cbn [Nat.eqb].
      + change (ratio C 1 h 0%nat) with ((1 - (half + e)) / (1 - half)).
        replace (1 - half) with half by (unfold half; field; exact two_neq). unfold half. field.
        split; [exact two_neq | exact one_neq_zero].
      + change (ratio C 1 h 1%nat) with ((half + e) / half). unfold half. field.
        split; [exact two_neq | exact one_neq_zero].
  Qed.

  (** ** Steps are needed: a function that is positive inside only, and falls slowly *)

  Definition psi (y : F) : F := (y - a) * (1 / a - y).
  Definition slow : F := (1 + 1) * (1 + 1) * (e * (e * e)) / (a * a).
  Definition count : history -> F := along 0 (fun past c => indicator (inside past) + c).

  Lemma inside_bounds h : inside h = true -> a < x h /\ x h < 1 / a.
  Proof.
    unfold inside. rewrite andb_true_iff, !ltb_lt. intros [P Q]. split; [exact P |].
    apply (mul_lt_inv a); [exact a0 |]. apply (of_diff_lt (1 - a * x h)); [apply sub_pos, Q | field; exact a_neq].
  Qed.

  Lemma outside_bounds h : inside h = false -> x h <= a \/ 1 / a <= x h.
  Proof.
    unfold inside. rewrite andb_false_iff, !ltb_ge. intros [P | Q]; [left; exact P | right].
    apply (mul_le_inv a); [exact a0 |].
    apply (of_diff (a * x h - 1)); [apply sub_nonneg, Q | field; exact a_neq].
  Qed.

  Lemma x_nonneg h : alive h -> 0 <= x h.
  Proof. intro A. apply (odds_nonneg C V R h 1 A). Qed.

  Lemma count_step h s : count (s :: h) = indicator (inside h) + count h.
  Proof. reflexivity. Qed.

  Lemma steps_needed n h :
    alive h ->
    expect C n (fun k => (0 - psi (x k)) - slow * count k) h <= (0 - psi (x h)) - slow * count h.
  Proof.
    revert n h. apply (expect_potential C V (stays_alive C R) _ (fun h => (0 - psi (x h)) - slow * count h)).
    { intros; apply le_refl. }
    intros h A.
    rewrite (next_ext C V h _ (fun s => (0 - psi (x (s :: h))) + (0 - slow * (indicator (inside h) + count h))))
      by (intros; rewrite count_step; ring).
    rewrite next_add, next_const by exact V. rewrite (next_x h (fun y => 0 - psi y) A).
    assert (HH : half + half = 1) by (unfold half; field; exact two_neq).
    assert (E : half * (0 - psi (x h * (1 - (e + e)))) + half * (0 - psi (x h * (1 + (e + e)))) =
                (0 - psi (x h)) + (1 + 1) * (1 + 1) * (e * e) * (x h * x h)).
    { unfold half, psi. field. split; [exact a_neq | exact two_neq]. }
    rewrite E. destruct (inside h) eqn:I.
    - rewrite (theta_inside h A I). cbn [indicator]. apply inside_bounds in I as [P Q].
      apply (of_diff ((1 + 1) * (1 + 1) * (e * (e * e)) * (1 / a - x h) * (1 / a + x h))).
      + assert (0 <= 1 / a - x h) by (apply sub_nonneg, lt_le, Q). assert (0 <= e) by (apply lt_le, e0).
        assert (0 <= 1 / a) by (apply lt_le, div_pos; [apply one_pos | exact a0]).
        pose proof (x_nonneg h A). nonneg.
      + unfold slow. field. exact a_neq.
    - rewrite (theta_outside h A I). cbn [indicator]. apply (of_diff 0); [apply le_refl | ring].
  Qed.

  Lemma psi_small h : psi (x h) <= indicator (inside h) * (1 / (a * a)).
  Proof.
    assert (aa : 0 < a * a) by (apply mul_pos; exact a0).
    assert (ia : a <= 1 / a).
    { apply (mul_le_inv a); [exact a0 |].
      apply (of_diff ((1 - a) * (1 + a))); [| field; exact a_neq].
      apply mul_nonneg; [apply sub_nonneg, lt_le, a1 | apply add_nonneg; [apply one_nonneg | apply lt_le, a0]]. }
    assert (a_ : 0 <= a) by (apply lt_le, a0).
    destruct (inside h) eqn:I; cbn [indicator]; unfold psi.
    - apply inside_bounds in I as [P Q].
      apply (of_diff ((1 / a - (x h - a)) * (1 / a - x h) + 1 / a * (x h))); [| field; exact a_neq].
      assert (0 <= 1 / a) by (eapply le_trans; eassumption).
      assert (0 <= x h) by (eapply le_trans; [exact a_ | apply lt_le, P]).
      assert (0 <= 1 / a - x h) by (apply sub_nonneg, lt_le, Q).
      assert (0 <= 1 / a - (x h - a)) by (apply (of_diff ((1 / a - x h) + a)); [nonneg | ring]). nonneg.
    - apply outside_bounds in I as [P | P].
      + apply (of_diff ((a - x h) * (1 / a - x h))); [| ring].
        apply mul_nonneg; [apply sub_nonneg, P | apply sub_nonneg; eapply le_trans; eassumption].
      + apply (of_diff ((x h - a) * (x h - 1 / a))); [| ring].
        apply mul_nonneg; [apply sub_nonneg; eapply le_trans; eassumption | apply sub_nonneg, P].
  Qed.

  (** ** The walk ends: outside nothing moves, and inside a bounded function falls *)

  Lemma unasked_inside h k o : inside (Step false k o :: h) = inside h.
  Proof. reflexivity. Qed.

  Lemma inside_all_along n :
    expect C n (fun k => of_nat (length k) * indicator (inside k) - count k) [] <= 0.
  Proof.
    assert (A0 : alive []) by apply (alive_at_first C V).
    apply le_trans with (of_nat (length (@nil step)) * indicator (inside []) - count []).
    2: { cbn [length of_nat count along]. apply (of_diff 0); [apply le_refl | ring]. }
    revert A0. generalize (@nil step). revert n.
    apply (expect_potential C V (stays_alive C R) _
             (fun h => of_nat (length h) * indicator (inside h) - count h)); [intros; apply le_refl |].
    intros h A. destruct (inside h) eqn:I.
    - eapply le_trans; [apply (next_le C V h _ (fun _ => of_nat (length h) * indicator true - count h)) |].
      2: { rewrite next_const by exact V. apply le_refl. }
      intros s _. rewrite count_step, I. cbn [length of_nat indicator].
      destruct (inside (s :: h)); cbn [indicator].
      + apply (of_diff 0); [apply le_refl | ring].
      + apply (of_diff (1 + of_nat (length h))); [nonneg | ring].
    - rewrite (next_ext C V h _ (fun s => (of_nat (S (length h)) * (if asked s
        then indicator (inside (Step true (did s) 0%nat :: h)) else 0)) + (0 - count h))).
      + rewrite next_add, next_mul, next_const by exact V.
        rewrite (next_unseen C V h (fun q k => if q then indicator (inside (Step true k 0%nat :: h)) else 0)).
        rewrite (theta_outside h A I). rewrite sum_mul_r. cbn [indicator].
        apply (of_diff 0); [apply le_refl | ring].
      + intros [q k o] _. cbn [asked did]. rewrite count_step, I. destruct q.
        * change (inside (Step true k o :: h)) with (inside (Step true k 0%nat :: h)). cbn [length indicator]. ring.
        * rewrite unasked_inside, I. cbn [indicator]. ring.
  Qed.

  Definition phi (y : F) : F := y / (1 + y).
  Definition fast : F := e * (a * a * ((e + e) * (e + e)) / ((1 + 1 / a) * ((1 + 1 / a) * (1 + 1 / a)))).

  Lemma top_pos : 0 < 1 + 1 / a.
  Proof. apply add_pos_l; [apply one_pos | apply lt_le, div_pos; [apply one_pos | exact a0]]. Qed.

  Lemma fast_pos : 0 < fast.
  Proof.
    unfold fast. pose proof top_pos. assert (0 < e + e) by (apply add_pos_l; [exact e0 | apply lt_le, e0]).
    apply mul_pos; [exact e0 |]. apply div_pos; repeat apply mul_pos; assumption.
  Qed.

  Lemma phi_falls y :
    a < y -> y < 1 / a ->
    e * (half * phi (y * (1 - (e + e))) + half * phi (y * (1 + (e + e)))) <= e * phi y - fast.
  Proof.
    intros P Q. assert (y0 : 0 < y) by (eapply le_lt_trans; [apply lt_le, a0 | exact P]).
    assert (e_ : 0 <= e) by (apply lt_le, e0). assert (y_ : 0 <= y) by (apply lt_le, y0).
    set (d := e + e) in *. assert (d0 : 0 < d) by (apply add_pos_l; assumption || exact e_).
    assert (d_ : 0 <= d) by (apply lt_le, d0).
    set (z := 1 + y). set (t := y * d).
    assert (z0 : 0 < z) by (apply add_pos_l; [apply one_pos | exact y_]).
    assert (t0 : 0 <= t) by (apply mul_nonneg; assumption).
    assert (tz : 0 < z - t).
    { apply (of_diff_lt (1 + y * (1 - d))); [| unfold z, t; ring].
      apply add_pos_l; [apply one_pos |]. apply mul_nonneg; [exact y_ | apply sub_nonneg, lt_le, e1]. }
    assert (tz' : 0 < z + t) by (apply add_pos_l; assumption).
    pose proof top_pos as u0. set (u := 1 + 1 / a) in *. assert (u_ : 0 <= u) by (apply lt_le, u0).
    assert (zu : z <= u) by (apply (of_diff (1 / a - y)); [apply sub_nonneg, lt_le, Q | unfold u, z; ring]).
    set (q := a * a * (d * d) / (u * (u * u))).
    assert (q_ : 0 <= q).
    { apply div_nonneg; [assert (0 <= a) by (apply lt_le, a0); nonneg | repeat apply mul_pos; exact u0]. }
    assert (fall : q <= phi y - (half * phi (y * (1 - d)) + half * phi (y * (1 + d)))).
    { apply (mul_le_inv (z * ((z - t) * (z + t)))); [repeat apply mul_pos; assumption |].
      replace (z * ((z - t) * (z + t)) * (phi y - (half * phi (y * (1 - d)) + half * phi (y * (1 + d))))) with (t * t).
      2: { unfold phi. replace (1 + y * (1 - d)) with (z - t) by (unfold z, t; ring).
           replace (1 + y * (1 + d)) with (z + t) by (unfold z, t; ring). fold z.
           replace (y * (1 - d)) with (y - t) by (unfold t; ring).
           replace (y * (1 + d)) with (y + t) by (unfold t; ring).
           replace y with (z - 1) by (unfold z; ring). unfold half. field.
           repeat split; (exact two_neq || (apply lt_neq; assumption)). }
      apply le_trans with (q * (z * (z * z))).
      { apply (of_diff (q * (z * (t * t)))); [| ring]. assert (0 <= z) by (apply lt_le, z0). nonneg. }
      apply le_trans with (q * (u * (u * u))).
      { apply mul_le_l; [exact q_ |]. assert (z_ : 0 <= z) by (apply lt_le, z0).
        apply (of_diff ((u - z) * (u * u + u * z + z * z))); [| ring].
        assert (0 <= u - z) by (apply sub_nonneg, zu). nonneg. }
      unfold q. apply (of_diff ((y - a) * (y + a) * (d * d))).
      - assert (0 <= y - a) by (apply sub_nonneg, lt_le, P). assert (0 <= a) by (apply lt_le, a0). nonneg.
      - unfold t. field. apply lt_neq, u0. }
    change fast with (e * q).
    set (old := phi y) in *. set (new := half * phi (y * (1 - d)) + half * phi (y * (1 + d))) in *.
    apply (of_diff (e * (old - new - q))); [apply mul_nonneg; [exact e_ | apply sub_nonneg, fall] | ring].
  Qed.

  Lemma walk_ends n : fast * expect C n count [] <= 1.
  Proof.
    assert (A0 : alive []) by apply (alive_at_first C V).
    assert (phi_range : forall h, alive h -> 0 <= phi (x h)).
    { intros h A. pose proof (x_nonneg h A). apply div_nonneg; [assumption |].
      apply add_pos_l; [apply one_pos | assumption]. }
    assert (M : expect C n (fun k => fast * count k) [] <= phi (x []) + fast * count []).
    { revert A0. generalize (@nil step). revert n.
      apply (expect_potential C V (stays_alive C R) _ (fun h => phi (x h) + fast * count h)).
      - intros h A. apply (of_diff (phi (x h))); [apply phi_range, A | ring].
      - intros h A.
        rewrite (next_ext C V h _ (fun s => phi (x (s :: h)) + fast * (indicator (inside h) + count h)))
          by (intros; rewrite count_step; reflexivity).
        rewrite next_add, next_const by exact V. rewrite (next_x h phi A).
        destruct (inside h) eqn:I; cbn [indicator].
        + rewrite (theta_inside h A I). apply inside_bounds in I as [P Q]. pose proof (phi_falls (x h) P Q) as L.
          match type of L with ?l <= ?r => apply (of_diff (r - l)); [apply sub_nonneg, L | ring] end.
        + rewrite (theta_outside h A I). apply (of_diff 0); [apply le_refl | ring]. }
    rewrite expect_mul in M by exact V. eapply le_trans; [exact M |].
    assert (E : phi (x []) = half).
    { assert (x1 : x [] = 1) by (unfold x, odds; cbn; unfold half; field; split; [exact two_neq | exact one_neq_zero]).
      rewrite x1. reflexivity. }
    rewrite E. cbn [count along]. apply (of_diff half); [apply lt_le, half_pos |].
    unfold half. field. exact two_neq.
  Qed.

  (** ** Sums over the steps inside *)

  (** The sum of [f theta] along the way, where [f 0] is 0: theta^p for p > 0, for instance. *)
  Definition sum_along (f : F -> F) (n : nat) : F := expect C n (along 0 (fun past s => f (theta C past) + s)) [].

  Lemma sum_along_count f n : f 0 = 0 -> f e * expect C n count [] <= sum_along f n.
  Proof.
    intro f0. assert (A0 : alive []) by apply (alive_at_first C V).
    set (total := along 0 (fun past s => f (theta C past) + s) : history -> F).
    assert (M : expect C n (fun k => f e * count k + (0 - 1) * total k) [] <= f e * count [] + (0 - 1) * total []).
    { revert A0. generalize (@nil step). revert n.
      apply (expect_potential C V (stays_alive C R) _ (fun h => f e * count h + (0 - 1) * total h));
        [intros; apply le_refl |].
      intros h A.
      rewrite (next_ext C V h _ (fun _ => f e * (indicator (inside h) + count h) +
                                          (0 - 1) * (f (theta C h) + total h))) by reflexivity.
      rewrite next_const by exact V. destruct (inside h) eqn:I; cbn [indicator].
      - rewrite (theta_inside h A I). apply (of_diff 0); [apply le_refl | ring].
      - rewrite (theta_outside h A I), f0. apply (of_diff 0); [apply le_refl | ring]. }
    rewrite expect_add, !expect_mul in M by exact V. unfold total at 2 in M. cbn [count along] in M.
    unfold sum_along. fold total.
    match type of M with ?l <= ?r => apply (of_diff (r - l)); [apply sub_nonneg, M | ring] end.
  Qed.

  (** From some number of steps on the count is what the potential asks for. *)
  Lemma count_inside n :
    (0 < n)%nat -> 1 / (fast * (a * a)) <= half * psi 1 * of_nat n -> half * psi 1 / slow <= expect C n count [].
  Proof.
    intros N large. assert (n0 : 0 < (of_nat n : F)) by (destruct n; [lia | apply of_nat_pos]).
    pose proof (steps_needed n [] (alive_at_first C V)) as S.
    rewrite (expect_ext C V n _ (fun k => (0 - 1) * psi (x k) + (0 - slow) * count k)) in S by (intro; ring).
    rewrite expect_add, !expect_mul in S by exact V. cbn [count along] in S.
    assert (x1 : x [] = 1) by (unfold x, odds; cbn; unfold half; field; split; [exact two_neq | exact one_neq_zero]).
    rewrite x1 in S.
    assert (P : expect C n (fun k => psi (x k)) [] <= 1 / (a * a) * expect C n (fun k => indicator (inside k)) []).
    { rewrite <- expect_mul by exact V. apply expect_le; [exact V |]. intro k.
      eapply le_trans; [apply psi_small |]. apply (of_diff 0); [apply le_refl | ring]. }
    pose proof (inside_all_along n) as I. pose proof (walk_ends n) as D.
    assert (I' : of_nat n * expect C n (fun k => indicator (inside k)) [] <= expect C n count []).
    { assert (L : expect C n (fun k => of_nat n * indicator (inside k) + (0 - 1) * count k) [] <= 0).
      { eapply le_trans; [| exact I]. apply expect_le_at; [exact V |]. intros k K. cbn [length] in K.
        rewrite Nat.add_0_r in K. rewrite K. apply (of_diff 0); [apply le_refl | ring]. }
      rewrite expect_add, !expect_mul in L by exact V.
      match type of L with ?l <= ?r => apply (of_diff (r - l)); [apply sub_nonneg, L | ring] end. }
    set (D_ := expect C n count []) in *. set (p := expect C n (fun k => indicator (inside k)) []) in *.
    set (m := expect C n (fun k => psi (x k)) []) in *.
    pose proof fast_pos as f0. assert (aa : 0 < a * a) by (apply mul_pos; exact a0).
    assert (slow_pos : 0 < slow).
    { unfold slow. apply div_pos; [| exact aa]. apply mul_pos; [apply mul_pos; exact two_pos |].
      repeat apply mul_pos; exact e0. }
    (* n p <= D_ <= 1 / fast, so p / a^2 is at most half of psi 1 *)
    assert (p_small : 1 / (a * a) * p <= half * psi 1).
    { apply (mul_le_inv (of_nat n)); [exact n0 |].
      apply le_trans with (1 / (fast * (a * a))).
      2: { eapply le_trans; [exact large |]. apply (of_diff 0); [apply le_refl | ring]. }
      apply (mul_le_inv (fast * (a * a))); [apply mul_pos; assumption |].
      apply (of_diff ((1 - fast * D_) + fast * (D_ - of_nat n * p))).
      - assert (0 <= fast) by (apply lt_le, f0). nonneg.
      - field. split; [exact a_neq | apply lt_neq, f0]. }
    assert (HH : half + half = 1) by (unfold half; field; exact two_neq).
    apply (mul_le_inv slow); [exact slow_pos |].
    replace (slow * (half * psi 1 / slow)) with (half * psi 1) by (field; apply lt_neq, slow_pos).
    match type of S with ?l <= ?r =>
      apply (of_diff ((r - l) + (1 / (a * a) * p - m) + (half * psi 1 - 1 / (a * a) * p))) end.
    - apply add_nonneg; [apply add_nonneg |]; apply sub_nonneg; assumption.
    - replace (0 - psi 1) with (0 - (half + half) * psi 1) by (rewrite HH; ring). ring.
  Qed.

  (** So are the sums, times [f e]. *)
  Lemma sum_along_large f n :
    f 0 = 0 -> 0 <= f e -> (0 < n)%nat -> 1 / (fast * (a * a)) <= half * psi 1 * of_nat n ->
    f e * (half * psi 1 / slow) <= sum_along f n.
  Proof.
    intros f0 fe N L. eapply le_trans; [| apply (sum_along_count f n f0)].
    apply mul_le_l; [exact fe | apply count_inside; assumption].
  Qed.
End Coins.

(** What a denominator is not. *)
Ltac nonzero := repeat split; (assumption || (apply (lt_neq (F := Rational)); reflexivity)).

Section Needed.
  Add Field Rational_field2 : (@field_laws Rational Rational_laws).

  Lemma lower_powers (C : class Rational) p n : valid C -> (p <= 2)%nat -> S_ C 2 n <= S_ C p n.
  Proof.
    intros V L. apply expect_le; [exact V |]. intro h. induction h as [| s h IH]; [apply le_refl |].
    unfold query_sum in *. cbn [along]. apply add_le2; [| exact IH].
    pose proof (theta_nonneg C V h) as t0. pose proof (theta_le_one C V h) as t1. set (t := theta C h) in *.
    destruct p as [| [| [| p]]]; [| | apply le_refl | lia]; cbn [pow].
    - apply (of_diff ((1 - t) * (1 + t))); [| ring].
      apply mul_nonneg; [apply sub_nonneg, t1 | apply add_nonneg; [reflexivity | exact t0]].
    - apply (of_diff (t * (1 - t))); [| ring]. apply mul_nonneg; [exact t0 | apply sub_nonneg, t1].
  Qed.

  (** [claim cubic-is-needed]: at any alpha, with two models of prior 1/2 and two actions, the sum of theta^p, p < 3,
      can be as large as one likes. *)
  Theorem cubic_is_needed (a bound : Rational) (p : nat) :
    0 < a -> a < 1 -> (p < 3)%nat ->
    exists C : class Rational,
      valid C /\ bayesian C /\ alpha C = a /\ w C = fraction (1 # 2) /\
      length (models C) = 2%nat /\ action_count C = 2%nat /\
      exists n, bound < S_ C p n.
  Proof.
    intros a0 a1 P. pose proof (lt_neq _ _ a0) as an.
    set (b := max 0 bound). assert (b0 : 0 <= b) by apply max_l.
    assert (s0 : 0 < psi a 1).
    { unfold psi. apply mul_pos; [apply sub_pos, a1 |].
      apply (of_diff_lt ((1 - a) / a)); [apply div_pos; [apply sub_pos, a1 | exact a0] | field; exact an]. }
    set (s := psi a 1) in *. pose proof (lt_neq _ _ s0) as sn.
    set (k := s * (a * a)). assert (k0 : 0 < k) by (apply mul_pos; [exact s0 | apply mul_pos; exact a0]).
    set (E := of_nat 4 + of_nat 8 * ((b + 1) / k)).
    assert (E4 : of_nat 4 <= E).
    { apply (of_diff (of_nat 8 * ((b + 1) / k))); [| unfold E; ring]. apply mul_nonneg; [apply of_nat_nonneg |].
      apply div_nonneg; [apply add_nonneg; [exact b0 | reflexivity] | exact k0]. }
    assert (E0 : 0 < E) by (eapply lt_le_trans; [| exact E4]; reflexivity). pose proof (lt_neq _ _ E0) as En.
    set (e := 1 / E). assert (e0 : 0 < e) by (apply div_pos; [reflexivity | exact E0]).
    assert (e1 : e + e < 1).
    { apply (mul_lt_inv E); [exact E0 |]. unfold e.
      apply (of_diff_lt (E - (1 + 1))); [| field; exact En]. apply sub_pos.
      eapply lt_le_trans; [| exact E4]. reflexivity. }
    exists (coins a e). pose proof (coins_valid a e a0 a1 e0 e1) as V.
    split; [exact V |]. split; [apply (coins_bayesian a e) |]. split; [reflexivity |].
    split; [apply Qc_is_canon; reflexivity |]. split; [reflexivity |]. split; [reflexivity |].
    pose proof (fast_pos a e a0 e0) as f0. pose proof (lt_neq _ _ f0) as fn.
    destruct (archimedean (1 / (fast a e * (a * a)) / (half * s))) as [n [N L]].
    exists n. eapply lt_le_trans; [| apply lower_powers; [exact V | lia]].
    pose proof (half_pos (F := Rational)) as h0. pose proof (two_neq (F := Rational)) as tn.
    eapply lt_le_trans; [| apply (sum_along_large a e a0 a1 e0 e1 (fun t => t ^ 2) n);
      [cbn; ring | nonneg; apply lt_le, e0 | lia |]].
    - apply le_lt_trans with b; [apply max_r |].
      assert (D : e ^ 2 * (half * psi a 1 / slow a e) = half * k + (b + 1)).
      { assert (e8 : (of_nat 8 : Rational) <> 0) by (apply lt_neq; reflexivity).
        assert (F1 : forall x, x <> 0 -> 1 / x * (1 / x) * (half * s / slow a (1 / x)) = s * (a * a) * x / of_nat 8).
        { intros x xn. unfold slow, half. cbn [of_nat] in *. field; nonzero. }
        assert (F2 : forall y, y <> 0 -> y * (of_nat 4 + of_nat 8 * ((b + 1) / y)) / of_nat 8 = half * y + (b + 1)).
        { intros y yn. unfold half. cbn [of_nat] in *. field; nonzero. }
        fold s. unfold e. cbn [pow]. replace (1 / E * (1 / E * 1)) with (1 / E * (1 / E)) by ring.
        rewrite (F1 E En). apply F2, lt_neq, k0. }
      rewrite D. apply (of_diff_lt (half * k + 1)); [| ring].
      apply add_pos_l; [apply mul_pos; assumption | reflexivity].
    - fold s. assert (hs : 0 < half * s) by (apply mul_pos; assumption).
      apply (mul_le_l (half * s)) in L; [| apply lt_le, hs].
      replace (half * s * (1 / (fast a e * (a * a)) / (half * s))) with (1 / (fast a e * (a * a))) in L; [exact L |].
      field. repeat split; try assumption. apply lt_neq, h0.
  Qed.
End Needed.

(** ** Real powers *)

From Coq Require Import Reals Lra.
From Demonstrandum Require Import Reals.

Section RealPowers.
  Add Field Real_field3 : (@field_laws Real Real_laws).

  (** [claim cubic-is-needed], for every real p < 3: at any alpha, with two models of prior 1/2 and two actions, the sum
      of theta^p (0 where theta is 0) can be as large as one likes. *)
  Theorem cubic_is_needed_real (a : Real) (bound p : R) :
    (0 < a < 1)%R -> (p < 3)%R ->
    exists C : class Real,
      valid C /\ bayesian C /\ alpha C = a /\ w C = (1 / 2)%R /\
      length (models C) = 2%nat /\ action_count C = 2%nat /\
      exists n, (bound < expect C n (along 0%R (fun past s => power p (theta C past) + s)) [])%R.
  Proof.
    intros [a0 a1] P. set (s := ((1 - a) * (1 / a - 1))%R).
    assert (ia : (1 < / a)%R) by (rewrite <- Rinv_1; apply Rinv_lt_contravar; lra).
    assert (s0 : (0 < s)%R) by (unfold s; apply Rmult_lt_0_compat; lra).
    set (k := (s * (a * a) / 8)%R).
    assert (k0 : (0 < k)%R) by (unfold k; assert (0 < s * (a * a))%R by (repeat apply Rmult_lt_0_compat; lra); lra).
    set (b := Rmax 0 bound). assert (b0 : (0 <= b)%R) by apply Rmax_l.
    set (m := (1 + b / k / (3 - p))%R).
    assert (bk : (0 <= b / k / (3 - p))%R).
    { repeat apply Rmult_le_pos; try (left; apply Rinv_0_lt_compat); lra. }
    set (e := exp (- m)). assert (e0 : (0 < e)%R) by apply exp_pos.
    assert (e1 : (e + e < 1)%R).
    { assert (L : (1 + m <= exp m)%R) by apply exp_ineq1_le.
      assert (E : (e * exp m = 1)%R) by (unfold e; rewrite <- exp_plus, Rplus_opp_l; apply exp_0).
      destruct (Rlt_dec (e + e) 1) as [H | H]; [exact H | exfalso].
      assert (M : (e * 2 <= e * exp m)%R) by (apply Rmult_le_compat_l; unfold m in *; lra).
      assert (M' : (e * (1 + m) <= e * exp m)%R) by (apply Rmult_le_compat_l; lra). unfold m in *.
      assert (exp 1 <= exp (1 + b / k / (3 - p)))%R.
      { destruct bk as [bk | <-]; [left; apply exp_increasing; lra | rewrite Rplus_0_r; apply Rle_refl]. }
      assert (2 < exp 1)%R by (pose proof (exp_ineq1 1 ltac:(lra)); lra).
      assert (e * 2 < e * exp (1 + b / k / (3 - p)))%R by (apply Rmult_lt_compat_l; lra). lra. }
    assert (a0' : (0 : Real) < a) by (apply Rlt_num; exact a0). assert (a1' : a < 1) by (apply Rlt_num; exact a1).
    assert (e0' : (0 : Real) < e) by (apply Rlt_num; exact e0).
    assert (e1' : (e : Real) + e < 1) by (apply Rlt_num; exact e1).
    exists (coins a e). split; [apply (coins_valid a e a0' a1' e0' e1') |]. split; [apply (coins_bayesian a e) |].
    split; [reflexivity |]. split; [reflexivity |]. split; [reflexivity |]. split; [reflexivity |].
    pose proof (fast_pos a e a0' e0') as f0. apply Rlt_num in f0. cbn [number zero Real] in f0.
    set (need := (1 / (fast a e * (a * a)) / (/ 2 * s))%R).
    assert (need0 : (0 < need)%R).
    { unfold need.
      assert (0 < fast a e * (a * a))%R by (apply Rmult_lt_0_compat; [exact f0 | apply Rmult_lt_0_compat; lra]).
      apply Rdiv_lt_0_compat; [apply Rdiv_lt_0_compat; lra |]. lra. }
    destruct (archimed_cor1 (/ need) (Rinv_0_lt_compat _ need0)) as [n [N Pn]]. exists (S n).
    assert (N_ : (need < INR n)%R).
    { apply Rnot_le_lt. intro K. apply (Rlt_not_le _ _ N). apply Rinv_le_contravar; [apply lt_0_INR, Pn | exact K]. }
    assert (p0 : power p 0%R = 0%R) by (unfold power; destruct (Rle_dec 0 0); [reflexivity | lra]).
    assert (pe : power p e = Rpower e p) by (unfold power; destruct (Rle_dec e 0); [lra | reflexivity]).
    assert (L : (power p e : Real) * (half * psi a 1 / slow a e) <= sum_along (F := Real) a e (power p) (S n)).
    { apply sum_along_large; try assumption; [| lia |].
      - rewrite pe. apply Rle_num. left. apply exp_pos.
      - apply Rle_num. rewrite of_nat_INR. unfold half, psi, div, sub.
        cbn [number zero one add mul opp inv Real]. fold (fast a e).
        assert (F : (need * (/ 2 * s) = 1 / (fast a e * (a * a)))%R).
        { unfold need. field. repeat split; lra. }
        assert (N' : (need * (/ 2 * s) <= INR (S n) * (/ 2 * s))%R).
        { apply Rmult_le_compat_r; [lra |]. rewrite S_INR. lra. }
        rewrite F in N'. unfold Rdiv in N'. eapply Rle_trans; [exact N' |]. apply Req_le. unfold s. field. lra. }
    apply Rle_num in L. eapply Rlt_le_trans; [| exact L]. rewrite pe.
    assert (V : (Rpower e p * (half * psi a 1 / slow a e)%num)%R = (k * exp (m * (3 - p)))%R).
    { assert (E3 : (exp (m * (3 - p)) * (e * (e * e)) = Rpower e p)%R).
      { unfold Rpower, e. rewrite ln_exp, <- !exp_plus. f_equal. ring. }
      rewrite <- E3. unfold half, psi, slow, div, sub. cbn [number zero one add mul opp inv Real].
      unfold k, s. field. split; lra. }
    cbn [number mul Real] in *. rewrite V.
    pose proof (exp_ineq1_le (m * (3 - p))) as X.
    assert (M : (m * (3 - p) = (3 - p) + b / k)%R) by (unfold m; field; split; lra). rewrite M in *.
    apply Rle_lt_trans with b; [apply Rmax_r |].
    apply Rlt_le_trans with (k * (1 + (3 - p + b / k)))%R; [| apply Rmult_le_compat_l; lra].
    replace (k * (1 + (3 - p + b / k)))%R with (k * (1 + (3 - p)) + b)%R by (field; lra).
    assert (0 < k * (1 + (3 - p)))%R by (apply Rmult_lt_0_compat; lra). lra.
  Qed.
End RealPowers.
