"""What programs of others say of our exports: python exports-oracle.py misp|ftm FILE

Prints what was loaded as JSON, and each fault on standard error. MISP through PyMISP 2.5, FollowTheMoney through
its own package: both are given the file as it is.
"""

import json
import sys


def misp(path):
    from pymisp import MISPEvent

    event = MISPEvent()
    event.load_file(path, validate=True)
    attributes = [each for found in event.objects for each in found.attributes]
    return {
        "objects": len(event.objects),
        "attributes": len(event.attributes) + len(attributes),
        "references": sum(len(found.references) for found in event.objects),
        "tagged": sum(1 for each in attributes if any(tag.name.startswith("tlp:") for tag in each.tags)),
        "tags": sorted(tag.name for tag in event.tags),
    }


def ftm(path):
    from followthemoney import model
    from followthemoney.exc import InvalidData

    counts = {"entities": 0, "edges": 0, "payments": 0}
    ids = set()
    with open(path, encoding="utf-8") as file:
        for line in file:
            data = json.loads(line)
            try:
                model.get(data["schema"]).validate(data)
                proxy = model.get_proxy(data)
            except InvalidData as fault:
                print(f"{data['id']} {data['schema']}: {fault} {fault.errors}", file=sys.stderr)
                continue
            lost = [key for key, values in data["properties"].items() if len(values) != len(proxy.get(key))]
            if lost or proxy.to_dict().get("faisceau") != data["faisceau"] or proxy.id in ids:
                print(f"{proxy.id}: not kept: {lost}", file=sys.stderr)
            ids.add(proxy.id)
            kind = "payments" if proxy.schema.name == "Payment" else "edges" if proxy.schema.edge else "entities"
            counts[kind] += 1
    return counts


if __name__ == "__main__":
    print(json.dumps({"misp": misp, "ftm": ftm}[sys.argv[1]](sys.argv[2])))
