"""The list of all labs: picture, claim, verdict and time, read from each lab itself."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from initdocs_site import labs

Inline = Callable[[str], str]


def index(inline: Inline, address: Callable[[str], str]) -> str:
    """Every lab as an entry, the oldest paper first."""
    entries = []
    for lab in sorted(map(labs.about, labs.FOLDER.glob("*.py")), key=lambda lab: lab.year):
        at = address(f"labs/{lab.path.name}")
        # Material hides the one that the colour scheme does not ask for
        pictures = "".join(
            f'<img src="{at}{labs.picture_name(scheme)}#only-{scheme}" alt="" loading="lazy" '
            f'width="{labs.PICTURE[0]}" height="{labs.PICTURE[1]}">'
            for scheme in labs.SCHEMES
        )
        entries.append(
            f'<li data-lab="{lab.path.stem}"><a href="{at}">{pictures}'
            f"<strong>{escape(lab.title)}</strong></a>"
            f"<p>{inline(lab.claim)}</p><dl>"
            f"<div><dt>Verdict</dt> <dd>{inline(lab.verdict)}</dd></div> "
            f"<div><dt>Time</dt> <dd>{escape(lab.time)}</dd></div></dl></li>"
        )
    return f'<ul class="labs">{"".join(entries)}</ul>'


def missing(path: Path) -> list[str]:
    """What a lab does not say of itself, though the list needs it."""
    lab = labs.about(path)
    return [name for name in ("title", "claim", "verdict", "time") if not getattr(lab, name)]
