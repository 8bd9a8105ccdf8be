"""The pool's side of the zygote: orders workers, hears how they end, and starts another zygote where one is gone."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kg.web.engine.frames import Header

_LAUNCH = """
import importlib, sys, types
for name, folder in zip(("kg", "kg.web", "kg.web.engine"), sys.argv[1:4]):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__path__ = [folder]
importlib.import_module(sys.argv[4]).main(*sys.argv[5:])
"""
"""Runs a module of ours with the paths alone of the packages that it is in: what they import themselves takes a second
and is not needed."""
_LONGEST_START = 60.0
"""Seconds that a zygote may take to load what it needs."""
_LONGEST_WORDS = 4096
"""Bytes of a worker's last words."""


def launch_command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs the `main` of a module of ours in a process of its own."""
    here = Path(__file__).parent
    folders = [str(folder) for folder in (here.parents[1], here.parent, here)]
    return [sys.executable, "-c", _LAUNCH, *folders, module, *arguments]


_Ending = asyncio.Future[tuple[int | None, int]]
"""Will be a worker's exit status and largest memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a worker ended."""

    code: int | None
    """Its exit status, or minus the signal; None where nobody knows."""
    peak: int
    """The most memory it held, in bytes."""
    words: str
    """What it wrote on its error stream."""


@dataclass(slots=True, kw_only=True)
class Forked:
    """A worker as it was forked."""

    pid: int
    channel: socket.socket
    """To speak with it."""
    errors: int
    """Its error stream."""
    is_closed: bool = False
    ended: _Ending = field(repr=False)
    """Exit status and largest memory, once it ended."""

    async def last_words(self) -> Ended:
        """Wait until it is known how the worker ended, a second at most."""
        code, peak = None, 0
        await asyncio.wait({self.ended}, timeout=1.0)
        if self.ended.done():
            code, peak = self.ended.result()
        words = ""
        if not self.is_closed:
            with suppress(BlockingIOError):
                words = os.read(self.errors, _LONGEST_WORDS).decode(errors="replace")
        return Ended(code=code, peak=peak, words=words)

    def close(self) -> None:
        """Close its error stream."""
        if not self.is_closed:
            self.is_closed = True
            os.close(self.errors)


class Nursery:
    """Forks workers by way of a zygote.

    Args:
        room: the folder that a zygote removes when this process is gone.
    """

    def __init__(self, room: Path) -> None:
        self._room = room
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._ready: asyncio.Future[None] | None = None
        self._started: dict[str, asyncio.Future[tuple[int, _Ending]]] = {}
        self._ended: dict[int, _Ending] = {}
        self._gathered = b""

    async def fork(self, spec: Header) -> Forked:
        """Fork a worker.

        Args:
            spec: what `kg.web.engine.worker.work` takes.

        Raises:
            ConnectionError: where the zygote is gone; the next call starts another.
        """
        control = await self._zygote()
        loop = asyncio.get_running_loop()
        started = self._started[spec["name"]] = loop.create_future()
        ours, theirs = socket.socketpair()
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        try:
            order = json.dumps({"do": "fork", "spec": spec}).encode() + b"\n"
            socket.send_fds(control, [order], [theirs.fileno(), writing])
            pid, ended = await started
        except BaseException:
            ours.close()
            os.close(reading)
            raise
        finally:
            self._started.pop(spec["name"], None)
            theirs.close()
            os.close(writing)
        ours.settimeout(0)
        return Forked(pid=pid, channel=ours, errors=reading, ended=ended)

    def kill(self, pid: int) -> None:
        """End a worker at once."""
        self._order({"do": "kill", "pid": pid})

    def slow_down(self, pid: int) -> None:
        """Let a worker compute only while nobody else wants to."""
        self._order({"do": "slow", "pid": pid})

    async def close(self) -> None:
        """End the zygote and with it all workers."""
        process = self._process
        self._lose()
        if process is not None:
            await asyncio.to_thread(process.wait)

    def _order(self, order: Header) -> None:
        if self._control is not None:
            with suppress(OSError):
                self._control.sendall(json.dumps(order).encode() + b"\n")

    async def _zygote(self) -> socket.socket:
        if self._control is None:
            self._start()
        assert self._ready is not None
        async with asyncio.timeout(_LONGEST_START):
            await asyncio.wait({self._ready})
        if self._control is None:
            raise ConnectionError("the zygote is gone")
        return self._control

    def _start(self) -> None:
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                launch_command("kg.web.engine.zygote", str(theirs.fileno()), str(self._room)),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={**os.environ, "RUST_BACKTRACE": "0"},
            )
        self._control, self._ready, self._gathered = ours, loop.create_future(), b""
        loop.add_reader(ours.fileno(), self._hear)

    def _hear(self) -> None:
        assert self._control is not None
        try:
            data = self._control.recv(65536)
        except OSError:
            data = b""
        if not data:
            self._lose()
            return
        *lines, self._gathered = (self._gathered + data).split(b"\n")
        for line in lines:
            self._take(json.loads(line))

    def _take(self, told: Header) -> None:
        if "ready" in told and self._ready is not None:
            self._ready.set_result(None)
        elif "started" in told:
            ended = self._ended[told["pid"]] = asyncio.get_running_loop().create_future()
            started = self._started.get(told["started"])
            if started is not None and not started.done():
                started.set_result((told["pid"], ended))
            else:  # whoever wanted it has gone
                self.kill(told["pid"])
        elif "ended" in told:
            self._ended.pop(told["ended"]).set_result((told["code"], told["peak"]))

    def _lose(self) -> None:
        """Forget a zygote that is gone, or let go of it: it ends when its socket closes."""
        if self._control is None:
            return
        asyncio.get_running_loop().remove_reader(self._control.fileno())
        self._control.close()
        self._control = None
        if self._ready is not None and not self._ready.done():
            self._ready.set_result(None)
        for started in self._started.values():
            if not started.done():
                started.set_exception(ConnectionError("the zygote is gone"))
        for ended in self._ended.values():
            ended.set_result((None, 0))
        self._ended.clear()
