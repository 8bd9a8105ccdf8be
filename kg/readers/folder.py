"""Folders: with a manifest, its rows; without one, every text, Markdown and JSONL file in it and below it.

Without a manifest the outlet is the name of the folder that a text lies in, and the id its path without suffix.
"""

from collections.abc import Iterator
from pathlib import Path

from kg.readers.jsonl import read_jsonl
from kg.readers.manifest import find_manifest, read_manifest
from kg.readers.textfile import TEXT_SUFFIXES, Details, name_outlet, read_text_file
from kg.records import Article, Place, Problem

JSONL_SUFFIXES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
NO_ARTICLES = ("readme", "license", "changelog", "copying")
"""Names, without suffix, of files that accompany a collection."""


def read_folder(folder: Path, *, outlet: str | None = None) -> Iterator[Article | Problem]:
    """Read every article of a folder; one that holds none is a problem."""
    found_any = False
    for each in _read_below(folder, folder, outlet):
        found_any = True
        yield each
    if not found_any:
        place = Place(path=str(folder))
        yield Problem(place=place, kind="no-articles", message="the folder holds no .txt, .md, .jsonl or manifest")


def read_listed_folder(manifest: Path) -> Iterator[Article | Problem]:
    """Read the texts that a manifest names, and report those that it does not name."""
    named: set[str] = set()
    yield from read_manifest(manifest, named=named)
    for path in _list_texts(manifest.parent):
        if path.relative_to(manifest.parent).as_posix() not in named:
            place = Place(path=str(path))
            yield Problem(place=place, kind="not-in-manifest", message=f"{manifest.name} does not name it; set aside")


def _read_below(root: Path, folder: Path, outlet: str | None) -> Iterator[Article | Problem]:
    """Read a folder and the folders in it, in the order of their names."""
    manifest = find_manifest(folder)
    if manifest:
        yield from read_listed_folder(manifest)
        return
    for path in _list_entries(folder):
        if isinstance(path, Problem):
            yield path
        elif path.is_dir():
            if not path.is_symlink():  # a link may lead back up
                yield from _read_below(root, path, outlet)
        elif path.name.lower().endswith(JSONL_SUFFIXES):
            yield from read_jsonl(path, outlet=outlet)
        elif is_text(path):
            id_ = path.relative_to(root).with_suffix("").as_posix()
            default_outlet = outlet or name_outlet(folder)
            yield from read_text_file(path, Details(id=id_), default_outlet=default_outlet, reader="folder")


def is_text(path: Path) -> bool:
    """Tell whether a file is named as a text is that may hold an article."""
    return path.suffix.lower() in TEXT_SUFFIXES and path.stem.lower() not in NO_ARTICLES


def _list_entries(folder: Path) -> list[Path] | list[Problem]:
    """List what is not hidden in a folder, by name."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        message = f"the folder cannot be read ({error.strerror})"
        return [Problem(place=Place(path=str(folder)), kind="unreadable", message=message)]


def _list_texts(folder: Path) -> Iterator[Path]:
    """List the texts in a folder and below it, folders with a manifest of their own aside."""
    for path in _list_entries(folder):
        if isinstance(path, Problem):
            continue
        if path.is_dir() and not path.is_symlink() and not find_manifest(path):
            yield from _list_texts(path)
        elif path.is_file() and is_text(path):
            yield path
