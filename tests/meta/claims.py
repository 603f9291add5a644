#!/usr/bin/env python3
"""Does proofs-notes/claims.yaml, the index of the claims, agree with what it points at?

    tests/meta/claims.py ROOT [--qed TOOL]     exit 1 and one line per disagreement

An entry is `id: {key: value, ...}`, a flow mapping of YAML over one or more lines; a value is plain text without
any of ,[]{}" or a [list] of such. Keys:

    source     paper | slides | literature | sharp (stronger than these, proved in the note)
    note       FILE.md#ANCHOR in proofs-notes, where the claim is proved (or refuted): the heading `## ANCHOR`
    uses       claims that the proof rests on; no circles
    code       the header that decides it
    property   the tests that check it, SUITE.NAME
    faults     faults that break it; [] needs `calculus: true`: no mistake of an imitator can
    status     stated | proved | checked | proved+checked | refuted
    witness    (refuted) FILE of the counterexample
    formal     machine-checked theorems, FILE.NAME: `Theorem NAME` in proofs-notes/coq/FILE.v
    formal_part  what these say and what is on paper, where they do not say all that the claim says

Checked claims have code, property and faults. `[claim ID]` in code and notes must have an entry. With --qed the
tool's own registry must agree: same claims, notes, code, status.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

SOURCES = {"paper", "slides", "sharp", "literature"}
STATUSES = {"stated", "proved", "checked", "proved+checked", "refuted"}
KEYS = {"source", "note", "uses", "code", "property", "faults", "calculus", "status", "witness", "formal",
        "formal_part"}
REQUIRED = {"source", "note", "uses", "status"}
CHECKED = {"code", "property", "faults"}
CODE_FOLDERS = ("lib", "properties", "tests", "tools")
CODE_SUFFIXES = {".hpp", ".cpp", ".py", ".md"}

ENTRY = re.compile(r"([a-z0-9-]+):\s*\{(.*)\}", re.S)
FIELD = re.compile(r"([a-z_]+):\s*(?:\[([^][{}\"]*)\]|([^][{},\"]+))\s*(?:,|$)\s*")


class Malformed(Exception):
    pass


def parse(text):
    """{id: {key: text or list}}; raises Malformed, naming the line, for anything outside the subset above."""
    entries = {}
    lines = [line for line in enumerate(text.splitlines(), 1) if line[1].strip() and not line[1].startswith("#")]
    while lines:
        number, entry = lines.pop(0)
        while "}" not in entry and lines:
            entry += " " + lines.pop(0)[1].strip()
        match = ENTRY.fullmatch(entry.strip())
        if not match:
            raise Malformed(f"line {number}: found {entry.strip()!r}, expected ID: {{KEY: VALUE, ...}}")
        claim, body, fields, at = match[1], match[2].strip(), {}, 0
        if claim in entries:
            raise Malformed(f"line {number}: {claim} has an entry already; ids are never reused")
        while at < len(body):
            field = FIELD.match(body, at)
            if not field or field[1] in fields:
                raise Malformed(f"line {number}: {claim}: found {body[at:]!r}, expected KEY: VALUE or KEY: [VALUES], "
                                "each key once")
            fields[field[1]] = field[3].strip() if field[2] is None else field[2].replace(",", " ").split()
            at = field.end()
        entries[claim] = fields
    return entries


def code_files(root):
    for folder in CODE_FOLDERS:
        yield from (p for p in sorted((root / folder).rglob("*")) if p.suffix in CODE_SUFFIXES)


def known_tests(root):
    pattern = re.compile(r"\b(?:RC_GTEST_PROP|TEST|TEST_F|TEST_P|TYPED_TEST)\(\s*(\w+)\s*,\s*(\w+)\s*[,)]")
    return {f"{suite}.{name}" for folder in ("tests", "properties") for file in (root / folder).rglob("*.cpp")
            for suite, name in pattern.findall(file.read_text(encoding="utf-8"))}


def known_faults(root):
    pattern = re.compile(r'(?:string_view id = |\bmeasure\(|\bnear_proper\(|\bquantilizer\(|\bproduct\()\s*"([a-z0-9-]+)"')
    return {fault for file in (root / "properties/faults").glob("*.[ch]pp")
            for fault in pattern.findall(file.read_text(encoding="utf-8"))}


def known_theorems(root, kinds="Theorem"):
    """FILE.NAME of every theorem in the proof files; comments, which may be nested, state nothing."""
    for file in (root / "proofs-notes/coq").glob("*.v"):
        depth, text = 0, ""
        for piece in re.split(r"(\(\*|\*\))", file.read_text(encoding="utf-8")):
            depth += {"(*": 1, "*)": -1}.get(piece, 0)
            text += piece if depth == 0 else ""
        yield from (f"{file.stem}.{name}" for name in re.findall(rf"^\s*(?:{kinds})\s+(\w+)", text, re.M))


def mentioned_claims(root):
    """(file, id) of every [claim ID] or [claims ID, ID]; a comment may break the line inside the brackets."""
    for file in [*code_files(root), *sorted((root / "proofs-notes").glob("*.md"))]:
        if file.parent == root / "tests/meta":
            continue
        text = re.sub(r"\n\s*(?://|#)?\s*", " ", file.read_text(encoding="utf-8"))
        for ids in re.findall(r"\[claims? ([a-z][a-z0-9, -]*)\]", text):
            yield from ((file.relative_to(root), claim) for claim in re.split(r",\s*", ids.strip()))


def listed(entry, key):
    value = entry.get(key, [])
    return value if isinstance(value, list) else [value]


def entry_errors(root, claim, entry, entries, tests, faults, theorems):
    status = entry.get("status")
    required = REQUIRED | (CHECKED if status in ("checked", "proved+checked") else set())
    required |= {"witness"} if status == "refuted" else set()
    yield from (f"no {key}" for key in sorted(required - entry.keys()))
    yield from (f"unknown key {key}" for key in sorted(entry.keys() - KEYS))
    if "status" in entry and status not in STATUSES:
        yield f"status {status} is none of {', '.join(sorted(STATUSES))}"
    if "source" in entry and entry["source"] not in SOURCES:
        yield f"source {entry['source']} is none of {', '.join(sorted(SOURCES))}"

    if "note" in entry:
        file, _, anchor = str(entry["note"]).partition("#")
        note = root / "proofs-notes" / file
        if not note.is_file():
            yield f"note {file} is not in proofs-notes"
        elif not re.search(rf"^## {re.escape(anchor)}\s*$", note.read_text(encoding="utf-8"), re.M):
            yield f"proofs-notes/{file} has no heading `## {anchor}`"
    yield from (f"uses {used}, which has no entry" for used in listed(entry, "uses") if used not in entries)
    yield from (f"{key} {file} does not exist" for key in ("code", "witness") for file in listed(entry, key)
                if not (root / file).is_file())
    yield from (f"property {name} is no test" for name in listed(entry, "property") if name not in tests)
    yield from (f"fault {fault} is not in the catalogue" for fault in listed(entry, "faults") if fault not in faults)
    yield from (f"formal {name} is no theorem in proofs-notes/coq" for name in listed(entry, "formal") if name not in theorems)
    if "formal_part" in entry and "formal" not in entry:
        yield "formal_part without formal: a part of no theorem"
    if "property" in required and entry.get("property") == []:
        yield "no property"
    if "faults" in entry and (not entry["faults"]) != (entry.get("calculus") == "true"):
        yield "has no fault that breaks it, without `calculus: true` (or the other way round)"


def circles(entries):
    done, path = set(), []

    def visit(claim):
        if claim in path:
            yield f"{claim}: its proof uses itself: {' -> '.join([*path[path.index(claim):], claim])}"
        elif claim not in done and claim in entries:
            path.append(claim)
            for used in entries[claim].get("uses", []):
                yield from visit(used)
            path.pop()
            done.add(claim)

    for claim in entries:
        yield from visit(claim)


def table_errors(root, entries):
    """The table of claims in proofs-notes/coq/README.md: a row for each claim and for nothing else, machine-checked if
    it has theorems, which it names, in part if they say a part, in the words of `formal_part`, and refuted if the claim
    is."""
    stated = set(known_theorems(root, "Theorem|Lemma|Proposition"))
    readme = root / "proofs-notes/coq/README.md"
    text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    table = text.partition("| claim |")[2]
    rows = {claim: (state, remarks) for claim, state, remarks
            in re.findall(r"^\| ([a-z][a-z0-9-]*) \| ([^|]+) \|(.*)\|$", table, re.M)}
    yield from (f"proofs-notes/coq/README.md has a row for {claim}, which has no entry" for claim in rows
                if claim not in entries)
    for claim, entry in entries.items():
        state, remarks = rows.get(claim, (None, ""))
        if state is None:
            yield f"{claim}: proofs-notes/coq/README.md has no row for it"
        elif ("machine-checked" in state) != ("formal" in entry):
            here = "theorems" if "formal" in entry else "none"
            yield f"{claim}: {state} in proofs-notes/coq/README.md, but {here} here"
        elif ("in part" in state) != ("formal_part" in entry):
            here = "a part" if "formal_part" in entry else "the whole"
            yield f"{claim}: {state} in proofs-notes/coq/README.md, but {here} here"
        elif entry.get("formal_part", "") not in remarks:
            yield f"{claim}: its row in proofs-notes/coq/README.md does not say {entry['formal_part']!r}"
        elif ("refuted" in state) != (entry.get("status") == "refuted"):
            yield f"{claim}: {state} in proofs-notes/coq/README.md, but {entry.get('status')} here"
        else:
            yield from (f"{claim}: its row in proofs-notes/coq/README.md does not name {name}"
                        for name in listed(entry, "formal") if f"`{name}`" not in remarks)
    yield from (f"proofs-notes/coq/README.md: {name} is not stated in any proof file"
                for name in re.findall(r"`([A-Z]\w*\.\w{3,})`", text) if name not in stated)


def registry_errors(entries, registry):
    """The tool's claims against the index; the index may have more (proved, not yet checked), with those states."""
    registered = {claim["id"]: claim for claim in registry["claims"]}
    for claim, said in registered.items():
        entry = entries.get(claim)
        if entry is None:
            yield f"{claim}: qed claims has it, claims.yaml has not"
            continue
        for key, here in (("proof", "proofs-notes/" + str(entry.get("note"))), ("code", entry.get("code")),
                          ("status", entry.get("status")), ("pure_calculus", entry.get("calculus") == "true"),
                          ("formal", listed(entry, "formal")), ("formal_part", entry.get("formal_part"))):
            if said.get(key) != here:
                yield f"{claim}: {key} is {here} in claims.yaml, {said.get(key)} in qed claims"
    for claim, entry in entries.items():
        if claim not in registered and entry.get("status") in ("checked", "proved+checked"):
            yield f"{claim}: claims.yaml says {entry['status']}, qed claims does not have it"


def errors(root, registry=None):
    try:
        entries = parse((root / "proofs-notes/claims.yaml").read_text(encoding="utf-8"))
    except Malformed as malformed:
        return [str(malformed)]
    tests, faults, theorems = known_tests(root), known_faults(root), set(known_theorems(root))
    found = [f"{claim}: {error}" for claim, entry in entries.items()
             for error in entry_errors(root, claim, entry, entries, tests, faults, theorems)]
    found += circles(entries)
    found += table_errors(root, entries)
    found += [f"{file}: [claim {claim}] has no entry" for file, claim in mentioned_claims(root) if claim not in entries]
    return found + (list(registry_errors(entries, registry)) if registry else [])


def main(arguments):
    if len(arguments) not in (1, 3) or (len(arguments) == 3 and arguments[1] != "--qed"):
        print(__doc__, file=sys.stderr)
        return 2
    registry = None
    if len(arguments) == 3:
        told = subprocess.run([arguments[2], "claims", "--format", "json"], check=True, capture_output=True)
        registry = json.loads(told.stdout)
    found = errors(Path(arguments[0]), registry)
    for error in found:
        print(f"proofs-notes/claims.yaml: {error}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
