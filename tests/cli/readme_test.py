"""README.md and tools/guide.md are real: each ```console block is run, and what it shows is what qed prints.

In what is shown, a line "..." stands for any number of lines. Times, rates and memory are masked.
"""

import os
import pathlib
import re
import shlex
import subprocess
import unittest

from tool import QED, ROOT, ToolTest, environment

VOLATILE = [
    (re.compile(r"\b\d+(\.\d+)?(e-\d+)? (s|min \d+ s|kB|MB|GB|B)\b"), "TIME-OR-SIZE"),
    (re.compile(r"[\d.]+ classes per second"), "RATE"),
    (re.compile(r"qed \d+\.\d+\.\d+ \([^)]*\)"), "VERSION"),
]


def blocks(text):
    """(command, lines shown) of each command in the ```console blocks."""
    for block in re.findall(r"(?ms)^```console\n(.*?)^```", text):
        for part in re.split(r"(?m)^\$ ", block)[1:]:
            command, _, shown = part.partition("\n")
            yield command, shown.rstrip("\n").split("\n")


def masked(lines):
    for line in lines:
        for pattern, mask in VOLATILE:
            line = pattern.sub(mask, line)
        yield re.sub(r" +", " ", line.rstrip())


def pattern_of(shown):
    parts = [r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line) + r"\n" for line in masked(shown)]
    return re.compile("".join(parts) + r"\Z")


class Readme(ToolTest):
    def test_commands_and_their_outputs(self):
        found = []
        for page in ("README.md", "tools/guide.md"):
            found += (shown := list(blocks((ROOT / page).read_text(encoding="utf-8"))))
            self.assertTrue(shown, f"{page} shows no command")
        (self.folder / "bin").mkdir()
        os.symlink(QED, self.folder / "bin/qed")
        path = f"{self.folder / 'bin'}:{os.environ['PATH']}"
        for command, shown in found:
            with self.subTest(command):
                first = shlex.split(command)[0]
                if first == "bash":  # they install and build: too long here; tools/test.sh is what CI runs
                    self.assertTrue((ROOT / shlex.split(command)[1]).is_file(), command)
                    continue
                result = subprocess.run(["bash", "-c", command.replace("build/release/qed", "qed")],
                                        capture_output=True, text=True, cwd=ROOT, env=environment(PATH=path), check=False)
                self.assertIn(result.returncode, (0, 1, 3), result.stderr)
                solved, enclosed = (re.compile(rf"(?m)^  for ever +{how}") for how in ("exact value", "enclosure"))
                if solved.search("\n".join(shown)) and enclosed.search(result.stdout):
                    self.skipTest("built without FLINT, so what is shown solved is enclosed")
                printed = "".join(line + "\n" for line in masked(result.stdout.rstrip("\n").split("\n")))
                self.assertRegex(printed, pattern_of(shown))

    def test_the_programs_are_compiled_and_do_what_they_say(self):
        # A program, and what it prints: a block, or a line.
        shown = [(program, block or line + "\n") for page in ("README.md", "tools/guide.md") for program, block, line in
                 re.findall(r"(?ms)^```cpp\n(.*?)^```\n\n(?:It prints\n\n```\n(.*?)^```|prints `([^`]*)`\.)$",
                            (ROOT / page).read_text(encoding="utf-8"))]
        self.assertEqual(len(shown), 3)
        for name, (program, prints) in zip(("own_imitator", "own_rule", "own_policy"), shown):
            with self.subTest(name):
                self.assertEqual(program, (ROOT / f"tests/cli/{name}.cpp").read_text(encoding="utf-8"))
                if name.upper() not in os.environ:
                    self.skipTest(f"{name.upper()} does not name the compiled program")
                printed = subprocess.run([os.environ[name.upper()]], capture_output=True, text=True, cwd=ROOT, check=True)
                self.assertEqual(printed.stdout, prints)

    def test_the_map_of_folders(self):
        text = (ROOT / "README.md").read_text(encoding="utf-8").split("## The map")[1].split("\n## ")[0]
        self.assertIn("lib/qed/exact", text)
        for path in re.findall(r"(?m)^\| `([\w./-]+)` \|", text):
            self.assertTrue((ROOT / pathlib.Path(path)).exists(), path)


class TheTestItself(unittest.TestCase):
    """A comparison that cannot fail is worth nothing."""

    def test_it_can_fail(self):
        printed = "".join(line + "\n" for line in masked(["a  1.5 s", "b", "c 3/4"]))
        self.assertRegex(printed, pattern_of(["a 7 s", "...", "c 3/4"]))
        self.assertNotRegex(printed, pattern_of(["a 7 s", "...", "c 1/4"]))
        self.assertNotRegex(printed, pattern_of(["a 7 s", "b"]))


if __name__ == "__main__":
    unittest.main()
