"""llms.txt: the site's pages for language models, in the order of the navigation."""

from pathlib import Path

from bs4 import BeautifulSoup, Tag

from initdocs_site.publish import finished


def write(site: Path) -> None:
    """Write llms.txt from the navigation of the first page of `site`, and from each page."""
    (site / "llms.txt").write_text(text(site), "utf-8")


def text(site: Path) -> str:
    """A list of all pages, each with its address and its description, one section a tab."""
    first = (site / "index.html").read_text("utf-8")
    # what a page says that has nothing to say of itself
    lost = site / "404.html"
    about = finished.meta(lost.read_text("utf-8")).get("description", "") if lost.exists() else ""
    lines = [f"# {finished.meta(first).get('og:site_name', '')}", "", f"> {about}", ""]
    base = finished.address(site).rstrip("/")
    for item in BeautifulSoup(first, "html.parser").select(".md-nav--primary > ul > li"):
        if section := item.select_one(":scope > label.md-nav__link:not([for=__toc])"):
            lines += [f"## {_title(section)}", ""]
        # links to places in the first page itself are not pages
        for link in item.select('a.md-nav__link:not([href^="#"])'):
            url = str(link["href"]).removeprefix("./").removeprefix(".")
            said = finished.meta((site / url / "index.html").read_text("utf-8")).get("description")
            told = f": {said}" if said and said != about else ""
            lines.append(f"- [{_title(link)}]({base}/{url}){told}")
        lines.append("")
    return "\n".join(lines)


def _title(link: Tag) -> str:
    return " ".join(link.get_text().split())
