"""Classes with families of models: exact by the models that can be collected, enclosed where these are too many."""

import json
import subprocess
import sys
import unittest
from fractions import Fraction

from tool import CLASSES, ROOT, ToolTest, check_json, qed

FAMILIES = [CLASSES / f"{name}.json" for name in ("bernoulli-grid", "markov-grid", "automata")]
COINS = FAMILIES[0]


def result_of(*arguments):
    return check_json(*arguments)["results"][0]


class Families(ToolTest):
    def listed(self, file, *options):
        """The class file of the models that were found."""
        out = self.assert_status(0, "export", "--to", "class", "--out", self.folder / "found", *options, file).stdout
        self.assertEqual(out, f"{self.folder}/found.models.json\n")
        return self.folder / "found.models.json"

    def test_shipped_classes_are_exact(self):
        for file in FAMILIES:
            with self.subTest(file.name):
                result = result_of(file)
                families = result["families"]
                self.assertEqual((result["method"], families["complete"]), ("exact", True))
                self.assertEqual({c["verdict"] for c in result["claims"]}, {"holds"})
                threshold = Fraction(result["alpha"]) * Fraction(families["least_largest_weight"]["exact"])
                self.assertLessEqual(Fraction(families["largest_prior_left"]["exact"]), threshold)
                listed = self.listed(file)
                content = json.loads(listed.read_text("utf-8"))
                self.assertNotIn("families", content)
                own = len(json.loads(file.read_text("utf-8"))["models"])
                self.assertEqual(len(content["models"]) - own, families["models_found"])
                priors = sum(Fraction(m["prior"]) for m in content["models"])
                self.assertLessEqual(priors + Fraction(families["prior_left"]["exact"]), 1)
                plain = result_of(listed)
                self.assertEqual(plain["quantities"], result["quantities"])
                self.assertEqual(plain["claims"], result["claims"])

    def test_the_text_says_why_it_is_exact(self):
        text = self.assert_status(0, "check", COINS).stdout
        self.assertIn("method exact", text)
        self.assertRegex(text, r"families: \d+ models found; the rest have prior mass ")
        self.assertIn("exact for the whole class", text)

    def test_few_models_enclose(self):
        exact = result_of("--horizon", "6", COINS)
        few = result_of("--horizon", "6", "--max-models", "8", COINS)
        self.assertEqual((few["method"], few["families"]["complete"]), ("certified", False))
        self.assertEqual(few["families"]["models_found"], 8)
        self.assertNotIn("forever", few)
        wide = 0
        for name in ("S1", "S2", "S3", "truth_retained", "expected_product"):
            value, ends = Fraction(exact["quantities"][name]["exact"]), few["quantities"][name]
            self.assertLessEqual(Fraction(ends["lower"]), value)
            self.assertGreaterEqual(Fraction(ends["upper"]), value)
            wide += Fraction(ends["lower"]) < value
        self.assertGreater(wide, 0)
        self.assertNotIn("query-drift", [c["id"] for c in few["claims"]])
        # The enclosures are too wide for one claim: undecided.
        text = self.assert_status(3, "check", "--horizon", "6", "--max-models", "8", COINS).stdout
        self.assertIn("enclosures in place of values", text)

    def test_what_cannot_be_had_is_refused_with_the_reason(self):
        refused = self.assert_status(3, "check", "--max-models", "8", "--claim", "query-drift", COINS)
        self.assertIn("query-drift needs every node", refused.stderr)
        refused = self.assert_status(2, "check", "--imitator", "minimum-over-all-models", COINS)
        self.assertIn('/families: found the imitator "minimum-over-all-models", expected "cautious"', refused.stderr)
        refused = self.assert_status(3, "check", "--max-states", "3", COINS)
        self.assertIn("the limit on states was reached while the models", refused.stderr)
        refused = self.assert_status(3, "check", "--max-models", "8", "--certificate", self.folder / "c", COINS)
        self.assertIn("no certificate: more models than --max-models", refused.stderr)
        self.assertFalse((self.folder / "c").exists())
        refused = self.assert_status(2, "check", "--max-models", "0", COINS)
        self.assertIn("--max-models", refused.stderr)
        history = {"claim": "top-size", "imitator": "cautious", "seed": 1, "history": []}
        saved = self.class_file(source="bernoulli-grid", counterexample=history)
        refused = self.assert_status(2, "replay", saved)
        self.assertIn("/families: found a family of models, expected a class that lists all its models", refused.stderr)

    def test_for_ever_is_enclosed_ever_more_tightly(self):
        file = self.class_file(source="automata", horizon=3)
        loose, tight = (result_of(*width, file)["forever"] for width in ((), ("--width", "1/10")))
        self.assertEqual({loose["S3"]["method"], tight["S3"]["method"]}, {"certified"})
        for name in ("S3", "truth_retained"):
            ends = [Fraction(e[name].get(end, e[name].get("exact"))) for e in (loose, tight) for end in ("lower", "upper")]
            self.assertLessEqual(ends[0], ends[2])
            self.assertLessEqual(ends[2], ends[3])
            self.assertLessEqual(ends[3], ends[1])

    def test_a_family_that_is_found_whole_is_solved(self):
        family = {"name": "machine", "prior": "1", "kind": "automata", "states": 1}
        file = self.class_file(source="automata", families=[family], demonstrator="machine: (0,0)", horizon=8)
        result = result_of(file)
        self.assertEqual(result["families"]["models_found"], 3)
        self.assertEqual(result["families"]["prior_left"]["exact"], "0")
        if result["forever"]["S3"]["method"] != "exact":
            self.skipTest("built without FLINT")
        self.assertEqual(result["forever"], result_of(self.listed(file))["forever"])
        self.assertIn("3 models found, which are all", self.assert_status(0, "check", file).stdout)

    def test_tolerance(self):
        exact = Fraction(result_of(COINS)["quantities"]["S3"]["exact"])
        ends = result_of("--tolerance", "1e-3", COINS)["quantities"]["S3"]
        self.assertLessEqual(Fraction(ends["lower"]), exact)
        self.assertGreaterEqual(Fraction(ends["upper"]), exact)

    def test_a_certificate_is_of_the_models_found(self):
        certificate = self.folder / "coins.cert"
        text = self.assert_status(0, "check", "--horizon", "5", "--certificate", certificate, COINS).stdout
        self.assertIn("of the class of the models found", text)
        verified = subprocess.run([sys.executable, ROOT / "tools/recheck.py", certificate,
                                   self.listed(COINS, "--horizon", "5")], capture_output=True, text=True, check=False)
        self.assertEqual((verified.returncode, verified.stderr), (0, ""))
        self.assertIn(": verified, ", verified.stdout)

    def test_export(self):
        self.assert_status(0, "export", "--to", "drn", "--horizon", "4", "--out", self.folder / "coins", COINS)
        properties = (self.folder / "coins.drn.props").read_text("utf-8")
        s3 = result_of("--horizon", "4", COINS)["quantities"]["S3"]["exact"]
        self.assertIn(f"// RESULT: {s3}\n", properties)
        self.assertIn("right for no more steps", properties)

    def test_standard_input(self):
        text = COINS.read_text("utf-8")
        self.assertEqual(qed("check", "-", stdin=text).returncode, 0)
        bad = qed("check", "-", stdin=text.replace("coin: 1/3", "coin: 3/9"))
        self.assertEqual(bad.returncode, 2)
        self.assertIn('/demonstrator: found "coin: 3/9", expected one of the first 20000 models', bad.stderr)


if __name__ == "__main__":
    unittest.main()
