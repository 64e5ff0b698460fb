"""A drawing in fewer letters: the same picture, to a tenth of a unit."""

import base64
import io
import re

#: how many points each command of matplotlib's paths takes
POINTS = {"M": 1, "L": 1, "Q": 2, "C": 3}
PATH = re.compile(r'(?<= d=")M [MLQCz\d\s.e-]+(?=")')
PICTURE = re.compile(r"(?<=data:image/png;base64,)[\w+/=\s]+")
FAMILY = re.compile(r"font-family:[^;\"]*;\s*")
TAG = re.compile(r"<[^>]*>")
#: a coordinate finer than a tenth, a fraction of one finer than a hundredth
FINE = re.compile(r"(?<![\d.])(0\.\d{2}|[1-9]\d*\.\d)\d+")


def compact(svg: str) -> str:
    """An SVG of matplotlib's with relative paths, the page's font, and pictures of few colours."""
    svg = PATH.sub(lambda m: path(m[0]), FAMILY.sub("", svg))
    svg = PICTURE.sub(lambda m: base64.b64encode(picture(base64.b64decode(m[0]))).decode(), svg)
    # what is left of coordinates: a number between the tags is read, and stays as it is
    return TAG.sub(lambda tag: FINE.sub(r"\1", tag[0]), svg)


def path(data: str) -> str:
    """A path from point to point, in place of from the corner of the drawing.

    Every point is rounded before differences are taken, so that no error adds up.

    >>> path("M 10.04 20 L 12.5 19.96 L 12.5 30 z")
    'M10 20l2.5 0 0 10z'
    """
    words = re.findall(r"[MLQCz]|-?[\d.]+(?:e-?\d+)?", data)
    here = start = (0.0, 0.0)
    out, command, at = "", "", 0
    while at < len(words):
        before, command = command, words[at]
        at += 1
        if command == "z":
            out, here = out + "z", start
            continue
        points = []
        for _ in range(POINTS[command]):
            points.append((round(float(words[at]), 1), round(float(words[at + 1]), 1)))
            at += 2
        origin = (0.0, 0.0) if command == "M" else here
        steps = " ".join(f"{_told(x - origin[0])} {_told(y - origin[1])}" for x, y in points)
        steps = steps.replace(" -", "-")
        if command == "M":
            out, start = f"{out}M{steps}", points[0]
        elif command == before:
            out += steps if steps[0] == "-" else f" {steps}"
        else:
            out += command.lower() + steps
        here = points[-1]
    return out


def picture(png: bytes) -> bytes:
    """A PNG with a palette, where it has no more colours than one holds; else as it is."""
    from PIL import Image  # noqa: PLC0415 - comes with matplotlib; a reader's browser has none

    image = Image.open(io.BytesIO(png)).convert("RGBA")
    if image.getcolors(256) is None:
        return png
    out = io.BytesIO()
    image.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    small = out.getvalue()
    same = Image.open(io.BytesIO(small)).convert("RGBA").tobytes() == image.tobytes()
    return small if same and len(small) < len(png) else png


def _told(value: float) -> str:
    return f"{round(value, 1) + 0.0:g}".replace("-0.", "-.").removeprefix("0") or "0"
