"""one_definition.py finds what it is there to find, and nothing else."""

import pathlib
import tempfile
import unittest

from one_definition import definitions, findings


class OneDefinition(unittest.TestCase):
    def of(self, **files):
        with tempfile.TemporaryDirectory() as folder:
            project = pathlib.Path(folder)
            for name, text in files.items():
                path = project / "lib/qed" / f"{name}.hpp"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return findings(project)

    def test_two_of_one_name_are_found(self):
        found, read = self.of(one="namespace qed { struct Tally { int n; }; }", two="namespace qed {\nenum class Tally { a };\n}")
        self.assertEqual((found, read), (["qed::Tally is defined in lib/qed/one.hpp and in lib/qed/two.hpp"], 2))
        found, _ = self.of(one="namespace qed { class A final : public B<C> { }; }", two="namespace qed { struct A { }; }")
        self.assertEqual(len(found), 1)

    def test_others_are_left_alone(self):
        found, _ = self.of(one="namespace qed { struct A { struct State { }; }; struct B; }",
                           two="namespace qed { namespace { struct A { }; } struct A::State { int n; }; }",
                           three="namespace qed::tool { struct A { }; } // namespace qed { struct A { }; }")
        self.assertEqual(found, [])

    def test_names_are_qualified(self):
        text = 'namespace qed {\nnamespace gen { enum Kind : int { a }; }\nvoid f() { struct Local { }; g("{"); }\nunion U { };\n}'
        self.assertEqual(list(definitions(text)), ["qed::gen::Kind", "qed::U"])


if __name__ == "__main__":
    unittest.main()
