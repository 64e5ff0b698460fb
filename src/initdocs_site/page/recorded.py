"""The settings that a demo records beside its default run, as files named by what they hold."""

import base64
import hashlib
from itertools import islice

from initdocs import demos

#: where they lie, below the site
FOLDER = "recordings"
#: a default run of more bytes than these does not stand in its page: an axis has it
IN_PAGE = 8_000


def files(name: str, axis: int, start: int, stop: int) -> list[tuple[str, str]]:
    """The files of an axis from the combination `start` on: address and content, as base64."""
    demo = demos.load(name)
    recorded = demo.axes[axis]
    made = (
        demos.record(demo, demos.defaults(demo) | values, recorded)
        for values in islice(demos.combinations(recorded), start, stop)
    )
    return [(address(name, content), base64.b64encode(content).decode()) for content in made]


def covers(axis: demos.Axis, settings: demos.Settings) -> bool:
    """Whether an axis has a run of these settings.

    >>> covers(demos.Axis({"seed": [1, 2]}, grid={"scale": [0.1, 1.0]}), {"seed": 2, "scale": 1})
    True
    >>> covers(demos.Axis({"seed": [1, 2]}), {"seed": 3})
    False
    """
    return all(settings[name] in values for name, values in {**axis.files, **axis.grid}.items())


def address(name: str, content: bytes) -> str:
    """Where a file of a demo lies, below the site: a name by its content never grows old.

    >>> address("depth", b"")
    'recordings/depth/e3b0c44298fc'
    """
    return f"{FOLDER}/{name}/{hashlib.sha256(content).hexdigest()[:12]}"
