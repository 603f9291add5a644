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

    def test_what_is_left_unproved(self):
        self.found("F.v, line 6: Admitted", file=FILE.replace("exact I. Qed.", "Admitted."))
        self.found("F.v, line 6: admit", file=FILE.replace("exact I.", "admit."))
        self.found("F.v, line 5: Axiom", file=FILE.replace("Lemma a : True.", "Axiom a : False."))
        self.found("F.v, line 5: Variable", file=FILE.replace("Lemma a : True.", "Variable a : False."))


if __name__ == "__main__":
    unittest.main()
