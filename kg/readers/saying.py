"""What inputs were taken for, in words."""

from collections.abc import Mapping

from kg.errors import KgError
from kg.readers.pieces import MANIFEST, Piece
from kg.readers.source import Kind

PLURALS: Mapping[str, str] = {
    Kind.HTML: "web pages",
    Kind.FEED: "feeds",
    Kind.SITEMAP: "sitemaps",
    Kind.OPML: "lists of feeds (OPML)",
    Kind.ADDRESSES: "lists of addresses",
    Kind.TABLE: "tables (CSV, TSV)",
    Kind.PARQUET: "tables (Parquet)",
    Kind.JSONL: "files of JSON lines",
    Kind.WARC: "web archives (WARC)",
    MANIFEST: "folders with a manifest",
}
"""Kinds that can be counted; others are counted as they are: `3 plain text or Markdown`."""


def describe_piece(piece: Piece) -> str:
    """Say what one file was taken for; of a table, what its columns hold."""
    if piece.source is None or piece.kind not in (Kind.TABLE, Kind.PARQUET):
        return piece.said
    from kg.readers.tables import describe_columns  # what it is made of takes long to import

    try:
        return f"{piece.said}, {describe_columns(piece.source)}"
    except (OSError, KgError) as error:  # its reader says so too
        return f"{piece.said} ({error})"


def describe_pieces(n_by_kind: Mapping[str, int]) -> str:
    """Say what the files of a folder were taken for: `12 web pages, 3 plain text or Markdown; 4 passed over`."""
    read = {kind: n for kind, n in n_by_kind.items() if kind}
    if n_by_kind == {MANIFEST: 1}:
        return MANIFEST
    counted = [f"{n:,} {PLURALS.get(kind, kind) if n > 1 else kind}" for kind, n in sorted(read.items())]
    passed = n_by_kind.get("", 0)
    others = [f"{passed:,} other {'file' if passed == 1 else 'files'} passed over"] if passed else []
    return "; ".join([", ".join(counted) or "nothing that is read", *others])
