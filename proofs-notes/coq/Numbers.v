(** * Numbers

    The process is defined over any type of numbers with the usual operations, [Num]: so the same definitions
    compute (on rationals) and are proved about (in every ordered field: rationals and reals alike). What a proof
    may use of the numbers is [ordered_field], a hypothesis and not an axiom.

    Linear arithmetic is done by hand: [of_diff d] proves [x <= y] from [0 <= d] and [y - x = d], where the first is
    found from the hypotheses at hand and the second is an identity of rings. *)

From Coq Require Import Bool List Arith Lia.
From Coq Require Export Field_theory Field.
Import ListNotations.

Record Num := {
  number :> Type;
  zero : number;
  one : number;
  add : number -> number -> number;
  mul : number -> number -> number;
  opp : number -> number;
  inv : number -> number;
  leb : number -> number -> bool
}.
Arguments zero {_}. Arguments one {_}. Arguments add {_} _ _. Arguments mul {_} _ _.
Arguments opp {_} _. Arguments inv {_} _. Arguments leb {_} _ _.

Declare Scope num_scope.
Delimit Scope num_scope with num.
Bind Scope num_scope with number.

Section Operations.
  Context {F : Num}.
  Definition sub (x y : F) : F := add x (opp y).
  Definition div (x y : F) : F := mul x (inv y).
  Definition le (x y : F) : Prop := leb x y = true.
  Definition lt (x y : F) : Prop := leb y x = false.
  Definition ltb (x y : F) : bool := negb (leb y x).
  Definition min (x y : F) : F := if leb x y then x else y.
  Definition max (x y : F) : F := if leb x y then y else x.

  Fixpoint pow (x : F) (n : nat) : F :=
    match n with 0 => one | S n => mul x (pow x n) end.

  Fixpoint of_nat (n : nat) : F :=
    match n with 0 => zero | S n => add one (of_nat n) end.

  (** The sum of [f a] over the elements [a] of a list. *)
  Fixpoint sum {A : Type} (l : list A) (f : A -> F) : F :=
    match l with [] => zero | a :: l => add (f a) (sum l f) end.
End Operations.

Notation "0" := zero : num_scope.
Notation "1" := one : num_scope.
Infix "+" := add : num_scope.
Infix "*" := mul : num_scope.
Infix "-" := sub : num_scope.
Infix "/" := div : num_scope.
Notation "- x" := (opp x) : num_scope.
Infix "^" := pow : num_scope.
Infix "<=" := le : num_scope.
Infix "<" := lt : num_scope.
Notation "x <= y <= z" := (le x y /\ le y z) : num_scope.
Local Open Scope num_scope.

(** The laws of an ordered field. *)
Class ordered_field (F : Num) : Prop := {
  field_laws : field_theory (0 : F) 1 add mul sub opp div inv eq;
  le_total : forall x y : F, x <= y \/ y <= x;
  le_trans : forall x y z : F, x <= y -> y <= z -> x <= z;
  le_antisym : forall x y : F, x <= y -> y <= x -> x = y;
  add_le : forall x y z : F, x <= y -> x + z <= y + z;
  mul_nonneg : forall x y : F, 0 <= x -> 0 <= y -> 0 <= x * y
}.

Section Laws.
  Context {F : Num} {laws : ordered_field F}.
  Add Field F_field : (@field_laws F laws).
  Implicit Types x y z d : F.

  (** ** Order *)

  Lemma le_refl x : x <= x.
  Proof. destruct (le_total x x); assumption. Qed.

  Lemma lt_le x y : x < y -> x <= y.
  Proof. unfold lt. destruct (le_total x y) as [H | H]; auto. unfold le in H. congruence. Qed.

  Lemma le_lt_dec x y : {x <= y} + {y < x}.
  Proof. unfold le, lt. destruct (leb x y); auto. Qed.

  Lemma not_le x y : ~ x <= y -> y < x.
  Proof. destruct (le_lt_dec x y); tauto. Qed.

  Lemma lt_not_le x y : x < y -> ~ y <= x.
  Proof. unfold lt, le. congruence. Qed.

  Lemma le_lt_trans x y z : x <= y -> y < z -> x < z.
  Proof. intros H K. apply not_le. intro L. apply (lt_not_le _ _ K). eapply le_trans; eassumption. Qed.

  Lemma lt_le_trans x y z : x < y -> y <= z -> x < z.
  Proof. intros H K. apply not_le. intro L. apply (lt_not_le _ _ H). eapply le_trans; eassumption. Qed.

  Lemma lt_irrefl x : ~ x < x.
  Proof. intro H. apply (lt_not_le _ _ H). apply le_refl. Qed.

  Lemma lt_neq x y : x < y -> y <> x.
  Proof. intros H E. subst. eapply lt_irrefl; eassumption. Qed.

  Lemma le_neq_lt x y : x <= y -> y <> x -> x < y.
  Proof. intros H K. apply not_le. intro L. apply K. apply le_antisym; assumption. Qed.

  Lemma ltb_lt x y : ltb x y = true <-> x < y.
  Proof. unfold ltb, lt. destruct (leb y x); simpl; split; congruence. Qed.

  Lemma ltb_ge x y : ltb x y = false <-> y <= x.
  Proof. unfold ltb, le. destruct (leb y x); simpl; split; congruence. Qed.

  Lemma num_eq_dec x y : {x = y} + {x <> y}.
  Proof.
    destruct (le_lt_dec x y) as [H | H].
    - destruct (le_lt_dec y x) as [K | K].
      + left. apply le_antisym; assumption.
      + right. intro E. apply (lt_irrefl y). rewrite E in K at 1. exact K.
    - right. intro E. subst. apply (lt_irrefl y H).
  Qed.

  (** ** Differences: every linear inequality is [0 <= d] and an identity *)

  Lemma sub_nonneg x y : x <= y -> 0 <= y - x.
  Proof. intro H. apply (add_le _ _ (- x)) in H. replace (x + - x) with (0 : F) in H by ring. exact H. Qed.

  Lemma of_diff d x y : 0 <= d -> y - x = d -> x <= y.
  Proof.
    intros H E. apply (add_le _ _ x) in H.
    replace (0 + x) with x in H by ring. replace (d + x) with y in H; [exact H |]. rewrite <- E. ring.
  Qed.

  Lemma of_diff_lt d x y : 0 < d -> y - x = d -> x < y.
  Proof.
    intros H E. apply not_le. intro K. apply (lt_not_le _ _ H).
    apply (of_diff (x - y)); [apply sub_nonneg, K |]. rewrite <- E. ring.
  Qed.

  Lemma sub_pos x y : x < y -> 0 < y - x.
  Proof.
    intro H. apply not_le. intro K. apply (lt_not_le _ _ H). apply (of_diff (0 - (y - x))); [| ring].
    apply sub_nonneg, K.
  Qed.

  Lemma add_nonneg x y : 0 <= x -> 0 <= y -> 0 <= x + y.
  Proof. intros H K. eapply le_trans; [exact K |]. apply (of_diff x); [exact H | ring]. Qed.

  Lemma add_pos_l x y : 0 < x -> 0 <= y -> 0 < x + y.
  Proof. intros H K. eapply lt_le_trans; [exact H |]. apply (of_diff y); [exact K | ring]. Qed.

  Lemma add_pos_r x y : 0 <= x -> 0 < y -> 0 < x + y.
  Proof. intros H K. eapply lt_le_trans; [exact K |]. apply (of_diff x); [exact H | ring]. Qed.

  Lemma square_nonneg x : 0 <= x * x.
  Proof.
    destruct (le_total 0 x) as [H | H]; [apply mul_nonneg; exact H |].
    replace (x * x) with ((0 - x) * (0 - x)) by ring. apply mul_nonneg; apply sub_nonneg, H.
  Qed.

  Lemma one_neq_zero : (1 : F) <> 0.
  Proof. exact (F_1_neq_0 field_laws). Qed.

  Lemma one_pos : (0 : F) < 1.
  Proof.
    apply le_neq_lt; [| exact one_neq_zero]. replace (1 : F) with (1 * 1 : F) by ring. apply square_nonneg.
  Qed.

  Lemma one_nonneg : (0 : F) <= 1.
  Proof. apply lt_le, one_pos. Qed.

  Lemma mul_eq_zero x y : x * y = 0 -> x <> 0 -> y = 0.
  Proof.
    intros E H. replace y with (inv x * (x * y)) by (field; exact H). rewrite E. ring.
  Qed.

  Lemma mul_pos x y : 0 < x -> 0 < y -> 0 < x * y.
  Proof.
    intros H K. apply le_neq_lt; [apply mul_nonneg; apply lt_le; assumption |].
    intro E. apply (lt_neq _ _ K). eapply mul_eq_zero; [exact E |]. apply lt_neq, H.
  Qed.

  Lemma inv_pos x : 0 < x -> 0 < inv x.
  Proof.
    intro H. assert (N : x <> 0) by (apply lt_neq, H).
    replace (inv x) with (x * (inv x * inv x)) by (field; exact N).
    apply mul_pos; [exact H |]. apply le_neq_lt; [apply square_nonneg |].
    intro E. apply one_neq_zero. replace (1 : F) with (x * x * (inv x * inv x)) by (field; exact N).
    rewrite E. ring.
  Qed.

  Lemma inv_nonneg x : 0 < x -> 0 <= inv x.
  Proof. intro H. apply lt_le, inv_pos, H. Qed.

  Lemma div_nonneg x y : 0 <= x -> 0 < y -> 0 <= x / y.
  Proof. intros H K. apply mul_nonneg; [exact H | apply inv_nonneg, K]. Qed.

  Lemma div_pos x y : 0 < x -> 0 < y -> 0 < x / y.
  Proof. intros H K. apply mul_pos; [exact H | apply inv_pos, K]. Qed.

  Lemma mul_le_l z x y : 0 <= z -> x <= y -> z * x <= z * y.
  Proof.
    intros H K. apply (of_diff (z * (y - x))); [| ring]. apply mul_nonneg; [exact H | apply sub_nonneg, K].
  Qed.

  Lemma mul_le_r z x y : 0 <= z -> x <= y -> x * z <= y * z.
  Proof.
    intros H K. apply (of_diff (z * (y - x))); [| ring]. apply mul_nonneg; [exact H | apply sub_nonneg, K].
  Qed.

  Lemma mul_le_inv z x y : 0 < z -> z * x <= z * y -> x <= y.
  Proof.
    intros H K. apply (mul_le_l (inv z)) in K; [| apply inv_nonneg, H].
    replace (inv z * (z * x)) with x in K by (field; apply lt_neq, H).
    replace (inv z * (z * y)) with y in K by (field; apply lt_neq, H). exact K.
  Qed.

  Lemma mul_lt_inv z x y : 0 < z -> z * x < z * y -> x < y.
  Proof.
    intros H K. apply not_le. intro L. apply (lt_not_le _ _ K). apply mul_le_l; [apply lt_le, H | exact L].
  Qed.

  Lemma add_le2 x y z t : x <= y -> z <= t -> x + z <= y + t.
  Proof.
    intros H K. apply (of_diff ((y - x) + (t - z))); [| ring]. apply add_nonneg; apply sub_nonneg; assumption.
  Qed.

  Lemma pow_nonneg x n : 0 <= x -> 0 <= x ^ n.
  Proof. intro H. induction n as [| n IH]; [apply one_nonneg | apply mul_nonneg; assumption]. Qed.

  Lemma pow_pos x n : 0 < x -> 0 < x ^ n.
  Proof. intro H. induction n as [| n IH]; [apply one_pos | apply mul_pos; assumption]. Qed.

  Lemma of_nat_nonneg n : (0 : F) <= of_nat n.
  Proof. induction n as [| n IH]; [apply le_refl | apply add_nonneg; [apply one_nonneg | exact IH]]. Qed.

  Lemma of_nat_pos n : (0 : F) < of_nat (S n).
  Proof. simpl. apply add_pos_l; [apply one_pos | apply of_nat_nonneg]. Qed.

  Lemma min_l x y : min x y <= x.
  Proof. unfold min. destruct (le_lt_dec x y) as [H | H]; unfold le, lt in H; rewrite H; [apply le_refl |].
    apply lt_le, H. Qed.

  Lemma min_r x y : min x y <= y.
  Proof. unfold min. destruct (le_lt_dec x y) as [H | H]; unfold le, lt in H; rewrite H; [exact H | apply le_refl]. Qed.

  Lemma min_cases x y : min x y = x \/ min x y = y.
  Proof. unfold min. destruct (leb x y); auto. Qed.

  Lemma max_l x y : x <= max x y.
  Proof. unfold max. destruct (le_lt_dec x y) as [H | H]; unfold le, lt in H; rewrite H; [exact H | apply le_refl]. Qed.

  Lemma max_r x y : y <= max x y.
  Proof. unfold max. destruct (le_lt_dec x y) as [H | H]; unfold le, lt in H; rewrite H; [apply le_refl |].
    apply lt_le, H. Qed.

  Lemma max_cases x y : max x y = x \/ max x y = y.
  Proof. unfold max. destruct (leb x y); auto. Qed.

  (** ** Sums over lists *)

  Section Sums.
    Context {A : Type}.
    Implicit Types (l : list A) (f g : A -> F).

    Lemma sum_ext l f g : (forall a, In a l -> f a = g a) -> sum l f = sum l g.
    Proof.
      induction l as [| a l IH]; intro H; [reflexivity |].
      cbn. rewrite (H a) by (left; reflexivity). rewrite IH; [reflexivity |]. intros b K. apply H. right. exact K.
    Qed.

    Lemma sum_le l f g : (forall a, In a l -> f a <= g a) -> sum l f <= sum l g.
    Proof.
      induction l as [| a l IH]; intro H; [apply le_refl |].
      cbn. apply add_le2; [apply H; left; reflexivity |]. apply IH. intros b K. apply H. right. exact K.
    Qed.

    Lemma sum_zero l f : (forall a, In a l -> f a = 0) -> sum l f = 0.
    Proof.
      induction l as [| a l IH]; intro H; [reflexivity |]. cbn.
      rewrite (H a) by (left; reflexivity). rewrite IH; [ring |]. intros b K. apply H. right. exact K.
    Qed.

    Lemma sum_nonneg l f : (forall a, In a l -> 0 <= f a) -> 0 <= sum l f.
    Proof.
      intro H. rewrite <- (sum_zero l (fun _ => 0)) by reflexivity. apply sum_le. exact H.
    Qed.

    Lemma sum_add l f g : sum l (fun a => f a + g a) = sum l f + sum l g.
    Proof. induction l as [| a l IH]; cbn; [ring |]. rewrite IH. ring. Qed.

    Lemma sum_sub l f g : sum l (fun a => f a - g a) = sum l f - sum l g.
    Proof. induction l as [| a l IH]; cbn; [ring |]. rewrite IH. ring. Qed.

    Lemma sum_mul_l l f x : sum l (fun a => x * f a) = x * sum l f.
    Proof. induction l as [| a l IH]; cbn; [ring |]. rewrite IH. ring. Qed.

    Lemma sum_mul_r l f x : sum l (fun a => f a * x) = sum l f * x.
    Proof. induction l as [| a l IH]; cbn; [ring |]. rewrite IH. ring. Qed.

    Lemma sum_one_le l f a : (forall b, In b l -> 0 <= f b) -> In a l -> f a <= sum l f.
    Proof.
      induction l as [| b l IH]; intros H K; [destruct K |]. cbn. destruct K as [-> | K].
      - apply (of_diff (sum l f)); [| ring]. apply sum_nonneg. intros c L. apply H. right. exact L.
      - eapply le_trans; [apply IH; [| exact K]; intros c L; apply H; right; exact L |].
        apply (of_diff (f b)); [| ring]. apply H. left. reflexivity.
    Qed.

    Lemma sum_app l l' f : sum (l ++ l') f = sum l f + sum l' f.
    Proof. induction l as [| a l IH]; cbn; [ring |]. rewrite IH. ring. Qed.
  End Sums.

  Lemma sum_swap {A B : Type} (l : list A) (k : list B) (f : A -> B -> F) :
    sum l (fun a => sum k (f a)) = sum k (fun b => sum l (fun a => f a b)).
  Proof.
    induction l as [| a l IH]; cbn; [symmetry; apply sum_zero; reflexivity |].
    rewrite IH, <- sum_add. reflexivity.
  Qed.

  (** The sum over a list of numbers without repetition of what is 0 except at one of them. *)
  Lemma sum_at l (f : nat -> F) i :
    NoDup l -> In i l -> sum l (fun j => if Nat.eqb j i then f j else 0) = f i.
  Proof.
    induction l as [| j l IH]; intros U K; [destruct K |]. inversion U as [| ? ? N U']; subst. cbn.
    destruct (Nat.eqb_spec j i) as [-> | D].
    - rewrite sum_zero; [ring |]. intros k L. destruct (Nat.eqb_spec k i) as [-> |]; [contradiction | reflexivity].
    - destruct K as [-> | K]; [congruence |]. rewrite IH by assumption. ring.
  Qed.

  Lemma sum_without l (f : nat -> F) i :
    NoDup l -> In i l -> sum l f = f i + sum l (fun j => if Nat.eqb j i then 0 else f j).
  Proof.
    intros U K. rewrite <- (sum_at l f i U K) at 1. rewrite <- sum_add.
    apply sum_ext. intros j _. destruct (Nat.eqb j i); ring.
  Qed.
End Laws.

(** [nonneg] proves [0 <= e] where that follows from signs and hypotheses at hand. *)
Ltac nonneg :=
  repeat first
    [ assumption
    | match goal with
      | |- le zero zero => apply le_refl
      | |- le zero one => apply one_nonneg
      | |- le zero (add _ _) => apply add_nonneg
      | |- le zero (mul ?x ?x) => apply square_nonneg
      | |- le zero (mul _ _) => apply mul_nonneg
      | |- le zero (div _ _) => apply div_nonneg
      | |- le zero (sub _ _) => apply sub_nonneg; first [assumption | apply lt_le; assumption]
      | |- le zero (pow _ _) => apply pow_nonneg
      | |- le zero (of_nat _) => apply of_nat_nonneg
      end
    | apply lt_le; assumption ].
