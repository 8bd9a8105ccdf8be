"""Folders: with a manifest, its rows; without one, every file in it and below it, whatever its kind, in order of name.

Without a manifest the outlet of a text is the name of the folder that it lies in, and its id its path without suffix.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from kg.readers.folder_manifest import list_entries, read_listed_folder
from kg.readers.manifest import find_manifest
from kg.readers.outlets import NAME as OUTLETS
from kg.readers.pieces import MANIFEST, Intake, Item, Piece, is_accompanying, is_named_as_text, set_piece_aside
from kg.readers.textfile import name_outlet
from kg.readers.unfolding import unfold_file
from kg.readers.zipped import UNSAFE
from kg.records import Place, Problem

__all__ = ["read_listed_folder", "unfold_folder", "unfold_manifest"]

PAGE_FOLDER = re.compile(
    r"(.+?)(?:[_-](?:files|Dateien|fichiers|archivos|bestanden|filer|file|arquivos|pliki)|\.files)"
)
"""The folder beside a saved page that holds its pictures and scripts, as browsers in several languages call it."""
PAGE_ENDINGS = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """The folder that was given."""

    path: Path
    name: str


def unfold_folder(folder: Path, intake: Intake) -> Iterator[Piece | Problem]:
    """Yield every piece of a folder; one that holds none is a problem."""
    found_any = False
    for piece in _unfold_below(Root(path=folder, name=str(folder)), folder, intake):
        found_any = True
        yield piece
    if not found_any:
        message = "the folder holds no article, neither texts nor pages, tables, archives or a manifest"
        yield Problem(place=Place(path=str(folder)), kind="no-articles", message=message)


def unfold_manifest(manifest: Path) -> Piece:
    """Return the piece of a folder with a manifest."""
    return Piece(name=str(manifest), said=MANIFEST, read=partial(read_listed_folder, manifest))


def _unfold_below(root: Root, folder: Path, intake: Intake) -> Iterator[Piece | Problem]:
    """Yield the pieces of a folder and the folders in it, in the order of their names."""
    manifest = find_manifest(folder)
    if manifest:
        intake.n_by_kind[MANIFEST] += 1
        yield unfold_manifest(manifest)
        return
    entries = list_entries(folder)
    if isinstance(entries, Problem):
        yield entries
        return
    names = {path.name for path in entries}
    texts = {path.stem for path in entries if is_named_as_text(path.name)}
    for path in entries:
        if path.is_dir():
            yield from _unfold_subfolder(root, path, names, intake)
        elif is_accompanying(path.name) or path.name == OUTLETS:
            intake.pass_over()
        else:
            yield from unfold_file(_make_item(root, path, texts), intake)


def _unfold_subfolder(root: Root, folder: Path, names: set[str], intake: Intake) -> Iterator[Piece | Problem]:
    saved_page = PAGE_FOLDER.fullmatch(folder.name)
    if saved_page and any(saved_page[1] + ending in names for ending in PAGE_ENDINGS):
        return
    if folder.is_symlink():  # it may lead back up
        item = _make_item(root, folder, set())
        yield set_piece_aside(item, "link", "is a link to a folder, which is read only where it is given by itself")
        return
    yield from _unfold_below(root, folder, intake)


def _make_item(root: Root, path: Path, texts: set[str]) -> Item:
    relative = UNSAFE.sub("\ufffd", path.relative_to(root.path).as_posix())
    return Item(
        path=path,
        name=UNSAFE.sub("\ufffd", str(path)),
        relative=PurePosixPath(relative),
        around=name_outlet(root.path),
        outlet=name_outlet(path.parent),
        has_text_beside=path.stem in texts and not is_named_as_text(path.name),
    )
