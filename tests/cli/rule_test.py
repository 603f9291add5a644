"""qed check --rule: the imitator that learns by a scoring rule."""

import json
import unittest
import xml.etree.ElementTree as xml
from fractions import Fraction

from tool import CLASSES, ROOT, ToolTest, check_json, qed

TWO_COINS = CLASSES / "two-coins.json"
SPURIOUS = ROOT / "tests/counterexamples/brier-2.json"


def claims_of(result):
    return {claim["id"]: claim for claim in result["claims"]}


class CheckByRule(ToolTest):
    def test_the_logarithm_at_one_is_bayes(self):
        bayes = check_json(TWO_COINS)["results"][0]
        by_rule = check_json("--rule", "log", TWO_COINS)["results"][0]
        self.assertEqual(by_rule["quantities"], bayes["quantities"])
        self.assertEqual({k: by_rule["rule"][k] for k in ("name", "eta", "known_central")},
                         {"name": "log", "eta": "1", "known_central": True})
        self.assertEqual(claims_of(by_rule)["rule-retention"]["value"],
                         claims_of(bayes)["truth-retention-sharp"]["value"])

    def test_brier(self):
        result = qed("check", "--rule", "brier", "--eta", "1/2", "--format", "json", TWO_COINS)
        self.assertEqual(result.returncode, 0)
        claims = claims_of(json.loads(result.stdout)["results"][0])
        self.assertEqual(set(claims), {"query-count", "product-growth-log", "rule-retention", "rule-query-sum"})
        self.assertEqual({c["verdict"] for c in claims.values()}, {"holds"})
        self.assertEqual(claims["rule-query-sum"]["method"], "certified")

    def test_a_formula_is_the_rule_that_it_spells(self):
        for rule, formula in (("brier", "2*p[y] - sum(p^2)"), ("log", "ln(p[y])"), ("spherical", "p[y]/sqrt(sum(p^2))")):
            named, written = (check_json("--rule", r, "--eta", "1/2", TWO_COINS)["results"][0] for r in (rule, formula))
            self.assertEqual(named["quantities"], written["quantities"])
            self.assertEqual(named["claims"], written["claims"])
            self.assertEqual(named["rule"]["conditions"], written["rule"]["conditions"])
            self.assertNotIn("ended", written)

    def test_the_conditions_are_listed(self):
        def conditions(*arguments):
            found = check_json(*arguments, TWO_COINS)["results"][0]["rule"]["conditions"]
            self.assertEqual([c["id"] for c in found], ["central-condition", "strong-central"])
            return [c["finding"] for c in found], found[1].get("constant")
        findings, constant = conditions("--rule", "log", "--eta", "1/2")
        self.assertEqual((findings, constant["exact"]), (["proved", "proved"], "1/4"))
        self.assertEqual(conditions("--rule", "log"), (["proved", "refuted"], None))
        self.assertEqual(conditions("--rule", "brier", "--eta", "5"), (["refuted", "refuted"], None))
        # Brier's rule halved, at 1, is Brier's at 1/2, where the best constant is 0.2316 (central-condition.md).
        findings, constant = conditions("--rule", "p[y] - sum(p^2)/2")
        self.assertEqual(findings, ["proved", "proved"])
        self.assertLess(0.1, float(constant["decimal"]))
        self.assertLess(float(constant["decimal"]), 0.2316)
        text = qed("check", "--rule", "log", "--eta", "1/2", TWO_COINS).stdout
        self.assertRegex(text, r"condition on the rule .*\n +central-condition +proved .*\n +strong-central +proved +1/4")

    def test_what_is_not_promised_is_not_violated(self):
        result = qed("check", "--rule", "brier", "--eta", "2", SPURIOUS)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertIn("learns by the rule brier at eta = 2, known not to be central", result.stdout)
        found = claims_of(check_json("--rule", "brier", "--eta", "2", SPURIOUS)["results"][0])["rule-retention"]
        self.assertEqual(found["verdict"], "not-applicable")
        self.assertEqual(found["reason"], "the rule is not central at this eta: measured, and broken")
        self.assertLess(Fraction(found["value"]["exact"]), Fraction(found["bound"]["exact"]))
        kept = claims_of(check_json("--rule", "brier", "--eta", "1", SPURIOUS)["results"][0])["rule-retention"]
        self.assertEqual(kept["verdict"], "holds")
        suite = xml.fromstring(qed("check", "--rule", "brier", "--eta", "2", "--format", "junit", SPURIOUS).stdout)
        self.assertEqual(suite.get("failures"), "0")
        self.assertIn(("rule", "brier at eta = 2"), [(p.get("name"), p.get("value")) for p in suite.iter("property")])

    def test_what_is_not_counted_is_not_reported(self):
        result = qed("check", "--rule", "brier", TWO_COINS)
        self.assertIn("limbs not counted", result.stdout)
        self.assertIn("memory not counted", result.stdout)
        work = check_json("--rule", "brier", TWO_COINS)["results"][0]["work"]
        self.assertEqual((work["limbs"], work["peak_bytes"]), (None, None))
        self.assertGreater(work["nodes"], 0)

    def test_features(self):
        # Of 0 and 3 the scores differ as Brier's times 9/2: at 1/9 as Brier's at 1/2.
        moments = check_json("--rule", "moments:x", "--feature", "x=0,3", "--eta", "1/9", TWO_COINS)["results"][0]
        brier = check_json("--rule", "brier", "--eta", "1/2", TWO_COINS)["results"][0]
        self.assertEqual(moments["quantities"], brier["quantities"])

    def test_a_counterexample_is_replayed_under_its_rule(self):
        text = self.assert_status(1, "replay", SPURIOUS).stdout
        self.assertIn("saved as a counterexample to rule-retention, imitator cautious, which learns by brier at eta = 2", text)
        self.assertIn("the violation is still there", text)
        content = json.loads(SPURIOUS.read_text("utf-8"))

        def saved(**changes):
            return self.write("saved.json", content | {"counterexample": content["counterexample"] | changes})

        self.assertIn("the violation is gone", self.assert_status(0, "replay", saved(eta="1")).stdout)
        # The same rule spelled out; and one whose claim does not apply decides nothing.
        self.assert_status(1, "replay", saved(rule="2*p[y] - sum(p^2)"))
        self.assert_status(3, "replay", saved(claim="rule-query-sum", rule="p[y]"))
        report = json.loads(self.assert_status(1, "replay", "--format", "json", saved()).stdout)
        self.assertEqual((report["rule"], report["eta"], report["still_violated"]), ("brier", "2", True))
        suite = xml.fromstring(self.assert_status(1, "replay", "--format", "junit", saved()).stdout)
        self.assertEqual(suite.get("failures"), "1")
        for changes, place in (({"rule": "brierr"}, "/counterexample/rule"), ({"eta": 5000}, "/counterexample/eta"),
                               ({"claim": "step-dominance"}, "/counterexample/claim"),
                               ({"imitator": "follow-best-model"}, "/counterexample/imitator")):
            self.assertIn(f"{place}: found ", self.assert_status(2, "replay", saved(**changes)).stderr)
        without = {k: v for k, v in content["counterexample"].items() if k not in ("rule", "eta")}
        error = self.assert_status(2, "replay", self.write("saved.json", content | {"counterexample": without})).stderr
        self.assertIn('expected "rule" and "eta" beside it', error)

    def test_check_says_how_to_see_it(self):
        line = f"saved as a counterexample to rule-retention, imitator cautious, which learns by brier at eta = 2: see qed replay {SPURIOUS}"
        self.assertIn(line, qed("check", SPURIOUS).stdout)
        self.assertIn(line, qed("check", "--rule", "brier", "--eta", "1", SPURIOUS).stdout)
        self.assertNotIn("qed replay", qed("check", "--rule", "brier", "--eta", "2", SPURIOUS).stdout)

    def test_what_stays_undecided_is_said_with_its_history(self):
        # Both coins score ln(1 + sqrt(2)), in one of the two ways of writing it that no normal form brings together.
        undecidable = self.write("alike.json", json.dumps({
            "format": "demonstrandum-class/1", "name": "alike", "actions": ["a", "b"],
            "models": [{"name": "fair", "prior": "1/2", "kind": "iid", "probabilities": ["1/2", "1/2"]},
                       {"name": "third", "prior": "1/2", "kind": "iid", "probabilities": ["1/3", "2/3"]}],
            "demonstrator": "fair", "alpha": "1/10", "horizon": 3, "forced_queries": 1}))
        by_form = qed("check", "--rule", "p[0] == 1/2 ? ln(1 + sqrt(2)) : -ln(sqrt(2) - 1)", "--format", "json", undecidable)
        self.assertEqual(by_form.returncode, 3, by_form.stdout + by_form.stderr)
        undecided = json.loads(by_form.stdout)["results"][0]["undecided"]
        self.assertEqual(undecided["model"], "third")
        self.assertEqual([step["action"] for step in undecided["history"]], ["a"])
        # Where the normal form shows it, equal scores are recognised.
        alike = "sqrt(1 + sum(p)^2 + 0.5 + 0.5*sum(p))"
        self.assertEqual(qed("check", "--rule", alike, undecidable).returncode, 0)

    def test_families_are_refused(self):
        result = qed("check", "--rule", "brier", CLASSES / "bernoulli-grid.json")
        self.assertEqual(result.returncode, 2)
        self.assertIn("/families: found families of models, expected none with --rule", result.stderr)

    def test_a_limit_keeps_what_is_done(self):
        result = qed("check", "--rule", "brier", "--eta", "1/2", "--max-states", "20", "--format", "json", TWO_COINS)
        self.assertEqual(result.returncode, 3)
        found = json.loads(result.stdout)["results"][0]
        self.assertEqual(found["ended"]["reason"], "the limit on states was reached")
        again = check_json("--rule", "brier", "--eta", "1/2", "--horizon", found["horizon"], TWO_COINS)["results"][0]
        self.assertEqual(again["quantities"], found["quantities"])


if __name__ == "__main__":
    unittest.main()
