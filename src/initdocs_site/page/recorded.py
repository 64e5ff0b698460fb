"""The settings that a demo records beside its default run, as files named by what they hold."""

import base64
import hashlib
from itertools import islice

from initdocs import demos

#: where they lie, below the site
FOLDER = "recordings"


def files(name: str, axis: int, start: int, stop: int) -> list[str]:
    """The files of an axis from the combination `start` on, as base64."""
    demo = demos.load(name)
    recorded = demo.axes[axis]
    return [
        base64.b64encode(demos.record(demo, demos.defaults(demo) | values, recorded)).decode()
        for values in islice(demos.combinations(recorded), start, stop)
    ]


def address(name: str, file: str) -> str:
    """Where a file of a demo lies, below the site: a name by its content never grows old.

    >>> address("depth", "AAAA")
    'recordings/depth/709e80c88487'
    """
    return f"{FOLDER}/{name}/{hashlib.sha256(base64.b64decode(file)).hexdigest()[:12]}"
