#!/usr/bin/env python3
"""Do the machine-checked theorems rest on the published axioms, and on nothing else?

    tests/meta/axioms.py LIST LOG FILE.v...     exit 1 and one line per disagreement

LIST is proofs-notes/coq/axioms.txt: one axiom a line, # for comments. LOG is what Coq prints for each theorem:
`@ FILE.NAME`, then the answer to Print Assumptions, every line of which must be understood: where the kernel was told
not to check, Coq says so among the axioms ("NAME is assumed to be guarded."). The files may not leave anything
unproved, used or not, and may not switch a check off.
"""
import re
import sys
from pathlib import Path

UNPROVED = re.compile(r"\b(Admitted|admit|give_up|Axioms?|Parameters?|Conjecture|Hypothes[ie]s|Variables?|bypass_check|"
                      r"type-in-type|Unset\s+(?:Guard|Positivity|Universe)\s+Checking|Set\s+Definitional\s+UIP)\b")
IN_SECTIONS = {"Hypothesis", "Hypotheses", "Variable", "Variables"}  # arguments of the theorems, where a section is open


def without_comments(text):
    """The text of a Coq file without its comments, which may be nested; line breaks are kept."""
    depth, kept = 0, ""
    for piece in re.split(r"(\(\*|\*\)|\n)", text):
        depth += piece == "(*"
        kept += piece if depth == 0 or piece == "\n" else ""
        depth -= piece == "*)"
    return kept


def unproved(text):
    """(line number, word) of what a file takes for granted. A command that is broken over lines is found too."""
    sections = 0
    joined = re.sub(r"\b(Unset|Set|Guard|Positivity|Universe|Definitional)\s*\n\s*", r"\1 ", without_comments(text))
    for number, line in enumerate(joined.splitlines(), 1):
        sections += bool(re.match(r"\s*Section\b", line)) - (bool(re.match(r"\s*End\b", line)) and sections > 0)
        for word in UNPROVED.findall(line):
            if word not in IN_SECTIONS or sections == 0:
                yield number, word


def assumptions(log):
    """{theorem: [axiom, ...]}, in the order of the log. A line that is not understood counts as an axiom."""
    found, theorem = {}, "what is not a theorem"
    for line in log.splitlines():
        if line.startswith("@ "):
            theorem = line[2:].strip()
            found[theorem] = None
        elif line in ("Closed under the global context", "Axioms:"):
            found[theorem] = found.get(theorem) or []
        elif line.strip() and not line.startswith(" "):  # an axiom's type goes on in lines that are indented
            axiom = re.match(r"([A-Za-z_][\w.']*)(?:\s+:|$)", line)
            found[theorem] = [*(found.get(theorem) or []), axiom[1] if axiom else line]
    return found


def short(axiom):
    """Its name without the module; what is no name, whole."""
    return axiom if " " in axiom else axiom.split(".")[-1]


def allowed(text):
    return [line.split()[0] for line in text.splitlines() if line.strip() and not line.startswith("#")]


def errors(axioms, theorems, files):
    if not theorems:
        yield "there is no theorem in the log"
    for theorem, rests_on in theorems.items():
        if rests_on is None:
            yield f"the log does not say what {theorem} rests on"
        yield from (f"{theorem} rests on {axiom}, which is not in the list" for axiom in rests_on or []
                    if axiom not in axioms)
    used = {axiom for rests_on in theorems.values() for axiom in rests_on or []}
    yield from (f"the list has {axiom}, on which nothing rests" for axiom in axioms if axiom not in used)
    for name, text in files.items():
        yield from (f"{name}, line {number}: {word}" for number, word in unproved(text))


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    listed, log, *files = (Path(argument) for argument in arguments)
    theorems = assumptions(log.read_text(encoding="utf-8"))
    for theorem, rests_on in theorems.items():
        print(f"{theorem:48} {', '.join(short(axiom) for axiom in rests_on or []) or 'no axioms'}")
    print(f"\n{len(theorems)} theorems, {sum(not axioms for axioms in theorems.values())} of them without axioms")
    found = list(errors(allowed(listed.read_text(encoding="utf-8")), theorems,
                        {file.name: file.read_text(encoding="utf-8") for file in files}))
    for error in found:
        print(f"proofs: {error}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
