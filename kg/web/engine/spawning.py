"""Workers where processes cannot be forked (Windows): each starts anew, in a second, and has no second wall."""

import asyncio
import base64
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from kg.web.engine.frames import Channel, Header
from kg.web.engine.nursery import Forked, launch_command
from kg.web.engine.worker import work

_IDLE_PRIORITY_CLASS = 0x40
_MAIN = "kg.web.engine.spawning"


class Spawnery:
    """Starts workers one by one; in place of a `Nursery`."""

    def __init__(self) -> None:
        self._processes: dict[int, subprocess.Popen[bytes]] = {}

    async def fork(self, spec: Header) -> Forked:
        """Start a worker.

        Args:
            spec: what `kg.web.engine.worker.work` takes.
        """
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        errors = Path(tempfile.mkstemp(prefix="kg-worker-")[1])
        with theirs, errors.open("wb") as writing:
            process = subprocess.Popen(
                launch_command(_MAIN, json.dumps(spec), "" if sys.platform == "win32" else str(theirs.fileno())),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=writing,
                pass_fds=() if sys.platform == "win32" else [theirs.fileno()],
                env={**os.environ, "RUST_BACKTRACE": "0"},
            )
            if sys.platform == "win32" and process.stdin is not None:
                process.stdin.write(base64.b64encode(theirs.share(process.pid)) + b"\n")
                process.stdin.flush()
        self._processes[process.pid] = process
        ours.settimeout(0)
        ended: asyncio.Future[tuple[int | None, int]] = loop.create_future()
        threading.Thread(target=self._wait, args=(process, errors, ended, loop), daemon=True).start()
        return Forked(pid=process.pid, channel=ours, errors=os.open(errors, os.O_RDONLY), ended=ended)

    def kill(self, pid: int) -> None:
        """End a worker at once."""
        if (process := self._processes.get(pid)) is not None:
            process.kill()

    def slow_down(self, pid: int) -> None:
        """Let a worker compute only while nobody else wants to."""
        process = self._processes.get(pid)
        if sys.platform == "win32" and process is not None:
            import ctypes

            ctypes.windll.kernel32.SetPriorityClass(int(process._handle), _IDLE_PRIORITY_CLASS)  # noqa: SLF001

    async def close(self) -> None:
        """End all workers."""
        for process in tuple(self._processes.values()):
            process.kill()
            await asyncio.to_thread(process.wait)

    def _wait(
        self,
        process: subprocess.Popen[bytes],
        errors: Path,
        ended: "asyncio.Future[tuple[int | None, int]]",
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        code = process.wait()
        if process.stdin is not None:
            process.stdin.close()
        self._processes.pop(process.pid, None)

        def tell() -> None:
            if not ended.done():
                ended.set_result((code, 0))

        if not loop.is_closed():
            loop.call_soon_threadsafe(tell)
        errors.unlink(missing_ok=True)


def main(spec: str, descriptor: str) -> None:
    """Be a worker."""
    if sys.platform == "win32":
        channel = socket.fromshare(base64.b64decode(sys.stdin.buffer.readline()))
        work(Channel(read=channel.recv, write=channel.send, is_gone=lambda: _is_closed(channel)), json.loads(spec))
    else:
        here, parent = int(descriptor), os.getppid()
        read, write = (lambda size: os.read(here, size)), (lambda data: os.write(here, data))
        work(Channel(read=read, write=write, is_gone=lambda: os.getppid() != parent), json.loads(spec))


def _is_closed(channel: socket.socket) -> bool:
    import select

    ready, _, _ = select.select([channel], [], [], 0)
    return bool(ready) and not channel.recv(1, socket.MSG_PEEK)
