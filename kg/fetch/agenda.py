"""Who is asked when: one request at a time for each host, at its pace, and the host that is ready first goes first."""

import heapq
import time
from collections import deque
from dataclasses import dataclass
from threading import Condition
from typing import Protocol

from kg.fetch.address import Address
from kg.fetch.outcome import Exchange
from kg.readers.source import Kind
from kg.records import Place


class Clock(Protocol):
    """Tells and passes time; a test puts one in its place that takes none."""

    def now(self) -> float:
        """Return seconds that only grow."""

    def wait(self, woken: Condition, until: float) -> None:
        """Wait until a moment, or until woken; the condition's lock is held."""


class RealClock:
    """The machine's clock."""

    def now(self) -> float:
        """Return seconds that only grow."""
        return time.monotonic()

    def wait(self, woken: Condition, until: float) -> None:
        """Wait until a moment, or until woken."""
        woken.wait(max(0.0, until - time.monotonic()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A request to send, and what it is for."""

    address: Address
    """Whom to ask now."""
    url: str
    """The address that was listed."""
    place: Place
    """Where it was listed."""
    kind: Kind = Kind.HTML
    """What its list says stands there."""
    depth: int = 0
    """How many fetched lists led to it."""
    is_rules: bool = False
    """Whether this asks for the robots.txt of the origin that `url` is."""
    way: tuple[Exchange, ...] = ()
    """The redirects that led here."""
    attempt: int = 1
    """How often the address was asked, with this time."""


class Agenda:
    """The errands that are left, by host; used by several threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._changed = Condition()
        self._errands_by_host: dict[str, deque[Errand]] = {}
        self._ready_by_host: dict[str, float] = {}
        self._ready: list[tuple[float, str]] = []
        self._busy: set[str] = set()
        self._is_closed = False
        self._is_open_ended = True

    def add(self, *errands: Errand, is_next: bool = False) -> None:
        """Add errands, in their order, as the last of their host or as its next."""
        with self._changed:
            for errand in reversed(errands) if is_next else errands:
                host = errand.address.host
                if host not in self._errands_by_host:
                    self._errands_by_host[host] = deque()
                    self._offer(host)
                queue = self._errands_by_host[host]
                (queue.appendleft if is_next else queue.append)(errand)
            self._changed.notify_all()

    def take(self) -> Errand | None:
        """Wait for a host to be ready, and take its next errand; None where nothing is left to do.

        The host is busy until `release` is called for it.
        """
        with self._changed:
            while not self._is_closed:
                if self._ready and self._ready[0][0] <= self._clock.now():
                    _, host = heapq.heappop(self._ready)
                    self._busy.add(host)
                    return self._errands_by_host[host].popleft()
                if self._ready:
                    self._clock.wait(self._changed, self._ready[0][0])
                elif self._busy or self._is_open_ended:
                    self._changed.wait()
                else:
                    break
            return None

    def release(self, host: str, *, ready_at: float) -> None:
        """End a host's turn, and say when its next may come."""
        with self._changed:
            self._busy.discard(host)
            self._ready_by_host[host] = max(ready_at, self._ready_by_host.get(host, ready_at))
            if self._errands_by_host.get(host):
                self._offer(host)
            else:
                self._errands_by_host.pop(host, None)
            self._changed.notify_all()

    def seal(self) -> None:
        """Say that no errands come from outside any more, but only from other errands."""
        with self._changed:
            self._is_open_ended = False
            self._changed.notify_all()

    def close(self) -> None:
        """Let nobody take anything any more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    @property
    def is_closed(self) -> bool:
        """Whether nothing is to be done any more."""
        return self._is_closed

    def _offer(self, host: str) -> None:
        if host not in self._busy:
            heapq.heappush(self._ready, (self._ready_by_host.get(host, self._clock.now()), host))
