"""The article's paragraphs: found by trafilatura in a tree from which what surely is no article was taken before.

trafilatura is asked for precision first; a page that this leaves hardly anything of is asked again, less strictly, and
last its own JSON-LD is taken, which pages that a script fills in the browser carry the text in.
"""

import logging
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, fromstring
from trafilatura.meta import reset_caches

from kg.readers.draft import COMPLETE
from kg.readers.html.furniture import remove_furniture
from kg.readers.html.nesting import INLINE
from kg.records import Removal

HARDLY_ANY = 250
"""Characters; less is looked for again."""
MOST_INLINE = 200
"""trafilatura takes quadratic time over the inline elements of one block."""
MOST_ELEMENTS, MOST_LEVELS = 12_000, 250_000
"""Elements, and their depths added up, that trafilatura is given: it takes quadratic time over many. The longest live
blogs have 8,000 at depths about 20."""
LEAF = frozenset({"p", "head", "item", "quote", "code", "cell", "fw", "ab"})
BLANK_LINE = "␤"
"""Stands for two line breaks on their way through trafilatura, which makes one of them."""
PAGES_BETWEEN_RESETS = 500

for _library in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)  # what they have to say of a page, our problems say
_n_pages = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What was found of an article."""

    blocks: tuple[Block, ...]
    removed: tuple[Removal, ...] = ()
    """What was taken out of the page's tree, where it says something of the article: credits, corrections."""

    @property
    def n_characters(self) -> int:
        """Count the characters."""
        return sum(len(block.text) for block in self.blocks)


class TooComplex(Exception):
    """A page of so many elements, or so deeply nested ones, that to extract its text takes longer than a page may."""


def extract_body(tree: HtmlElement, *, written: str | None = None) -> Body:
    """Extract the paragraphs of a page.

    Args:
        tree: the page; it stays as it is.
        written: the text that the page's JSON-LD gives as the article's.

    Raises:
        TooComplex: where there are too many elements.
    """
    cleaned = deepcopy(tree)
    removed = tuple(remove_furniture(cleaned))
    _unfold_layout(cleaned)
    _mark_blank_lines(cleaned)
    _unwrap_inline(cleaned)
    if _is_too_complex(cleaned):
        raise TooComplex
    found: tuple[Block, ...] = ()
    for precise in (True, False):
        again = tuple(_extract_blocks(cleaned, precise=precise))
        found = max(found, again, key=_n_characters) if _n_characters(found) < HARDLY_ANY else found
    if written and _n_characters(found) < max(HARDLY_ANY, len(written) // 3):
        found = tuple(_split_written(written))
    return Body(blocks=found, removed=removed)


def _n_characters(blocks: tuple[Block, ...]) -> int:
    return sum(len(block.text) for block in blocks)


def _extract_blocks(tree: HtmlElement, *, precise: bool) -> Iterator[Block]:
    _reset_now_and_then()
    document = trafilatura.bare_extraction(
        tree, fast=True, favor_precision=precise, include_comments=False, include_tables=False
    )
    body = getattr(document, "body", None)
    if body is not None:
        for block in _blocks_below(body):
            yield from (replace(block, text=text) for text in block.text.split(BLANK_LINE) if text.strip())


def _reset_now_and_then() -> None:
    """Empty trafilatura's caches, which grow with every page."""
    global _n_pages
    _n_pages += 1
    if _n_pages % PAGES_BETWEEN_RESETS == 0:
        reset_caches()


def _blocks_below(element: etree._Element) -> Iterator[Block]:
    """Yield the blocks of what trafilatura returns: `head` is a heading, `item` one of a list, `lb` a line break."""
    if element.text and element.text.strip():
        yield Block(element.text)
    for child in element:
        if child.tag in LEAF and not any(below.tag in LEAF or below.tag == "list" for below in child):
            for text in _break_lines(child):
                yield Block(text, heading=child.tag == "head")
        else:
            yield from _blocks_below(child)
        if child.tail and child.tail.strip():
            yield Block(child.tail)


def _break_lines(element: etree._Element) -> Iterator[str]:
    """Yield the paragraphs of a block: a line break ends one where a sentence ends before it."""
    held = ""
    for piece in _pieces(element):
        if piece is None and COMPLETE.search(held.rstrip()):
            yield held
            held = ""
        else:
            held += " " if piece is None else piece
    yield held


def _pieces(element: etree._Element) -> Iterator[str | None]:
    """Yield the text below an element, None for each line break."""
    yield element.text or ""
    for child in element:
        if child.tag == "lb":
            yield None
        yield from _pieces(child)
        yield child.tail or ""


def _split_written(written: str) -> Iterator[Block]:
    """Yield the paragraphs of JSON-LD's `articleBody`, which is plain text or HTML."""
    text = written
    if "</" in written:
        try:
            text = "\n".join(fromstring(f"<div>{written}</div>").itertext())
        except (etree.ParserError, ValueError):
            text = written
    for line in text.splitlines():
        if line.strip():
            yield Block(line)


def _unfold_layout(tree: HtmlElement) -> None:
    """Turn tables that only lay the page out into blocks; tables of data stay, and are left out of the text."""
    for table in tree.xpath("//table"):
        if not table.xpath(".//th") and table.xpath(".//p|.//br|.//div|.//table|.//h1|.//h2"):
            for element in [table, *table.iter("tbody", "tr", "td", "thead", "tfoot")]:
                element.tag = "div"


def _mark_blank_lines(tree: HtmlElement) -> None:
    """Mark where two line breaks follow each other: they part paragraphs on pages that know no `<p>`."""
    for line_break in tree.iter("br"):
        after = line_break.getnext()
        if after is not None and after.tag == "br" and not (line_break.tail or "").strip():
            after.tail = f"{BLANK_LINE}{after.tail or ''}"


def _unwrap_inline(tree: HtmlElement) -> None:
    """Take the inline tags out of blocks that hold very many of them; their words stay."""
    crowded = [element for element in tree.iter(etree.Element) if len(element) > MOST_INLINE]
    for element in crowded:
        for line_break in element.findall("br"):
            before = line_break.getprevious()
            text = (element.text if before is None else before.tail) or ""
            mark = BLANK_LINE if COMPLETE.search(text.rstrip()) else " "
            line_break.tail = f"{mark}{line_break.tail or ''}"
        etree.strip_tags(element, *INLINE, "br")
        element.text = element.text  # makes one piece of the many that are left, each of which would be walked again
        for child in element:
            child.tail = child.tail


def _is_too_complex(tree: HtmlElement) -> bool:
    n_elements, n_levels, depth = 0, 0, 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        n_elements += event == "start"
        n_levels += depth if event == "start" else 0
    return n_elements > MOST_ELEMENTS or n_levels > MOST_LEVELS
