"""Markdown and HTML of small things."""

from collections.abc import Iterable, Sequence
from html import escape

GENERATED = "% Written when the site is built; see docs/site_pages.\n\n"
"""The first line of each generated page: a comment."""


LONG = 60
"""Characters above which a cell is a sentence and wants room."""
SHORT = 12
"""Characters up to which a cell stays on one line, as dates should."""


def cell(text: object) -> str:
    """Return text that can stand in a cell of a Markdown table."""
    return str(text).replace("|", "\\|").replace("\n", " ")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Render a Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(map(cell, line))} |\n" for line in lines)


def html_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Render a table of texts that are shown as they are, in a box that scrolls where it is wide."""
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(map(_html_cell, row))}</tr>\n" for row in rows)
    return (
        f"```{{raw}} html\n<div class='answer' tabindex='0'><table>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}</tbody></table></div>\n```\n"
    )


def fenced(language: str, text: str) -> str:
    """Render a block of code."""
    return f"```{language}\n{text.rstrip()}\n```\n"


def _html_cell(value: object) -> str:
    shown = "" if value is None else escape(str(value))
    kind = "long" if len(shown) > LONG else "short" if len(shown) <= SHORT else ""
    return f"<td class='{kind}'>{shown}</td>" if kind else f"<td>{shown}</td>"
