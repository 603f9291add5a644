(** * Iterated distillation

    Claim ida (proofs-notes/uses.md), statement 2. A rock answers nothing. Level n+1 imitates the human who may consult
    two copies of level n, and is frozen while it answers; the organisation is the same with humans all the way down.
    The human here consults both copies. A transcript is the tree of calls with their answers; where a level answers by
    itself, the calls of the human whom it imitates. *)

From Coq Require Import Bool List Arith Lia.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Uses.
Import ListNotations.
Local Open Scope num_scope.

Section Ida.
  Context {F : Num} {laws : ordered_field F}.
  Add Field F_field : (@field_laws F laws).

  Variables (question : Type) (answers : nat) (silent : action).
  Variables (first : question -> question) (second : question -> action -> question).  (* what the human asks *)
  Variable human : question -> action -> action -> action -> F.                         (* the law of what it says *)
  Hypothesis human_nonneg : forall x b c a, 0 <= human x b c a.

  (** The human, who consults [D] twice. *)
  Definition consulting (D : question -> action -> F) (x : question) (a : action) : F :=
    sum (seq 0 answers) (fun b => D (first x) b * sum (seq 0 answers) (fun c => D (second x b) c * human x b c a)).

  Definition rock (a : action) : F := if Nat.eqb a silent then 1 else 0.

  (** Level n+1 is the cautious imitator of a class, at the history at which it is asked [x]. *)
  Variables (level : nat -> class F) (asked_at : nat -> question -> history).
  Notation theta_ n x := (theta (level n) (asked_at n x)).

  Definition ida (n : nat) (x : question) (a : action) : F :=
    match n with O => rock a | S n => im (level n) (asked_at n x) a end.

  Fixpoint organisation (n : nat) (x : question) (a : action) : F :=
    match n with O => rock a | S n => consulting (organisation n) x a end.

  (** The organisation, each transcript weighted with the product of [1 + theta] over its calls. *)
  Fixpoint weighted (n : nat) (x : question) (a : action) : F :=
    match n with O => rock a | S n => (1 + theta_ n x) * consulting (weighted n) x a end.

  Hypothesis levels_are_valid : forall n, valid (level n).
  (** What level n+1 learns from is the human who consults level n; and its truth is in its top set. *)
  Hypothesis imitates : forall n x a, mu (level n) (asked_at n x) a = consulting (ida n) x a.
  Hypothesis kept : forall n x, top_has (level n) (asked_at n x) (truth (level n)) = true.

  Lemma rock_nonneg a : 0 <= rock a.
  Proof. unfold rock. destruct (Nat.eqb a silent); [apply one_nonneg | apply le_refl]. Qed.

  Lemma consulting_le D E x a :
    (forall y b, 0 <= D y b) -> (forall y b, D y b <= E y b) -> consulting D x a <= consulting E x a.
  Proof.
    intros P L. assert (PE : forall y b, 0 <= E y b) by (intros; eapply le_trans; [apply P | apply L]).
    apply sum_le. intros b _.
    apply le_trans with (E (first x) b * sum (seq 0 answers) (fun c => D (second x b) c * human x b c a)).
    - apply mul_le_r; [| apply L]. apply sum_nonneg. intros c _. apply mul_nonneg; [apply P | apply human_nonneg].
    - apply mul_le_l; [apply PE |]. apply sum_le. intros c _. apply mul_le_r; [apply human_nonneg | apply L].
  Qed.

  Lemma consulting_nonneg D x a : (forall y b, 0 <= D y b) -> 0 <= consulting D x a.
  Proof.
    intro P. apply sum_nonneg. intros b _. apply mul_nonneg; [apply P |].
    apply sum_nonneg. intros c _. apply mul_nonneg; [apply P | apply human_nonneg].
  Qed.

  Lemma ida_nonneg n x a : 0 <= ida n x a.
  Proof.
    destruct n as [| n]; [apply rock_nonneg |]. cbn [ida]. unfold im.
    apply add_nonneg; [apply agreed_nonneg, levels_are_valid |].
    apply mul_nonneg; [apply theta_nonneg, levels_are_valid | apply mu_nonneg, levels_are_valid].
  Qed.

  Lemma organisation_nonneg n x a : 0 <= organisation n x a.
  Proof.
    revert x a. induction n as [| n IH]; intros x a; [apply rock_nonneg |]. apply consulting_nonneg, IH.
  Qed.

  Lemma ida_weighted n x a : ida n x a <= weighted n x a.
  Proof.
    revert x a. induction n as [| n IH]; intros x a; [apply le_refl |]. cbn [ida weighted].
    apply le_trans with ((1 + theta_ n x) * mu (level n) (asked_at n x) a).
    - pose proof (no_query_dominance_here (level n) (asked_at n x) a (kept n x)) as D. cbn [imitator] in D.
      unfold im. apply (of_diff (mu (level n) (asked_at n x) a - agreed (level n) (asked_at n x) a)); [nonneg | ring].
    - apply mul_le_l; [apply add_nonneg; [apply one_nonneg | apply theta_nonneg, levels_are_valid] |].
      rewrite imitates. apply consulting_le; [apply ida_nonneg | exact IH].
  Qed.

  Lemma consulting_scale k D E x a :
    0 <= k -> (forall y b, 0 <= D y b) -> (forall y b, D y b <= k * E y b) ->
    consulting D x a <= k * k * consulting E x a.
  Proof.
    intros K P L. eapply le_trans; [apply (consulting_le D (fun y b => k * E y b)); assumption |].
    apply (of_diff 0); [apply le_refl |]. unfold consulting. rewrite <- sum_mul_l, <- sum_sub.
    apply sum_zero. intros b _.
    rewrite (sum_ext _ (fun c => k * E (second x b) c * human x b c a)
      (fun c => k * (E (second x b) c * human x b c a))) by (intros; ring).
    rewrite sum_mul_l. unfold action in *. ring.
  Qed.

  (** The number of calls of level n: 2^n - 1 humans. *)
  Fixpoint calls (n : nat) : nat := match n with O => 0 | S n => S (calls n + calls n) end.

  Lemma calls_is n : (calls n + 1 = 2 ^ n)%nat.
  Proof. induction n as [| n IH]; [reflexivity |]. cbn [calls]. rewrite Nat.pow_succ_r'. lia. Qed.

  Lemma pow_add k m n : k ^ (m + n) = k ^ m * k ^ n :> F.
  Proof. induction m as [| m IH]; cbn [pow Nat.add]; [ring | rewrite IH; ring]. Qed.

  Lemma weighted_nonneg n x a : 0 <= weighted n x a.
  Proof. eapply le_trans; [apply (ida_nonneg n x a) | apply ida_weighted]. Qed.

  Lemma weighted_bound t n x a :
    (forall n x, theta_ n x <= t) -> weighted n x a <= (1 + t) ^ calls n * organisation n x a.
  Proof.
    intro L. assert (t0 : 0 <= t).
    { eapply le_trans; [apply (theta_nonneg (level 0) (levels_are_valid 0) (asked_at 0 x)) | apply L]. }
    assert (k0 : 0 <= 1 + t) by (apply add_nonneg; [apply one_nonneg | exact t0]).
    revert x a. induction n as [| n IH]; intros x a; cbn [weighted calls organisation pow].
    { apply (of_diff 0); [apply le_refl | ring]. }
    pose proof (consulting_scale ((1 + t) ^ calls n) (weighted n) (organisation n) x a (pow_nonneg _ _ k0)
                  (weighted_nonneg n) IH) as M.
    rewrite pow_add. pose proof (consulting_nonneg _ x a (organisation_nonneg n)) as O.
    pose proof (consulting_nonneg _ x a (weighted_nonneg n)) as Wn.
    set (k := (1 + t) ^ calls n) in *. set (o := consulting (organisation n) x a) in *.
    set (u := consulting (weighted n) x a) in *.
    apply (of_diff ((1 + t) * (k * k * o - u) + (t - theta_ n x) * u)); [| ring].
    assert (0 <= k * k * o - u) by (apply sub_nonneg, M).
    assert (0 <= t - theta_ n x) by (apply sub_nonneg, L). nonneg.
  Qed.

  (** ** Transcripts *)

  Inductive transcript : Type :=
    | Silence
    | Said (left right : transcript) (a : action).

  Definition answer (y : transcript) : action := match y with Silence => silent | Said _ _ a => a end.

  (** The weight of a transcript, where each call contributes a factor beside what the human would say. *)
  Fixpoint law_with (factor : nat -> question -> action -> F) (n : nat) (x : question) (y : transcript) : F :=
    match n, y with
    | O, Silence => 1
    | S n, Said l r a => factor n x a * (law_with factor n (first x) l *
                           (law_with factor n (second x (answer l)) r * human x (answer l) (answer r) a))
    | _, _ => 0
    end.

  (** The organisation; the levels, which answer by themselves or ask; the product of [1 + theta] over the calls. *)
  Definition org_law := law_with (fun _ _ _ => 1).
  Definition own_or_asked (n : nat) (x : question) (a : action) : F :=
    agreed (level n) (asked_at n x) a / mu (level n) (asked_at n x) a + theta_ n x.
  Definition ida_law := law_with own_or_asked.

  Fixpoint factors (n : nat) (x : question) (y : transcript) : F :=
    match n, y with
    | S n, Said l r a => (1 + theta_ n x) * (factors n (first x) l * factors n (second x (answer l)) r)
    | _, _ => 1
    end.

  Lemma one_call n x a : 0 <= own_or_asked n x a /\ own_or_asked n x a <= 1 + theta_ n x.
  Proof.
    unfold own_or_asked. pose proof (no_query_dominance_here (level n) (asked_at n x) a (kept n x)) as D.
    cbn [imitator] in D. pose proof (agreed_nonneg (level n) (levels_are_valid n) (asked_at n x) a) as A.
    pose proof (mu_nonneg (level n) (levels_are_valid n) (asked_at n x) a) as M.
    pose proof (theta_nonneg (level n) (levels_are_valid n) (asked_at n x)) as T.
    set (g := agreed (level n) (asked_at n x) a) in *. set (m := mu (level n) (asked_at n x) a) in *.
    destruct (num_eq_dec m 0) as [Z | N].
    - assert (G : g = 0) by (apply le_antisym; [rewrite <- Z; exact D | exact A]).
      rewrite G. unfold div. replace (0 * inv m + theta_ n x) with (theta_ n x) by ring. split; [exact T |].
      apply (of_diff 1); [apply one_nonneg | ring].
    - assert (P : 0 < m) by (apply le_neq_lt; assumption). split.
      + apply add_nonneg; [apply div_nonneg; assumption | exact T].
      + apply (of_diff ((m - g) / m)); [apply div_nonneg; [apply sub_nonneg, D | exact P] | field; exact N].
  Qed.

  Lemma org_law_nonneg n x y : 0 <= org_law n x y.
  Proof.
    unfold org_law. revert x y. induction n as [| n IH]; intros x [| l r a]; cbn [law_with];
      try apply one_nonneg; try apply le_refl.
    apply mul_nonneg; [apply one_nonneg |]. apply mul_nonneg; [apply IH |].
    apply mul_nonneg; [apply IH | apply human_nonneg].
  Qed.

  Lemma factors_nonneg n x y : 0 <= factors n x y.
  Proof.
    revert x y. induction n as [| n IH]; intros x [| l r a]; cbn [factors]; try apply one_nonneg.
    pose proof (theta_nonneg (level n) (levels_are_valid n) (asked_at n x)) as T.
    apply mul_nonneg; [apply add_nonneg; [apply one_nonneg | exact T] | apply mul_nonneg; apply IH].
  Qed.

  (** Transcript by transcript. *)
  Lemma each_transcript n x y : 0 <= ida_law n x y /\ ida_law n x y <= factors n x y * org_law n x y.
  Proof.
    unfold ida_law, org_law. revert x y. induction n as [| n IH]; intros x [| l r a]; cbn [law_with factors].
    - split; [apply one_nonneg | apply (of_diff 0); [apply le_refl | ring]].
    - split; [apply le_refl | apply (of_diff 0); [apply le_refl | ring]].
    - split; [apply le_refl | apply (of_diff 0); [apply le_refl | ring]].
    - destruct (one_call n x a) as [k0 k1].
      destruct (IH (first x) l) as [l0 l1]. destruct (IH (second x (answer l)) r) as [r0 r1].
      pose proof (human_nonneg x (answer l) (answer r) a) as h0.
      pose proof (org_law_nonneg n (first x) l) as ol. pose proof (org_law_nonneg n (second x (answer l)) r) as or_.
      pose proof (factors_nonneg n (first x) l) as fl. pose proof (factors_nonneg n (second x (answer l)) r) as fr.
      unfold org_law in ol, or_.
      pose proof (theta_nonneg (level n) (levels_are_valid n) (asked_at n x)) as T.
      set (k := own_or_asked n x a) in *. set (h := human x (answer l) (answer r) a) in *.
      set (il := law_with own_or_asked n (first x) l) in *.
      set (ir := law_with own_or_asked n (second x (answer l)) r) in *.
      set (pl := law_with (fun _ _ _ => 1) n (first x) l) in *.
      set (pr := law_with (fun _ _ _ => 1) n (second x (answer l)) r) in *.
      set (ql := factors n (first x) l) in *. set (qr := factors n (second x (answer l)) r) in *.
      split; [nonneg |].
      apply le_trans with ((1 + theta_ n x) * (il * (ir * h))).
      { apply mul_le_r; [nonneg | exact k1]. }
      apply le_trans with ((1 + theta_ n x) * (ql * pl * (ir * h))).
      { apply mul_le_l; [nonneg |]. apply mul_le_r; [nonneg | exact l1]. }
      apply (of_diff ((1 + theta_ n x) * (ql * pl) * h * (qr * pr - ir))); [nonneg | ring].
  Qed.

  (** All transcripts, and the law of the answer that they have. *)
  Fixpoint transcripts (n : nat) : list transcript :=
    match n with
    | O => [Silence]
    | S n => flat_map (fun l => flat_map (fun r => map (Said l r) (seq 0 answers)) (transcripts n)) (transcripts n)
    end.

  Hypothesis silence_is_an_answer : (silent < answers)%nat.

  Lemma answer_in_range n y : In y (transcripts n) -> In (answer y) (seq 0 answers).
  Proof.
    destruct n as [| n]; cbn [transcripts].
    - intros [<- | []]. apply in_seq. cbn. lia.
    - intro I. apply in_flat_map in I as [l [_ I]]. apply in_flat_map in I as [r [_ I]].
      apply in_map_iff in I as [a [<- I]]. exact I.
  Qed.

  Lemma sum_flat_map {A B : Type} (f : A -> list B) (l : list A) (g : B -> F) :
    sum (flat_map f l) g = sum l (fun a => sum (f a) g).
  Proof. induction l as [| a l IH]; cbn [flat_map sum]; [reflexivity |]. rewrite sum_app, IH. reflexivity. Qed.

  Lemma sum_map {A B : Type} (f : A -> B) (l : list A) (g : B -> F) : sum (map f l) g = sum l (fun a => g (f a)).
  Proof. induction l as [| a l IH]; cbn [map sum]; [reflexivity |]. rewrite IH. reflexivity. Qed.

  Definition answered (law : transcript -> F) (n : nat) (a : action) : F :=
    sum (transcripts n) (fun y => if Nat.eqb (answer y) a then law y else 0).

  Lemma by_answer n law (G : action -> F) :
    sum (transcripts n) (fun y => law y * G (answer y)) = sum (seq 0 answers) (fun b => answered law n b * G b).
  Proof.
    unfold answered.
    rewrite (sum_ext (seq 0 answers) _
      (fun b => sum (transcripts n) (fun y => (if Nat.eqb (answer y) b then law y else 0) * G b)))
      by (intros; rewrite sum_mul_r; reflexivity).
    rewrite sum_swap. apply sum_ext. intros y I.
    rewrite (sum_ext _ _ (fun b => if Nat.eqb b (answer y) then law y * G b else 0)).
    - symmetry. apply (sum_at (seq 0 answers) (fun b => law y * G b)); [apply seq_NoDup |]. eapply answer_in_range, I.
    - intros b _. rewrite (Nat.eqb_sym (answer y) b). destruct (Nat.eqb b (answer y)); ring.
  Qed.

  Lemma answered_step factor n x a :
    In a (seq 0 answers) ->
    answered (law_with factor (S n) x) (S n) a =
    factor n x a * consulting (fun z => answered (law_with factor n z) n) x a.
  Proof.
    intro I. unfold answered at 1. cbn [transcripts]. rewrite sum_flat_map.
    rewrite (sum_ext (transcripts n) _ (fun l => law_with factor n (first x) l *
      (factor n x a * sum (seq 0 answers) (fun c =>
         answered (law_with factor n (second x (answer l))) n c * human x (answer l) c a)))).
    - rewrite (by_answer n (law_with factor n (first x)) (fun b => factor n x a * sum (seq 0 answers) (fun c =>
        answered (law_with factor n (second x b)) n c * human x b c a))).
      unfold consulting. rewrite <- sum_mul_l. apply sum_ext. intros b _. ring.
    - intros l _. rewrite sum_flat_map.
      rewrite (sum_ext (transcripts n) _ (fun r => (factor n x a * law_with factor n (first x) l) *
        (law_with factor n (second x (answer l)) r * human x (answer l) (answer r) a))).
      + rewrite sum_mul_l, (by_answer n (law_with factor n (second x (answer l))) (fun c => human x (answer l) c a)).
        ring.
      + intros r _. rewrite sum_map. cbn [answer law_with].
        etransitivity; [exact (sum_at (seq 0 answers) (fun b => factor n x b * (law_with factor n (first x) l *
          (law_with factor n (second x (answer l)) r * human x (answer l) (answer r) b))) a (seq_NoDup _ _) I) | ring].
  Qed.

  Lemma answered_rock factor x a : answered (law_with factor 0 x) 0 a = rock a.
  Proof.
    unfold answered, rock. cbn [transcripts sum answer law_with]. rewrite (Nat.eqb_sym silent a).
    destruct (Nat.eqb a silent); ring.
  Qed.

  Lemma consulting_ext D E x a :
    (forall y b, In b (seq 0 answers) -> D y b = E y b) -> consulting D x a = consulting E x a.
  Proof.
    intro H. apply sum_ext. intros b I. rewrite (H _ b I). f_equal. apply sum_ext. intros c J. rewrite (H _ c J).
    reflexivity.
  Qed.

  (** The transcripts extend the law of the answer, of the organisation and of the levels. *)
  Lemma org_answer n x a : In a (seq 0 answers) -> answered (org_law n x) n a = organisation n x a.
  Proof.
    unfold org_law. revert x a. induction n as [| n IH]; intros x a I; [apply answered_rock |].
    rewrite answered_step by exact I. cbn [organisation].
    rewrite (consulting_ext _ (organisation n)) by (intros; apply IH; assumption). ring.
  Qed.

  Lemma ida_answer n x a : In a (seq 0 answers) -> answered (ida_law n x) n a = ida n x a.
  Proof.
    unfold ida_law. revert x a. induction n as [| n IH]; intros x a I; [apply answered_rock |].
    rewrite answered_step by exact I. rewrite (consulting_ext _ (ida n)) by (intros; apply IH; assumption).
    rewrite <- imitates. cbn [ida]. unfold im, own_or_asked.
    pose proof (no_query_dominance_here (level n) (asked_at n x) a (kept n x)) as D. cbn [imitator] in D.
    pose proof (agreed_nonneg (level n) (levels_are_valid n) (asked_at n x) a) as A.
    set (g := agreed (level n) (asked_at n x) a) in *. set (m := mu (level n) (asked_at n x) a) in *.
    destruct (num_eq_dec m 0) as [Z | N]; [| field; exact N].
    assert (G : g = 0) by (apply le_antisym; [rewrite <- Z; exact D | exact A]). rewrite G, Z. ring.
  Qed.

  (** [claim ida], statement 2: for every set of transcripts and every [K], the levels are in the set with a product of
      at most [K] no more than [K] times as likely as the organisation is in the set. Transcripts have the answers of
      both. Summed over all transcripts, with the product as a weight, and bounded by its largest value: the last two. *)
  Theorem ida_multiplicative n x :
    (forall (set_ : transcript -> bool) K, 0 <= K ->
       sum (transcripts n) (fun y => if set_ y && leb (factors n x y) K then ida_law n x y else 0) <=
       K * sum (transcripts n) (fun y => if set_ y then org_law n x y else 0)) /\
    (forall a, (a < answers)%nat ->
       answered (ida_law n x) n a = ida n x a /\ answered (org_law n x) n a = organisation n x a) /\
    (forall a, ida n x a <= weighted n x a) /\
    (forall a t, (forall n x, theta_ n x <= t) -> ida n x a <= (1 + t) ^ (2 ^ n - 1) * organisation n x a).
  Proof.
    split; [| split; [| split]].
    - intros set_ K K0. rewrite <- sum_mul_l. apply sum_le. intros y _.
      pose proof (org_law_nonneg n x y) as O. destruct (each_transcript n x y) as [_ E].
      destruct (set_ y); cbn [andb]; [| apply (of_diff 0); [apply le_refl | ring]].
      destruct (leb (factors n x y) K) eqn:L; [| nonneg].
      eapply le_trans; [exact E |]. apply mul_le_r; [exact O | exact L].
    - intros a I. split; [apply ida_answer | apply org_answer]; apply in_seq; lia.
    - intro a. apply ida_weighted.
    - intros a t L. rewrite <- calls_is, Nat.add_sub. eapply le_trans; [apply ida_weighted | apply weighted_bound, L].
  Qed.
End Ida.
