"""An article's text as what can be copied of it: its words, its 5-word shingles, and a fingerprint of them.

    text → words, with those inside quotation marks marked → hashes of 5 words in a row → fingerprint

Shingles that stand wholly inside quotation marks are in no fingerprint: two outlets that quote one speech have copied
the speaker, not each other.

A fingerprint has two parts, for the two measures of Broder 1997, "On the resemblance and containment of documents":
the bands of a MinHash signature (LSH at a Jaccard of 0.3), for texts that are alike as a whole, and the shingles whose
hash is divisible by 8, for texts of which a piece stands in the other however long the two are. The signature is
rensa's, which takes a tenth of datasketch's time or less and has no scipy behind it; the hashes that it is made of are
our own, and its index is not used, as both parts are asked in one way (`origin_candidates.py`).
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt
from rensa import RMinHash  # type: ignore[import-untyped]

from kg.records import Span

Hashes = npt.NDArray[np.uint64]
Keys = npt.NDArray[np.uint32]
Flags = npt.NDArray[np.bool_]

WIDTH = 5
"""Words of a shingle."""
N_BANDS, N_ROWS = 42, 3
"""A pair of Jaccard 0.3 shares one of 42 bands of 3 minima with a chance of 68 %, one of 0.45 with 98 %."""
SAMPLE = 8
"""One shingle in so many is in the sample."""
SEED = 1
FORM = f"shingles-1-minhash-{RMinHash.ALGORITHM_VERSION}"
"""The form of fingerprints; those of another form cannot be compared and are to be made anew."""

_WORD = re.compile(r"\w+")
_QUOTE = re.compile(r"[“”„«»\"]|''")
_LEFT, _RIGHT = frozenset("“„«"), frozenset("”»")
_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True)
class Shingles:
    """The shingles of one text, in its order."""

    hashes: Hashes
    """64 bits each."""
    counted: Flags
    """Whether a shingle has a word outside quotation marks."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A fingerprint, unpacked."""

    n_shingles: int
    """Different shingles that count."""
    bands: Keys
    """One key for each of the bands; empty where the text has no shingle."""
    sample: Keys
    """The upper halves of the sampled shingles, sorted."""


def fingerprint(text: str) -> bytes:
    """Return what copies of a text are found by, about 0.6 kB for 800 words; empty where fewer than 5 words count.

    The same on every machine and in every process, so that it can be kept; `FORM` names what it depends on.
    """
    shingles = cut_shingles(text)
    hashes = np.unique(shingles.hashes[shingles.counted])
    if not len(hashes):
        return b""
    head = np.array([len(hashes)], dtype="<u4")
    return b"".join(part.astype("<u4").tobytes() for part in (head, _bands(hashes), _upper(hashes[sampled(hashes)])))


def unpack(packed: bytes) -> Fingerprint:
    """Return the parts of a fingerprint."""
    values = np.frombuffer(packed, dtype="<u4")
    n_shingles = int(values[0]) if len(values) else 0
    return Fingerprint(n_shingles, values[1 : 1 + N_BANDS], values[1 + N_BANDS :])


def sampled(hashes: Hashes) -> Flags:
    """Tell which shingles are in the sample."""
    found: Flags = hashes % np.uint64(SAMPLE) == 0
    return found


def sample_keys(hashes: Hashes) -> Keys:
    """Return the keys that sampled shingles have in fingerprints."""
    return _upper(hashes)


def cut_shingles(text: str) -> Shingles:
    """Return the shingles of a text, one for each word that four more follow."""
    words, quoted = [], []
    for segment, is_quoted in _segments(text):
        found = _WORD.findall(segment)
        words += found
        quoted += [is_quoted] * len(found)
    n_shingles = max(0, len(words) - WIDTH + 1)
    of_words = np.fromiter(map(_word_hash, words), dtype=np.uint64, count=len(words))
    hashes = np.zeros(n_shingles, dtype=np.uint64)
    n_quoted = np.zeros(n_shingles, dtype=np.uint8)
    marks = np.array(quoted, dtype=np.uint8)
    for i in range(WIDTH if n_shingles else 0):
        hashes = (hashes * _ODD) ^ of_words[i : i + n_shingles]
        hashes ^= hashes >> np.uint64(29)
        n_quoted += marks[i : i + n_shingles]
    hashes *= _MIX
    hashes ^= hashes >> np.uint64(32)
    return Shingles(hashes, n_quoted < WIDTH)


def word_spans(text: str) -> list[Span]:
    """Return the characters of each word, in the order of `cut_shingles`."""
    return [Span(found.start(), found.end()) for found in _WORD.finditer(text)]


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    data = word.lower().encode()
    return zlib.crc32(data) << 32 | zlib.adler32(data)


def _segments(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text between quotation marks, and whether they are quoted; a paragraph ends a quotation."""
    return chain.from_iterable(map(_segments_of_paragraph, text.split("\n")))


def _segments_of_paragraph(paragraph: str) -> Iterator[tuple[str, bool]]:
    start, is_quoted = 0, False
    for mark in _QUOTE.finditer(paragraph):
        yield paragraph[start : mark.start()], is_quoted
        start = mark.end()
        is_quoted = mark[0] in _LEFT or (mark[0] not in _RIGHT and not is_quoted)
    yield paragraph[start:], is_quoted


def _bands(hashes: Hashes) -> Keys:
    """Return a key for each band of the MinHash signature."""
    signature = RMinHash.digest_matrix_from_token_hash_sets([hashes.tolist()], num_perm=N_BANDS * N_ROWS, seed=SEED)
    rows = np.array(signature.to_rows()[0], dtype=np.uint64).reshape(N_BANDS, N_ROWS)
    keys = np.zeros(N_BANDS, dtype=np.uint64)
    for i in range(N_ROWS):
        keys = (keys * _ODD) ^ rows[:, i]
        keys ^= keys >> np.uint64(29)
    return _upper(keys * _MIX)


def _upper(hashes: Hashes) -> Keys:
    return (hashes >> np.uint64(32)).astype(np.uint32)
