#!/usr/bin/env python3
"""Every constraint of the JSON Schema is needed: take it away, and some malformed class file gets through.

One keyword at a time is removed, and a malformed file of the corpus must then validate, or a valid one must
not. What is left out of this is listed with the reason. So neither the schema nor the corpus has dead wood.
"""
import copy
import json
import pathlib
import sys

from class_schema_test import jsonschema, load  # leaves with 77, "skipped", where jsonschema is missing

CONSTRAINTS = {
    "$ref", "additionalProperties", "allOf", "anyOf", "const", "else", "enum", "if", "items", "maxItems", "maximum",
    "minItems", "minLength", "minProperties", "minimum", "not", "pattern", "propertyNames", "then", "type", "uniqueItems",
}
EXCUSED = {  # mostly: implied by what stands beside them; there for those who read the schema, and for editors
    "properties/models/maxItems": "not implied, but 100,001 models take jsonschema a minute; the reader's tests have them",
    "definitions/name/type": "implied: `not` with a pattern refuses what is not a string",
    "definitions/symbols/items/type": "implied: `not` with a pattern refuses what is not a string",
    "definitions/transitions/additionalProperties/then/type": "implied: the `if` has asked",
    "definitions/model/allOf/0/required/2": "implied: without a kind, every kind's keys are required",
    "definitions/outside_demonstrator/allOf/0/type": "implied: the `if` has asked",
    "definitions/outside_demonstrator/allOf/0/required/0": "implied: without a kind, every kind's keys are required",
    "definitions/event/required/1": "implied: without a kind, an automaton's keys are required, and no others allowed",
}


def constraints(node, path=()):
    """The paths of all constraints; of `required`, those of its entries."""
    if isinstance(node, dict):
        named_by_us = bool(path) and path[-1] in ("properties", "definitions")
        for key, value in node.items():
            if key == "required" and not named_by_us:
                yield from (path + (key, i) for i in range(len(value)))
            elif (value is False and named_by_us) or (key in CONSTRAINTS and not named_by_us):
                yield path + (key,)
            yield from constraints(value, path + (key,))
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from constraints(value, path + (i,))


def too_long(valid):
    """Files beyond the limits on lengths, too long for the corpus."""
    for change in (
        lambda c: c.update(actions=[str(i) for i in range(4097)]),
        lambda c: c["models"][0].update(probabilities=["0"] * 4097),
        lambda c: c.update(events=[{"name": str(i), "kind": "prefix", "actions": ["heads"]} for i in range(10001)]),
    ):
        changed = copy.deepcopy(valid)
        change(changed)
        yield changed


def failing_paths(schema, instance):
    """Where in the schema it says no: the paths of all constraints that fail."""
    errors, paths = list(jsonschema.Draft7Validator(schema).iter_errors(instance)), []
    while errors:
        error = errors.pop()
        paths.append(tuple(error.absolute_schema_path))
        errors += error.context
    return paths


def common_end(a, b):
    length = 0
    while length < min(len(a), len(b)) and a[-1 - length] == b[-1 - length]:
        length += 1
    return length


def main(root):
    schema = load(root / "tools/schema/demonstrandum-class-1.schema.json")
    manifest = load(root / "tests/malformed/manifest.json")
    malformed = [load(root / "tests/malformed" / e["file"]) for e in manifest if e["fault"] == "schema"]
    valid = [load(p) for p in sorted((root / "tests/wellformed").glob("*.json"))]
    long = list(too_long(load(root / "tests/classes/two-coins.json")))

    # Most files fail by one constraint: where it is the one that is gone, they are looked at first. Only time depends on it.
    failing = [failing_paths(schema, m) for m in malformed]

    def noticed(changed, path):
        validator = jsonschema.Draft7Validator(changed)
        said = path[:-1] if isinstance(path[-1], int) else path  # `required` is said as a whole
        likely = sorted(range(len(malformed)), key=lambda i: -max(common_end(said, f) for f in failing[i]))
        return any(validator.is_valid(malformed[i]) for i in likely) or not all(map(validator.is_valid, valid))

    def noticed_in_long(changed):
        return any(map(jsonschema.Draft7Validator(changed).is_valid, long))

    faults, count = [], 0
    for path in constraints(schema):
        count += 1
        changed = copy.deepcopy(schema)
        place = changed
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]
        name = "/".join(map(str, path))
        seen = noticed_in_long(changed) if path[-1] == "maxItems" else noticed(changed, path)
        if seen == (name in EXCUSED):
            faults.append(f"{name}: " + ("is needed after all" if seen else "nobody would miss it"))
    print("\n".join(faults))
    print(f"{count} constraints of the schema removed one at a time, {len(EXCUSED)} of them excused:"
          f" {len(faults)} surprises")
    return 1 if faults or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
