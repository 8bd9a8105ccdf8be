"""What a reader does on the matrix and in an article, in a real browser; skipped where there is none."""

from contextlib import contextmanager

import pytest

from tests.web.browser.chromium import CHROMIUM, Watch, launched
from tests.web.pages.read_graph import ReadFlat, build_app
from tests.web.serving import serving

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 640}
PAGES = (
    "/matrix",
    "/matrix?story=bridge",
    "/matrix?story=bridge&cell=claim-4,outlet-0",
    "/article/article-outlet-0",
    "/claim/claim-3",
    "/entity/mayor-oduya",
    "/outlet/outlet-1",
    "/story/bridge",
)


@pytest.fixture(scope="module")
def browser():
    with launched() as opened:
        yield opened


@pytest.fixture(scope="module")
def base():
    long_word = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
    with serving(build_app(ReadFlat(n_outlets=9, title=f"{long_word} at the bridge"))) as address:
        yield address


@pytest.fixture
def visiting(browser, base):
    """Open an address in a tab of its own; any complaint of the browser fails the test."""

    @contextmanager
    def visit(path, **options):
        context = browser.new_context(base_url=base, reduced_motion="reduce", **{"viewport": WIDE} | options)
        tab = context.new_page()
        watch = Watch(tab, base)
        tab.goto(path)
        yield tab
        context.close()
        assert watch.complaints == []

    return visit


@pytest.mark.parametrize("path", PAGES)
def test_long_words_do_not_stick_out_on_a_phone(visiting, path):
    with visiting(path, viewport=NARROW, color_scheme="dark") as tab:
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_cell_opens_beside_the_table_and_the_address_keeps_it(visiting):
    with visiting("/matrix?story=bridge&sort=outlets") as tab:
        tab.locator("a.cell").first.focus()
        tab.keyboard.press("Enter")
        tab.locator("#cell-name").wait_for()
        assert "Tells it, 2 times" in tab.inner_text("#cell-panel")
        assert tab.url.endswith("/matrix?story=bridge&sort=outlets&cell=claim-0%2Coutlet-0")
        tab.reload()
        assert "Tells it, 2 times" in tab.inner_text("#cell-panel")
        tab.keyboard.press("Escape")
        assert tab.locator("#cell-panel").is_hidden()
        assert tab.url.endswith("/matrix?story=bridge&sort=outlets")
        assert tab.evaluate("document.activeElement.matches('a.cell')")


def test_on_a_phone_every_cell_names_its_outlet(visiting):
    with visiting("/matrix?story=bridge", viewport=NARROW) as tab:
        assert tab.locator("tbody tr").first.locator(".column-name").first.inner_text() == "Harbour Courier"
        assert tab.locator("tbody tr").first.locator(".column-name").first.is_visible()


def test_a_marked_place_shows_who_claims_what_and_leads_to_who_else_says_so(visiting):
    with visiting("/article/article-outlet-0") as tab:
        tab.locator("#text a.k").nth(1).hover()
        tab.locator("#shown .triple").wait_for()
        assert tab.inner_text("#shown .triple") == "Mayor Oduya → “said” → the old bridge closes"
        assert "indirect speech" in tab.inner_text("#shown")
        tab.keyboard.press("Escape")
        assert tab.locator("#shown .triple").count() == 0
        tab.locator("#text a.k").first.focus()
        assert tab.locator("#shown .triple").count() == 1
        assert tab.locator("#text .lit").count() == 4
        assert tab.locator("#text a.k").first.get_attribute("href") == "/claim/claim-3"


def test_the_address_of_an_assertion_shows_and_marks_its_place(visiting):
    with visiting("/assertion/0002") as tab:
        tab.locator("#text .sought").first.wait_for()
        assert tab.locator("#text .sought").count() == 4
        assert tab.locator("#text a.k.sought").get_attribute("data-own") == "2"
        tab.wait_for_function("document.activeElement.dataset.own === '2'")


def test_layers_can_be_switched_off(visiting):
    with visiting("/article/article-outlet-0", java_script_enabled=False) as tab:
        style = "getComputedStyle(document.querySelector('#text .k-source')).borderBottomStyle"
        assert tab.evaluate(style) == "double"
        tab.uncheck("#layer-source")
        assert tab.evaluate("getComputedStyle(document.querySelector('#text .k-source')).fontWeight") == "400"


def test_a_finger_sees_before_it_goes_on(visiting):
    with visiting("/article/article-outlet-0", viewport=NARROW, has_touch=True, is_mobile=True) as tab:
        place = tab.locator("#text a.k").first
        place.tap()
        tab.locator("#shown .triple").wait_for()
        assert "/article/" in tab.url
        place.tap()
        tab.wait_for_url("**/claim/claim-3")
