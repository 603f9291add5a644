(** * The reals: the numbers, and the logarithm in the potential

    [Real] are the real numbers as an ordered field: here and in what uses it the axioms of the standard library's
    real numbers enter, and nowhere else. Then lemma 1 of proofs-notes/query-sum.md: [g y = y] up to 1 and
    [1 + (2/3) ln y] from there on is concave enough. *)

From Coq Require Import Reals Lra Psatz Bool.
From Demonstrandum Require Import Numbers Definitions QuerySum.
Local Open Scope R_scope.

Definition Rleb (x y : R) : bool := if Rle_dec x y then true else false.

Definition Real : Num := {|
  number := R; zero := 0; one := 1; add := Rplus; mul := Rmult; opp := Ropp; inv := Rinv; leb := Rleb |}.

Lemma Rle_num (x y : Real) : (x <= y)%num <-> (x <= y)%R.
Proof. unfold le. cbn. unfold Rleb. destruct (Rle_dec x y); split; congruence || tauto. Qed.

Lemma Rlt_num (x y : Real) : (x < y)%num <-> (x < y)%R.
Proof. unfold lt. cbn. unfold Rleb. destruct (Rle_dec y x); split; intros; try congruence; lra. Qed.

Global Instance Real_laws : ordered_field Real.
Proof.
  split.
  - exact Rfield.
  - intros x y. rewrite !Rle_num. lra.
  - intros x y z. rewrite !Rle_num. lra.
  - intros x y. rewrite !Rle_num. lra.
  - intros x y z. rewrite !Rle_num. cbn. lra.
  - intros x y. rewrite !Rle_num. cbn. intros. nra.
Qed.

Lemma of_nat_INR n : of_nat n = INR n :> Real.
Proof.
  induction n as [| n IH]; [reflexivity |]. rewrite S_INR. cbn [of_nat]. rewrite IH.
  cbn [number one add Real]. ring.
Qed.

(** The logarithm is below its tangent at 1, by a square for arguments up to 1. *)
Lemma ln_tangent x : 0 < x -> ln x <= x - 1.
Proof.
  intro P. pose proof (exp_ineq1_le (ln x)). rewrite exp_ln in H by exact P. lra.
Qed.

Lemma ln_gap v : 0 < v -> v <= 1 -> (1 - v) + (1 - v) * (1 - v) / 2 <= - ln v.
Proof.
  intros P [L | ->]; [| rewrite ln_1; lra].
  set (f := fun u : R => - ln u - (1 - u) - (1 - u) * (1 - u) / 2).
  set (f' := fun u : R => - / u - (0 - 1) - ((0 - 1) * (1 - u) + (1 - u) * (0 - 1)) * / 2).
  assert (derivative : forall u, v <= u <= 1 -> derivable_pt_lim f u (f' u)).
  { intros u U. unfold f, f'.
    assert (D1 : derivable_pt_lim (fun u => 1 - u) u (0 - 1)).
    { apply (derivable_pt_lim_minus (fct_cte 1) id); [apply derivable_pt_lim_const | apply derivable_pt_lim_id]. }
    apply (derivable_pt_lim_minus (fun u => - ln u - (1 - u)) (fun u => (1 - u) * (1 - u) / 2)).
    - apply (derivable_pt_lim_minus (fun u => - ln u) (fun u => 1 - u)); [| exact D1].
      apply (derivable_pt_lim_opp ln). apply derivable_pt_lim_ln. lra.
    - pose proof (derivable_pt_lim_mult _ _ _ _ _ (derivable_pt_lim_mult _ _ _ _ _ D1 D1)
                    (derivable_pt_lim_const (/ 2) u)) as D.
      unfold mult_fct, fct_cte in D.
      replace (((0 - 1) * (1 - u) + (1 - u) * (0 - 1)) * / 2)
        with (((0 - 1) * (1 - u) + (1 - u) * (0 - 1)) * / 2 + (1 - u) * (1 - u) * 0) by ring.
      exact D. }
  destruct (MVT_cor2 f f' v 1 L derivative) as [c [E [vc c1]]].
  assert (f1 : f 1 = 0) by (unfold f; rewrite ln_1; field).
  assert (negative : f' c <= 0).
  { unfold f'. assert (0 < c) by lra.
    replace (- / c - (0 - 1) - ((0 - 1) * (1 - c) + (1 - c) * (0 - 1)) * / 2) with (- ((1 - c) * (1 - c) * / c))
      by (field; lra).
    assert (0 < / c) by (apply Rinv_0_lt_compat; lra).
    assert (0 <= (1 - c) * (1 - c) * / c) by (apply Rmult_le_pos; nra). lra. }
  assert (0 <= f v) by (rewrite f1 in E; nra).
  unfold f in *. lra.
Qed.

(** Bernoulli's inequality: [exp] lies below its chord. *)
Lemma bernoulli z l : (0 <= z <= 1)%R -> (exp (z * l) <= 1 + z * (exp l - 1))%R.
Proof.
  intros [Z0 Z1].
  assert (A : (exp (z * l) * (1 - z * l) <= 1)%R).
  { replace 1%R with (exp (z * l) * exp (- (z * l)))%R at 2 by (rewrite <- exp_plus, Rplus_opp_r; apply exp_0).
    apply Rmult_le_compat_l; [left; apply exp_pos |]. pose proof (exp_ineq1_le (- (z * l))). lra. }
  assert (D : (exp (z * l) * (1 + (1 - z) * l) <= exp l)%R).
  { replace (exp l) with (exp (z * l) * exp ((1 - z) * l))%R by (rewrite <- exp_plus; f_equal; ring).
    apply Rmult_le_compat_l; [left; apply exp_pos |]. apply exp_ineq1_le. }
  assert ((1 - z) * (exp (z * l) * (1 - z * l)) <= (1 - z) * 1)%R by (apply Rmult_le_compat_l; lra).
  assert (z * (exp (z * l) * (1 + (1 - z) * l)) <= z * exp l)%R by (apply Rmult_le_compat_l; lra).
  lra.
Qed.

(** The power of a number that is not negative, 0 at 0. *)
Definition power (p t : R) : R := if Rle_dec t 0 then 0 else Rpower t p.

Definition g (y : R) : R := if Rle_dec y 1 then y else 1 + 2 / 3 * ln y.
Definition kappa (y : R) : R := if Rlt_dec y 1 then 1 else 2 / 3 * / y.

(** The statements, in the reals' own notation. *)

Lemma g_from_one y : 1 <= y -> g y = 1 + 2 / 3 * ln y.
Proof.
  intro H. unfold g. destruct (Rle_dec y 1); [| reflexivity].
  replace y with 1 by lra. rewrite ln_1. ring.
Qed.

Lemma ln_nonneg y : 1 <= y -> 0 <= ln y.
Proof. intros [H | <-]; [| rewrite ln_1; lra]. rewrite <- ln_1. left. apply ln_increasing; lra. Qed.

Lemma g_below_R y : 0 <= y -> g y <= y.
Proof.
  intro H. unfold g. destruct (Rle_dec y 1); [lra |]. pose proof (ln_tangent y). lra.
Qed.

Lemma g_tangent_R y z : 0 <= y -> 0 <= z -> g z <= g y + kappa y * (z - y).
Proof.
  intros Y Z. unfold kappa. destruct (Rlt_dec y 1) as [L | L].
  - replace (g y) with y by (unfold g; destruct (Rle_dec y 1); lra). pose proof (g_below_R z Z). lra.
  - assert (Y1 : 1 <= y) by lra. rewrite (g_from_one y Y1).
    set (v := / y). assert (V : 0 < v) by (apply Rinv_0_lt_compat; lra).
    assert (vy : v * y = 1) by (unfold v; field; lra). assert (v1 : v <= 1) by nra.
    replace (2 / 3 * v * (z - y)) with (2 / 3 * (v * z - 1)) by (replace 1 with (v * y) by exact vy; ring).
    assert (lv : ln v = - ln y) by (unfold v; rewrite ln_Rinv; lra).
    unfold g. destruct (Rle_dec z 1) as [z1 | z1].
    + pose proof (ln_tangent v V). assert (0 <= (1 - z) * (1 - 2 / 3 * v)) by nra. nra.
    + assert (E : ln (v * z) = ln v + ln z) by (apply ln_mult; lra).
      assert (P : 0 < v * z) by nra. pose proof (ln_tangent (v * z) P). lra.
Qed.

Lemma g_gap_R y r :
  1 <= y -> 0 <= r -> r <= 1 -> (1 - r) * (1 - r) <= 3 * (g y + kappa y * (y * r - y) - g (y * r)).
Proof.
  intros Y R0 R1. rewrite (g_from_one y Y). unfold kappa. destruct (Rlt_dec y 1); [lra |].
  replace (2 / 3 * / y * (y * r - y)) with (2 / 3 * (r - 1)) by (field; lra).
  unfold g. destruct (Rle_dec (y * r) 1) as [s1 | s1].
  - (* y r <= 1: with s = y r and v = 1/y, concave in s between 0 and 1 *)
    set (s := y * r) in *. set (v := / y). assert (V : 0 < v) by (apply Rinv_0_lt_compat; lra).
    assert (vy : v * y = 1) by (unfold v; field; lra). assert (v1 : v <= 1) by nra.
    assert (s0 : 0 <= s) by (unfold s; nra).
    assert (rs : r = s * v) by (unfold s; replace (y * r * v) with (v * y * r) by ring; rewrite vy; ring).
    assert (lv : ln v = - ln y) by (unfold v; rewrite ln_Rinv; lra).
    pose proof (ln_gap v V v1) as L. rewrite lv, Ropp_involutive in L. rewrite rs.
    assert (K : 3 * (1 + 2 / 3 * ((1 - v) + (1 - v) * (1 - v) / 2) + 2 / 3 * (s * v - 1) - s)
                - (1 - s * v) * (1 - s * v)
                = (1 - s) * (2 * (1 - v) + (1 - v) * (1 - v)) + v * v * s * (1 - s)) by field.
    assert (0 <= (1 - s) * (2 * (1 - v) + (1 - v) * (1 - v))) by (apply Rmult_le_pos; nra).
    assert (0 <= v * v * s * (1 - s)) by (repeat apply Rmult_le_pos; lra).
    lra.
  - assert (r0 : 0 < r) by nra. rewrite ln_mult by lra.
    pose proof (ln_gap r r0 R1). lra.
Qed.

Proposition g_is_concave_enough : concave_enough (F := Real) g kappa.
Proof.
  split.
  - intros y. rewrite !Rle_num. cbn. intro H. unfold g. destruct (Rle_dec y 1); [lra |].
    pose proof (ln_nonneg y). lra.
  - intros y. rewrite !Rle_num. exact (g_below_R y).
  - intros y. rewrite !Rle_num. cbn. intro H. unfold kappa. destruct (Rlt_dec y 1); [lra |].
    assert (0 < / y) by (apply Rinv_0_lt_compat; lra). lra.
  - intros y z. rewrite !Rle_num. intros Y Z. exact (g_tangent_R y z Y Z).
  - intros y r. rewrite !Rle_num. cbn. intros Y R0 R1.
    replace (1 + (1 + 1)) with 3 by ring. exact (g_gap_R y r Y R0 R1).
Qed.
