"""Which kind of column each field of a record makes: dates as dates, lists as lists, few values as categories."""

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum, StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    CATEGORY = "category"
    """Texts of which there are few: outlets, voices, polarities."""
    DATE = "date"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    LIST = "list"
    """Lists of texts."""
    ARGUMENTS = "arguments"
    """Lists of `role`, `text`, `iri`: the arguments of a claim."""


CATEGORIES = frozenset(
    (
        *("outlet", "other_outlet", "voice", "polarity", "certainty", "other_certainty", "tense", "event_type", "rule"),
        *("verdict", "kind", "form", "type", "what", "turn", "decided_by"),
    )
)
"""Names of fields that hold few values."""
DATES = frozenset(["published", "other_published", "first", "last"])
"""Names of fields that hold days: ISO dates in the records, so that JSON and CSV have them as they are."""
ARGUMENT_FIELDS = ("role", "text", "iri")


def columns_of(record: type) -> Mapping[str, Kind]:
    """Return the columns of a record class; a record in a record makes columns of its own: `one_claim`, `one_iri`."""
    return dict(_columns(record, ""))


def values_of(record: object) -> Iterator[object]:
    """Yield the values of a record, one for each of its columns."""
    for field in fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        if is_dataclass(value):
            yield from values_of(value)
        else:
            yield _plain(value)


def _columns(record: type, prefix: str) -> Iterator[tuple[str, Kind]]:
    hints = get_type_hints(record)
    for field in fields(record):
        hint = _without_none(hints[field.name])
        if isinstance(hint, type) and is_dataclass(hint):
            yield from _columns(hint, f"{prefix}{field.name}_")
        else:
            yield f"{prefix}{field.name}", _kind(field.name, hint)


def _kind(name: str, hint: Any) -> Kind:  # noqa: ANN401 - annotations are anything
    if get_origin(hint) is tuple:
        return Kind.ARGUMENTS if get_origin(get_args(hint)[0]) is dict else Kind.LIST
    if name in DATES:
        return Kind.DATE
    by_type = {bool: Kind.FLAG, int: Kind.INTEGER, float: Kind.NUMBER}
    return by_type.get(hint, Kind.CATEGORY if name in CATEGORIES else Kind.TEXT)


def _without_none(hint: Any) -> Any:  # noqa: ANN401 - annotations are anything
    if get_origin(hint) in (Union, types.UnionType):
        return next(each for each in get_args(hint) if each is not type(None))
    return hint


def _plain(value: object) -> object:
    """Return what a data frame takes."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain_item(item) for item in value]
    return value


def _plain_item(item: object) -> object:
    if isinstance(item, Mapping):
        return {name: item.get(name) for name in ARGUMENT_FIELDS}
    return str(item)


def by_column(rows: Iterable[Iterable[object]], columns: Mapping[str, Kind]) -> dict[str, list[Any]]:
    """Turn rows into columns; each is there where there are no rows."""
    held = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in columns]
    return dict(zip(columns, held, strict=True))
