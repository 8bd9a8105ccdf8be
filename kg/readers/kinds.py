"""What an input is, by its first bytes; its name counts only where these leave it open."""

import re
import zlib
from dataclasses import dataclass
from pathlib import Path

from kg.readers.decoding import CONTROL, decode_bytes
from kg.readers.rootelement import Root, find_root
from kg.readers.signatures import Signature, find_signature
from kg.readers.source import Kind

HEAD = 1 << 16
"""Bytes that are looked at."""
MOST_GARBAGE = 0.05
"""The share of control characters above which bytes are no text."""
WARC = re.compile(rb"\s*WARC/\d\.\d\r?\n")
ZSTANDARD = (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")
OFFICE = re.compile(rb"\[Content_Types\]\.xml|mimetypeapplication/|_rels/\.rels|word/|xl/|ppt/")
PACKED = re.compile(r"\.(?:gz|zst)$", re.IGNORECASE)
MHTML = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
JSON = re.compile(r"\s*(?:\{\s*(?:\"|\}\s*$|$)|\[\s*(?:\{|\]\s*$|$))")
JSON_FEED = re.compile(r"\A\s*\{\s*\"version\"\s*:\s*\"https?:(?:\\?/){2}jsonfeed\.org\\?/version")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
KIND_BY_ROOT = {
    "rss": Kind.FEED,
    "feed": Kind.FEED,
    "rdf": Kind.FEED,
    "urlset": Kind.SITEMAP,
    "sitemapindex": Kind.SITEMAP,
    "opml": Kind.OPML,
    "html": Kind.HTML,
    "head": Kind.HTML,
    "body": Kind.HTML,
}
TAGS = (
    "article main div section p h1 h2 header meta title link script style span base noscript table nav img a font"
    " center frameset template figure"
)
"""What pieces of pages begin with, and Markdown seldom."""
KIND_BY_ENDING = {
    "html": Kind.HTML, "htm": Kind.HTML, "xhtml": Kind.HTML, "shtml": Kind.HTML,
    "csv": Kind.TABLE, "tsv": Kind.TABLE, "tab": Kind.TABLE, "psv": Kind.TABLE,
    "jsonl": Kind.JSONL, "ndjson": Kind.JSONL, "json": Kind.JSONL,
    "warc": Kind.WARC, "parquet": Kind.PARQUET, "opml": Kind.OPML, "rss": Kind.FEED, "atom": Kind.FEED,
    "txt": Kind.TEXT, "text": Kind.TEXT, "md": Kind.TEXT, "markdown": Kind.TEXT, "zip": Kind.ZIP,
}  # fmt: skip
BROKEN_KINDS = frozenset({Kind.WARC, Kind.PARQUET, Kind.ZIP})
"""Kinds whose readers find something in files that do not begin as they should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a file looks like."""

    kind: Kind | None
    """None for what kg does not read."""
    is_gzip: bool = False
    """Whether `kind` is that of what is inside."""
    what: str = ""
    """What it looks like, where it is not read: `a PDF document`."""
    advice: str = ""
    """What to do, where it is not read."""
    is_companion: bool = False
    """Whether it is one of the files that lie beside pages: a picture, a font."""


def detect_kind(path: Path, *, name: str | None = None) -> Kind | None:
    """Return the kind of a file, that of the content where it is compressed with gzip; None for what is not read.

    Args:
        path: the file.
        name: what it is called, where that is not its path.

    Raises:
        OSError: where it cannot be read.
    """
    return look_at(path, name=name).kind


def look_at(path: Path, *, name: str | None = None) -> Look:
    """Tell what a file looks like; as `detect_kind` otherwise."""
    with path.open("rb") as handle:
        head = handle.read(HEAD)
    ending = ending_of(name or path.name)
    if not head.startswith(b"\x1f\x8b"):
        return _look_at(head, ending)
    inner = _inflate(head)
    if not inner:  # damaged or empty
        return Look(kind=KIND_BY_ENDING.get(ending, Kind.GZIP), is_gzip=True)
    look = _look_at(inner, ending)
    if look.kind is Kind.GZIP:
        return Look(kind=Kind.GZIP, is_gzip=True, what="a gzip file")
    return Look(kind=look.kind, is_gzip=True, what=look.what, advice=look.advice, is_companion=look.is_companion)


def ending_of(name: str) -> str:
    """Return what a name ends in, in lower case, without `.gz`: `jsonl` of `news.jsonl.gz`; empty where it has none."""
    name = PACKED.sub("", name)
    return name.rpartition(".")[2].lower() if "." in name else ""


def _look_at(head: bytes, ending: str) -> Look:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if OFFICE.search(head[:400]):
            return Look(kind=None, what="an Office document or e-book", advice="save it as plain text or HTML first")
        return Look(kind=Kind.ZIP)
    if head.startswith(b"\x1f\x8b"):
        return Look(kind=Kind.GZIP)
    if head.startswith(b"PAR1"):
        return Look(kind=Kind.PARQUET)
    if WARC.match(head) or (ending == "warc" and head.startswith(ZSTANDARD)):
        return Look(kind=Kind.WARC)
    signature = find_signature(head)
    if signature:
        return _refuse(signature)
    hint = KIND_BY_ENDING.get(ending)
    text = _decode(head)
    if text is None:
        return Look(kind=hint if hint in BROKEN_KINDS | {Kind.TEXT, Kind.JSONL} else None, what="no text")
    return _look_at_text(text, hint)


def _look_at_text(text: str, hint: Kind | None) -> Look:
    if MHTML.search(text[:2000]):
        return Look(kind=None, what="a page saved as MHTML", advice="save it as a complete web page (HTML) instead")
    root = find_root(text)
    if root:
        by_root = _look_at_root(root, hint)
        if by_root:
            return by_root
    if hint in BROKEN_KINDS:
        return Look(kind=hint)
    if _is_list_of_addresses(text):
        return Look(kind=Kind.ADDRESSES)
    if JSON.match(text):
        return Look(kind=Kind.FEED if JSON_FEED.search(text) else Kind.JSONL)
    from kg.readers.tableheader import is_table  # the names of columns lie beside what takes long to import

    if is_table(text, is_named_text=hint is Kind.TEXT):
        return Look(kind=Kind.TABLE)
    return Look(kind=hint or Kind.TEXT)


def _look_at_root(root: Root, hint: Kind | None) -> Look | None:
    """Tell the kind by the first element; None for what may be Markdown."""
    if root.name in KIND_BY_ROOT:
        return Look(kind=KIND_BY_ROOT[root.name])
    if hint is not None and hint is not Kind.TEXT:
        return Look(kind=hint)
    if root.name in TAGS.split() and hint is not Kind.TEXT:
        return Look(kind=Kind.HTML)
    if root.is_xml and hint is None:
        what = f"XML with the element <{root.name[:40]}>" if root.name else "XML without an element"
        is_picture = root.name == "svg"
        return Look(kind=None, what=what, advice="make text, HTML or JSON lines of it", is_companion=is_picture)
    return Look(kind=None, what="a picture (SVG)", is_companion=True) if root.name == "svg" else None


def _is_list_of_addresses(text: str) -> bool:
    """Tell whether every line is an address; the last one may be cut off."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return bool(lines) and all(ADDRESS.fullmatch(line) for line in lines)


def _refuse(signature: Signature) -> Look:
    return Look(kind=None, what=signature.what, advice=signature.advice, is_companion=signature.is_companion)


def _decode(head: bytes) -> str | None:
    """Decode the first bytes; None where they are no text."""
    text, encoding = decode_bytes(head)
    n_garbage = len(CONTROL.findall(text.replace("\x00", "")))
    return None if encoding is None or n_garbage > MOST_GARBAGE * len(text) else text.replace("\x00", "")


def _inflate(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, HEAD)
    except zlib.error:
        return b""
