"""Tables for pandas and for notebooks."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from kg.errors import MissingExtra

if TYPE_CHECKING:
    import pandas as pd


def data_frame(rows: Sequence[Sequence[object]], columns: Sequence[str]) -> "pd.DataFrame":
    """Return rows as a data frame.

    Raises:
        MissingExtra: where pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingExtra("pandas", "pandas") from error
    return pd.DataFrame(rows, columns=list(columns))


def html_table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return rows as an HTML table; whatever stands in a cell is text."""
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(f'<td>{escape(_text(cell))}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)
