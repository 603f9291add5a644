"""qed imitate: recorded decisions, in tables and texts; the same for programs and as a page; what is wrong is named."""

import json
import re
import signal
import subprocess
import time
import unittest
from fractions import Fraction

from tool import QED, ROOT, ToolTest, qed

VOTES = ROOT / "tools/data/house-votes-84.csv"
ADDRESS = ROOT / "tests/data/gettysburg.txt"
FEW = "vote,party,day\ny,a,1\nn,b,1\ny,a,2\nn,b,2\ny,a,1\ny,b,1\nn,b,2\ny,a,2\nn,b,1\ny,a,1\n"


def number(quantity):
    """Exact, an enclosure's middle, or what floating arithmetic gave."""
    if "exact" in quantity:
        return Fraction(quantity["exact"])
    if "floating" in quantity:
        return Fraction(quantity["floating"])
    return (Fraction(quantity["lower"]) + Fraction(quantity["upper"])) / 2


class Imitate(ToolTest):
    @classmethod
    def setUpClass(cls):
        if "without libcsv" in qed("imitate", VOTES, "--answer", "V16", "--first", "3").stderr:
            raise unittest.SkipTest("built without libcsv, so there are no tables")

    def report(self, *arguments, status=0, **how):
        return json.loads(self.assert_status(status, "imitate", "--format", "json", *arguments, **how).stdout)

    def table(self):
        return self.write("few.csv", FEW)

    def test_house_votes_for_five_thresholds(self):
        report = self.report(VOTES, "--answer", "V16")
        self.assertEqual((report["format"], report["arithmetic"], report["decisions"]), ("demonstrandum-imitate/1", "exact", 435))
        self.assertEqual((report["answers"], len(report["models"]), report["forced"]), (["y", "?", "n"], 17, 43))
        self.assertEqual([run["alpha"]["exact"] for run in report["runs"]], ["1/2", "1/5", "1/10", "1/50", "1/200"])
        self.assertEqual([run["cautious"]["total"]["asked"] for run in report["runs"]], [47, 82, 106, 118, 125])
        self.assertEqual([run["cautious"]["total"]["agreed"] for run in report["runs"]], [188, 166, 162, 155, 155])
        self.assertEqual([run["mixture"]["total"]["likeliest_agreed"] for run in report["runs"]], [244, 225, 213, 205, 203])
        for run in report["runs"]:
            total = run["cautious"]["total"]
            self.assertEqual(total["asked"] + total["answered"], 435)
            self.assertEqual(sum(t["asked"] for t in run["cautious"]["over_time"]), total["asked"])
            self.assertLess(total["asked"], 435)
            self.assertGreater(total["answered"], 0)
            self.assertLessEqual(total["agreed"], total["answered"])
            self.assertEqual(run["majority"]["total"]["asked"], total["asked"])
            self.assertEqual(run["mixture"]["total"]["asked"], total["asked"])
            self.assertLess(run["cautious"]["largest_top_set"], 1 + 1 / Fraction(run["alpha"]["exact"]))
            self.assertEqual(sum(b["cases"] for b in run["cautious"]["answers"]), total["answered"])
            self.assertEqual(sum(b["cases"] for b in run["cautious"]["floors"]), 435 - 43)
            # Bayes: one unit of posterior.
            self.assertAlmostEqual(sum(float(p["decimal"]) for p in run["cautious"]["posterior"].values()), 1, places=9)

    def test_who_settles_too_soon_stays_wrong(self):
        report = self.report(VOTES, "--answer", "V4", "--alpha", "1/50,1/200", "--without-rivals")
        hasty, careful = (run["cautious"] for run in report["runs"])
        self.assertEqual((hasty["total"]["asked"], hasty["total"]["likeliest_agreed"], hasty["largest_top_set"]), (43, 325, 1))
        self.assertEqual((careful["total"]["asked"], careful["total"]["likeliest_agreed"]), (47, 363))
        self.assertGreater(float(hasty["posterior"]["by V3"]["decimal"]), 0.97)
        self.assertGreater(float(careful["posterior"]["by Class"]["decimal"]), 0.99)

    def test_definite_laws_ask_unforced(self):
        """The vote that split the parties: who keeps more models asks more, and finds the law of the two parties."""
        report = self.report(VOTES, "--answer", "V4", "--class", "leaning:9/10", "--forced", "0", "--alpha", "1/10,1/200",
                             "--arithmetic", "floating", "--without-rivals")
        hasty, careful = (run["cautious"] for run in report["runs"])
        self.assertEqual((len(report["models"]), hasty["total"]["asked"], careful["total"]["asked"]), (980, 3, 25))
        self.assertGreater(float(careful["posterior"]["by Class: republican y, democrat n"]["decimal"]), 0.98)
        self.assertLess(float(hasty["posterior"]["by Class: republican y, democrat n"]["decimal"]), 0.001)

    def test_repeats(self):
        first = self.report(VOTES, "--answer", "V4", "--alpha", "1/10")
        again = self.report(*first["repeat"].split()[2:])
        other = self.report(VOTES, "--answer", "V4", "--alpha", "1/10", "--seed", "2")
        for report in (first, again, other):
            del report["runs"][0]["work"], report["repeat"]
            report.pop("seed")
            report["data"] = None
        self.assertEqual(first, again)
        self.assertNotEqual(first["runs"], other["runs"])

    def test_floating_says_so_and_agrees(self):
        arguments = (self.table(), "--answer", "vote", "--forced", "3", "--alpha", "1/3,1/20")
        exact = self.report(*arguments)
        floating = self.report(*arguments, "--arithmetic", "floating")
        self.assertEqual((floating["arithmetic"], floating["method"]), ("floating", "sampled/floating"))
        for a, b in zip(exact["runs"], floating["runs"]):
            self.assertEqual(a["cautious"]["total"]["asked"], b["cautious"]["total"]["asked"])
            self.assertEqual(set(b["cautious"]["total"]["log_loss"]), {"floating"})
            self.assertLess(abs(number(a["cautious"]["total"]["log_loss"]) - number(b["cautious"]["total"]["log_loss"])), Fraction(1, 10 ** 9))
        text = self.assert_status(0, "imitate", *arguments, "--arithmetic", "floating").stdout
        self.assertIn("sampled/floating", text)
        self.assertNotIn("Arithmetic exact", text)

    def test_what_was_not_asked_for_changes_nothing(self):
        lines = FEW.splitlines()
        lines[-1] = "n,a,1"  # another last answer
        changed = self.write("changed.csv", "\n".join(lines))
        unasked = 0
        for seed in range(1, 9):
            arguments = ("--answer", "vote", "--forced", "4", "--alpha", "1/20", "--without-rivals", "--seed", seed)
            before = self.report(self.table(), *arguments)["runs"][0]["cautious"]
            after = self.report(changed, *arguments)["runs"][0]["cautious"]
            self.assertEqual((before["total"]["asked"], before["sum_of_cubes"]), (after["total"]["asked"], after["sum_of_cubes"]))
            if before["over_time"][-1]["asked"] == 0:
                unasked += 1
                self.assertEqual(before["posterior"], after["posterior"])
                self.assertNotEqual(before["total"]["log_loss"], after["total"]["log_loss"])
            else:
                self.assertNotEqual(before["posterior"], after["posterior"])
        self.assertGreater(unasked, 0)

    def test_claims_along_the_runs(self):
        report = self.report(VOTES, "--answer", "V16", "--alpha", "1/2,1/50", "--without-rivals")
        self.assertTrue(report["claims_decided"])
        for run, alpha in zip(report["runs"], (Fraction(1, 2), Fraction(1, 50))):
            claims = {claim["id"]: claim for claim in run["cautious"]["claims"]}
            self.assertEqual(list(claims), ["top-prefix", "top-size", "mixture-regret", "pathwise-retention", "top-dominance",
                                            "pathwise-query-sum"])
            self.assertEqual({claim["verdict"] for claim in claims.values()}, {"holds"})
            regret, left_out = claims["mixture-regret"], claims["pathwise-retention"]
            self.assertLess(0, number(regret["value"]))
            self.assertLess(number(regret["value"]), number(regret["bound"]))
            self.assertEqual(Fraction(left_out["bound"]["exact"]), alpha / (1 + alpha))
            self.assertEqual(claims["top-dominance"]["exercised"], 435 - 43)
            self.assertTrue(claims["pathwise-query-sum"]["vacuous"])
        text = self.assert_status(0, "imitate", self.table(), "--answer", "vote", "--alpha", "1/10").stdout
        self.assertIn("decided along each run", text)
        self.assertRegex(text, r"mixture-regret +holds")
        floating = self.assert_status(0, "imitate", self.table(), "--answer", "vote", "--arithmetic", "floating").stdout
        self.assertIn("Claims along the run are not decided in floating point.", floating)
        self.assertNotIn("mixture-regret", floating)
        report = self.report(self.table(), "--answer", "vote", "--arithmetic", "floating", "--alpha", "1/10")
        self.assertEqual((report["claims_decided"], report["runs"][0]["cautious"]["claims"]), (False, []))

    def test_a_bound_beyond_floating_point_says_so(self):
        """While it asks by order a and b take turns, and "kt 0" falls to 2^-1400; it is best of what comes after."""
        coins = bin(3 ** 200)[2:].replace("0", "a").replace("1", "b")
        arguments = (self.write("turns.txt", "ab" * 700 + coins), "--symbols", "bytes", "--class", "kt:1", "--forced", "1400",
                     "--alpha", "1/10", "--without-rivals")
        floating = self.assert_status(0, "imitate", *arguments, "--arithmetic", "floating").stdout
        self.assertRegex(floating, r"1/10 .* kt 0 .* over 1e300\n")
        self.assertNotIn("infinite", floating)
        exact = self.assert_status(0, "imitate", *arguments, "--arithmetic", "exact").stdout
        self.assertRegex(exact, r"1/10 .* kt 0 .* \d\.\d+e4\d\d\n")

    def test_a_text(self):
        report = self.report(ADDRESS, "--symbols", "characters", "--fold", "letters", "--first", "400", "--forced", "100",
                             "--class", "kt:2", "--alpha", "1/10")
        self.assertEqual((report["decisions"], len(report["answers"]), report["features"]), (400, 24, []))
        self.assertEqual([m["name"] for m in report["models"]], ["kt 0", "kt 1", "kt 2"])
        self.assertEqual([m["prior"]["exact"] for m in report["models"]], ["1/2", "1/4", "1/8"])
        plain = self.report(ADDRESS, "--symbols", "bytes", "--arithmetic", "floating", "--alpha", "1/10", "--without-rivals")
        self.assertEqual(plain["decisions"], ADDRESS.stat().st_size)
        self.assertNotIn("mixture", plain["runs"][0])

    def test_a_class_file_with_answers_as_actions(self):
        data = self.write("coins.csv", "toss\nheads\ntails\nheads\n")
        report = self.report(data, "--answer", "toss", "--class", ROOT / "tests/classes/two-coins.json", "--alpha", "1/10")
        self.assertEqual([m["name"] for m in report["models"]], ["low", "high"])
        # The coins 1/4 and 3/4: minima 1/4 and 1/4, so theta is 1/2 until one of them is no top model.
        self.assertEqual(report["forced"], 1)
        self.assertGreaterEqual(number(report["runs"][0]["cautious"]["sum_of_cubes"]), Fraction(1, 8))

    def test_a_page(self):
        page = self.folder / "page"
        result = self.assert_status(0, "imitate", self.table(), "--answer", "vote", "--out", page)
        self.assertIn(f"The page: {page}/index.html", result.stdout)
        text = (page / "index.html").read_text("utf-8")
        self.assertIn("<svg", text)
        for plot in ("imitate-asked", "imitate-agreed", "imitate-reliability"):
            self.assertTrue((page / f"plots/{plot}.dat").exists(), plot)
        again = re.search(r"Again: (qed imitate .*)", result.stdout).group(1)
        self.assertIn(again.replace("&", "&amp;"), text)

    def test_what_is_refused(self):
        data = self.table()
        bad = self.write("bad.csv", "vote,party\ny,a\nn\n")
        large = self.write("large.txt", "ab" * 3000)
        for arguments, message in {
                (): "expected a file",
                (data,): "expected either --answer COLUMN",
                (data, "--answer", "vote", "--symbols", "bytes"): "expected either --answer COLUMN",
                (data, "--answer", "votes"): 'found no column "votes", expected one of the columns "vote", "party", "day"; did you mean "vote"?',
                (data, "--answer", "vote", "--features", "party,dayy"): 'did you mean "day"',
                (data, "--answer", "vote", "--features", "party,"): 'found no column ""',
                (data, "--answer", "vote", "--fold", "letters"): "needs --symbols",
                (data, "--symbols", "bytes", "--features", "day"): "a text has none",
                (data, "--symbols", "words"): 'found "words", expected bytes or characters',
                (data, "--answer", "vote", "--alpha", "0"): "outside (0, 1)",
                (data, "--answer", "vote", "--alpha", "1/2,x"): "--alpha",
                (data, "--answer", "vote", "--alpha", "1/2,0.5"): "given twice",
                (data, "--answer", "vote", "--class", "kt:3"): "a whole number from 0 to 2",
                (data, "--answer", "vote", "--class", "trees"): "trees",
                (data, "--answer", "vote", "--class", "nothing"): "expected kt:DEPTH",
                (data, "--answer", "vote", "--class", ROOT / "tests/classes/two-coins.json"): 'expected the answers "y", "n"',
                (data, "--answer", "vote", "--class", ROOT / "tests/classes/weather-habit.json"): "observations",
                (data, "--answer", "vote", "--arithmetic", "decimal"): "expected exact or floating",
                (data, "--answer", "vote", "--first", "0"): "at least 1",
                (bad, "--answer", "vote"): "bad.csv: line 3: found 1 cell, expected 2",
                (large, "--symbols", "bytes"): "6000 decisions are many for exact arithmetic",
                (self.folder, "--symbols", "bytes"): "no regular file",
                (self.folder / "none", "--symbols", "bytes"): "no such file"}.items():
            with self.subTest(arguments):
                result = qed("imitate", *arguments)
                self.assertEqual((result.returncode, result.stdout), (2, ""), result.stderr)
                self.assertIn(message, result.stderr)

    def test_interrupted_it_keeps_what_it_has(self):
        large = self.write("large.txt", "abcdefghijklmnopqrstuvwxyz " * 40000)
        process = subprocess.Popen([QED, "imitate", large, "--symbols", "bytes", "--arithmetic", "floating", "--class", "kt:8",
                                    "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 3, err)
        report = json.loads(out)
        self.assertTrue(report["stopped"])
        self.assertGreater(report["runs"][0]["cautious"]["total"]["decisions"], 0)


if __name__ == "__main__":
    unittest.main()
