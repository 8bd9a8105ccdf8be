"""Where output goes, and tables for people."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from kg.graph import KnowledgeGraph

BORDERS = 3
"""Characters between two columns."""
WORD, WORDS, SENTENCE = 10, 20, 40
"""Characters that a column needs for words, and for sentences, which are longer than so many."""


def print_json(document: object, path: Path | None = None) -> None:
    """Write one JSON document to a file or standard output; what JSON has no words for (days, paths) becomes text."""
    with opened(path) as stream:
        stream.write(json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n")


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """Open a file for writing text in UTF-8, or lend standard output where no file is given."""
    if path is None:
        yield sys.stdout
    else:
        with path.open("w", encoding="utf-8", newline="") as stream:
            yield stream


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None) -> None:
    """Print a table that fits the terminal; piped output gets room for long sentences.

    Where the columns would be too narrow to be read, each row becomes a block with a line for each column.
    """
    console = wide_console()
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    needed = [_needed(name, [row[place] for row in cells]) for place, name in enumerate(columns)]
    if sum(needed) + BORDERS * len(columns) + 1 > console.width:
        if title is not None:
            console.print(Text(title, style="italic"), "")
        for row in cells:
            block = Table.grid(padding=(0, 2))
            for name, cell in zip(columns, row, strict=True):
                if cell:
                    block.add_row(Text(name, style="dim"), Text(cell))
            console.print(block, "")
        return
    table = Table(title=title, title_justify="left", header_style="bold")
    for name, width in zip(columns, needed, strict=True):
        table.add_column(name, min_width=width)
    for row in cells:
        table.add_row(*map(escape, row))
    console.print(table)


def _needed(name: str, cells: Sequence[str]) -> int:
    """Return how wide a column must be to be read: as its longest cell, up to a few words."""
    longest = max(map(len, cells), default=0)
    return max(len(name), min(longest, WORDS if longest > SENTENCE else WORD))


def wide_console() -> Console:
    """Return a console that is as wide as the terminal; where output is piped, long sentences have room."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(width=160, highlight=False)


def explain_no_claims(graph: KnowledgeGraph, outlet: str | None) -> str:
    """Say why no claims match: a misspelt outlet above all."""
    there = sorted({row.outlet for row in graph.articles()})
    if outlet is None or any(re.search(outlet, name, re.IGNORECASE) for name in there):
        return "no claims match; leave an option out to see more"
    near = get_close_matches(outlet, there, n=3, cutoff=0.5) or there[:5]
    return f"no outlet here is called {outlet!r}; there is {', '.join(near)}"
