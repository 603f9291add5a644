"""qed claims cubic-query-sum-lower --family: the deterministic classes, and those that reach the constant 3."""

import json
import signal
import subprocess
import time
import unittest
from fractions import Fraction

from tool import QED, ToolTest, check_json, environment, qed

LOWER = ("claims", "cubic-query-sum-lower", "--family")
QUERIES = (*LOWER, "shows-queries")


def series(*arguments):
    return json.loads(qed(*LOWER, *arguments, "--format", "json").stdout)["series"]


class Deterministic(ToolTest):
    def test_the_usual_members(self):
        text = self.assert_status(0, *LOWER, "deterministic").stdout
        self.assertRegex(text, r"(?m)^  1/64 +strict +63 +63 +63/64 +21/64$")

    def test_thresholds_and_prior_are_chosen(self):
        # w = 1/3: odds 2; alpha = 1/10: 2/(1/10) = 20, so 19 alternatives under the strict rule: 19 * 1/10 / 2.
        rows = series("deterministic", "--alpha", "1/10,0.05", "--prior", "1/3")
        self.assertEqual([(r["alpha"], r["threshold"], r["alternatives"], r["alpha_S3"]["exact"]) for r in rows],
                         [("1/10", "strict", 19, "19/20"), ("1/20", "strict", 39, "39/40"),
                          ("1/10", "non-strict", 20, "1"), ("1/20", "non-strict", 40, "1")])


class ShowsQueries(ToolTest):
    def test_small_batches_are_exact(self):
        # Three at spread 3/10 add 3 + 9/100 (tests/claims/constant_three_test.cpp); the slack is 1/1000.
        row, = series("shows-queries", "--batch", "3", "--spread", "3/10")
        self.assertEqual(row["method"], "exact")
        self.assertEqual(Fraction(row["value"]["exact"]), Fraction(309, 300) * Fraction(1000, 1001))
        self.assertEqual(row["checked"]["claim"], "cubic-query-sum-sharp")
        self.assertEqual(row["checked"]["verdict"], "holds")
        self.assertLess(Fraction(row["checked"]["ratio"]["exact"]), Fraction(row["value"]["exact"]) / 3)

    def test_the_class_is_saved_and_checks_to_the_same_value(self):
        file = self.folder / "batch.json"
        row, = series("shows-queries", "--batch", "3", "--spread", "1/4", "--out", file)
        result = check_json(file)["results"][0]
        self.assertTrue(all(c["verdict"] in ("holds", "not-applicable") for c in result["claims"]))
        self.assertEqual(result["quantities"]["truth_retained"]["exact"], "1")
        forever = result["forever"]["S3"]
        prior = Fraction(json.loads(file.read_text(encoding="utf-8"))["models"][0]["prior"])
        scale = Fraction(row["alpha"]) / (1 / prior - 1)
        if "exact" in forever:
            self.assertEqual(scale * Fraction(forever["exact"]), Fraction(row["value"]["exact"]))

    def test_values_are_drawn_against_three(self):
        rows = series("shows-queries", "--batch", "2,3", "--spread", "1/4", "--plot", self.folder / "three.svg")
        self.assertIn("<svg", (self.folder / "three.svg").read_text(encoding="utf-8"))
        numbers = (self.folder / "three.dat").read_text(encoding="utf-8").splitlines()
        found = [line.split() for line in numbers if line and not line.startswith("#")]
        self.assertEqual([(row[3], row[4]) for row in found],
                         [("2", rows[0]["value"]["exact"]), ("3", rows[1]["value"]["exact"]), ("2", "3"), ("3", "3")])

    def test_large_batches_are_drawn(self):
        drawn = ("--batch", "200", "--spread", "1/10", "--samples", "300")
        row, = series("shows-queries", *drawn, "--jobs", "1")
        self.assertEqual((row["method"], row["samples"]), ("sampled", 300))
        self.assertGreater(float(row["value"]["lower"]), 2.5)
        self.assertLess(float(row["value"]["upper"]), 2.65)
        self.assertEqual(series("shows-queries", *drawn, "--jobs", "3"), [row])
        self.assertNotEqual(series("shows-queries", *drawn, "--seed", "2"), [row])
        narrow, = series("shows-queries", *drawn, "--error", "1/2")
        self.assertGreater(float(narrow["value"]["lower"]), float(row["value"]["lower"]))
        text = self.assert_status(0, *QUERIES, *drawn).stdout
        self.assertIn("with probability at most 1/20", text)
        self.assertIn("seed 1", text)

    def test_what_is_out_of_exact_reach_says_so(self):
        result = self.assert_status(3, *QUERIES, "--batch", "2,40", "--spread", "1/10")
        self.assertIn("too many states", result.stdout)
        self.assertIn("--samples N draws batches", result.stdout)
        self.assertRegex(result.stdout, r"(?m)^ +2 +1/10 .* exact ")

    def test_interruption_keeps_what_was_drawn(self):
        process = subprocess.Popen([QED, *QUERIES, "--batch", "1000", "--spread", "1/10", "--samples", "10000000"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
                                   env=environment())
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 3, err)
        self.assertIn("interrupted", out)
        self.assertRegex(out, r"(?m)^ +1000 +1/10 .* sampled +\d\.\d+ \.\. 2\.\d+ ")


class Usage(ToolTest):
    def test_what_is_not_understood_is_refused(self):
        for arguments, said in (
                ((*LOWER, "fast"), 'found "fast", expected deterministic or shows-queries'),
                (("claims", "--family", "shows-queries"), "belongs to qed claims cubic-query-sum-lower"),
                (("claims", "query-drift", "--family", "deterministic"), "belongs to qed claims cubic-query-sum-lower"),
                (("claims", "cubic-query-sum-lower", "--samples", "10"), "belongs to --family shows-queries"),
                ((*LOWER, "deterministic", "--batch", "3"), "belongs to --family shows-queries"),
                ((*QUERIES, "--alpha", "1/4"), "belongs to --family deterministic"),
                ((*LOWER, "deterministic", "--alpha", "2"), "alpha = 2 is outside (0, 1)"),
                ((*LOWER, "deterministic", "--alpha", "1/4,x"), 'found "x"'),
                ((*QUERIES, "--batch", "1"), "a batch of 1 is outside 2"),
                ((*QUERIES, "--batch", "3,,4"), 'found "": expected a whole number'),
                ((*QUERIES, "--spread", "0.9"), "a spread of 9/10 is outside [1/1000, 1/2]"),
                ((*QUERIES, "--spread", "half"), 'found "half"'),
                ((*QUERIES, "--batch", "10", "--samples", "5", "--error", "1"), "an error probability of 1 is outside"),
                ((*QUERIES, "--samples", "0"), "--samples"),
                ((*QUERIES, "--out", "x.json"), "expected one --batch and one --spread"),
                ((*QUERIES, "--batch", "3", "--spread", "1/4", "--out", "/dev/null/x"), "cannot be written")):
            with self.subTest(arguments):
                result = self.assert_status(2, *arguments)
                self.assertIn(said, result.stderr)
                self.assertEqual(len(result.stderr.strip().splitlines()), 1)


if __name__ == "__main__":
    unittest.main()
