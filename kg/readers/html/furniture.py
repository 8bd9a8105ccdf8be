"""Takes out of a page's tree what stands around an article, by what its templates call it (`lexicon/page_parts.toml`).

trafilatura knows much of this; what it leaves in when it stands amid the paragraphs is taken out here.
"""

import re
from collections.abc import Iterator
from functools import cache

from lxml.html import HtmlElement

from kg.lexicon import load_lexicon
from kg.records import Removal

TAGS = frozenset(
    {"nav", "aside", "footer", "form", "button", "select", "dialog", "menu", "figcaption", "amp-ad", "amp-sidebar"}
)
ROLES = frozenset({"navigation", "banner", "complementary", "contentinfo", "dialog", "alertdialog", "search", "menu"})
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
WORD_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[\s_]+|--+|(?<=\w)-(?=\w)|[^\w-]+")
MOST_WORDS_OF_NAME = 4
LARGEST_SHARE, LARGE_SHARE, LARGE = 0.5, 0.25, 600
"""A part that holds more than half of the page's paragraphs, or more than a quarter and so many characters, is of the
article, whatever it is called; comments may be longer than the article."""
LEAST_OF_ARTICLE = 250
"""Characters that have to be left where comments go."""
FLAG = re.compile(r"(?:has|no|is|with|without|not|hide|show|js)[-_]", re.IGNORECASE)
"""How classes begin that say what an element's page has, not what it is."""
LONGEST_KEPT = 1_000


def remove_furniture(tree: HtmlElement) -> Iterator[Removal]:
    """Take what is no part of the article out of a tree; yield what is recorded with the article."""
    body = tree if tree.tag == "body" else tree.find("body")
    if body is None:
        return
    weights = _weigh(body)
    total = weights[body]
    limit = min(LARGEST_SHARE * total, max(LARGE, LARGE_SHARE * total))
    waiting = list(body)
    while waiting:
        element = waiting.pop()
        kind = _classify(element) if isinstance(element.tag, str) else None
        is_long = weights[element] > limit > 0
        if kind == "comment-form":
            is_long = is_long and total - weights[element] < LEAST_OF_ARTICLE
        if kind is None or is_long:
            _drop_flags(element)
            waiting += element
            continue
        if kind in _kept_kinds() and (text := " ".join(element.text_content().split())):
            yield Removal(kind=kind, text=text[:LONGEST_KEPT], line=element.sourceline or 1)
        element.drop_tree()


def _drop_flags(element: HtmlElement) -> None:
    """Take out classes that are flags: trafilatura looks for `newsletter` in `no-newsletter` too."""
    named = element.get("class")
    if named and FLAG.search(named):
        element.set("class", " ".join(name for name in named.split() if not FLAG.match(name)))


def _weigh(body: HtmlElement) -> dict[HtmlElement, int]:
    """Return the characters of the paragraphs in each element, in one walk from the last element to the first."""
    weights: dict[HtmlElement, int] = {}
    for element in reversed(list(body.iter())):
        inner = len(element.text_content()) if element.tag == "p" else sum(weights[child] for child in element)
        weights[element] = inner
    return weights


def _classify(element: HtmlElement) -> str | None:
    """Say what part of a page an element is; None where it may be of the article."""
    if element.tag in TAGS:
        return "image" if element.tag == "figcaption" else "navigation"
    if "hidden" in element.attrib or HIDDEN.search(element.get("style") or ""):
        return "hidden"
    if element.get("role") in ROLES:
        return "navigation"
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _classify_name(named) if named.strip() else None


@cache
def _kept_kinds() -> frozenset[str]:
    return frozenset(entry["kind"] for entry in load_lexicon("page_parts").entries if entry.fields.get("kept"))


@cache
def _kind_by_word() -> dict[str, str]:
    return {word: entry["kind"] for entry in load_lexicon("page_parts").entries for word in entry.words}


def _classify_name(named: str) -> str | None:
    """Classify an element by its classes and id."""
    kind_by_word = _kind_by_word()
    for name in named.split():
        if FLAG.match(name):
            continue
        words = [word.lower() for word in WORD_BREAK.split(name) if word]
        for size in range(1, MOST_WORDS_OF_NAME):
            for start in range(len(words) - size + 1):
                kind = kind_by_word.get("-".join(words[start : start + size]))
                if kind:
                    return kind
    return None
