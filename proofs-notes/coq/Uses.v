(** * Uses of the imitator

    Claims quantilizer and ida, and of bounded-cost the part for costs however large: what is done with the imitator's
    law in one step. *)

From Coq Require Import Bool List Arith Lia.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep.
Import ListNotations.
Local Open Scope num_scope.

Section Uses.
  Context {F : Num} {laws : ordered_field F}.
  Add Field F_field : (@field_laws F laws).

  (** [Q] is a q-quantilizer of [base] for a utility: it takes no more than [base / q] of anything, and something worse
      only where all that is better is taken in full. (How equals share is left open.) *)
  Record quantilizer_of (n : nat) (base utility : action -> F) (q : F) (Q : action -> F) : Prop := {
    takes_a_law : law n Q;
    takes_at_most : forall a, (a < n)%nat -> Q a * q <= base a;
    takes_the_best : forall a b, (a < n)%nat -> (b < n)%nat -> utility b < utility a -> 0 < Q b -> Q a * q = base a
  }.

  Lemma quantilizer_ratio n base utility q Q a :
    0 < q -> quantilizer_of n base utility q Q -> (a < n)%nat -> Q a <= base a / q.
  Proof.
    intros P H L. apply (mul_le_inv q); [exact P |].
    apply (of_diff (base a - Q a * q)); [apply sub_nonneg, (takes_at_most _ _ _ _ _ H a L) |].
    field. apply lt_neq, P.
  Qed.

  (** The law of the imitator's action. *)
  Definition im (C : class F) (h : history) (a : action) : F := agreed C h a + theta C h * mu C h a.

  Proposition quantilizer_here (C : class F) h utility q Q a :
    top_has C h (truth C) = true -> 0 < q ->
    quantilizer_of (action_count C) (im C h) utility q Q -> (a < action_count C)%nat ->
    Q a <= (1 + theta C h) * mu C h a / q.
  Proof.
    intros T P H L. eapply le_trans; [apply (quantilizer_ratio _ _ _ _ _ _ P H L) |].
    apply mul_le_r; [apply inv_nonneg, P |]. unfold im.
    pose proof (no_query_dominance_here C h a T) as D. cbn [imitator] in D.
    apply (of_diff (mu C h a - agreed C h a)); [nonneg | ring].
  Qed.

  (** Over a base that is close to the truth, but by no ratio, nothing is left: at any distance e there is a base
      whose quantilizer surely does what the truth never does. *)
  Theorem quantilizer_of_close e :
    0 < e -> e < 1 ->
    let mu := fun a => match a with 0%nat => 1 | _ => 0 end : F in
    let base := fun a => match a with 0%nat => 1 - e | 1%nat => e | _ => 0 end : F in
    let Q := fun a => match a with 1%nat => 1 | _ => 0 end : F in
    law 2 mu /\ law 2 base /\ quantilizer_of 2 base (fun a => of_nat a) e Q /\ mu 1%nat = 0 /\ Q 1%nat = 1.
  Proof.
    intros P L mu_ base Q.
    assert (0 <= 1 - e) by (apply sub_nonneg, lt_le, L).
    repeat split; try reflexivity.
    - intros [| a]; cbn; nonneg.
    - cbn. ring.
    - intros [| [| a]]; cbn; nonneg.
    - cbn. ring.
    - intros [| [| a]]; cbn; nonneg.
    - cbn. ring.
    - intros [| [| a]] A; cbn; try lia; [| apply (of_diff 0); [nonneg | ring]].
      apply (of_diff (1 - e)); [nonneg | ring].
    - intros a b A B U K. destruct b as [| [| b]]; cbn in K; try (exfalso; exact (lt_irrefl _ K)); try lia.
      destruct a as [| [| a]]; try lia; exfalso; apply (lt_not_le _ _ U); cbn; [| apply le_refl].
      apply (of_diff (1 + 0)); [nonneg | ring].
  Qed.

  (** A non-negative cost, however large, is at most [1 + theta] times the demonstrator's on average. *)
  Proposition cost_here (C : class F) h (cost : action -> F) :
    top_has C h (truth C) = true -> (forall a, 0 <= cost a) ->
    sum (actions C) (fun a => im C h a * cost a) <= (1 + theta C h) * sum (actions C) (fun a => mu C h a * cost a).
  Proof.
    intros T P. rewrite <- sum_mul_l. apply sum_le. intros a _.
    pose proof (no_query_dominance_here C h a T) as D. cbn [imitator] in D. unfold im.
    specialize (P a). apply (of_diff ((mu C h a - agreed C h a) * cost a)); [nonneg | ring].
  Qed.
End Uses.

(** ** Iterated distillation

    A rock answers nothing. Level n+1 imitates the human who may consult two copies of level n; the organisation is
    the same with humans all the way down. *)

Section Ida.
  Context {F : Num} {laws : ordered_field F}.
  Add Field F_field2 : (@field_laws F laws).

  Variables (question : Type) (answers : nat) (silent : action).
  Variables (first : question -> question) (second : question -> action -> question).  (* what the human asks *)
  Variable human : question -> action -> action -> action -> F.                         (* the law of what it says *)
  Hypothesis human_nonneg : forall x b c a, 0 <= human x b c a.

  (** The human, who consults [D] twice. *)
  Definition consulting (D : question -> action -> F) (x : question) (a : action) : F :=
    sum (seq 0 answers) (fun b => D (first x) b * sum (seq 0 answers) (fun c => D (second x b) c * human x b c a)).

  Definition rock (a : action) : F := if Nat.eqb a silent then 1 else 0.

  (** Level n+1 is the cautious imitator of a class, at the history at which it is asked [x]. *)
  Variables (level : nat -> class F) (asked_at : nat -> question -> history).
  Notation theta_ n x := (theta (level n) (asked_at n x)).

  Definition ida (n : nat) (x : question) (a : action) : F :=
    match n with O => rock a | S n => im (level n) (asked_at n x) a end.

  Fixpoint organisation (n : nat) (x : question) (a : action) : F :=
    match n with O => rock a | S n => consulting (organisation n) x a end.

  (** The organisation, each transcript weighted with the product of [1 + theta] over its calls. *)
  Fixpoint weighted (n : nat) (x : question) (a : action) : F :=
    match n with O => rock a | S n => (1 + theta_ n x) * consulting (weighted n) x a end.

  Hypothesis levels_are_valid : forall n, valid (level n).
  (** What level n+1 learns from is the human who consults level n; and its truth is in its top set. *)
  Hypothesis imitates : forall n x a, mu (level n) (asked_at n x) a = consulting (ida n) x a.
  Hypothesis kept : forall n x, top_has (level n) (asked_at n x) (truth (level n)) = true.

  Lemma rock_nonneg a : 0 <= rock a.
  Proof. unfold rock. destruct (Nat.eqb a silent); [apply one_nonneg | apply le_refl]. Qed.

  Lemma consulting_le D E x a :
    (forall y b, 0 <= D y b) -> (forall y b, D y b <= E y b) -> consulting D x a <= consulting E x a.
  Proof.
    intros P L. assert (PE : forall y b, 0 <= E y b) by (intros; eapply le_trans; [apply P | apply L]).
    apply sum_le. intros b _.
    apply le_trans with (E (first x) b * sum (seq 0 answers) (fun c => D (second x b) c * human x b c a)).
    - apply mul_le_r; [| apply L]. apply sum_nonneg. intros c _. apply mul_nonneg; [apply P | apply human_nonneg].
    - apply mul_le_l; [apply PE |]. apply sum_le. intros c _. apply mul_le_r; [apply human_nonneg | apply L].
  Qed.

  Lemma consulting_nonneg D x a : (forall y b, 0 <= D y b) -> 0 <= consulting D x a.
  Proof.
    intro P. apply sum_nonneg. intros b _. apply mul_nonneg; [apply P |].
    apply sum_nonneg. intros c _. apply mul_nonneg; [apply P | apply human_nonneg].
  Qed.

  Lemma ida_nonneg n x a : 0 <= ida n x a.
  Proof.
    destruct n as [| n]; [apply rock_nonneg |]. cbn [ida]. unfold im.
    apply add_nonneg; [apply agreed_nonneg, levels_are_valid |].
    apply mul_nonneg; [apply theta_nonneg, levels_are_valid | apply mu_nonneg, levels_are_valid].
  Qed.

  Lemma organisation_nonneg n x a : 0 <= organisation n x a.
  Proof.
    revert x a. induction n as [| n IH]; intros x a; [apply rock_nonneg |]. apply consulting_nonneg, IH.
  Qed.

  Lemma ida_weighted n x a : ida n x a <= weighted n x a.
  Proof.
    revert x a. induction n as [| n IH]; intros x a; [apply le_refl |]. cbn [ida weighted].
    apply le_trans with ((1 + theta_ n x) * mu (level n) (asked_at n x) a).
    - pose proof (no_query_dominance_here (level n) (asked_at n x) a (kept n x)) as D. cbn [imitator] in D.
      unfold im. apply (of_diff (mu (level n) (asked_at n x) a - agreed (level n) (asked_at n x) a)); [nonneg | ring].
    - apply mul_le_l; [apply add_nonneg; [apply one_nonneg | apply theta_nonneg, levels_are_valid] |].
      rewrite imitates. apply consulting_le; [apply ida_nonneg | exact IH].
  Qed.

  Lemma consulting_scale k D E x a :
    0 <= k -> (forall y b, 0 <= D y b) -> (forall y b, D y b <= k * E y b) ->
    consulting D x a <= k * k * consulting E x a.
  Proof.
    intros K P L. eapply le_trans; [apply (consulting_le D (fun y b => k * E y b)); assumption |].
    apply (of_diff 0); [apply le_refl |]. unfold consulting. rewrite <- sum_mul_l, <- sum_sub.
    apply sum_zero. intros b _.
    rewrite (sum_ext _ (fun c => k * E (second x b) c * human x b c a)
      (fun c => k * (E (second x b) c * human x b c a))) by (intros; ring).
    rewrite sum_mul_l. unfold action in *. ring.
  Qed.

  (** The number of calls of level n: 2^n - 1 humans. *)
  Fixpoint calls (n : nat) : nat := match n with O => 0 | S n => S (calls n + calls n) end.

  Lemma calls_is n : (calls n + 1 = 2 ^ n)%nat.
  Proof. induction n as [| n IH]; [reflexivity |]. cbn [calls]. rewrite Nat.pow_succ_r'. lia. Qed.

  Lemma pow_add k m n : k ^ (m + n) = k ^ m * k ^ n :> F.
  Proof. induction m as [| m IH]; cbn [pow Nat.add]; [ring | rewrite IH; ring]. Qed.

  Lemma weighted_nonneg n x a : 0 <= weighted n x a.
  Proof. eapply le_trans; [apply (ida_nonneg n x a) | apply ida_weighted]. Qed.

  Lemma weighted_bound t n x a :
    (forall n x, theta_ n x <= t) -> weighted n x a <= (1 + t) ^ calls n * organisation n x a.
  Proof.
    intro L. assert (t0 : 0 <= t).
    { eapply le_trans; [apply (theta_nonneg (level 0) (levels_are_valid 0) (asked_at 0 x)) | apply L]. }
    assert (k0 : 0 <= 1 + t) by (apply add_nonneg; [apply one_nonneg | exact t0]).
    revert x a. induction n as [| n IH]; intros x a; cbn [weighted calls organisation pow].
    { apply (of_diff 0); [apply le_refl | ring]. }
    pose proof (consulting_scale ((1 + t) ^ calls n) (weighted n) (organisation n) x a (pow_nonneg _ _ k0)
                  (weighted_nonneg n) IH) as M.
    rewrite pow_add. pose proof (consulting_nonneg _ x a (organisation_nonneg n)) as O.
    pose proof (consulting_nonneg _ x a (weighted_nonneg n)) as Wn.
    set (k := (1 + t) ^ calls n) in *. set (o := consulting (organisation n) x a) in *.
    set (u := consulting (weighted n) x a) in *.
    apply (of_diff ((1 + t) * (k * k * o - u) + (t - theta_ n x) * u)); [| ring].
    assert (0 <= k * k * o - u) by (apply sub_nonneg, M).
    assert (0 <= t - theta_ n x) by (apply sub_nonneg, L). nonneg.
  Qed.

  (** [claim ida], for levels that do not learn while they answer: the law of the answer is at most that of the
      organisation, each transcript weighted with the product of its calls' [1 + theta]; and where no theta is above
      [t], at most [(1 + t)^(2^n - 1)] times it. *)
  Theorem ida_multiplicative n x a :
    ida n x a <= weighted n x a /\
    forall t, (forall n x, theta_ n x <= t) -> ida n x a <= (1 + t) ^ (2 ^ n - 1) * organisation n x a.
  Proof.
    split; [apply ida_weighted |]. intros t L. rewrite <- calls_is, Nat.add_sub.
    eapply le_trans; [apply ida_weighted | apply weighted_bound, L].
  Qed.
End Ida.
