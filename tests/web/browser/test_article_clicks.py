"""Article, claim, entity and outlet as a person reads them: from a marked place to who else says so, and back."""

from tests.accounts import COURIER, REYES


def test_pointing_at_a_place_and_moving_to_it_show_who_claims_what(opened, pictures):
    tab = opened(f"/article/{COURIER.key}")
    assert tab.locator("#text").inner_text().replace("\n", " ").strip() == COURIER.text
    place = tab.locator("#text a.k", has_text="Sudria rejected the demand")
    place.hover()
    tab.locator("#shown .triple").first.wait_for()
    assert "Sudria rejects demand" in tab.locator("#shown").inner_text()
    assert "in its own voice" in tab.locator("#shown").inner_text()
    tab.locator("#text a.k", has_text="launched 45 drones").first.focus()
    tab.wait_for_function("() => document.getElementById('shown').innerText.includes('Tomas Berg')")
    pictures(tab, "article-focus")
    tab.keyboard.press("Escape")
    assert tab.locator("#shown").inner_text() == ""


def test_enter_on_a_place_leads_to_everybody_who_says_so(opened):
    tab = opened(f"/article/{COURIER.key}")
    tab.locator("#text a.k", has_text="Sudria rejected the demand").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/claim/*")
    told = tab.locator("main").inner_text()
    assert all(outlet in told for outlet in ("Coast Courier", "Western Wire", "River Record", "Delta Dispatch"))
    assert "two sides" in told
    tab.locator(".claim-card a", has_text="Its place in the article").first.click()
    tab.wait_for_url("**/article/**#a-*")
    assert tab.locator("#text .sought").count() > 0


def test_the_layers_of_the_text_are_switched(opened):
    tab = opened(f"/article/{COURIER.key}")
    cue = tab.locator("#text .k-cue", has_text="announced").first
    look = "one => [getComputedStyle(one).fontStyle, getComputedStyle(one).borderBottomWidth]"
    before = cue.evaluate(look)
    tab.locator("#layer-cue").uncheck()
    assert cue.evaluate(look) != before


def test_an_assertion_leads_to_its_place(opened, site):
    tab = opened(f"/article/{COURIER.key}")
    key = tab.locator("#cards > .card").first.get_attribute("id").removeprefix("c-")
    tab.goto(f"/assertion/{key}")
    assert tab.url == f"{site.base}/article/{COURIER.key}#a-{key}"
    assert tab.locator("#text .sought").count() > 0


def test_an_entity_shows_its_claims_over_time_and_who_quotes_it(opened):
    tab = opened(f"/entity/{REYES.key}")
    assert tab.locator("section", has=tab.locator("#quoted-by")).inner_text().count("Courier") > 0
    columns = tab.locator("section", has=tab.locator("#time")).locator("a[href*='since=']")
    address = columns.first.get_attribute("href")
    tab.goto(address)
    assert tab.url.endswith(address)
    assert "since=" in address
    assert tab.locator("table.claims tbody tr").count() > 0


def test_one_walks_from_outlet_to_story_to_matrix(opened):
    tab = opened("/outlet/coast-courier")
    tab.locator("a[href^='/story/']").first.click()
    tab.wait_for_url("**/story/*")
    tab.locator("main a[href^='/matrix?story=']").first.click()
    tab.wait_for_url("**/matrix?story=*")
    assert tab.locator("#matrix").count() == 1
