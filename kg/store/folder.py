"""A graph on disk: a folder with the Oxigraph store and articles.sqlite."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, TextIO

from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Store

from kg.errors import GraphLocked, GraphNotFound, InvalidQuery
from kg.rdf import Identifiers, Run, describe, prefixes, serialise, write_quads
from kg.rdf.claim_links import SPLIT_FROM
from kg.rdf.decisions import ACROSS_ARTICLES, LINKS, SCOPE
from kg.rdf.events import GRAPH as EVENTS
from kg.rdf.identifiers import slug
from kg.rdf.origins import ORIGIN_CLASS, ORIGIN_LINKS
from kg.rdf.places import IN_COUNTRY, PLACE_KIND, POPULATION
from kg.rdf.roles import HAS_ROLE, ROLE_CLASS
from kg.rdf.settle import SETTLED, losers
from kg.rdf.sources import describe_revision
from kg.rdf.vocabulary import TYPE
from kg.records import Account, Article
from kg.settings import BASE
from kg.store.guard import refuse_remote
from kg.store.opening import open_to_read
from kg.store.settling import unsettled
from kg.store.tables import LedgerEntry, MentionRow, Tables

Results = QuerySolutions | QueryBoolean | QueryTriples

STORE, TABLES = "store", "articles.sqlite"
BATCH = 8_000_000
"""Bytes of N-Quads that are gathered before they are written together; Oxigraph writes a few large files best."""
REMOVED = 100_000
"""Quads that are looked up together before they are removed."""


class GraphStore:
    """A graph on disk, open for reading or for writing.

    Use `GraphStore.create` or `GraphStore.open`; it is a context manager that closes itself.

    Attributes:
        path: the folder.
        base: the base IRI of the data.
        identifiers: the IRIs of the data.
        tables: texts, ledger, mentions and problems.
        store: the quads.
    """

    def __init__(self, path: Path, store: Store, tables: Tables, *, base: str) -> None:
        self.path = path
        self.base = base
        self.identifiers = Identifiers(base)
        self.tables = tables
        self.store = store
        self._prefixes = prefixes(base)
        self._gathered: dict[str, tuple[Account, LedgerEntry, list[MentionRow]]] = {}
        self._revisions: dict[tuple[str, str], str] = {}
        self._lines: list[bytes] = []
        self._size = 0

    @classmethod
    def create(cls, path: Path | str, *, base: str | None = None) -> Self:
        """Open a graph for writing; make it where it is not there, and clear away what a crash left half-written.

        Raises:
            GraphLocked: where another process writes to it.
            GraphNotFound: where the path is something else than a graph or an empty folder.
        """
        folder = Path(path)
        if folder.exists() and not (folder / TABLES).exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise GraphNotFound(folder)
        folder.mkdir(parents=True, exist_ok=True)
        store = _open_store(folder)
        tables = Tables(folder / TABLES)
        if tables.meta("base") is None:
            tables.set_meta("base", base or BASE)
        graph = cls(folder, store, tables, base=tables.meta("base") or BASE)
        graph._remove(tables.pending())
        return graph

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Open a graph for reading, also beside a process that writes to it.

        Raises:
            GraphNotFound: where there is none.
        """
        folder = Path(path)
        if not (folder / TABLES).is_file() or not (folder / STORE / "CURRENT").is_file():
            raise GraphNotFound(folder)
        tables = Tables(folder / TABLES, read_only=True)
        return cls(folder, open_to_read(folder / STORE), tables, base=tables.meta("base") or BASE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what is gathered and close the files."""
        self.flush()
        self.tables.close()
        del self.store

    # Adding

    def knows(self, article: Article, *, run: Run) -> bool:
        """Tell whether this run's reading of this revision is in the graph, so that it need not be read again."""
        if article.key in self._gathered:
            return True
        entry = self.tables.entry(article.key)
        return entry is not None and entry.run == run.key

    def add(self, account: Account, *, run: Run, lines: bytes | None = None) -> bool:
        """Add what an article asserts; it is on disk after the next `flush`.

        Adding again adds nothing. A changed text of an outlet's article is a new revision of it; the same text read
        by another run replaces what the earlier one made of it.

        Args:
            account: who asserts what in the article.
            run: which version and model read it.
            lines: `serialise(describe(account, run=run, base=self.base))`, where another process made it already.

        Returns:
            Whether anything was added.
        """
        article = account.article
        if self.knows(article, run=run):
            return False
        if self.tables.entry(article.key) is not None:
            self._remove([article.key])
        if lines is None:
            lines = serialise(describe(account, run=run, base=self.base))
        name = (article.outlet, article.id)
        before = self._revisions.get(name) or self.tables.latest(*name)
        self._revisions[name] = article.key
        self._lines.append(lines)
        if before is not None:
            self._lines.append(serialise([describe_revision(article.key, before, identifiers=self.identifiers)]))
        entry = LedgerEntry(
            key=article.key,
            id=article.id,
            outlet=article.outlet,
            text_hash=article.text_hash,
            run=run.key,
            quads_hash=sha256(lines).hexdigest(),
        )
        self._gathered[article.key] = (account, entry, list(self._mentions(account)))
        self._size += len(lines)
        if self._size >= BATCH:
            self.flush()
        return True

    def flush(self) -> None:
        """Write what is gathered: first the quads, and once they are safely on disk the ledger."""
        if not self._gathered:
            return
        self.tables.begin(self._gathered)
        self.store.bulk_load(b"".join(self._lines), RdfFormat.N_QUADS, lenient=True)
        self.store.flush()
        self.tables.commit(self._gathered.values())
        self._gathered.clear()
        self._revisions.clear()
        self._lines.clear()
        self._size = 0

    def replace_links(self, quads: Iterable[Quad]) -> None:
        """Replace all links between entities and between claims, and the decisions made across articles.

        Labels and texts that articles wrote differently are settled on the way.
        """
        self.flush()
        entities, claims, decisions = (self.identifiers.graph(name) for name in ("entities", "claims", "decisions"))
        for graph in (entities, claims):
            for predicate in LINKS:
                self._discard(self.store.quads_for_pattern(None, predicate, None, graph))
        for graph in (entities, claims, self.identifiers.graph("sources")):
            for predicate in SETTLED:
                self._discard(losers(unsettled(self.store, predicate, graph)))
        for scoped in list(self.store.quads_for_pattern(None, SCOPE, ACROSS_ARTICLES, decisions)):
            self._discard(self.store.quads_for_pattern(scoped.subject, None, None, decisions))
        self._clear_origins()
        self._clear_roles()
        self.store.remove_graph(self.identifiers.graph(EVENTS))
        for split in list(self.store.quads_for_pattern(None, SPLIT_FROM, None, claims)):
            self._discard(self.store.quads_for_pattern(split.subject, None, None, claims))
        self.store.bulk_extend(quads)
        self.store.flush()

    def _clear_roles(self) -> None:
        """Remove the offices of people, and what is told of places."""
        entities = self.identifiers.graph("entities")
        for predicate in (HAS_ROLE, PLACE_KIND, IN_COUNTRY, POPULATION):
            self._discard(self.store.quads_for_pattern(None, predicate, None, entities))
        for found in list(self.store.quads_for_pattern(None, TYPE, ROLE_CLASS, entities)):
            self._discard(self.store.quads_for_pattern(found.subject, None, None, entities))

    def _clear_origins(self) -> None:
        """Remove whose text each article and assertion has, and the origins themselves."""
        sources = self.identifiers.graph("sources")
        for predicate in ORIGIN_LINKS:
            for graph in (sources, self.identifiers.graph("claims")):
                self._discard(self.store.quads_for_pattern(None, predicate, None, graph))
        for found in list(self.store.quads_for_pattern(None, TYPE, ORIGIN_CLASS, sources)):
            self._discard(self.store.quads_for_pattern(found.subject, None, None, sources))

    def _discard(self, quads: Iterable[Quad]) -> None:
        given = iter(quads)
        while batch := list(islice(given, REMOVED)):
            for quad in batch:
                self.store.remove(quad)

    def _remove(self, keys: Iterable[str]) -> None:
        """Remove articles: their graphs, their entries in graph/sources, and their lines in the ledger."""
        keys = list(keys)
        if not keys:
            return
        for key in keys:
            this = self.identifiers.room("article", key)
            self.store.remove_graph(this)
            self._discard(self.store.quads_for_pattern(this, None, None, self.identifiers.graph("sources")))
        self.store.flush()
        self.tables.forget(keys)

    def _mentions(self, account: Account) -> Iterator[MentionRow]:
        for mention in account.mentions:
            term = self.identifiers.reference(mention.reference)
            if isinstance(term, Literal):  # a time: values have no node of their own but here
                term = self.identifiers.room("time", mention.reference.key)
            yield MentionRow(
                article=account.article.key,
                start=mention.span.start,
                end=mention.span.end,
                kind=mention.kind,
                type=mention.reference.type,
                iri=term.value,
                read=mention.read,
            )

    # Asking

    def query(self, sparql: str) -> Results:
        """Ask in SPARQL 1.1; kg's prefixes need not be declared, and what stands outside GRAPH is any graph's.

        Raises:
            InvalidQuery: where the query does not parse, cannot be run, or asks another server.
        """
        refuse_remote(sparql)
        try:
            return self.store.query(sparql, prefixes=self._prefixes, use_default_graph_as_union=True)
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise InvalidQuery(f"cannot run the query: {error}") from error

    def describe_subject(self, subject: NamedNode, graph: NamedNode) -> dict[NamedNode, list[NamedNode | Literal]]:
        """Return what one graph says of a subject: objects by predicate."""
        found: dict[NamedNode, list[NamedNode | Literal]] = defaultdict(list)
        for quad in self.store.quads_for_pattern(subject, None, None, graph):
            if isinstance(quad.object, NamedNode | Literal):
                found[quad.predicate].append(quad.object)
        return found

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all."""
        return self.store.quads_for_pattern(None, None, None, graph)

    def __len__(self) -> int:
        return len(self.store)

    def export(self, output: BinaryIO | TextIO, format: str = "nquads") -> None:  # noqa: A002 - kg's name for it
        """Write the whole graph, sorted, as `nquads` or `trig`.

        Raises:
            UnknownFormat: for any other format.
        """
        write_quads(self.quads(), output, format, prefixes=self._prefixes)

    def outlet(self, label: str) -> NamedNode:
        """Return the IRI of an outlet by its label."""
        return self.identifiers.room("outlet", slug(label))


def _open_store(folder: Path) -> Store:
    try:
        return Store(str(folder / STORE))
    except OSError as error:
        if "lock" in str(error).lower():
            raise GraphLocked(folder) from error
        raise
