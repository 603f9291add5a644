"""qed scenario: every scenario runs, is the same for programs and as a page, and refuses what it does not understand."""

import json
import math
import re
import unittest
import xml.etree.ElementTree
from fractions import Fraction

from tool import ToolTest, qed


def names():
    return re.findall(r"(?m)^([a-z][a-z0-9-]+)  ", qed("scenario", "--list").stdout)[1:]


class Scenario(ToolTest):
    def report(self, name, *arguments, status=0):
        result = self.assert_status(status, "scenario", name, "--format", "json", *arguments)
        return json.loads(result.stdout)

    def blocks(self, report, kind):
        return [b for b in report["blocks"] if b["kind"] == kind]

    def table(self, report, first_column):
        (table,) = [t for t in self.blocks(report, "table") if t["columns"][0] == first_column]
        return table["rows"]

    def test_every_scenario_runs(self):
        self.assertIn("moment-matching", names())
        known = {c["id"] for c in json.loads(qed("claims", "--format", "json").stdout)["claims"]}
        for name in names():
            with self.subTest(name):
                if name == "model-counting" and qed("scenario", name).returncode == 2:  # it needs libraries
                    self.assertIn("this build has none: install", qed("scenario", name).stderr)
                    continue
                report = self.report(name)
                self.assertEqual((report["format"], report["scenario"]), ("demonstrandum-scenario/1", name))
                for kind in ("paragraph", "table", "figure"):
                    self.assertTrue(self.blocks(report, kind), f"no {kind}")
                for table in self.blocks(report, "table"):
                    for row in table["rows"]:
                        self.assertEqual(len(row), len(table["columns"]), table["title"])
                ids = [f["id"] for f in self.blocks(report, "figure")]
                self.assertEqual(len(ids), len(set(ids)))
                promised = [c for c in self.blocks(report, "check") if c["promised"]]
                self.assertEqual({c["verdict"] for c in promised} - {"holds"}, set())
                self.assertLessEqual({c["claim"] for c in self.blocks(report, "check")}, known)
                listed = qed("scenario", name, "--list").stdout
                for parameter, value in report["parameters"].items():
                    self.assertRegex(listed, rf"(?m)^ +{parameter} +{re.escape(value)} ")

    def test_lists_for_programs(self):
        listed = json.loads(qed("scenario", "--list", "--format", "json").stdout)["scenarios"]
        self.assertEqual([s["name"] for s in listed], names())
        (one,) = json.loads(qed("scenario", "ida", "--list", "--format", "json").stdout)["scenarios"]
        self.assertEqual(one, next(s for s in listed if s["name"] == "ida"))
        self.assertIn(["levels", "6"], [[p["name"], p["value"]] for p in one["parameters"]])
        rules = json.loads(qed("stress", "--list", "--format", "json").stdout)["rules"]
        self.assertEqual(next(r for r in rules if r["name"] == "brier")["formula"], "2*p[y] - sum(p^2)")
        for command in ("scenario", "stress"):
            self.assertIn("--list: expected --format text or json",
                          self.assert_status(2, command, "--list", "--format", "junit").stderr)
        self.assert_status(2, "scenario", "nosuch", "--list")

    def test_junit(self):
        for name in ("moment-matching", "quantilizer"):
            promised = [c for c in self.blocks(self.report(name), "check") if c["promised"]]
            root = xml.etree.ElementTree.fromstring(qed("scenario", name, "--format", "junit").stdout)
            self.assertEqual((int(root.get("tests")), root.get("failures")), (len(promised), "0"))
            self.assertGreater(len(promised), 1)

    def test_what_a_limit_leaves_undone_is_status_3(self):
        blank = ("sudoku", "--set", "puzzle=................")
        report = self.report(*blank, status=3)
        self.assertEqual([b["text"] for b in self.blocks(report, "not-computed")],
                         ["16 cells are blank, and all answers are listed for at most 8."])
        result = self.assert_status(3, "scenario", *blank, "--out", self.folder / "blank")
        self.assertIn("not computed: 16 cells are blank", result.stdout)
        self.assertIn(">not computed</span> 16 cells are blank", (self.folder / "blank/index.html").read_text("utf-8"))
        root = xml.etree.ElementTree.fromstring(self.assert_status(3, "scenario", *blank, "--format", "junit").stdout)
        self.assertEqual((root.get("errors"), root.get("failures")), ("1", "0"))
        limited = self.report("misspecified", "--set", "leans=0", "--set", "horizon=12", "--set", "states=10", status=3)
        self.assertEqual({b["text"].rpartition(": ")[2] for b in self.blocks(limited, "not-computed")},
                         {"more than 10 states"})

    def test_bounds_that_say_nothing_are_flagged(self):
        arguments = ("ida", "--set", "levels=1", "--set", "question=0", "--set", "alpha=99/100", "--set", "prior=1/100")
        checks = [c for c in self.blocks(self.report(*arguments), "check")
                  if c.get("bound", {}).get("exact", "").startswith("-")]
        self.assertTrue(checks)
        self.assertTrue(all(c["vacuous"] for c in checks))
        result = self.assert_status(0, "scenario", *arguments, "--out", self.folder / "ida")
        self.assertIn("vacuous: the bound says nothing", result.stdout)
        self.assertIn("(vacuous: the bound says nothing)", (self.folder / "ida/index.html").read_text("utf-8"))
        self.assertNotIn("vacuous", self.assert_status(0, "scenario", "ida", "--set", "levels=1",
                                                       "--set", "question=0").stdout)

    def test_a_page(self):
        page = self.folder / "matching"
        result = self.assert_status(0, "scenario", "moment-matching", "--out", page)
        self.assertIn(f"The page: {page}/index.html", result.stdout)
        text = (page / "index.html").read_text("utf-8")
        self.assertIn("<svg", text)
        self.assertIn("qed scenario moment-matching", text)
        self.assertRegex((page / "plots/moment-matching-laws.dat").read_text("utf-8"), r"(?m)^1 0\.375 0\.375 1 3/8 3/8$")

    def test_the_line_that_repeats_it_is_one_for_a_shell(self):
        page = self.folder / "retrodiction"
        answers = "answers=1,0,0;0,1,0;0,0,1"
        self.assert_status(0, "scenario", "retrodiction", "--set", answers, "--set", "draws=1", "--out", page)
        self.assertIn(f"--set &#39;{answers}&#39; --set draws=1<", (page / "index.html").read_text("utf-8"))

    def test_moments_are_those_of_the_data(self):
        data = [Fraction(x) for x in ("0", "1/2", "1/2", "3", "5")]
        report = self.report("moment-matching", "--set", "data=" + ",".join(map(str, data)), "--set", "samples=2000")
        mean = sum(data) / 5
        fitted, derivative, drawn = self.table(report, "")
        self.assertEqual(Fraction(fitted[1]["exact"]), mean)
        self.assertEqual(Fraction(fitted[2]["exact"]), sum((x - mean) ** 2 for x in data) / 5)
        self.assertEqual([cell["exact"] for cell in derivative[1:]], ["0", "0"])
        self.assertEqual(drawn[0], "2000 draws")
        within = lambda cell, number: Fraction(cell["lower"]) <= number <= Fraction(cell["upper"])
        for cell, of_the_law in zip(drawn[1:], fitted[1:]):
            self.assertEqual(cell["method"], "sampled")
            self.assertTrue(within(cell, Fraction(of_the_law["exact"])))
        for k, row in enumerate(self.table(report, "feature"), 1):
            self.assertEqual(Fraction(row[2]["exact"]), sum(x ** k for x in data) / 5)
            self.assertEqual(row[3]["method"], "certified")
            self.assertLess(Fraction(row[4]["exact"]), Fraction(1, 10 ** 15))
            self.assertEqual(row[5]["method"], "sampled")
            self.assertTrue(within(row[5], Fraction(row[2]["exact"])))
        again = self.report("moment-matching", "--set", "data=" + ",".join(map(str, data)), "--set", "samples=2000")
        self.assertEqual(report, again)
        other = self.report("moment-matching", "--set", "data=" + ",".join(map(str, data)), "--set", "samples=2000",
                            "--set", "seed=2")
        self.assertNotEqual(report["blocks"], other["blocks"])

    def test_real_valued_rules_in_either_orientation(self):
        gain, loss = (self.table(self.report("real-valued-rules", "--set", f"orientation={how}"), "rule")
                      for how in ("gain", "loss"))
        self.assertEqual(len(gain), 15)
        for one, other in zip(gain, loss):
            self.assertEqual((one[0], one[1], one[3:]), (other[0], other[1], other[3:]))
            self.assertIn(one[3], ("nats", "half nats", "units of y", "units of y times w"))
            for end, opposite in (("exact", "exact"), ("lower", "upper"), ("upper", "lower")):
                if end in one[2]:
                    self.assertTrue(one[2][end].lstrip("-") == other[2][opposite].lstrip("-"), (one, other))
                    self.assertNotEqual(one[2][end], other[2][opposite])
        quantile = next(row for row in gain if row[0] == "quantile")
        self.assertEqual(quantile[2]["exact"], "-3/8")  # 1/4 of 3/2 above the report -1

    def test_weighted_scores_and_the_plane_by_other_arithmetic(self):
        """The weighted CRPS from the integral that defines it, and the energy score from integer roots."""
        report = self.report("real-valued-rules", "--set", "sample=-2,0,5/2", "--set", "outcome=1", "--set", "threshold=1/2",
                             "--set", "weights=1/3,2", "--set", "points=0,0,3,4,1,1", "--set", "place=1,0")
        rows = {(row[0], row[1]): row for row in self.table(report, "rule")}
        points, y, weight = [Fraction(-2), Fraction(0), Fraction(5, 2)], Fraction(1), (Fraction(1, 3), Fraction(2))
        weigh = lambda x: weight[x >= Fraction(1, 2)]

        def crps(masses):
            edges = sorted(points + [y])
            return -sum((sum(m for m, x in zip(masses, points) if x <= left) - (y <= left)) ** 2 * (right - left)
                        for left, right in zip(edges, edges[1:]))

        total = sum(weigh(x) for x in points)
        proper, improper = (rows[name, "sample of 3"] for name in ("CRPS, outcome-weighted", "CRPS times the weight"))
        self.assertEqual(Fraction(proper[2]["exact"]), weigh(y) * crps([weigh(x) / total for x in points]))
        self.assertEqual(Fraction(improper[2]["exact"]), weigh(y) * crps([Fraction(1, 3)] * 3))
        self.assertEqual((proper[4], improper[4]), ("the weighted law", "nothing: improper"))
        # Distances to the place: 1, sqrt 20, 1; between the points: 5, sqrt 2, sqrt 13.
        scale = 10 ** 30
        root = lambda k: (Fraction(math.isqrt(k * scale ** 2), scale), Fraction(math.isqrt(k * scale ** 2) + 1, scale))
        low, high = ((5 + root(2)[i] + root(13)[i]) / 9 - (2 + root(20)[1 - i]) / 3 for i in (0, 1))
        energy = rows["energy", "sample of 3 in the plane"][2]
        self.assertLessEqual(Fraction(energy["lower"]), high)
        self.assertGreaterEqual(Fraction(energy["upper"]), low)
        self.assertLess(Fraction(energy["upper"]) - Fraction(energy["lower"]), Fraction(1, 10 ** 9))

    def test_what_is_refused(self):
        for arguments, message in {
                (): "expected a scenario",
                ("moment-macthing",): 'did you mean "moment-matching"',
                ("moment-matching", "--set", "data"): "is not NAME=VALUE",
                ("--list", "--out", "x"): "--out",
                ("moment-matching", "--list", "--set", "data=1"): "--set",
                ("moment-matching", "--set", "dat=1"): 'did you mean "data"',
                ("moment-matching", "--set", "data=1,x"): "parameter data",
                ("moment-matching", "--set", "data=1,1"): "all data are 1",
                ("moment-matching", "--set", "features=x,x^"): "parameter features",
                ("moment-matching", "--set", "features=[0,1]"): "one for each of the 5 outcomes",
                ("moment-matching", "--set", "features=sqrt(x)"): "expected a rational number, found sqrt(2)",
                ("moment-matching", "--set", "moments=2"): "no parameter is called",
                ("moment-matching", "--set", "seed=1", "--set", "seed=2"): "set twice",
                ("real-valued-rules", "--set", "variance=0"): "variance",
                ("real-valued-rules", "--set", "interval=2,1"): "width of an interval",
                ("real-valued-rules", "--set", "orientation=up"): 'found "up", expected "gain", "loss"',
                ("real-valued-rules", "--set", "weights=1,-1"): "parameter weights: found -1, expected 0 or more",
                ("real-valued-rules", "--set", "weights=0,3", "--set", "threshold=5", "--set", "outcome=7"): "mean outcome weight under the report",
                ("real-valued-rules", "--set", "points=1,2,3"): "parameter points: found 3 numbers, expected two for each",
                ("real-valued-rules", "--set", "place=1,2,3"): "parameter place: found 3 numbers, expected two",
                ("real-valued-rules", "--set", "interval=1"): "expected two"}.items():
            with self.subTest(arguments):
                result = qed("scenario", *arguments)
                self.assertEqual((result.returncode, result.stdout), (2, ""))
                self.assertIn(message, result.stderr)


if __name__ == "__main__":
    unittest.main()
