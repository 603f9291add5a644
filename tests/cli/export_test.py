"""qed export: what is written is read back by a small reader of the formats, and says what qed check says."""

import re
import unittest
from fractions import Fraction

from tool import CLASSES, ROOT, ToolTest, check_json

SMALL = (("two-coins", 20), ("loaded-dice", 12), ("three-dice", 6), ("weather-habit", 4), ("house-votes", 3))


def results(text):
    """{property: (formula, expected)}"""
    return {name: (formula, Fraction(expected)) for expected, name, formula in
            re.findall(r'// RESULT: (\S+)\n"(\w+)": (.+);\n', text)}


def one_step(masses, rows):
    after = {}
    for state, mass in masses.items():
        for to, p in rows[state]:
            after[to] = after.get(to, 0) + mass * p
    return after


class ExportTest(ToolTest):
    def export(self, to, file, *options):
        prefix = self.folder / "out"
        for old in self.folder.glob("out.*"):
            old.unlink()
        listed = self.assert_status(0, "export", "--to", to, "--out", prefix, *options, file).stdout.split()
        texts = {name.removeprefix(str(prefix)): (self.folder / name).read_text("utf-8") for name in listed}
        self.assertEqual(set(listed), {str(p) for p in self.folder.glob("out.*")})
        return texts

    def expected(self, file, *options):
        quantities = check_json(*options, file)["results"][0]["quantities"]
        exact = {"S3": Fraction(quantities["S3"]["exact"]), "queries": Fraction(quantities["S1"]["exact"])}
        if quantities["truth_retained"]:
            exact["lost"] = 1 - Fraction(quantities["truth_retained"]["exact"])
        return exact

    def assert_rows(self, rows, count):
        self.assertEqual(sorted(rows), list(range(count)))
        for row in rows.values():
            self.assertEqual(sum(p for _, p in row), 1)
            self.assertEqual([to for to, _ in row], sorted({to for to, _ in row}))
            self.assertLess(max(to for to, _ in row), count)

    def files(self):
        for name, horizon in SMALL:
            yield CLASSES / f"{name}.json", horizon
        for file in sorted((ROOT / "tests/wellformed").glob("*.json")):
            if file.stem not in ("exponents",):  # ten thousand digits
                yield file, min(5, check_json(file)["results"][0]["horizon"])
        yield self.class_file("forced.json", forced_queries=3, horizon=6), 6


class Storm(ExportTest):
    def read(self, text):
        header, model = text.split("@model\n")
        lines = [line for line in header.splitlines() if not line.startswith("//")]
        self.assertEqual(lines[:6], ["@type: DTMC", "@value_type: rational", "@parameters", "", "@reward_models",
                                     "theta3 queries"])
        self.assertEqual((lines[6], lines[8]), ("@nr_states", "@nr_choices"))
        rewards, labels, rows = {}, {}, {}
        for line in model.splitlines():
            if found := re.fullmatch(r"state (\d+) \[([\d/]+),([\d/]+)\]((?: \w+)*)", line):
                state = int(found[1])
                self.assertEqual(state, len(rows))
                rewards[state], labels[state], rows[state] = (Fraction(found[2]), Fraction(found[3])), found[4].split(), []
            elif line != "\taction 0":
                to, p = re.fullmatch(r"\t\t(\d+) : ([\d/]+)", line).groups()
                rows[state].append((int(to), Fraction(p)))
        self.assertEqual([lines[7], lines[9]], [str(len(rows))] * 2)
        self.assert_rows(rows, len(rows))
        return rewards, labels, rows

    def test_it_says_what_check_says(self):
        for file, horizon in self.files():
            with self.subTest(file.name):
                texts = self.export("drn", file, "--horizon", horizon)
                rewards, labels, rows = self.read(texts[".drn"])
                self.assertEqual([s for s in labels if "init" in labels[s]], [0])
                masses, sums, expected = {0: Fraction(1)}, [Fraction(0), Fraction(0)], self.expected(file, "--horizon", horizon)
                for t in range(horizon):
                    sums = [total + sum(m * rewards[s][i] for s, m in masses.items()) for i, total in enumerate(sums)]
                    last, masses = masses, one_step(masses, rows)
                lost = sum(m for s, m in last.items() if "lost" in labels[s])
                self.assertEqual(sums, [expected["S3"], expected["queries"]])
                self.assertEqual(lost, expected.get("lost", 0))
                self.assert_lost_for_good(labels, rows)
                properties = results(texts[".drn.props"])
                for name, (formula, value) in properties.items():
                    self.assertEqual(value, expected[name], name)
                self.assertEqual(properties["S3"][0], f'R{{"theta3"}}=? [ C<={horizon} ]')
                if any("lost" in of for of in labels.values()):
                    self.assertEqual(properties["lost"][0], f'P=? [ F<={horizon - 1} "lost" ]')

    def assert_lost_for_good(self, labels, rows):
        """So that being lost at the last step is having been lost at some step; where it is `done` nothing changes."""
        for s, row in rows.items():
            for to, _ in row:
                if "lost" in labels[s] and "end" not in labels[to]:
                    self.assertIn("lost", labels[to])
                if "done" in labels[s]:
                    self.assertEqual(to, s)

    def test_a_whole_chain_is_right_for_every_horizon(self):
        texts = self.export("drn", CLASSES / "two-coins.json")
        self.assertIn("right for every horizon", texts[".drn.props"])
        rewards, labels, rows = self.read(texts[".drn"])
        self.assertEqual(len(rows), 7)
        masses, total = {0: Fraction(1)}, Fraction(0)
        for _ in range(200):
            total, masses = total + sum(m * rewards[s][0] for s, m in masses.items()), one_step(masses, rows)
        self.assertEqual(total, self.expected(CLASSES / "two-coins.json", "--horizon", 200)["S3"])
        texts = self.export("drn", CLASSES / "two-coins.json", "--horizon", 2)
        self.assertIn("cut at the horizon", texts[".drn.props"])


class Prism(ExportTest):
    def read_rewards(self, text, count):
        head, *lines = text.splitlines()
        rewards = {int(s): Fraction(r) for s, r in map(str.split, lines)}
        self.assertEqual(head, f"{count} {len(rewards)}")
        self.assertNotIn(0, rewards.values())
        return rewards

    def test_explicit_files(self):
        for file, horizon in self.files():
            with self.subTest(file.name):
                texts = self.export("prism", file, "--horizon", horizon)
                head, *lines = texts[".tra"].splitlines()
                count, transitions = map(int, head.split())
                rows = {}
                for source, to, p in map(str.split, lines):
                    rows.setdefault(int(source), []).append((int(to), Fraction(p)))
                self.assertEqual(transitions, len(lines))
                self.assert_rows(rows, count)
                variables, *states = texts[".sta"].splitlines()
                self.assertEqual((variables, len(states)), ("(t,s,lost)", count))
                states = [re.fullmatch(rf"{i}:\((\d+),(\d+),(true|false)\)", s).groups() for i, s in enumerate(states)]
                rewards = [self.read_rewards(texts[f".{name}.srew"], count) for name in ("theta3", "queries")]
                masses, sums, lost = {0: Fraction(1)}, [Fraction(0)] * 2, Fraction(0)
                for t in range(horizon):
                    self.assertEqual({int(states[s][0]) for s in masses}, {t})
                    sums = [total + sum(m * r.get(s, 0) for s, m in masses.items()) for total, r in zip(sums, rewards)]
                    lost = sum(m for s, m in masses.items() if states[s][2] == "true")
                    masses = one_step(masses, rows)
                self.assertEqual(masses, {count - 1: 1})
                self.assertEqual(states[-1], (str(horizon), "0", "false"))
                expected = self.expected(file, "--horizon", horizon)
                self.assertEqual([*sums, lost], [expected["S3"], expected["queries"], expected.get("lost", 0)])
                self.assertEqual({name: value for name, (_, value) in results(texts[".props"]).items()}, expected)

    def test_program(self):
        file, horizon = CLASSES / "two-coins.json", 7
        text = self.export("prism", file, "--horizon", horizon)[".pm"]
        rows = {int(s): [(int(to), Fraction(p)) for p, to in re.findall(r"([\d/]+) : \(s'=(\d+)\) & \(t'=t\+1\)", ways)]
                for s, ways in re.findall(r"\[\] t<7 & s=(\d+) -> (.*);", text)}
        self.assert_rows(rows, 7)
        rewards = [{int(s): Fraction(r) for s, r in re.findall(r"t<7 & s=(\d+) : ([\d/]+);", body)}
                   for body in re.findall(r'(?s)rewards "\w+"\n(.*?)endrewards', text)]
        gone = {int(s) for s in re.findall(r"s=(\d+)", re.search(r"formula lost = (.*);", text)[1])}
        masses, sums = {0: Fraction(1)}, [Fraction(0)] * 2
        for _ in range(horizon):
            sums = [total + sum(m * r.get(s, 0) for s, m in masses.items()) for total, r in zip(sums, rewards)]
            last, masses = masses, one_step(masses, rows)
        expected = self.expected(file, "--horizon", horizon)
        self.assertEqual([*sums, sum(m for s, m in last.items() if s in gone)], list(expected.values()))


class Usage(ExportTest):
    def test_what_is_not_understood_is_refused(self):
        file = CLASSES / "two-coins.json"
        for arguments, said in (((file,), "--to"), (("--to", "jani", file), 'found "jani", expected drn, prism or class'),
                                (("--to", "drn"), "FILE"), (("--to", "drn", file, file), ""),
                                (("--to", "drn", "--horizon", 0, file), "--horizon"),
                                (("--to", "drn", self.folder / "none.json"), "none.json"),
                                (("--to", "drn", "--out", self.folder / "no/such", file), "cannot be written (")):
            with self.subTest(arguments):
                result = self.assert_status(2, "export", *arguments, cwd=self.folder)
                self.assertIn(said, result.stderr)
                self.assertEqual((result.stdout, result.stderr.count("\n")), ("", 1))
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_limits(self):
        for to, states in (("drn", 5), ("prism", 50)):
            result = self.assert_status(3, "export", "--to", to, "--max-states", states, CLASSES / "two-coins.json",
                                        cwd=self.folder)
            self.assertIn(f"more than {states} states", result.stderr)
            self.assertEqual(list(self.folder.iterdir()), [])

    def test_names_by_default(self):
        result = self.assert_status(0, "export", "--to", "drn", CLASSES / "two-coins.json", cwd=self.folder)
        self.assertEqual(result.stdout.split(), ["two-coins.drn", "two-coins.drn.props"])
        self.assertIn("storm --explicit-drn two-coins.drn --exact --prop two-coins.drn.props",
                      (self.folder / "two-coins.drn.props").read_text("utf-8"))


if __name__ == "__main__":
    unittest.main()
