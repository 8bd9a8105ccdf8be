"""Find entities by name, also by one that is written a little differently: an index of words, scored by rapidfuzz.

Only entities that share a word with the query are scored, or a word that is spelt nearly like one of it. Rare words
come first, so that a query stays fast on a hundred thousand names however common some of its words are.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kg.reconcile.likeness import compare_names, words_of
from kg.store.reconciled import NamedEntity

MOST_SCORED = 2_000
"""Entities that are scored for one query at most."""
NEAR_WORD = 80
"""rapidfuzz's ratio, 0 to 100, from which on a word that no name has counts as one that is near it."""
MOST_NEAR = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A thing that can be found."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    """All its names, its own first."""
    type: str | None = None
    """An OntoNotes label."""
    n_articles: int = 0
    n_mentions: int = 0
    first: str | None = None
    last: str | None = None
    outlets: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    """What authorities call it."""

    @property
    def description(self) -> str:
        """Return a line that tells namesakes apart."""
        counted = f"{self.n_articles:,} article{'' if self.n_articles == 1 else 's'}"
        when = f"{self.first} to {self.last}" if self.first and self.first != self.last else self.first or ""
        return ", ".join(part for part in (counted, when) if part)


def entry_of(entity: NamedEntity, *, id: str, names: tuple[str, ...], same_as: tuple[str, ...] = ()) -> Entry:  # noqa: A002 - the API's word
    """Return an entity of a graph as an entry."""
    return Entry(
        id=id,
        name=entity.label,
        names=(entity.label, *names),
        type=entity.type,
        n_articles=entity.n_articles,
        n_mentions=entity.n_mentions,
        first=entity.first,
        last=entity.last,
        outlets=entity.outlets,
        same_as=same_as,
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found."""

    entry: Entry
    score: float
    """0 to 100."""
    is_equal: bool
    """Whether one of its names is the query."""


class Index:
    """Entries by the words of their names; read-only once made.

    Args:
        entries: what can be found.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entry_by_id: dict[str, Entry] = {entry.id: entry for entry in entries}
        self._entries = list(self.entry_by_id.values())
        holders: dict[str, set[int]] = defaultdict(set)
        for n, entry in enumerate(self._entries):
            for name in entry.names or (entry.name,):
                for word in words_of(name):
                    holders[word].add(n)
        self._holders = {word: tuple(sorted(found)) for word, found in holders.items()}
        self._words = sorted(self._holders)

    def __len__(self) -> int:
        return len(self._entries)

    def search(self, query: str, *, types: Sequence[str] = (), limit: int = 5) -> list[Hit]:
        """Return the entries whose names are most like the query, best first, then those in most articles.

        An identifier as a query finds its entry (API 0.2, 5.4).
        """
        if (known := self.entry_by_id.get(query)) is not None:
            return [Hit(known, 100.0, is_equal=True)]
        scored = (self._score(query, self._entries[n]) for n in self._candidates(words_of(query)))
        hits = [hit for hit in scored if not types or hit.entry.type in types]
        return sorted(hits, key=lambda hit: (-hit.score, -hit.entry.n_articles, hit.entry.id))[:limit]

    def suggest(self, prefix: str, *, skip: int = 0, limit: int = 10) -> list[Entry]:
        """Return the entries with words that begin with the words typed so far, those in most articles first."""
        if (known := self.entry_by_id.get(prefix)) is not None:
            return [known]
        words = words_of(prefix) if prefix.strip() else ()
        if not words:
            return []
        found: set[int] | None = None
        for word in words:
            holders = {n for known in self._beginning(word) for n in self._holders[known]}
            found = holders if found is None else found & holders
        ranked = sorted(
            (self._entries[n] for n in found or ()), key=lambda entry: (-entry.n_articles, entry.name, entry.id)
        )
        return ranked[skip : skip + limit]

    def _beginning(self, prefix: str) -> Iterator[str]:
        for word in self._words[bisect_left(self._words, prefix) :]:
            if not word.startswith(prefix):
                return
            yield word

    def _candidates(self, words: Iterable[str]) -> list[int]:
        lists = [holders for word in dict.fromkeys(words) for holders in self._near(word)]
        found: dict[int, None] = {}
        for holders in sorted(lists, key=len):
            found.update(dict.fromkeys(holders))
            if len(found) >= MOST_SCORED:
                break
        return list(found)[:MOST_SCORED]

    def _near(self, word: str) -> list[tuple[int, ...]]:
        if word in self._holders:
            return [self._holders[word]]
        near = process.extract(word, self._words, scorer=fuzz.ratio, score_cutoff=NEAR_WORD, limit=MOST_NEAR)
        return [self._holders[known] for known, _, _ in near]

    def _score(self, query: str, entry: Entry) -> Hit:
        is_person = entry.type == "PERSON"
        best = max(compare_names(query, name, is_person=is_person).score for name in entry.names or (entry.name,))
        return Hit(entry, round(100 * best, 2), is_equal=best == 1.0)
