"""Pages in the layouts of news sites, each with the text and the details that are expected of it (`make_pages.py`)."""

import json
from pathlib import Path

import pytest

from kg.readers.html import read_html, read_page
from kg.readers.source import Source
from kg.records import Article, Place, Problem
from kg.resolve.origin_credits import article_credits
from tests.readers.html.make_pages import make_pages

HERE = Path(__file__).parent
EXPECTED = json.loads((HERE / "pages.json").read_text(encoding="utf-8"))
ARTICLES = [page for page in EXPECTED["pages"] if "problem" not in page]
WALLS = [page for page in EXPECTED["pages"] if "problem" in page]


def read(page):
    path = HERE / "pages" / page["page"]
    url = page["url"] if page.get("given_url") else None
    return list(read_html(Source(path=path, name=path.name, url=url)))


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page["page"])
def test_a_page_is_read_as_expected(page):
    article = read(page)[-1]
    assert isinstance(article, Article)
    assert article.text.split("\n\n") == page["paragraphs"]
    found = (article.title, str(article.published), article.outlet, article.country, article.author)
    assert found == tuple(page[name] for name in ("title", "published", "outlet", "country", "author"))
    removed = [piece.text for piece in article.removed if piece.kind == "credit"]
    credits_ = article_credits(article.text, author=article.author, outlet=article.outlet, removed=removed)
    assert [credit.label for credit in credits_ if credit.whole] == page["credits"]


@pytest.mark.parametrize("page", WALLS, ids=lambda page: page["page"])
def test_what_is_no_article_is_set_aside_with_its_reason(page):
    problem = read(page)[-1]
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.n_aside) == (page["problem"], 1)


def test_the_pages_are_those_that_the_script_makes(tmp_path):
    assert make_pages(tmp_path) == EXPECTED["pages"]
    for page in EXPECTED["pages"]:
        assert (tmp_path / page["page"]).read_bytes() == (HERE / "pages" / page["page"]).read_bytes()


def test_a_teaser_is_read_and_said_to_be_one():
    page = next(page for page in ARTICLES if page["page"] == "paywall_1.html")
    problem, article = read(page)
    assert (problem.kind, problem.n_aside) == ("paywall", 0)
    assert isinstance(article, Article)


def test_the_hash_of_the_bytes_and_the_name_of_the_caller_are_kept():
    data = (HERE / "pages" / "react_1.html").read_bytes()
    (article,) = read_page(data, place=Place(path="a.warc.gz"), reader="warc")
    assert article.reader == "warc"
    assert article.id == article.url
    assert len(article.bytes_hash) == 64
