(** * Two coins, computed

    The class of tests/classes/two-coins.json, and its quantities at horizon 10: the numbers are those of
    [qed check --horizon 10 --format json]: tests/cli/proofs_test.py compares them. *)

From Coq Require Import QArith Qcanon Bool List Arith.
From Demonstrandum Require Import Numbers Definitions Retention Rationals Evaluate.
Import ListNotations.

Definition coin (w : Q) (l : list Q) : model Rational := bayes (F := Rational) (fraction w) (iid l).

Definition two_coins : class Rational :=
  Class (F := Rational) 2 1
    [coin (1 # 2) [3 # 4; 1 # 4];        (* low: tails, heads *)
     coin (1 # 2) [1 # 4; 3 # 4]]        (* high *)
    0 (fraction (1 # 10)) nothing_to_see.

Lemma two_coins_valid : valid two_coins.
Proof.
  split.
  - cbn. auto.
  - intros m [<- | [<- | []]]; reflexivity.
  - reflexivity.
  - intros m [<- | [<- | []]]; apply iid_law; reflexivity.
  - intros; apply nothing_to_see_law.
  - reflexivity.
  - reflexivity.
Qed.

Lemma two_coins_bayesian : bayesian two_coins.
Proof. intros m [<- | [<- | []]]; reflexivity. Qed.

Lemma two_coins_memoryless : memoryless two_coins.
Proof. intros m [<- | [<- | []]] v a; split; reflexivity. Qed.

Ltac computed evaluate :=
  rewrite evaluate by (exact two_coins_valid || exact two_coins_memoryless); apply Qc_is_canon, Qeq_bool_iff;
  vm_cast_no_check (eq_refl true).

Theorem two_coins_S1 : S_ two_coins 1 10 = fraction (264091729 # 67108864).
Proof. computed evaluate_S. Qed.

Theorem two_coins_S2 : S_ two_coins 2 10 = fraction (264091729 # 134217728).
Proof. computed evaluate_S. Qed.

Theorem two_coins_S3 : S_ two_coins 3 10 = fraction (264091729 # 268435456).
Proof. computed evaluate_S. Qed.

Theorem two_coins_S3_lost : expect two_coins 10 (lost_sum two_coins) [] = fraction 0.
Proof. computed evaluate_lost. Qed.

Theorem two_coins_truth_retained : probability two_coins 10 (retained two_coins) = fraction (131658823 # 134217728).
Proof. computed evaluate_retained. Qed.

Theorem two_coins_expected_product :
  expect two_coins 10 (product two_coins) [] = fraction (1200426400755 # 34359738368).
Proof. computed evaluate_product. Qed.
