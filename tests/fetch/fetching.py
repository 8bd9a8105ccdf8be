"""Fetching without real time: what tests of pages and archives share."""

import ssl
from collections.abc import Sequence
from datetime import UTC, datetime

from kg.fetch import Limits, Manners, Network, Page, fetch_pages
from kg.fetch.outcome import Exchange
from kg.readers.feeds.listed import Listed
from kg.records import Place, Problem
from tests.fetch.servers import NoTime, Site, guard_for, resolver

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts nobody; to load those whom browsers trust takes longer than a test."""
QUICK = Limits(connect=1, read=0.3, total=0.6)


def exchange(url: str, *, status: int = 200, body: bytes = b"", **headers: str) -> Exchange:
    """An exchange as the network makes them."""
    return Exchange(
        url=url,
        ip="192.0.2.7",
        at=datetime(2025, 9, 1, 10, tzinfo=UTC),
        sent=(("Host", "news.example"), ("User-Agent", "kg-fetch")),
        target="/",
        version="HTTP/1.1",
        status=status,
        reason="Status",
        headers=tuple((name.replace("_", "-"), value) for name, value in headers.items()),
        body=body,
    )


def list_urls(urls: Sequence[str]) -> list[Listed]:
    """Addresses as a list names them, one a line."""
    return [Listed(url=url, place=Place(path="list.txt", line=line)) for line, url in enumerate(urls, start=1)]


def fetch(urls: Sequence[str | Listed], *sites: Site, clock: NoTime | None = None, **options) -> list[Page | Problem]:
    """Fetch what sites have, in no time."""
    guard = options.pop("guard", None) or guard_for(*sites)
    listed = [item if isinstance(item, Listed | Problem) else list_urls([item])[0] for item in urls]
    options = {"manners": Manners(), "draw": lambda: 1.0, "clock": clock or NoTime(), **options}
    names = options.pop("resolve", resolver({}))
    with Network(guard, limits=QUICK, resolve=names, ssl_context=NO_TLS) as network:
        return list(fetch_pages(listed, send=network, guard=guard, **options))


def kinds(found: Sequence[Page | Problem]) -> list[str]:
    """What came, in short: `page`, `known`, or the kind of the problem."""
    return [item.kind if isinstance(item, Problem) else "page" if item.is_new else "known" for item in found]
