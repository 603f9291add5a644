#!/usr/bin/env python3
"""Each name that other files can see is defined once. Two classes of one name in one namespace link in silence, and one
then runs with the other's destructor.

    one_definition.py PROJECT
"""
import collections
import re
import sys

from report import report

FOLDERS = ("lib", "properties", "tools/qed", "tests")
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
LITERAL = re.compile(r'"(\\.|[^"\\\n])*"' + r"|'(\\.|[^'\\\n])'")
# A namespace or a type that begins here, or any other brace. `struct Outer::Inner {` defines no new name of a namespace.
OPENING = re.compile(r"\bnamespace\b\s*([\w:]*)\s*\{"
                     r"|\b(?:struct|class|enum(?:\s+class)?|union)\s+(\w+)\s*(?:final\s*)?(?::(?!:)[^{};()]*)?\{"
                     r"|(?:\b(?:struct|class)\s+\w+(?:::\w+)+[^{};()]*)?\{|\}")


def definitions(text):
    """The qualified names of the types that a file defines at namespace scope, unnamed namespaces left out."""
    text = LITERAL.sub('""', COMMENT.sub(" ", text))
    open_scopes = []  # the name of a namespace, or None for what is no namespace
    for match in OPENING.finditer(text):
        if match[0] == "}":
            if open_scopes:
                open_scopes.pop()
            continue
        if match[2] and None not in open_scopes and "" not in open_scopes:
            yield "::".join([*open_scopes, match[2]])
        open_scopes.append(match[1] if match[0].startswith("namespace") else None)


def findings(project):
    """The names that several files define, and the number of definitions that were read."""
    places, read = collections.defaultdict(list), 0
    for folder in FOLDERS:
        for path in sorted((project / folder).rglob("*")):
            if path.suffix in (".hpp", ".cpp"):
                for name in definitions(path.read_text(encoding="utf-8")):
                    read += 1
                    places[name].append(str(path.relative_to(project)))
    return [f"{name} is defined in {' and in '.join(files)}" for name, files in sorted(places.items())
            if len(files) > 1], read


if __name__ == "__main__":
    report(sys.argv[1:], __doc__, findings, "type",
           "names with more than one definition",
           "{} types, each defined once")
