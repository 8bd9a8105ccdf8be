"""Pieces of input: what executors read apart from each other, in the order of the input."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.readers.inputs import _choose_reader
from kg.readers.source import OnKind
from kg.records import Article, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of input that is read by one process; it can be pickled."""

    name: str
    """What people call it."""
    read: Callable[[], Iterator[Article | Problem]]
    """Yields its articles and problems, articles of one id each time."""
    state: str
    """What tells its content from another one under the same name: size and time."""


def list_pieces(
    paths: Sequence[Path],
    *,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    on_kind: OnKind = lambda *_: None,
) -> list[Piece]:
    return [
        Piece(name=str(path), read=_choose_reader(path, outlet), state=str(path.stat().st_mtime_ns)) for path in paths
    ]


def describe_pieces(pieces: Sequence[Piece]) -> str:
    """Return a hash of what pieces hold: names, sizes and times; other texts are other pieces."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(f"{piece.name}\x1f{piece.state}\x1e".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
