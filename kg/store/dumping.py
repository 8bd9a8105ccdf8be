"""A graph as one file: a ZIP archive of sorted N-Quads and of tables as JSON lines, with a manifest of their hashes.

Equal graphs are equal files. A dump is also taken beside a writer: of the articles that the ledger has at that moment.
"""

import json
import os
import shutil
import sqlite3
import tempfile
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from hashlib import blake2b
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from kg.errors import GraphDamaged, GraphExists, GraphLocked
from kg.rdf import write_quads
from kg.store.digests import SIZE, Digest, digest_shared, digest_triples
from kg.store.faults import telling
from kg.store.folder import STORE, TABLES, GraphStore
from kg.store.marks import LINKING, is_being_written, is_marked
from kg.store.opening import open_to_read
from kg.store.outdated import refuse_outdated
from kg.store.replacing import SHARED
from kg.store.schema import version as tables_version
from kg.store.seal import Seal
from kg.store.tables import LedgerEntry

MANIFEST, QUADS, FORMAT = "manifest.json", "quads.nq", 1
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time that every entry has: ZIP knows none before it, and a dump has no clock."""
OMITTED = frozenset({"pending"})
TRIES = 3
"""How often a dump is begun anew because a writer changed what it was reading."""

OnProgress = Callable[[int, int], None]
"""Called with articles done and articles in all."""


class Dumped(NamedTuple):
    """What a dump holds."""

    n_articles: int
    n_quads: int
    n_bytes: int


class _Changed(Exception):
    """A writer changed an article between two looks."""


def dump_graph(folder: Path, target: Path, *, on_progress: OnProgress = lambda *_: None) -> Dumped:
    """Write a graph into one file.

    Args:
        folder: the graph's folder.
        target: the file; made anew.
        on_progress: called now and then.

    Raises:
        GraphNotFound: where there is no graph.
        GraphExists: where there is a file of that name.
        GraphLocked: where a writer changes articles faster than they can be read.
        StorageFull: where there is no room.
    """
    if target.exists():
        raise GraphExists(target)
    for _ in range(TRIES):
        unfinished = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            with telling(target.parent), ExitStack() as stack:
                store, tables = _snapshot(folder, stack)
                with ZipFile(unfinished, "w", ZIP_DEFLATED, compresslevel=6) as archive:
                    dumped = _write(archive, folder, store, tables, on_progress)
                unfinished.replace(target)
                return Dumped(*dumped, target.stat().st_size)
        except _Changed:
            continue
        finally:
            unfinished.unlink(missing_ok=True)
    raise GraphLocked(folder)


def _snapshot(folder: Path, stack: ExitStack) -> tuple[Store, GraphStore]:
    """Return the store as it is now, and the graph of tables as they were just before."""
    graph = stack.enter_context(GraphStore.open(folder))
    refuse_outdated(graph)
    if not is_being_written(folder):
        return graph.store, graph
    copy = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kg-dump-")))
    with closing(sqlite3.connect(copy / TABLES)) as kept:
        graph.tables.connection.backup(kept)
    open_to_read(folder / STORE).backup(str(copy / STORE))  # links where it can
    for log in (folder / STORE).glob("*.log"):
        shutil.copyfile(log, copy / STORE / log.name)
    copied = stack.enter_context(GraphStore.open(copy))
    return copied.store, copied


def _write(archive: ZipFile, folder: Path, store: Store, graph: GraphStore, on_progress: OnProgress) -> tuple[int, int]:
    entries = list(graph.tables.entries())
    entries.sort(key=lambda entry: entry.key)
    db = graph.tables.connection
    sums = {}
    with _Entry(archive, QUADS) as quads:
        for n_done, entry in enumerate(entries):
            this = graph.identifiers.room("article", entry.key)
            triples = store.dump(format=RdfFormat.N_TRIPLES, from_graph=this) or b""
            if entry.graph_hash is not None and digest_triples(triples) != (entry.n_quads, entry.graph_hash):
                _refuse_changed(folder, entry)
            ending = f" {this} .\n".encode()
            quads.writelines(line[:-3] + ending for line in sorted(triples.splitlines(keepends=True)))
            on_progress(n_done, len(entries))
        articles = {graph.identifiers.room("article", entry.key).value for entry in entries}
        room = graph.identifiers.room("article", "").value
        names = {name.value for name in store.named_graphs() if isinstance(name, NamedNode)} - articles
        # Beneath the room of articles lies what a writer has not entered yet.
        names = {name for name in names if not name.startswith(room)}
        for name in sorted(names):
            write_quads(store.quads_for_pattern(None, None, None, NamedNode(name)), cast("BinaryIO", quads))
        if _has_any(store, DefaultGraph()):
            names.add("")
            write_quads(store.quads_for_pattern(None, None, None, DefaultGraph()), cast("BinaryIO", quads))
    sums[QUADS] = quads.sums
    for table in sorted(name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")):
        if table not in OMITTED:
            with _Entry(archive, f"tables/{table}.jsonl") as lines:
                lines.writelines(_rows(db, table))
            sums[f"tables/{table}.jsonl"] = lines.sums
    manifest = {
        "format": FORMAT,
        "kg": version("kg"),
        "tables": tables_version(db),
        "base": graph.base,
        "linked": not (is_marked(folder, LINKING) or is_being_written(folder)),
        "articles": len(entries),
        "entries": sums,
        "oxigraph": version("pyoxigraph"),
        "graphs": _sealed_graphs(folder, store, graph),
        "others": sorted(names - {graph.identifiers.graph(name).value for name in SHARED}),
    }
    with _Entry(archive, MANIFEST) as last:
        last.write(json.dumps(manifest, indent=1, sort_keys=True).encode())
    on_progress(len(entries), len(entries))
    return len(entries), int(quads.sums["lines"])


def _has_any(store: Store, graph: NamedNode | DefaultGraph) -> bool:
    return next(iter(store.quads_for_pattern(None, None, None, graph)), None) is not None


def _sealed_graphs(folder: Path, store: Store, graph: GraphStore) -> dict[str, Digest]:
    """Return the digests of the shared graphs: as they were sealed, so that damage since is found in what is loaded."""
    sealed = Seal.read(folder) if not is_being_written(folder) else None
    known = dict(sealed.graphs) if sealed and sealed.oxigraph == version("pyoxigraph") else {}
    names = [graph.identifiers.graph(name) for name in SHARED]
    return {name.value: known.get(name.value) or digest_shared(store, name) for name in names}


def _refuse_changed(folder: Path, entry: LedgerEntry) -> None:
    if is_being_written(folder):
        raise _Changed
    raise GraphDamaged(folder, f"the graph of article {entry.id} is not as it was written")


def _rows(db: sqlite3.Connection, table: str) -> Iterator[bytes]:
    """Yield a line with the columns of a table, then one for each row, in the order of their keys."""
    found = db.execute(f"SELECT name, pk FROM pragma_table_info('{table}')").fetchall()
    keys = [name for name, place in sorted(found, key=lambda one: one[1]) if place]
    (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    has_rowid = "WITHOUT ROWID" not in sql.upper()
    columns = [*(["rowid"] if has_rowid else []), *(name for name, _ in found)]
    yield json.dumps(columns).encode() + b"\n"
    for row in db.execute(
        f"SELECT {', '.join(columns)} FROM {table} ORDER BY {'rowid' if has_rowid else ', '.join(keys)}"
    ):
        yield json.dumps([_plain(cell) for cell in row], ensure_ascii=False).encode() + b"\n"


def _plain(cell: object) -> object:
    return {"bytes": b64encode(cell).decode()} if isinstance(cell, bytes) else cell


class _Entry:
    """A file of the archive that is hashed while it is written.

    Attributes:
        sums: its hash and the number of its lines, once it is closed.
    """

    def __init__(self, archive: ZipFile, name: str) -> None:
        info = ZipInfo(name, EARLIEST)
        info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
        self._stream = archive.open(info, "w", force_zip64=True)
        self._hash, self._n = blake2b(digest_size=SIZE), 0
        self._waiting = BytesIO()
        self.sums: dict[str, str | int] = {}

    def __enter__(self) -> "_Entry":
        return self

    def __exit__(self, *_: object) -> None:
        self._pass_on()
        self._stream.close()
        self.sums = {"hash": self._hash.hexdigest(), "lines": self._n}

    def write(self, data: bytes) -> int:
        """Write some bytes."""
        if self._waiting.tell() > 1 << 20:
            self._pass_on()
        return self._waiting.write(data)

    def writelines(self, lines: Iterable[bytes]) -> None:
        """Write lines, with their endings."""
        for line in lines:
            self.write(line)

    def _pass_on(self) -> None:
        data = self._waiting.getvalue()
        self._hash.update(data)
        self._n += data.count(b"\n")
        self._stream.write(data)
        self._waiting = BytesIO()
