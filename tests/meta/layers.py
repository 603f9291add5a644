#!/usr/bin/env python3
"""Keeps the includes of lib/qed pointing one way: each folder may include from those that it rests on, and no other.

    layers.py PROJECT
"""
import re
import sys

from report import report

# What each folder rests on directly; what those rest on is meant too.
RESTS_ON = {
    "exact": [],
    "model": ["exact"],
    "imitation": ["model"],
    "evaluate": ["imitation"],
    "scoring": ["exact"],
    "recorded": ["claims"],
    "claims": ["evaluate", "scoring"],
    "training": ["claims"],
    "uses": ["claims"],
    "evidence": ["claims"],
    "scenario": ["training", "uses"],
}
# A scenario fills a document, which is data.
EXCEPTIONS = {("scenario", "evidence/document.hpp")}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]qed/(\w+)/([^">]+)[">]', re.MULTILINE)


def reached(folder):
    found = {folder}
    for below in RESTS_ON[folder]:
        found |= reached(below)
    return found


def findings(project):
    """The includes that point the other way, and the number of includes that were read."""
    found, read = [], 0
    for path in sorted((project / "lib/qed").rglob("*")):
        if path.suffix not in (".hpp", ".cpp"):
            continue
        folder = path.relative_to(project / "lib/qed").parts[0]
        text = path.read_text(encoding="utf-8")
        for match in INCLUDE.finditer(text):
            read += 1
            place = f"{path.relative_to(project)}:{text.count(chr(10), 0, match.start(1)) + 1}"
            if folder not in RESTS_ON:
                found.append(f"{place}: lib/qed/{folder} has no place among the folders")
            elif match[1] not in reached(folder) and (folder, f"{match[1]}/{match[2]}") not in EXCEPTIONS:
                found.append(f"{place}: {folder} does not rest on {match[1]}")
    return found, read


if __name__ == "__main__":
    report(sys.argv[1:], __doc__, findings, "include",
           "includes that point the wrong way; README.md, The map",
           "{} includes point one way")
