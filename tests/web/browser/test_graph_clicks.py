"""The graph page as a person uses it: a claim's sentences, a node that grows, outlets and days, the keyboard."""

from tests.web.browser.chromium import find_barriers


def drawn(opened, path="/graph"):
    tab = opened(path)
    tab.locator("html[data-drawn]").wait_for(state="attached", timeout=60_000)
    settle(opened)
    return tab


def settle(opened):
    """Leave out what Chromium says of its own software renderer."""
    opened.watch.complaints[:] = [one for one in opened.watch.complaints if "GL Driver Message" not in one]


def test_a_claim_shows_its_sentences_with_links_to_article_and_claim(opened, pictures):
    tab = drawn(opened)
    tab.locator("#panel .claim").first.click()
    card = tab.locator(".assertion").first
    card.wait_for()
    assert card.locator("blockquote").inner_text()
    assert card.locator(".origin a").get_attribute("href").startswith("/article/")
    assert tab.locator("#panel .note a").get_attribute("href").startswith("/claim/")
    assert tab.evaluate("document.activeElement.id") == "panel"
    pictures(tab, "graph-claim")
    assert find_barriers(tab) == []
    card.locator(".origin a").click()
    tab.wait_for_url("**/article/*")
    settle(opened)


def test_a_node_grows_by_its_further_neighbours(opened, pictures):
    tab = drawn(opened, "/graph?limit=3")
    before = int(tab.locator("#status").inner_text().split()[0])
    name = tab.evaluate("JSON.parse(document.getElementById('data').textContent).nodes.name[0]")
    tab.locator("#controls #search").fill(name)
    tab.keyboard.press("Enter")
    assert tab.locator("#panel h2").inner_text() == name
    tab.locator(".grow").focus()
    tab.keyboard.press("Enter")
    tab.locator("#status", has_text="more").wait_for()
    claims = tab.locator("#panel .claim").count()
    tab.keyboard.press("Escape")
    tab.locator("#all-outlets").click()
    assert int(tab.locator("#status").inner_text().split()[0]) > before
    assert claims > 1
    pictures(tab, "graph-grown")
    settle(opened)


def test_outlets_and_days_narrow_the_picture_by_keyboard(opened):
    tab = drawn(opened)
    whole = tab.locator("#status").inner_text()
    tab.locator("#outlets input").first.focus()
    tab.keyboard.press("Space")
    some = tab.locator("#status").inner_text()
    assert some != whole
    assert " of " in some
    tab.locator("#all-outlets").click()
    tab.locator("#since").focus()
    tab.keyboard.press("End")
    assert tab.locator("#status").inner_text() != whole
    tab.keyboard.press("Home")
    assert tab.locator("#status").inner_text() == whole
    settle(opened)


def test_without_script_the_claims_stand_there_as_links(opened):
    tab = opened("/graph", java_script_enabled=False)
    assert tab.locator(".listed a[href^='/claim/']").count() > 3
    settle(opened)
