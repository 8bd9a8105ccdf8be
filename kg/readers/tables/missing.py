"""Problems of a table's columns: those that the user named and it lacks, and a text that none of them holds."""

from collections.abc import Iterator, Sequence

from kg.readers.decoding import CONTROL
from kg.readers.tables.columns import Columns
from kg.records import Place, Problem

MOST_SHOWN = 40
LONGEST_SHOWN = 40


def can_be_read(columns: Columns) -> bool:
    """Tell whether articles, or at least their addresses, can be found in a table."""
    return columns.holds_text or "url" in columns.columns_by_field


def list_columns(columns: Columns) -> str:
    """Return the names of all columns, as a list for people."""
    return _list(columns.names)


def report_unknown(columns: Columns, name: str) -> Iterator[Problem]:
    """Yield a problem for every column that the user named and the table `name` lacks."""
    for given in columns.unknown:
        message = f"--column {given} names no column, or no field of kg's; the table has {list_columns(columns)}"
        yield Problem(place=Place(path=name), kind="unknown-column", message=message)


def report_missing(columns: Columns, name: str, *, n_rows: int, first: Sequence[str]) -> Problem:
    """Make the problem of a table of which nothing can be read.

    Args:
        columns: its columns; numbers, where no header names them.
        name: what messages call the table.
        n_rows: how many rows it has, which are set aside.
        first: its first row.
    """
    example = columns.names[-1][:LONGEST_SHOWN] if columns.names else "NAME"
    if example != str(len(columns.names)):
        what = f"none of its columns is known to hold the text: {list_columns(columns)}"
        how = f"name it, for example --column text={_quote(example)}"
    else:
        what = f"its first row names no column that kg knows: {_list(first)}"
        how = f"name the column of the text, or its number where there is no header: --column text={len(columns.names)}"
    message = f"{what}; {how}; nothing of it was read"
    return Problem(place=Place(path=name), kind="missing-columns", message=message, n_aside=n_rows)


def _list(names: Sequence[str]) -> str:
    shown = [f"“{' '.join(CONTROL.sub('', name[:LONGEST_SHOWN]).split())}”" for name in names[:MOST_SHOWN]]
    return ", ".join(shown) + (" …" if len(names) > MOST_SHOWN else "")


def _quote(name: str) -> str:
    return f"'{name}'" if " " in name else name
