"""The claims page as a server gives it: facets, rows, chips, parts for the script, downloads."""

import csv
import io
import json
import re

import pytest

from kg.flat import Choice
from kg.query.claims import FIELDS
from kg.web.pages.chosen import Chosen
from kg.web.pages.claims import claims_router
from kg.web.pages.downloads import BATCH, write_rows
from tests.web.pages.listed_graph import Asking, ListedFlat, few, squeezed, told

HOSTILE = """<script>alert(1)</script>"><img src=x onerror=alert(2)> javascript:alert(3) {{ 7 * 7 }}"""


def client_of(rows):
    return Asking(ListedFlat(rows), claims_router)


@pytest.fixture
def client():
    return client_of(few())


def test_every_row_has_its_sentence_outlet_day_speaker_how_firmly_and_place(client):
    page = client.get("/claims").text
    text = squeezed(page)
    assert "3 assertions of 1 claim, in 3 articles by 3 outlets, 22 July 2025 to 1 August 2025." in text
    assert "Kyiv Dispatch, 22 July 2025, quoting Zelensky (“said”)" in text
    assert "Moscow Ledger, 1 August 2025, in its own voice" in text
    assert page.count("<blockquote") == page.count('href="/article/') == 3
    assert page.count('<mark class="m m-claim">Russia demands regions</mark>') == 3
    assert "denied or negated" in text
    assert "as possible" in text


def test_newest_come_first_unless_another_order_is_asked_for(client):
    newest = re.findall(r'<time datetime="([\d-]+)">', client.get("/claims").text.partition("<tbody")[2])
    oldest = re.findall(r'<time datetime="([\d-]+)">', client.get("/claims?sort=oldest").text.partition("<tbody")[2])
    assert newest == ["2025-08-01", "2025-07-23", "2025-07-22"]
    assert oldest == newest[::-1]


def test_a_facet_lists_its_values_with_counts_and_keeps_what_is_chosen(client):
    page = client.get("/claims?outlet=kyiv-dispatch&outlet=moscow-ledger").text
    boxes = dict(re.findall(r'name="outlet" value="([^"]+)"( checked)?>', page))
    assert boxes == {"kyiv-dispatch": " checked", "moscow-ledger": " checked", "bosphorus-post": ""}
    assert "2 assertions" in squeezed(page)
    assert 'name="polarity" value="negative">' in page


def test_what_is_chosen_stands_in_chips_that_lead_to_the_page_without_it(client):
    page = client.get("/claims?outlet=kyiv-dispatch&since=2025-07-01&sort=oldest").text
    chips = re.findall(r'class="chip" href="([^"]+)"', page)
    assert chips == [
        "/claims?since=2025-07-01&amp;sort=oldest",
        "/claims?outlet=kyiv-dispatch&amp;sort=oldest",
        "/claims",
    ]
    assert "Outlet: Kyiv Dispatch; From: 2025-07-01" in squeezed(page)


def test_the_choice_goes_along_to_matrix_graph_and_downloads(client):
    page = client.get("/claims?outlet=kyiv-dispatch&q=russia&page=1").text
    for path in ("/matrix", "/graph", "/claims.csv", "/claims.jsonl"):
        assert f'href="{path}?outlet=kyiv-dispatch&amp;q=russia"' in page


def test_empty_fields_of_the_form_choose_nothing(client):
    assert "3 assertions" in squeezed(client.get("/claims?q=&since=&until=&sort=newest&per_page=50").text)


def test_a_part_holds_what_changes_and_no_frame(client):
    part = client.get("/claims?outlet=kyiv-dispatch&part=results").text
    assert "<html" not in part
    whole = client.get("/claims?outlet=kyiv-dispatch").text
    swapped = re.findall(r'id="([\w-]+)"[^>]* data-swap', part)
    assert swapped == re.findall(r'id="([\w-]+)"[^>]* data-swap', whole)
    assert {"count", "results", "values-outlet", "values-speaker"} <= set(swapped)
    assert "part=" not in part


def test_pages_follow_each_other_and_keep_the_choice():
    client = client_of([told(i) for i in range(60)])
    page = client.get("/claims?per_page=25&outlet=kyiv-dispatch&page=2").text
    assert page.count("<blockquote") == 25
    assert 'rel="next" href="/claims?per_page=25&amp;outlet=kyiv-dispatch&amp;page=3"' in page
    assert 'rel="prev" href="/claims?per_page=25&amp;outlet=kyiv-dispatch&amp;page=1"' in page


def test_a_facet_of_many_values_lists_the_rest_on_a_page_of_its_own():
    client = client_of([told(i, f"paper-{i}") for i in range(30)])
    page = client.get("/claims?polarity=positive").text
    assert 'href="/claims/values/outlet?polarity=positive"' in page
    assert len(re.findall(r'name="outlet"', page)) < 30
    found = client.get("/claims/values/outlet?polarity=positive&find=paper-29").text
    assert 'href="/claims?outlet=paper-29&amp;polarity=positive"' in found
    part = client.get("/claims/values/outlet?polarity=positive&find=paper-2&part=values").text
    assert len(re.findall(r'type="checkbox"', part)) == 11
    assert "<html" not in part


def test_a_row_unfolds_the_sentences_around_it_and_who_else_says_so(client):
    part = squeezed(client.get("/claims/context/0").text)
    assert part.index("A cold morning.") < part.index("Zelensky said that") < part.index("Nobody")
    assert "Bosphorus Post, 23 July 2025, in its own voice" in part
    assert re.search(r"Moscow Ledger, 1 August 2025, in its own voice denies it", part)


def test_nothing_found_says_what_to_do(client):
    page = squeezed(client.get("/claims?q=walrus").text)
    assert "No assertion matches." in page
    assert "Take one of your choices away" in page


@pytest.mark.parametrize(
    "query",
    ["sort=best", "page=0", "page=x", "page=" + "9" * 30, "per_page=7", "since=soon", "voice=loud", "colour=red"],
)
def test_what_cannot_be_understood_is_refused_in_words(client, query):
    answer = client.get(f"/claims?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0].replace("sort", "sorted").replace("per_page", "page") in squeezed(answer.text)


def test_what_is_not_there_is_not_found(client):
    assert client.get("/claims/context/nobody").status_code == 404
    assert client.get("/claims/values/colour").status_code == 400
    assert client.get("/claims.xlsx").status_code == 400


def test_hostile_words_stay_words():
    row = told(
        7,
        HOSTILE,
        HOSTILE,
        claim_text=HOSTILE,
        sentence=f"{HOSTILE} Russia demands",
        title=HOSTILE,
        url="javascript:alert(4)",
        cue=HOSTILE,
        story=HOSTILE,
    )
    client = client_of([row])
    pages = [client.get("/claims", q=HOSTILE, outlet=HOSTILE, story=HOSTILE), client.get("/claims")]
    pages += [client.get("/claims/context/7"), client.get("/claims/values/speaker", find=HOSTILE)]
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
        assert "49" not in page.text.partition("<main")[2]
        assert not re.search(r'(?:href|action)="\s*javascript', page.text)
        assert " style=" not in page.text


def test_downloads_are_claim_rows_of_the_same_choice(client):
    lines = client.get("/claims.jsonl?outlet=kyiv-dispatch&outlet=moscow-ledger")
    rows = [json.loads(line) for line in lines.text.splitlines()]
    assert [row["outlet"] for row in rows] == ["Kyiv Dispatch", "Moscow Ledger"]
    assert list(rows[0]) == list(FIELDS)
    table = client.get("/claims.csv?polarity=negative")
    assert table.headers["content-disposition"] == 'attachment; filename="claims.csv"'
    assert [row["polarity"] for row in csv.DictReader(io.StringIO(table.text))] == ["negative"]


@pytest.mark.parametrize("n", [0, 1, BATCH, BATCH + 1, 2 * BATCH + 3])
def test_a_download_has_one_head_however_many_rows(n):
    rows = [told(i, sentence="One\nline, “quoted” and more").row for i in range(n)]
    written = list(csv.DictReader(io.StringIO("".join(write_rows(rows, "csv")))))
    assert [row["assertion"] for row in written] == [row.assertion for row in rows]
    assert "".join(write_rows(rows, "jsonl")).count("\n") == n


def test_a_choice_in_words_joins_alternatives():
    flat = ListedFlat(few())
    choice = Choice(outlets=("kyiv-dispatch", "moscow-ledger"), contested=True)
    chosen = Chosen(choice=choice, found=flat.claims(choice), order={})
    assert chosen.words == "Outlet: Kyiv Dispatch or Moscow Ledger; Only: what is contested"
