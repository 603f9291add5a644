"""qed evidence and qed ledger: whatever computes a sweep, in however many pieces, its ledger is the same."""

import csv
import io
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

from tool import CLASSES, QED, ROOT, ToolTest, environment, qed

CASES = 120
SWEEP = """
name = "small"
[grid]
alphas = ["1/20", "1/4"]
priors = ["1/5", "1/2"]
models = [2, 3]
horizons = [2, 5]
[[class]]
file = "{classes}/two-coins.json"
alphas = ["1/10", "1/4"]
horizons = [3, 6]
"""


def without_evidence():
    return "was built without" in qed("ledger", "show", "none").stderr


@unittest.skipIf(without_evidence(), "qed was built without SQLite, oneTBB and toml++")
class EvidenceTest(ToolTest):
    def sweep_file(self, text=SWEEP):
        return self.write("small.toml", text.format(classes=CLASSES))

    def evidence(self, out, *options, status=0, cases=CASES, **how):
        """Runs into a folder; the path of the ledger."""
        folder = self.folder / out
        self.assert_status(status, "evidence", "--out", folder, "--sweep", self.sweep_file(), "--cases", cases, "--no-page",
                           *options, **how)
        return folder / "ledger.sqlite"

    def dump(self, ledger, *options):
        return self.assert_status(0, "ledger", "dump", ledger, *options).stdout


class Equality(EvidenceTest):
    def setUp(self):
        super().setUp()
        self.reference = self.dump(self.evidence("one", "--jobs", 1))

    def test_there_is_something_to_compare(self):
        lines = self.reference.splitlines()
        self.assertGreater(len(lines), CASES * 10)
        self.assertEqual({line.split("\t")[1] for line in lines[1:]}, {str(i) for i in range(CASES)})
        self.assertNotEqual(self.reference, self.dump(self.evidence("other", "--seed", 2)))

    def test_threads(self):
        self.assertEqual(self.dump(self.evidence("two", "--jobs", 2)), self.reference)

    def test_shards(self):
        parts = [self.evidence(f"part{i}", "--shard", f"{i}/2") for i in (2, 1)]
        merged = self.folder / "merged.sqlite"
        self.assert_status(0, "ledger", "merge", merged, *parts)
        self.assertEqual(self.dump(merged), self.reference)
        self.assert_status(0, "ledger", "merge", merged, *parts)  # again: nothing changes
        self.assertEqual(self.dump(merged), self.reference)

    def test_fewer_first(self):
        self.evidence("grown", cases=30)
        self.assertEqual(self.dump(self.evidence("grown")), self.reference)

    def mpirun(self, ranks, *arguments):
        if not shutil.which("mpirun"):
            self.skipTest("there is no mpirun here (Debian package openmpi-bin)")
        command = ["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", str(ranks), QED, *map(str, arguments)]
        # MPI never frees all of its memory, which a sanitizer would lay at our door.
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                env=environment(ASAN_OPTIONS="detect_leaks=0"), start_new_session=True)

    def mpi_evidence(self, ranks, out, *options):
        return self.mpirun(ranks, "evidence", "--out", self.folder / out, "--sweep", self.sweep_file(), "--cases",
                           CASES, "--no-page", *options)

    def skip_without_mpi(self, errors):
        if "without MPI" in errors:
            self.skipTest("qed was built without MPI")

    def test_ranks(self):
        for ranks, options in ((1, ()), (3, ()), (2, ("--jobs", 2))):
            out = f"mpi{ranks}"
            process = self.mpi_evidence(ranks, out, *options)
            output, errors = process.communicate(timeout=300)
            self.skip_without_mpi(errors)
            self.assertEqual(process.returncode, 0, errors)
            self.assertIn(f"{CASES} of {CASES} cases are finished", output)
            self.assertEqual(output.count("repeat:"), 1)  # one rank speaks
            self.assertEqual(self.dump(self.folder / out / "ledger.sqlite"), self.reference)

    def test_a_lost_rank(self):
        process = self.mpi_evidence(3, "lost")
        ledger = self.folder / "lost/ledger.sqlite"
        self.wait_for_journal(process, self.folder / "lost", 60_000)
        victims = [pid for pid in descendants(process.pid) if environment_of(pid).get("OMPI_COMM_WORLD_RANK") == "2"]
        for victim in victims:
            os.kill(victim, signal.SIGKILL)
        _, errors = process.communicate(timeout=300)
        self.skip_without_mpi(errors)
        self.assertEqual(len(victims), 1)
        self.assertNotEqual(process.returncode, 0)
        kept = cases_in(ledger)
        self.assertTrue(0 < len(kept) < CASES, kept)
        self.assertEqual(self.dump(self.evidence("lost")), self.reference)

    def test_a_bad_sweep_under_mpirun(self):
        process = self.mpirun(2, "evidence", "--out", self.folder / "x", "--sweep", self.folder / "none.toml")
        _, errors = process.communicate(timeout=300)
        self.skip_without_mpi(errors)
        self.assertEqual(process.returncode, 2, errors)
        self.assertEqual(errors.count("there is no such file"), 1)

    @staticmethod
    def wait_for_journal(process, folder, size):
        while process.poll() is None and journal_size(folder) < size:
            time.sleep(0.001)

    def test_killed_five_times(self):
        folder = self.folder / "killed"
        command = [QED, "evidence", "--out", folder, "--sweep", self.sweep_file(), "--cases", str(CASES), "--jobs", "2", "--no-page"]
        finished = set()
        kills = 0
        for growth in (1, 60_000, 150_000, 250_000, 400_000):
            goal = journal_size(folder) + growth
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment())
            self.wait_for_journal(process, folder, goal)
            if process.poll() is None:
                process.kill()
                kills += 1
            process.communicate()
            found = cases_in(folder / "ledger.sqlite")
            self.assertLessEqual(finished, found)  # nothing is lost
            if found:
                shown = json.loads(self.assert_status(0, "ledger", "show", folder / "ledger.sqlite", "--format",
                                                      "json").stdout)
                self.assertEqual(shown["finished"], len(found))
            finished = found
        self.assertEqual(kills, 5)
        self.assertLess(len(finished), CASES)
        result = json.loads(self.assert_status(0, "evidence", "--out", folder, "--sweep", self.sweep_file(), "--cases",
                                               CASES, "--format", "json").stdout)
        self.assertEqual(result["computed"], CASES - len(finished))  # nothing is repeated
        self.assertEqual(self.dump(folder / "ledger.sqlite"), self.reference)

    def test_interrupted(self):
        folder = self.folder / "stopped"
        command = [QED, "evidence", "--out", folder, "--sweep", self.sweep_file(), "--cases", str(CASES), "--jobs", "2",
                   "--no-page"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   env=environment())
        self.wait_for_journal(process, folder, 150_000)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 3, errors)
        self.assertIn("the same command computes them", output)
        self.assertFalse((folder / "ledger.sqlite-wal").exists())
        self.assertEqual(self.dump(self.evidence("stopped")), self.reference)


def cases_in(ledger):
    """Read by another program, from a copy: reading may tidy up what a killed writer left."""
    copy = ledger.with_name("copy.sqlite")
    for suffix in ("", "-wal"):
        if pathlib.Path(f"{ledger}{suffix}").exists():
            shutil.copy(f"{ledger}{suffix}", f"{copy}{suffix}")
    database = sqlite3.connect(copy)
    try:
        if not database.execute("SELECT 1 FROM sqlite_master").fetchone():
            return set()  # killed before it wrote anything
        found = [row[0] for row in database.execute("SELECT case_index FROM cases")]
        half = database.execute("SELECT count(*) FROM results WHERE case_index NOT IN (SELECT case_index FROM cases)")
        assert half.fetchone()[0] == 0
        rows = database.execute("SELECT count(*) FROM results GROUP BY case_index").fetchall()
        assert len(rows) == len(found) and len(set(rows)) <= 1, rows
        return set(found)
    finally:
        database.close()
        for path in copy.parent.glob("copy.sqlite*"):
            path.unlink()


def journal_size(folder):
    """It grows with every case: so a run is watched without being disturbed."""
    try:
        return (folder / "ledger.sqlite-wal").stat().st_size
    except FileNotFoundError:
        return 0


def descendants(pid):
    found = []
    for task in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = task.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            child = int(task.parent.name)
            found += [child, *descendants(child)]
    return found


def environment_of(pid):
    try:
        text = pathlib.Path(f"/proc/{pid}/environ").read_text(errors="replace")
        return dict(line.split("=", 1) for line in text.split("\0") if "=" in line)
    except OSError:
        return {}


class Reports(EvidenceTest):
    def test_show_agrees_with_the_rows(self):
        ledger = self.evidence("a", cases=20)
        shown = json.loads(self.assert_status(0, "ledger", "show", ledger, "--format", "json").stdout)
        rows = json.loads(self.dump(ledger, "--format", "json"))
        self.assertEqual(rows, list(csv.DictReader(io.StringIO(self.dump(ledger, "--format", "csv")))))
        self.assertEqual((shown["cases"], shown["finished"], shown["sweep"]), (20, 20, "small"))
        for claim in shown["claims"]:
            mine = [row for row in rows if row["claim"] == claim["id"]]
            self.assertEqual(len(mine), 20)
            for verdict in ("holds", "violated", "undecided", "not-applicable"):
                self.assertEqual(claim[verdict.replace("-", "_")], sum(row["verdict"] == verdict for row in mine))
            if claim["tightest"]:
                tightest = next(row for row in mine if row["case"] == str(claim["tightest"]["case"]))
                self.assertEqual(tightest["ratio"], claim["tightest"]["ratio"])
        text = self.assert_status(0, "ledger", "show", ledger).stdout
        self.assertIn("20 of 20 cases are finished", text)
        only = self.dump(ledger, "--claim", "top-size").splitlines()
        self.assertEqual(len(only), 21)

    def test_a_case_can_be_checked_again(self):
        """The class of a case, given to qed check, comes to the row's numbers."""
        ledger = self.evidence("a", cases=20)
        rows = json.loads(self.dump(ledger, "--format", "json"))
        for case in (0, 3, 13):
            text = self.assert_status(0, "ledger", "class", ledger, case).stdout
            checked = json.loads(self.assert_status(0, "check", "--format", "json", "-", stdin=text).stdout)
            for claim in checked["results"][0]["claims"]:
                row = next(r for r in rows if r["case"] == str(case) and r["claim"] == claim["id"])
                self.assertEqual(row["verdict"], claim["verdict"])
                if "exact" in (claim.get("value") or {}):
                    self.assertEqual(row["value"], claim["value"]["exact"])

    def test_a_limit_leaves_cases_undecided(self):
        ledger = self.evidence("a", "--max-states", 2, status=3, cases=20)
        self.assertIn("limit of 2 states: exact for the first", self.dump(ledger))


class Refusals(EvidenceTest):
    def refused(self, said, *arguments):
        result = self.assert_status(2, *arguments)
        self.assertIn(said, result.stderr)
        self.assertEqual(result.stdout, "")

    def test_sweep_files(self):
        file = self.folder / "bad.toml"
        for text, said in (
                ("", "line 1, column 1: found no case, expected a table [grid]"),
                ("[grid]\nalphas = [0.1]", "line 2, column 11: found 0.1"),
                ("[grid]\nalphas = [0.1]", "as text, such as \"1/10\" (a TOML fraction is not exact)"),
                ("[grid]\nalphas = [\"1\"]", "in (0, 1)"),
                ("[grid]\nalphas = [\"1/2\", \"0.5\"]", "again, expected each value of alphas once"),
                ("[grid]\nalphas = []", "a list of at least one value"),
                ("[grid]\nalphas = \"1/2\"", "a list of at least one value"),
                ("[grid]\npriors = [\"x\"]", "line 2"),
                ("[grid]\n\nmodels = [1]", "line 3, column 11: found 1, expected a whole number from 2 to 256"),
                ("[grid]\nhorizons = [\"3\"]", "a whole number from 1 to"),
                ("[grid]\nhorizons = [-3]", "a whole number from 1 to"),
                ("[grid]\nkinds = [\"iod\"]", "expected one of iid, schedule, markov, automaton"),
                ("[grid]\nalpha = [\"1/2\"]", "the key \"alpha\" in [grid], expected one of kinds, alphas"),
                ("grids = 3", "the key \"grids\""),
                ("grid = 3", "line 1, column 8: found 3, expected a table, [grid]"),
                ("name = 3", "a name"),
                ("[class]\nfile = 'x'", "[[class]]"),
                ("[[class]]", "found no file"),
                ("[[class]]\nfile = 'none.json'", "none.json"),
                ("[grid\n", "found what is no TOML"),
                ("[grid]\nreplicates = 0", "a whole number from 1 to"),
                ("[grid]\nreplicates = 99000000", "at most 100000000 cases")):
            file.write_text(text)
            with self.subTest(text):
                self.refused(said, "evidence", "--out", self.folder / "x", "--sweep", file)
                self.refused("bad.toml" if "none.json" not in text else "none.json", "evidence", "--out",
                             self.folder / "x", "--sweep", file)
        self.assertFalse((self.folder / "x").exists())
        self.refused("there is no such file", "evidence", "--out", self.folder / "x", "--sweep", self.folder)

    def test_options(self):
        for arguments, said in (
                ((), "--out"),
                (("--out", "x", "--shard", "0/2"), '--shard: found "0/2", expected I/N'),
                (("--out", "x", "--shard", "3/2"), "--shard"),
                (("--out", "x", "--shard", "1"), "--shard"),
                (("--out", "x", "--cases", "0"), "--cases"),
                (("--out", "/dev/null/x"), "cannot be made a folder"),
                (("--out", CLASSES / "two-coins.json"), "cannot be made a folder")):
            self.refused(said, "evidence", *arguments)
        only = self.write("only.toml", f"[[class]]\nfile = '{CLASSES}/two-coins.json'")
        self.refused("has no grid to draw more from", "evidence", "--out", self.folder / "x", "--sweep", only,
                     "--cases", 2)

    def test_another_run(self):
        self.evidence("a", cases=3)
        self.refused("this ledger holds seed 1, not 2", "evidence", "--out", self.folder / "a", "--sweep",
                     self.sweep_file(), "--seed", 2)
        self.refused('this ledger holds the sweep "small", not "standard"', "evidence", "--out", self.folder / "a")

    def test_two_writers(self):
        ledger = self.evidence("a", cases=3)
        other = sqlite3.connect(ledger)
        other.execute("BEGIN EXCLUSIVE")
        try:
            self.refused("another process is writing this ledger", "evidence", "--out", self.folder / "a", "--sweep",
                         self.sweep_file())
            self.refused("another process is writing this ledger", "ledger", "show", ledger)
        finally:
            other.close()

    def test_merge(self):
        a, b, c = self.evidence("a", cases=4), self.evidence("b", cases=6), self.evidence("c", "--seed", 2, cases=4)
        out = self.folder / "out.sqlite"
        self.refused("cannot be merged", "ledger", "merge", out, a, c)
        self.refused("into itself", "ledger", "merge", a, a)
        with sqlite3.connect(b) as changed:
            changed.execute("UPDATE results SET value = '1/3' WHERE case_index = 2 AND claim = 'top-size'")
        changed.close()
        self.refused("differ in case 2, claim top-size", "ledger", "merge", a, b)
        self.assertEqual(len(self.dump(a, "--claim", "top-size").splitlines()), 1 + 4)

    def test_files_that_are_no_ledgers(self):
        text = self.write("text", "not a database " * 1000)
        foreign = self.folder / "foreign.sqlite"
        with sqlite3.connect(foreign) as database:
            database.execute("CREATE TABLE t (x)")
        database.close()
        for action in ("show", "dump"):
            self.refused("no SQLite database", "ledger", action, text)
            self.refused("found another program's database", "ledger", action, foreign)
            self.refused("there is no such file", "ledger", action, self.folder / "none")
        (self.folder / "a").mkdir()
        shutil.copy(foreign, self.folder / "a/ledger.sqlite")
        self.refused("found another program's database", "evidence", "--out", self.folder / "a")
        self.assertEqual(foreign.read_bytes(), (self.folder / "a/ledger.sqlite").read_bytes())
        ledger = self.evidence("b", cases=3)
        newer = self.folder / "newer.sqlite"
        shutil.copy(ledger, newer)
        with sqlite3.connect(newer) as database:
            database.execute("PRAGMA user_version = 99")
        database.close()
        self.refused("schema version 99, expected 1", "ledger", "show", newer)
        with sqlite3.connect(ledger) as database:
            database.execute("UPDATE results SET value = '0.3' WHERE claim = 'top-size' AND case_index = 1")
        database.close()
        self.assertIn('case 1, claim top-size: found "0.3", expected p/q',
                      self.assert_status(2, "ledger", "dump", ledger).stderr)

    def test_actions(self):
        for arguments, said in ((("shew", "x"), 'there is no "shew"'), (("show", "x", "y"), "show takes FILE"),
                                (("merge", "x"), "merge takes OUT FILE..."),
                                (("show", "x", "--format", "csv"), "no such --format"),
                                (("show", "x", "--claim", "top-size"), "--claim is for dump"),
                                (("show",), "FILE")):
            self.refused(said, "ledger", *arguments)
        ledger = self.evidence("a", cases=3)
        self.refused("there is no case 3", "ledger", "class", ledger, 3)
        self.refused('found "x", expected the number of a case', "ledger", "class", ledger, "x")


class Shipped(EvidenceTest):
    def test_the_shipped_sweeps_are_understood(self):
        files = sorted((ROOT / "tools/sweeps").glob("*.toml"))
        self.assertTrue(files)
        for file in files:
            self.assert_status(0, "evidence", "--out", self.folder / file.stem, "--sweep", file, "--cases", 12, "--no-page")

    def test_the_standard_sweep(self):
        result = self.assert_status(0, "evidence", "--out", self.folder / "s", "--cases", 12, "--no-page")
        self.assertIn("sweep standard, seed 1", result.stdout)


if __name__ == "__main__":
    unittest.main()
