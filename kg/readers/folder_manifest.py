"""A folder with a manifest: the texts that it names, and those that it does not."""

from collections.abc import Iterator
from pathlib import Path

from kg.readers.future import pass_over_future
from kg.readers.manifest import find_manifest, read_manifest
from kg.readers.pieces import is_accompanying, is_named_as_text
from kg.records import Article, Place, Problem


def read_listed_folder(manifest: Path) -> Iterator[Article | Problem]:
    """Read the texts that a manifest names, and report those that it does not name."""
    named: set[str] = set()
    yield from pass_over_future(read_manifest(manifest, named=named))
    for path in _list_texts(manifest.parent):
        if path.relative_to(manifest.parent).as_posix() not in named:
            place, message = Place(path=str(path)), f"{manifest.name} does not name it; set aside"
            yield Problem(place=place, kind="not-in-manifest", message=message, n_aside=1)


def list_entries(folder: Path) -> list[Path] | Problem:
    """List what is not hidden in a folder, by name."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        message = f"the folder cannot be read ({error.strerror})"
        return Problem(place=Place(path=str(folder)), kind="unreadable", message=message, n_aside=1)


def _list_texts(folder: Path) -> Iterator[Path]:
    """List the texts in a folder and below it, folders with a manifest of their own aside."""
    entries = list_entries(folder)
    for path in entries if isinstance(entries, list) else ():
        if path.is_dir() and not path.is_symlink() and not find_manifest(path):
            yield from _list_texts(path)
        elif path.is_file() and is_named_as_text(path.name) and not is_accompanying(path.name):
            yield path
