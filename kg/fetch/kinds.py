"""Which of the kinds that list addresses a file is."""

import re
from pathlib import Path

from kg.readers.source import Kind

_ROOTS = {b"rss": Kind.FEED, b"feed": Kind.FEED, b"rdf:rdf": Kind.FEED, b"urlset": Kind.SITEMAP}
_ROOTS |= {b"sitemapindex": Kind.SITEMAP, b"opml": Kind.OPML, b"html": Kind.HTML}
_ROOT = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<[?!][^>]*>\s*|<!--.*?-->\s*)*<([a-z:]+)", re.IGNORECASE | re.DOTALL)


def detect_kind(path: Path) -> Kind:
    """Detect it by the first bytes."""
    with path.open("rb") as handle:
        start = handle.read(10_000)
    if found := _ROOT.match(start):
        return _ROOTS.get(found[1].lower(), Kind.HTML)
    if path.suffix in (".csv", ".tsv"):
        return Kind.TABLE
    return Kind.ADDRESSES if start.lstrip()[:4] == b"http" else Kind.TEXT
