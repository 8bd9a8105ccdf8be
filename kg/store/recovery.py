"""After a writer that did not come to its end: what does not hold is removed and read again, nothing else is touched.

An article holds where its own graph is, quad for quad, what the ledger says, and where graph/sources and graph/claims
have what it told them. What can be told apart from damage only by reading again is read again, from its stored text.
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Store

from kg.rdf import Identifiers
from kg.rdf.claims import CLAIM as CLAIM_CLASS
from kg.rdf.describe import CLAIM
from kg.rdf.sources import TEXT_HASH
from kg.rdf.vocabulary import TYPE
from kg.store.digests import digest_graph
from kg.store.replacing import discard
from kg.store.tables import LedgerEntry, Tables


def recover(store: Store, tables: Tables, identifiers: Identifiers, *, thoroughly: bool) -> list[str]:
    """Clear away what a writer left half-done, and return the keys of the articles that wait to be read again.

    Args:
        store: open for writing.
        tables: open for writing.
        identifiers: the IRIs of the data.
        thoroughly: whether every article is checked, as after a writer that was killed.
    """
    _fill_digests(store, tables, identifiers)
    if thoroughly:
        tables.begin((), replaced=[entry.key for entry in unsound(store, tables.entries(), identifiers)])
    pending = tables.pending()
    if pending:
        remove_articles(store, pending, identifiers)
        store.flush()
        tables.settle()
    return [article.key for article in tables.again()] if tables.n_again() else []


def _fill_digests(store: Store, tables: Tables, identifiers: Identifiers) -> None:
    """Note what the graphs of articles are like that an earlier version of kg read, which kept no hash of them."""
    unknown = [key for (key,) in tables.connection.execute("SELECT key FROM articles WHERE graph_hash IS NULL")]
    if not unknown:
        return
    digests = ((digest_graph(store, identifiers.room("article", key)), key) for key in unknown)
    with tables.connection as db:
        db.executemany(
            "UPDATE articles SET graph_hash = ?, n_quads = ? WHERE key = ?",
            ((digest.hash, digest.n, key) for digest, key in digests),
        )


def unsound(store: Store, entries: Iterable[LedgerEntry], identifiers: Identifiers) -> Iterator[LedgerEntry]:
    """Yield the articles that the store does not hold as the ledger says."""
    for entry in list(entries):
        if not is_sound(store, entry, identifiers):
            yield entry


def is_sound(store: Store, entry: LedgerEntry, identifiers: Identifiers) -> bool:
    """Tell whether the store holds what the ledger says of an article."""
    this = identifiers.room("article", entry.key)
    sources = identifiers.graph("sources")
    said = store.quads_for_pattern(this, TEXT_HASH, Literal(f"sha256:{entry.text_hash}"), sources)
    if next(iter(said), None) is None:
        return False
    if entry.graph_hash is not None and digest_graph(store, this) != (entry.n_quads, entry.graph_hash):
        return False
    return all(_is_described(store, claim, identifiers) for claim in _claims(store, this))


def _claims(store: Store, article: NamedNode) -> set[NamedNode]:
    quads = store.quads_for_pattern(None, CLAIM, None, article)
    return {quad.object for quad in quads if isinstance(quad.object, NamedNode)}


def _is_described(store: Store, claim: NamedNode, identifiers: Identifiers) -> bool:
    quads = store.quads_for_pattern(claim, TYPE, CLAIM_CLASS, identifiers.graph("claims"))
    return next(iter(quads), None) is not None


def remove_articles(store: Store, keys: Iterable[str], identifiers: Identifiers) -> None:
    """Remove articles from the store: their own graphs, and what graph/sources says of them."""
    for key in keys:
        this = identifiers.room("article", key)
        store.remove_graph(this)
        discard(store, store.quads_for_pattern(this, None, None, identifiers.graph("sources")))
