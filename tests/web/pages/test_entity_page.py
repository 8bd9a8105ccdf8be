import pytest

from kg.flat.records import Thing
from kg.web.pages.entity import describe_kind
from tests.web.pages.read_graph import ReadFlat, ask


@pytest.fixture(scope="module")
def page():
    return ask(ReadFlat(), "/entity/mayor-oduya").text


def test_a_column_leads_to_the_claims_of_its_day(page):
    assert 'href="/claims?speaker=mayor-oduya&amp;since=2025-02-03&amp;until=2025-02-03"' in page
    assert 'href="/claims?entity=mayor-oduya&amp;since=2025-03-09&amp;until=2025-03-09"' in page


def test_listeners_have_the_timeline_as_a_table(page):
    assert "Claims by day; days without any are left out" in page
    assert page.count('<th scope="row"><time') == 3


def test_who_quotes_it_is_counted_with_its_share_of_the_outlet(page):
    assert '8<span class="unseen"> claims it makes in Harbour Courier</span></a> <span class="soft">4.0 %' in page
    assert 'href="/claims?outlet=outlet-0&amp;speaker=mayor-oduya"' in page


def test_an_authority_is_a_link_only_where_it_is_an_address(page):
    assert 'href="https://authority.example/Q1"' in page
    assert 'href="javascript:' not in page


def test_a_role_links_to_what_it_is_of(page):
    assert 'mayor of <a href="/entity/harbour-city">Harbour City</a>' in page


def test_one_that_is_the_same_as_another_leads_there():
    answer = ask(ReadFlat(), "/entity/oduya")
    assert (answer.status_code, answer.headers["location"]) == (308, "/entity/mayor-oduya")


def test_a_topic_that_never_speaks_says_so():
    page = ask(ReadFlat(), "/topic/bridge").text
    assert "No article quotes or cites it." in page
    assert 'href="/claims?entity=topic%2Fbridge' in page


@pytest.mark.parametrize("address", ["/entity/nobody", "/topic/mayor-oduya", "/entity/a%2Fb"])
def test_an_unknown_key_is_404(address):
    assert ask(ReadFlat(), address).status_code == 404


@pytest.mark.parametrize(
    ("kind", "words"), [("Person", "person"), ("GeopoliticalEntity", "country, region or city"), (None, "entity")]
)
def test_kinds_are_said_in_plain_words(kind, words):
    assert describe_kind(Thing(room="entity", key="a", label="A", type=kind)) == words
