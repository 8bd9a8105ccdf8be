import base64
import hashlib
import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest

from kg.draw import build_network, compute_layout, render_frame, render_page, write_page
from tests.draw.rows import TYPES, make_row, sample_rows

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!--<script>",
    "]]><svg onload=alert(1)>",
    "href=javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "\u2028alert(1)\u2029",
    "&lt;b&gt; \"quotes' \\u003c \x00 \ud800",
]


class Page(HTMLParser):
    """The elements, and the text of scripts, as a browser would see them."""

    def __init__(self, page: str):
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.inside: str | None = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.inside = tag
        if tag == "script":
            self.scripts.append("")
        if tag == "style":
            self.styles.append("")

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside == "script":
            self.scripts[-1] += data
        if self.inside == "style":
            self.styles[-1] += data


def render(rows, **options) -> str:
    network = build_network(rows, types=TYPES)
    return render_page(network, compute_layout(network), **{"title": "Talks", **options})


@pytest.fixture(scope="module")
def sample() -> str:
    return render(sample_rows())


def test_the_page_names_no_outside_address_that_a_browser_would_load(sample):
    for tag, attributes in Page(sample).elements:
        assert not {"src", "href", "srcset", "action", "data", "background", "poster"} & set(attributes) or (
            tag == "a" and attributes["href"] == "#panel"
        )
        assert tag not in {"link", "iframe", "img", "object", "embed", "base"}
    (style,) = Page(sample).styles
    assert "@import" not in style
    assert "url(" not in style
    assert "sourceMappingURL" not in sample


def test_the_policy_allows_our_scripts_and_style_by_hash_and_nothing_else(sample):
    page = Page(sample)
    (policy,) = [
        unescape(attributes["content"])
        for tag, attributes in page.elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert "unsafe" not in policy
    data, told, *scripts = page.scripts

    def source(text):
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert directives["script-src"].split() == [source(script) for script in scripts]
    assert directives["style-src"] == source(page.styles[0])
    json.loads(data)
    json.loads(told)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_articles_never_becomes_markup(text, sample):
    row = make_row(
        text,
        text,
        text,
        subject_iri=f"https://kg.example/entity/{text}",
        outlet=text,
        title=text,
        sentence=text,
        speaker=text,
        speakers=(text,),
        voice="indirect",
        cue=text,
        time=text,
        place=text,
        url=text,
        published=text,
        certainty=text,
        tense=text,
        arguments=({"role": text, "text": text},),
    )
    page = Page(render([row], title=text))
    plain = Page(render([make_row()]))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]
    assert page.scripts[2:] == plain.scripts[2:]
    assert not set("<>&\u2028\u2029") & set(page.scripts[0] + page.scripts[1])
    told = json.loads(page.scripts[1])
    assert told["assertions"]["sentence"]["values"] == [text]
    assert told["articles"]["url"]["values"] == []


def test_a_title_with_href_is_text_like_any_other():
    """Pyvis' own template shows every tooltip as HTML as soon as one has `href` in it."""
    page = render([make_row(title="href <b>bold</b>", sentence="href <b>bold</b>")])
    assert "<b>bold" not in page


def test_scripts_write_text_and_never_html(sample):
    own = Page(sample).scripts[-1]
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", own)


def test_the_notice_of_the_drawing_library_stays(sample):
    library = Page(sample).scripts[2]
    assert "Almende B.V" in library[:1000]
    assert "The MIT License" in library[:1500]


def test_equal_rows_give_equal_pages(sample):
    assert render(list(reversed(sample_rows()))) == sample


def test_a_page_of_nothing_says_so():
    assert "No claims match." in render([])


def test_a_written_page_reads_back(tmp_path, sample):
    path = write_page(sample, tmp_path / "graph.html")
    assert path.read_text(encoding="utf-8") == sample


def test_a_frame_holds_the_whole_page_in_a_sandbox(sample):
    frame = render_frame(sample)
    ((tag, attributes),) = Page(frame).elements
    assert tag == "iframe"
    assert attributes["srcdoc"] == sample
    assert "allow-same-origin" not in attributes["sandbox"]
