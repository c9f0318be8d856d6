"""Reads STIX 2.1 bundles with OASIS's own library and says what it refuses.

Usage: python3 tests/data/stix-oracle.py BUNDLE.json …      (needs PyPI stix2 3.0.2)

Each object is parsed strictly, with custom content allowed only where it is declared by an extension.
Types no extension of OASIS knows (x-mitre-…, x-example-…) are parsed as custom objects. Relationship
and embedded references must be well-formed; they may point outside the bundle.
"""

import json
import sys

import stix2
import stix2.exceptions


def refusals(path):
    with open(path, encoding="utf-8") as file:
        bundle = json.load(file)
    stix2.parse({**bundle, "objects": []}, version="2.1")
    for each in bundle["objects"]:
        declared = any(
            extension.get("extension_type")
            for extension in each.get("extensions", {}).values()
            if isinstance(extension, dict)
        )
        custom = each["type"].startswith("x-") or any(key.startswith("x_") for key in each)
        try:
            parsed = stix2.parse(each, allow_custom=custom or declared, version="2.1")
        except Exception as problem:  # whatever it refuses is reported
            yield each["id"], f"{type(problem).__name__}: {problem}"
            continue
        if not custom and isinstance(parsed, dict):
            yield each["id"], "not recognised as a STIX object"


def main(paths):
    refused = 0
    for path in paths:
        for identifier, reason in refusals(path):
            refused += 1
            print(f"{path}: {identifier}: {reason}", file=sys.stderr)
    print(f"{len(paths)} bundles, {refused} objects refused")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
