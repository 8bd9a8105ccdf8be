import pytest

from tests.web.pages.read_graph import ReadFlat, ask


@pytest.fixture(scope="module")
def page():
    return ask(ReadFlat(), "/outlet/outlet-1").text


def test_voices_stand_beside_those_of_all_outlets(page):
    assert '120<span class="unseen"> claims</span> · 60 % <span class="soft">(all outlets 50 %)</span>' in page


def test_a_column_leads_to_the_claims_of_its_month_in_that_voice(page):
    assert 'href="/claims?outlet=outlet-1&amp;voice=direct&amp;since=2024-02-01&amp;until=2024-02-29"' in page


def test_voices_that_it_never_uses_have_no_row_of_columns(page):
    assert page.count('class="series series-') == 2


def test_what_only_it_tells_and_what_it_leaves_out_are_listed(page):
    assert "and 13 more" in page
    assert "it has 3 articles on the story" in page


def test_an_article_without_a_title_is_called_by_its_id(page):
    assert '<th scope="row"><a href="/article/article-outlet-1">a1</a></th>' in page


def test_an_unknown_outlet_is_404():
    assert ask(ReadFlat(), "/outlet/nobody").status_code == 404
