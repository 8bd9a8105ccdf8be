"""Sitemaps, OPML and plain lists: what they name is listed for fetching, and reading says how."""

import gzip
import zlib
from datetime import date

import pytest

from kg.readers.feeds import Listed, addresses_of, read_addresses, read_opml, read_sitemap
from kg.readers.source import Kind, Source
from kg.records import Problem

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://post.example/1?a=1&amp;b=2</loc><lastmod>2025-04-01</lastmod>
<news:news><news:publication><news:name>The Post</news:name></news:publication>
<news:publication_date>2025-03-09T23:00:00-05:00</news:publication_date><news:title>One</news:title></news:news></url>
<url><loc> https://post.example/2#part </loc><image:image><image:loc>https://i.example/x.png</image:loc></image:image></url>
<url><loc>/no/address</loc></url>
<url><lastmod>2025-03-01</lastmod></url>
</urlset>"""
OPML = """<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline type="rss" text="P &amp; Q" xmlUrl="https://p.example/feed" htmlUrl="https://p.example/"/>
<outline type='rss' title='Two > one' xmlUrl='https://two.example/rss'></outline></outline>
<outline type="rss" text="broken" xmlUrl="nowhere"/><outline type="link" text="A page" url="https://q.example/x"/>
</body></opml>"""


def source(tmp_path, data, name="list.xml"):
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return Source(path=path, name=name)


def split(found):
    found = list(found)
    return [each for each in found if isinstance(each, Listed)], [each for each in found if isinstance(each, Problem)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("&#xD800;", "\ufffd"),
        ("&#55357;&#56836;", "😄"),
        ("&#xd83d;&#xDE04;", "😄"),
        ("&#56836;&#55357;", "\ufffd\ufffd"),
    ],
)
def test_halves_of_characters_in_a_sitemap(written, meant, tmp_path):
    sitemap = SITEMAP.replace("<news:title>One", f"<news:title>One {written}")
    (one, _), _ = split(addresses_of(source(tmp_path, sitemap), Kind.SITEMAP))
    assert one.title == f"One {meant}"


def test_sitemap(tmp_path):
    (one, two), problems = split(addresses_of(source(tmp_path, SITEMAP), Kind.SITEMAP))
    assert (one.url, one.title, one.outlet) == ("https://post.example/1?a=1&b=2", "One", "The Post")
    assert (one.published, one.kind, one.place.line) == (date(2025, 3, 9), Kind.HTML, 3)
    assert (two.url, two.published) == ("https://post.example/2", None)
    assert [(problem.kind, problem.n_aside) for problem in problems] == [("no-address", 1)] * 2
    found = list(read_sitemap(source(tmp_path, SITEMAP)))
    assert sum(problem.n_aside for problem in found) == 4
    assert "kg fetch list.xml -o pages.warc.gz" in found[-1].message


def test_index_of_sitemaps_leads_to_sitemaps(tmp_path):
    index = "<sitemapindex><sitemap><loc>https://post.example/s1.xml.gz</loc></sitemap></sitemapindex>"
    (one,), _ = split(addresses_of(source(tmp_path, gzip.compress(index.encode())), Kind.SITEMAP))
    assert (one.url, one.kind) == ("https://post.example/s1.xml.gz", Kind.SITEMAP)
    (problem,) = read_sitemap(source(tmp_path, index))
    assert "further sitemap" in problem.message


def test_sitemap_that_is_cut_or_damaged_keeps_the_rest(tmp_path):
    urls = "".join(f"<url><loc>https://post.example/{n}</loc></url>\n" for n in range(1000))
    whole = f"<urlset>{urls}</urlset>"
    found, (problem,) = split(addresses_of(source(tmp_path, whole[: len(whole) // 2]), Kind.SITEMAP))
    assert 450 < len(found) < 520
    assert problem.n_aside == 1
    damaged = whole.replace("<url><loc>https://post.example/500<", "<ur\0<loc>https://post.example/500<")
    found, (problem,) = split(addresses_of(source(tmp_path, damaged), Kind.SITEMAP))
    assert len(found) == 999
    assert problem.n_aside == 1


def test_gzip_bomb_is_not_followed(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.readers.feeds.unpacking.BOMB_FROM", 1 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(b"<urlset><url><loc>https://post.example/1</loc></url>")]
    pieces += [packer.compress(b" " * 1_000_000) for _ in range(12)]
    found, (problem,) = split(addresses_of(source(tmp_path, b"".join(pieces) + packer.flush()), Kind.SITEMAP))
    assert len(found) == 1
    assert "compressed more" in problem.message


def test_opml(tmp_path):
    found, (problem,) = split(addresses_of(source(tmp_path, OPML), Kind.OPML))
    assert [(each.url, each.kind, each.title) for each in found] == [
        ("https://p.example/feed", Kind.FEED, "P & Q"),
        ("https://two.example/rss", Kind.FEED, "Two > one"),
        ("https://q.example/x", Kind.HTML, "A page"),
    ]
    assert found[0].outlet == "P & Q"
    assert (problem.kind, problem.place.line) == ("no-address", 4)
    assert sum(each.n_aside for each in read_opml(source(tmp_path, OPML))) == 4


def test_plain_list(tmp_path):
    lines = "# of March\nhttps://a.example/1 The first\n\nnot an address\nhttps://a.example/1\n<hTTp://b.example>\r\nftp://c.example/x\n"
    (one, two), problems = split(addresses_of(source(tmp_path, lines), Kind.ADDRESSES))
    assert (one.url, one.title, one.place.line) == ("https://a.example/1", "The first", 2)
    assert two.url == "http://b.example"
    assert [problem.place.line for problem in problems] == [4, 7]
    assert sum(each.n_aside for each in read_addresses(source(tmp_path, lines))) == 4


def test_thousand_bad_lines_are_told_as_a_sum(tmp_path):
    found = list(read_addresses(source(tmp_path, "nothing here\n" * 1000)))
    assert len(found) == 51
    assert sum(each.n_aside for each in found) == 1000


def test_empty_list_says_so(tmp_path):
    for read in (read_addresses, read_opml, read_sitemap):
        assert [each.kind for each in read(source(tmp_path, ""))] == ["no-articles"]
