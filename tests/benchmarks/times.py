"""Agreement of `kg_times` with CoreNLP's normalised dates on PolNeAR dev.

Run: python -m tests.benchmarks.times ../shared/corpora/polnear/dev.jsonl.gz

CoreNLP's values that say which day, month or year it was are compared; underspecified ones (`XXXX-WXX-1`, a Monday)
agree where ours is a Monday, `XXXX-09-11` where ours is some 11 September. Found = an expression of ours overlaps it.
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kg.nlp.pipeline import annotate, load_pipeline
from kg.records import Annotation, Article, Place, TimeMention

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


def main(path: Path) -> None:
    nlp = load_pipeline()
    counts: Counter[tuple[str, str]] = Counter()
    articles = list(read(path))
    for annotation, silver in zip(
        annotate((article for article, _ in articles), nlp=nlp), [s for _, s in articles], strict=True
    ):
        for start, end, label, value in silver:
            kind = next((name for name, form in KINDS if value and re.fullmatch(form, value)), None)
            if label in ("DATE", "TIME") and kind:
                found = overlapping(annotation, start, end)
                counts[kind, "silver"] += 1
                counts[kind, "found"] += found is not None
                counts[kind, "agree"] += found is not None and agrees(found.value, value, annotation.article.published)
    print(f"{'kind':26} {'silver':>6} {'found':>6} {'agree':>6}  of found")
    for name, _ in KINDS:
        n, found, agree = (counts[name, what] for what in ("silver", "found", "agree"))
        print(f"{name:26} {n:6} {found:6} {agree:6}  {agree / max(found, 1):.1%}")


def read(path: Path) -> Iterator[tuple[Article, list[list[object]]]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
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
    main(Path(sys.argv[1]))
