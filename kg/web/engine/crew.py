"""The workers at hand: forked ahead of need over the newest snapshot, replaced when they are gone."""

import asyncio
import os
from collections import deque
from pathlib import Path

from kg.web.engine.frames import Header
from kg.web.engine.hired import Gone, Hired
from kg.web.engine.nursery import Nursery
from kg.web.engine.records import Limits, Prefixes
from kg.web.engine.snapshots import Fingerprint, Room, fingerprint
from kg.web.engine.spawning import Spawnery
from kg.web.engine.wire import limits_header

SPARES = 2
"""Workers that stand ready beside those that are busy: one takes the place of another in no time."""
_LONGEST_START = 20.0
"""Seconds in which a worker must be ready."""
_PAUSES = (0.05, 0.2, 1.0, 5.0)
"""Seconds before another worker is forked after so many failed."""


class Crew:
    """Workers over a snapshot.

    Args:
        graph: the graph's folder.
        limits: how many are busy at most, and how much each may take.
        prefixes: those that most questions have, so that they are sent only once.
    """

    def __init__(self, graph: Path, limits: Limits, *, prefixes: Prefixes = ()) -> None:
        self._graph = graph
        self._prefixes = prefixes
        self._limits = limits
        self._room = Room(graph)
        self._nursery: Nursery | Spawnery = Nursery(self._room.path) if hasattr(os, "fork") else Spawnery()
        self._idle: deque[Hired] = deque()
        self._wanting: deque[asyncio.Future[Hired]] = deque()
        self._all: set[Hired] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._snapshot: Path | None = None
        self._taken_of: Fingerprint = ()
        self._n_started = 0
        self._n_failed = 0
        self._n_fast = 0
        self._renewing = asyncio.Lock()
        self._is_closed = False

    @property
    def snapshot(self) -> str:
        """The name of the newest snapshot."""
        return f"{self._room.path.name}-{self._snapshot.name}" if self._snapshot is not None else ""

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes of all workers."""
        return tuple(worker.pid for worker in self._all)

    async def renew(self) -> bool:
        """Take a snapshot where the graph changed since the last, and tell whether it did.

        Idle workers are replaced; busy ones finish over the snapshot that they have, which goes with its last worker.
        """
        async with self._renewing:
            found = await asyncio.to_thread(fingerprint, self._graph)
            if found == self._taken_of:
                return False
            self._snapshot = await asyncio.to_thread(self._room.take)
            self._taken_of = found
            old = [worker for worker in self._all if worker in self._idle]
            self._idle.clear()
            self._stock()
            for worker in old:
                self.dismiss(worker)
            self._tidy()
            return True

    def has_changed(self) -> bool:
        """Tell whether the graph was written to since the snapshot was taken; a tenth of a millisecond."""
        return fingerprint(self._graph) != self._taken_of

    async def take(self) -> Hired:
        """Return an idle worker over the newest snapshot, as soon as there is one; `give_back` or `dismiss` it."""
        self._n_fast += 1
        self._stock()
        while self._idle:
            worker = self._idle.popleft()
            if worker.is_there:
                return worker
            self._all.discard(worker)
            self._stock()
        wanting: asyncio.Future[Hired] = asyncio.get_running_loop().create_future()
        self._wanting.append(wanting)
        try:
            return await wanting
        except asyncio.CancelledError:
            if wanting.done() and not wanting.cancelled():
                self._idle.append(wanting.result())
            self._n_fast -= 1
            raise

    def let_go(self) -> None:
        """Count a worker that was taken no longer among the fast: another is kept in its place."""
        self._n_fast -= 1

    def give_back(self, worker: Hired) -> None:
        """Take back a worker that answered."""
        self._n_fast -= 1
        if worker.is_over or worker.snapshot != self.snapshot:
            self.dismiss(worker)
        else:
            self._offer(worker)

    def dismiss(self, worker: Hired) -> None:
        """End a worker, whatever it does."""
        worker.kill()
        self._all.discard(worker)
        self._stock()
        self._tidy()

    async def hire(self, *, network: bool = False) -> Hired:
        """Fork a worker of one's own, which is to be dismissed.

        Raises:
            Gone: where it ended before it was ready.
            ConnectionError: where the zygote did.
        """
        assert self._snapshot is not None
        self._n_started += 1
        name, snapshot = self.snapshot, self._snapshot
        spec: Header = {
            "name": str(self._n_started),
            "snapshot": str(snapshot),
            "files": str(self._room.files),
            "limits": limits_header(self._limits),
            "prefixes": self._prefixes,
            "network": network,
        }
        worker = Hired(await self._nursery.fork(spec), self._nursery, snapshot=name)
        self._all.add(worker)
        try:
            async with asyncio.timeout(_LONGEST_START):
                await worker.start()
        except BaseException as error:
            worker.kill()
            self._all.discard(worker)
            if isinstance(error, TimeoutError):
                raise Gone from error
            raise
        return worker

    async def close(self) -> None:
        """End all workers and remove the snapshots."""
        self._is_closed = True
        for task in tuple(self._starting):
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for worker in tuple(self._all):
            worker.kill()
        self._all.clear()
        self._idle.clear()
        await self._nursery.close()
        await asyncio.to_thread(self._room.close)

    def _offer(self, worker: Hired) -> None:
        while self._wanting:
            wanting = self._wanting.popleft()
            if not wanting.done():
                wanting.set_result(worker)
                return
        self._idle.append(worker)

    def _stock(self) -> None:
        """Fork as many workers as are missing: one for each fast question that may come, and spares."""
        if self._is_closed:
            return
        wanted = self._limits.fast_workers + SPARES - self._n_fast + len(self._wanting)
        for _ in range(wanted - len(self._idle) - len(self._starting)):
            task = asyncio.create_task(self._start_one())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _start_one(self) -> None:
        try:
            worker = await self.hire()
        except (Gone, OSError, TimeoutError):
            self._n_failed += 1
            await asyncio.sleep(_PAUSES[min(self._n_failed, len(_PAUSES)) - 1])
            asyncio.get_running_loop().call_soon(self._stock)
            return
        self._n_failed = 0
        if worker.snapshot == self.snapshot:
            self._offer(worker)
        else:
            worker.kill()
            self._all.discard(worker)
            asyncio.get_running_loop().call_soon(self._stock)

    def _tidy(self) -> None:
        """Remove the snapshots that no worker reads."""
        in_use = {worker.snapshot.rpartition("-")[2] for worker in self._all}
        self._room.remove_all_but({*in_use, *([self._snapshot.name] if self._snapshot is not None else ())})
