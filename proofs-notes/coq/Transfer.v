(** * From the reals back to the rationals

    The process is made of sums, products and comparisons. So an embedding of one ordered field into another takes
    every quantity of a class to that of its image, and what is proved over the reals holds of a class of rational
    numbers, in rational numbers: the cubic sums of Main.v are bounds for the very definitions that compute. *)

From Coq Require Import Bool List Arith Lia QArith Qcanon Reals Qreals.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention QuerySum Reals Rationals.
Import ListNotations.
Local Open Scope num_scope.

Section Embedding.
  Context {F G : Num} (phi : F -> G).
  Record embedding : Prop := {
    takes_zero : phi 0 = 0;
    takes_one : phi 1 = 1;
    takes_add : forall x y, phi (x + y) = phi x + phi y;
    takes_mul : forall x y, phi (x * y) = phi x * phi y;
    takes_opp : forall x, phi (- x) = - phi x;
    takes_leb : forall x y, leb (phi x) (phi y) = leb x y
  }.
  Hypothesis E : embedding.

  Definition image_model (m : model F) : model G :=
    Model (phi (prior m)) (fun v a => phi (predicts m v a)) (fun v a => phi (learns m v a)).

  Definition image (C : class F) : class G :=
    Class (action_count C) (observation_count C) (map image_model (models C)) (truth C) (phi (alpha C))
      (strict C) (fun h q a o => phi (environment C h q a o)).

  Lemma takes_sub x y : phi (x - y) = phi x - phi y.
  Proof. unfold sub. rewrite (takes_add E), (takes_opp E). reflexivity. Qed.

  Lemma takes_sum {A} (l : list A) f : phi (sum l f) = sum l (fun a => phi (f a)).
  Proof. induction l as [| a l IH]; cbn; [apply (takes_zero E) |]. rewrite (takes_add E), IH. reflexivity. Qed.

  Lemma takes_pow x n : phi (x ^ n) = phi x ^ n.
  Proof. induction n as [| n IH]; cbn; [apply (takes_one E) |]. rewrite (takes_mul E), IH. reflexivity. Qed.

  Lemma takes_min x y : phi (min x y) = min (phi x) (phi y).
  Proof. unfold min. rewrite (takes_leb E). destruct (leb x y); reflexivity. Qed.

  Lemma takes_indicator b : phi (indicator b) = indicator b.
  Proof. destruct b; [apply (takes_one E) | apply (takes_zero E)]. Qed.

  Section OfAClass.
    Variable C : class F.
    Notation D := (image C).

    Lemma image_the i : the D i = image_model (the C i).
    Proof.
      unfold the, D. cbn [models image]. destruct (Nat.lt_ge_cases i (length (models C))) as [L | L].
      - rewrite (nth_indep _ nobody (image_model nobody)) by (rewrite map_length; exact L). apply map_nth.
      - rewrite !nth_overflow by (try rewrite map_length; exact L). unfold image_model, nobody. cbn.
        rewrite (takes_zero E). reflexivity.
    Qed.

    Lemma image_predicted i h a : predicted D i h a = phi (predicted C i h a).
    Proof. unfold predicted. rewrite image_the. reflexivity. Qed.

    Lemma image_weight h i : weight D h i = phi (weight C h i).
    Proof.
      induction h as [| s h IH]; cbn [weight]; rewrite image_the; [reflexivity |].
      destruct (asked s); rewrite IH; [| reflexivity]. rewrite (takes_mul E). reflexivity.
    Qed.

    Lemma image_insert h i l : insert D h i l = insert C h i l.
    Proof.
      induction l as [| j l IH]; cbn [insert]; [reflexivity |]. rewrite !image_weight, (takes_leb E), IH. reflexivity.
    Qed.

    Lemma image_rank h : rank D h = rank C h.
    Proof.
      unfold rank, indices. cbn [models image]. rewrite map_length.
      induction (seq 0 (length (models C))) as [| i l IH]; cbn [fold_right]; [reflexivity |].
      rewrite IH. apply image_insert.
    Qed.

    Lemma image_collect h t l : collect D h (phi t) l = collect C h t l.
    Proof.
      revert t. induction l as [| i l IH]; intro t; cbn [collect]; [reflexivity |].
      unfold enough, ltb. rewrite image_weight. cbn [alpha strict image].
      rewrite <- (takes_mul E), !(takes_leb E), <- (takes_add E), IH. reflexivity.
    Qed.

    Lemma image_top h : top D h = top C h.
    Proof. unfold top. rewrite image_rank, <- (image_collect h 0), (takes_zero E). reflexivity. Qed.

    Lemma image_top_has h i : top_has D h i = top_has C h i.
    Proof. unfold top_has. rewrite image_top. reflexivity. Qed.

    Lemma image_agreed h a : agreed D h a = phi (agreed C h a).
    Proof.
      unfold agreed. rewrite image_top. destruct (top C h) as [| i l]; [symmetry; apply (takes_zero E) |].
      rewrite image_predicted. induction l as [| j l IH]; cbn [fold_right]; [reflexivity |].
      rewrite IH, image_predicted, takes_min. reflexivity.
    Qed.

    Lemma image_theta h : theta D h = phi (theta C h).
    Proof.
      unfold theta. rewrite takes_sub, (takes_one E), takes_sum. f_equal.
      change (actions D) with (actions C). induction (actions C) as [| a l IH]; cbn [sum]; [reflexivity |].
      rewrite IH, image_agreed. reflexivity.
    Qed.

    Lemma sum_same {A} (l : list A) (f g : A -> G) : (forall a, f a = g a) -> sum l f = sum l g.
    Proof. intro H. induction l as [| a l IH]; cbn [sum]; [reflexivity |]. rewrite H, IH. reflexivity. Qed.

    Lemma image_next h (f : step -> F) (g : step -> G) :
      (forall s, g s = phi (f s)) -> next D h g = phi (next C h f).
    Proof.
      intro H. unfold next. rewrite takes_sum. apply sum_same. intro q. rewrite takes_sum. apply sum_same. intro a.
      rewrite (takes_mul E), takes_sum. f_equal.
      - destruct q; cbn [imitator]; [| apply image_agreed].
        rewrite (takes_mul E), image_theta. unfold mu. rewrite image_predicted. reflexivity.
      - apply sum_same. intro o. rewrite (takes_mul E), H. reflexivity.
    Qed.

    Lemma image_expect n (f : history -> F) (g : history -> G) h :
      (forall k, g k = phi (f k)) -> expect D n g h = phi (expect C n f h).
    Proof.
      intro H. revert h. induction n as [| n IH]; intro h; cbn [expect]; [apply H |].
      apply image_next. intro s. apply IH.
    Qed.

    Lemma image_query_sum p h : query_sum D p h = phi (query_sum C p h).
    Proof.
      induction h as [| s h IH]; [symmetry; apply (takes_zero E) |]. unfold query_sum in *. cbn [along].
      rewrite IH, (takes_add E), takes_pow, image_theta. reflexivity.
    Qed.

    Lemma image_lost_sum h : lost_sum D h = phi (lost_sum C h).
    Proof.
      induction h as [| s h IH]; [symmetry; apply (takes_zero E) |]. unfold lost_sum in *. cbn [along].
      rewrite IH, image_top_has. change (truth D) with (truth C).
      destruct (top_has C h (truth C)); rewrite (takes_add E), ?takes_pow, ?(takes_zero E), ?image_theta; reflexivity.
    Qed.

    Lemma image_S p n : S_ D p n = phi (S_ C p n).
    Proof. apply image_expect. intro. apply image_query_sum. Qed.

    Lemma image_lost n : expect D n (lost_sum D) [] = phi (expect C n (lost_sum C) []).
    Proof. apply image_expect. intro. apply image_lost_sum. Qed.

    Lemma image_w : w D = phi (w C).
    Proof. unfold w. rewrite image_the. reflexivity. Qed.

    Lemma takes_le x y : x <= y -> phi x <= phi y.
    Proof. unfold le. rewrite (takes_leb E). auto. Qed.

    Lemma takes_law n p : law n p -> law n (fun a => phi (p a)).
    Proof.
      intros [P S]. split.
      - intro a. rewrite <- (takes_zero E). apply takes_le, P.
      - rewrite <- takes_sum, S. apply (takes_one E).
    Qed.

    Lemma image_valid : valid C -> valid D.
    Proof.
      intros [T P S L O A A1].
      assert (lt_image : forall x y, x < y -> phi x < phi y) by (unfold lt; intros; rewrite (takes_leb E); assumption).
      split; cbn [models action_count observation_count truth alpha environment image].
      - rewrite map_length. exact T.
      - intros m M. apply in_map_iff in M as [k [<- K]]. cbn. rewrite <- (takes_zero E). apply lt_image, P, K.
      - rewrite <- (takes_one E). replace (sum (map image_model (models C)) prior) with (phi (sum (models C) prior)).
        + apply takes_le, S.
        + clear - E. induction (models C) as [| m l IH]; cbn; [apply (takes_zero E) |].
          rewrite (takes_add E), IH. reflexivity.
      - intros m M v. apply in_map_iff in M as [k [<- K]]. apply (takes_law _ (predicts k v)), L, K.
      - intros h q a. apply (takes_law _ (environment C h q a)), O.
      - rewrite <- (takes_zero E). apply lt_image, A.
      - rewrite <- (takes_one E). apply lt_image, A1.
    Qed.

    Lemma image_bayesian : bayesian C -> bayesian D.
    Proof.
      intros H m M v a. cbn [models image] in M. apply in_map_iff in M as [k [<- K]]. cbn. rewrite (H k K). reflexivity.
    Qed.
  End OfAClass.
End Embedding.

(** ** The rationals in the reals *)

Definition real (x : Rational) : Real := Q2R (this x).

Lemma real_embedding : embedding real.
Proof.
  split.
  - unfold real. cbn. unfold Q2R. cbn. field.
  - unfold real. cbn. unfold Q2R. cbn. field.
  - intros x y. unfold real. rewrite <- Q2R_plus. apply Qeq_eqR. apply Qred_correct.
  - intros x y. unfold real. rewrite <- Q2R_mult. apply Qeq_eqR. apply Qred_correct.
  - intros x. unfold real. rewrite <- Q2R_opp. apply Qeq_eqR. apply Qred_correct.
  - intros x y. cbn. unfold Rleb, real. destruct (Rle_dec (Q2R (this x)) (Q2R (this y))) as [H | H]; symmetry.
    + apply Qle_bool_iff, Rle_Qle, H.
    + apply not_true_is_false. intro L. apply H, Qle_Rle, Qle_bool_iff, L.
Qed.

Lemma real_inv x : x <> 0 -> real (inv x) = inv (real x).
Proof.
  intro N. unfold real. cbn [inv Rational Real]. rewrite <- Q2R_inv.
  - apply Qeq_eqR. apply Qred_correct.
  - intro Z. apply N. apply Qc_is_canon. exact Z.
Qed.

Lemma real_le_back x y : real x <= real y -> x <= y.
Proof. unfold le. rewrite (takes_leb _ real_embedding). auto. Qed.

Section Rational.
  Variable C : class Rational.
  Hypotheses (V : valid C) (B : bayesian C).
  Notation D := (image real C).
  Let VD : valid D := image_valid real real_embedding C V.
  Let BD : bayesian D := image_bayesian real C B.

  Lemma alpha_neq : alpha C <> 0.
  Proof. apply lt_neq, alpha_is_positive, V. Qed.

  Lemma w_neq : w C <> 0.
  Proof. apply lt_neq. exact (alive_at_first C V). Qed.

  Lemma real_three : real three = three.
  Proof. unfold three. rewrite !(takes_add _ real_embedding), !(takes_one _ real_embedding). reflexivity. Qed.

  Ltac push := unfold div; rewrite ?(takes_sub _ real_embedding), ?(takes_mul _ real_embedding),
    ?(takes_sub _ real_embedding), ?(takes_mul _ real_embedding), ?real_inv by (apply alpha_neq || apply w_neq);
    rewrite ?real_three, ?(takes_one _ real_embedding).

  (** [claim cubic-query-sum-sharp], for rational classes and in rational numbers *)
  Theorem cubic_query_sum_sharp n : S_ C 3 n <= three / alpha C * (1 / w C - 1).
  Proof.
    apply real_le_back. rewrite <- (image_S real real_embedding).
    pose proof (cubic_sharp D VD BD g kappa g_is_concave_enough n) as M.
    rewrite (image_w real real_embedding) in M. push. exact M.
  Qed.

  (** [claim cubic-query-sum-lost] *)
  Theorem cubic_query_sum_lost n : expect C n (lost_sum C) [] <= three * (1 / w C - 1).
  Proof.
    apply real_le_back. rewrite <- (image_lost real real_embedding).
    pose proof (cubic_lost D VD BD g kappa g_is_concave_enough n) as M.
    rewrite (image_w real real_embedding) in M. push. exact M.
  Qed.
End Rational.
