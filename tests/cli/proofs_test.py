#!/usr/bin/env python3
"""The numbers that Coq computes from the definitions in proofs-notes/coq are those of qed check, exactly.

Coq checks the theorems below when tools/proofs.sh runs; here they are read, and compared with the engine. So engine
and proofs are about the same process.
"""
import re
import unittest
from fractions import Fraction

from tool import CLASSES, ROOT, ToolTest, check_json

PROOFS = ROOT / "proofs-notes/coq"
TWO_COINS = (CLASSES / "two-coins.json", "--horizon", "10")

# A theorem that ends in `fraction (p # q)`, and where qed check shows that number.
THEOREMS = {
    "Examples.two_coins_S1": (TWO_COINS, "S1"),
    "Examples.two_coins_S2": (TWO_COINS, "S2"),
    "Examples.two_coins_S3": (TWO_COINS, "S3"),
    "Examples.two_coins_truth_retained": (TWO_COINS, "truth_retained"),
    "Examples.two_coins_expected_product": (TWO_COINS, "expected_product"),
    "Stronger.attained_retention": ((PROOFS / "classes/attained.json",), "truth_retained"),
    "Stronger.three_questions_sum": ((PROOFS / "classes/three-questions.json",), "S3"),
    "Stronger.lost_truth_imitator": ((PROOFS / "classes/lost-truth.json",), "events", "0 first", "imitator"),
    "Stronger.lost_truth_demonstrator": ((PROOFS / "classes/lost-truth.json",), "events", "0 first", "demonstrator"),
}


def number_in(theorem):
    """The right hand side of the theorem's equation."""
    file, name = theorem.split(".")
    text = (PROOFS / f"{file}.v").read_text(encoding="utf-8")
    stated = re.search(rf"^Theorem {name} :(.*?)\.\s*\nProof", text, re.M | re.S)
    numbers = re.search(r"= fraction (?:\((\d+) # (\d+)\)|(\d+))$", stated[1].strip())
    return Fraction(int(numbers[1]), int(numbers[2])) if numbers[1] else Fraction(int(numbers[3]))


def number_of(arguments, *keys):
    value = check_json(*arguments)["results"][0]["quantities"]
    for key in keys:
        value = value[key]
    return Fraction(value["exact"])


class Proofs(ToolTest):
    def test_engine_and_proofs_agree(self):
        for theorem, (arguments, *keys) in THEOREMS.items():
            with self.subTest(theorem):
                self.assertEqual(number_in(theorem), number_of(arguments, *keys))

    def test_top_size_needs_its_one(self):
        result = check_json(PROOFS / "classes/two-equals.json")["results"][0]
        self.assertEqual(result["quantities"]["max_top_size"], 2)
        self.assertEqual(1 / Fraction(result["alpha"]), 2)  # Stronger.top_size_below_one_over_alpha_is_refuted

    def test_a_wrong_number_is_noticed(self):
        self.assertNotEqual(number_in("Examples.two_coins_S1"), number_of((TWO_COINS[0], "--horizon", "9"), "S1"))


if __name__ == "__main__":
    unittest.main()
