"""What a table was taken for, in words; and what to do where it was not understood."""

from kg.errors import MissingExtra
from kg.readers.source import Source
from kg.readers.tables.columns import Columns, choose_columns
from kg.readers.tables.missing import list_columns
from kg.readers.tables.opening import Table, open_table
from kg.readers.tables.parquet_file import DamagedFile, is_parquet, open_parquet
from kg.readers.tables.presets import normalise

NAME_BY_DELIMITER = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
SHOWN = ("text", "outlet", "outlet_url", "published", "title", "url", "author", "language")
WORDS = {"outlet_url": "outlet's address", "published": "date", "url": "address"}


def describe_columns(source: Source) -> str:
    """Say what a table was taken for: whose export, how it is written, which columns hold what.

    `Media Cloud story list, with commas, UTF-8: outlet from media_name, date from publish_date, …; it holds no text`

    Raises:
        OSError: where its file cannot be opened.
    """
    if is_parquet(source.path):
        return _describe_parquet(source)
    table = open_table(source)
    if table is None:
        return "empty"
    kind = f"{table.columns.preset.title}, " if table.columns.preset else ""
    found = _describe_found(table.columns) if table.layout.header else "no row of it names its columns"
    return f"{kind}with {describe_writing(table)}: {found}"


def _describe_parquet(source: Source) -> str:
    try:
        columns = choose_columns(open_parquet(source.path).names, source.columns)
    except (DamagedFile, MissingExtra) as error:
        return str(error)
    kind = f"{columns.preset.title}: " if columns.preset else ""
    return f"{kind}{_describe_found(columns)}"


def describe_writing(table: Table) -> str:
    """Say how a table is written: `semicolons, Windows-1252`."""
    encoding = table.encoding or "unknown encoding"
    encoding = encoding.upper() if encoding.startswith("utf") else encoding
    return f"{NAME_BY_DELIMITER[table.layout.dialect.delimiter]}, {encoding}"


def _describe_found(columns: Columns) -> str:
    named = [(WORDS.get(field, field), columns.name_of(field)) for field in SHOWN]
    found = [word if word == name else f"{word} from {name}" for word, name in named if name]
    if not found:
        return f"no column was recognised of {list_columns(columns)}"
    if columns.holds_text:
        cut = "; its texts are cut, unless they are short" if _is_cut(columns) else ""
        return ", ".join(found) + cut
    how = ": kg fetch reads its addresses" if "url" in columns.columns_by_field else ""
    return f"{', '.join(found)}; it holds no text{how}"


def _is_cut(columns: Columns) -> bool:
    """Tell whether the texts are what the export cuts, and not a column beside it."""
    preset = columns.preset
    names = preset.columns.get("text", ()) if preset and preset.is_cut else ()
    return normalise(columns.name_of("text") or "") in map(normalise, names)
