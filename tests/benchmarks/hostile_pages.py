"""How long the longest pages take to read: shapes that parsers and extractors are slow at, in growing sizes.

`python -m tests.benchmarks.hostile_pages [--sizes 50000 150000 450000]`

The target is 5 s a page: a page is read by then, or set aside with a problem.
"""

import argparse
import time

from kg.readers.html import read_page
from kg.records import Article, Place

TARGET = 5.0
P = "<p>The mayor said on Monday that the bridge over the river would be opened before the summer.</p>"
SHAPES = {
    # what is repeated, and what stands before it
    "plain paragraphs": ("<p>Line {n} was said by the mayor of the town.</p>", "<article>"),
    "short paragraphs": ("<p>a b c.</p>", "<article>"),
    "nested divs": ("<div>", ""),
    "nested divs with text": ("<div class=menu><p>a", ""),
    "nested dates": ("<div class=date>a", ""),
    "quotations": ("<blockquote>a", "<article>"),
    "tables": ("<table><tr><td>", ""),
    "lists": ("<ul><li>", ""),
    "items": ("<li>one item</li>", f"<article>{P}<ul>"),
    "links": ("<a href=/x>word word</a> ", f"<article>{P}"),
    "links in paragraphs": ("<p>Text is <a href=/x>word word</a> and so on, it is said.</p>", "<article>"),
    "headings": ("<h2>word here</h2>", "<article>"),
    "emphasis": ("<em>word</em> here ", "<article><p>"),
    "line breaks": ("a<br>", "<article><p>"),
    "unclosed paragraphs": ("<p>The mayor of the town said so. ", "<article>"),
    "unclosed bold": ("<b>mayor of ", "<article>"),
    "end tags": ("</b>", P),
    "one tag": ("a{n}=1 ", "<p "),
    "half tags": ("<p ", ""),
    "angle brackets": ("<", ""),
    "quotation marks": ("<p a=\"'><p b='\"", ""),
    "comments": ("<!--", ""),
    "scripts": ("<script>", ""),
    "pictures": ("<svg>", "</svg>"),
    "character references": ("&amp;", "<article><p>"),
    "one line": ("word ", "<article><p>"),
    "times": ("<time>a b</time>", ""),
    "authors": ("<a rel=author>x</a>", ""),
    "share bars": ("<div class=share>a</div>", ""),
    "meta tags": ("<meta name=a content=b>", ""),
    "brackets in JSON-LD": ("[", '<script type="application/ld+json">'),
    "nodes in JSON-LD": ('{{"@type":"x"}},', '<script type="application/ld+json">['),
    "halves in JSON-LD": ('{{"headline":"', '<script type="application/ld+json">'),
}


def make_page(shape: str, size: int) -> bytes:
    """Return a page of about so many characters."""
    piece, before = SHAPES[shape]
    pieces = (piece.format(n=n) for n in range(size // len(piece)))
    return f"<html><head><title>t</title></head><body>{before}{''.join(pieces)}".encode()


def measure(shape: str, size: int) -> tuple[float, str]:
    """Return the processor seconds that a page takes, and what came of it."""
    data = make_page(shape, size)
    started = time.process_time()
    *_, last = read_page(data, place=Place(path=shape))
    seconds = time.process_time() - started
    return seconds, "read" if isinstance(last, Article) else last.kind


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[50_000, 150_000, 450_000, 4_900_000])
    sizes = parser.parse_args().sizes
    slowest = 0.0
    print(f"{'shape':24}" + "".join(f"{size:>24,}" for size in sizes))
    for shape in SHAPES:
        found = [measure(shape, size) for size in sizes]
        slowest = max(slowest, *(seconds for seconds, _ in found))
        print(f"{shape:24}" + "".join(f"{f'{seconds:.2f} s {outcome}':>24}" for seconds, outcome in found), flush=True)
    print(f"slowest {slowest:.2f} s, target {TARGET:.0f} s: {'yes' if slowest <= TARGET else 'no'}")


if __name__ == "__main__":
    main()
