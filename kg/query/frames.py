"""Data frames for pandas and polars, with the types that the columns have."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.errors import MissingExtra
from kg.query.columns import ARGUMENT_FIELDS, Kind, by_column

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

_PANDAS = {Kind.INTEGER: "Int64", Kind.NUMBER: "float64", Kind.FLAG: "boolean", Kind.CATEGORY: "category"}


def pandas_frame(rows: Iterable[Iterable[object]], columns: Mapping[str, Kind]) -> "pd.DataFrame":
    """Return rows as a data frame: days as `datetime64`, lists as lists, few values as categories.

    Numbers that are missing are `NA`; other missing values are what pandas puts for them.

    Raises:
        MissingExtra: where pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingExtra("pandas", "pandas") from error
    held = by_column(rows, columns)
    return pd.DataFrame({name: _series(held[name], kind) for name, kind in columns.items()}, columns=list(columns))


def polars_frame(rows: Iterable[Iterable[object]], columns: Mapping[str, Kind]) -> "pl.DataFrame":
    """Return rows as a data frame: days as `Date`, lists as `List`, few values as `Categorical`.

    Raises:
        MissingExtra: where polars is not installed.
    """
    try:
        import polars as pl
    except ImportError as error:
        raise MissingExtra("polars", "polars") from error
    held = by_column(rows, columns)
    argument = pl.List(pl.Struct(dict.fromkeys(ARGUMENT_FIELDS, pl.String)))
    types: dict[Kind, Any] = {
        Kind.TEXT: pl.String, Kind.CATEGORY: pl.Categorical, Kind.DATE: pl.Date, Kind.INTEGER: pl.Int64,
        Kind.NUMBER: pl.Float64, Kind.FLAG: pl.Boolean, Kind.LIST: pl.List(pl.String), Kind.ARGUMENTS: argument,
    }  # fmt: skip
    for name, kind in columns.items():
        if kind is Kind.DATE:
            held[name] = [_day(value) for value in held[name]]
    return pl.DataFrame(held, schema={name: types[kind] for name, kind in columns.items()}, strict=False)


def _series(values: list[Any], kind: Kind) -> "pd.Series[Any]":
    import numpy as np
    import pandas as pd

    if kind is Kind.DATE:
        # Seconds reach any year that an article may have; pandas' own nanoseconds end in 1677 and in 2262.
        days = [_day(value) for value in values]
        return pd.Series(np.array(days, dtype="datetime64[D]").astype("datetime64[s]"))
    if kind in (Kind.LIST, Kind.ARGUMENTS):
        return pd.Series(values, dtype="object")
    if kind is Kind.TEXT:
        return pd.Series(values, dtype="str" if int(pd.__version__.split(".")[0]) >= 3 else "object")
    return pd.Series(values, dtype=_PANDAS[kind])


def _day(value: object) -> date | None:
    """Return a day; None where there is none, and where the time of day or a zone make it more than a day."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
