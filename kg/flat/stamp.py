"""Where the flat table of a graph rests, and the stamp that tells whether it is still that of the graph.

The stamp is cheap: what the files of the graph are called, and how large and old they are. A verdict changes the files
of the store and nothing that the flat table holds, so `renew_stamp` lets the table stand after one; linking anew and
building also write articles.sqlite, and it does not.
"""

import json
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from tempfile import gettempdir

from kg.errors import KgError
from kg.flat.schema import VERSION
from kg.records import Place, Problem
from kg.records.reviews import Review
from kg.store.digests import digest_file

NAME = "flat.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a flat table was made of."""

    version: str
    """Of the tables."""
    tables: str
    """Of articles.sqlite: time and size."""
    store: str
    """Of the store: the files that make it up, with their sizes."""
    token: str
    """Of the file that it belongs to, as in its table `meta`."""
    reviews: str = ""
    """Of what people decided: what else changes in the store is another matter."""
    digest: str = ""
    """Of the file that it belongs to, which nothing writes to once it is made."""

    def fits(self, other: "Stamp") -> bool:
        """Tell whether both are of the same graph in the same state."""
        return (self.version, self.tables, self.store) == (other.version, other.tables, other.store)


def digest_reviews(reviews: Iterable[Review]) -> str:
    """Return a digest of what people decided."""
    lines = sorted(map(repr, reviews))
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def read_stamp(folder: Path, *, token: str | None = None, reviews: str = "") -> Stamp:
    """Return the stamp of a graph as it is now, with a token of its own where none is given."""
    found = (folder / "articles.sqlite").stat()
    store = folder / "store"
    files = sorted(
        (one.name, one.stat().st_size)
        for one in store.iterdir()
        if one.name.startswith(("CURRENT", "MANIFEST")) or one.suffix in (".sst", ".log")
    )
    return Stamp(
        version=VERSION,
        tables=f"{found.st_mtime_ns} {found.st_size}",
        store=sha256(json.dumps(files).encode()).hexdigest()[:16],
        token=token or token_hex(8),
        reviews=reviews,
    )


def flat_file(folder: Path) -> Path:
    """Return where the flat table of a graph is written: beside it, else in a temporary folder of this user's own."""
    if os.access(folder, os.W_OK):
        return folder / NAME
    name = sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return own_folder() / f"{name}-{NAME}"


def flat_files(folder: Path) -> Iterator[Path]:
    """Yield where a flat table of the graph may be found: beside it, and where this user's would be written."""
    yield folder / NAME
    if not os.access(folder, os.W_OK):
        yield flat_file(folder)


def own_folder() -> Path:
    """Return kg's folder among the temporary ones, which nobody else may write to.

    Raises:
        KgError: where it is somebody else's.
    """
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(gettempdir()) / f"kg-flat-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or (hasattr(os, "getuid") and found.st_uid != user) or found.st_mode & 0o022:
        raise KgError(f"{folder} is not this user's own folder; delete it, or set TMPDIR")
    return folder


def stamp_file(flat: Path) -> Path:
    """Return the path of the stamp of a flat table."""
    return flat.with_suffix(".stamp")


def write_stamp(flat: Path, stamp: Stamp) -> None:
    """Write a stamp beside its file; it is there as a whole or not at all."""
    target = stamp_file(flat)
    unfinished = target.with_name(f".{target.name}.{stamp.token}")
    unfinished.write_text(json.dumps(asdict(stamp)), encoding="utf-8")
    unfinished.replace(target)


def known_stamp(flat: Path) -> Stamp | None:
    """Return the stamp of a flat table; None where there is none that can be read."""
    try:
        return Stamp(**json.loads(stamp_file(flat).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def renew_stamp(folder: Path, flat: Path, *, token: str, reviews: str) -> bool:
    """Let a flat table stand after a verdict.

    Where the store changed and what people decided did not, something else was written to it (`kg reconcile`, an
    update): the stamp is taken away, so that the table is made anew when it is opened next.

    Returns:
        Whether it stands.
    """
    known, now = known_stamp(flat), read_stamp(folder, token=token, reviews=reviews)
    if known is None or known.token != token:
        return False
    if known.fits(now):
        return True
    now = replace(now, digest=known.digest)
    stands = (known.version, known.tables) == (now.version, now.tables) and known.reviews != reviews
    try:
        if stands:
            write_stamp(flat, now)
        else:
            stamp_file(flat).unlink(missing_ok=True)
    except OSError:
        return False  # the table will be made anew the next time, which is all that is lost
    return stands


def check_flat(folder: Path) -> list[Problem]:
    """Return what is wrong with the flat table beside a graph, where there is one: it is no longer as it was made."""
    flat = folder / NAME
    known = known_stamp(flat)
    if known is None or not known.digest or not flat.exists() or digest_file(flat) == known.digest:
        return []  # one without a stamp is made anew before it is read
    message = f"{NAME} is not as it was written; delete it, and kg serve makes it anew"
    return [Problem(place=Place(path=str(flat)), kind="file", message=message)]
