"""Problems of a table's rows: each one by itself while they are few, then their number."""

from collections import Counter
from collections.abc import Iterable, Iterator

from kg.records import Article, Place, Problem

MOST_PROBLEMS = 1_000
"""Of one kind and table that are reported one by one."""


def tally(found: Iterable[Article | Problem], name: str) -> Iterator[Article | Problem]:
    """Pass on what was found; of a kind of problem that is met too often, the rest is one problem with the sum.

    Args:
        found: articles and problems of one table.
        name: what messages call the table.
    """
    n_by_kind: Counter[str] = Counter()
    n_aside_by_kind: Counter[str] = Counter()
    for each in found:
        if isinstance(each, Problem):
            n_by_kind[each.kind] += 1
            if n_by_kind[each.kind] > MOST_PROBLEMS:
                n_aside_by_kind[each.kind] += each.n_aside
                continue
        yield each
    for kind, n_aside in n_aside_by_kind.items():
        n_further = n_by_kind[kind] - MOST_PROBLEMS
        rows = "1 further row has" if n_further == 1 else f"{n_further:,} further rows have"
        outcome = f"; {n_aside:,} were set aside" if n_aside else ""
        message = f"{rows} the problem “{kind}”{outcome}"
        yield Problem(place=Place(path=name), kind=kind, message=message, n_aside=n_aside)
