"""Records in a row that are a table as well: for pandas, for polars, for a notebook."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from kg.query.columns import columns_of, values_of
from kg.query.frames import pandas_frame, polars_frame
from kg.query.showing import N_SHOWN, claim_table, html_table
from kg.records import ClaimRow

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Row = TypeVar("Row")


class Tabled(Generic[Row]):
    """What can be had as a table: one row a record, one column a field."""

    __slots__ = ()

    @property
    def _shown(self) -> tuple[str, ...]:
        """The columns that a notebook shows; all of them where there are none here."""
        return ()

    def _records(self) -> tuple[type[Row], Iterable[Row]]:
        """Return the class of the records, and the records."""
        raise NotImplementedError

    def to_pandas(self) -> "pd.DataFrame":
        """Return a pandas data frame: one row a record, one column a field.

        Days are `datetime64`, lists are lists, fields of few values are categories; what is missing is `None` or `NaN`.

        Raises:
            MissingExtra: where pandas is not installed (`pip install 'kg[pandas]'`).

        >>> frame = graph.claims().to_pandas()
        >>> frame["outlet"].value_counts().idxmax()
        'Outlet A'
        """
        kind, records = self._records()
        return pandas_frame(map(values_of, records), columns_of(kind))

    def to_polars(self) -> "pl.DataFrame":
        """Return a polars data frame: one row a record, one column a field.

        Days are `Date`, lists are `List`, fields of few values are `Categorical`; what is missing is `null`.

        Raises:
            MissingExtra: where polars is not installed (`pip install 'kg[polars]'`).

        >>> graph.claims().to_polars()["published"].max()
        datetime.date(2025, 7, 23)
        """
        kind, records = self._records()
        return polars_frame(map(values_of, records), columns_of(kind))

    def _repr_html_(self) -> str:
        """Return a table of the first rows for a notebook."""
        kind, records = self._records()
        first: list[Any] = list(islice(records, N_SHOWN))
        n_rows = len(records) if isinstance(records, tuple | list) else None
        if kind is ClaimRow:
            return claim_table(first, n_rows=n_rows)
        columns, rows = tuple(columns_of(kind)), [tuple(values_of(record)) for record in first]
        shown = [columns.index(name) for name in self._shown or columns]
        told = f"{n_rows:,} rows" if n_rows is not None else f"the first {len(first)} rows"
        return html_table([columns[at] for at in shown], ([row[at] for at in shown] for row in rows), caption=told)


class Rows(tuple[Row, ...], Tabled[Row]):
    """A tuple of records that is a table as well.

    >>> rows = graph.articles()
    >>> rows, len(rows.to_pandas())
    (<5 ArticleRow>, 5)
    """

    _kind: type[Row]
    _chosen: tuple[str, ...]

    def __new__(cls, records: Iterable[Row], kind: type[Row], *, shown: tuple[str, ...] = ()) -> "Rows[Row]":
        """Hold records of one class.

        Args:
            records: the records.
            kind: their class.
            shown: the columns that a notebook shows; all of them where none is named.
        """
        rows = super().__new__(cls, records)
        rows._kind, rows._chosen = kind, shown
        return rows

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self), self._kind

    @property
    def _shown(self) -> tuple[str, ...]:
        return self._chosen

    def __repr__(self) -> str:
        """Say how many there are of what."""
        return f"<{len(self):,} {self._kind.__name__}>"

    def _records(self) -> tuple[type[Row], Iterable[Row]]:
        return self._kind, tuple(self)


class Walk(Tabled[Row]):
    """Records that are read anew from the graph each time they are walked, so that memory does not grow with them.

    Args:
        read: returns the records from the first one.
        kind: their class.
    """

    def __init__(self, read: Callable[[], Iterable[Row]], kind: type[Row]) -> None:
        self._read, self._kind = read, kind

    def __iter__(self) -> Iterator[Row]:
        return iter(self._read())

    def __repr__(self) -> str:
        """Say what is read, without reading it."""
        return f"<{self._kind.__name__} records, read when walked>"

    def _records(self) -> tuple[type[Row], Iterable[Row]]:
        return self._kind, self
