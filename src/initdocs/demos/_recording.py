"""Recorded runs and scenes as bytes: quantized, delta-coded and deflated.

The format, for the reader in JavaScript: a zlib stream of a 4-byte little-endian length, a JSON
header of that length, and the samples of each field of `header.scene` (one sample a value),
`header.scenes` (one for each of the `header.grid` combinations) and `header.frames` (one for each
of the `header.count` frames). A sample takes a plane of bytes for every 8 bits, highest first; in
a plane combinations or frames run fastest, and each byte is the difference, modulo 256, to the one
before. A sample q stands for low + q (high − low)/top, per first axis, top = 2**bits − 1; for a
`log` field that is the logarithm. In a field that is not `whole` the largest q stands for what is
not finite, and top is one less. `header.texts` are the words of each combination, or of the run.
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Any

import numpy as np

from initdocs.demos._contract import Array, Axis, Demo, Frame, Settings

#: of what no number of bits is told
BITS = 16


def combinations(axis: Axis) -> Iterator[dict[str, Any]]:
    """The settings of each file of an axis, in the order in which the page counts them.

    >>> axis = Axis({"data": ["circle", "moon"], "seed": [1, 2]})
    >>> [list(each.values()) for each in combinations(axis)]
    [['circle', 1], ['circle', 2], ['moon', 1], ['moon', 2]]
    """
    return _product(axis.files)


def recorded_frames(demo: Demo, frames: Iterator[Frame]) -> list[Frame]:
    """Those frames of a run that a recording of the demo keeps."""
    kept = demo.recording.frames
    return [frame for i, frame in enumerate(islice(frames, max(kept) + 1)) if i in kept]


def record(demo: Demo, settings: Settings, axis: Axis | None = None) -> bytes:
    """The run at `settings`, or all that a file of `axis` holds, as the module's head says."""
    if axis is None or not axis.grid:
        nodes, scenes, frames = [settings], [demo.scene(settings)], demo.frames
    else:
        nodes = [{**settings, **each} for each in _product(axis.grid)]
        scenes = list(axis.scenes(settings) if axis.scenes else map(demo.scene, nodes))
        frames = axis.frames or demo.frames
    runs = recorded_frames(demo, frames(settings))
    first = scenes[0]
    same = [n for n in first if all(np.array_equal(scene[n], first[n]) for scene in scenes)]
    sections: list[tuple[str, Sequence[Frame]]] = [
        ("scene", [{name: first[name] for name in same}]),
        ("scenes", [{k: v for k, v in scene.items() if k not in same} for scene in scenes]),
        ("frames", runs),
    ]  # fmt: skip
    header: dict[str, Any] = {"count": len(runs), "grid": len(nodes)}
    if demo.words:
        header["texts"] = [demo.words.say(node) for node in nodes]
    planes: list[bytes] = []
    for section, states in sections:
        header[section] = []
        for name in states[0]:
            series = np.stack([np.asarray(state[name], float) for state in states])
            log = name in demo.recording.log
            entry, data = _quantize(name, series, bits=demo.recording.bits.get(name, BITS), log=log)
            header[section].append(entry)
            planes += data
    head = json.dumps(header, separators=(",", ":")).encode()
    content = len(head).to_bytes(4, "little") + head + b"".join(planes)
    return zlib.compress(content, 9)


def _product(values: Any) -> Iterator[dict[str, Any]]:
    return (dict(zip(values, each, strict=True)) for each in product(*values.values()))


def _quantize(
    name: str, series: Array, *, bits: int, log: bool
) -> tuple[dict[str, Any], list[bytes]]:
    count, shape = len(series), series.shape[1:]
    groups = shape[0] if shape and series.size else 1
    flat = series.reshape(count, groups, -1)
    if log:
        flat = np.log(np.maximum(flat, 1e-30))
    finite = np.isfinite(flat)
    low, high = (
        end(flat, axis=(0, 2), where=finite, initial=beyond)
        for end, beyond in ((np.min, np.inf), (np.max, -np.inf))
    )
    some = low <= high
    low, span = np.where(some, low, 0.0), np.where(low < high, high - low, 1.0)
    whole = bool(finite.all())
    most = 2**bits - (1 if whole else 2)
    q = np.rint((np.where(finite, flat, 0.0) - low[:, None]) / span[:, None] * most)
    by_time = np.where(finite, q, 2**bits - 1).astype(np.int64).transpose(1, 2, 0)
    entry: dict[str, Any] = {"name": name, "shape": list(shape), "bits": bits, "log": log}
    entry |= {"whole": whole, "low": _told(low), "high": _told(low + span)}
    planes = [(by_time >> 8 * p) & 255 for p in reversed(range((bits + 7) // 8))]
    return entry, [np.diff(p, axis=-1, prepend=0).astype(np.uint8).tobytes() for p in planes]


def _told(values: Array) -> list[float]:
    return [float(f"{v:.9g}") for v in values]
