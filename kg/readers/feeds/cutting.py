"""Feeds and sitemaps cut into their elements: `item`, `entry`, `url`, one at a time.

feedparser and XML parsers need the whole file, and lose what follows its first damage. Cut before it is parsed, a list
of any length takes bounded memory, damage in one entry harms no other, and no DTD comes to any parser.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.readers.decoding import decode_bytes
from kg.readers.feeds.unpacking import Overgrown, read_chunks

LONGEST = 5_000_000
"""Bytes of one element; a longer one is set aside."""
LONGEST_HEAD = 1 << 16
"""Bytes before the first element that are kept."""
LONGEST_TAG = 64
"""Bytes of a start or end tag up to where its name ends."""
NO_LISTS = rb"(?!image:|video:|media:|itunes:|podcast:|xhtml:|news:)"
"""Prefixes whose elements are parts of entries."""
ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands before the first element, as far as it is kept."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One element, from its start tag to its end tag."""

    line: int
    """Where it begins, from 1."""
    data: bytes
    """As it stands in the file."""
    text: str
    """The same, decoded."""
    fault: str | None = None
    """Why it cannot be read as it was written: it is too long, cut, or its beginning is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a list cannot be read to its end."""

    line: int
    reason: str


def cut(path: Path, names: tuple[str, ...]) -> Iterator[Head | Piece | Failure]:
    """Cut a list into its elements of some names, in any namespace; its head comes first, a failure last."""
    cutter = _Cutter(names)
    failure: str | None = None
    try:
        for chunk in read_chunks(path):
            yield from cutter.cut(chunk)
    except OSError as error:
        failure = f"it cannot be read ({error.strerror})"
    except EOFError:
        failure = "the compressed file is cut"
    except zlib.error:
        failure = "the compressed file is damaged"
    except Overgrown:
        failure = "it is compressed more than any list is"
    yield from cutter.cut(b"", is_last=True)
    if failure:
        yield Failure(line=cutter.line, reason=failure)


class _Cutter:
    """Holds what is read of the element that is not yet at its end."""

    def __init__(self, names: tuple[str, ...]) -> None:
        name = rb"(?:[\w.-]{1,30}:)?(?:" + "|".join(names).encode() + rb")"
        start, end = rb"<" + NO_LISTS + name + rb"(?=[\s/>])", rb"</" + NO_LISTS + name + rb"\s{0,9}>"
        self._token = re.compile(
            rb"(?P<open><!\[CDATA\[)|(?P<close>\]\]>)|(?P<start>" + start + rb")|(?P<end>" + end + rb")"
        )
        self._outside = re.compile(rb"(?P<comment><!--)|(?P<start>" + start + rb")|(?P<end>" + end + rb")")
        self._follows = re.compile(rb"\s*(?:\Z|" + start + rb"|</(?:channel|rss|feed|rdf:RDF|urlset|sitemapindex)\b)")
        self.line = 1
        self._held = bytearray()
        self._searched = 0
        self._head: bytearray | None = bytearray()
        self._encoding = "utf-8"
        self._is_inside = self._is_literal = self._is_too_long = False

    def cut(self, chunk: bytes, *, is_last: bool = False) -> Iterator[Head | Piece]:
        """Take the next bytes; yield what ends in them."""
        self._held += chunk
        is_moving = True
        while is_moving:
            found = self._step_inside(is_last=is_last) if self._is_inside else self._step_outside(is_last=is_last)
            is_moving = found is not None
            if found:
                yield from found
        if is_last and self._head is not None:
            yield self._finish_head()

    def _step_outside(self, *, is_last: bool) -> list[Head | Piece] | None:
        """Go to the next element; return what ends there, None where more bytes are needed."""
        limit = len(self._held) if is_last else len(self._held) - LONGEST_TAG
        found = self._outside.search(self._held, self._searched) if limit > self._searched else None
        if found is None or found.start() >= limit:
            self._drop(max(limit, 0) if not is_last else len(self._held))
            return None
        kind, start, end = found.lastgroup, found.start(), found.end()
        if kind == "comment":
            closed = self._held.find(b"-->", end)
            if closed < 0 and not is_last and len(self._held) - start < LONGEST:
                self._drop(start)
                return None
            self._drop(closed + len(b"-->") if closed >= 0 else end)
            return []
        head: list[Head | Piece] = []
        self._drop(start)
        if self._head is not None:
            head = [self._finish_head()]
        if kind == "end":
            piece = self._release(end - start, fault="its beginning is missing")
            return [*head, piece]
        self._is_inside, self._searched = True, end - start
        return head

    def _step_inside(self, *, is_last: bool) -> list[Head | Piece] | None:
        """Go to the element's end; return it, None where more bytes are needed."""
        limit = len(self._held) if is_last else len(self._held) - LONGEST_TAG
        while limit > self._searched:
            found = self._token.search(self._held, self._searched)
            if found is None or found.start() >= limit:
                self._searched = limit
                break
            kind, end = found.lastgroup, found.end()
            self._searched = end
            if kind in {"open", "close"}:
                self._is_literal = kind == "open"
            elif kind == "end" and (not self._is_literal or self._follows.match(self._held, end)):
                return [self._release(end)]
            elif kind == "start" and not self._is_literal:
                return [self._release(found.start())]
        if is_last:
            return [self._release(len(self._held), fault="the file ends in the middle of it")]
        if len(self._held) > LONGEST:
            self._is_too_long = True
            self._drop(self._searched)
        return None

    def _release(self, size: int, *, fault: str | None = None) -> Piece:
        """Return what is held up to a place, and go behind it."""
        data = bytes(self._held[:size])
        fault = "it has more than 5 MB" if self._is_too_long else fault
        line = self.line
        self._drop(size)
        self._is_inside = self._is_literal = self._is_too_long = False
        return Piece(line=line, data=data, text="" if fault else self._decode(data), fault=fault)

    def _finish_head(self) -> Head:
        head = bytes(self._head or b"")
        self._head = None
        found = ENCODING.search(head[:1000])
        self._encoding = found[1].decode("ascii") if found else "utf-8"
        return Head(text=self._decode(head))

    def _decode(self, data: bytes) -> str:
        """Decode as the list says, unless that does not fit."""
        try:
            return data.decode(self._encoding)
        except (LookupError, UnicodeError):
            return decode_bytes(data)[0]

    def _drop(self, size: int) -> None:
        self.line += self._held.count(b"\n", 0, size)
        if self._head is not None and len(self._head) < LONGEST_HEAD:
            self._head += self._held[: min(size, LONGEST_HEAD - len(self._head))]
        del self._held[:size]
        self._searched = 0
