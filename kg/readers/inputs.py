"""The front door of the readers: paths in, articles and problems out."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from kg.errors import InputNotFound, UnreadableInput
from kg.readers.folder import JSONL_SUFFIXES, read_folder, read_listed_folder
from kg.readers.jsonl import read_jsonl
from kg.readers.manifest import NAMES
from kg.readers.source import OnKind
from kg.readers.textfile import TEXT_SUFFIXES, Details, name_outlet, read_text_file
from kg.records import Article, Place, Problem

Read = Callable[[], Iterator[Article | Problem]]


def read_input(path: Path, *, outlet: str | None = None) -> Iterator[Article | Problem]:
    """Read the articles of one input: a folder, a text or Markdown file, a file of JSON lines, or a manifest.

    Raises:
        InputNotFound: at once, where there is no such path.
        UnreadableInput: at once, where it is of no kind that kg reads.
    """
    return read_inputs([path], outlet=outlet)


def read_inputs(
    paths: Iterable[Path],
    *,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    on_kind: OnKind = lambda *_: None,
) -> Iterator[Article | Problem]:
    """Read the articles of several inputs, one at a time; an id that was read before is a problem.

    `outlet` is who publishes the articles that name no outlet; without it that is their folder's or file's name.

    Raises:
        InputNotFound: at once, where one of the paths is not there.
        UnreadableInput: at once, where one is of no kind that kg reads.
    """
    read_by_path: dict[Path, tuple[Path, Read]] = {}
    again: list[Problem] = []
    for path in map(Path, paths):
        if path.exists() and path.resolve() in read_by_path:
            message = "is given twice; it was read once"
            again.append(Problem(place=Place(path=str(path)), kind="duplicate-input", message=message))
        else:
            read = _choose_reader(path, outlet)
            read_by_path[path.resolve()] = (path, read)
    return _read_once([read for _, read in read_by_path.values()], again)


def _choose_reader(path: Path, outlet: str | None) -> Read:
    """Choose the reader of a path by its kind and name."""
    name = path.name.lower()
    if not path.exists():
        raise InputNotFound(path)
    if path.is_dir():
        return partial(read_folder, path, outlet=outlet)
    if name in NAMES:
        return partial(read_listed_folder, path)
    if name.endswith(JSONL_SUFFIXES):
        return partial(read_jsonl, path, outlet=outlet)
    if path.suffix.lower() in TEXT_SUFFIXES:
        default_outlet = outlet or name_outlet(path.absolute().parent)
        return partial(read_text_file, path, Details(id=path.stem), default_outlet=default_outlet)
    raise UnreadableInput(path, "is neither a folder nor a .txt, .md, .jsonl or .jsonl.gz file")


def _read_once(reads: Iterable[Read], problems: Iterable[Problem]) -> Iterator[Article | Problem]:
    """Read one input after the other; of articles with one id the first stays."""
    content_by_id: dict[int, int] = {}  # hashes: eight bytes each, whatever the texts
    for read in reads:
        for found in read():
            if isinstance(found, Problem):
                yield found
                continue
            key, content = _hash(found.id), _hash(f"{found.outlet}\x1f{found.text}")
            if key in content_by_id:
                yield _make_duplicate(found, is_same=content_by_id[key] == content)
            else:
                content_by_id[key] = content
                yield found
    yield from problems


def _make_duplicate(article: Article, *, is_same: bool) -> Problem:
    """Make the problem of an id that was read before."""
    message = (
        f"the article {article.id} was already read; this repeats it"
        if is_same
        else f"another article has the id {article.id}; the first was read, this one was set aside"
    )
    return Problem(place=article.place, kind="duplicate-id", message=message, n_aside=1)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest())
