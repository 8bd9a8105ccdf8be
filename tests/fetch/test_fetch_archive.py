import errno
import gzip
from io import FileIO

import pytest
from warcio.archiveiterator import ArchiveIterator

from kg.errors import ArchiveDamaged, ArchiveLocked, InputNotFound, StorageFull, WrongParameter
from kg.fetch.archive import PageArchive
from kg.fetch.outcome import Page
from kg.readers.source import Source
from kg.readers.warc.reader import read_warc
from kg.records import Place
from tests.fetch.fetching import exchange

INFO = {"software": "kg", "operator": "a@kg.example"}
PLACE = Place(path="list.txt")
TEXT = "<p>The harbour council met on Monday and said that the ferry line will open in spring. " * 5


def make_page(name="a", *, body=None, status=200, way=(), is_list=False, kind="text/html", **headers):
    body = f"<!doctype html><html><title>{name}</title>{TEXT}".encode() if body is None else body
    url = f"https://news.example/{name}"
    last = exchange(url, status=status, body=body, Content_Type=kind, **headers)
    return Page(url=url, place=PLACE, exchanges=(*way, last), is_list=is_list)


def write(path, *pages):
    with PageArchive.open(path, info=INFO) as archive:
        return [archive.write(each) for each in pages]


def read(path):
    """Read an archive with warcio, and check its digests."""
    found = []
    with path.open("rb") as handle:
        for record in ArchiveIterator(handle, check_digests="raise"):
            body = record.content_stream().read()
            found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), body))
    return found


def types(path):
    return [kind for kind, *_ in read(path)]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "pages.warc.gz"


def test_a_page_is_written_with_what_fetched_it(path):
    write(path, make_page(Content_Encoding="gzip", Content_Length="7", X_Odd="caf\xe9"))
    found = read(path)
    assert [kind for kind, *_ in found] == ["warcinfo", "response", "request"]
    assert b"operator: a@kg.example" in found[0][2]
    assert found[1][1:] == ("https://news.example/a", make_page().exchanges[0].body)


def test_every_record_is_a_gzip_member_of_its_own(path):
    write(path, make_page())
    with path.open("rb") as handle:
        iterator = ArchiveIterator(handle)
        starts = [iterator.get_record_offset() for _ in iterator]
    ends = [*starts[1:], path.stat().st_size]
    data = path.read_bytes()
    members = [gzip.decompress(data[start:end]) for start, end in zip(starts, ends, strict=True)]
    assert [member.count(b"WARC/1.1\r\n") for member in members] == [1, 1, 1]


def test_the_reader_of_archives_reads_it_with_time_hash_and_address(path):
    step = exchange("https://news.example/old", status=301, Location="/a")
    write(path, make_page(way=(step,)), make_page("feed", body=b"<rss/>", is_list=True, kind="application/rss+xml"))
    found = list(read_warc(Source(path=path, name="pages.warc.gz")))
    assert [article.url for article in found] == ["https://news.example/a"]
    assert found[0].retrieved.isoformat() == "2025-09-01T10:00:00+00:00"
    assert found[0].bytes_hash
    assert found[0].reader == "warc"
    assert found == list(read_warc(Source(path=path, name="pages.warc.gz")))


def test_what_it_holds_is_known_when_it_is_opened_again(path):
    step = exchange("https://news.example/old", status=301, Location="/a")
    with PageArchive.open(path, info=INFO) as archive:
        assert archive.find("https://news.example/a") is None
        archive.write(make_page(way=(step,), ETag='"v1"', Last_Modified="Mon"))
        archive.write(make_page("feed", body=b"<rss/>", is_list=True, kind="application/rss+xml"))
        before = {name: archive.find(f"https://news.example/{name}") for name in ("a", "old", "feed", "b")}
    with PageArchive.open(path, info=INFO) as archive:
        after = {name: archive.find(f"https://news.example/{name}") for name in before}
        assert archive.recall(after["feed"]) == b"<rss/>"
        assert b"ferry" in archive.recall(after["old"])
    assert after == before
    assert after["a"].etag == '"v1"'
    assert after["old"].url == "https://news.example/a"
    assert (after["a"].is_page, after["feed"].is_page) == (True, False)
    assert after["b"] is None


def test_opening_it_leaves_it_as_it_is(path):
    write(path, make_page())
    before = path.read_bytes()
    write(path)
    write(path, Page(url="https://news.example/a", place=PLACE))
    assert path.read_bytes() == before


def test_a_file_that_would_hold_nothing_is_not_left(path):
    write(path)
    assert not path.exists()


def test_a_page_that_came_again_is_a_revisit(path):
    changed = make_page(body=b"<!doctype html><html><p>Other words.")
    found = write(path, make_page(), make_page(), make_page(status=304, body=b""), changed)
    assert [each.is_same for each in found] == [False, True, True, False]
    assert types(path)[1::2] == ["response", "revisit", "revisit", "response"]
    with path.open("rb") as handle:
        fields = [record.rec_headers for record in ArchiveIterator(handle) if record.rec_type == "revisit"]
    assert [each.get_header("WARC-Profile").rpartition("/")[2] for each in fields] == [
        "identical-payload-digest",
        "server-not-modified",
    ]
    assert {each.get_header("WARC-Refers-To-Target-URI") for each in fields} == {"https://news.example/a"}
    write(path, changed)
    assert types(path)[-2:] == ["revisit", "request"]


def test_a_list_that_did_not_change_is_not_written_again(path):
    lists = [make_page("feed", body=b"<rss/>", is_list=True, kind="application/rss+xml")] * 2
    write(path, *lists)
    before = path.read_bytes()
    write(path, *lists, make_page("feed", body=b"", status=304, is_list=True))
    assert path.read_bytes() == before


def test_torn_off_anywhere_only_the_page_under_way_is_lost(path):
    write(path, make_page("a"))
    n_first = path.stat().st_size
    write(path, make_page("b"))
    whole = path.read_bytes()
    for end in range(n_first, len(whole), 23):
        path.write_bytes(whole[:end])
        write(path, make_page("c"))
        urls = [url for kind, url, _ in read(path) if kind == "response"]
        assert urls[0] == "https://news.example/a"
        assert urls[-1] == "https://news.example/c"
        assert set(types(path)) == {"warcinfo", "response", "request"}


@pytest.mark.parametrize("end", [0, 1, 5, 30, 200])
def test_torn_off_in_its_first_record_it_begins_anew(path, end):
    write(path, make_page("a"))
    path.write_bytes(path.read_bytes()[:end])
    write(path, make_page("c"))
    assert types(path) == ["warcinfo", "response", "request"]


def test_what_stands_behind_a_damaged_record_stays(path):
    for name in "abc":
        write(path, make_page(name))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    write(path, make_page("d"))
    assert path.read_bytes().startswith(bytes(data))
    with PageArchive.open(path, info=INFO) as archive:
        assert [name for name in "abcd" if archive.find(f"https://news.example/{name}")] == ["a", "c", "d"]


@pytest.mark.parametrize("data", [b"plain text", gzip.compress(b"no archive", mtime=0), b"WARC/1.0\r\n"])
def test_a_file_that_is_something_else_is_left_alone(path, data):
    path.write_bytes(data)
    with pytest.raises(ArchiveDamaged, match="name another file with -o"):
        write(path, make_page())
    assert path.read_bytes() == data


def test_an_archive_of_others_that_is_broken_off_is_left_alone(path):
    write(path, make_page("a"), make_page("b"))
    data = gzip.compress(gzip.decompress(path.read_bytes()))[:-30]
    path.write_bytes(data)
    with pytest.raises(ArchiveDamaged, match="broken off"):
        write(path, make_page("c"))
    assert path.read_bytes() == data


def test_a_second_writer_is_told_at_once(path):
    with PageArchive.open(path, info=INFO) as archive:
        archive.write(make_page())
        with pytest.raises(ArchiveLocked, match="is being written by another kg fetch"):
            PageArchive.open(path, info=INFO)
    write(path, make_page("b"))


@pytest.mark.parametrize(("name", "error"), [("pages.html", WrongParameter), ("none/pages.warc.gz", InputNotFound)])
def test_where_no_archive_can_be(tmp_path, name, error):
    with pytest.raises(error):
        write(tmp_path / name, make_page())


def test_a_full_disk_leaves_the_file_as_it_was(path, monkeypatch):
    write(path, make_page("a"))
    before = path.read_bytes()

    class SmallDisk(FileIO):
        def write(self, data):
            if self.tell() > len(before) + 300:
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().write(data[:100])

    monkeypatch.setattr("kg.fetch.archive.FileIO", SmallDisk)
    with pytest.raises(StorageFull, match="the disk is full"):
        write(path, make_page("b"))
    assert path.read_bytes() == before
    monkeypatch.undo()
    write(path, make_page("b"))
    assert types(path) == ["warcinfo", "response", "request"] * 2
