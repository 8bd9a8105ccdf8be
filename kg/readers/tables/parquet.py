"""Articles in a Parquet file, one per row."""

from collections.abc import Iterator

from kg.errors import MissingExtra
from kg.readers.screen import set_aside
from kg.readers.source import Source
from kg.readers.tables.articles import Setting, read_fields
from kg.readers.tables.columns import Columns, choose_columns
from kg.readers.tables.days import DayOrder, find_day_order, has_two_readings
from kg.readers.tables.hashing import hash_cells
from kg.readers.tables.mapping import map_row
from kg.readers.tables.missing import can_be_read, report_missing, report_unknown
from kg.readers.tables.parquet_file import DamagedFile, LostRows, ParquetFile, open_parquet, read_cells
from kg.readers.tables.tally import tally
from kg.records import Article, Place, Problem


def read_parquet(source: Source) -> Iterator[Article | Problem]:
    """Read the articles of a Parquet file; rows that cannot be read are counted in a problem.

    Structures are taken apart, lists of words joined; columns of other types than text, numbers and dates are passed
    over. Without DuckDB nothing is read, and the problem says how to install it.
    """
    place = Place(path=source.name)
    try:
        file = open_parquet(source.path)
    except (DamagedFile, MissingExtra, OSError) as error:
        kind = "missing-extra" if isinstance(error, MissingExtra) else "unreadable"
        yield set_aside(place, kind, f"cannot be read ({error})")
        return
    columns = choose_columns(file.names, source.columns)
    yield from report_unknown(columns, source.name)
    if can_be_read(columns):
        yield from tally(_read_rows(source, file, columns), source.name)
    else:
        yield report_missing(columns, source.name, n_rows=sum(file.groups), first=file.names)


def _read_rows(source: Source, file: ParquetFile, columns: Columns) -> Iterator[Article | Problem]:
    setting = Setting(
        source=source, reader="table", preset=columns.preset, order=_find_day_order(source, file, columns)
    )
    for found in read_cells(source.path, file):
        if isinstance(found, LostRows):
            yield _describe_lost(found, source)
            continue
        number, cells = found
        if any(cells):
            yield from read_fields(map_row(cells, columns), setting, line=number, bytes_hash=hash_cells(cells))


def _find_day_order(source: Source, file: ParquetFile, columns: Columns) -> DayOrder:
    """Tell the order of day and month by the whole column, where the first date asks for it."""
    dates = _read_dates(source, file, columns)
    first = next(dates, None)
    if first is None or not has_two_readings(first):
        return DayOrder()
    return find_day_order(dates)


def _read_dates(source: Source, file: ParquetFile, columns: Columns) -> Iterator[str]:
    rows = (found for found in read_cells(source.path, file) if not isinstance(found, LostRows))
    return filter(None, (columns.find("published", cells) for _, cells in rows))


def _describe_lost(lost: LostRows, source: Source) -> Problem:
    rows = f"row {lost.first}" if lost.n_rows == 1 else f"rows {lost.first} to {lost.first + lost.n_rows - 1}"
    place = Place(path=source.name, line=lost.first)
    message = f"{rows} cannot be read ({lost.reason}); the others are"
    return Problem(place=place, kind="unreadable", message=message, n_aside=lost.n_rows)
