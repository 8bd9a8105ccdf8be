"""Texts out of cells."""

import time

import pytest

from kg.readers.tables.cell_text import is_page, read_cell, read_line


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("One line.\r\nAnother \r\n\r\n  third", "One line.\nAnother \n\n  third"),
        ("a < b and c > d, <3, <x@y.example>", "a < b and c > d, <3, <x@y.example>"),
        ("<p>One <b>two</b></p>\n<p>Three &amp; four</p>", "One two\n\nThree & four"),
        ("One<br>two<br><br/>three", "One\ntwo\n\nthree"),
        ("A &amp; B\n\nsecond <em>line</em>\nthird", "A & B\n\nsecond line\nthird"),
        ("<div><p>One<p>two<ul><li>three<li>four</ul>", "One\n\ntwo\n\nthree\n\nfour"),
        ("before<script>x < 1</script><style>p{}</style> after<p>", "before after"),
        ("AT&T and R&D", "AT&T and R&D"),
        ("The cafÃ© is open", "The café is open"),
        ("null\x00 byte", "null byte"),
        ("", ""),
    ],
)
def test_texts(cell, text):
    assert read_cell(cell, line=1).text == text


def test_what_is_left_out_is_kept_aside():
    read = read_cell("<figure><figcaption>A bridge</figcaption></figure><p>It opened.</p>", line=7)
    assert read.text == "It opened."
    assert [(removal.kind, removal.text, removal.line) for removal in read.removed] == [("image", "A bridge", 7)]


def test_lines():
    assert read_line(" <b>Bridge</b> &amp;\n road ") == "Bridge & road"


def test_pages():
    assert is_page("\n<!DOCTYPE html><html>")
    assert not is_page("<p>no page")


@pytest.mark.parametrize("piece", ["<div>", "<!--", "<p ", "<a href='", "&amp", "<script>", "<b><i>", "\x00"])
def test_hostile_cells_end_soon(piece):
    started = time.process_time()
    read_cell(piece * (200_000 // len(piece)) + "end", line=1)
    assert time.process_time() - started < 2
