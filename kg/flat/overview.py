"""The graph at a glance."""

import numpy as np

from kg.flat.records import Overview
from kg.flat.tallying import Tally
from kg.records import Place, Problem

N_LISTED = 12
"""Outlets apart, of which all are listed."""
N_PROBLEMS = 100


def read_overview(tally: Tally) -> Overview:
    """Return the graph at a glance."""
    file, reading = tally.file, tally.reading
    everything = np.ones(file.n, dtype=np.bool_)
    first, last = tally.days(everything)
    counts = {
        f"n_{table}": file.lines(query)[0][0]
        for table, query in (
            ("articles", "SELECT COUNT(*) FROM articles WHERE newer IS NULL"),
            ("claims", "SELECT COUNT(*) FROM claims WHERE n_assertions > 0"),
            ("entities", "SELECT COUNT(*) FROM things WHERE room = 'entity'"),
            ("stories", "SELECT COUNT(*) FROM stories"),
            ("problems", "SELECT COUNT(*) FROM problems"),
        )
    }
    largest = file.lines(
        "SELECT id FROM stories ORDER BY n_articles DESC, n_outlets DESC, n_assertions DESC, id LIMIT ?", (N_LISTED,)
    )
    corroborated = [
        claim for claim in tally.top_claims(everything, limit=N_LISTED, by="origins") if claim.n_origins > 1
    ]
    return Overview(
        n_outlets=len(reading.outlets),
        n_assertions=file.n,
        first=first,
        last=last,
        by_month=tally.by_period(everything, file.column("outlet"), [outlet.key for outlet in reading.outlets]),
        outlets=tuple(sorted(reading.outlets, key=lambda one: (-one.n_assertions, one.label))),
        contested=tally.contested(limit=N_LISTED),
        corroborated=tuple(corroborated),
        stories=reading.stories(number for (number,) in largest),
        speakers=tally.top_things("speaker", everything, limit=N_LISTED),
        problems=_problems(tally),
        **counts,
    )


def _problems(tally: Tally) -> tuple[Problem, ...]:
    found = tally.file.lines("SELECT path, line, article, kind, message FROM problems LIMIT ?", (N_PROBLEMS,))
    return tuple(
        Problem(place=Place(path=path, line=line, article=article), kind=kind, message=message)
        for path, line, article, kind, message in found
    )
