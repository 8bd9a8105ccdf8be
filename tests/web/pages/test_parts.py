"""Parts that pages share: marks in a sentence, who says so, colours of outlets."""

import re
from dataclasses import replace

import pytest
from starlette.requests import Request

from kg.flat.records import Mark
from kg.web.hues import outlet_hues
from kg.web.workbench import Workbench
from tests.web.pages.listed_graph import ListedFlat, few, squeezed, thing, told

REQUEST = Request(
    {
        "type": "http",
        "method": "GET",
        "path": "/claims",
        "query_string": b"outlet=a&outlet=b&part=results",
        "headers": [],
        "server": ("127.0.0.1", 80),
        "scheme": "http",
    }
)


def rendered(call, **values):
    """Return what a macro gives."""
    templates = Workbench(ListedFlat(few()).path, lambda: ListedFlat(few()))._templates
    source = '{% import "parts.html" as parts with context %}{{ ' + call + " }}"
    return templates.from_string(source).render(request=REQUEST, **values)


def mark(start, end, kind):
    return Mark(start=start, end=end, kind=kind)


def test_marks_that_overlap_are_all_there_and_the_words_stay():
    text = "Rey said <it> will rain 🌧."
    marks = (mark(0, 3, "source"), mark(4, 8, "cue"), mark(9, 25, "content"), mark(9, 18, "claim"))
    html = rendered("parts.marked(text, marks)", text=text, marks=marks)
    assert re.sub(r"<[^>]*>", "", html) == text.replace("<it>", "&lt;it&gt;")
    assert '<mark class="m m-content m-claim">&lt;it&gt; will</mark>' in html
    assert '<span class="m m-content"> rain 🌧</span>' in html


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Kyiv Dispatch, 22 July 2025, in its own voice"),
        ({"speaker": "Rey"}, "Kyiv Dispatch, 22 July 2025, quoting Rey (“said”)"),
        ({"speaker": "Rey", "voice": "indirect"}, "Kyiv Dispatch, 22 July 2025, citing Rey (“said”)"),
        ({"voice": "indirect", "published": None}, "Kyiv Dispatch, undated, citing a source that it does not name"),
    ],
)
def test_who_says_so_in_words(fields, words):
    assert squeezed(rendered("parts.who(row)", row=told(**fields))).strip() == words


def test_a_chain_of_speakers_is_named_outermost_first():
    row = told(speaker="Rey", speakers=("Rey", "Moss"))
    assert "quoting Rey, who cites Moss" in squeezed(rendered("parts.who(row)", row=row))
    linked = replace(row, speakers=(thing("Rey"), thing("Moss")))
    assert 'who cites <a href="/entity/moss">' in rendered("parts.who(row)", row=linked)


def test_pages_of_a_list_keep_the_address_and_drop_the_part():
    html = rendered("parts.pager(request, 5, 40)")
    assert 'rel="next" href="/claims?outlet=a&amp;outlet=b&amp;page=6"' in html
    assert len(re.findall("<a ", html)) == 8
    assert rendered("parts.pager(request, 1, 1)").strip() == ""


def test_eight_outlets_have_a_colour_and_the_rest_none():
    flat = ListedFlat([told(i, f"paper-{min(i, 9)}") for i in range(12)])
    hues = outlet_hues(flat)
    assert sorted(hues.values()) == list(range(1, 9))
    assert hues["paper-9"] == 1
