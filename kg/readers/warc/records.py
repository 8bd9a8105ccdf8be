"""The records of an archive (ISO 28500:2017, WARC/1.0 and 1.1), and the gaps between them where it is damaged.

warcio parses records, but ends at the first that is damaged: one flipped byte in the middle costs it half of an
archive. So records are found here: by their length where what follows confirms it, by the next version line where not.
"""

import re
from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import BinaryIO

from kg.readers.warc.digests import find_sound
from kg.readers.warc.header import Header, parse_header
from kg.readers.warc.streams import open_stream
from kg.readers.warc.window import Window

LARGEST_BLOCK = 5_200_000
"""Bytes of a record that are held: a page of 5 MB, and the header that the server sent."""
LONGEST_HEADER = 1 << 16
AFTER = 64
"""Bytes behind a record that tell whether its length is right."""
STEP = 1 << 20
VERSION = re.compile(rb"WARC/\d\.\d\r?\n")
NEXT = b"WARC/"
NEXT_RECORD = re.compile(
    rb"WARC/\d\.\d\r?\n(?:WARC-[A-Z][A-Za-z-]*:|(?<=\nWARC/\d\.\d\r\n)[A-Za-z][A-Za-z-]*:|(?<=\nWARC/\d\.\d\n)[A-Za-z][A-Za-z-]*:)"
)
"""Not always on a line of its own: the end of what stands before it may be lost."""
HEADER_END = re.compile(rb"\n\r?\n")
BLANK = re.compile(rb"[\r\n\x00]*")
OTHER_TYPE = re.compile(rb"\nWARC-Type:[ \t]*(?:warcinfo|request|metadata|revisit|conversion|continuation)\b")
PAGE_TYPE = re.compile(rb"\nWARC-Type:[ \t]*(?:response|resource)\b")
BETWEEN = re.compile(rb"(?:\r?\n){1,2}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record that is whole, as far as its length and what follows it tell."""

    number: int
    """From 1; what was lost in one gap counts as one."""
    offset: int
    """Where it begins, or the gzip member that it lies in, in bytes of the file."""
    header: Header
    block: bytes
    """Its content; its beginning, where it is too large to be held."""
    is_held: bool = True
    """True where the block is the whole content."""
    is_checked: bool = False
    """True where a checksum of the compression vouches for it."""
    remark: str | None = None
    """What was wrong around it; nothing of it was lost."""
    doubt: str | None = None
    """Why its bytes may not be those that were archived, unless a digest vouches for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Bytes of the file that hold no whole record."""

    number: int
    start: int
    end: int
    reason: str
    header: Header | None = None
    """The header of the record that was lost, where it can be read."""
    block: bytes = b""
    """The beginning of its content, where it can be read."""
    n_headers: int = 0
    """Headers of further responses and resources that stand in the gap."""
    is_unknown: bool = False
    """True where nothing can be known of what it held."""


def read_records(handle: BinaryIO) -> Generator[Record | Gap]:
    """Yield the records of an archive in their order; memory stays within a few times `LARGEST_BLOCK`."""
    return _Scanner(Window(open_stream(handle))).scan()


class _Scanner:
    """Finds records in a window; its methods leave the window behind what they return."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._number = 0
        self._is_told = False  # of the present break
        self._is_first = False  # of its member

    def scan(self) -> Generator[Record | Gap]:
        while True:
            self._skip_blank()
            if self._window.peek(1):
                self._number += 1
                yield self._read()
                continue
            broken = self._window.break_
            if broken and not self._is_told:
                self._number += 1
                yield Gap(
                    number=self._number, start=broken.start, end=broken.end, reason=broken.reason, is_unknown=True
                )
            self._is_told = False
            if not self._window.go_on():
                return

    def _skip_blank(self) -> None:
        while self._window.peek(AFTER):
            found = self._window.match(BLANK)
            if found is None or not found.end():
                return
            self._window.drop(found.end())

    def _read(self) -> Record | Gap:
        """Read what stands at the window's beginning."""
        start, window = self._window.offset, self._window
        self._is_first = window.is_at_member
        size = window.peek(LONGEST_HEADER)
        end = window.search(HEADER_END, 0, size) if window.match(VERSION) else None
        if end is None:
            header = parse_header(window.take(0, size)) if window.match(VERSION) else None
            reason = "the header of a record has no end" if header else "no record begins here"
            return self._skip_to_next(start, 1, reason, header)
        cut = self._find_record(1, end.start())
        if cut is not None:  # what follows begins within it
            header = parse_header(window.take(0, cut))
            return self._skip_to_next(start, 1, "the header of a record has no end", header)
        header, begin = parse_header(window.take(0, end.start() + 1)), end.end()
        if header.length is not None and self._fits(begin + header.length, header.length):
            return self._take(start, header, begin, header.length)
        return self._find_end(start, header, begin)

    def _fits(self, end: int, length: int) -> bool:
        """Tell whether a record can end at a place, by what stands there."""
        if length > LARGEST_BLOCK or self._window.peek(end + AFTER) < end:
            return False
        rest = self._window.take(end, end + AFTER)
        following = rest.lstrip(b"\r\n\x00")
        return not following or rest.startswith(b"\r\n\r\n") or VERSION.match(following) is not None

    def _take(self, start: int, header: Header, begin: int, length: int, remark: str | None = None) -> Record:
        """Take a record whose length is right."""
        window, place = self._window, self._window.place
        block = window.take(begin, begin + length)
        window.drop(begin + length)
        is_checked = window.is_checked(place)
        doubt = window.break_.reason if window.break_ and not window.is_ended and self._is_at_end() else None
        self._is_told = self._is_told or doubt is not None
        return Record(
            number=self._number,
            offset=start,
            header=header,
            block=block,
            is_checked=is_checked,
            remark=remark,
            doubt=doubt,
        )

    def _is_at_end(self) -> bool:
        """Tell whether only blank bytes are left in the window."""
        return not self._window.take(0, AFTER).lstrip(b"\r\n\x00")

    def _find_end(self, start: int, header: Header, begin: int) -> Record | Gap:
        """Find where a record ends whose length is wrong, too large, or cannot be read."""
        window, length = self._window, header.length
        size = window.peek(begin + LARGEST_BLOCK + AFTER)
        end = self._find_record(begin, size)
        if end is None and not window.is_over:
            return self._skip_large(start, header, begin)
        end = size if end is None else end
        between = BETWEEN.search(window.take(max(begin, end - 4), end))
        shorter = end - (len(between[0]) if between else 0)
        ends = (begin + length, shorter, end) if length is not None and begin + length <= end else (shorter, end)
        found = find_sound(header, (window.take(begin, each) for each in ends))
        if found is not None:
            record = self._take(start, header, begin, len(found), "its length is wrong, but its digest is right")
            window.drop(end - begin - len(found))
            self._is_told = self._is_told or (window.break_ is not None and not window.is_ended and self._is_at_end())
            return record
        return self._skip_to_next(start, begin, "the length of a record is wrong", header)

    def _skip_large(self, start: int, header: Header, begin: int) -> Record | Gap:
        """Skip a record that is too large to be held, unless its length is wrong."""
        window, block = self._window, self._window.take(begin, begin + LONGEST_HEADER)
        length = header.length or 0
        if length <= LARGEST_BLOCK:
            return self._skip_to_next(start, begin, "the length of a record is wrong", header)
        left = begin + length
        while left and window.peek(1):
            size = window.peek(min(left, STEP) + AFTER)
            found = self._find_record(1, size)
            if found is not None and found < left:
                window.drop(found)
                return self._make_gap(start, "the length of a record is wrong", header, block)
            n_dropped = min(left, max(size - AFTER, 1)) if size > AFTER else min(left, size)
            window.drop(n_dropped)
            left -= n_dropped
        if left:
            return self._make_gap(start, "the archive ends in the middle of a record", header, block)
        return Record(number=self._number, offset=start, header=header, block=block, is_held=False)

    def _skip_to_next(self, start: int, begin: int, reason: str, header: Header | None) -> Gap:
        """Skip to where the next record begins."""
        window, n_headers, n_others = self._window, 0, 0
        block = window.take(begin, begin + LONGEST_HEADER) if header else b""
        window.drop(begin - 1)
        n_own = int(header is not None and begin == 1)  # its own header is among what is skipped
        while size := window.peek(STEP + AFTER):
            found = self._find_record(1, size)
            end = found if found is not None else max(size - AFTER, 1) if not window.is_over else size
            skipped = window.take(0, end)
            n_headers += len(PAGE_TYPE.findall(skipped))
            n_others += len(OTHER_TYPE.findall(skipped))
            window.drop(end)
            if found is not None:
                break
        n_headers = max(n_headers - n_own, 0)
        if self._is_first and window.break_ and not window.peek(1):  # a member holds one record: damage repeats headers
            n_headers = min(n_headers, int(header is None))
        gap = self._make_gap(start, reason, header, block, n_headers)
        is_unknown = header is None and not n_others and window.break_ is not None
        return replace(gap, is_unknown=is_unknown)  # foreign bytes in a plain file were no record

    def _find_record(self, start: int, end: int) -> int | None:
        """Return where a record first begins between two places of the window."""
        return self._window.find(NEXT, NEXT_RECORD, start, end)

    def _make_gap(self, start: int, reason: str, header: Header | None, block: bytes, n_headers: int = 0) -> Gap:
        """Make the gap between a place and the window; where a break ended it, it goes to behind that."""
        broken = self._window.break_ if not self._window.peek(1) else None
        if broken:
            self._is_told = True
            start, reason = min(start, broken.start), broken.reason
        end = broken.end if broken else self._window.offset
        return Gap(
            number=self._number, start=start, end=end, reason=reason, header=header, block=block, n_headers=n_headers
        )
