"""llms.txt: the site's pages for language models, in the order of the navigation."""

from typing import Any


def text(config: Any, nav: Any) -> str:
    """A list of all pages, each with its address and its description, one section a tab."""
    base = str(config.site_url or "").rstrip("/")
    lines = [f"# {config.site_name}", "", f"> {config.site_description}", ""]
    for item in nav.items:
        pages = list(_pages(item))
        if item.is_section:
            lines += [f"## {item.title}", ""]
        lines += [
            f"- [{page.title}]({base}/{page.url}): {page.meta.get('description', '')}".rstrip(": ")
            for page in pages
        ]
        lines.append("")
    return "\n".join(lines)


def _pages(item: Any) -> Any:
    if item.is_page:
        yield item
    for child in item.children or ():
        yield from _pages(child)
