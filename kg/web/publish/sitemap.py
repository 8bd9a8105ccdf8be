"""The addresses of a site for search engines: canonical links, and sitemaps (Sitemaps XML protocol 0.9)."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from kg.errors import WrongParameter

LONGEST = 50_000
"""Addresses of one sitemap, as its protocol allows."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def parse_site_url(url: str) -> str:
    """Return the address at which a site will stand, with a slash at its end.

    >>> parse_site_url("https://harbour.example/claims")
    'https://harbour.example/claims/'

    Raises:
        WrongParameter: where it is no whole address of a folder on the web.
    """
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment or _is_odd(url.strip()):
        raise WrongParameter(f"{url!r} is no address of a site; give it whole, such as https://harbour.example/claims/")
    return parts.geturl().removesuffix("index.html").rstrip("/") + "/"


def full_address(place: str, *, url: str) -> str:
    """Return the address of a place of the site on the web; the start page is the site itself."""
    return url if place == "index.html" else f"{url}{quote(place)}"


def write_sitemap(site: Path, places: Sequence[str], *, url: str) -> None:
    """Write `sitemap.xml`; where there are more addresses than one may hold, it lists others (`sitemap-1.xml`)."""
    parts = [places[start : start + LONGEST] for start in range(0, len(places), LONGEST)]
    if len(parts) == 1:
        _write(site / "sitemap.xml", "urlset", "url", (full_address(place, url=url) for place in parts[0]))
        return
    names = [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        _write(site / name, "urlset", "url", (full_address(place, url=url) for place in part))
    _write(site / "sitemap.xml", "sitemapindex", "sitemap", (f"{url}{name}" for name in names))


def _write(path: Path, root: str, item: str, addresses: Iterable[str]) -> None:
    lines: Iterator[str] = (f"<{item}><loc>{escape(address)}</loc></{item}>\n" for address in addresses)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">\n')
        file.writelines(lines)
        file.write(f"</{root}>\n")


def _is_odd(url: str) -> bool:
    """Tell whether an address holds what no address may, or somebody's name and password."""
    return "@" in url or any(char.isspace() or char in '"<>\\^`{|}' or not char.isprintable() for char in url)
