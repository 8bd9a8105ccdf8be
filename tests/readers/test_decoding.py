"""Encodings: the same sentence, however its bytes were written."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.readers.decoding import decode

SENTENCE = "The café’s owner said — twice — that “nobody” was hurt; it cost £5."


@pytest.mark.parametrize(
    ("data", "n_defects"),
    [
        (SENTENCE.encode(), 0),
        (codecs.BOM_UTF8 + SENTENCE.encode(), 0),
        (SENTENCE.encode("utf-16"), 1),
        (SENTENCE.encode("utf-16-le"), 1),
        (SENTENCE.encode("utf-16-be"), 1),
        (SENTENCE.encode("utf-32"), 1),
        (SENTENCE.encode("cp1252"), 1),
        (SENTENCE.replace("owner", "owner’s man").encode("mac-roman").replace(b"\xd5s man", b""), 1),
        (SENTENCE.encode().decode("cp1252", errors="replace").replace("\ufffd", "\x9d").encode(), 1),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman", "mojibake"],
)
def test_the_sentence_is_read_from_any_encoding(data, n_defects):
    decoded = decode(data)
    assert decoded.lines == (SENTENCE,)
    assert [kind for kind, _ in decoded.defects] == ["wrong-encoding"] * n_defects


def test_one_wrong_byte_does_not_spoil_the_rest():
    data = SENTENCE.encode() + b" It\x92s over."
    assert decode(data).lines == (SENTENCE + " It’s over.",)


def test_null_bytes_and_control_characters_go_and_are_recorded():
    decoded = decode(b"one\x00two\nthree\x07\n\xe2\x80\x8bfour")
    assert decoded.lines == ("onetwo", "three", "four")
    assert [(removal.kind, removal.line) for removal in decoded.removed] == [
        ("control-character", 1),
        ("control-character", 2),
        ("invisible-character", 3),
    ]
    assert [kind for kind, _ in decoded.defects] == ["control-characters"]


def test_what_was_mended_is_recorded():
    (removal,) = decode("He said itâ€™s done.".encode()).removed
    assert (removal.kind, removal.text, removal.line) == ("mojibake", "itâ€™s", 1)


def test_every_kind_of_line_break_parts_lines():
    assert decode("a\r\nb\rc\nd\u2028e".encode()).lines == ("a", "b", "c", "d", "e")


def test_bytes_that_are_no_text_are_known():
    assert not decode(bytes(range(256)) * 20).is_text


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_without_an_exception(data):
    decoded = decode(data)
    assert all("\x00" not in line for line in decoded.lines)
    "\n".join(decoded.lines).encode("utf-8")
