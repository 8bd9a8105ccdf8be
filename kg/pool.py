"""Work done by worker processes: in the order of its pieces, few in flight, whatever becomes of a process.

A worker ends with the process that started it, and leaves Ctrl-C to that process. Where one dies (killed for its
memory, or by a fault in compiled code), what was in hand is done again piece by piece, so that only the piece that
kills is missing.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

Piece = TypeVar("Piece")
Done = TypeVar("Done")

PACE = (50_000, 20, 50)
"""New objects before the collector walks them in a worker, and how often it walks older ones."""

_work: Callable[[Any], Any] | None = None
"""What this worker process does; it crosses processes once, however much it knows."""


def run_in_pool(
    work: Callable[[Piece], Done],
    pieces: Iterable[Piece],
    *,
    jobs: int,
    divide: Callable[[Piece], list[Piece]] = lambda piece: [piece],
    stand_in: Callable[[Piece], Done],
) -> Generator[Done, None, None]:
    """Yield what is made of each piece, in their order.

    Args:
        work: makes something of a piece; can be pickled.
        pieces: taken as they are needed: at most two a process, and one, are in hand.
        jobs: how many processes work.
        divide: the parts of a piece that can be done by themselves, for finding which one kills.
        stand_in: makes what stands for a piece that killed its process twice.

    Raises:
        Exception: what `work` raises.
    """
    pool = _Pool(work, jobs)
    pending: deque[tuple[Piece, Future[Done]]] = deque()

    def take() -> Iterator[Done]:
        try:
            done = pending[0][1].result()
        except BrokenProcessPool:
            pool.renew()
            while pending:
                for part in divide(pending.popleft()[0]):
                    yield pool.run_alone(part, stand_in)
        else:
            pending.popleft()
            yield done

    try:
        for piece in pieces:
            try:
                pending.append((piece, pool.submit(piece)))
            except BrokenProcessPool:  # noticed before the first result of the dead process was asked for
                failed: Future[Done] = Future()
                failed.set_exception(BrokenProcessPool())
                pending.append((piece, failed))
            if len(pending) > 2 * jobs:
                yield from take()
        while pending:
            yield from take()
    finally:  # also where the caller wants no more, or was interrupted
        pool.close()


@contextmanager
def run_beside(work: Callable[[], Done]) -> Iterator[Callable[[], Done]]:
    """Begin work in a process of its own; give what waits for it and returns what it made.

    Where that process breaks or dies, the work is done again here. Leaving the context ends the process.

    Args:
        work: can be pickled.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work_beside, args=(sender, work), daemon=True)

    def wait() -> Done:
        try:
            done: Done = receiver.recv()
        except EOFError:
            return work()
        return done

    try:
        with _without_interrupts(), _of_one_thread():
            process.start()
        sender.close()  # so that the end of the process ends the wait
        yield wait
    finally:
        receiver.close()
        if process.pid is not None:  # it was started
            process.terminate()
            process.join()


def _work_beside(sender: Connection, work: Callable[[], Any]) -> None:
    _begin(lambda _: None)
    with sender, suppress(Exception):  # it is raised where the work is done again
        sender.send(work())


class _Pool(Generic[Piece, Done]):
    """Worker processes, and others in their place."""

    def __init__(self, work: Callable[[Piece], Done], jobs: int) -> None:
        self._work, self._jobs = work, jobs
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # Forking would copy the caller's threads and locks, an open store's among them, so workers start afresh.
        context = multiprocessing.get_context("spawn")
        begin = partial(_begin, self._work)
        return ProcessPoolExecutor(self._jobs, mp_context=context, initializer=begin)

    def submit(self, piece: Piece) -> "Future[Done]":
        with _without_interrupts(), _of_one_thread():
            future: Future[Any] = self._executor.submit(_do, piece)
        return future

    def run_alone(self, piece: Piece, stand_in: Callable[[Piece], Done]) -> Done:
        """Do a piece with nothing else in hand; have another stand for it where its process dies again."""
        try:
            return self.submit(piece).result()
        except BrokenProcessPool:
            self.renew()
            return stand_in(piece)

    def renew(self) -> None:
        self._executor.shutdown(cancel_futures=True)
        self._executor = self._start()

    def close(self) -> None:
        # Waited for: where this process is a worker itself, its end would otherwise take their queue from them first.
        self._executor.shutdown(cancel_futures=True)


def _do(piece: object) -> object:
    assert _work is not None  # the initializer ran
    return _work(piece)


def _begin(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work
    # What a piece leaves behind is let go without the collector; at its usual pace it takes a fifteenth of the time.
    gc.set_threshold(*PACE)
    _follow_parent()


@contextmanager
def _of_one_thread() -> Iterator[None]:
    """Let NumPy's routines run in one thread in the processes that start meanwhile: there is one for every core."""
    added = [name for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS") if name not in os.environ]
    os.environ.update(dict.fromkeys(added, "1"))
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Put Ctrl-C off, and for good in the processes that start meanwhile: they inherit the signals that are blocked.

    Otherwise each of them would end on it with a traceback of its own.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _follow_parent() -> None:
    """End this worker when the process that started it is gone, however that ended."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
