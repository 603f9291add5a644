#!/usr/bin/env python3
"""The numbers that Coq computes from the definitions in proofs-notes/coq are those of qed check, exactly.

Coq checks the theorems when tools/proofs.sh runs; here they are read, and compared with the engine. And the classes
that they are about are those of the class files. So engine and proofs are about the same process.
"""
import json
import os
import re
import subprocess
import sys
import unittest
from fractions import Fraction

from tool import CLASSES, ROOT, ToolTest, check_json

sys.path.insert(0, str(ROOT / "tests/proofs"))
import class_files  # noqa: E402

PROOFS = ROOT / "proofs-notes/coq"
COMPUTED = ("S1", "S2", "S3", "S3 lost", "truth_retained", "expected_product")  # Evaluate.quantities_of

# Theorems that end in `fraction (p # q)`, and where qed check shows that number.
THEOREMS = {
    "Stronger.attained_retention": ("attained", "truth_retained"),
    "Stronger.three_questions_sum": ("three-questions", "S3"),
    "Stronger.lost_truth_imitator": ("lost-truth", "events", "0 first", "imitator"),
    "Stronger.lost_truth_demonstrator": ("lost-truth", "events", "0 first", "demonstrator"),
}


def text_of(file):
    return (PROOFS / f"{file}.v").read_text(encoding="utf-8")


def number(text):
    numerator, _, denominator = text.partition("#")
    return Fraction(int(numerator), int(denominator or "1"))


def number_in(theorem):
    """The right hand side of the theorem's equation."""
    file, name = theorem.split(".")
    stated = re.search(rf"^Theorem {name} :(.*?)\.\s*\nProof", text_of(file), re.M | re.S)
    return number(re.search(r"= fraction \(?([\d #]+)\)?$", stated[1].strip())[1])


def number_of(quantities, *keys):
    for key in keys:
        quantities = quantities[key]
    return Fraction(quantities["exact"])


def computed():
    """(class file, horizon, numbers) of every theorem of Examples.v that says what Coq computes."""
    pattern = r"^Theorem \w+ : quantities_of (\w+) (\d+) = map fraction\s*\[([^]]*)\]%Q\.\s*\nProof\. computed"
    for name, horizon, numbers in re.findall(pattern, text_of("Examples"), re.M):
        yield CLASSES / f"{name.replace('_', '-')}.json", horizon, [number(one) for one in numbers.split(";")]


def by_engine(file, horizon):
    found = check_json(file, "--horizon", horizon)["results"][0]["quantities"]
    found["S3 lost"] = {"exact": number_of(found, "S3") - number_of(found, "S3_collected")}
    return [number_of(found, name) for name in COMPUTED]


class Proofs(ToolTest):
    def test_engine_and_coq_compute_the_same(self):
        names = set()
        for file, horizon, numbers in computed():
            with self.subTest(file.stem):
                self.assertEqual(numbers, by_engine(file, horizon))
            names.add(file.stem)
        self.assertEqual(names, set(class_files.SHIPPED))

    def test_another_horizon_is_noticed(self):
        for file, horizon, numbers in computed():
            with self.subTest(file.stem):
                self.assertNotEqual(numbers, by_engine(file, str(int(horizon) - 1)))

    def test_stronger_variants_fail_on_the_same_numbers(self):
        for theorem, (name, *keys) in THEOREMS.items():
            with self.subTest(theorem):
                quantities = check_json(PROOFS / f"classes/{name}.json")["results"][0]["quantities"]
                self.assertEqual(number_in(theorem), number_of(quantities, *keys))

    def test_top_size_is_attained(self):
        for name, above in (("two-equals", 0),     # Stronger.top_size_below_one_over_alpha_is_refuted
                            ("three-equals", 1)):  # Stronger.top_size_is_attained_if_not_strict
            with self.subTest(name):
                result = check_json(PROOFS / f"classes/{name}.json")["results"][0]
                self.assertEqual(result["quantities"]["max_top_size"], above + 1 / Fraction(result["alpha"]))

    def test_classes_are_those_of_the_files(self):
        self.assertEqual(text_of("Classes"), class_files.text())

    def test_a_class_that_cannot_be_said_in_coq_is_refused(self):
        class_ = json.loads((CLASSES / "two-coins.json").read_text(encoding="utf-8"))
        for change, said in (({"forced_queries": 1}, "forced_queries"), ({"families": []}, "families"),
                             ({"environment": {"sees_query": True}}, "sees queries"),
                             ({"models": [class_["models"][0] | {"kind": "oracle"}]}, "oracle")):
            with self.subTest(said), self.assertRaisesRegex(SystemExit, said):
                class_files.definition("changed", class_ | change)

    def test_an_engine_that_is_asked_for_must_be_there(self):
        asked = subprocess.run(["bash", ROOT / "tools/proofs.sh", "--engine"], capture_output=True, text=True, check=False,
                               env=os.environ | {"QED_TOOL": "/nowhere/qed"})
        self.assertEqual((asked.returncode, asked.stdout), (2, ""))
        self.assertIn("--engine needs a qed: /nowhere/qed is not there", asked.stderr)


if __name__ == "__main__":
    unittest.main()
