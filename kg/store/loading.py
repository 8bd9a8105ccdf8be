"""A graph back from a dump: checked by its hashes while it is read, and there as a whole or not at all."""

import json
import shutil
import sqlite3
import tempfile
import zlib
from base64 import b64decode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import blake2b
from importlib.metadata import version
from io import BufferedReader, RawIOBase
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from kg.errors import DumpDamaged, GraphExists, GraphTooNew, InputNotFound
from kg.store.bulk import load_lines
from kg.store.digests import SIZE, Digest
from kg.store.dumping import FORMAT, MANIFEST, QUADS
from kg.store.faults import telling
from kg.store.folder import GraphStore
from kg.store.marks import LINKING, set_mark
from kg.store.schema import VERSION, columns

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BROKEN = (BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError, SyntaxError, NotImplementedError)
"""What a damaged archive, or what is no archive, raises."""


def load_graph(dump: Path, folder: Path) -> int:
    """Make a graph of a dump, and return how many articles it has.

    Args:
        dump: a file that `dump_graph` wrote.
        folder: where the graph is to be; nothing may be there.

    Raises:
        InputNotFound: where there is no such file.
        GraphExists: where the folder is there already.
        DumpDamaged: where the dump is not as it was written; nothing is made.
        GraphTooNew: where a later version of kg wrote it.
        StorageFull: where there is no room.
    """
    if not dump.is_file():
        raise InputNotFound(dump)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GraphExists(folder)
    with telling(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        with telling(folder):
            n_articles = _load(dump, room / folder.name)
            if folder.exists():
                folder.rmdir()
            (room / folder.name).rename(folder)
        return n_articles
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _load(dump: Path, folder: Path) -> int:
    with _naming(dump, MANIFEST), ZipFile(dump) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        if manifest["format"] > FORMAT or manifest["tables"] > VERSION:
            raise GraphTooNew(dump)
        if names := set(archive.namelist()) ^ {*manifest["entries"], MANIFEST}:
            raise DumpDamaged(dump, f"{min(names)} is missing, or was put there later")
        base, n_articles, linked = manifest["base"], int(manifest["articles"]), bool(manifest["linked"])
        graphs = {iri: Digest(*found) for iri, found in manifest.get("graphs", {}).items()}
        oxigraph = manifest.get("oxigraph")
        entries = {name: (sums["hash"], sums["lines"]) for name, sums in manifest["entries"].items()}
    # Oxigraph leaves one core idle half of the time; the tables have that.
    with GraphStore.create(folder, base=base) as graph, ThreadPoolExecutor(1, "quads") as beside:
        quads = beside.submit(_load_entry, graph, dump, QUADS, entries.pop(QUADS))
        for name, sums in entries.items():
            _load_entry(graph, dump, name, sums)
        graph.tables.digests()  # which closing asks for
        quads.result()
        graph.vouch(graphs if oxigraph == version("pyoxigraph") else {}, others=manifest.get("others", ()))
    if not linked:
        set_mark(folder, LINKING)
    return n_articles


def _load_entry(graph: GraphStore, dump: Path, name: str, sums: tuple[str, int]) -> None:
    with _naming(dump, name), ZipFile(dump) as archive:
        checked = _Checked(archive, name)
        with BufferedReader(checked, AHEAD) as stream:
            _take(graph, name, stream)
        if checked.sums != sums:
            raise DumpDamaged(dump, f"{name} is not as it was written")


@contextmanager
def _naming(dump: Path, name: str) -> Iterator[None]:
    """Say which entry of a dump is broken.

    Raises:
        DumpDamaged: for whatever a damaged entry raises.
    """
    try:
        yield
    except BROKEN as error:
        raise DumpDamaged(dump, f"{name} cannot be read ({' '.join(str(error).split())})") from error
    except sqlite3.IntegrityError as error:
        raise DumpDamaged(dump, f"{name} has rows that cannot be ({error})") from error


def _take(graph: GraphStore, name: str, stream: "BufferedReader[_Checked]") -> None:
    if name == QUADS:
        load_lines(graph.store, stream)
        return
    table = name.removeprefix("tables/").removesuffix(".jsonl")
    wanted = json.loads(next(stream))
    there = {column for owner, column in columns(graph.tables.connection) if owner == table} | {"rowid"}
    if not there > {"rowid"} or not set(wanted) <= there:
        raise ValueError("there is no such table")
    places = ", ".join("?" * len(wanted))
    with graph.tables.connection as db:
        db.executemany(f"INSERT OR REPLACE INTO {table} ({', '.join(wanted)}) VALUES ({places})", _rows(stream))


def _rows(stream: Iterator[bytes]) -> Iterator[list[Any]]:
    while lines := list(islice(stream, LINES)):
        for row in json.loads(b"[" + b",".join(lines) + b"]"):
            yield [b64decode(cell["bytes"]) if isinstance(cell, dict) else cell for cell in row]


AHEAD = 1 << 18
"""Bytes that are taken from the archive at a time."""
LINES = 500
"""Rows that are parsed at a time."""


class _Checked(RawIOBase):
    """An entry of a dump that is hashed while it is read.

    Attributes:
        n: how many lines were read.
    """

    def __init__(self, archive: ZipFile, name: str) -> None:
        self._stream = archive.open(name)
        self._hash = blake2b(digest_size=SIZE)
        self.n = 0

    @property
    def sums(self) -> tuple[str, int]:
        """Return the hash of what was read, and how many lines it had."""
        return self._hash.hexdigest(), self.n

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Read what fits into a buffer."""
        view = memoryview(buffer)
        data = self._stream.read(len(view))
        view[: len(data)] = data
        self._hash.update(data)
        self.n += data.count(b"\n")
        return len(data)

    def close(self) -> None:
        """Close the entry."""
        self._stream.close()
        super().close()
