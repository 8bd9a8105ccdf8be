# ruff: noqa: E501 - markup stands in one line
"""What a page says of itself: when, who, where."""

import json
from datetime import UTC, date, datetime

import pytest
from lxml.html import document_fromstring

from kg.readers.html import read_page
from kg.readers.html.address import find_address
from kg.readers.html.labels import clean_author, find_author, find_label, find_titles, find_wire, meta_contents
from kg.readers.html.linked_data import parse_linked_data
from kg.readers.html.published import find_dates, parse_dated, printed_dates
from kg.records import Article, Place

TEXT = (
    "<p>The mayor of the town said on Monday that the bridge over the river would be opened before the summer.</p>"
    "<p>The council had asked for the work to be done by the end of March, but the builders were not ready.</p>"
)
NOTHING = parse_linked_data([])


def linked(**fields):
    return parse_linked_data([json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **fields})])


def tree(html):
    return document_fromstring(f"<html>{html}</html>")


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Ferries return"}',
        '[{"@type": ["Article", "NewsArticle"], "headline": "Ferries return"}]',
        '{"@graph": [{"@type": "WebSite"}, {"@type": "http://schema.org/NewsArticle", "headline": "Ferries return"}]}',
        '<!-- {"@type": "NewsArticle", "headline": "Ferries return",} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Ferries return"}\n//]]>',
        '{"@type": "WebPage"}\n{"@type": "NewsArticle", "headline": "Ferries return"}',
        '{"@type": "NewsArticle", "headline": "Ferries return", "author": {"name": "A "quoted" name"}}',
        '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "Ferries return"}}',
        '{"@type": "NewsArticle", "headline": "Ferries return", "description": "two\nlines"}',
    ],
)
def test_the_article_is_found_in_json_ld(script):
    assert parse_linked_data([script]).article["headline"] == "Ferries return"


@pytest.mark.parametrize("script", ["", "null", "[[[", '{"@type": 3}', "[" * 50_000, '{"@type": "ItemList"}', "0"])
def test_json_ld_without_an_article(script):
    assert parse_linked_data([script]).article == {}


def test_articles_in_lists_are_others():
    others = {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Another"}]}
    assert parse_linked_data([json.dumps(others)]).article == {}


def test_people_are_found_by_reference():
    graph = [
        {"@type": "NewsArticle", "author": {"@id": "#jane"}},
        {"@type": "Person", "@id": "#jane", "name": "Jane Roe"},
    ]
    data = parse_linked_data([json.dumps({"@graph": graph})])
    assert find_author(tree("<body>"), data, {}) == "Jane Roe"


@pytest.mark.parametrize(
    ("html", "data", "day", "found_in"),
    [
        ("", linked(datePublished="2025-07-22T23:30:00-05:00"), "2025-07-22", "json-ld"),
        ("", linked(dateModified="2025-07-25", datePublished=["2025-07-22"]), "2025-07-22", "json-ld"),
        ("<head><meta property='article:published_time' content='2025-07-22T01:00Z'>", NOTHING, "2025-07-22", "opengraph"),
        ("<head><meta name='parsely-pub-date' content='2025-07-22T01:00:00Z'>", NOTHING, "2025-07-22", "meta"),
        ("<time class='updated' datetime='2025-07-30'></time><time datetime='2025-07-22'></time>", NOTHING, "2025-07-22", "time"),
        ("<p class='byline'>Updated 30 July 2025 | Published 22 July 2025</p>", NOTHING, "2025-07-22", "byline"),
        ("<p>Nothing</p>", NOTHING, "2025-07-22", "address"),
    ],
)  # fmt: skip
def test_the_first_date_of_publication_counts(html, data, day, found_in):
    dated = next(find_dates(tree(html), data, url="https://paper.example/2025/jul/22/ferries"))
    assert (str(dated.day), dated.found_in) == (day, found_in)


@pytest.mark.parametrize(
    ("written", "country", "day"),
    [
        ("2025-07-22T10:00:00.123+0200", None, "2025-07-22"),
        ("2025-07-22 10:00:00 +02:00", None, "2025-07-22"),
        ("1753178400", None, "2025-07-22"),
        ("1753178400000", None, "2025-07-22"),
        ("Tue, 22 Jul 2025 10:00:00 GMT", None, "2025-07-22"),
        ("07/03/2025", "US", "2025-07-03"),
        ("07/03/2025", "GB", "2025-03-07"),
        ("07/03/2025", None, None),
        ("1970-01-01T00:00:00Z", None, None),
        ("0001-01-01", None, None),
        ("yesterday", None, None),
    ],
)
def test_dates_are_parsed(written, country, day):
    dated = parse_dated(written, found_in="meta", country=country)
    assert (str(dated.day) if dated else None) == day


def test_dates_of_changes_are_not_printed_dates():
    assert list(printed_dates("Last updated: May 3, 2025. First published May 1, 2025")) == ["May 1, 2025"]


def test_an_article_is_not_published_after_it_was_retrieved():
    html = f"<html><head><meta property='article:published_time' content='2025-07-23T12:00:00Z'></head><article>{TEXT}"
    retrieved = datetime(2025, 7, 22, 12, tzinfo=UTC)
    problem, article = read_page(html.encode(), place=Place(path="a.html"), retrieved=retrieved)
    assert (problem.kind, problem.n_aside, article.published) == ("future-date", 0, None)


def test_nor_in_the_future():
    html = f"<html><head><meta property='article:published_time' content='2999-07-23'></head><article>{TEXT}"
    url = "https://www.dawn.com/2024/03/02/story"
    problem, article = read_page(html.encode(), place=Place(path="a.html"), url=url)
    assert problem.kind == "future-date"
    assert article.published == date(2024, 3, 2)


@pytest.mark.parametrize(
    ("html", "url", "address"),
    [
        ("<link rel=canonical href='https://paper.example/a?utm_source=x#top'>", None, "https://paper.example/a"),
        ("<link rel=canonical href='/a'>", "https://paper.example/b", "https://paper.example/a"),
        ("<link rel=canonical href='https://apnews.com/a'>", "https://www.dawn.com/b", "https://www.dawn.com/b"),
        ("<link rel=canonical href='https://www.bbc.co.uk/news/a'>", "https://www.bbc.com/news/a?x=1", "https://www.bbc.co.uk/news/a"),
        ("<link rel=canonical href='https://paper.example/'>", "https://paper.example/b", "https://paper.example/b"),
        ("<meta property=og:url content='https://paper.example/a'>", None, "https://paper.example/a"),
        ("", "https://web.archive.org/web/20250722101010/https://paper.example/a", "https://paper.example/a"),
        ("", "https://www-dawn-com.cdn.ampproject.org/c/s/www.dawn.com/news/1", "https://www.dawn.com/news/1"),
        ("<link rel=canonical href='javascript:alert(1)'>", None, None),
        ("<link rel=canonical href='http://[::1/'>", "file:///tmp/a.html", None),
    ],
)  # fmt: skip
def test_the_address(html, url, address):
    assert find_address(tree(f"<head>{html}</head><body>"), "", NOTHING, url=url) == address


def test_the_address_that_a_browser_saved():
    source = "<!-- saved from url=(0030)https://paper.example/a/b.html -->\n<html>"
    assert find_address(tree("<body>"), source, NOTHING) == "https://paper.example/a/b.html"


def test_the_table_of_outlets_goes_before_what_the_page_says():
    metas = {"og:site_name": ["The Paper"]}
    assert find_label(linked(publisher="X"), metas, url="https://www.bbc.co.uk/a", outlet=None) == "BBC News"
    assert find_label(linked(publisher={"name": "X News"}), metas, url="https://x.example/a", outlet="mine") == "X News"
    assert find_label(NOTHING, metas, url=None, outlet="mine") == "The Paper"
    assert find_label(NOTHING, {}, url="https://www.x.example/a", outlet="mine") == "mine"
    assert find_label(NOTHING, {}, url="https://www.x.example/a", outlet=None) == "x.example"


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>Ferries return | The Paper</title><h1>Ferries return</h1>", "Ferries return"),
        ("<title>Ferries return - but slowly - The Paper</title>", "Ferries return - but slowly"),
        ("<title>The Paper: Ferries return</title><meta property=og:title content='Ferries return'>", "Ferries return"),
        ("<title>The Paper</title><h1>Ferries &amp; boats</h1>", "Ferries & boats"),
        ("<title>x</title><meta property=og:title content='Ferries return – The Paper'>", "Ferries return"),
    ],
)
def test_the_title_is_without_the_outlet(html, title):
    page = tree(f"<head>{html}</head><body>")
    assert find_titles(page, NOTHING, meta_contents(page), label="The Paper")[0] == title


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("Words by Jane Roe | 12:30", "Jane Roe"),
        ("Jane Roe (jane@paper.example)", "Jane Roe"),
        ("https://www.facebook.com/jane", None),
        ("admin", None),
        ("", None),
    ],
)
def test_authors(written, name):
    assert clean_author(written) == name


def test_the_agency_is_the_source_unless_it_is_the_outlet():
    data = linked(sourceOrganization={"@type": "Organization", "name": "Reuters"})
    assert find_wire(data, label="The Paper") == "Reuters"
    assert find_wire(data, label="Reuters") is None


def test_a_page_is_read_without_any_details():
    (article,) = read_page(f"<html><article>{TEXT}".encode(), place=Place(path="a.html"))
    assert isinstance(article, Article)
    assert (article.id, article.outlet, article.published, article.url) == ("a.html", "unknown outlet", None, None)
