(** * The rationals

    [Rational] are the rational numbers in lowest terms, with equality: an ordered field without any axiom, on which
    the definitions compute. *)

From Coq Require Import QArith Qcanon Bool List.
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

(** Rationals from fractions; a law from a list; the same law always; a law for each step, the last one from then on. *)
Definition fraction (x : Q) : Rational := Q2Qc x.

Definition listed (l : list Q) (a : nat) : Rational := fraction (nth a l 0%Q).
Definition iid (l : list Q) : policy := fun _ a => listed l a.
Definition schedule (ls : list (list Q)) : policy :=
  fun v a => listed (nth (length v) ls (last ls [])) a.

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

Lemma iid_law n l : is_law n l = true -> forall v, law n (iid l v).
Proof. intros H v. apply is_law_correct, H. Qed.

Lemma schedule_law n ls :
  forallb (is_law n) ls = true -> ls <> [] -> forall v, law n (schedule ls v).
Proof.
  intros H N v. apply is_law_correct. rewrite forallb_forall in H. apply H.
  destruct (nth_in_or_default (length v) ls (last ls [])) as [I | E]; [exact I |].
  rewrite E. destruct (exists_last N) as [front [x ->]]. rewrite last_last. apply in_or_app. right. left. reflexivity.
Qed.

Lemma nothing_to_see_law h q a : law 1 (nothing_to_see h q a).
Proof.
  split; [| reflexivity]. intro o. unfold nothing_to_see. destruct (Nat.eqb o 0); [apply one_nonneg | apply le_refl].
Qed.
