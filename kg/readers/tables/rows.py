"""Rows of a table: the csv module reads one at a time, and what a broken one has swallowed is given back.

A quote that nobody closes makes every reader of CSV take the rest of the file, up to the next quote, for one cell. Here
a row ends in failure where a closing quote is followed by anything but a delimiter, where it grows too large, or at the
file's end. Then its first line alone is broken; reading goes on with the next line that begins a row which is whole and
looks like one of this table. What lies between belongs to the broken row, but for lines that begin as rows here do:
these are broken rows of their own.
"""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.readers.lines import LONGEST
from kg.readers.tables.textlines import TextLine

BACKSLASHED = re.compile(r'\\(["\\])')
TWICE = {'"': '""', "\\": "\\"}
MOST_LINES = 20_000
"""Lines of one row; an article has fewer."""
Judge = Callable[[Sequence[str]], str | None]
"""Says what is wrong with a row's cells; None where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How the cells of a table are written."""

    delimiter: str = ","
    has_quotes: bool = True
    """Whether `"` at the beginning of a cell encloses it."""
    has_backslashes: bool = False
    """Whether a quote within a cell stands behind a backslash, and is not doubled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row that was read."""

    line: int
    """Where it begins, from 1."""
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRow:
    """A row that cannot be read."""

    line: int
    last_line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the rows of a table look like."""

    judge: Judge = lambda _: None
    """For any row."""
    judge_strictly: Judge = lambda _: None
    """For the row with which reading goes on after a broken one: it must surely be a row."""
    first_cell: re.Pattern[str] | None = None
    """What the line of a row begins with, where that can be told."""

    def begins(self, line: TextLine) -> bool | None:
        """Tell whether a line begins as rows do; None where that cannot be told."""
        return self.first_cell.match(line.text or "") is not None if self.first_cell else None

    def judge_again(self, line: TextLine, cells: Sequence[str]) -> str | None:
        """Judge the row with which reading may go on, by its first line too: the end of a broken one may look right."""
        return "it does not begin as rows do" if self.begins(line) is False else self.judge_strictly(cells)


def read_rows(lines: Iterable[TextLine], dialect: Dialect, shape: Shape) -> Iterator[Row | BrokenRow]:
    """Read the rows of a table; empty lines are passed over."""
    feed = _Feed(_double_quotes(lines) if dialect.has_backslashes else iter(lines))
    broken: BrokenRow | None = None
    while not feed.is_through:
        found = _read_row(feed, dialect)
        if found is None:
            continue
        if isinstance(found, Row):
            reason = shape.judge(found.cells) or (shape.judge_again(feed.taken[0], found.cells) if broken else None)
            if reason is None:
                if broken:
                    yield broken
                broken = None
                yield found
                continue
            found = BrokenRow(line=found.line, last_line=feed.last_line, reason=reason)
            if not broken and len(feed.taken) == 1:
                yield found  # it has swallowed nothing
                continue
        feed.give_back()
        if broken and not shape.begins(feed.taken[0]):
            broken = replace(broken, last_line=found.line)
        else:
            if broken:
                yield broken
            broken = replace(found, last_line=found.line)
    if broken:
        yield broken


def _double_quotes(lines: Iterable[TextLine]) -> Iterator[TextLine]:
    """Write quotes behind a backslash twice: with an escape character, csv does not see that a quote is not closed."""
    for line in lines:
        yield (
            line._replace(text=BACKSLASHED.sub(lambda found: TWICE[found[1]], line.text))
            if line.text and "\\" in line.text
            else line
        )


def _read_row(feed: "_Feed", dialect: Dialect) -> Row | BrokenRow | None:
    """Read one row; None for an empty line and at the end."""
    feed.begin()
    if not feed.skip_empty():
        return None
    try:
        cells = next(_open_reader(feed, dialect), None)
    except _TooLong as error:
        return BrokenRow(line=feed.first_line, last_line=feed.last_line, reason=str(error))
    except csv.Error as error:
        reason = "a quote is opened and never closed" if "unexpected end" in str(error) else _explain(error)
        return BrokenRow(line=feed.first_line, last_line=feed.last_line, reason=reason)
    if feed.taken and feed.taken[-1].is_cut:
        return BrokenRow(line=feed.first_line, last_line=feed.last_line, reason="the file breaks off in it")
    return Row(line=feed.first_line, cells=tuple(cells)) if cells and any(cells) else None


def _explain(error: csv.Error) -> str:
    if "expected after" in str(error):
        return "a quote within a cell is not doubled, or one is not closed"
    return str(error)


def _open_reader(feed: "_Feed", dialect: Dialect) -> Iterator[list[str]]:
    """Make a reader of the next row; the limit of a field is one for all of the process."""
    if csv.field_size_limit() < 2 * LONGEST:
        csv.field_size_limit(2 * LONGEST)
    return csv.reader(
        feed,
        delimiter=dialect.delimiter,
        quoting=csv.QUOTE_MINIMAL if dialect.has_quotes else csv.QUOTE_NONE,
        strict=True,
    )


class _TooLong(Exception):
    """A row that is longer than any article."""


class _Feed:
    """Hands lines to the reader of a row, and takes back what does not belong to it."""

    def __init__(self, lines: Iterator[TextLine]) -> None:
        self._lines = lines
        self._back: deque[TextLine] = deque()
        self._size = 0
        self.taken: list[TextLine] = []
        self.is_through = False

    @property
    def first_line(self) -> int:
        return self.taken[0].number

    @property
    def last_line(self) -> int:
        return self.taken[-1].number

    def begin(self) -> None:
        self.taken.clear()
        self._size = 0

    def skip_empty(self) -> bool:
        """Pass over empty lines, far faster than the reader of a row does; False at the end."""
        while (line := self._back.popleft() if self._back else next(self._lines, None)) is not None:
            if line.text != "\n":
                self._back.appendleft(line)
                return True
        self.is_through = True
        return False

    def give_back(self) -> None:
        """Keep the first line only."""
        self._back.extendleft(reversed(self.taken[1:]))
        self.is_through = False if self._back else self.is_through

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines, None)
        if line is None:
            self.is_through = True
            raise StopIteration
        self.taken.append(line)
        self._size += len(line.text or "")
        if line.text is None:
            raise _TooLong(f"a line of it has more than {LONGEST / 1e6:.0f} MB")
        if self._size > LONGEST or len(self.taken) > MOST_LINES:
            raise _TooLong("a quote is opened and not closed for longer than any article is")
        return line.text
