"""Pages that would hang or mislead a parser: their text is found all the same, or a problem says why not."""

import time

import pytest

from kg.readers.html import read_page
from kg.readers.html.charset import decode_page
from kg.readers.html.nesting import flatten, may_be_deep
from kg.readers.html.tags import shorten_attributes, strip_code
from kg.records import Article, Place, Problem

TEXT = "The mayor of the town said on Monday that the bridge over the river would be opened before the summer."
MORE = "The council had asked for the work to be done by the end of March, but the builders were not ready in time."
PARAGRAPHS = f"<p>{TEXT}</p><p>{MORE}</p>"


def read(html, **known):
    data = html if isinstance(html, bytes) else html.encode()
    return list(read_page(data, place=Place(path="page.html"), **known))


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 5_000 + PARAGRAPHS + "</div>" * 5_000,
        "<div><span>" * 400 + PARAGRAPHS,
        "<font><b>" * 3_000 + PARAGRAPHS,
        "<blockquote>" * 900 + PARAGRAPHS,
        "<table><tr><td>" * 300 + PARAGRAPHS,
        "<ul><li>" * 500 + PARAGRAPHS,
        f"<article>{PARAGRAPHS}" + "<div>" * 2_000,
        f"<article {' '.join(f'data-a{n}=1' for n in range(20_000))}>{PARAGRAPHS}</article>",
        f"<article><script>if (a < b) document.write('</p>')</script>{PARAGRAPHS}",
        f"<article title=it's>{PARAGRAPHS}<p>don't</p></article>",
        f"<article><!-- <p>not this</p> -->{PARAGRAPHS}</article>",
        f"<body><template shadowrootmode=open><article>{PARAGRAPHS}</article></template></body>",
        f"<article>{PARAGRAPHS}<script>never closed <p>" + "x" * 1_000,
    ],
)
def test_the_text_is_found(html):
    article = read(html)[-1]
    assert isinstance(article, Article)
    assert TEXT in article.text
    assert MORE in article.text
    assert "not this" not in article.text


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("", "empty"),
        ("<!-- " * 1_000, "empty"),
        ("<p>" * 70_000, "too-complex"),
        ("<" * 300_000, "too-large"),
        ("<h2>a</h2>" * 13_000, "too-complex"),
        (f"<p>{'word ' * 50_000}</p>", "too-large"),
        ("x" * 5_000_001, "too-large"),
        (b"%PDF-1.7" + bytes(range(256)) * 40, "not-text"),
    ],
)
def test_what_cannot_be_read_is_a_problem(html, kind):
    started = time.perf_counter()
    (*_, problem) = read(html)
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.n_aside) == (kind, 1)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("<p>Zoë’s café".encode(), "iso-8859-1", "<p>Zoë’s café"),
        ("<p>Zoë’s café".encode("cp1252"), None, "<p>Zoë’s café"),
        ("<meta charset='windows-1251'><p>Киев".encode("cp1251"), None, "<meta charset='windows-1251'><p>Киев"),
        ("<p>Łódź".encode("iso8859-2"), "ISO-8859-2", "<p>Łódź"),
        ("<p>Zoë".encode("utf-16"), None, "<p>Zoë"),
        ("<p>Zoë".encode("cp1252"), "punycode", "<p>Zoë"),
        ("<p>東京".encode("shift_jis"), "Shift_JIS", "<p>東京"),
        (b"<p>a\x00b\r\nc", None, "<p>ab\nc"),
    ],
)
def test_encodings(data, charset, text):
    assert decode_page(data, charset).text == text


def test_only_what_had_to_be_guessed_is_a_problem():
    assert decode_page("<meta charset=iso-8859-1>Zoë".encode("cp1252")).defect is None
    assert "names no encoding" in decode_page("Zoë".encode("cp1252")).defect
    assert "null bytes" in decode_page(b"a\x00b").defect


def test_deep_blocks_become_paragraphs_and_deep_inline_tags_go():
    page = "<div>" * 130 + "<section>one</section><b>two</b>" + "</div>" * 130
    assert may_be_deep(page)
    assert "<p>one<p>two" in flatten(page)


def test_an_end_tag_that_closes_nothing_does_not_hide_the_depth():
    assert may_be_deep("<div></b>" * 200)
    assert not may_be_deep("<div><p>a<li>b</div>" * 200)


def test_many_line_breaks_part_paragraphs_where_sentences_end():
    article = read(f"<article><p>{f'{TEXT}<br>and<br>more.<br>' * 150}</p></article>")[-1]
    assert article.text.split("\n\n")[:3] == [TEXT, "and more.", TEXT]


def test_json_ld_is_kept_aside():
    stripped = strip_code('<script type="application/ld+json">{"a": "<p>"}</script><SCRIPT>x</SCRIPT ><p>b')
    assert stripped.json_ld == ('{"a": "<p>"}',)
    assert stripped.text == "<p>b"


def test_long_tags_keep_their_short_attributes():
    assert shorten_attributes(f" class=a style='{'x' * 2_000}' id=\"b\"") == ' class="a" id="b"'


@pytest.mark.parametrize(
    ("html", "is_kept"),
    [
        (f"<div class='newsletter-box'><p>{MORE}</p></div>", False),
        (f"<div class='no-newsletter'><p>{MORE}</p></div>", True),
        (f"<div class='storyRelated'><p>{MORE}</p></div>", False),
        (f"<div class='article-promo'>{f'<p>{MORE}</p>' * 9}</div>", True),
        (f"<div class='comments-area'>{f'<p>{MORE}</p>' * 9}</div>", False),
    ],
)
def test_what_classes_call_furniture_goes_unless_it_is_the_article(html, is_kept):
    article = read(f"<html><body><article>{f'<p>{TEXT}</p>' * 3}{html}</article></body></html>")[-1]
    assert (MORE in article.text) == is_kept


LONG = 300_000
"""Characters of a label: what takes the square of that takes minutes."""


@pytest.mark.parametrize("sign", ["x", " ", "| A ", "<", "<a", "& ", "@", "1:", "(", "by ", "2024-05-03 "])
@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{{"@type": "NewsArticle", "author": "{}", "headline": "A {}"}}</script>',
        '<script type="application/ld+json">--> {} {}</script>',
        '<script type="application/ld+json">{{"@type": "Report", "publisher": "{}", "datePublished": "{}"}}</script>',
        '<meta name="author" content="{}"><meta property="og:title" content="{}">',
        '<meta property="og:site_name" content="{}"><meta name="date" content="{}">',
    ],
)
def test_labels_of_any_length_take_no_time(head, sign):
    written = sign * (LONG // len(sign))
    started = time.process_time()
    (article,) = read(f"<html><head>{head.format(written, written)}</head><body><article>{PARAGRAPHS}</article></html>")
    assert time.process_time() - started < 3
    assert TEXT in article.text
