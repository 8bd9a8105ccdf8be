"""How well copies, credits and their agencies are found: `python -m tests.benchmarks.origins [--scale 1000 10000]`.

    synthetic   copies made of PolNeAR train articles as outlets make them (cut, edited, a passage taken over), each
                kind among all the originals: found pairs, and wrong ones, beside what others find
    real        PolNeAR train as it is, against comparing every article with every other on all shingles
    credits     agencies that articles are found to credit as a whole, against PolNeAR's field `wire`
    libraries   time of one MinHash signature of 126 values, by library
    scale       time and memory of finding copies among made-up articles, with the exponent

Others are datasketch (MinHashLSH, MinHashLSHEnsemble) where it is installed, and a 64-bit simhash (Charikar 2002) of
the same shingles. Synthetic edits are kinder than an editor.
"""

import argparse
import resource
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from math import log
from pathlib import Path
from random import Random
from time import process_time

import numpy as np
import pytest

from kg.records.origin import OriginRecord
from kg.resolve.origin_candidates import FURNITURE
from kg.resolve.origin_copies import LEAST_ALIKE, LEAST_SHARE, LEAST_SHARED, find_copies
from kg.resolve.origin_credits import article_credits
from kg.resolve.origin_text import N_BANDS, N_ROWS, cut_shingles, fingerprint
from kg.resolve.origins import assign_origins
from tests.benchmarks.articles import read_rows
from tests.benchmarks.options import CORPORA

N_ARTICLES = 400
"""Originals of the synthetic part; as many others give the words of the copying outlets."""
KEY_BY_WIRE = {
    "ap": "associated-press",
    "reuters": "reuters",
    "upi": "united-press-international",
    "afp": "agence-france-presse",
}
Pairs = set[tuple[int, int]]
Finder = Callable[[Sequence[str]], Pairs]


def cut(text: str, share: float) -> str:
    words = text.split(" ")
    return " ".join(words[: round(len(words) * share)])


def edit(text: str, share: float, *, chance: Random, vocabulary: Sequence[str]) -> str:
    return " ".join(chance.choice(vocabulary) if chance.random() < share else word for word in text.split(" "))


def make_copies(texts: Sequence[str], others: Sequence[str]) -> dict[str, list[str]]:
    """Return one copy of each text for each way of copying; what an outlet writes itself is of the other texts."""
    chance = Random(1)
    vocabulary = [word for text in others for word in text.split()]
    pairs = list(zip(texts, others, strict=True))

    def with_foreign(own: str, text: str) -> str:
        n_own = len(cut(own, 0.5).split(" "))
        foreign = " ".join(text.split(" ")[20 : 20 + round(n_own * 3 / 7)])
        return f"{cut(own, 0.5)}\n\n{foreign}"

    return {
        "whole": list(texts),
        "cut to 60 %": [cut(text, 0.6) for text in texts],
        "cut to 30 %": [cut(text, 0.3) for text in texts],
        "5 % of words edited": [edit(text, 0.05, chance=chance, vocabulary=vocabulary) for text in texts],
        "10 % of words edited": [edit(text, 0.1, chance=chance, vocabulary=vocabulary) for text in texts],
        "own lede, 30 % foreign": [with_foreign(own, text) for text, own in pairs],
        "cut to 50 %, 30 % own": [f"{cut(text, 0.5)}\n\n{cut(own, 0.2)}" for text, own in pairs],
    }


def as_records(texts: Sequence[str], outlets: Sequence[str] = ()) -> list[OriginRecord]:
    """Return records of articles; where no outlets are given, each is of its own, so that nothing is an outlet's."""
    names = outlets or [f"o{i}" for i in range(len(texts))]
    return [
        OriginRecord(key=f"{i:08}", id=str(i), outlet=name, published="2024-05-01", fingerprint=fingerprint(text))
        for i, (text, name) in enumerate(zip(texts, names, strict=True))
    ]


def found_by_us(texts: Sequence[str], outlets: Sequence[str] = ()) -> Pairs:
    copies = find_copies(as_records(texts, outlets), read=lambda key: texts[int(key)])
    return {tuple(sorted((int(copy.article), int(copy.source)))) for copy in copies}


def found_as_one_origin(texts: Sequence[str]) -> Pairs:
    records = as_records(texts)
    origins = assign_origins(records, find_copies(records, read=lambda key: texts[int(key)]))
    return {pair for one in origins.origins for pair in combinations(sorted(map(int, one.articles)), 2)}


def lsh_finder(threshold: float) -> Finder:
    datasketch = pytest.importorskip("datasketch")

    def find(texts: Sequence[str]) -> Pairs:
        index = datasketch.MinHashLSH(threshold=threshold, num_perm=128)
        return _query(index, [_minhash(text) for text in texts])

    return find


def ensemble_finder(threshold: float) -> Finder:
    datasketch = pytest.importorskip("datasketch")

    def find(texts: Sequence[str]) -> Pairs:
        index = datasketch.MinHashLSHEnsemble(threshold=threshold, num_perm=128, num_part=16)
        signatures = [_minhash(text) for text in texts]
        sizes = [len(np.unique(cut_shingles(text).hashes)) for text in texts]
        index.index([(i, one, size) for i, (one, size) in enumerate(zip(signatures, sizes, strict=True)) if size])
        found = ((i, list(index.query(one, sizes[i]))) for i, one in enumerate(signatures) if sizes[i])
        return {tuple(sorted((i, j))) for i, others in found for j in others if i != j}

    return find


def _minhash(text: str):
    from datasketch import MinHash

    signature = MinHash(num_perm=128, seed=1)
    signature.update_batch([str(one).encode() for one in np.unique(cut_shingles(text).hashes)])
    return signature


def _query(index, signatures: Sequence) -> Pairs:
    for i, signature in enumerate(signatures):
        index.insert(i, signature)
    return {tuple(sorted((i, j))) for i, signature in enumerate(signatures) for j in index.query(signature) if i != j}


def simhash_pairs(texts: Sequence[str], *, most_bits: int = 6) -> Pairs:
    prints = np.array([_simhash(text) for text in texts], dtype=np.uint64)
    found = set()
    for i, one in enumerate(prints):
        near = np.bitwise_count(prints[i + 1 :] ^ one) <= most_bits
        found |= {(i, i + 1 + int(j)) for j in np.flatnonzero(near)}
    return found


def _simhash(text: str) -> np.uint64:
    bits = np.arange(64, dtype=np.uint64)
    votes = (np.unique(cut_shingles(text).hashes)[:, None] >> bits & np.uint64(1)).astype(np.int64) * 2 - 1
    return np.bitwise_or.reduce((votes.sum(axis=0) > 0).astype(np.uint64) << bits)


def compare_all(texts: Sequence[str], outlets: Sequence[str] = ()) -> Pairs:
    """Return the pairs that are copies by comparing every text with every other, what is an outlet's own left out."""
    sets = [frozenset(shingles.hashes[shingles.counted].tolist()) for shingles in map(cut_shingles, texts)]
    own: dict[str, Counter[int]] = defaultdict(Counter)
    for outlet, found_in in zip(outlets, sets, strict=False):
        own[outlet].update(found_in)
    for i, outlet in enumerate(outlets):
        sets[i] = frozenset(one for one in sets[i] if own[outlet][one] < FURNITURE)
    found = set()
    for (i, left), (j, right) in combinations(enumerate(sets), 2):
        if n_shared := len(left & right):
            is_alike = n_shared / len(left | right) >= LEAST_ALIKE
            is_part = n_shared >= LEAST_SHARED and n_shared / min(len(left), len(right)) >= LEAST_SHARE
            found |= {(i, j)} if is_alike or is_part else set()
    return found


def finders() -> dict[str, Finder]:
    ours: dict[str, Finder] = {"kg, copies": found_by_us, "kg, one origin": found_as_one_origin}
    try:
        peers = {
            "MinHashLSH 0.5": lsh_finder(0.5),
            "MinHashLSH 0.3": lsh_finder(0.3),
            "LSHEnsemble 0.8": ensemble_finder(0.8),
        }
    except pytest.skip.Exception:
        print("datasketch is not installed; its columns are left out")
        peers = {}
    return ours | peers | {"simhash ≤ 6 bits": simhash_pairs}


def measure_synthetic(texts: Sequence[str]) -> None:
    originals, others = texts[:N_ARTICLES], texts[N_ARTICLES : 2 * N_ARTICLES]
    known = compare_all(texts[: 2 * N_ARTICLES])
    columns = finders()
    _print_line("recall / wrong pairs", columns)
    for name, copies in make_copies(originals, others).items():
        line = []
        for find in columns.values():
            found = find([*originals, *copies])
            right = {(i, i + len(originals)) for i in range(len(originals))}
            excused = {pair for i, j in known for pair in _variants(i, j, len(originals))}
            line.append(f"{len(found & right) / len(right):.2f} / {len(found - right - excused)}")
        _print_line(name, line)


def _variants(i: int, j: int, n: int) -> Pairs:
    """Return what two texts that are copies in truth may be found as: originals, copies, the words put into copies."""
    places = [(one, one + n) if one < n else (one,) for one in (i, j)]
    return {tuple(sorted((left, right))) for left in places[0] for right in places[1]}


def measure_real(texts: Sequence[str], outlets: Sequence[str]) -> None:
    wanted = compare_all(texts, outlets)
    _print_line(f"real copies: {len(wanted)} pairs of {len(texts)} articles", ["found", "right", "CPU s"])

    def find_with_outlets(texts: Sequence[str]) -> Pairs:
        return found_by_us(texts, outlets)

    for name, find in (finders() | {"kg, copies": find_with_outlets}).items():
        started = process_time()
        found = find(texts)
        _print_line(name, [str(len(found)), str(len(found & wanted)), f"{process_time() - started:.1f}"])


def measure_credits(rows: Sequence[dict]) -> None:
    _print_line("agency of the whole text", ["wire says", "found", "right"])
    for name, use_author in (("with the author field", True), ("by the text alone", False)):
        n_wanted = n_found = n_right = 0
        for row in rows:
            wanted = KEY_BY_WIRE.get((row["wire"] or "").lower())
            author = row["author"] if use_author and row["author"] != "None" else None
            found = {credit.agency for credit in article_credits(row["text"], author=author) if credit.whole}
            n_wanted, n_found, n_right = n_wanted + bool(wanted), n_found + bool(found), n_right + (wanted in found)
        _print_line(name, [str(n_wanted), str(n_found), str(n_right)])


def measure_libraries(texts: Sequence[str]) -> None:
    from rensa import RMinHash

    hashes = [np.unique(cut_shingles(text).hashes) for text in texts[:200]]
    lists, tokens = [one.tolist() for one in hashes], [[str(value).encode() for value in one] for one in hashes]
    size = N_BANDS * N_ROWS
    ways = {"rensa": lambda: [RMinHash.digest_matrix_from_token_hash_sets([one], size, 1) for one in lists]}
    try:
        from datasketch import MinHash

        ways["datasketch"] = lambda: [MinHash(size, seed=1).update_batch(one) for one in tokens]
    except ImportError:
        pass
    ways["fingerprint as a whole"] = lambda: [fingerprint(text) for text in texts[:200]]
    _print_line("ms a text", ["signature"])
    for name, way in ways.items():
        started = process_time()
        way()
        _print_line(name, [f"{(process_time() - started) / len(hashes) * 1000:.2f}"])


def made_up(number: int, texts: Sequence[str], vocabulary: Sequence[str]) -> str:
    """Return one of any number of articles: every twentieth copies the one before it, the others are new."""
    if number % 20 == 19:
        return cut(made_up(number - 1, texts, vocabulary), 0.6)
    chance = Random(number)
    return edit(chance.choice(texts), 0.6, chance=chance, vocabulary=vocabulary)


def measure_scale(sizes: Sequence[int], texts: Sequence[str]) -> None:
    vocabulary = [word for text in texts[:50] for word in text.split()]
    _print_line("made-up articles", ["prints s", "copies s", "pairs", "exponent", "MB"])
    before: tuple[int, float] | None = None
    for size in sizes:
        records, spent, kept = [], 0.0, {}
        for i in range(size):
            text = made_up(i, texts, vocabulary)
            if i % 20 >= 18:
                kept[f"{i:08}"] = text
            started = process_time()
            packed = fingerprint(text)
            spent += process_time() - started
            records.append(
                OriginRecord(key=f"{i:08}", id=str(i), outlet=f"o{i % 60}", published="2024-05-01", fingerprint=packed)
            )
        started = process_time()
        copies = find_copies(records, read=lambda key, kept=kept: kept.get(key) or made_up(int(key), texts, vocabulary))
        assign_origins(records, copies)
        seconds = process_time() - started
        exponent = f"{log(seconds / before[1]) / log(size / before[0]):.2f}" if before else ""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        _print_line(f"{size:,}", [f"{spent:.1f}", f"{seconds:.1f}", f"{len(copies):,}", exponent, f"{peak:,}"])
        before = size, seconds


def _print_line(name: str, cells: Iterable[str]) -> None:
    print(f"{name:44}" + "".join(f"{cell:>18}" for cell in cells), flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of the corpora")
    parser.add_argument("--scale", type=int, nargs="*", default=[1_000, 10_000], help="numbers of made-up articles")
    args = parser.parse_args()
    rows = list(read_rows(args.corpora / "polnear" / "train.jsonl.gz"))
    texts = [row["text"] for row in rows]
    measure_synthetic(texts)
    print()
    measure_real(texts, [row["outlet"] for row in rows])
    print()
    measure_credits(rows)
    print()
    measure_libraries(texts)
    print()
    measure_scale(args.scale, texts)


if __name__ == "__main__":
    main()
