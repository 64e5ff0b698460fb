"""A picture for each page, for those who get its address: title, description, a figure's line."""

import hashlib
import io
import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from initdocs import colours
from initdocs.initializers import he_normal, lecun_normal, pytorch_linear
from initdocs_site.page.cache import folder
from initdocs_site.publish import finished

WIDTH, HEIGHT, DPI = 1200, 630, 100
#: where the pictures lie, below the site
FOLDER = "assets/previews"
INK, PAPER, MUTED = "#ffffff", "#17365c", "#c9d6e6"
#: the starts that are drawn, on a dark paper, in the colours that they have there
STARTS = {"lecun": lecun_normal, "uniform": pytorch_linear, "he": he_normal}


#: the picture that a page names as its own
NAMED = re.compile(rf"(?:^|/)({FOLDER}/[^/]+\.png)$")


def write(site: Path) -> None:
    """Draw the picture that each page below `site` names as its own."""
    for _, html in finished.pages(site):
        told = finished.meta(html)
        if found := NAMED.search(told.get("og:image", "")):
            place = site / found[1]
            place.parent.mkdir(parents=True, exist_ok=True)
            words = (told[f"og:{name}"] for name in ("title", "description", "site_name"))
            place.write_bytes(picture(*words))


def picture(title: str, description: str, site: str) -> bytes:
    """A PNG of 1200 by 630 pixels: the title, the description, and three signals below.

    The signals are those of ReLU networks of sixty layers with three starts: each page shows
    what the whole site is about.
    """
    code = Path(__file__).read_bytes()
    parts = f"{title}\n{description}\n{site}\n{mpl.__version__}".encode()
    key = hashlib.sha256(code + parts).hexdigest()
    kept = folder() / f"preview-{key}.png"
    if kept.exists():
        return kept.read_bytes()
    made = _draw(title, description, site)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(made)
    return made


def _signal(draw: Callable[..., np.ndarray]) -> np.ndarray:
    rng = np.random.default_rng(4)
    a, sizes = rng.standard_normal((100, 1)), []
    for _ in range(60):
        a = np.maximum(draw((100, 100), rng=rng) @ a, 0)
        sizes.append(float((a**2).mean()))
    return np.log10(sizes)


def _draw(title: str, description: str, site: str) -> bytes:
    with mpl.rc_context({**mpl.rcParamsDefault, "backend": "Agg"}):
        figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=PAPER)
        figure.text(0.06, 0.87, site, color=MUTED, fontsize=17, va="top")
        lines = textwrap.wrap(title, 30)
        figure.text(0.06, 0.77, "\n".join(lines), color=INK, fontsize=38, weight="bold", va="top",
                    linespacing=1.15)  # fmt: skip
        top = 0.77 - 0.125 * len(lines) - 0.03
        room = max(2, 6 - 2 * len(lines))
        about = textwrap.wrap(description, 74)
        shown = about[:room] if len(about) <= room else [*about[: room - 1], f"{about[room - 1]} …"]
        figure.text(0.06, top, "\n".join(shown), color=MUTED, fontsize=18, va="top",
                    linespacing=1.35)  # fmt: skip
        axes = figure.add_axes((0.06, 0.06, 0.88, 0.26))
        axes.set_axis_off()
        for start, draw in STARTS.items():
            axes.plot(
                _signal(draw),
                color=colours.STARTS[start].colour.dark,
                linewidth=5,
                solid_capstyle="round",
            )
        axes.set(xlim=(0, 59), ylim=(-16, 2))
        buffer = io.BytesIO()
        figure.savefig(buffer, facecolor=PAPER, metadata={"Software": None})
        return buffer.getvalue()
