"""A worker as the pool sees it: asked one thing at a time, slowed down, or ended."""

import asyncio
import math
import signal
from typing import Protocol

from kg.web.engine.confine import computed_seconds, resident_bytes
from kg.web.engine.frames import Frames, Header, pack_frame
from kg.web.engine.nursery import Ended, Forked
from kg.web.engine.records import Limits
from kg.web.engine.refusals import NestedTooDeep, Refused, TooMuchMemory, WorkerDied
from kg.web.engine.worker import OUT_OF_MEMORY

Reply = tuple[Header, bytes]

_NEARLY = 0.9
"""From this share of the limit on, a worker that ended badly is taken to have run out of memory."""


class Gone(Exception):
    """A worker that ended before it answered."""


class Orders(Protocol):
    """What starts workers and can end them: a `Nursery` or a `Spawnery`."""

    def kill(self, pid: int) -> None:
        """End a worker at once."""

    def slow_down(self, pid: int) -> None:
        """Let a worker compute less than others."""


class Hired(asyncio.Protocol):
    """A worker.

    Attributes:
        pid: its process.
        snapshot: names what it reads.
        base: bytes that it holds idle.
        is_over: whether it can be asked no more.
    """

    def __init__(self, forked: Forked, nursery: Orders, *, snapshot: str) -> None:
        self.pid = forked.pid
        self.snapshot = snapshot
        self.base = 0
        self.is_over = False
        self._forked = forked
        self._nursery = nursery
        self._frames = Frames()
        self._computed_before = 0.0
        self._reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._transport: asyncio.Transport | None = None

    async def start(self) -> None:
        """Wait until it is ready.

        Raises:
            Gone: where it ended before.
        """
        await asyncio.get_running_loop().create_connection(lambda: self, sock=self._forked.channel)
        await self._reply
        self.base = resident_bytes(self.pid)

    def ask(self, header: Header) -> "asyncio.Future[Reply]":
        """Send a question and return what will be its reply; raises `Gone` where the worker ends."""
        self._reply = asyncio.get_running_loop().create_future()
        if self.is_over or self._transport is None:
            self._reply.set_exception(Gone())
        else:
            self._transport.write(pack_frame(header))
        return self._reply

    def slow_down(self) -> None:
        """Let it compute only while nobody else wants to."""
        self._nursery.slow_down(self.pid)

    def kill(self) -> None:
        """End it at once."""
        self.is_over = True
        self._nursery.kill(self.pid)
        self._forked.close()
        if self._transport is not None:
            self._transport.abort()

    @property
    def is_there(self) -> bool:
        """Whether it can be asked; one that somebody killed holds no memory before its channel tells of its end."""
        return not self.is_over and (not self.base or resident_bytes(self.pid) > 0)

    @property
    def resident(self) -> int:
        """The bytes that it holds beyond what it holds idle."""
        return resident_bytes(self.pid) - self.base

    @property
    def computed(self) -> float:
        """The seconds that it has computed since its last reply; endless where that cannot be told."""
        computed = computed_seconds(self.pid)
        return computed - self._computed_before if computed is not None else math.inf

    async def why(self, limits: Limits) -> Refused:
        """Tell what became of a question whose worker is gone."""
        ended = await self._forked.last_words()
        self._forked.close()
        return _explain(ended, limits, base=self.base)

    # What asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take a piece of a reply."""
        for reply in self._frames.feed(data):
            self._computed_before = reply[0].get("computed", 0.0)
            if not self._reply.done():
                self._reply.set_result(reply)

    def connection_lost(self, _error: Exception | None) -> None:
        """End; where it was asked something, `why` reads its error stream."""
        self.is_over = True
        if self._reply.done():
            self._forked.close()
        else:
            self._reply.set_exception(Gone())
            self._reply.exception()  # so that nobody needs to ask


def _explain(ended: Ended, limits: Limits, *, base: int) -> Refused:
    no_memory = "memory allocation" in ended.words or "bad_alloc" in ended.words or ended.code == OUT_OF_MEMORY
    if no_memory or "MemoryError" in ended.words or ended.peak - base > _NEARLY * limits.memory_bytes:
        return TooMuchMemory(limits.memory_bytes)
    if ended.code in (-signal.SIGSEGV, -signal.SIGABRT) and ("overflow" in ended.words or not ended.words):
        return NestedTooDeep()
    if ended.code is not None and ended.code < 0:
        return WorkerDied(signal.Signals(-ended.code).name)
    return WorkerDied(f"status {ended.code}" if ended.code is not None else "unknown how")
