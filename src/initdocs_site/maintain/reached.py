"""What the site's pages reach of Python's library and of NumPy, recorded for `publish.cut`.

    python -m initdocs_site.maintain.reached

It is what Pyodide has imported after all that a snapshot holds, every module of `initdocs`, the
cells of every page, files that the doctor is given, and code that fails in the ways of beginners.
"""

import json
import pkgutil

import initdocs
from initdocs_site.maintain import everywhere, sensitivity
from initdocs_site.publish import cut

#: modules of ours that a reader's own machine runs, with packages that no browser has
ELSEWHERE = ("initdocs.doctor.nnx", "initdocs.doctor.torch", "initdocs.testing.plugin")
PRELOAD = "from initdocs import bridge\nbridge.preload()"
#: what reads a file imports when it does
DROPPED = """
import io, json
import numpy as np
from initdocs.doctor.dropped import shown
for save in (np.savez, np.savez_compressed):
    file = io.BytesIO()
    save(file, **{"fc.weight": np.random.default_rng(0).normal(size=(64, 64))})
    shown("a.npz", file.getvalue(), "Sequential(\\n  (0): ReLU()\\n)")
for content in (b"PK", b"x", b"{}", file.getvalue()[:99]):
    try:
        shown("a.npz", content)
    except ValueError:
        pass
"""
SLIPS = (
    "1 +", "x = nowhere", "1 / 0", "[][1]", "{}['a']", "int('a')", "f(", "import no_such_module",
    "def f(): return f()\nf()", "raise SystemExit", "print('\\ud800')", "assert 1 == 2",
    "import numpy as np\nnp.ones(3) @ np.ones(4)",
    "import numpy as np\nnp.linalg.inv(np.zeros((2, 2)))",
    "import numpy as np\nprint(np.array([1.5, 2]), np.float64(1), np.array(['a']))",
    "import warnings\nwarnings.warn('careful')", "import random, math, time\nrandom.random()",
    "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('b') from e",
    "async def f(): pass\nawait f()", "import asyncio\nawait asyncio.sleep(0)",
    "from collections import Counter\nfrom dataclasses import dataclass\nimport itertools",
    "import functools, operator, copy, typing, enum, io, os, sys, pathlib, contextlib",
    "import json, re, statistics, string, textwrap, pprint, fractions, decimal, datetime",
)  # fmt: skip


def tasks() -> list[dict[str, object]]:
    """The code that is run, as the pages' cells are."""
    named = [m.name for m in pkgutil.walk_packages(initdocs.__path__, "initdocs.")]
    ours = [f"try:\n    import {n}\nexcept ImportError: pass" for n in named if n not in ELSEWHERE]
    alone = [PRELOAD, "\n".join(ours), DROPPED, *SLIPS]
    cells = [{"source": f"slip {n}", "parts": [["live", c]]} for n, c in enumerate(alone)]
    pages = map(everywhere.task, everywhere.sources())
    return cells + [{"source": t.name, "parts": t.parts[0]} for t in pages]


def main() -> None:
    """Write the record."""
    files = sensitivity.started(tasks(), "numpy")["modules"]
    cut.REACHED.write_text(json.dumps(cut.by_file(files), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
