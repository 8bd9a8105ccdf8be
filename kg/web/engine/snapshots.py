"""Copies of a graph's quads that stay as they are while the graph is written to: hard links, made in milliseconds."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO
from uuid import uuid4

from kg.store.opening import open_to_read

Fingerprint = tuple[tuple[str, int, int], ...]

_STORE = "store"
_HIDDEN = ".snapshots"
_PREFIX = "kg-snapshots-"
_LOCK = "lock"
_TRIES = 3
_WRITTEN_AHEAD = ".log"
_TOLD_BY = (".sst", _WRITTEN_AHEAD)
"""Ends of the names of files whose coming, going and growing means that quads changed; RocksDB's `LOG` does not."""


def fingerprint(graph: Path) -> Fingerprint:
    """Return what is different after quads were written: names, sizes and times of the files that hold them."""
    found = []
    with suppress(FileNotFoundError), os.scandir(graph / _STORE) as entries:
        for entry in entries:
            if entry.name.endswith(_TOLD_BY) or entry.name.startswith(("MANIFEST", "CURRENT")):
                with suppress(FileNotFoundError):
                    told = entry.stat()
                    found.append((entry.name, told.st_size, told.st_mtime_ns))
    return tuple(sorted(found))


class Room:
    """A folder for the snapshots of one pool, on the graph's own file system where that can be written.

    It is locked as long as this process lives, so that another pool removes what a dead one left behind. Elsewhere
    than on the graph's file system, RocksDB copies in place of linking.

    Args:
        graph: the graph's folder.
    """

    def __init__(self, graph: Path) -> None:
        self._graph = graph
        self._n_taken = 0
        self._taken: list[Path] = []
        self.path, self._lock = _make_room(graph)
        self.files = self.path / "files"
        self.files.mkdir()

    def take(self) -> Path:
        """Take a snapshot and return its folder."""
        self._n_taken += 1
        for n_tried in range(_TRIES):
            snapshot = self.path / f"{self._n_taken}.{n_tried}"
            before = _tables(self._graph)
            try:
                open_to_read(self._graph / _STORE).backup(str(snapshot))
                _copy_logs(self._graph / _STORE, snapshot)
            except (OSError, RuntimeError):  # a writer tidied up meanwhile: files that were to be linked are gone
                shutil.rmtree(snapshot, ignore_errors=True)
                if n_tried == _TRIES - 1:
                    raise
            else:
                if _tables(self._graph) == before:  # else what a log held may have gone to a table that is not here
                    break
        self._taken.append(snapshot)
        return snapshot

    def remove_all_but(self, names: set[str]) -> None:
        """Remove the snapshots of other names."""
        self._taken = [one for one in self._taken if one.name in names or not _remove(one)]

    def close(self) -> None:
        """Remove the folder and all in it."""
        self._lock.close()
        shutil.rmtree(self.path, ignore_errors=True)
        with suppress(OSError):  # another pool may have its room there
            if self.path.parent.name == _HIDDEN:
                self.path.parent.rmdir()


def _tables(graph: Path) -> Fingerprint:
    return tuple(one for one in fingerprint(graph) if not one[0].endswith(_WRITTEN_AHEAD))


def _copy_logs(store: Path, snapshot: Path) -> None:
    """Copy what was written but not yet moved to a table, which a backup by a reader leaves out.

    RocksDB reads of these logs what its tables do not have, as after a crash; one that ends in the middle of a write
    counts up to the write before.
    """
    for log in store.glob(f"*{_WRITTEN_AHEAD}"):
        with suppress(FileNotFoundError):
            shutil.copyfile(log, snapshot / log.name)


def _remove(folder: Path) -> bool:
    shutil.rmtree(folder, ignore_errors=True)
    return True


def _make_room(graph: Path) -> tuple[Path, IO[bytes]]:
    try:
        home = graph / _HIDDEN
        home.mkdir(exist_ok=True)
        for left in _left_behind(home.iterdir()):
            shutil.rmtree(left, ignore_errors=True)
        room = home / uuid4().hex
        room.mkdir(mode=0o700)
    except OSError:
        elsewhere = Path(tempfile.gettempdir())
        for left in _left_behind(elsewhere.glob(f"{_PREFIX}*")):
            shutil.rmtree(left, ignore_errors=True)
        room = Path(tempfile.mkdtemp(prefix=_PREFIX))
    lock = (room / _LOCK).open("wb")
    _try_lock(lock)
    return room, lock


def _left_behind(rooms: Iterator[Path]) -> Iterator[Path]:
    """Yield the rooms whose pool is no more."""
    for room in rooms:
        try:
            with (room / _LOCK).open("r+b") as lock:
                is_left = _try_lock(lock)
        except OSError:
            continue
        if is_left:
            yield room


def _try_lock(lock: IO[bytes]) -> bool:
    """Lock a file for this process; False where another holds it. On Windows an open file cannot be removed anyway."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
