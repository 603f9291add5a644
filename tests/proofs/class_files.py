#!/usr/bin/env python3
"""Class files as Coq definitions: proofs-notes/coq/Classes.v, which nobody writes by hand.

    tests/proofs/class_files.py            prints it
    tests/proofs/class_files.py FILE       exit 1 where FILE is not what would be printed

The classes are those below, of tests/classes, and all of proofs-notes/coq/classes. Kinds: iid, schedule, markov,
automaton; the environment, where there is one, is an automaton that does not see queries; the demonstrator is a model.
"""
import json
import sys
import textwrap
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("two-coins", "loaded-dice", "three-dice", "weather-habit")
HEAD = """(** * The classes that are computed

    Written by tests/proofs/class_files.py from class files; tools/proofs.sh fails where they differ. Actions,
    observations, models and states are numbered in the order of the file. *)

From Coq Require Import QArith List.
From Demonstrandum Require Import Numbers Definitions Rationals.
Import ListNotations.
"""
KEYS = {"format", "name", "note", "actions", "observations", "environment", "models", "demonstrator", "alpha",
        "threshold", "horizon", "events"}


def files():
    yield from (ROOT / f"tests/classes/{name}.json" for name in SHIPPED)
    yield from sorted((ROOT / "proofs-notes/coq/classes").glob("*.json"))


def number(text):
    value = Fraction(text)
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator} # {value.denominator}"


def row(items):
    return f"[{'; '.join(items)}]"


def law(numbers):
    return row(map(number, numbers))


def moves(c, state, names):
    """Where each action and observation lead."""
    def by_observation(next_):
        return [next_[o] for o in c["observations"]] if isinstance(next_, dict) else [next_] * len(c["observations"])

    next_ = state["next"]
    by_action = [next_[a] for a in c["actions"]] if isinstance(next_, dict) else [next_] * len(c["actions"])
    return row(row(str(names.index(to)) for to in by_observation(one)) for one in by_action)


def policy(c, model):
    laws = model.get("probabilities")
    if model["kind"] == "iid":
        return f"iid {law(laws)}"
    if model["kind"] == "schedule":
        kind = {"hold": "schedule", "repeat": "repeating"}[model.get("then", "hold")]
        return f"{kind} {row(map(law, laws))}"
    if model["kind"] == "markov":
        contexts = (f"({row(str(c['actions'].index(a)) for a in context.split())}%nat, {law(one)})"
                    for context, one in laws.items())
        return f"markov {model['order']} {row(contexts)}"
    if model["kind"] == "automaton":
        names = list(model["states"])
        states = (f"({law(state['probabilities'])}, {moves(c, state, names)}%nat)"
                  for state in model["states"].values())
        return f"automaton {names.index(model['start'])} {row(states)}"
    raise SystemExit(f"class_files: {model['name']} is of kind {model['kind']}, which is not known here")


def environment(c):
    world = c.get("environment")
    if world is None:
        return "nothing_to_see"
    if world.get("sees_query"):
        raise SystemExit("class_files: an environment that sees queries is not known here")
    names = list(world["states"])
    places = (f"({row(law(state['emits'][a]) for a in c['actions'])}, {moves(c, state, names)}%nat)"
              for state in world["states"].values())
    return f"(world {names.index(world['start'])} {row(places)})"


def wrapped(line):
    """At most 116 characters a line; a fraction stays in one piece."""
    filled = textwrap.fill(line.replace(" # ", "\u00a0#\u00a0"), 116, initial_indent="    ",
                           subsequent_indent="       ", break_long_words=False, break_on_hyphens=False)
    return filled.replace("\u00a0", " ")


def definition(name, c):
    unknown = set(c) - KEYS
    if unknown:
        raise SystemExit(f"class_files: {name} has {', '.join(sorted(unknown))}, which is not known here")
    c = {"observations": ["-"], "threshold": "strict"} | c
    models = ";\n ".join(f"bayes (fraction ({number(m['prior'])})) ({policy(c, m)})" for m in c["models"])
    truth = [m["name"] for m in c["models"]].index(c["demonstrator"])
    strict = {"strict": "true", "non-strict": "false"}[c["threshold"]]
    rest = f"{truth} (fraction ({number(c['alpha'])})) {strict} {environment(c)}."
    lines = [f"(** {c['name']}: {', '.join(m['name'] for m in c['models'])} *)",
             f"Definition {name.replace('-', '_')} : class Rational :=",
             f"  Class (F := Rational) {len(c['actions'])} {len(c['observations'])}",
             *map(wrapped, f"[{models}]%Q".splitlines()), wrapped(rest)]
    return "\n".join(lines) + "\n"


def text():
    return "\n".join([HEAD, *(definition(file.stem, json.loads(file.read_text(encoding="utf-8"))) for file in files())])


def main(arguments):
    if len(arguments) > 1 or (arguments and arguments[0].startswith("-")):
        print(__doc__, file=sys.stderr)
        return 2
    if not arguments:
        print(text(), end="")
    elif Path(arguments[0]).read_text(encoding="utf-8") != text():
        print(f"class_files: {arguments[0]} is not what the class files say; tests/proofs/class_files.py prints that",
              file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
