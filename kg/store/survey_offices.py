"""Places where articles name an office and nobody who holds it, and who is meant, by the offices seen elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from kg.records import Form
from kg.records.roles import HeldRole
from kg.resolve.offices import parse_office
from kg.resolve.roles import OfficeMention, link_offices
from kg.store.folder import GraphStore

Place = tuple[str, int, int]
"""Article key, start and end of a mention."""

_THINGS = """
SELECT m.article, m.start, m.end, m.type, m.iri, m.form, m.chain, substr(a.text, m.start + 1, m.end - m.start),
  a.published
FROM mentions m JOIN articles a ON a.key = m.article WHERE m.kind IN ('entity', 'thing')
ORDER BY m.article, m.start, m.end
"""


def link_office_mentions(
    graph: GraphStore, held: Iterable[HeldRole], canonical: Mapping[str, str]
) -> Iterator[tuple[Place, str, float, tuple[str, ...]]]:
    """Yield each mention of an office whose holder is known: its place, the person's key, score and reasons.

    Only mentions of chains without a name are looked at; articles are streamed.

    Args:
        graph: the graph.
        held: offices of people over all articles.
        canonical: the key of the canonical entity by the key of each that is the same.
    """
    roles = tuple(held)
    for article, rows in groupby(graph.tables.connection.execute(_THINGS), key=lambda row: row[0]):
        places, mentions = _office_mentions(graph, article, list(rows), canonical)
        for link in link_offices(roles, mentions):
            yield places[link.mention], link.person, link.score, link.reasons


def _office_mentions(
    graph: GraphStore, article: str, rows: list[tuple[object, ...]], canonical: Mapping[str, str]
) -> tuple[dict[str, Place], list[OfficeMention]]:
    people, named = set[str](), set[object]()
    for _, _, _, label, iri, _, chain, _, _ in rows:
        room, key = graph.identifiers.key(str(iri))
        if room == "entity":
            named.add(chain)
            people |= {canonical.get(key, key)} if label == "PERSON" else set()
    places: dict[str, Place] = {}
    mentions = []
    for _, start, end, _, _, form, chain, words, published in rows:
        if form != Form.NOMINAL.value or (chain is not None and chain in named) or parse_office(str(words)) is None:
            continue
        name = f"{article} {start} {end}"
        places[name] = (article, int(str(start)), int(str(end)))
        day = None if published is None else str(published)
        mentions.append(OfficeMention(key=name, text=str(words), published=day, people=frozenset(people)))
    return places, mentions
