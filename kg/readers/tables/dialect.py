"""How a table is written, and which row is its header, told from its first rows.

Every way of writing is tried on the sample: the one counts that finds most columns with a known name, then the one that
reads most rows whole. `csv.Sniffer` looks at how often characters stand, which prose in cells upsets.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, product

from kg.readers.tables.presets import known_names, normalise
from kg.readers.tables.rows import BrokenRow, Dialect, Row, Shape, read_rows
from kg.readers.tables.textlines import TextLine

SAMPLE = 1 << 18
"""Characters that are looked at."""
HIGHEST = 12
"""Rows above the header, such as a title of the export."""
MOST_ROWS = 500
LONGEST_NAME = 60
SEPARATOR = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
"""The first line of tables that a spreadsheet is to read (`sep=;`)."""
WRITTEN = (
    *(
        Dialect(delimiter=delimiter, has_backslashes=has_backslashes)
        for delimiter, has_backslashes in product(",\t;|", (False, True))
    ),
    Dialect(delimiter="\t", has_quotes=False),
    Dialect(delimiter="|", has_quotes=False),
)
"""In the order in which they are preferred, where they read the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a table is written."""

    dialect: Dialect
    header: tuple[str, ...] | None
    """None where no row of the first ones names columns."""
    first_line: int
    """Where it stands, or the first row where there is none."""
    first: tuple[str, ...]
    """The first row, be it a header or not."""
    sample: tuple[tuple[str, ...], ...]
    """Rows below the header."""


def find_layout(lines: Iterable[TextLine], *, names: Collection[str] = (), is_whole: bool) -> Layout | None:
    """Tell how a table is written; None where it holds no row.

    Args:
        lines: its first lines.
        names: columns that the user named, which are known names too.
        is_whole: whether these lines are all of it.
    """
    sample = list(lines)
    separator = SEPARATOR.fullmatch(sample[0].text or "") if sample else None
    if separator:
        del sample[0]
    named = {normalise(part) for name in names if not name.isdecimal() for part in name.split("+")}
    known = known_names() | named
    tried = [dialect for dialect in WRITTEN if separator is None or dialect.delimiter == separator[1]]
    scored = [_try(sample, dialect, known, is_whole=is_whole) for dialect in tried]
    return max(scored, key=lambda pair: pair[0])[1] if scored else None  # of equals the first


def _try(
    sample: Sequence[TextLine], dialect: Dialect, known: Collection[str], *, is_whole: bool
) -> tuple[tuple[int, ...], Layout | None]:
    """Return how well a dialect reads the sample, and what it finds."""
    found = list(islice(read_rows(sample, dialect, Shape()), MOST_ROWS))
    if not is_whole and len(found) > 1:
        found.pop()  # the sample may end in it
    rows = [row for row in found if isinstance(row, Row)]
    if not rows:
        return (0, 0, 0), None
    header = max(rows[:HIGHEST], key=lambda row: _count_known(row.cells, known))
    n_known, n_columns = _count_known(header.cells, known), len(header.cells)
    below = [row.cells for row in rows if row.line > header.line or not n_known]
    good = tuple(cells for cells in below if len(cells) == n_columns)
    if not dialect.has_quotes and _encloses(good):
        return (0, 0, 0), None
    n_bad = len(below) - len(good) + sum(isinstance(row, BrokenRow) for row in found)
    layout = Layout(
        dialect=dialect,
        header=header.cells if n_known else None,
        first_line=header.line if n_known else sample[0].number,
        first=rows[0].cells,
        sample=good,
    )
    return (n_known, (len(good) - n_bad) * (n_columns > 1), 0 if n_known else n_columns), layout


def _encloses(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether quotes enclose cells, by cells with their quotes: most that begin with one are closed by another."""
    quoted = [cell for cells in rows for cell in cells if cell.startswith('"')]
    return sum(len(cell) > 1 and cell.endswith('"') for cell in quoted) * 2 > len(quoted)


def _count_known(cells: Sequence[str], known: Collection[str]) -> int:
    """Count the cells that are names of columns."""
    return len({normalise(cell) for cell in cells if len(cell) < LONGEST_NAME} & set(known))
