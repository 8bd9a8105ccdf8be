"""Rows and JSON objects under kg's own names."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.readers.tables.columns import Columns, choose_columns
from kg.readers.tables.presets import Preset

OWN = ("id", "outlet", "published", "title", "text", "url", "author")
"""What kg's own JSON lines call their fields."""
NOTHING = frozenset({"", "nan", "none", "null", "n/a", "\\n", "nat"})
"""What programs write where a cell holds nothing."""
DEEPEST = 3
MOST_ITEMS = 100


def map_row(cells: Sequence[str], columns: Columns) -> dict[str, str]:
    """Return the filled cells of a row by kg's fields."""
    kept = [cell if len(cell) > 4 or cell.strip().casefold() not in NOTHING else "" for cell in cells]
    found = {field: columns.find(field, kept) for field in columns.columns_by_field}
    return {field: cell for field, cell in found.items() if cell is not None}


def map_fields(fields: Mapping[str, Any], columns: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    """Return a JSON object's values under kg's names (`tables.presets.FIELDS`).

    An object that has a string under `text` is kg's own and stays as it is, unless the user names columns, or it is of
    a known export, which fills what it does not name itself.

    Args:
        fields: the object; the fields of objects in it are named with a full stop: `source.name`.
        columns: the user's, by kg's field.
    """
    is_own = isinstance(fields.get("text"), str) and not columns
    flat = dict(_flatten(fields, "", 0))
    chosen = choose_columns(tuple(flat), columns)
    if is_own and chosen.preset is None:
        return fields
    mapped = map_row(tuple(flat.values()), chosen)
    own = {name: fields[name] for name in OWN if is_own and fields.get(name) is not None}
    return {**mapped, **own}


def preset_of(fields: Mapping[str, Any], columns: Mapping[str, str] | None = None) -> Preset | None:
    """Return the export that a JSON object comes from, where its fields tell."""
    return choose_columns(tuple(name for name, _ in _flatten(fields, "", 0)), columns).preset


def render_value(value: object) -> str | None:
    """Return a value as a cell; None where it is nothing that a cell holds."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        items = [item.get("name") if isinstance(item, dict) else item for item in value[:MOST_ITEMS]]
        return ", ".join(item for item in items if isinstance(item, str)) or None
    return None


def _flatten(fields: Mapping[str, Any], above: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield the names and cells of an object and the objects in it."""
    for name, value in fields.items():
        if isinstance(value, Mapping):
            if depth < DEEPEST:
                yield from _flatten(value, f"{above}{name}.", depth + 1)
        else:
            yield f"{above}{name}", render_value(value) or ""
