#!/usr/bin/env python3
"""Keeps floating point out of lib/, but for the rooms named below: no verdict passes through it.

    no_floats.py PROJECT

Reads C++ tokens, so that comments and strings may speak of doubles. Beside the types it looks for floating
literals, <cmath>, and the functions of GMP, MPFR and MPFI that return a double, which `auto` would hide.
"""
import fnmatch
import re
import sys

from report import report

ROOMS = [
    "lib/qed/evaluate/sampling*",   # estimates with confidence intervals, for what is out of exact reach
    "lib/qed/scoring/exponential_start.cpp",  # the optimiser's start for a certified step, which takes any point for one
    "lib/qed/recorded/floating*",   # the imitator of recorded decisions for 10^6 of them; labelled so, and no verdict
]
SUFFIXES = {".hpp", ".cpp", ".h", ".cc", ".ipp", ".in"}

TOKEN = re.compile(
    r"""(?P<comment> //(?:\\\n|[^\n])* | /\*.*?\*/ )
      | (?P<raw> R"(?P<fence>[^()\s\\]{0,16})\(.*?\)(?P=fence)" )
      | (?P<string> "(?:\\.|[^"\\\n])*" )
      | (?P<number> \.?\d(?:[eEpP][+-]|'?[\w.])* )   # before characters: 10'000 has a quote in it
      | (?P<char> '(?:\\.|[^'\\\n])+' )
      | (?P<word> [A-Za-z_]\w* )""", re.VERBOSE | re.DOTALL)
WORD = re.compile(r"float|double|_*[Ff]loat\d+x?|(?:float|double)_t|c?math|cfloat|(?:FLT|DBL|LDBL)_\w+"
                  r"|mp(?:[zqfi]|fr)_get_(?:d|ld|flt|double)\w*")


def is_floating(kind, token):
    if kind == "word":
        return WORD.fullmatch(token)
    if kind == "number":
        return re.search(r"[.pP]" if token[:2] in ("0x", "0X") else r"[.eE]", token)
    return False


def floats_in(text):
    """(line, token) of each token that is floating point."""
    return [(text.count("\n", 0, match.start()) + 1, match.group())
            for match in TOKEN.finditer(text) if is_floating(match.lastgroup, match.group())]


def findings(project):
    """The places with floating point outside the rooms, and the number of files that were read."""
    found, read = [], 0
    for path in sorted((project / "lib").rglob("*")):
        name = path.relative_to(project).as_posix()
        if path.suffix not in SUFFIXES or any(fnmatch.fnmatch(name, room) for room in ROOMS):
            continue
        read += 1
        found += [f"{name}:{line}: {token}" for line, token in floats_in(path.read_text(encoding="utf-8"))]
    return found, read


if __name__ == "__main__":
    report(sys.argv[1:], __doc__, findings, "C++ file",
           "floating point outside its rooms; exact numbers are Rational, enclosures Interval",
           "no floating point in {} files")
