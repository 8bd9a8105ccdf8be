from dataclasses import replace

import pytest

from kg.flat.page_records import OriginLine
from kg.web.pages.claim import describe_origins
from tests.web.pages.read_graph import ReadFlat, ask


@pytest.fixture(scope="module")
def page():
    return ask(ReadFlat(), "/claim/claim-3").text


def test_each_outlet_tells_it_in_its_sentences_the_rest_unfolds(page):
    assert page.count('<div class="claim-card"') == 5 + 1 + 1
    assert "2 more times by Harbour Courier" in page
    assert 'href="/article/article-outlet-1#a-0005"' in page


def test_who_contradicts_refines_and_leaves_it_out_is_said(page):
    assert "1 outlet denies it or tells the contrary" in page
    assert '<span class="not">not:</span> <a href="/claim/claim-1">the old bridge closes</a>' in page
    assert "It says more than" in page
    assert "in 3 articles on the story" in page
    assert 'href="/matrix?story=bridge&amp;cell=claim-3,outlet-3"' in page


def test_the_days_lead_to_the_assertions_of_each(page):
    assert 'href="/claims?claim=claim-3&amp;since=2025-02-04&amp;until=2025-02-04"' in page


def origins(*origins, n_outlets, n_origins):
    page = ReadFlat().claim("claim-3")
    found = tuple(
        OriginLine(label=label, agency=agency, outlets=tuple("abcdefg"[:n]), n_assertions=n)
        for label, agency, n in origins
    )
    return replace(page, claim=replace(page.claim, n_outlets=n_outlets, n_origins=n_origins), origins=found)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (origins(("A", False, 1), n_outlets=1, n_origins=1), "One outlet alone tells it."),
        (
            origins(("A", False, 1), ("B", False, 1), n_outlets=2, n_origins=2),
            "2 outlets tell it, each in a text of its own.",
        ),
        (
            origins(("Coastal Press", True, 4), ("B", False, 1), n_outlets=5, n_origins=2),
            "5 outlets tell it, but from 2 origins: 4 of them have it from the agency Coastal Press.",
        ),
        (
            origins(("A quarrel", False, 3), n_outlets=3, n_origins=1),
            "3 outlets tell it, but all from one origin: one text, “A quarrel”.",
        ),
        (origins(n_outlets=2, n_origins=2), "2 outlets tell it, each in a text of its own."),
    ],
)
def test_outlets_that_copy_one_text_do_not_count_as_independent(page, words):
    assert describe_origins(page) == words


def test_a_claim_that_is_the_same_as_another_leads_there():
    answer = ask(ReadFlat(), "/claim/claim-older")
    assert (answer.status_code, answer.headers["location"]) == (308, "/claim/claim-3")


def test_an_unknown_claim_is_404():
    assert ask(ReadFlat(), "/claim/nothing").status_code == 404
