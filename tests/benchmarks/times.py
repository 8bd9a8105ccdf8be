"""Agreement of `kg_times` with CoreNLP's normalised expressions of time on PolNeAR dev.

usage: python -m tests.benchmarks.times [--corpora ../shared/corpora] [--model FOLDER] [--differences N]

Each of CoreNLP's expressions is paired with one of ours that overlaps it, one that agrees before one that does not;
what its values allow says `silver_times` (`XXXX-WXX-1` is any Monday near the publication). Agreement of a kind is of
all that CoreNLP has of it, found or not. Value F1 counts all kinds: precision of ours (those that stand where CoreNLP
has a value that cannot be compared are left out), recall of CoreNLP's. CoreNLP is no gold: `times_read.toml` says, for
differences that were read in the text, who is right; their counts are printed too.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kg.nlp import layers
from kg.records import TimeMention
from tests.benchmarks.articles import read_rows
from tests.benchmarks.counts import Counts, Figures
from tests.benchmarks.options import options, print_figures
from tests.benchmarks.reader import load_reader
from tests.benchmarks.silver_times import allows, is_comparable

LABELS = ("DATE", "TIME", "DURATION", "SET")
KINDS = (
    ("full date", r"\d{4}-\d\d-\d\d"),
    ("day of a month", r"XXXX-\d\d-\d\d"),
    ("weekday", r"(?:THIS )?XXXX-WXX-\d(?:T[\w:]+)?(?: OFFSET P-?1W)?"),
    ("month and year", r"\d{4}-\d\d"),
    ("month", r"(?:THIS )?XXXX-\d\d(?: OFFSET P-?1Y)?"),
    ("year", r"\d{4}"),
    ("today or tomorrow", r"THIS P1D|OFFSET P-?1D|THIS NI|TNI OFFSET P-1D|THIS MO"),
    ("week, month, year around", r"THIS P1[WMY](?: OFFSET P-?1[WMY])?"),
)
DAYS = ("full date", "day of a month", "weekday", "today or tomorrow")
ALL, ANY_DAY = "all kinds", "any day"
VERDICTS = ("ours", "silver", "both", "neither")
READ = Path(__file__).with_name("times_read.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One of CoreNLP's expressions and ours at its place; either may be missing."""

    start: int
    end: int
    silver: str | None = None
    ours: str | None = None
    agrees: bool = False


def measure(corpora: Path, *, model: str | None = None) -> Figures:
    """Return agreement by kind, precision, recall and F1 of values, and the counts of the differences read."""
    return summarise([pair for _, pairs in read_pairs(corpora, model=model) for pair in pairs]) | read_verdicts()


def read_pairs(corpora: Path, *, model: str | None = None) -> Iterator[tuple[dict[str, Any], list[Pair]]]:
    """Yield each article of PolNeAR dev with its pairs."""
    rows = [row for row in read_rows(corpora / "polnear" / "dev.jsonl.gz") if row["silver_entities"] is not None]
    nlp = load_reader(model, last="kg_times")
    for row in rows:
        doc, published = nlp.make_doc(row["text"]), date.fromisoformat(row["published"])
        doc._.published = published
        silver = [(start, end, value) for start, end, label, value in row["silver_entities"] if label in LABELS]
        yield row, pair_times(silver, layers.times(nlp(doc)), published)


def pair_times(
    silver: Sequence[tuple[int, int, str | None]], ours: Sequence[TimeMention], published: date
) -> list[Pair]:
    """Pair what overlaps, each of ours with at most one; what stands where CoreNLP's value says nothing is left out."""
    free = list(ours)
    pairs = []
    for start, end, value in silver:
        here = [time for time in free if time.span.start < end and start < time.span.end]
        if not is_comparable(value):
            free = [time for time in free if time not in here]
            continue
        agreeing = [time for time in here if allows(value, time.value, published)]
        chosen = (agreeing or here or [None])[0]
        if chosen is not None:
            free.remove(chosen)
        pairs.append(Pair(start=start, end=end, silver=value, ours=chosen and chosen.value, agrees=bool(agreeing)))
    pairs += [Pair(start=time.span.start, end=time.span.end, ours=time.value) for time in free]
    return sorted(pairs, key=lambda pair: (pair.start, pair.end))


def summarise(pairs: Sequence[Pair]) -> Figures:
    """Return the figures of some pairs."""
    wanted: Counter[str] = Counter()
    agreeing: Counter[str] = Counter()
    for pair in pairs:
        for name in names_of(pair.silver):
            wanted[name] += 1
            agreeing[name] += pair.agrees
    values = Counts(
        right=sum(pair.agrees for pair in pairs),
        found=sum(pair.ours is not None for pair in pairs),
        wanted=sum(pair.silver is not None for pair in pairs),
    )
    figures = {"value F1": values.f1, "value precision": values.precision, "value recall": values.recall}
    for name in (ANY_DAY, ALL, *(name for name, _ in KINDS)):
        figures |= {name: 100 * agreeing[name] / max(wanted[name], 1), f"{name}, how many": wanted[name]}
    return figures


def names_of(silver: str | None) -> list[str]:
    """Return the kinds that one of CoreNLP's values counts for."""
    kind = next((name for name, form in KINDS if silver and re.fullmatch(form, silver)), None)
    return [] if kind is None else [kind, ALL, ANY_DAY] if kind in DAYS else [kind, ALL]


def read_verdicts() -> Figures:
    """Return how often who was right in the differences that a person read."""
    table = tomllib.loads(READ.read_text(encoding="utf-8"))
    verdicts = Counter(entry["right"] for entry in table["difference"])
    counts: Figures = {f"differences read, right: {who}": verdicts[who] for who in VERDICTS}
    return counts | {"days read": table["dates_read"], "days read, right": table["dates_right"]}


def print_differences(corpora: Path, *, model: str | None, n: int) -> None:
    """Print the first differences with the words around them, days first."""
    found = [(row, pair) for row, pairs in read_pairs(corpora, model=model) for pair in pairs if not pair.agrees]
    found.sort(key=lambda one: ANY_DAY not in names_of(one[1].silver))
    for row, pair in found[:n]:
        before, words, after = (
            " ".join(row["text"][slice(*place)].split())
            for place in ((max(0, pair.start - 80), pair.start), (pair.start, pair.end), (pair.end, pair.end + 60))
        )
        print(f"{row['id']} {pair.start} {pair.end} {row['published']}: {pair.silver} / {pair.ours}")
        print(f"    {before} [{words}] {after}")


def main() -> None:
    """Measure what the command line says, and print the figures or the differences."""
    parser = options(__doc__)
    parser.add_argument("--differences", type=int, metavar="N", help="print differences to read instead")
    args = parser.parse_args()
    if args.differences:
        print_differences(args.corpora, model=args.model, n=args.differences)
    else:
        print_figures(measure(args.corpora, model=args.model))


if __name__ == "__main__":
    main()
