"""The pieces that inputs consist of: a file, each file of a folder, each member of an archive."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

from kg.plugins import Plugin
from kg.readers.by_kind import HOLD_ONE, find_reader
from kg.readers.future import pass_over_future
from kg.readers.own import read_own
from kg.readers.source import Kind, Source
from kg.readers.textfile import TEXT_SUFFIXES
from kg.records import Article, Place, Problem

MANIFEST = "folder with a manifest"
"""What such a folder is called where people read it."""
NO_ARTICLES = ("readme", "license", "licence", "changelog", "copying", "notice", "authors")
"""Names, without suffix, of files that accompany a collection."""
ACCOMPANYING = frozenset({"thumbs.db", "desktop.ini", "robots.txt", "requirements.txt", "cmakelists.txt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A file of one kind, with what reads it."""

    name: str
    """What places call it."""
    said: str
    """What it was taken for: `web page`."""
    read: Callable[[], Iterator[Article | Problem]]
    source: Source | None = None
    """None for a manifest, which names other files."""
    kind: Kind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A file before it is known what it is."""

    path: Path
    name: str
    """What places call it."""
    relative: PurePosixPath
    """Where it lies in the folder or archive that was given, which ids are made of."""
    around: str
    """What that folder or archive is called; ids that two of them would make up begin with it."""
    outlet: str
    """What its folder is called: the outlet of texts that nobody names another for."""
    is_given: bool = False
    """Whether the user named this file, and no folder or archive that it lies in."""
    has_text_beside: bool = False
    """Whether a text of the same name lies beside it, which has the id without suffix."""
    depth: int = 0
    """How many archives and gzip files it lies in."""


@dataclass(slots=True, kw_only=True)
class Intake:
    """What is the same for all pieces that are read together, and what was met so far."""

    outlet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    readers: Mapping[str, Plugin] = field(default_factory=dict)
    """Readers of users' own, by the ending of the files that they read."""
    n_by_kind: Counter[str] = field(default_factory=Counter)
    """Pieces of the input that is being read, by what they were taken for; `""`: files passed over."""
    taken: set[bytes] = field(default_factory=set)
    """Hashes of the ids given to pieces."""
    n_by_name: dict[bytes, int] = field(default_factory=dict)
    """The last numbers that were put behind names to make ids, by the names' hashes."""

    def name_piece(self, item: Item, kind: Kind) -> str:
        """Return an id for a piece that no other one has; what is given first keeps the shortest."""
        bare = item.relative.with_suffix("") if item.relative.suffix else item.relative
        if kind in HOLD_ONE:
            ids = [] if item.has_text_beside else [bare.as_posix(), f"{item.around}/{bare.as_posix()}"]
            ids += [item.relative.as_posix(), f"{item.around}/{item.relative.as_posix()}", item.name]
        else:
            stem = item.relative.name.split(".")[0] or item.relative.name
            ids = [stem, bare.as_posix(), f"{item.around}/{item.relative.as_posix()}", item.name]
        for id_ in ids:
            if self._take(id_, kind):
                return id_
        n = self.n_by_name.get(_hash(item.name), 1)  # thousands of members may have one name
        while not self._take(f"{item.name} ({(n := n + 1)})", kind):
            pass
        self.n_by_name[_hash(item.name)] = n
        return f"{item.name} ({n})"

    def _take(self, id_: str, kind: Kind) -> bool:
        """Take an id; False where another piece has it."""
        key = _hash(f"{kind in HOLD_ONE}{id_}")
        is_new = key not in self.taken
        self.taken.add(key)
        return is_new

    def open_piece(self, item: Item, path: Path, kind: Kind, *, said: str | None = None) -> Piece:
        """Make a piece of a file that is known to be of a kind; `path` is where its bytes are."""
        outlet = self.outlet or (item.outlet if kind in HOLD_ONE else None)
        source = Source(path=path, name=item.name, id=self.name_piece(item, kind), outlet=outlet, columns=self.columns)
        said = said or kind.value
        self.n_by_kind[said] += 1
        return Piece(name=item.name, said=said, read=partial(read_source, source, kind), source=source, kind=kind)

    def open_own(self, item: Item) -> Piece | None:
        """Make a piece of a file that a reader of the user's own reads; None where none does."""
        reader = self.readers.get(item.name.rpartition(".")[2].lower())
        if reader is None:
            return None
        id_ = self.name_piece(item, Kind.TEXT)
        outlet = self.outlet or item.outlet
        source = Source(path=item.path, name=item.name, id=id_, outlet=outlet, columns=self.columns)
        said = f"file for the reader {reader.name} ({reader.origin})"
        self.n_by_kind[said] += 1
        return Piece(name=item.name, said=said, read=partial(read_own, source, reader), source=source)

    def pass_over(self) -> None:
        """Count a file that accompanies articles."""
        self.n_by_kind[""] += 1


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=8).digest()


def read_source(source: Source, kind: Kind) -> Iterator[Article | Problem]:
    """Read a file of a known kind."""
    return pass_over_future(find_reader(kind)(source))


def is_named_as_text(name: str) -> bool:
    """Tell whether a file is named as texts are."""
    return PurePosixPath(name).suffix.lower() in TEXT_SUFFIXES


def is_accompanying(name: str) -> bool:
    """Tell whether a file is named as those are that accompany a collection and hold no article."""
    path = PurePosixPath(name)
    return path.name.lower() in ACCOMPANYING or (path.stem.lower() in NO_ARTICLES and is_named_as_text(name + ".txt"))


def set_piece_aside(item: Item, kind: str, reason: str) -> Problem:
    """Make the problem of a file that is not read."""
    return Problem(place=Place(path=item.name), kind=kind, message=f"{reason}; it was set aside", n_aside=1)
