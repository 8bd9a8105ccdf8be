"""What linking sees of an entity: its name, how often it is named, what it is called, and where."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.records import Kind, Reference

MOST_FORMS = 12
"""Forms of a name that are kept of one entity: the most frequent ones."""
MOST_ARTICLES = 64
"""Articles that are kept of one entity: enough to see which two are named side by side, and bounded memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRecord:
    """An entity as the articles name it."""

    reference: Reference
    n_articles: int
    n_mentions: int = 0
    called: tuple[tuple[str, int], ...] | None = None
    """Slugs of the names that the articles' own chains have for it, its key left out, each with the number of
    articles that use it; None where nobody looked."""
    articles: frozenset[str] = frozenset()
    """Keys of articles that name it: all, or where there are more than `MOST_ARTICLES` the first by their keys."""
    roles: tuple[tuple[str, str], ...] = ()
    """Offices that articles give it, each with the label of the country or body it belongs to (or an empty string)."""

    @property
    def key(self) -> str:
        """The entity's key."""
        return self.reference.key

    @property
    def is_person(self) -> bool:
        """Tell whether it is a person."""
        return self.reference.type == "PERSON"

    def n_called(self, name: str) -> int | None:
        """Return in how many articles it goes by a name; None where nobody looked."""
        return None if self.called is None else dict(self.called).get(name, 0)


def unique_records(records: Iterable[EntityRecord]) -> list[EntityRecord]:
    """Add up records of one key, in order of the keys.

    The label and type of the most frequent one stand, ties by the alphabet; topics and values are left out.
    """
    groups: dict[str, list[EntityRecord]] = defaultdict(list)
    for record in records:
        if record.reference.kind is Kind.ENTITY:
            groups[record.key].append(record)
    return [_add_up(groups[key]) for key in sorted(groups)]


def _add_up(group: list[EntityRecord]) -> EntityRecord:
    if len(group) == 1:
        return group[0]
    first = min(
        group, key=lambda one: (-one.n_articles, -one.n_mentions, one.reference.label, one.reference.type or "")
    )
    called: Counter[str] = Counter()
    for record in group:
        called.update(dict(record.called or ()))
    return EntityRecord(
        reference=first.reference,
        n_articles=sum(record.n_articles for record in group),
        n_mentions=sum(record.n_mentions for record in group),
        called=None if all(record.called is None for record in group) else most_called(called),
        articles=frozenset(sorted(set().union(*(record.articles for record in group)))[:MOST_ARTICLES]),
        roles=tuple(sorted({role for record in group for role in record.roles})),
    )


def most_called(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Return the most frequent forms of a name, ties by the alphabet."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_FORMS])
