#!/usr/bin/env python3
"""Verifies a certificate that `qed check --certificate` wrote: recheck.py CERTIFICATE [CLASS.json]

It shares no code with qed: from the class file in the certificate (which is CLASS.json, where that is given) it finds
states, masses, quantities and bounds anew, and every line must say just that (proofs-notes/certificate.md).
Exit status: 0 verified; 1 refused, naming the line; 2 bad usage, or nothing that can be read."""
import functools, hashlib, itertools, json, math, operator, sys
from fractions import Fraction

total = functools.partial(sum, start=Fraction(0))

def same(found, expected, what):
    if isinstance(found, dict) and isinstance(expected, dict) and list(found) == list(expected):
        return [same(found[key], expected[key], f"{what}: {key}") for key in expected]
    found, expected = (json.dumps(value, default=str) for value in (found, expected))  # str: of fractions
    if found != expected:
        raise ValueError(f"{what}: found {found[:99]}, but {expected[:99]} follows")

def reduced(weights):  # to proportional integers without a common factor
    whole = [int(w * math.lcm(*(Fraction(w).denominator for w in weights))) for w in weights]
    return tuple(w // (math.gcd(*whole) or 1) for w in whole)

def follow(rule, a, x):  # a rule is a state, or one per action, or one per action per observation
    to = rule[a] if isinstance(rule, dict) else rule
    return to[x] if isinstance(to, dict) else to

def flow(masses, ways):  # one step on
    after = {}
    for to, mass in ((to, mass * p) for state, mass in masses.items() for to, p in ways(state)):
        after[to] = after.get(to, 0) + mass
    same(total(after.values()), total(masses.values()), "the sum of all masses")
    return after

class Process:
    """A class file. A node is (weights, automaton states, environment state, forced steps left); a merged state is
    (node, where the events stand, truth always collected), its node None where nothing can change any more."""

    def __init__(self, c, alpha):
        self.actions, self.observations, self.alpha = c["actions"], c.get("observations", ["-"]), Fraction(alpha)
        self.forced, self.inside = int(Fraction(c.get("forced_queries", 0))), isinstance(c["demonstrator"], str)
        self.keeps = operator.gt if c.get("threshold", "strict") == "strict" else operator.ge
        self.priors = [Fraction(m["prior"]) for m in c["models"]]
        self.truth = [m["name"] for m in c["models"]].index(c["demonstrator"]) if self.inside else len(c["models"])
        models = c["models"] + [c["demonstrator"]] * (not self.inside)
        self.policies = [self.policy(m) for m in models]
        silent = {"emits": dict.fromkeys(self.actions, [1]), "next": "silent"}
        self.sky = c.get("environment", {"start": "silent", "states": {"silent": silent}})
        self.names, self.events = [e["name"] for e in c.get("events", [])], list(map(self.event, c.get("events", [])))
        root = reduced(self.priors), tuple(p[0] for p in self.policies), self.sky["start"], self.forced
        self.root = self.placed(root, tuple(e[0] for e in self.events), True)
        # The demonstrator acting alone is the imitator of a class of one model, which never asks.
        alone = {"models": [{**models[self.truth], "name": "", "prior": 1}], "demonstrator": "", "forced_queries": 0}
        self.alone = Process({**c, **alone}, alpha) if c["demonstrator"] else self

    def policy(self, model):  # (start, step, law of each state)
        given, states, kind = model.get("probabilities"), model.get("states"), model["kind"]
        if kind == "automaton":
            laws = {name: self.law(state["probabilities"]) for name, state in states.items()}
            return model["start"], lambda s, a, x: follow(states[s]["next"], a, x), laws
        if kind == "markov":
            def step(s, a, x):
                context = [*s.split(), a]
                return " ".join(context[max(0, len(context) - int(Fraction(model["order"]))):])
            return "", step, {context: self.law(law) for context, law in given.items()}
        laws = dict(enumerate(map(self.law, [given] if kind == "iid" else given)))
        last = 0 if model.get("then") == "repeat" else len(laws) - 1
        return 0, lambda s, a, x: s + 1 if s + 1 in laws else last, laws

    def law(self, texts):
        return dict(zip(self.actions, map(Fraction, texts)))

    def event(self, event):  # (start, step): states that accept are True, those that cannot any more are False
        names, accept = event.get("states"), event.get("accept")
        if event["kind"] == "automaton":
            start, step = event["start"], lambda s, a, x: follow(names[s], a, x)
        else:  # the state is how much of the sequence has been read
            wanted = event["actions"]
            names, start, accept = [*map(str, range(len(wanted) + 1)), "missed"], "0", [str(len(wanted))]
            def step(s, a, x):
                read = wanted[:names.index(s)] + [a]
                fit = max(k for k in range(len(read) + 1) if read[len(read) - k:] == wanted[:k])
                return names[fit] if event["kind"] == "contains" or fit == len(read) else "missed"
        can = set(accept)
        symbols = list(itertools.product(self.actions, self.observations))
        while more := {s for s in names if any(step(s, *symbol) in can for symbol in symbols)} - can:
            can |= more
        stand = {s: s in accept or (s in can and s) for s in names}
        return stand[start], lambda s, a, x: stand[step(s, a, x)] if isinstance(s, str) else s

    @functools.cache
    def facts(self, node):  # (top set, theta, P(action, not asked))
        if node is None:
            return [self.truth], Fraction(0), {}
        weights, states, _, forced = node
        order = sorted((m for m, w in enumerate(weights) if w), key=lambda m: -weights[m])  # stable: ties by position
        ranked = zip(order, itertools.accumulate((weights[m] for m in order), initial=0))
        top = [m for m, _ in itertools.takewhile(lambda r: self.keeps(weights[r[0]], self.alpha * r[1]), ranked)]
        laws = [] if forced else [self.policies[m][2][states[m]] for m in top]
        answered = {a: min((law[a] for law in laws), default=Fraction(0)) for a in self.actions}
        return top, 1 - sum(answered.values()), answered

    def placed(self, node, events, retained):
        """The merged state: where one model is collected only that one counts; and none where no event is pending."""
        top, _, _ = self.facts(node)
        if len(top) == 1 and not node[3]:
            weights, states = (tuple(v if m == top[0] else rest for m, v in enumerate(vs))
                               for vs, rest in ([[1] * len(node[0]), 0], [node[1], None]))
            node = (weights, states, node[2], 0) if any(isinstance(e, str) for e in events) else None
        return node, events, retained and (not self.inside or self.truth in top)

    @functools.cache
    def ways(self, state):  # [(next state, probability)], in order of appearance: first what is not asked
        if state[0] is None:
            return [(state, Fraction(1))]
        (weights, states, sky, forced), events, retained = state
        (top, theta, answered), found = self.facts(state[0]), {}
        here, truth = self.sky["states"][sky], self.policies[self.truth][2][states[self.truth]] if theta else {}
        for asked, a in itertools.product(("answered", "asked") if theta else ("answered",), self.actions):
            after, p = weights, answered[a]
            if asked == "asked":  # Bayes' rule; an action of the imitator's own is no evidence
                p = theta * truth[a]
                after = reduced([w and w * self.policies[m][2][states[m]][a] for m, w in enumerate(weights)])
            kept = {m for m, w in enumerate(after) if w} | ({self.truth} if len(top) != 1 or forced else set())
            emits = here["emits"][a][asked] if self.sky.get("sees_query") else here["emits"][a]
            for x, q in zip(self.observations, map(Fraction, emits)):
                if p * q:
                    to = tuple(self.policies[m][1](s, a, x) if m in kept else None for m, s in enumerate(states))
                    to = self.placed((after, to, follow(here["next"], a, x), max(forced - 1, 0)),
                                     tuple(step(e, a, x) for e, (_, step) in zip(events, self.events)), retained)
                    found[to] = found.get(to, 0) + p * q
        return list(found.items())

def certificate(head):  # what its lines must say, one after another
    horizon, p = int(head["horizon"]), Process(json.loads(head["class"]), head["alpha"])
    yield {"format": "demonstrandum-certificate/1", "class_sha256": hashlib.sha256(head["class"].encode()).hexdigest(),
           "class": head["class"], "horizon": horizon, "alpha": p.alpha}
    numbers, visits, written = {}, {}, set()
    def introduced(states):
        for state in states:
            if state not in numbers:
                numbers[state], (node, events, retained), (top, theta, _) = len(numbers), state, p.facts(state[0])
                node = node and {"weights": list(map(str, node[0])), "states": node[1], "environment": node[2],
                                 "forced_left": node[3], "top": top, "theta": theta}
                yield {"state": numbers[state], "node": node, "events": events, "retained": retained}
    masses = tilted = {p.root: Fraction(1)}  # tilted: times the product of 1 + theta over the steps before
    yield from introduced(masses)
    for t in range(horizon):
        order, over = sorted(masses, key=numbers.get), math.lcm(*(m.denominator for m in masses.values()))
        yield {"level": t, "over": str(over), "masses": [(numbers[s], str(int(masses[s] * over))) for s in order]}
        for s in order:
            top, theta, _ = p.facts(s[0])
            visits[theta, len(top), p.truth in top] = visits.get((theta, len(top), p.truth in top), 0) + masses[s]
            if t + 1 < horizon and s not in written:
                written.add(s)
                yield from introduced(to for to, _ in p.ways(s))
                yield {"from": numbers[s], "to": [(numbers[to], q) for to, q in p.ways(s)]}
        kept, masses = {s: m for s, m in masses.items() if s[2]}, flow(masses, p.ways)
        tilted = flow({s: m * (1 + p.facts(s[0])[1]) for s, m in tilted.items()}, p.ways)
    S1, S2, S3 = (total(theta**k * m for (theta, _, _), m in visits.items()) for k in (1, 2, 3))
    retained, kept, alone = total(kept.values()), flow(kept, p.ways), {p.alone.root: Fraction(1)}
    for _ in range(horizon):
        alone = flow(alone, p.alone.ways)
    levels = {"imitator": masses, "imitator_and_retained": kept if p.inside else None, "demonstrator": alone}
    yield {"quantities": {
        "S1": S1, "S2": S2, "S3": S3,
        "S3_collected": total(v[0]**3 * m for v, m in visits.items() if v[2]) if p.inside else None,
        "truth_retained": retained if p.inside else None, "expected_product": total(tilted.values()),
        "max_query_probability": max(v[0] for v in visits), "max_top_size": max(v[1] for v in visits),
        "events": {event: {name: None if level is None else total(m for s, m in level.items() if s[1][i] is True)
                           for name, level in levels.items()} for i, event in enumerate(p.names)}}}
    w, unforced = p.priors[p.truth] if p.inside else 1, S3 - min(horizon, p.forced)
    for claim, value, bound in (("truth-retention", retained, 1 - p.alpha / w),
                                ("truth-retention-sharp", retained, 1 - p.alpha * (1 / w - 1)),
                                ("cubic-query-sum", unforced, len(p.actions) / p.alpha**3 * (24 / w + 12)),
                                ("cubic-query-sum-sharp", unforced, 3 / p.alpha * (1 / w - 1))) if p.inside else ():
        holds = value >= bound if claim.startswith("truth") else value <= bound
        yield {"claim": claim, "value": value, "bound": bound, "verdict": "holds" if holds else 0}

def main(path, file=None):
    status, line, report = 2, 1, ""
    try:
        lines = open(path, encoding="utf-8").readlines()
        head = json.loads(lines[0])
        same(head["format"], "demonstrandum-certificate/1", "format")
        text, status = open(file, encoding="utf-8", newline="").read() if file else head["class"], 1
        same(head["class"], text, f"the class of {file}")
        for found, expected in itertools.zip_longest(lines, certificate(head)):
            kind, value = next(iter((expected or {"past the end": 0}).items()))
            same(json.loads(found or "null"), expected, kind if isinstance(value, dict) else f"{kind} {value}")
            report, line = report + found * (kind in ("quantities", "claim")), line + 1
        print(f"{report}{path}: verified, {line - 1} lines, at horizon {head['horizon']} and alpha {head['alpha']}")
        return 0
    except Exception as error:  # whatever cannot be followed is refused
        print(f"recheck: {path}:{line}: {str(error) or repr(error)}", file=sys.stderr)
        return status

if __name__ == "__main__":
    getattr(sys, "set_int_max_str_digits", int)(0)  # newer Pythons would refuse long numbers
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) in (2, 3) else print(__doc__, file=sys.stderr) or 2)
