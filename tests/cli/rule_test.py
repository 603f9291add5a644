"""qed check --rule: the imitator that learns by a scoring rule."""

import json
import unittest
import xml.etree.ElementTree as xml

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
        self.assertEqual(by_rule["rule"], {"name": "log", "eta": "1", "known_central": True})
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
        named, written = (check_json("--rule", rule, "--eta", "1/2", TWO_COINS)["results"][0]["quantities"]
                          for rule in ("brier", "2*p[y] - sum(p^2)"))
        self.assertEqual(named, written)

    def test_a_counterexample_above_the_limit(self):
        result = qed("check", "--rule", "brier", "--eta", "2", SPURIOUS)
        self.assertEqual(result.returncode, 1)
        self.assertIn("learns by the rule brier at eta = 2, not known to be central", result.stdout)
        self.assertIn("compared all the same", result.stdout)
        self.assertEqual(qed("check", "--rule", "brier", "--eta", "1", SPURIOUS).returncode, 0)
        suite = xml.fromstring(qed("check", "--rule", "brier", "--eta", "2", "--format", "junit", SPURIOUS).stdout)
        self.assertEqual(suite.get("failures"), "1")
        self.assertIn(("rule", "brier at eta = 2"), [(p.get("name"), p.get("value")) for p in suite.iter("property")])

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
        # Both coins score sqrt(3), as sum(p) = 1; each law has a constant of its own, and no interval says they agree.
        undecidable = self.write("alike.json", json.dumps({
            "format": "demonstrandum-class/1", "name": "alike", "actions": ["a", "b"],
            "models": [{"name": "fair", "prior": "1/2", "kind": "iid", "probabilities": ["1/2", "1/2"]},
                       {"name": "third", "prior": "1/2", "kind": "iid", "probabilities": ["1/3", "2/3"]}],
            "demonstrator": "fair", "alpha": "1/10", "horizon": 3, "forced_queries": 1}))
        by_sum = qed("check", "--rule", "sqrt(1 + sum(p)^2 + 0.5 + 0.5*sum(p))", "--format", "json", undecidable)
        self.assertEqual(by_sum.returncode, 3)
        undecided = json.loads(by_sum.stdout)["results"][0]["undecided"]
        self.assertEqual(undecided["model"], "third")
        self.assertEqual([step["action"] for step in undecided["history"]], ["a"])

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
