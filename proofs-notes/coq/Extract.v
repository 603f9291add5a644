(** * Extraction

    The definitions as an OCaml program: a third implementation, which tests/proofs/extracted_test.py compares with
    the engine on random classes. What is extracted is Definitions.v itself, on rationals. *)

From Coq Require Import QArith Qcanon Bool List.
From Coq Require Extraction ExtrOcamlBasic.
From Demonstrandum Require Import Numbers Definitions Rationals.
Import ListNotations.

Definition class_of (action_count observation_count : nat) (models : list (Q * (list percept -> action -> Q)))
    (truth : nat) (alpha : Q) (strict : bool)
    (environment : history -> bool -> action -> observation -> Q) : class Rational :=
  Class action_count observation_count
    (map (fun m => bayes (F := Rational) (fraction (fst m)) (fun v a => fraction (snd m v a))) models)
    truth (fraction alpha) strict (fun h q a o => fraction (environment h q a o)).

(** What [qed check] calls S1, S2, S3, the part of S3 where the truth is not collected, truth_retained,
    expected_product, and of an event the probability for the imitator, for the imitator with the truth retained, and
    for the demonstrator. *)
Definition quantities (C : class Rational) (n : nat) (event : list percept -> bool) : list Q :=
  map (fun x : Rational => this x)
    [S_ C 1 n; S_ C 2 n; S_ C 3 n; expect C n (lost_sum C) []; probability C n (retained C); expect C n (product C) [];
     probability C n (fun h => event (percepts h));
     probability C n (fun h => event (percepts h) && retained C h);
     demonstrate C n event []].

Extraction Language OCaml.
Extraction "definitions.ml" class_of quantities.
