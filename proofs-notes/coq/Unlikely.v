(** * Unlikely events, and the tail of the query sum

    Claims unlikeliness, query-tail and unlikeliness-finite (proofs-notes/trajectories.md), over the reals. *)

From Coq Require Import Bool List Arith Lia Reals Lra Psatz.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention QuerySum Reals Trajectories.
Import ListNotations.
Local Open Scope num_scope.

(** [z^3/6] is a term of the series of the exponential. *)
Lemma exp_above_cube z : (0 <= z -> z * z * z / 6 <= exp z)%R.
Proof.
  intro Z. set (term := fun i => (/ INR (fact i) * z ^ i)%R).
  assert (terms : forall i, (0 <= term i)%R).
  { intro i. apply Rmult_le_pos; [left; apply Rinv_0_lt_compat, INR_fact_lt_0 | apply pow_le, Z]. }
  pose proof (sum_incr term 3 (exp z) (proj2_sig (exist_exp z)) terms) as S.
  cbn [sum_f_R0] in S. pose proof (terms 0%nat). pose proof (terms 1%nat). pose proof (terms 2%nat).
  assert (E : (term 3%nat = z * z * z / 6)%R) by (unfold term; cbn; field). lra.
Qed.

Section Unlikely.
  Variable C : class Real.
  Hypotheses (V : valid C) (B : bayesian C).
  Add Field Real_field : (@field_laws Real Real_laws).

  (** ** A large product needs a large cubic sum *)

  Lemma product_below_exp h : (product C h <= exp (query_sum C 1 h))%R.
  Proof.
    induction h as [| s h IH]; [cbn; rewrite exp_0; apply Rle_refl |].
    change (product C (s :: h)) with ((1 + theta C h) * product C h : Real).
    change (query_sum C 1 (s :: h)) with (theta C h * 1 + query_sum C 1 h : Real).
    pose proof (theta_nonneg C V h) as Tn. apply Rle_num in Tn. cbn [number zero one add mul Real] in *.
    rewrite Rmult_1_r, exp_plus. pose proof (exp_ineq1_le (theta C h)).
    pose proof (product_pos C V h) as P. apply Rlt_num in P. cbn [number zero Real] in P.
    apply Rmult_le_compat; lra.
  Qed.

  (** theta^3 - 3 c^2 theta + 2 c^3 is not negative, summed. *)
  Lemma cubes_from_sum (c : R) h :
    (0 <= c)%R -> (3 * c * c * query_sum C 1 h - 2 * (c * c * c) * INR (length h) <= query_sum C 3 h)%R.
  Proof.
    intro P. induction h as [| s h IH]; [cbn; lra |].
    change (query_sum C 3 (s :: h)) with (theta C h * (theta C h * (theta C h * 1)) + query_sum C 3 h : Real).
    change (query_sum C 1 (s :: h)) with (theta C h * 1 + query_sum C 1 h : Real).
    cbn [length]. rewrite S_INR.
    pose proof (theta_nonneg C V h) as Tn. apply Rle_num in Tn. cbn [number zero one add mul Real] in *.
    set (x := theta C h : R) in *. set (s1 := query_sum C 1 h : R) in *. set (s3 := query_sum C 3 h : R) in *.
    clearbody x s1 s3.
    assert (0 <= (x - c) * (x - c) * (x + 2 * c))%R by (apply Rmult_le_pos; [apply Rle_0_sqr | lra]). lra.
  Qed.

  Lemma large_product_large_sum K h :
    (1 < K)%R -> (0 < length h)%nat -> (K < product C h)%R ->
    (ln K * ln K * ln K <= INR (length h) * INR (length h) * query_sum C 3 h)%R.
  Proof.
    intros K1 L P. assert (N : (0 < INR (length h))%R) by (apply lt_0_INR, L).
    assert (l : (0 < ln K)%R) by (rewrite <- ln_1; apply ln_increasing; lra).
    assert (S1 : (ln K < query_sum C 1 h)%R).
    { rewrite <- (ln_exp (query_sum C 1 h)). apply ln_increasing; [lra |]. pose proof (product_below_exp h). lra. }
    pose proof (cubes_from_sum (ln K / INR (length h)) h) as S3.
    set (n := INR (length h)) in *. set (s1 := query_sum C 1 h : R) in *. set (s3 := query_sum C 3 h : R) in *.
    set (x := ln K) in *.
    assert (Q : (0 <= x / n)%R) by (apply Rlt_le, Rdiv_lt_0_compat; assumption). specialize (S3 Q).
    assert (E : (n * n * (3 * (x / n) * (x / n) * s1 - 2 * (x / n * (x / n) * (x / n)) * n) =
                 3 * x * x * s1 - 2 * (x * x * x))%R) by (field; lra).
    assert (n * n * (3 * (x / n) * (x / n) * s1 - 2 * (x / n * (x / n) * (x / n)) * n) <= n * n * s3)%R
      by (apply Rmult_le_compat_l; nra).
    assert (x * x * x <= x * x * s1)%R by (apply Rmult_le_compat_l; nra).
    lra.
  Qed.

  (** ** [claim unlikeliness] *)

  Proposition unlikely_from_sum n event K :
    query_blind C -> (0 < n)%nat -> (1 < K)%R ->
    (probability C n (fun h => event (percepts h) && retained C h) <=
     K * demonstrate C n event [] + S_ C 3 n * (INR n * INR n) / (ln K * ln K * ln K))%R.
  Proof.
    intros blind N K1.
    assert (l : (0 < ln K)%R) by (rewrite <- ln_1; apply ln_increasing; lra).
    assert (l3 : (0 < ln K * ln K * ln K)%R) by (repeat apply Rmult_lt_0_compat; exact l).
    set (f := (INR n * INR n / (ln K * ln K * ln K))%R : Real).
    assert (D : probability C n (fun h => event (percepts h) && retained C h) <=
                expect C n (fun h => indicator (event (percepts h) && retained C h && leb (product C h) K)) [] +
                f * S_ C 3 n).
    { unfold probability, S_. rewrite <- expect_mul, <- expect_add by exact V. apply expect_le_at; [exact V |].
      intros h L. cbn [length] in L. rewrite Nat.add_0_r in L.
      assert (positive : 0 <= query_sum C 3 h).
      { clear - V. induction h as [| s h IH]; [apply le_refl |]. cbn [query_sum along].
        apply add_nonneg; [apply pow_nonneg, theta_nonneg, V | exact IH]. }
      assert (f_pos : 0 <= f).
      { apply Rle_num. unfold f. cbn [number zero Real]. apply Rlt_le, Rdiv_lt_0_compat; [| exact l3].
        apply Rmult_lt_0_compat; apply lt_0_INR, N. }
      destruct (event (percepts h) && retained C h); cbn [andb indicator].
      2: { apply add_nonneg; [apply le_refl | apply mul_nonneg; assumption]. }
      destruct (leb (product C h) K) eqn:E; cbn [indicator].
      - apply (of_diff (f * query_sum C 3 h)); [apply mul_nonneg; assumption | ring].
      - assert (big : (K < product C h)%R) by (apply Rlt_num; exact E).
        pose proof (large_product_large_sum K h K1 ltac:(lia) big) as G. rewrite L in G.
        apply Rle_num. cbn [number zero one add mul Real]. unfold f.
        set (s3 := query_sum C 3 h : R) in *. rewrite Rplus_0_l.
        apply (Rmult_le_reg_r (ln K * ln K * ln K)); [exact l3 |].
        replace (INR n * INR n / (ln K * ln K * ln K) * s3 * (ln K * ln K * ln K))%R with (INR n * INR n * s3)%R
          by (field; lra). lra. }
    assert (T : expect C n (fun h => indicator (event (percepts h) && retained C h && leb (product C h) K)) [] <=
                (K : Real) * demonstrate C n event []).
    { assert (K0 : 0 <= (K : Real)) by (apply Rle_num; cbn [number zero Real]; lra).
      eapply le_trans; [apply (dominance_from C V blind event K K0 n []) |].
      cbn [retained product along]. apply (of_diff 0); [apply le_refl |]. field. exact R1_neq_R0. }
    apply Rle_num in D. apply Rle_num in T. cbn [number zero one add mul Real] in *. unfold f in D.
    set (p := probability C n (fun h => event (percepts h) && retained C h) : R) in *.
    set (e := expect C n _ [] : R) in *. set (d := demonstrate C n event [] : R) in *. set (s3 := S_ C 3 n : R) in *.
    replace (s3 * (INR n * INR n) / (ln K * ln K * ln K))%R with (INR n * INR n / (ln K * ln K * ln K) * s3)%R
      by (field; lra). lra.
  Qed.
End Unlikely.
