"""Who published a page, who wrote it, and its headline, from what it says of itself."""

import html
import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from kg.readers.draft import normalise_headline
from kg.readers.headlines import MOST_WORDS_OF_SITE
from kg.readers.html.linked_data import LinkedData, strings_of
from kg.readers.html.tree import short_text
from kg.readers.leftovers import BYLINE
from kg.readers.outlets import find_outlet, host_of

LONGEST_WORDS = 1_000
"""Characters of a label that are looked at: some patterns take the square of their number."""
LONGEST_TITLE = 300
LONGEST_AUTHOR = 200
MOST_ELEMENTS_ABOVE = 2_000
SEPARATOR = re.compile(r"\s+[|–—·•»:-]\s+|\s*\|\s*")
BY = re.compile(
    r"^(?:(?:written|story|words|report|text)\s+)?by\b:?\s*|^author:?\s+|^(?:from|posted by)\s+", re.IGNORECASE
)
AFTER_NAME = re.compile(
    r"\s*(?:\||•|·|\bPublished\b|\bUpdated\b|\bPosted\b|\d{1,2}[:.]\d{2}|\(?\S+@\S+\.\w+\)?|\bon \w+ \d).*$", re.DOTALL
)
NO_AUTHOR = frozenset(
    {"admin", "administrator", "staff", "editor", "webmaster", "unknown", "none", "null", "undefined", "author", "by"}
)
AUTHOR_NAMES = (
    *("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator"),
    *("citation_author", "og:article:author", "article.author"),
)
SITE_NAMES = (
    *("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher"),
    "citation_journal_title",
)
BYLINES = (
    *("author", "byline", "byline-name", "author-name", "post-author", "article-author", "article__author"),
    *("entry-author", "submitted"),
)
AUTHOR_XPATH = "|".join(
    (
        "//*[@itemprop='author']//*[@itemprop='name']",
        "//*[@itemprop='author']",
        "//a[@rel='author']",
        *(f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]" for name in BYLINES),
    )
)


def meta_contents(tree: HtmlElement) -> dict[str, list[str]]:
    """Return what the meta tags say, by their name or property in lower case."""
    contents: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            contents.setdefault(name, []).append(content)
    return contents


def find_label(data: LinkedData, metas: dict[str, list[str]], *, url: str | None, outlet: str | None) -> str | None:
    """Return the label of who published a page: by the table of outlets, else as the page says, else as it was given.

    Args:
        data: the page's JSON-LD.
        metas: its meta tags.
        url: its address.
        outlet: who publishes what names no outlet.
    """
    known = find_outlet(url)
    if known:
        return known.label
    publishers = [
        *strings_of(list(data.refer(data.article.get("publisher")))),
        *(name for key in SITE_NAMES for name in metas.get(key, ())),
    ]
    named = next((name for name in map(_clean, publishers) if name and "/" not in name and len(name) <= 80), None)
    return named or outlet or host_of(url)


def find_titles(tree: HtmlElement, data: LinkedData, metas: dict[str, list[str]], *, label: str | None) -> list[str]:
    """Return every form of the page's headline, the best first; all of them are to go out of the text."""
    headings = [text for h1 in list(tree.iter("h1"))[:5] if (text := short_text(h1, LONGEST_TITLE))]
    document = [text for title in list(tree.iter("title"))[:1] if (text := short_text(title, LONGEST_TITLE))]
    shared = [*metas.get("og:title", ()), *metas.get("twitter:title", ())]
    sites = {normalise_headline(name) for name in (label, *metas.get("og:site_name", ())) if name}
    stripped = [_strip_site(_clean(title), sites, headings) for title in (*shared, *headings[:1], *document)]
    written = [_clean(title) for title in strings_of(data.article.get("headline") or data.article.get("name"))]
    found = [title for title in (*written, *stripped) if title and normalise_headline(title) not in sites]
    return list(dict.fromkeys(title[:LONGEST_TITLE] for title in (*found, *headings)))


def find_author(tree: HtmlElement, data: LinkedData, metas: dict[str, list[str]]) -> str | None:
    """Return the authors' names, commas between them."""
    for names in _author_lists(tree, data, metas):
        cleaned = list(dict.fromkeys(filter(None, (clean_author(name) for name in names))))
        if cleaned:
            return ", ".join(cleaned)[:LONGEST_AUTHOR]
    return None


def find_wire(data: LinkedData, *, label: str | None) -> str | None:
    """Return the agency that JSON-LD names as where the text comes from; None where it is the outlet."""
    for name in ("sourceOrganization", "provider", "copyrightHolder"):
        for written in strings_of(list(data.refer(data.article.get(name)))):
            if normalise_headline(written) != normalise_headline(label or "") and len(written) <= 80:
                return written
    return None


def clean_author(written: str) -> str | None:
    """Return a name without "By", addresses, times; None where it is no name."""
    name = AFTER_NAME.sub("", BY.sub("", _clean(written))).strip(" ,;:-–—")
    is_name = 1 < len(name) <= 100 and any(char.isalpha() for char in name) and not name.startswith(("http", "@", "/"))
    return name if is_name and name.lower() not in NO_AUTHOR else None


def _author_lists(tree: HtmlElement, data: LinkedData, metas: dict[str, list[str]]) -> Iterator[list[str]]:
    for field in ("author", "creator"):
        yield list(strings_of(list(data.refer(data.article.get(field)))))
    for key in AUTHOR_NAMES:
        yield metas.get(key, [])
    for element in tree.xpath(AUTHOR_XPATH)[:20]:
        yield [short_text(element, LONGEST_AUTHOR) or ""]
    yield [_printed_byline(tree) or ""]


def _printed_byline(tree: HtmlElement) -> str | None:
    """Return the name after "By" that stands alone in an element near the top of the page."""
    for element in islice(tree.iter(), MOST_ELEMENTS_ABOVE):
        text = " ".join((element.text or "").split())
        if len(text) <= 100 and text[:2].lower() == "by" and (found := BYLINE.fullmatch(text)):
            return found["author"]
    return None


def _strip_site(title: str, sites: set[str], headings: list[str]) -> str:
    """Take the outlet's name off the end or the beginning of a title: `Ferries return | The Paper`."""
    known = {normalise_headline(heading) for heading in headings}
    if normalise_headline(title) in known:
        return title
    breaks = list(SEPARATOR.finditer(title))
    for found in breaks:
        if normalise_headline(title[: found.start()]) in known:
            return title[: found.start()]
    if breaks and _is_site(title[breaks[-1].end() :], sites):
        return _strip_site(title[: breaks[-1].start()], sites, headings)
    if breaks and normalise_headline(title[: breaks[0].start()]) in sites:
        return title[breaks[0].end() :]
    return title


def _is_site(name: str, sites: set[str]) -> bool:
    normal = normalise_headline(name)
    return any(normal == site or normal in site or site in normal for site in sites if normal and site) and (
        len(name.split()) <= MOST_WORDS_OF_SITE
    )


def _clean(written: str) -> str:
    plain = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", html.unescape(written[:LONGEST_WORDS]))
    return " ".join(plain.split())
