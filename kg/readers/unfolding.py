"""From a file to its pieces: itself, what is in it where it is compressed, the members of an archive.

What comes out of a compressed file lies in a passing file while it is read, one at a time.
"""

import shutil
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from kg.readers.by_kind import HOLD_ONE, READ_GZIP
from kg.readers.kinds import PACKED, Look, look_at
from kg.readers.passing import TooMuch, cut_last_line, inflate_file, spool
from kg.readers.pieces import Intake, Item, Piece, is_accompanying, set_piece_aside
from kg.readers.screen import LARGEST
from kg.readers.signatures import is_companion_name
from kg.readers.source import Kind
from kg.readers.zipped import BROKEN, Budget, Member, explain, list_members, open_member
from kg.readers.zippedmanifest import find_listed, unpack_listed
from kg.records import Place, Problem

DEEPEST = 2
"""Archives and gzip files within one that are still opened."""
IN_LINES = frozenset({Kind.TABLE, Kind.JSONL, Kind.ADDRESSES})
"""Kinds whose last line is no piece where the file breaks off in it."""


def unfold_file(item: Item, intake: Intake, budget: Budget | None = None) -> Iterator[Piece | Problem]:
    """Yield the pieces of a file; each can be read until the next one is asked for."""
    own = intake.open_own(item)
    if own is not None:
        yield own
        return
    look = _look(item)
    if isinstance(look, Problem):
        yield look
    elif look.kind is None or (not item.is_given and look.kind is Kind.TEXT and not look.is_gzip):
        yield from _take_or_refuse(item, look, intake)
    elif look.is_gzip and look.kind not in READ_GZIP:
        yield from _unfold_gzip(item, look, intake, budget)
    elif look.kind is Kind.ZIP:
        yield from _unfold_zip(item, intake, budget or Budget.of(item.path))
    else:
        yield _open_piece(item, item.path, look, intake)


def _look(item: Item) -> Look | Problem:
    """Look at a file, unless it is none that can be opened."""
    try:
        mode = item.path.stat().st_mode
        if not stat.S_ISREG(mode):
            what = "a named pipe" if stat.S_ISFIFO(mode) else "a device or socket"
            return set_piece_aside(item, "unreadable", f"is {what}, no file")
        return look_at(item.path, name=item.name)
    except FileNotFoundError:
        return set_piece_aside(item, "missing-file", "is a link to what is not there")
    except OSError as error:
        return set_piece_aside(item, "unreadable", f"cannot be read ({error.strerror})")


def _take_or_refuse(item: Item, look: Look, intake: Intake) -> Iterator[Piece | Problem]:
    """Take a text in a folder, unless it accompanies articles; say what a file looks like that is not read."""
    if not item.is_given and (look.is_companion or is_companion_name(item.path.name if not item.depth else item.name)):
        intake.pass_over()
    elif look.kind is not None:
        yield _open_piece(item, item.path, look, intake)
    else:
        advice = f" ({look.advice})" if look.advice else ""
        yield set_piece_aside(item, "unknown-kind", f"looks like {look.what}, which kg does not read{advice}")


def _open_piece(item: Item, path: Path, look: Look, intake: Intake) -> Piece:
    return intake.open_piece(item, path, look.kind or Kind.TEXT)


def _unfold_gzip(item: Item, look: Look, intake: Intake, budget: Budget | None) -> Iterator[Piece | Problem]:
    """Unfold what a gzip file holds; where it is cut, what came before."""
    is_damaged = look.kind is Kind.GZIP and not look.what
    if is_damaged or item.depth >= DEEPEST:
        reason = "is a damaged gzip file" if is_damaged else "lies in too many archives within each other"
        yield set_piece_aside(item, "unreadable", reason)
        return
    inner = replace(item, relative=PurePosixPath(PACKED.sub("", str(item.relative))), depth=item.depth + 1)
    with TemporaryDirectory(prefix="kg-") as folder:
        yield from _unfold_stream(inner, inflate_file(item.path), look, intake, budget, Path(folder))


def _unfold_zip(item: Item, intake: Intake, budget: Budget) -> Iterator[Piece | Problem]:
    """Unfold every member of an archive; with a manifest, what it names."""
    if item.depth > DEEPEST:
        yield set_piece_aside(item, "unreadable", "lies in too many archives within each other")
        return
    try:
        archive = zipfile.ZipFile(item.path)
    except BROKEN as error:
        yield set_piece_aside(item, "unreadable", f"is a damaged ZIP archive ({explain(error)})")
        return
    with archive, TemporaryDirectory(prefix="kg-") as folder:
        members = list(list_members(archive))
        listed = find_listed(members)
        inside = {member.name for under in listed.values() for member in under}
        for member in members:
            if member.name in listed:
                yield from unpack_listed(archive, listed[member.name], item, intake, budget)
            elif member.name not in inside:
                yield from _unfold_member(archive, member, item, intake, budget, Path(folder))


def _unfold_member(
    archive: zipfile.ZipFile, member: Member, item: Item, intake: Intake, budget: Budget, folder: Path
) -> Iterator[Piece | Problem]:
    inside = Item(
        path=item.path,
        name=f"{item.name}!{member.name}",
        relative=PurePosixPath(member.name),
        around=item.relative.stem,
        outlet=PurePosixPath(member.name).parent.name or item.relative.stem,
        has_text_beside=member.has_text_beside,
        depth=item.depth + 1,
    )
    if is_accompanying(member.name):
        intake.pass_over()
        return
    reason = member.refuse() or budget.refuse(member.info)
    if reason:
        yield set_piece_aside(inside, "unreadable", reason)
        return
    yield from _unfold_stream(inside, open_member(archive, member.info, budget), None, intake, budget, folder)


def _unfold_stream(
    item: Item, chunks: Iterator[bytes], look: Look | None, intake: Intake, budget: Budget | None, folder: Path
) -> Iterator[Piece | Problem]:
    """Unfold what comes out of a compressed file; half an article is none, half a list is read as far as it goes."""
    most = LARGEST + 1 if look and look.kind in HOLD_ONE else None
    try:
        passing = spool(chunks, folder, **({"most": most} if most else {}))
    except TooMuch as error:
        yield set_piece_aside(item, "too-large", str(error))
        _clear(folder)
        return
    found = _look(replace(item, path=passing.path))
    kind = found.kind if isinstance(found, Look) else None
    if passing.failure and (kind in HOLD_ONE or kind is None):
        yield set_piece_aside(item, "unreadable", f"cannot be read to its end ({passing.failure})")
    else:
        n_cut = int(cut_last_line(passing.path)) if passing.failure and kind in IN_LINES else 0
        yield from unfold_file(replace(item, path=passing.path), intake, budget)
        if passing.failure:
            message = f"cannot be read to its end ({passing.failure}); what stands before it was read"
            yield Problem(place=Place(path=item.name), kind="unreadable", message=message, n_aside=n_cut)
    _clear(folder)


def _clear(folder: Path) -> None:
    """Remove the passing files of a folder, those of archives within aside, which remove their own."""
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()
        else:
            shutil.rmtree(path)
