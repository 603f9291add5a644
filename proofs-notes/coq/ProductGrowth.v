(** * Product growth, refuted

    Claim product-growth (proofs-notes/trajectories.md): "the expected product of 1 + theta is O(N^2)" is false. On
    two coins it is at least (2/3)(21/16)^N: while the odds are 3^k, |k| <= 2, both coins are collected and theta is
    1/2, and [value] is an eigenvector of the walk of k, weighted with the product, to the eigenvalue 21/16. *)

From Coq Require Import QArith Qcanon Bool List Arith Lia.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention QuerySum Rationals Evaluate Classes
  Examples.
Import ListNotations.
Local Open Scope num_scope.

Notation fr := fraction.
Notation coin x l := (bayes (F := Rational) (fraction x) (iid l)).
Ltac constants := apply Qc_is_canon; vm_compute; reflexivity.

(** ** Step 1: the process. At node k = 1 … 5 the weights of low and high are as [low k] to [high k]. *)

Definition low (k : nat) : Q := nth k [0; 9; 3; 1; 1; 1; 0]%Q 0%Q.
Definition high (k : nat) : Q := nth k [0; 1; 1; 1; 3; 9; 0]%Q 0%Q.

(** Step 3: the eigenvector; 0 where one coin is left. *)
Definition value (k : nat) : Q := nth k [0; 1 # 6; 1 # 2; 1; 3 # 2; 3 # 2; 0]%Q 0%Q.

Definition at_odds (k : nat) (h : history) : Prop :=
  exists u : Rational, 0 < u /\
    weight two_coins h 0 = u * fr (low k) /\ weight two_coins h 1 = u * fr (high k).

Definition coins (k : nat) : class Rational :=
  Class (F := Rational) 2 1 [coin (low k) [3 # 4; 1 # 4]; coin (high k) [1 # 4; 3 # 4]]
    0 (fraction (1 # 10)) true nothing_to_see.

Section TwoCoins.
  Add Field Rational_field : (@field_laws Rational Rational_laws).
  Notation C := two_coins.
  Let V := two_coins_valid.

  Lemma top_at_odds k h : at_odds k h -> top C h = top (coins k) [].
  Proof.
    intros [u [P [W0 W1]]]. apply (top_scale C (coins k) h [] u P); try reflexivity.
    intros [| [| i]]; [exact W0 | exact W1 |].
    rewrite (weight_beyond C) by (cbn; lia).
    replace (weight (coins k) [] (S (S i))) with (0 : Rational) by (destruct i; reflexivity). ring.
  Qed.

  Lemma agreed_at_odds k h a : at_odds k h -> agreed C h a = agreed (coins k) [] a.
  Proof.
    intro A. unfold agreed. rewrite (top_at_odds k h A). destruct (top (coins k) []) as [| i l]; [reflexivity |].
    assert (E : forall j, predicted C j h a = predicted (coins k) j [] a).
    { intros [| [| j]]; [reflexivity | reflexivity | destruct j; reflexivity]. }
    rewrite E. induction l as [| j l IH]; [reflexivity |]. cbn [fold_right]. rewrite IH, E. reflexivity.
  Qed.

  Ltac five k H := destruct k as [| [| [| [| [| [| k]]]]]]; try (exfalso; lia).

  Lemma theta_at_odds k h : (1 <= k <= 5)%nat -> at_odds k h -> theta C h = fr (1 # 2).
  Proof.
    intros K A. transitivity (theta (coins k) []).
    - unfold theta. f_equal. apply sum_ext. intros a _. apply agreed_at_odds, A.
    - clear A. five k K; constants.
  Qed.

  (** A queried tails moves one down, a queried heads one up. *)
  Definition move (k : nat) (s : step) : nat :=
    if asked s then (if Nat.eqb (did s) 0 then pred k else S k) else k.

  Lemma moves k h s :
    (1 <= k <= 5)%nat -> at_odds k h -> In (did s) (actions C) ->
    (1 <= move k s <= 5)%nat -> at_odds (move k s) (s :: h).
  Proof.
    intros K [u [P [W0 W1]]] I J. destruct s as [q a o]. unfold move in *. cbn [asked did] in *.
    destruct q; [| exists u; auto].
    assert (E : forall x y z : Rational, y * z = x -> u * y * z = u * x) by (intros x y z <-; ring).
    assert (pos : forall c : Rational, 0 < c -> 0 < u * c) by (intros; apply mul_pos; assumption).
    destruct I as [<- | [<- | []]]; cbn [Nat.eqb] in *.
    - (* tails: low gains a factor 3 *)
      five k K; try (exfalso; cbn in J; lia); cbn [pred];
        [exists (u * fr (1 # 4)) | exists (u * fr (1 # 4)) | exists (u * fr (3 # 4)) | exists (u * fr (3 # 4))];
        (split; [apply pos; reflexivity |]); cbn [weight asked did]; rewrite W0, W1;
        (split; (etransitivity; [apply E; reflexivity | symmetry; etransitivity; [apply E; reflexivity | constants]])).
    - five k K; try (exfalso; cbn in J; lia);
        [exists (u * fr (3 # 4)) | exists (u * fr (3 # 4)) | exists (u * fr (1 # 4)) | exists (u * fr (1 # 4))];
        (split; [apply pos; reflexivity |]); cbn [weight asked did]; rewrite W0, W1;
        (split; (etransitivity; [apply E; reflexivity | symmetry; etransitivity; [apply E; reflexivity | constants]])).
  Qed.

  Definition rho : Rational := fr (21 # 16).
  Definition bound (n k : nat) (h : history) : Rational := fr (2 # 3) * rho ^ n * (fr (value k) * product C h).

  Lemma product_nonneg h : 0 <= product C h.
  Proof.
    induction h as [| s h IH]; [reflexivity |]. cbn [product along]. apply mul_nonneg; [| exact IH].
    pose proof (theta_nonneg C V h). pose proof (one_nonneg (F := Rational)). nonneg.
  Qed.

  Lemma rho_nonneg n : 0 <= rho ^ n.
  Proof. apply pow_nonneg. reflexivity. Qed.

  (** ** Step 4: the lower bound, by induction *)

  Lemma product_from n k h :
    (k = 0 \/ k = 6 \/ (1 <= k <= 5 /\ at_odds k h))%nat -> bound n k h <= expect C n (product C) h.
  Proof.
    revert k h. induction n as [| n IH]; intros k h K.
    - cbn [expect]. unfold bound. pose proof (product_nonneg h).
      assert (L : 0 <= 1 - fr (2 # 3) * fr (value k)).
      { destruct K as [-> | [-> | [K _]]]; [reflexivity | reflexivity |]. five k K; reflexivity. }
      apply (of_diff ((1 - fr (2 # 3) * fr (value k)) * product C h)); [nonneg | cbn [pow]; ring].
    - assert (zero : value k = 0%Q -> bound (S n) k h <= expect C (S n) (product C) h).
      { intro Z. apply le_trans with (0 : Rational).
        - unfold bound. rewrite Z. change (fr 0) with (0 : Rational). apply (of_diff 0); [reflexivity | ring].
        - rewrite <- (expect_const C V (S n) 0 h). apply expect_le; [exact V | apply product_nonneg]. }
      destruct K as [-> | [-> | [K A]]]; [apply zero; reflexivity | apply zero; reflexivity |]. clear zero.
      cbn [expect]. pose proof (theta_at_odds k h K A) as T.
      apply le_trans with (next C h (fun s => bound n (move k s) (s :: h))).
      + change (fun s => bound n (move k s) (s :: h))
          with (fun s => fr (2 # 3) * rho ^ n * (fr (value (move k s)) * ((1 + theta C h) * product C h))).
        rewrite (next_ext C V h _ (fun s => (fr (2 # 3) * rho ^ n * ((1 + theta C h) * product C h)) *
                                            fr (value (move k s)))) by (intros; ring).
        rewrite next_mul by exact V. unfold move.
        rewrite (next_unseen C V h (fun q a => fr (value (if q then if Nat.eqb a 0 then pred k else S k else k)))).
        rewrite sum_mul_r, agreed_sum, T.
        assert (E : (1 - fr (1 # 2)) * fr (value k) +
                    fr (1 # 2) * sum (actions C) (fun a => mu C h a * fr (value (if Nat.eqb a 0 then pred k else S k)))
                    = fr (7 # 8) * fr (value k)).
        { clear A T. five k K; constants. }
        rewrite E. unfold bound. cbn [pow].
        apply (of_diff 0); [reflexivity |].
        replace rho with ((1 + fr (1 # 2)) * fr (7 # 8)) at 2 by constants. ring.
      + apply next_le; [exact V |]. intros s [I _]. apply IH.
        assert (J : (move k s = 0 \/ move k s = 6 \/ 1 <= move k s <= 5)%nat).
        { unfold move. destruct (asked s); [destruct (Nat.eqb (did s) 0) |]; lia. }
        destruct J as [J | [J | J]]; auto. right. right. split; [exact J |]. apply moves; assumption.
  Qed.

  Theorem product_growth n : fr (2 # 3) * rho ^ n <= expect C n (product C) [].
  Proof.
    eapply le_trans; [| apply (product_from n 3 [])].
    - unfold bound. apply (of_diff 0); [reflexivity |]. change (fr (value 3)) with (1 : Rational).
      cbn [product along]. ring.
    - right. right. split; [lia |]. exists (fr (1 # 2)). repeat split; constants.
  Qed.

  (** ** No quadratic bound *)

  Lemma of_nat_mul m n : of_nat (m * n) = of_nat m * of_nat n :> Rational.
  Proof.
    assert (plus : forall i j, of_nat (i + j) = of_nat i + of_nat j :> Rational).
    { intros i j. induction i as [| i IH]; cbn [of_nat Nat.add]; [ring | rewrite IH; ring]. }
    induction m as [| m IH]; cbn [of_nat Nat.mul]; [ring | rewrite plus, IH; ring].
  Qed.

  Lemma of_nat_le m n : (m <= n)%nat -> of_nat m <= (of_nat n : Rational).
  Proof.
    induction 1 as [| n _ IH]; [apply le_refl |]. eapply le_trans; [exact IH |].
    cbn [of_nat]. apply (of_diff 1); [reflexivity | ring].
  Qed.

  Lemma archimedean (c : Rational) : exists n, (10 <= n)%nat /\ c <= of_nat n.
  Proof.
    assert (E : forall n, of_nat n = fr (Z.of_nat n # 1)).
    { induction n as [| n IH]; [reflexivity |]. cbn [of_nat]. rewrite IH. apply Qc_is_canon.
      change (Qred (Qred 1 + Qred (Z.of_nat n # 1)) == Qred (Z.of_nat (S n) # 1))%Q. rewrite !Qred_correct.
      unfold Qeq, Qplus. cbn [Qnum Qden]. rewrite Nat2Z.inj_succ. lia. }
    exists (10 + Z.to_nat (Qnum (this c)))%nat. split; [lia |]. rewrite E. apply Qle_num.
    change (this c <= Qred (Z.of_nat (10 + Z.to_nat (Qnum (this c))) # 1))%Q. rewrite Qred_correct.
    unfold Qle. cbn -[Z.of_nat]. pose proof (Pos2Z.is_pos (Qden (this c))). nia.
  Qed.

  Lemma cube_below_power m : (10 <= m)%nat -> (m * m * m <= 2 ^ m)%nat.
  Proof.
    induction 1 as [| m L IH]; [vm_compute; lia |]. rewrite Nat.pow_succ_r'. nia.
  Qed.

  (** [claim product-growth]: for no constant is the expected product at most that times N^2. *)
  Theorem product_growth_refuted :
    ~ exists c : Rational, forall n, expect C n (product C) [] <= c * (of_nat n * of_nat n).
  Proof.
    intros [c H]. destruct (archimedean (of_nat 14 * c)) as [m [M L]].
    specialize (H (3 * m)%nat). pose proof (product_growth (3 * m)) as G.
    assert (P : of_nat (m * m * m) <= rho ^ (3 * m)).
    { eapply le_trans; [apply of_nat_le, cube_below_power, M |]. clear.
      assert (R : of_nat 2 <= rho ^ 3) by reflexivity.
      assert (E : rho ^ (3 * m) = (rho ^ 3) ^ m).
      { induction m as [| m IH]; [reflexivity |]. replace (3 * S m)%nat with (S (S (S (3 * m)))) by lia.
        change (rho ^ S (S (S (3 * m)))) with (rho * (rho * (rho * rho ^ (3 * m)))).
        change ((rho ^ 3) ^ S m) with (rho * (rho * (rho * 1)) * (rho ^ 3) ^ m). rewrite IH. ring. }
      rewrite E. clear E. revert R. generalize (rho ^ 3). intros r R.
      assert (r_nonneg : 0 <= r) by (eapply le_trans; [| exact R]; reflexivity).
      induction m as [| m IH]; [reflexivity |]. rewrite Nat.pow_succ_r', of_nat_mul. cbn [pow].
      apply le_trans with (of_nat 2 * r ^ m).
      - apply mul_le_l; [reflexivity | exact IH].
      - apply mul_le_r; [apply pow_nonneg, r_nonneg | exact R]. }
    rewrite !of_nat_mul in P. rewrite of_nat_mul in H.
    assert (N : 0 < (of_nat m : Rational)) by (destruct m; [lia | apply of_nat_pos]).
    set (x := of_nat m : Rational) in *.
    (* (2/3) x^3 <= 9 c x^2, but 14 c <= x *)
    assert (A : fr (2 # 3) * (x * x * x) <= c * (of_nat 3 * x * (of_nat 3 * x))).
    { eapply le_trans; [| exact H]. eapply le_trans; [| exact G]. apply mul_le_l; [reflexivity | exact P]. }
    assert (D : fr (2 # 3) * x <= of_nat 9 * c).
    { apply (mul_le_inv (x * x)); [apply mul_pos; exact N |].
      eapply le_trans; [| eapply le_trans; [exact A |]]; apply (of_diff 0); (reflexivity || (cbn [of_nat]; ring)). }
    apply (lt_not_le _ _ N). apply (mul_le_inv (fr (1 # 42))); [reflexivity |].
    (* 2/3 x <= 9 c <= 9/14 x *)
    apply (of_diff ((of_nat 9 * c - fr (2 # 3) * x) + fr (9 # 14) * (x - of_nat 14 * c))).
    - assert (0 <= fr (9 # 14)) by reflexivity. nonneg.
    - replace (of_nat 14 * c) with (fr 14 * c) by (f_equal; constants).
      replace (of_nat 9 * c) with (fr (9 # 14) * (fr 14 * c))
        by (replace (fr (9 # 14) * (fr 14 * c)) with ((fr (9 # 14) * fr 14) * c) by ring; f_equal; constants).
      replace (fr (1 # 42)) with (fr (2 # 3) - fr (9 # 14)) by constants. ring.
  Qed.
End TwoCoins.
