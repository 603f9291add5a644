"""qed check: the shape of demonstrandum-check/1, JUnit, limits."""

import json
import signal
import subprocess
import time
import unittest
import xml.etree.ElementTree as xml
from fractions import Fraction

from tool import CLASSES, QED, ROOT, ToolTest, check_json, environment, qed

TWO_COINS = CLASSES / "two-coins.json"


def quantity(result, name):
    return result["quantities"][name]["exact"]


class BeyondThePass(ToolTest):
    """What adds up along trajectories, and what is to come: unasked where cheap, named whatever it takes."""

    def claim(self, *arguments, status=0):
        result = json.loads(self.assert_status(status, "check", "--format", "json", *arguments).stdout)["results"][0]
        return {c["id"]: c for c in result["claims"]}

    def test_unasked_they_are_decided_where_they_are_cheap(self):
        claims = self.claim(TWO_COINS)
        for claim in ("trajectory-dominance", "query-tail", "preconditioning"):
            self.assertEqual(claims[claim]["verdict"], "holds")
            self.assertRegex(claims[claim]["detail"], r"\d+ states more\)$")
        dear = self.claim("--horizon", 300, TWO_COINS, status=3)
        for claim in ("trajectory-dominance", "query-tail"):
            self.assertEqual(dear[claim]["verdict"], "undecided")
            self.assertEqual(dear[claim]["detail"],
                             "needs more than 262144 states more: decided where it is named")
        self.assertEqual(dear["preconditioning"]["verdict"], "holds")

    def test_named_they_are_decided_whatever_it_takes(self):
        tail = self.claim("--claim", "query-tail", "--horizon", 300, TWO_COINS)["query-tail"]
        self.assertEqual((tail["verdict"], tail["method"], tail["vacuous"]), ("holds", "certified", False))
        self.assertLess(Fraction(tail["value"]["exact"]), Fraction(tail["bound"]["lower"]))

    def test_a_limit_leaves_them_undecided(self):
        options = ("--claim", "query-tail", "--horizon", 150, "--max-states", 100, TWO_COINS)
        tail = self.claim(*options, status=3)["query-tail"]
        self.assertEqual((tail["verdict"], tail["detail"]),
                         ("undecided", "a limit was reached before what it is decided from was found"))

    def test_unlikely_events_side_by_side(self):
        result = check_json(TWO_COINS)["results"][0]
        event = result["unlikely_events"][0]
        self.assertEqual(event["event"], "five heads in a row")
        known = result["quantities"]["events"]["five heads in a row"]
        self.assertEqual(event["imitator_and_retained"], known["imitator_and_retained"])
        self.assertEqual(Fraction(event["doubling"]["exact"]), 2**20 * Fraction(known["demonstrator"]["exact"]))
        claims = {c["id"]: c for c in result["claims"]}
        # The least of the bounds by the mean, and of 2^N P_dem, is what the claim compares with.
        self.assertEqual(event["by_mean"]["bound"], claims["unlikeliness"]["bound"])
        self.assertTrue(claims["unlikeliness"]["detail"].endswith(f", K = {event['by_mean']['K']}"))
        self.assertEqual(event["by_tail"]["bound"], claims["unlikeliness-finite"]["bound"])
        best = f", K = {event['by_tail']['K']}, gamma = {event['by_tail']['gamma']}"
        self.assertTrue(claims["unlikeliness-finite"]["detail"].endswith(best))

    def test_costs_without_bound(self):
        claim = json.loads(qed("claims", "--format", "json", "unbounded-cost").stdout)["claims"][0]
        costs = []
        for pair in claim["cost_pairs"]:
            p, mu, cost = ([Fraction(number) for number in pair[key]] for key in ("p", "mu", "cost"))
            self.assertEqual((sum(p), sum(mu)), (1, 1))
            self.assertEqual(sum(abs(a - b) for a, b in zip(p, mu)), Fraction(1, 100))
            self.assertEqual(sum(a * c for a, c in zip(mu, cost)), 0)
            costs.append(sum(a * c for a, c in zip(p, cost)))
            self.assertEqual(Fraction(pair["expected_cost_p"]["exact"]), costs[-1])
        self.assertEqual(costs, [1, 10**3, 10**6, 10**9, 10**12])
        self.assertIn("the distance stays as it is", self.assert_status(0, "claims", "unbounded-cost").stdout)


class JsonShape(ToolTest):
    def assert_value(self, value):
        if "exact" in value:
            fraction = Fraction(value["exact"])
            self.assertEqual(str(fraction), value["exact"], "in lowest terms")
            decimal = Fraction(value["decimal"])
            self.assertLessEqual(abs(decimal - fraction), abs(fraction) / 10**11)
        else:
            self.assertEqual(set(value), {"lower", "upper"})
            self.assertLessEqual(Fraction(value["lower"]), Fraction(value["upper"]))

    def test_every_shipped_class(self):
        files = [CLASSES / f"{name}.json" for name in ("two-coins", "weather-habit", "loaded-dice")]
        report = check_json(*files)
        self.assertEqual(report["format"], "demonstrandum-check/1")
        self.assertEqual([r["file"] for r in report["results"]], [str(f) for f in files])
        for result in report["results"]:
            with self.subTest(result["name"]):
                self.assertEqual(result["method"], "exact")
                self.assertLessEqual({"horizon", "alpha", "demonstrator", "quantities", "claims", "work"}, set(result))
                for name in ("S1", "S2", "S3", "S3_collected", "truth_retained", "expected_product",
                             "max_query_probability"):
                    self.assert_value(result["quantities"][name])
                self.assertIsInstance(result["quantities"]["max_top_size"], int)
                for event in result["quantities"]["events"].values():
                    for name in ("imitator", "imitator_and_retained", "demonstrator"):
                        self.assert_value(event[name])
                for name in ("levels", "peak_states", "transitions", "limbs", "seconds"):
                    self.assertIn(name, result["work"])
                for claim in result["claims"]:
                    self.assert_claim(claim)

    def assert_claim(self, claim):
        if claim["verdict"] == "not-applicable":
            self.assertTrue(claim["reason"])
            return
        self.assertEqual(claim["verdict"], "holds")
        self.assertIsInstance(claim["vacuous"], bool)
        if "exercised" not in claim or claim["exercised"] > 0:
            self.assert_value(claim["value"])
            self.assert_value(claim["bound"])
        if claim["ratio"] is not None:
            self.assertLessEqual(Fraction(claim["ratio"]), 1)
        if claim.get("exercised"):
            for step in claim["history"]:
                self.assertEqual(set(step), {"asked", "action", "observation"})
            of_actions = claim["id"] in ("no-query-dominance", "step-dominance")
            self.assertEqual(isinstance(claim.get("action"), str), of_actions, claim["id"])
        if claim["id"].startswith("unlikeliness"):
            self.assertEqual(claim["grid"]["K"], "2^j")
        if claim["id"] in ("unlikeliness-finite", "query-tail"):
            self.assertEqual((claim["grid"]["gamma"], claim["grid"]["i"]), ("2^i", [-8, 8]))

    def test_claims_follow_the_catalogue_without_families(self):
        catalogue = json.loads(qed("claims", "--format", "json").stdout)["claims"]
        decided = [c["id"] for c in check_json(TWO_COINS)["results"][0]["claims"]]
        self.assertEqual(decided, [c["id"] for c in catalogue if c["kind"] not in ("family", "rule", "system", "recording")])

    def test_one_claim(self):
        claims = check_json("--claim", "query-drift,top-size", "--claim", "query-count", TWO_COINS)["results"][0]["claims"]
        self.assertEqual([c["id"] for c in claims], ["top-size", "query-drift", "query-count"])

    def test_demonstrator_outside_the_class(self):
        file = self.class_file(demonstrator={"name": "third", "kind": "iid", "probabilities": ["1/2", "1/2"]})
        result = check_json(file)["results"][0]
        self.assertEqual(result["demonstrator"], "third")
        for name in ("S3_collected", "truth_retained"):
            self.assertIsNone(result["quantities"][name])
        verdicts = {c["id"]: c["verdict"] for c in result["claims"]}
        for claim in ("top-prefix", "top-size", "query-identity", "query-count", "product-growth-log"):
            self.assertEqual(verdicts[claim], "holds", claim)
        for claim in ("truth-retention", "query-drift", "step-dominance", "unlikeliness", "trajectory-dominance",
                      "query-tail", "unlikeliness-finite", "preconditioning", "bounded-cost"):
            self.assertEqual(verdicts[claim], "not-applicable", claim)

    def test_alpha_and_horizon_are_overridden(self):
        result = check_json("--alpha", "0.01", "--horizon", 3, TWO_COINS)["results"][0]
        self.assertEqual((result["alpha"], result["horizon"], result["work"]["levels"]), ("1/100", 3, 3))

    def test_bad_files_leave_the_others_alone(self):
        bad = self.write("bad.json", '{"format": "demonstrandum-class/1", "name": 7}')
        report = check_json(bad, TWO_COINS)["results"]
        self.assertEqual(report[0]["error"]["pointer"], "/name")
        self.assertEqual(set(report[0]["error"]), {"message", "pointer", "found", "expected"})
        self.assertEqual(report[1]["name"], "two coins")


class Text(ToolTest):
    def test_what_people_see(self):
        result = self.assert_status(0, "check", TWO_COINS)
        self.assertEqual(result.stderr, "")
        for expected in ("two coins", "horizon 20, alpha 1/10", "demonstrator low (prior 1/2)", "method exact",
                         "370433465877390025/288230376151711744 (1.28520)", "truth-retention-sharp", "seed and sharp",
                         "worst node of", "work:", "19 claims", "unlikely event, truth retained"):
            self.assertIn(expected, result.stdout)
        self.assertNotIn("\x1b", result.stdout)

    def test_long_fractions_are_shortened_in_the_middle(self):
        result = self.assert_status(0, "check", "--horizon", 120, TWO_COINS)
        self.assertRegex(result.stdout, r"S3, of theta\^3 +\d+\.\.\.\[\d+ digits\]\.\.\.\d+/\d+\.\.\.\[")
        self.assertLess(max(map(len, result.stdout.splitlines())), 220)

    def test_the_ends_of_a_long_fraction_are_its_own(self):
        options = ("--horizon", 1500, "--claim", "top-size", TWO_COINS)
        exact = quantity(check_json(*options)["results"][0], "expected_product").split("/")
        self.assertGreater(min(map(len, exact)), 500)
        shown = "/".join(f"{digits[:12]}...[{len(digits) - 24} digits]...{digits[-12:]}" for digits in exact)
        self.assertIn(f" {shown} (", self.assert_status(0, "check", *options).stdout)

    def test_a_long_alpha_is_shortened(self):
        file = self.class_file(alpha="1/1" + "0" * 500)
        text = self.assert_status(0, "check", file).stdout
        self.assertIn("alpha 1/100000000000...[477 digits]...000000000000,", text)
        self.assertNotIn("0" * 100, text)

    def test_a_counterexample_says_how_to_see_it(self):
        file = ROOT / "tests/faults/mean-instead-of-minimum.json"
        text = self.assert_status(0, "check", file).stdout
        self.assertIn("saved as a counterexample to no-query-dominance, imitator mean-instead-of-minimum: "
                      f"see qed replay {file}\n", text)
        same = self.assert_status(1, "check", "--imitator", "mean-instead-of-minimum", file).stdout
        self.assertNotIn("qed replay", same)

    def test_names_cannot_steer_the_terminal(self):
        result = self.assert_status(2, "check", "no \x1b[31m such file")
        self.assertNotIn("\x1b", result.stderr)
        self.assertIn("no \\u001b[31m such file", result.stderr)

    def test_standard_input(self):
        result = self.assert_status(0, "check", "-", stdin=TWO_COINS.read_text(encoding="utf-8"))
        self.assertIn("370433465877390025", result.stdout)
        result = self.assert_status(2, "check", "-", stdin="{")
        self.assertTrue(result.stderr.startswith("qed: standard input: "), result.stderr)


class JUnit(ToolTest):
    def test_one_case_per_claim(self):
        file = self.class_file(events=None, title="quotes \" & <markup>")
        bad = self.write("b&d.json", "[]")
        result = self.assert_status(2, "check", "--format", "junit", file, bad)
        root = xml.fromstring(result.stdout)
        self.assertEqual(root.tag, "testsuites")
        good, broken = root.findall("testsuite")
        self.assertEqual(good.find("properties/property[@name='name']").get("value"), "quotes \" & <markup>")
        cases = {c.get("name"): c for c in good.findall("testcase")}
        self.assertEqual(len(cases), 19)
        self.assertEqual(int(good.get("tests")), 19)
        self.assertIsNone(cases["query-drift"].find("failure"))
        self.assertIsNotNone(cases["unlikeliness"].find("skipped"))
        self.assertIn("b&d.json", broken.find("testcase/error").get("message"))
        self.assertEqual((root.get("errors"), root.get("failures"), root.get("skipped")), ("1", "0", "3"))

    def test_a_violation_is_a_failure(self):
        result = self.assert_status(1, "check", "--imitator", "mean-instead-of-minimum", "--format", "junit", TWO_COINS)
        failures = xml.fromstring(result.stdout).findall("testsuite/testcase/failure")
        self.assertTrue(failures)
        self.assertTrue(failures[0].get("message").startswith("violated: ratio "), failures[0].get("message"))


class Limits(ToolTest):
    def test_what_was_done_is_exact_and_printed(self):
        options = ("--horizon", 60, "--max-states", 3, CLASSES / "loaded-dice.json")
        result = self.assert_status(3, "check", *options)
        self.assertIn("the limit on states was reached after", result.stdout)
        stopped = check_json(*options)["results"][0]
        self.assertEqual(stopped["ended"]["horizon_wanted"], 60)
        self.assertLess(stopped["horizon"], 60)
        self.assertGreater(stopped["horizon"], 0)
        whole = check_json("--horizon", stopped["horizon"], CLASSES / "loaded-dice.json")["results"][0]
        self.assertEqual(stopped["quantities"], whole["quantities"])

    def test_memory(self):
        result = self.assert_status(3, "check", "--horizon", 400, "--max-memory", "100k", CLASSES / "three-dice.json")
        self.assertIn("the limit on memory was reached after", result.stdout)

    def test_what_is_exact_is_named(self):
        """The quantities, for the steps that were done; no more is begun, and nodes of the next step count."""
        text = self.assert_status(3, "check", "--max-states", 1, TWO_COINS).stdout
        self.assertIn("after 1 of 20 steps: the quantities are exact for horizon 1\n", text)
        self.assertRegex(text, r"(?m)^  top-prefix .* decided for the first 1 of 20 steps and what was met of the next: ")
        self.assertRegex(text, r"(?m)^  for ever +enclosure$")
        self.assertNotIn("decided where it is named", text)
        claims = check_json("--max-states", 1, TWO_COINS)["results"][0]["claims"]
        details = {c["detail"].split("; ")[0] for c in claims if c["verdict"] == "undecided"}
        self.assertEqual(details, {"a limit was reached before what it is decided from was found"})


class ForEver(ToolTest):
    """It is solved unasked, so it may take no more than seconds, and obeys."""

    def coins(self, digits, name="coins.json"):
        low = (10 ** digits - 1) // 3
        models = [{"name": name, "prior": "1/2", "kind": "iid",
                   "probabilities": [f"{p}/{10 ** digits}" for p in (first, 10 ** digits - first)]}
                  for name, first in (("low", low), ("high", 10 ** digits - low))]
        return self.class_file(name, models=models, events=None, demonstrator="low", alpha="1e-57", horizon=1)

    def test_long_numbers_end_soon(self):
        file = self.coins(300)
        begun = time.monotonic()
        result = self.assert_status(0, "check", "--claim", "top-size", file, timeout=60)
        self.assertLess(time.monotonic() - begun, 30)
        if "without FLINT" in result.stdout:
            self.skipTest("built without FLINT")
        self.assertRegex(result.stdout, r"(?m)^  for ever +enclosure$")
        self.assertIn("\n  for ever is not solved: the numbers of its solution are too long", result.stdout)

    def test_limits(self):
        file = self.coins(300)
        for option, value in (("--max-states", 10), ("--max-memory", "100k")):
            how = ("--claim", "top-size", option, value, file)
            result = self.assert_status(3, "check", *how, timeout=60)
            if "without FLINT" in result.stdout:
                self.skipTest("built without FLINT")
            said = f"the limit on {option[6:]} was reached"
            self.assertIn(f"\n  for ever is not solved: {said}\n", result.stdout)
            found = check_json(*how)["results"][0]
            self.assertEqual((found["horizon"], found["forever"]["unsolved"]), (1, said))
            self.assertEqual(found["forever"]["S3"]["method"], "certified")
            junit = xml.fromstring(self.assert_status(3, "check", "--format", "junit", *how).stdout)
            self.assertEqual(junit.find("testsuite/testcase/error").get("message"), said)

    def test_interruption(self):
        files = [self.coins(12, f"coins{i}.json") for i in range(8)]  # seconds each
        command = [QED, "check", "--claim", "top-size", "--format", "json", *map(str, files)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              env=environment()) as process:
            time.sleep(1.5)
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=60)
        results = [r for r in json.loads(out)["results"] if "forever" in r]
        if results[0]["forever"].get("unsolved") == "qed was built without FLINT":
            self.skipTest("built without FLINT")
        self.assertEqual(process.returncode, 3)
        self.assertEqual(results[-1]["forever"]["unsolved"], "interrupted")
        self.assertEqual(results[-1]["claims"][0]["verdict"], "holds")
        self.assertLess(len(results), len(files))

    def test_each_value_has_its_method(self):
        file = self.class_file(alpha="1/4")  # the growth is irrational: tests/evaluate/forever_test.cpp
        forever = check_json(file)["results"][0]["forever"]
        if "unsolved" in forever:
            self.skipTest("built without FLINT")
        self.assertEqual([forever[v]["method"] for v in ("S3", "truth_retained", "product_growth")],
                         ["exact", "exact", "certified"])
        text = self.assert_status(0, "check", file).stdout
        self.assertRegex(text, r"(?m)^  for ever +exact value \(decimals\), or enclosure$")


if __name__ == "__main__":
    unittest.main()
