"""What to fetch: addresses as they are given, and those that files and fetched feeds and sitemaps list."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import InputNotFound, UnreadableInput
from kg.fetch.outcome import Exchange
from kg.readers.feeds import addresses_of
from kg.readers.feeds.listed import Listed
from kg.readers.kinds import detect_kind
from kg.readers.source import Kind, Source
from kg.readers.tables import list_addresses
from kg.records import Place, Problem

LISTS = frozenset({Kind.FEED, Kind.SITEMAP, Kind.OPML})
TABLES = frozenset({Kind.TABLE, Kind.PARQUET})
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_LIST_NAME = re.compile(r"\.(?:xml|rss|atom|opml)(?:\.gz)?$", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Tell whether an input is an address, and no path."""
    return _ADDRESS.match(text) is not None


def list_inputs(inputs: Sequence[str]) -> Iterator[Listed | Problem]:
    """List what is to be fetched.

    Raises:
        InputNotFound: at once, where a file is not there.
        UnreadableInput: at once, where a file is none that lists addresses.
    """
    kinds = [None if is_address(text) else _find_kind(Path(text)) for text in inputs]
    return _list(list(zip(inputs, kinds, strict=True)))


def _list(inputs: Sequence[tuple[str, Kind | None]]) -> Iterator[Listed | Problem]:
    for text, kind in inputs:
        if kind is None:
            guess = Kind.SITEMAP if _LIST_NAME.search(text.split("?")[0]) else Kind.HTML
            yield Listed(url=text, place=Place(path=text), kind=guess)
        else:
            yield from _open(Source(path=Path(text), name=text), kind)


def _find_kind(path: Path) -> Kind:
    if not path.exists():
        raise InputNotFound(path)
    if path.is_dir():
        raise UnreadableInput(path, "is a folder; name the files in it that list addresses")
    kind = detect_kind(path)
    if kind not in LISTS | TABLES | {Kind.ADDRESSES}:
        raise UnreadableInput(
            path, f"lists no addresses to fetch; it is {f'a {kind}' if kind else 'of no kind that kg reads'}"
        )
    return kind


def _open(source: Source, kind: Kind) -> Iterator[Listed | Problem]:
    return list_addresses(source) if kind in TABLES else addresses_of(source, kind)


def expand_list(answer: Exchange, _kind: Kind) -> Iterator[Listed | Problem] | None:
    """List what a fetched feed or sitemap lists; None where it is neither."""
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        path = Path(folder, "list")
        path.write_bytes(answer.body)
        kind = detect_kind(path, name=urlsplit(answer.url).path)
        if kind not in LISTS and not (kind is Kind.ADDRESSES and answer.content_type == "text/plain"):
            return None
        # The file is gone when the first of them is taken; it had at most 50 MB.
        return iter(list(addresses_of(Source(path=path, name=answer.url, url=answer.url), kind)))
