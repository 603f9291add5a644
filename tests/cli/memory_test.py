"""The limit on memory is one of the process, and an interruption is heard, on classes whose nodes are large."""

import json
import os
import random
import signal
import subprocess
import tempfile
import time
import unittest

from tool import CLASSES, QED, ToolTest, environment

MB = 1 << 20


def wide_class(n):
    """n actions and n models, each with probabilities of its own."""
    draw = random.Random(n)
    models = []
    for m in range(n):
        weights = [draw.randint(1, 99) for _ in range(n)]
        models.append({"name": f"m{m}", "prior": f"1/{n}", "kind": "iid",
                       "probabilities": [f"{w}/{sum(weights)}" for w in weights]})
    return {"format": "demonstrandum-class/1", "name": f"wide {n}", "actions": [f"a{a}" for a in range(n)],
            "models": models, "demonstrator": "m0", "alpha": "1/1000", "horizon": 3}


class Finished:
    """A run of qed check --format json, with what it took; `interrupt`: seconds until it gets a SIGINT."""

    def __init__(self, *arguments, interrupt=None):
        with tempfile.TemporaryFile() as out:
            process = subprocess.Popen([QED, "check", "--format", "json", *map(str, arguments)], stdout=out,
                                       stderr=subprocess.DEVNULL, env=environment())
            if interrupt is not None:
                time.sleep(interrupt)
                process.send_signal(signal.SIGINT)
            begun = time.monotonic()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = self.status = os.waitstatus_to_exitcode(status)
            self.seconds = time.monotonic() - begun
            self.resident = usage.ru_maxrss * 1024
            out.seek(0)
            self.result = json.load(out)["results"][0]

    @property
    def counted(self):
        return self.result["work"]["peak_bytes"]


class Memory(ToolTest):
    # The program, and copies of the class.
    BESIDE = 64 * MB

    def test_wide_classes_stay_within_the_limit(self):
        """With 200 actions and models, what a claim about nodes is shown of one of them takes 5 MB."""
        for n, claim, limit in ((100, "truth-retention", 50), (200, "truth-retention", 50), (200, "top-size", 1)):
            with self.subTest(n=n, claim=claim):
                file = self.write(f"wide{n}.json", wide_class(n))
                run = Finished("--max-memory", f"{limit}M", "--claim", claim, file)
                self.assertEqual(run.status, 3)
                self.assertEqual(run.result["ended"]["reason"], "the limit on memory was reached")
                self.assertGreaterEqual(run.result["horizon"], 1)
                self.assertLess(run.resident, limit * MB + self.BESIDE)

    def test_what_can_be_made_anew_is_not_what_reaches_the_limit(self):
        """The children of the root, a hundred, would take 200 MB: of those that were shown, few are kept."""
        file = self.write("wide.json", wide_class(100))
        run = Finished("--max-memory", "50M", "--horizon", 2, "--claim", "top-size", file)
        self.assertEqual((run.status, run.result["horizon"]), (0, 2))
        self.assertLess(run.resident, 50 * MB + self.BESIDE)

    def test_what_is_counted_is_what_is_held(self):
        wide = self.write("wide.json", wide_class(100))
        for file, horizon in ((wide, 3), (CLASSES / "house-votes.json", 400), (CLASSES / "three-dice.json", 5000)):
            how = ("--claim", "truth-retention", file)
            with self.subTest(file=file.name):
                beside = Finished("--horizon", 1, "--max-states", 1, *how).resident
                run = Finished("--horizon", horizon, "--max-memory", "50M", *how)
                self.assertEqual(run.status, 3)
                held = run.resident - beside
                self.assertLess(held, 1.5 * run.counted)
                self.assertLess(run.counted, 1.5 * held)
                self.assertLess(run.resident, 50 * MB + self.BESIDE)

    def test_the_limit_is_shared_by_files(self):
        files = [self.write(f"wide{i}.json", wide_class(100)) for i in range(2)]
        run = Finished("--max-memory", "100M", "--jobs", 2, "--claim", "truth-retention", *files)
        self.assertEqual(run.status, 3)
        self.assertLess(run.counted, 50 * MB)


class Interruption(ToolTest):
    def test_it_is_heard_within_an_expansion(self):
        file = self.write("wide.json", wide_class(200))
        run = Finished(file, interrupt=4)
        self.assertEqual(run.status, 3)
        self.assertEqual(run.result["ended"]["reason"], "interrupted")
        self.assertGreaterEqual(run.result["horizon"], 1)
        self.assertIn("S3", run.result["quantities"])
        self.assertLess(run.seconds, 2)


if __name__ == "__main__":
    unittest.main()
