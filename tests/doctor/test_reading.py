"""Files: .npz and .safetensors."""

import json
import sys

import numpy as np
import pytest

from initdocs.doctor import read
from initdocs.doctor import reading as module


def safetensors(tensors, header=None):
    """A safetensors file as its format has it: tensors are (type, shape, bytes)."""
    entries, buffers = {"__metadata__": {"format": "pt"}}, b""
    for name, (kind, shape, content) in tensors.items():
        entries[name] = {"dtype": kind, "shape": shape,
                         "data_offsets": [len(buffers), len(buffers) + len(content)]}  # fmt: skip
        buffers += content
    text = json.dumps(header or entries).encode()
    return len(text).to_bytes(8, "little") + text + buffers


def test_npz(tmp_path, rng):
    """Names, values and types, in the order in which they were written."""
    state = {"b.weight": rng.normal(size=(3, 4)).astype("f4"), "a.bias": np.arange(3)}
    np.savez(tmp_path / "w.npz", **state)
    found = read(tmp_path / "w.npz")
    assert list(found) == list(state)
    for name, array in state.items():
        assert found[name].dtype == array.dtype
        assert np.array_equal(found[name], array)


@pytest.mark.parametrize("package", [True, False])
def test_safetensors(tmp_path, rng, monkeypatch, package):
    """Every type, by the small reader and, where it is installed, by the maintained package."""
    if package:
        pytest.importorskip("safetensors")
    else:
        monkeypatch.setitem(sys.modules, "safetensors", None)
    arrays = {kind: rng.integers(0, 2, (2, 3)).astype(module.TYPES[kind])
              for kind in module.TYPES if kind != "BF16"}  # fmt: skip
    arrays |= {kind: rng.normal(size=(2, 3)).astype(module.TYPES[kind])
               for kind in ("F16", "F32", "F64")}  # fmt: skip
    path = tmp_path / "model.safetensors"
    path.write_bytes(safetensors({k: (k, a.shape, a.tobytes()) for k, a in arrays.items()}))
    found = read(str(path))
    assert found.keys() == arrays.keys()
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        assert np.array_equal(found[name], array)


def test_bfloat16_is_exact(tmp_path):
    """The upper halves of float32: 1, -2, infinity, the smallest step above 1, NaN."""
    halves = np.array([0x3F80, 0xC000, 0x7F80, 0x3F81, 0x7FC0], "<u2")
    path = tmp_path / "model.safetensors"
    path.write_bytes(safetensors({"w": ("BF16", [5], halves.tobytes())}))
    for source in (path, path.read_bytes()):
        found = read(source)["w"]
        assert found.dtype == np.float32
        np.testing.assert_array_equal(found, [1, -2, np.inf, 1 + 2**-7, np.nan])


GOOD = safetensors({"w": ("F32", [2], bytes(8))})


@pytest.mark.parametrize(("content", "told"), [
    (b"", "0 bytes"), (b"abc", "3 bytes"), (bytes(100), "allowed: a .npz or a .safetensors"),
    (b"PK\x03\x04" + bytes(40), "allowed: a .npz"), (GOOD[:-1], "of 7"),
    (GOOD[:12], "this is neither"), (b"\x93NUMPY" + bytes(90), "a .npy, one array"),
        (b"\x80\x02}q\x00.", "a pickle, which may run code"), (b"\x89HDF\r\n", "HDF5"),
        (b"PK\x03\x04" + bytes(26) + b"archive/data.pkl" + bytes(40), "torch.save"),
        (b"GGUF" + bytes(40), "GGUF"),
        (b"\x80" + bytes(7) + b"{}" + bytes(90), "allowed: a .npz"),
    (safetensors({"w": ("F8_E4M3", [2], bytes(2))}), "F8_E4M3"),
    (safetensors({"w": ("F32", [3], bytes(8))}), "w of shape"),
    (safetensors({}, header=["w"]), "holds no tensors"),
    (safetensors({}, header={"w": {"dtype": "F32"}}), "shape"),
    (safetensors({}, header={"w": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 0]}}),
     "w of"),
])  # fmt: skip
def test_damage(tmp_path, content, told):
    """Whatever the bytes are, a `ValueError` names the file and what is wrong."""
    path = tmp_path / "broken.safetensors"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"broken\.safetensors: ") as error:
        read(path)
    assert told in str(error.value)


def test_objects_are_not_loaded(tmp_path):
    """A .npz that holds a pickle is refused: reading runs nothing."""
    np.savez(tmp_path / "p.npz", w=np.array([{}], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        read(tmp_path / "p.npz")


@pytest.mark.parametrize("source", [None, 3, ["a"]])
def test_no_path(source):
    """What is neither a path nor bytes."""
    with pytest.raises(ValueError, match=r"^source: got"):
        read(source)


def test_no_file(tmp_path):
    """A file that is not there, and a folder."""
    for path in (tmp_path / "nothing.npz", tmp_path):
        with pytest.raises(ValueError, match="cannot be read"):
            read(path)
