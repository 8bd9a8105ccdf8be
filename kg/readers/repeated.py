"""Problems that repeat a thousand times in one file: the first are told one by one, the others as one sum."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import TypeVar

from kg.records import Place, Problem

MOST_TOLD = 50
Found = TypeVar("Found")


def sum_up(found: Iterator[Found | Problem], *, name: str, kinds: Collection[str]) -> Iterator[Found | Problem]:
    """Pass on what a reader of the file `name` found; of each of the kinds tell `MOST_TOLD` problems, and then the sum.

    What is set aside stays the same in all.
    """
    n_by_kind: Counter[str] = Counter()
    n_aside_by_kind: Counter[str] = Counter()
    for each in found:
        if isinstance(each, Problem) and each.kind in kinds:
            n_by_kind[each.kind] += 1
            if n_by_kind[each.kind] > MOST_TOLD:
                n_aside_by_kind[each.kind] += each.n_aside
                continue
        yield each
    for kind, n in n_by_kind.items():
        if n > MOST_TOLD:
            message = f"{n - MOST_TOLD:,} further problems of this kind; they set {n_aside_by_kind[kind]:,} aside"
            yield Problem(place=Place(path=name), kind=kind, message=message, n_aside=n_aside_by_kind[kind])
