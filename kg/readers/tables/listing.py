"""The addresses in a table, for fetching."""

from collections.abc import Iterator, Mapping

from kg.readers.feeds.listed import Listed
from kg.readers.source import Source
from kg.readers.tables.articles import HOST
from kg.readers.tables.cell_text import read_line
from kg.readers.tables.columns import choose_columns
from kg.readers.tables.days import DayOrder, parse_cell_date
from kg.readers.tables.mapping import map_row
from kg.readers.tables.missing import report_unknown
from kg.readers.tables.opening import ADDRESS, open_table
from kg.readers.tables.parquet_file import DamagedFile, LostRows, is_parquet, open_parquet, read_cells
from kg.readers.tables.rows import BrokenRow
from kg.records import Place, Problem


def list_addresses(source: Source) -> Iterator[Listed | Problem]:
    """Yield the addresses that a table names, CSV or Parquet, in its order; rows without one are passed over.

    Raises:
        OSError: where its file cannot be opened.
        MissingExtra: where it is Parquet and DuckDB is not installed.
    """
    yield from _list_parquet(source) if is_parquet(source.path) else _list_table(source)


def _list_table(source: Source) -> Iterator[Listed | Problem]:
    table = open_table(source)
    if table is None:
        return
    yield from report_unknown(table.columns, source.name)
    order = table.find_day_order()
    for row in table.rows():
        if isinstance(row, BrokenRow):
            place = Place(path=source.name, line=row.line)
            yield Problem(place=place, kind="bad-row", message=f"the row cannot be read: {row.reason}", n_aside=1)
        else:
            yield from _list_row(map_row(row.cells, table.columns), source, row.line, order)


def _list_parquet(source: Source) -> Iterator[Listed | Problem]:
    try:
        file = open_parquet(source.path)
    except DamagedFile as error:
        message = f"cannot be read ({error})"
        yield Problem(place=Place(path=source.name), kind="unreadable", message=message, n_aside=1)
        return
    columns = choose_columns(file.names, source.columns)
    for found in read_cells(source.path, file):
        if not isinstance(found, LostRows):
            yield from _list_row(map_row(found[1], columns), source, found[0], DayOrder())


def _list_row(fields: Mapping[str, str], source: Source, line: int, order: DayOrder) -> Iterator[Listed]:
    url = fields.get("url", "").strip()
    outlet = read_line(fields.get("outlet", ""))
    if ADDRESS.fullmatch(url):
        yield Listed(
            url=url if "//" in url else f"https://{url}",
            place=Place(path=source.name, line=line),
            title=read_line(fields.get("title", "")) or None,
            published=parse_cell_date(fields.get("published", ""), order),
            outlet=None if HOST.fullmatch(outlet) else outlet or None,
        )
