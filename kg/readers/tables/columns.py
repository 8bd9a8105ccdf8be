"""Which column holds what: the user's word, else the preset that matches the header best, else common names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.readers.tables.presets import FIELDS, Preset, normalise, presets, synonyms


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What a header was taken for."""

    names: tuple[str, ...]
    """The header as it stands."""
    columns_by_field: Mapping[str, tuple[tuple[int, ...], ...]]
    """By field, the columns that may hold it, the best first; several in one are put one below the other."""
    preset: Preset | None
    unknown: tuple[str, ...] = ()
    """What the user named and the header lacks, as `field=column`."""

    @property
    def holds_text(self) -> bool:
        """Whether articles can be read of it."""
        return "text" in self.columns_by_field

    def find(self, field: str, cells: Sequence[str]) -> str | None:
        """Return the first filled cell of a field; None where the row has none."""
        for together in self.columns_by_field.get(field, ()):
            filled = [cells[at] for at in together if at < len(cells) and cells[at].strip()]
            if filled:
                return "\n\n".join(filled)
        return None

    def name_of(self, field: str) -> str | None:
        """Return the best column of a field, as the header calls it."""
        together = next(iter(self.columns_by_field.get(field, ())), ())
        return "+".join(self.names[at] for at in together) or None


def choose_columns(names: Sequence[str], named: Mapping[str, str] | None = None) -> Columns:
    """Choose the columns of a header.

    Args:
        names: the header.
        named: columns by field, as the user named them: by name, or by number from 1.
    """
    return _choose_columns(tuple(names), tuple(sorted((named or {}).items())))


@lru_cache(maxsize=1024)  # JSON lines ask for every line
def _choose_columns(names: tuple[str, ...], named: tuple[tuple[str, str], ...]) -> Columns:
    at_by_name: dict[str, int] = {}
    for at, name in enumerate(names):
        at_by_name.setdefault(normalise(name), at)
    preset = next((preset for preset in presets() if preset.matches(frozenset(at_by_name))), None)
    chosen: dict[str, tuple[tuple[int, ...], ...]] = {}
    unknown = []
    for field, column in named:
        found = _find_named(column, names, at_by_name)
        if found is None or field not in FIELDS:
            unknown.append(f"{field}={column}")
        else:
            chosen[field] = (found,)
    taken = {at for together in chosen.values() for at in together[0]}
    for field in FIELDS:
        if field not in chosen:
            found_all = _find_field(field, preset, at_by_name, taken)
            if found_all:
                chosen[field] = found_all
                taken |= set(found_all[0])
    return Columns(names=names, columns_by_field=chosen, preset=preset, unknown=tuple(unknown))


def _find_named(column: str, names: Sequence[str], at_by_name: Mapping[str, int]) -> tuple[int, ...] | None:
    """Find what the user named: exactly, then loosely, then as `a+b`, then as a number."""
    if column in names:
        return (names.index(column),)
    if normalise(column) in at_by_name:
        return (at_by_name[normalise(column)],)
    parts = [at_by_name.get(normalise(part)) for part in column.split("+")]
    if len(parts) > 1 and None not in parts:
        return tuple(at for at in parts if at is not None)
    if column.strip().isdecimal() and 1 <= int(column) <= len(names):
        return (int(column) - 1,)
    return None


def _find_field(
    field: str, preset: Preset | None, at_by_name: Mapping[str, int], taken: set[int]
) -> tuple[tuple[int, ...], ...]:
    """Find the columns of a field: the preset's, else by the common names; whole texts go before cut ones."""
    by_preset = _find_all(preset.columns.get(field, ()), at_by_name, set()) if preset else ()
    if by_preset and not (field == "text" and preset and preset.is_cut):
        return by_preset
    return _find_all(synonyms(unsure=preset is None)[field], at_by_name, taken) + by_preset


def _find_all(candidates: Iterable[str], at_by_name: Mapping[str, int], taken: set[int]) -> tuple[tuple[int, ...], ...]:
    """Find the columns of a field that the header has."""
    found = []
    for candidate in candidates:
        together = [at_by_name.get(normalise(part)) for part in candidate.split("+")]
        present = tuple(at for at in together if at is not None and at not in taken)
        if present:
            found.append(present)
    return tuple(found)
