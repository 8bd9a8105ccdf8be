"""How much of a damaged web archive is kept, by us and by warcio, on the same damage.

    python -m tests.benchmarks.warc_damage [--records 1000] [--trials 60] [--articles 2]

1,000 invented pages, a response a page, as gzip with a member a record and as a plain file. Each trial damages a copy
at one random place: a flipped byte, a truncation, up to 2,000 bytes cut out, up to 2,000 foreign bytes put in. The
share counts pages whose bytes are exactly those that were archived, of those that the damaged file still holds whole:
all, but for a truncation, where it is those before the cut. The target is 98 % in every trial.
"""

import argparse
import contextlib
import hashlib
import io
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from kg.readers.source import Source
from kg.readers.warc import read_warc
from kg.readers.warc.pages import find_page
from kg.readers.warc.records import Record, read_records
from kg.records import Article, Problem
from tests.archives import write_archive, write_page

TARGET = 0.98
KINDS = ("flip", "truncate", "cut out", "insert")


def damage(data: bytes, kind: str, rng: random.Random) -> tuple[bytes, int]:
    """Damage a copy at one place; return it, and where the damage begins."""
    at, length = rng.randrange(len(data)), rng.randrange(1, 2000)
    if kind == "flip":
        return data[:at] + bytes([data[at] ^ rng.randrange(1, 256)]) + data[at + 1 :], at
    if kind == "truncate":
        return data[:at], at
    return (data[:at] + data[at + length :] if kind == "cut out" else data[:at] + rng.randbytes(length) + data[at:]), at


def read_ours(data: bytes) -> set[bytes]:
    """Return the hashes of the pages that our records hold."""
    pages = set()
    for record in read_records(io.BytesIO(data)):
        page = find_page(record.header, record.block) if isinstance(record, Record) else None
        if page:
            pages.add(hashlib.sha1(page.body.data, usedforsecurity=False).digest())
    return pages


def read_warcio(data: bytes) -> set[bytes]:
    """Return the hashes of the pages that warcio reads before it ends."""
    pages = set()
    try:
        for record in ArchiveIterator(io.BytesIO(data)):
            if record.rec_type == "response":
                pages.add(hashlib.sha1(record.content_stream().read(), usedforsecurity=False).digest())
    except Exception:  # noqa: BLE001 - it ends with whatever its parts raise
        return pages
    return pages


def count_before(data: bytes, form: str, at: int) -> int:
    """Return how many pages end before a place."""
    starts = re.finditer(rb"\x1f\x8b\x08\x00" if form == "gzip" else rb"WARC/1\.0\r\n", data)
    ends = [*(start.start() for start in starts), len(data)][2:]
    return sum(end <= at for end in ends)


def measure(
    form: str, kind: str, pages: list[bytes], n_trials: int, readers: Iterable[Callable[..., set[bytes]]]
) -> None:
    """Print the shares of all readers on the same damaged copies."""
    whole = write_archive(pages, form=form)
    hashes = {hashlib.sha1(page, usedforsecurity=False).digest() for page in pages}
    for read in readers:
        rng = random.Random(f"{form} {kind}")
        shares, started = [], time.process_time()
        for _ in range(n_trials):
            data, at = damage(whole, kind, rng)
            n_held = count_before(whole, form, at) if kind == "truncate" else len(pages)
            with contextlib.redirect_stderr(io.StringIO()):  # warcio prints its warnings
                n_kept = len(read(data) & hashes)
            shares.append(min(n_kept / n_held, 1.0) if n_held else 1.0)
        seconds = (time.process_time() - started) / n_trials
        name = read.__name__.removeprefix("read_")
        n_good = sum(share >= TARGET for share in shares)
        mean = sum(shares) / len(shares)
        figures = f"{100 * mean:7.2f} {100 * min(shares):7.2f} {n_good:5}/{n_trials} {seconds:8.2f}"
        print(f"{form:6} {kind:9} {name:7} {figures}")


def measure_articles(form: str, pages: list[bytes], rng: random.Random) -> None:
    """Print what becomes of all pages of one damaged archive: read, set aside, unaccounted for."""
    for kind in KINDS:
        data, _ = damage(write_archive(pages, form=form), kind, rng)
        with tempfile.NamedTemporaryFile(suffix=".warc.gz") as file:
            Path(file.name).write_bytes(data)
            found = list(read_warc(Source(path=Path(file.name), name="damaged.warc.gz")))
        n_articles = sum(isinstance(each, Article) for each in found)
        n_aside = sum(each.n_aside for each in found if isinstance(each, Problem))
        print(f"{form:6} {kind:9} articles {n_articles:5}   set aside {n_aside:3}   of {len(pages)}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--trials", type=int, default=60)
    parser.add_argument("--articles", type=int, default=0, help="forms (of 2) to read whole articles of")
    options = parser.parse_args()
    pages = [write_page(number) for number in range(options.records)]
    print("form   damage    reader     mean     min  >= 98 %   s/file")
    for form in ("gzip", "plain"):
        for kind in KINDS:
            measure(form, kind, pages, options.trials, (read_ours, read_warcio))
    for form in ("gzip", "plain")[: options.articles]:
        measure_articles(form, pages, random.Random(7))


if __name__ == "__main__":
    main()
