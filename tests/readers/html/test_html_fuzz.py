# ruff: noqa: E501 - markup stands in one line
"""Whatever the bytes: an article with a text, or a problem that counts; never an exception.

A longer run: `KG_FUZZ=5000 pytest tests/readers/html/test_html_fuzz.py`.
"""

import json
import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.readers.html import read_page
from kg.readers.html.linked_data import parse_linked_data
from kg.records import Article, Place

N_EXAMPLES = int(os.environ.get("KG_FUZZ", "40"))
SENTENCE = "The mayor of the town said on Monday that the old bridge would be opened before the summer."
PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<div>", "</div>", "<article>", "<table><tr><td>", "</table>", "<li>", "<br>", "<a href='/x'>"),
        *("</a>", "<h1>Ferries</h1>", "<b", '<p a="', "<!--", "-->", "<script>", "</script>", "&amp;", "&#xD800;", "&#0;"),
        *("<meta property='og:url' content='http://[::1'>", "<link rel=canonical href='//'>", "<time datetime='9999-99-99'>"),
        *("<meta property='article:published_time' content='2025-13-45'>", "<base href='::'>", "\x00", "\ud800", "🚢"),
        *('<script type="application/ld+json">{"@type":"NewsArticle","author":', "[[{", "}]}", '"datePublished":1e999'),
        *("<svg>", "<template>", "<frameset>", "<body>", "<html>", "<title>", "<textarea>", "<![CDATA[", "<?xml ", SENTENCE),
    ]
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8) | st.sampled_from(["NewsArticle", "2025-07-22", "Jane Roe"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(["@type", "@id", "@graph", "headline", "author", "name", "publisher", "datePublished", "articleBody", "url"]),
        inner,
        max_size=5,
    ),
    max_leaves=20,
)  # fmt: skip


def check(data):
    found = list(read_page(data, place=Place(path="page.html")))
    assert sum(isinstance(each, Article) or each.n_aside for each in found) == 1
    for each in found:
        if isinstance(each, Article):
            assert each.text.strip()
            assert each.text_hash
            assert each.key


@settings(max_examples=N_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES | st.text(max_size=20), max_size=60))
def test_any_markup(pieces):
    check("".join(pieces).encode("utf-8", errors="surrogatepass"))


@settings(max_examples=N_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=400))
def test_any_bytes(data):
    check(b"<html><body><p>" + data)


@settings(max_examples=N_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(JSON)
def test_any_json_ld(value):
    script = json.dumps(value)
    assert isinstance(parse_linked_data([script]).article, dict)
    check(f'<script type="application/ld+json">{script}</script><article><p>{SENTENCE}</p></article>'.encode())
