(** * The classes that are computed

    Written by tests/proofs/class_files.py from class files; tools/proofs.sh fails where they differ. Actions,
    observations, models and states are numbered in the order of the file. *)

From Coq Require Import QArith List.
From Demonstrandum Require Import Numbers Definitions Rationals.
Import ListNotations.

(** two coins: low, high *)
Definition two_coins : class Rational :=
  Class (F := Rational) 2 1
    [bayes (fraction (1 # 2)) (iid [3 # 4; 1 # 4]);
     bayes (fraction (1 # 2)) (iid [1 # 4; 3 # 4])]%Q
    0 (fraction (1 # 10)) true nothing_to_see.

(** loaded dice: abc, bca, cab *)
Definition loaded_dice : class Rational :=
  Class (F := Rational) 3 1
    [bayes (fraction (1 # 2)) (iid [1 # 2; 1 # 3; 1 # 6]);
     bayes (fraction (1 # 3)) (iid [1 # 6; 1 # 2; 1 # 3]);
     bayes (fraction (1 # 6)) (iid [1 # 3; 1 # 6; 1 # 2])]%Q
    0 (fraction (1 # 7)) true nothing_to_see.

(** three dice: leans a, leans b, leans c *)
Definition three_dice : class Rational :=
  Class (F := Rational) 3 1
    [bayes (fraction (1 # 3)) (iid [1 # 2; 1 # 4; 1 # 4]);
     bayes (fraction (1 # 3)) (iid [1 # 4; 1 # 2; 1 # 4]);
     bayes (fraction (1 # 3)) (iid [1 # 4; 1 # 4; 1 # 2])]%Q
    0 (fraction (1 # 20)) true nothing_to_see.

(** weather and habit: looks outside, creature of habit, drives on Fridays, indifferent *)
Definition weather_habit : class Rational :=
  Class (F := Rational) 2 2
    [bayes (fraction (1 # 4)) (automaton 0 [([9 # 10; 1 # 10], [[0; 1]; [0; 1]]%nat); ([1 # 5; 4 # 5], [[0; 1]; [0;
       1]]%nat)]);
     bayes (fraction (1 # 4)) (markov 1 [([]%nat, [1 # 2; 1 # 2]); ([0]%nat, [4 # 5; 1 # 5]); ([1]%nat, [1 # 5;
       4 # 5])]);
     bayes (fraction (1 # 4)) (repeating [[3 # 4; 1 # 4]; [3 # 4; 1 # 4]; [3 # 4; 1 # 4]; [3 # 4; 1 # 4]; [0; 1]]);
     bayes (fraction (1 # 8)) (iid [1 # 2; 1 # 2])]%Q
    0 (fraction (1 # 12)) true (world 0 [([[4 # 5; 1 # 5]; [4 # 5; 1 # 5]], [[0; 1]; [0; 1]]%nat); ([[1 # 4; 3 # 4];
       [1 # 4; 3 # 4]], [[0; 1]; [0; 1]]%nat)]).

(** retention attained: truth, one, two *)
Definition attained : class Rational :=
  Class (F := Rational) 3 1
    [bayes (fraction (1 # 2)) (iid [1 # 8; 1 # 8; 3 # 4]);
     bayes (fraction (1 # 4)) (iid [1; 0; 0]);
     bayes (fraction (1 # 4)) (iid [0; 1; 0])]%Q
    0 (fraction (1 # 4)) true nothing_to_see.

(** lost truth: sure, truth *)
Definition lost_truth : class Rational :=
  Class (F := Rational) 2 1
    [bayes (fraction (3 # 4)) (iid [1; 0]);
     bayes (fraction (1 # 4)) (iid [1 # 2; 1 # 2])]%Q
    1 (fraction (1 # 2)) true nothing_to_see.

(** three equals: zero, one, either *)
Definition three_equals : class Rational :=
  Class (F := Rational) 2 1
    [bayes (fraction (1 # 3)) (iid [1; 0]);
     bayes (fraction (1 # 3)) (iid [0; 1]);
     bayes (fraction (1 # 3)) (iid [1 # 2; 1 # 2])]%Q
    0 (fraction (1 # 2)) false nothing_to_see.

(** three questions: truth, one, zero *)
Definition three_questions : class Rational :=
  Class (F := Rational) 2 1
    [bayes (fraction (99 # 101)) (schedule [[1 # 2; 1 # 2]; [1; 0]; [1; 0]]);
     bayes (fraction (1 # 101)) (schedule [[0; 1]; [1 # 2; 1 # 2]; [0; 1]]);
     bayes (fraction (1 # 101)) (schedule [[1; 0]; [1 # 2; 1 # 2]; [0; 1]])]%Q
    0 (fraction (99 # 10000)) true nothing_to_see.

(** two equals: zero, one *)
Definition two_equals : class Rational :=
  Class (F := Rational) 2 1
    [bayes (fraction (1 # 2)) (iid [1; 0]);
     bayes (fraction (1 # 2)) (iid [0; 1])]%Q
    0 (fraction (1 # 2)) true nothing_to_see.
