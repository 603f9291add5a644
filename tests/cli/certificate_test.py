"""qed check --certificate, and tools/recheck.py, which must verify what is right and refuse whatever is not."""

import hashlib
import json
import subprocess
import sys
import unittest

from tool import CLASSES, ROOT, ToolTest, check_json

# Of families a certificate has the models that were found, not the file: families_test.py.
WELLFORMED = [f for f in sorted((ROOT / "tests/wellformed").glob("*.json")) if f.stem != "families"]


def recheck(*arguments):
    return subprocess.run([sys.executable, "-B", ROOT / "tools/recheck.py", *arguments], capture_output=True, text=True,
                          encoding="utf-8", check=False)


class CertificateTest(ToolTest):
    def certificate(self, file, *options):
        path = self.folder / "certificate"
        self.assert_status(0, "check", "--certificate", path, *options, file)
        return path

    def assert_verified(self, *arguments):
        result = recheck(*arguments)
        self.assertEqual((result.returncode, result.stderr), (0, ""), result.stderr)
        self.assertIn(": verified, ", result.stdout)
        return result

    def assert_refused(self, path, said):
        result = recheck(path)
        self.assertEqual((result.returncode, result.stdout), (1, ""), result.stdout)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        self.assertRegex(result.stderr, rf"^recheck: {path}:\d+: .*{said}")


class Verified(CertificateTest):
    def test_shipped_classes(self):
        for name, horizon in (("two-coins", 20), ("loaded-dice", 12), ("three-dice", 10), ("weather-habit", 4),
                              ("house-votes", 3)):
            with self.subTest(name):
                file = CLASSES / f"{name}.json"
                path = self.certificate(file, "--horizon", horizon)
                result = self.assert_verified(path, file)
                self.assertIn(f"at horizon {horizon} ", result.stdout)
                self.assert_same_quantities(path, file, "--horizon", horizon)

    def test_well_formed_classes(self):
        """All kinds of policies, an environment that sees the query, demonstrators outside, numbers of every form."""
        self.assertGreater(len(WELLFORMED), 9)
        for file in WELLFORMED:
            with self.subTest(file.name):
                path = self.certificate(file)
                self.assert_verified(path, file)
                self.assert_same_quantities(path, file)

    def assert_same_quantities(self, path, file, *options):
        found = next(json.loads(line) for line in path.read_text("utf-8").splitlines() if line.startswith('{"quant'))
        expected = check_json(*options, file)["results"][0]["quantities"]

        def exact(value):
            if not isinstance(value, dict):
                return value
            return value["exact"] if "exact" in value else {key: exact(v) for key, v in value.items()}
        self.assertEqual(found["quantities"], exact(expected))

    def test_forced_queries_thresholds_and_events(self):
        for changes in ({"forced_queries": 3}, {"threshold": "non-strict", "alpha": "1/3"}, {"forced_queries": 9, "horizon": 2},
                        {"events": []}, {"horizon": 1}, {"alpha": "999/1000"}, {"demonstrator": "high"},
                        {"events": [{"name": "first", "kind": "prefix", "actions": ["tails", "heads"]},
                                    {"name": "over", "kind": "contains", "actions": ["heads", "tails", "heads"]},
                                    {"name": "accepted", "kind": "automaton", "start": "lost", "accept": [],
                                     "states": {"lost": {"tails": "lost", "heads": "lost"}}}]}):
            with self.subTest(changes):
                file = self.class_file(**({"horizon": 6} | changes))
                self.assert_verified(self.certificate(file), file)

    def test_a_demonstrator_that_refutes_every_model(self):
        file = self.class_file(
            models=[{"name": "low", "prior": "1", "kind": "schedule", "probabilities": [["1/2", "1/2"], ["1", "0"]]}],
            demonstrator={"kind": "iid", "probabilities": ["1/2", "1/2"]}, forced_queries=3, horizon=6)
        self.assert_verified(self.certificate(file), file)

    def test_random_classes(self):
        file = self.folder / "case.json"
        for case in range(0, 400, 20):
            with self.subTest(case):
                self.assert_status(0, "verify", "--seed", 5, "--case", case, "--save", file)
                self.assert_verified(self.certificate(file), file)

    def test_horizon_and_alpha_of_the_command_line(self):
        path = self.certificate(CLASSES / "two-coins.json", "--horizon", 3, "--alpha", "1/5")
        self.assertIn("at horizon 3 and alpha 1/5", self.assert_verified(path).stdout)

    def test_the_hash_is_that_of_the_file(self):
        """Of files of every length that the padding treats in another way: around the ends of a block of 64 bytes."""
        bare = self.class_file(source="two-coins", note="x", horizon=1).stat().st_size - 1
        for beyond in (0, 1, 54, 55, 56, 57, 63):
            file = self.class_file(source="two-coins", note="x" * ((beyond - bare) % 64 + 64), horizon=1)
            self.assertEqual(file.stat().st_size % 64, beyond)
            head = json.loads(self.certificate(file).read_text("utf-8").splitlines()[0])
            self.assertEqual(head["class_sha256"], hashlib.sha256(file.read_bytes()).hexdigest())
            self.assertEqual(head["class"].encode(), file.read_bytes())


class Refused(CertificateTest):
    def test_every_corruption(self):
        file = ROOT / "tests/wellformed/every-kind.json"
        lines = self.certificate(file, "--horizon", 3).read_text("utf-8").splitlines(keepends=True)
        self.assert_verified(self.write("whole", "".join(lines)))

        def at(start, n=0):
            return [i for i, line in enumerate(lines) if line.startswith(start)][n]

        def edit(start, n, change):
            i = at(start, n)
            line = json.loads(lines[i])
            changed = change(line) or line
            self.assertNotEqual(json.dumps(changed), json.dumps(json.loads(lines[i])))
            return lines[:i] + [json.dumps(changed) + "\n"] + lines[i + 1:]

        def put(*path, value):
            def change(line):
                for key in path[:-1]:
                    line = line[key]
                line[path[-1]] = value(line[path[-1]]) if callable(value) else value
            return change

        def edit_class(old, new, rehash):
            def change(line):
                self.assertIn(old, line["class"])
                line["class"] = line["class"].replace(old, new, 1)
                if rehash:
                    line["class_sha256"] = hashlib.sha256(line["class"].encode()).hexdigest()
            return edit('{"format"', 0, change)

        def swap(i, j):
            swapped = list(lines)
            swapped[i], swapped[j] = swapped[j], swapped[i]
            return swapped

        def more(text):
            return str(int(text) + 1)
        quantity, state, level, way = '{"quantities"', '{"state"', '{"level"', '{"from"'
        corruptions = {
            "a mass": (edit(level, 2, put("masses", 1, 1, value=more)), "level 2: masses"),
            "a mass moved to another state": (edit(level, 1, put("masses", 0, 0, value=99)), "level 1: masses"),
            "two masses exchanged": (edit(level, 1, lambda line: line["masses"].reverse()), "level 1: masses"),
            "a mass left out": (edit(level, 2, lambda line: line["masses"].pop() and None), "level 2: masses"),
            "a denominator": (edit(level, 1, put("over", value=more)), "level 1: over"),
            "a level's number": (edit(level, 1, put("level", value=2)), "level 1: level"),
            "a weight": (edit(state, 2, put("node", "weights", 0, value=more)), "state 2: node: weights"),
            "a weight that is not reduced": (edit(state, 0, put(
                "node", "weights", value=lambda w: [str(2 * int(x)) for x in w])), "state 0: node: weights"),
            "the state of a model": (edit(state, 3, put("node", "states", 3, value=lambda s: "1" if s == "0" else "0")),
                                     "state 3: node: states"),
            "the state of the environment": (edit(state, 1, put("node", "environment", value="sea")),
                                             "state 1: node: environment"),
            "the forced steps left": (edit(state, 0, put("node", "forced_left", value=1)), "state 0: node: forced_left"),
            "a top set": (edit(state, 1, put("node", "top", value=lambda top: top[::-1])), "state 1: node: top"),
            "a query probability": (edit(state, 1, put("node", "theta", value="1/3")), "state 1: node: theta"),
            "the state of an event": (edit(state, 2, put("events", 1, value="2")), "state 2: events"),
            "an event accepted": (edit(state, 0, put("events", 0, value=True)), "state 0: events"),
            "a flag": (edit(state, 4, put("retained", value=lambda kept: not kept)), "state 4: retained"),
            "a state's number": (edit(state, 4, put("state", value=5)), "state 4: state"),
            "a node forgotten": (edit(state, 4, put("node", value=None)), "state 4: node"),
            "the target of a transition": (edit(way, 1, put("to", 0, 0, value=lambda s: s + 1)), "from 1: to"),
            "the probability of a transition": (edit(way, 0, put("to", 1, 1, value="1/7")), "from 0: to"),
            "a probability that is not reduced": (edit(way, 0, put(
                "to", 0, 1, value=lambda p: "/".join(str(2 * int(x)) for x in p.split("/")))), "from 0: to"),
            "a transition left out": (edit(way, 0, lambda line: line["to"].pop() and None), "from 0: to"),
            "the source of a transition": (edit(way, 1, put("from", value=2)), "from 1: from"),
            **{f"the quantity {name}": (edit(quantity, 0, put("quantities", name, value="1/7")), f"quantities: {name}")
               for name in ("S1", "S2", "S3", "S3_collected", "truth_retained", "expected_product",
                            "max_query_probability", "max_top_size")},
            **{f"the probability of an event: {name}": (edit(quantity, 0, put(
                "quantities", "events", "custom", name, value="1/7")), f"quantities: events: custom: {name}")
               for name in ("imitator", "imitator_and_retained", "demonstrator")},
            "a quantity left out": (edit(quantity, 0, lambda line: line["quantities"].pop("S2") and None), "quantities"),
            "a bound": (edit('{"claim"', 1, put("bound", value="1/7")), "claim truth-retention-sharp: bound"),
            "a claimed value": (edit('{"claim"', 3, put("value", value="0")), "claim cubic-query-sum-sharp: value"),
            "a verdict": (edit('{"claim"', 0, put("verdict", value="violated")), "claim truth-retention: verdict"),
            "a field more": (edit(state, 1, lambda line: line.update(x=1)), "state 1"),
            "a field left out": (edit(state, 1, lambda line: line.pop("retained") and None), "state 1"),
            "a line dropped": (lines[:at(state, 3)] + lines[at(state, 3) + 1:], "state 3"),
            "a line twice": (lines[:at(way)] + lines[at(way):at(way) + 1] + lines[at(way):], ""),
            "a level dropped": (lines[:at(level, 1)] + lines[at(level, 1) + 1:], "level 1"),
            "two states exchanged": (swap(at(state, 2), at(state, 3)), "state 2"),
            "two levels exchanged": (swap(at(level, 1), at(level, 2)), "level 1"),
            "the last line dropped": (lines[:-1], "claim cubic-query-sum-sharp"),
            "half of it": (lines[:len(lines) // 2], ""),
            "half a line": (lines[:10] + [lines[10][:20] + "\n"] + lines[11:], ""),
            "a line past the end": (lines + lines[-1:], "past the end"),
            "the hash": (edit('{"format"', 0, put("class_sha256", value="0" * 64)), "class_sha256"),
            "the class": (edit_class('"3/4", "1/4"', '"1/4", "3/4"', rehash=False), "class_sha256"),
            "the class and its hash": (edit_class('"3/4", "1/4"', '"1/4", "3/4"', rehash=True), "state \\d"),
            "a prior": (edit_class('"prior": "1/2"', '"prior": "1/3"', rehash=True), "state 0: node: weights"),
            "a law of the environment": (edit_class('"tails": ["1/2", "1/2"]', '"tails": ["1/3", "2/3"]', rehash=True),
                                         "from \\d+: to"),
            "an action of an event": (edit_class('["heads", "heads"]', '["heads", "tails"]', rehash=True), "state \\d: events"),
            "the demonstrator": (edit_class('"demonstrator": "low"', '"demonstrator": "wave"', rehash=True), "from 0: to"),
            "a law that is none": (edit_class('["1", "0"]', '["1", "1/2"]', rehash=True), "from 0: to|sum of all"),
            "the horizon": (edit('{"format"', 0, put("horizon", value=4)), "from|state"),
            "a shorter horizon": (edit('{"format"', 0, put("horizon", value=2)), "quantities"),
            "alpha": (edit('{"format"', 0, put("alpha", value="9/10")), "state 0: node: weights"),  # settled
            "alpha that is not reduced": (edit('{"format"', 0, put("alpha", value="2/20")), "alpha"),
        }
        self.assertGreaterEqual(len(corruptions), 50)
        for name, (corrupted, said) in corruptions.items():
            with self.subTest(name):
                self.assert_refused(self.write("corrupted", "".join(corrupted)), said)

    def test_the_threshold_matters_at_a_tie(self):
        file = self.class_file(alpha="1/3", horizon=4)  # weights 3 and 1: the second weighs 1/3 of the first
        lines = self.certificate(file).read_text("utf-8").splitlines(keepends=True)
        head = json.loads(lines[0])
        head["class"] = json.dumps(json.loads(head["class"]) | {"threshold": "non-strict"})
        head["class_sha256"] = hashlib.sha256(head["class"].encode()).hexdigest()
        self.assert_refused(self.write("corrupted", "".join([json.dumps(head) + "\n", *lines[1:]])), "state \\d")

    def test_the_certificate_of_another_file(self):
        file = CLASSES / "two-coins.json"
        result = recheck(self.certificate(file, "--horizon", 2), self.class_file(title="three coins"))
        self.assertEqual(result.returncode, 1)
        self.assertIn("class.json", result.stderr)

    def test_what_is_no_certificate(self):
        for arguments in ((), ("a", "b", "c"), (self.folder / "none",), (CLASSES / "two-coins.json",),
                          (self.write("empty", ""),), (self.write("other", '{"format": "demonstrandum-class/1"}\n'),)):
            with self.subTest(arguments):
                result = recheck(*arguments)
                self.assertEqual((result.returncode, result.stdout), (2, ""))
                self.assertTrue(result.stderr)


class Command(CertificateTest):
    def test_usage(self):
        file = CLASSES / "two-coins.json"
        for options, said in (((file, file), "found 2 class files, expected one"),
                              (("--imitator", "follow-best-model", file), 'expected "cautious"')):
            result = self.assert_status(2, "check", "--certificate", self.folder / "certificate", *options)
            self.assertIn(said, result.stderr)
            self.assertEqual(result.stdout, "")
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_limits(self):
        path = self.folder / "certificate"
        for options, said in ((("--max-states", 10), "the limit on states was reached"),
                              (("--max-memory", "2k"), "the limit on memory was reached")):
            path.write_text("as it was")
            result = self.assert_status(3, "check", "--certificate", path, *options, CLASSES / "two-coins.json")
            self.assertIn(f"{path}: no certificate: {said}", result.stderr)
            self.assertIn("two coins", result.stdout)
            self.assertEqual(path.read_text(), "as it was")
            self.assertEqual(list(self.folder.iterdir()), [path])

    def test_where_it_cannot_be_written(self):
        for path in (self.folder / "no/such/folder", self.folder):
            result = self.assert_status(2, "check", "--certificate", path, CLASSES / "two-coins.json")
            self.assertIn("no certificate: it cannot be written (", result.stderr)

    def test_it_is_named_in_the_report(self):
        path = self.folder / "certificate"
        result = self.assert_status(0, "check", "--certificate", path, "-",
                                    stdin=(CLASSES / "two-coins.json").read_text("utf-8"))
        self.assertIn(f"  certificate: {path}\n", result.stdout)
        self.assert_verified(path, CLASSES / "two-coins.json")
        self.assertEqual(check_json("--certificate", path, CLASSES / "two-coins.json")["results"][0]["certificate"], str(path))

    def test_the_checker_is_short_and_stands_alone(self):
        text = (ROOT / "tools/recheck.py").read_text("utf-8")
        self.assertLess(text.count("\n"), 200)
        imported = [line for line in text.splitlines() if line.startswith(("import ", "from "))]
        self.assertEqual(imported, ["import functools, hashlib, itertools, json, math, operator, sys",
                                    "from fractions import Fraction"])


if __name__ == "__main__":
    unittest.main()
