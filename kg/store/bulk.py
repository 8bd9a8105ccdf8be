"""Loading many quads: pieces of N-Quads side by side, which Oxigraph takes faster than one after the other.

Its loader parses in one thread, and sorts what it parsed in others only once there is more than a piece of it. Large
pieces leave less to be merged afterwards.
"""

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO

from pyoxigraph import RdfFormat, Store

PIECE = 32_000_000
"""Bytes of N-Quads that are loaded together."""
THREADS = 2


class Pieces:
    """Lines of N-Quads in pieces that are loaded side by side; iterating yields each as it is, not a copy.

    Attributes:
        size: bytes in all.
    """

    def __init__(self) -> None:
        self._pieces = [BytesIO()]
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        return (piece.getvalue() for piece in self._pieces)

    def write(self, lines: bytes) -> None:
        """Add whole lines."""
        if self._pieces[-1].tell() >= PIECE:
            self._pieces.append(BytesIO())
        self._pieces[-1].write(lines)
        self.size += len(lines)


class Loader:
    """Loads pieces in threads of its own; no more of them wait than are being loaded."""

    def __init__(self, store: Store, threads: ThreadPoolExecutor) -> None:
        self._store = store
        self._threads = threads
        self._loading: set[Future[None]] = set()

    def __call__(self, lines: bytes) -> None:
        """Begin to load whole lines of N-Quads.

        Raises:
            SyntaxError, OSError: of this piece or an earlier one.
        """
        if len(self._loading) >= 2 * THREADS:
            done, self._loading = wait(self._loading, return_when=FIRST_COMPLETED)
            for each in done:
                each.result()
        self._loading.add(self._threads.submit(self._store.bulk_load, lines, RdfFormat.N_QUADS, lenient=True))

    def wait(self) -> None:
        """Return once all of it is on disk.

        Raises:
            SyntaxError, OSError: of any piece.
        """
        while self._loading:
            self._loading.pop().result()
        self._store.flush()


@contextmanager
def loading_beside(store: Store) -> Iterator[Loader]:
    """Give what loads pieces into a store; what it is loading at the end is finished first."""
    with ThreadPoolExecutor(THREADS, "quads") as threads:
        yield Loader(store, threads)


def load_lines(store: Store, stream: BinaryIO, *, piece: int = PIECE) -> None:
    """Load what a stream of N-Quads holds, so many bytes together; a few pieces of it are in memory at a time.

    Raises:
        SyntaxError, OSError: of any piece.
    """
    with loading_beside(store) as load:
        while lines := stream.read(piece):
            load(lines + stream.readline())
        load.wait()
