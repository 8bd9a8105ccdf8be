"""Facets: the values of each field with their counts, named for people, most frequent first."""

from collections.abc import Sequence

import numpy as np

from kg.errors import WrongParameter
from kg.flat.choice import FACETS, NOTHING_SAID, Choice
from kg.flat.choosing import SEVERAL, Chooser
from kg.flat.file import Ints
from kg.flat.reading import Reading
from kg.flat.records import Facet, FacetValue
from kg.flat.searching import match_names
from kg.query.rows import VERDICTS

LABELS = {"speaker": {NOTHING_SAID: "the outlet’s own voice"}, "event": {NOTHING_SAID: "no event type"}}
"""How values are named that are not words of their own."""
MOST_FOUND = 20_000
"""Names that are looked at when the values of a facet are searched."""


class Facets:
    """Makes facets.

    Args:
        reading: the open table.
        chooser: of the same.
    """

    def __init__(self, reading: Reading, chooser: Chooser) -> None:
        self._reading = reading
        self._chooser = chooser

    def all(self, choice: Choice, *, limit: int) -> tuple[Facet, ...]:
        """Return every facet, with so many values and those that are chosen."""
        counts = self._chooser.counts(choice)
        return tuple(self._facet(choice, name, counts[name][0], limit=limit) for name in FACETS)

    def one(self, choice: Choice, name: str, *, search: str, limit: int) -> Facet:
        """Return one facet, with the values whose label has the words that are searched for.

        Raises:
            WrongParameter: where there is no such facet.
        """
        if name not in FACETS:
            raise WrongParameter(f"there is no facet {name!r}; there are {', '.join(FACETS)}")
        counts, _ = self._chooser.counts(choice, (name,))[name]
        wanted = self._found(name, search) if search.strip() else None
        return self._facet(choice, name, counts, limit=limit, wanted=wanted)

    def _facet(
        self, choice: Choice, name: str, counts: Ints, *, limit: int, wanted: Sequence[int] | None = None
    ) -> Facet:
        there = counts > 0
        if wanted is not None:
            searched = np.zeros(len(counts), dtype=np.bool_)
            searched[[number for number in wanted if number < len(counts)]] = True
            there &= searched
        numbers = np.flatnonzero(there)
        if len(numbers) > limit:
            # Of values that are equally frequent any may be left out, but the same ones each time.
            numbers = numbers[np.argpartition(-counts[numbers].astype(np.int64) * len(counts) + numbers, limit)[:limit]]
        numbers = numbers[np.argsort(-counts[numbers], kind="stable")]
        chosen = set() if wanted is not None else self._chosen(name, choice)
        listed = [int(number) for number in numbers]
        listed += sorted(number for number in chosen if number not in set(listed))
        values = self._values(name, listed, counts, self._chosen(name, choice))
        return Facet(field=name, values=values, n_values=int(np.count_nonzero(there)))

    def _chosen(self, name: str, choice: Choice) -> set[int]:
        """Return the numbers of the values that are chosen; what has none is counted last."""
        last = self._chooser.n_values(name)
        if name in SEVERAL:
            numbers = {
                last if value == NOTHING_SAID else self._reading.thing_of_value(value) for value in choice.values(name)
            }
            return {number for number in numbers if number is not None and number <= last}
        known = self._chooser.numbers(name)
        return {last if known[value] < 0 else known[value] for value in choice.values(name) if value in known}

    def _values(self, name: str, numbers: list[int], counts: Ints, chosen: set[int]) -> tuple[FacetValue, ...]:
        named = self._named(name, numbers)
        return tuple(
            FacetValue(value=value, label=label, n=int(counts[number]), chosen=number in chosen)
            for number, (value, label) in zip(numbers, named, strict=True)
        )

    def _named(self, name: str, numbers: list[int]) -> list[tuple[str, str]]:
        """Return the value and the label of each."""
        last = self._chooser.n_values(name)
        nothing = (NOTHING_SAID, LABELS.get(name, {}).get(NOTHING_SAID, "none"))
        if name in SEVERAL:
            things = self._reading.things(number for number in numbers if number != last)
            return [(things[one].value, things[one].label) if one in things else nothing for one in numbers]
        if name == "outlet":
            outlets = self._reading.outlets
            return [(outlets[one].key, outlets[one].label) for one in numbers]
        words = VERDICTS if name == "verdict" else self._chooser.file.words.get(name, [])
        return [(words[one], words[one]) if one < last else nothing for one in numbers]

    def _found(self, name: str, search: str) -> list[int]:
        """Return the numbers of the values whose label has the words."""
        if name in SEVERAL:
            found = match_names(self._chooser.file, search, kinds=("entity", "topic"), limit=MOST_FOUND)
            return [item for _, item, _, _ in found]
        last = self._chooser.n_values(name)
        parts = search.casefold().split()
        named = self._named(name, list(range(last + (name in LABELS))))
        return [number for number, (_, label) in enumerate(named) if all(part in label.casefold() for part in parts)]
