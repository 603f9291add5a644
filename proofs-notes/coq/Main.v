(** * The theorems

    What is proved, in the words of Definitions.v; the proofs are in the other files. Everything holds for all finite
    classes, all models that depend on the history in any way, all environments (query-blind where it says so), all
    horizons [n], and numbers of any ordered field; only what has a logarithm in its statement or in its proof is about
    real numbers. Bounds that do not depend on [n] are those of the infinite horizon. *)

From Coq Require Import Bool List Arith Lia Reals Lra.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention QuerySum Reals Trajectories OtherRules
  LogRule Scoring Uses Costs Unlikely Tail.
Import ListNotations.
Local Open Scope num_scope.

Section AnyField.
  Context {F : Num} {laws : ordered_field F} (C : class F).
  Hypotheses (V : valid C) (B : bayesian C).
  Add Field F_field : (@field_laws F laws).
  Let central_rule : central C := bayes_is_central C V B.
  Let W_nonneg h : forall i, 0 <= weight C h i := weight_nonneg C V central_rule h.

  (** ** One step, at every history *)

  (** The n-th of the ranking, from 0, is collected iff it passes the test of the top set, whoever failed before it;
      and those that are collected come first. *)
  Theorem top_prefix h :
    (exists rest, rank C h = top C h ++ rest) /\
    forall n, (n < length (rank C h))%nat ->
      ((n < length (top C h))%nat <->
       enough C (sum (firstn n (rank C h)) (weight C h)) (weight C h (nth n (rank C h) 0%nat)) = true).
  Proof. apply top_prefix_here; [apply W_nonneg | apply alpha_is_positive, V]. Qed.

  Theorem top_size h :
    (strict C = true -> of_nat (length (top C h)) < 1 + 1 / alpha C) /\
    (0 < weight C h (truth C) -> of_nat (length (top C h)) <= 1 + 1 / alpha C).
  Proof.
    destruct (top_size_here C h (W_nonneg h) (alpha_is_positive C V)) as [S N]. split; [exact S |].
    intro P. apply N; [apply lt_le, (alpha_is_below_one C V) |]. exists (truth C).
    split; [apply (truth_is_a_model C V) | exact P].
  Qed.

  Theorem no_query_dominance h a :
    top_has C h (truth C) = true -> imitator C h false a <= mu C h a.
  Proof. apply no_query_dominance_here. Qed.

  (** The probability of asking and then doing [a]; the probability of asking. *)
  Theorem query_identity h a :
    In a (actions C) ->
    next C h (fun s => indicator (asked s && Nat.eqb (did s) a)) = theta C h * mu C h a /\
    next C h (fun s => indicator (asked s)) = theta C h.
  Proof. apply query_identity_here, V. Qed.

  (** The headline: the probability of doing [a], asked or not. *)
  Theorem step_dominance h a :
    In a (actions C) -> top_has C h (truth C) = true ->
    next C h (fun s => indicator (Nat.eqb (did s) a)) <= (1 + theta C h) * mu C h a.
  Proof. apply step_dominance_here, V. Qed.

  (** ** The truth stays in the top set *)

  Theorem truth_retention_sharp n : 1 - alpha C * (1 / w C - 1) <= probability C n (retained C).
  Proof. apply central_retention; assumption. Qed.

  Theorem truth_retention n : 1 - alpha C / w C <= probability C n (retained C).
  Proof.
    eapply le_trans; [| apply truth_retention_sharp].
    apply (of_diff (alpha C)); [apply lt_le, alpha_is_positive, V | unfold div; ring].
  Qed.

  (** ** From any history on, for instance after a time of forced queries: the posterior takes the place of the prior

      [others / weight] are the odds against the truth, X(h); the posterior of the truth is 1/(1 + X(h)). *)

  Theorem preconditioned_retention n h :
    0 < weight C h (truth C) ->
    expect C n (fun k => indicator (negb (retained_since C (length h) k))) h <=
    alpha C * (others C h / weight C h (truth C)).
  Proof.
    intro A. pose proof (retention_from C V central_rule (length h) n h A) as M.
    rewrite (retained_from_now C) in M by apply le_n. exact M.
  Qed.

  Theorem mean_posterior n :
    expect C n (fun h => 1 + others C h / weight C h (truth C)) [] <= 1 / w C.
  Proof.
    eapply le_trans; [apply (mean_odds C V central_rule n [] (alive_at_first C V)) |].
    pose proof (X_at_first C V) as X0. apply (of_diff (1 / w C - 1 - X C [])); [nonneg | ring].
  Qed.

  (** ** The number of questions *)

  Theorem query_count n :
    expect C n queries [] = S_ C 1 n /\
    S_ C 1 n * (S_ C 1 n * S_ C 1 n) <= of_nat n * of_nat n * S_ C 3 n.
  Proof.
    split; [| apply power_means, V].
    pose proof (count_is_sum C V n []) as E. cbn [queries query_sum along] in E. unfold S_.
    replace (expect C n queries []) with (expect C n queries [] - 0) by ring. rewrite E. ring.
  Qed.

  (** ** Trajectories *)

  Theorem trajectory_dominance n event K :
    query_blind C -> 0 <= K ->
    probability C n (fun h => event (percepts h) && retained C h && leb (product C h) K) <=
    K * demonstrate C n event [].
  Proof.
    intros blind P. eapply le_trans; [apply (dominance_from C V blind event K P n []) |].
    cbn [retained product along]. apply (of_diff 0); [apply le_refl |].
    field. apply one_neq_zero.
  Qed.

  (** The product is at most 2^n, so that no event is more than 2^n times likelier while the truth is retained. *)
  Theorem unlikeliness_doubling n event :
    query_blind C ->
    probability C n (fun h => event (percepts h) && retained C h) <= (1 + 1) ^ n * demonstrate C n event [].
  Proof.
    intro blind. assert (P : 0 <= (1 + 1 : F) ^ n) by (apply pow_nonneg, add_nonneg; apply one_nonneg).
    eapply le_trans; [| apply (trajectory_dominance n event ((1 + 1) ^ n) blind P)].
    apply expect_le_at; [exact V |]. intros h L. cbn [length] in L. rewrite Nat.add_0_r in L.
    pose proof (product_doubles C V h) as D. rewrite L in D. unfold le in D. rewrite D, andb_true_r. apply le_refl.
  Qed.

  (** ** Uses *)

  Theorem quantilizer h utility q Q a :
    top_has C h (truth C) = true -> 0 < q ->
    quantilizer_of (action_count C) (im C h) utility q Q -> (a < action_count C)%nat ->
    Q a <= (1 + theta C h) * mu C h a / q.
  Proof. apply quantilizer_here. Qed.

  (** Asking as ever, and quantilizing only what it would do by itself. *)
  Theorem quantilizer_of_answers h utility q Q a :
    top_has C h (truth C) = true -> 0 < q -> q <= 1 ->
    quantilizer_of (action_count C) (agreed C h) utility q Q -> (a < action_count C)%nat ->
    Q a + theta C h * mu C h a <= (1 / q + theta C h) * mu C h a /\
    (1 / q + theta C h) * mu C h a <= (1 + theta C h) * mu C h a / q.
  Proof. apply quantilizer_of_own, V. Qed.

  (** A non-negative cost, however large; the distance of the imitator from the demonstrator. *)
  Theorem bounded_cost_of_imitator h :
    top_has C h (truth C) = true ->
    distance (action_count C) (im C h) (mu C h) <= (1 + 1) * (theta C h * (1 - theta C h)) /\
    forall cost, (forall a, 0 <= cost a) ->
      mean_cost (action_count C) (im C h) cost <= (1 + theta C h) * mean_cost (action_count C) (mu C h) cost.
  Proof. intro T. split; [apply distance_here; assumption | intros cost P; apply cost_here; assumption]. Qed.
End AnyField.

(** ** Costs under laws at a distance *)

Section AnyLaws.
  Context {F : Num} {laws : ordered_field F}.
  Add Field F_field2 : (@field_laws F laws).

  Theorem bounded_cost n (p q cost : action -> F) e c :
    law n p -> law n q -> distance n p q <= e -> 0 <= c ->
    ((forall a, 0 - c <= cost a <= c) -> mean_cost n p cost - mean_cost n q cost <= e * c) /\
    ((forall a, 0 <= cost a <= c) -> (1 + 1) * (mean_cost n p cost - mean_cost n q cost) <= e * c).
  Proof.
    intros P Q D c0.
    assert (h0 : 0 < (1 + 1 : F)) by (apply add_pos_l; [apply one_pos | apply one_nonneg]).
    assert (I : 0 <= 1 / (1 + 1 : F)) by (apply lt_le, div_pos; [apply one_pos | exact h0]).
    split; intro K.
    - pose proof (cost_difference n p q cost (0 - c) c P Q (fun a => proj1 (K a))) as M.
      eapply le_trans; [apply M; intro a; eapply le_trans; [apply (proj2 (K a)) |] |].
      + apply (of_diff 0); [apply le_refl | ring].
      + apply (of_diff (c * (e - distance n p q))); [nonneg | ring].
    - pose proof (cost_difference n p q cost 0 (c * (1 / (1 + 1))) P Q (fun a => proj1 (K a))) as M.
      apply le_trans with ((1 + 1) * (c * (1 / (1 + 1)) * distance n p q)).
      + apply mul_le_l; [apply lt_le, h0 |]. apply M. intro a. eapply le_trans; [apply (proj2 (K a)) |].
        apply (of_diff 0); [apply le_refl | field; apply lt_neq, h0].
      + apply (of_diff (c * (e - distance n p q))); [nonneg | field; apply lt_neq, h0].
  Qed.

  Theorem unbounded_cost e r :
    0 < e -> e <= 1 -> 0 <= r ->
    exists p q cost : action -> F,
      law 2 p /\ law 2 q /\ (forall a, 0 <= cost a) /\ distance 2 p q = e + e /\
      mean_cost 2 q cost = 0 /\ mean_cost 2 p cost = r.
  Proof. apply no_bound_by_distance. Qed.

  (** A quantilizer takes at most [base / q], and has the most utility of all that do; and over a base at distance [e]
      from [p] what it makes of a set is at most [(p + e/2)/q], and no bound by ratio: [Quantilizer.quantilizer_of_close]. *)
  Theorem quantilizer_best n (base utility Q P : action -> F) (q : F) :
    0 < q -> quantilizer_of n base utility q Q ->
    (forall a, 0 <= P a) -> sum (seq 0 n) P = sum (seq 0 n) base -> (forall a, (a < n)%nat -> P a * q <= base a) ->
    sum (seq 0 n) (fun a => P a * utility a) <= sum (seq 0 n) (fun a => Q a * utility a).
  Proof. apply quantilizer_is_best. Qed.

  Theorem quantilizer_at_distance n (base p utility Q : action -> F) (q e : F) (set_ : action -> bool) :
    law n base -> law n p -> distance n base p <= e -> 0 < q -> quantilizer_of n base utility q Q ->
    (1 + 1) * q * mean_cost n Q (fun a => indicator (set_ a)) <=
    (1 + 1) * mean_cost n p (fun a => indicator (set_ a)) + e.
  Proof.
    intros L M D q0 H. set (cost := fun a => indicator (set_ a) : F).
    assert (unit_ : forall a, 0 <= cost a <= 1).
    { intro a. unfold cost. destruct (set_ a); split; (apply le_refl || apply one_nonneg). }
    pose proof (proj2 (bounded_cost n base p cost e 1 L M D one_nonneg) unit_) as K.
    assert (R : q * mean_cost n Q cost <= mean_cost n base cost).
    { unfold mean_cost. rewrite <- sum_mul_l. apply sum_le. intros a I. apply in_seq in I.
      pose proof (takes_at_most _ _ _ _ _ H a ltac:(lia)) as T. destruct (unit_ a) as [c0 _].
      apply (of_diff ((base a - Q a * q) * cost a)); [nonneg | ring]. }
    assert (t0 : 0 <= (1 + 1 : F)) by (apply add_nonneg; apply one_nonneg).
    match type of K with ?l <= _ =>
      apply (of_diff ((e * 1 - l) + (1 + 1) * (mean_cost n base cost - q * mean_cost n Q cost))) end; [nonneg | ring].
  Qed.
End AnyLaws.

(** ** Other rules of learning: no [bayesian] here *)

Section AnyRule.
  Context {F : Num} {laws : ordered_field F} (C : class F).

  Theorem rule_retention n :
    valid C -> central C -> 1 - alpha C * (1 / w C - 1) <= probability C n (retained C).
  Proof. intros V R. apply central_retention; assumption. Qed.

  Theorem rule_query_sum c n :
    valid C -> 0 < c -> strong_central C c ->
    S_ C 3 n <= of_nat (action_count C) / (alpha C * c) * (1 / w C - 1).
  Proof. intros V P R. apply strong_central_sum; assumption. Qed.

  (** The form without the number of actions: [shortfall_central] measures by how much a model falls short. *)
  Theorem rule_query_sum_shortfall c n :
    valid C -> 0 < c -> shortfall_central C c -> S_ C 3 n <= 1 / (alpha C * c) * (1 / w C - 1).
  Proof. intros V P R. apply shortfall_sum; assumption. Qed.
End AnyRule.

(** ** Scoring rules *)

Section Rules.
  Context {F : Num} {laws : ordered_field F} (n : nat).

  Theorem sum_closure (parts : list (F * scoring_rule)) :
    (forall part, In part parts -> 0 <= fst part /\ proper n (snd part)) ->
    proper n (combination parts) /\
    forall strict, In strict parts -> 0 < fst strict -> strictly_proper n (snd strict) ->
      strictly_proper n (combination parts).
  Proof.
    intro H. split; [apply proper_sums, H |]. intros strict I P S. eapply strictly_proper_sums; eassumption.
  Qed.

  Theorem savage :
    (forall (G : report -> F) (G' : scoring_rule), subgradient n G G' ->
       proper n (savage_rule n G G') /\ forall p, law n p -> score n (savage_rule n G G') p p = G p) /\
    (forall S : scoring_rule (F := F), proper n S ->
       subgradient n (fun p => score n S p p) S /\ forall p y, savage_rule n (fun p => score n S p p) S p y = S p y).
  Proof. split; [apply savage_sufficient | apply savage_necessary]. Qed.

  Theorem brier_proper : proper n (brier (F := F) n) /\ strictly_proper n (brier (F := F) n).
  Proof. apply brier_is_strictly_proper. Qed.
End Rules.

(** ** The query sum, and unlikely events: real numbers *)

(** Learning by the log score at eta: a queried action multiplies a weight by the power eta of its probability. The
    second bound is that of the notes; the first is no more, and the same at eta = 1/2, where both are 8 / alpha. *)
Theorem log_imitator (C : class Real) eta n :
  valid C -> log_rule eta C -> (0 < eta < 1)%R ->
  1 - alpha C * (1 / w C - 1) <= probability C n (retained C) /\
  (S_ C 3 n <= 2 / (alpha C * (eta * (1 - eta))) * (1 / w C - 1))%R /\
  (S_ C 3 n <= 4 / (alpha C * Rmin eta (1 - eta)) * (1 / w C - 1))%R.
Proof.
  intros V H E. split; [apply rule_retention; [exact V | exact (log_is_central C eta V H E)] |].
  pose proof (alpha_is_positive C V) as a0. apply Rlt_num in a0. cbn [number zero Real] in a0.
  set (a := alpha C : R) in *. set (u := (1 / w C - 1)%R).
  assert (u0 : (0 <= u)%R).
  { pose proof (X_at_first C V) as X0. apply Rle_num in X0.
    eapply Rle_trans; [| exact X0]. apply Rle_num. apply (X_nonneg C V (log_is_central C eta V H E)), (alive_at_first C V). }
  pose proof (rule_query_sum_shortfall C (fall eta) n V) as M.
  assert (B : (S_ C 3 n <= 2 / (a * (eta * (1 - eta))) * u)%R).
  { replace (2 / (a * (eta * (1 - eta))))%R with (1 / (a * fall eta))%R.
    - apply Rle_num. apply M; [apply Rlt_num, fall_pos, E | apply log_is_shortfall_central; assumption].
    - unfold fall. field. split; lra. }
  split; [exact B |]. eapply Rle_trans; [exact B |]. apply Rmult_le_compat_r; [exact u0 |].
  assert (L : (0 < Rmin eta (1 - eta) <= 2 * (eta * (1 - eta)))%R).
  { unfold Rmin. destruct (Rle_dec eta (1 - eta)); split; try lra; nra. }
  set (m := Rmin eta (1 - eta)) in *. assert (am : (0 < a * m)%R) by (apply Rmult_lt_0_compat; lra).
  replace (2 / (a * (eta * (1 - eta))))%R with (4 * / (a * (2 * (eta * (1 - eta)))))%R by (field; lra).
  apply Rmult_le_compat_l; [lra |]. apply Rinv_le_contravar; [exact am |]. apply Rmult_le_compat_l; lra.
Qed.

Section Real.
  Variable C : class Real.
  Hypotheses (V : valid C) (B : bayesian C).

  (** The potential: over the models other than the truth, [alpha * g (odds / alpha)], with [g y = y] up to 1 and
      [1 + (2/3) ln y] beyond. *)
  Definition potential (h : history) : Real := Phi C g (alpha C) h.

  Theorem query_drift h :
    0 < weight C h (truth C) ->
    three * next C h (fun s => potential (s :: h)) <= three * potential h - alpha C * theta C h ^ 3.
  Proof. apply (drift_everywhere C V B g kappa g_is_concave_enough). Qed.

  Theorem cubic_query_sum_sharp n : S_ C 3 n <= three / alpha C * (1 / w C - 1).
  Proof. apply (cubic_sharp C V B g kappa g_is_concave_enough). Qed.

  Theorem cubic_query_sum_lost n : expect C n (lost_sum C) [] <= three * (1 / w C - 1).
  Proof. apply (cubic_lost C V B g kappa g_is_concave_enough). Qed.

  Theorem preconditioned_query_sum n h :
    0 < weight C h (truth C) ->
    expect C n (query_sum C 3) h - query_sum C 3 h <= three / alpha C * (others C h / weight C h (truth C)).
  Proof.
    intro A. pose proof (cubic_from C V B g kappa g_is_concave_enough n h A) as M.
    pose proof (Phi_below_X C V B g kappa g_is_concave_enough (alpha C) (alpha_is_positive C V) h A) as P.
    assert (factor : 0 <= three / alpha C).
    { apply div_nonneg; [apply lt_le, three_pos | apply alpha_is_positive, V]. }
    apply (mul_le_l _ _ _ factor) in P. unfold X in P.
    eapply le_trans; [| exact P]. apply Rle_num. apply Rle_num in M. unfold sub.
    cbn [number add opp Real] in *. apply (Rplus_le_reg_r (query_sum C 3 h)).
    rewrite Rplus_assoc, Rplus_opp_l, Rplus_0_r, Rplus_comm. exact M.
  Qed.

  Theorem preconditioned_query_sum_lost n h :
    0 < weight C h (truth C) ->
    expect C n (lost_sum C) h - lost_sum C h <= three * (others C h / weight C h (truth C)).
  Proof. apply (lost_from C V B g kappa g_is_concave_enough). Qed.

  (** 24 is [two * twelve]. *)
  Theorem cubic_query_sum n :
    S_ C 3 n <= of_nat (action_count C) * (1 / (alpha C * (alpha C * alpha C))) * (two * twelve / w C + twelve).
  Proof. apply (cubic_seed C V B g kappa g_is_concave_enough). Qed.

  (** The explicit form, with the sum itself and with its bound; [INR n] is the number [n] of steps. *)
  Theorem unlikeliness n event K :
    query_blind C -> (0 < n)%nat -> (1 < K)%R ->
    (probability C n (fun h => event (percepts h) && retained C h) <=
       K * demonstrate C n event [] + S_ C 3 n * (INR n * INR n) / (ln K * ln K * ln K))%R /\
    (probability C n (fun h => event (percepts h) && retained C h) <=
       K * demonstrate C n event [] +
       3 / alpha C * (1 / w C - 1) * (INR n * INR n) / (ln K * ln K * ln K))%R.
  Proof.
    intros blind N K1. pose proof (unlikely_from_sum C V n event K blind N K1) as U. split; [exact U |].
    eapply Rle_trans; [exact U |]. apply Rplus_le_compat_l.
    assert (l : (0 < ln K)%R) by (rewrite <- ln_1; apply ln_increasing; [apply Rlt_0_1 | exact K1]).
    unfold Rdiv. apply Rmult_le_compat_r.
    { left. apply Rinv_0_lt_compat. repeat apply Rmult_lt_0_compat; exact l. }
    apply Rmult_le_compat_r; [apply Rmult_le_pos; apply pos_INR |].
    pose proof (cubic_query_sum_sharp n) as S. apply Rle_num in S.
    replace 3%R with (three : Real) by (unfold three; cbn; ring). exact S.
  Qed.

  (** The form of the seed: the probability is at most of the order of [t^2 / L^3], [L = ln (1 / P_dem(B))]. *)
  Theorem unlikeliness_seed n event :
    query_blind C -> (0 < n)%nat ->
    let p := demonstrate C n event [] : R in
    let S := (3 / alpha C * (1 / w C - 1))%R in
    let L := ln (/ p) in
    (0 < p < 1 ->
     probability C n (fun h => event (percepts h) && retained C h) <= (8 * S * (INR n * INR n) + 48) / (L * L * L))%R.
  Proof.
    intros blind N p S L [p0 p1]. assert (ip : (1 < / p)%R) by (rewrite <- Rinv_1; apply Rinv_lt_contravar; lra).
    assert (L0 : (0 < L)%R) by (unfold L; rewrite <- ln_1; apply ln_increasing; lra).
    assert (K1 : (1 < exp (L / 2))%R) by (rewrite <- exp_0; apply exp_increasing; lra).
    eapply Rle_trans; [apply (proj2 (unlikeliness n event (exp (L / 2)) blind N K1)) |].
    fold p. fold S. rewrite ln_exp.
    assert (E : (p = exp (- L))%R).
    { unfold L. rewrite ln_Rinv by exact p0. rewrite Ropp_involutive, exp_ln by exact p0. reflexivity. }
    assert (F1 : (exp (L / 2) * p = / exp (L / 2))%R).
    { rewrite E, <- exp_plus, <- exp_Ropp. f_equal. field. }
    pose proof (exp_above_cube (L / 2) ltac:(lra)) as X.
    assert (L3 : (0 < L * L * L)%R) by (repeat apply Rmult_lt_0_compat; exact L0).
    assert (F2 : (/ exp (L / 2) <= 48 / (L * L * L))%R).
    { replace (48 / (L * L * L))%R with (/ (L / 2 * (L / 2) * (L / 2) / 6))%R by (field; lra).
      apply Rinv_le_contravar; [| exact X]. assert (0 < L / 2)%R by lra.
      unfold Rdiv at 1. apply Rmult_lt_0_compat; [| lra].
      apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; assumption | assumption]. }
    rewrite F1. replace ((8 * S * (INR n * INR n) + 48) / (L * L * L))%R
      with (48 / (L * L * L) + S * (INR n * INR n) / (L / 2 * (L / 2) * (L / 2)))%R by (field; lra).
    apply Rplus_le_compat_r. exact F2.
  Qed.

  (** A finite class of two models or more: the sum of cubes while the truth is retained has an exponential tail. *)
  Theorem query_tail n gamma z :
    (2 <= length (models C))%nat -> (0 < gamma)%R ->
    let m := ((INR (length (models C)) - 1) * (3 + 4 * ln (/ alpha C)))%R in
    let large := probability C n (fun h => leb (z : Real) (kept_sum C h)) : R in
    let fall := Rpower (1 + gamma / ((1 + gamma) * m)) (- z) in
    (large <= (1 + gamma * (potential [] / (alpha C * m / 3))) * fall /\ large <= (1 + gamma) * fall)%R.
  Proof. intros M P. split; [exact (tail_sharp C V B M gamma P n z) | exact (tail C V B M gamma P n z)]. Qed.

  (** The exponential moment that gives it; [alpha * m / 3] bounds the potential while the truth is in the set. *)
  Theorem query_tail_moment n gamma :
    (2 <= length (models C))%nat -> (0 < gamma)%R ->
    let m := ((INR (length (models C)) - 1) * (3 + 4 * ln (/ alpha C)))%R in
    let moment := expect C n (fun h => Rpower (1 + gamma / ((1 + gamma) * m)) (kept_sum C h) : Real) [] : R in
    (moment <= 1 + gamma * (potential [] / (alpha C * m / 3)) /\ moment <= 1 + gamma)%R.
  Proof.
    intros M P. pose proof (moment_from C V B M gamma P n [] (alive_at_first C V)) as L. apply Rle_num in L.
    split; (eapply Rle_trans; [exact L |]).
    - apply (moment_at_first_sharp C V B M gamma P).
    - apply Rle_num. apply (moment_at_first C V B M gamma P).
  Qed.

  Theorem unlikeliness_finite n event K gamma :
    query_blind C -> (0 < n)%nat -> (1 < K)%R -> (2 <= length (models C))%nat -> (0 < gamma)%R ->
    let m := ((INR (length (models C)) - 1) * (3 + 4 * ln (/ alpha C)))%R in
    (probability C n (fun h => event (percepts h) && retained C h) <=
     K * demonstrate C n event [] +
     (1 + gamma) * Rpower (1 + gamma / ((1 + gamma) * m)) (- (ln K * ln K * ln K / (INR n * INR n))))%R.
  Proof. intros blind N K1 M P. exact (unlikely_by_tail C V B M gamma P n event K blind N K1). Qed.

  Theorem product_growth_log n :
    (expect C n (fun h => ln (product C h) : Real) [] <= S_ C 1 n)%R /\
    (let mean := expect C n (fun h => ln (product C h) : Real) [] : R in
     mean * (mean * mean) <= 3 / alpha C * (1 / w C - 1) * (INR n * INR n))%R.
  Proof.
    assert (L : (expect C n (fun h => ln (product C h) : Real) [] <= S_ C 1 n)%R).
    { apply Rle_num. apply expect_le; [exact V |]. intro h. apply Rle_num.
      pose proof (product_pos C V h) as P. apply Rlt_num in P. pose proof (product_below_exp C V h) as Ex.
      rewrite <- (ln_exp (query_sum C 1 h)).
      destruct Ex as [Ex | ->]; [left; apply ln_increasing; assumption | apply Rle_refl]. }
    split; [exact L |]. cbn zeta.
    pose proof (power_means C V n) as P. pose proof (cubic_query_sum_sharp n) as S.
    rewrite (of_nat_INR n) in P. apply Rle_num in P. apply Rle_num in S.
    replace 3%R with (three : Real) by (unfold three; cbn; ring).
    set (mean := expect C n (fun h => ln (product C h) : Real) [] : R) in *.
    change (mean * (mean * mean) <= (three / alpha C * (1 / w C - 1))%num * (INR n * INR n))%R.
    cbn [number mul Real] in P. set (s1 := S_ C 1 n : R) in *. set (s3 := S_ C 3 n : R) in *.
    apply Rle_trans with (s1 * (s1 * s1))%R.
    - assert (0 <= (s1 - mean) * (mean * mean + mean * s1 + s1 * s1))%R.
      { apply Rmult_le_pos; [lra |]. pose proof (Rle_0_sqr (mean + s1 / 2)). pose proof (Rle_0_sqr s1).
        unfold Rsqr in *. lra. }
      lra.
    - eapply Rle_trans; [exact P |]. rewrite (Rmult_comm _ (INR n * INR n)).
      apply Rmult_le_compat_l; [apply Rmult_le_pos; apply pos_INR | exact S].
  Qed.
End Real.
