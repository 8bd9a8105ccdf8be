"""What of a push is decided by parts and entries alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.store.remote.ledger import THERE, Entry
from kg.store.remote.parts import Part

BATCH_PARTS, BATCH_BYTES = 40, 4_000_000
"""Parts that are sent, counted and entered together."""


def is_there(entry: Entry | None, hash_: str) -> bool:
    """Tell whether a part is on the server as it is here."""
    return entry is not None and entry.hash == hash_ and entry.state == THERE


def without(lines: Sequence[bytes], known: set[bytes]) -> list[bytes]:
    """Return the lines that are not known."""
    return [line for line in lines if line not in known]


def same_cut(name: str, wanted: Mapping[str, object]) -> bool:
    """Tell whether a graph is cut into as many slices as it was, so that what is in one was in no other."""
    beginning = name.rpartition("-")[0]
    return any(one.startswith(f"{beginning}-") for one in wanted)


def batches(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Yield so many parts at a time as are sent together."""
    batch: list[Part] = []
    size = 0
    for part in parts:
        batch.append(part)
        size += sum(map(len, part.lines))
        if len(batch) >= BATCH_PARTS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
