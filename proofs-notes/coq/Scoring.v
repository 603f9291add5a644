(** * Scoring rules

    Claims sum-closure and savage (proofs-notes/scoring-rules.md), for finitely many outcomes. A rule gives a score
    to a report and an outcome; larger is better. *)

From Coq Require Import Bool List Arith Lia.
From Demonstrandum Require Import Numbers Definitions.
Import ListNotations.
Local Open Scope num_scope.

Section Scoring.
  Context {F : Num} {laws : ordered_field F} (n : nat).
  Add Field F_field : (@field_laws F laws).

  Definition report := nat -> F.
  Definition scoring_rule := report -> nat -> F.

  (** The expected score of report [p] where outcomes follow [q]. *)
  Definition score (S : scoring_rule) (p q : report) : F := sum (seq 0 n) (fun y => q y * S p y).

  Definition proper (S : scoring_rule) : Prop := forall p q, law n p -> law n q -> score S p q <= score S q q.

  Definition strictly_proper (S : scoring_rule) : Prop :=
    forall p q, law n p -> law n q -> (exists y, (y < n)%nat /\ p y <> q y) -> score S p q < score S q q.

  (** ** Sums *)

  Definition combination (parts : list (F * scoring_rule)) : scoring_rule :=
    fun p y => sum parts (fun part => fst part * snd part p y).

  Lemma score_combination parts p q :
    score (combination parts) p q = sum parts (fun part => fst part * score (snd part) p q).
  Proof.
    unfold score, combination. rewrite (sum_ext _ _ (fun y => sum parts (fun part => q y * (fst part * snd part p y))))
      by (intros; rewrite sum_mul_l; reflexivity).
    rewrite sum_swap. apply sum_ext. intros part _. rewrite <- sum_mul_l. apply sum_ext. intros; ring.
  Qed.

  Proposition proper_sums parts :
    (forall part, In part parts -> 0 <= fst part /\ proper (snd part)) -> proper (combination parts).
  Proof.
    intros H p q P Q. rewrite !score_combination. apply sum_le. intros part I.
    destruct (H part I) as [N S]. apply mul_le_l; [exact N | apply S; assumption].
  Qed.

  Proposition strictly_proper_sums parts strict :
    (forall part, In part parts -> 0 <= fst part /\ proper (snd part)) ->
    In strict parts -> 0 < fst strict -> strictly_proper (snd strict) -> strictly_proper (combination parts).
  Proof.
    intros H I P S p q Lp Lq D. rewrite !score_combination.
    apply (of_diff_lt (sum parts (fun part => fst part * score (snd part) q q - fst part * score (snd part) p q)));
      [| rewrite sum_sub; reflexivity].
    eapply lt_le_trans; [| apply (sum_one_le parts _ strict); [| exact I]].
    - apply sub_pos. apply (of_diff_lt (fst strict * (score (snd strict) q q - score (snd strict) p q))); [| ring].
      apply mul_pos; [exact P |]. apply sub_pos, S; assumption.
    - intros part J. destruct (H part J) as [N Sp]. apply sub_nonneg, mul_le_l; [exact N | apply Sp; assumption].
  Qed.

  (** ** Savage *)

  (** [G' p] is a subgradient of [G] at [p], on the simplex: the graph of [G] lies above its tangent. *)
  Definition subgradient (G : report -> F) (G' : scoring_rule) : Prop :=
    forall p q, law n p -> law n q -> G p + sum (seq 0 n) (fun y => G' p y * (q y - p y)) <= G q.

  (** The rule of a function and a choice of subgradient: the tangent at the report, at the outcome. *)
  Definition savage_rule (G : report -> F) (G' : scoring_rule) : scoring_rule :=
    fun p y => G p + (G' p y - sum (seq 0 n) (fun z => G' p z * p z)).

  Lemma savage_score G G' p q :
    law n q -> score (savage_rule G G') p q = G p + sum (seq 0 n) (fun y => G' p y * (q y - p y)).
  Proof.
    intros [_ Q]. unfold score, savage_rule.
    set (mean := sum (seq 0 n) (fun z => G' p z * p z)).
    rewrite (sum_ext _ _ (fun y => q y * (G p - mean) + G' p y * q y)) by (intros; ring).
    rewrite sum_add, sum_mul_r, Q.
    rewrite (sum_ext _ (fun y => G' p y * (q y - p y)) (fun y => G' p y * q y - G' p y * p y)) by (intros; ring).
    rewrite sum_sub. fold mean. ring.
  Qed.

  Lemma savage_truth G G' p : law n p -> score (savage_rule G G') p p = G p.
  Proof.
    intro P. rewrite savage_score by exact P. rewrite sum_zero; [ring |]. intros y _. ring.
  Qed.

  (** Sufficiency: the rule of a function with a subgradient is proper, and the function is its own. *)
  Proposition savage_sufficient G G' :
    subgradient G G' ->
    proper (savage_rule G G') /\ forall p, law n p -> score (savage_rule G G') p p = G p.
  Proof.
    intro H. split; [| intros; apply savage_truth; assumption].
    intros p q P Q. rewrite savage_truth by exact Q. rewrite savage_score by exact Q. apply H; assumption.
  Qed.

  (** Necessity: a proper rule is the rule of its own function, with itself as the subgradient. *)
  Proposition savage_necessary S :
    proper S ->
    subgradient (fun p => score S p p) S /\
    forall p y, savage_rule (fun p => score S p p) S p y = S p y.
  Proof.
    intro H. split.
    - intros p q P Q. eapply le_trans; [| apply (H p q P Q)]. apply (of_diff 0); [apply le_refl |].
      rewrite (sum_ext _ (fun y => S p y * (q y - p y)) (fun y => q y * S p y - p y * S p y)) by (intros; ring).
      rewrite sum_sub. unfold score. ring.
    - intros p y. unfold savage_rule, score.
      rewrite (sum_ext _ (fun z => S p z * p z) (fun z => p z * S p z)) by (intros; ring). ring.
  Qed.

  (** ** The notions are not empty: Brier's rule is strictly proper *)

  Definition brier : scoring_rule := fun p y => (1 + 1) * p y - sum (seq 0 n) (fun z => p z * p z).

  Lemma brier_loss p q :
    law n p -> law n q -> score brier q q - score brier p q = sum (seq 0 n) (fun y => (q y - p y) * (q y - p y)).
  Proof.
    intros _ [_ Q]. unfold score, brier.
    set (pp := sum (seq 0 n) (fun z => p z * p z)). set (qq := sum (seq 0 n) (fun z => q z * q z)).
    rewrite (sum_ext _ (fun y => q y * ((1 + 1) * q y - qq)) (fun y => (1 + 1) * (q y * q y) - q y * qq))
      by (intros; ring).
    rewrite (sum_ext _ (fun y => q y * ((1 + 1) * p y - pp)) (fun y => (1 + 1) * (q y * p y) - q y * pp))
      by (intros; ring).
    rewrite (sum_ext _ (fun y => (q y - p y) * (q y - p y))
      (fun y => q y * q y + (p y * p y - (1 + 1) * (q y * p y)))) by (intros; ring).
    rewrite sum_add, !sum_sub, !sum_mul_l, !sum_mul_r, Q. fold pp qq. ring.
  Qed.

  Proposition brier_is_strictly_proper : proper brier /\ strictly_proper brier.
  Proof.
    split.
    - intros p q P Q. apply (of_diff (sum (seq 0 n) (fun y => (q y - p y) * (q y - p y)))).
      + apply sum_nonneg. intros. apply square_nonneg.
      + apply brier_loss; assumption.
    - intros p q P Q [y [L D]]. apply (of_diff_lt (sum (seq 0 n) (fun y => (q y - p y) * (q y - p y)))).
      + eapply lt_le_trans; [| apply (sum_one_le (seq 0 n) (fun y => (q y - p y) * (q y - p y)) y)].
        * apply le_neq_lt; [apply square_nonneg |]. intro E. assert (N : q y - p y <> 0).
          { intro Z. apply D. replace (p y) with (q y - (q y - p y)) by ring. rewrite Z. ring. }
          exact (N (mul_eq_zero _ _ E N)).
        * intros. apply square_nonneg.
        * apply in_seq. lia.
      + apply brier_loss; assumption.
  Qed.
End Scoring.
