"""One assertion in its context."""

import re
from pathlib import Path

import numpy as np

from kg.flat.asking_graph import read_decisions, read_verdicts
from kg.flat.records import AssertionPage
from kg.flat.tallying import Tally

CONTEXT = 600
"""Characters that are looked at on either side."""
N_SENTENCES = 2
N_OTHERS = 20
N_DECISIONS = 50
_BREAK = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+")
"""Where one sentence ends and the next begins, roughly."""


def read_assertion(tally: Tally, folder: Path, key: str) -> AssertionPage:
    """Return one assertion in its context.

    Raises:
        NotInGraph: where it is not there.
    """
    reading, file = tally.reading, tally.file
    number = reading.number("assertions", key)
    row = reading.assertions([number])[0]
    ((text, outer),) = file.lines(
        "SELECT t.text, a.reported_by FROM assertions a JOIN texts t ON t.article = a.article WHERE a.id = ?", (number,)
    )
    inner = file.lines("SELECT id FROM assertions WHERE reported_by = ? ORDER BY start, id", (number,))
    start = row.row.sentence_start or 0
    same = np.flatnonzero(file.column("claim") == file.column("claim")[number])
    order = file.order("oldest")
    others = [int(one) for one in order[np.isin(order, same)] if one != number][:N_OTHERS]
    return AssertionPage(
        row=row,
        before=before(text, start),
        after=after(text, start + len(row.row.sentence)),
        outer=reading.assertions([outer])[0] if outer is not None else None,
        inner=reading.assertions(one for (one,) in inner),
        others=reading.assertions(others),
        decisions=read_decisions(reading, folder, "assertion", [key], limit=N_DECISIONS),
        verdicts=read_verdicts(folder, key),
    )


def before(text: str, place: int) -> str:
    """Return the last sentences before a place."""
    window = text[max(0, place - CONTEXT) : place].rstrip()
    breaks = [match.end() for match in _BREAK.finditer(window)]
    start = breaks[-N_SENTENCES] if len(breaks) >= N_SENTENCES else 0
    cut = start == 0 and place > CONTEXT
    return ("… " if cut else "") + window[start:].strip()


def after(text: str, place: int) -> str:
    """Return the first sentences after a place."""
    window = text[place : place + CONTEXT]
    lead = len(window) - len(window.lstrip())
    breaks = [match.start() for match in _BREAK.finditer(window) if match.start() > lead]
    if len(breaks) >= N_SENTENCES:
        return window[: breaks[N_SENTENCES - 1]].strip()
    return window.strip() + (" …" if place + CONTEXT < len(text) else "")
