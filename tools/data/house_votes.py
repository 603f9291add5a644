#!/usr/bin/env python3
"""The model class of tests/classes/house-votes.json, counted from house-votes-84.csv.

Each bloc (democrats, republicans, and both pooled) becomes a schedule: at step t, the law of the bloc's vote on
the t-th of sixteen key votes, y, n or ? (neither yea nor nay), by Laplace's rule: (votes + 1) / (members + 3).
Half of the prior is shared between the two parties by their size; the pooled house and a voter who is
indifferent between the three take a quarter each. The demonstrator is a republican.

    tools/data/house_votes.py                print the class file
    tools/data/house_votes.py --check FILE   compare with FILE; exit 1 and show the difference where they differ

Data: Congressional Voting Records, UCI Machine Learning Repository, 1987, CC BY 4.0,
https://doi.org/10.24432/C5C01P. One row per member: the party, then the sixteen votes.
"""
import csv
import difflib
import json
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

DATA = Path(__file__).with_name("house-votes-84.csv")
ACTIONS = ["y", "n", "?"]
VOTES = 16


def read_members(path):
    """The rows of the file as (party, votes). Raises ValueError naming the line where one is not of that shape."""
    with open(path, newline="", encoding="ascii") as file:
        rows = csv.reader(file)
        next(rows)  # the header
        members = []
        for row in rows:
            party, votes = row[0], row[1:]
            if party not in ("democrat", "republican") or len(votes) != VOTES or not set(votes) <= set(ACTIONS):
                raise ValueError(f"{path}:{rows.line_num}: found {','.join(row)}, expected democrat or republican "
                                 f"and {VOTES} votes, each y, n or ?")
            members.append((party, votes))
    return members


def laplace(ballots):
    """The law over ACTIONS of one vote, by Laplace's rule of succession."""
    count = Counter(ballots)
    return [str(Fraction(count[action] + 1, len(ballots) + len(ACTIONS))) for action in ACTIONS]


def bloc(name, prior, members):
    ballots = zip(*(votes for _, votes in members))
    return {"name": name, "kind": "schedule", "prior": str(prior), "probabilities": [laplace(b) for b in ballots]}


def house_votes(members):
    party = {name: [m for m in members if m[0] == name] for name in ("democrat", "republican")}
    share = {name: Fraction(len(bloc_members), 2 * len(members)) for name, bloc_members in party.items()}
    quarter = Fraction(1, 4)
    return {
        "format": "demonstrandum-class/1",
        "name": "house votes 1984",
        "note": "Sixteen key votes of the US House of Representatives, 1984; one schedule of vote probabilities per "
                "bloc, counted from house-votes-84.csv with Laplace's rule.",
        "actions": ACTIONS,
        "models": [
            bloc("democrat", share["democrat"], party["democrat"]),
            bloc("republican", share["republican"], party["republican"]),
            bloc("pooled", quarter, members),
            {"name": "indifferent", "kind": "iid", "prior": str(quarter),
             "probabilities": [str(Fraction(1, len(ACTIONS)))] * len(ACTIONS)},
        ],
        "demonstrator": "republican",
        "alpha": "1/50",
        "horizon": 10,
        "events": [{"name": "votes yea on all of the first three", "kind": "prefix", "actions": ["y", "y", "y"]}],
    }


def main(arguments):
    text = json.dumps(house_votes(read_members(DATA)), indent=1)
    if not arguments:
        sys.stdout.write(text)
        return 0
    if len(arguments) != 2 or arguments[0] != "--check":
        print(__doc__, file=sys.stderr)
        return 2
    shipped = Path(arguments[1]).read_text(encoding="utf-8")
    if shipped == text:
        return 0
    sys.stdout.writelines(line.rstrip("\n") + "\n" for line in difflib.unified_diff(
        shipped.splitlines(True), text.splitlines(True), arguments[1], f"counted from {DATA.name}"))
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
