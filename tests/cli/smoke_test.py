"""Every command once, at its smallest: what also runs under the sanitizers, where most tests of the commands take too long."""

import json
import re
import unittest

from tool import CLASSES, ToolTest, qed

THREADS = ("--jobs", "2")


class Smoke(ToolTest):
    def report(self, *arguments, status=0, **how):
        return json.loads(self.assert_status(status, *arguments, "--format", "json", **how).stdout)

    def test_verify_and_its_faults(self):
        report = self.report("verify", "--seed", "1", "--cases", "12", *THREADS)
        self.assertEqual((report["cases"], sum(c["violations"] for c in report["claims"])), (12, 0))
        faults = self.report("verify", "--faults", "--seed", "1", "--cases", "2", *THREADS)
        self.assertEqual((faults["survivors"], sum(faults["false_alarms"])), ([], 0))

    def test_a_counterexample_is_hunted_and_replayed(self):
        file = self.folder / "found.json"
        found = self.report("hunt", "truth-retention-sharp", "--seed", "3", "--evaluations", "200", *THREADS)
        self.write("found.json", found["tightest"]["class"])
        self.assert_status(0, "check", file)
        kept = CLASSES.parent / "counterexamples/brier-2.json"
        self.assert_status(1, "replay", kept)

    def test_a_class_is_checked_in_every_way(self):
        coins = ("check", "--horizon", "6", CLASSES / "two-coins.json")
        exact = self.report(*coins)["results"][0]
        enclosed = self.report(*coins, "--tolerance", "1e-2")["results"][0]
        sampled = self.report(*coins, "--samples", "200", "--seed", "1", *THREADS)["results"][0]
        self.assertEqual([r["method"] for r in (exact, enclosed, sampled)], ["exact", "certified", "sampled"])
        self.assert_status(0, *coins, "--certificate", self.folder / "certificate")
        self.assert_status(0, *coins, "--rule", "brier", "--eta", "1/2")

    def test_a_process_is_exported(self):
        listed = self.assert_status(0, "export", "--to", "drn", "--horizon", "3", "--out", self.folder / "coins",
                                    CLASSES / "two-coins.json").stdout.split()
        self.assertTrue(listed)

    def test_evidence_is_kept_in_a_ledger(self):
        out = self.folder / "evidence"
        result = qed("evidence", "--out", out, "--cases", "6", "--no-page", *THREADS)
        if "was built without" in result.stderr:
            self.skipTest("built without the ledger")
        self.assertEqual(result.returncode, 0, result.stderr)
        merged = self.folder / "merged.sqlite"
        self.assert_status(0, "ledger", "merge", merged, out / "ledger.sqlite")
        self.assertEqual(self.assert_status(0, "ledger", "dump", merged).stdout,
                         self.assert_status(0, "ledger", "dump", out / "ledger.sqlite").stdout)

    def test_a_rule_and_a_scenario(self):
        rule = self.report("stress", "brier", "--outcomes", "2", "--no-central")["results"][0]
        self.assertEqual(rule["examinations"][0]["strict_properness"]["finding"], "proved")
        names = [s["name"] for s in self.report("scenario", "--list")["scenarios"]]
        self.assertIn("costs", names)
        self.report("scenario", "costs")

    def test_what_is_said_of_itself(self):
        self.assertGreater(len(self.report("claims")["claims"]), 40)
        for shell in ("bash", "zsh", "fish"):
            self.assertIn("qed", self.assert_status(0, "completion", shell).stdout)
        commands = re.findall(r"(?m)^  ([a-z]+) {2,}\S", self.assert_status(0, "--help").stdout.split("Subcommands:")[1])
        self.assertGreaterEqual(len(commands), 12)
        for command in commands:
            self.assertIn("Usage: qed " + command, self.assert_status(0, command, "--help").stdout)


if __name__ == "__main__":
    unittest.main()
