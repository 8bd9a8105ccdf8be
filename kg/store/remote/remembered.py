"""What a graph's folder remembers of the servers it was pushed to: who it is to them, and what it sent last."""

import json
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import IO, Self

from kg.errors import GraphLocked

try:
    import fcntl
except ImportError:  # Windows: there two pushes of one folder are told apart by the server's ledger alone
    fcntl = None  # type: ignore[assignment]

NAME = "pushed.json"


class Remembered:
    """What is remembered of one server. It is a context manager: one push of a folder at a time.

    Where the folder cannot be written to, nothing is remembered, and the next push is looked at more closely.

    Args:
        folder: the graph's folder.
        url: the server.

    Attributes:
        writer: the name under which this folder writes there.
        revision: what it sent last; None where it has sent nothing.

    Raises:
        GraphLocked: where the folder is being pushed already.
    """

    def __init__(self, folder: Path, url: str) -> None:
        self._path, self._url = folder / NAME, url
        self._lock: IO[bytes] | None = None
        with suppress(OSError):
            self._lock = (folder / f".{NAME}.lock").open("ab")
        if self._lock is not None and fcntl is not None:
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                self._lock.close()
                raise GraphLocked(folder) from error
        self._all = self._read()
        known = self._all.get(url, {})
        self.writer: str = known.get("writer") or token_hex(8)
        self.revision: str | None = known.get("revision")
        self._write()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock is not None:
            self._lock.close()

    def note(self, revision: str) -> None:
        """Remember what was sent."""
        self.revision = revision
        self._write()

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            return dict(json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def _write(self) -> None:
        given = {"writer": self.writer} | ({"revision": self.revision} if self.revision else {})
        if self._all.get(self._url) == given:
            return
        self._all[self._url] = given
        with suppress(OSError):
            unfinished = self._path.with_name(f".{NAME}.new")
            unfinished.write_text(json.dumps(self._all, indent=2) + "\n", encoding="utf-8")
            unfinished.replace(self._path)
