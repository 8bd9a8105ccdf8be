"""Feeds: whole texts are read, the others are listed; what is broken costs one entry, and no entity is expanded."""

import gzip
import json
import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.readers.feeds import Listed, addresses_of, read_feed
from kg.readers.source import Kind, Source
from kg.records import Article, Problem

PARAGRAPHS = (
    "The ferries between Brinmouth and Carrow will return after the storm, the harbour master said on Monday.",
    "A union of bakers asked the county for help with the price of flour, which has doubled since the spring.",
    "Nobody was hurt when the old pier gave way, and the police said that they were looking for no one else.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
TEXT = "\n\n".join(PARAGRAPHS)
NAMESPACES = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
HEAD = f'<?xml version="1.0"?>\n<rss version="2.0" {NAMESPACES}><channel><title>The Brinmouth Post</title>\n'
TAIL = "</channel></rss>"


def item(number, body=BODY, **fields):
    named = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    return (
        f"<item><title>Report {number}</title><link>https://post.example/{number}</link>{named}"
        f"<content:encoded><![CDATA[{body}]]></content:encoded></item>\n"
    )


def source(tmp_path, data, name="feed.xml", **options):
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return Source(path=path, name=name, **options)


def read(tmp_path, data, **options):
    found = list(read_feed(source(tmp_path, data, **options)))
    return [each for each in found if isinstance(each, Article)], [each for each in found if isinstance(each, Problem)]


def listed(tmp_path, data, kind=Kind.FEED):
    return [each for each in addresses_of(source(tmp_path, data), kind) if isinstance(each, Listed)]


def test_characters_written_as_their_halves(tmp_path):
    body = BODY.replace("flour", "flour &#55357;&#56836;").replace("storm", "storm &#xD83D;")
    (article,), _ = read(tmp_path, HEAD + item("1 &#xD83D;&#xDE04;", body) + TAIL)
    assert article.text == TEXT.replace("flour", "flour 😄").replace("storm", "storm \ufffd")
    assert article.title == "Report 1 😄"


def test_rss_with_whole_texts(tmp_path):
    fields = {
        "guid": "tag:post.example,2025:1",
        "dc:creator": "Ann Lee",
        "pubDate": "Sun, 09 Mar 2025 23:30:00 -0500",
        "description": "The ferries will return.",
    }
    (article,), problems = read(tmp_path, HEAD + item(1, **fields) + TAIL)
    assert problems == []
    assert article.text == TEXT
    assert (article.id, article.url) == ("tag:post.example,2025:1", "https://post.example/1")
    assert (article.title, article.author, article.outlet) == ("Report 1", "Ann Lee", "The Brinmouth Post")
    assert article.published == date(2025, 3, 9), "the day that the outlet prints, not the one in Greenwich"
    assert (article.reader, article.place.line) == ("feed", 3)
    assert article.bytes_hash


def test_atom_with_markup_of_each_type(tmp_path):
    escaped = BODY.replace("<", "&lt;")
    contents = {
        "xhtml": f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{BODY}</div></content>',
        "html": f'<content type="html">{escaped}</content>',
        "cdata": f'<content type="html"><![CDATA[{BODY}]]></content>',
    }
    for name, content in contents.items():
        entry = (
            f'<entry><title type="html">A &lt;b&gt;bold&lt;/b&gt; move</title><link href="/{name}"/>{content}</entry>'
        )
        head = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><link href="https://post.example/"/>'
        (article,), problems = read(tmp_path, f"{head}{entry}</feed>")
        assert problems == []
        assert article.text == TEXT, name
        assert (article.title, article.id) == ("A bold move", f"https://post.example/{name}")


def test_rss_1_and_0_91(tmp_path):
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'{NAMESPACES}><channel rdf:about="https://post.example/"><title>Post</title></channel>'
        f"{item(1)}</rdf:RDF>"
    )
    (article,), _ = read(tmp_path, rdf)
    assert (article.text, article.outlet) == (TEXT, "Post")
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://post.example/rss.dtd">'
    old = (
        f'<?xml version="1.0"?>{doctype}<rss version="0.91"><channel><item><title>T</title><link>https://post.example/1'
    )
    articles, (problem,) = read(
        tmp_path, old + "</link><description>Short &eacute;t&eacute;.</description></item>" + TAIL
    )
    assert articles == []
    assert (problem.kind, problem.n_aside) == ("address-only", 1)


def test_json_feed(tmp_path):
    items = [
        {"id": "1", "url": "https://post.example/1", "content_html": BODY, "authors": [{"name": "Ann Lee"}]},
        {"id": 2, "url": "https://post.example/2", "content_text": "\n\n".join(PARAGRAPHS), "title": "Two"},
        {
            "id": "3",
            "url": "https://post.example/3",
            "summary": "Short.",
            "date_published": "2025-03-09T23:00:00-05:00",
        },
        {"id": "4", "url": ["no", "address"], "title": {"no": "title"}, "content_html": 7},
    ]
    articles, problems = read(tmp_path, json.dumps({"title": "Post", "items": items}, indent=1))
    assert [(article.id, article.text) for article in articles] == [(f"https://post.example/{n}", TEXT) for n in (1, 2)]
    assert articles[0].author == "Ann Lee"
    assert {problem.kind: problem.n_aside for problem in problems} == {"address-only": 1, "empty": 1}


def test_damaged_json_costs_one_item(tmp_path):
    items = [{"id": f"https://post.example/{number}", "content_html": BODY} for number in range(5)]
    data = json.dumps({"title": "Post", "items": items})
    at = data.index("post.example/2")
    articles, (problem,) = read(tmp_path, data[: at - 12] + "}" + data[at:])
    assert [article.id[-1] for article in articles] == ["0", "1", "3", "4"]
    assert problem.n_aside == 1


def test_entries_without_whole_text_are_one_problem_that_says_what_to_do(tmp_path):
    teasers = (
        "<item><link>https://post.example/a</link><description>The ferries will return.</description></item>",
        f"<item><link>https://post.example/b</link><description><![CDATA[{BODY} [&#8230;]]]></description></item>",
        item("c", body="<p>Short.</p>"),
        item("d", body=f"{BODY}<p><a href='x'>Continue reading</a></p>"),
    )
    articles, (problem,) = read(tmp_path, HEAD + "".join(teasers) * 50 + item(1) + TAIL)
    assert [article.text for article in articles] == [TEXT]
    assert (problem.kind, problem.n_aside) == ("address-only", 200)
    assert "kg fetch feed.xml -o pages.warc.gz, then kg build pages.warc.gz" in problem.message
    assert "https://post.example/a" in problem.message


def test_what_feeds_put_under_entries_and_pictures_are_left_out(tmp_path):
    under = "<p>The post <a>Report</a> appeared first on <a>The Post</a>.</p>"
    picture = "<figure><img src='x'><figcaption>The pier on Sunday.</figcaption></figure>"
    (article,), _ = read(tmp_path, HEAD + item(1, body=picture + BODY + under) + TAIL)
    assert article.text == TEXT
    assert [removal.kind for removal in article.removed] == ["feed-footer"]


def test_outlet_by_address_then_by_what_the_feed_says(tmp_path):
    known = item(1).replace("https://post.example/1", "https://www.bbc.co.uk/news/1")
    named = item(2, source="The Carrow Times")
    articles, _ = read(tmp_path, HEAD + known + named + item(3) + TAIL)
    assert [(each.outlet, each.country) for each in articles] == [
        ("BBC News", "GB"),
        ("The Carrow Times", None),
        ("The Brinmouth Post", None),
    ]
    (article,), _ = read(tmp_path, HEAD + item(3) + TAIL, outlet="Named by the user")
    assert article.outlet == "Named by the user"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p; <!ENTITY b "x">]>',
    ],
)
def test_entities_are_not_expanded(tmp_path, doctype):
    data = HEAD.replace("<rss", doctype + "<rss", 1) + item(1).replace("Report 1", "Say &b;") + TAIL
    (article,), (problem,) = read(tmp_path, data)
    assert article.text == TEXT
    assert "ha" not in article.title
    assert "root:" not in article.title
    assert (problem.kind, problem.n_aside) == ("entities", 0)


BROKEN = {
    "deep": "<item><title>x</title>" + "<a>" * 10_000 + "</a>" * 10_000 + "</item>",
    "deep and open": "<item><title>x</title>" + "<a>" * 300_000,
    "huge attribute": '<item a="' + "x" * 3_000_000 + '"><title>x</title></item>',
    "many attributes": "<item " + " ".join(f'a{n}="1"' for n in range(50_000)) + "><title>x</title></item>",
    "many elements": "<item>" + "<title>a</title>" * 50_000 + "</item>",
    "blocks": "<item><description><![CDATA[" + "<div>" * 100_000 + "x]]></description></item>",
    "angles": "<item><description>" + "< " * 100_000 + "</description></item>",
    "ampersands": "<item><description>" + "&" * 100_000 + "</description></item>",
    "declarations": "<item><description>" + "<!" * 100_000 + "</description></item>",
    "nulls": "<item><title>a\0b</title><description>\0\0</description></item>",
    "too large": "<item><description>" + "word " * 1_200_000 + "</description></item>",
    "cut": "<item><title>x</title><description>half a",
    "without a beginning": "<title>x</title></item>",
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_entry_costs_itself_alone_and_little_time(tmp_path, name):
    started = time.process_time()
    articles, problems = read(tmp_path, HEAD + item(1) + BROKEN[name] + item(2) + TAIL)
    assert time.process_time() - started < 10
    assert [article.url for article in articles] == ["https://post.example/1", "https://post.example/2"]
    assert [article.text for article in articles] == [TEXT, TEXT]
    assert sum(problem.n_aside for problem in problems) == 1


def test_literal_end_tags_in_cdata_do_not_end_an_entry(tmp_path):
    body = BODY + "<p>Write an item as follows: </item> and no more, the manual of the format says.</p>"
    (article,), problems = read(tmp_path, HEAD + item(1, body=body) + TAIL)
    assert problems == []
    assert article.text.endswith("the manual of the format says.")


def test_encodings_and_gzip(tmp_path):
    text = HEAD + item(1).replace("Nobody", "Zoë’s café: nobody") + TAIL
    for data in (
        text.replace("?>", ' encoding="windows-1252"?>').encode("cp1252"),
        text.encode("cp1252"),  # says nothing, so is UTF-8, but is not
        text.encode("utf-16"),
        text.encode("utf-8-sig"),
        gzip.compress(text.encode()),
    ):
        (article,), problems = read(tmp_path, data)
        assert "Zoë’s café: nobody" in article.text
        assert problems == []


def test_cut_gzip_keeps_what_stands_before(tmp_path):
    whole = gzip.compress((HEAD + "".join(item(n) for n in range(300)) + TAIL).encode())
    articles, problems = read(tmp_path, whole[: len(whole) // 2])
    assert len(articles) > 50
    assert {problem.kind for problem in problems} <= {"unreadable", "damaged"}


def test_feed_without_entries_and_missing_feed(tmp_path):
    assert [problem.kind for problem in read(tmp_path, HEAD + TAIL)[1]] == ["no-articles"]
    assert [problem.kind for problem in read(tmp_path, "{}")[1]] == ["no-articles"]
    found = list(read_feed(Source(path=tmp_path / "none.xml", name="none.xml")))
    assert [problem.kind for problem in found] == ["unreadable"]


def test_feed_as_a_list_of_addresses(tmp_path):
    data = HEAD + item(1, pubDate="2025-03-09") + item(2) + item(1) + "<item><title>none</title></item>" + TAIL
    first, second = listed(tmp_path, data)
    assert (first.url, first.title, first.published) == ("https://post.example/1", "Report 1", date(2025, 3, 9))
    assert (second.url, second.outlet, second.kind) == ("https://post.example/2", "The Brinmouth Post", Kind.HTML)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1), junk=st.binary(max_size=60), n_out=st.integers(0, 60))
def test_damage_costs_at_most_what_it_hits(tmp_path, at, junk, n_out):
    data = (HEAD + "".join(item(number) for number in range(8)) + TAIL).encode()
    first = data.index(b"<item>")
    place = first + int(at * (len(data) - first - len(TAIL)))
    articles, problems = read(tmp_path, data[:place] + junk + data[place + n_out :])
    n_aside = sum(problem.n_aside for problem in problems)
    n_whole = sum(article.text == TEXT for article in articles)
    assert n_whole >= 6
    assert 7 <= len(articles) + n_aside <= 12
