"""How well articles are read from web pages: our reader beside bare trafilatura, on the pages of `tests/readers/html`.

`python -m tests.benchmarks.pages_text [--show]`

    segments   trafilatura's own measure: of the paragraphs that are expected and the furniture that is unwanted, which
               stand in the text (precision, recall, F1)
    shingles   the measure of scrapinghub's article-extraction-benchmark: 4-word shingles of text and expected text,
               averaged over pages
    furniture  sentences of furniture that came into a text: 0 is the target
    the rest   share of pages whose date, outlet, title, author, country are right; walls that were told: 100 % is the
               target for dates and outlets
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import trafilatura

from kg.readers.html import read_page
from kg.records import Article, Place

PAGES = Path(__file__).parents[1] / "readers" / "html"
FIELDS = ("published", "outlet", "title", "author", "country")
WORD = re.compile(r"\w+")


@dataclass
class Figures:
    """What one reader reached."""

    found: int = 0
    missed: int = 0
    unwanted: int = 0
    shingle_precision: float = 0
    shingle_recall: float = 0
    n_pages: int = 0
    seconds: float = 0
    right: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + self.unwanted)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + self.missed)


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text.lower())
    return Counter(tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1))) if words else Counter()


def read_ours(data: bytes, expected: dict) -> tuple[str, dict[str, str | None]]:
    url = expected["url"] if expected.get("given_url") else None
    found = list(read_page(data, place=Place(path=expected["page"]), url=url))
    article = next((each for each in found if isinstance(each, Article)), None)
    if article is None:
        return "", {"problem": found[-1].kind}
    fields = {name: getattr(article, name) for name in FIELDS}
    return article.text, fields | {"published": str(article.published)}


def read_bare(data: bytes, expected: dict, **options: bool) -> tuple[str, dict[str, str | None]]:
    document = trafilatura.bare_extraction(data, url=expected.get("url"), with_metadata=True, **options)
    if document is None:
        return "", {"problem": "nothing"}
    fields = {
        "published": document.date,
        "outlet": document.sitename,
        "title": document.title,
        "author": document.author,
    }
    return document.text or "", fields


READERS: dict[str, Callable[..., tuple[str, dict[str, str | None]]]] = {
    "kg": read_ours,
    "trafilatura": read_bare,
    "trafilatura, precision": lambda data, expected: read_bare(
        data, expected, favor_precision=True, include_tables=False, include_comments=False
    ),
}


def load_expected() -> tuple[list[dict], list[str]]:
    written = json.loads((PAGES / "pages.json").read_text(encoding="utf-8"))
    return written["pages"], written["unwanted"]


def measure(read: Callable[..., tuple[str, dict[str, str | None]]]) -> Figures:
    """Return the figures of a reader over all pages."""
    pages, unwanted = load_expected()
    figures = Figures()
    for expected in pages:
        data = (PAGES / "pages" / expected["page"]).read_bytes()
        start = time.perf_counter()
        text, fields = read(data, expected)
        figures.seconds += time.perf_counter() - start
        count_unwanted(figures, expected["page"], text, unwanted)
        if "problem" in expected:
            figures.right["wall"] += fields.get("problem") == expected["problem"]
            if fields.get("problem") != expected["problem"]:
                figures.misses.append(f"{expected['page']}: problem {fields.get('problem')!r}")
        else:
            count_article(figures, expected, text, fields)
    return figures


def count_unwanted(figures: Figures, page: str, text: str, unwanted: list[str]) -> None:
    for sentence in unwanted:
        if sentence in text:
            figures.unwanted += 1
            figures.misses.append(f"{page}: furniture {sentence!r}")


def count_article(figures: Figures, expected: dict, text: str, fields: dict[str, str | None]) -> None:
    for paragraph in expected["paragraphs"]:
        figures.found += paragraph in text
        if paragraph not in text:
            figures.missed += 1
            figures.misses.append(f"{expected['page']}: missed {paragraph[:60]!r}")
    ours, theirs = shingles(text), shingles(" ".join(expected["paragraphs"]))
    common = sum((ours & theirs).values())
    figures.shingle_precision += common / max(1, sum(ours.values()))
    figures.shingle_recall += common / max(1, sum(theirs.values()))
    figures.n_pages += 1
    for name in FIELDS:
        is_right = fields.get(name) == expected[name]
        figures.right[name] += is_right
        if not is_right:
            figures.misses.append(f"{expected['page']}: {name} {fields.get(name)!r}, not {expected[name]!r}")


def render(figures_by_name: dict[str, Figures]) -> str:
    """The table as aligned lines."""
    pages, _ = load_expected()
    n_walls = sum("problem" in each for each in pages)
    rows = [
        (
            "",
            "segments P/R/F1",
            "shingles P/R/F1",
            "furniture",
            "date",
            "outlet",
            "title",
            "author",
            "country",
            "walls",
            "ms/page",
        )
    ]
    for name, got in figures_by_name.items():
        of_shingles = got.shingle_precision / got.n_pages, got.shingle_recall / got.n_pages
        rows.append(
            (
                name,
                f"{got.precision:.3f} {got.recall:.3f} {f1(got.precision, got.recall):.3f}",
                f"{of_shingles[0]:.3f} {of_shingles[1]:.3f} {f1(*of_shingles):.3f}",
                str(got.unwanted),
                *(f"{got.right[field_] / got.n_pages:.0%}" for field_ in FIELDS),
                f"{got.right['wall']}/{n_walls}",
                f"{1000 * got.seconds / len(pages):.0f}",
            )
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print every miss of our reader")
    args = parser.parse_args()
    figures_by_name = {name: measure(read) for name, read in READERS.items()}
    print(render(figures_by_name))
    if args.show:
        print("\n".join(figures_by_name["kg"].misses))


if __name__ == "__main__":
    main()
