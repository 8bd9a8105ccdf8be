# ruff: noqa: E501 - lists of oddities read better in long lines
"""The cases of `malformed`: one broken input each, laid out beside good neighbours; the same for the same seed."""

import gzip
import json
import os
import random
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tests.benchmarks.malformed_goods import Good, make_good
from tests.benchmarks.malformed_mutators import mutate, mutate_record
from tests.benchmarks.malformed_oddities import ODDITIES, draw_bytes
from tests.inputs import make_page, make_row, make_text, make_zip

BROKEN = Path(__file__).parents[1] / "cases" / "broken"
"""Small files that once broke a reader."""
NEIGHBOURS: Mapping[str, bytes] = {
    "a.txt": make_text("Avelmouth").encode(),
    "b.html": make_page("Bormouth").encode(),
    "y.jsonl": "\n".join(json.dumps(make_row(place)) for place in ("Yarmwick", "Yolwick")).encode(),
    "z.txt": make_text("Zelmouth").encode(),
}
NEIGHBOUR_TEXTS = tuple(make_text(place) for place in ("Avelmouth", "Bormouth", "Yarmwick", "Yolwick", "Zelmouth"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A broken input, how it is handed over, and what must be read all the same."""

    number: int
    how: str
    """`mutated`, `one record`, `odd`, `random`, `corpus`, `file system`."""
    delivery: str
    """`folder`, `zip`, `given`, `gzip`, `standard input`."""
    good: Good
    kept: tuple[str, ...] = ()
    """Texts of the broken input that are whole."""
    n_pieces: int | None = None
    """How many pieces the broken input holds, where that is known."""
    oddity: Callable[[Path], object] | None = None
    """Makes what is odd in a folder, where no bytes do."""


def make_case(seed: int, number: int) -> Case:
    """Make a case; the same for the same seed and number."""
    rng = random.Random(f"{seed} {number}")
    make = rng.choices((_mutated, _record, _odd, _random, _corpus, _file_system), (35, 25, 22, 8, 4, 6))[0]
    return make(seed, number, rng)


def _deliver(rng: random.Random, good: Good) -> str:
    if good.kind == "manifest":
        return rng.choice(("folder", "zip"))
    return rng.choices(("folder", "zip", "given", "gzip", "standard input"), (40, 25, 15, 12, 8))[0]


def _mutated(_: int, number: int, rng: random.Random) -> Case:
    good = _thin(make_good, rng)
    names = [name for name in good.beside if rng.random() < 0.3]
    beside = {name: mutate(data, rng) if name in names else data for name, data in good.beside.items()}
    broken = replace(good, data=good.data if names else mutate(good.data, rng), beside=beside)
    return Case(number=number, how="mutated", delivery=_deliver(rng, good), good=broken)


def _thin(make: Callable[[random.Random], Good], rng: random.Random) -> Good:
    """Make a good input; fewer Parquet files, which take long to read."""
    good = make(rng)
    return make(rng) if good.kind == "parquet" and rng.random() < 0.6 else good


def _record(_: int, number: int, rng: random.Random) -> Case:
    """Break one record: the others must be kept, and none may be uncounted."""
    good = make_good(rng)
    while not good.records:
        good = make_good(rng)
    at = rng.randrange(1, len(good.records))
    start, end = good.records[at]
    broken = mutate_record(good.data[start:end], rng)
    kept = tuple(text for number, text in enumerate(good.texts) if number != at)
    data = good.data[:start] + broken + good.data[end:]
    is_counted = (good.kind == "json lines" and broken.strip()) or (good.kind == "table" and broken.strip(b'", \t\0'))
    if good.kind == "table" and b'"' in broken:
        is_counted = False
    n_pieces = len(good.records) if is_counted else None
    broken_good = replace(good, data=data)
    return Case(
        number=number, how="one record", delivery=_deliver(rng, good), good=broken_good, kept=kept, n_pieces=n_pieces
    )


def _odd(_: int, number: int, rng: random.Random) -> Case:
    good = rng.choice(ODDITIES)(rng)
    return Case(number=number, how="odd", delivery=_deliver(rng, good), good=good, kept=good.texts)


@cache
def _drawn(seed: int) -> list[tuple[str, bytes]]:
    return list(draw_bytes(seed))


def _random(seed: int, number: int, rng: random.Random) -> Case:
    name, data = rng.choice(_drawn(seed))
    good = Good(kind="bytes", name=name, data=data)
    return Case(number=number, how="random", delivery=_deliver(rng, good), good=good)


def _corpus(_: int, number: int, rng: random.Random) -> Case:
    path = rng.choice(sorted(path for path in BROKEN.iterdir() if not path.name.startswith(".")))
    data = path.read_bytes()
    is_changed = rng.random() < 0.7
    good = Good(kind="corpus", name="m" + path.suffix, data=mutate(data, rng) if is_changed else data)
    return Case(number=number, how="corpus", delivery=_deliver(rng, good), good=good)


def _file_system(_: int, number: int, rng: random.Random) -> Case:
    good = make_good(rng)
    while good.beside:
        good = make_good(rng)
    name, data = good.name, good.data

    def make_fifo(folder: Path) -> None:
        os.mkfifo(folder / name)

    def make_socket(folder: Path) -> None:
        here = Path.cwd()
        os.chdir(folder)  # a socket's path may have 107 bytes
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(name)
        os.chdir(here)

    def make_deep(folder: Path) -> None:
        deep = folder / "/".join(["d"] * 120)
        deep.mkdir(parents=True)
        (deep / name).write_bytes(data)

    def make_closed(folder: Path) -> None:
        (folder / name).write_bytes(data)
        (folder / name).chmod(0)

    def make_odd_name(folder: Path) -> None:
        odd = rng.choice(
            (
                b"\xff\xfe.txt",
                b"line\nbreak.txt",
                b"x" * 250 + b".txt",
                b" ",
                b"-.jsonl",
                b"tab\t.csv",
                "\u202e.html".encode(),
                b"a!b.zip",
                b"%s%n.txt",
                b"manifest.csv.gz",
            )
        )
        Path(os.fsdecode(os.fsencode(folder) + b"/" + odd)).write_bytes(data)

    oddities: tuple[Callable[[Path], object], ...] = (
        make_fifo, make_socket, make_deep, make_closed, make_odd_name, make_odd_name,
        lambda folder: (folder / name).mkdir(),
        lambda folder: (folder / "manifest.csv").mkdir(),
        lambda folder: (folder / name).symlink_to(name),
        lambda folder: (folder / name).symlink_to("gone"),
        lambda folder: (folder / name).symlink_to(folder),
        lambda folder: (folder / "m").symlink_to(".."),
        lambda folder: (folder / name).symlink_to("/dev/zero"),
        lambda folder: (folder / name).symlink_to("/proc/self/mem"),
        lambda folder: (folder / "outlets.csv").write_bytes(mutate(b"domain,label,country\nharbour-post.example,Harbour Post,GB\n", rng)),
        lambda folder: [(folder / f"m{n}.txt").write_bytes(b"") for n in range(300)],
    )  # fmt: skip
    oddity = rng.choice(oddities)
    return Case(number=number, how="file system", delivery="folder", good=replace(good, kind="files"), oddity=oddity)


def lay_out(case: Case, folder: Path) -> list[Path]:
    """Write a case and its neighbours to an empty folder; return what to read. Standard input is not written."""
    good = case.good
    if case.delivery == "zip":
        inside = {f"sub/{name}": data for name, data in ({good.name: good.data} | dict(good.beside)).items()}
        (folder / "n.zip").write_bytes(make_zip(dict(NEIGHBOURS) | inside))
        return [folder / "n.zip"]
    for name, data in NEIGHBOURS.items():
        (folder / name).write_bytes(data)
    if case.oddity:
        case.oddity(folder)
    elif good.beside:
        (folder / "sub").mkdir()
        for name, data in ({good.name: good.data} | dict(good.beside)).items():
            (folder / "sub" / name).write_bytes(data)
    elif case.delivery == "gzip":
        (folder / f"{good.name}.gz").write_bytes(gzip.compress(good.data, 1, mtime=0))
    elif case.delivery == "given":
        (folder / good.name).write_bytes(good.data)
        return sorted(folder.iterdir())
    elif case.delivery == "standard input":
        return [*sorted(folder.iterdir()), Path("-")]
    else:
        (folder / good.name).write_bytes(good.data)
    return [folder]
