(** * The tail of the query sum

    Claims query-tail and unlikeliness-finite (proofs-notes/trajectories.md), over the reals. While the truth is
    retained the potential [Phi] is bounded, so that [(1+b)^A (1 + c Phi)] does not grow on average, [A] the sum of
    cubes so far: the sum has an exponential moment, and an exponential tail. *)

From Coq Require Import Bool List Arith Lia Reals Lra Psatz.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention QuerySum Reals Trajectories Unlikely.
Import ListNotations.
Local Open Scope num_scope.

Lemma g_increases x z : (0 <= x)%R -> (x <= z)%R -> (g x <= g z)%R.
Proof.
  intros X L. unfold g. destruct (Rle_dec x 1), (Rle_dec z 1); try lra.
  - pose proof (ln_nonneg z). lra.
  - assert (ln x <= ln z)%R by (destruct L as [L | ->]; [left; apply ln_increasing; lra | lra]). lra.
Qed.

Section Tail.
  Variable C : class Real.
  Hypotheses (V : valid C) (B : bayesian C).
  Notation Phi := (Phi C g (alpha C)).
  Notation T := (truth C).
  Let central_rule : central C := bayes_is_central C V B.
  Let G := g_is_concave_enough.

  Let a : R := alpha C.
  Lemma a_pos : (0 < a)%R.
  Proof. apply Rlt_num. exact (alpha_is_positive C V). Qed.
  Lemma a_below : (a < 1)%R.
  Proof. apply Rlt_num. exact (alpha_is_below_one C V). Qed.

  (** ** Step 1: the potential is bounded while the truth is in the set *)

  Definition m : R := (INR (length (models C)) - 1) * (3 + 4 * ln (/ a)).
  Definition Phi_max : R := a * m / 3.

  Lemma sum_others_const (x : Real) : sum_others C (fun _ => x) = ((INR (length (models C)) - 1)%R : Real) * x.
  Proof.
    assert (I : In T (indices C)) by (apply in_seq; pose proof (truth_is_a_model C V); lia).
    assert (S : sum (indices C) (fun _ => x) = x + sum_others C (fun _ => x))
      by exact (sum_without (indices C) (fun _ => x) T (seq_NoDup _ _) I).
    assert (N : sum (indices C) (fun _ => x) = (INR (length (models C)) : Real) * x).
    { unfold indices. generalize 0%nat. induction (length (models C)) as [| k IH]; intro i; [cbn; ring |].
      cbn [seq sum]. rewrite IH, S_INR. cbn [number add mul Real]. ring. }
    rewrite N in S. cbn [number add mul Real] in *. lra.
  Qed.

  Lemma Phi_bounded h : alive C h -> top_has C h T = true -> (Phi h <= Phi_max)%R.
  Proof.
    intros A I. pose proof a_pos as ap. pose proof a_below as a1.
    set (x := (a * (1 + 2 / 3 * ln (/ a * / a)))%R : Real).
    assert (L : Phi h <= sum_others C (fun _ => x)).
    { apply sum_others_le. intros i _.
      pose proof (odds_nonneg C V central_rule h i A) as O. apply Rle_num in O.
      assert (below : (odds C h i <= / a)%R).
      { destruct (Nat.lt_ge_cases i (length (models C))) as [Li | Li].
        - assert (S : alpha C * weight C h i <= weight C h T).
          { eapply collected_share.
            - apply (weight_nonneg C V central_rule).
            - apply (alpha_is_positive C V).
            - apply lt_le, (alpha_is_below_one C V).
            - apply le_refl.
            - apply rank_sorted.
            - apply top_has_in. exact I.
            - apply in_rank, Li. }
          unfold alive in A. apply Rlt_num in A. apply Rle_num in S. cbn [number zero mul Real] in *.
          fold a in S. unfold odds, div. cbn [number mul inv Real].
          apply (Rmult_le_reg_l a); [exact ap |]. apply (Rmult_le_reg_r (weight C h T)); [exact A |].
          set (wi := weight C h i : R) in *. set (wT := weight C h T : R) in *.
          replace (a * (wi * / wT) * wT)%R with (a * wi)%R by (field; apply Rgt_not_eq, A).
          replace (a * / a * wT)%R with wT by (field; apply Rgt_not_eq, ap). exact S.
        - unfold odds. assert (Z : weight C h i = 0).
          { clear - Li. assert (E : the C i = nobody) by (unfold the; apply nth_overflow, Li).
            induction h as [| s h IH]; cbn [weight]; rewrite ?E; [reflexivity |].
            destruct (asked s); rewrite IH; [| reflexivity]. cbn. ring. }
          rewrite Z. unfold div. cbn [number zero mul inv Real]. rewrite Rmult_0_l. left. apply Rinv_0_lt_compat, ap. }
      apply Rle_num. cbn [number zero mul Real] in *. fold a. unfold x.
      apply Rmult_le_compat_l; [lra |]. unfold div. cbn [number mul inv Real]. fold a.
      assert (ia : (1 < / a)%R) by (rewrite <- Rinv_1; apply Rinv_lt_contravar; lra).
      rewrite <- g_from_one by nra. apply g_increases.
      - apply Rmult_le_pos; [exact O | left; lra].
      - apply Rmult_le_compat_r; lra. }
    rewrite sum_others_const in L. apply Rle_num in L. cbn [number mul Real] in L.
    eapply Rle_trans; [exact L |]. right. unfold x, Phi_max, m.
    rewrite ln_mult by (apply Rinv_0_lt_compat, ap). field.
  Qed.

  (** ** Steps 2 and 3: the moment *)

  Hypothesis others_exist : (2 <= length (models C))%nat.

  Lemma m_pos : (0 < m)%R.
  Proof.
    unfold m. pose proof a_pos. pose proof a_below.
    assert (2 <= INR (length (models C)))%R by (apply (le_INR 2), others_exist).
    assert (0 < ln (/ a))%R.
    { rewrite <- ln_1. apply ln_increasing; [lra |]. rewrite <- Rinv_1. apply Rinv_lt_contravar; lra. }
    apply Rmult_lt_0_compat; lra.
  Qed.

  Variable gamma : R.
  Hypothesis gamma_pos : (0 < gamma)%R.

  Definition b : R := gamma / ((1 + gamma) * m).
  Definition c : R := gamma / Phi_max.

  Lemma Phi_max_pos : (0 < Phi_max)%R.
  Proof. unfold Phi_max. pose proof a_pos. pose proof m_pos. apply Rdiv_lt_0_compat; [| lra].
    apply Rmult_lt_0_compat; assumption. Qed.

  Lemma b_pos : (0 < b)%R.
  Proof. unfold b. pose proof m_pos. apply Rdiv_lt_0_compat; [lra |]. apply Rmult_lt_0_compat; lra. Qed.

  Lemma c_pos : (0 < c)%R.
  Proof. apply Rdiv_lt_0_compat; [exact gamma_pos | exact Phi_max_pos]. Qed.

  Lemma constants : (b * (1 + c * Phi_max) = c * a / 3)%R.
  Proof.
    unfold b, c. pose proof Phi_max_pos as P. unfold Phi_max in *. pose proof m_pos. pose proof a_pos. field. lra.
  Qed.

  Definition growth (h : history) : Real := exp (kept_sum C h * ln (1 + b)).

  Definition moment (h : history) : Real :=
    growth h * (if retained C h && top_has C h T then 1 + (c : Real) * Phi h else 1).

  Lemma one_step x phi after :
    (0 <= x <= 1 -> 0 <= phi <= Phi_max -> 0 <= after -> after <= phi - a / 3 * x ->
     exp (x * ln (1 + b)) * (1 + c * after) <= 1 + c * phi)%R.
  Proof.
    intros X P A D. pose proof b_pos as bp. pose proof c_pos as cp. pose proof a_pos as ap.
    pose proof (bernoulli x (ln (1 + b)) X) as E. rewrite exp_ln in E by lra.
    replace (1 + b - 1)%R with b in E by ring.
    assert (F1 : (exp (x * ln (1 + b)) * (1 + c * after) <= (1 + x * b) * (1 + c * after))%R).
    { apply Rmult_le_compat_r; [| exact E]. assert (0 <= c * after)%R by (apply Rmult_le_pos; lra). lra. }
    assert (F2 : ((1 + x * b) * (1 + c * after) <= (1 + x * b) * (1 + c * (phi - a / 3 * x)))%R).
    { apply Rmult_le_compat_l; [assert (0 <= x * b)%R by (apply Rmult_le_pos; lra); lra |].
      apply Rplus_le_compat_l, Rmult_le_compat_l; lra. }
    assert (F3 : (b * (1 + c * phi) <= c * a / 3)%R).
    { rewrite <- constants. apply Rmult_le_compat_l; [lra |]. apply Rplus_le_compat_l, Rmult_le_compat_l; lra. }
    assert (F4 : (x * (b * (1 + c * phi)) <= x * (c * a / 3))%R) by (apply Rmult_le_compat_l; lra).
    assert (F5 : (0 <= x * x * (b * c * (a / 3)))%R).
    { apply Rmult_le_pos; [apply Rle_0_sqr |]. apply Rmult_le_pos; [apply Rmult_le_pos; lra | lra]. }
    lra.
  Qed.

  Proposition moment_from n h : alive C h -> expect C n growth h <= moment h.
  Proof.
    assert (grows : forall h, 0 <= growth h).
    { intro h'. apply Rle_num. left. apply exp_pos. }
    assert (cphi : forall h, alive C h -> 0 <= (c : Real) * Phi h).
    { intros h' A'. apply mul_nonneg; [apply Rle_num; left; exact c_pos |].
      apply (Phi_nonneg C V B g kappa G _ (alpha_is_positive C V) h' A'). }
    revert n h. apply (expect_potential C V (stays_alive C central_rule) growth moment).
    - intros h A. unfold moment. specialize (grows h). specialize (cphi h A).
      destruct (retained C h && top_has C h T).
      + apply Rle_num. apply Rle_num in grows. apply Rle_num in cphi.
        cbn [number zero one add mul Real] in *.
        assert (0 <= growth h * (c * Phi h))%R by (apply Rmult_le_pos; assumption). lra.
      + apply Rle_num. cbn [number one mul Real]. rewrite Rmult_1_r. apply Rle_refl.
    - intros h A. destruct (retained C h && top_has C h T) eqn:E.
      + apply andb_true_iff in E as [Rt I].
        apply le_trans with (next C h (fun s => (exp ((kept_sum C h + theta C h ^ 3)%num * ln (1 + b)) : Real) *
                                                (1 + (c : Real) * Phi (s :: h)))).
        * apply next_le; [exact V |]. intros s P. unfold moment.
          assert (K : growth (s :: h) = exp ((kept_sum C h + theta C h ^ 3)%num * ln (1 + b))).
          { unfold growth. f_equal. f_equal. unfold kept_sum. cbn [along]. fold (kept_sum C h). rewrite Rt, I.
            cbn [andb]. cbn [number add Real]. apply Rplus_comm. }
          rewrite K. apply mul_le_l; [apply Rle_num; left; apply exp_pos |].
          destruct (retained C (s :: h) && top_has C (s :: h) T); [apply le_refl |].
          pose proof (cphi (s :: h) (stays_alive C central_rule h s A P)) as Q.
          apply Rle_num. apply Rle_num in Q. cbn [number zero one add mul Real] in *. lra.
        * rewrite next_mul, next_add, next_const, next_mul by exact V.
          pose proof (drift_everywhere C V B g kappa G h A) as D.
          assert (after_nonneg : 0 <= next C h (fun s => Phi (s :: h))).
          { apply next_nonneg; [exact V |]. intros s P.
            apply (Phi_nonneg C V B g kappa G _ (alpha_is_positive C V)), (stays_alive C central_rule); assumption. }
          set (after := next C h (fun s => Phi (s :: h))) in *.
          pose proof (Phi_bounded h A I) as Pm.
          pose proof (Phi_nonneg C V B g kappa G _ (alpha_is_positive C V) h A) as P0.
          pose proof (theta_nonneg C V h) as t0. pose proof (theta_le_one C V h) as t1.
          unfold moment. rewrite Rt, I. cbn [andb]. unfold growth.
          apply Rle_num in D. apply Rle_num in after_nonneg. apply Rle_num in P0.
          apply Rle_num in t0. apply Rle_num in t1. apply Rle_num.
          unfold three in D. unfold sub in D. cbn [pow] in *. cbn [number zero one add mul opp Real] in *.
          set (phi := Phi h : R) in *. set (t := theta C h : R) in *. set (s := kept_sum C h : R) in *. fold a in D.
          assert (X : (0 <= t * (t * (t * 1)) <= 1)%R).
          { rewrite Rmult_1_r. split; [repeat apply Rmult_le_pos; lra |].
            assert (0 <= t * t)%R by (apply Rmult_le_pos; lra). assert (t * t <= 1)%R by nra. nra. }
          pose proof (one_step (t * (t * (t * 1))) phi after X (conj P0 Pm) after_nonneg ltac:(lra)) as O.
          rewrite Rmult_plus_distr_r, exp_plus, Rmult_assoc.
          apply Rmult_le_compat_l; [left; apply exp_pos | exact O].
      + rewrite (next_ext C V h _ (fun _ => growth h)).
        * rewrite next_const by exact V. unfold moment. rewrite E. apply Rle_num.
          cbn [number one mul Real]. rewrite Rmult_1_r. apply Rle_refl.
        * intros s _. unfold moment, growth.
          change (kept_sum C (s :: h))
            with ((if top_has C h T && retained C h then theta C h ^ 3 else 0) + kept_sum C h : Real).
          change (retained C (s :: h)) with (top_has C h T && retained C h).
          rewrite (andb_comm (top_has C h T)), E. cbn [andb].
          cbn [number zero one add mul Real]. rewrite Rplus_0_l, Rmult_1_r. reflexivity.
  Qed.

  Lemma moment_at_first : moment [] <= (1 + gamma)%R.
  Proof.
    pose proof (alive_at_first C V) as A. unfold moment, growth. cbn [kept_sum retained along andb].
    apply Rle_num. destruct (top_has C [] T) eqn:I; cbn [number zero one add mul Real]; rewrite Rmult_0_l, exp_0.
    - pose proof (Phi_bounded [] A I) as P. pose proof Phi_max_pos as M. pose proof c_pos.
      assert (c * Phi [] <= c * Phi_max)%R by (apply Rmult_le_compat_l; lra).
      assert (c * Phi_max = gamma)%R by (unfold c; field; lra). lra.
    - lra.
  Qed.

  Lemma moment_at_first_sharp : (moment [] <= 1 + gamma * (Phi [] / Phi_max))%R.
  Proof.
    pose proof (alive_at_first C V) as A. unfold moment, growth. cbn [kept_sum retained along andb].
    pose proof (Phi_nonneg C V B g kappa G _ (alpha_is_positive C V) [] A) as P. apply Rle_num in P.
    pose proof Phi_max_pos as M. pose proof c_pos as K.
    assert (E : (gamma * (Phi [] / Phi_max) = c * Phi [])%R) by (unfold c; field; lra). rewrite E.
    destruct (top_has C [] T); cbn [number zero one add mul Real] in *; rewrite Rmult_0_l, exp_0; [lra |].
    assert (0 <= c * Phi [])%R by (apply Rmult_le_pos; lra). lra.
  Qed.

  (** ** Step 4: Markov *)

  Proposition tail_of_moment n (z m0 : R) :
    (moment [] <= m0)%R ->
    (probability C n (fun h => leb (z : Real) (kept_sum C h)) <= m0 * Rpower (1 + b) (- z))%R.
  Proof.
    intro M0. pose proof b_pos as bp. assert (l : (0 < ln (1 + b))%R) by (rewrite <- ln_1; apply ln_increasing; lra).
    set (f := Rpower (1 + b) (- z) : Real).
    assert (L : probability C n (fun h => leb (z : Real) (kept_sum C h)) <= f * expect C n growth []).
    { unfold probability. rewrite <- expect_mul by exact V. apply expect_le; [exact V |].
      intro h. unfold f, growth, Rpower. apply Rle_num. cbn [number mul Real]. rewrite <- exp_plus.
      destruct (leb (z : Real) (kept_sum C h)) eqn:E; cbn [indicator].
      - apply Rle_num in E. cbn [number one Real] in *. rewrite <- exp_0 at 1.
        assert (0 <= - z * ln (1 + b) + kept_sum C h * ln (1 + b))%R.
        { replace (- z * ln (1 + b) + kept_sum C h * ln (1 + b))%R with ((kept_sum C h - z) * ln (1 + b))%R by ring.
          apply Rmult_le_pos; lra. }
        destruct H as [H | <-]; [left; apply exp_increasing, H | apply Rle_refl].
      - left. apply exp_pos. }
    pose proof (moment_from n [] (alive_at_first C V)) as M.
    apply Rle_num in L. apply Rle_num in M. cbn [number mul Real] in *.
    eapply Rle_trans; [exact L |]. rewrite Rmult_comm. apply Rmult_le_compat_r; [left; apply exp_pos |].
    eapply Rle_trans; [exact M | exact M0].
  Qed.

  Proposition tail n (z : R) :
    (probability C n (fun h => leb (z : Real) (kept_sum C h)) <= (1 + gamma) * Rpower (1 + b) (- z))%R.
  Proof. apply tail_of_moment, Rle_num, moment_at_first. Qed.

  Proposition tail_sharp n (z : R) :
    (probability C n (fun h => leb (z : Real) (kept_sum C h)) <=
     (1 + gamma * (Phi [] / Phi_max)) * Rpower (1 + b) (- z))%R.
  Proof. apply tail_of_moment, moment_at_first_sharp. Qed.

  (** ** [claim unlikeliness-finite] *)

  Lemma kept_sum_retained h : retained C h = true -> kept_sum C h = query_sum C 3 h.
  Proof.
    induction h as [| s h IH]; [reflexivity |]. intro E.
    change (retained C (s :: h)) with (top_has C h T && retained C h) in E.
    change (kept_sum C (s :: h))
      with ((if top_has C h T && retained C h then theta C h ^ 3 else 0) + kept_sum C h : Real).
    rewrite E. apply andb_true_iff in E as [_ E]. rewrite (IH E). reflexivity.
  Qed.

  Proposition unlikely_by_tail n event K :
    query_blind C -> (0 < n)%nat -> (1 < K)%R ->
    (probability C n (fun h => event (percepts h) && retained C h) <=
     K * demonstrate C n event [] +
     (1 + gamma) * Rpower (1 + b) (- (ln K * ln K * ln K / (INR n * INR n))))%R.
  Proof.
    intros blind N K1. set (z := (ln K * ln K * ln K / (INR n * INR n))%R).
    assert (n2 : (0 < INR n * INR n)%R) by (apply Rmult_lt_0_compat; apply lt_0_INR, N).
    assert (D : probability C n (fun h => event (percepts h) && retained C h) <=
                expect C n (fun h => indicator (event (percepts h) && retained C h &&
                                                leb (product C h) (K : Real))) [] +
                probability C n (fun h => leb (z : Real) (kept_sum C h))).
    { unfold probability. rewrite <- expect_add by exact V. apply expect_le_at; [exact V |].
      intros h L. cbn [length] in L. rewrite Nat.add_0_r in L.
      assert (nonneg : forall x, 0 <= (indicator x : Real)).
      { intros []; [apply one_nonneg | apply le_refl]. }
      destruct (event (percepts h) && retained C h) eqn:E; cbn [andb].
      2: { apply add_nonneg; [apply nonneg | apply nonneg]. }
      apply andb_true_iff in E as [_ E].
      destruct (leb (product C h) (K : Real)) eqn:P.
      - apply (of_diff (indicator (leb (z : Real) (kept_sum C h)))); [apply nonneg |].
        unfold sub. cbn [indicator number one add opp Real]. ring.
      - assert (big : (K < product C h)%R) by (apply Rlt_num; exact P).
        pose proof (large_product_large_sum C V K h K1 ltac:(lia) big) as S. rewrite L in S.
        rewrite <- (kept_sum_retained h E) in S.
        assert (Z : leb (z : Real) (kept_sum C h) = true).
        { apply Rle_num. unfold z. apply (Rmult_le_reg_r (INR n * INR n)); [exact n2 |].
          set (A := kept_sum C h : R) in *.
          replace (ln K * ln K * ln K / (INR n * INR n) * (INR n * INR n))%R with (ln K * ln K * ln K)%R
            by (field; apply Rgt_not_eq, lt_0_INR, N). lra. }
        rewrite Z. apply Rle_num. cbn [indicator number zero one add Real]. lra. }
    assert (M : expect C n (fun h => indicator (event (percepts h) && retained C h &&
                                                leb (product C h) (K : Real))) [] <=
                (K : Real) * demonstrate C n event []).
    { assert (K0 : 0 <= (K : Real)) by (apply Rle_num; cbn [number zero Real]; lra).
      eapply le_trans; [apply (dominance_from C V blind event K K0 n []) |].
      apply Rle_num. right. cbn [retained product along]. unfold div. cbn [number one mul inv Real].
      rewrite Rinv_1, Rmult_1_r. reflexivity. }
    pose proof (tail n z) as Tl. apply Rle_num in D. apply Rle_num in M. cbn [number add mul Real] in *.
    eapply Rle_trans; [exact D |]. apply Rplus_le_compat; [exact M | exact Tl].
  Qed.
End Tail.
