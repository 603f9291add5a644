"""qed hunt: what it finds re-checks to the same ratio, and seed and evaluations repeat it."""

import json
import signal
import subprocess
import time
import unittest
import xml.etree.ElementTree as xml
from fractions import Fraction

from tool import QED, ToolTest, check_json, environment, qed

SMALL = ("cubic-query-sum-sharp", "--seed", "3", "--evaluations", "1500")


def hunt_json(*arguments, **how):
    return json.loads(qed("hunt", "--format", "json", *arguments, **how).stdout)


def untimed(report):
    return {k: v for k, v in report.items() if k != "seconds"}


class Hunt(ToolTest):
    def test_sharp_retention_is_attained(self):
        file = self.folder / "deep/tight.json"
        result = self.assert_status(0, "hunt", "truth-retention-sharp", "--seed", "3", "--out", file)
        self.assertEqual(result.stderr, "")
        self.assertIn("the bound is attained: the ratio is exactly 1", result.stdout)
        self.assertIn(f"saved as {file}", result.stdout)
        self.assertRegex(result.stdout, r"repeat: qed hunt truth-retention-sharp --seed 3 --evaluations \d+\n")
        claim = check_json("--claim", "truth-retention-sharp", file)["results"][0]["claims"][0]
        self.assertEqual((claim["verdict"], claim["ratio"], claim["vacuous"]), ("holds", "1", False))
        self.assertEqual(claim["value"], claim["bound"])
        self.assertIn("Ratio of value to bound: 1. ", json.loads(file.read_text(encoding="utf-8"))["note"])

    def test_what_is_saved_has_the_ratio_that_is_told(self):
        for claim in ("cubic-query-sum-sharp", "truth-retention", "query-count", "unlikeliness"):
            file = self.folder / f"{claim}.json"
            found = hunt_json(claim, "--evaluations", "800", "--out", file)["tightest"]
            self.assertEqual(found["file"], str(file))
            checked = check_json("--claim", claim, file)["results"][0]["claims"][0]
            for key in ("value", "bound", "ratio", "verdict"):
                self.assertEqual(checked[key], found["result"][key], (claim, key))
            if "exact" in found["ratio"]:
                self.assertIn(f"Ratio of value to bound: {found['ratio']['exact']}. ", file.read_text(encoding="utf-8"))

    def test_json(self):
        report = hunt_json(*SMALL)
        self.assertEqual((report["format"], report["claim"], report["seed"], report["evaluations"]),
                         ("demonstrandum-hunt/1", "cubic-query-sum-sharp", 3, 1500))
        self.assertFalse(report["interrupted"])
        ratios = [Fraction(i["ratio"]["exact"]) for i in report["trace"]]
        self.assertEqual(ratios, sorted(set(ratios)))
        self.assertLessEqual(ratios[-1], Fraction(report["tightest"]["ratio"]["exact"]))
        self.assertIsNone(report["tightest"]["file"])
        self.assert_status(0, "check", self.write("class.json", report["tightest"]["class"]))

    def test_seed_and_evaluations_repeat_whatever_the_jobs(self):
        first = untimed(hunt_json(*SMALL, "--jobs", 1))
        self.assertEqual(first, untimed(hunt_json(*SMALL, "--jobs", 3)))
        self.assertNotEqual(first["trace"], hunt_json(*SMALL[:2], "4", *SMALL[3:])["trace"])

    def test_a_budget_prints_the_evaluations_that_repeat_it(self):
        first = hunt_json("query-drift", "--budget", "1s", "--seed", "5", "--models", "3")
        repeat = first["repeat"].split()
        self.assertEqual(repeat[:3], ["qed", "hunt", "query-drift"])
        self.assertEqual(repeat[-2:], ["--models", "3"])
        self.assertEqual(untimed(first), untimed(hunt_json(*repeat[2:])))

    def test_trace(self):
        table = self.folder / "trace.tsv"
        report = hunt_json(*SMALL, "--trace", table)
        lines = table.read_text(encoding="utf-8").splitlines()
        self.assertEqual(lines[0], "# " + report["repeat"])
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        self.assertEqual([(int(r[0]), int(r[1]), r[3]) for r in rows],
                         [(i["evaluation"], i["climb"], i["ratio"]["exact"]) for i in report["trace"]])

    def test_plot(self):
        report = hunt_json(*SMALL, "--plot", self.folder / "search.svg")
        self.assertTrue(xml.parse(self.folder / "search.svg").getroot().tag.endswith("svg"))
        numbers = (self.folder / "search.dat").read_text(encoding="utf-8").splitlines()
        rows = [line.split() for line in numbers if line and not line.startswith("#")]
        steps = [(int(row[3]), row[4]) for row in rows[:len(report["trace"])]]
        self.assertEqual(steps, [(i["evaluation"], i["ratio"]["exact"]) for i in report["trace"]])
        refused = self.assert_status(2, "hunt", *SMALL, "--plot", "search.png")
        self.assertIn('--plot: found "search.png", expected the name of a file that ends in .svg', refused.stderr)

    def test_caps(self):
        found = hunt_json(*SMALL, "--models", 2, "--actions", 2, "--horizon", 1)["tightest"]["class"]
        self.assertLessEqual(len(found["models"]), 2)
        self.assertLessEqual(len(found["actions"]), 2)
        self.assertEqual(found["horizon"], 1)

    def test_nothing_found_is_no_success(self):
        # Two models lose the truth in two steps at the earliest; one step has nothing to show.
        result = self.assert_status(3, "hunt", "truth-retention-sharp", "--horizon", 1, "--evaluations", 300)
        self.assertIn("no class was found that exercises the claim", result.stdout)

    def test_interruption_keeps_the_best(self):
        file = self.folder / "kept.json"
        process = subprocess.Popen([QED, "hunt", "cubic-query-sum-sharp", "--budget", "10m", "--out", file],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
                                   cwd=self.folder, env=environment())
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 3, err)
        self.assertIn("interrupted", out)
        self.assertRegex(out, r"repeat: qed hunt cubic-query-sum-sharp --seed 1 --evaluations \d+\n")
        self.assert_status(0, "check", file)


class Usage(ToolTest):
    def test_what_is_not_understood_is_refused(self):
        for arguments, said in (
                ((), "CLAIM"),
                (("truth-retention-shrp",), "did you mean \"truth-retention-sharp\""),
                (("product-growth",), "is about families of classes: it is shown by qed claims product-growth"),
                (("sudoku",), "claim sudoku is about systems: it is decided by qed scenario sudoku"),
                (("moment-matching",), "is about scoring rules: it is decided by qed scenario moment-matching"),
                (("top-prefix",), "is an equality: it has no ratio to raise"),
                (("query-drift", "--evaluations", "0"), 'found "0", expected a whole number of at least 1'),
                (("query-drift", "--budget", "soon"), 'found "soon"'),
                (("query-drift", "--models", "0"), "from 1 to 64"),
                (("query-drift", "--actions", "9"), "from 1 to 8"),
                (("query-drift", "--horizon", "x"), "--horizon"),
                (("query-drift", "--seed", "-1"), "--seed"),
                (("query-drift", "--format", "junit"), "one of text, json"),
                (("query-drift", "--evaluations", "10", "--trace", "/dev/null/x"), "/dev/null/x: cannot be written"),
                (("query-drift", "--evaluations", "10", "--out", "/dev/null/x"), "/dev/null/x: cannot be written")):
            with self.subTest(arguments):
                result = self.assert_status(2, "hunt", *arguments)
                self.assertIn(said, result.stderr)
                self.assertEqual(len(result.stderr.strip().splitlines()), 1)


if __name__ == "__main__":
    unittest.main()
