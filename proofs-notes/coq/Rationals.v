(** * The rationals

    [Rational] are the rational numbers in lowest terms, with equality: an ordered field without any axiom, on which
    the definitions compute. And what a class file says, in these numbers. *)

From Coq Require Import QArith Qcanon Bool List Arith.
From Demonstrandum Require Import Numbers Definitions.
Import ListNotations.

Definition Rational : Num := {|
  number := Qc; zero := Q2Qc 0; one := Q2Qc 1; add := Qcplus; mul := Qcmult; opp := Qcopp; inv := Qcinv;
  leb := fun x y => Qle_bool x y |}.

Lemma Qle_num (x y : Rational) : (x <= y)%num <-> Qcle x y.
Proof. unfold le. cbn. rewrite Qle_bool_iff. reflexivity. Qed.

Global Instance Rational_laws : ordered_field Rational.
Proof.
  split.
  - exact Qcft.
  - intros x y. rewrite !Qle_num. destruct (Qlt_le_dec x y) as [H | H]; [left; apply Qlt_le_weak, H | right; exact H].
  - intros x y z. rewrite !Qle_num. apply Qcle_trans.
  - intros x y. rewrite !Qle_num. apply Qcle_antisym.
  - intros x y z. rewrite !Qle_num. intro H. apply Qcplus_le_compat; [exact H | apply Qcle_refl].
  - intros x y. rewrite !Qle_num. intros H K. cbn in *.
    apply (Qcmult_le_compat_r _ _ y) in H; [| exact K]. rewrite Qcmult_0_l in H. exact H.
Qed.

(** Rationals from fractions, and laws from lists of them. *)
Definition fraction (x : Q) : Rational := Q2Qc x.
Definition listed (l : list Q) (a : nat) : Rational := fraction (nth a l 0%Q).

(** ** The kinds of models of a class file

    The same law always; a law for each step, the last one from then on, or all of them again; a law for each context
    of the last [order] actions, the oldest first; an automaton, which moves by action and observation. What a table
    does not have is never asked of it: its last entry stands in. *)

Definition entry {A : Type} (l : list A) (i : nat) (none : A) : A := nth i l (last l none).

Definition iid (l : list Q) : policy := fun _ a => listed l a.
Definition schedule (ls : list (list Q)) : policy := fun v a => listed (entry ls (length v) []) a.
Definition repeating (ls : list (list Q)) : policy := fun v a => listed (entry ls (length v mod length ls) []) a.

Fixpoint same_actions (l k : list nat) : bool :=
  match l, k with
  | [], [] => true
  | a :: l, b :: k => Nat.eqb a b && same_actions l k
  | _, _ => false
  end.

Fixpoint in_context (context : list nat) (rows : list (list nat * list Q)) : list Q :=
  match rows with
  | [] => []
  | [row] => snd row
  | row :: rest => if same_actions (fst row) context then snd row else in_context context rest
  end.

Definition markov (order : nat) (rows : list (list nat * list Q)) : policy :=
  fun v a => listed (in_context (rev (map fst (firstn order v))) rows) a.

(** Where each action and observation lead. *)
Definition moves := list (list nat).
Definition follow (from : list moves) (start : nat) (v : list percept) : nat :=
  fold_right (fun p i => nth (snd p) (nth (fst p) (nth i from []) []) 0%nat) start v.

Definition automaton (start : nat) (states : list (list Q * moves)) : policy :=
  fun v a => listed (fst (entry states (follow (map snd states) start v) ([], []))) a.

(** An environment that is an automaton, with a law over the observations for each action. *)
Definition world (start : nat) (places : list (list (list Q) * moves)) :
    history -> bool -> action -> observation -> Rational :=
  fun h _ a o => listed (entry (fst (entry places (follow (map snd places) start (percepts h)) ([], []))) a []) o.

(** The only observation. *)
Definition nothing_to_see : history -> bool -> action -> observation -> Rational :=
  fun _ _ _ o => if Nat.eqb o 0 then 1%num else 0%num.

(** A law by computation. *)
Definition is_law (n : nat) (l : list Q) : bool :=
  forallb (fun x => Qle_bool 0 x) l && Qeq_bool (this (sum (F := Rational) (seq 0 n) (listed l))) 1.

Lemma is_law_correct n l : is_law n l = true -> law n (listed l).
Proof.
  intro H. apply andb_true_iff in H as [P S]. split.
  - intro a. unfold listed. destruct (nth_in_or_default a l 0%Q) as [I | E].
    + rewrite forallb_forall in P. specialize (P _ I). apply Qle_num. unfold fraction, Qcle. cbn.
      rewrite !Qred_correct. apply Qle_bool_iff, P.
    + rewrite E. apply le_refl.
  - apply Qc_is_canon. apply Qeq_bool_iff, S.
Qed.

Lemma entry_in {A : Type} (l : list A) i none : l <> [] -> In (entry l i none) l.
Proof.
  intro N. unfold entry. destruct (nth_in_or_default i l (last l none)) as [I | ->]; [exact I |].
  destruct (exists_last N) as [front [x ->]]. rewrite last_last. apply in_or_app. right. left. reflexivity.
Qed.

(** [laws n l] decides that there are laws in [l], and nothing else. *)
Definition laws (n : nat) (l : list (list Q)) : bool :=
  match l with [] => false | _ => forallb (is_law n) l end.

Lemma laws_entry {A : Type} n (l : list A) (f : A -> list Q) i none :
  laws n (map f l) = true -> law n (listed (f (entry l i none))).
Proof.
  intro H. apply is_law_correct. assert (N : l <> []) by (intros ->; discriminate H).
  assert (H' : forallb (is_law n) (map f l) = true) by (destruct l; [discriminate H | exact H]).
  rewrite forallb_forall in H'. apply H', in_map, entry_in, N.
Qed.

Lemma iid_law n l : is_law n l = true -> forall v, law n (iid l v).
Proof. intros H v. apply is_law_correct, H. Qed.

Lemma schedule_law n ls : laws n (map id ls) = true -> forall v, law n (schedule ls v).
Proof. intros H v. apply (laws_entry n ls id), H. Qed.

Lemma repeating_law n ls : laws n (map id ls) = true -> forall v, law n (repeating ls v).
Proof. intros H v. apply (laws_entry n ls id), H. Qed.

Lemma markov_law n order rows : laws n (map snd rows) = true -> forall v, law n (markov order rows v).
Proof.
  intros H v. apply is_law_correct. generalize (rev (map fst (firstn order v))). intro context.
  assert (N : rows <> []) by (intros ->; discriminate H).
  assert (H' : forallb (is_law n) (map snd rows) = true) by (destruct rows; [discriminate H | exact H]).
  clear H. induction rows as [| row rest IH]; [contradiction |].
  cbn [map forallb] in H'. apply andb_true_iff in H' as [R H'].
  destruct rest as [| next_ rest]; [exact R |]. cbn [in_context].
  destruct (same_actions (fst row) context); [exact R | apply IH; [discriminate | exact H']].
Qed.

Lemma automaton_law n start states :
  laws n (map fst states) = true -> forall v, law n (automaton start states v).
Proof. intros H v. apply (laws_entry n states fst), H. Qed.

Lemma world_law n start places :
  negb (Nat.eqb (length places) 0) && forallb (fun p => laws n (map id (fst p))) places = true ->
  forall h q a, law n (world start places h q a).
Proof.
  intros H h q a. apply andb_true_iff in H as [N H]. unfold world.
  apply (laws_entry n _ id). rewrite forallb_forall in H. apply H, entry_in. intros ->. discriminate N.
Qed.

Lemma nothing_to_see_law h q a : law 1 (nothing_to_see h q a).
Proof.
  split; [| reflexivity]. intro o. unfold nothing_to_see. destruct (Nat.eqb o 0); [apply one_nonneg | apply le_refl].
Qed.

(** ** Tactics for a class that is written down *)

Ltac by_lists :=
  repeat match goal with H : _ \/ _ |- _ => destruct H as [<- | H] | H : False |- _ => destruct H end.

Ltac valid_class :=
  split; [cbn; auto with arith | intros m M; cbn in M; by_lists; reflexivity | vm_compute; reflexivity |
          intros m M; cbn in M; by_lists; cbn [predicts bayes action_count];
          first [apply iid_law | apply schedule_law | apply repeating_law | apply markov_law | apply automaton_law];
          vm_compute; reflexivity |
          first [intros; apply nothing_to_see_law | apply world_law; vm_compute; reflexivity] |
          reflexivity | reflexivity].
Ltac bayesian_class := intros m M; cbn in M; by_lists; reflexivity.
Ltac value := apply Qc_is_canon, Qeq_bool_iff; vm_cast_no_check (eq_refl true).
