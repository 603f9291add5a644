#!/usr/bin/env python3
"""axioms.py finds each way in which a theorem may rest on more than it should."""
import unittest

import axioms

LOG = """@ Main.sharp
Closed under the global context
@ Main.real
Axioms:
Reals.order : forall x : R,
  x = x
Reals.long_name_alone
  : forall x : R, x = x
"""
LIST = ["Reals.order", "Reals.long_name_alone"]
FILE = ("(* Axiom of comments (* nested *) Admitted. *)\nSection S.\n  Variable n : nat.\nEnd S.\n"
        "Lemma a : True.\nProof. exact I. Qed.\n")


class Axioms(unittest.TestCase):
    def found(self, expected, axioms_=LIST, log=LOG, file=FILE):
        errors = list(axioms.errors(axioms_, axioms.assumptions(log), {"F.v": file}))
        self.assertTrue(any(expected in error for error in errors), f"{expected!r} is not among {errors}")

    def test_agreement(self):
        self.assertEqual(axioms.assumptions(LOG), {"Main.sharp": [], "Main.real": LIST})
        self.assertEqual(list(axioms.errors(LIST, axioms.assumptions(LOG), {"F.v": FILE})), [])

    def test_an_axiom_too_many(self):
        self.found("Main.real rests on Reals.order", axioms_=LIST[1:])
        self.found("Main.sharp rests on Main.admitted", log=LOG.replace(
            "Closed under the global context", "Axioms:\nMain.admitted : False"))

    def test_an_axiom_that_is_not_needed(self):
        self.found("the list has Choice.choice", axioms_=[*LIST, "Choice.choice"])

    def test_a_log_that_says_nothing(self):
        self.found("no theorem", log="")
        self.found("does not say what Main.sharp", log=LOG.replace("Closed under the global context\n", ""))

    def test_checks_that_the_kernel_was_told_to_leave_out(self):
        """What Coq 8.16 prints under its three options, under -type-in-type, and in an open section."""
        for said in ("loop is assumed to be guarded.", "bad is assumed to be positive.",
                     "pair relies on an unsafe hierarchy."):
            self.found(f"Main.real rests on {said}", log=LOG.replace("Axioms:", f"Axioms:\n{said}"))
            self.found(f"Main.sharp rests on {said}",
                       log=LOG.replace("Closed under the global context", f"Axioms:\n{said}"))
        self.found("Main.real rests on Type hierarchy is collapsed",
                   log=LOG + "Theory:\nType hierarchy is collapsed (logic is inconsistent)\n")
        self.found("Main.sharp rests on Section Variables:",
                   log=LOG.replace("Closed under the global context", "Section Variables:\nn\n: nat"))
        self.found("what is not a theorem rests on Anomaly", log="Anomaly: here\n" + LOG)

    def test_a_check_that_is_switched_off(self):
        for check in ("Guard", "Positivity", "Universe"):
            self.found(f"F.v, line 5: Unset {check} Checking", file=FILE.replace("Lemma", f"Unset {check} Checking. Lemma"))
            self.found(f"line 5: Unset {check} Checking", file=FILE.replace("Lemma", f"Unset\n  {check}\n Checking. Lemma"))
        self.found("line 5: bypass_check", file=FILE.replace("Lemma", "#[bypass_check(guard)] Lemma"))
        self.found("line 5: type-in-type", file=FILE.replace("Lemma", "-type-in-type Lemma"))
        self.found("line 5: Set Definitional UIP", file=FILE.replace("Lemma", "Set Definitional UIP. Lemma"))

    def test_what_is_left_unproved(self):
        self.found("F.v, line 6: Admitted", file=FILE.replace("exact I. Qed.", "Admitted."))
        self.found("F.v, line 6: admit", file=FILE.replace("exact I.", "admit."))
        self.found("F.v, line 5: Axiom", file=FILE.replace("Lemma a : True.", "Axiom a : False."))
        self.found("F.v, line 5: Variable", file=FILE.replace("Lemma a : True.", "Variable a : False."))


if __name__ == "__main__":
    unittest.main()
