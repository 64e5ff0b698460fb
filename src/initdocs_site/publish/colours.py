"""The sheet that gives figures, canvases and legends the colours of `initdocs.colours`."""

from pathlib import Path

from initdocs.colours import COLOURS

#: where it lies, below the site: mkdocs.yml names it as the first of our sheets
PLACE = "stylesheets/colours.css"


def sheet() -> str:
    """A custom property for each colour, `--fig-NAME`; on paper that of the light scheme."""
    light = "".join(f"  --fig-{colour.name}: {colour};\n" for colour in COLOURS)
    dark = "".join(f"    --fig-{colour.name}: {colour.dark};\n" for colour in COLOURS)
    return (
        f':root,\n[data-md-color-scheme="default"] {{\n{light}}}\n\n'
        f'@media screen {{\n  [data-md-color-scheme="slate"] {{\n{dark}  }}\n}}\n'
    )


def write(site: Path) -> None:
    """Put the sheet into `site`."""
    place = site / PLACE
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(sheet(), "utf-8")
