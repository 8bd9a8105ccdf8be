"""Agreement of `kg_times` with CoreNLP's normalised dates on PolNeAR dev.

usage: python -m tests.benchmarks.times [--corpora ../shared/corpora] [--model FOLDER]

CoreNLP's values that say which day, month or year it was are compared; underspecified ones (`XXXX-WXX-1`, a Monday)
agree where ours is a Monday, `XXXX-09-11` where ours is some 11 September. Found = an expression of ours overlaps it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from kg.nlp.pipeline import annotate, load_pipeline
from kg.records import Annotation, Article, Place, TimeMention
from tests.benchmarks.articles import read_rows
from tests.benchmarks.counts import Figures
from tests.benchmarks.options import run_measure

KINDS = (
    ("full date", r"\d{4}-\d\d-\d\d"),
    ("day of a month", r"XXXX-\d\d-\d\d"),
    ("weekday", r"XXXX-WXX-\d(?:T\w\w)?"),
    ("month and year", r"\d{4}-\d\d"),
    ("month", r"XXXX-\d\d"),
    ("year", r"\d{4}"),
    ("today or tomorrow", r"THIS P1D|OFFSET P-?1D"),
    ("week, month, year around", r"THIS P1[WMY](?: OFFSET P-?1[WMY])?"),
)
ALL = "all kinds"


def measure(corpora: Path, *, model: str | None = None) -> Figures:
    """Return for each kind the share of all of CoreNLP's values that ours agree with, and that of those found."""
    counts = count_agreements(corpora / "polnear" / "dev.jsonl.gz", model=model)
    for what in ("silver", "found", "agree"):
        counts[ALL, what] = sum(counts[name, what] for name, _ in KINDS)
    figures: Figures = {}
    for name in (ALL, *(name for name, _ in KINDS)):
        n_silver, n_found, n_agree = (counts[name, what] for what in ("silver", "found", "agree"))
        figures |= {
            name: 100 * n_agree / max(n_silver, 1),
            f"{name}, of found": 100 * n_agree / max(n_found, 1),
            f"{name}, how many": n_silver,
        }
    return figures


def count_agreements(path: Path, *, model: str | None = None) -> Counter[tuple[str, str]]:
    """Count by kind what CoreNLP has, what of it was found, and where the values agree."""
    counts: Counter[tuple[str, str]] = Counter()
    articles = list(read(path))
    annotations = annotate((article for article, _ in articles), nlp=load_pipeline(model))
    for annotation, (_, silver) in zip(annotations, articles, strict=True):
        for start, end, label, value in silver:
            kind = next((name for name, form in KINDS if value and re.fullmatch(form, value)), None)
            if label in ("DATE", "TIME") and kind:
                found = overlapping(annotation, start, end)
                counts[kind, "silver"] += 1
                counts[kind, "found"] += found is not None
                counts[kind, "agree"] += found is not None and agrees(found.value, value, annotation.article.published)
    return counts


def read(path: Path) -> Iterator[tuple[Article, list[Any]]]:
    """Yield each article with CoreNLP's entities."""
    for row in read_rows(path):
        article = Article(
            id=row["id"],
            outlet=row["outlet"],
            text=row["text"],
            published=date.fromisoformat(row["published"]),
            place=Place(path=str(path)),
            reader="benchmark",
        )
        yield article, row["silver_entities"] or []


def overlapping(annotation: Annotation, start: int, end: int) -> TimeMention | None:
    """Return the first expression that shares a character with a span."""
    return next((time for time in annotation.times if time.span.start < end and start < time.span.end), None)


def agrees(ours: str, silver: str, published: date | None) -> bool:
    """Tell whether a value is one that the silver value allows."""
    if silver.startswith("XXXX-WXX-"):
        return len(ours) == 10 and date.fromisoformat(ours).isoweekday() == int(silver[9])
    if silver.startswith("XXXX-"):
        return ours.partition("-")[2].startswith(silver[5:])
    if silver.startswith(("THIS", "OFFSET")):
        return published is not None and _agrees_with_offset(ours, silver, published)
    return ours == silver or ours.startswith(f"{silver}/")


def _agrees_with_offset(ours: str, silver: str, published: date) -> bool:
    offset = re.search(r"OFFSET P(-?1)", silver)
    step = int(offset[1]) if offset else 0
    unit = silver[-1]
    if unit == "D":
        return len(ours) == 10 and (date.fromisoformat(ours) - published).days == step
    if unit == "W":
        monday = date.fromisoformat(ours[:10]) if len(ours) == 21 else published
        return len(ours) == 21 and monday.isocalendar().week - published.isocalendar().week == step
    if unit == "M":
        return len(ours) == 7 and int(ours[:4]) * 12 + int(ours[5:]) - published.year * 12 - published.month == step
    return ours == str(published.year + step)


if __name__ == "__main__":
    run_measure(measure, __doc__)
