"""The overview as a server gives it, and its chart."""

import re

import pytest

from kg.flat.records import PeriodCount
from kg.records import Place, Problem
from kg.web.pages.overview import overview_router
from kg.web.pages.periods import HEIGHT, WIDTH, stack_periods
from tests.web.pages.listed_graph import Asking, ListedFlat, few, squeezed, told


def client_of(flat):
    return Asking(flat, overview_router)


def test_it_says_what_the_graph_is_and_where_to_go():
    page = client_of(ListedFlat(few())).get("/").text
    text = squeezed(page)
    assert "what 3 outlets published in 3 articles, from 22 July 2025 to 1 August 2025" in text
    links = set(re.findall(r'href="(/[^"]*)"', page))
    assert {"/claims", "/matrix", "/graph", "/ask", "/review"} <= links
    assert {"/claim/demand-regions", "/matrix?story=talks", "/entity/zelensky", "/outlet/kyiv-dispatch"} <= links
    assert {"/claims?contested=1", "/claims?speaker=zelensky", "/claims?outlet=kyiv-dispatch"} <= links


def test_both_sides_of_what_is_contested_are_named():
    text = squeezed(client_of(ListedFlat(few())).get("/").text)
    assert re.search(r"Russia demands regions said by Kyiv Dispatch denied by Moscow Ledger", text)


def test_each_period_of_the_chart_stands_in_a_table_too():
    page = client_of(ListedFlat(few())).get("/").text
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert re.findall(r"2025-\d\d(?=</a>)", table) == ["2025-07", "2025-08"]
    assert 'href="/claims?since=2025-07-01&amp;until=2025-07-31"' in table


def test_an_empty_graph_says_what_to_do():
    page = squeezed(client_of(ListedFlat([])).get("/").text)
    assert "This graph holds no article yet." in page
    assert "kg build" in page


def test_nothing_of_a_kind_is_said_in_words():
    flat = ListedFlat(few(), contested=(), corroborated=(), stories=(), speakers=(), first=None, last=None, by_month=())
    text = squeezed(client_of(flat).get("/").text)
    assert "No outlet was found to contradict another." in text
    assert "No claim comes from more than one independent origin." in text
    assert "Nobody is quoted by name" in text


def test_problems_of_the_build_are_listed():
    problem = Problem(place=Place(path="a.txt"), kind="no-date", message="It has <no> date.")
    page = client_of(ListedFlat(few(), problems=(problem,), n_problems=1)).get("/").text
    assert "1 thing in the data could not be read as it stood" in squeezed(page)
    assert "It has &lt;no&gt; date." in page


def test_hostile_labels_stay_words():
    hostile = '<script>alert(1)</script>" onload="x'
    page = client_of(ListedFlat([told(0, hostile, hostile, claim_text=hostile)])).get("/").text
    assert "<script>alert" not in page
    assert ' onload="' not in page
    assert " style=" not in page


def test_the_search_box_is_told_what_begins_so():
    client = client_of(ListedFlat(few()))
    (hit,) = client.get("/api/search?q=Rus").json()["hits"]
    assert hit == {"kind": "entity", "label": "Russia", "detail": "Place", "path": "/entity/russia"}
    assert client.get("/api/search?q=%20").json() == {"hits": []}
    assert client.get("/api/search", q="a" * 201).status_code == 422


def counts(*given):
    return [PeriodCount(period=period, key=key, n=n) for period, key, n in given]


def test_columns_stand_on_the_ground_and_fill_the_height():
    chart = stack_periods(
        counts(("2025-07", "a", 3), ("2025-07", "b", 1), ("2025-09", "a", 2)), {"a": 1, "b": 2}, {"a": "A", "b": "B"}
    )
    july, august, september = chart.columns
    assert [piece.hue for piece in july.pieces] == [1, 2]
    assert july.pieces[0].y + july.pieces[0].height == pytest.approx(HEIGHT)
    assert july.pieces[-1].y == pytest.approx(0)
    assert (july.n, august.n, september.n, chart.most) == (4, 0, 2, 4)
    assert september.x + chart.width <= WIDTH
    assert (september.since, september.until) == ("2025-09-01", "2025-09-30")


def test_outlets_without_a_colour_are_one_piece():
    chart = stack_periods(counts(("2025-07", "a", 3), ("2025-07", "b", 1), ("2025-07", "c", 2)), {"a": 1}, {"a": "A"})
    assert chart.rows == ((1, "A", (3,)), (0, "All others", (3,)))


def test_many_years_are_drawn_by_year():
    chart = stack_periods(counts(("1999-01", "a", 1), ("1999-12", "a", 2), ("2025-07", "a", 4)), {"a": 1}, {"a": "A"})
    assert [column.period for column in chart.columns] == [str(year) for year in range(1999, 2026)]
    assert (chart.columns[0].n, chart.columns[0].since, chart.columns[0].until) == (3, "1999-01-01", "1999-12-31")


def test_no_dates_no_chart():
    assert stack_periods([], {"a": 1}, {}) is None
