#!/usr/bin/env python3
"""The JSON Schema for editors agrees with the reader of class files.

Every valid class file validates. Every malformed one of tests/malformed is refused by the schema too, or, where
the manifest says that only its meaning is wrong, accepted by it: what the schema can see and what only
the reader can is then on record. That the reader refuses all of them is the C++ test's affair.
"""
import decimal
import json
import pathlib
import sys

NOT_RUN = 77  # CTest shows the test as skipped

try:
    import jsonschema
except ImportError:
    print("SKIPPED: the JSON Schema was NOT tested, because Python's jsonschema is missing"
          " (Debian package python3-jsonschema).")
    sys.exit(NOT_RUN)


def load(path):
    # A JSON number with a fraction or an exponent stays a Decimal, which is no integer, not even 1.0.
    return json.loads(path.read_text(encoding="utf-8"), parse_float=decimal.Decimal)


def main(root):
    schema = load(root / "tools/schema/demonstrandum-class-1.schema.json")
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    faults, counts = [], {"valid": 0, "schema": 0, "meaning": 0, "text": 0}

    valid = sorted((root / "tests/classes").glob("*.json")) + sorted((root / "tests/wellformed").glob("*.json"))
    for path in valid:
        counts["valid"] += 1
        for error in validator.iter_errors(load(path)):
            faults.append(f"{path.name}: valid, but the schema refuses it: {error.json_path}: {error.message[:200]}")

    for entry in load(root / "tests/malformed/manifest.json"):
        counts[entry["fault"]] += 1
        if entry["fault"] == "text":  # not JSON, or not what every JSON reader takes it for
            continue
        accepted = validator.is_valid(load(root / "tests/malformed" / entry["file"]))
        if accepted and entry["fault"] == "schema":
            faults.append(f"{entry['file']}: the schema accepts it; the reader says {entry['message']}")
        if not accepted and entry["fault"] == "meaning":
            faults.append(f"{entry['file']}: the schema refuses it, the manifest says that it cannot")

    print("\n".join(faults))
    print(f"{counts['valid']} valid files, {counts['schema']} malformed ones that the schema refuses,"
          f" {counts['meaning']} that only the reader can refuse: {len(faults)} disagreements")
    if min(counts["valid"], counts["schema"], counts["meaning"]) == 0:
        print("one of these is empty: this test has tested nothing")
        return 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
