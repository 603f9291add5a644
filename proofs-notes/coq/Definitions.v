(** * The process

    What everything else is about; section 1 of the theory page and proofs-notes/process.md, for finitely many
    actions, observations and models, with ties by index, for the strict rule and the other. Read this file, and the
    statements that Main.v lists: the rest is proof. Numbers are those of any ordered field ([Num]); on rationals it all
    computes.

    Actions and observations are numbered from 0. Lists that record time hold the newest entry first. *)

From Coq Require Import Bool List Arith.
From Demonstrandum Require Import Numbers.
Import ListNotations.
Local Open Scope num_scope.

Definition action := nat.
Definition observation := nat.
Definition percept : Set := action * observation.

(** One step: was the demonstrator asked, what was done, what was seen. *)
Record step := Step { asked : bool; did : action; saw : observation }.
Definition history := list step.

(** What a model sees of a history: not the query bits. *)
Definition percepts (h : history) : list percept := map (fun s => (did s, saw s)) h.

Section Process.
  Context {F : Num}.

  Definition policy := list percept -> action -> F.

  (** A model predicts the demonstrator's action. Each queried action [a] multiplies its weight by [learns _ a]:
      for Bayes that is the probability it gave to [a]; other rules of learning are in OtherRules.v. *)
  Record model := Model { prior : F; predicts : policy; learns : policy }.
  Definition bayes (w : F) (p : policy) : model := Model w p p.

  Record class := Class {
    action_count : nat;
    observation_count : nat;
    models : list model;
    truth : nat;                                               (* the index of the demonstrator, mu *)
    alpha : F;
    strict : bool;                                             (* collected above the threshold, not at it *)
    environment : history -> bool -> action -> observation -> F    (* may see the query bits *)
  }.

  (** *** Hypotheses on a class *)

  Definition law (n : nat) (p : nat -> F) : Prop :=
    (forall a, 0 <= p a) /\ sum (seq 0 n) p = 1.

  Record valid (C : class) : Prop := {
    truth_is_a_model : (truth C < length (models C))%nat;
    priors_are_positive : forall m, In m (models C) -> 0 < prior m;
    priors_sum : sum (models C) prior <= 1;
    predictions_are_laws : forall m, In m (models C) -> forall v, law (action_count C) (predicts m v);
    observations_are_laws : forall h q a, law (observation_count C) (environment C h q a);
    alpha_is_positive : 0 < alpha C;
    alpha_is_below_one : alpha C < 1
  }.

  Definition bayesian (C : class) : Prop :=
    forall m, In m (models C) -> forall v a, learns m v a = predicts m v a.

  Definition query_blind (C : class) : Prop :=
    forall h k q r a o, percepts h = percepts k -> environment C h q a o = environment C k r a o.

  (** *** Weights *)

  Section OfAClass.
    Variable C : class.

    Definition actions : list action := seq 0 (action_count C).
    Definition observations : list observation := seq 0 (observation_count C).
    Definition indices : list nat := seq 0 (length (models C)).

    Definition nobody : model := Model 0 (fun _ _ => 0) (fun _ _ => 0).
    Definition the (i : nat) : model := nth i (models C) nobody.
    Definition predicted (i : nat) (h : history) (a : action) : F := predicts (the i) (percepts h) a.
    Definition mu (h : history) (a : action) : F := predicted (truth C) h a.

    (** Only queried actions are evidence. *)
    Fixpoint weight (h : history) (i : nat) : F :=
      match h with
      | [] => prior (the i)
      | s :: past => if asked s then weight past i * learns (the i) (percepts past) (did s) else weight past i
      end.

    (** *** Top set: best first, ties by index; collect while a model weighs more than alpha times those before it (not
        less, where the rule is not strict) *)

    Fixpoint insert (h : history) (i : nat) (ranked : list nat) : list nat :=
      match ranked with
      | [] => [i]
      | j :: rest => if leb (weight h j) (weight h i) then i :: ranked else j :: insert h i rest
      end.

    Definition rank (h : history) : list nat := fold_right (insert h) [] indices.

    Definition enough (before weight : F) : bool :=
      if strict C then ltb (alpha C * before) weight else leb (alpha C * before) weight.

    Fixpoint collect (h : history) (before : F) (ranked : list nat) : list nat :=
      match ranked with
      | [] => []
      | i :: rest => if enough before (weight h i) then i :: collect h (before + weight h i) rest else []
      end.

    Definition top (h : history) : list nat := collect h 0 (rank h).
    Definition top_has (h : history) (i : nat) : bool := existsb (Nat.eqb i) (top h).

    (** *** Imitator: what all top models agree on; ask with the probability that is left *)

    Definition agreed (h : history) (a : action) : F :=
      match top h with
      | [] => 0
      | i :: rest => fold_right (fun j least => min (predicted j h a) least) (predicted i h a) rest
      end.

    Definition theta (h : history) : F := 1 - sum actions (agreed h).

    Definition imitator (h : history) (q : bool) (a : action) : F :=
      if q then theta h * mu h a else agreed h a.

    (** *** Expectation: of a function of the next step; of a function of the history [n] steps later *)

    Definition next (h : history) (f : step -> F) : F :=
      sum [false; true] (fun q => sum actions (fun a => imitator h q a *
        sum observations (fun o => environment C h q a o * f (Step q a o)))).

    Fixpoint expect (n : nat) (f : history -> F) (h : history) : F :=
      match n with
      | O => f h
      | S n => next h (fun s => expect n f (s :: h))
      end.

    Definition indicator (b : bool) : F := if b then 1 else 0.
    Definition probability (n : nat) (event : history -> bool) : F := expect n (fun h => indicator (event h)) [].

    (** *** Functions of a history, over the nodes before each of its steps *)

    Fixpoint along {A : Type} (start : A) (f : history -> A -> A) (h : history) : A :=
      match h with [] => start | _ :: past => f past (along start f past) end.

    (** E_n: the truth is collected at each step so far. *)
    Definition retained : history -> bool := along true (fun past b => top_has past (truth C) && b).

    (** The same from time [t] on, whatever came before. *)
    Definition retained_since (t : nat) : history -> bool :=
      along true (fun past b => (Nat.ltb (length past) t || top_has past (truth C)) && b).

    (** The sum of theta^p, and the product of 1 + theta, over the steps so far. *)
    Definition query_sum (p : nat) : history -> F := along 0 (fun past s => theta past ^ p + s).
    Definition product : history -> F := along 1 (fun past x => (1 + theta past) * x).

    (** The sum of theta^3 over the steps so far, up to the first at which the truth is not collected. *)
    Definition kept_sum : history -> F :=
      along 0 (fun past s => (if top_has past (truth C) && retained past then theta past ^ 3 else 0) + s).

    (** The sum of theta^3 over the steps so far at which the truth is not collected. *)
    Definition lost_sum : history -> F :=
      along 0 (fun past s => (if top_has past (truth C) then 0 else theta past ^ 3) + s).

    Fixpoint queries (h : history) : F :=
      match h with [] => 0 | s :: past => indicator (asked s) + queries past end.

    (** S_p(n) *)
    Definition S_ (p n : nat) : F := expect n (query_sum p) [].

    (** The demonstrator acting alone, in an environment that is not told of queries. *)
    Fixpoint demonstrate (n : nat) (event : list percept -> bool) (h : history) : F :=
      match n with
      | O => indicator (event (percepts h))
      | S n => sum actions (fun a => mu h a *
                 sum observations (fun o => environment C h false a o * demonstrate n event (Step false a o :: h)))
      end.

    (** *** Weights of the others *)

    Definition w : F := prior (the (truth C)).
    Definition others (h : history) : F :=
      sum indices (fun i => if Nat.eqb i (truth C) then 0 else weight h i).
  End OfAClass.
End Process.

Arguments model : clear implicits.
Arguments class : clear implicits.
