"""Web archives: their pages are read, what is damaged is set aside and counted, and good neighbours stay."""

import gzip
import random
import re
import zlib
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.readers.source import Source
from kg.readers.warc import read_warc
from kg.readers.warc.reader import parse_moment
from kg.records import Article, Problem
from tests.archives import Writer, name_page, write_archive, write_page, write_response

PAGES = [write_page(number) for number in range(6)]
WHOLE = {form: write_archive(PAGES, form=form) for form in ("plain", "gzip")}
FORMS = ("plain", "gzip", "single")


def read(tmp_path, data, name="news.warc.gz"):
    path = tmp_path / name
    path.write_bytes(data)
    found = list(read_warc(Source(path=path, name=name)))
    return [each for each in found if isinstance(each, Article)], [each for each in found if isinstance(each, Problem)]


def write_responses(*responses, form="gzip"):
    held = BytesIO()
    writer = Writer(held, gzip=form == "gzip")
    for number, (body, options) in enumerate(responses):
        write_response(writer, options.pop("url", name_page(number)), body, **options)
    return held.getvalue()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("version", ["WARC/1.0", "WARC/1.1"])
def test_every_form_and_version_is_read(tmp_path, form, version):
    articles, problems = read(tmp_path, write_archive(PAGES, form=form, version=version, has_requests=True))
    assert problems == []
    assert [article.id for article in articles] == [name_page(number) for number in range(6)]
    article = articles[1]
    assert article.url == article.place.article == name_page(1)
    assert article.reader == "warc"
    assert article.place.line == 5  # the archive's own record, and a request before each page
    assert article.retrieved == datetime(2025, 4, 2, 10, tzinfo=UTC)
    assert "signed a letter" in article.text
    assert "Front page" not in article.text


def test_archive_that_holds_no_page_says_so(tmp_path):
    articles, (problem,) = read(tmp_path, write_archive([]))
    assert articles == []
    assert (problem.kind, problem.n_aside) == ("no-articles", 0)
    assert "1 warcinfo" in problem.message
    _, (problem,) = read(tmp_path, b"")
    assert "holds no record" in problem.message


def test_what_is_no_page_is_passed_over(tmp_path):
    page = PAGES[0]
    data = write_responses(
        (page, {"status": "404 Not Found"}),
        (page, {"status": "301 Moved", "fields": [("Location", "https://a.example/")]}),
        (b"User-agent: *", {"url": "https://a.example/robots.txt", "fields": [("Content-Type", "text/html")]}),
        (b"\x89PNG\r\n", {"fields": [("Content-Type", "image/png")]}),
        (b"%PDF-1.4 and so on", {"fields": [("Content-Type", "text/html")]}),
        (b"body { color: red }", {"fields": [("Content-Type", "text/plain")]}),
        (page, {"fields": [("Content-Type", "text/plain")], "url": "https://a.example/html-served-as-text"}),
    )
    (article,), problems = read(tmp_path, data)
    assert problems == []
    assert article.id == "https://a.example/html-served-as-text"


def chunk(data):
    pieces = [data[start : start + 700] for start in range(0, len(data), 700)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


CODED = {
    "gzip": (gzip.compress, [("Content-Encoding", "gzip")]),
    "zlib": (zlib.compress, [("Content-Encoding", "deflate")]),
    "raw deflate": (lambda data: zlib.compress(data)[2:-4], [("Content-Encoding", "deflate")]),
    "chunks": (chunk, [("Transfer-Encoding", "chunked")]),
    "gzip in chunks": (
        lambda data: chunk(gzip.compress(data)),
        [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")],
    ),
    "undone before": (lambda data: data, [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]),
    "twice": (lambda data: gzip.compress(gzip.compress(data)), [("Content-Encoding", "gzip, gzip")]),
}


@pytest.mark.parametrize("name", CODED)
def test_codings_are_undone(tmp_path, name):
    encode, fields = CODED[name]
    (article,), problems = read(tmp_path, write_responses((encode(PAGES[0]), {"fields": fields})))
    assert problems == []
    (plain,), _ = read(tmp_path, write_responses((PAGES[0], {})))
    assert article.text == plain.text


def test_body_that_was_cut_on_its_way_is_read_as_far_as_it_came(tmp_path):
    body = gzip.compress(PAGES[0] * 3)[:-200]
    (article,), (problem,) = read(tmp_path, write_responses((body, {"fields": [("Content-Encoding", "gzip")]})))
    assert article.text
    assert (problem.kind, problem.n_aside) == ("truncated", 0)


def test_bomb_in_a_body_is_too_large(tmp_path):
    bomb = gzip.compress(b"<html><p>" + b"\0" * 20_000_000)
    articles, problems = read(
        tmp_path, write_responses((bomb, {"fields": [("Content-Encoding", "gzip")]}), (PAGES[1], {}))
    )
    assert [(problem.kind, problem.n_aside) for problem in problems] == [("too-large", 1)]
    assert len(articles) == 1


@pytest.mark.parametrize("form", ["plain", "gzip"])
def test_record_of_thirty_megabytes_is_skipped(tmp_path, form):
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\nContent-Length: 30000091\r\n\r\n"
    )
    head += (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 30000000 \r\nX-Padding: 1234567\r\n\r\n<html>"
    )
    big = head + b" " * (30_000_091 - len(head.partition(b"\r\n\r\n")[2])) + b"\r\n\r\n"
    big = gzip.compress(big, 1, mtime=0) if form == "gzip" else big
    articles, problems = read(tmp_path, big + write_archive(PAGES[:2], form=form))
    assert len(articles) == 2
    assert [problem.n_aside for problem in problems] == [1]


class Stub:
    """A page that was handed on to be read."""

    def __init__(self, data):
        self.data = data


@pytest.fixture
def unread(monkeypatch):
    """Hand pages on without reading them: reading takes most of the time."""
    monkeypatch.setattr("kg.readers.warc.reader.Article", Stub)
    monkeypatch.setattr("kg.readers.warc.reader.read_page", lambda data, **_: iter([Stub(data)]))


@pytest.mark.parametrize("form", ["plain", "gzip"])
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9), what=st.sampled_from(["flip", "cut out", "insert", "truncate"]))
def test_damage_costs_what_it_hits_and_every_page_is_accounted_for(tmp_path, unread, form, seed, what):
    rng = random.Random(seed)
    whole = WHOLE[form]
    at = rng.randrange(len(whole))
    length = rng.randrange(1, 400)
    data = {
        "flip": whole[:at] + bytes([whole[at] ^ rng.randrange(1, 256)]) + whole[at + 1 :],
        "cut out": whole[:at] + whole[at + length :],
        "insert": whole[:at] + rng.randbytes(length) + whole[at:],
        "truncate": whole[:at],
    }[what]
    path = tmp_path / "news.warc.gz"
    path.write_bytes(data)
    found = list(read_warc(Source(path=path, name="news.warc.gz")))
    pages = [each.data for each in found if isinstance(each, Stub)]
    n_aside = sum(each.n_aside for each in found if isinstance(each, Problem))
    assert set(pages) <= set(PAGES), "no page is read that its digest proves wrong"
    if what == "truncate":
        n_before = sum(end <= at for end in page_ends(whole, form))
        assert n_before <= len(pages) <= len(pages) + n_aside <= n_before + 1
    else:
        assert len(pages) >= len(PAGES) - (2 if what == "cut out" else 1)
        assert len(PAGES) - (what == "cut out") <= len(pages) + n_aside <= len(PAGES) + 1


def page_ends(whole, form):
    """Return where the pages of an archive end, from the lengths that it writes."""
    ends = [
        match.start() for match in re.finditer(rb"WARC/1\.0\r\n" if form == "plain" else rb"\x1f\x8b\x08\x00", whole)
    ]
    return [*ends[2:], len(whole)]


@pytest.mark.parametrize("form", ["plain", "gzip"])
def test_wrong_length_is_found_out_and_mended_by_the_digest(tmp_path, form):
    for wrong in (b"1", b"99", b"4700000", b"123456789012", b"-5", b"x"):
        data = write_archive(PAGES, form="plain")
        starts = [match.start() for match in re.finditer(rb"WARC/1\.0", data)]
        record = re.sub(rb"(?<=\r\nContent-Length: )\d+(?=\r\n\r\nHTTP)", wrong, data[starts[2] : starts[3]], count=1)
        pieces = [data[: starts[2]], record, data[starts[3] :]]
        data = b"".join(gzip.compress(piece) for piece in pieces) if form == "gzip" else b"".join(pieces)
        articles, (problem,) = read(tmp_path, data)
        assert len(articles) == 6, wrong
        assert (problem.kind, problem.n_aside) == ("damaged", 0)
        assert "length is wrong" in problem.message


def test_page_with_another_digest_is_set_aside(tmp_path):
    data = write_archive(PAGES, form="plain").replace(b"signed a letter", b"signed a ladder", 1)
    articles, (problem,) = read(tmp_path, data)
    assert len(articles) == 5
    assert (problem.kind, problem.n_aside) == ("damaged", 1)
    assert problem.place.article == name_page(0)
    without = re.sub(rb"WARC-(Block|Payload)-Digest: [^\r]*\r\n", b"", data)
    articles, problems = read(tmp_path, without)
    assert len(articles) == 6, "without digests it cannot be known"
    assert problems == []


def test_payload_digest_of_another_making_is_no_damage_where_the_checksum_is_right(tmp_path):
    data = write_archive(PAGES[:1], form="plain")
    data = re.sub(rb"WARC-Block-Digest: [^\r]*\r\n", b"", data)
    data = re.sub(rb"(?<=WARC-Payload-Digest: sha1:)[A-Z2-7]{32}", b"A" * 32, data)
    (_,), (problem,) = read(tmp_path, gzip.compress(data))
    assert (problem.kind, problem.n_aside) == ("digest", 0)
    articles, (problem,) = read(tmp_path, data)
    assert articles == []
    assert problem.n_aside == 1


def test_header_of_a_member_that_is_damaged_costs_nothing(tmp_path):
    whole = write_archive(PAGES)
    start = [match.start() for match in re.finditer(rb"\x1f\x8b\x08", whole)][3]
    for at in range(start, start + 3):
        data = bytearray(whole)
        data[at] ^= 0xFF
        articles, problems = read(tmp_path, bytes(data))
        assert (len(articles), problems) == (6, [])


def test_archive_within_an_archive_is_one_record(tmp_path):
    inner = write_archive(PAGES[3:], form="plain")
    data = write_responses(
        (inner, {"fields": [("Content-Type", "application/warc")]}), (PAGES[0], {}), (gzip.compress(inner), {})
    )
    articles, _ = read(tmp_path, data)
    assert [article.id for article in articles] == [name_page(1)]


def test_nulls_between_members_and_before_them_are_padding(tmp_path):
    whole = write_archive(PAGES[:1])
    articles, problems = read(tmp_path, b"\0" * 9000 + whole + b"\0" * 100 + write_archive(PAGES[1:2]) + b"\0" * 7)
    assert (len(articles), problems) == (2, [])


def test_many_gaps_are_told_as_a_sum(tmp_path):
    broken = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 7\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
    articles, problems = read(tmp_path, broken * 300 + write_archive(PAGES[:1], form="plain"))
    assert len(articles) == 1
    assert len(problems) == 51
    assert sum(problem.n_aside for problem in problems) == 300


def test_zstandard_says_what_helps_where_its_library_is_missing(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    articles, (problem,) = read(tmp_path, b"\x28\xb5\x2f\xfd" + b"x" * 50)
    assert articles == []
    assert "pip install zstandard" in problem.message
    assert problem.n_aside == 1


def test_zstandard_with_and_without_a_dictionary(tmp_path):
    zstandard = pytest.importorskip("zstandard", reason="no dependency of kg; archives of this kind are rare")
    plain = write_archive(PAGES, form="plain")
    starts = [match.start() for match in re.finditer(rb"WARC/1\.0\r\n", plain)]
    records = [plain[start:end] for start, end in zip(starts, [*starts[1:], len(plain)], strict=True)]
    dictionary = zstandard.train_dictionary(4000, records * 20)
    for front, options in ((b"", {}), (dictionary.as_bytes(), {"dict_data": dictionary})):
        packer = zstandard.ZstdCompressor(write_checksum=True, **options)
        head = b"\x5d\x2a\x4d\x18" + len(front).to_bytes(4, "little") + front if front else b""
        frames = [packer.compress(record) for record in records]
        articles, problems = read(tmp_path, head + b"".join(frames))
        assert (len(articles), problems) == (6, [])
        frames[3] = frames[3][:60] + b"\xff" * 9 + frames[3][69:]
        articles, (problem,) = read(tmp_path, head + b"".join(frames))
        assert (len(articles), problem.n_aside) == (5, 1), problem


def test_brotli_is_decoded_where_its_library_is_there(tmp_path):
    brotli = pytest.importorskip("brotli", reason="no dependency of kg; archives seldom keep this coding")
    bodies = (PAGES[0], b"<html>" + b" " * 50_000_000)
    responses = [(brotli.compress(body), {"fields": [("Content-Encoding", "br")]}) for body in bodies]
    articles, (problem,) = read(tmp_path, write_responses(*responses))
    assert (len(articles), problem.kind) == (1, "too-large")


def test_brotli_without_its_library_is_a_problem(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "brotli", None)
    articles, (problem,) = read(tmp_path, write_responses((PAGES[0], {"fields": [("Content-Encoding", "br")]})))
    assert articles == []
    assert (problem.n_aside, "brotli" in problem.message) == (1, True)


def test_missing_file_is_a_problem(tmp_path):
    (problem,) = read_warc(Source(path=tmp_path / "none", name="none"))
    assert (problem.kind, problem.n_aside) == ("unreadable", 1)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2025-03-09T10:00:00Z", datetime(2025, 3, 9, 10, tzinfo=UTC)),
        ("2025-03-09T10:00:00.123456789Z", datetime(2025, 3, 9, 10, 0, 0, 123456, tzinfo=UTC)),
        ("2025-03", None),
        ("99999", None),
        ("", None),
    ],
)
def test_moments(words, expected):
    assert parse_moment(words) == expected
