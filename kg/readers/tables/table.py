"""Articles in a table of text: CSV, TSV, with semicolons or bars between the cells."""

from collections.abc import Iterator

from kg.readers.screen import set_aside
from kg.readers.source import Source
from kg.readers.tables.articles import Setting, read_fields
from kg.readers.tables.hashing import hash_cells
from kg.readers.tables.mapping import map_row
from kg.readers.tables.missing import can_be_read, report_missing, report_unknown
from kg.readers.tables.opening import Table, open_table
from kg.readers.tables.rows import BrokenRow
from kg.readers.tables.tally import tally
from kg.records import Article, Place, Problem


def read_table(source: Source) -> Iterator[Article | Problem]:
    """Read the articles of a table, one per row; rows that cannot be read are a problem each.

    How it is written is told from its first rows, which columns hold what from its header (`describe_columns`).
    """
    try:
        table = open_table(source)
    except OSError as error:
        yield set_aside(Place(path=source.name), "unreadable", f"cannot be read ({error.strerror})")
        return
    if table is None:
        yield Problem(place=Place(path=source.name), kind="empty", message="the table holds no row")
        return
    yield from report_unknown(table.columns, source.name)
    if can_be_read(table.columns):
        yield from tally(_read_rows(table), source.name)
    else:
        n_rows = sum(1 for _ in table.rows())
        yield report_missing(table.columns, source.name, n_rows=n_rows, first=table.layout.first)
    yield from table.problems


def _read_rows(table: Table) -> Iterator[Article | Problem]:
    setting = Setting(source=table.source, reader="table", preset=table.columns.preset, order=table.find_day_order())
    for row in table.rows():
        if isinstance(row, BrokenRow):
            yield describe_broken(row, table.source)
            continue
        yield from read_fields(
            map_row(row.cells, table.columns), setting, line=row.line, bytes_hash=hash_cells(row.cells)
        )


def describe_broken(row: BrokenRow, source: Source) -> Problem:
    """Make the problem of a row that cannot be read."""
    lines = f" (lines {row.line} to {row.last_line})" if row.last_line > row.line else ""
    return set_aside(Place(path=source.name, line=row.line), "bad-row", f"the row cannot be read{lines}: {row.reason}")
