"""From lines to paragraphs: hard-wrapped lines are joined, others are paragraphs as they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from kg.readers.draft import Draft, Line

WIDEST = 100
"""No hard-wrapped line is longer."""
NARROWEST = 45
SPACES = re.compile(r"\s+")


def join_paragraphs(draft: Draft) -> Draft:
    """Make one line of each paragraph; blank lines and runs of spaces go.

    A text is hard-wrapped where most lines that another one follows are about equally long and end inside a sentence.
    """
    lines = [replace(line, text=SPACES.sub(" ", line.text).strip()) for line in draft.lines]
    blocks = [list(block) for filled, block in groupby(lines, key=lambda line: line.text != "") if filled]
    width = _wrap_width(blocks)
    joined = [line for block in blocks for line in (_join(block, width) if width else block)]
    return replace(draft, lines=tuple(joined))


def _wrap_width(blocks: Sequence[Sequence[Line]]) -> int | None:
    """Return the length of the longest wrapped line; None where the text is not hard-wrapped."""
    pairs = [pair for block in blocks for pair in pairwise(block) if not (pair[0].heading or pair[1].heading)]
    inside = [line for line, after in pairs if not line.is_complete and len(line.text) >= NARROWEST]
    lower = [after for line, after in pairs if not line.is_complete and after.text[:1].islower()]
    longest = max((len(line.text) for block in blocks for line in block if " " in line.text), default=0)
    if longest > WIDEST or len(inside) * 2 < len(pairs) or len(lower) * 4 < len(pairs) or not lower:
        return None
    return max((len(line.text) for line in inside), default=None)


def _join(block: Sequence[Line], width: int) -> Iterator[Line]:
    """Join lines; a break stays where the next word would have fitted, as then somebody wanted it."""
    current = block[0]
    for before, line in pairwise(block):
        first_word = line.text.split(" ", 1)[0]
        fits = len(before.text) + 1 + len(first_word) <= width
        goes_on = not before.is_complete and line.text[:1].islower()
        if (fits and not goes_on) or before.heading or line.heading:
            yield current
            current = line
        else:
            current = replace(current, text=f"{current.text} {line.text}")
    yield current
