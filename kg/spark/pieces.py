"""Pieces of input: what executors read apart from each other, in the order of the input.

    inputs → unfolded as one process does (kinds, ids, members of archives) → pieces that any process can open

A file is one piece: readers decide some things by the whole of it (the order of day and month in a table's dates, how
often a problem is told). Its articles part only after they were read, when there are many more of them than files.
What comes by standard input or out of an archive is unpacked into the work folder, for executors to open.
"""

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import gettempdir

from kg.errors import SparkFailed
from kg.readers.by_kind import find_reader
from kg.readers.folder import read_listed_folder
from kg.readers.inputs import open_inputs, unfold_inputs
from kg.readers.pieces import Intake
from kg.readers.pieces import Piece as FoundPiece
from kg.readers.source import Kind, OnKind, Source
from kg.records import Article, Problem

PASSING = "kg-"
"""What the folders begin with, among those for passing files, that unpacked pieces lie in while they are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of input that any process can read; it can be pickled."""

    name: str
    """What people call it."""
    source: Source | None = None
    kind: Kind | None = None
    manifest: Path | None = None
    problem: Problem | None = None
    """What is wrong with it, where it is not read."""
    state: str = ""
    """What tells its content from another one under the same name."""

    def read(self) -> Iterator[Article | Problem]:
        """Yield its articles and problems; an id may come several times."""
        if self.problem is not None:
            yield self.problem
        elif self.source is not None and self.kind is not None:
            yield from find_reader(self.kind)(self.source)
        elif self.manifest is not None:
            yield from read_listed_folder(self.manifest)


def list_pieces(
    paths: Sequence[Path],
    *,
    spool: Path | None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    on_kind: OnKind = lambda *_: None,
) -> list[Piece]:
    """List the pieces of some inputs, with what is to be said of them, in the order in which one process reads them.

    Args:
        paths: as `kg.readers.read_inputs` takes them.
        spool: a folder that executors reach, for what is unpacked; None where there is none.
        outlet: who publishes what names no outlet.
        columns: for tables and JSON lines: the column of each of kg's fields.
        on_kind: called with each input and what it was taken for.

    Raises:
        InputNotFound, UnreadableInput: as `kg.readers.read_inputs`.
        SparkFailed: where something is to be unpacked and there is nowhere to.
    """
    once, again = open_inputs(paths)
    found = unfold_inputs(once, Intake(outlet=outlet, columns=columns or {}), on_kind=on_kind)
    pieces = [_make_piece(piece, number, spool) for number, piece in enumerate(found)]
    return pieces + [_tell(problem) for problem in again]


def _make_piece(piece: FoundPiece | Problem, number: int, spool: Path | None) -> Piece:
    if isinstance(piece, Problem):
        return _tell(piece)
    if piece.source is None:
        manifest = Path(piece.name).absolute()
        return Piece(name=piece.name, manifest=Path(piece.name), state=_state_of_folder(manifest.parent))
    source = piece.source
    if not _is_passing(source.path):
        return Piece(name=piece.name, source=source, kind=piece.kind, state=_state(source.path))
    if spool is None:
        raise SparkFailed(
            f"{piece.name} has to be unpacked first, and executors reach no folder of this machine; unpack it, or name "
            "a shared folder with --work"
        )
    spool.mkdir(parents=True, exist_ok=True)
    kept = spool / f"{number:08d}"
    shutil.copyfile(source.path, kept)
    with kept.open("rb") as stream:
        state = hashlib.file_digest(stream, "blake2b").hexdigest()
    return Piece(name=piece.name, source=replace(source, path=kept), kind=piece.kind, state=state)


def _tell(problem: Problem) -> Piece:
    return Piece(name=problem.place.path, problem=problem, state=str(problem))


def _is_passing(path: Path) -> bool:
    root = Path(gettempdir())
    return any(parent.parent == root and parent.name.startswith(PASSING) for parent in path.parents)


def _state(path: Path) -> str:
    found = path.stat()
    return f"{found.st_size} {found.st_mtime_ns}"


def _state_of_folder(folder: Path) -> str:
    return " ".join(_state(path) for path in sorted(folder.rglob("*")) if path.is_file())


def describe_pieces(pieces: Sequence[Piece]) -> str:
    """Return a hash of what pieces hold, as far as names, sizes and times tell."""
    digest = hashlib.sha256()
    for piece in pieces:
        settings = (piece.source.id, piece.source.outlet, sorted(piece.source.columns.items())) if piece.source else ()
        digest.update(f"{piece.name}\x1f{piece.kind}\x1f{settings}\x1f{piece.state}\x1e".encode(errors="replace"))
    return digest.hexdigest()
