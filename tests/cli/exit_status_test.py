"""Exit statuses: 0 every claim holds, 1 violated, 2 bad usage or input, 3 undecided or a limit; worst of 2, 1, 3, 0."""

import itertools
import os
import subprocess
import unittest

from tool import CLASSES, QED, ROOT, ToolTest, qed

TWO_COINS = CLASSES / "two-coins.json"


class Usage(ToolTest):
    def test_what_is_not_understood_is_refused(self):
        for arguments, said in (
                ((), "subcommand is required"),
                (("prove",), 'there is no command "prove"; the commands are verify, check, '),
                (("chek", TWO_COINS), 'there is no command "chek"; did you mean "check"?'),
                (("help", "chek"), 'there is no command "chek"; did you mean "check"?'),
                (("check", "--max-states", "99999999999999999999999", TWO_COINS),
                 "expected a whole number from 1 to 18446744073709551615"),
                (("check", "--max-states", "0", TWO_COINS), "expected a whole number of at least 1"),
                (("check",), "FILE"),
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
                (("check", "--tolerance", "1/9", "--width", "1/9", TWO_COINS), "excludes --width"),
                (("check", "--tolerance", "1/9", "--claim", "query-drift", TWO_COINS), "needs every node"),
                (("check", "--tolerance", "1/9", "--imitator", "follow-best-model", TWO_COINS), "cautious imitator"),
                (("check", "--width", "narrow", TWO_COINS), "--width"),
                (("check", "--max-memory", "2T", TWO_COINS), "200M"),
                (("check", "--max-memory", "18446744073709551615G", TWO_COINS), "--max-memory"),
                (("check", "--claim", "query-drit", TWO_COINS), "query-drift"),
                (("check", "--claim", "product-growth", TWO_COINS), "decided on a class"),
                (("check", "--claim", ",", TWO_COINS), '--claim: found "", expected the id of a claim'),
                (("check", "--claim", "", TWO_COINS), '--claim: found "", expected the id of a claim'),
                (("check", "--rule", "brierr", TWO_COINS), 'no rule is called "brierr"; did you mean "brier"?'),
                (("check", "--rule", "xyzzy", TWO_COINS), 'no rule is called "xyzzy"; there are log, brier, spherical, '),
                (("check", "--rule", "moments:x", "--feature", "x", TWO_COINS), "is not NAME=NUMBER"),
                (("check", "--rule", "moments:x", "--feature", "x=0,1,3", TWO_COINS), "x has 3 numbers; there are 2"),
                (("check", "--feature", "x=0,1", TWO_COINS), "requires --rule"),
                (("check", "--rule", "2*p[", TWO_COINS), "--rule"),
                (("check", "--rule", "brier", "--eta", "0", TWO_COINS), "--eta: eta = 0 is outside (0, 1000]"),
                (("check", "--rule", "brier", "--eta", "-1/2", TWO_COINS), "outside (0, 1000]"),
                (("check", "--rule", "brier", "--eta", "1/1001", TWO_COINS), "denominator above 1000"),
                (("check", "--rule", "brier", "--eta", "half", TWO_COINS), "--eta"),
                (("check", "--eta", "1/2", TWO_COINS), "requires --rule"),
                (("check", "--rule", "log", "--samples", "9", TWO_COINS), "excludes --samples"),
                (("check", "--rule", "log", "--claim", "query-drift", TWO_COINS), "query-drift is not decided with --rule"),
                (("check", "--claim", "rule-retention", TWO_COINS), "rule-retention is decided with --rule"),
                (("verify", "--claim", "rule-retention"), "decided on a class"),
                (("check", "--imitator", "reckless", TWO_COINS), 'no imitator is called "reckless"; the imitators are cautious, '),
                (("check", "--imitator", "cautios", TWO_COINS), 'no imitator is called "cautios"; did you mean "cautious"?'),
                (("check", ""), '"": (document): found an empty name, expected the name of a class file'),
                (("check", "--format", "yaml", TWO_COINS), "one of text, json, junit"),
                (("check", "--frobnicate", TWO_COINS), "--frobnicate"),
                (("verify", "--budget", "soon"), "2m"),
                (("verify", "--budget", "0"), "--budget"),
                (("verify", "--budget", "1.2.3s"), "--budget"),
                (("verify", "--cases", "0"), "--cases"),
                (("verify", "--seed", "-1"), "--seed"),
                (("verify", "--seed", "18446744073709551616"), "--seed"),
                (("verify", "--case", "1", "--faults"), "excludes"),
                (("verify", "--save", "x.json"), "requires"),
                (("verify", "--case", "1", "--save", ""), '--save: found "", expected the name of a file'),
                (("verify", "--case", "1", "--save", "-"), '--save: found "-", expected the name of a file'),
                (("verify", "--cases", "1", "--out", ""), '--out: found "", expected a folder'),
                (("verify", "--cases", "1", "--out", TWO_COINS), f"{TWO_COINS} is not a folder"),
                (("verify", "--faults", "--cases", "1", "--out", TWO_COINS / "deep"), f"{TWO_COINS} is not a folder"),
                (("verify", "--jobs", "many"), "--jobs"),
                (("verify", "extra"), "extra"),
                (("claims", "no-such-claim"), "no claim is called"),
                (("claims", "--format", "junit"), "one of text, json"),
                (("completion", "tcsh"), "bash, zsh or fish"),
                (("replay",), "FILE"),
        ):
            with self.subTest(arguments):
                result = self.assert_status(2, *arguments)
                self.assertEqual(result.stdout, "")
                self.assertTrue(result.stderr.startswith("qed: "), result.stderr)
                self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
                self.assertIn(said, result.stderr)

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
