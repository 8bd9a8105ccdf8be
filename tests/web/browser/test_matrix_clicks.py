"""The matrix as a person uses it: from a story to a cell, by mouse and by arrow keys, to the sentences behind it."""


def test_a_story_is_chosen_and_a_cell_opens_its_sentences(opened, site, pictures):
    tab = opened("/matrix")
    tab.locator(f"a[href='/matrix?story={site.stories[0]}']").first.click()
    tab.wait_for_url("**/matrix?story=*")
    assert tab.locator("#matrix tbody tr").count() > 3
    for kind in ("asserts", "attributes", "denies"):
        assert tab.locator(f"#matrix .stance.{kind}").count() > 0, kind
    cell = tab.locator("a.cell", has_text="denies").first
    cell.click()
    tab.wait_for_url("**cell=*")
    panel = tab.locator("#cell-panel")
    panel.locator("blockquote").first.wait_for()
    assert "Denies it" in panel.inner_text()
    assert cell.get_attribute("aria-current") == "true"
    pictures(tab, "matrix-cell")
    tab.keyboard.press("Escape")
    assert panel.is_hidden()
    assert "cell=" not in tab.url
    assert tab.evaluate("document.activeElement.matches('a.cell')")


def test_arrow_keys_go_from_cell_to_cell_and_enter_opens_one(opened, site):
    tab = opened(f"/matrix?story={site.stories[0]}")
    tab.locator("a.cell[tabindex='0']").focus()
    place = (
        "(cell => [cell.parentElement.parentElement.rowIndex, cell.parentElement.cellIndex])(document.activeElement)"
    )
    start = tab.evaluate(place)
    tab.keyboard.press("ArrowDown")
    down = tab.evaluate(place)
    assert (down[0] > start[0], down[1]) == (True, start[1])
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate(place)[1] > down[1]
    tab.keyboard.press("Enter")
    tab.locator("#cell-name").wait_for()
    assert tab.evaluate("document.activeElement.id") == "cell-name"


def test_a_cell_of_silence_names_the_articles_that_leave_it_out(opened, site):
    tab = opened(f"/matrix?story={site.stories[0]}")
    tab.locator("a.cell", has_text="leaves out").first.click()
    panel = tab.locator("#cell-panel")
    panel.get_by_text("It leaves this claim out").wait_for()
    assert panel.locator("a[href^='/article/']").count() > 0


def test_most_disagreement_comes_first_and_another_order_may_be_chosen(opened, site):
    tab = opened(f"/matrix?story={site.stories[0]}")
    assert tab.locator("#sort").input_value() == "disagreement"
    first = tab.locator("#matrix tbody tr").first
    assert "denies" in first.inner_text()
    tab.locator("#sort").select_option("oldest")
    tab.wait_for_url("**sort=oldest*")


def test_a_cell_has_an_address_of_its_own_that_works_without_script(opened, site):
    tab = opened(f"/matrix?story={site.stories[0]}", java_script_enabled=False)
    tab.locator("a.cell", has_text="asserts").first.click()
    assert tab.locator("#cell-panel blockquote").first.is_visible()
