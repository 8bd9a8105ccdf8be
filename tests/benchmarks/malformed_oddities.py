# ruff: noqa: E501 - lists of oddities read better in long lines
"""Inputs that somebody would have to make on purpose, or that a sick program makes: bombs, depth, wrong types, lies."""

import gzip
import io
import json
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache

from tests.benchmarks.malformed_goods import (
    Good,
    make_archive,
    make_csv,
    make_html,
    make_jsonl,
    make_packed,
    make_places,
)
from tests.benchmarks.malformed_mutators import DATES, DEPTHS
from tests.inputs import make_page, make_row, make_text, make_zip

ODD_VALUES = (
    None,
    True,
    0,
    -1,
    1e308,
    10**400,
    "",
    " ",
    "\ud800",
    "\x00",
    "a\x00b",
    [],
    {},
    [[]],
    {"a": 1},
    ["x", "y"],
    "x" * 300_000,
    "\u202e",
    *DATES,
)
ODD_NAMES = ("../../up.txt", "/abs.txt", "C:\\dos.txt", "x" * 300 + ".txt", "a/" * 200 + "deep.txt", "nul\x00l.txt", "line\nbreak.txt",
             "\u202etxt.exe", ".", "..", "/", " ", "é" * 120 + ".html", "a/../a.txt", "con.txt", "a.txt/b.txt", "-rf", "%2e%2e/x.txt")  # fmt: skip
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BOMB_DTD = f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>'
FILE_DTD = '<!DOCTYPE x [<!ENTITY l11 SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]>'


@cache
def make_zeros(n_mb: int, byte: bytes = b"\0") -> bytes:
    """Return a gzip member of so many megabytes of one byte."""
    packer = zlib.compressobj(9, wbits=31)
    pieces = [packer.compress(byte * 1_000_000) for _ in range(n_mb)]
    return b"".join([*pieces, packer.flush()])


def odd_json(rng: random.Random) -> Good:
    good = make_jsonl(make_places(rng, 4))
    row = make_row("Oddly") | {
        rng.choice(("id", "outlet", "published", "title", "text", "url", "author")): rng.choice(ODD_VALUES)
    }
    line = rng.choice((json.dumps(row), json.dumps(row, ensure_ascii=False), json.dumps(row)[:-1], json.dumps([row]), f'{{"a": {json.dumps(row)}}}',
                       json.dumps(row).replace('"text"', '"id"'), '{"text": ' * rng.choice(DEPTHS), "[" * rng.choice(DEPTHS), "9" * 5000,
                       '{"id": ' + "9" * 5000 + "}", "NaN", "null", "{}", json.dumps(row).replace("Oddly", "Odd\x0bly\x1f")))  # fmt: skip
    data = good.data + line.encode("utf-8", "surrogatepass").replace(b"\n", b" ") + b"\n"
    return Good(kind="json lines", name=good.name, data=data + make_jsonl(make_places(rng, 3)).data, texts=good.texts)


def odd_ids(rng: random.Random) -> Good:
    """Ids that repeat, with the same text and with another."""
    rows = [make_row(place) for place in make_places(rng, 4)]
    again = [rows[0], rows[1] | {"text": make_text("Elsewhere")}, rows[2] | {"outlet": "Other Post"}]
    data = "\n".join(map(json.dumps, rows + again)).encode()
    return Good(kind="json lines", name="m.jsonl", data=data, texts=tuple(row["text"] for row in rows))


def odd_dates(rng: random.Random) -> Good:
    rows = [
        make_row(place) | {"published": date}
        for place, date in zip(make_places(rng, 12), rng.sample(DATES, 12), strict=True)
    ]
    texts = tuple(row["text"] for row in rows)
    return Good(kind="json lines", name="m.jsonl", data="\n".join(map(json.dumps, rows)).encode(), texts=texts)


def odd_page(rng: random.Random) -> Good:
    page, depth = make_page("Oddly"), rng.choice(DEPTHS)
    opened = rng.choice(
        (
            "<div>",
            "<span>",
            "<b><i>",
            "<table><tr><td>",
            "<ul><li>",
            "<blockquote>",
            "<article>",
            "<font>",
            "<svg>",
            "<a href=x>",
            "<p><div>",
            "<select>",
        )
    )
    linked = '<script type="application/ld+json">%s</script>'
    more = rng.choice((
        opened * depth, opened * depth + "text" + opened.replace("<", "</") * depth, linked % ("[" * depth), linked % ('{"@graph":' * depth),
        linked % json.dumps({"@type": "NewsArticle", "articleBody": rng.choice(ODD_VALUES), "datePublished": rng.choice(ODD_VALUES), "author": rng.choice(ODD_VALUES)}),
        f'<meta property="article:published_time" content="{rng.choice(DATES)}">', "<p " + "a=1 " * depth + ">", "<!--" * depth, "<p>" + "&amp" * depth,
        "<p>x</p>" * depth, "<br>" * depth, "&#1114112;&#xFFFFFFFF;&#0;&#xD800;", "<meta charset='utf-7'><meta charset='no such'>", "<base href='http://[::'>",
        "<html><body>" * 300, "</html></body>" * 300, "<frameset><frame src=x>", "<script>" + "x" * 1_000_000, "<p>" + "word " * 150_000, "<plaintext>", "\x00" * 3000,
    ))  # fmt: skip
    at = rng.choice((0, page.index("<title>"), page.index("</head>"), page.index("<p>"), len(page)))
    return Good(
        kind="html",
        name=rng.choice(("m.html", "m")),
        data=(page[:at] + more + page[at:]).encode("utf-8", "surrogatepass"),
    )


def odd_xml(rng: random.Random) -> Good:
    body = rng.choice(
        (
            "&l11;",
            "&l11;" * 1000,
            "<![CDATA[" + "x" * 100_000,
            "&undefined;",
            f"<title>&l11;</title><description>{make_text('Oddly')}&l11;</description>",
        )
    )
    root, part = rng.choice(
        (
            ("rss", "channel><item"),
            ("feed", "entry"),
            ("urlset", "url><loc"),
            ("opml", "outline"),
            ("rdf:RDF", "item"),
            ("sitemapindex", "sitemap"),
        )
    )
    dtd = rng.choice(
        (
            BOMB_DTD,
            FILE_DTD,
            "<!DOCTYPE x [" + "<!ENTITY a 'b'>" * 20_000,
            "<?xml version='9'?>",
            "",
            "<?xml encoding='utf-7'?>",
            "<!--" * 1000,
        )
    )
    depth = rng.choice((1, 1, 3, 1000, 30_000))
    return Good(
        kind="feed",
        name=rng.choice(("m.xml", "m.rss", "m.opml")),
        data=f"{dtd}<{root}>{f'<{part}>' * depth}{body}".encode(),
    )


def odd_gzip(rng: random.Random) -> Good:
    inner = rng.choice((make_jsonl, make_csv, make_html))(make_places(rng, 4))
    packed = gzip.compress(inner.data, mtime=0)
    at = rng.randrange(len(packed))
    data = rng.choice((
        lambda: make_zeros(200), lambda: make_zeros(2) * 60, lambda: make_zeros(20, b" "), lambda: make_zeros(80, b"\n"),
        lambda: make_zeros(30, b"[") + packed, lambda: packed + make_zeros(100), lambda: packed[:at], lambda: packed[:-8] + b"\0" * 8,
        lambda: packed + b"garbage", lambda: packed * 40, lambda: gzip.compress(b"", mtime=0) * 20_000, lambda: gzip.compress(packed, mtime=0),
        lambda: gzip.compress(gzip.compress(gzip.compress(packed, mtime=0), mtime=0), mtime=0), lambda: b"\x1f\x8b",
        lambda: b"\x1f\x8b\x08\x1f" + b"x" * 70_000, lambda: packed + b"\0" * 100_000 + packed,
    ))()  # fmt: skip
    return Good(kind="gzip", name=inner.name + rng.choice((".gz", "")), data=data)


def _write(members: list[tuple[str, bytes]], rng: random.Random) -> bytes:
    held = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(
            held, "w", rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
        ) as archive,
    ):
        warnings.simplefilter("ignore")  # of names that stand twice
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 3, 0, 0, 0)), data)
    return held.getvalue()


def _set_flags(data: bytes, offset: int, value: int, size: int, rng: random.Random) -> bytes:
    """Change a field of one entry in an archive's directory, and where it stands before the member."""
    found = [at for at in range(len(data)) if data.startswith(b"PK\x01\x02", at)]
    at = rng.choice(found)
    local = struct.unpack_from("<I", data, at + 42)[0]
    changed, new = bytearray(data), value.to_bytes(size, "little")
    changed[at + offset : at + offset + size] = new
    if rng.random() < 0.7:
        changed[local + offset - 2 : local + offset - 2 + size] = new
    return bytes(changed)


def odd_zip(rng: random.Random) -> Good:
    texts = [make_text(place).encode() for place in make_places(rng, 4)]
    packed = make_packed(make_places(rng, 4)).data
    nested = packed
    for _ in range(5):
        nested = make_zip({"n.zip": nested})
    data = rng.choice((
        lambda: _write([(rng.choice(ODD_NAMES), text) for text in texts], rng),
        lambda: _write([("same.txt", text) for text in texts] + [("SAME.txt", texts[0])], rng),
        lambda: _write([("same.txt", b"x")] * 1500, rng), lambda: _write([(f"{n}.txt", b"") for n in range(1500)], rng),
        lambda: _write([("big.txt", b"\0" * 90_000_000)], rng), lambda: _write([("z.gz", make_zeros(200)), ("a.txt", texts[0])], rng),
        lambda: nested, lambda: _write([("manifest.csv", b"id,file,outlet\n1,../../x,Post\n2,a.txt,Post\n"), ("a.txt", texts[0]), ("a.txt/b.txt", texts[1])], rng),
        lambda: _set_flags(packed, 8, 1, 2, rng), lambda: _set_flags(packed, 10, rng.choice((9, 98, 99, 14, 7)), 2, rng),
        lambda: _set_flags(packed, 16, 12345, 4, rng), lambda: _set_flags(packed, 24, rng.choice((0, 1, 2**32 - 1)), 4, rng), lambda: _set_flags(packed, 20, rng.choice((0, 5, 2**31)), 4, rng),
        lambda: _set_flags(packed, 42, rng.choice((0, 10, 2**31)), 4, rng), lambda: _set_flags(packed, 28, 60_000, 2, rng), lambda: packed + packed, lambda: b"MZ" + packed,
        lambda: packed[: rng.randrange(len(packed))], lambda: packed[rng.randrange(200) :],
    ))()  # fmt: skip
    return Good(kind="zip", name="m.zip", data=data)


def odd_table(rng: random.Random) -> Good:
    good = make_csv(make_places(rng, 5))
    head, *rows = good.data.split(b"\n")
    data = rng.choice((
        lambda: b"\n".join([head, rows[0], b'Q,Post,2024-05-03,Title,"never closed', *rows[1:]]),
        lambda: b"\n".join([head, *rows[:2], b"only,two", b"a," * 5000, *rows[2:]]), lambda: b"\n".join([head, b'1,Post,,T,"' + b"x " * 2_600_000 + b'"', *rows]),
        lambda: head, lambda: b"\n".join([b",".join(b"c%d" % n for n in range(20_000)), *rows]), lambda: b"\n".join([head + b",text,text,id", *rows]),
        lambda: b"\n".join(rows), lambda: b"\n".join([b"", b"", head, *rows]), lambda: good.data.replace(b"\n", b"\r"), lambda: good.data.replace(b'"', b"'"),
        lambda: b"\n".join([head, *[b'"'] * 20_000]), lambda: b"\n".join([head, *[b",,,,"] * 50_000]), lambda: b"\n".join([head, *[b'"a""b'] * 3000, *rows]),
        lambda: b"\n".join([head, *rows, *rows]), lambda: b"\n".join([head, *[b'x,Post,2024-05-03,"T,"t"'] * 3000]), lambda: good.data + b"\n" * 300_000,
        lambda: head + b"\n" + b'"' * 4_000_001, lambda: b"sep=;\n" + good.data.replace(b",", b";"), lambda: good.data.replace(b",", b"\x1f"),
        lambda: b"\n".join([head, *[row.replace(b"2024-05-03", rng.choice(DATES).encode()) for row in rows]]),
        lambda: b"\n".join([head, *[b'id%d,Post,,T,"%s' % (n, b"word " * 400) for n in range(2000)]]),
    ))()  # fmt: skip
    return Good(kind="table", name=rng.choice(("m.csv", "m.txt", "m.tsv")), data=data)


def odd_warc(rng: random.Random) -> Good:
    data = make_archive(make_places(rng, 4), is_gzip=False).data
    old, new = rng.choice((
        (b"Content-Length: ", rng.choice((b"Content-Length: 9", b"Content-Length: -", b"Content-Length: 99999999999999", b"X: "))),
        (b"WARC-Payload-Digest: sha1:", b"WARC-Payload-Digest: sha1:A"), (b"WARC-Block-Digest: sha1:", b"WARC-Block-Digest: md9:"), (b"WARC/1.0", b"WARC/9.9"),
        (b"WARC-Date: 2025", b"WARC-Date: 99999"), (b"WARC-Target-URI: ", b"WARC-Target-URI: \xff\xfe\r\n "), (b"HTTP/1.1 200 OK", rng.choice((b"HTTP/9 999", b"", b"HTTP/1.1 " + b"2" * 6000))),
        (b"Content-Type: text/html", rng.choice((b"Content-Encoding: gzip\r\nContent-Type: text/html", b"Content-Encoding: br, deflate, x\r\nContent-Type: text/html", b"Transfer-Encoding: chunked\r\nContent-Type: text/html",
                                                 b"X: " + b"y" * 1_000_000 + b"\r\nContent-Type: text/html", b"Y:\r\n" * 20_000 + b"Content-Type: text/html"))),
        (b"charset=utf-8", b"charset=utf-16"), (b"\r\n\r\n", b"\n\n"), (b"\r\n", b"\n"), (b"<p>", b"WARC/1.0\r\nContent-Length: 10\r\n\r\n"), (b"WARC-Type: response", b"WARC-Type: " + b"r" * 9000),
    ))  # fmt: skip
    return Good(kind="web archive", name="m.warc", data=data.replace(old, new, rng.choice((1, 2, -1))))


def odd_bytes(rng: random.Random) -> Good:
    name = rng.choice(
        (
            "m.txt",
            "m.html",
            "m.csv",
            "m.jsonl",
            "m.json",
            "m.warc",
            "m.warc.gz",
            "m.parquet",
            "m.zip",
            "m.xml",
            "m.opml",
            "m.rss",
            "m",
            "m.gz",
            "m.dat",
        )
    )
    data = rng.choice((b"", b"\0" * 10_000, b"a" * 6_000_000, b"\n" * 200_000, b"PAR1" * 3, b"PAR1" + b"\xff" * 40 + b"PAR1", b"PK\x05\x06" + b"\0" * 18, b"WARC/1.0\r\n\r\n",
                       b"\x28\xb5\x2f\xfd" + rng.randbytes(100), b"%PDF-1.7", b"<svg>", b"{", b"[", b"<", b'"', b"\xff\xfe", b"\xef\xbb\xbf", b"- " * 50_000, b"> " * 50_000, b"#" * 100_000,
                       b"a\n\n" * 30_000, b"[a](" * 30_000, b"*" * 100_000, b"Read more:\n" * 30_000, ("é" * 90_000).encode("cp1252"), rng.randbytes(3000)))  # fmt: skip
    return Good(kind="bytes", name=name, data=data)


ODDITIES: tuple[Callable[[random.Random], Good], ...] = (
    odd_json, odd_json, odd_ids, odd_dates, odd_page, odd_page, odd_xml, odd_gzip, odd_zip, odd_table, odd_warc, odd_bytes,
)  # fmt: skip


def draw_bytes(seed: int, number: int = 400) -> Iterator[tuple[str, bytes]]:
    """Draw bytes and texts of no grammar from Hypothesis, each with the name of a file."""
    import hypothesis
    from hypothesis import strategies as st

    found: list[tuple[str, bytes]] = []
    names = st.sampled_from(
        [
            "m.txt",
            "m.html",
            "m.csv",
            "m.jsonl",
            "m.warc",
            "m.warc.gz",
            "m.parquet",
            "m.zip",
            "m.xml",
            "m.opml",
            "m.md",
            "m",
        ]
    )
    starts = st.sampled_from(
        [
            b"",
            b"<html>",
            b"{",
            b"WARC/1.0\r\n",
            b"id,text\n",
            b"PK\x03\x04",
            b"PAR1",
            b"\x1f\x8b\x08\0",
            b"<rss>",
            b"\xff\xfe",
            b"---\n",
        ]
    )
    texts = st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(
        names,
        starts,
        st.binary(max_size=400) | texts | st.characters().map(lambda c: c.encode("utf-8", "surrogatepass") * 300),
    )
    def collect(name: str, start: bytes, rest: bytes) -> None:
        found.append((name, start + rest))

    collect()
    yield from found
