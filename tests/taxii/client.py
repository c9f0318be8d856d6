"""What taxii2-client 2.3.0 and stix2 3.0.1 pull from us: python client.py ADDRESS NAME KEY LIMIT [ADDED_AFTER]

The address of an API root is taken from discovery, its host from ADDRESS. Prints JSON.
"""

import json
import sys
from urllib.parse import urlsplit

import stix2
from taxii2client.v21 import ApiRoot, Server, as_pages

address, name, key, limit, *after = sys.argv[1:]
server = Server(f"{address}/taxii2/", user=name, password=key)
paths = [urlsplit(root.url).path for root in server.api_roots]
root = ApiRoot(address + paths[0], user=name, password=key)
found = []
for collection in root.collections:
    filters = {"added_after": after[0]} if after else {}
    pages = [page for page in as_pages(collection.get_objects, per_request=int(limit), **filters)]
    objects = [each for page in pages for each in page.get("objects", [])]
    manifest = [
        each
        for page in as_pages(collection.get_manifest, per_request=int(limit), **filters)
        for each in page.get("objects", [])
    ]
    parsed = [stix2.parse(each, allow_custom=True) for each in objects]
    found.append(
        {
            "title": collection.title,
            "can_write": collection.can_write,
            "largest": max([len(page.get("objects", [])) for page in pages] or [0]),
            "ids": [each["id"] for each in objects],
            "manifest": [each["id"] for each in manifest],
            "dates": [each["date_added"] for each in manifest],
            "parsed": len(parsed),
            "one": collection.get_object(objects[0]["id"])["objects"][0]["id"] if objects else None,
        }
    )
print(json.dumps({"title": server.title, "paths": paths, "collections": found}))
