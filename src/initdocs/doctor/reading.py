"""Tensors from a file: .npz and .safetensors, with NumPy alone."""

import json
from collections.abc import Mapping
from io import BytesIO
from math import prod
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
State = dict[str, Array]

#: safetensors' names of types, little-endian; bfloat16 is read by hand, NumPy has none
TYPES = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2",
    "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1",
    "U64": "<u8", "U32": "<u4", "U16": "<u2", "U8": "u1", "BOOL": "?",
}  # fmt: skip
#: a longer header than safetensors' own limit is damage
LONGEST_HEADER = 100_000_000


def read(source: str | Path | bytes, *, name: str = "") -> State:
    """The tensors of a .npz or .safetensors file, or of its content, by their names.

    bfloat16 becomes float32, exactly. Which of the two it is, is told by what it holds.

    Errors: a `ValueError` that names the file and says what is wrong with it.

    >>> import io
    >>> file = io.BytesIO()
    >>> np.savez(file, w=np.ones((2, 3)))
    >>> read(file.getvalue())["w"].shape
    (2, 3)
    """
    told = name or ("the content" if isinstance(source, bytes) else str(source))
    if not isinstance(source, bytes):
        if not isinstance(source, str | Path):
            msg = f"source: got {source!r}, allowed: a path, or a file's content as bytes"
            raise ValueError(msg)  # noqa: TRY004 - as for every other argument
        try:
            packaged = _by_package(Path(source))
            if packaged is not None:
                return packaged
            source = Path(source).read_bytes()
        except OSError as error:
            msg = f"{told}: cannot be read ({error.strerror or error})"
            raise ValueError(msg) from error
    if other := _other(source):
        msg = f"{told}: {other}; allowed: a .npz or a .safetensors file"
        raise ValueError(msg)
    try:
        return _npz(source) if source[:2] == b"PK" else _safetensors(source)
    except (BadZipFile, EOFError, OSError, KeyError, TypeError, OverflowError, ValueError) as error:
        msg = f"{told}: {error}; allowed: a .npz or a .safetensors file"
        raise ValueError(msg) from error


def _by_package(path: Path) -> State | None:
    """By the maintained package, which maps the file instead of copying it, where it can."""
    with path.open("rb") as file:
        if file.read(9)[8:] != b"{":
            return None
    try:
        from safetensors import SafetensorError, safe_open  # noqa: PLC0415 - where installed
    except ImportError:
        return None
    try:
        with safe_open(path, "np") as stored:
            return {name: numbers(stored.get_tensor(name)) for name in stored.keys()}  # noqa: SIM118
    except (SafetensorError, TypeError, ValueError, AttributeError):
        # a type that NumPy does not have, or damage, which the small reader tells in words
        return None


def numbers(value: Any) -> Array:
    """An array in one of NumPy's own types: bfloat16, which others register, becomes float32."""
    array = np.asarray(value)
    return array.astype(np.float32) if array.dtype.name == "bfloat16" else array


#: what people have as well, by its first bytes
_SIGNS = (
    (b"\x80", "this is a pickle, which may run code when it is read"),
    (b"\x89HDF", "this is HDF5"),
    (b"GGUF", "this is GGUF, whose weights are quantized"),
    (b"\x93NUMPY", "this is a .npy, one array without a name"),
)


def _other(content: bytes) -> str:
    """What a file of another kind is, where it is known."""
    # the header of a safetensors file begins at the ninth byte, whatever its length is
    found = [said for sign, said in _SIGNS if content.startswith(sign) and content[8:9] != b"{"]
    if found:
        return found[0]
    if content[:2] == b"PK" and b"data.pkl" in content[:4096]:
        return "this is a file of torch.save, which may run code when it is read"
    if content[:2] == b"PK" and b"model.weights.h5" in content[:1_000_000]:
        return "this is a .keras archive"
    return ""


def _npz(content: bytes) -> State:
    with np.load(BytesIO(content), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def _safetensors(content: bytes) -> State:
    """Eight bytes for the header's length, the header as JSON, then the buffers."""
    if len(content) < 8:
        msg = f"got {len(content)} bytes"
        raise ValueError(msg)
    length = int.from_bytes(content[:8], "little")
    if length > min(len(content) - 8, LONGEST_HEADER):
        msg = f"this is neither (it begins with {content[:8].hex(' ')})"
        raise ValueError(msg)
    header = json.loads(content[8 : 8 + length])
    if not isinstance(header, dict):
        msg = "its header holds no tensors"
        raise ValueError(msg)  # noqa: TRY004 - damage, as all else here
    header.pop("__metadata__", None)
    # a slice of bytes would be a copy for each tensor
    buffers = memoryview(content)[8 + length :]
    return {name: _tensor(name, entry, buffers) for name, entry in header.items()}


def _tensor(name: str, entry: Mapping[str, Any], buffers: memoryview) -> Array:
    kind, shape = entry["dtype"], tuple(entry["shape"])
    start, stop = entry["data_offsets"]
    if kind not in TYPES:
        msg = f"{name} has the type {kind}, known: {', '.join(TYPES)}"
        raise ValueError(msg)
    dtype = np.dtype(TYPES[kind])
    if not 0 <= start <= stop <= len(buffers) or stop - start != prod(shape) * dtype.itemsize:
        msg = f"{name} of shape {shape} has the bytes {start} to {stop}, of {len(buffers)}"
        raise ValueError(msg)
    array = np.frombuffer(buffers, dtype, prod(shape), start).reshape(shape)
    if kind == "BF16":
        # bfloat16 is the upper half of a float32
        array = (array.astype(np.uint32) << 16).view(np.float32)
    return array.astype(array.dtype.newbyteorder("="), copy=False)
