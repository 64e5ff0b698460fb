"""The table of defaults as data, for whoever reads no Python, written from its rows.

python -m initdocs_site.maintain.defaults
"""

import json
from pathlib import Path

from initdocs.frameworks import as_values
from initdocs_site import ROOT

FILE = ROOT / "src/initdocs/data/defaults.json"


def text() -> str:
    """A row a line, so that a change of a default is a change of a line."""
    values = as_values()
    parts = []
    for name, value in values.items():
        told = json.dumps(value, ensure_ascii=False)
        if isinstance(value, list):
            rows = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in value)
            told = f"[\n{rows}\n  ]"
        parts.append(f"  {json.dumps(name)}: {told}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main(file: Path = FILE) -> None:
    """Write the file."""
    file.write_text(text(), "utf-8")


if __name__ == "__main__":
    main()
