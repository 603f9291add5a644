#!/usr/bin/env python3
"""no_floats.py finds each way in which floating point gets into a file, and nothing where there is none."""
import tempfile
import unittest
from pathlib import Path

import no_floats


class NoFloats(unittest.TestCase):
    def found(self, code, name="lib/qed/exact/planted.cpp"):
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory, name)
            path.parent.mkdir(parents=True)
            path.write_text(code)
            return no_floats.findings(Path(directory))

    def test_types_are_found(self):
        for code in ("double x;", "long double x;", "float f();", "std::vector<double>", "q.convert_to<double>()",
                     "std::double_t x;", "__float128 x;", "_Float64 x;", "#include <cmath>", "DBL_MAX"):
            self.assertEqual(len(self.found(code)[0]), 1, code)

    def test_literals_and_functions_that_auto_would_hide_are_found(self):
        for code in ("auto x = 0.1;", "auto x = .5;", "auto x = 1.;", "auto x = 1e9;", "auto x = 1'000.5f;",
                     "auto x = 0x1p-3;", "auto x = mpfr_get_d(y, MPFR_RNDN);", "mpz_get_d_2exp(&e, z)"):
            self.assertEqual(len(self.found(code)[0]), 1, code)

    def test_the_place_is_named(self):
        self.assertEqual(self.found("// 1\n/* 2\n */ int a = '\"'; double b;\n")[0],
                         ["lib/qed/exact/planted.cpp:3: double"])

    def test_comments_strings_and_integers_are_not_floats(self):
        for code in ("// a double\n", "/* a\n double 0.1 */", '"a double quote, 0.1, \\" double"', "// a \\\n double\n",
                     'R"(double 0.1)"', 'R"x(double)" 0.1)x"', "10'000 + 0xe1 + 0xFFull + 1u", "is_double_quote",
                     "std::floating_point", "f(\"it's\"); g('d', '\\'');", "floating(x)", "v.at(0).e1"):
            self.assertEqual(self.found(code)[0], [], code)

    def test_a_float_after_each_of_these_is_found(self):
        for before in ("// a comment\n", "/* a */", '"text \\\\"', "'\\''", "'\"'", 'R"(")"', "10'000;", '"it\'s"'):
            self.assertEqual(len(self.found(before + " double x;")[0]), 1, before)

    def test_rooms_and_only_rooms_may_have_them(self):
        self.assertEqual(self.found("double x;", "lib/qed/evaluate/sampling.hpp"), ([], 0))
        self.assertEqual(self.found("double x;", "lib/qed/evaluate/sampling/interval.cpp"), ([], 0))
        self.assertEqual(len(self.found("double x;", "lib/qed/evaluate/evaluate.hpp")[0]), 1)
        self.assertEqual(len(self.found("double x;", "lib/qed/claims/sampling.hpp")[0]), 1)
        self.assertEqual(self.found("double x;", "lib/qed/scoring/exponential_start.cpp"), ([], 0))
        self.assertEqual(len(self.found("double x;", "lib/qed/scoring/exponential_start.hpp")[0]), 1)
        self.assertEqual(len(self.found("double x;", "lib/qed/scoring/convex_minimum.cpp")[0]), 1)

    def test_an_empty_tree_is_no_success(self):
        with tempfile.TemporaryDirectory() as directory:
            self.assertEqual(no_floats.findings(Path(directory)), ([], 0))  # which report.py refuses


if __name__ == "__main__":
    unittest.main()
