"""qed check --samples: intervals that hold the exact values, words that cannot be taken for exact ones, and runs that
repeat."""

import json
import signal
import subprocess
import time
import unittest
import xml.etree.ElementTree as xml
from fractions import Fraction

from tool import CLASSES, QED, ROOT, ToolTest, check_json

TWO_COINS = CLASSES / "two-coins.json"
QUANTITIES = ("S1", "S2", "S3", "S3_collected", "truth_retained", "expected_product")
PER_NODE = ("top-prefix", "top-size", "no-query-dominance", "query-identity", "step-dominance", "query-drift",
            "bounded-cost")


def untimed(report):
    for result in report["results"]:
        del result["work"]["seconds"]
    return report


class Intervals(ToolTest):
    def assert_holds(self, interval, exact):
        self.assertLessEqual(Fraction(interval["lower"]), Fraction(exact["exact"]))
        self.assertGreaterEqual(Fraction(interval["upper"]), Fraction(exact["exact"]))
        self.assertLess(Fraction(interval["lower"]), Fraction(interval["upper"]))
        self.assertNotIn("exact", interval)

    def test_they_hold_the_exact_values(self):
        for name in ("two-coins", "weather-habit", "loaded-dice"):
            exact = check_json(CLASSES / f"{name}.json")["results"][0]
            sampled = check_json("--samples", 3000, CLASSES / f"{name}.json")["results"][0]
            self.assertEqual(sampled["method"], "sampled")
            self.assertNotIn("forever", sampled)
            for quantity in QUANTITIES:
                self.assert_holds(sampled["quantities"][quantity], exact["quantities"][quantity])
            for event, found in sampled["quantities"]["events"].items():
                expected = exact["quantities"]["events"][event]
                self.assert_holds(found["imitator"], expected["imitator"])
                self.assert_holds(found["imitator_and_retained"], expected["imitator_and_retained"])
                self.assertEqual(found["demonstrator"], expected["demonstrator"])  # exactly

    def test_the_words_are_others_than_for_exact(self):
        result = check_json("--samples", 3000, TWO_COINS)["results"][0]
        sampling = result["sampling"]
        self.assertEqual((sampling["samples"], sampling["seed"], sampling["confidence"], sampling["ended"]),
                         (3000, 1, "99/100", "samples"))
        self.assertEqual(Fraction(sampling["error_of_each"]) * sampling["intervals"], Fraction(1, 100))
        claims = {c["id"]: c for c in result["claims"]}
        self.assertEqual(set(claims), set(PER_NODE) | {
            "truth-retention", "truth-retention-sharp", "cubic-query-sum", "cubic-query-sum-sharp",
            "cubic-query-sum-lost", "unlikeliness", "unlikeliness-finite"})
        for name, claim in claims.items():
            self.assertEqual(claim["method"], "sampled", name)
            self.assertEqual(claim["verdict"], "held-where-visited" if name in PER_NODE else "holds", name)
            if name in PER_NODE:
                self.assertGreater(claim["exercised"], 1000, name)
            else:
                self.assertEqual(set(claim["value"]), {"lower", "upper"}, name)
                self.assertLess(Fraction(claim["ratio"]["upper"]), 1, name)

    def test_text(self):
        text = self.assert_status(0, "check", "--samples", 2000, "--seed", 5, TWO_COINS).stdout
        for expected in ("method sampled", "2000 paths of seed 5", "with confidence 99/100", "estimate", "interval",
                         "held-where-visited", "visits", "P_dem(five heads in a row)", "exactly",
                         "7 hold, 0 violated, 7 held where visited; sampled, confidence 99/100"):
            self.assertIn(expected, text)
        self.assertNotIn("exact value", text)

    def test_a_run_repeats_whatever_the_threads(self):
        files = (TWO_COINS, CLASSES / "weather-habit.json")
        one = untimed(check_json("--samples", 1500, "--seed", 3, *files))
        self.assertEqual(one, untimed(check_json("--samples", 1500, "--seed", 3, "--jobs", 3, *files)))
        self.assertNotEqual(one, untimed(check_json("--samples", 1500, "--seed", 4, *files)))

    def test_files_share_the_error(self):
        alone = check_json("--samples", 500, "--confidence", "9/10", TWO_COINS)["results"][0]["sampling"]
        both = check_json("--samples", 500, "--confidence", "0.9", TWO_COINS, TWO_COINS)["results"]
        self.assertEqual(Fraction(alone["error_of_each"]), 2 * Fraction(both[0]["sampling"]["error_of_each"]))
        self.assertEqual(both[0]["sampling"], both[1]["sampling"])

    def test_a_horizon_far_out(self):
        result = check_json("--samples", 500, "--horizon", 2000, TWO_COINS)["results"][0]
        self.assertIsNone(result["quantities"]["expected_product"])
        sum_of_cubes = result["quantities"]["S3"]
        self.assertLessEqual(Fraction(sum_of_cubes["lower"]), Fraction(39, 28))  # for ever; N = 2000 is as good as that
        self.assertGreaterEqual(Fraction(sum_of_cubes["upper"]), Fraction(39, 28) - Fraction(1, 10**9))


class Verdicts(ToolTest):
    def test_a_violation_at_a_node_is_a_violation(self):
        options = ("check", "--imitator", "mean-instead-of-minimum", "--samples", 300, TWO_COINS)
        text = self.assert_status(1, *options).stdout
        self.assertRegex(text, r"no-query-dominance +violated +1/2 \(0\.5\)")
        root = xml.fromstring(self.assert_status(1, *options, "--format", "junit").stdout)
        failure = root.find("testsuite/testcase[@name='no-query-dominance']/failure")
        self.assertRegex(failure.text, r"exercised +\d+ visits\n")
        self.assertEqual(root.find("testsuite/properties/property[@name='method']").get("value"), "sampled")
        passed = root.find("testsuite/testcase[@name='top-size']")
        self.assertEqual(list(passed), [])

    def test_what_an_interval_does_not_decide_is_undecided(self):
        file = ROOT / "tests/faults/update-on-own-actions.json"
        options = ("--imitator", "update-on-own-actions", "--claim", "truth-retention-sharp", file)
        self.assert_status(3, "check", "--samples", 10, *options)
        self.assert_status(1, "check", "--samples", 4000, *options)

    def test_until_decided(self):
        result = check_json("--samples", 1000000, "--until-decided", TWO_COINS)["results"][0]
        self.assertEqual(result["sampling"]["ended"], "decided")
        self.assertLess(result["sampling"]["samples"], 50000)
        self.assertEqual(result["sampling"]["samples_wanted"], 1000000)
        self.assertNotIn("undecided", [c["verdict"] for c in result["claims"]])

    def test_an_interruption_keeps_what_is_there(self):
        process = subprocess.Popen([QED, "check", "--samples", "1000000000", "--format", "json", TWO_COINS],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 3)
        result = json.loads(out)["results"][0]
        self.assertEqual(result["sampling"]["ended"], "interrupted")
        self.assertGreater(result["sampling"]["samples"], 0)
        self.assertEqual(result["sampling"]["samples"] % 256, 0)
        self.assertLessEqual(Fraction(result["quantities"]["truth_retained"]["lower"]), Fraction(27, 28) + Fraction(1, 100))


class Refusals(ToolTest):
    def test_what_does_not_go_together(self):
        for options, said in (
                (("--samples", "0"), '--samples: found "0", expected a whole number from 1'),
                (("--samples", "many"), "--samples"),
                (("--samples", "9", "--tolerance", "1/9"), "found --tolerance and --samples, expected one of them"),
                (("--samples", "9", "--width", "1/9"), "found --width and --samples, expected one of them"),
                (("--samples", "9", "--certificate", "x"), "found --certificate and --samples, expected one of them"),
                (("--samples", "9", "--max-states", "9"), "found --max-states and --samples, expected one of them"),
                (("--samples", "9", "--max-memory", "9M"), "found --max-memory and --samples, expected one of them"),
                (("--seed", "9"), "found --seed without --samples, expected --samples too"),
                (("--confidence", "9/10"), "found --confidence without --samples, expected --samples too"),
                (("--until-decided",), "found --until-decided without --samples, expected --samples too"),
                (("--samples", "9", "--confidence", "1"), "1 is outside (0, 1)"),
                (("--samples", "9", "--confidence", "high"), "--confidence"),
                (("--samples", "9", "--seed", "-1"), "--seed"),
                (("--samples", "9", "--claim", "query-count"), "query-count needs the exact sums"),
                (("--samples", "9", "--imitator", "retained-off-by-one"), "nothing to sample")):
            with self.subTest(options):
                result = self.assert_status(2, "check", *options, TWO_COINS)
                self.assertIn(said, result.stderr)
                self.assertEqual(result.stdout, "")


if __name__ == "__main__":
    unittest.main()
