"""Where output goes, and tables for people."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """Open a file for writing text in UTF-8, or lend standard output where no file is given."""
    if path is None:
        yield sys.stdout
    else:
        with path.open("w", encoding="utf-8", newline="") as stream:
            yield stream


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None) -> None:
    """Print a table that fits the terminal; piped output gets room for long sentences."""
    table = Table(*columns, title=title, title_justify="left", header_style="bold")
    for row in rows:
        table.add_row(*("" if cell is None else escape(str(cell)) for cell in row))
    wide_console().print(table)


def wide_console() -> Console:
    """Return a console that is as wide as the terminal; where output is piped, long sentences have room."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(width=160, highlight=False)
