"""A graph back from a dump: checked by its hashes while it is read, and there as a whole or not at all."""

import json
import shutil
import sqlite3
import tempfile
import zlib
from base64 import b64decode
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any, cast
from zipfile import BadZipFile, ZipFile

from pyoxigraph import RdfFormat

from kg.errors import DumpDamaged, GraphExists, GraphTooNew, InputNotFound
from kg.store.digests import SIZE
from kg.store.dumping import FORMAT, MANIFEST, QUADS
from kg.store.faults import telling
from kg.store.folder import GraphStore
from kg.store.marks import LINKING, set_mark
from kg.store.schema import VERSION, columns

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
    name = MANIFEST
    try:
        with ZipFile(dump) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            if manifest["format"] > FORMAT or manifest["tables"] > VERSION:
                raise GraphTooNew(dump)
            if names := set(archive.namelist()) ^ {*manifest["entries"], MANIFEST}:
                raise DumpDamaged(dump, f"{min(names)} is missing, or was put there later")
            with GraphStore.create(folder, base=manifest["base"]) as graph:
                for name, sums in manifest["entries"].items():
                    with _Checked(archive, name) as stream:
                        _take(graph, name, stream)
                    if (stream.hash, stream.n) != (sums["hash"], sums["lines"]):
                        raise DumpDamaged(dump, f"{name} is not as it was written")
                graph.store.flush()
                graph.touch_all()
            if not manifest["linked"]:
                set_mark(folder, LINKING)
            return int(manifest["articles"])
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        TypeError,
        ValueError,
        SyntaxError,
        NotImplementedError,
    ) as error:
        reason = " ".join(str(error).split())
        raise DumpDamaged(dump, f"{name} cannot be read ({reason})") from error
    except sqlite3.IntegrityError as error:
        raise DumpDamaged(dump, f"{name} has rows that cannot be ({error})") from error


def _take(graph: GraphStore, name: str, stream: "_Checked") -> None:
    if name == QUADS:
        graph.store.bulk_load(cast("IO[bytes]", stream), RdfFormat.N_QUADS, lenient=True)
        stream.read_rest()
        return
    table = name.removeprefix("tables/").removesuffix(".jsonl")
    lines = stream.lines()
    wanted = json.loads(next(lines))
    there = {column for owner, column in columns(graph.tables.connection) if owner == table} | {"rowid"}
    if not there > {"rowid"} or not set(wanted) <= there:
        raise ValueError("there is no such table")
    places = ", ".join("?" * len(wanted))
    with graph.tables.connection as db:
        db.executemany(f"INSERT OR REPLACE INTO {table} ({', '.join(wanted)}) VALUES ({places})", map(_row, lines))


def _row(line: bytes) -> list[Any]:
    return [b64decode(cell["bytes"]) if isinstance(cell, dict) else cell for cell in json.loads(line)]


class _Checked:
    """An entry of a dump that is hashed while it is read.

    Attributes:
        n: how many lines were read.
    """

    def __init__(self, archive: ZipFile, name: str) -> None:
        self._stream = archive.open(name)
        self._hash = blake2b(digest_size=SIZE)
        self.n = 0

    def __enter__(self) -> "_Checked":
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    @property
    def hash(self) -> str:
        """Return the hash of what was read."""
        return self._hash.hexdigest()

    def read(self, size: int = -1) -> bytes:
        """Read some bytes."""
        return self._note(self._stream.read(size))

    def read_rest(self) -> None:
        """Read what is left."""
        while self.read(1 << 20):
            pass

    def lines(self) -> Iterator[bytes]:
        """Yield the lines."""
        return map(self._note, self._stream)

    def _note(self, data: bytes) -> bytes:
        self._hash.update(data)
        self.n += data.count(b"\n")
        return data
