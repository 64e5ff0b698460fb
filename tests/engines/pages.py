"""What a reader does with cells, said once for every engine."""


def ended(name):
    """The cell has come to an end."""
    cell = f"document.querySelector('[data-cell={name}]')"
    return f"['done', 'error', 'stopped'].includes({cell}.dataset.state)"


def open_cell(tab, name, source):
    """Put `source` in the place of a cell's code."""
    tab.run(f"""
      const cell = document.querySelector("[data-cell={name}]");
      if (!cell.querySelector("textarea")) cell.querySelector("[data-code]").click();
    """)
    tab.wait(f"document.querySelector('[data-cell={name}] .prism-code-editor')", 20)
    tab.run(f"""
      const editor = document.querySelector("[data-cell={name}] textarea");
      editor.value = {source!r};
      editor.dispatchEvent(new InputEvent("input", {{ bubbles: true }}));
    """)


def run(tab, name, source=None):
    """Run a cell; return its state, whether it agrees with the page, and its output."""
    if source is not None:
        open_cell(tab, name, source)
    tab.run(f"document.querySelector('[data-cell={name}] [data-run]').click()")
    tab.wait(ended(name), 150)
    return tab.run(f"""
      const cell = document.querySelector("[data-cell={name}]");
      return [cell.dataset.state, cell.dataset.same ?? "",
              cell.querySelector("[data-output]").textContent];
    """)


def run_page(tab, url, path, names=None):
    """Run cells of a page, all of them unless named; return those that differ from the page."""
    if path is not None:
        tab.visit(url + path)
    tab.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    names = names or tab.run(
        "return [...document.querySelectorAll('[data-cell]')].map((e) => e.dataset.cell)"
    )
    wrong = []
    for name in names:
        state, same, output = run(tab, name)
        if (state, same) != ("done", "true"):
            wrong.append((name, state, output))
    return wrong
