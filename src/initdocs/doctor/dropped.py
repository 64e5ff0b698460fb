"""A file that a reader drops on the page of the doctor, as HTML."""

import json

from initdocs.doctor import markup
from initdocs.doctor.reading import read
from initdocs.doctor.report import tensors


def shown(name: str, content: bytes, text: str = "", root: str = "../..") -> str:
    """Examine a file's content and show what is found.

    It is a .npz or .safetensors file, or the JSON of a report or a recording; `text` is that of
    `print(model)`, empty where there is none. Errors: a `ValueError` that names the file and says
    what is wrong with it.

    >>> shown("a.json", b"[1]")
    Traceback (most recent call last):
    ValueError: a.json: report: got other JSON, allowed: what `initdocs doctor --json` or \
`to_json()` writes
    """
    try:
        if _is_json(name, content):
            return markup.page(json.loads(content), root)
    except ValueError as error:
        msg = f"{name}: {error}"
        raise ValueError(msg) from error
    report = tensors(read(content, name=name), text if text.strip() else None)
    return markup.page(json.loads(report.to_json()), root)


def _is_json(name: str, content: bytes) -> bool:
    """By its name, or by its first letter, which may begin a safetensors file too."""
    return name.endswith(".json") or (content.lstrip()[:1] == b"{" and content[8:9] != b"{")
