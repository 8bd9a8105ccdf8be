"""What the system and the libraries raise when files fail, as errors that say what to do."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from kg.errors import GraphDamaged, GraphLocked, KgError, StorageFull, StorageReadOnly

FULL = ("no space left", "file too large", "disk is full", "quota exceeded")
READ_ONLY = ("read-only file system", "permission denied", "readonly database", "unable to open database file")
UNTOLD = ("disk i/o error", "unable to open database file")
DAMAGED = (
    "corruption",
    "malformed",
    "not a database",
    "checksum",
    "bad table magic",
    "bad block contents",
    "no such file",
)
LOCKED = ("database is locked", "lock hold by", "while lock file", "resource temporarily unavailable")
_FULL_CODES = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})
_READ_ONLY_CODES = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


@contextmanager
def telling(folder: Path, *, n_articles: int | None = None) -> Iterator[None]:
    """Turn what files raise into an error that says what to do; anything else passes.

    Args:
        folder: the graph's folder.
        n_articles: how many articles are stored, where that is known.

    Raises:
        StorageFull: where there is no room.
        StorageReadOnly: where the folder must not be written to.
        GraphLocked: where another process writes to it.
        GraphDamaged: where files are missing or broken.
    """
    try:
        yield
    except (OSError, RuntimeError, sqlite3.Error, ValueError) as error:
        found = fault(folder, error, n_articles=n_articles)
        if found is None:
            raise
        raise found from error


def fault(folder: Path, error: BaseException, *, n_articles: int | None = None) -> KgError | None:
    """Return the error that says what to do; None where this one is of another kind."""
    if not isinstance(error, OSError | RuntimeError | sqlite3.Error | ValueError):
        return None
    code, words = getattr(error, "errno", None), str(error).lower()
    # SQLite does not say why the disk refused: no room, a limit on the size of files, a disk that became read-only.
    is_full = False
    if isinstance(error, sqlite3.OperationalError) and _has(words, UNTOLD):
        code = _probe(folder) or code
        is_full = code in _FULL_CODES or (code is None and UNTOLD[0] in words)
    if code in _FULL_CODES or is_full or _has(words, FULL):
        return StorageFull(folder, n_articles)
    if _has(words, LOCKED):
        return GraphLocked(folder)
    if code in _READ_ONLY_CODES or _has(words, READ_ONLY):
        return StorageReadOnly(folder)
    if _has(words, DAMAGED) or isinstance(error, sqlite3.DatabaseError):
        return GraphDamaged(folder, " ".join(str(error).split()))
    return None


def _probe(folder: Path) -> int | None:
    """Return the number of the error that writing to a folder meets; None where it meets none."""
    try:
        with TemporaryFile(dir=folder) as stream:
            stream.write(bytes(1 << 16))
    except OSError as error:
        return error.errno
    return None


def _has(words: str, signs: tuple[str, ...]) -> bool:
    return any(sign in words for sign in signs)
