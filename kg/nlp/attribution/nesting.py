"""Which attribution's content holds another one."""

from collections.abc import Sequence

from kg.nlp.attribution.candidates import Candidate


def find_outer(candidates: Sequence[Candidate]) -> list[int | None]:
    """Return for each candidate the index of the one with the shortest content around its source and cue, or None."""
    contents = [frozenset(candidate.content) for candidate in candidates]
    cues = frozenset(candidate.trigger.i for candidate in candidates)
    by_position: dict[int, list[int]] = {}
    for index, content in enumerate(contents):
        for position in cues & content:
            by_position.setdefault(position, []).append(index)
    return [
        _outer_of(candidates, index, contents=contents, by_position=by_position) for index in range(len(candidates))
    ]


def _outer_of(
    candidates: Sequence[Candidate],
    index: int,
    *,
    contents: Sequence[frozenset[int]],
    by_position: dict[int, list[int]],
) -> int | None:
    inner = candidates[index]
    needed = {inner.trigger.i, *inner.source}
    holders = [
        other
        for other in by_position.get(inner.trigger.i, ())
        if other != index and needed <= contents[other] and candidates[other].trigger.i not in contents[index]
    ]
    return min(holders, key=lambda other: (len(contents[other]), other), default=None)
