"""What finding origins sees of a graph: every article's fingerprint, kept beside the quads, and its credits."""

from collections.abc import Iterator

from kg.records.origin import OriginRecord, Origins
from kg.resolve.origin_copies import find_copies
from kg.resolve.origin_credits import article_credits
from kg.resolve.origin_text import fingerprint
from kg.resolve.origins import assign_origins
from kg.store.folder import GraphStore


def survey_origins(graph: GraphStore) -> Origins:
    """Find every article's origin; fingerprints of articles that were seen before are not made again."""
    records = list(_records(graph))
    copies = find_copies(records, read=lambda key: graph.tables.text(key) or "")
    return assign_origins(records, copies)


def _records(graph: GraphStore) -> Iterator[OriginRecord]:
    db = graph.tables.connection
    query = (
        "SELECT a.key, a.id, a.outlet, a.published, a.title, a.author, a.text, f.print "
        "FROM articles a LEFT JOIN fingerprints f ON f.article = a.key ORDER BY a.key"
    )
    made = []
    for key, article, outlet, published, title, author, text, known in db.execute(query):
        removed = [piece for (piece,) in db.execute("SELECT text FROM removals WHERE article = ?", (key,))]
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
            credits=article_credits(text, author=author, removed=removed),
        )
    with db:
        db.executemany("INSERT OR REPLACE INTO fingerprints VALUES (?, ?)", made)
