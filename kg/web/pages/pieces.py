"""A text cut where marks begin and end, so that nested and overlapping marks stand side by side in flat elements."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.flat.page_records import TextMark

KINDS = ("content", "claim", "source", "cue")
"""What may be marked, in the order in which a piece names it."""
GAP = re.compile(r"\s*\n\s*\n\s*")
"""What stands between paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some characters of a text that the same marks cover."""

    text: str
    kinds: tuple[str, ...]
    """What the marks mean, in the order of `KINDS`; empty where there is none."""
    assertions: tuple[str, ...]
    """Keys of all assertions that the marks belong to, those with the shortest mark first."""
    owner: str | None
    """Key of the assertion whose claim is the shortest one here; None outside claims, and where no letter or digit
    stands, since nobody can follow a link of white space or punctuation."""
    first_of_owner: bool
    """Whether the owner owns no piece before this one."""
    begins: tuple[str, ...]
    """Keys of the assertions that begin here, each in one piece of the text alone."""


def cut_text(text: str, marks: Iterable[TextMark]) -> tuple[tuple[Piece, ...], ...]:
    """Return the paragraphs of a text, each as its pieces; white space between paragraphs is left out.

    Args:
        text: as the offsets count in it.
        marks: places in the text, in any order.
    """
    kept = [mark for mark in marks if 0 <= mark.mark.start < mark.mark.end <= len(text)]
    homes = _homes(kept)
    owners: set[str] = set()
    return tuple(
        tuple(_pieces(text, start, end, inside, homes, owners)) for start, end, inside in _paragraphs(text, kept)
    )


def _paragraphs(text: str, marks: list[TextMark]) -> Iterator[tuple[int, int, list[TextMark]]]:
    """Yield start, end and marks of each paragraph; a mark over several stands in each."""
    edges = [0, *(edge for gap in GAP.finditer(text) for edge in gap.span()), len(text)]
    ordered = sorted(marks, key=lambda mark: mark.mark.start)
    open_marks: list[TextMark] = []
    taken = 0
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        while taken < len(ordered) and ordered[taken].mark.start < end:
            open_marks.append(ordered[taken])
            taken += 1
        open_marks = [mark for mark in open_marks if mark.mark.end > start]
        if start < end:
            yield start, end, list(open_marks)


def _pieces(
    text: str, start: int, end: int, marks: list[TextMark], homes: dict[TextMark, list[str]], owners: set[str]
) -> Iterator[Piece]:
    """Yield the pieces of one paragraph; `homes` and `owners` are used up on the way."""
    inside = {edge for mark in marks for edge in (mark.mark.start, mark.mark.end) if start < edge < end}
    waiting = sorted(marks, key=lambda mark: mark.mark.start, reverse=True)
    here: list[TextMark] = []
    for left, right in pairwise(sorted({start, end, *inside})):
        here = [mark for mark in here if mark.mark.end > left]
        while waiting and waiting[-1].mark.start <= left:
            here.append(waiting.pop())
        here.sort(key=_length)
        readable = any(char.isalnum() for char in text[left:right])
        claims = (mark.assertions[0] for mark in here if mark.mark.kind == "claim" and mark.assertions)
        owner = next(claims, None) if readable else None
        kinds = {mark.mark.kind for mark in here}
        yield Piece(
            text=text[left:right],
            kinds=tuple(kind for kind in KINDS if kind in kinds),
            assertions=tuple(dict.fromkeys(key for mark in here for key in mark.assertions)),
            owner=owner,
            first_of_owner=owner is not None and owner not in owners,
            begins=tuple(key for mark in reversed(here) for key in homes.pop(mark, ())),
        )
        if owner is not None:
            owners.add(owner)


def _homes(marks: list[TextMark]) -> dict[TextMark, list[str]]:
    """Return where each assertion begins: at its claim, else at the first of its marks."""
    first: dict[str, TextMark] = {}
    for mark in sorted(marks, key=lambda mark: (mark.mark.kind != "claim", mark.mark.start)):
        for key in mark.assertions:
            first.setdefault(key, mark)
    homes = defaultdict(list)
    for key, mark in first.items():
        homes[mark].append(key)
    return dict(homes)


def _length(mark: TextMark) -> int:
    return mark.mark.end - mark.mark.start
