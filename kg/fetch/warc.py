"""Exchanges → records of a web archive, written by warcio."""

import hashlib
from base64 import b32encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from io import BytesIO
from typing import Any

from warcio.recordloader import ArcWarcRecord  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from kg.fetch.outcome import Exchange, Known, Page
from kg.fetch.redirects import REDIRECTS

RENAMED = frozenset({"transfer-encoding", "content-encoding", "content-length"})
"""Headers that no longer fit a body that is stored decoded; they are kept under the names of Common Crawl."""
SAME_BODY = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(slots=True)
class Written:
    """What is known after a page was written."""

    known: list[Known] = field(default_factory=list)
    redirects: list[tuple[str, str]] = field(default_factory=list)


class RecordWriter:
    """Writes the records of pages, and before the first of them one that says what fetched them."""

    def __init__(self, out: BytesIO, *, name: str, info: Mapping[str, str]) -> None:
        self._out = out
        self._writer: Any = WARCWriter(out, gzip=True, warc_version="1.1")
        self._info_record = self._writer.create_warcinfo_record(name, dict(info))
        self.is_begun = False
        """Whether that record is written."""

    def write_page(self, page: Page, *, find: Callable[[str], Known | None], start: int) -> Written:
        """Write response and request of each exchange; a page that is as it was known becomes a revisit.

        Args:
            page: what was fetched.
            find: what is known of an address.
            start: where in the file this will begin.
        """
        written = Written()
        last = page.exchanges[-1]
        if page.is_list and _is_same(last, find(last.url)):
            return written
        if not self.is_begun:
            self._info_record.raw_stream.seek(0)
            self._writer.write_record(self._info_record)
            self.is_begun = True
        for exchange in page.exchanges:
            self._write(exchange, find(exchange.url), page, start + self._out.tell(), written)
        return written

    def _write(self, exchange: Exchange, known: Known | None, page: Page, offset: int, written: Written) -> None:
        response = self._make_response(exchange)
        if known and _is_same(exchange, known):
            response = self._make_revisit(exchange, known)
        elif exchange.status == 200:
            written.known.append(_make_known(response, exchange, offset, is_page=not page.is_list))
        elif exchange.status in REDIRECTS:
            written.redirects.append((exchange.url, exchange.header("location") or ""))
        self._writer.write_request_response_pair(self._make_request(exchange), response)

    def _make_response(self, exchange: Exchange) -> ArcWarcRecord:
        body = BytesIO(exchange.body)
        return self._writer.create_warc_record(
            exchange.url,
            "response",
            payload=body,
            length=len(exchange.body),
            http_headers=_make_http_headers(exchange),
            warc_headers_dict=self._make_fields(exchange),
        )

    def _make_revisit(self, exchange: Exchange, known: Known) -> ArcWarcRecord:
        record = self._writer.create_revisit_record(
            exchange.url,
            known.digest,
            known.url,
            known.date,
            http_headers=_make_http_headers(exchange),
            warc_headers_dict=self._make_fields(exchange),
        )
        record.rec_headers.replace_header("WARC-Profile", NOT_MODIFIED if exchange.status == 304 else SAME_BODY)
        return record

    def _make_request(self, exchange: Exchange) -> ArcWarcRecord:
        headers = StatusAndHeaders(f"GET {exchange.target} HTTP/1.1", list(exchange.sent), is_http_request=True)
        return self._writer.create_warc_record(
            exchange.url, "request", http_headers=headers, warc_headers_dict=self._make_fields(exchange)
        )

    def _make_fields(self, exchange: Exchange) -> dict[str, str]:
        moment = exchange.at.astimezone(UTC).isoformat(timespec="microseconds")
        return {
            "WARC-Date": moment.replace("+00:00", "Z"),
            "WARC-IP-Address": exchange.ip,
            "WARC-Warcinfo-ID": self._info_record.rec_headers.get_header("WARC-Record-ID"),
        }


def _is_same(exchange: Exchange, known: Known | None) -> bool:
    """Tell whether an answer brought what is known already."""
    if exchange.status == 304 or known is None:
        return known is not None
    digest = b32encode(hashlib.sha1(exchange.body, usedforsecurity=False).digest()).decode()
    return exchange.status == 200 and known.digest == f"sha1:{digest}"


def _make_http_headers(exchange: Exchange) -> StatusAndHeaders:
    """Make the headers as received, but for those that the decoding of the body made untrue."""
    headers = [(f"X-Crawler-{name}" if name.lower() in RENAMED else name, value) for name, value in exchange.headers]
    if exchange.status == 200:
        headers.append(("Content-Length", str(len(exchange.body))))
    reason = exchange.reason.encode("ascii", "replace").decode()
    return StatusAndHeaders(f"{exchange.status} {reason}", headers, protocol=exchange.version)


def _make_known(record: ArcWarcRecord, exchange: Exchange, offset: int, *, is_page: bool) -> Known:
    return Known(
        url=exchange.url,
        date=record.rec_headers.get_header("WARC-Date"),
        digest=record.rec_headers.get_header("WARC-Payload-Digest"),
        etag=exchange.header("etag"),
        last_modified=exchange.header("last-modified"),
        offset=offset,
        is_page=is_page,
    )
