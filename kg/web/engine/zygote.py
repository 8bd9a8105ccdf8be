"""The process that forks workers: all they need is loaded in it once, so that a new one takes milliseconds.

It has one thread and no store open, so that forking it is safe, which forking the server is not. It takes orders from
the pool over a socket, a line of JSON each: to fork a worker (with two descriptors: its socket and its error stream),
to slow one down, to kill one; and it tells which started and how each ended. Only it signals workers, for only it
knows that a number still means the same process. When the pool is gone, however it ended, it kills the workers,
removes what they rested on, and ends.
"""

import gc
import json
import os
import select
import shutil
import signal
import socket
from collections import deque
from contextlib import suppress

from kg.web.engine.confine import follow_parent
from kg.web.engine.frames import Channel, Header
from kg.web.engine.worker import work

_LARGEST_READ = 64 * 1024
_MOST_DESCRIPTORS = 16
_SLOWER = 10
"""Niceness of a slow worker: a tenth of the share of the others, so that questions that take seconds get done even
while many small ones keep all cores busy; at 19 they would not."""
_CHANNEL = 3
"""The descriptor at which a worker has its socket; all beyond are closed."""


def main(descriptor: int | str, room: str) -> None:
    """Fork workers until the pool is gone.

    Args:
        descriptor: a Unix stream socket to the pool.
        room: the folder of the snapshots, removed at the end.
    """
    for meant_for_server in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # which ends all this in order
        signal.signal(meant_for_server, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    wake_in, wake_out = os.pipe()
    os.set_blocking(wake_in, False)
    os.set_blocking(wake_out, False)
    signal.set_wakeup_fd(wake_out, warn_on_full_buffer=False)
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=int(descriptor)) as control, suppress(BrokenPipeError, ConnectionResetError):
        zygote = Zygote(control)
        control.sendall(b'{"ready": true}\n')
        while True:
            ready, _, _ = select.select([control.fileno(), wake_in], [], [])
            if control.fileno() in ready and not zygote.take_orders():
                break
            if wake_in in ready:
                os.read(wake_in, _LARGEST_READ)
            zygote.tell_ended()
    zygote.kill_all()
    shutil.rmtree(room, ignore_errors=True)


class Zygote:
    """Workers as children.

    Args:
        control: where orders come from.
    """

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._children: set[int] = set()
        self._gathered = b""
        self._descriptors: deque[int] = deque()

    def take_orders(self) -> bool:
        """Do what the pool asks; False where it is gone."""
        data, descriptors, _, _ = socket.recv_fds(self._control, _LARGEST_READ, _MOST_DESCRIPTORS)
        self._descriptors.extend(descriptors)
        *orders, self._gathered = (self._gathered + data).split(b"\n")
        for line in orders:
            order: Header = json.loads(line)
            if order["do"] == "fork":
                self._fork(order)
            elif order["pid"] in self._children:
                self._signal(order)
        return bool(data)

    def tell_ended(self) -> None:
        """Tell how workers ended that did: exit status (or minus the signal) and largest memory in bytes."""
        for child in tuple(self._children):
            found, status, usage = os.wait4(child, os.WNOHANG)
            if found:
                self._children.discard(child)
                self._tell({"ended": child, "code": os.waitstatus_to_exitcode(status), "peak": usage.ru_maxrss * 1024})

    def kill_all(self) -> None:
        """End every worker, and wait until they are gone."""
        for child in self._children:
            os.kill(child, signal.SIGKILL)
        for child in self._children:
            os.waitpid(child, 0)

    def _fork(self, order: Header) -> None:
        channel, errors = self._descriptors.popleft(), self._descriptors.popleft()
        parent = os.getpid()
        child = os.fork()
        if child == 0:
            try:
                _become_worker(channel, errors, order["spec"], parent)
            finally:
                os._exit(1)
        self._children.add(child)
        os.close(channel)
        os.close(errors)
        self._tell({"started": order["spec"]["name"], "pid": child})

    def _signal(self, order: Header) -> None:
        if order["do"] == "kill":
            os.kill(order["pid"], signal.SIGKILL)
        elif order["do"] == "slow":  # each worker leads a group of its own, so that all its threads are meant
            with suppress(OSError):
                os.setpriority(os.PRIO_PGRP, order["pid"], os.getpriority(os.PRIO_PROCESS, 0) + _SLOWER)

    def _tell(self, told: Header) -> None:
        self._control.sendall(json.dumps(told).encode() + b"\n")


def _become_worker(channel: int, errors: int, spec: Header, parent: int) -> None:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setpgid(0, 0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for there, here in ((nothing, 0), (nothing, 1), (errors, 2), (channel, _CHANNEL)):
        os.dup2(there, here)
    os.closerange(_CHANNEL + 1, os.sysconf("SC_OPEN_MAX"))
    follow_parent(parent)
    channel_here = Channel(
        read=lambda size: os.read(_CHANNEL, size),  # not recv and send, which a worker is refused
        write=lambda data: os.write(_CHANNEL, data),
        is_gone=lambda: os.getppid() != parent,
    )
    work(channel_here, spec)
