"""What a web archive holds already: read once when it is opened, by the reader that finds records behind damage."""

import os
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from kg.errors import ArchiveDamaged
from kg.fetch.address import parse_address
from kg.fetch.outcome import Known, NotFetched
from kg.fetch.redirects import MOST, REDIRECTS
from kg.readers.warc.header import Header, parse_header
from kg.readers.warc.pages import find_page
from kg.readers.warc.records import HEADER_END, Gap, Record, read_records

CHUNK = 1 << 18


@dataclass(slots=True)
class Index:
    """The pages of an archive by address, and where redirects lead."""

    known_by_url: dict[str, Known] = field(default_factory=dict)
    target_by_url: dict[str, str] = field(default_factory=dict)
    sure: int = 0
    """Where the last member begins of which a checksum says that it is whole, in bytes of the file."""
    starts: Counter[int] = field(default_factory=Counter)
    """How many records or gaps begin from there on, by their place."""

    def find(self, url: str) -> Known | None:
        """Return what is known of an address, or of the one that it was redirected to."""
        for _ in range(MOST + 1):
            if url in self.known_by_url:
                return self.known_by_url[url]
            if url not in self.target_by_url:
                return None
            url = self.target_by_url[url]
        return None

    def count(self, found: Record | Gap) -> None:
        """Note where a record or gap begins."""
        offset = found.start if isinstance(found, Gap) else found.offset
        if isinstance(found, Record) and found.is_checked and offset > self.sure:
            self.sure = offset
            self.starts.clear()
        self.starts[offset] += 1

    def cut(self, end: int) -> None:
        """Forget what begins behind a place."""
        self.known_by_url = {url: known for url, known in self.known_by_url.items() if known.offset < end}

    def add(self, known: Known) -> None:
        """Keep what is known of a page; the last that came holds."""
        self.known_by_url[known.url] = known
        self.target_by_url.pop(known.url, None)

    def add_redirect(self, url: str, location: str) -> None:
        """Keep where a redirect leads; one that leads nowhere is no use."""
        try:
            self.target_by_url[url] = parse_address(location, base=url).url
        except NotFetched:
            return
        self.known_by_url.pop(url, None)


def read_index(path: Path, handle: BinaryIO) -> Index:
    """Read what an archive holds.

    Raises:
        ArchiveDamaged: where it is no gzip file of WARC records.
    """
    index = Index()
    handle.seek(0)
    if not _begins_archive(handle.read(CHUNK)):
        raise ArchiveDamaged(path, "is no gzip-compressed web archive (.warc.gz)")
    handle.seek(0)
    for found in read_records(handle):
        index.count(found)
        if isinstance(found, Record):
            _read_response(found, index)
    return index


def find_tear(path: Path, handle: BinaryIO, index: Index) -> int | None:
    """Return where the last member begins, where writing it was broken off; None where all are whole.

    Raises:
        ArchiveDamaged: where that member holds many records, as in archives that others made.
    """
    start = index.sure
    while (end := _find_member_end(handle, start)) is not None:
        start = end
    handle.seek(0, os.SEEK_END)
    if start == handle.tell():
        return None
    if index.starts[start] > 1:
        raise ArchiveDamaged(path, "is broken off in the middle")
    return start


def _find_member_end(handle: BinaryIO, start: int) -> int | None:
    """Return where the gzip member ends that begins at a place; None where no whole one does."""
    handle.seek(start)
    engine, n_read = zlib.decompressobj(zlib.MAX_WBITS | 16), 0
    try:
        while chunk := handle.read(CHUNK):
            n_read += len(chunk)
            while chunk and not engine.eof:
                engine.decompress(chunk, CHUNK)
                chunk = engine.unconsumed_tail
            if engine.eof:
                return start + n_read - len(engine.unused_data)
    except zlib.error:
        return None
    return None


def _begins_archive(start: bytes) -> bool:
    """Tell whether a file is empty or begins with a record in gzip, or with as much of one as there is."""
    try:
        return b"WARC/1.".startswith(zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, 7))
    except zlib.error:
        return False


def read_payload(path: Path, known: Known) -> bytes:
    """Read again the body of a page or list that is known."""
    with path.open("rb") as handle:
        handle.seek(known.offset)
        record = next(iter(ArchiveIterator(handle)))
        return bytes(record.content_stream().read())


def _read_response(record: Record, index: Index) -> None:
    """Note a page, a list or a redirect."""
    header = record.header
    url = header.find("warc-target-uri").strip("<> ")
    end = HEADER_END.search(record.block)
    if header.find("warc-type").lower() != "response" or not url or end is None:
        return
    response = parse_header(record.block[: end.start()])
    status = response.first.split(" ")[1:2]
    if status == ["200"]:
        index.add(_make_known(record, url, response))
    elif status and status[0].isdigit() and int(status[0]) in REDIRECTS:
        index.add_redirect(url, response.find("location"))


def _make_known(record: Record, url: str, response: Header) -> Known:
    return Known(
        url=url,
        date=record.header.find("warc-date"),
        digest=record.header.find("warc-payload-digest"),
        etag=response.find("etag") or None,
        last_modified=response.find("last-modified") or None,
        offset=record.offset,
        is_page=find_page(record.header, record.block) is not None,
    )
