"""The front door of the readers: paths in, articles and problems out.

path or standard input → pieces (folders, archives) → kind by content → reader → articles and problems, each id once
"""

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from kg.errors import InputNotFound, UnreadableInput
from kg.plugins import Plugin
from kg.readers.folder import unfold_folder, unfold_manifest
from kg.readers.kinds import KIND_BY_ENDING, ending_of
from kg.readers.manifest import NAMES
from kg.readers.outlets import NAME as OUTLETS
from kg.readers.outlets import use_outlets
from kg.readers.passing import TooMuch, spool
from kg.readers.pieces import Intake, Item, Piece, set_piece_aside
from kg.readers.saying import describe_piece, describe_pieces
from kg.readers.source import OnKind
from kg.readers.textfile import name_outlet
from kg.readers.unfolding import unfold_file
from kg.readers.zipped import UNSAFE
from kg.records import Article, Place, Problem
from kg.settings import Settings

STANDARD_INPUT = Path("-")
STREAMS = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""What shells hand over in place of files: `<(zcat news.jsonl.gz)`."""
CHUNK = 1 << 18


def read_input(path: Path, *, outlet: str | None = None) -> Iterator[Article | Problem]:
    """Read the articles of one input: a file of any kind that kg reads, a folder of them, `-` for standard input.

    Raises:
        InputNotFound: at once, where there is no such path.
        UnreadableInput: at once, where it is empty and named as nothing is that kg reads.
    """
    return read_inputs([path], outlet=outlet)


def read_inputs(
    paths: Iterable[Path],
    *,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    on_kind: OnKind = lambda *_: None,
    readers: Iterable[Plugin] = (),
) -> Iterator[Article | Problem]:
    """Read the articles of several inputs, one at a time; an id that was read before is a problem.

    Args:
        paths: files of any kind that kg reads, told by their content, folders and archives of them, manifests, and `-`
            for standard input.
        outlet: who publishes the articles that name no outlet; without it that is their folder's or file's name.
        columns: for tables and JSON lines: the column of each of kg's fields (`text`, `published`, …).
        on_kind: called with each input and what it was taken for; for folders and archives once they are read.
        readers: of users' own, each named by the ending of the files that it reads; they go before kg's.

    Raises:
        InputNotFound: at once, where one of the paths is not there.
        UnreadableInput: at once, where one is empty and named as nothing is that kg reads; where an `outlets.csv`
            in one of the folders cannot be read.
    """
    once, again = open_inputs(paths)
    own = {reader.name.lower().lstrip("."): reader for reader in readers}
    intake = Intake(outlet=outlet, columns=columns or {}, readers=own)
    return _read_once(unfold_inputs(once, intake, on_kind=on_kind), again)


def open_inputs(paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """Return the inputs that are read, each once, and what to say of the others when all is read; raises on misuse."""
    path_by_place: dict[Path, Path] = {}
    again: list[Problem] = []
    for path in map(Path, paths):
        _refuse_misuse(path)
        if path.resolve() in path_by_place:
            message = "is given twice; it was read once"
            again.append(Problem(place=Place(path=str(path)), kind="duplicate-input", message=message))
        else:
            path_by_place[path.resolve()] = path
    _use_own_outlets(path_by_place.values())
    return list(path_by_place.values()), again


def unfold_inputs(
    paths: Iterable[Path], intake: Intake, *, on_kind: OnKind = lambda *_: None
) -> Iterator[Piece | Problem]:
    """Yield the pieces of inputs, in their order, and say what each input was taken for.

    Each piece can be read until the next one is asked for.
    """
    for path in paths:
        intake.n_by_kind.clear()
        is_alone = False
        for piece in _unfold_input(path, intake):
            if isinstance(piece, Piece):
                is_alone = piece.name == _name(path)
                if is_alone:
                    on_kind(piece.name, describe_piece(piece))
            yield piece
        if not is_alone and intake.n_by_kind:
            on_kind(_name(path), describe_pieces(intake.n_by_kind))


def _refuse_misuse(path: Path) -> None:
    if path == STANDARD_INPUT:
        return
    try:
        is_there = path.exists()
    except (OSError, ValueError):  # a link that leads back to itself; a null byte
        is_there = path.is_symlink()
    if not is_there and not path.is_symlink():
        raise InputNotFound(path)
    ending = ending_of(path.name)
    if path.is_file() and path.stat().st_size == 0 and ending and ending not in {*KIND_BY_ENDING, "xml"}:
        raise UnreadableInput(path, "is empty, and its name is not one of a text, page, table or archive")


def _use_own_outlets(paths: Iterable[Path]) -> None:
    """Let tables of outlets that lie in the folders that are read go before the bundled one."""
    tables = dict.fromkeys(path / OUTLETS for path in paths if path.is_dir() and (path / OUTLETS).is_file())
    known = Settings().outlets
    new = [table.absolute() for table in tables if table.absolute() not in known]
    if new:
        use_outlets([*new, *known])


def _read_once(pieces: Iterable[Piece | Problem], problems: Iterable[Problem]) -> Iterator[Article | Problem]:
    """Read one piece after the other; of articles with one id the first stays."""
    content_by_id: dict[int, int] = {}  # hashes: eight bytes each, whatever the texts
    for found in _read_all(pieces):
        if isinstance(found, Problem):
            yield found
            continue
        key, content = _hash(found.id), _hash(f"{found.outlet}\x1f{found.text}")
        if key in content_by_id:
            yield make_duplicate(found, is_same=content_by_id[key] == content)
        else:
            content_by_id[key] = content
            yield found
    yield from problems


def _read_all(pieces: Iterable[Piece | Problem]) -> Iterator[Article | Problem]:
    for piece in pieces:
        if isinstance(piece, Problem):
            yield piece
        else:
            yield from piece.read()


def _unfold_input(path: Path, intake: Intake) -> Iterator[Piece | Problem]:
    """Yield the pieces of one input."""
    if _is_stream(path):
        yield from _unfold_stream(path, intake)
    elif path.is_dir():
        yield from unfold_folder(path, intake)
    elif path.name.lower() in NAMES:
        yield unfold_manifest(path)
    else:
        relative = UNSAFE.sub("\ufffd", path.name)
        outlet = name_outlet(path.absolute().parent)
        item = Item(
            path=path, name=_name(path), relative=PurePosixPath(relative), around=outlet, outlet=outlet, is_given=True
        )
        yield from unfold_file(item, intake)


def _unfold_stream(path: Path, intake: Intake) -> Iterator[Piece | Problem]:
    """Keep what comes by standard input in a passing file, and unfold that."""
    name = _name(path)
    item = Item(path=path, name=name, relative=PurePosixPath(name), around=name, outlet=name, is_given=True)
    with TemporaryDirectory(prefix="kg-") as folder:
        try:
            passing = spool(_read_stream(path), Path(folder))
        except TooMuch as error:
            yield set_piece_aside(item, "too-large", str(error))
            return
        if passing.failure:
            yield set_piece_aside(item, "unreadable", f"cannot be read to its end ({passing.failure})")
        else:
            yield from unfold_file(
                Item(path=passing.path, name=name, relative=item.relative, around=name, outlet=name, is_given=True),
                intake,
            )


def _is_stream(path: Path) -> bool:
    return path == STANDARD_INPUT or str(path).startswith(STREAMS)


def _read_stream(path: Path) -> Iterator[bytes]:
    if path == STANDARD_INPUT:
        yield from iter(lambda: sys.stdin.buffer.read(CHUNK), b"")
        return
    with path.open("rb") as stream:
        yield from iter(lambda: stream.read(CHUNK), b"")


def _name(path: Path) -> str:
    """Return what places call an input."""
    return "standard input" if path == STANDARD_INPUT else UNSAFE.sub("\ufffd", str(path))


def make_duplicate(article: Article, *, is_same: bool) -> Problem:
    """Make the problem of an id that was read before."""
    message = (
        f"the article {article.id} was already read; this repeats it"
        if is_same
        else f"another article has the id {article.id}; the first was read, this one was set aside"
    )
    return Problem(place=article.place, kind="duplicate-id", message=message, n_aside=1)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", errors="replace"), digest_size=8).digest())
