"""Tables for notebooks: whatever stands in a cell is text, and the words of a claim are marked in its sentence."""

from collections.abc import Iterable, Sequence
from html import escape

from kg.records import ClaimRow
from kg.records.row import mark_sentence

SHOWN = ("outlet", "published", "speaker", "subject", "predicate", "object", "polarity", "certainty")
"""The fields of a claim row that people see first, in notebooks; the sentence stands behind them."""
N_SHOWN = 20
"""Rows that a notebook shows."""
LONGEST = 300
"""Characters of a cell that a notebook shows."""


def html_table(columns: Iterable[str], rows: Iterable[Iterable[object]], *, caption: str = "", hint: str = "") -> str:
    """Return rows as an HTML table; whatever stands in a cell is text."""
    cells = ((f"<td>{escape(_text(cell))}</td>" for cell in row) for row in rows)
    return assemble_table(columns, cells, caption=caption, hint=hint)


def claim_table(rows: Sequence[ClaimRow], *, n_rows: int | None = None) -> str:
    """Return claim rows as an HTML table, each with its sentence, in which the claim's own words are marked.

    Args:
        rows: those that are shown.
        n_rows: how many there are; None where nobody counted.
    """
    told = f"{n_rows:,} assertions" if n_rows is not None else f"the first {len(rows)} assertions"
    cells = (
        [f"<td>{escape(_text(getattr(row, name)))}</td>" for name in SHOWN] + [f"<td>{mark_sentence(row)}</td>"]
        for row in rows
    )
    hint = "to_pandas() or to_polars() gives all fields of all rows" if rows else "none matches"
    return assemble_table((*SHOWN, "sentence"), cells, caption=told if rows else "no assertions", hint=hint)


def assemble_table(columns: Iterable[str], rows: Iterable[Iterable[str]], *, caption: str = "", hint: str = "") -> str:
    """Return a table of cells that are HTML already."""
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    note = f"<p>{escape(hint)}</p>" if hint else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"


def _text(cell: object) -> str:
    text = "" if cell is None else "; ".join(map(str, cell)) if isinstance(cell, list | tuple) else str(cell)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
