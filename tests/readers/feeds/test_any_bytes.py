"""Readers of feeds, lists and web archives survive any bytes: what they yield can be written down, and counts."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.readers.feeds import addresses_of, read_addresses, read_feed, read_opml, read_sitemap
from kg.readers.source import Kind, Source
from kg.readers.warc import read_warc
from kg.records import Article, Problem

PIECES = st.sampled_from(
    [
        b"<rss><channel>",
        b'<feed xmlns="http://www.w3.org/2005/Atom">',
        b"<item>",
        b"</item>",
        b"<entry>",
        b"</entry>",
        b"<link>http://a.example/",
        b"</link>",
        b"<content:encoded><![CDATA[<p>",
        b"]]></content:encoded>",
        b"<!--",
        b"-->",
        b"&nbsp;&#0;&#xd800;&x;",
        b'{"items": [',
        b'{"id": "\\ud800", "content_text": "',
        b'"}',
        b"]",
        b"<urlset><url><loc>hTTp://[::1/",
        b"</loc></url>",
        b'<outline xmlUrl="http://a.example:99999/" type="rss"',
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 30\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>",
        b"Content-Encoding: gzip, br\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        b"\r\n\r\n",
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03",
        b"\xff\xfe",
        b"http://a.example/ \n",
        b"\x00",
    ]
)
READERS = (read_feed, read_sitemap, read_opml, read_addresses, read_warc)


@pytest.mark.parametrize("read", READERS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES | st.binary(max_size=20), max_size=14))
def test_any_bytes_are_survived(tmp_path, read, pieces):
    path = tmp_path / "input"
    path.write_bytes(b"".join(pieces))
    for found in read(Source(path=path, name="input")):
        assert isinstance(found, Article | Problem)
        if isinstance(found, Problem):
            assert found.n_aside >= 0
            str(found).encode("utf-8")
        else:
            for words in (found.id, found.text, found.title or "", found.url or "", found.outlet, found.key):
                words.encode("utf-8")


@pytest.mark.parametrize("kind", [Kind.FEED, Kind.SITEMAP, Kind.OPML, Kind.ADDRESSES])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES | st.binary(max_size=20), max_size=14))
def test_addresses_are_of_http(tmp_path, kind, pieces):
    path = tmp_path / "input"
    path.write_bytes(b"".join(pieces))
    for found in addresses_of(Source(path=path, name="input"), kind):
        if not isinstance(found, Problem):
            assert found.url.startswith(("http://", "https://"))
            found.url.encode("utf-8")
