#!/usr/bin/env python3
"""claims.py finds each kind of disagreement: a small tree in which everything agrees, broken one way at a time."""
import tempfile
import unittest
from pathlib import Path

import claims

TREE = {
    "proofs-notes/claims.yaml":
        "# comment\n"
        "base: {source: slides, note: notes.md#base, uses: [],\n"
        "       code: lib/qed/base.hpp, property: [Suite.base, Plain.Test], faults: [no-minimum, bad-sum],\n"
        "       status: proved+checked}\n"
        "sharp: {source: sharp, note: notes.md#sharp, uses: [base], formal: [Main.sharp], status: proved}\n"
        "wrong: {source: slides, note: notes.md#wrong, uses: [], witness: tests/classes/wrong.json, status: refuted}\n",
    "proofs-notes/notes.md": "# Notes\n\n## base\n\n## sharp\n\nBy [claim base].\n\n## wrong\n",
    "lib/qed/base.hpp": "// [claim base] and\n// [claims sharp,\n// wrong]\n",
    "tests/base_test.cpp": "RC_GTEST_PROP(Suite, base, ()) {}\nTEST(Plain, Test) {}\n",
    "tests/classes/wrong.json": "{}",
    "proofs-notes/coq/Main.v":
        "(* Theorem told. (* nested *)\nTheorem commented : True. *)\n  Theorem sharp n : n = n.\nLemma small : True.\n",
    "proofs-notes/coq/README.md":
        "| claim | state |\n|---|---|\n| base | paper proof | `Main.small` |\n| sharp | machine-checked | `Main.sharp` |\n"
        "| wrong | refuted | |\n",
    "properties/faults/faults.hpp": 'static constexpr std::string_view id = "no-minimum";',
    "properties/faults/catalogue.cpp": 'measure("bad-sum", "sums badly", bad_sum);',
}
REGISTRY = {"claims": [{"id": "base", "proof": "proofs-notes/notes.md#base", "code": "lib/qed/base.hpp",
                        "status": "proved+checked", "pure_calculus": False, "formal": [], "formal_part": None}]}
INDEX = "proofs-notes/claims.yaml"


class Claims(unittest.TestCase):
    def errors(self, file=None, old="", new="", registry=None, changes=None):
        tree = dict(TREE)
        for file, (old, new) in (changes or ({file: (old, new)} if file else {})).items():
            self.assertIn(old, tree[file])
            tree[file] = tree[file].replace(old, new)
        with tempfile.TemporaryDirectory() as folder:
            for path, text in tree.items():
                (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
                (Path(folder) / path).write_text(text, encoding="utf-8")
            return claims.errors(Path(folder), registry)

    def found(self, expected, *change, registry=None):
        errors = self.errors(*change, registry=registry)
        self.assertTrue(any(expected in error for error in errors), f"{expected!r} is not among {errors}")

    def test_agreement(self):
        self.assertEqual(self.errors(), [])
        self.assertEqual(self.errors(registry=REGISTRY), [])

    def test_dangling_note(self):
        self.found("base: note nots.md is not", INDEX, "notes.md#base", "nots.md#base")
        self.found("no heading `## base`", "proofs-notes/notes.md", "## base", "## bass")
        self.found("no heading `## base`", "proofs-notes/notes.md", "## base\n", "## base case\n")

    def test_dangling_code(self):
        self.found("code lib/qed/gone.hpp does not exist", INDEX, "lib/qed/base.hpp", "lib/qed/gone.hpp")
        self.found("witness tests/classes/gone.json", INDEX, "classes/wrong.json", "classes/gone.json")

    def test_dangling_property(self):
        self.found("property Suite.base is no test", "tests/base_test.cpp", "(Suite, base,", "(Suite, bass,")
        self.found("property Plain.Test is no test", "tests/base_test.cpp", "TEST(Plain, Test)", "TEST(Plain, Tests)")

    def test_dangling_fault(self):
        self.found("fault no-minimum is not", "properties/faults/faults.hpp", "no-minimum", "no-maximum")
        self.found("fault bad-sum is not", "properties/faults/catalogue.cpp", "bad-sum", "good-sum")

    def test_dangling_theorem(self):
        self.found("sharp: formal Main.sharp is no theorem", "proofs-notes/coq/Main.v", "Theorem sharp", "Lemma sharp")
        self.found("formal Main.blunt is no theorem", INDEX, "Main.sharp", "Main.blunt")
        self.found("formal Other.sharp is no theorem", INDEX, "Main.sharp", "Other.sharp")
        self.found("formal Main.commented is no theorem", INDEX, "Main.sharp", "Main.commented")

    def test_table_of_proofs(self):
        readme = "proofs-notes/coq/README.md"
        self.found("base: proofs-notes/coq/README.md has no row", readme, "| base |", "| bass |")
        self.found("base: machine-checked in", readme, "| base | paper proof |", "| base | machine-checked |")
        self.found("sharp: paper proof in", readme, "machine-checked", "paper proof")
        self.found("Main.smaller is not stated", readme, "`Main.small`", "`Main.smaller`")
        self.found("sharp: its row in proofs-notes/coq/README.md does not name Main.sharp", readme, "`Main.sharp`", "")
        self.found("has a row for bass, which has no entry", readme, "| wrong |", "| bass | open | |\n| wrong |")
        self.found("wrong: paper proof in", readme, "| refuted |", "| paper proof |")
        self.found("base: refuted in", readme, "| base | paper proof |", "| base | refuted |")

    def test_claims_that_are_proved_in_part(self):
        readme = "proofs-notes/coq/README.md"
        half = ["formal: [Main.sharp],", "formal: [Main.sharp], formal_part: the first half; the rest is on paper,"]
        self.found("sharp: machine-checked in proofs-notes/coq/README.md, but a part here", INDEX, *half)
        self.found("sharp: machine-checked in part in proofs-notes/coq/README.md, but the whole here", readme,
                   "| machine-checked |", "| machine-checked in part |")
        self.found("base: formal_part without formal", INDEX, "faults: [no-minimum", "formal_part: half, faults: [no-minimum")
        both = {INDEX: half, readme: ["| machine-checked | `Main.sharp` |",
                                      "| machine-checked in part | `Main.sharp`, the first half; the rest is on paper |"]}
        self.assertEqual(self.errors(changes=both), [])
        both[readme][1] = both[readme][1].replace("first", "second")
        self.assertIn("does not say 'the first half", "".join(self.errors(changes=both)))

    def test_claim_without_entry(self):
        self.found("lib/qed/base.hpp: [claim gone] has no entry", "lib/qed/base.hpp", "wrong]", "gone]")
        self.found("notes.md: [claim bass] has no entry", "proofs-notes/notes.md", "[claim base]", "[claim bass]")

    def test_dangling_use(self):
        self.found("sharp: uses bass, which has no entry", INDEX, "uses: [base]", "uses: [bass]")
        self.found("its proof uses itself", INDEX, "#base, uses: []", "#base, uses: [sharp]")

    def test_incomplete_entry(self):
        self.found("base: no property", INDEX, "property: [Suite.base, Plain.Test], ", "")
        self.found("base: no property", INDEX, "[Suite.base, Plain.Test]", "[]")
        self.found("wrong: no witness", INDEX, "witness: tests/classes/wrong.json, ", "")
        self.found("without `calculus: true`", INDEX, "[no-minimum, bad-sum]", "[]")
        self.found("without `calculus: true`", INDEX, "[no-minimum, bad-sum]", "[bad-sum], calculus: true")
        self.found("unknown key notes", INDEX, "note: notes.md#sharp", "note: notes.md#sharp, notes: none")
        self.found("status proven is none of", INDEX, "status: proved}", "status: proven}")
        self.found("source thesis is none of", INDEX, "source: sharp", "source: thesis")

    def test_malformed(self):
        self.found("line 2: base: found", INDEX, "source: slides, note: notes.md#base", "source: slides, note")
        self.found("line 5: found", INDEX, "sharp: {source", "sharp {source")
        self.found("each key once", INDEX, "status: proved}", "status: proved, status: proved}")
        self.found("ids are never reused", INDEX, "sharp: {", "base: {")

    def test_registry(self):
        for key, value in (("proof", "proofs-notes/notes.md#other"), ("code", "lib/qed/other.hpp"),
                           ("status", "refuted"), ("pure_calculus", True), ("formal", ["Main.base"]),
                           ("formal_part", "half")):
            other = {"claims": [{**REGISTRY["claims"][0], key: value}]}
            self.found(f"in claims.yaml, {value} in qed claims", registry=other)
        self.found("base: claims.yaml says proved+checked, qed claims does not have it", registry={"claims": []})
        more = {"claims": [*REGISTRY["claims"], {"id": "new"}]}
        self.found("new: qed claims has it, claims.yaml has not", registry=more)


if __name__ == "__main__":
    unittest.main()
