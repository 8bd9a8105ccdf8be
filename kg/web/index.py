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
MOST_COMPARED = 25
"""Names that are compared closely for one query, unless more answers are wanted."""
LETTERS = 0.9
"""Share of rapidfuzz's points that a name gets for its letters alone."""
SHORTEST_ACRONYM, LONGEST_ACRONYM = 3, 6
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
    roles: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    """What authorities call it."""

    @property
    def description(self) -> str:
        """Return a line that tells namesakes apart."""
        counted = f"{self.n_articles:,} article{'' if self.n_articles == 1 else 's'}"
        when = f"{self.first} to {self.last}" if self.first and self.first != self.last else self.first or ""
        return ", ".join(part for part in (*self.roles[:1], counted, when) if part)


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
        roles=entity.roles,
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
        self._names: list[str] = []
        self._folded: list[str] = []
        self._owners: list[Entry] = []
        holders: dict[str, list[int]] = defaultdict(list)
        for entry in self.entry_by_id.values():
            for name in dict.fromkeys(entry.names or (entry.name,)):
                words = words_of(name)
                for word in {*words, *_acronym(name)}:
                    holders[word].append(len(self._names))
                self._names.append(name)
                self._folded.append(" ".join(words))
                self._owners.append(entry)
        self._holders = dict(holders)
        self._words = sorted(self._holders)

    def __len__(self) -> int:
        return len(self.entry_by_id)

    def search(self, query: str, *, types: Sequence[str] = (), limit: int = 5) -> list[Hit]:
        """Return the entries whose names are most like the query, best first, then those in most articles.

        An identifier as a query finds its entry (API 0.2, 5.4).
        """
        if (known := self.entry_by_id.get(query)) is not None:
            return [Hit(known, 100.0, is_equal=True)]
        words = words_of(query)
        likely = self._most_alike(" ".join(words), self._candidates(words, types), most=max(MOST_COMPARED, limit))
        best: dict[str, Hit] = {}
        for n in likely:
            hit = self._score(query, words, n)
            if hit.entry.id not in best or best[hit.entry.id].score < hit.score:
                best[hit.entry.id] = hit
        return sorted(best.values(), key=lambda hit: (-hit.score, -hit.entry.n_articles, hit.entry.id))[:limit]

    def suggest(self, prefix: str, *, skip: int = 0, limit: int = 10) -> list[Entry]:
        """Return the entries with words that begin with the words typed so far, those in most articles first."""
        if (known := self.entry_by_id.get(prefix)) is not None:
            return [known]
        found: set[int] | None = None
        for word in words_of(prefix) if prefix.strip() else ():
            holders = {n for known in self._beginning(word) for n in self._holders[known]}
            found = holders if found is None else found & holders
        entries = {self._owners[n].id: self._owners[n] for n in found or ()}.values()
        return sorted(entries, key=lambda entry: (-entry.n_articles, entry.name, entry.id))[skip : skip + limit]

    def _beginning(self, prefix: str) -> Iterator[str]:
        for n in range(bisect_left(self._words, prefix), len(self._words)):
            if not self._words[n].startswith(prefix):
                return
            yield self._words[n]

    def _candidates(self, words: Iterable[str], types: Sequence[str]) -> list[int]:
        """Return the names that share a word with the query, those with its rarest words first."""
        lists = [holders for word in dict.fromkeys(words) for holders in self._near(word)]
        found: dict[int, None] = {}
        for holders in sorted(lists, key=len):
            found.update((n, None) for n in holders if not types or self._owners[n].type in types)
            if len(found) >= MOST_SCORED:
                break
        return list(found)[:MOST_SCORED]

    def _near(self, word: str) -> list[list[int]]:
        if word in self._holders:
            return [self._holders[word]]
        near = process.extract(word, self._words, scorer=fuzz.ratio, score_cutoff=NEAR_WORD, limit=MOST_NEAR)
        return [self._holders[known] for known, _, _ in near]

    def _most_alike(self, query: str, candidates: Sequence[int], *, most: int) -> set[int]:
        """Return the names most like the query as a whole, and those most like a part of it."""
        names = {n: self._folded[n] for n in candidates}
        scorers = (fuzz.token_sort_ratio, fuzz.token_set_ratio)
        return {n for scorer in scorers for _, _, n in process.extract(query, names, scorer=scorer, limit=most)}

    def _score(self, query: str, words: Sequence[str], n: int) -> Hit:
        """Compare as `kg reconcile` does; a name that is merely spelt alike keeps some points for its letters."""
        entry = self._owners[n]
        letters = LETTERS * fuzz.token_sort_ratio(" ".join(words), self._folded[n])
        likeness = compare_names(query, self._names[n], is_person=entry.type == "PERSON").score
        is_equal = " ".join(words) == self._folded[n]
        return Hit(entry, round(100.0 if is_equal else min(max(100 * likeness, letters), 99.0), 2), is_equal=is_equal)


def _acronym(name: str) -> tuple[str, ...]:
    """Return the initials of a long name as a word, so that its acronym finds it."""
    letters = "".join(word[0] for word in name.split() if word[:1].isupper())
    return (letters.lower(),) if SHORTEST_ACRONYM <= len(letters) <= LONGEST_ACRONYM else ()
