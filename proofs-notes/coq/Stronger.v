(** * Not vacuous

    Stronger variants of the theorems, disproved by classes: the constants and the hypotheses are needed. Each class
    is also a class file in proofs-notes/coq/classes, on which [qed check] gives the same numbers. *)

From Coq Require Import QArith Qcanon Bool List Arith.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep QuerySum Rationals Classes.
Import ListNotations.
Local Open Scope num_scope.

(** ** truth-retention-sharp with alpha/2 in place of alpha

    Three models attain the bound with alpha, at horizon 2 (proofs-notes/retention.md). *)

Lemma attained_valid : valid attained.
Proof. valid_class. Qed.

Lemma attained_bayesian : bayesian attained.
Proof. bayesian_class. Qed.

Theorem attained_retention : probability attained 2 (retained attained) = fraction (3 # 4).
Proof. value. Qed.

Theorem attained_bound : 1 - alpha attained * (1 / w attained - 1) = fraction (3 # 4).
Proof. value. Qed.

Theorem half_of_alpha_is_refuted :
  ~ forall C : class Rational, valid C -> bayesian C ->
    forall n, 1 - alpha C / two * (1 / w C - 1) <= probability C n (retained C).
Proof.
  intro H. specialize (H attained attained_valid attained_bayesian 2%nat). revert H.
  vm_compute. discriminate.
Qed.

(** ** cubic-query-sum-sharp with 1 in place of 3

    Two alternatives, just above the threshold. The first answer refutes one of them and doubles the other's odds, so
    that it costs two more questions. *)

Lemma three_questions_valid : valid three_questions.
Proof. valid_class. Qed.

Lemma three_questions_bayesian : bayesian three_questions.
Proof. bayesian_class. Qed.

Theorem three_questions_sum : S_ three_questions 3 3 = fraction (17 # 8).
Proof. value. Qed.

Theorem constant_one_is_refuted :
  ~ forall C : class Rational, valid C -> bayesian C -> forall n, S_ C 3 n <= 1 / alpha C * (1 / w C - 1).
Proof.
  intro H. specialize (H three_questions three_questions_valid three_questions_bayesian 3%nat). revert H.
  vm_compute. discriminate.
Qed.

(** ** step-dominance and no-query-dominance where the truth is not collected *)

Lemma lost_truth_valid : valid lost_truth.
Proof. valid_class. Qed.

Lemma lost_truth_bayesian : bayesian lost_truth.
Proof. bayesian_class. Qed.

Definition starts_with_0 (v : list percept) : bool := match v with (0%nat, _) :: _ => true | _ => false end.

Theorem lost_truth_imitator : probability lost_truth 1 (fun h => starts_with_0 (percepts h)) = fraction 1.
Proof. value. Qed.

Theorem lost_truth_demonstrator : demonstrate lost_truth 1 starts_with_0 [] = fraction (1 # 2).
Proof. value. Qed.

Theorem step_dominance_needs_the_truth :
  ~ forall C : class Rational, valid C -> bayesian C -> forall h a, In a (actions C) ->
    next C h (fun s => indicator (Nat.eqb (did s) a)) <= (1 + theta C h) * mu C h a.
Proof.
  intro H. specialize (H lost_truth lost_truth_valid lost_truth_bayesian [] 0%nat (or_introl eq_refl)). revert H.
  vm_compute. discriminate.
Qed.

(** ** trajectory-dominance without the event that the truth is retained: the same class *)

Theorem trajectory_dominance_needs_retention :
  ~ forall C : class Rational, valid C -> bayesian C -> query_blind C -> forall n event K, 0 <= K ->
    probability C n (fun h => event (percepts h) && leb (product C h) K) <= K * demonstrate C n event [].
Proof.
  intro H. specialize (H lost_truth lost_truth_valid lost_truth_bayesian (fun _ _ _ _ _ _ _ => eq_refl) 1%nat
    starts_with_0 1 eq_refl). revert H.
  vm_compute. discriminate.
Qed.

(** ** top-size with 1/alpha in place of 1 + 1/alpha *)

Lemma two_equals_valid : valid two_equals.
Proof. valid_class. Qed.

Lemma two_equals_bayesian : bayesian two_equals.
Proof. bayesian_class. Qed.

Theorem top_size_below_one_over_alpha_is_refuted :
  ~ forall C : class Rational, valid C -> bayesian C -> strict C = true ->
    forall h, of_nat (length (top C h)) < 1 / alpha C.
Proof.
  intro H. specialize (H two_equals two_equals_valid two_equals_bayesian eq_refl []). revert H. vm_compute.
  discriminate.
Qed.

(** ** top-size below its bound, and not at it, where the rule is not strict *)

Lemma three_equals_valid : valid three_equals.
Proof. valid_class. Qed.

Lemma three_equals_bayesian : bayesian three_equals.
Proof. bayesian_class. Qed.

Theorem top_size_is_attained_if_not_strict :
  ~ forall C : class Rational, valid C -> bayesian C -> forall h, of_nat (length (top C h)) < 1 + 1 / alpha C.
Proof.
  intro H. specialize (H three_equals three_equals_valid three_equals_bayesian []). revert H. vm_compute. discriminate.
Qed.
