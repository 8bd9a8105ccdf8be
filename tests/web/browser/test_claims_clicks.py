"""The Claims page as a person uses it: choosing, going back, unfolding, downloading, with and without script."""

import csv
import re
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest

from kg.rdf.identifiers import slug
from tests.accounts import COURIER

OUTLET = slug(COURIER.outlet)
SETTLED = "() => !document.getElementById('results').hasAttribute('aria-busy')"


def query_of(tab):
    return parse_qs(urlsplit(tab.url).query)


def count_of(tab):
    """The number of assertions that the page says it found."""
    return int(re.match(r"[\d,]+", tab.locator("#count").inner_text())[0].replace(",", ""))


def box(tab, name, value):
    return tab.locator(f"input[name='{name}'][value='{value}']")


def wait_for_count(tab, wanted):
    tab.wait_for_function(
        "wanted => document.getElementById('count').textContent.trim().replaceAll(',', '').startsWith(wanted + ' ')",
        arg=str(wanted),
    )


def test_a_facet_narrows_the_rows_and_the_address_and_back_undoes_it(opened):
    tab = opened("/claims")
    everything = count_of(tab)
    label = tab.locator("label", has=box(tab, "outlet", OUTLET))
    expected = int(label.locator(".number").inner_text().replace(",", ""))
    box(tab, "outlet", OUTLET).check()
    wait_for_count(tab, expected)
    assert 0 < expected < everything
    assert query_of(tab) == {"outlet": [OUTLET]}
    assert set(tab.locator("table.claims tbody .who .outlet-name").all_inner_texts()) == {COURIER.outlet}
    tab.go_back()
    wait_for_count(tab, everything)
    assert query_of(tab) == {}
    assert not box(tab, "outlet", OUTLET).is_checked()
    tab.go_forward()
    wait_for_count(tab, expected)
    assert box(tab, "outlet", OUTLET).is_checked()


def test_an_address_opens_the_same_view_for_somebody_else(opened):
    tab = opened("/claims")
    box(tab, "voice", "narrator").check()
    tab.wait_for_url("**voice=narrator*")
    box(tab, "polarity", "negative").check()
    tab.wait_for_url("**polarity=negative*")
    tab.wait_for_function(SETTLED)
    other = opened(urlsplit(tab.url)._replace(scheme="", netloc="").geturl())
    assert box(other, "voice", "narrator").is_checked()
    assert box(other, "polarity", "negative").is_checked()
    assert count_of(other) == count_of(tab)
    assert other.locator("table.claims tbody").inner_text() == tab.locator("table.claims tbody").inner_text()


def test_a_row_unfolds_its_sentence_in_context_with_links_to_its_place(opened, pictures):
    tab = opened(f"/claims?outlet={OUTLET}")
    row = tab.locator("table.claims tbody tr").first
    row.locator("summary").click()
    unfolded = row.locator(".unfolded")
    unfolded.get_by_text("Also said by").or_(unfolded.get_by_text("No other article says so")).first.wait_for()
    assert unfolded.locator("mark").first.inner_text() in COURIER.text
    place = unfolded.locator("a", has_text="In the article").get_attribute("href")
    assert place.startswith(f"/article/{COURIER.key}#a-")
    pictures(tab, "claims-unfolded")
    unfolded.locator("a", has_text="In the article").click()
    tab.wait_for_url(f"**{place}")
    assert tab.locator("h1").inner_text() == COURIER.title


def test_everything_is_reached_and_worked_by_the_keyboard(opened):
    tab = opened("/claims")
    everything = count_of(tab)
    reached = []
    for _ in range(400):
        tab.keyboard.press("Tab")
        here = tab.evaluate(
            "(e => [e.tagName, e.getAttribute('name') ?? '', e.closest('#results') !== null])(document.activeElement)"
        )
        reached.append(tuple(here))
        if here[0] == "SUMMARY" and here[2]:
            break
    names = {name for _, name, _ in reached}
    assert {"outlet", "speaker", "since", "until", "contested", "sort", "per_page"} <= names
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.closest('details').open")
    box(tab, "outlet", OUTLET).focus()
    tab.keyboard.press("Space")
    tab.wait_for_url(f"**outlet={OUTLET}*")
    tab.wait_for_function(SETTLED)
    assert count_of(tab) < everything
    assert tab.evaluate("document.activeElement.value") == OUTLET


def test_closed_facets_open_and_offer_values(opened):
    tab = opened("/claims")
    for facet in tab.locator("details.facet").all():
        if facet.get_attribute("open") is None:
            facet.locator("> summary").click()
        assert facet.locator("input[type=checkbox]").count() + facet.locator("text=Nothing to choose").count() > 0


def test_words_days_and_contested_narrow_too_and_chips_take_them_away(opened):
    tab = opened("/claims")
    everything = count_of(tab)
    tab.locator("#words").fill("islands")
    tab.wait_for_url("**q=islands*")
    tab.wait_for_function(SETTLED)
    some = count_of(tab)
    assert 0 < some < everything
    tab.locator("#until").fill("2025-03-03")
    tab.wait_for_url("**until=2025-03-03*")
    tab.wait_for_function(SETTLED)
    assert 0 < count_of(tab) <= some
    tab.locator("a.chip", has_text="islands").click()
    tab.wait_for_function("() => !location.search.includes('islands')")
    tab.locator("#contested").check()
    tab.wait_for_url("**contested=1*")


def test_order_and_pages_change_the_rows(opened):
    tab = opened("/claims?per_page=25")
    first = tab.locator("table.claims tbody tr").first
    newest = first.inner_text()
    tab.locator("#sort").select_option("oldest")
    tab.wait_for_url("**sort=oldest*")
    tab.wait_for_function("words => document.querySelector('table.claims tbody tr').innerText !== words", arg=newest)
    before = tab.locator("table.claims tbody").inner_text()
    tab.locator("a[rel=next]").click()
    tab.wait_for_url("**page=2*")
    tab.wait_for_function("words => document.querySelector('table.claims tbody').innerText !== words", arg=before)
    assert tab.evaluate("document.activeElement.id") == "results"


def test_what_is_shown_is_downloaded(opened):
    tab = opened(f"/claims?outlet={OUTLET}")
    with tab.expect_download() as started:
        tab.get_by_role("link", name="Download CSV").click()
    rows = list(csv.DictReader(StringIO(started.value.path().read_text(encoding="utf-8"))))
    assert len(rows) == count_of(tab)
    assert {row["outlet"] for row in rows} == {COURIER.outlet}


def test_without_script_the_form_and_its_button_do_the_same(opened):
    tab = opened("/claims", java_script_enabled=False)
    everything = count_of(tab)
    box(tab, "outlet", OUTLET).check()
    tab.get_by_role("button", name="Show").click()
    assert query_of(tab)["outlet"] == [OUTLET]
    assert 0 < count_of(tab) < everything
    tab.locator("table.claims summary").first.click()
    assert tab.locator(".unfolded blockquote").first.is_visible()


@pytest.mark.parametrize("path", ["/claims?outlet=nobody", "/claims?q=nothing-has-these-words"])
def test_nothing_found_says_what_to_do(opened, path):
    tab = opened(path)
    assert tab.locator("#count").inner_text() == "No assertion matches."
    tab.locator(".empty").get_by_role("link", name="All claims").click()
    tab.wait_for_url("**/claims")
    tab.locator("table.claims tbody tr").first.wait_for()


def test_the_search_box_suggests_names_and_leads_to_them(opened):
    tab = opened("/")
    tab.locator("#site-search").fill("ana rey")
    option = tab.get_by_role("option").first
    option.wait_for()
    assert "Ana Reyes" in option.inner_text()
    tab.keyboard.press("ArrowDown")
    assert option.get_attribute("aria-selected") == "true"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/entity/ana-reyes")
    assert tab.locator("h1").inner_text() == "Ana Reyes"
    tab.locator("#site-search").fill("no such thing here")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/claims?q=no+such+thing+here")
