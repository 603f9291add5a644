"""The scenarios about ways to train an imitator, as users run them: distinguisher, sudoku, steganography."""

import json
import unittest

from tool import ToolTest, qed


class Training(ToolTest):
    def document(self, *arguments):
        return json.loads(self.assert_status(0, "scenario", *arguments, "--format", "json").stdout)

    def checks(self, document):
        return [block for block in document["blocks"] if block["kind"] == "check"]

    def test_every_promise_holds(self):
        for arguments in (["distinguisher", "--set", "rounds=8"], ["sudoku"], ["steganography", "--set", "pixels=8"]):
            checks = self.checks(self.document(*arguments))
            self.assertTrue(checks)
            for check in checks:
                if check["promised"]:
                    self.assertEqual(check["verdict"], "holds", check)

    def test_one_look_more_is_shown_and_does_not_count(self):
        shown = [c for c in self.checks(self.document("steganography", "--set", "pixels=8")) if not c["promised"]]
        self.assertEqual([c["verdict"] for c in shown], ["violated"])
        self.assertEqual(shown[0]["value"]["exact"], "99/200")

    def test_laws_of_ones_own(self):
        document = self.document("distinguisher", "--set", "human=1/2,1/2", "--set", "first=1,0", "--set", "second=0,1",
                                 "--set", "third=none", "--set", "rounds=4")
        table = next(b for b in document["blocks"] if b["kind"] == "table" and "second" in b["columns"])
        best = next(row for row in table["rows"] if row[0] == "every distinguisher")
        self.assertEqual([cell["exact"] for cell in best[1:3]], ["1/2", "1/2"])

    def test_bad_values_are_refused_by_name(self):
        for scenario, setting, said in (
                ("sudoku", "puzzle=1234", 'parameter puzzle: a grid: found 4 cells in "1234", expected 16'),
                ("sudoku", "puzzle=11..............", "parameter puzzle: the puzzle 11../..../..../.... has no solution"),
                ("sudoku", "puzzle=123456..........", 'parameter puzzle: a grid: found "5", expected 1, 2, 3, 4 or .'),
                ("distinguisher", "human=1/2,1/4", "parameter human: the law sums to 3/4, not to 1"),
                ("distinguisher", "first=1,0", "parameter first: found 2 probabilities, expected 8 as for the human"),
                ("distinguisher", "eta=1", 'parameter eta: found "1", expected a number from 1/1000 to 1/2'),
                ("steganography", "order=4", 'parameter order: found "4", expected a whole number from 0 to 3'),
                ("steganography", "message=32", 'parameter message: found "32", expected a whole number from 0 to 31')):
            result = self.assert_status(2, "scenario", scenario, "--set", setting)
            self.assertIn(said, result.stderr)
            self.assertEqual(result.stdout, "")

    def test_claims_name_their_scenario(self):
        for claim in ("distinguisher", "distinguisher-game", "distinguisher-regret", "fictitious-play", "sudoku",
                      "steganography"):
            told = json.loads(qed("claims", claim, "--format", "json").stdout)["claims"][0]
            self.assertEqual(told["kind"], "system")
            self.assertIn(f"qed scenario {told['scenario']}\n", qed("claims", claim).stdout)


if __name__ == "__main__":
    unittest.main()
