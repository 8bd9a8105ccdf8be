"""From a page's text to an lxml tree, guarded: bounded in tags and depth, and with nothing lost on the way."""

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from kg.readers.decoding import mend_surrogates
from kg.readers.html.nesting import flatten, may_be_deep
from kg.readers.html.tags import TAG, strip_code

MOST_TAGS = 60_000
"""A page of more is set aside: extraction takes up to 0.2 ms for each. Long live blogs have 30,000."""
LEAST_KEPT = 0.8
"""The part of a page's letters that has to be found in its tree."""
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that is safe to walk."""

    tree: HtmlElement
    json_ld: tuple[str, ...]
    """What its JSON-LD scripts hold."""
    source: str
    """The page as it was decoded."""


class TooManyTags(Exception):
    """A page of so many tags that reading it would take longer than a page may."""


def parse_page(text: str) -> Page | None:
    """Parse a page; None where there is nothing in it.

    Raises:
        TooManyTags: where it has more than `MOST_TAGS`.
    """
    stripped = strip_code(text)
    page = stripped.text
    n_tags = sum(1 for _ in TAG.finditer(page)) if page.count("<") > MOST_TAGS else 0
    if n_tags > MOST_TAGS:
        raise TooManyTags
    is_flat = may_be_deep(page)
    tree = _parse(flatten(page) if is_flat else page)
    if not is_flat and (tree is None or not _is_whole(tree, page)):
        tree = _parse(flatten(page))
    return None if tree is None else Page(tree=tree, json_ld=stripped.json_ld, source=text)


def _parse(page: str) -> HtmlElement | None:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        return document_fromstring(mend_surrogates(page).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):  # nothing but white space or comments
        return None


def _is_whole(tree: HtmlElement, page: str) -> bool:
    """Tell whether the parser has kept the text: it stops where elements are nested too deeply."""
    n_letters = len(SPACE.sub("", TAG.sub("", page)))
    n_kept = sum(len(SPACE.sub("", piece)) for piece in tree.itertext())
    return n_kept >= LEAST_KEPT * n_letters - page.count("&") * 8  # references are longer than what they stand for


def short_text(element: HtmlElement, longest: int) -> str | None:
    """Return the words of an element on one line; None where they have more characters."""
    pieces, n_characters = [], 0
    for piece in element.itertext():
        pieces.append(piece)
        n_characters += len(piece)
        if n_characters > 3 * longest:  # white space between tags is counted too
            return None
    text = " ".join("".join(pieces).split())
    return text if len(text) <= longest else None
