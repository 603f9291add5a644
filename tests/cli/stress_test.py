"""qed stress: verdicts, witnesses that are checked by other arithmetic, formats, and what it refuses."""

import html
import json
import math
import re
import shlex
import signal
import subprocess
import time
import unittest
import xml.etree.ElementTree
from fractions import Fraction

from tool import QED, ToolTest, qed


def report_of(page):
    return json.loads((page / "stress.json").read_text("utf-8"))


class Stress(ToolTest):
    def examined(self, *arguments, status=0):
        result = qed("stress", "--format", "json", *arguments)
        self.assertEqual(result.returncode, status, result.stderr)
        report = json.loads(result.stdout)
        self.assertEqual(report["format"], "demonstrandum-stress/1")
        return report["results"]

    def test_the_verdicts_of_the_literature(self):
        strict, proper, improper = ("proved", "proved"), ("proved", "refuted"), ("refuted", "refuted")
        for rule, expected in {"log": strict, "brier": strict, "spherical": strict, "rps": strict, "zero-one": proper,
                               "linear": improper, "weighted-log": improper, "outcome-weighted-log": strict}.items():
            with self.subTest(rule):
                (report,) = self.examined(rule, "--no-central", "--outcomes", "2,3", status=expected[0] == "refuted")
                for e in report["examinations"]:
                    self.assertEqual((e["properness"]["finding"], e["strict_properness"]["finding"]), expected)

    def test_a_witness_holds_in_other_arithmetic(self):
        (report,) = self.examined("3*p[y] - sum(p^2)", "--outcomes", "3", status=1)
        witness = report["examinations"][0]["properness"]["witness"]
        q, p = ([Fraction(x) for x in witness[who]] for who in ("truth", "report"))
        score = lambda r, y: 3 * r[y] - sum(x * x for x in r)
        gain = sum(q[y] * (score(p, y) - score(q, y)) for y in range(3))
        self.assertEqual(gain, Fraction(witness["gain"]["exact"]))
        self.assertGreater(gain, 0)

    def test_a_witness_is_shown_whole_and_in_numbers_to_check_by_hand(self):
        result = self.assert_status(1, "stress", "--no-central", "--outcomes", "3",
                                    "ln(p[y]) + (p[0] > 1/1000003 ? 0 : 1/1000000)")
        shown = re.search(r"truth \((.*?)\), report \((.*?)\): gain at least", result.stdout)
        self.assertTrue(shown, result.stdout)
        q, p = ([Fraction(x) for x in law.split(", ")] for law in shown.groups())  # no "..." in it
        for law in (q, p):
            self.assertEqual((sum(law), min(law) > 0), (1, True))
            self.assertLess(math.lcm(*(x.denominator for x in law)), 10 ** 7)
        score = lambda r, y: math.log(r[y]) + (0 if r[0] > Fraction(1, 1000003) else 1e-6)
        self.assertGreater(math.fsum(float(q[y]) * (score(p, y) - score(q, y)) for y in range(3)), 1e-7)

    def test_what_is_elicited_and_how_it_was_found(self):
        """Only what is proved: a formula that sees a mean alone elicits no distribution, an improper rule nothing."""
        text = lambda *a, status=0: self.assert_status(status, "stress", "--no-central", "--outcomes", "3", *a).stdout
        mean = text("--feature", "x=0,1,3", "--", "-(x[y] - sum(x*p))^2")
        self.assertIn("strict properness refuted (exact)", mean)
        self.assertNotIn("elicits", mean)
        self.assertIn("    elicits the mean of x\n", text("moments:x", "--feature", "x=0,1,3"))
        self.assertIn("    elicits the mode\n", text("zero-one"))
        self.assertNotIn("elicits", text("weighted-log", status=1))
        self.assertIn("    elicits the distribution\n", text("2*p[y] - sum(p^2)"))
        ranked = text("rps")
        self.assertIn("in squared probability: the ranked probability score, negated, not divided by n - 1\n", ranked)
        self.assertIn("properness proved (exact): ", ranked)
        self.assertIn("properness refuted (certified): ", text("ln(p[y]) + p[y]", status=1))
        self.assertRegex(text("power:3"), "in probability to the power beta - 1: ")

    def test_why_no_eta_is_certified_and_what_boxes_are_left(self):
        (report,) = self.examined("power:3", "--outcomes", "3")
        central = report["examinations"][0]["central_condition"]
        self.assertIsNone(central["certified"])
        self.assertEqual((central["attempt"]["finding"], central["attempt"]["method"]), ("undecided", None))
        self.assertEqual(central["attempt"]["proof"], "boxes are for two outcomes, and for Brier's rule")
        few = ("pseudo-spherical:3", "--outcomes", "2", "--max-boxes", "10")
        (report,) = self.examined(*few)
        attempt = report["examinations"][0]["central_condition"]["attempt"]
        self.assertGreater(attempt["boxes_left"], 3)
        for box in attempt["first_boxes_left"]:
            self.assertEqual(len(box), 2)
            for low, high in box:
                self.assertTrue(0 <= Fraction(low) < Fraction(high) <= 1)
        self.assertRegex(qed("stress", *few).stdout, r"left: p\[0\] in \S+ \.\. \S+, q\[0\] in .*; and \d+ more")
        bend = ("exp(p[y]) - p[y]^2/2 - sum(p*exp(p) - exp(p) - p^3/3)", "--outcomes", "2", "--max-boxes", "1", "--no-central")
        result = self.assert_status(3, "stress", *bend)
        self.assertRegex(result.stdout, r"properness undecided: .*\n    left: p\[0\] in 0 \.\. ")

    def test_a_loss_is_a_loss_in_every_part(self):
        page = self.folder / "loss"
        result = self.assert_status(1, "stress", "brier", "linear", "--orientation", "loss", "--outcomes", "2,3",
                                    "--no-central", "--classes", "1", "--out", page)
        self.assertIn("truth (1/3, 2/3), report (0, 1): loss less by 1/9", result.stdout)
        self.assertNotIn("gain", result.stdout)
        self.assertNotIn("gain", (page / "junit.xml").read_text("utf-8"))
        text = (page / "index.html").read_text("utf-8")
        self.assertIn("by which the loss is less", text)
        self.assertIn("lines lie above the curve", text)
        self.assertIn("is below the curve at the truth", text)
        self.assertIn("−G over the simplex: concave where the rule is proper", text)
        # Brier's G at 1/4 is 1/16 + 9/16; as a loss it is the other way round.
        data = (page / "plots/rule-1-brier-savage-2.dat").read_text("utf-8")
        self.assertRegex(data, r"(?m)^0\.25 -0\.625 -0\.625 1/4 -5/8 -5/8$")

    def test_the_central_condition_of_a_formula(self):
        (report,) = self.examined("ln(p[y])", "--outcomes", "2")
        central = report["examinations"][0]["central_condition"]
        self.assertEqual(central["certified"]["exact"], "1")
        self.assertLessEqual(Fraction(central["refuted"]["exact"]), Fraction(1001, 1000))
        witness = central["refuted_by"]["witness"]
        eta = Fraction(central["refuted"]["exact"])
        q, p = ([Fraction(x) for x in witness[who]] for who in ("truth", "report"))
        left = math.fsum(float(b) * (float(a) / float(b)) ** float(eta) for a, b in zip(p, q) if b > 0)
        self.assertGreater(left, 1)

    def test_features_and_orientation(self):
        (report,) = self.examined("--feature", "x=0,1,3", "--outcomes", "3", "--no-central", "--", "-(x[y] - sum(x*p))^2")
        e = report["examinations"][0]
        self.assertEqual((e["properness"]["finding"], e["strict_properness"]["finding"]), ("proved", "refuted"))
        self.assertIn("indistinguishable", e)
        loss = self.examined("brier", "--orientation", "loss", "--outcomes", "2", "--no-central")
        self.assertEqual(loss[0]["examinations"][0]["scores"][0], "-(2*p[0] - p[0]*p[0] - p[1]*p[1])")
        self.assertEqual(loss[0]["orientation"], "loss")

    def test_moments_and_kernels_have_names(self):
        (report,) = self.examined("moments:x", "--feature", "x=0,1,3", "--outcomes", "3")
        e = report["examinations"][0]
        self.assertEqual((e["properness"]["finding"], e["strict_properness"]["finding"]), ("proved", "refuted"))
        self.assertEqual((e["elicits"], report["unit"]), ("the mean of x", "squared units of the features"))
        # What it cannot tell apart has the same mean, and no outcome in common.
        p, q = ([Fraction(x) for x in law] for law in e["indistinguishable"])
        self.assertEqual(sum(a * x for a, x in zip(p, (0, 1, 3))), sum(b * x for b, x in zip(q, (0, 1, 3))))
        self.assertEqual(sum(abs(a - b) for a, b in zip(p, q)), 2)
        self.assertEqual((e["total_variation"], e["most_total_variation"]), ("1", "1"))
        self.assertEqual((e["moments_seen"], e["all_moments_needed"]), ([["0", "1", "3"]], True))
        # Of 0 and 3 the scores differ as Brier's times 9/2: central up to 2/9 of Brier's 1.
        (report,) = self.examined("moments:x", "--feature", "x=0,3", "--outcomes", "2", "--classes", "20")
        central = report["examinations"][0]["central_condition"]
        self.assertLessEqual(Fraction(2, 9) - Fraction(central["certified"]["exact"]), Fraction(1, 1000))
        self.assertLessEqual(Fraction(central["refuted"]["exact"]) - Fraction(2, 9), Fraction(1, 1000))
        kept = report["guarantees"]["kept"]
        self.assertEqual((kept[0]["claim"], kept[0]["violations"], kept[0]["undecided"]), ("rule-retention", 0, 0))
        self.assertGreater(kept[0]["interesting"], 0)
        self.assertGreater(Fraction(report["guarantees"]["broken_at"]), Fraction(2, 9))
        # Kernels: one that is positive, one that is not, and the ranked probability score again.
        (positive, negative) = self.examined("kernel:exp(-(i - j)^2)", "kernel:abs(i - j)", "--no-central", status=1)
        for e, f in zip(positive["examinations"], negative["examinations"]):
            self.assertEqual(e["strict_properness"]["finding"], "proved")
            self.assertEqual(f["properness"]["finding"], "refuted")
        (ranked, same) = self.examined("rps", "kernel:-abs(i - j)", "--outcomes", "3")
        for limit in ("certified", "refuted"):
            self.assertEqual(*(rule["examinations"][0]["central_condition"][limit] for rule in (ranked, same)))

    def test_rules_made_of_others_say_by_which_theorem(self):
        strict, blind, improper = ("proved", "proved"), ("proved", "refuted"), ("refuted", "refuted")
        for rule, expected, theorem in (("savage:sum(p^4)", strict, "Savage: "),
                                        ("outcome-weighted:1,2,1:brier", strict, "outcome weighting (sum-closure), from: "),
                                        ("coarse:0,1,1:spherical", blind, "coarsening onto classes (sum-closure), from: "),
                                        ("chain:0,1,1:brier then brier", strict, "chaining (sum-closure)"),
                                        ("chain:0,1,1:brier then linear", improper, ""),
                                        ("savage:-sum(p^4)", improper, "")):
            with self.subTest(rule):
                (report,) = self.examined(rule, "--no-central", "--outcomes", "3", status=expected is improper)
                e = report["examinations"][0]
                self.assertEqual((e["properness"]["finding"], e["strict_properness"]["finding"]), expected)
                self.assertTrue(e["properness"]["proof"].startswith(theorem), e["properness"]["proof"])
        # What refutes a weighted rule, in other arithmetic.
        (report,) = self.examined("outcome-weighted:1,3:linear", "--no-central", "--outcomes", "2", status=1)
        witness = report["examinations"][0]["properness"]["witness"]
        q, p = ([Fraction(x) for x in witness[who]] for who in ("truth", "report"))
        score = lambda r, y: (1, 3)[y] * (1, 3)[y] * r[y] / (r[0] + 3 * r[1])
        gain = sum(q[y] * (score(p, y) - score(q, y)) for y in range(2))
        self.assertEqual(gain, Fraction(witness["gain"]["exact"]))
        self.assertGreater(gain, 0)

    def test_an_imitator_learns_by_a_rule_made_of_others(self):
        """At two actions, by qed check: the same as the rule that it is."""
        checked = [qed("check", "--rule", rule, "--eta", "1/2", "--format", "json", "tests/classes/two-coins.json")
                   for rule in ("brier", "savage:sum(p^2)", "coarse:0,1:brier", "outcome-weighted:1,1:brier")]
        self.assertEqual([c.returncode for c in checked], [0] * 4, checked[-1].stderr)
        claims = [json.loads(c.stdout)["results"][0]["claims"] for c in checked]
        self.assertEqual(claims[1:], claims[:1] * 3)
        result = qed("check", "--rule", "coarse:0,1,1:brier", "tests/classes/two-coins.json")
        self.assertEqual((result.returncode, result.stdout), (2, ""))
        self.assertIn("a list for 3 outcomes; there are 2", result.stderr)

    def test_what_a_claim_says_to_try_can_be_tried(self):
        rules = [c["id"] for c in json.loads(qed("claims", "--format", "json").stdout)["claims"] if c["kind"] == "rule"]
        commands = set(re.findall(r"(?m)^  qed ((?:stress|scenario).*)$",
                                  "\n".join(qed("claims", claim).stdout for claim in rules)))
        for word in ("savage:", "coarse:", "chain:", "outcome-weighted:"):
            self.assertTrue(any(word in command for command in commands), word)
        for command in commands - {"stress --faults"}:
            with self.subTest(command):
                self.assertEqual(qed(*shlex.split(command)).returncode, "-sum(p^4)" in command)

    def test_nearly_proper_rules_are_not_called_proved(self):
        result = qed("stress", "--faults")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("0 called proved", result.stdout)
        self.assertRegex(result.stdout, r"log-with-a-cap +no score is below -5 +2  refuted")
        results = json.loads(qed("stress", "--faults", "--outcomes", "2", "--format", "json").stdout)["results"]
        self.assertEqual({r["rule"]: r["mistake"] for r in results}["log-with-a-cap"], "no score is below -5")

    def test_what_an_imitator_keeps_that_learns_by_it(self):
        (report,) = self.examined("brier", "--outcomes", "2", "--classes", "30")
        found = report["guarantees"]
        retention, query_sum = found["kept"]
        self.assertEqual([(k["claim"], k["eta"]) for k in found["kept"]], [("rule-retention", "1"), ("rule-query-sum", "1/2")])
        for kept in found["kept"]:
            self.assertEqual((kept["classes"], kept["violations"], kept["undecided"]), (30, 0, 0))
            self.assertGreater(kept["interesting"], 0)
            # The tightest class has that ratio, when it is checked by itself.
            file = self.write("tightest.json", kept["tightest"])
            checked = json.loads(qed("check", "--rule", "brier", "--eta", kept["eta"], "--claim", kept["claim"], "--format", "json",
                                     file).stdout)["results"][0]["claims"][0]
            self.assertEqual(checked["verdict"], "holds")
            self.assertAlmostEqual(float(Fraction(checked["ratio"])), float(kept["tightest_ratio"]), places=4)
        self.assertGreater(Fraction(found["broken_at"]), 1)
        # On the class that it shows, check measures the same at that eta, and not at the certified one.
        file = self.write("broken.json", {k: v for k, v in found["counterexample"].items() if k != "counterexample"})
        broken = qed("check", "--rule", "brier", "--eta", found["broken_at"], file)
        self.assertIn("measured, and broken", broken.stdout, broken.stderr)
        kept = qed("check", "--rule", "brier", "--eta", "1", file)
        self.assertEqual(kept.returncode, 0)
        self.assertNotIn("measured, and broken", kept.stdout)

    def test_every_promise_is_exercised(self):
        for rule in ("log", "spherical"):
            (report,) = self.examined(rule, "--outcomes", "2", "--classes", "20")
            kept = {k["claim"]: k["interesting"] for k in report["guarantees"]["kept"]}
            self.assertEqual(set(kept), {"rule-retention", "rule-query-sum"})
            self.assertGreater(min(kept.values()), 0, (rule, kept))

    def test_of_an_improper_rule_the_guarantees_are_lost(self):
        (report,) = self.examined("2*p[y] - sum(p^2) + p[0]", "--outcomes", "2", "--classes", "5", status=1)
        self.assertEqual(report["guarantees"]["kept"], [])
        self.assertIsNotNone(report["guarantees"]["broken_at"])

    def test_the_commands_of_a_page_are_whole(self):
        """They name a long formula to its end, and the features; run, they decide the claim on the class."""
        page = self.folder / "whole"
        long = "2*p[y] - sum(p^2) + 0*(p[0] + p[1]) + 0*(p[0] - p[1])*(p[0] + p[1])"
        self.assert_status(0, "stress", long, "moments:x", "--feature", "x=0,3", "--outcomes", 2, "--classes", 5,
                           "--out", page)
        text = (page / "index.html").read_text("utf-8")
        commands = [html.unescape(c) for c in re.findall(r"<code>(qed (?:check --rule|replay) [^<]*)</code>", text)]
        self.assertEqual(sum("moments:x --feature x=0,3 --eta" in c for c in commands), 1)
        self.assertEqual(sum(f"'{long}'" in c for c in commands), 2)
        self.assertEqual(sum(c.startswith("qed replay") for c in commands), 2)
        for command in commands:
            done = subprocess.run(command.replace("qed", QED, 1), shell=True, cwd=page / "classes", capture_output=True,
                                  text=True, check=False)
            broken = command.startswith("qed replay")
            self.assertEqual((done.returncode, done.stderr), (1 if broken else 0, ""), command)

    def test_a_rule_without_room(self):
        page = self.folder / "zero-one"
        result = self.assert_status(0, "stress", "zero-one", "--outcomes", 2, "--classes", 5, "--out", page)
        self.assertIn(f"The page: {page}/index.html", result.stdout)
        text = (page / "index.html").read_text("utf-8")
        self.assertNotIn("Not drawn", text)
        self.assertIn("no η leaves room", text)
        self.assertRegex(text, r"Selective: the reports \(.*\) and \(.*\) score the same whatever happens: "
                               r"total variation 1/2, the most there is\.")

    def test_a_page(self):
        page = self.folder / "rules"
        rules = ("brier", "p[y] + p[0]")
        result = self.assert_status(1, "stress", *rules, "--outcomes", "2,3", "--classes", "5", "--out", page)
        self.assertIn(f"The page: {page}/index.html", result.stdout)
        text = (page / "index.html").read_text("utf-8")
        for rule, word in zip(rules, ("proved", "refuted")):
            self.assertRegex(text, rf"<td>{re.escape(rule)}</td><td>2</td><td><span class=\"word \w+\">{word}</span>")
        # What is kept says how many classes showed it; of an improper rule no eta is asked about.
        exercised = report_of(page)["results"][0]["guarantees"]["kept"][0]["interesting"]
        self.assertIn(f"{'kept' if exercised else 'not seen'} at η = 1, {exercised} of 5 exercise it", text)
        self.assertRegex(text, r"<td>central</td><td><span class=\"word \w+\">refuted</span></td><td>for no η")
        self.assertIn("c at η = 1/2", text)
        self.assertRegex(text, r"strong-central at η = 1/2, c = 0\.2316</td><td><span class=\"word \w+\">refuted</span>")
        self.assertNotIn("Not drawn", text)
        self.assertEqual(text.count("<svg"), 5)  # Savage twice for each rule, and the margin of the one that has one
        data = (page / "plots/rule-1-brier-savage-2.dat").read_text("utf-8")
        self.assertRegex(data, r"(?m)^0\.25 0\.625 0\.625 1/4 5/8 5/8$")  # 1/16 + 9/16
        self.assertIn(" 1/3 1/3 1/3 1/3 1/3\n", (page / "plots/rule-1-brier-savage-3.dat").read_text("utf-8"))
        report = json.loads((page / "stress.json").read_text("utf-8"))
        margins = report["results"][0]["examinations"][0]["margins"]
        for m in margins:  # 1 - exp(-2 eta (1 - eta)) over 2 is proved to be possible (the note)
            eta = Fraction(m["eta"])
            self.assertLessEqual(Fraction(m["certified"] or 0), max(Fraction(m["above"]), 0))
            self.assertEqual(Fraction(m["above"]) < 0, eta > 1)
        self.assertTrue(any(m["certified"] not in (None, "0") for m in margins))
        xml.etree.ElementTree.parse(page / "junit.xml")
        # Each class carries the command that shows what its caption says; the counterexample is replayed too.
        commands = [html.unescape(c) for c in re.findall(r"<code>(qed (?:check --rule|replay) [^<]*)</code>", text)]
        self.assertEqual([c.split(" ", 1)[1] for c in commands],
                         ["check --rule brier --eta 1 --claim rule-retention rule-1-brier-rule-retention.json",
                          "check --rule brier --eta 1/2 --claim rule-query-sum rule-1-brier-rule-query-sum.json",
                          "replay rule-1-brier-retention-broken.json", "replay rule-2-p-y-p-0-retention-broken.json"])
        for command, status in zip(commands, (0, 0, 1, 1), strict=True):
            done = subprocess.run(command.replace("qed", QED, 1), shell=True, cwd=page / "classes", capture_output=True,
                                  text=True, check=False)
            self.assertEqual(done.returncode, status, command + done.stdout + done.stderr)
        # The line that it gives makes it again.
        line = html.unescape(re.search(r"<th>repeat</th><td><code>(.*?)</code>", text)[1])
        self.assertIn("'p[y] + p[0]'", line)
        again = subprocess.run(line.replace("qed stress", f"{QED} stress --format json", 1), shell=True, capture_output=True,
                               text=True, check=False)
        self.assertEqual(json.loads(again.stdout)["results"][1]["examinations"][0]["properness"],
                         report["results"][1]["examinations"][0]["properness"])
        # Written again it is replaced; someone else's page is left alone.
        self.assert_status(1, "stress", "linear", "--no-central", "--classes", "1", "--out", page)
        self.assertNotIn("brier", (page / "index.html").read_text("utf-8"))
        other = self.folder / "other"
        other.mkdir()
        (other / "index.html").write_text("mine")
        result = self.assert_status(2, "stress", "linear", "--out", other)
        self.assertIn("found a page that qed did not write", result.stderr)
        self.assertEqual((other / "index.html").read_text(), "mine")

    def test_junit(self):
        def counted(*arguments, status):
            result = self.assert_status(status, "stress", *arguments, "--format", "junit")
            root = xml.etree.ElementTree.fromstring(result.stdout)
            return root, tuple(int(root.get(what)) for what in ("tests", "failures", "errors", "skipped"))

        # Properness counts; that linear is not strictly proper either is information.
        self.assertEqual(counted("brier", "linear", "--no-central", status=1)[1], (8, 2, 0, 2))
        root, counts = counted("brier", "--outcomes", "2", "--classes", "5", status=0)
        self.assertEqual(counts, (6, 0, 0, 0))
        self.assertEqual([case.get("name") for case in root.iter("testcase")][-2:],
                         ["rule-retention at eta = 1", "rule-query-sum at eta = 1/2"])
        self.assertEqual(counted("zero-one", "--outcomes", "2", "--classes", "5", status=0)[1], (4, 0, 0, 3))
        root, counts = counted("--faults", "--outcomes", "2", status=0)
        self.assertEqual(counts[1:], (0, 0, 0))
        self.assertGreater(counts[0], 5)

    def test_the_central_condition_of_an_improper_rule_is_refuted(self):
        (report,) = self.examined("linear", "--outcomes", "2", status=1)
        central = report["examinations"][0]["central_condition"]
        self.assertIsNone(central["certified"])
        self.assertEqual(central["refuted"]["exact"], "1/1000")
        self.assertIn("central for no eta, since it is improper; at eta = 1/1000", qed("stress", "linear", "--outcomes", "2").stdout)

    def test_what_has_conditions_may_be_selective(self):
        (report,) = self.examined("zero-one", "--no-central", "--outcomes", "2")
        p, q = ([Fraction(x) for x in law] for law in report["examinations"][0]["indistinguishable"])
        self.assertNotEqual(p, q)
        self.assertEqual(p[0] >= p[1], q[0] >= q[1])
        text = qed("stress", "zero-one", "--no-central", "--outcomes", "3").stdout
        self.assertIn("selective: the reports (1, 0, 0) and (1/3, 1/3, 1/3) score the same whatever happens: "
                      "total variation 2/3, the most there is\n", text)

    def test_a_coarse_rule_with_a_root_is_selective(self):
        rule = "(y==0 ? p[0] : p[1]+p[2])/sqrt(p[0]^2+(p[1]+p[2])^2)"
        text = qed("stress", rule, "--no-central", "--outcomes", "3").stdout
        self.assertIn("only through the moment (0, 1, 1); the reports (0, 1, 0) and (0, 0, 1) score the same whatever "
                      "happens: total variation 1, the most there is\n", text)
        text = qed("stress", "p[y]/p[y]", "--no-central", "--outcomes", "2").stdout
        self.assertIn("total variation 99/100, so the most there is is at least that\n", text)
        self.assertNotIn("selective", qed("stress", "brier", "spherical", "--no-central").stdout)

    def test_a_counterexample_of_a_rule_with_features_is_replayed(self):
        (report,) = self.examined("moments:x", "--feature", "x=0,3", "--outcomes", "2", "--classes", "1")
        self.assert_status(1, "replay", self.write("broken.json", report["guarantees"]["counterexample"]))

    def test_the_report_says_what_made_it_and_how(self):
        result = json.loads(qed("stress", "brier", "--no-central", "--outcomes", "2", "--format", "json").stdout)
        self.assertRegex(result["program"], r"^qed ")
        self.assertEqual(result["results"][0]["examinations"][0]["strict_properness"]["method"], "exact")
        self.assertIn("Savage, in 1 piece:", qed("stress", "2*p[y] - sum(p^2) + (p[0] >= 0 ? 1 : 2)").stdout)

    def test_an_interruption_ends_it_soon_with_what_is_done(self):
        # So many boxes take minutes: a bend e^p - 27/10 p, of which no sign is seen in its coefficients.
        arguments = ("exp(p[y]) - 27/20*p[y]^2 - sum(p*exp(p) - exp(p) - 9/10*p^3)", "brier", "--outcomes", "4",
                     "--max-boxes", "100000000")
        process = subprocess.Popen([QED, "stress", *arguments, "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   text=True)
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 3, out + error)
        first = json.loads(out)["results"][0]["examinations"][0]
        self.assertTrue(first["interrupted"])
        self.assertIn("finishing with what is done", error)
        self.assertIn("1 of 2 rules", error)

    def test_what_is_no_rule_is_refused(self):
        for arguments, message in {
                ("ln(p[y]",): "expected ')'",
                ("ln(q[y])",): '"q" is not known here',
                ("brierr",): 'did you mean "brier"?',
                ("power:1",): "expected one number above 1",
                ("weighted-log:1,2", "--outcomes", "3"): "2 weights; there are 3 outcomes",
                ("p[y]^p[y]",): "an exponent must be constant",
                ("p[3]",): "the index 3 is not one of 0",
                ("1/(n - n)",): "division by 0",
                ("moments",): "found no feature, expected some, as in --feature x=0,1,3",
                ("moments:z", "--feature", "x=0,1"): 'no feature is called "z"',
                ("moments:x", "--feature", "x=0,1"): "x has 2 numbers; there are 3 outcomes",
                ("kernel",): "expected one in i and j",
                ("kernel:i - j",): "expected it symmetric",
                ("kernel:p[i]*p[j]",): "does not depend on the report p",
                ("kernel:i*k",): '"k" is not known here',
                ("log:2",): "takes no parameter",
                ("brier", "--outcomes", "1"): "not a number of outcomes from 2 to 6",
                ("brier", "--feature", "x"): "is not NAME=NUMBER",
                ("brier", "--orientation", "up"): "neither gain nor loss",
                ("--faults", "--out", "x"): "--out",
                ("--faults", "brier"): "--faults",
                ("--list", "brier"): "--list",
                ("brier", "--outcomes", "3", "--classes", "5"): "--classes: its classes have two actions",
                ("--list", "--classes", "5"): "--classes",
                (): "expected a rule",
                ("savage:p[y]",): "no outcome y",
                ("coars:0,1:brier",): 'no rule is called "coars"; did you mean "coarse"?',
                ("coarse:0,1:brierr", "--outcomes", "2"): 'did you mean "brier"?',
                ("coarse:0,1,1:brier",): "a list for 3 outcomes; there are 2",
                ("chain:0,1,1:brier", "--outcomes", "3"): "two rules",
                ("(" * 1000,): "open brackets"}.items():
            with self.subTest(arguments):
                result = qed("stress", *arguments)
                self.assertEqual(result.returncode, 2, result.stdout)
                self.assertIn(message, result.stderr)
                self.assertEqual(result.stdout, "")

    def test_the_caret_is_under_the_mistake(self):
        result = qed("stress", "ln(p[y]) + lm(p[0])")
        self.assertEqual(result.stderr.split("\n")[1:3], ["  ln(p[y]) + lm(p[0])", "             ^"])
        # In a rule that is made of others too.
        result = qed("stress", "chain:0,1,1:brier then lm(p[y])", "--outcomes", "3")
        self.assertEqual(result.stderr.split("\n")[1:3], ["  chain:0,1,1:brier then lm(p[y])", " " * 25 + "^"])


if __name__ == "__main__":
    unittest.main()
