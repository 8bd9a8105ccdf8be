"""The Ask page as a person uses it: a question as a form, a query of one's own, what comes of it and where it goes."""

import csv
from io import StringIO
from urllib.parse import parse_qs, quote, urlsplit

COUNT = "SELECT ?outlet (COUNT(*) AS ?n) WHERE { ?a kg:outlet/rdfs:label ?outlet } GROUP BY ?outlet ORDER BY DESC(?n)"


def write(tab, query):
    """Type a query into the editor in place of the one that stands there."""
    tab.locator("#editor[data-ready]").wait_for()
    tab.locator("#editor").get_by_role("textbox").click()
    tab.keyboard.press("ControlOrMeta+a")
    tab.keyboard.press("Delete")  # Chromium styles what is typed over a selection, and the policy blocks its style
    tab.keyboard.insert_text(query)


def test_a_question_is_found_filled_in_and_answered(opened, pictures):
    tab = opened("/ask")
    tab.locator("#find").fill("this verb")
    tab.get_by_role("link", name="Who asserted it").click()
    tab.wait_for_url("**/ask/who-asserted")
    tab.locator("#field-predicate").fill("reject")
    tab.keyboard.press("Enter")
    table = tab.locator("#views table").first
    table.wait_for()
    assert "Sudria rejected the demand" in table.inner_text()
    assert parse_qs(urlsplit(tab.url).query)["predicate"] == ["reject"]
    pictures(tab, "ask-answered")
    again = opened(f"/ask{tab.url.partition('/ask')[2]}")
    again.locator("#views table").first.wait_for()
    assert again.locator("#views table tbody tr").count() == tab.locator("#views table tbody tr").count()


def test_a_query_of_ones_own_runs_from_the_keyboard_and_is_downloaded(opened, pictures):
    tab = opened("/ask")
    write(tab, COUNT)
    tab.keyboard.press("Control+Enter")
    table = tab.locator("#views table").first
    table.wait_for()
    assert "Coast Courier" in table.inner_text()
    assert parse_qs(urlsplit(tab.url).query)["query"] == [COUNT]
    pictures(tab, "ask-own-query")
    with tab.expect_download() as started:
        tab.locator("#views").get_by_text("CSV", exact=True).first.click()
    rows = list(csv.DictReader(StringIO(started.value.path().read_text(encoding="utf-8"))))
    assert set(rows[0]) == {"outlet", "n"}
    assert len(rows) == tab.locator("#views table tbody tr").count()


def test_counts_are_drawn_as_a_chart(opened, pictures):
    tab = opened("/ask")
    write(tab, COUNT)
    tab.locator("#run").click()
    tab.locator("#views").get_by_text("Chart", exact=True).first.click()
    tab.locator("#views svg").first.wait_for()
    assert "view=chart" in tab.url
    pictures(tab, "ask-chart")


def test_a_query_that_came_with_a_link_is_shown_and_not_run(opened):
    tab = opened(f"/ask?query={quote(COUNT)}")
    assert "has not been run" in tab.locator("#came").inner_text()
    assert tab.locator("#answer").is_hidden()
    tab.locator("#editor[data-ready]").wait_for()
    tab.locator("#run").click()
    tab.locator("#views table").first.wait_for()


def test_a_mistake_is_told_with_its_place(opened):
    tab = opened("/ask")
    write(tab, "SELECT ?a WHERE { ?a kg:outlet }")
    tab.locator("#run").click()
    warning = tab.locator("#views .warn")
    warning.wait_for()
    assert "line 1" in warning.inner_text().lower()
    opened.watch.complaints[:] = [one for one in opened.watch.complaints if "status of 400" not in one]


def test_a_graph_is_drawn_of_triples_and_turtle_is_given(opened):
    tab = opened("/ask")
    write(tab, "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s rdfs:label ?l } LIMIT 12")
    tab.locator("#run").click()
    tab.locator("#views").get_by_text("Turtle", exact=True).first.wait_for()
    with tab.expect_download() as started:
        tab.locator("#views").get_by_text("Turtle", exact=True).first.click()
    assert "label" in started.value.path().read_text(encoding="utf-8")


def test_hostile_words_in_a_query_and_its_answer_stay_words(opened):
    hostile = "<img src=x onerror=window.owned=1>"
    tab = opened(f"/ask?query={quote(f'# {hostile}')}&q={quote(hostile)}")
    write(tab, f'SELECT ?x WHERE {{ VALUES ?x {{ "{hostile}" <javascript:window.owned=2> }} }}')
    tab.locator("#run").click()
    table = tab.locator("#views table").first
    table.wait_for()
    assert hostile in table.inner_text()
    assert tab.evaluate("typeof window.owned") == "undefined"
    assert tab.locator("a[href^='javascript']").count() == 0


def test_without_script_a_question_and_a_query_are_answered_too(opened):
    tab = opened("/ask/who-asserted", java_script_enabled=False)
    tab.locator("#field-predicate").fill("reject")
    tab.locator("#run").click()
    tab.locator("#views").get_by_text("Sudria rejected the demand").first.wait_for()
    tab = opened("/ask", java_script_enabled=False)
    tab.locator("#query").fill(COUNT)
    tab.locator("#run").click()
    tab.locator("#views").get_by_text("Coast Courier").first.wait_for()
