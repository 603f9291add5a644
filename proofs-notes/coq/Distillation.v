(** * Iterated distillation

    Claim ida (proofs-notes/uses.md). A rock answers nothing. Level n+1 imitates the human who may consult two copies of
    level n, and is frozen while it answers; the organisation is the same with humans all the way down. A transcript
    is the tree of calls, with their answers and with whether the human was asked; where a level answers by itself, the
    calls are those of the human whom it imitates.

    A tower of levels is the list of their trainings, the highest first; [class_after below] is the class of the next
    level, given the trainings of those below. *)

From Coq Require Import Bool List Arith Lia.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention Uses Costs.
From Demonstrandum Require Evaluate.
Import ListNotations.
Local Open Scope num_scope.

Section Sums.
  Context {F : Num} {laws : ordered_field F}.
  Add Field F_field : (@field_laws F laws).

  Lemma sum_of_map {A B : Type} (f : A -> B) (l : list A) (g : B -> F) : sum (map f l) g = sum l (fun a => g (f a)).
  Proof. induction l as [| a l IH]; cbn [map sum]; [reflexivity |]. rewrite IH. reflexivity. Qed.

  Lemma sum_of_flat_map {A B : Type} (f : A -> list B) (l : list A) (g : B -> F) :
    sum (flat_map f l) g = sum l (fun a => sum (f a) g).
  Proof. induction l as [| a l IH]; cbn [flat_map sum]; [reflexivity |]. rewrite sum_app, IH. reflexivity. Qed.

  Lemma magnitude_add (x y : F) : magnitude (x + y) <= magnitude x + magnitude y.
  Proof.
    unfold magnitude at 1. destruct (max_cases (x + y) (0 - (x + y))) as [E | E]; rewrite E.
    - apply add_le2; apply magnitude_up.
    - apply (of_diff ((magnitude x - (0 - x)) + (magnitude y - (0 - y)))); [| ring].
      apply add_nonneg; apply sub_nonneg, magnitude_down.
  Qed.

  Lemma magnitude_mul (x y : F) : 0 <= y -> magnitude (x * y) <= magnitude x * y.
  Proof.
    intro P. unfold magnitude at 1. destruct (max_cases (x * y) (0 - x * y)) as [E | E]; rewrite E.
    - apply mul_le_r; [exact P | apply magnitude_up].
    - apply (of_diff ((magnitude x - (0 - x)) * y)); [| ring].
      apply mul_nonneg; [apply sub_nonneg, magnitude_down | exact P].
  Qed.

  Lemma magnitude_zero : magnitude (0 : F) = 0.
  Proof. unfold magnitude. destruct (max_cases (0 : F) (0 - 0)) as [E | E]; rewrite E; ring. Qed.

  Lemma magnitude_sum {A : Type} (l : list A) (f : A -> F) : magnitude (sum l f) <= sum l (fun a => magnitude (f a)).
  Proof.
    induction l as [| a l IH]; cbn [sum]; [rewrite magnitude_zero; apply le_refl |].
    eapply le_trans; [apply magnitude_add |]. apply add_le2; [apply le_refl | exact IH].
  Qed.

  Lemma distance_triangle n (p q r : nat -> F) : distance n p r <= distance n p q + distance n q r.
  Proof.
    unfold distance. rewrite <- sum_add. apply sum_le. intros a _.
    replace (p a - r a) with ((p a - q a) + (q a - r a)) by ring. apply magnitude_add.
  Qed.
End Sums.

Section Ida.
  Context {F : Num} {laws : ordered_field F}.
  Add Field F_field2 : (@field_laws F laws).

  Variables (question : Type) (answers : nat) (silent : nat).
  (** What the human asks the copies, if anything; and the law of what it says then. A copy that is not asked is
      silent. *)
  Variables (first : question -> option question) (second : question -> nat -> option question).
  Variable human : question -> nat -> nat -> nat -> F.
  Hypothesis human_law : forall x b c, law answers (human x b c).
  Hypothesis silence_is_an_answer : (silent < answers)%nat.

  Definition rock (a : nat) : F := if Nat.eqb a silent then 1 else 0.

  Definition copy (D : question -> nat -> F) (x : option question) : nat -> F :=
    match x with Some x => D x | None => rock end.

  (** The human, with [D] to consult. *)
  Definition consulting (D : question -> nat -> F) (x : question) (a : nat) : F :=
    sum (seq 0 answers) (fun b => copy D (first x) b *
      sum (seq 0 answers) (fun c => copy D (second x b) c * human x b c a)).

  Fixpoint organisation (n : nat) (x : question) : nat -> F :=
    match n with O => rock | S n => consulting (organisation n) x end.

  (** The class of a level, the number of steps of its training, and the history at which it is asked: after its
      training, the question being the last observation, and nothing is learnt. *)
  Variables (class_after : list history -> class F) (steps : list history -> nat) (shown : question -> observation).
  Definition posed (x : question) (h : history) : history := Step false 0%nat (shown x) :: h.
  Notation theta_ below h x := (theta (class_after below) (posed x h)).

  (** What a tower answers: of its highest level, what it agrees on, and the demonstrator where it asks. *)
  Definition ida (tower : list history) (x : question) : nat -> F :=
    match tower with [] => rock | h :: below => im (class_after below) (posed x h) end.

  (** Every level has the truth in its top set after its training. *)
  Fixpoint kept_all (tower : list history) : bool :=
    match tower with
    | [] => true
    | h :: below => top_has (class_after below) h (truth (class_after below)) && kept_all below
    end.

  (** The mean of [f] over the trainings of [n] more levels. *)
  Fixpoint trained (n : nat) (f : list history -> F) (below : list history) : F :=
    match n with
    | O => f below
    | S n => expect (class_after below) (steps below) (fun h => trained n f (h :: below)) []
    end.

  Hypothesis levels_are_valid : forall below, valid (class_after below).
  Hypothesis levels_answer : forall below, action_count (class_after below) = answers.
  (** The demonstrator of a level is the human who consults the level below. *)
  Hypothesis imitates : forall below h x a,
    mu (class_after below) (posed x h) a = consulting (ida below) x a.

  (** ** Laws *)

  Lemma rock_law : law answers rock.
  Proof.
    split.
    - intro a. unfold rock. destruct (Nat.eqb a silent); [apply one_nonneg | apply le_refl].
    - apply (sum_at (seq 0 answers) (fun _ => 1) silent); [apply seq_NoDup | apply in_seq; lia].
  Qed.

  Lemma copy_law D x : (forall y, law answers (D y)) -> law answers (copy D x).
  Proof. intro H. destruct x; [apply H | exact rock_law]. Qed.

  Lemma consulting_law D x : (forall y, law answers (D y)) -> law answers (consulting D x).
  Proof.
    intro H. split.
    - intro a. apply sum_nonneg. intros b _. apply mul_nonneg; [apply copy_law, H |].
      apply sum_nonneg. intros c _. apply mul_nonneg; [apply copy_law, H | apply human_law].
    - unfold consulting. rewrite sum_swap. rewrite <- (proj2 (copy_law D (first x) H)). apply sum_ext. intros b _.
      rewrite sum_mul_l, sum_swap.
      rewrite (sum_ext _ _ (copy D (second x b))).
      + rewrite (proj2 (copy_law D (second x b) H)). ring.
      + intros c _. rewrite sum_mul_l, (proj2 (human_law x b c)). ring.
  Qed.

  Lemma organisation_law n x : law answers (organisation n x).
  Proof. revert x. induction n as [| n IH]; intro x; [exact rock_law | apply consulting_law, IH]. Qed.

  Lemma ida_law tower x : law answers (ida tower x).
  Proof.
    destruct tower as [| h below]; [exact rock_law |]. cbn [ida]. pose proof (levels_are_valid below) as V. split.
    - intro a. unfold im. apply add_nonneg; [apply agreed_nonneg, V |].
      apply mul_nonneg; [apply theta_nonneg, V | apply mu_nonneg, V].
    - unfold im. rewrite sum_add, sum_mul_l. rewrite <- (levels_answer below).
      fold (actions (class_after below)). rewrite agreed_sum, mu_sum by exact V. ring.
  Qed.

  (** The question does not move the top set. *)
  Lemma kept_at below h x :
    top_has (class_after below) h (truth (class_after below)) = true ->
    top_has (class_after below) (posed x h) (truth (class_after below)) = true.
  Proof.
    intro K. unfold top_has in *. rewrite <- K. f_equal.
    apply (Evaluate.top_scale _ _ (posed x h) h 1); [apply one_pos | | reflexivity | reflexivity | reflexivity].
    intro i. cbn. ring.
  Qed.

  (** ** Transcripts *)

  Inductive transcript : Type :=
    | Silence
    | Said (by_human : bool) (left right : transcript) (a : nat).

  Definition answer (y : transcript) : nat := match y with Silence => silent | Said _ _ _ a => a end.

  Definition part {A : Type} (unasked none : A) (f : question -> transcript -> A) (x : option question)
      (y : transcript) : A :=
    match x, y with Some x, _ => f x y | None, Silence => unasked | None, _ => none end.

  (** The weight of a transcript: each call contributes a factor of its level beside what the human would say. And the
      product and the sum over the calls of something that depends on level and question. *)
  Fixpoint weight_of (fs : list (question -> bool -> nat -> F)) (x : question) (y : transcript) : F :=
    match fs, y with
    | [], Silence => 1
    | f :: fs, Said q l r a =>
      f x q a * (part 1 0 (weight_of fs) (first x) l *
        (part 1 0 (weight_of fs) (second x (answer l)) r * human x (answer l) (answer r) a))
    | _, _ => 0
    end.

  Fixpoint product_of (gs : list (question -> bool -> F)) (x : question) (y : transcript) : F :=
    match gs, y with
    | g :: gs, Said q l r _ =>
      g x q * (part 1 1 (product_of gs) (first x) l * part 1 1 (product_of gs) (second x (answer l)) r)
    | _, _ => 1
    end.

  Fixpoint sum_of (gs : list (question -> F)) (x : question) (y : transcript) : F :=
    match gs, y with
    | g :: gs, Said _ l r _ => g x + (part 0 0 (sum_of gs) (first x) l + part 0 0 (sum_of gs) (second x (answer l)) r)
    | _, _ => 0
    end.

  (** The organisation: [n] levels of humans. *)
  Definition org (n : nat) : question -> transcript -> F := weight_of (repeat (fun _ _ _ => 1) n).

  (** The tower: by itself with probability [agreed], given which the human's calls are drawn as if it had said that;
      or it asks. *)
  Definition course (below : list history) (h : history) (x : question) (q : bool) (a : nat) : F :=
    if q then theta_ below h x else agreed (class_after below) (posed x h) a / mu (class_after below) (posed x h) a.

  Fixpoint levels {A : Type} (f : list history -> history -> A) (tower : list history) : list A :=
    match tower with [] => [] | h :: below => f below h :: levels f below end.

  Definition W (tower : list history) : question -> transcript -> F := weight_of (levels course tower).

  (** Without the bits: whoever answered. *)
  Definition either (f : question -> bool -> nat -> F) (x : question) (_ : bool) (a : nat) : F :=
    f x false a + f x true a.
  Definition W_either (tower : list history) : question -> transcript -> F :=
    weight_of (map either (levels course tower)).

  (** The product of theta over the calls that asked, and of [1 + theta] over all; the sum of [2 theta (1 - theta)]. *)
  Definition thetas (tower : list history) : question -> transcript -> F :=
    product_of (levels (fun below h x (q : bool) => if q then theta_ below h x else 1) tower).
  Definition factors (tower : list history) : question -> transcript -> F :=
    product_of (levels (fun below h x (_ : bool) => 1 + theta_ below h x) tower).
  Definition spreads (tower : list history) : question -> transcript -> F :=
    sum_of (levels (fun below h x => (1 + 1) * (theta_ below h x * (1 - theta_ below h x))) tower).

  (** *** Term by term *)

  Definition ones (n : nat) : list (question -> bool -> nat -> F) := repeat (fun _ _ _ => 1) n.

  Lemma weight_of_nonneg fs x y :
    (forall f, In f fs -> forall x q a, 0 <= f x q a) -> 0 <= weight_of fs x y.
  Proof.
    revert x y. induction fs as [| f fs IH]; intros x [| q l r a] P; cbn [weight_of];
      try apply one_nonneg; try apply le_refl.
    assert (K : forall x y, 0 <= part 1 0 (weight_of fs) x y).
    { intros [z |] y; cbn [part]; [apply IH; intros g G; apply P; right; exact G |].
      destruct y; [apply one_nonneg | apply le_refl]. }
    apply mul_nonneg; [apply P; left; reflexivity |]. apply mul_nonneg; [apply K |].
    apply mul_nonneg; [apply K | apply human_law].
  Qed.

  Lemma org_nonneg n x y : 0 <= org n x y.
  Proof.
    apply weight_of_nonneg. intros f I. apply repeat_spec in I. subst. intros. apply one_nonneg.
  Qed.

  Lemma product_of_nonneg gs x y : (forall g, In g gs -> forall x q, 0 <= g x q) -> 0 <= product_of gs x y.
  Proof.
    revert x y. induction gs as [| g gs IH]; intros x [| q l r a] P; cbn [product_of]; try apply one_nonneg.
    assert (K : forall x y, 0 <= part 1 1 (product_of gs) x y).
    { intros [z |] y; cbn [part]; [apply IH; intros f G; apply P; right; exact G |].
      destruct y; apply one_nonneg. }
    apply mul_nonneg; [apply P; left; reflexivity |]. apply mul_nonneg; apply K.
  Qed.

  (** Factors of the calls come out of the weight. *)
  Lemma weight_below_product fs gs x y :
    Forall2 (fun f g => forall x q a, 0 <= f x q a <= g x q) fs gs ->
    weight_of fs x y <= product_of gs x y * org (length fs) x y.
  Proof.
    intro H. revert x y. induction H as [| f g fs gs fg H IH]; intros x [| q l r a]; unfold org in *;
      cbn [weight_of product_of length repeat]; try (apply (of_diff 0); [apply le_refl | ring]).
    assert (f0 : forall f, In f fs -> forall x q a, 0 <= f x q a).
    { clear - H. induction H as [| f g fs gs fg H IH]; intros k I; [destruct I |].
      destruct I as [<- | I]; [apply fg | apply IH, I]. }
    assert (g0 : forall g, In g gs -> forall x q, 0 <= g x q).
    { clear - H laws. induction H as [| f g fs gs fg H IH]; intros k I x q; [destruct I |].
      destruct I as [<- | I]; [| apply IH, I]. destruct (fg x q 0%nat). eapply le_trans; eassumption. }
    assert (K : forall x y, part 1 0 (weight_of fs) x y <=
                part 1 1 (product_of gs) x y * part 1 0 (weight_of (ones (length fs))) x y).
    { intros [z |] y; cbn [part]; [apply IH |]. destruct y; (apply (of_diff 0); [apply le_refl | ring]). }
    assert (K0 : forall x y, 0 <= part 1 0 (weight_of fs) x y).
    { intros [z |] y; cbn [part]; [apply weight_of_nonneg, f0 |]. destruct y; [apply one_nonneg | apply le_refl]. }
    assert (P0 : forall x y, 0 <= part 1 1 (product_of gs) x y).
    { intros [z |] y; cbn [part]; [apply product_of_nonneg, g0 |]. destruct y; apply one_nonneg. }
    assert (O0 : forall x y, 0 <= part 1 0 (weight_of (ones (length fs))) x y).
    { intros [z |] y; cbn [part]; [apply org_nonneg |]. destruct y; [apply one_nonneg | apply le_refl]. }
    fold (ones (length fs)). pose proof (proj1 (human_law x (answer l) (answer r)) a) as h0.
    destruct (fg x q a) as [k0 k1].
    pose proof (K (first x) l) as L1. pose proof (K (second x (answer l)) r) as R1.
    pose proof (K0 (first x) l) as L0. pose proof (K0 (second x (answer l)) r) as R0.
    pose proof (P0 (first x) l) as PL. pose proof (P0 (second x (answer l)) r) as PR.
    pose proof (O0 (first x) l) as OL. pose proof (O0 (second x (answer l)) r) as OR.
    set (h := human x (answer l) (answer r) a) in *.
    set (il := part 1 0 (weight_of fs) (first x) l) in *.
    set (ir := part 1 0 (weight_of fs) (second x (answer l)) r) in *.
    set (ol := part 1 0 (weight_of (ones (length fs))) (first x) l) in *.
    set (or_ := part 1 0 (weight_of (ones (length fs))) (second x (answer l)) r) in *.
    set (pl := part 1 1 (product_of gs) (first x) l) in *.
    set (pr := part 1 1 (product_of gs) (second x (answer l)) r) in *.
    assert (0 <= g x q) by exact (le_trans _ _ _ k0 k1).
    apply le_trans with (g x q * (il * (ir * h))).
    { apply mul_le_r; [nonneg | exact k1]. }
    apply le_trans with (g x q * (pl * ol * (ir * h))).
    { apply mul_le_l; [nonneg |]. apply mul_le_r; [nonneg | exact L1]. }
    apply (of_diff (g x q * (pl * ol) * h * (pr * or_ - ir))); [nonneg | ring].
  Qed.

  Lemma levels_length {A : Type} (f : list history -> history -> A) tower : length (levels f tower) = length tower.
  Proof. induction tower as [| h below IH]; cbn [levels length]; [reflexivity | rewrite IH; reflexivity]. Qed.

  Lemma course_bounds below h x :
    top_has (class_after below) h (truth (class_after below)) = true -> forall q a,
    0 <= course below h x q a <= (if q then theta_ below h x else 1).
  Proof.
    intros K q a. pose proof (levels_are_valid below) as V. pose proof (theta_nonneg _ V (posed x h)) as T.
    unfold course. destruct q; [split; [exact T | apply le_refl] |].
    pose proof (no_query_dominance_here (class_after below) (posed x h) a (kept_at below h x K)) as D.
    cbn [imitator] in D.
    pose proof (agreed_nonneg _ V (posed x h) a) as A. pose proof (mu_nonneg _ V (posed x h) a) as M.
    set (g := agreed (class_after below) (posed x h) a) in *. set (m := mu (class_after below) (posed x h) a) in *.
    destruct (num_eq_dec m 0) as [Z | N].
    - assert (G : g = 0) by (apply le_antisym; [rewrite <- Z; exact D | exact A]).
      rewrite G. unfold div. replace (0 * inv m) with (0 : F) by ring. split; [apply le_refl | apply one_nonneg].
    - assert (P : 0 < m) by (apply le_neq_lt; assumption). split; [apply div_nonneg; assumption |].
      apply (of_diff ((m - g) / m)); [apply div_nonneg; [apply sub_nonneg, D | exact P] | field; exact N].
  Qed.

  (** *** All transcripts *)

  (** Those of at most [n] levels, without bits; and those with bits that are one of them without. *)
  Fixpoint transcripts (n : nat) : list transcript :=
    Silence :: match n with
               | O => []
               | S n => flat_map (fun l => flat_map (fun r => map (Said false l r) (seq 0 answers)) (transcripts n))
                          (transcripts n)
               end.

  Fixpoint versions (y : transcript) : list transcript :=
    match y with
    | Silence => [Silence]
    | Said _ l r a => flat_map (fun q => flat_map (fun l => map (fun r => Said q l r a) (versions r)) (versions l))
                        [false; true]
    end.

  Lemma versions_answer y z : In z (versions y) -> answer z = answer y.
  Proof.
    destruct y as [| q l r a]; cbn [versions].
    - intros [<- | []]. reflexivity.
    - intro I. apply in_flat_map in I as [q' [_ I]]. apply in_flat_map in I as [l' [_ I]].
      apply in_map_iff in I as [r' [<- _]]. reflexivity.
  Qed.

  Lemma sum_of_versions fs x y : sum (versions y) (weight_of fs x) = weight_of (map either fs) x y.
  Proof.
    revert fs x. induction y as [| q l IHl r IHr a]; intros [| f fs] x; cbn [versions].
    - cbn. ring.
    - cbn. ring.
    - apply sum_zero. intros z I. apply in_flat_map in I as [q' [_ I]]. apply in_flat_map in I as [l' [_ I]].
      apply in_map_iff in I as [r' [<- _]]. reflexivity.
    - assert (P : forall oq t, (forall x, sum (versions t) (weight_of fs x) = weight_of (map either fs) x t) ->
                sum (versions t) (part 1 0 (weight_of fs) oq) = part 1 0 (weight_of (map either fs)) oq t).
      { intros [z |] t H; cbn [part]; [apply H |]. destruct t as [| q' l' r' a']; [cbn; ring |].
        apply sum_zero. intros z I. apply in_flat_map in I as [? [_ I]]. apply in_flat_map in I as [? [_ I]].
        apply in_map_iff in I as [? [<- _]]. reflexivity. }
      rewrite sum_of_flat_map. cbn [map weight_of].
      rewrite (sum_ext [false; true] _ (fun q => f x q a * (part 1 0 (weight_of (map either fs)) (first x) l *
        (part 1 0 (weight_of (map either fs)) (second x (answer l)) r * human x (answer l) (answer r) a)))).
      { change (either f x q a) with (f x false a + f x true a). cbn [sum]. ring. }
      intros q' _. rewrite sum_of_flat_map. rewrite <- (P (first x) l (IHl fs)).
      rewrite <- (P (second x (answer l)) r (IHr fs)).
      rewrite (sum_ext (versions l) _ (fun l' => part 1 0 (weight_of fs) (first x) l' *
        (f x q' a * (sum (versions r) (part 1 0 (weight_of fs) (second x (answer l))) *
                     human x (answer l) (answer r) a)))).
      { rewrite sum_mul_r. ring. }
      intros l' L. rewrite sum_of_map. cbn [weight_of]. rewrite (versions_answer l l' L).
      rewrite (sum_ext (versions r) _ (fun r' => part 1 0 (weight_of fs) (second x (answer l)) r' *
        (f x q' a * part 1 0 (weight_of fs) (first x) l' * human x (answer l) (answer r) a))).
      { rewrite sum_mul_r. ring. }
      intros r' R'. rewrite (versions_answer r r' R'). ring.
  Qed.

  (** *** The law of the answer *)

  Lemma answer_in_range n y : In y (transcripts n) -> In (answer y) (seq 0 answers).
  Proof.
    destruct n as [| n]; cbn [transcripts].
    - intros [<- | []]. apply in_seq. cbn. lia.
    - intros [<- | I]; [apply in_seq; cbn; lia |].
      apply in_flat_map in I as [l [_ I]]. apply in_flat_map in I as [r [_ I]].
      apply in_map_iff in I as [a [<- I]]. exact I.
  Qed.

  Definition answered (weight : transcript -> F) (n : nat) (a : nat) : F :=
    sum (transcripts n) (fun y => if Nat.eqb (answer y) a then weight y else 0).

  Lemma by_answer n weight (G : nat -> F) :
    sum (transcripts n) (fun y => weight y * G (answer y)) =
    sum (seq 0 answers) (fun b => answered weight n b * G b).
  Proof.
    unfold answered.
    rewrite (sum_ext (seq 0 answers) _
      (fun b => sum (transcripts n) (fun y => (if Nat.eqb (answer y) b then weight y else 0) * G b)))
      by (intros; rewrite sum_mul_r; reflexivity).
    rewrite sum_swap. apply sum_ext. intros y I.
    rewrite (sum_ext _ _ (fun b => if Nat.eqb b (answer y) then weight y * G b else 0)).
    - symmetry. apply (sum_at (seq 0 answers) (fun b => weight y * G b)); [apply seq_NoDup |].
      eapply answer_in_range, I.
    - intros b _. rewrite (Nat.eqb_sym (answer y) b). destruct (Nat.eqb b (answer y)); ring.
  Qed.

  (** Sums over the transcripts of one more level. *)
  Lemma sum_transcripts fs f x n (G : transcript -> transcript -> nat -> F) :
    sum (transcripts (S n)) (fun y => match y with Silence => 0 | Said q l r a =>
      weight_of (f :: fs) x y * G l r a end) =
    sum (transcripts n) (fun l => part 1 0 (weight_of fs) (first x) l *
      sum (transcripts n) (fun r => part 1 0 (weight_of fs) (second x (answer l)) r *
        sum (seq 0 answers) (fun a => f x false a * human x (answer l) (answer r) a * G l r a))).
  Proof.
    cbn [transcripts sum]. rewrite sum_of_flat_map. match goal with |- 0 + ?s = _ => replace (0 + s) with s by ring end.
    apply sum_ext. intros l _.
    rewrite sum_of_flat_map, <- sum_mul_l. apply sum_ext. intros r _. rewrite sum_of_map. cbn [weight_of].
    rewrite <- !sum_mul_l. apply sum_ext. intros a _. ring.
  Qed.

  Lemma answered_part weight n x b :
    In b (seq 0 answers) ->
    answered (part 1 0 weight x) n b = copy (fun z => answered (weight z) n) x b.
  Proof.
    intro I. destruct x as [z |]; [reflexivity |]. cbn [copy]. unfold answered, rock.
    rewrite (sum_ext (transcripts n) _
      (fun y => match y with Silence => if Nat.eqb silent b then 1 else 0 | _ => 0 end)).
    2: { intros [| q l r a] _; cbn [part answer]; [reflexivity | destruct (Nat.eqb a b); reflexivity]. }
    rewrite (Nat.eqb_sym b silent). destruct n as [| n]; cbn [transcripts sum]; [ring |].
    rewrite sum_zero; [ring |]. intros y K. apply in_flat_map in K as [l [_ K]]. apply in_flat_map in K as [r [_ K]].
    apply in_map_iff in K as [a [<- _]]. reflexivity.
  Qed.

  Lemma copy_ext D E x b : (forall y, D y b = E y b) -> copy D x b = copy E x b.
  Proof. intro H. destruct x; [apply H | reflexivity]. Qed.

  Lemma consulting_ext D E x a :
    (forall y b, In b (seq 0 answers) -> D y b = E y b) -> consulting D x a = consulting E x a.
  Proof.
    intro H. apply sum_ext. intros b I. rewrite (copy_ext D E) by (intro; apply H, I). f_equal.
    apply sum_ext. intros c J. rewrite (copy_ext D E) by (intro; apply H, J). reflexivity.
  Qed.

  Lemma answered_step f fs x n a :
    In a (seq 0 answers) ->
    answered (weight_of (f :: fs) x) (S n) a =
    f x false a * consulting (fun z => answered (weight_of fs z) n) x a.
  Proof.
    intro I. unfold answered at 1.
    rewrite (sum_ext (transcripts (S n)) _ (fun y => match y with Silence => 0 | Said q l r b =>
      weight_of (f :: fs) x y * (if Nat.eqb b a then 1 else 0) end)).
    2: { intros [| q l r b] _; cbn [weight_of answer]; [destruct (Nat.eqb silent a); reflexivity |].
         destruct (Nat.eqb b a); ring. }
    rewrite (sum_transcripts fs f x n (fun _ _ b => if Nat.eqb b a then 1 else 0)).
    rewrite (sum_ext (transcripts n) _ (fun l => part 1 0 (weight_of fs) (first x) l * (f x false a *
      sum (seq 0 answers) (fun c => copy (fun z => answered (weight_of fs z) n) (second x (answer l)) c *
        human x (answer l) c a)))).
    - rewrite (by_answer n (part 1 0 (weight_of fs) (first x)) (fun b => f x false a * sum (seq 0 answers) (fun c =>
        copy (fun z => answered (weight_of fs z) n) (second x b) c * human x b c a))).
      unfold consulting. rewrite <- sum_mul_l. apply sum_ext. intros b J. rewrite answered_part by exact J. ring.
    - intros l _. f_equal.
      rewrite (sum_ext (transcripts n) _ (fun r => part 1 0 (weight_of fs) (second x (answer l)) r *
        (f x false a * human x (answer l) (answer r) a))).
      + rewrite (by_answer n _ (fun c => f x false a * human x (answer l) c a)), <- sum_mul_l.
        apply sum_ext. intros c J. rewrite answered_part by exact J. ring.
      + intros r _. f_equal.
        rewrite (sum_ext _ _ (fun b => if Nat.eqb b a then f x false b * human x (answer l) (answer r) b else 0))
          by (intros b _; destruct (Nat.eqb b a); ring).
        apply (sum_at (seq 0 answers) (fun b => f x false b * human x (answer l) (answer r) b));
          [apply seq_NoDup | exact I].
  Qed.

  Lemma answered_rock x a : answered (weight_of [] x) 0 a = rock a.
  Proof.
    unfold answered, rock. cbn [transcripts sum answer weight_of]. rewrite (Nat.eqb_sym silent a).
    destruct (Nat.eqb a silent); ring.
  Qed.

  (** The transcripts extend the law of the answer, of the organisation and of the tower. *)
  Lemma org_answer n x a : In a (seq 0 answers) -> answered (org n x) n a = organisation n x a.
  Proof.
    unfold org. revert x a. induction n as [| n IH]; intros x a I; [apply answered_rock |].
    cbn [repeat]. rewrite answered_step by exact I. cbn [organisation].
    rewrite (consulting_ext _ (organisation n)) by (intros; apply IH; assumption). ring.
  Qed.

  Lemma ida_answer tower x a :
    kept_all tower = true -> In a (seq 0 answers) -> answered (W_either tower x) (length tower) a = ida tower x a.
  Proof.
    unfold W_either. revert x a. induction tower as [| h below IH]; intros x a K I; [apply answered_rock |].
    cbn [kept_all] in K. apply andb_true_iff in K as [K Kb]. cbn [levels map length].
    rewrite answered_step by exact I. rewrite (consulting_ext _ (ida below)) by (intros; apply IH; assumption).
    rewrite <- (imitates below h). cbn [ida]. unfold im, either, course.
    pose proof (no_query_dominance_here (class_after below) (posed x h) a (kept_at below h x K)) as D.
    cbn [imitator] in D.
    pose proof (agreed_nonneg _ (levels_are_valid below) (posed x h) a) as A.
    set (g := agreed (class_after below) (posed x h) a) in *. set (m := mu (class_after below) (posed x h) a) in *.
    destruct (num_eq_dec m 0) as [Z | N]; [| field; exact N].
    assert (G : g = 0) by (apply le_antisym; [rewrite <- Z; exact D | exact A]). rewrite G, Z. ring.
  Qed.

  (** ** Statement 1: every transcript *)

  Lemma statement_1 tower x y :
    kept_all tower = true -> W tower x y <= thetas tower x y * org (length tower) x y.
  Proof.
    intro K. unfold W, thetas.
    rewrite <- (levels_length course tower). apply weight_below_product.
    induction tower as [| h below IH]; cbn [levels]; [constructor |].
    cbn [kept_all] in K. apply andb_true_iff in K as [K Kb].
    constructor; [intros; apply course_bounds, K | apply IH, Kb].
  Qed.

  (** ** Statement 2: whoever answered *)

  Lemma each_transcript tower x y :
    kept_all tower = true -> W_either tower x y <= factors tower x y * org (length tower) x y.
  Proof.
    intro K. unfold W_either, factors.
    rewrite <- (levels_length course tower), <- (map_length either (levels course tower)).
    apply weight_below_product.
    induction tower as [| h below IH]; cbn [levels map]; [constructor |].
    cbn [kept_all] in K. apply andb_true_iff in K as [K Kb].
    constructor; [| apply IH, Kb]. intros z q a. unfold either.
    destruct (course_bounds below h z K false a) as [f0 f1]. destruct (course_bounds below h z K true a) as [t0 t1].
    split; [apply add_nonneg; assumption | apply add_le2; assumption].
  Qed.

  Lemma statement_2 tower x (set_ : transcript -> bool) K :
    kept_all tower = true -> 0 <= K ->
    sum (transcripts (length tower)) (fun y => if set_ y && leb (factors tower x y) K then W_either tower x y else 0) <=
    K * sum (transcripts (length tower)) (fun y => if set_ y then org (length tower) x y else 0).
  Proof.
    intros H K0. rewrite <- sum_mul_l. apply sum_le. intros y _.
    pose proof (org_nonneg (length tower) x y) as O. pose proof (each_transcript tower x y H) as E.
    destruct (set_ y); cbn [andb]; [| apply (of_diff 0); [apply le_refl | ring]].
    destruct (leb (factors tower x y) K) eqn:L; [| nonneg].
    eapply le_trans; [exact E |]. apply mul_le_r; [exact O | exact L].
  Qed.

  (** ** Statement 3: the distance *)

  (** What is expected of the spreads, level by level. *)
  Fixpoint spread (tower : list history) (x : question) : F :=
    match tower with
    | [] => 0
    | h :: below =>
      let of_copy y := match y with Some y => spread below y | None => 0 end in
      (1 + 1) * (theta_ below h x * (1 - theta_ below h x)) +
      (of_copy (first x) +
       sum (seq 0 answers) (fun b => copy (organisation (length below)) (first x) b * of_copy (second x b)))
    end.

  Lemma copy_distance D E x (s : question -> F) :
    (forall y, distance answers (D y) (E y) <= s y) ->
    distance answers (copy D x) (copy E x) <= match x with Some y => s y | None => 0 end.
  Proof.
    intro H. destruct x as [y |]; [apply H |]. cbn [copy]. unfold distance. rewrite sum_zero; [apply le_refl |].
    intros a _. replace (rock a - rock a) with (0 : F) by ring. apply magnitude_zero.
  Qed.

  Lemma consulting_distance D E x :
    (forall y, law answers (D y)) -> (forall y, law answers (E y)) ->
    distance answers (consulting D x) (consulting E x) <=
    distance answers (copy D (first x)) (copy E (first x)) +
    sum (seq 0 answers) (fun b => copy E (first x) b * distance answers (copy D (second x b)) (copy E (second x b))).
  Proof.
    intros LD LE. set (L := seq 0 answers).
    set (d := fun b => copy D (first x) b). set (e := fun b => copy E (first x) b).
    set (d2 := fun b c => copy D (second x b) c). set (e2 := fun b c => copy E (second x b) c).
    assert (e0 : forall b, 0 <= e b) by (intro; apply copy_law, LE).
    assert (d20 : forall b c, 0 <= d2 b c) by (intros; apply copy_law, LD).
    assert (bound : forall a, magnitude (consulting D x a - consulting E x a) <=
      sum L (fun b => magnitude (d b - e b) * sum L (fun c => d2 b c * human x b c a)) +
      sum L (fun b => e b * sum L (fun c => magnitude (d2 b c - e2 b c) * human x b c a))).
    { intro a.
      replace (consulting D x a - consulting E x a) with
        (sum L (fun b => (d b - e b) * sum L (fun c => d2 b c * human x b c a)) +
         sum L (fun b => sum L (fun c => (d2 b c - e2 b c) * human x b c a) * e b)).
      - eapply le_trans; [apply magnitude_add |]. apply add_le2.
        + eapply le_trans; [apply magnitude_sum |]. apply sum_le. intros b _. apply magnitude_mul.
          apply sum_nonneg. intros c _. apply mul_nonneg; [apply d20 | apply human_law].
        + eapply le_trans; [apply magnitude_sum |]. apply sum_le. intros b _.
          eapply le_trans; [apply magnitude_mul, e0 |].
          apply le_trans with (sum L (fun c => magnitude (d2 b c - e2 b c) * human x b c a) * e b);
            [| apply (of_diff 0); [apply le_refl | ring]].
          apply mul_le_r; [apply e0 |]. eapply le_trans; [apply magnitude_sum |].
          apply sum_le. intros c _. apply magnitude_mul, human_law.
      - unfold consulting. fold L. rewrite <- sum_add, <- sum_sub. apply sum_ext. intros b _.
        fold (d b) (e b).
        rewrite (sum_ext L (fun c => (d2 b c - e2 b c) * human x b c a)
                   (fun c => d2 b c * human x b c a - e2 b c * human x b c a)) by (intros; ring).
        rewrite sum_sub. unfold d2, e2. ring. }
    eapply le_trans; [apply sum_le; intros a _; apply bound |]. fold L. rewrite sum_add.
    apply (of_diff 0); [apply le_refl |].
    assert (one_each : forall b (f : nat -> F),
              sum L (fun a => sum L (fun c => f c * human x b c a)) = sum L f).
    { intros b f. unfold L. rewrite sum_swap. apply sum_ext. intros c _.
      rewrite sum_mul_l, (proj2 (human_law x b c)). ring. }
    rewrite sum_swap.
    rewrite (sum_ext L (fun b => sum L (fun a => magnitude (d b - e b) * _)) (fun b => magnitude (d b - e b))).
    2: { intros b _. rewrite sum_mul_l, one_each. transitivity (magnitude (d b - e b) * 1); [| ring].
         f_equal. apply (proj2 (copy_law D (second x b) LD)). }
    rewrite sum_swap.
    rewrite (sum_ext L (fun b => sum L (fun a => e b * _))
      (fun b => e b * distance answers (copy D (second x b)) (copy E (second x b)))).
    2: { intros b _. rewrite sum_mul_l, one_each. reflexivity. }
    unfold distance. fold L. unfold d, e. ring.
  Qed.

  Lemma distance_by_spread tower x :
    kept_all tower = true -> distance answers (ida tower x) (organisation (length tower) x) <= spread tower x.
  Proof.
    revert x. induction tower as [| h below IH]; intros x K.
    { cbn [ida organisation length spread]. apply (copy_distance (fun _ => rock) (fun _ => rock) None (fun _ => 0)).
      intros _. apply (copy_distance (fun _ => rock) (fun _ => rock) None (fun _ => 0)). intros _.
      unfold distance. rewrite sum_zero; [apply le_refl |].
      intros a _. replace (rock a - rock a) with (0 : F) by ring. apply magnitude_zero. }
    cbn [kept_all] in K. apply andb_true_iff in K as [K Kb].
    eapply le_trans; [apply (distance_triangle answers _ (mu (class_after below) (posed x h))) |].
    cbn [spread length organisation]. apply add_le2.
    - cbn [ida]. rewrite <- (levels_answer below). apply distance_here; [apply levels_are_valid | apply kept_at, K].
    - assert (E : distance answers (mu (class_after below) (posed x h)) (consulting (organisation (length below)) x) =
                  distance answers (consulting (ida below) x) (consulting (organisation (length below)) x)).
      { unfold distance. apply sum_ext. intros a _. rewrite (imitates below h). reflexivity. }
      rewrite E. eapply le_trans; [apply consulting_distance; intro; [apply ida_law | apply organisation_law] |].
      apply add_le2.
      + apply (copy_distance _ _ (first x) (spread below)). intro y. apply IH, Kb.
      + apply sum_le. intros b _. apply mul_le_l; [apply copy_law; intro; apply organisation_law |].
        apply (copy_distance _ _ (second x b) (spread below)). intro y. apply IH, Kb.
  Qed.

  (** It is the organisation's expectation. *)
  Lemma sum_answered weight n : sum (transcripts n) weight = sum (seq 0 answers) (answered weight n).
  Proof.
    rewrite (sum_ext _ weight (fun y => weight y * 1)) by (intros; ring).
    rewrite (by_answer n weight (fun _ => 1)). apply sum_ext. intros; ring.
  Qed.

  Lemma org_total n x : sum (transcripts n) (org n x) = 1.
  Proof.
    rewrite sum_answered. etransitivity; [| exact (proj2 (organisation_law n x))]. apply sum_ext. intros a I.
    apply org_answer, I.
  Qed.

  Lemma part_total n x : sum (transcripts n) (part 1 0 (org n) x) = 1.
  Proof.
    destruct x as [z |]; [apply org_total |].
    rewrite sum_answered. etransitivity; [| exact (proj2 rock_law)]. apply sum_ext. intros a I.
    apply (answered_part (org n)), I.
  Qed.

  Lemma spread_is_expected tower x :
    sum (transcripts (length tower)) (fun y => org (length tower) x y * spreads tower x y) = spread tower x.
  Proof.
    unfold spreads. revert x. induction tower as [| h below IH]; intro x.
    { cbn. ring. }
    cbn [length levels spread]. set (n := length below) in *.
    set (g := fun x => (1 + 1) * (theta_ below h x * (1 - theta_ below h x))).
    set (gs := levels _ below) in *.
    assert (P : forall oq, sum (transcripts n) (fun y => part 1 0 (org n) oq y * part 0 0 (sum_of gs) oq y) =
                match oq with Some y => spread below y | None => 0 end).
    { intros [z |]; cbn [part]; [apply IH |]. apply sum_zero. intros [| q l r a] _; ring. }
    unfold org at 1. cbn [repeat].
    rewrite (sum_ext (transcripts (S n)) _ (fun y => match y with Silence => 0 | Said q l r a =>
      weight_of ((fun _ _ _ => 1) :: repeat (fun _ _ _ => 1) n) x y *
      (g x + (part 0 0 (sum_of gs) (first x) l + part 0 0 (sum_of gs) (second x (answer l)) r)) end)).
    2: { intros [| q l r a] _; [cbn; ring | reflexivity]. }
    rewrite (sum_transcripts (repeat (fun _ _ _ => 1) n) (fun _ _ _ => 1) x n
      (fun l r _ => g x + (part 0 0 (sum_of gs) (first x) l + part 0 0 (sum_of gs) (second x (answer l)) r))).
    fold (org n).
    rewrite (sum_ext (transcripts n) _ (fun l => part 1 0 (org n) (first x) l * g x +
      (part 1 0 (org n) (first x) l * part 0 0 (sum_of gs) (first x) l +
       part 1 0 (org n) (first x) l * match second x (answer l) with Some y => spread below y | None => 0 end))).
    - rewrite !sum_add, sum_mul_r, part_total, P.
      rewrite (by_answer n (part 1 0 (org n) (first x))
        (fun b => match second x b with Some y => spread below y | None => 0 end)).
      rewrite (sum_ext (seq 0 answers) (fun b => answered _ n b * _) (fun b => copy (organisation n) (first x) b *
        match second x b with Some y => spread below y | None => 0 end)).
      + unfold g. ring.
      + intros b I. rewrite (answered_part (org n)) by exact I. f_equal. apply copy_ext. intro y. apply org_answer, I.
    - intros l _. rewrite <- (P (second x (answer l))).
      rewrite (sum_ext (transcripts n) _ (fun r => part 1 0 (org n) (second x (answer l)) r *
        (g x + part 0 0 (sum_of gs) (first x) l) +
        part 1 0 (org n) (second x (answer l)) r * part 0 0 (sum_of gs) (second x (answer l)) r)).
      + rewrite sum_add, sum_mul_r, part_total. ring.
      + intros r _.
        rewrite (sum_ext (seq 0 answers) _ (fun a => human x (answer l) (answer r) a *
          (g x + (part 0 0 (sum_of gs) (first x) l + part 0 0 (sum_of gs) (second x (answer l)) r)))) by (intros; ring).
        rewrite sum_mul_r, (proj2 (human_law x (answer l) (answer r))). ring.
  Qed.

  (** ** Statement 4: the truth is kept at every level *)

  Lemma trained_le n f g below :
    (forall tower, length tower = (n + length below)%nat -> f tower <= g tower) ->
    trained n f below <= trained n g below.
  Proof.
    revert below. induction n as [| n IH]; intros below H; cbn [trained]; [apply H; reflexivity |].
    apply expect_le; [apply levels_are_valid |]. intro h. apply IH. intros tower L. apply H. rewrite L.
    cbn [length]. lia.
  Qed.

  Lemma trained_const n c below : trained n (fun _ => c) below = c.
  Proof.
    revert below. induction n as [| n IH]; intro below; cbn [trained]; [reflexivity |].
    rewrite (expect_ext _ (levels_are_valid below) _ _ (fun _ => c)) by (intro; apply IH).
    apply expect_const, levels_are_valid.
  Qed.

  Hypothesis learning_is_central : forall below, central (class_after below).

  (** One level: the truth is in the top set after the training. *)
  Lemma kept_after_training (C : class F) n :
    valid C -> central C ->
    expect C n (fun h => indicator (negb (top_has C h (truth C)))) [] <= alpha C * (1 / w C - 1).
  Proof.
    intros V R. pose proof (alpha_is_positive C V) as a0.
    assert (M : expect C n (fun h => indicator (negb (top_has C h (truth C)))) [] <= alpha C * X C []).
    { generalize (alive_at_first C V). generalize (@nil step). revert n.
      apply (expect_potential C V (stays_alive C R) _ (fun h => alpha C * X C h)).
      - intros h A. destruct (top_has C h (truth C)) eqn:T; cbn [negb indicator].
        + pose proof (X_nonneg C V R h A). nonneg.
        + apply X_where_lost; assumption.
      - intros h A. rewrite next_mul. apply mul_le_l; [apply lt_le, a0 | apply X_does_not_grow; assumption]. }
    eapply le_trans; [exact M |]. apply mul_le_l; [apply lt_le, a0 | apply X_at_first, V].
  Qed.

  Lemma statement_4 e n :
    0 <= e -> (forall below, alpha (class_after below) * (1 / w (class_after below) - 1) <= e) ->
    1 - of_nat n * e <= trained n (fun tower => indicator (kept_all tower)) [].
  Proof.
    intros e0 E.
    assert (M : forall below, indicator (kept_all below) - of_nat n * e <=
                trained n (fun tower => indicator (kept_all tower)) below).
    { induction n as [| n IH]; intro below; cbn [trained of_nat]; [apply (of_diff 0); [apply le_refl | ring] |].
      pose proof (levels_are_valid below) as V. set (C := class_after below) in *.
      apply le_trans with (expect C (steps below) (fun h =>
        (indicator (kept_all below) - of_nat n * e) + (0 - 1) * indicator (negb (top_has C h (truth C)))) []).
      - rewrite expect_add, expect_const, expect_mul by exact V.
        pose proof (kept_after_training C (steps below) V (learning_is_central below)) as K.
        pose proof (E below) as E'. fold C in E'.
        set (lost_ := expect C (steps below) (fun h => indicator (negb (top_has C h (truth C)))) []) in *.
        apply (of_diff ((e - alpha C * (1 / w C - 1)) + (alpha C * (1 / w C - 1) - lost_))); [nonneg | ring].
      - apply expect_le; [exact V |]. intro h. eapply le_trans; [| apply IH]. cbn [kept_all]. fold C.
        destruct (top_has C h (truth C)); cbn [negb andb indicator].
        + apply (of_diff 0); [apply le_refl | ring].
        + destruct (kept_all below); cbn [indicator]; [apply (of_diff 0); [apply le_refl | ring] |].
          apply (of_diff 1); [apply one_nonneg | ring]. }
    eapply le_trans; [| apply M]. cbn [kept_all indicator]. apply le_refl.
  Qed.

  (** ** Where no theta is above [t] *)

  (** There are at most [2^n - 1] calls. *)
  Fixpoint calls (n : nat) : nat := match n with O => 0 | S n => S (calls n + calls n) end.

  Lemma calls_is n : (calls n + 1 = 2 ^ n)%nat.
  Proof. induction n as [| n IH]; [reflexivity |]. cbn [calls]. rewrite Nat.pow_succ_r'. lia. Qed.

  Lemma pow_add (k : F) m n : k ^ (m + n) = k ^ m * k ^ n.
  Proof. induction m as [| m IH]; cbn [pow Nat.add]; [ring | rewrite IH; ring]. Qed.

  Lemma factors_bound t tower x y :
    0 <= t -> (forall below h x, theta_ below h x <= t) -> factors tower x y <= (1 + t) ^ calls (length tower).
  Proof.
    intros t0 T. assert (k1 : 1 <= 1 + t) by (apply (of_diff t); [exact t0 | ring]).
    assert (one_pow : forall n, 1 <= (1 + t) ^ n).
    { induction n as [| n IH]; cbn [pow]; [apply le_refl |]. pose proof (one_nonneg (F := F)).
      apply (of_diff (t * (1 + t) ^ n + ((1 + t) ^ n - 1))); [| ring].
      assert (0 <= (1 + t) ^ n) by (apply pow_nonneg; nonneg). assert (0 <= (1 + t) ^ n - 1) by (apply sub_nonneg, IH).
      nonneg. }
    unfold factors. revert x y. induction tower as [| h below IH]; intros x [| q l r a];
      cbn [levels product_of length calls]; try apply one_pow. cbn [pow]. rewrite pow_add.
    set (gs := levels _ below) in *. set (k := (1 + t) ^ calls (length below)) in *.
    assert (g0 : forall g, In g gs -> forall x q, 0 <= g x q).
    { unfold gs. clear - laws levels_are_valid. induction below as [| h below IH]; intros g I z q; [destruct I |].
      destruct I as [<- | I]; [| apply IH, I].
      apply add_nonneg; [apply one_nonneg | apply theta_nonneg, levels_are_valid]. }
    assert (P : forall z y, 0 <= part 1 1 (product_of gs) z y <= k).
    { intros [z |] y; cbn [part]; [split; [apply product_of_nonneg, g0 | apply IH] |].
      destruct y; (split; [apply one_nonneg | apply one_pow]). }
    destruct (P (first x) l) as [l0 l1]. destruct (P (second x (answer l)) r) as [r0 r1].
    pose proof (theta_nonneg _ (levels_are_valid below) (posed x h)) as T0. pose proof (T below h x) as T1.
    assert (kn : 0 <= k) by (unfold k; apply pow_nonneg, add_nonneg; [apply one_nonneg | exact t0]).
    set (pl := part 1 1 (product_of gs) (first x) l) in *.
    set (pr := part 1 1 (product_of gs) (second x (answer l)) r) in *.
    apply (of_diff ((t - theta_ below h x) * (pl * pr) + (1 + t) * ((k - pl) * k + pl * (k - pr)))); [| ring].
    pose proof (one_nonneg (F := F)). assert (0 <= 1 + t) by nonneg.
    assert (0 <= t - theta_ below h x) by (apply sub_nonneg, T1).
    assert (0 <= k - pl) by (apply sub_nonneg, l1). assert (0 <= k - pr) by (apply sub_nonneg, r1). nonneg.
  Qed.

  (** ** The theorems *)

  (** [claim ida], statements 1 to 3, for every tower whose levels have kept their truths. 1: every transcript; with
      the bits of the calls summed out, and the law of the answer that the transcripts have. 2: for every set of
      transcripts and every [K], the tower is in the set with a product of at most [K] no more than [K] times as likely
      as the organisation is in the set. 3: the distance of the answers. And where
      no theta is above [t]: a factor for each of the 2^n - 1 humans. *)
  Theorem ida_multiplicative tower x :
    kept_all tower = true ->
    let n := length tower in
    (forall y, W tower x y <= thetas tower x y * org n x y) /\
    (forall y, sum (versions y) (W tower x) = W_either tower x y) /\
    (forall a, (a < answers)%nat ->
       answered (W_either tower x) n a = ida tower x a /\ answered (org n x) n a = organisation n x a) /\
    (forall (set_ : transcript -> bool) K, 0 <= K ->
       sum (transcripts n) (fun y => if set_ y && leb (factors tower x y) K then W_either tower x y else 0) <=
       K * sum (transcripts n) (fun y => if set_ y then org n x y else 0)) /\
    distance answers (ida tower x) (organisation n x) <=
      sum (transcripts n) (fun y => org n x y * spreads tower x y) /\
    forall t a, 0 <= t -> (forall below h x, theta_ below h x <= t) -> (a < answers)%nat ->
      ida tower x a <= (1 + t) ^ (2 ^ n - 1) * organisation n x a.
  Proof.
    intros K n. split; [intro; apply statement_1, K |]. split; [intro; apply sum_of_versions |].
    split; [intros a L; split; [apply ida_answer; [exact K |] | apply org_answer]; apply in_seq; lia |].
    split; [intros; apply statement_2; assumption |].
    split; [unfold n; rewrite spread_is_expected; apply distance_by_spread, K |].
    intros t a t0 T L. assert (I : In a (seq 0 answers)) by (apply in_seq; lia).
    rewrite <- (ida_answer tower x a K I), <- (org_answer n x a I). unfold answered. rewrite <- sum_mul_l.
    apply sum_le. intros y _. rewrite <- calls_is, Nat.add_sub.
    destruct (Nat.eqb (answer y) a); [| apply (of_diff 0); [apply le_refl | ring]].
    eapply le_trans; [apply each_transcript, K |].
    apply mul_le_r; [apply org_nonneg | apply factors_bound; assumption].
  Qed.

  (** The same on average over the trainings of [n] levels that keep their truths; and statement 4, that all do. *)
  Theorem ida_trained n x :
    (forall (set_ : transcript -> bool) K, 0 <= K ->
       trained n (fun tower => indicator (kept_all tower) * sum (transcripts n) (fun y =>
         if set_ y && leb (factors tower x y) K then W_either tower x y else 0)) [] <=
       K * sum (transcripts n) (fun y => if set_ y then org n x y else 0)) /\
    trained n (fun tower => indicator (kept_all tower) * distance answers (ida tower x) (organisation n x)) [] <=
    trained n (fun tower => indicator (kept_all tower) *
      sum (transcripts n) (fun y => org n x y * spreads tower x y)) [] /\
    forall e, 0 <= e -> (forall below, alpha (class_after below) * (1 / w (class_after below) - 1) <= e) ->
      1 - of_nat n * e <= trained n (fun tower => indicator (kept_all tower)) [].
  Proof.
    split; [| split; [| intros; apply statement_4; assumption]].
    - intros set_ K K0. rewrite <- (trained_const n (K * _) []). apply trained_le. intros tower L.
      cbn [length] in L. rewrite Nat.add_0_r in L.
      destruct (kept_all tower) eqn:E; cbn [indicator].
      + pose proof (statement_2 tower x set_ K E K0) as M. rewrite L in M.
        eapply le_trans; [| exact M]. apply (of_diff 0); [apply le_refl | ring].
      + assert (0 <= sum (transcripts n) (fun y => if set_ y then org n x y else 0)).
        { apply sum_nonneg. intros y _. destruct (set_ y); [apply org_nonneg | apply le_refl]. }
        eapply le_trans; [| apply mul_nonneg; eassumption]. apply (of_diff 0); [apply le_refl | ring].
    - apply trained_le. intros tower L. cbn [length] in L. rewrite Nat.add_0_r in L.
      destruct (kept_all tower) eqn:E; cbn [indicator]; [| apply (of_diff 0); [apply le_refl | ring]].
      pose proof (distance_by_spread tower x E) as M. rewrite <- spread_is_expected, L in M.
      apply mul_le_l; [apply one_nonneg | exact M].
  Qed.
End Ida.
