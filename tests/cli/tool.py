"""The qed command, run as its users run it. The tests beside this file share it.

QED_TOOL names the binary, DEMONSTRANDUM_SOURCE_DIR the checkout; CTest sets both.
"""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(os.environ.get("DEMONSTRANDUM_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
QED = os.environ.get("QED_TOOL", str(ROOT / "build/release/qed"))
CLASSES = ROOT / "tests/classes"


def environment(**changes):
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM")}
    return env | {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"} | changes


def qed(*arguments, stdin="", cwd=ROOT, timeout=300, **changes):
    """Runs qed; the result has returncode, stdout and stderr."""
    return subprocess.run([QED, *map(str, arguments)], input=stdin, capture_output=True, text=True, encoding="utf-8",
                          cwd=cwd, timeout=timeout, env=environment(**changes), check=False)


def check_json(*arguments, **how):
    return json.loads(qed("check", "--format", "json", *arguments, **how).stdout)


class ToolTest(unittest.TestCase):
    """A test with a folder of its own, and assertions that show what the tool said."""

    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def assert_status(self, expected, *arguments, **how):
        result = qed(*arguments, **how)
        self.assertEqual(result.returncode, expected,
                         f"qed {' '.join(map(str, arguments))}\n{result.stdout}\n{result.stderr}")
        return result

    def write(self, name, content):
        path = self.folder / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    def class_file(self, file="class.json", source="two-coins", title=None, **changes):
        """A shipped class with keys changed (`title`: its name); None removes one."""
        content = json.loads((CLASSES / f"{source}.json").read_text(encoding="utf-8"))
        content |= changes | ({"name": title} if title else {})
        return self.write(file, {k: v for k, v in content.items() if v is not None})
