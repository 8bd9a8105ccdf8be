"""Which records hold pages, and what their bytes are."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.readers.warc.coding import Body, decode_body
from kg.readers.warc.header import Header, parse_header
from kg.readers.warc.records import HEADER_END

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
UNSURE_TYPES = frozenset({"", "application/octet-stream", "text/plain", "application/xml", "text/xml"})
"""Types that servers name where they do not know better."""
PAGE_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,2000}-->\s*)?<(?:!doctype\s+html|html|head)\b",
    re.IGNORECASE,
)
OTHERS_BEGIN = (b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"RIFF", b"{", b"[", b"<rss", b"<feed")
"""PDF, pictures, archives, JSON and feeds that are served as HTML."""
SUCCESS = re.compile(r"HTTP/[\d.]+ +200\b", re.IGNORECASE)
OTHER_STATUS = re.compile(r"HTTP/[\d.]+ +(?!200)[1-5]\d\d\b", re.IGNORECASE)
OTHER_TYPE = re.compile(r"(?:application|audio|font|image|text|video)/[\w.+-]+$")
NO_PAGE_TYPES = frozenset({"warcinfo", "request", "metadata", "revisit", "conversion", "continuation"})
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page that a record holds."""

    body: Body
    stored: bytes
    """The body as it is archived, which payload digests are of."""
    charset: str | None
    """The encoding that the server named."""


def find_page(header: Header, block: bytes) -> Page | None:
    """Return the page of a record; None where it holds none: a request, a redirect, a picture, robots.txt."""
    message = _find_message(header, block)
    if message is None or _parse_path(header.find("warc-target-uri")) == "/robots.txt":
        return None
    response, stored = message
    if response.media_type not in HTML_TYPES | UNSURE_TYPES:
        return None
    body = decode_body(response, stored)
    is_page = PAGE_BEGINS.match(body.data) is not None
    if response.media_type in HTML_TYPES:
        is_page = is_page or body.missing is not None or not body.data.lstrip().startswith(OTHERS_BEGIN)
    charset = CHARSET.search(response.find("content-type"))
    return Page(body=body, stored=stored, charset=charset[1] if charset else None) if is_page else None


def may_hold_page(header: Header, block: bytes) -> bool:
    """Tell whether a record that was lost may have held a page: unless as much of it as there is tells otherwise."""
    if (
        header.find("warc-type").lower() in NO_PAGE_TYPES
        or _parse_path(header.find("warc-target-uri")) == "/robots.txt"
    ):
        return False
    end = HEADER_END.search(block)
    if end is None or block[:5].upper() != b"HTTP/":
        return True
    response = parse_header(block[: end.start()])
    is_other = OTHER_STATUS.match(response.first) or OTHER_TYPE.match(response.media_type)
    return not is_other or (response.media_type in HTML_TYPES | UNSURE_TYPES and not OTHER_STATUS.match(response.first))


def _find_message(header: Header, block: bytes) -> tuple[Header, bytes] | None:
    """Return the header that the server sent with a page and the page as it was sent; None where there is none.

    A resource has been saved without one: there the record's own header says what it is.
    """
    kind = header.find("warc-type").lower()
    is_http = block[:5].upper() == b"HTTP/"
    if kind == "resource" and not is_http:
        return Header(first="", fields={"content-type": header.find("content-type")}), block
    if kind in NO_PAGE_TYPES or not is_http:
        return None
    end = HEADER_END.search(block)
    response = parse_header(block[: end.start()] if end else block)
    if not SUCCESS.match(response.first):
        return None
    return response, block[end.end() :] if end else b""


def _parse_path(url: str) -> str:
    """Return the path of an address; none where it is no address."""
    try:
        return urlsplit(url.strip("<>")).path
    except ValueError:
        return ""
