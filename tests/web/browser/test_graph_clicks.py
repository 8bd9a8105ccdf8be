"""The Graph page as a person uses it: finding a name and growing it, outlets, time, evidence."""

import re

from kg.rdf.identifiers import slug
from tests.accounts import COURIER
from tests.web.browser import hostile

DRAWN = "() => document.documentElement.dataset.drawn"


def n_shown(tab):
    return int(re.match(r"[\d,]+", tab.locator("#status").inner_text())[0].replace(",", ""))


def find(tab, name):
    tab.locator("#search").fill(name)
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")


def test_a_name_is_found_its_claims_read_and_its_neighbours_drawn(opened, pictures):
    tab = opened("/graph?outlet=coast-courier")
    tab.wait_for_function(DRAWN)
    before = n_shown(tab)
    find(tab, "Sudria")
    panel = tab.locator("#panel")
    assert panel.locator("h2").inner_text() == "Sudria"
    assert panel.locator("a", has_text="All that is known of it").get_attribute("href") == "/entity/sudria"
    panel.locator("button.claim", has_text="four islands").first.click()
    panel.locator("blockquote").first.wait_for()
    assert "four islands" in panel.locator("mark").first.inner_text()
    pictures(tab, "graph-claim")
    assert panel.locator("a[href^='/article/']").count() > 0
    tab.keyboard.press("Escape")
    find(tab, "Sudria")
    panel.get_by_role("button", name="Draw more of its neighbours").click()
    tab.wait_for_function("() => /more|Nothing more/.test(document.getElementById('status').textContent)")
    tab.locator("#all-outlets").click()
    assert n_shown(tab) >= before


def test_outlets_are_switched_off_and_on(opened):
    tab = opened("/graph")
    tab.wait_for_function(DRAWN)
    everything = n_shown(tab)
    switch = tab.locator("#outlets input").first
    switch.uncheck()
    assert n_shown(tab) < everything
    tab.locator("#no-outlets").click()
    assert n_shown(tab) == 0
    tab.locator("#all-outlets").click()
    assert n_shown(tab) == everything


def test_the_time_slider_leaves_out_what_was_published_before(opened):
    tab = opened("/graph")
    tab.wait_for_function(DRAWN)
    everything = n_shown(tab)
    slider = tab.locator("#since")
    slider.focus()
    for _ in range(3):
        tab.keyboard.press("PageUp")
    assert 0 < n_shown(tab) < everything
    tab.keyboard.press("Home")
    assert n_shown(tab) == everything


def test_a_choice_of_claims_is_drawn_and_its_chip_takes_it_away(opened):
    tab = opened(f"/claims?outlet={slug(COURIER.outlet)}")
    tab.get_by_role("link", name="Draw these").click()
    tab.wait_for_url("**/graph?outlet=*")
    tab.wait_for_function(DRAWN)
    some = n_shown(tab)
    tab.locator("a.chip").first.click()
    tab.wait_for_url("**/graph")
    tab.wait_for_function(DRAWN)
    assert n_shown(tab) > some


def test_hostile_names_stay_words_in_the_picture_and_its_panel(opened):
    tab = opened(f"/graph?outlet={slug(hostile.OUTLET)}")
    tab.wait_for_function(DRAWN)
    find(tab, "Subject")
    assert tab.locator("#panel h2").inner_text() == hostile.SUBJECT.label
    tab.locator("#panel button.claim").first.click()
    tab.locator("#panel blockquote").first.wait_for()
    box = tab.locator("#picture").bounding_box()
    for part in (0.3, 0.5, 0.7):
        tab.mouse.move(box["x"] + box["width"] * part, box["y"] + box["height"] * part)
    assert tab.evaluate("() => typeof window.owned") == "undefined"
    assert tab.locator("a[href^='javascript']").count() == 0


def test_without_script_the_claims_are_listed(opened):
    tab = opened("/graph", java_script_enabled=False)
    assert tab.locator("#panel li a[href^='/claim/']").count() > 10
