"""layers.py finds an include that points the wrong way, wherever it is and however it is written."""

import tempfile
import unittest
from pathlib import Path

import layers


class Layers(unittest.TestCase):
    def findings(self, files):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                path = Path(folder) / "lib/qed" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return layers.findings(Path(folder))

    def test_what_points_down_is_let_through(self):
        found, read = self.findings({"claims/a.cpp": '#include "qed/exact/rational.hpp"\n#include "qed/scoring/rule.hpp"\n',
                                     "scenario/b.cpp": "#include <qed/evidence/document.hpp>\n"})
        self.assertEqual((found, read), ([], 3))

    def test_what_points_up_or_aside_is_found(self):
        for name, text in {"exact/a.hpp": '#include "qed/model/policy.hpp"',
                           "scoring/deep/b.cpp": '\n#  include <qed/model/wording.hpp>',
                           "scoring/c.cpp": '#include "qed/imitation/posterior.hpp"',
                           "training/d.hpp": '#include "qed/uses/quantilizer.hpp"',
                           "scenario/e.cpp": '#include "qed/evidence/ledger.hpp"',
                           "other/f.cpp": '#include "qed/exact/rational.hpp"'}.items():
            with self.subTest(name):
                found, read = self.findings({name: text + "\n"})
                self.assertEqual((len(found), read), (1, 1))
                self.assertIn(name, found[0])

    def test_a_comment_is_no_include(self):
        self.assertEqual(self.findings({"exact/a.hpp": '// #include "qed/model/policy.hpp"\n'}), ([], 0))


if __name__ == "__main__":
    unittest.main()
