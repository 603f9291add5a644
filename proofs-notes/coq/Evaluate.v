(** * Evaluation

    The definitions compute, but they come back to every node from each node after it. Here a node is visited once: what
    [n] more steps add is a function of the class as it has become, with the weights at the node for priors, and what
    its models and its environment do from there on. [evaluate] is proved to give the numbers of the definitions. *)

From Coq Require Import Bool List Arith Lia.
From Demonstrandum Require Import Numbers Definitions TopSet OneStep Retention.
Import ListNotations.
Local Open Scope num_scope.

(** ** Only ratios of weights matter *)

Section Scale.
  Context {F : Num} {laws : ordered_field F} (C D : class F) (h k : history) (u : F).
  Add Field F_field : (@field_laws F laws).
  Hypotheses (u_pos : 0 < u) (weights : forall i, weight C h i = u * weight D k i).

  Lemma leb_scale x z : leb (u * x) (u * z) = leb x z.
  Proof.
    destruct (le_lt_dec x z) as [H | H].
    - transitivity true; [apply mul_le_l; [apply lt_le, u_pos | exact H] | symmetry; exact H].
    - transitivity false; [| symmetry; exact H].
      apply (of_diff_lt (u * (x - z))); [| ring]. apply mul_pos; [exact u_pos | apply sub_pos, H].
  Qed.

  Lemma insert_scale i l : insert C h i l = insert D k i l.
  Proof.
    induction l as [| j l IH]; [reflexivity |]. cbn. rewrite !weights, leb_scale, IH. reflexivity.
  Qed.

  Lemma collect_scale t l : alpha C = alpha D -> strict C = strict D -> collect C h (u * t) l = collect D k t l.
  Proof.
    intros E St. revert t. induction l as [| i l IH]; intro t; [reflexivity |]. cbn. unfold enough.
    rewrite !weights, E, St.
    replace (alpha D * (u * t)) with (u * (alpha D * t)) by ring. unfold ltb. rewrite !leb_scale.
    replace (u * t + u * weight D k i) with (u * (t + weight D k i)) by ring. rewrite IH. reflexivity.
  Qed.

  Lemma top_scale : alpha C = alpha D -> strict C = strict D -> length (models C) = length (models D) ->
    top C h = top D k.
  Proof.
    intros E St L. unfold top, rank, indices. rewrite <- (collect_scale 0 _ E St), L. f_equal; [ring |].
    induction (seq 0 (length (models D))) as [| i l IH]; [reflexivity |]. cbn. rewrite IH. apply insert_scale.
  Qed.
End Scale.

(** What [qed check] calls S1, S2, S3, the part of S3 where the truth is not collected, truth_retained and
    expected_product. *)
Record quantities (F : Num) := Quantities { sum1 : F; sum2 : F; sum3 : F; lost : F; kept : F; grown : F }.
Arguments Quantities {F} _ _ _ _ _ _. Arguments sum1 {F} _. Arguments sum2 {F} _. Arguments sum3 {F} _.
Arguments lost {F} _. Arguments kept {F} _. Arguments grown {F} _.

Section Evaluate.
  Context {F : Num}.

  (** What the models [ts] agree on. *)
  Definition least (D : class F) (ts : list nat) (a : action) : F :=
    match ts with
    | [] => 0
    | i :: rest => fold_right (fun j x => min (predicted D j [] a) x) (predicted D i [] a) rest
    end.

  (** The class after one step. *)
  Definition after (D : class F) (s : step) : class F :=
    Class (action_count D) (observation_count D)
      (map (fun m => Model (if asked s then prior m * learns m [] (did s) else prior m)
                       (fun v => predicts m (v ++ [(did s, saw s)])) (fun v => learns m (v ++ [(did s, saw s)])))
         (models D))
      (truth D) (alpha D) (strict D) (fun k => environment D (k ++ [s])).

  (** The next steps with their probabilities, given the top set and theta; and those of a class whose models and
      environment do not look back: there a step without a question changes nothing. *)
  Definition branching := class F -> list nat -> F -> list (F * class F).

  Definition every : branching := fun D ts t =>
    filter (fun b => negb (leb (fst b) 0))
      (flat_map (fun a => flat_map (fun o =>
         [(least D ts a * environment D [] false a o, after D (Step false a o));
          (t * mu D [] a * environment D [] true a o, after D (Step true a o))]) (observations D)) (actions D)).

  Definition merged : branching := fun D ts t =>
    filter (fun b => negb (leb (fst b) 0))
      ((1 - t, D) :: map (fun a => (t * mu D [] a, after D (Step true a 0%nat))) (actions D)).

  Fixpoint evaluate (branches : branching) (n : nat) (D : class F) : quantities F :=
    match n with
    | O => Quantities 0 0 0 0 1 1
    | S n =>
      let ts := top D [] in
      let t := 1 - sum (actions D) (least D ts) in
      let has := existsb (Nat.eqb (truth D)) ts in
      let then_ := map (fun b => (fst b, evaluate branches n (snd b))) (branches D ts t) in
      let mean f := sum then_ (fun b => fst b * f (snd b)) in
      Quantities (t + mean sum1) (t ^ 2 + mean sum2) (t ^ 3 + mean sum3) ((if has then 0 else t ^ 3) + mean lost)
        (if has then mean kept else 0) ((1 + t) * mean grown)
    end.

  (** The same quantities by the definitions. *)
  Definition quantities_of (C : class F) (n : nat) : list F :=
    [S_ C 1 n; S_ C 2 n; S_ C 3 n; expect C n (lost_sum C) []; probability C n (retained C);
     expect C n (product C) []].

  Definition listed_quantities (q : quantities F) : list F := [sum1 q; sum2 q; sum3 q; lost q; kept q; grown q].
End Evaluate.

Section Correct.
  Context {F : Num} {laws : ordered_field F} (C : class F).
  Add Field F_field2 : (@field_laws F laws).
  Hypothesis V : valid C.

  (** [D] is what [C] has become at [h]. *)
  Record stands (D : class F) (h : history) : Prop := {
    same_actions : action_count D = action_count C;
    same_observations : observation_count D = observation_count C;
    same_models : length (models D) = length (models C);
    same_truth : truth D = truth C;
    same_alpha : alpha D = alpha C;
    same_rule : strict D = strict C;
    same_weights : exists u, 0 < u /\ forall i, weight C h i = u * weight D [] i;
    same_predictions : forall i v a, predicts (the D i) v a = predicts (the C i) (v ++ percepts h) a;
    same_learning : forall i v a, learns (the D i) v a = learns (the C i) (v ++ percepts h) a;
    same_environment : forall k q a o, environment D k q a o = environment C (k ++ h) q a o
  }.

  Lemma stands_at_first : stands C [].
  Proof.
    split; try reflexivity; intros; rewrite ?app_nil_r; try reflexivity.
    exists 1. split; [apply one_pos |]. intro i. ring.
  Qed.

  Lemma weight_beyond h i : (length (models C) <= i)%nat -> weight C h i = 0.
  Proof.
    intro L. assert (E : the C i = nobody) by (unfold the; apply nth_overflow, L).
    induction h as [| s h IH]; cbn; rewrite ?E; [reflexivity |]. destruct (asked s); rewrite IH; cbn; ring.
  Qed.

  Section At.
    Variables (D : class F) (h : history).
    Hypothesis H : stands D h.

    Lemma top_at : top D [] = top C h.
    Proof.
      destruct (same_weights D h H) as [u [P W]]. symmetry.
      apply (top_scale C D h [] u P W); symmetry;
        [apply (same_alpha D h H) | apply (same_rule D h H) | apply (same_models D h H)].
    Qed.

    Lemma predicted_at i a : predicted D i [] a = predicted C i h a.
    Proof. apply (same_predictions D h H). Qed.

    Lemma actions_at : actions D = actions C.
    Proof. unfold actions. rewrite (same_actions D h H). reflexivity. Qed.

    Lemma observations_at : observations D = observations C.
    Proof. unfold observations. rewrite (same_observations D h H). reflexivity. Qed.

    Lemma mu_at a : mu D [] a = mu C h a.
    Proof. unfold mu. rewrite (same_truth D h H). apply predicted_at. Qed.

    Lemma least_at a : least D (top D []) a = agreed C h a.
    Proof.
      rewrite top_at. unfold agreed, least. destruct (top C h) as [| i l]; [reflexivity |].
      rewrite predicted_at. induction l as [| j l IH]; [reflexivity |]. cbn. rewrite IH, predicted_at. reflexivity.
    Qed.

    Lemma theta_at : 1 - sum (actions D) (least D (top D [])) = theta C h.
    Proof. unfold theta. rewrite actions_at. f_equal. apply sum_ext. intros a _. apply least_at. Qed.

    Lemma has_at : existsb (Nat.eqb (truth D)) (top D []) = top_has C h (truth C).
    Proof. rewrite top_at, (same_truth D h H). reflexivity. Qed.

    Lemma the_after s i : (i < length (models D))%nat -> the (after D s) i =
      Model (if asked s then prior (the D i) * learns (the D i) [] (did s) else prior (the D i))
        (fun v => predicts (the D i) (v ++ [(did s, saw s)])) (fun v => learns (the D i) (v ++ [(did s, saw s)])).
    Proof.
      intro L. unfold the at 1, after, models at 1.
      set (f := fun m : model F => Model _ _ _).
      rewrite (nth_indep _ nobody (f nobody)) by (rewrite map_length; exact L).
      rewrite map_nth. reflexivity.
    Qed.

    Lemma stands_after s : stands (after D s) (s :: h).
    Proof.
      assert (beyond : forall i, (length (models D) <= i)%nat -> the (after D s) i = nobody /\ the C i = nobody).
      { intros i L. split; apply nth_overflow; [cbn; rewrite map_length |]; rewrite <- ?(same_models D h H); exact L. }
      assert (shift : forall v, v ++ percepts (s :: h) = (v ++ [(did s, saw s)]) ++ percepts h).
      { intro v. rewrite <- app_assoc. reflexivity. }
      split; try apply H.
      - cbn. rewrite map_length. apply H.
      - destruct (same_weights D h H) as [u [P W]]. exists u. split; [exact P |]. intro i.
        destruct (Nat.lt_ge_cases i (length (models D))) as [L | L].
        + cbn [weight]. rewrite the_after by exact L. cbn [prior]. rewrite W. cbn [weight].
          destruct (asked s); [| reflexivity]. rewrite (same_learning D h H). cbn [app]. ring.
        + rewrite weight_beyond by (rewrite <- (same_models D h H); exact L). cbn [weight].
          rewrite (proj1 (beyond i L)). cbn. ring.
      - intros i v a. rewrite shift. destruct (Nat.lt_ge_cases i (length (models D))) as [L | L].
        + rewrite the_after by exact L. apply (same_predictions D h H).
        + destruct (beyond i L) as [-> ->]. reflexivity.
      - intros i v a. rewrite shift. destruct (Nat.lt_ge_cases i (length (models D))) as [L | L].
        + rewrite the_after by exact L. apply (same_learning D h H).
        + destruct (beyond i L) as [-> ->]. reflexivity.
      - intros k q a o. cbn. rewrite (same_environment D h H). rewrite <- app_assoc. reflexivity.
    Qed.
  End At.

  (** ** The next steps *)

  (** A branching is right where sums over it are sums over the next step. *)
  Definition right (branches : branching (F := F)) : Prop :=
    forall D h (f : class F -> F) (g : step -> F), stands D h ->
      (forall E s, stands E (s :: h) -> f E = g s) ->
      sum (branches D (top D []) (theta C h)) (fun b => fst b * f (snd b)) = next C h g.

  Lemma sum_filter (l : list (F * class F)) f :
    (forall b, In b l -> 0 <= fst b) ->
    sum (filter (fun b => negb (leb (fst b) 0)) l) (fun b => fst b * f (snd b)) = sum l (fun b => fst b * f (snd b)).
  Proof.
    intro P. induction l as [| b l IH]; [reflexivity |]. cbn [filter sum].
    assert (IH' := IH (fun b' I => P b' (or_intror I))).
    destruct (leb (fst b) 0) eqn:Z; cbn [negb sum]; rewrite IH'; [| reflexivity].
    assert (fst b = 0) as -> by (apply le_antisym; [exact Z | apply P; left; reflexivity]). ring.
  Qed.

  Lemma sum_flat_map {A B : Type} (f : A -> list B) (l : list A) (g : B -> F) :
    sum (flat_map f l) g = sum l (fun a => sum (f a) g).
  Proof. induction l as [| a l IH]; cbn [flat_map sum]; [reflexivity |]. rewrite sum_app, IH. reflexivity. Qed.

  Lemma sum_map {A B : Type} (f : A -> B) (l : list A) (g : B -> F) : sum (map f l) g = sum l (fun a => g (f a)).
  Proof. induction l as [| a l IH]; cbn [map sum]; [reflexivity |]. rewrite IH. reflexivity. Qed.

  Lemma every_is_right : right every.
  Proof.
    intros D h f g H E. unfold every. rewrite sum_filter.
    - rewrite sum_flat_map, (actions_at D h H), next_unfold, <- sum_add. apply sum_ext. intros a _.
      rewrite sum_flat_map, (observations_at D h H).
      rewrite <- !sum_mul_l, <- sum_add. apply sum_ext. intros o _. cbn [sum fst snd].
      rewrite !(E _ _ (stands_after D h H _)), (least_at D h H), (mu_at D h H), !(same_environment D h H).
      cbn [app]. ring.
    - intros b I. apply in_flat_map in I as [a [_ I]]. apply in_flat_map in I as [o [_ I]].
      destruct I as [<- | [<- | []]]; cbn [fst]; rewrite ?(least_at D h H), ?(mu_at D h H), (same_environment D h H);
        (apply mul_nonneg; [| apply environment_nonneg, V]);
        [apply agreed_nonneg, V | apply mul_nonneg; [apply theta_nonneg, V | apply mu_nonneg, V]].
  Qed.

  (** Neither models nor environment look back. *)
  Definition memoryless : Prop :=
    (forall m, In m (models C) -> forall v a, predicts m v a = predicts m [] a /\ learns m v a = learns m [] a) /\
    (forall h q a o, environment C h q a o = environment C [] q a o).

  Hypothesis M : memoryless.

  Lemma no_memory i v a :
    predicts (the C i) v a = predicts (the C i) [] a /\ learns (the C i) v a = learns (the C i) [] a.
  Proof.
    destruct (Nat.lt_ge_cases i (length (models C))) as [L | L].
    - apply (proj1 M), the_is_a_model, L.
    - unfold the. rewrite nth_overflow by exact L. split; reflexivity.
  Qed.

  (** Then only the weights matter. *)
  Lemma stands_too D h k : stands D h -> (forall i, weight C k i = weight C h i) -> stands D k.
  Proof.
    intros [] W. split; try assumption.
    - destruct same_weights0 as [u [P Wu]]. exists u. split; [exact P |]. intro i. rewrite W. apply Wu.
    - intros i v a. rewrite same_predictions0, (proj1 (no_memory i _ a)), <- (proj1 (no_memory i (v ++ percepts k) a)).
      reflexivity.
    - intros i v a. rewrite same_learning0, (proj2 (no_memory i _ a)), <- (proj2 (no_memory i (v ++ percepts k) a)).
      reflexivity.
    - intros l q a o. rewrite same_environment0, (proj2 M), <- (proj2 M (l ++ k)). reflexivity.
  Qed.

  Lemma merged_is_right : right merged.
  Proof.
    intros D h f g H E. unfold merged. rewrite sum_filter.
    - cbn [sum fst snd]. rewrite sum_map. cbn [fst snd]. rewrite (actions_at D h H).
      rewrite (next_ext C V h g (fun s => if asked s then f (after D (Step true (did s) 0%nat)) else f D)).
      + rewrite (next_unseen C V h (fun q a => if q then f (after D (Step true a 0%nat)) else f D)).
        rewrite sum_mul_r, agreed_sum, <- sum_mul_l. f_equal. apply sum_ext. intros a _. rewrite (mu_at D h H). ring.
      + intros [q a o] _. cbn [asked did]. symmetry. destruct q; apply E.
        * apply (stands_too _ (Step true a 0%nat :: h)); [apply stands_after, H | reflexivity].
        * apply (stands_too _ h); [exact H | reflexivity].
    - intros b [<- | I]; cbn [fst].
      + apply sub_nonneg, theta_le_one, V.
      + apply in_map_iff in I as [a [<- _]]. cbn [fst]. rewrite (mu_at D h H).
        apply mul_nonneg; [apply theta_nonneg, V | apply mu_nonneg, V].
  Qed.

  (** ** The induction *)

  Section Induction.
    Variable branches : branching (F := F).
    Hypothesis R : right branches.
    Notation ev n D := (evaluate branches n D).

    Lemma sums_ahead (c : history -> F) (pr : quantities F -> F) :
      (forall D, pr (ev 0 D) = 0) ->
      (forall n D h, stands D h -> pr (ev (S n) D) =
         c h + sum (branches D (top D []) (theta C h)) (fun b => fst b * pr (ev n (snd b)))) ->
      forall n D h, stands D h ->
        expect C n (along 0 (fun past x => c past + x)) h = along 0 (fun past x => c past + x) h + pr (ev n D).
    Proof.
      intros zero step_. induction n as [| n IH]; intros D h H; cbn [expect]; [rewrite zero; ring |].
      rewrite (step_ n D h H), (R D h (fun E => pr (ev n E))
        (fun s => expect C n (along 0 (fun past x => c past + x)) (s :: h) +
                  (0 - (c h + along 0 (fun past x => c past + x) h))) H).
      - rewrite next_add, next_const by exact V. ring.
      - intros E s HE. rewrite (IH E (s :: h) HE). cbn [along]. ring.
    Qed.

    Lemma products_ahead (b : history -> F) (pr : quantities F -> F) :
      (forall D, pr (ev 0 D) = 1) ->
      (forall n D h, stands D h -> pr (ev (S n) D) =
         b h * sum (branches D (top D []) (theta C h)) (fun x => fst x * pr (ev n (snd x)))) ->
      forall n D h, stands D h ->
        expect C n (along 1 (fun past x => b past * x)) h = along 1 (fun past x => b past * x) h * pr (ev n D).
    Proof.
      intros one_ step_. induction n as [| n IH]; intros D h H; cbn [expect]; [rewrite one_; ring |].
      set (x0 := b h * along 1 (fun past x => b past * x) h).
      rewrite <- (R D h (fun E => x0 * pr (ev n E))
        (fun s => expect C n (along 1 (fun past x => b past * x)) (s :: h)) H).
      - rewrite (step_ n D h H), (sum_ext _ _ (fun e => x0 * (fst e * pr (ev n (snd e))))) by (intros; ring).
        rewrite sum_mul_l. unfold x0. ring.
      - intros E s HE. symmetry. apply (IH E (s :: h) HE).
    Qed.

    Lemma kept_is_a_product h :
      indicator (retained C h) = along 1 (fun past x => indicator (top_has C past (truth C)) * x) h :> F.
    Proof.
      induction h as [| s h IH]; [reflexivity |]. unfold retained in *. cbn [along]. rewrite <- IH.
      destruct (top_has C h (truth C)); cbn [andb indicator]; ring.
    Qed.

    Ltac step_of_evaluate H :=
      cbn [evaluate]; rewrite (theta_at _ _ H), ?(has_at _ _ H); cbn [sum1 sum2 sum3 lost kept grown]; rewrite sum_map;
      cbn [fst snd]; reflexivity || (cbn [pow]; ring).

    Proposition evaluate_is_right n : quantities_of C n = listed_quantities (ev n C).
    Proof.
      pose proof stands_at_first as H0. unfold quantities_of, listed_quantities, S_, probability.
      assert (sums : forall c pr, (forall D, pr (ev 0 D) = 0) ->
        (forall n D h, stands D h -> pr (ev (S n) D) =
           c h + sum (branches D (top D []) (theta C h)) (fun b => fst b * pr (ev n (snd b)))) ->
        expect C n (along 0 (fun past x => c past + x)) [] = pr (ev n C)).
      { intros c pr Z S. rewrite (sums_ahead c pr Z S n C [] H0). cbn [along]. ring. }
      assert (products : forall b pr, (forall D, pr (ev 0 D) = 1) ->
        (forall n D h, stands D h -> pr (ev (S n) D) =
           b h * sum (branches D (top D []) (theta C h)) (fun x => fst x * pr (ev n (snd x)))) ->
        expect C n (along 1 (fun past x => b past * x)) [] = pr (ev n C)).
      { intros b pr Z S. rewrite (products_ahead b pr Z S n C [] H0). cbn [along]. ring. }
      repeat f_equal.
      - apply (sums (fun past => theta C past ^ 1) sum1); [reflexivity |]. intros k D h H. step_of_evaluate H.
      - apply (sums (fun past => theta C past ^ 2) sum2); [reflexivity |]. intros k D h H. step_of_evaluate H.
      - apply (sums (fun past => theta C past ^ 3) sum3); [reflexivity |]. intros k D h H. step_of_evaluate H.
      - apply (sums (fun past => if top_has C past (truth C) then 0 else theta C past ^ 3) lost); [reflexivity |].
        intros k D h H. step_of_evaluate H.
      - rewrite (expect_ext C V n _ _ [] kept_is_a_product).
        apply (products (fun past => indicator (top_has C past (truth C))) kept); [reflexivity |].
        intros k D h H. cbn [evaluate]. rewrite (theta_at D h H), (has_at D h H). cbn [kept]. rewrite sum_map.
        destruct (top_has C h (truth C)); cbn [indicator fst snd]; ring.
      - apply (products (fun past => 1 + theta C past) grown); [reflexivity |]. intros k D h H. step_of_evaluate H.
    Qed.
  End Induction.
End Correct.
