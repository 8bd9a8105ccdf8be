"""What finding origins sees of a graph: every article's fingerprint, kept beside the quads, and its credits."""

import json
from collections.abc import Iterable, Iterator

from kg.lexicon.agencies import Agency
from kg.records import Span
from kg.records.origin import OriginRecord, Origins
from kg.resolve.origin_copies import find_copies
from kg.resolve.origin_credits import article_credits
from kg.resolve.origin_text import FORM, fingerprint
from kg.resolve.origin_told import assertion_credit
from kg.resolve.origins import AssertionOrigins, assign_origins
from kg.store.folder import GraphStore


def survey_origins(graph: GraphStore) -> Origins:
    """Find every article's origin; fingerprints of articles that were seen before are not made again."""
    _forget_other_forms(graph)
    records = list(_records(graph))
    copies = find_copies(records, read=lambda key: graph.tables.text(key) or "")
    return assign_origins(records, copies)


def keep_fingerprints(graph: GraphStore, prints: Iterable[tuple[str, bytes]]) -> None:
    """Keep fingerprints that were made while the articles, here by their keys, were read."""
    _forget_other_forms(graph)
    with graph.tables.connection as db:
        db.executemany("INSERT OR REPLACE INTO fingerprints VALUES (?, ?)", prints)


def _forget_other_forms(graph: GraphStore) -> None:
    """Remove fingerprints that cannot be compared with those that are made now."""
    if graph.tables.meta("fingerprint") != FORM:
        with graph.tables.connection as db:
            db.execute("DELETE FROM fingerprints")
        graph.tables.set_meta("fingerprint", FORM)


def _records(graph: GraphStore) -> Iterator[OriginRecord]:
    db = graph.tables.connection
    query = (
        "SELECT a.key, a.id, a.outlet, a.published, a.title, a.author, a.text, f.print "
        "FROM articles a LEFT JOIN fingerprints f ON f.article = a.key ORDER BY a.key"
    )
    made = []
    for key, article, outlet, published, title, author, text, known in db.execute(query):
        removed = [
            piece for (piece,) in db.execute("SELECT text FROM removals WHERE article = ? AND kind = 'credit'", (key,))
        ]
        found = known or fingerprint(text)
        if known is None:
            made.append((key, found))
        yield OriginRecord(
            key=key,
            id=article,
            outlet=outlet,
            published=published,
            fingerprint=found,
            title=title,
            credits=article_credits(text, author=author, outlet=outlet, removed=removed),
        )
    with db:
        db.executemany("INSERT OR REPLACE INTO fingerprints VALUES (?, ?)", made)


def assertion_origins(graph: GraphStore, origins: Origins) -> Iterator[tuple[str, str, Agency | None]]:
    """Yield every assertion's key with the key of its origin, and the agency that its sentence credits."""
    found = AssertionOrigins(origins)
    db = graph.tables.connection
    for article, text in db.execute("SELECT key, text FROM articles ORDER BY key"):
        query = "SELECT key, start, end, sentence_start, sentence_end, facts FROM assertions WHERE article = ?"
        for key, start, end, first, last, line in db.execute(query, (article,)):
            facts = json.loads(line)
            speakers = [thing.partition("/")[2].replace("-", " ") for thing in facts.get("speakers", ())]
            credit = assertion_credit(text[first:last], speakers=speakers, cue=facts.get("cue"))
            yield key, found.of(article, Span(start, end), credit=credit), credit
