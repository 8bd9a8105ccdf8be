"""How many articles an input holds, as far as that is known without reading them; for progress bars only."""

import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from kg.readers.by_kind import HOLD_ONE
from kg.readers.jsonvalues import is_written_in_lines
from kg.readers.kinds import KIND_BY_ENDING, ending_of, look_at
from kg.readers.lines import read_chunks
from kg.readers.pieces import is_accompanying
from kg.readers.source import Kind
from kg.readers.zipped import BROKEN, list_members

LARGEST_COUNTED = 500_000_000
"""Bytes of JSON lines; counting those of a larger file would take seconds."""
MOST_FILES = 200_000


class _Unknown(Exception):
    """The number of articles cannot be told without reading them."""


def count_articles(paths: Iterable[Path]) -> int | None:
    """Return about how many articles the inputs hold; None where that cannot be told."""
    try:
        return sum(_count(path) for path in paths)
    except (OSError, EOFError, ValueError, zlib.error, _Unknown):
        return None


def _count(path: Path) -> int:
    if path.is_dir():
        return sum(_count_named(file) for file in _list_files(path))
    if not path.is_file():  # standard input, a pipe
        raise _Unknown
    kind = look_at(path).kind
    if kind is Kind.ZIP:
        return _count_members(path)
    return _count_kind(path, kind)


def _count_named(file: Path) -> int:
    """Count by a file's name: opening all files of a folder would take as long as reading them."""
    return 0 if is_accompanying(file.name) else _count_kind(file, KIND_BY_ENDING.get(ending_of(file.name)))


def _count_kind(path: Path, kind: Kind | None) -> int:
    if kind is None:
        return 0
    if kind in HOLD_ONE:
        return 1
    if kind is not Kind.JSONL or path.stat().st_size > LARGEST_COUNTED or not is_written_in_lines(path):
        raise _Unknown
    n_lines, last = 0, b"\n"
    with path.open("rb") as stream:
        for chunk in read_chunks(stream):
            n_lines += chunk.count(b"\n")
            last = chunk[-1:] or last
    return n_lines + (last != b"\n")


def _count_members(path: Path) -> int:
    try:
        with zipfile.ZipFile(path) as archive:
            kinds = [KIND_BY_ENDING.get(ending_of(member.name)) for member in list_members(archive)]
    except BROKEN as error:
        raise _Unknown from error
    if any(kind is not None and kind not in HOLD_ONE for kind in kinds):
        raise _Unknown
    return sum(kind is not None for kind in kinds)


def _list_files(folder: Path) -> Iterable[Path]:
    for n_files, path in enumerate(folder.rglob("*")):
        if n_files > MOST_FILES:
            raise _Unknown
        if path.suffix and not path.name.startswith(".") and path.is_file():
            yield path
