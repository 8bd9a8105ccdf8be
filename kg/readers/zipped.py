"""Members of ZIP archives: their names, and limits to what comes out of them.

Nothing is ever written under a member's name; it serves for places and ids.
"""

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kg.readers.pieces import is_named_as_text

BROKEN = (
    zipfile.BadZipFile, OSError, EOFError, zlib.error, lzma.LZMAError, struct.error,
    NotImplementedError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip
"""What `zipfile` raises of damaged, encrypted and unknown members."""
CHUNK = 1 << 18
BOMB_FROM, BOMB_RATIO = 1 << 26, 300
"""A member that inflates to more than 64 MB and to more than 300 times its size is a bomb; so is such an archive."""
UNSAFE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
ENCRYPTED = 0x1
LONGEST_REASON = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in an archive."""

    info: zipfile.ZipInfo
    name: str
    """Relative, with slashes, without dots that lead up."""
    has_text_beside: bool = False

    def refuse(self) -> str | None:
        """Say why it cannot be read."""
        if self.info.flag_bits & ENCRYPTED:
            return "is encrypted; unpack the archive with its password"
        return None


@dataclass(slots=True)
class Budget:
    """How much may still come out of an archive and the archives in it."""

    n_left: int

    @classmethod
    def of(cls, path: Path) -> "Budget":
        """Allow an archive to unpack to as many times its size as text may."""
        return cls(max(BOMB_FROM, path.stat().st_size * BOMB_RATIO))

    def refuse(self, info: zipfile.ZipInfo) -> str | None:
        """Say why a member is not unpacked."""
        if info.file_size > max(BOMB_FROM, info.compress_size * BOMB_RATIO) or info.file_size > self.n_left:
            return f"would unpack to {info.file_size / 1e6:,.0f} MB from {info.compress_size / 1e6:,.1f} MB"
        return None


def list_members(archive: zipfile.ZipFile) -> Iterator[Member]:
    """List the files of an archive that are not hidden, in the order of their names."""
    members = [(name_safely(info.filename), info) for info in archive.infolist() if not info.is_dir()]
    texts = {str(PurePosixPath(name).with_suffix("")) for name, _ in members if is_named_as_text(name)}
    for name, info in sorted(members, key=lambda member: PurePosixPath(member[0]).parts):
        parts = PurePosixPath(name).parts
        if "__MACOSX" in parts or any(part.startswith(".") for part in parts):
            continue
        beside = not is_named_as_text(name) and str(PurePosixPath(name).with_suffix("")) in texts
        yield Member(info=info, name=name, has_text_beside=beside)


def name_safely(name: str) -> str:
    """Return a member's name as a relative path that leads nowhere else and prints on one line."""
    parts = [part for part in re.split(r"[/\\]", UNSAFE.sub("\ufffd", name)) if part not in ("", ".", "..")]
    return "/".join(parts) or "unnamed"


def open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    """Yield a member's bytes.

    Raises:
        ValueError: where it is damaged, behind what can be read of it; where more comes out than may.
    """
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(CHUNK):
                budget.n_left -= len(chunk)
                if budget.n_left < 0:
                    raise ValueError("the archive unpacks to more than an archive of articles does")
                yield chunk
    except BROKEN as error:
        raise ValueError(explain(error)) from error


def explain(error: Exception) -> str:
    """Say in few words on one line what `zipfile` raised; its own may hold a directory's whole bytes."""
    words = " ".join(UNSAFE.sub(" ", str(error)).split()) or type(error).__name__
    if words.startswith("File name in directory"):
        return "its name in the archive's directory is another than before its bytes"
    return words if len(words) <= LONGEST_REASON else f"{words[:LONGEST_REASON]} …"
