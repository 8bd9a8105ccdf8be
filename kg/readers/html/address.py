"""Where a page was published, as an address: what it was fetched from, and what it says of itself.

The outlet is that of the address it was fetched or saved from, since papers that print an agency's text often name the
agency's page as the canonical one.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from courlan import normalize_url
from lxml.html import HtmlElement

from kg.readers.html.linked_data import LinkedData, strings_of
from kg.readers.outlets import find_outlet, host_of

SAVED_FROM = re.compile(r"<!--\s*saved from url=(?:\(\d+\))?(\S{8,2000}?)\s*-->", re.IGNORECASE)
SAVED_BY = re.compile(r"<!--\s*Page saved with SingleFile\s*url:\s*(\S{8,2000})", re.IGNORECASE)
HEAD = 20_000
COPIES = tuple(
    # copies of a page, and where its own address stands in theirs
    re.compile(pattern)
    for pattern in (
        r"https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/(?P<url>.+)",
        r"https?://archive\.(?:ph|is|today|md|fo|li|vn)/\d{8,14}/(?P<url>https?:.+)",
        r"https?://webcache\.googleusercontent\.com/search\?q=cache:[^:]*:(?P<url>.+)",
        r"https?://(?:www\.)?google\.[a-z.]+/amp/s/(?P<host>.+)",
        r"https?://[\w.-]+\.cdn\.ampproject\.org/[cv]/s/(?P<host>[^?]+)",
    )
)
LONGEST = 2_000


def find_address(tree: HtmlElement, source: str, data: LinkedData, *, url: str | None = None) -> str | None:
    """Return the address of a page; None where nothing tells.

    Args:
        tree: the page.
        source: the page as it was decoded, with its comments.
        data: its JSON-LD.
        url: what it was fetched from, where that is known.
    """
    fetched = _parse_address(url, None) or _saved_from(source)
    own = next(_own_addresses(tree, data, fetched), None)
    if fetched is None:
        return own
    return own if own and _is_of_same_site(own, fetched) and _is_deep(own) >= _is_deep(fetched) else fetched


def _own_addresses(tree: HtmlElement, data: LinkedData, base: str | None) -> Iterator[str]:
    """Yield what the page says that its address is, the best first."""
    canonical = tree.xpath("//link[contains(concat(' ', normalize-space(@rel), ' '), ' canonical ')]/@href")
    shared = tree.xpath("//meta[@property='og:url' or @name='og:url' or @name='twitter:url']/@content")
    described = [*strings_of(data.article.get("url")), *strings_of(data.article.get("mainEntityOfPage"))]
    printed = tree.xpath("//base/@href")
    for each in (*canonical, *shared, *described, *printed):
        found = _parse_address(each, base)
        if found:
            yield found


def _saved_from(source: str) -> str | None:
    """Return what a browser wrote into the page that it saved."""
    found = SAVED_FROM.search(source, 0, HEAD) or SAVED_BY.search(source, 0, HEAD)
    return _parse_address(found[1], None) if found else None


def _parse_address(written: str | None, base: str | None) -> str | None:
    """Return an address without fragment and tracking parameters, of the page itself where it is a copy's."""
    text = (written or "").strip()
    if not text or len(text) > LONGEST:
        return None
    try:
        text = urljoin(base, text) if base else text
        text = f"https:{text}" if text.startswith("//") else text
        for copy in COPIES:
            found = copy.fullmatch(text)
            if found:
                parts = found.groupdict()
                text = unquote(parts["url"]) if parts.get("url") else f"https://{parts['host']}"
        host = host_of(text)
        if urlsplit(text).scheme not in ("http", "https") or not host or "." not in host:
            return None
        return str(normalize_url(urldefrag(text).url)) or None
    except ValueError:
        return None


def _is_of_same_site(one: str, other: str) -> bool:
    left, right = host_of(one), host_of(other)
    if not left or not right:
        return False
    ours, theirs = find_outlet(left), find_outlet(right)
    if ours or theirs:
        return bool(ours and theirs and ours.label == theirs.label)
    return left.split(".")[-2:] == right.split(".")[-2:]


def _is_deep(url: str) -> bool:
    """Tell whether an address is of a page below the first one."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)
