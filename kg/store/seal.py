"""The seal: what a graph's files, tables and shared graphs were like when the last writer closed it.

It rests in seal.json, with a hash of itself. Files of the store never change once they are written, so one that was
sealed before keeps the hash that it had then, and damage is never sealed anew.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Self

from kg.store.digests import SIZE, Digest, digest_file
from kg.store.marks import sync_folder

NAME, STORE, TABLES = "seal.json", "store", "articles.sqlite"
VERSION = 1
UNSEALED = ("LOG", "LOCK")
"""Beginnings of the names of files of the store that hold no data: readers may write to them."""
FIXED = ".sst"
"""The ending of files that never change."""
THREADS = 4
"""Files that are hashed at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What was sealed."""

    oxigraph: str
    """The version of the store, on which the order of shared graphs depends."""
    files: Mapping[str, tuple[int, str]]
    """Size and hash of each file by its path within the graph's folder."""
    tables: Mapping[str, Digest] = field(default_factory=dict)
    """By table of articles.sqlite."""
    graphs: Mapping[str, Digest] = field(default_factory=dict)
    """By the IRI of each graph that belongs to no article; those that were not hashed are missing."""
    others: tuple[str, ...] = ()
    """IRIs of graphs that are not kg's: people put them there by updates."""

    def write(self, folder: Path) -> None:
        """Write the seal; it is there as a whole or not at all."""
        body = {"version": VERSION, **asdict(self)}
        text = json.dumps({**body, "seal": _digest(body)}, indent=1, sort_keys=True)
        unfinished = folder / f".{NAME}"
        with unfinished.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(folder / NAME)
        sync_folder(folder)

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Return the seal of a graph; None where it has none.

        Raises:
            ValueError: where it is broken.
        """
        path = folder / NAME
        if not path.exists():
            return None
        try:
            body = json.loads(path.read_text(encoding="utf-8"))
            if body.pop("seal") != _digest(body) or body.pop("version") != VERSION:
                raise ValueError("it is not as it was written")
            return cls(
                oxigraph=body["oxigraph"],
                files={name: (size, found) for name, (size, found) in body["files"].items()},
                tables={name: Digest(*found) for name, found in body["tables"].items()},
                graphs={name: Digest(*found) for name, found in body["graphs"].items()},
                others=tuple(body["others"]),
            )
        except (KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
            raise ValueError("it is not as it was written") from error


def _digest(body: object) -> str:
    return blake2b(json.dumps(body, sort_keys=True).encode(), digest_size=SIZE).hexdigest()


def sealed_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files that are sealed, by their paths within the folder."""
    for path in sorted((folder / STORE).iterdir()):
        if path.is_file() and not path.name.startswith(UNSEALED):
            yield f"{STORE}/{path.name}", path
    yield TABLES, folder / TABLES


def hash_files(folder: Path, *, before: Seal | None, kept: Iterable[str] = ()) -> dict[str, tuple[int, str]]:
    """Return size and hash of each file; what was sealed before and cannot have changed keeps its earlier ones.

    Args:
        folder: the graph's folder.
        before: the seal before this one.
        kept: further files that were not written to since.
    """
    known = before.files if before else {}
    unchanged = set(kept)
    found, changed = dict[str, tuple[int, str]](), dict[str, Path]()
    for name, path in sealed_files(folder):
        if name in known and (name.endswith(FIXED) or name in unchanged):
            found[name] = known[name]
        else:
            changed[name] = path
    with ThreadPoolExecutor(THREADS) as threads:  # hashing leaves other threads their turn
        hashes = threads.map(digest_file, changed.values())
        found |= {
            name: (path.stat().st_size, digest) for (name, path), digest in zip(changed.items(), hashes, strict=True)
        }
    return found


def fits(folder: Path, seal: Seal) -> bool:
    """Tell, by names and sizes alone, whether the files are those that were sealed."""
    try:
        return {name: path.stat().st_size for name, path in sealed_files(folder)} == {
            name: size for name, (size, _) in seal.files.items()
        }
    except OSError:
        return False


def broken_files(folder: Path, seal: Seal) -> Iterator[tuple[str, str]]:
    """Yield each file that is not as it was sealed, and what is wrong with it."""
    there = dict(sealed_files(folder))
    for name, (size, expected) in seal.files.items():
        path = there.pop(name, None)
        if path is None or not path.exists():
            yield name, "is missing"
        elif path.stat().st_size != size:
            yield name, f"has {path.stat().st_size:,} bytes instead of {size:,}"
        elif digest_file(path) != expected:
            yield name, "is not as it was written"
    for name in there:
        yield name, "was put there by something else than kg"
