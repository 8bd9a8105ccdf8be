"""Two lanes for questions: most are answered in the fast one; what takes longer goes on in the slow one.

A question that is not done in time takes its worker with it to the slow lane, where it computes only while nobody else
wants to, and another worker takes the place in the fast lane. Where the slow lane is full, its worker is ended instead
and it waits, costing nothing, to be begun anew. So runaways never stop the others.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kg.web.engine.crew import Crew
from kg.web.engine.frames import Header
from kg.web.engine.hired import Gone, Hired, Reply
from kg.web.engine.records import Limits
from kg.web.engine.refusals import Busy, TooMuchMemory, WorkerDied

_LOOK = 0.1
"""Seconds between two looks at how much memory a slow worker holds."""
_PATIENCE = 2
"""How many times as long a question may take to compute what a fast one may, where the machine is busy."""
_LAST_BREATH = 0.05
"""Seconds within which a worker ends that somebody killed before it was asked."""
_RETRY_AFTER = 2
"""Seconds after which one who is refused may try again."""


class Lanes:
    """The two lanes.

    Args:
        crew: the workers.
        limits: how many questions are worked on at a time, and when one counts as slow.
    """

    def __init__(self, crew: Crew, limits: Limits) -> None:
        self._crew = crew
        self._limits = limits
        self._fast = asyncio.Semaphore(limits.fast_workers)
        self._slow = asyncio.Semaphore(limits.slow_workers)
        self._n_waiting = {"fast": 0, "slow": 0}

    async def answer_fast(self, header: Header) -> Reply | None:
        """Answer a question in the fast lane, and where it takes longer in the slow one.

        Returns:
            The reply; None where the slow lane is full and the question is to be begun anew there.

        Raises:
            Refused: where the worker ended, or too many wait.
        """
        async with self._turn(self._fast, "fast"):
            worker, reply = await self._begin(header)
            moves = False
            try:
                await self._wait_briefly(worker, reply)
                moves = not reply.done() and not self._slow.locked()
                if moves:
                    await self._slow.acquire()  # at once, for it is not locked
                elif not reply.done():
                    return None
                else:
                    return await self._take_reply(worker, reply)
            finally:
                if not moves:
                    self._settle(worker, reply)
        try:
            self._crew.let_go()
            return await self._watch(worker, reply)
        finally:
            self._slow.release()
            self._crew.dismiss(worker)

    async def answer_slow(self, header: Header, *, network: bool = False) -> Reply:
        """Answer a question in the slow lane from its begin, by a worker of its own.

        Raises:
            Refused: where the worker ended, or too many wait.
        """
        async with self._turn(self._slow, "slow"):
            try:
                worker = await self._crew.hire(network=network)
            except (Gone, OSError) as error:
                raise WorkerDied("it could not start") from error
            try:
                return await self._watch(worker, worker.ask(header))
            finally:
                self._crew.dismiss(worker)

    async def _begin(self, header: Header) -> "tuple[Hired, asyncio.Future[Reply]]":
        """Ask a worker; another one where it ended at once, for then it was at its end before it was asked."""
        worker = await self._crew.take()
        reply = worker.ask(header)
        is_dead = False
        try:
            await asyncio.wait({reply}, timeout=_LAST_BREATH)
            is_dead = reply.done() and isinstance(reply.exception(), Gone)
        except asyncio.CancelledError:
            self._settle(worker, reply)
            raise
        if is_dead:
            self._settle(worker, reply)
            worker = await self._crew.take()
            reply = worker.ask(header)
        return worker, reply

    @asynccontextmanager
    async def _turn(self, lane: asyncio.Semaphore, name: str) -> AsyncIterator[None]:
        """Wait for one's turn in a lane."""
        if lane.locked():
            if self._n_waiting[name] >= self._limits.waiting:
                raise Busy(retry_after=_RETRY_AFTER)
            self._n_waiting[name] += 1
            try:
                await lane.acquire()
            finally:
                self._n_waiting[name] -= 1
        else:
            await lane.acquire()
        try:
            yield
        finally:
            lane.release()

    async def _wait_briefly(self, worker: Hired, reply: "asyncio.Future[Reply]") -> None:
        """Wait as long as a fast question may take; longer where the machine is too busy to compute it."""
        _, waiting = await asyncio.wait({reply}, timeout=self._limits.fast_seconds)
        for _ in range(_PATIENCE):
            if not waiting or worker.computed >= self._limits.fast_seconds:
                return
            _, waiting = await asyncio.wait({reply}, timeout=self._limits.fast_seconds)

    async def _watch(self, worker: Hired, reply: "asyncio.Future[Reply]") -> Reply:
        """Wait for a slow worker and look at its memory; all that it holds counts, mapped files too."""
        worker.slow_down()
        while not reply.done():
            if worker.resident > self._limits.memory_bytes:
                raise TooMuchMemory(self._limits.memory_bytes)
            await asyncio.wait({reply}, timeout=_LOOK)
        return await self._take_reply(worker, reply)

    async def _take_reply(self, worker: Hired, reply: "asyncio.Future[Reply]") -> Reply:
        try:
            return reply.result()
        except Gone as error:
            raise await worker.why(self._limits) from error

    def _settle(self, worker: Hired, reply: "asyncio.Future[Reply]") -> None:
        """Give a worker of the fast lane back where it answered; end it where it did not."""
        if reply.done() and not reply.cancelled() and reply.exception() is None:
            self._crew.give_back(worker)
        else:
            self._crew.let_go()
            self._crew.dismiss(worker)
