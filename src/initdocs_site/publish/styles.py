"""One stylesheet in the place of many: each is a request that holds the first paint up.

The font of the formulas stands in it (record 0021), so that nothing moves when it would come late.
What one kind of page alone needs stands in those pages (record 0047).
"""

import hashlib
import re
from base64 import b64encode
from pathlib import Path

import rcssmin

from initdocs_site.publish import finished

LINK = re.compile(r'<link rel="stylesheet" href="(?P<address>[^"/:][^":]*)">')
FONT = re.compile(r"""url\(["']?(?P<address>[^"':)]+\.woff2)["']?\)""")
#: where the joined sheet lies: beside ours, so that their relative addresses stay right
FOLDER = "stylesheets"
#: sheets of ours that few pages need, and what stands in the pages that do
OWN = {
    "doctor.css": re.compile(r" data-doctor\b"),
    "explorables.css": re.compile(
        'data-demo="(?:chaos|cloud|cobweb|drops|leak|needle|precision|residual|summands|twins|wake|widths)"'
    ),
    "playground.css": re.compile('data-demo="playground"'),
    "reference.css": re.compile('class="(?:answer|atlas|card|defaults|flag|labs|port|works)'),
    "start.css": re.compile('<div class="start"'),
    "teaching.css": re.compile(' class="(?:sheet|teach)'),
    "tools.css": re.compile('data-demo="(?:depth|gain|phase)"'),
    "transformer.css": re.compile('data-demo="transformer"'),
}


def join(site: Path) -> None:
    """Let every page below `site` link one sheet that holds, in order, all that it linked.

    Those of `OWN` are left out of it: a page that needs one has it in its head.

    A `ValueError` if a sheet from another folder than ours asks for a file: its address would
    no longer be right.
    """
    for path, html in finished.pages(site):
        links = list(LINK.finditer(html))
        if len(links) < 2:
            continue
        linked = [(path.parent / m["address"]).resolve() for m in links]
        sheets = [sheet for sheet in linked if sheet.name not in OWN]
        own = [s for s in linked if s.name in OWN and OWN[s.name].search(html)]
        whole = "\n".join(_read(sheet, site / FOLDER) for sheet in sheets)
        name = f"site.{hashlib.sha256(whole.encode()).hexdigest()[:8]}.css"
        (site / FOLDER).mkdir(exist_ok=True)
        (site / FOLDER / name).write_text(whole, "utf-8")
        root = "../" * len(path.parent.relative_to(site).parts)
        one = f'<link rel="stylesheet" href="{root}{FOLDER}/{name}">'
        one += "".join(f"<style>{_read(sheet, site / FOLDER)}</style>" for sheet in own)
        joined = html.replace(links[0][0], one)
        for link in links[1:]:
            joined = joined.replace(link[0], "")
        path.write_text(joined, "utf-8")


def _read(sheet: Path, ours: Path) -> str:
    css = sheet.read_text("utf-8")
    # a map of the sheet alone is wrong for the whole
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    if sheet.parent == ours.resolve():
        css = rcssmin.cssmin(FONT.sub(lambda m: _inline(sheet.parent / m["address"]), css))
    if sheet.parent != ours.resolve() and re.search(r"url\(\s*(?![\"']?(?:data:|#))", css):
        msg = f"{sheet.name}: asks for a file by a relative address, allowed: data: only"
        raise ValueError(msg)
    return css


def _inline(font: Path) -> str:
    return f'url("data:font/woff2;base64,{b64encode(font.read_bytes()).decode()}")'
