"""Folders with a manifest in ZIP archives: unpacked as far as a manifest can name what is there, read as folders."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from kg.readers.folder_manifest import read_listed_folder
from kg.readers.manifest import NAMES
from kg.readers.passing import TooMuch, spool
from kg.readers.pieces import MANIFEST, Intake, Item, Piece, is_named_as_text, set_piece_aside
from kg.readers.screen import LARGEST
from kg.readers.zipped import Budget, Member, open_member
from kg.records import Article, Problem


def find_listed(members: Sequence[Member]) -> Mapping[str, list[Member]]:
    """Return, by the name of each manifest, the members that lie in its folder and below, itself first."""
    manifests: dict[PurePosixPath, Member] = {}
    for name in NAMES:  # the first of a folder counts
        for member in members:
            path = PurePosixPath(member.name)
            if path.name.lower() == name:
                manifests.setdefault(path.parent, member)
    outermost = [at for at in manifests if not any(above in manifests for above in at.parents)]
    return {
        manifests[at].name: [manifests[at]]
        + [member for member in members if at in PurePosixPath(member.name).parents and member is not manifests[at]]
        for at in outermost
    }


def unpack_listed(
    archive: zipfile.ZipFile, members: Sequence[Member], item: Item, intake: Intake, budget: Budget
) -> Iterator[Piece | Problem]:
    """Yield the piece of a folder with a manifest, and what cannot be unpacked of it."""
    top = PurePosixPath(members[0].name).parent
    with TemporaryDirectory(prefix="kg-") as folder:
        for member in members:
            inside = PurePosixPath(member.name).relative_to(top)
            if is_named_as_text(member.name) or inside.name.lower() in NAMES:
                reason = _unpack(archive, member, Path(folder) / inside, budget)
                if reason:
                    yield set_piece_aside(replace(item, name=f"{item.name}!{member.name}"), "unreadable", reason)
        intake.n_by_kind[MANIFEST] += 1
        manifest = Path(folder) / PurePosixPath(members[0].name).name
        name = f"{item.name}!{members[0].name}"
        above = name.removesuffix(manifest.name)
        if manifest.exists():
            yield Piece(name=name, said=MANIFEST, read=lambda: _read_renamed(manifest, above))


def _unpack(archive: zipfile.ZipFile, member: Member, path: Path, budget: Budget) -> str | None:
    """Write a member under its safe name; return why that failed."""
    reason = member.refuse() or budget.refuse(member.info)
    if reason:
        return reason
    most = {} if path.name.lower() in NAMES else {"most": LARGEST + 1}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        passing = spool(open_member(archive, member.info, budget), path.parent, **most)
    except (TooMuch, OSError) as error:  # a folder that has the name of a file, a name that is too long
        return f"cannot be unpacked ({error})"
    if passing.failure:
        passing.path.unlink()
        return f"cannot be read to its end ({passing.failure})"
    try:
        passing.path.replace(path)
    except OSError as error:
        return f"cannot be unpacked ({error.strerror})"
    return None


def _read_renamed(manifest: Path, above: str) -> Iterator[Article | Problem]:
    """Read the folder; places name the archive."""
    for found in read_listed_folder(manifest):
        path = above + found.place.path.removeprefix(f"{manifest.parent}").lstrip("/")
        yield replace(found, place=replace(found.place, path=path))
