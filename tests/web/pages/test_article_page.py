import re

import pytest

from tests.web.pages.read_graph import ReadFlat, ask


@pytest.fixture(scope="module")
def page():
    return ask(ReadFlat(), "/article/article-outlet-0").text


def test_each_layer_is_marked_and_a_claim_leads_to_who_else_says_so(page):
    claim = (
        '<a class="k k-content k-claim" href="/claim/claim-3" data-n="1 " data-own="1">the old bridge will close</a>'
    )
    assert '<span class="k k-source" data-n="1 ">Mayor Oduya</span>' in page
    assert '<span class="k k-cue" data-n="1 ">said</span>' in page
    assert claim in page
    assert '<span class="k k-content" data-n="1 "> in March</span>' in page


def test_every_assertion_has_one_place_in_the_text_and_one_card(page):
    places = re.findall(r'id="a-(\w+)"', page)
    assert sorted(places) == sorted(re.findall(r'id="c-(\w+)"', page)) == ["0000", "0001", "0002"]
    assert page.index('id="a-0002"') < page.index('id="cards"')


def test_markup_in_the_text_stays_text(page):
    assert "<img" not in page
    assert "&lt;img src=x onerror=&#34;alert(1)&#34;&gt; &amp; &lt;/script&gt;" in page


def test_a_newer_revision_and_whose_text_it_is_are_said(page):
    assert '<a href="/article/article-newer">read its latest version</a>' in page
    assert "Most of it is the agency’s text." in page
    assert "70 % of the text is the same" in page


def test_a_link_that_would_run_something_is_no_link(page):
    flat = ReadFlat()
    flat.line = lambda outlet, **fields: ReadFlat.line(flat, outlet, **{"url": "javascript:alert(1)"} | fields)
    assert "the article at its outlet" in page
    assert "javascript:" not in ask(flat, "/article/article-outlet-0").text


def test_an_article_without_claims_says_so():
    page = ask(ReadFlat(n_sentences=0), "/article/article-outlet-0").text
    assert "Nothing in this text was read as a claim." in page


def test_an_assertion_leads_to_its_place_in_the_article():
    answer = ask(ReadFlat(), "/assertion/0001")
    assert (answer.status_code, answer.headers["location"]) == (303, "/article/article-outlet-0#a-0001")


def test_an_unknown_article_is_404_and_proposes_what_is_called_like_it():
    answer = ask(ReadFlat(), "/article/mayor-oduya")
    assert answer.status_code == 404
    assert '<a href="/entity/mayor-oduya">Mayor Oduya</a>' in answer.text
    assert 'value="mayor oduya"' in answer.text


def test_a_key_that_holds_markup_stays_text():
    answer = ask(ReadFlat(), "/article/%3Cscript%3Ealert(1)%3C%2Fscript%3E")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text
