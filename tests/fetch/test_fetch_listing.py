import gzip
import zipfile
from io import BytesIO, TextIOWrapper

import pytest

from kg.errors import InputNotFound, UnreadableInput
from kg.fetch.listing import expand_list, list_inputs
from kg.readers.source import Kind
from tests.fetch.fetching import exchange

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour News</title>
<item><title>Fees</title><link>https://news.example/fees</link><pubDate>Mon, 01 Sep 2025 10:00:00 GMT</pubDate></item>
</channel></rss>"""
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://news.example/a</loc></url><url><loc>https://news.example/b</loc></url></urlset>"""
INDEX = b"""<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://news.example/s1.xml</loc></sitemap></sitemapindex>"""
OPML = b"""<?xml version="1.0"?><opml version="2.0"><body>
<outline type="rss" text="Harbour" xmlUrl="https://news.example/feed"/></body></opml>"""


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("list.txt", b"# ours\nhttps://news.example/a\n\nhttps://news.example/b\n", ["a HTML", "b HTML"]),
        ("feed.xml", FEED, ["fees HTML"]),
        ("sitemap.xml", SITEMAP, ["a HTML", "b HTML"]),
        ("sitemap.xml.gz", gzip.compress(SITEMAP), ["a HTML", "b HTML"]),
        ("index.xml", INDEX, ["s1.xml SITEMAP"]),
        ("feeds.opml", OPML, ["feed FEED"]),
        ("found.csv", b"title,url,publish_date\nFees,https://news.example/fees,2025-09-01\n", ["fees HTML"]),
    ],
)
def test_files_list_addresses(tmp_path, name, content, expected):
    path = tmp_path / name
    path.write_bytes(content)
    found = list(list_inputs([str(path)]))
    assert [f"{item.url.rpartition('/')[2]} {item.kind.name}" for item in found] == expected
    assert {item.place.path for item in found} == {str(path)}


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://news.example/a", Kind.HTML),
        ("https://news.example/sitemap.xml.gz?a=b", Kind.SITEMAP),
        ("file:///etc/passwd", Kind.HTML),
    ],
)
def test_an_address_is_an_input(url, kind):
    (listed,) = list_inputs([url])
    assert (listed.url, listed.kind, listed.place.path) == (url, kind, url)


def test_wrong_inputs_are_told_before_anything_is_fetched(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html><body><p>Fees rise.</p></body></html>")
    with pytest.raises(InputNotFound):
        list_inputs(["https://news.example/a", str(tmp_path / "none")])
    with pytest.raises(UnreadableInput, match="lists no addresses to fetch; it is a web page"):
        list_inputs([str(page)])
    with pytest.raises(UnreadableInput, match=r"news\.example/feed: is no file; an address begins with https://"):
        list_inputs(["news.example/feed"])
    (none,) = list_inputs([str(tmp_path)])
    assert str(none) == f"{tmp_path}: lists no addresses to fetch"


def test_folders_archives_and_standard_input_of_lists(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("https://news.example/a\n")
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("feed.xml", FEED)
        archive.writestr("page.html", "<!doctype html><html><body><p>Fees rise.</p></body></html>")
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"https://news.example/c\n")))
    found = list(list_inputs([str(tmp_path), "-"]))
    assert [item.url for item in found] == [f"https://news.example/{name}" for name in ("a", "fees", "c")]
    assert found[1].place.path.endswith("more.zip!feed.xml")


@pytest.mark.parametrize(
    ("body", "kind", "n"),
    [
        (FEED, "application/rss+xml", 1),
        (FEED, "text/html", 1),
        (SITEMAP, "application/xml", 2),
        (gzip.compress(SITEMAP), "application/gzip", 2),
        (b"https://news.example/a\nhttps://news.example/b\n", "text/plain", 2),
        (b"https://news.example/a\n", "text/html", None),
        (b"<!doctype html><html><body><a href='https://news.example/a'>a</a></body></html>", "text/html", None),
        (b"", "text/html", None),
        (gzip.compress(b"\0" * 9_000_000), "application/gzip", None),
    ],
)
def test_a_fetched_list_is_known_by_its_content(body, kind, n):
    found = expand_list(exchange("https://news.example/x", body=body, Content_Type=kind), Kind.HTML)
    assert (None if found is None else len(list(found))) == n
