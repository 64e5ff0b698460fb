"""What takes time of figures and demos: the drawings, and the recorded run."""

import base64
from importlib import import_module
from typing import Any

from initdocs import demos
from initdocs.demos import Choice, Frame


def figure(name: str) -> list[str]:
    """The SVG, the title and the description of a figure."""
    return list(import_module("initdocs.figures").draw(name))


def _poster(demo: str, view: str, scene: Frame, frame: Frame) -> str:
    """The SVG of a view, from the first frame of the recording."""
    figures = import_module("initdocs.figures")
    drawn = import_module(f"initdocs.figures.{demo}")
    with figures.style():
        svg: str = figures.to_svg(drawn.VIEWS[view](scene, frame).figure, f"{demo}-{view}")
    return svg


def demo(name: str) -> dict[str, Any]:
    """The recording of a demo, its posters and thumbnails, and what it says in words."""
    demo = demos.load(name)
    drawn = import_module(f"initdocs.figures.{name}")
    settings = demos.defaults(demo)
    frames = demos.recorded_frames(demo, demo.frames(settings))
    scene, frame = demo.scene(settings), frames[0]
    views = [view for step in demo.steps for view in step.views]
    thumbnails = {
        value: drawn.thumbnail(value)
        for p in demo.parameters
        if isinstance(p, Choice) and p.look == "thumbnails"
        for value in p.options
    }
    return {
        "recording": base64.b64encode(demos.record(demo, settings)).decode(),
        "posters": {view: _poster(name, view, scene, frame) for view in views},
        "titles": {view: (drawn.VIEWS[view].__doc__ or view).splitlines()[0] for view in views},
        "ratio": {view: drawn.RATIO[view] for view in views},
        "thumbnails": thumbnails,
        "texts": demo.words.say(settings) if demo.words else {},
        "came": demo.question.came(scene, frames) if demo.question else (),
    }
