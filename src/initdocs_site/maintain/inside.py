"""What `wasm.mjs` asks of the interpreter that it has started: a page's run, as text."""

import gc
import json
import sys

from initdocs_site.page import run


def outcome(parts: str) -> str:
    """What comes of the code of a page, without its pictures; both as JSON."""
    found = run.outcome(json.loads(parts))
    for result in found["results"]:
        result["figures"] = []
    gc.collect()  # a page's functions and its variables hold each other
    return json.dumps(found)


def modules() -> str:
    """The files of all that has been imported, as JSON."""
    specs = (getattr(module, "__spec__", None) for module in sys.modules.values())
    return json.dumps(sorted({str(spec.origin) for spec in specs if spec and spec.has_location}))
