"""How the pages are made: installed for development, not in the wheel.

`page` makes one page, `labs` a notebook into a page, `publish` works on the finished site, and
`maintain` is what only maintainers run; each imports those before it, never those after.
The modules that stand here are the doors: each is called by another program (MkDocs, Sybil,
griffe) or calls it (Zensical), and imports it.
"""

from pathlib import Path

#: where the project stands
ROOT = Path(__file__).resolve().parents[2]
