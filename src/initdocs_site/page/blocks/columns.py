"""What a cell prints in columns, as tables; `cell/columns.js` builds the same in the browser."""

from html import escape

from initdocs.cells.columns import Table, columns


def render(text: str) -> str:
    """The text with its tables as HTML, to be shown in its place; nothing where it holds none."""
    return "".join(
        f"<p>{escape(part)}</p>" if isinstance(part, str) else _table(part)
        for part in columns(text)
    )


def _table(table: Table) -> str:
    kinds = [' class="number"' if number else "" for number in table.numbers]
    names = "".join(
        f'<th role="columnheader" scope="col"{kind}>{escape(name)}</th>'
        if name
        else '<td role="cell"></td>'
        for name, kind in zip(table.head, kinds, strict=True)
    )
    bodies = "".join(
        f'<tbody role="rowgroup"><tr role="row">{_cells(table, row, kinds)}</tr>'
        f"{_note(table, note)}</tbody>"
        for row, note in zip(table.rows, table.notes, strict=True)
    )
    cards = " table--cards" if table.wide else ""
    return (
        f'<table class="table table--printed{cards}" role="table"><thead role="rowgroup">'
        f'<tr role="row">{names}</tr></thead>{bodies}</table>'
    )


def _cells(table: Table, row: list[str], kinds: list[str]) -> str:
    labelled = zip(row, table.head, kinds, strict=True)
    first, *others = [
        f' data-label="{escape(name)}"{kind}>{escape(cell)}' for cell, name, kind in labelled
    ]
    return f'<th role="rowheader" scope="row"{first}</th>' + "".join(
        f'<td role="cell"{other}</td>' for other in others
    )


def _note(table: Table, note: str) -> str:
    if not note:
        return ""
    cell = f'<td role="cell" colspan="{len(table.head)}">{escape(note)}</td>'
    return f'<tr role="row" class="note">{cell}</tr>'
