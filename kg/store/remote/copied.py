"""What is here of a graph that rests on a server: which parts, of which hash, in which folder."""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

from kg.errors import KgError
from kg.store.marks import COPY_OF

try:
    import fcntl
except ImportError:  # Windows: there the lock of the store keeps a second writer out
    fcntl = None  # type: ignore[assignment]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS whole (revision TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS parts (name TEXT PRIMARY KEY, hash TEXT NOT NULL, content BLOB) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """A part as it is here."""

    hash: str
    content: bytes


class Copied:
    """The copies of one graph on one server. It is a context manager that closes its file.

    Args:
        cache: where copies lie.
        url: the server.
        base: the base IRI of the graph.

    Raises:
        KgError: where nothing can be written there.
    """

    def __init__(self, cache: Path, url: str, base: str) -> None:
        self.url = url
        self._room = cache / sha256(f"{url} {base}".encode()).hexdigest()[:16]
        try:
            self._room.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self._room / COPY_OF).write_text(url, encoding="utf-8")
            self._db = sqlite3.connect(self._room / "copied.sqlite", timeout=600)
            self._db.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise KgError(
                f"cannot keep a copy of {url} in {cache} ({error}); name another folder by KG_CACHE"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Wait until no other process writes here, and keep others waiting."""
        with (self._room / "lock").open("ab") as lock:
            if fcntl is not None:
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def folder(self, name: str) -> Path:
        """Return the graph's folder."""
        return self._room / name

    def holds(self, revision: str, name: str) -> bool:
        """Tell whether the folder is a whole copy of this revision."""
        row = self._db.execute("SELECT revision FROM whole").fetchone()
        return row == (revision,) and (self._room / name).is_dir()

    def prepare(self, name: str) -> Path:
        """Return the folder to write to; from now on it is no whole copy of any revision."""
        folder = self.folder(name)
        with self._db:
            self._db.execute("DELETE FROM whole")
        others = [one for one in self._room.glob("*.kg") if one != folder]
        if not folder.is_dir():
            if len(others) == 1:  # it is called another name now
                others.pop().rename(folder)
            else:
                with self._db:
                    self._db.execute("DELETE FROM parts")
        for other in others:
            shutil.rmtree(other, ignore_errors=True)
        return folder

    def note(self, revision: str) -> None:
        """Note that the folder is a whole copy of a revision."""
        with self._db:
            self._db.execute("DELETE FROM whole")
            self._db.execute("INSERT INTO whole VALUES (?)", (revision,))

    def hashes(self) -> dict[str, str]:
        """Return the hash of each part that is here."""
        return dict(self._db.execute("SELECT name, hash FROM parts"))

    def content(self, name: str) -> bytes | None:
        """Return a part as it is here; None for articles, which are known by their keys, and where it is not here."""
        row = self._db.execute("SELECT content FROM parts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def note_parts(self, parts: Mapping[str, Old | None]) -> None:
        """Note what is here now; None for what is gone."""
        with self._db:
            self._db.executemany("DELETE FROM parts WHERE name = ?", [(name,) for name in parts])
            self._db.executemany(
                "INSERT INTO parts VALUES (?, ?, ?)",
                [
                    (name, part.hash, None if name.startswith("article/") else part.content)
                    for name, part in parts.items()
                    if part is not None
                ],
            )
