"""What is no article: redirects, consent and robot walls, error pages, paywalls, lists of articles.

The wording of walls and errors is data (`lexicon/page_walls.toml`).
"""

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from kg.lexicon import load_lexicon
from kg.readers.html.linked_data import ARTICLE_TYPES, PAGE_TYPES, LinkedData, strings_of
from kg.readers.html.tree import short_text

SHORT = 1_500
"""Characters of text; a wall, an error page or a stub has no more."""
TEASER = 250
"""Characters; of a page that is paid for, less is the offer to pay or the line below the headline."""
FEWEST_WORDS = 5
LONG_PARAGRAPH = 20
"""Words; teasers have fewer."""
MOST_STORY_LINKS = 8
PAYWALL = re.compile(r"paywall|regwall|subscriber-only|premium-wall|piano-offer")
REFRESH = re.compile(r"^\s*\d*\s*[;,]\s*url\s*=\s*['\"]?(?P<url>[^'\"]{1,500})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a page is no article, or not the whole of one."""

    kind: str
    reason: str


def judge_page(tree: HtmlElement, data: LinkedData, *, url: str | None, paragraphs: tuple[str, ...]) -> Verdict | None:
    """Say why a page is no article; None where it is one.

    Args:
        tree: the page.
        data: its JSON-LD.
        url: its address.
        paragraphs: what was found of its text.
    """
    n_characters = sum(map(len, paragraphs))
    redirect = _find_redirect(tree)
    if redirect and n_characters < SHORT:
        return Verdict("redirect", f"holds no article, it sends the reader on to {redirect}")
    if n_characters < SHORT:
        wall = _match_wall(tree, paragraphs)
        if wall:
            return wall
    if _is_index(tree, data, url, paragraphs):
        return Verdict("index-page", "is a list of articles, not one")
    if n_characters < TEASER and is_paywalled(tree, data):
        return Verdict("paywall", "shows hardly any of its text to those who do not pay")
    if 0 < sum(len(text.split()) for text in paragraphs) < FEWEST_WORDS:
        return Verdict("empty", "holds no more than a few words")
    return None


def is_paywalled(tree: HtmlElement, data: LinkedData) -> bool:
    """Tell whether a page says that not all of it is shown to everybody."""
    free = next(strings_of(data.article.get("isAccessibleForFree")), None)
    if data.article.get("isAccessibleForFree") is False or (free or "").lower() in ("false", "no"):
        return True
    named = (f"{each.get('class')} {each.get('id')}".lower() for each in tree.iter("div", "section", "aside"))
    return any(PAYWALL.search(each) for each in named)


def _find_redirect(tree: HtmlElement) -> str | None:
    for meta in tree.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh":
            found = REFRESH.match(meta.get("content") or "")
            if found:
                return found["url"].strip()
    return None


def _match_wall(tree: HtmlElement, paragraphs: tuple[str, ...]) -> Verdict | None:
    """Tell a wall by its words: in the title, or in what little text there is."""
    title = " ".join(filter(None, (short_text(each, 300) for each in list(tree.iter("title", "h1"))[:3]))).lower()
    body = tree.find("body")
    shown = (short_text(body, 2 * SHORT) if body is not None else "") or ""
    text = " ".join(" ".join(paragraphs).lower().split()) or shown.lower()
    for kind, reason, in_title, words in _walls():
        if any(word in (title if in_title else text) for word in words):
            return Verdict(kind, reason)
    return None


def _is_index(tree: HtmlElement, data: LinkedData, url: str | None, paragraphs: tuple[str, ...]) -> bool:
    """Tell whether a page lists articles: the first page of a site, a section, a tag, a search."""
    if data.article:
        return False
    says_article = bool(tree.xpath("//meta[@property='og:type' and @content='article']"))
    n_long = sum(len(text.split()) >= LONG_PARAGRAPH for text in paragraphs)
    n_links = sum(
        1
        for heading in tree.iter("h2", "h3", "h4")
        if heading.find(".//a") is not None or (heading.getparent() is not None and heading.getparent().tag == "a")
    )
    if url and not urlsplit(url).path.strip("/") and not urlsplit(url).query and (n_links > 2 or not says_article):
        return True
    if data.types & PAGE_TYPES and not data.types & ARTICLE_TYPES and not says_article:
        return True
    return not says_article and n_links >= MOST_STORY_LINKS and n_links > n_long


@cache
def _walls() -> tuple[tuple[str, str, bool, tuple[str, ...]], ...]:
    entries = load_lexicon("page_walls").entries
    return tuple(
        (entry["kind"], entry["reason"], entry["where"] == "title", tuple(word.lower() for word in entry.words))
        for entry in entries
    )
