"""What the articles of a graph call each entity: the input of linking entities, streamed from articles.sqlite."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from kg.lexicon.name_endings import plain_name
from kg.lexicon.titles import strip_titles
from kg.resolve.entity_records import MOST_ARTICLES, EntityRecord, most_called
from kg.resolve.roles import Role
from kg.resolve.wording import name_label, slug
from kg.store.folder import GraphStore
from kg.store.survey import survey_entities
from kg.store.survey_roles import survey_roles

LONGEST_FORM = 60
"""Characters of the longest mention that may be a name."""
_FORMS = """
SELECT m.iri, m.article, m.type, substr(a.text, m.start + 1, m.end - m.start)
FROM mentions m JOIN articles a ON a.key = m.article
WHERE m.kind = 'entity' AND m.end - m.start <= ? AND (m.form IS NULL OR m.form IN ('name', 'pronoun'))
ORDER BY m.iri, m.article
"""


def survey_entity_records(graph: GraphStore, given: Iterable[Role] | None = None) -> Iterator[EntityRecord]:
    """Yield every entity with its counts, the names that articles call it by, and their keys; in order of the keys.

    Memory grows with the number of entities, not of mentions: of each entity the most frequent forms and the first
    articles are kept.

    Args:
        graph: the graph.
        given: the offices that articles give people; those of the graph where they are not surveyed yet.
    """
    forms = dict(_survey_forms(graph))
    roles: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for role in survey_roles(graph) if given is None else given:
        if not role.office.past:
            roles[role.person.key].add((role.office.title, role.office.of or ""))
    for reference, n_articles, n_mentions in survey_entities(graph):
        found = forms.get(graph.identifiers.room("entity", reference.key).value, _NOTHING)
        called = Counter({name: n for name, n in found.called.items() if name != reference.key})
        yield EntityRecord(
            reference=replace(reference, type=found.type or reference.type),
            n_articles=n_articles,
            n_mentions=n_mentions,
            called=most_called(called),
            articles=found.articles,
            roles=tuple(sorted(roles.get(reference.key, ()))),
        )


class _Forms(NamedTuple):
    """What was seen of one entity."""

    called: Counter[str]
    """The names that articles call it by, with the number of articles."""
    type: str | None
    """The label that it has in most articles."""
    articles: frozenset[str]


_NOTHING = _Forms(Counter(), None, frozenset())


def _survey_forms(graph: GraphStore) -> Iterator[tuple[str, _Forms]]:
    for iri, rows in groupby(graph.tables.connection.execute(_FORMS, (LONGEST_FORM,)), key=lambda row: row[0]):
        called, labels = Counter[str](), Counter[str]()
        articles: list[str] = []
        for article, mentions in groupby(rows, key=lambda row: row[1]):
            forms = [(label, words) for _, _, label, words in mentions]
            labels.update({label for label, _ in forms if label is not None})
            called.update(set(_names(forms)))
            if len(articles) < MOST_ARTICLES:
                articles.append(article)
        label = min(labels, key=lambda one: (-labels[one], one), default=None)
        yield iri, _Forms(called, label, frozenset(articles))


def _names(mentions: Iterable[tuple[str | None, str]]) -> Iterator[str]:
    """Yield the slugs of the mentions that are names: capitalised throughout, no pronouns and common nouns."""
    for label, words in mentions:
        if not words[:1].isupper() or words in _PRONOUNS:
            continue
        name = plain_name(name_label(words))
        key = slug(strip_titles(name) if label == "PERSON" else name)
        if key and all(not word[:1].islower() for word in name.split() if len(word) > 3):
            yield key


_PRONOUNS = frozenset({"He", "She", "It", "They", "We", "I", "You", "His", "Her", "Its", "Their", "My", "Our", "Who"})
