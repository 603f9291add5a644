"""How a check of the sources ends: with what it found, or with how much it read; never content to have read nothing."""
import sys
from pathlib import Path


def report(arguments, documentation, findings, kind, wrong, fine):
    """Runs `findings` on the project that is the one argument; exits with a message where that is no success.

    findings  project -> (what was found, how many of `kind` were read)
    wrong     said where anything was found
    fine      said otherwise, with the number in place of {}
    """
    if len(arguments) != 1:
        sys.exit(documentation)
    found, read = findings(Path(arguments[0]))
    for finding in found:
        print(finding)
    if not read:
        sys.exit(f"no {kind} under {arguments[0]}: nothing was checked")
    if found:
        sys.exit(wrong)
    print(fine.format(read))
