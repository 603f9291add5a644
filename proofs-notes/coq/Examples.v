(** * Shipped classes, computed

    The quantities of classes that are shipped in tests/classes (Classes.v has them), as Coq computes them from the
    definitions. The numbers are those of [qed check --horizon n --format json]: tests/cli/proofs_test.py compares. *)

From Coq Require Import QArith Qcanon Bool List Arith.
From Demonstrandum Require Import Numbers Definitions Retention Rationals Evaluate Classes.
Import ListNotations.

(** What is listed is decided as fractions. *)
Definition listing (l : list Rational) (k : list Q) : bool :=
  Nat.eqb (length l) (length k) && forallb (fun p => Qeq_bool (this (fst p)) (snd p)) (combine l k).

Lemma listing_correct l k : listing l k = true -> l = map fraction k.
Proof.
  intro H. apply andb_true_iff in H as [L H]. apply Nat.eqb_eq in L. revert k L H.
  induction l as [| x l IH]; intros [| y k] L H; try discriminate L; [reflexivity |].
  cbn [combine forallb map fst snd] in *. apply andb_true_iff in H as [E H]. f_equal.
  - apply Qc_is_canon. apply Qeq_bool_iff in E. rewrite E. symmetry. apply Qred_correct.
  - apply IH; [injection L; auto | exact H].
Qed.

Ltac memoryless_class := split; [intros m M; cbn in M; by_lists; split; reflexivity | reflexivity].
Ltac computed valid how :=
  etransitivity; [exact (evaluate_is_right _ valid _ how _) | apply listing_correct; vm_cast_no_check (eq_refl true)].

(** S1, S2, S3, the part of S3 where the truth is not collected, retention, the expected product: [quantities_of]. *)

Lemma two_coins_valid : valid two_coins.
Proof. valid_class. Qed.

Theorem two_coins_computed : quantities_of two_coins 10 = map fraction
  [264091729 # 67108864; 264091729 # 134217728; 264091729 # 268435456;
   0; 131658823 # 134217728; 1200426400755 # 34359738368]%Q.
Proof. computed two_coins_valid (merged_is_right _ two_coins_valid ltac:(memoryless_class)). Qed.

Lemma loaded_dice_valid : valid loaded_dice.
Proof. valid_class. Qed.

Theorem loaded_dice_computed : quantities_of loaded_dice 8 = map fraction
  [61581988531 # 19591041024; 164325012419 # 117546246144; 452133130909 # 705277476864;
   277112387 # 352638738432; 1435396691 # 1451188224; 9325746286719601 # 609359740010496]%Q.
Proof. computed loaded_dice_valid (merged_is_right _ loaded_dice_valid ltac:(memoryless_class)). Qed.

Lemma three_dice_valid : valid three_dice.
Proof. valid_class. Qed.

Theorem three_dice_computed : quantities_of three_dice 7 = map fraction
  [14679673 # 8388608; 14679673 # 33554432; 14679673 # 134217728;
   5 # 134217728; 262141 # 262144; 163834103125 # 34359738368]%Q.
Proof. computed three_dice_valid (merged_is_right _ three_dice_valid ltac:(memoryless_class)). Qed.

Lemma weather_habit_valid : valid weather_habit.
Proof. valid_class. Qed.

Theorem weather_habit_computed : quantities_of weather_habit 5 = map fraction
  [51203690293683 # 20000000000000; 299672938313011 # 200000000000000; 1963502950449861 # 2000000000000000;
   1002711601811 # 100000000000000; 97194857307 # 100000000000; 6218379689754268799 # 800000000000000000]%Q.
Proof. computed weather_habit_valid (every_is_right _ weather_habit_valid). Qed.
