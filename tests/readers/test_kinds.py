"""What an input is, is told by its content; names count where this leaves it open."""

import gzip
import time

import pytest

from kg.readers.inputs import read_inputs
from kg.readers.kinds import detect_kind, look_at
from kg.readers.language import describe_language
from kg.readers.rootelement import find_root
from kg.readers.signatures import _load, find_signature
from kg.readers.source import Kind
from kg.records import Problem
from tests.inputs import ADDRESS_LINES, OPML, SITEMAP, make_feed, make_page, make_row, make_table, make_text, make_warc

TEXT = make_text("Avel")
ATOM = "<?xml version='1.0'?>\n<!-- a --><?style x?><a:feed xmlns:a='http://www.w3.org/2005/Atom'/>"
RDF = '<!DOCTYPE rdf [<!ENTITY a "b">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", TEXT, Kind.TEXT),
        ("a", TEXT, Kind.TEXT),
        ("a.md", f"---\ntitle: T\n---\n{TEXT}", Kind.TEXT),
        ("a.md", f"<p>Inline</p> in Markdown. {TEXT}", Kind.TEXT),
        ("a.md", f"[Ferries](https://a.example) return. {TEXT}", Kind.TEXT),
        ("a.txt", f"https://a.example/b\n\n{TEXT}", Kind.TEXT),
        ("a.txt", f"BMW said, on that date, that the title stays.\n{TEXT}", Kind.TEXT),
        ("a.txt", f"The date, the title and the text, all said.\nSo, they, left. {TEXT}", Kind.TEXT),
        ("a", make_page("Bor"), Kind.HTML),
        ("a.txt", make_page("Bor"), Kind.HTML),
        ("a", f"<div>{TEXT}</div>", Kind.HTML),
        ("a.html", TEXT, Kind.HTML),
        ("a", f"\ufeff<?xml version='1.0'?><html xmlns='x'><body>{TEXT}</body></html>", Kind.HTML),
        ("a.html", make_feed("Bor"), Kind.FEED),
        ("a", ATOM, Kind.FEED),
        ("a", RDF, Kind.FEED),
        ("a.json", '{"version": "https://jsonfeed.org/version/1.1", "items": []}', Kind.FEED),
        ("a", SITEMAP, Kind.SITEMAP),
        ("a", "<sitemapindex></sitemapindex>", Kind.SITEMAP),
        ("a.xml", OPML, Kind.OPML),
        ("a.csv", ADDRESS_LINES, Kind.ADDRESSES),
        ("a.txt", f"# pages\n\n{ADDRESS_LINES}", Kind.ADDRESSES),
        ("a", make_table("Bor"), Kind.TABLE),
        ("a.txt", make_table("Bor").replace(",", ";"), Kind.TABLE),
        ("a.csv", "x,y\n1,2\n", Kind.TABLE),
        ("a.TSV", "x\ty\n", Kind.TABLE),
        ("a", str(make_row("Bor")).replace("'", '"'), Kind.JSONL),
        ("a.txt", '[{"text": "x"}]', Kind.JSONL),
        ("a", '{\n  "articles": []}', Kind.JSONL),
        ("a.jsonl", "{broken", Kind.JSONL),
        ("a", make_warc("Bor", is_gzip=False), Kind.WARC),
        ("a.gz", make_warc("Bor"), Kind.WARC),
        ("a.warc.gz", b"\x1f\x8b\xff\xff broken", Kind.WARC),
        ("a.warc", b"RC/1.0\r\nWARC-Type: response\r\n\r\n", Kind.WARC),
        ("a", b"PAR1....", Kind.PARQUET),
        ("a", b"PK\x03\x04....", Kind.ZIP),
        ("a.gz", gzip.compress(TEXT.encode(), mtime=0), Kind.TEXT),
        ("a.csv.gz", gzip.compress(b"x,y\n", mtime=0), Kind.TABLE),
        ("a", make_page("Bor").encode("utf-16"), Kind.HTML),
        ("a", make_feed("Bor").encode("utf-16-le"), Kind.FEED),
        ("a", "“Fähren” kehren zurück".encode("cp1252"), Kind.TEXT),
        ("a", b"", Kind.TEXT),
    ],
)
def test_kind_by_content(tmp_path, name, data, kind):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    assert detect_kind(path) is kind


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.4\n", "PDF"),
        (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml", "Office"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        (b"{\\rtf1 Text}", "RTF"),
        (b"<?xml version='1.0'?><nitf/>", "XML with the element <nitf>"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "MHTML"),
        (bytes(range(1, 32)) * 30, "no text"),
        (bytes(257) + b"ustar\x00", "tar"),
    ],
)
def test_what_is_not_read_is_called_by_its_name(tmp_path, data, what):
    (tmp_path / "a").write_bytes(data)
    look = look_at(tmp_path / "a")
    assert look.kind is None
    assert what in look.what


def test_every_signature_is_found_by_its_own_beginning():
    for entry in _load()["signature"]:
        marks = entry["words"].encode() if "words" in entry else bytes.fromhex(entry["hex"])
        found = find_signature(bytes(entry.get("offset", 0)) + marks + bytes(8))
        assert found is not None
        assert found.what == entry["what"]
        assert entry["example"]
        assert bool(entry.get("advice")) != entry.get("companion", False)


def test_root_element_behind_everything_that_may_stand_above_it():
    assert find_root("\ufeff <!-- <rss> --> <!DOCTYPE rss [<!ENTITY x '>'>]> <rss version='2'>").name == "rss"
    assert find_root("plain <b>text</b>") is None
    assert find_root("<!-- never closed <rss>") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Hafenmeister sagte am Montag, die Fähren würden nach dem Sturm wieder fahren.", "German (de)"),
        ("Le capitaine du port a déclaré lundi que les ferries reviendraient après la tempête.", "French (fr)"),
        ("Начальник порта сообщил в понедельник, что паромы вернутся после шторма.", "Russian (ru)"),
        (TEXT, None),
    ],
)
def test_languages_have_names(text, language):
    assert describe_language(text) == language


@pytest.mark.parametrize("gap", [" ", "\n", "\t\n"])
def test_white_space_between_keys_takes_no_time(gap, tmp_path):
    path = tmp_path / "wide.json"
    path.write_text('{"status": "ok"' + gap * (60_000 // len(gap)) + "x", encoding="utf-8")
    started = time.process_time()
    assert {type(found) for found in read_inputs([path])} == {Problem}
    assert time.process_time() - started < 2
