"""Help, the manual page and shell completion say what the tool does, all of it and nothing else."""

import json
import re
import shutil
import subprocess
import unittest

from tool import QED, ROOT, ToolTest, environment, qed

COMMANDS = ("verify", "check", "replay", "claims", "hunt", "evidence", "ledger", "stress", "scenario", "imitate", "export",
            "completion")
MANUAL = ROOT / "tools/qed.1"


def options_in_help(*command):
    text = qed(*command, "--help").stdout
    return set(re.findall(r"(?m)^  (?:-\w,)?(--[a-z-]+)", text))


class Help(ToolTest):
    def test_every_command_has_examples(self):
        self.assertIn("Examples:", qed("--help").stdout)
        for command in COMMANDS:
            self.assertIn("Examples:", qed(command, "--help").stdout, command)
            self.assertIn(f"\n  {command} ", qed("--help").stdout)

    def test_examples_are_understood(self):
        """Every example's options exist: with --help added, the command line still parses."""
        for command in COMMANDS:
            examples = re.findall(r"(?m)^  (qed .*)$", qed(command, "--help").stdout)
            self.assertTrue(examples)
            known = options_in_help(command)
            for example in examples:
                self.assertLessEqual(set(re.findall(r"--[a-z-]+", example)), known, example)

    def test_the_mistaken_imitator_is_caught(self):
        example = re.search(r"# a mistaken imitator\n  qed (.*)\n", qed("check", "--help").stdout)[1]
        self.assertRegex(self.assert_status(1, *example.split()).stdout, r"claims: \d+ hold, [1-9]\d* violated")


class Manual(ToolTest):
    def sections(self):
        text = MANUAL.read_text(encoding="utf-8").replace("\\-", "-")
        return {name: body for name, body in re.findall(r'(?ms)^\.SS "?qed (\w+).*?\n(.*?)(?=^\.S[SH]|\Z)', text)}

    def test_flags_are_in_step(self):
        sections = self.sections()
        self.assertEqual(set(sections), set(COMMANDS))
        for command in COMMANDS:
            documented = set(re.findall(r"(--[a-z-]+)", "\n".join(
                line for line in sections[command].splitlines() if line.startswith((".BR", ".BI", ".B ")))))
            self.assertEqual(documented, options_in_help(command) - {"--help"}, command)

    def test_defaults_are_in_step(self):
        said = re.search(r"\((\d+), or (\d+) with --faults", re.sub(r"\s+", " ", qed("verify", "--help").stdout)).groups()
        self.assertEqual(said, re.search(r"; (\d+), or (\d+) with", self.sections()["verify"]).groups())
        said = re.search(r"\((\d+) where neither", re.sub(r"\s+", " ", qed("hunt", "--help").stdout)).group(1)
        self.assertIn(f"classes; {said} where neither", re.sub(r"\s+", " ", self.sections()["hunt"]))
        said = re.search(r"at most (\d+) states more", re.sub(r"\s+", " ", qed("check", "--help").stdout)).group(1)
        manual = re.sub(r"\s+", " ", self.sections()["check"])
        self.assertIn(f"that takes at most {said} states more, and otherwise are undecided", manual)

    def test_it_is_well_formed(self):
        if not shutil.which("man"):
            self.skipTest("there is no man here")
        result = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(MANUAL)],
                                capture_output=True, text=True, env=environment(MANROFFSEQ=""), check=False)
        if result.returncode != 0:
            self.skipTest("man has no groff here")
        self.assertEqual(result.stderr, "")


class Completion(ToolTest):
    def complete(self, *words):
        """What bash offers for the last of the words."""
        script = qed("completion", "bash").stdout + r"""
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
compopt() { :; }
_qed qed "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\n' "${COMPREPLY[@]}"
"""
        result = subprocess.run(["bash", "-c", script, "bash", "qed", *words], capture_output=True, text=True,
                                cwd=ROOT, check=False)
        self.assertEqual(result.stderr, "")
        return result.stdout.split()

    def test_commands(self):
        self.assertEqual(set(self.complete("")), set(COMMANDS))
        self.assertEqual(self.complete("ver"), ["verify"])

    def test_every_flag(self):
        for command in COMMANDS:
            offered = {flag for flag in self.complete(command, "--") if flag.startswith("--")}
            self.assertEqual(offered, options_in_help(command), command)

    def test_values(self):
        self.assertEqual(self.complete("check", "--format", ""), ["text", "json", "junit"])
        self.assertEqual(self.complete("claims", "--format", ""), ["text", "json"])
        self.assertEqual(self.complete("check", "--format", "=", "j"), ["json", "junit"])
        catalogue = json.loads(qed("claims", "--format", "json").stdout)["claims"]
        claims = {c["id"] for c in catalogue}
        families = {c["id"] for c in catalogue if c["kind"] in ("family", "rule", "system", "recording")}
        self.assertEqual(set(self.complete("claims", "")), claims)
        self.assertEqual(set(self.complete("verify", "--claim", "")), claims - families)
        self.assertIn("mean-instead-of-minimum", self.complete("check", "--imitator", "mean"))
        not_hunted = {"top-prefix", "query-identity"}
        self.assertEqual(set(self.complete("hunt", "")), claims - families - not_hunted)
        self.assertEqual(self.complete("hunt", "--out", "tests/classes/two-c"), ["tests/classes/two-coins.json"])
        self.assertCountEqual(self.complete("verify", "--out", "tests/cl"), ["tests/claims", "tests/classes", "tests/cli"])
        self.assertEqual(self.complete("completion", "z"), ["zsh"])
        self.assertEqual(self.complete("ledger", ""), ["show", "dump", "class", "merge"])
        self.assertEqual(self.complete("ledger", "show", "tests/classes/two-c"), ["tests/classes/two-coins.json"])
        self.assertEqual(self.complete("check", "tests/classes/two-c"), ["tests/classes/two-coins.json"])
        self.assertEqual(self.complete("verify", "--seed", ""), [])

    def test_bash_accepts_the_script(self):
        loaded = subprocess.run(["bash", "-c", 'source <("$0" completion bash) && complete -p qed', QED],
                                capture_output=True, text=True, check=False)
        self.assertEqual((loaded.stdout, loaded.stderr), ("complete -F _qed qed\n", ""))

    def test_the_other_shells(self):
        for shell, flags in (("zsh", "-n"), ("fish", "--no-execute")):
            script = qed("completion", shell)
            self.assertEqual(script.returncode, 0)
            for command in COMMANDS:
                self.assertIn(command, script.stdout)
            if shutil.which(shell):
                checked = subprocess.run([shell, flags, self.write(f"qed.{shell}", script.stdout)],
                                         capture_output=True, text=True, check=False)
                self.assertEqual((checked.returncode, checked.stderr), (0, ""))


class Claims(ToolTest):
    def test_every_claim_is_explained(self):
        for claim in json.loads(qed("claims", "--format", "json").stdout)["claims"]:
            text = self.assert_status(0, "claims", claim["id"]).stdout
            for part in ("Hypotheses", "Source", "Proved in", "Decided in", claim["proof"], claim["code"], *claim["formal"]):
                self.assertIn(part, text)
            self.assertEqual("Machine-checked" in text, claim["formal"] != [])
            self.assertEqual("\nMachine-checked in part\n" in text, claim["formal_part"] is not None)
            self.assertIn(claim["formal_part"] or "", " ".join(text.split()))

    def test_a_part_is_not_called_the_whole(self):
        text = self.assert_status(0, "claims", "strict-properness").stdout
        self.assertIn("\nMachine-checked in part\n  Main.brier_proper (proofs-notes/coq): of Brier; the criterion for "
                      "other rules is on paper\n", text)
        self.assertIn("\nMachine-checked\n  Main.top_prefix", self.assert_status(0, "claims", "top-prefix").stdout)

    def test_what_to_try_is_a_command_to_a_line(self):
        text = self.assert_status(0, "claims", "top-size").stdout
        self.assertIn("\nTry it\n  qed verify --claim top-size --cases 200\n  qed check --claim top-size FILE\n", text)

    def test_product_growth_is_refuted_with_its_values(self):
        text = self.assert_status(0, "claims", "product-growth").stdout
        self.assertIn("refuted", text)
        self.assertIn("(21/16)^N", text)
        rows = json.loads(qed("claims", "product-growth", "--format", "json").stdout)["claims"][0]["two_coins"]
        twenty = next(r for r in rows if r["horizon"] == 20)
        self.assertEqual(twenty["expected_product"]["exact"], "21529548032969556491079123/37778931862957161709568")

    def test_the_lower_bound_family_is_exact(self):
        text = self.assert_status(0, "claims", "cubic-query-sum-lower").stdout
        self.assertRegex(text, r"(?m)^  1/64 +strict +63 +63 +63/64 +21/64$")
        rows = json.loads(qed("claims", "cubic-query-sum-lower", "--format", "json").stdout)["claims"][0]["lower_bounds"]
        scaled = {(r["alpha"], r["threshold"]): r["alpha_S3"]["exact"] for r in rows}
        for alpha, expected in (("1/4", "3/4"), ("1/8", "7/8"), ("1/16", "15/16"), ("1/32", "31/32"), ("1/64", "63/64")):
            self.assertEqual((scaled[alpha, "strict"], scaled[alpha, "non-strict"]), (expected, "1"))

    def test_lower_powers_grow_on_near_coins(self):
        text = self.assert_status(0, "claims", "cubic-is-needed").stdout
        self.assertIn("certified", text)
        rows = json.loads(qed("claims", "cubic-is-needed", "--format", "json").stdout)["claims"][0]["near_coins"]
        self.assertEqual([r["delta"] for r in rows], ["1/4", "1/8", "1/16", "1/32", "1/64"])
        for power in (1, 2, 3):
            for row in rows:
                self.assertLess(float(row[f"S{power}"]["lower"]), float(row[f"S{power}"]["upper"]))
            exponent = rows[-1][f"fitted_exponent_{power}"]
            self.assertLessEqual(abs(float(exponent["lower"]) - (power - 3)), 0.02)


if __name__ == "__main__":
    unittest.main()
