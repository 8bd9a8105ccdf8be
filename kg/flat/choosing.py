"""Which assertions a choice means, and how many have each value of each facet: boolean masks over integer columns."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache, reduce

import numpy as np

from kg.errors import WrongParameter
from kg.flat.choice import FACETS, NOTHING_SAID, Choice
from kg.flat.file import FlatFile, Ints, Mask
from kg.flat.making import NONE
from kg.flat.reading import Reading
from kg.query.rows import UNREVIEWED, VERDICTS

PLAIN = ("outlet", "predicate", "event", "voice", "certainty", "polarity")
"""Facets of one value an assertion, with an integer column of their name."""
SEVERAL = {"speaker": "speaker", "entity": "thing"}
"""Facets of several values an assertion, with the beginning of the names of their two columns: row and value."""
_WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 12


class Chooser:
    """Finds the assertions of choices.

    Args:
        reading: the open table.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.file: FlatFile = reading.file
        # Pages and facets of one search ask for the same words again and again; each is n bytes.
        self._having = lru_cache(maxsize=32)(self._look_up)
        self._verdict_columns: tuple[Mapping[int, str], Ints] | None = None

    def mask(self, choice: Choice) -> Mask:
        """Return which assertions a choice means."""
        return _all(self.masks(choice).values(), self.file.n)

    def masks(self, choice: Choice) -> dict[str, Mask]:
        """Return which assertions each field of a choice means, by its query parameter; only of chosen ones."""
        found = {name: self._facet_mask(name, choice.values(name)) for name in FACETS if choice.values(name)}
        if choice.contested:
            found["contested"] = self.contested()
        if choice.since is not None or choice.until is not None:
            found["since"] = self._between(choice.since, choice.until)
        if choice.q is not None:
            found["q"] = self.saying(choice.q)
        for name, table in (("story", "stories"), ("article", "articles"), ("claim", "claims")):
            key = getattr(choice, name)
            if key is not None:
                number = self._reading.known(table, key)
                found[name] = self.file.column(name) == (-2 if number is None else number)
        return found

    def counts(self, choice: Choice, names: Iterable[str] = FACETS) -> dict[str, tuple[Ints, Mask]]:
        """Return by facet how many assertions have each value, and the values' mask; its own choice does not count.

        The value of an integer column counts at its number; `NONE` counts last.
        """
        masks = self.masks(choice)
        whole = _all(masks.values(), self.file.n)
        found = {}
        for name in names:
            mask = _all((m for other, m in masks.items() if other != name), self.file.n) if name in masks else whole
            found[name] = (self.count(name, mask), mask)
        return found

    def count(self, name: str, mask: Mask) -> Ints:
        """Return how many assertions of a mask have each value of a facet; `NONE` counts last."""
        if name in SEVERAL:
            return self.count_things(SEVERAL[name], mask)
        column = self.verdicts() if name == "verdict" else self.file.column(name)
        n_values = self.n_values(name)
        chosen = column[mask]
        return np.bincount(np.where(chosen == NONE, n_values, chosen), minlength=n_values + 1).astype(np.int32)

    def count_things(self, column: str, mask: Mask) -> Ints:
        """Return how many assertions of a mask name each thing, as `speaker` or as `thing`; none of it counts last."""
        n_things = self.n_values("entity")
        rows, things = self.file.column(f"{column}_row"), self.file.column(f"{column}_id")
        counts = np.bincount(things[mask[rows]], minlength=n_things + 1)
        if column == "speaker":
            counts[n_things] = int(np.count_nonzero(mask & self.own_voice()))
        return counts.astype(np.int32)

    def n_values(self, name: str) -> int:
        """Return how many values a facet may have."""
        if name == "outlet":
            return len(self._reading.outlets)
        if name == "verdict":
            return len(VERDICTS)
        if name in SEVERAL:
            columns = (self.file.column("speaker_id"), self.file.column("thing_id"))
            return max((int(column.max()) + 1 for column in columns if len(column)), default=0)
        return len(self.file.words.get(name, ()))

    def of_things(self, column: str, things: Iterable[int]) -> Mask:
        """Return which assertions name one of some things, as `speaker` or as `thing`."""
        wanted = np.zeros(self.n_values("entity") + 1, dtype=np.bool_)
        wanted[[thing for thing in things if thing < len(wanted)]] = True
        found = np.zeros(self.file.n, dtype=np.bool_)
        found[self.file.column(f"{column}_row")[wanted[self.file.column(f"{column}_id")]]] = True
        return found

    def own_voice(self) -> Mask:
        """Return which assertions are the outlet's own: those in the narrator's voice."""
        return self.file.column("voice") == self.file.words["voice"].index("narrator") if self.file.n else _none(0)

    def contested(self) -> Mask:
        """Return which assertions are of contested claims."""
        return self.file.column("claim_against")[self.file.column("claim")] > 0

    def verdicts(self) -> Ints:
        """Return what people hold of each assertion, as a number of `VERDICTS`."""
        given = self._reading.verdicts
        known = self._verdict_columns
        if known is None or known[0] is not given:
            column = np.full(self.file.n, VERDICTS.index(UNREVIEWED), dtype=np.int32)
            for number, verdict in given.items():
                column[number] = VERDICTS.index(verdict)
            known = self._verdict_columns = (given, column)
        return known[1]

    def saying(self, text: str) -> Mask:
        """Return which assertions have every word of a text, each in the sentence or in the claim.

        Raises:
            WrongParameter: where there are more words than are looked for at once.
        """
        words = _WORD.findall(text)
        if len(words) > MOST_WORDS:
            raise WrongParameter(f"q takes at most {MOST_WORDS} words, not {len(words)}")
        found = np.ones(self.file.n, dtype=np.bool_)
        for place, word in enumerate(words):
            query = f'"{word}"' + (" *" if place == len(words) - 1 and not text.endswith(" ") else "")
            found &= self._having("sentence", query) | self._having("wording", query)
        return found if words else _none(self.file.n)

    def _look_up(self, name: str, query: str) -> Mask:
        numbers = [number for (number,) in self.file.lines(_WORDS[name], (query,))]
        column = self.file.column(name)
        wanted = np.zeros(int(column.max()) + 1 if len(column) else 0, dtype=np.bool_)
        wanted[[number for number in numbers if number < len(wanted)]] = True
        found: Mask = wanted[column]
        return found

    def _facet_mask(self, name: str, values: tuple[str, ...]) -> Mask:
        if name in SEVERAL:
            numbers = (self._reading.thing_of_value(value) for value in values if value != NOTHING_SAID)
            found = self.of_things(SEVERAL[name], (number for number in numbers if number is not None))
            return found | self.own_voice() if name == "speaker" and NOTHING_SAID in values else found
        column = self.verdicts() if name == "verdict" else self.file.column(name)
        numbers_by_word = self.numbers(name)
        return np.isin(column, [numbers_by_word[value] for value in values if value in numbers_by_word])

    def numbers(self, name: str) -> dict[str, int]:
        """Return the values of a plain facet with their numbers."""
        if name == "outlet":
            return self._reading.outlet_numbers
        words = VERDICTS if name == "verdict" else self.file.words.get(name, [])
        return {word: number for number, word in enumerate(words)} | {NOTHING_SAID: NONE}

    def _between(self, since: str | None, until: str | None) -> Mask:
        days = self.file.column("day")
        found: Mask = days != NONE
        if since is not None:
            found &= days >= date.fromisoformat(since).toordinal()
        if until is not None:
            found &= days <= date.fromisoformat(until).toordinal()
        return found


def _all(masks: Iterable[Mask], n: int) -> Mask:
    return reduce(np.logical_and, masks, np.ones(n, dtype=np.bool_))


def _none(n: int) -> Mask:
    return np.zeros(n, dtype=np.bool_)


_WORDS = {
    "sentence": "SELECT rowid FROM sentence_words WHERE sentence_words MATCH ?",
    "wording": "SELECT rowid FROM wording_words WHERE wording_words MATCH ?",
}
