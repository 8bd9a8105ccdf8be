"""Which entities are named together: a surname in articles on another world is perhaps another man's."""

from collections import defaultdict
from collections.abc import Iterable

from kg.resolve.entity_records import EntityRecord

ENOUGH = 3
"""Other entities of an article whose all being strangers counts in full; fewer count by their share of it."""


class Company:
    """The entities of each article, as far as the records name their articles."""

    def __init__(self, records: Iterable[EntityRecord]) -> None:
        self._keys_by_article: dict[str, list[str]] = defaultdict(list)
        for record in records:
            for article in record.articles:
                self._keys_by_article[article].append(record.key)

    def n_strange(self, short: EntityRecord, full: EntityRecord) -> float:
        """Count the articles of a short name that share no other entity with any article of a full name.

        An article that names hardly anything else counts less.
        """
        if not full.articles or not short.articles - full.articles:
            return 0.0
        known = {key for article in full.articles for key in self._keys_by_article[article]} - {short.key, full.key}
        strange = 0.0
        for article in short.articles - full.articles:
            others = [key for key in self._keys_by_article[article] if key not in (short.key, full.key)]
            if known.isdisjoint(others):
                strange += min(len(others) / ENOUGH, 1.0)
        return strange
