"""Reviewing as a person does it: a name, a verdict, where it shows, how it is undone; joining two names by hand."""

import re


def review_first(tab, verdict, *, by):
    """Give a verdict on the first item of the list; return its words and its key."""
    tab.locator("#reviewer").fill(by)
    item = tab.locator("#queue .item").first
    key = item.locator("input[name=assertion]").get_attribute("value")
    item.get_by_role("button", name=verdict, exact=True).click()
    item.locator(".review-said", has_text=by).wait_for()
    return item, key


def test_what_is_accepted_shows_on_the_claims_page_at_once_and_is_undone(opened, pictures):
    tab = opened("/review")
    item, key = review_first(tab, "Accept", by="Mia <b>Lund</b>")
    assert "Accepted by Mia <b>Lund</b>" in item.locator(".review-said").inner_text()
    pictures(tab, "review-accepted")
    claims = opened("/claims?verdict=accepted")
    row = claims.locator(f"tr:has(a[href$='#a-{key}'])")
    assert "accepted" in row.inner_text()
    row.locator("summary").click()
    row.get_by_text(re.compile("Accepted by Mia <b>Lund</b>")).first.wait_for()
    item.get_by_role("button", name="Undo").click()
    item.locator(".review-said", has_text="Accepted").wait_for(state="hidden")
    claims.reload()
    assert claims.locator(f"a[href$='#a-{key}']").count() == 0


def test_single_keys_decide_and_undo(opened):
    tab = opened("/review")
    tab.locator("#reviewer").fill("Ivo Reed")
    first = tab.locator("#queue .item").first
    first.focus()
    tab.keyboard.press("r")
    first.locator(".review-said", has_text="Rejected by Ivo Reed").wait_for()
    tab.keyboard.press("z")
    tab.wait_for_function("() => !document.querySelector('#queue .item .review-said').textContent.includes('Rejected')")


def test_the_list_of_decisions_names_who_decided_and_stays_plain_text(opened, site):
    tab = opened("/reviews")
    words = tab.locator("table.decisions").inner_text()
    assert "Reviewer <script>" in words
    assert "doubted" in words
    with tab.expect_download() as started:
        tab.get_by_role("link", name="Save all decisions").click()
    assert started.value.path().read_text(encoding="utf-8").count("\n") >= 1


def test_without_script_a_verdict_is_asked_for_its_name(opened):
    tab = opened("/review", java_script_enabled=False)
    item = tab.locator("#queue .item").first
    item.get_by_role("button", name="Doubt", exact=True).click()
    tab.locator("#by").fill("Ida Stone")
    tab.get_by_role("button", name="Write it down").click()
    tab.wait_for_url("**/review*")
    opened("/reviews").get_by_text("Ida Stone").first.wait_for()
