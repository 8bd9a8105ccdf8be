"""Every page, whatever it shows: it opens at home, runs nothing that articles bring, and keeps nobody out."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.request import Request, urlopen

import pytest

from kg.web.guards import POLICY
from tests.web.browser import hostile
from tests.web.browser.chromium import Watch, find_barriers
from tests.web.browser.conftest import NARROW, WIDE

PAGES = (
    "overview", "claims", "claims-chosen", "claims-hostile", "claims-none", "matrix", "matrix-story", "article",
    "article-hostile", "entity", "entity-hostile", "entity-inherited", "topic", "topic-hostile", "claim",
    "claim-hostile", "outlet", "outlet-hostile", "story", "graph", "graph-hostile", "ask", "ask-question",
    "ask-answer", "review", "review-contradictions", "review-same-entity", "reviews", "reviews-join", "claims-values",
    "matrix-cell",
)  # fmt: skip
SHOWN = {
    "claims-hostile": (hostile.OUTLET, hostile.SUBJECT.label, hostile.TOPIC.label),
    "article-hostile": (hostile.TITLE, hostile.OUTLET, *hostile.STRINGS),
    "entity-hostile": (hostile.SUBJECT.label,),
    "entity-inherited": (hostile.PLACE.label,),
    "topic-hostile": (hostile.TOPIC.label,),
    "claim-hostile": (hostile.SUBJECT.label, hostile.OUTLET),
    "outlet-hostile": (hostile.OUTLET, hostile.TITLE),
}
"""What stands on a page as words, just as the article has it."""
DARK = ("color-contrast", "link-in-text-block")
SMALL = ("target-size", "color-contrast", "scrollable-region-focusable", "link-name", "button-name", "label")
"""What other colours, and another width, may break."""
OVERRIDE = "\u202e"
SCRIPTED = ("ask", "graph", "review")
"""Beginnings of the names of pages that fetch something once they are open."""


@dataclass
class Visit:
    """A page that was opened once for all tests of this module."""

    name: str
    tab: Any
    watch: Watch
    status: int
    headers: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module", params=PAGES)
def visit(request, chromium, site):
    context = chromium.new_context(base_url=site.base, viewport=WIDE, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    tab = context.new_page()
    watch = Watch(tab, site.base)
    answer = tab.goto(site.paths()[request.param])
    if request.param.startswith(SCRIPTED):
        tab.wait_for_load_state("networkidle")
    yield Visit(request.param, tab, watch, answer.status, answer.headers)
    context.close()


def test_it_opens_without_a_complaint_and_asks_nobody_else(visit, pictures):
    assert visit.status == 200
    pictures(visit.tab, visit.name)
    assert visit.watch.complaints == []


def test_its_policy_lets_in_nothing_but_what_the_workbench_serves(visit):
    assert visit.headers["content-security-policy"] == POLICY


def test_nothing_hostile_ran_and_its_words_stay_words(visit):
    assert visit.tab.evaluate("typeof window.owned") == "undefined"
    shown = _plain(visit.tab.evaluate("document.body.textContent"))
    missing = [text for text in SHOWN.get(visit.name, ()) if _plain(text) not in shown]
    assert missing == []
    schemes = set(visit.tab.evaluate(_SCHEMES))
    assert schemes <= {"http:", "https:"}


_SCHEMES = """() => [...document.querySelectorAll('a[href]')]
    .map(link => new URL(link.getAttribute('href'), location).protocol)"""


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_axe_finds_nothing(visit):
    assert find_barriers(visit.tab) == []


def test_axe_finds_nothing_in_the_dark(visit, pictures):
    visit.tab.emulate_media(color_scheme="dark")
    try:
        barriers = find_barriers(visit.tab, only=DARK)
        pictures(visit.tab, f"{visit.name}-dark")
    finally:
        visit.tab.emulate_media(color_scheme="light")
    assert barriers == []


def test_at_320_pixels_nothing_scrolls_sideways(visit, pictures):
    visit.tab.set_viewport_size(NARROW)
    try:
        pictures(visit.tab, f"{visit.name}-narrow")
        wide = visit.tab.evaluate("document.documentElement.scrollWidth")
        parts = visit.tab.evaluate(_STICKING_OUT) if wide > NARROW["width"] else []
        barriers = find_barriers(visit.tab, only=SMALL)
    finally:
        visit.tab.set_viewport_size(WIDE)
    assert (wide, parts) == (NARROW["width"], [])
    assert barriers == []


_STICKING_OUT = """() => [...document.querySelectorAll('body *')]
    .filter(part => part.getBoundingClientRect().right > innerWidth + 1).slice(0, 5)
    .map(part => part.tagName + '.' + part.className + '#' + part.id)"""


def test_the_first_tab_stop_leads_past_the_menu(visit):
    visit.tab.evaluate("document.activeElement.blur(), scrollTo(0, 0)")
    visit.tab.keyboard.press("Tab")
    assert visit.tab.evaluate("document.activeElement.matches('a.skip')")
    assert visit.tab.locator("a.skip").bounding_box()["x"] >= 0
    visit.tab.keyboard.press("Enter")
    assert visit.tab.evaluate("location.hash") == "#main"
    assert visit.tab.evaluate("document.activeElement.id") == "main"


def test_words_that_turn_the_direction_of_text_turn_nothing_beside_them(visit):
    """An override that an article leaves open must end with the element that it stands in (UAX 9, Unicode TR 36)."""
    assert visit.tab.evaluate(_LEAKING, OVERRIDE) == []


_LEAKING = """override => {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), leaking = [];
    const follows = ({nextSibling: next}) => next && (next.textContent.trim() !== '' || follows(next));
    while (words.nextNode()) {
        const text = words.currentNode, holder = text.parentElement;
        if (!text.data.includes(override) || holder.closest('script, style, template, option, textarea')) continue;
        const {display, unicodeBidi} = getComputedStyle(holder);
        if (unicodeBidi.startsWith('isolate') || unicodeBidi === 'plaintext') continue;
        if (display === 'inline' || follows(text)) leaking.push(holder.outerHTML.slice(0, 200));
    }
    return leaking.slice(0, 3);
}"""


class _Markup(HTMLParser):
    """Collects what a strict policy forbids, and the tags of a page, from the HTML as it was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.forbidden: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.forbidden += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.forbidden.append(tag)
        self.forbidden += [
            f"{tag} {name}={given[name]}"
            for name in ("src", "href", "action", "formaction")
            if not _is_at_home(tag, name, given.get(name) or "")
        ]


def _is_at_home(tag: str, name: str, address: str) -> bool:
    if tag == "a" and name == "href":
        return not address.lower().lstrip().startswith(("javascript:", "data:", "vbscript:", "//"))
    return not re.match(r"(?!data:image/)[a-z][a-z0-9+.-]*:|//", address.strip().lower())


@pytest.mark.parametrize("name", PAGES)
def test_the_html_as_sent_has_no_script_style_or_handler_of_its_own(site, name):
    found = _Markup()
    with urlopen(Request(site.base + site.paths()[name], headers={"Accept": "text/html"})) as answer:
        found.feed(answer.read().decode())
    assert found.forbidden == []


def test_what_is_not_there_says_so_and_where_to_go(opened, site):
    for path in ("/entity/nobody-of-that-name", "/article/0000", "/nowhere", "/claims?page=abc"):
        tab = opened(path)
        assert tab.locator("h1").count() == 1, path
        assert tab.locator("main a").count() >= 1, path
        assert find_barriers(tab) == [], path
        opened.watch.complaints[:] = [one for one in opened.watch.complaints if "status of 4" not in one]
