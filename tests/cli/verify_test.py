"""qed verify, its faults, and qed replay."""

import json
import pathlib
import re
import unittest
import xml.etree.ElementTree as xml
from fractions import Fraction

from tool import CLASSES, ROOT, ToolTest, qed

CASES = ("--cases", "120", "--seed", "7")


def verify_json(*arguments, **how):
    return json.loads(qed("verify", "--format", "json", *arguments, **how).stdout)


class Verify(ToolTest):
    def test_table_of_claims(self):
        result = self.assert_status(0, "verify", *CASES, cwd=self.folder)
        self.assertEqual(result.stderr, "")
        catalogue = json.loads(qed("claims", "--format", "json").stdout)["claims"]
        claims = [c["id"] for c in catalogue if c["kind"] not in ("family", "rule", "system", "recording")]
        for claim in claims:
            self.assertRegex(result.stdout, rf"(?m)^  {claim} +\d+ +[\d.]+% +[\d.]+% +0 +0 ")
        self.assertTrue(result.stdout.startswith(
            f"{len(claims)} of the {len(catalogue)} claims, those about model classes, on random ones  qed "), result.stdout)
        self.assertIn(f"{len(claims)} of the {len(catalogue)} in the", re.sub(r"\s+", " ", qed("verify", "--help").stdout))
        self.assertIn("seed 7", result.stdout)
        self.assertIn("repeat: qed verify --seed 7 --cases 120\n", result.stdout)
        self.assertRegex(result.stdout, r"120 classes in .*, [\d.]+ classes per second")
        self.assertFalse((self.folder / "counterexamples").exists())

    def test_seed_is_enough_whatever_the_jobs(self):
        reports = [verify_json(*CASES, "--jobs", jobs) for jobs in (1, 2)]
        for report in reports:
            del report["seconds"]
        self.assertEqual(*reports)
        self.assertNotEqual(reports[0]["claims"], verify_json("--cases", "120", "--seed", "8")["claims"])

    def test_a_budget_prints_the_cases_that_repeat_it(self):
        first = verify_json("--budget", "1s", "--seed", "5")
        repeat = first["repeat"].split()
        self.assertEqual(repeat[:2], ["qed", "verify"])
        again = verify_json(*repeat[2:])
        self.assertEqual((first["cases"], first["claims"], first["branches"]),
                         (again["cases"], again["claims"], again["branches"]))

    def test_more_threads_than_cases(self):
        """A thread may be done before the last one has begun; the run still ends."""
        for _ in range(20):
            self.assert_status(0, "verify", "--cases", "1", "--jobs", "16", "--no-page", timeout=60)

    def test_random_seed_is_printed(self):
        text = self.assert_status(0, "verify", "--cases", "3", "--seed", "random", "--no-page").stdout
        seed = re.search(r"seed (\d+)\n", text).group(1)
        self.assertIn(f"--seed {seed} --cases 3", text)

    def test_tightest_case_can_be_shown_and_saved(self):
        report = verify_json(*CASES)
        tight = next(c for c in report["claims"] if c["id"] == "truth-retention-sharp")
        file = self.folder / "case.json"
        shown = self.assert_status(0, "verify", "--seed", "7", "--case", tight["tightest_case"], "--save", file)
        self.assertIn(f"qed verify --seed 7 --case {tight['tightest_case']}", shown.stdout)
        checked = json.loads(self.assert_status(0, "check", "--format", "json", file).stdout)["results"][0]
        claim = next(c for c in checked["claims"] if c["id"] == "truth-retention-sharp")
        loss = lambda key: 1 - Fraction(claim[key]["exact"])
        self.assertEqual(loss("value") / loss("bound"), Fraction(tight["tightest"]["exact"]))

    def test_a_single_case_says_where_it_was_saved_and_how_to_repeat_it(self):
        arguments = ("verify", "--case", "37", "--claim", "query-drift")
        repeat = "qed verify --seed 1 --case 37 --claim query-drift"
        text = self.assert_status(0, *arguments, "--save", "case.json", cwd=self.folder).stdout
        self.assertTrue(text.endswith(f"\n  saved as case.json\n  repeat: {repeat}\n"), text)
        self.assertTrue((self.folder / "case.json").is_file())
        self.assertEqual(verify_json(*arguments[1:])["repeat"], repeat)
        self.assertNotIn("saved as", self.assert_status(0, *arguments).stdout)

    def test_the_folder_of_a_single_case_is_made(self):
        arguments = ("verify", "--case", "37", "--claim", "query-drift", "--save")
        text = self.assert_status(0, *arguments, "new/folder/case.json", cwd=self.folder).stdout
        self.assertIn("\n  saved as new/folder/case.json\n", text)
        self.assert_status(0, "check", self.folder / "new/folder/case.json")
        self.write("taken", "")
        result = self.assert_status(2, *arguments, "taken/case.json", cwd=self.folder)
        self.assertRegex(result.stderr, r"^qed: taken/case.json: cannot be written \(.+\)\n$")
        self.assertIn("its folder is made where it is not there", " ".join(qed("verify", "--help").stdout.split()))

    def test_an_unusable_folder_is_refused_at_the_start(self):
        self.write("taken", "")
        for arguments in (("--budget", "10m"), ("--faults", "--budget", "10m")):
            result = self.assert_status(2, "verify", *arguments, "--out", "taken/x/y", cwd=self.folder, timeout=60)
            self.assertEqual(result.stdout, "")
            self.assertRegex(result.stderr, r"^qed: taken/x/y: cannot hold counterexamples \(.*/taken is not a folder\)\n$")
        if pathlib.Path("/proc/self").is_dir():  # where not even root makes a folder
            result = self.assert_status(2, "verify", "--budget", "10m", "--out", "/proc/x", cwd=self.folder, timeout=60)
            self.assertRegex(result.stderr, r"^qed: /proc/x: cannot hold counterexamples \(/proc: .+\)\n$")
        self.assert_status(0, "verify", "--cases", 1, "--format", "json", "--out", "new", cwd=self.folder)
        self.assertEqual([p.name for p in self.folder.iterdir()], ["taken"])
        self.assert_status(0, "verify", "--cases", "1", "--out", "new/folder", cwd=self.folder)
        self.assertFalse((self.folder / "new").exists(), "nothing was saved")

    def test_one_claim(self):
        report = verify_json(*CASES, "--claim", "top-size")
        self.assertEqual([c["id"] for c in report["claims"]], ["top-size"])
        self.assertIn("--claim top-size", report["repeat"])

    def test_junit(self):
        result = self.assert_status(0, "verify", *CASES, "--format", "junit")
        suite = xml.fromstring(result.stdout).find("testsuite")
        self.assertEqual(suite.get("failures"), "0")
        self.assertEqual(suite.find("properties/property[@name='seed']").get("value"), "7")
        self.assertIn("query-drift", [c.get("name") for c in suite.findall("testcase")])


class Faults(ToolTest):
    @classmethod
    def setUpClass(cls):
        cls.text = qed("verify", "--faults", "--cases", "60", timeout=900)

    def test_matrix(self):
        self.assertEqual(self.text.returncode, 0, self.text.stdout + self.text.stderr)
        self.assertIn("0 false alarms: complete", self.text.stdout)
        self.assertIn("repeat: qed verify --faults --seed 1 --cases 60", self.text.stdout)
        self.assertRegex(self.text.stdout, r"(?m)^  mean-instead-of-minimum( +(\d+|\.)){20}$")

    def test_smallest_counterexample_of_each_fault(self):
        faults = re.findall(r"(?m)^  ([a-z-]+)(?: +(?:\d+|\.)){20}$", self.text.stdout)
        self.assertGreaterEqual(len(faults), 16)
        for fault in faults:
            self.assertRegex(self.text.stdout, rf"(?m)^  {fault}: .*\n  caught by [a-z-]+ after \d+ class(es)?$")

    def test_named_claims_are_judged_alone(self):
        # No claim about the size of the top set sees most of the faults: that is for other claims to do.
        arguments = ("verify", "--faults", "--cases", "3", "--claim", "top-size")
        text = self.assert_status(0, *arguments).stdout
        self.assertNotIn("is caught by nothing", text)
        self.assertIn("judged: whether each claim that was named is broken by a fault", text)
        self.assertIn("  1 of 1 claim broken by a fault, 0 false alarms: complete\n", text)
        report = json.loads(self.assert_status(0, *arguments, "--format", "json").stdout)
        self.assertEqual((report["complete"], report["survivors"], report["unbroken"]), (True, None, []))
        root = xml.fromstring(self.assert_status(0, *arguments, "--format", "junit").stdout)
        self.assertEqual(root.get("failures"), "0")
        self.assertGreater(int(root.find("testsuite[@name='every fault is caught']").get("skipped")), 10)

    def test_junit_knows_the_time_of_the_whole(self):
        root = xml.fromstring(qed("verify", "--faults", "--cases", "30", "--claim", "top-size", "--format", "junit").stdout)
        self.assertGreater(float(root.get("time")), 0)
        self.assertEqual([s.get("time") for s in root.findall("testsuite")], [None] * 3)


class Replay(ToolTest):
    def setUp(self):
        super().setUp()
        arguments = ("verify", "--faults", "--cases", "10", "--claim", "step-dominance", "--out", "kept")
        report = json.loads(qed(*arguments, "--format", "json", cwd=self.folder).stdout)
        self.saved = {k["fault"]: self.folder / k["file"] for k in report["smallest"]}

    def test_still_violated(self):
        file = self.saved["mean-instead-of-minimum"]
        result = self.assert_status(1, "replay", file)
        self.assertIn("the violation is still there", result.stdout)
        self.assertIn("mean-instead-of-minimum", result.stdout)
        report = json.loads(self.assert_status(1, "replay", "--format", "json", file).stdout)
        self.assertTrue(report["still_violated"])
        self.assertEqual(report["result"]["claims"][0]["id"], "step-dominance")
        suite = xml.fromstring(self.assert_status(1, "replay", "--format", "junit", file).stdout).find("testsuite")
        self.assertEqual(suite.get("failures"), "1")
        # The same file is an ordinary class on which the cautious imitator keeps its promises.
        self.assert_status(0, "check", file)

    def test_gone(self):
        content = json.loads(self.saved["mean-instead-of-minimum"].read_text(encoding="utf-8"))
        content["counterexample"]["imitator"] = "cautious"
        result = self.assert_status(0, "replay", self.write("mended.json", content))
        self.assertIn("the violation is gone", result.stdout)

    def test_another_history_than_the_saved_one(self):
        """The worst node is the start, whatever history the file says."""
        content = json.loads(self.saved["mean-instead-of-minimum"].read_text(encoding="utf-8"))
        self.assertEqual(content["counterexample"]["history"], [])
        first = content["actions"][0]
        saved = content | {"horizon": 2, "counterexample": content["counterexample"] | {
            "history": [{"asked": True, "action": first, "observation": "-"}]}}
        file = self.write("elsewhere.json", saved)
        text = self.assert_status(1, "replay", file).stdout
        self.assertTrue(text.endswith("  the claim is violated, worst at another history than the saved one\n"
                                      f"    saved  ask {first}\n    worst  (start)\n"), text)
        self.assertNotIn("still there", text)
        report = json.loads(self.assert_status(1, "replay", "--format", "json", file).stdout)
        self.assertEqual((report["still_violated"], report["at_saved_history"]), (True, False))
        saved["counterexample"]["history"] = []
        report = json.loads(self.assert_status(1, "replay", "--format", "json", self.write("here.json", saved)).stdout)
        self.assertEqual((report["still_violated"], report["at_saved_history"]), (True, True))
        saved["counterexample"]["imitator"] = "cautious"
        report = json.loads(self.assert_status(0, "replay", "--format", "json", self.write("gone.json", saved)).stdout)
        self.assertEqual((report["still_violated"], report["at_saved_history"]), (False, None))

    def test_a_history_that_the_class_cannot_have(self):
        content = json.loads(self.saved["mean-instead-of-minimum"].read_text(encoding="utf-8"))
        step = {"asked": True, "action": content["actions"][0], "observation": "-"}
        for claim, steps, said in (
                ("step-dominance", 30, f"found 30 steps, expected at most {content['horizon']}, the horizon"),
                ("truth-retention", 1, "found 1 step, expected none: truth-retention is decided on the class as a whole"),
                ("twin", 1, "found 1 step, expected none: twin is decided on the class as a whole")):
            changed = content | {"counterexample": content["counterexample"] | {"claim": claim, "history": steps * [step]}}
            error = self.assert_status(2, "replay", self.write("changed.json", changed)).stderr
            self.assertIn(f"/counterexample/history: {said}\n", error)

    def test_a_shorter_horizon_than_the_saved_history(self):
        """The class is an ordinary one, at any horizon; the history was one of the file's."""
        file = ROOT / "tests/wellformed/counterexample.json"
        self.assertIn("see qed replay", self.assert_status(0, "check", file).stdout)
        self.assertNotIn("see qed replay", self.assert_status(0, "check", "--horizon", 1, file).stdout)
        self.assert_status(0, "export", "--to", "class", "--horizon", 1, "--out", "short", file, cwd=self.folder)
        self.assertNotIn("counterexample", json.loads((self.folder / "short.models.json").read_text(encoding="utf-8")))

    def test_a_strict_bound_says_so(self):
        arguments = ("verify", "--faults", "--cases", "1", "--claim", "top-size", "--out", "strict")
        report = json.loads(qed(*arguments, "--format", "json", cwd=self.folder).stdout)
        equal = [k for k in report["smallest"] if k["result"]["ratio"] == "1"]
        self.assertTrue(equal)
        text = self.assert_status(1, "replay", self.folder / equal[0]["file"]).stdout
        self.assertRegex(text, r"(?m)^  ratio +1\n  note +the bound is strict\n")

    def test_the_twin_has_a_verdict(self):
        content = json.loads(self.saved["mean-instead-of-minimum"].read_text(encoding="utf-8"))
        for imitator, status, verdict in (("mean-instead-of-minimum", 1, "violated"), ("cautious", 0, "holds")):
            content["counterexample"] |= {"claim": "twin", "imitator": imitator}
            file = self.write("twin.json", content)
            result = json.loads(self.assert_status(status, "replay", "--format", "json", file).stdout)["result"]
            self.assertEqual((result["id"], result["verdict"]), ("twin", verdict))

    def test_what_is_no_counterexample(self):
        content = json.loads(self.saved["mean-instead-of-minimum"].read_text(encoding="utf-8"))
        self.assertIn("counterexample", self.assert_status(2, "replay", CLASSES / "two-coins.json").stderr)
        for key, value in (("imitator", "reckless"), ("claim", "no-such-claim"), ("claim", "product-growth")):
            changed = content | {"counterexample": content["counterexample"] | {key: value}}
            error = self.assert_status(2, "replay", self.write("changed.json", changed)).stderr
            self.assertIn(f"/counterexample/{key}: found \"{value}\", expected ", error)


if __name__ == "__main__":
    unittest.main()
