"""What goes between the pool and its workers: a header as JSON and a body of bytes, each with its length before it.

Nothing of a worker is unpickled: it has read what anybody sent.
"""

import json
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

_LENGTHS = struct.Struct("!IQ")
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_LARGEST_READ = 256 * 1024

Header = dict[str, Any]


def pack_frame(header: Header, body: bytes = b"") -> bytes:
    """Return a frame as bytes."""
    head = _encode(header).encode()
    return b"".join((_LENGTHS.pack(len(head), len(body)), head, body))


class Frames:
    """Frames as they come in, put together from pieces."""

    def __init__(self) -> None:
        self._gathered = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[Header, bytes]]:
        """Yield each frame that is whole with this piece."""
        self._gathered += data
        while len(self._gathered) >= _LENGTHS.size:
            n_head, n_body = _LENGTHS.unpack_from(self._gathered)
            end = _LENGTHS.size + n_head + n_body
            if len(self._gathered) < end:
                return
            head = bytes(self._gathered[_LENGTHS.size : _LENGTHS.size + n_head])
            body = bytes(self._gathered[_LENGTHS.size + n_head : end])
            del self._gathered[:end]
            yield json.loads(head), body


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A worker's way to the pool."""

    read: Callable[[int], bytes]
    """Waits for up to so many bytes; none once the pool is gone."""
    write: Callable[[memoryview], int]
    """Takes some bytes and returns how many."""
    is_gone: Callable[[], bool]
    """Tells, also while nothing is read, whether the pool is gone."""

    def frames(self) -> Iterator[tuple[Header, bytes]]:
        """Yield frames until the other side closes, waiting for each."""
        frames = Frames()
        while data := self.read(_LARGEST_READ):
            yield from frames.feed(data)

    def send(self, header: Header, body: bytes = b"") -> None:
        """Write a frame, waiting until the other side has taken it."""
        view = memoryview(pack_frame(header, body))
        while view:
            view = view[self.write(view) :]
