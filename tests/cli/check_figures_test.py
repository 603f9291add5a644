"""qed check: the reference figures, and that they do not depend on the number of threads."""

import json
import unittest
from fractions import Fraction

from tool import CLASSES, ToolTest, check_json, qed


def quantity(result, name):
    return result["quantities"][name]["exact"]


class ReferenceFigures(ToolTest):
    def result_of(self, name, *options):
        return check_json(*options, CLASSES / f"{name}.json")["results"][0]

    def test_two_coins(self):
        result = self.result_of("two-coins", "--horizon", "20")
        self.assertEqual(quantity(result, "S3"), "370433465877390025/288230376151711744")
        self.assertEqual(quantity(result, "truth_retained"), "139601481392392271/144115188075855872")
        self.assertEqual(quantity(result, "expected_product"), "21529548032969556491079123/37778931862957161709568")

    def test_weather_habit(self):
        result = self.result_of("weather-habit")
        self.assertEqual(quantity(result, "S3"), "7836304400489774771041/6400000000000000000000")
        event = result["quantities"]["events"]["walks into the rain twice"]
        self.assertEqual(event["imitator_and_retained"]["exact"], "282317163800426993043/800000000000000000000")

    def test_loaded_dice(self):
        result = self.result_of("loaded-dice")
        self.assertEqual(quantity(result, "S3"), "297881587094053262212793/331610879581100036849664")
        self.assertEqual(quantity(result, "S1"), "44654445153638509763687/9211413321697223245824")

    def test_two_headed_coin(self):  # retained: forty heads unasked, or thirty-nine and then asked: 2^-40 + 2^-41
        result = self.result_of("two-headed-coin")
        event = result["quantities"]["events"]["nothing but heads"]
        self.assertEqual(event["imitator_and_retained"]["exact"], "3/2199023255552")
        claims = {claim["id"]: claim for claim in result["claims"]}
        for id, where in (("unlikeliness", "K = 2^35"), ("unlikeliness-finite", "K = 2^37, gamma = 2^1"), ("query-tail", "z = 13/4")):
            with self.subTest(id):
                self.assertIn(where, claims[id]["detail"])
                self.assertLess(Fraction(claims[id]["bound"]["upper"]), 1)

    def test_two_coins_for_ever(self):  # the arithmetic is in proofs-notes/forever.md
        forever = self.result_of("two-coins")["forever"]
        if forever["S3"]["method"] != "exact":
            self.skipTest("built without FLINT")
        self.assertEqual(forever["S3"]["exact"], "39/28")
        self.assertEqual(forever["truth_retained"]["exact"], "27/28")
        self.assertEqual(forever["product_growth"]["exact"], "21/16")
        self.assertEqual(forever["unsettled_nodes"], 5)

    def test_enclosures_close(self):
        loose = self.result_of("three-dice")["forever"]
        tight = self.result_of("three-dice", "--width", "1/100")["forever"]
        for forever in (loose, tight):
            self.assertEqual(forever["S3"]["method"], "certified")
        for name in ("S3", "truth_retained"):
            ends = [Fraction(e[name][end]) for e in (loose, tight) for end in ("lower", "upper")]
            self.assertLessEqual(ends[0], ends[2])
            self.assertLessEqual(ends[2], ends[3])
            self.assertLessEqual(ends[3], ends[1])
            self.assertLessEqual(ends[3] - ends[2], Fraction(1, 99))
            self.assertGreater(ends[1] - ends[0], Fraction(1, 50))

    def test_tolerance_encloses(self):
        exact = self.result_of("three-dice")
        result = self.result_of("three-dice", "--tolerance", "1e-3")
        self.assertEqual(result["method"], "certified")
        self.assertGreater(result["truncation"]["states_dropped"], 0)
        for name in ("S1", "S2", "S3", "S3_collected", "truth_retained", "expected_product"):
            value, ends = Fraction(quantity(exact, name)), result["quantities"][name]
            self.assertLessEqual(Fraction(ends["lower"]), value)
            self.assertGreaterEqual(Fraction(ends["upper"]), value)
        width = Fraction(result["quantities"]["S3"]["upper"]) - Fraction(result["quantities"]["S3"]["lower"])
        self.assertLessEqual(width, Fraction(1, 1000) + Fraction(1, 10**10))  # the decimals are rounded outwards
        self.assertEqual([c["id"] for c in result["claims"] if c["verdict"] != "holds"],
                         ["unlikeliness", "unlikeliness-finite"])  # no events
        self.assertNotIn("unlikely_events", result)
        self.assertNotIn("forever", result)

    def test_a_width_out_of_reach_stops_at_the_limit(self):
        options = ("check", "--horizon", 10, "--width", "1e-30", "--max-states", 2000)
        text = self.assert_status(3, *options, CLASSES / "three-dice.json").stdout
        self.assertIn("wider than the 1/1000000000000000000000000000000 asked for", text)
        result = json.loads(
            self.assert_status(3, *options, "--format", "json", CLASSES / "three-dice.json").stdout)["results"][0]
        self.assertNotIn("ended", result)  # the horizon asked for is all there
        self.assertLess(Fraction(result["forever"]["S3"]["lower"]), Fraction(result["forever"]["S3"]["upper"]))

    def test_sharp_retention_is_attained(self):
        file = self.write("tight.json", {
            "format": "demonstrandum-class/1", "name": "three models", "actions": ["1", "2", "3"],
            "models": [
                {"name": "truth", "prior": "1/2", "kind": "iid", "probabilities": ["1/8", "1/8", "3/4"]},
                {"name": "one", "prior": "1/4", "kind": "iid", "probabilities": ["1", "0", "0"]},
                {"name": "two", "prior": "1/4", "kind": "iid", "probabilities": ["0", "1", "0"]}],
            "demonstrator": "truth", "alpha": "1/4", "horizon": 2})
        claims = {c["id"]: c for c in check_json(file)["results"][0]["claims"]}
        sharp = claims["truth-retention-sharp"]
        self.assertEqual((sharp["verdict"], sharp["value"]["exact"], sharp["bound"]["exact"], sharp["ratio"]),
                         ("holds", "3/4", "3/4", "1"))

    def test_jobs_change_nothing_but_the_timing(self):
        files = [CLASSES / f"{name}.json" for name in ("two-coins", "weather-habit", "loaded-dice")]
        reports = [check_json("--jobs", jobs, *files) for jobs in (1, 3)]
        for report in reports:
            for result in report["results"]:
                del result["work"]["seconds"]
        self.assertEqual(*reports)


if __name__ == "__main__":
    unittest.main()
