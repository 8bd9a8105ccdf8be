"""Data extension: values of properties of entities, for tables that were reconciled (API 0.2, section 8)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.rdf.vocabulary import CLASS_BY_ENTITY_LABEL
from kg.web.index import Entry, Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """Something that is known of entities."""

    id: str
    name: str
    values: Callable[[Entry], Sequence[str | int]]


def _given(value: str | None) -> Sequence[str]:
    return (value,) if value is not None else ()


PROPERTIES: dict[str, Property] = {
    one.id: one
    for one in (
        Property(id="label", name="label", values=lambda entry: (entry.name,)),
        Property(id="name", name="other names", values=lambda entry: tuple(n for n in entry.names if n != entry.name)),
        Property(id="type", name="type", values=lambda entry: _given(entry.type)),
        Property(id="articles", name="number of articles", values=lambda entry: (entry.n_articles,)),
        Property(id="mentions", name="number of mentions", values=lambda entry: (entry.n_mentions,)),
        Property(id="outlet", name="outlets", values=lambda entry: entry.outlets),
        Property(id="role", name="roles", values=lambda entry: entry.roles),
        Property(id="first-seen", name="first seen", values=lambda entry: _given(entry.first)),
        Property(id="last-seen", name="last seen", values=lambda entry: _given(entry.last)),
        Property(id="same-as", name="same as, with authorities", values=lambda entry: entry.same_as),
    )
}
"""What is known of entities, by identifier."""


def extend(index: Index, ids: Iterable[str], properties: Sequence[str]) -> dict[str, Any]:
    """Return the rows of a data extension response: cells by property by identifier; what is not known is empty."""
    known = [PROPERTIES[one] for one in properties if one in PROPERTIES]
    return {
        "meta": [{"id": one.id, "name": one.name} for one in known],
        "rows": {
            identifier: {
                one.id: [_cell(one.id, value) for value in one.values(entry)] if entry is not None else []
                for one in known
            }
            for identifier in ids
            for entry in [index.entry_by_id.get(identifier)]
        },
    }


def _cell(property_id: str, value: str | int) -> dict[str, Any]:
    """Return a value as the API writes it [8.3.2]; dates carry a time of day there."""
    if isinstance(value, int):
        return {"int": value}
    if property_id in ("first-seen", "last-seen"):
        return {"date": f"{value[:10]}T00:00:00Z"}
    if property_id == "type":
        return {"id": value, "name": CLASS_BY_ENTITY_LABEL.get(value, value)}
    return {"str": value}
