"""Open a table: how it is written, which row is its header, which columns hold what, and how its rows look."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from kg.readers.source import Source
from kg.readers.tables.columns import Columns, choose_columns
from kg.readers.tables.days import DayOrder, find_day_order, has_two_readings, parse_cell_date
from kg.readers.tables.dialect import SAMPLE, Layout, find_layout
from kg.readers.tables.rows import MOST_LINES, BrokenRow, Row, Shape, read_rows
from kg.readers.tables.textlines import TextLine, TextLines
from kg.records import Problem

FIRST_CELLS = (r"\d+", r"https?://\S+", r"\d{4}-\d{2}-\d{2}[^\n]{0,30}", r"[0-9a-fA-F-]{16,64}")
"""What every first cell of a table may look like: a number, an address, a date, a hash."""
FEWEST_ROWS = 2
"""Rows from which it is told what the first cell of all looks like."""
ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that is read from its beginning as often as one likes."""

    source: Source
    layout: Layout
    columns: Columns
    shape: Shape
    encoding: str | None
    problems: list[Problem] = field(default_factory=list)
    """What was wrong with its bytes; known when its rows have been read."""

    def rows(self) -> Iterator[Row | BrokenRow]:
        """Read the rows below the header; the header that stands in joined files again is passed over."""
        lines = TextLines(self.source.path, self.source.name)
        for row in read_rows(_below(lines, self.layout.first_line), self.layout.dialect, self.shape):
            if not (isinstance(row, Row) and row.cells == self.layout.header):
                yield row
        self.problems[:] = lines.problems

    def find_day_order(self) -> DayOrder:
        """Tell the order of day and month by the whole column, where a date of the first rows asks for it."""
        first = (self.columns.find("published", cells) for cells in self.layout.sample)
        if not any(has_two_readings(written) for written in first if written):
            return DayOrder()
        cells = (row.cells for row in self.rows() if isinstance(row, Row))
        return find_day_order(filter(None, (self.columns.find("published", row) for row in cells)))


def open_table(source: Source) -> Table | None:
    """Open a table; None where it holds no row.

    Raises:
        OSError: where its file cannot be opened.
    """
    lines = TextLines(source.path, source.name)
    sample, is_whole = _take_sample(iter(lines))
    layout = find_layout(sample, names=source.columns.values(), is_whole=is_whole)
    if layout is None:
        return None
    numbers = tuple(str(number) for number in range(1, len(layout.first) + 1))
    columns = choose_columns(layout.header or numbers, source.columns)
    return Table(
        source=source,
        layout=layout,
        columns=columns,
        shape=_find_shape(layout, columns, sample),
        encoding=lines.encoding,
    )


def _take_sample(lines: Iterator[TextLine]) -> tuple[list[TextLine], bool]:
    """Take the first lines, and tell whether they are all."""
    sample, size = [], 0
    for line in lines:
        sample.append(line)
        size += len(line.text or "")
        if size >= SAMPLE or len(sample) >= MOST_LINES:
            return sample, False
    return sample, True


def _below(lines: TextLines, first_line: int) -> Iterator[TextLine]:
    """Yield the lines from the header on."""
    return (line for line in lines if line.number >= first_line)


def _find_shape(layout: Layout, columns: Columns, sample: Sequence[TextLine]) -> Shape:
    """Tell how the rows look; what most begin with counts where then all do that stand behind no broken one."""
    shape = Shape(
        judge=_count_judge(len(columns.names)),
        judge_strictly=lambda cells: None if _is_likely(cells, columns) else "it does not look like a row",
    )
    for pattern in FIRST_CELLS:
        begun = [re.fullmatch(pattern, cells[0]) is not None for cells in layout.sample]
        if sum(begun) >= FEWEST_ROWS and sum(begun) * 2 > len(begun):
            first_cell = re.compile(rf'"?{pattern}"?{re.escape(layout.dialect.delimiter)}')
            trial = replace(shape, first_cell=first_cell)
            lines = (line for line in sample if line.number >= layout.first_line)
            rows = (row for row in read_rows(lines, layout.dialect, trial) if isinstance(row, Row))
            if all(re.fullmatch(pattern, row.cells[0]) for row in rows if row.cells != layout.header):
                return trial
    return shape


def _count_judge(n_cells: int) -> Callable[[Sequence[str]], str | None]:
    """Make the judge of the number of cells; empty ones at the end may be too many."""

    def judge(cells: Sequence[str]) -> str | None:
        n_found = len(cells)
        if n_found == n_cells or (n_found > n_cells and not any(islice(cells, n_cells, None))):
            return None
        noun = "cell" if n_found == 1 else "cells"
        return f"it has {n_found} {noun}, not {n_cells} as the header"

    return judge


def _is_likely(cells: Sequence[str], columns: Columns) -> bool:
    """Tell whether a row's address, date and id are such, and one of them is there, if the table has them."""
    url, published, id_ = (columns.find(name, cells) for name in ("url", "published", "id"))
    if not any(name in columns.columns_by_field for name in ("url", "published", "id")):
        return True
    is_dated = published is not None and (
        parse_cell_date(published, DayOrder()) is not None or has_two_readings(published)
    )
    is_addressed = url is not None and ADDRESS.fullmatch(url.strip()) is not None
    is_named = id_ is not None and re.fullmatch(r"\S{1,300}", id_) is not None
    return (is_dated or is_addressed or is_named) and not (url and not is_addressed)
