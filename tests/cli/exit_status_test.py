"""Exit statuses: 0 every claim holds, 1 violated, 2 bad usage or input, 3 undecided or a limit; worst of 2, 1, 3, 0."""

import itertools
import json
import os
import re
import subprocess
import unittest

from tool import CLASSES, QED, ROOT, ToolTest, qed

TWO_COINS = CLASSES / "two-coins.json"


class Usage(ToolTest):
    def test_what_is_not_understood_is_refused(self):
        for arguments, said in (
                ((), "found no command, expected one of verify, check, replay, "),
                (("--horizn", "9"), 'found the unknown option "--horizn", expected one of "--help", "--version" (see qed --help)'),
                (("--budget", "2", "verify"), 'found the unknown option "--budget", expected one of "--help", "--version"'),
                (("chek", "verify"), 'there is no command "chek"; did you mean "check"?'),
                (("verify", "--budgt", "2"), 'found the unknown option "--budgt"; did you mean "--budget"? (see qed verify --help)'),
                (("check", "--horizn", "9"), 'found the unknown option "--horizn"; did you mean "--horizon"?'),
                (("check", "--horizn=9", TWO_COINS), 'found the unknown option "--horizn"; did you mean "--horizon"?'),
                (("check", "--claim", "nonsense", "--horizn", "9"), 'found the unknown option "--horizn"'),
                (("check", "--horizon", "9", "--horizon", "8", TWO_COINS), "--horizon: found 2 values, expected 1"),
                (("check", TWO_COINS, "--horizon"), "--horizon: found no value, expected N"),
                (("verify", "--faults", "--faults", "--cases"), "--cases: found no value, expected N"),
                (("check", TWO_COINS, "-j"), "--jobs: found no value, expected N"),
                (("check", TWO_COINS, "--until-decided=perhaps"), '--until-decided: found "perhaps", expected no value'),
                (("prove",), 'there is no command "prove"; the commands are verify, check, '),
                (("chek", TWO_COINS), 'there is no command "chek"; did you mean "check"?'),
                (("help", "chek"), 'there is no command "chek"; did you mean "check"?'),
                (("check", "--max-states", "99999999999999999999999", TWO_COINS),
                 "expected a whole number from 1 to 18446744073709551615"),
                (("check", "--max-states", "0", TWO_COINS), "expected a whole number of at least 1"),
                (("check",), "found no FILE, expected this argument, which is required (see qed check --help)"),
                (("check", "--horizon", "0", TWO_COINS), '--horizon: found "0", expected a whole number from 1 to'),
                (("check", "--horizon", "-3", TWO_COINS), "--horizon"),
                (("check", "--horizon", "010x", TWO_COINS), '"010x"'),
                (("check", "--horizon", "99999999999999999999", TWO_COINS), "--horizon"),
                (("check", "--alpha", "1", TWO_COINS), "1 is outside (0, 1)"),
                (("check", "--alpha", "x", TWO_COINS), "--alpha"),
                (("check", "--alpha", "1/0", TWO_COINS), "--alpha"),
                (("check", "--width", "0", TWO_COINS), "0 is not positive"),
                (("check", "--tolerance", "1", TWO_COINS), "1 is outside (0, 1)"),
                (("check", "--tolerance", "small", TWO_COINS), "--tolerance"),
                (("check", "--tolerance", "1/9", "--width", "1/9", TWO_COINS), "--tolerance excludes --width: "),
                (("check", "--tolerance", "1/9", "--claim", "query-drift", TWO_COINS), "needs every node"),
                (("check", "--tolerance", "1/9", "--imitator", "follow-best-model", TWO_COINS), "cautious imitator"),
                (("check", "--width", "narrow", TWO_COINS), "--width"),
                (("check", "--max-memory", "2T", TWO_COINS), "200M"),
                (("check", "--max-memory", "18446744073709551615G", TWO_COINS), "--max-memory"),
                (("check", "--claim", "query-drit", TWO_COINS), "query-drift"),
                (("check", "--claim", "product-growth", TWO_COINS),
                 "--claim: claim product-growth is about families of classes: it is shown by qed claims product-growth"),
                (("check", "--claim", "savage", TWO_COINS), "about scoring rules: it is decided by qed stress (see"),
                (("check", "--claim", "sudoku", TWO_COINS), "about systems: it is decided by qed scenario sudoku (see"),
                (("check", "--claim", "top-dominance", TWO_COINS), "about recordings: it is decided by qed imitate (see"),
                (("check", "--claim", ",", TWO_COINS), '--claim: found "", expected the id of a claim'),
                (("check", "--claim", "", TWO_COINS), '--claim: found "", expected the id of a claim'),
                (("check", "--rule", "brierr", TWO_COINS), 'no rule is called "brierr"; did you mean "brier"?'),
                (("check", "--rule", "xyzzy", TWO_COINS), 'no rule is called "xyzzy"; there are log, brier, spherical, '),
                (("check", "--rule", "moments:x", "--feature", "x", TWO_COINS), "is not NAME=NUMBER"),
                (("check", "--rule", "moments:x", "--feature", "x=0,1,3", TWO_COINS), "x has 3 numbers; there are 2"),
                (("check", "--feature", "x=0,1", TWO_COINS), "found --feature without --rule, expected --rule too"),
                (("check", "--rule", "2*p[", TWO_COINS), "--rule"),
                (("check", "--rule", "brier", "--eta", "0", TWO_COINS), "--eta: eta = 0 is outside (0, 1000]"),
                (("check", "--rule", "brier", "--eta", "-1/2", TWO_COINS), "outside (0, 1000]"),
                (("check", "--rule", "brier", "--eta", "1/1001", TWO_COINS), "denominator above 1000"),
                (("check", "--rule", "brier", "--eta", "half", TWO_COINS), "--eta"),
                (("check", "--eta", "1/2", TWO_COINS), "found --eta without --rule, expected --rule too"),
                (("check", "--rule", "log", "--samples", "9", TWO_COINS), "found --rule and --samples, expected one of them"),
                (("check", "--rule", "log", "--claim", "query-drift", TWO_COINS), "query-drift is not decided with --rule"),
                (("check", "--claim", "rule-retention", TWO_COINS), "rule-retention is decided with --rule"),
                (("verify", "--claim", "rule-retention"),
                 "claim rule-retention is about scoring rules: it is decided by qed check --rule (see qed verify --help)"),
                (("check", "--imitator", "reckless", TWO_COINS), 'no imitator is called "reckless"; the imitators are cautious, '),
                (("check", "--imitator", "cautios", TWO_COINS), 'no imitator is called "cautios"; did you mean "cautious"?'),
                (("check", ""), '"": (document): found an empty name, expected the name of a class file'),
                (("check", "--format", "yaml", TWO_COINS), "one of text, json, junit"),
                (("check", "--frobnicate", TWO_COINS), 'found the unknown option "--frobnicate", expected one of "--help", '),
                (("verify", "--budget", "soon"), "2m"),
                (("verify", "--budget", "0"), "--budget"),
                (("verify", "--budget", "1.2.3s"), "--budget"),
                (("verify", "--cases", "0"), "--cases"),
                (("verify", "--seed", "-1"), "--seed"),
                (("verify", "--seed", "18446744073709551616"), "--seed"),
                (("verify", "--case", "1", "--faults"), "found --faults and --case, expected one of them"),
                (("verify", "--save", "x.json"), "found --save without --case, expected --case too"),
                (("verify", "--case", "1", "--save", ""), '--save: found "", expected the name of a file'),
                (("verify", "--case", "1", "--save", "-"), '--save: found "-", expected the name of a file'),
                (("verify", "--cases", "1", "--out", ""), '--out: found "", expected a folder'),
                (("verify", "--cases", "1", "--out", TWO_COINS), f"{TWO_COINS} is not a folder"),
                (("verify", "--faults", "--cases", "1", "--out", TWO_COINS / "deep"), f"{TWO_COINS} is not a folder"),
                (("verify", "--jobs", "many"), "--jobs"),
                (("verify", "extra"), 'found "extra", expected no more arguments'),
                (("claims", "no-such-claim"), "no claim is called"),
                (("claims", "--format", "junit"), "one of text, json"),
                (("completion", "tcsh"), "bash, zsh or fish"),
                (("replay",), "found no FILE, expected this argument, which is required"),
        ):
            with self.subTest(arguments):
                result = self.assert_status(2, *arguments)
                self.assertEqual(result.stdout, "")
                self.assertTrue(result.stderr.startswith("qed: "), result.stderr)
                self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
                self.assertIn(said, result.stderr)

    def test_only_claims_that_are_taken_are_proposed(self):
        kinds = {c["id"]: c["kind"] for c in json.loads(qed("claims", "--format", "json").stdout)["claims"]}
        on_classes = {id for id, kind in kinds.items() if kind in ("per node", "per class")}
        for arguments, taken in ((("verify", "--claim"), on_classes),
                                 (("check", TWO_COINS, "--claim"), on_classes | {"rule-retention", "rule-query-sum"}),
                                 (("hunt",), on_classes - {"top-prefix", "query-identity"})):
            with self.subTest(arguments):
                error = self.assert_status(2, *arguments, "foo").stderr
                self.assertIn('no claim is called "foo"; those that are taken here are ', error)
                listed = re.findall(r'"([a-z-]+)"', error.split("taken here are ")[1])
                self.assertLessEqual(set(listed), taken)
                self.assertEqual(len(listed) + int(re.search(r" and (\d+) more ", error)[1]), len(taken))
                error = self.assert_status(2, *arguments, "sudok").stderr
                self.assertNotIn("sudoku", error)

    def test_help_and_version_are_no_errors(self):
        self.assertRegex(self.assert_status(0, "--version").stdout, r"^qed \d+\.\d+\.\d+ \(\S+\)\n$")
        self.assertIn("Examples:", self.assert_status(0, "--help").stdout)
        for words in ((), ("check",), ("ledger", "show")):
            self.assertEqual(self.assert_status(0, "help", *words).stdout, qed(*words, "--help").stdout)


class Files(ToolTest):
    def setUp(self):
        super().setUp()
        self.holds = TWO_COINS
        self.bad = self.write("bad.json", "{}")
        self.limited = self.class_file("limited.json", source="loaded-dice", horizon=40)

    def test_each_status(self):
        self.assert_status(0, "check", self.holds)
        self.assert_status(1, "check", "--imitator", "mean-instead-of-minimum", self.holds)
        self.assert_status(2, "check", self.bad)
        self.assert_status(3, "check", "--max-states", 3, self.limited)

    def test_the_worst_wins_and_every_file_is_processed(self):
        # With this imitator two-coins is violated; loaded-dice at three states is stopped before anything is.
        files = {2: self.bad, 3: self.limited, 0: self.class_file("one.json", events=None, horizon=1, models=[
            {"name": "low", "prior": "1", "kind": "iid", "probabilities": ["3/4", "1/4"]}])}
        order = [2, 1, 3, 0]
        for statuses in itertools.permutations(files):
            for length in (1, 2, 3):
                chosen = statuses[:length]
                with self.subTest(chosen):
                    expected = next(s for s in order if s in chosen)
                    result = self.assert_status(expected, "check", "--max-states", 3, *(files[s] for s in chosen))
                    self.assertEqual("two coins" in result.stdout, 0 in chosen)
                    self.assertEqual("loaded dice" in result.stdout, 3 in chosen)
        violated = ("check", "--imitator", "mean-instead-of-minimum")
        self.assert_status(1, *violated, files[0], self.holds, files[0])
        self.assert_status(2, *violated, self.holds, self.bad)

    def test_what_cannot_be_read(self):
        for file, said in ((self.folder / "none.json", "none.json"), (self.folder, str(self.folder))):
            result = self.assert_status(2, "check", file)
            self.assertIn(said, result.stderr)
            self.assertEqual(result.stdout, "")

    def test_standard_input_that_cannot_be_read(self):
        folder = os.open(self.folder, os.O_RDONLY)
        self.addCleanup(os.close, folder)
        for how in ({"stdin": folder}, {"preexec_fn": lambda: os.close(0)}):
            result = subprocess.run([QED, "check", "-"], capture_output=True, text=True, check=False, **how)
            self.assertEqual((result.returncode, result.stdout), (2, ""))
            self.assertIn("standard input: (document): found what cannot be read (", result.stderr)

    def test_malformed_files(self):
        files = sorted((ROOT / "tests/malformed").glob("*.json"))
        self.assertGreater(len(files), 99)
        result = self.assert_status(2, "check", *files)
        self.assertEqual(result.stdout, "")
        said = [line for line in result.stderr.splitlines()]
        self.assertEqual(len(said), len(files))
        for file, line in zip(files, said):
            self.assertTrue(line.startswith(f"qed: {file}: "), line)
            self.assertRegex(line, r": found .+, expected .+")

    def test_results_that_cannot_be_written(self):
        for arguments in (("claims",), ("--help",), ("--version",), ("check", "--help")):
            with self.subTest(arguments), open("/dev/full", "w", encoding="utf-8") as full:
                result = subprocess.run([QED, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
                self.assertEqual(result.returncode, 2)
                self.assertIn("cannot write", result.stderr)


if __name__ == "__main__":
    unittest.main()
