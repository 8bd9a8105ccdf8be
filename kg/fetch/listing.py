"""What to fetch: addresses as they are given, and those that files and fetched feeds and sitemaps list."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import UnreadableInput
from kg.fetch.outcome import Exchange
from kg.readers.feeds import addresses_of
from kg.readers.feeds.listed import Listed
from kg.readers.inputs import open_inputs, unfold_inputs
from kg.readers.kinds import detect_kind
from kg.readers.pieces import Intake
from kg.readers.source import Kind, Source
from kg.readers.tables import list_addresses
from kg.records import Place, Problem

LISTS = frozenset({Kind.FEED, Kind.SITEMAP, Kind.OPML})
TABLES = frozenset({Kind.TABLE, Kind.PARQUET})
KINDS = LISTS | TABLES | {Kind.ADDRESSES}
"""What lists addresses."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_BARE = re.compile(
    r"www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)+/|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|example)$", re.IGNORECASE
)
"""What looks like an address that lacks its scheme."""
_LIST_NAME = re.compile(r"\.(?:xml|rss|atom|opml)(?:\.gz)?$", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Tell whether an input is an address, and no path."""
    return _ADDRESS.match(text) is not None


def list_inputs(inputs: Sequence[str]) -> Iterator[Listed | Problem]:
    """List what is to be fetched.

    Args:
        inputs: addresses; files that list them, folders and archives of such files, `-` for standard input.

    Raises:
        InputNotFound: at once, where a file is not there.
        UnreadableInput: at once, where a file is none that lists addresses.
    """
    for text in inputs:
        if not is_address(text):
            _refuse_misuse(Path(text))
    return chain.from_iterable(map(_list_input, inputs))


def _list_input(text: str) -> Iterator[Listed | Problem]:
    if is_address(text):
        guess = Kind.SITEMAP if _LIST_NAME.search(text.split("?")[0]) else Kind.HTML
        yield Listed(url=text, place=Place(path=text), kind=guess)
        return
    n_lists = 0
    for piece in unfold_inputs([Path(text)], Intake()):
        if isinstance(piece, Problem):
            yield piece
        elif piece.source is not None and piece.kind in KINDS:
            n_lists += 1
            yield from _open(piece.source, piece.kind)
    if not n_lists:
        yield Problem(place=Place(path=text), kind="no-addresses", message="lists no addresses to fetch")


def _refuse_misuse(path: Path) -> None:
    """Refuse files that are nothing to fetch from, before anything is fetched."""
    if _BARE.match(str(path)) and not path.exists():
        raise UnreadableInput(path, "is no file; an address begins with https://")
    open_inputs([path])
    if path.is_file():
        kind = detect_kind(path)
        if kind not in KINDS | {Kind.ZIP}:
            what = f"a {kind}" if kind else "of no kind that kg reads"
            raise UnreadableInput(path, f"lists no addresses to fetch; it is {what}")


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
