"""What a terminal adds, and what an interruption leaves."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import time
import unittest

from tool import CLASSES, QED, ROOT, ToolTest, environment, qed

COLOUR = re.compile("\x1b\\[[0-9;]*m")


def on_terminal(*arguments, stdout_too=True, **changes):
    """Runs qed with stderr (and stdout) on a pseudo-terminal; returns what the terminal received."""
    master, slave = pty.openpty()
    process = subprocess.Popen([QED, *map(str, arguments)], stdin=subprocess.DEVNULL,
                               stdout=slave if stdout_too else subprocess.DEVNULL, stderr=slave, cwd=ROOT,
                               env=environment(**changes))
    os.close(slave)
    received = b""
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        received += chunk
    os.close(master)
    return process.wait(timeout=300), received.decode("utf-8")


class Colour(ToolTest):
    ARGUMENTS = ("check", CLASSES / "two-coins.json")

    def test_on_a_terminal(self):
        status, text = on_terminal(*self.ARGUMENTS)
        self.assertEqual(status, 0)
        self.assertIn("\x1b[32mholds\x1b[0m", text)

    def test_columns_do_not_depend_on_colour(self):
        _, text = on_terminal(*self.ARGUMENTS)
        uncoloured = COLOUR.sub("", text).replace("\r\n", "\n")
        mask = lambda s: re.sub(r"work: .*", "", s)
        self.assertIn(mask(qed(*self.ARGUMENTS).stdout), mask(uncoloured))

    def test_not_into_a_pipe(self):
        self.assertNotIn("\x1b", qed(*self.ARGUMENTS).stdout)

    def test_no_color(self):
        self.assertNotRegex(on_terminal(*self.ARGUMENTS, NO_COLOR="1")[1], COLOUR)
        self.assertRegex(on_terminal(*self.ARGUMENTS, NO_COLOR="")[1], COLOUR)  # empty counts as unset: no-color.org

    def test_dumb_terminal(self):
        self.assertNotRegex(on_terminal(*self.ARGUMENTS, TERM="dumb")[1], COLOUR)


class Progress(ToolTest):
    ARGUMENTS = ("verify", "--budget", "2s", "--seed", "3", "--no-page")

    def test_on_a_terminal(self):
        _, text = on_terminal(*self.ARGUMENTS, stdout_too=False)
        self.assertRegex(text, r"\r\d+ classes, \d+ per second, 0 violations, ")
        self.assertTrue(text.endswith("\r"), "the line is gone at the end")

    def test_it_is_gone_before_the_report(self):
        for arguments in (self.ARGUMENTS, ("verify", "--faults", "--cases", "20", "--claim", "top-size")):
            _, text = on_terminal(*arguments, NO_COLOR="1")
            self.assertRegex(text, r"\r +\r(\d+ of the \d+ claims|which claim catches)")

    def test_not_into_a_pipe(self):
        self.assertEqual(qed(*self.ARGUMENTS).stderr, "")


class Interruption(ToolTest):
    SAID = "qed: interrupted: finishing with what is done\n"

    def start(self, *arguments, hangup=signal.SIG_DFL):
        # A test that runs under nohup hands an ignored SIGHUP down.
        return subprocess.Popen([QED, *map(str, arguments)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=self.folder,
                                env=environment(), preexec_fn=lambda: signal.signal(signal.SIGHUP, hangup))

    def interrupted(self, number, *arguments):
        process = self.start(*arguments)
        time.sleep(2)
        process.send_signal(number)
        out, err = process.communicate(timeout=120)
        self.assertTrue(err.startswith(self.SAID), err)
        return process.returncode, out, err

    def test_a_repeat_at_once_is_not_a_second_one(self):
        process = self.start("verify", "--budget", "10m", "--jobs", "1")
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.stderr.readline(), self.SAID)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=120)
        self.assertEqual((process.returncode, err), (3, ""))
        self.assertIn("interrupted", out)

    def test_a_second_one_ends_it(self):
        process = self.start("check", "-")  # which reads, so it does not end by itself
        time.sleep(0.5)
        for _ in range(2):
            process.send_signal(signal.SIGTERM)
            time.sleep(0.2)
            self.assertIsNone(process.poll())
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=120)
        self.assertEqual((process.returncode, out, err), (-signal.SIGTERM, "", self.SAID))

    def test_timeout(self):
        if not shutil.which("timeout"):
            self.skipTest("there is no timeout here")
        result = subprocess.run(["timeout", "--preserve-status", "1", QED, "verify", "--budget", "1h", "--jobs", "1"],
                                capture_output=True, text=True, cwd=self.folder, env=environment(), check=False)
        self.assertEqual((result.returncode, result.stderr), (3, self.SAID))
        self.assertIn("repeat: ", result.stdout)

    def test_nohup(self):
        process = self.start("check", "-", hangup=signal.SIG_IGN)
        time.sleep(0.5)
        process.send_signal(signal.SIGHUP)
        _, err = process.communicate((CLASSES / "two-coins.json").read_text(encoding="utf-8"), timeout=120)
        self.assertEqual((process.returncode, err), (0, ""))

    def test_check_keeps_what_is_done(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            status, out, err = self.interrupted(number, "check", "--format", "json", "--horizon", 1000000,
                                                CLASSES / "three-dice.json", CLASSES / "two-coins.json")
            self.assertEqual(status, 3, err)
            stopped, waiting = json.loads(out)["results"]
            self.assertEqual(stopped["ended"]["reason"], "interrupted")
            self.assertGreater(stopped["horizon"], 0)
            self.assertEqual({c["id"] for c in stopped["claims"] if c["verdict"] not in ("holds", "not-applicable")},
                             {"trajectory-dominance", "query-tail", "preconditioning"})  # not begun: undecided
            self.assertIn("interrupted", waiting["error"]["message"])

    def test_verify_keeps_what_is_done(self):
        status, out, err = self.interrupted(signal.SIGINT, "verify", "--budget", "10m")
        self.assertEqual(status, 3, err)
        self.assertIn("interrupted", out)
        cases = int(re.search(r"repeat: qed verify --seed 1 --cases (\d+)", out).group(1))
        self.assertGreater(cases, 0)
        self.assertIn(f"{cases} classes in", out)


if __name__ == "__main__":
    unittest.main()
