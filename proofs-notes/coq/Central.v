(** * Central rules

    Claims central-condition and strong-central (proofs-notes/central-condition.md), for finitely many outcomes: with
    [gain p q] the mean under [q] of [exp (eta * (S p - S q))], a rule is central where that is at most 1, and strongly
    so where it is at most 1 less a multiple of the squared distance. By Hoeffding's lemma Brier's rule is central up to
    eta = 1, and not beyond, and the spherical rule up to 2 / sqrt n; and the log score at eta = 1/2 is strongly central
    with 1/4. Central rules are proper; these are. *)

From Coq Require Import Bool List Arith Lia Reals Lra Psatz.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention Reals OtherRules Scoring LogRule.
Import ListNotations.

Lemma exp_monotone (x y : R) : (x <= y -> exp x <= exp y)%R.
Proof. intros [L | ->]; [left; apply exp_increasing, L | apply Rle_refl]. Qed.

(** ** Hoeffding's lemma for two values *)

Section TwoValues.
  Local Open Scope R_scope.
  Variable q : R.
  Hypothesis range : 0 <= q <= 1.

  Definition mass (t : R) : R := (1 - q) + q * exp t.
  Definition gap (t : R) : R := (q * t + t * t * / 8) - ln (mass t).
  Definition slope (t : R) : R := (q + t * / 4) - q * exp t / mass t.
  Definition bend (t : R) : R := / 4 - q * exp t * (1 - q) / (mass t * mass t).

  Lemma mass_pos t : 0 < mass t.
  Proof.
    unfold mass. pose proof (exp_pos t) as E. destruct (Req_dec q 0) as [-> | N]; [lra |].
    assert (0 < q * exp t) by (apply Rmult_lt_0_compat; lra). lra.
  Qed.

  Lemma mass_derivative t : derivable_pt_lim mass t (q * exp t).
  Proof.
    pose proof (derivable_pt_lim_plus (fct_cte (1 - q)) (mult_real_fct q exp) t 0 (q * exp t)
      (derivable_pt_lim_const _ _) (derivable_pt_lim_scal _ _ _ _ (derivable_pt_lim_exp t))) as D.
    rewrite Rplus_0_l in D. exact D.
  Qed.

  Lemma gap_derivative t : derivable_pt_lim gap t (slope t).
  Proof.
    pose proof (mass_pos t) as M.
    pose proof (derivable_pt_lim_scal id q t 1 (derivable_pt_lim_id t)) as D1.
    pose proof (derivable_pt_lim_mult _ _ t _ _ (derivable_pt_lim_mult id id t 1 1 (derivable_pt_lim_id t)
      (derivable_pt_lim_id t)) (derivable_pt_lim_const (/ 8) t)) as D2.
    pose proof (derivable_pt_lim_comp mass ln t _ _ (mass_derivative t) (derivable_pt_lim_ln _ M)) as D3.
    pose proof (derivable_pt_lim_minus _ _ t _ _ (derivable_pt_lim_plus _ _ t _ _ D1 D2) D3) as D.
    replace (slope t) with (q * 1 + ((1 * id t + id t * 1) * fct_cte (/ 8) t + (id * id)%F t * 0)
      - / mass t * (q * exp t)); [exact D |].
    unfold slope, mult_fct, fct_cte, id. field. lra.
  Qed.

  Lemma slope_derivative t : derivable_pt_lim slope t (bend t).
  Proof.
    pose proof (mass_pos t) as M.
    pose proof (derivable_pt_lim_mult id (fct_cte (/ 4)) t 1 0 (derivable_pt_lim_id t)
      (derivable_pt_lim_const (/ 4) t)) as D1.
    pose proof (derivable_pt_lim_plus (fct_cte q) _ t 0 _ (derivable_pt_lim_const q t) D1) as D2.
    pose proof (derivable_pt_lim_div (mult_real_fct q exp) mass t _ _
      (derivable_pt_lim_scal exp q t _ (derivable_pt_lim_exp t)) (mass_derivative t)) as D3.
    pose proof (derivable_pt_lim_minus _ _ t _ _ D2 (D3 ltac:(lra))) as D.
    replace (bend t) with (0 + (1 * fct_cte (/ 4) t + id t * 0) -
      (q * exp t * mass t - q * exp t * mult_real_fct q exp t) / Rsqr (mass t)); [exact D |].
    unfold bend, Rsqr, fct_cte, id, mult_real_fct. unfold mass in *. field. lra.
  Qed.

  Lemma bend_nonneg t : 0 <= bend t.
  Proof.
    unfold bend. pose proof (mass_pos t) as M. set (m := mass t) in *.
    assert (E : / 4 - q * exp t * (1 - q) / (m * m) = (m * m - 4 * (q * exp t) * (1 - q)) * / (4 * (m * m)))
      by (field; lra).
    rewrite E. apply Rmult_le_pos.
    - replace (m * m - 4 * (q * exp t) * (1 - q)) with (Rsqr ((1 - q) - q * exp t)); [apply Rle_0_sqr |].
      unfold m, mass, Rsqr. ring.
    - left. apply Rinv_0_lt_compat. assert (0 < m * m) by (apply Rmult_lt_0_compat; exact M). lra.
  Qed.

  Lemma mass_zero : mass 0 = 1.
  Proof. unfold mass. rewrite exp_0. ring. Qed.

  Lemma gap_nonneg t : 0 <= gap t.
  Proof.
    assert (g0 : gap 0 = 0) by (unfold gap; rewrite mass_zero, ln_1; ring).
    assert (s0 : slope 0 = 0) by (unfold slope; rewrite mass_zero, exp_0; field).
    destruct (Rtotal_order t 0) as [L | [-> | L]]; [| lra |].
    - destruct (MVT_cor2 gap slope t 0 L (fun c _ => gap_derivative c)) as [c [E [tc c0]]].
      destruct (MVT_cor2 slope bend c 0 c0 (fun d _ => slope_derivative d)) as [d [E' _]].
      pose proof (Rmult_le_pos _ (0 - c) (bend_nonneg d) ltac:(lra)) as B. rewrite <- E', s0 in B.
      assert (0 <= - slope c * (0 - t)) by (apply Rmult_le_pos; lra). lra.
    - destruct (MVT_cor2 gap slope 0 t L (fun c _ => gap_derivative c)) as [c [E [c0 ct]]].
      destruct (MVT_cor2 slope bend 0 c c0 (fun d _ => slope_derivative d)) as [d [E' _]].
      pose proof (Rmult_le_pos _ (c - 0) (bend_nonneg d) ltac:(lra)) as B. rewrite <- E', s0 in B.
      assert (0 <= slope c * (t - 0)) by (apply Rmult_le_pos; lra). lra.
  Qed.

  Lemma two_values t : (1 - q) * exp (- (q * t)) + q * exp (t - q * t) <= exp (t * t / 8).
  Proof.
    pose proof (gap_nonneg t) as G. unfold gap in G.
    replace ((1 - q) * exp (- (q * t)) + q * exp (t - q * t)) with (exp (- (q * t)) * mass t).
    2: { unfold mass. replace (t - q * t) with (t + - (q * t)) by ring. rewrite exp_plus. ring. }
    rewrite <- (exp_ln (mass t)) by apply mass_pos. rewrite <- exp_plus.
    apply exp_monotone. lra.
  Qed.
End TwoValues.

Section Chord.
  Local Open Scope R_scope.

  (** The exponential is convex: below its chord. *)
  Lemma exp_chord low high x :
    low < high -> low <= x <= high ->
    exp x <= (exp low - (exp high - exp low) / (high - low) * low) + (exp high - exp low) / (high - low) * x.
  Proof.
    intros L [X0 X1].
    assert (T : forall y, exp x * (1 + (y - x)) <= exp y).
    { intro y. replace (exp y) with (exp x * exp (y - x)) by (rewrite <- exp_plus; f_equal; ring).
      apply Rmult_le_compat_l; [left; apply exp_pos | apply exp_ineq1_le]. }
    pose proof (T low) as T0. pose proof (T high) as T1. set (e := exp x) in *.
    assert (P : 0 <= ((high - x) * (exp low - e * (1 + (low - x))) + (x - low) * (exp high - e * (1 + (high - x)))) *
                     / (high - low)).
    { apply Rmult_le_pos; [apply Rplus_le_le_0_compat; apply Rmult_le_pos; lra |].
      left. apply Rinv_0_lt_compat. lra. }
    match goal with |- _ <= ?r => replace r with (e +
      ((high - x) * (exp low - e * (1 + (low - x))) + (x - low) * (exp high - e * (1 + (high - x)))) * / (high - low))
      by (field; lra) end.
    lra.
  Qed.

  Lemma chord_at_mean low high m :
    low < high -> low <= m <= high ->
    (exp low - (exp high - exp low) / (high - low) * low) + (exp high - exp low) / (high - low) * m <=
    exp (m + (high - low) * (high - low) / 8).
  Proof.
    intros L [M0 M1]. set (t := high - low). set (q := (m - low) / t).
    assert (t0 : 0 < t) by (unfold t; lra).
    assert (qt : q * t = m - low) by (unfold q; field; lra).
    assert (Q : 0 <= q <= 1).
    { split; [apply Rmult_le_pos; [lra | left; apply Rinv_0_lt_compat, t0] |].
      apply (Rmult_le_reg_r t); [exact t0 |]. rewrite qt. unfold t. lra. }
    pose proof (two_values q Q t) as H. rewrite qt in H. rewrite exp_plus.
    assert (E : (exp low - (exp high - exp low) / t * low) + (exp high - exp low) / t * m =
                exp m * ((1 - q) * exp (- (m - low)) + q * exp (t - (m - low)))).
    { rewrite Rmult_plus_distr_l.
      replace (exp m * ((1 - q) * exp (- (m - low)))) with ((1 - q) * (exp m * exp (- (m - low)))) by ring.
      replace (exp m * (q * exp (t - (m - low)))) with (q * (exp m * exp (t - (m - low)))) by ring.
      rewrite <- !exp_plus. replace (m + - (m - low)) with low by ring.
      replace (m + (t - (m - low))) with high by (unfold t; ring).
      unfold q. field. lra. }
    fold t. rewrite E. apply Rmult_le_compat_l; [left; apply exp_pos | exact H].
  Qed.
End Chord.

Local Open Scope num_scope.

Section Hoeffding.
  Add Field Real_field : (@field_laws Real Real_laws).
  Variables (n : nat) (p : nat -> Real).
  Hypothesis L : law n p.

  Lemma mean_const x : sum (seq 0 n) (fun a => p a * x) = x.
  Proof. rewrite sum_mul_r, (proj2 L). ring. Qed.

  (** A greatest value. *)
  Lemma greatest (f : nat -> Real) : exists i, (i < n)%nat /\ forall a, (a < n)%nat -> f a <= f i.
  Proof.
    assert (G : forall k, (0 < k)%nat -> exists i, (i < k)%nat /\ forall a, (a < k)%nat -> f a <= f i).
    { induction k as [| k IH]; [lia | intros _]. destruct k as [| k].
      - exists 0%nat. split; [lia |]. intros a A. replace a with 0%nat by lia. apply le_refl.
      - destruct (IH ltac:(lia)) as [i [I M]]. destruct (le_total (f (S k)) (f i)) as [H | H].
        + exists i. split; [lia |]. intros a A. destruct (Nat.eq_dec a (S k)) as [-> | N]; [exact H | apply M; lia].
        + exists (S k). split; [lia |]. intros a A. destruct (Nat.eq_dec a (S k)) as [-> | N]; [apply le_refl |].
          eapply le_trans; [apply M; lia | exact H]. }
    apply G. destruct n as [| k]; [exfalso | lia].
    apply (one_neq_zero (F := Real)). rewrite <- (proj2 L). reflexivity.
  Qed.

  (** Hoeffding's lemma: values whose differences have squares of at most [r]. *)
  Lemma hoeffding (x : nat -> Real) (r : Real) :
    (forall a b, (a < n)%nat -> (b < n)%nat -> (x a - x b) * (x a - x b) <= r) ->
    sum (seq 0 n) (fun a => p a * exp (x a)) <= exp (sum (F := Real) (seq 0 n) (fun a => p a * x a)%num + r / 8)%R.
  Proof.
    intro D. destruct (greatest x) as [i [I high]]. destruct (greatest (fun a => 0 - x a)) as [j [J low_]].
    assert (low : forall a, (a < n)%nat -> x j <= x a).
    { intros a A. pose proof (low_ a A) as K. apply (of_diff ((0 - x j) - (0 - x a))); [apply sub_nonneg, K | ring]. }
    set (m := sum (seq 0 n) (fun a => p a * x a)).
    assert (m0 : x j <= m).
    { rewrite <- (mean_const (x j)). apply sum_le. intros a A. apply in_seq in A.
      apply mul_le_l; [apply L | apply low; lia]. }
    assert (m1 : m <= x i).
    { rewrite <- (mean_const (x i)). apply sum_le. intros a A. apply in_seq in A.
      apply mul_le_l; [apply L | apply high; lia]. }
    pose proof (D i j I J) as R. apply Rle_num in m0, m1, R. unfold sub in R. cbn [number add mul opp Real] in R.
    assert (ji : (x j <= x i)%R) by (apply Rle_num, high, J).
    destruct (Rle_lt_or_eq_dec (x j) (x i) ji) as [lt_ | eq_].
    - set (b := ((exp (x i) - exp (x j)) / (x i - x j))%R). set (a0 := (exp (x j) - b * x j)%R).
      apply le_trans with ((a0 : Real) + (b : Real) * m).
      + unfold m. rewrite <- (mean_const a0), <- sum_mul_l, <- sum_add. apply sum_le. intros a A. apply in_seq in A.
        replace (p a * (a0 : Real) + (b : Real) * (p a * x a)) with (p a * ((a0 : Real) + (b : Real) * x a)) by ring.
        apply mul_le_l; [apply L |]. apply Rle_num. apply (exp_chord (x j) (x i) (x a) lt_).
        split; apply Rle_num; [apply low | apply high]; lia.
      + apply Rle_num. eapply Rle_trans; [apply (chord_at_mean (x j) (x i) m lt_); split; assumption |].
        apply exp_monotone. lra.
    - assert (E : forall a, (a < n)%nat -> x a = x j).
      { intros a A. apply le_antisym; [| apply low, A]. rewrite eq_. apply high, A. }
      rewrite (sum_ext _ _ (fun a => p a * exp (x j))).
      2: { intros a A. apply in_seq in A. rewrite E by lia. reflexivity. }
      rewrite mean_const. apply Rle_num. apply exp_monotone.
      assert (m = x j) as ->.
      { unfold m. rewrite (sum_ext _ _ (fun a => p a * x j)); [apply mean_const |].
        intros a A. apply in_seq in A. rewrite E by lia. reflexivity. }
      rewrite eq_ in R. lra.
  Qed.
End Hoeffding.

(** ** The condition *)

Section Condition.
  Add Field Real_field2 : (@field_laws Real Real_laws).
  Variable n : nat.

  Definition gain (S : scoring_rule (F := Real)) (eta : Real) (p q : report) : Real :=
    sum (seq 0 n) (fun a => q a * exp (eta * (S p a - S q a))%num).

  Definition distance_squared (p q : report) : Real := sum (seq 0 n) (fun a => (p a - q a) * (p a - q a)).

  Definition central_rule (S : scoring_rule) (eta : Real) : Prop :=
    forall p q, law n p -> law n q -> gain S eta p q <= 1.

  Definition strongly_central (S : scoring_rule) (eta : Real) (c : Real) : Prop :=
    forall p q, law n p -> law n q -> gain S eta p q <= 1 - c * distance_squared p q.

  (** Only proper rules are central. *)
  Theorem central_is_proper S (eta : Real) : (0 < eta)%R -> central_rule S eta -> proper n S.
  Proof.
    intros e0 H p q P Q. pose proof (H p q P Q) as G.
    assert (K : 1 + eta * (score n S p q - score n S q q) <= gain S eta p q).
    { unfold score. rewrite <- sum_sub, <- sum_mul_l. rewrite <- (proj2 Q) at 1. rewrite <- sum_add.
      apply sum_le. intros a _.
      replace (q a + eta * (q a * S p a - q a * S q a)) with (q a * (1 + eta * (S p a - S q a))) by ring.
      apply mul_le_l; [apply Q |]. apply Rle_num. apply exp_ineq1_le. }
    apply (mul_le_inv eta); [apply Rlt_num; exact e0 |].
    apply (of_diff ((1 - gain S eta p q) + (gain S eta p q - (1 + eta * (score n S p q - score n S q q)))));
      [nonneg | ring].
  Qed.

  (** By Hoeffding's lemma. *)
  Lemma gain_bound S (eta : Real) p q (r : Real) :
    law n q ->
    (forall a b, (a < n)%nat -> (b < n)%nat ->
       ((S p a - S q a) - (S p b - S q b)) * ((S p a - S q a) - (S p b - S q b)) <= r) ->
    gain S eta p q <= exp (eta * (score n S p q - score n S q q)%num + eta * eta * r / 8)%R.
  Proof.
    intros Q D. unfold gain. eapply le_trans; [apply (hoeffding n q Q _ (eta * eta * r)) |].
    - intros a b A B. pose proof (D a b A B) as K.
      apply (of_diff (eta * eta * (r - ((S p a - S q a) - (S p b - S q b)) * ((S p a - S q a) - (S p b - S q b)))));
        [| ring].
      assert (0 <= eta * eta) by apply square_nonneg. nonneg.
    - apply Rle_num. apply exp_monotone. apply Req_le. f_equal. unfold score.
      rewrite <- sum_sub, <- (sum_mul_l (F := Real)).
      apply sum_ext. intros a _. ring.
  Qed.

  (** Two different terms of a sum of squares. *)
  Lemma two_squares (d : nat -> Real) a b :
    (a < n)%nat -> (b < n)%nat ->
    (d a - d b) * (d a - d b) <= (1 + 1) * sum (seq 0 n) (fun i => d i * d i).
  Proof.
    intros A B. assert (P : 0 <= sum (seq 0 n) (fun i => d i * d i)) by (apply sum_nonneg; intros; apply square_nonneg).
    assert (t0 : (0 : Real) <= 1 + 1) by (apply add_nonneg; apply one_nonneg).
    destruct (Nat.eq_dec a b) as [-> | N].
    { apply (of_diff ((1 + 1) * sum (seq 0 n) (fun i => d i * d i))); [nonneg | ring]. }
    assert (K : d a * d a + d b * d b <= sum (seq 0 n) (fun i => d i * d i)).
    { rewrite (sum_without (seq 0 n) (fun i => d i * d i) a (seq_NoDup _ _)) by (apply in_seq; lia).
      apply add_le2; [apply le_refl |].
      pose proof (sum_one_le (seq 0 n) (fun j => if Nat.eqb j a then 0 else d j * d j) b) as O.
      cbn beta in O. destruct (Nat.eqb_spec b a) as [E | _]; [congruence |]. apply O; [| apply in_seq; lia].
      intros j _. destruct (Nat.eqb j a); [apply le_refl | apply square_nonneg]. }
    apply (of_diff ((1 + 1) * (sum (seq 0 n) (fun i => d i * d i) - (d a * d a + d b * d b)) +
                    (d a + d b) * (d a + d b)));
      [nonneg | ring].
  Qed.

  Lemma distance_squared_nonneg p q : (0 : Real) <= distance_squared p q.
  Proof. apply sum_nonneg. intros; apply square_nonneg. Qed.

  Lemma squares_of_law p : law n p -> sum (seq 0 n) (fun a => p a * p a) <= (1 : Real).
  Proof.
    intros [P S]. rewrite <- S. apply sum_le. intros a A.
    assert (p a <= 1) by (rewrite <- S; apply (sum_one_le (seq 0 n) p a); [intros; apply P | exact A]).
    apply (of_diff (p a * (1 - p a))); [| ring]. apply mul_nonneg; [apply P | apply sub_nonneg; assumption].
  Qed.

  Lemma distance_squared_small p q : law n p -> law n q -> distance_squared p q <= (1 + 1 : Real).
  Proof.
    intros P Q. eapply le_trans; [| apply (add_le2 _ _ _ _ (squares_of_law p P) (squares_of_law q Q))].
    rewrite <- sum_add. apply sum_le. intros a _.
    apply (of_diff ((1 + 1) * (p a * q a))); [| ring].
    apply mul_nonneg; [apply add_nonneg; apply one_nonneg | apply mul_nonneg; [apply P | apply Q]].
  Qed.

  (** *** Brier *)

  Lemma brier_gain (eta : Real) p q :
    law n p -> law n q -> gain (brier n) eta p q <= exp (- (eta * (1 - eta) * distance_squared p q))%R.
  Proof.
    intros P Q. set (dd := distance_squared p q).
    eapply le_trans; [apply (gain_bound (brier n) eta p q (8 * dd)%R Q) |].
    - intros a b A B. pose proof (two_squares (fun i => p i - q i) a b A B) as K. fold dd in K. cbn beta in K.
      fold (distance_squared p q) in K. fold dd in K.
      set (c := sum (seq 0 n) (fun z => p z * p z)). set (e := sum (seq 0 n) (fun z => q z * q z)).
      assert (E : ((brier n p a - brier n q a) - (brier n p b - brier n q b)) =
                  (1 + 1) * ((p a - q a) - (p b - q b))) by (unfold brier; ring).
      rewrite E. assert (four : (8 * dd)%R = (1 + 1) * (1 + 1) * ((1 + 1) * dd) :> Real) by (cbn; ring).
      rewrite four. set (u := (p a - q a) - (p b - q b)) in *.
      apply (of_diff ((1 + 1) * (1 + 1) * ((1 + 1) * dd - u * u))); [| ring].
      assert ((0 : Real) <= 1 + 1) by (apply add_nonneg; apply one_nonneg). nonneg.
    - apply Rle_num. apply exp_monotone. apply Req_le.
      assert (E : score n (brier n) p q - score n (brier n) q q = 0 - dd).
      { pose proof (brier_loss n p q P Q) as B. replace (score n (brier n) p q - score n (brier n) q q)
          with (0 - (score n (brier n) q q - score n (brier n) p q)) by ring. rewrite B. f_equal.
        apply sum_ext. intros; ring. }
      rewrite E. unfold sub. cbn [number zero add opp Real]. field.
  Qed.

  Theorem brier_central (eta : Real) : (0 <= eta <= 1)%R -> central_rule (brier n) eta.
  Proof.
    intros E p q P Q. eapply le_trans; [apply brier_gain; assumption |].
    pose proof (distance_squared_nonneg p q) as D. apply Rle_num in D. cbn [number zero Real] in D.
    apply Rle_num. apply Rle_trans with (exp 0); [apply exp_monotone | rewrite exp_0; apply Rle_refl].
    assert (0 <= eta * (1 - eta) * distance_squared p q)%R by (repeat apply Rmult_le_pos; lra). lra.
  Qed.

  (** An exponential that falls is below its chord up to 2. *)
  Lemma chord_to_two k z : (0 < k -> 0 <= z <= 2 -> exp (- (k * z)) <= 1 - (1 - exp (- (2 * k))) / 2 * z)%R.
  Proof.
    intros k0 [z0 z2]. pose proof (exp_chord (- (2 * k))%R 0%R (- (k * z))%R ltac:(lra)) as H.
    assert (B : (- (2 * k) <= - (k * z) <= 0)%R) by (split; nra). specialize (H B). rewrite exp_0 in H.
    eapply Rle_trans; [exact H |]. apply Req_le. field. lra.
  Qed.

  Theorem brier_strongly_central (eta : Real) :
    (0 < eta < 1)%R -> strongly_central (brier n) eta ((1 - exp (- (2 * (eta * (1 - eta))))) / 2)%R.
  Proof.
    intros [e0 e1] p q P Q. eapply le_trans; [apply brier_gain; assumption |].
    pose proof (distance_squared_nonneg p q) as D0. pose proof (distance_squared_small p q P Q) as D2.
    apply Rle_num in D0, D2. cbn [number zero one add Real] in D0, D2.
    apply Rle_num. unfold sub. cbn [number one add mul opp Real].
    apply (chord_to_two (eta * (1 - eta)) (distance_squared p q)); [apply Rmult_lt_0_compat; lra | split; lra].
  Qed.

  (** Not beyond 1: at the fair law of two outcomes and a report close to it. *)

  Lemma sinh_above u : (0 <= u -> 2 * u <= exp u - exp (- u))%R.
  Proof.
    intros [P | <-]; [| rewrite Ropp_0, exp_0; lra].
    set (f := fun u : R => (exp u - exp (- u) - 2 * u)%R). set (f' := fun u : R => (exp u - exp (- u) * - 1 - 2 * 1)%R).
    assert (D : forall c, derivable_pt_lim f c (f' c)).
    { intro c. pose proof (derivable_pt_lim_comp Ropp exp c (- 1)%R (exp (- c)) (derivable_pt_lim_opp id c 1%R
        (derivable_pt_lim_id c)) (derivable_pt_lim_exp (- c))) as D1.
      exact (derivable_pt_lim_minus _ _ c _ _ (derivable_pt_lim_minus exp _ c _ _ (derivable_pt_lim_exp c) D1)
        (derivable_pt_lim_scal id 2 c 1 (derivable_pt_lim_id c))). }
    destruct (MVT_cor2 f f' 0 u P (fun c _ => D c)) as [c [E _]].
    assert (f0 : f 0%R = 0%R) by (unfold f; rewrite Ropp_0, exp_0; ring).
    assert (g : (0 <= f' c)%R).
    { unfold f'. pose proof (exp_ineq1_le c). pose proof (exp_ineq1_le (- c)). lra. }
    assert (0 <= f' c * (u - 0))%R by (apply Rmult_le_pos; lra). rewrite f0 in E. unfold f in E. lra.
  Qed.

  Lemma cosh_above z : (0 <= z -> 2 + z * z <= exp z + exp (- z))%R.
  Proof.
    intro P. pose proof (sinh_above (z / 2) ltac:(lra)) as S.
    assert (E : (exp z + exp (- z) = (exp (z / 2) - exp (- (z / 2))) * (exp (z / 2) - exp (- (z / 2))) + 2)%R).
    { assert (E1 : (exp z = exp (z / 2) * exp (z / 2))%R) by (rewrite <- exp_plus; f_equal; field).
      assert (E2 : (exp (- z) = exp (- (z / 2)) * exp (- (z / 2)))%R) by (rewrite <- exp_plus; f_equal; field).
      assert (E3 : (exp (z / 2) * exp (- (z / 2)) = 1)%R) by (rewrite <- exp_plus, Rplus_opp_r; apply exp_0).
      rewrite E1, E2. set (x := exp (z / 2)) in *. set (y := exp (- (z / 2))) in *. lra. }
    rewrite E. assert (z * z <= (exp (z / 2) - exp (- (z / 2))) * (exp (z / 2) - exp (- (z / 2))))%R.
    { apply Rmult_le_compat; lra. }
    lra.
  Qed.

  Definition two_outcomes (x : Real) : report := fun a => match a with O => x | S O => 1 - x | _ => 0 end.

  Lemma sum_two k (f : nat -> Real) :
    (forall a, (2 <= a)%nat -> f a = 0) -> sum (seq 0 (S (S k))) f = f 0%nat + f 1%nat.
  Proof.
    intro H. cbn [seq sum]. rewrite (sum_zero (seq 2 k) f); [ring |]. intros a A. apply in_seq in A. apply H. lia.
  Qed.

  Lemma two_outcomes_law k x : (0 <= x <= 1)%R -> law (S (S k)) (two_outcomes x).
  Proof.
    intros [x0 x1]. split.
    - intros [| [| a]]; cbn; apply Rle_num; unfold sub; cbn [number zero one add opp Real]; lra.
    - rewrite sum_two; [cbn; ring |]. intros [| [| a]] A; [lia | lia | reflexivity].
  Qed.

  Theorem brier_central_up_to_one (eta : Real) :
    (2 <= n)%nat -> (0 < eta)%R -> (central_rule (brier n) eta <-> (eta <= 1)%R).
  Proof.
    intros N e0. split; [| intro E; apply brier_central; lra].
    intro H. destruct (Rle_dec eta 1) as [L | L]; [exact L | exfalso]. apply Rnot_le_lt in L.
    set (y := ((eta - 1) / (2 * eta))%R). set (t := sqrt (y / (2 * eta))).
    assert (y0 : (0 < y)%R) by (unfold y; apply Rdiv_lt_0_compat; lra).
    assert (ye : (y * eta = (eta - 1) / 2)%R) by (unfold y; field; lra).
    assert (tt : (t * t = y / (2 * eta))%R) by (apply sqrt_sqrt; left; apply Rdiv_lt_0_compat; lra).
    assert (ty : (2 * eta * (t * t) = y)%R) by (rewrite tt; field; lra).
    assert (t0 : (0 <= t)%R) by apply sqrt_pos.
    assert (y1 : (y < 1 / 2)%R).
    { apply (Rmult_lt_reg_r eta); [exact e0 |]. rewrite ye. lra. }
    assert (t1 : (t <= 1 / 2)%R).
    { destruct (Rle_dec t (1 / 2)) as [K | K]; [exact K | exfalso]. apply Rnot_le_lt in K.
      assert (1 / 4 < t * t)%R by nra. nra. }
    set (q := two_outcomes (1 / 2)%R). set (p := two_outcomes (1 / 2 + t)%R).
    assert (nk : exists k, n = S (S k)) by (exists (n - 2)%nat; lia). destruct nk as [k nk].
    assert (P : law n p) by (rewrite nk; apply two_outcomes_law; lra).
    assert (Q : law n q) by (rewrite nk; apply two_outcomes_law; lra).
    assert (squares : forall x, sum (seq 0 n) (fun z => two_outcomes x z * two_outcomes x z) =
                      x * x + (1 - x) * (1 - x)).
    { intro x. rewrite nk, sum_two; [reflexivity |]. intros [| [| a]] A; [lia | lia | cbn; ring]. }
    specialize (H p q P Q). unfold gain in H. rewrite nk in H at 1. rewrite sum_two in H.
    2: { intros [| [| a]] A; [lia | lia |]. unfold q at 1. cbn [two_outcomes]. ring. }
    unfold brier in H. unfold p, q in H. rewrite !squares in H. cbn [two_outcomes] in H.
    apply Rle_num in H. unfold sub in H. cbn [number zero one add mul opp Real] in H.
    pose proof (cosh_above (2 * eta * t) ltac:(repeat apply Rmult_le_pos; lra)) as C.
    pose proof (exp_ineq1_le (- y)) as X. pose proof (exp_pos (- y)) as Xp.
    match type of H with (_ * exp ?u + _ * exp ?v <= _)%R =>
      assert (U : (u = - y + 2 * eta * t)%R); [rewrite <- ty; field |];
      assert (W : (v = - y + - (2 * eta * t))%R); [rewrite <- ty; field |] end.
    rewrite U, W, !exp_plus in H.
    assert (Z : (2 * eta * t * (2 * eta * t) = 2 * (eta * y))%R) by (rewrite <- ty; ring). rewrite Z in C.
    set (a := exp (- y)) in *. set (b := exp (2 * eta * t)) in *. set (c := exp (- (2 * eta * t))) in *.
    assert (M : (a * (2 + 2 * (eta * y)) <= a * (b + c))%R) by (apply Rmult_le_compat_l; lra).
    assert (M' : ((1 - y) * (2 + 2 * (eta * y)) <= a * (2 + 2 * (eta * y)))%R).
    { apply Rmult_le_compat_r; [| lra]. assert (0 <= eta * y)%R by (apply Rmult_le_pos; lra). lra. }
    replace (eta * y)%R with ((eta - 1) / 2)%R in * by lra.
    assert (E : (y * ((eta - 1) / 2) = (eta - 1) / 2 * y)%R) by ring.
    assert (K : ((1 - y) * (2 + 2 * ((eta - 1) / 2)) = 2 + (eta - 1) - y * eta - y)%R) by field.
    rewrite K, ye in M'.
    assert (y < (eta - 1) / 2)%R by (rewrite <- ye; nra). lra.
  Qed.

  (** *** The log score is proper *)

  Theorem log_proper (p q : report (F := Real)) :
    law n p -> law n q -> (forall y, (y < n)%nat -> (0 < p y)%R) ->
    sum (seq 0 n) (fun y => q y * (ln (p y) : Real)) <= sum (seq 0 n) (fun y => q y * (ln (q y) : Real)).
  Proof.
    intros [_ P1] [Q Q1] P.
    apply (of_diff (sum (seq 0 n) (fun y => q y * (ln (q y) : Real) - q y * (ln (p y) : Real))));
      [| symmetry; apply sum_sub].
    apply le_trans with (sum (seq 0 n) (fun y => q y - p y)).
    { rewrite sum_sub, P1, Q1. apply (of_diff 0); [apply le_refl | ring]. }
    apply sum_le. intros y Y. apply in_seq in Y. specialize (P y ltac:(lia)). pose proof (Q y) as q0.
    apply Rle_num in q0.
    apply Rle_num. unfold sub. cbn [number zero add mul opp Real] in *. set (u := q y : R) in *.
    set (v := p y : R) in *.
    destruct q0 as [q0 | <-]; [| rewrite !Rmult_0_l; lra].
    pose proof (ln_tangent (v / u) ltac:(apply Rdiv_lt_0_compat; assumption)) as T.
    unfold Rdiv in T. rewrite ln_mult, ln_Rinv in T by (try apply Rinv_0_lt_compat; assumption).
    apply (Rmult_le_compat_l u) in T; [| lra]. replace (u * (v * / u - 1))%R with (v - u)%R in T by (field; lra). lra.
  Qed.

  (** *** Spherical *)

  Definition norm (p : report (F := Real)) : R := sqrt (sum (seq 0 n) (fun z => p z * p z)).
  Definition spherical : scoring_rule (F := Real) := fun p y => (p y / norm p)%R.

  Lemma norm_pos p : law n p -> (0 < norm p)%R /\ (norm p * norm p)%R = sum (seq 0 n) (fun z => p z * p z).
  Proof.
    intros [P S].
    assert (N : 0 <= sum (seq 0 n) (fun z => p z * p z)) by (apply sum_nonneg; intros; apply square_nonneg).
    assert (Z : 0 < sum (seq 0 n) (fun z => p z * p z)).
    { apply le_neq_lt; [exact N |]. intro Z. apply (one_neq_zero (F := Real)). rewrite <- S.
      apply sum_zero. intros a A.
      assert (K : p a * p a <= 0).
      { rewrite <- Z. apply (sum_one_le (seq 0 n) (fun z => p z * p z) a); [intros; apply square_nonneg | exact A]. }
      assert (E : p a * p a = 0) by (apply le_antisym; [exact K | apply square_nonneg]).
      destruct (num_eq_dec (p a) 0) as [-> | D]; [reflexivity |]. exfalso. apply D. exact (mul_eq_zero _ _ E D). }
    apply Rlt_num in Z. apply Rle_num in N. split; [apply sqrt_lt_R0, Z | apply sqrt_sqrt, N].
  Qed.

  Lemma spherical_gain (eta : Real) p q :
    law n p -> law n q ->
    gain spherical eta p q <=
    exp (- (eta / 4 * (2 * norm q - eta) * distance_squared (spherical p) (spherical q)))%R.
  Proof.
    intros P Q. set (dd := distance_squared (spherical p) (spherical q)).
    destruct (norm_pos p P) as [p0 pp]. destruct (norm_pos q Q) as [q0 qq].
    assert (unit_ : forall r, (0 < norm r)%R -> (norm r * norm r)%R = sum (seq 0 n) (fun z => r z * r z) ->
              sum (seq 0 n) (fun a => spherical r a * spherical r a) = 1).
    { intros r r0 rr. rewrite (sum_ext _ _ (fun a => ((/ (norm r * norm r))%R : Real) * (r a * r a))).
      - rewrite sum_mul_l, <- rr. cbn [number one mul Real]. field. lra.
      - intros a _. unfold spherical. cbn [number mul Real]. field. lra. }
    assert (dot : dd = (1 + 1) - (1 + 1) * sum (seq 0 n) (fun a => spherical p a * spherical q a)).
    { unfold dd, distance_squared.
      rewrite (sum_ext _ _ (fun a => spherical p a * spherical p a +
        (spherical q a * spherical q a - (1 + 1) * (spherical p a * spherical q a)))) by (intros; ring).
      rewrite sum_add, sum_sub, sum_mul_l, (unit_ p p0 pp), (unit_ q q0 qq). ring. }
    eapply le_trans; [apply (gain_bound spherical eta p q (2 * dd)%R Q) |].
    - intros a b A B. pose proof (two_squares (fun i => spherical p i - spherical q i) a b A B) as K. cbn beta in K.
      eapply le_trans; [exact K |]. apply Rle_num. apply Req_le. reflexivity.
    - apply Rle_num. apply exp_monotone. apply Req_le.
      assert (S : forall r, score n spherical r q =
                (norm q : Real) * sum (seq 0 n) (fun a => spherical r a * spherical q a)).
      { intro r. unfold score. rewrite <- sum_mul_l. apply sum_ext. intros a _.
        change (spherical q a) with (q a / norm q)%R. cbn [number mul Real]. set (x := spherical r a : R).
        set (y := q a : R). field. lra. }
      rewrite !S, (unit_ q q0 qq).
      assert (sum (seq 0 n) (fun a => spherical p a * spherical q a) = ((1 - dd / 2)%R : Real)) as ->.
      { clear - dot. revert dot. generalize (sum (seq 0 n) (fun a => spherical p a * spherical q a)).
        intros z dot. unfold sub in dot. cbn [number one add mul opp Real] in *. lra. }
      unfold sub. cbn [number one add mul opp Real]. field.
  Qed.

  Lemma sum_of_same (x : Real) k i : sum (seq i k) (fun _ => x) = ((INR k * x)%R : Real).
  Proof.
    revert i. induction k as [| k IH]; intro i; [symmetry; apply Rmult_0_l |].
    cbn [seq sum]. rewrite IH, S_INR. cbn [number add mul Real]. ring.
  Qed.

  (** Cauchy-Schwarz: the norm of a law is at least 1 / sqrt n. *)
  Lemma norm_at_least q : law n q -> (1 <= INR n * (norm q * norm q))%R.
  Proof.
    intro Q. destruct (norm_pos q Q) as [_ qq]. rewrite qq.
    assert (k0 : (0 < INR n)%R).
    { destruct n as [| k]; [exfalso | apply lt_0_INR; lia].
      apply (one_neq_zero (F := Real)). rewrite <- (proj2 Q). reflexivity. }
    set (v := (/ INR n)%R : Real).
    assert (K : sum (seq 0 n) (fun a => (1 + 1) * v * q a - v * v) <= sum (seq 0 n) (fun a => q a * q a)).
    { apply sum_le. intros a _. apply (of_diff ((q a - v) * (q a - v))); [apply square_nonneg | ring]. }
    assert (C : sum (seq 0 n) (fun _ => v * v) = ((INR n * (v * v))%R : Real)) by apply sum_of_same.
    rewrite sum_sub, sum_mul_l, (proj2 Q), C in K. apply Rle_num in K. unfold sub in K.
    revert K. generalize (sum (seq 0 n) (fun a => q a * q a)). intros s K. cbn [number one add mul opp Real] in *.
    assert (E : ((1 + 1) * v * 1 + - (INR n * (v * v)) = v)%R) by (unfold v; field; lra).
    rewrite E in K. apply (Rmult_le_compat_l (INR n)) in K; [| lra].
    replace (INR n * v)%R with 1%R in K by (unfold v; field; lra). exact K.
  Qed.

  (** [eta <= 2 / sqrt n]. *)
  Theorem spherical_central (eta : Real) : (0 <= eta)%R -> (INR n * (eta * eta) <= 4)%R -> central_rule spherical eta.
  Proof.
    intros e0 E p q P Q. eapply le_trans; [apply spherical_gain; assumption |].
    pose proof (distance_squared_nonneg (spherical p) (spherical q)) as D. apply Rle_num in D.
    cbn [number zero Real] in D. destruct (norm_pos q Q) as [q0 _]. pose proof (norm_at_least q Q) as N.
    assert (n0 : (0 <= INR n)%R) by apply pos_INR.
    assert (L : (eta <= 2 * norm q)%R).
    { destruct (Rle_dec eta (2 * norm q)) as [L | L]; [exact L | exfalso].
      assert (K : (4 * (norm q * norm q) < eta * eta)%R) by nra.
      assert (INR n <> 0)%R by (intro Z; rewrite Z in N; lra).
      assert (K' : (INR n * (4 * (norm q * norm q)) < INR n * (eta * eta))%R) by (apply Rmult_lt_compat_l; lra). lra. }
    apply Rle_num. apply Rle_trans with (exp 0); [apply exp_monotone | rewrite exp_0; apply Rle_refl].
    set (dd := distance_squared (spherical p) (spherical q) : R) in *.
    assert (0 <= eta / 4 * (2 * norm q - eta) * dd)%R by (apply Rmult_le_pos; [apply Rmult_le_pos; lra | exact D]). lra.
  Qed.

  Theorem spherical_proper : proper n spherical.
  Proof.
    apply (central_is_proper spherical (/ INR (S n))%R).
    - apply Rinv_0_lt_compat, lt_0_INR. lia.
    - assert (P : (0 < INR (S n))%R) by (apply lt_0_INR; lia). assert (L : (INR n <= INR (S n))%R).
      { apply le_INR. lia. }
      assert (L1 : (1 <= INR (S n))%R) by (rewrite S_INR; pose proof (pos_INR n); lra).
      set (m := INR (S n)) in *. assert (I : (0 < / m)%R) by (apply Rinv_0_lt_compat, P).
      assert (mi : (m * / m = 1)%R) by (field; lra).
      apply spherical_central; [left; exact I |].
      assert (K : (INR n * (/ m * / m) <= m * (/ m * / m))%R).
      { apply Rmult_le_compat_r; [left; apply Rmult_lt_0_compat; exact I | exact L]. }
      replace (m * (/ m * / m))%R with (/ m)%R in K by (field; lra).
      assert (/ m <= 1)%R by (apply (Rmult_le_reg_l m); [exact P | lra]). lra.
  Qed.
End Condition.

(** ** The log score at eta = 1/2 *)

Section Bhattacharyya.
  Add Field Real_field3 : (@field_laws Real Real_laws).
  Variable n : nat.

  Lemma cauchy_schwarz (f s d : nat -> Real) :
    (forall a, 0 <= f a) ->
    sum (seq 0 n) (fun a => f a * (s a * d a)) * sum (seq 0 n) (fun a => f a * (s a * d a)) <=
    sum (seq 0 n) (fun a => f a * (s a * s a)) * sum (seq 0 n) (fun a => f a * (d a * d a)).
  Proof.
    intro P. set (ss := sum (seq 0 n) (fun a => f a * (s a * s a))).
    set (dd := sum (seq 0 n) (fun a => f a * (d a * d a))).
    set (sd := sum (seq 0 n) (fun a => f a * (s a * d a))).
    assert (Q : forall x y : Real, 0 <= x * x * ss - (1 + 1) * (x * y) * sd + y * y * dd).
    { intros x y.
      replace (x * x * ss - (1 + 1) * (x * y) * sd + y * y * dd) with
        (sum (seq 0 n) (fun a => f a * ((x * s a - y * d a) * (x * s a - y * d a)))).
      - apply sum_nonneg. intros a _. apply mul_nonneg; [apply P | apply square_nonneg].
      - unfold ss, dd, sd. rewrite <- !sum_mul_l, <- sum_sub, <- sum_add. apply sum_ext. intros; ring. }
    assert (d0 : 0 <= dd) by (apply sum_nonneg; intros; apply mul_nonneg; [apply P | apply square_nonneg]).
    destruct (num_eq_dec dd 0) as [Z | N].
    - destruct (num_eq_dec sd 0) as [-> | Nd]; [rewrite Z; apply (of_diff 0); [apply le_refl | ring] | exfalso].
      (* with dd = 0 the form is linear in y *)
      pose proof (Q 1 ((ss + 1) / sd)) as K. apply (lt_not_le _ _ (one_pos (F := Real))).
      assert (s0 : 0 <= ss) by (apply sum_nonneg; intros; apply mul_nonneg; [apply P | apply square_nonneg]).
      rewrite Z in K.
      apply (of_diff ((1 * 1 * ss - (1 + 1) * (1 * ((ss + 1) / sd)) * sd + (ss + 1) / sd * ((ss + 1) / sd) * 0) +
                      (ss + 1)));
        [apply add_nonneg; [exact K | apply add_nonneg; [exact s0 | apply one_nonneg]] | field; exact Nd].
    - pose proof (Q 1 (sd / dd)) as K. assert (dp : 0 < dd) by (apply le_neq_lt; assumption).
      apply (of_diff (dd * (1 * 1 * ss - (1 + 1) * (1 * (sd / dd)) * sd + sd / dd * (sd / dd) * dd))); [nonneg |].
      field. exact N.
  Qed.

  (** Two unit vectors with sum [s] and difference [d]: so [s] and [d] are orthogonal. *)
  Lemma products_of_sum_and_difference (s d : nat -> Real) :
    sum (seq 0 n) (fun a => s a * d a) = 0 ->
    sum (seq 0 n) (fun a => s a * s a) + sum (seq 0 n) (fun a => d a * d a) = (1 + 1) * (1 + 1) ->
    sum (seq 0 n) (fun a => (s a * d a) * (s a * d a)) <= (1 + 1) * sum (seq 0 n) (fun a => d a * d a).
  Proof.
    intros orthogonal total. assert (t0 : (0 : Real) <= 1 + 1) by (apply add_nonneg; apply one_nonneg).
    destruct (existsb (fun a => ltb (1 + 1) (s a * s a)) (seq 0 n)) eqn:B.
    2: { rewrite <- sum_mul_l. apply sum_le. intros a A.
         assert (L : s a * s a <= 1 + 1).
         { apply ltb_ge. apply not_true_is_false. intro T. apply not_true_iff_false in B. apply B.
           apply existsb_exists. exists a. split; assumption. }
         apply (of_diff ((1 + 1 - s a * s a) * (d a * d a))); [| ring].
         apply mul_nonneg; [apply sub_nonneg, L | apply square_nonneg]. }
    apply existsb_exists in B as [i [I B]]. apply ltb_lt in B.
    set (f := fun a => if Nat.eqb a i then 0 else 1 : Real).
    assert (f0 : forall a, 0 <= f a) by (intro a; unfold f; destruct (Nat.eqb a i); [apply le_refl | apply one_nonneg]).
    assert (split_ : forall g : nat -> Real, sum (seq 0 n) g = g i + sum (seq 0 n) (fun a => f a * g a)).
    { intro g. rewrite (sum_without (seq 0 n) g i (seq_NoDup _ _) I). f_equal. apply sum_ext. intros a _.
      unfold f. destruct (Nat.eqb a i); ring. }
    pose proof (cauchy_schwarz f s d f0) as CS.
    rewrite split_ in orthogonal. rewrite (split_ (fun a => s a * s a)), (split_ (fun a => d a * d a)) in total.
    rewrite (split_ (fun a => s a * d a * (s a * d a))), (split_ (fun a => d a * d a)).
    set (ss := sum (seq 0 n) (fun a => f a * (s a * s a))) in *.
    set (dd := sum (seq 0 n) (fun a => f a * (d a * d a))) in *.
    set (sd := sum (seq 0 n) (fun a => f a * (s a * d a))) in *.
    assert (s0 : 0 <= ss) by (apply sum_nonneg; intros; apply mul_nonneg; [apply f0 | apply square_nonneg]).
    assert (d0 : 0 <= dd) by (apply sum_nonneg; intros; apply mul_nonneg; [apply f0 | apply square_nonneg]).
    assert (rest : sum (seq 0 n) (fun a => f a * (s a * d a * (s a * d a))) <= ss * dd).
    { unfold dd. rewrite <- sum_mul_l. apply sum_le. intros a A. unfold f at 1 2.
      destruct (Nat.eqb_spec a i) as [-> | N]; [apply (of_diff 0); [apply le_refl | ring] |].
      assert (one_of : s a * s a <= ss).
      { pose proof (sum_one_le (seq 0 n) (fun a => f a * (s a * s a)) a) as O. cbn beta in O.
        assert (E : f a = 1) by (unfold f; destruct (Nat.eqb_spec a i); [contradiction | reflexivity]).
        rewrite E in O. fold ss in O. eapply le_trans; [| apply O; [intros; apply mul_nonneg;
          [apply f0 | apply square_nonneg] | exact A]].
        apply (of_diff 0); [apply le_refl | ring]. }
      apply (of_diff ((ss - s a * s a) * (d a * d a))); [| ring].
      apply mul_nonneg; [apply sub_nonneg, one_of | apply square_nonneg]. }
    eapply le_trans; [apply add_le2; [apply le_refl | exact rest] |].
    assert (E : sd = 0 - s i * d i).
    { replace sd with ((s i * d i + sd) - s i * d i) by ring. rewrite orthogonal. reflexivity. }
    rewrite E in CS.
    clear - CS B total s0 d0. apply Rle_num. apply Rle_num in CS, s0, d0. apply Rlt_num in B.
    unfold sub in *. cbn [number zero one add mul opp Real] in *.
    set (a := s i : R) in *. set (b := d i : R) in *. set (S' := ss : R) in *. set (D' := dd : R) in *.
    clearbody a b S' D'.
    (* (a a - 2) b b <= (2 - S') D', from a a b b <= S' D' and a a S' <= a a + S' *)
    assert (A2 : (0 < a * a)%R) by lra. assert (B2 : (0 <= b * b)%R) by apply Rle_0_sqr.
    assert (sum4 : (a * a + S' <= 4)%R) by lra.
    assert (key : (a * a * S' <= a * a + S')%R) by nra.
    assert (C2 : (a * a * (b * b) <= S' * D')%R) by lra.
    assert (M : (a * a * ((a * a - 2) * (b * b)) <= a * a * ((2 - S') * D'))%R).
    { replace (a * a * ((a * a - 2) * (b * b)))%R with ((a * a - 2) * (a * a * (b * b)))%R by ring.
      apply Rle_trans with ((a * a - 2) * (S' * D'))%R; [apply Rmult_le_compat_l; lra |].
      assert (0 <= 2 * (a * a + S' - a * a * S') * D')%R by (apply Rmult_le_pos; lra). lra. }
    apply Rmult_le_reg_l in M; [| exact A2]. lra.
  Qed.

  Ltac squares p2 q2 a := pose proof (p2 a); pose proof (q2 a); unfold sub; cbn [number one add mul opp Real];
    repeat match goal with |- context [sqrt ?x] => let y := fresh "y" in set (y := sqrt x) in * end; lra.

  (** The mean of the ratios of the square roots, and 1/4 of the squared distance. *)
  Theorem log_at_one_half (p q : nat -> Real) :
    law n p -> law n q ->
    sum (seq 0 n) (fun a => (sqrt (p a) : Real) * sqrt (q a)) <= 1 - ((1 / 4)%R : Real) * distance_squared n p q.
  Proof.
    intros [P P1] [Q Q1]. set (s := fun a => (sqrt (p a) + sqrt (q a))%R : Real).
    set (d := fun a => (sqrt (p a) - sqrt (q a))%R : Real).
    assert (p2 : forall a, (sqrt (p a) * sqrt (p a))%R = p a) by (intro a; apply sqrt_sqrt, Rle_num, P).
    assert (q2 : forall a, (sqrt (q a) * sqrt (q a))%R = q a) by (intro a; apply sqrt_sqrt, Rle_num, Q).
    set (bc := sum (seq 0 n) (fun a => (sqrt (p a) : Real) * sqrt (q a))).
    assert (sd : forall a, s a * d a = p a - q a) by (intro a; unfold s, d; squares p2 q2 a).
    assert (ss : forall a, s a * s a = (p a + q a) + (1 + 1) * ((sqrt (p a) : Real) * sqrt (q a)))
      by (intro a; unfold s; squares p2 q2 a).
    assert (dd : forall a, d a * d a = (p a + q a) - (1 + 1) * ((sqrt (p a) : Real) * sqrt (q a)))
      by (intro a; unfold d; squares p2 q2 a).
    assert (D : sum (seq 0 n) (fun a => d a * d a) = (1 + 1) - (1 + 1) * bc).
    { rewrite (sum_ext _ _ _ (fun a _ => dd a)), sum_sub, sum_add, sum_mul_l, P1, Q1. reflexivity. }
    assert (S : sum (seq 0 n) (fun a => s a * s a) = (1 + 1) + (1 + 1) * bc).
    { rewrite (sum_ext _ _ _ (fun a _ => ss a)), !sum_add, sum_mul_l, P1, Q1. reflexivity. }
    pose proof (products_of_sum_and_difference s d) as M. rewrite D, S in M.
    rewrite (sum_ext _ _ _ (fun a _ => sd a)), sum_sub, P1, Q1 in M.
    specialize (M ltac:(ring) ltac:(ring)).
    rewrite (sum_ext _ (fun a => s a * d a * (s a * d a)) (fun a => (p a - q a) * (p a - q a))) in M
      by (intros; rewrite sd; reflexivity).
    fold (distance_squared n p q) in M. apply Rle_num. apply Rle_num in M. unfold sub in *.
    cbn [number one add mul opp Real] in *. set (z := distance_squared n p q : R) in *. set (b := bc : R) in *. lra.
  Qed.
End Bhattacharyya.

(** ** Classes that learn by a rule *)

Section Classes.
  Add Field Real_field4 : (@field_laws Real Real_laws).
  Variable C : class Real.
  Hypothesis V : valid C.

  (** Each queried action [a] multiplies a weight by [exp (eta * S a)]. *)
  Definition learns_by (S : scoring_rule) (eta : Real) : Prop :=
    forall m, In m (models C) -> forall v a, learns m v a = exp (eta * S (predicts m v) a)%R.

  Lemma ratio_is_gain S eta m h :
    learns_by S eta -> In m (models C) ->
    sum (actions C) (fun a => mu C h a * (learns m (percepts h) a / learns (the C (truth C)) (percepts h) a)) =
    gain (action_count C) S eta (predicts m (percepts h)) (mu C h).
  Proof.
    intros H M. apply sum_ext. intros a _. f_equal.
    rewrite (H m M), (H _ (the_is_a_model C _ (truth_is_a_model C V))).
    unfold div. cbn [number mul inv Real]. fold (mu C h).
    rewrite <- exp_Ropp, <- exp_plus. f_equal. change (predicts (the C (truth C)) (percepts h)) with (mu C h).
    unfold sub. cbn [number add opp Real]. ring.
  Qed.

  Lemma learns_centrally S eta : learns_by S eta -> central_rule (action_count C) S eta -> central C.
  Proof.
    intros H R. split.
    - intros m M v a. rewrite (H m M). apply Rle_num. left. apply exp_pos.
    - intros h a _. rewrite (H _ (the_is_a_model C _ (truth_is_a_model C V))). apply Rlt_num, exp_pos.
    - intros m M h. rewrite (ratio_is_gain S eta m h H M). apply R;
      [apply (predictions_are_laws C V m M) | apply mu_law, V].
  Qed.

  Lemma learns_strongly S eta c :
    (0 <= c)%R -> learns_by S eta -> strongly_central (action_count C) S eta c -> strong_central C c.
  Proof.
    intros c0 H R. split.
    - apply (learns_centrally S eta H). intros p q P Q. eapply le_trans; [apply R; assumption |].
      apply (of_diff ((c : Real) * distance_squared (action_count C) p q)); [| ring].
      apply mul_nonneg; [apply Rle_num, c0 | apply distance_squared_nonneg].
    - intros m M h. rewrite (ratio_is_gain S eta m h H M). apply R;
      [apply (predictions_are_laws C V m M) | apply mu_law, V].
  Qed.

  (** The log score at eta = 1/2, with 1/4: a weight is multiplied by a square root. *)
  Lemma half_log_is_strong : log_rule (/ 2) C -> strong_central C (1 / 4)%R.
  Proof.
    intro H. split; [apply (log_is_central C (/ 2) V H); lra |]. intros m M h.
    eapply le_trans; [| apply (log_at_one_half (action_count C) (predicts m (percepts h)) (mu C h));
      [apply (predictions_are_laws C V m M) | apply mu_law, V]].
    apply sum_le. intros a _. rewrite (H m M), (H _ (the_is_a_model C _ (truth_is_a_model C V))).
    change (predicts (the C (truth C)) (percepts h) a) with (mu C h a). pose proof (mu_nonneg C V h a) as P.
    pose proof (proj1 (predictions_are_laws C V m M (percepts h)) a) as Q. apply Rle_num in P. apply Rle_num in Q.
    rewrite !power_half by assumption. apply Rle_num. unfold div. cbn [number zero mul inv Real] in *.
    set (x := sqrt (predicts m (percepts h) a)). set (y := mu C h a : R) in *.
    destruct P as [P | <-]; [| rewrite sqrt_0; lra].
    apply Req_le. rewrite <- (sqrt_sqrt y) at 1 by lra. field. apply Rgt_not_eq, sqrt_lt_R0, P.
  Qed.

  (** The imitator that learns by Brier's rule keeps its truth up to eta = 1, and has a bounded query sum below. *)
  Theorem brier_imitator eta k :
    learns_by (brier (action_count C)) eta -> (0 < eta <= 1)%R ->
    1 - alpha C * (1 / w C - 1) <= probability C k (retained C) /\
    ((eta < 1)%R -> S_ C 3 k <= of_nat (action_count C) / (alpha C * ((1 - exp (- (2 * (eta * (1 - eta))))) / 2)%R) *
                                (1 / w C - 1)).
  Proof.
    intros H [e0 e1]. split.
    - apply (central_retention C V), (learns_centrally (brier (action_count C)) eta H), brier_central. lra.
    - intro e2. set (c := ((1 - exp (- (2 * (eta * (1 - eta))))) / 2)%R).
      assert (c0 : (0 < c)%R).
      { assert (exp (- (2 * (eta * (1 - eta)))) < 1)%R; [| unfold c; lra]. rewrite <- exp_0. apply exp_increasing.
        assert (0 < eta * (1 - eta))%R by (apply Rmult_lt_0_compat; lra). rewrite exp_0. lra. }
      apply (strong_central_sum C V c); [apply Rlt_num; exact c0 |].
      apply (learns_strongly (brier (action_count C)) eta); [lra | exact H | apply brier_strongly_central; lra].
  Qed.
End Classes.
