#!/usr/bin/env python3
"""The definitions that the proofs are about, extracted from Coq to OCaml, against the engine, on random classes.

    tests/proofs/extracted_test.py EVALUATOR QED [CASES [SEED]]      500 classes of seed 1 by default

tools/proofs.sh builds EVALUATOR and runs this where a qed is built. All quantities must be equal as fractions: the sums
of powers of theta, retention, the product, and an event's probabilities. Then the same classes go to the evaluator with
a mistake in each, another threshold, the other rule of collecting, models that forget what they saw, or an environment
that never changes: the comparison must notice. Exit status 1 where they do not agree, or it does not notice.
"""
import json
import random
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

NAMES = ("S1", "S2", "S3", "S3 lost", "truth retained", "expected product", "imitator", "imitator and retained",
         "demonstrator")
# Actions, observations, horizon.
SHAPES = [(2, 1, 4), (2, 1, 3), (2, 2, 3), (2, 2, 3), (2, 2, 2), (3, 1, 3), (3, 1, 2), (3, 2, 2), (2, 3, 2), (1, 2, 3)]
KINDS = ("iid", "schedule", "markov", "automaton")


def law(draw, size):
    """Small odd fractions, zeros and certainties among them."""
    parts = [draw.choice((0, 0, 1, 1, 2, 3)) for _ in range(size)]
    if sum(parts) == 0:
        parts[draw.randrange(size)] = 1
    return [Fraction(part, sum(parts)) for part in parts]


def random_moves(draw, states, actions, observations):
    """From each state, for each action and observation, the next state."""
    return [[[draw.randrange(states) for _ in range(observations)] for _ in range(actions)] for _ in range(states)]


def random_class(draw):
    actions, observations, horizon = draw.choice(SHAPES)
    models = []
    for kind in draw.choices(KINDS, k=draw.choice((1, 2, 2, 3, 3, 4))):
        count = {"iid": 1, "schedule": draw.randint(1, 3), "markov": 1 + actions, "automaton": draw.randint(2, 3)}[kind]
        models.append({"kind": kind, "laws": [law(draw, actions) for _ in range(count)],
                       "moves": random_moves(draw, count, actions, observations)})
    weights = [draw.choice((1, 1, 1, 2, 5)) for _ in models]
    sees = observations > 1 and draw.random() < 0.5
    places = draw.randint(1, 3) if observations > 1 else 1
    answered = [[law(draw, observations) for _ in range(actions)] for _ in range(places)]
    asked = [[law(draw, observations) for _ in range(actions)] for _ in range(places)] if sees else answered
    return {"actions": actions, "observations": observations, "horizon": horizon, "models": models,
            "priors": [Fraction(weight, sum(weights) + draw.choice((0, 0, 1))) for weight in weights],
            "truth": draw.randrange(len(models)), "alpha": Fraction(1, draw.choice((2, 3, 4, 5, 10, 25))),
            "strict": draw.random() < 0.7, "sees": sees, "answered": answered, "asked": asked,
            "world": random_moves(draw, places, actions, observations),
            "event": [draw.randrange(actions) for _ in range(draw.randint(1, horizon))]}


def follows_observations(c):
    """Is there a model whose law after the first step depends on what was seen then?"""
    return any(model["laws"][to] != model["laws"][by_action[0]] for model in c["models"]
               if model["kind"] == "automaton" for by_action in model["moves"][0] for to in by_action)


def follows_history(c):
    """Does what the environment emits after the first step depend on what happened then?"""
    return any((c["answered"][to], c["asked"][to]) != (c["answered"][by_action[0]], c["asked"][by_action[0]])
               for by_action in c["world"][0] for to in by_action)


def without_observations(c):
    """The same models, but that they move as if the first observation had come."""
    def blind(moves):
        return [[[by_action[0]] * len(by_action) for by_action in state] for state in moves]

    return {"models": [model | {"moves": blind(model["moves"])} for model in c["models"]]}


def without_history(c):
    return {"world": [[[0] * c["observations"]] * c["actions"]] * len(c["world"])}


# What it is called, what it changes, and where that can matter.
MISTAKES = [
    ("a mistaken alpha", lambda c: {"alpha": c["alpha"] / 100}, lambda c: True),
    ("the other rule", lambda c: {"strict": not c["strict"]}, lambda c: True),
    ("forgotten observations", without_observations, follows_observations),
    ("an environment at rest", without_history, lambda c: follows_observations(c) and follows_history(c))]


def class_file(c):
    action = [f"a{i}" for i in range(c["actions"])]
    seen = [f"o{i}" for i in range(c["observations"])]

    def texts(fractions):
        return [str(fraction) for fraction in fractions]

    def next_(moves):
        return {name: {o: f"s{to}" for o, to in zip(seen, row)} for name, row in zip(action, moves)}

    def model(index, kind, laws, moves):
        entry = {"name": f"m{index}", "prior": str(c["priors"][index]), "kind": kind}
        if kind == "iid":
            return entry | {"probabilities": texts(laws[0])}
        if kind == "schedule":
            return entry | {"probabilities": [texts(one) for one in laws]}
        if kind == "automaton":
            return entry | {"start": "s0", "states": {f"s{s}": {"probabilities": texts(one), "next": next_(moves[s])}
                                                      for s, one in enumerate(laws)}}
        return entry | {"order": 1, "probabilities": dict(zip(["", *action], map(texts, laws)))}

    def emitted(place, a):
        told = texts(c["answered"][place][a])
        return {"answered": told, "asked": texts(c["asked"][place][a])} if c["sees"] else told

    environment = {"kind": "automaton", "start": "s0", "states": {
        f"s{place}": {"emits": {name: emitted(place, a) for a, name in enumerate(action)}, "next": next_(moves)}
        for place, moves in enumerate(c["world"])}}
    return {"format": "demonstrandum-class/1", "name": "random", "actions": action, "observations": seen,
            "environment": environment | ({"sees_query": True} if c["sees"] else {}),
            "models": [model(index, **one) for index, one in enumerate(c["models"])],
            "demonstrator": f"m{c['truth']}", "alpha": str(c["alpha"]),
            "threshold": "strict" if c["strict"] else "non-strict", "horizon": c["horizon"],
            "events": [{"name": "event", "kind": "prefix", "actions": [action[a] for a in c["event"]]}]}


def numbers(c):
    """The class as evaluate.ml reads it."""
    def pairs(fractions):
        return [n for fraction in fractions for n in (fraction.numerator, fraction.denominator)]

    def automaton(contents, moves):
        return [len(contents), *(n for content, by_action in zip(contents, moves)
                                 for n in (*content, *(to for row in by_action for to in row)))]

    out = [c["actions"], c["observations"], c["horizon"], c["truth"], *pairs([c["alpha"]]), int(c["strict"]),
           len(c["models"])]
    for prior, model in zip(c["priors"], c["models"]):
        laws = [pairs(one) for one in model["laws"]]
        out += [*pairs([prior]), KINDS.index(model["kind"])]
        if model["kind"] == "automaton":
            out += automaton(laws, model["moves"])
        else:
            out += ([len(laws)] if model["kind"] == "schedule" else []) + sum(laws, [])
    out += automaton([[n for laws in place for one in laws for n in pairs(one)]
                      for place in zip(c["answered"], c["asked"])], c["world"])
    return " ".join(map(str, [*out, len(c["event"]), *c["event"]]))


def extracted(evaluator, classes):
    text = "\n".join([str(len(classes)), *map(numbers, classes)])
    told = subprocess.run([evaluator], input=text, capture_output=True, text=True, check=True).stdout
    return [[Fraction(*(int(half, 2) for half in number.split("/"))) for number in line.split()]
            for line in told.splitlines()]


def engine(qed, classes):
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{index}.json" for index in range(len(classes))]
        for file, c in zip(files, classes):
            file.write_text(json.dumps(class_file(c)), encoding="utf-8")
        told = subprocess.run([qed, "check", "--claim", "top-size", "--format", "json", *files], capture_output=True,
                              text=True, check=True).stdout
    for result in json.loads(told)["results"]:
        found = result["quantities"]
        exact = {key: Fraction(value["exact"]) for key, value in found.items()
                 if isinstance(value, dict) and "exact" in value}
        event = {key: Fraction(value["exact"]) for key, value in found["events"]["event"].items() if value}
        yield [exact["S1"], exact["S2"], exact["S3"], exact["S3"] - exact["S3_collected"], exact["truth_retained"],
               exact["expected_product"], event["imitator"], event["imitator_and_retained"], event.get("demonstrator")]


def differences(classes, ours, theirs):
    """(index, name, one value, other value). The demonstrator alone is of query-blind environments only."""
    if not len(classes) == len(ours) == len(theirs):
        raise SystemExit(f"extracted_test: {len(ours)} and {len(theirs)} answers for {len(classes)} classes")
    for index, (c, left, right) in enumerate(zip(classes, ours, theirs)):
        for name, one, other in zip(NAMES, left, right):
            if one != other and not (name == "demonstrator" and c["sees"]):
                yield index, name, one, other


def main(arguments):
    if not 2 <= len(arguments) <= 4:
        print(__doc__, file=sys.stderr)
        return 2
    evaluator, qed = arguments[:2]
    cases, seed = (int(value) for value in (*arguments[2:], *("500", "1")[len(arguments) - 2:]))
    draw = random.Random(seed)
    classes = [random_class(draw) for _ in range(cases)]
    theirs = list(engine(qed, classes))
    found = list(differences(classes, extracted(evaluator, classes), theirs))
    for index, name, one, other in found[:10]:
        print(f"class {index}: {name} is {one} by the definitions, {other} by the engine")
        print(json.dumps(class_file(classes[index])))
    noticed = {}
    for mistake, change, where in MISTAKES:
        of = [index for index, c in enumerate(classes) if where(c)][:cases // 5]
        mistaken = [classes[index] | change(classes[index]) for index in of]
        told = differences(mistaken, extracted(evaluator, mistaken), [theirs[index] for index in of])
        noticed[mistake] = (len({index for index, *_ in told}), len(of))
    exercised = {"query": sum(t[0] > 0 for t in theirs), "lost": sum(t[4] < 1 for t in theirs),
                 "partial": sum(0 < t[2] < t[0] for t in theirs), "sees": sum(c["sees"] for c in classes),
                 "non-strict": sum(not c["strict"] for c in classes),
                 "observations": sum(map(follows_observations, classes)), "history": sum(map(follows_history, classes))}
    equal = cases - len({index for index, *_ in found})
    print(f"extracted definitions and engine: {equal} of {cases} random classes equal (seed {seed}); queries in "
          f"{exercised['query']}, truth lost in {exercised['lost']}, theta between 0 and 1 in {exercised['partial']}, "
          f"models follow observations in {exercised['observations']}, environment follows the history in "
          f"{exercised['history']}, sees queries in {exercised['sees']}, non-strict rule in {exercised['non-strict']}; "
          f"noticed: {', '.join(f'{mistake} in {count} of {of}' for mistake, (count, of) in noticed.items())}")
    enough = all(count >= cases // 20 for count in exercised.values()) and all(count for count, _ in noticed.values())
    return 0 if not found and enough else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
