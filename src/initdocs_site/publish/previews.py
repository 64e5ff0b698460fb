"""A picture for each page, for those who get its address: title, description, and its figure."""

import hashlib
import io
import re
import textwrap
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import matplotlib as mpl
import matplotlib.image
import numpy as np
from matplotlib.figure import Figure

from initdocs import colours, demos
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
            title, about, name = (told[f"og:{k}"] for k in ("title", "description", "site_name"))
            place.write_bytes(picture(title, about, name, *own(html)))


def own(html: str) -> tuple[str, str]:
    """The figure of a page that its picture shows, as `kind name`, and its SVG; none has "".

    The first figure, or else the first view of the first demo.

    >>> own('<figure data-figure="half"><svg>1</svg></figure>')
    ('figure half', '<svg>1</svg>')
    >>> own('<style>[data-demo="gain"]{}</style><svg>2</svg>')
    ('', '')
    """
    for kind in ("figure", "demo"):
        if found := re.search(rf'<\w[^>]*data-{kind}="(\w+)".*?(<svg.*?</svg>)', html, re.DOTALL):
            return f"{kind} {found[1]}", found[2]
    return "", ""


def picture(title: str, description: str, site: str, shown: str = "", svg: str = "") -> bytes:
    """A PNG of 1200 by 630 pixels: the title, the description, and the page's figure.

    Without a figure it has the signals of ReLU networks of sixty layers with three starts: what
    the whole site is about. `svg`, as it stands in the page, only tells whether a picture that is
    kept is of this figure still.
    """
    code = Path(__file__).read_bytes()
    parts = f"{title}\n{description}\n{site}\n{mpl.__version__}\n{shown}\n{svg}".encode()
    key = hashlib.sha256(code + parts).hexdigest()
    kept = folder() / f"preview-{key}.png"
    if kept.exists():
        return kept.read_bytes()
    made = _draw(title, description, site, shown)
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


def _image(shown: str) -> np.ndarray:
    """The figure as pixels on white paper: one of its module, or the poster of a demo."""
    figures = import_module("initdocs.figures")
    kind, name = shown.split(" ")
    if kind == "figure":
        figure = figures.drawing(name).figure
    else:
        demo = demos.load(name)
        settings = demos.defaults(demo)
        view = next(view for step in demo.steps for view in step.views)
        posters = import_module(f"initdocs.figures.{name}").VIEWS
        frame = next(iter(demo.frames(settings)))
        with figures.style():
            figure = posters[view](demo.scene(settings), frame).figure
    with figures.style():
        buffer = io.BytesIO()
        figure.savefig(buffer, dpi=200, facecolor="white", transparent=False)
    buffer.seek(0)
    return np.asarray(mpl.image.imread(buffer))


def _draw(title: str, description: str, site: str, shown: str) -> bytes:
    image = _image(shown) if shown else None
    narrow = image is not None
    with mpl.rc_context({**mpl.rcParamsDefault, "backend": "Agg"}):
        figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=PAPER)
        figure.text(0.05, 0.9, site, color=MUTED, fontsize=17, va="top")
        lines = textwrap.wrap(title, 15 if narrow else 30)
        size = 34 if narrow else 38
        figure.text(0.05, 0.8, "\n".join(lines), color=INK, fontsize=size, weight="bold", va="top",
                    linespacing=1.15)  # fmt: skip
        top = 0.8 - 0.003 * size * len(lines) - 0.03
        room = max(2, (11 if narrow else 6) - 2 * len(lines))
        about = textwrap.wrap(description, 36 if narrow else 74)
        told = about[:room] if len(about) <= room else [*about[: room - 1], f"{about[room - 1]} …"]
        figure.text(0.05, top, "\n".join(told), color=MUTED, fontsize=17, va="top",
                    linespacing=1.35)  # fmt: skip
        if image is None:
            _signals(figure)
        else:
            card = figure.add_axes((0.47, 0.08, 0.5, 0.84), facecolor="white")
            card.set(xticks=[], yticks=[])
            card.spines[:].set_visible(False)
            axes = figure.add_axes((0.48, 0.1, 0.48, 0.8))
            axes.set_axis_off()
            axes.imshow(image, interpolation="lanczos")
        buffer = io.BytesIO()
        figure.savefig(buffer, facecolor=PAPER, metadata={"Software": None})
        return buffer.getvalue()


def _signals(figure: Figure) -> None:
    axes = figure.add_axes((0.05, 0.06, 0.9, 0.26))
    axes.set_axis_off()
    for start, draw in STARTS.items():
        colour = colours.STARTS[start].colour.dark
        axes.plot(_signal(draw), color=colour, linewidth=5, solid_capstyle="round")
    axes.set(xlim=(0, 59), ylim=(-16, 2))
