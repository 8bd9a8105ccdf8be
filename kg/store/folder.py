"""A graph on disk: a folder with the Oxigraph store and articles.sqlite."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from sqlite3 import Error as TablesError
from time import monotonic
from types import TracebackType
from typing import BinaryIO, Self, TextIO

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
)

from kg.errors import GraphDamaged, GraphNotFound, GraphTooNew, InvalidQuery
from kg.memory import give_back_memory
from kg.rdf import Identifiers, Run, describe, prefixes, serialise, write_quads
from kg.rdf.identifiers import slug
from kg.rdf.sources import describe_revision
from kg.records import Account, Article, Problem
from kg.settings import BASE
from kg.store.article_rows import ArticleRows, article_rows
from kg.store.bulk import PIECE, Pieces, loading_beside
from kg.store.closing import seal_graph
from kg.store.digests import Digest
from kg.store.faults import fault, telling
from kg.store.guard import refuse_remote
from kg.store.ledger import Ledger
from kg.store.marks import (
    LINKING,
    LOCK,
    WRITING,
    WriterLock,
    clear_mark,
    is_being_written,
    is_marked,
    refuse_copy,
    set_mark,
)
from kg.store.opening import open_to_read
from kg.store.recovery import recover, remove_articles
from kg.store.replacing import SHARED, settle, swap_links
from kg.store.schema import VERSION
from kg.store.schema import version as tables_version
from kg.store.seal import NAME as SEAL
from kg.store.seal import Seal, fits
from kg.store.tables import LedgerEntry, Tables

Results = QuerySolutions | QueryBoolean | QueryTriples

STORE, TABLES = "store", "articles.sqlite"
BATCH = 2 * PIECE
"""Bytes of N-Quads that are gathered before they are written together."""
LONGEST = 30.0
"""Seconds after which what is gathered is written all the same, so that a build that is killed loses little."""

_log = logging.getLogger(__name__)
_told: set[Path] = set()
"""Graphs of which it was said in this process that linking was cut off."""


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

    def __init__(self, path: Path, store: Store, tables: Tables, *, base: str, lock: WriterLock | None = None) -> None:
        self.path = path
        self.base = base
        self.identifiers = Identifiers(base)
        self.tables = tables
        self.store = store
        self._prefixes = prefixes(base)
        self._lock = lock
        self._ledger: Ledger | None = None
        self._sealed: Seal | None = None
        self._touched: set[str] = set()
        self._unlinked: set[str] = set()
        self._again: set[str] = set()
        self._gathered: dict[str, tuple[ArticleRows, LedgerEntry]] = {}
        self._replaced: list[str] = []
        self._revisions: dict[tuple[str, str], str] = {}
        self._lines = Pieces()
        self._since = 0.0

    @classmethod
    def create(cls, path: Path | str, *, base: str | None = None, adopt: bool = False) -> Self:
        """Open a graph for writing; make it where it is not there, and mend what a crash left half-written.

        Args:
            path: its folder.
            base: the base IRI of the data, for a new one.
            adopt: take what is in the store for right, as after an update that a person sent.

        Raises:
            GraphLocked: at once, where another process writes to it.
            GraphNotFound: where the path is something else than a graph or an empty folder.
            GraphDamaged: where files of it are missing or broken.
            GraphTooNew: where a later version of kg made it.
            OnlyReadable: where it is a copy of a graph on a server.
            StorageFull, StorageReadOnly: where it cannot be written.
        """
        folder = Path(path)
        if not adopt:
            refuse_copy(folder)
        if folder.exists() and not (folder / TABLES).exists() and not _is_ours(folder):
            raise GraphNotFound(folder)
        with telling(folder):
            folder.mkdir(parents=True, exist_ok=True)
            lock = WriterLock(folder)
            try:
                return cls._open_to_write(folder, lock, base=base, adopt=adopt)
            except BaseException:
                lock.release()
                raise

    @classmethod
    def _open_to_write(cls, folder: Path, lock: WriterLock, *, base: str | None, adopt: bool) -> Self:
        with suppress(ValueError):
            sealed = Seal.read(folder)
        _refuse_headless(folder)
        was_cut_off = is_marked(folder, WRITING) or (sealed is not None and not fits(folder, sealed))
        set_mark(folder, WRITING)
        tables = Tables(folder / TABLES)  # first: a store without tables would be somebody else's
        if tables_version(tables.connection) > VERSION:
            raise GraphTooNew(folder)
        if tables.meta("base") is None:
            tables.set_meta("base", base or BASE)
        store = Store(str(folder / STORE))
        graph = cls(folder, store, tables, base=tables.meta("base") or BASE, lock=lock)
        graph._sealed = None if was_cut_off else sealed
        if was_cut_off and sealed is not None:
            graph._sealed = Seal(oxigraph=sealed.oxigraph, files=sealed.files, others=sealed.others)
        graph._again = set(recover(store, tables, graph.identifiers, thoroughly=was_cut_off and not adopt))
        return graph

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Open a graph for reading, also beside a process that writes to it.

        Raises:
            GraphNotFound: where there is none.
            GraphDamaged: where files of it are missing or broken.
        """
        folder = Path(path)
        if not (folder / TABLES).is_file() or not (folder / STORE).is_dir():
            raise GraphNotFound(folder)
        with telling(folder):
            tables = Tables(folder / TABLES, read_only=True)
            if not tables.is_made or (is_marked(folder, WRITING) and not tables.n_articles()):
                tables.close()  # a build was cut off at its very start, when even the store was half-made
                raise GraphNotFound(folder)
            if not (folder / STORE / "CURRENT").is_file():
                raise GraphDamaged(folder, f"{STORE}/CURRENT is missing")
            graph = cls(folder, open_to_read(folder / STORE), tables, base=tables.meta("base") or BASE)
        if is_marked(folder, LINKING) and not is_being_written(folder) and folder not in _told:
            _told.add(folder)
            _log.warning(
                "kg: %s: linking was cut off, so links across articles may be missing; kg resolve mends it", folder
            )
        return graph

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        found = fault(self.path, error) if error is not None and self._lock is not None else None
        if found is None:
            self.close()
            return
        n_articles = None
        with suppress(TablesError):
            n_articles = self.tables.n_articles()
        self._abandon()
        raise fault(self.path, error, n_articles=n_articles) or found from error  # type: ignore[arg-type]

    def close(self) -> None:
        """Write what is gathered, close the files and seal them."""
        if self._lock is None:
            self.tables.close()
            del self.store
            return
        try:
            with telling(self.path, n_articles=None):
                self.flush()
                seal_graph(self, self._sealed, touched=self._touched, unlinked=self._unlinked)
            clear_mark(self.path, WRITING)
        except BaseException:
            self._abandon()
            raise
        self._lock.release()

    def _abandon(self) -> None:
        """Close the files as they are; the next writer mends what is half-done."""
        with suppress(TablesError):
            self.tables.close()
        if hasattr(self, "store"):
            del self.store
        if self._lock is not None:
            self._lock.release()

    # Adding

    def begin_build(self, *, run: Run, inputs: Iterable[str]) -> Ledger:
        """Begin a build: what it stores is noted in the ledger from here on."""
        self._ledger = Ledger(self.tables.connection, run=run.key, inputs=inputs)
        return self._ledger

    def note_problem(self, found: Problem) -> None:
        """Note a problem of this build, and what it sets aside."""
        if self._ledger is not None:
            self._ledger.note_problem(found)
            self._write_ledger()

    def note_known(self, article: Article) -> None:
        """Note that this build met an article that the graph has."""
        if self._ledger is not None:
            self._ledger.note_known(article)
            self._write_ledger()

    def _write_ledger(self) -> None:
        if self._ledger is not None and self._ledger.is_full:
            with self.tables.connection:
                self._ledger.write()

    def again(self) -> Iterator[Article]:
        """Yield the articles that the graph lost hold of and a build is to read again, from their stored texts."""
        if self._again:
            yield from list(self.tables.again())

    def knows(self, article: Article, *, run: Run) -> bool:
        """Tell whether this run's reading of this revision is in the graph, so that it need not be read again."""
        if article.key in self._gathered:
            return True
        entry = self.tables.entry(article.key)
        return entry is not None and entry.run == run.key

    def add(self, account: Account, *, run: Run) -> bool:
        """Add what an article asserts; it is on disk after the next `flush`.

        Adding again adds nothing. A changed text of an outlet's article is a new revision of it; the same text read
        by another run replaces what the earlier one made of it.

        Args:
            account: who asserts what in the article.
            run: which version and model read it.

        Returns:
            Whether anything was added.
        """
        if self.knows(account.article, run=run):
            return False
        lines = serialise(describe(account, run=run, base=self.base))
        return self.add_rows(article_rows(account, lines, identifiers=self.identifiers), lines, run=run)

    def add_rows(self, rows: ArticleRows, lines: bytes, *, run: Run) -> bool:
        """Add what another process made of an account; as `add` otherwise.

        Args:
            rows: `article_rows(account, lines, identifiers=self.identifiers)`.
            lines: `serialise(describe(account, run=run, base=self.base))`.
            run: which version and model read it.
        """
        article = rows.article
        if self.knows(article, run=run):
            return False
        if self.tables.entry(article.key) is not None:
            self._replaced.append(article.key)
        self._lines.write(lines)
        self._link_revision(article)
        entry = LedgerEntry(
            key=article.key,
            id=article.id,
            outlet=article.outlet,
            text_hash=article.text_hash,
            run=run.key,
            quads_hash=rows.quads_hash,
            graph_hash=rows.digest.hash,
            n_quads=rows.digest.n,
        )
        if not self._gathered:
            self._since = monotonic()
        self._gathered[article.key] = (rows, entry)
        if self._lines.size >= BATCH or monotonic() - self._since >= LONGEST:
            self.flush()
        return True

    def _link_revision(self, article: Article) -> None:
        """Link a revision to the one before it; one that is read again keeps its place among them."""
        name, position = (article.outlet, article.id), self.tables.position(article.key)
        before = None if position is not None else self._revisions.get(name)
        before = before or self.tables.latest(*name, before=position)
        if position is None:
            self._revisions[name] = article.key
        if before is not None:
            self._lines.write(serialise([describe_revision(article.key, before, identifiers=self.identifiers)]))

    def flush(self) -> None:
        """Write what is gathered: the quads, and once they are safely on disk the ledger.

        The rows of the ledger are made meanwhile.
        """
        if not self._gathered:
            return
        self._unlinked.update(SHARED)
        self.tables.begin(self._gathered, replaced=self._replaced)
        remove_articles(self.store, self._replaced, self.identifiers)
        with loading_beside(self.store) as load:
            for piece in self._lines:
                load(piece)
            self.tables.commit(self._gathered.values(), ledger=self._ledger, known=self._again, once=load.wait)
        self._again.difference_update(self._gathered)
        self._gathered.clear()
        self._replaced.clear()
        self._revisions.clear()
        self._lines = Pieces()
        give_back_memory()

    @contextmanager
    def linking(self) -> Iterator[None]:
        """Mark that links are being replaced; where that is cut off, readers are told, and the next writer links."""
        set_mark(self.path, LINKING)
        yield
        self.touch(*SHARED)
        self.store.flush()
        clear_mark(self.path, LINKING)

    @property
    def needs_linking(self) -> bool:
        """Tell whether linking was cut off."""
        return is_marked(self.path, LINKING)

    def touch(self, *names: str) -> None:
        """Note that shared graphs are written to, by their names."""
        self._touched.update(names)
        self._unlinked.difference_update(names)

    def adopt(self) -> None:
        """Take what an update changed for right: graphs of its own are known from here on."""
        self._unlinked.update(SHARED)
        known = {self.identifiers.graph(name).value for name in SHARED}
        articles = {self.identifiers.room("article", entry.key).value for entry in self.tables.entries()}
        named = {name.value for name in self.store.named_graphs() if isinstance(name, NamedNode)}
        stray = next(iter(self.store.quads_for_pattern(None, None, None, DefaultGraph())), None)
        others = (named - known - articles) | (set() if stray is None else {""})
        self._sealed = replace(self._sealed or Seal(oxigraph="", files={}), others=tuple(sorted(others)))

    def vouch(self, graphs: Mapping[str, Digest], *, others: Iterable[str]) -> None:
        """Take shared graphs that were just loaded for what they were: closing then need not read them again.

        Args:
            graphs: their digests by IRI; empty where they are not known.
            others: IRIs of graphs that are not kg's.
        """
        self._sealed = Seal(oxigraph=version("pyoxigraph"), files={}, graphs=graphs, others=tuple(others))
        if not graphs:
            self.touch_all()

    def touch_all(self) -> None:
        """Note that all shared graphs are written to."""
        self.touch(*SHARED)

    def replace_links(self, quads: Iterable[Quad]) -> None:
        """Replace all links between entities and between claims, and the decisions made across articles.

        Labels and texts that articles wrote differently are settled first. The quads are computed as a whole before
        any link is removed.
        """
        self.flush()
        settle(self.store, self.identifiers)
        swap_links(self.store, quads, self.identifiers)
        self.touch(*SHARED)

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


def _is_ours(folder: Path) -> bool:
    """Tell whether a folder without tables is empty, or what is left of a build that was cut off at its very start."""
    if not folder.is_dir():
        return False
    return {path.name for path in folder.iterdir()} <= {LOCK, WRITING, f"{TABLES}-journal"}


def _refuse_headless(folder: Path) -> None:
    """Refuse a graph whose store lacks the file that names all others: the store would begin anew without a word."""
    if not (folder / STORE / "CURRENT").exists() and ((folder / SEAL).exists() or any((folder / STORE).glob("*.sst"))):
        raise GraphDamaged(folder, f"{STORE}/CURRENT is missing")
    if not (folder / TABLES).exists() and (folder / SEAL).exists():
        raise GraphDamaged(folder, f"{TABLES} is missing")
