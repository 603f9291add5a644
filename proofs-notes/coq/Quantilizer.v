(** * That there are quantilizers

    Claim quantilizer (proofs-notes/uses.md): there is one of every base, with equals sharing in proportion to it; and of
    a base that is close to the truth, but by no ratio, one that surely does what the truth never does. *)

From Coq Require Import Bool List Arith Lia.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Uses Costs.
Import ListNotations.
Local Open Scope num_scope.

Section Quantilizer.
  Context {F : Num} {laws : ordered_field F}.
  Add Field F_field : (@field_laws F laws).

  Lemma positive_term (l : list action) (f : action -> F) : 0 < sum l f -> exists a, In a l /\ 0 < f a.
  Proof.
    induction l as [| i l IH]; cbn [sum]; intro P; [exfalso; exact (lt_irrefl _ P) |].
    destruct (le_lt_dec (f i) 0) as [N | Q]; [| exists i; split; [left; reflexivity | exact Q]].
    destruct IH as [a [I A]]; [| exists a; split; [right; exact I | exact A]].
    eapply lt_le_trans; [exact P |]. apply (of_diff (0 - f i)); [apply sub_nonneg, N | ring].
  Qed.

  (** ** The best of a base, up to a total: the best action first, whoever is left after it *)

  Lemma best_of (l : list action) (utility : action -> F) :
    l <> [] -> exists i, In i l /\ forall j, In j l -> utility j <= utility i.
  Proof.
    induction l as [| i l IH]; [congruence |]. intros _. destruct l as [| k l].
    - exists i. split; [left; reflexivity |]. intros j [<- | []]. apply le_refl.
    - destruct IH as [b [I B]]; [discriminate |]. destruct (le_total (utility i) (utility b)) as [L | L].
      + exists b. split; [right; exact I |]. intros j [<- | J]; [exact L | apply B, J].
      + exists i. split; [left; reflexivity |]. intros j [<- | J]; [apply le_refl | eapply le_trans; [apply B, J | exact L]].
  Qed.

  Record takes (l : list action) (base utility : action -> F) (t : F) (P : action -> F) : Prop := {
    nonneg_part : forall a, 0 <= P a;
    total_part : sum l P = t;
    at_most_part : forall a, In a l -> P a <= base a;
    best_part : forall a b, In a l -> In b l -> utility b < utility a -> 0 < P b -> P a = base a
  }.

  Lemma some_takes (base utility : action -> F) :
    (forall a, 0 <= base a) -> forall n l t,
    length l = n -> NoDup l -> 0 <= t -> t <= sum l base -> exists P, takes l base utility t P.
  Proof.
    intro base0. induction n as [| n IH]; intros l t Len U t0 tl.
    { destruct l; [| discriminate]. exists (fun _ => 0). split; [intros; apply le_refl | | intros a [] | intros a b []].
      apply le_antisym; [exact t0 | exact tl]. }
    destruct (best_of l utility) as [i [I best]]; [intros ->; discriminate |].
    apply in_split in I as [l1 [l2 ->]].
    destruct (NoDup_remove l1 l2 i U) as [U' N]. set (rest := (l1 ++ l2)%list) in *.
    assert (split_ : forall a, In a (l1 ++ i :: l2)%list -> a = i \/ (a <> i /\ In a rest)).
    { intros a A. destruct (Nat.eq_dec a i) as [E | E]; [left; exact E | right]. split; [exact E |].
      unfold rest. apply in_app_or in A. apply in_or_app. destruct A as [A | [A | A]]; auto. congruence. }
    assert (sum_ : forall f : action -> F, sum (l1 ++ i :: l2)%list f = f i + sum rest f).
    { intro f. unfold rest. rewrite !sum_app. cbn [sum]. ring. }
    assert (off : forall (P : action -> F) x, sum rest (fun a => if Nat.eqb a i then x else P a) = sum rest P).
    { intros P x. apply sum_ext. intros a A. destruct (Nat.eqb_spec a i) as [-> | _]; [contradiction | reflexivity]. }
    destruct (le_lt_dec t (base i)) as [L | L].
    - exists (fun a => if Nat.eqb a i then t else 0). split.
      + intro a. destruct (Nat.eqb a i); [exact t0 | apply le_refl].
      + rewrite sum_, Nat.eqb_refl, (off (fun _ => 0)), sum_zero by reflexivity. ring.
      + intros a _. destruct (Nat.eqb_spec a i) as [-> | _]; [exact L | apply base0].
      + intros a b A _ W B. exfalso. destruct (Nat.eqb_spec b i) as [-> | _]; [| exact (lt_irrefl _ B)].
        exact (lt_not_le _ _ W (best a A)).
    - destruct (IH rest (t - base i)) as [P [P0 Pt Pm Pb]].
      + unfold rest. rewrite app_length in *. cbn [length] in Len. lia.
      + exact U'.
      + apply sub_nonneg, lt_le, L.
      + rewrite sum_ in tl. apply (of_diff (base i + sum rest base - t)); [apply sub_nonneg, tl | ring].
      + exists (fun a => if Nat.eqb a i then base i else P a). split.
        * intro a. destruct (Nat.eqb a i); [apply base0 | apply P0].
        * rewrite sum_, Nat.eqb_refl, off, Pt. ring.
        * intros a A. destruct (Nat.eqb_spec a i) as [-> | E]; [apply le_refl |].
          apply Pm. destruct (split_ a A) as [| [_ A']]; [congruence | exact A'].
        * intros a b A B W Q. destruct (Nat.eqb_spec a i) as [-> | E]; [reflexivity |].
          destruct (split_ a A) as [| [_ A']]; [congruence |].
          destruct (split_ b B) as [-> | [E' B']]; [exfalso; exact (lt_not_le _ _ W (best a A)) |].
          destruct (Nat.eqb_spec b i) as [| _]; [congruence |]. exact (Pb a b A' B' W Q).
  Qed.

  (** ** Equals share in proportion *)

  Section Shared.
    Variables (n : nat) (base utility : action -> F) (q : F) (Q : action -> F).
    Hypotheses (base0 : forall a, 0 <= base a) (q0 : 0 < q) (H : quantilizer_of n base utility q Q).
    Notation l := (seq 0 n).

    Definition tied (a b : action) : bool := leb (utility a) (utility b) && leb (utility b) (utility a).

    Lemma tied_spec a b : tied a b = true <-> utility a = utility b.
    Proof.
      unfold tied. rewrite andb_true_iff. split; [intros [L M]; apply le_antisym; assumption |].
      intros ->. split; apply le_refl.
    Qed.

    (** What a function sums to over the equals of an action. *)
    Definition level (f : action -> F) (a : action) : F := sum l (fun b => if tied a b then f b else 0).
    Definition rate (a : action) : F := if num_eq_dec (level base a) 0 then 0 else 1 / level base a.
    Definition shared (a : action) : F := base a * (level Q a * rate a).

    Lemma tied_ext a b c : utility a = utility b -> tied a c = tied b c.
    Proof. unfold tied. intros ->. reflexivity. Qed.

    Lemma level_ext f a b : utility a = utility b -> level f a = level f b.
    Proof. intro E. apply sum_ext. intros c _. rewrite (tied_ext a b c E). reflexivity. Qed.

    Lemma rate_ext a b : utility a = utility b -> rate a = rate b.
    Proof. intro E. unfold rate. rewrite (level_ext base a b E). reflexivity. Qed.

    Lemma level_nonneg f a : (forall b, 0 <= f b) -> 0 <= level f a.
    Proof. intro P. apply sum_nonneg. intros b _. destruct (tied a b); [apply P | apply le_refl]. Qed.

    Lemma level_at_least f a : (forall b, 0 <= f b) -> (a < n)%nat -> f a <= level f a.
    Proof.
      intros P L. assert (T : tied a a = true) by (apply tied_spec; reflexivity).
      eapply le_trans; [| apply (sum_one_le l (fun b => if tied a b then f b else 0) a)].
      - rewrite T. apply le_refl.
      - intros b _. destruct (tied a b); [apply P | apply le_refl].
      - apply in_seq. lia.
    Qed.

    Lemma rate_nonneg a : 0 <= rate a.
    Proof.
      unfold rate. destruct (num_eq_dec (level base a) 0) as [| N]; [apply le_refl |].
      apply div_nonneg; [apply one_nonneg |]. apply le_neq_lt; [apply level_nonneg, base0 | exact N].
    Qed.

    Lemma nothing_of_nothing a : (a < n)%nat -> level base a = 0 -> base a = 0 /\ Q a = 0.
    Proof.
      intros L Z. assert (B : base a = 0).
      { apply le_antisym; [rewrite <- Z; apply level_at_least; assumption | apply base0]. }
      split; [exact B |]. apply le_antisym; [| apply (takes_nonneg _ _ _ _ _ H)].
      apply (mul_le_inv q); [exact q0 |]. pose proof (takes_at_most _ _ _ _ _ H a L) as M. rewrite B in M.
      apply (of_diff (0 - Q a * q)); [apply sub_nonneg, M | ring].
    Qed.

    Lemma level_at_most a : level Q a * q <= level base a.
    Proof.
      unfold level. rewrite <- sum_mul_r. apply sum_le. intros b I. apply in_seq in I.
      destruct (tied a b); [apply (takes_at_most _ _ _ _ _ H b); lia | apply (of_diff 0); [apply le_refl | ring]].
    Qed.

    Lemma shared_is_one : quantilizer_of n base utility q shared.
    Proof.
      pose proof (takes_nonneg _ _ _ _ _ H) as Q0. split.
      - intro a. pose proof (base0 a). pose proof (rate_nonneg a). pose proof (level_nonneg Q a Q0).
        unfold shared. nonneg.
      - rewrite <- (takes_all _ _ _ _ _ H). unfold shared.
        rewrite (sum_ext l _ (fun a => sum l (fun b => if tied a b then Q b * (base a * rate a) else 0))).
        2: { intros a _. unfold level. rewrite <- sum_mul_r, <- sum_mul_l. apply sum_ext. intros b _.
             destruct (tied a b); ring. }
        rewrite sum_swap. apply sum_ext. intros b I. apply in_seq in I.
        transitivity (Q b * (rate b * level base b)).
        + unfold level. rewrite <- !sum_mul_l. apply sum_ext. intros a _.
          assert (S : tied b a = tied a b) by (unfold tied; apply andb_comm). rewrite S.
          destruct (tied a b) eqn:E; [| ring]. apply tied_spec in E. rewrite (rate_ext a b E). ring.
        + unfold rate. destruct (num_eq_dec (level base b) 0) as [Z | N]; [| field; exact N].
          rewrite (proj2 (nothing_of_nothing b ltac:(lia) Z)). ring.
      - intros a L. unfold shared, rate. destruct (num_eq_dec (level base a) 0) as [Z | N].
        + apply (of_diff (base a)); [apply base0 | ring].
        + assert (P : 0 < level base a) by (apply le_neq_lt; [apply level_nonneg, base0 | exact N]).
          pose proof (level_at_most a) as M. pose proof (base0 a) as b0.
          apply (of_diff (base a * ((level base a - level Q a * q) / level base a))); [| field; exact N].
          apply mul_nonneg; [exact b0 |]. apply div_nonneg; [apply sub_nonneg, M | exact P].
      - intros a b A B W P. unfold shared at 1. unfold rate.
        destruct (num_eq_dec (level base a) 0) as [Z | N]; [rewrite (proj1 (nothing_of_nothing a A Z)); ring |].
        assert (full : level Q a * q = level base a).
        { assert (some : exists c, In c l /\ 0 < (if tied b c then Q c else 0)).
          { apply positive_term. change (0 < level Q b). apply le_neq_lt; [apply level_nonneg, Q0 |]. intro Z.
            unfold shared in P. rewrite Z in P. apply (lt_irrefl (0 : F)). eapply lt_le_trans; [exact P |].
            apply (of_diff 0); [apply le_refl | ring]. }
          destruct some as [c [I c0]]. apply in_seq in I.
          destruct (tied b c) eqn:E; [| exfalso; exact (lt_irrefl _ c0)]. apply tied_spec in E.
          unfold level. rewrite <- sum_mul_r. apply sum_ext. intros d D. apply in_seq in D.
          destruct (tied a d) eqn:T; [| ring]. apply tied_spec in T.
          apply (takes_the_best _ _ _ _ _ H d c); try lia; [| exact c0]. rewrite <- T, <- E. exact W. }
        rewrite <- full in N |- *. assert (qn : q <> 0) by (apply lt_neq, q0).
        assert (ln : level Q a <> 0) by (intro Z; apply N; rewrite Z; ring). field. split; assumption.
    Qed.

    Lemma shared_in_proportion a b : utility a = utility b -> shared a * base b = shared b * base a.
    Proof. intro E. unfold shared. rewrite (level_ext Q a b E), (rate_ext a b E). ring. Qed.
  End Shared.

  (** [claim quantilizer], part (a): every base has a quantilizer in which equals share in proportion to it. *)
  Theorem quantilizer_exists n (base utility : action -> F) q :
    (forall a, 0 <= base a) -> 0 < q -> q <= 1 ->
    exists Q, quantilizer_of n base utility q Q /\
              forall a b, utility a = utility b -> Q a * base b = Q b * base a.
  Proof.
    intros base0 q0 q1. assert (qn : q <> 0) by (apply lt_neq, q0).
    assert (s0 : 0 <= sum (seq 0 n) base) by (apply sum_nonneg; auto).
    destruct (some_takes base utility base0 (length (seq 0 n)) (seq 0 n) (q * sum (seq 0 n) base)) as [P [P0 Pt Pm Pb]].
    - reflexivity.
    - apply seq_NoDup.
    - apply mul_nonneg; [apply lt_le, q0 | exact s0].
    - pose (s := sum (seq 0 n) base). change (q * s <= s). apply (of_diff ((1 - q) * s)); [| ring].
      apply mul_nonneg; [apply sub_nonneg, q1 | exact s0].
    - assert (H : quantilizer_of n base utility q (fun a => P a / q)).
      { split.
        - intro a. apply div_nonneg; [apply P0 | exact q0].
        - pose (s := sum (seq 0 n) base). change (sum (seq 0 n) P = q * s) in Pt.
          change (sum (seq 0 n) (fun a => P a * inv q) = s). rewrite sum_mul_r, Pt. field. exact qn.
        - intros a L. replace (P a / q * q) with (P a) by (field; exact qn). apply Pm, in_seq. lia.
        - intros a b A B W Q. replace (P a / q * q) with (P a) by (field; exact qn).
          apply (Pb a b); [apply in_seq; lia | apply in_seq; lia | exact W |].
          apply le_neq_lt; [apply P0 |]. intro Z. rewrite Z in Q. apply (lt_irrefl (0 : F)).
          eapply lt_le_trans; [exact Q |]. apply (of_diff 0); [apply le_refl | field; exact qn]. }
      eexists. split; [exact (shared_is_one n base utility q _ base0 q0 H) |].
      intros a b E. apply shared_in_proportion, E.
  Qed.

  (** ** A base that is close, but by no ratio *)

  Lemma magnitude_of (x : F) : 0 <= x -> magnitude x = x /\ magnitude (0 - x) = x.
  Proof.
    intro P. assert (N : 0 - x <= x) by (apply (of_diff (x + x)); [nonneg | ring]). unfold magnitude, max. split.
    - destruct (leb x (0 - x)) eqn:E; [| reflexivity]. apply le_antisym; [exact N | exact E].
    - replace (0 - (0 - x)) with x by ring. unfold le in N. rewrite N. reflexivity.
  Qed.

  (** [claim quantilizer], part (c): for every truth [mu] on [n] actions, and one more that it never takes, every [d] up
      to 1 and [q] up to [d], there is a base at distance [2 d] from [mu] whose quantilizer surely takes that one. *)
  Theorem quantilizer_of_close n (mu : action -> F) d q :
    law n mu -> mu n = 0 -> 0 < q -> q <= d -> d <= 1 ->
    exists base utility Q : action -> F,
      law (S n) base /\ distance (S n) base mu = d + d /\ quantilizer_of (S n) base utility q Q /\ Q n = 1.
  Proof.
    intros [mu0 mu1] never q0 qd d1. assert (d0 : 0 <= d) by (eapply le_trans; [apply lt_le, q0 | exact qd]).
    assert (r0 : 0 <= 1 - d) by (apply sub_nonneg, d1).
    set (only := fun a => if Nat.eqb a n then 1 else 0 : F).
    assert (only_n : only n = 1) by (unfold only; rewrite Nat.eqb_refl; reflexivity).
    assert (only_not : forall a, a <> n -> only a = 0).
    { intros a N. unfold only. destruct (Nat.eqb_spec a n); [contradiction | reflexivity]. }
    assert (only0 : forall a, 0 <= only a).
    { intro a. unfold only. destruct (Nat.eqb a n); [apply one_nonneg | apply le_refl]. }
    assert (split_ : forall f : action -> F, sum (seq 0 (S n)) f = sum (seq 0 n) f + f n).
    { intro f. rewrite seq_S, sum_app. cbn [sum]. rewrite Nat.add_0_l. ring. }
    set (base := fun a => (1 - d) * mu a + d * only a).
    assert (base_n : base n = d) by (unfold base; rewrite never, only_n; ring).
    assert (base_not : forall a, In a (seq 0 n) -> a <> n /\ base a = (1 - d) * mu a).
    { intros a I. apply in_seq in I. split; [lia |]. unfold base. rewrite only_not by lia. ring. }
    assert (sum_only : sum (seq 0 (S n)) only = 1).
    { rewrite split_, sum_zero, only_n; [ring |]. intros a I. apply only_not, base_not, I. }
    assert (sum_base : sum (seq 0 (S n)) base = 1).
    { rewrite split_, base_n, (sum_ext (seq 0 n) base (fun a => (1 - d) * mu a)).
      - rewrite sum_mul_l, mu1. ring.
      - intros a I. apply base_not, I. }
    exists base, only, only. split; [split; [| exact sum_base] |].
    { intro a. unfold base. specialize (mu0 a). specialize (only0 a). nonneg. }
    split; [| split; [split |]].
    - unfold distance. rewrite split_, base_n, never. replace (d - 0) with d by ring.
      rewrite (proj1 (magnitude_of d d0)), (sum_ext (seq 0 n) _ (fun a => d * mu a)).
      + rewrite sum_mul_l, mu1. ring.
      + intros a I. rewrite (proj2 (base_not a I)). specialize (mu0 a).
        replace ((1 - d) * mu a - mu a) with (0 - d * mu a) by ring. apply magnitude_of. nonneg.
    - exact only0.
    - rewrite sum_only, sum_base. reflexivity.
    - intros a L. destruct (Nat.eq_dec a n) as [-> | N].
      + rewrite only_n, base_n. apply (of_diff (d - q)); [apply sub_nonneg, qd | ring].
      + rewrite (only_not a N). unfold base. rewrite (only_not a N). specialize (mu0 a).
        apply (of_diff ((1 - d) * mu a)); [nonneg | ring].
    - intros a b A B W P. exfalso. destruct (Nat.eq_dec b n) as [-> | N].
      + rewrite only_n in W. apply (lt_not_le _ _ W). unfold only.
        destruct (Nat.eqb a n); [apply le_refl | apply one_nonneg].
      + rewrite (only_not b N) in P. exact (lt_irrefl _ P).
    - exact only_n.
  Qed.
End Quantilizer.
