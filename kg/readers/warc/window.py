"""A window that moves over a stream: what was read and is still needed, never more than a record may have."""

import re
from collections import deque
from collections.abc import Iterator

from kg.readers.warc.marks import Begin, Break, End, Event


class Window:
    """The bytes from the present place to the end of what is read; reads on as far as asked.

    It ends at a break in the stream, until `go_on` is called: no record goes on behind damage.

    Attributes:
        break_: what ended the bytes, where damage did.
        is_over: True where no bytes follow those in the window, up to the break or the end of the file.
    """

    def __init__(self, events: Iterator[Event]) -> None:
        self.break_: Break | None = None
        self.is_over = False
        self._events = events
        self._held = bytearray()
        self._place = 0  # of the first byte held, in the stream
        self._begins: deque[tuple[int, Begin]] = deque()  # members, after where they begin in the stream
        self._checked_to = self._ended_to = 0

    @property
    def place(self) -> int:
        """Where the window begins, in bytes of the stream."""
        return self._place

    @property
    def offset(self) -> int:
        """Where the window begins, in bytes of the file; where its member begins, if that is compressed."""
        while len(self._begins) > 1 and self._begins[1][0] <= self._place:
            self._begins.popleft()
        if not self._begins:
            return 0
        place, begin = self._begins[0]
        return begin.offset + (self._place - place if begin.is_plain else 0)

    @property
    def is_at_member(self) -> bool:
        """True where a compressed member or frame begins at the window's beginning."""
        return any(place == self._place and not begin.is_plain for place, begin in self._begins)

    def is_checked(self, start: int) -> bool:
        """Tell whether checksums vouch for the bytes between a place in the stream and the window."""
        return start < self._place <= self._checked_to

    @property
    def is_ended(self) -> bool:
        """True where the member of what stands before the window has ended well, so that a later break is another's."""
        return self._place <= self._ended_to

    def peek(self, size: int) -> int:
        """Read on until the window has so many bytes; return how many of them it has."""
        while len(self._held) < size and not self.is_over:
            self._read_event()
        return min(len(self._held), size)

    def take(self, start: int, end: int) -> bytes:
        """Return a copy of bytes of the window."""
        return bytes(self._held[start:end])

    def match(self, pattern: re.Pattern[bytes], start: int = 0) -> re.Match[bytes] | None:
        """Match a pattern at a place of the window."""
        return pattern.match(self._held, start)

    def search(self, pattern: re.Pattern[bytes], start: int, end: int) -> re.Match[bytes] | None:
        """Return where a pattern first stands between two places of the window."""
        return pattern.search(self._held, start, end)

    def find(self, needle: bytes, pattern: re.Pattern[bytes], start: int, end: int) -> int | None:
        """Return where a pattern first stands that begins with some bytes; far faster than patterns alone."""
        place = self._held.find(needle, start, end)
        while place >= 0 and not pattern.match(self._held, place):
            place = self._held.find(needle, place + 1, end)
        return place if place >= 0 else None

    def drop(self, size: int) -> None:
        """Move the window's beginning on, over bytes that it has."""
        size = min(size, len(self._held))
        del self._held[:size]
        self._place += size

    def go_on(self) -> bool:
        """Move behind the break; return whether there is one, and so perhaps more to read."""
        self.drop(len(self._held))
        if self.break_ is None:
            return False
        self.break_, self.is_over = None, False
        return True

    def _read_event(self) -> None:
        event = next(self._events, None)
        end = self._place + len(self._held)
        if event is None:
            self.is_over = True
        elif isinstance(event, Begin):
            self._begins.append((end, event))
        elif isinstance(event, Break):
            self.break_, self.is_over = event, True
        elif isinstance(event, End):
            self._ended_to, self._checked_to = end, end if event.is_checked else self._checked_to
        else:
            self._held += event
