"""report.py: what was found is no success, and neither is to have read nothing."""
import contextlib
import io
import unittest

from report import report


class Report(unittest.TestCase):
    def said(self, findings, arguments=("here",)):
        """(what was printed, what it exited with or None)."""
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            try:
                report(arguments, "how to use it", lambda project: findings, "file", "it is wrong", "{} are fine")
            except SystemExit as end:
                return printed.getvalue(), end.code
        return printed.getvalue(), None

    def test_its_four_ends(self):
        self.assertEqual(self.said(([], 3)), ("3 are fine\n", None))
        self.assertEqual(self.said((["a:1"], 3)), ("a:1\n", "it is wrong"))
        self.assertEqual(self.said(([], 0)), ("", "no file under here: nothing was checked"))
        self.assertEqual(self.said(([], 3), ()), ("", "how to use it"))


if __name__ == "__main__":
    unittest.main()
