"""Good inputs of every kind that kg reads, of three to eight articles with known texts, for `malformed` to break."""

import csv
import gzip
import io
import json
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from tests.archives import Writer, write_response
from tests.inputs import make_page, make_row, make_text, make_zip

SYLLABLES = (
    "bal",
    "cor",
    "dun",
    "fel",
    "gar",
    "hol",
    "ist",
    "kem",
    "lor",
    "mun",
    "nor",
    "pel",
    "rud",
    "sal",
    "tarn",
    "wick",
)
SITE = "https://www.harbour-post.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """An input, with the texts of its articles."""

    kind: str
    name: str
    data: bytes
    texts: tuple[str, ...] = ()
    records: tuple[tuple[int, int], ...] = ()
    """Where the bytes of each article begin and end, where one can be broken without the others."""
    beside: Mapping[str, bytes] = field(default_factory=dict)
    """The other files of its folder, where it is a manifest."""


def make_places(rng: random.Random, number: int) -> list[str]:
    """Return names of places that no other input of this number has."""
    stem = "".join(rng.sample(SYLLABLES, 3))
    return [f"{stem}{SYLLABLES[at]}".capitalize() for at in range(number)]


def join(
    parts: Iterable[bytes], *, before: bytes = b"", between: bytes = b"", after: bytes = b""
) -> tuple[bytes, tuple[tuple[int, int], ...]]:
    """Join the parts, and say where each one lies."""
    data, spans = bytearray(before), []
    for number, part in enumerate(parts):
        data += between if number else b""
        spans.append((len(data), len(data) + len(part)))
        data += part
    return bytes(data + after), tuple(spans)


def flatten(text: str) -> str:
    return text.replace("\n\n", " ")


def make_plain(places: list[str]) -> Good:
    return Good(kind="text", name="m.txt", data=make_text(places[0]).encode(), texts=(make_text(places[0]),))


def make_markdown(places: list[str]) -> Good:
    text = make_text(places[0])
    head = f"---\ntitle: Ferries of {places[0]}\noutlet: Harbour Post\ndate: 2024-05-03\n---\n\n"
    return Good(kind="text", name="m.md", data=(head + text).encode(), texts=(text,))


def make_html(places: list[str]) -> Good:
    return Good(kind="html", name="m.html", data=make_page(places[0]).encode(), texts=(make_text(places[0]),))


def make_jsonl(places: list[str]) -> Good:
    data, records = join((json.dumps(make_row(place)).encode() for place in places), between=b"\n", after=b"\n")
    return Good(kind="json lines", name="m.jsonl", data=data, texts=tuple(map(make_text, places)), records=records)


def make_array(places: list[str]) -> Good:
    rows = (json.dumps(make_row(place)).encode() for place in places)
    data, records = join(rows, before=b'{"status": "ok", "articles": [\n', between=b",\n", after=b"]}\n")
    return Good(kind="json array", name="m.json", data=data, texts=tuple(map(make_text, places)), records=records)


def make_rows(places: list[str], *, delimiter: str, name: str) -> Good:
    rows = []
    for place in places:
        stream = io.StringIO()
        values = make_row(place) | {"text": flatten(make_text(place))}
        csv.writer(stream, delimiter=delimiter, lineterminator="").writerow(values.values())
        rows.append(stream.getvalue().encode())
    head = delimiter.join(make_row("x")).encode() + b"\n"
    data, records = join(rows, before=head, between=b"\n", after=b"\n")
    texts = tuple(flatten(make_text(place)) for place in places)
    return Good(kind="table", name=name, data=data, texts=texts, records=records)


def make_csv(places: list[str]) -> Good:
    return make_rows(places, delimiter=",", name="m.csv")


def make_tsv(places: list[str]) -> Good:
    return make_rows(places, delimiter="\t", name="m.tsv")


def make_rss(places: list[str]) -> Good:
    def make_item(place: str) -> bytes:
        body = "".join(f"<p>{paragraph}</p>" for paragraph in make_text(place).split("\n\n"))
        return (
            f"<item><title>Ferries of {place}</title><link>{SITE}/{place}</link><guid>{place}</guid>"
            "<pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate>"
            f"<content:encoded>{escape(body)}</content:encoded></item>"
        ).encode()

    before = (
        b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        b'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Post</title>'
    )
    data, records = join(map(make_item, places), before=before, between=b"\n", after=b"</channel></rss>")
    return Good(kind="feed", name="m.rss", data=data, texts=tuple(map(make_text, places)), records=records)


def make_atom(places: list[str]) -> Good:
    def make_entry(place: str) -> bytes:
        body = "".join(f"<p>{paragraph}</p>" for paragraph in make_text(place).split("\n\n"))
        return (
            f"<entry><id>tag:{place}</id><title>Ferries of {place}</title><link href='{SITE}/{place}'/>"
            f"<published>2024-05-03T10:00:00Z</published><content type='html'>{escape(body)}</content></entry>"
        ).encode()

    before = b"<feed xmlns='http://www.w3.org/2005/Atom'><title>Harbour Post</title><id>tag:post</id>"
    data, records = join(map(make_entry, places), before=before, between=b"\n", after=b"</feed>")
    return Good(kind="feed", name="m.atom", data=data, texts=tuple(map(make_text, places)), records=records)


def make_json_feed(places: list[str]) -> Good:
    items = [
        {"id": place, "url": f"{SITE}/{place}", "title": place, "content_text": make_text(place)} for place in places
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Post", "items": items}
    texts = tuple(map(make_text, places))
    return Good(kind="feed", name="m.json", data=json.dumps(feed).encode(), texts=texts)


def make_sitemap(places: list[str]) -> Good:
    urls = "".join(f"<url><loc>{SITE}/{place}</loc><lastmod>2024-05-03</lastmod></url>" for place in places)
    data = f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>"
    return Good(kind="lists", name="m.xml", data=data.encode())


def make_opml(places: list[str]) -> Good:
    lines = "".join(f"<outline type='rss' text='{place}' xmlUrl='{SITE}/{place}.xml'/>" for place in places)
    return Good(kind="lists", name="m.opml", data=f"<opml version='2.0'><body>{lines}</body></opml>".encode())


def make_addresses(places: list[str]) -> Good:
    return Good(kind="lists", name="m.txt", data="".join(f"{SITE}/{place}\n" for place in places).encode())


def make_archive(places: list[str], *, is_gzip: bool) -> Good:
    held = io.BytesIO()
    writer, records = Writer(held, gzip=is_gzip), []
    writer.write_record(writer.create_warcinfo_record("invented.warc", {"software": "tests"}))
    for place in places:
        start = held.tell()
        write_response(writer, f"{SITE}/2024/05/{place.lower()}.html", make_page(place).encode())
        records.append((start, held.tell()))
    name = "m.warc.gz" if is_gzip else "m.warc"
    texts = tuple(map(make_text, places))
    return Good(kind="web archive", name=name, data=held.getvalue(), texts=texts, records=tuple(records))


def make_warc(places: list[str]) -> Good:
    return make_archive(places, is_gzip=False)


def make_warc_gz(places: list[str]) -> Good:
    return make_archive(places, is_gzip=True)


def make_packed(places: list[str]) -> Good:
    data_by_name = {f"in/{place}.txt": make_text(place).encode() for place in places[1:]}
    data_by_name["in/page.html"] = make_page(places[0]).encode()
    return Good(kind="zip", name="m.zip", data=make_zip(data_by_name), texts=tuple(map(make_text, places)))


def make_gzip(places: list[str]) -> Good:
    data = gzip.compress(make_text(places[0]).encode(), mtime=0)
    return Good(kind="gzip", name="m.txt.gz", data=data, texts=(make_text(places[0]),))


def make_jsonl_gzip(places: list[str]) -> Good:
    good = make_jsonl(places)
    return Good(kind="gzip", name="m.jsonl.gz", data=gzip.compress(good.data, mtime=0), texts=good.texts)


def make_manifest(places: list[str]) -> Good:
    rows = (f"{place},{place}.txt,Harbour Post,2024-05-03,Ferries of {place}".encode() for place in places)
    data, _ = join(rows, before=b"id,file,outlet,published,title\n", between=b"\n", after=b"\n")
    beside = {f"{place}.txt": make_text(place).encode() for place in places}
    texts = tuple(map(make_text, places))
    return Good(kind="manifest", name="manifest.csv", data=data, texts=texts, beside=beside)


@cache
def make_parquet_of(places: tuple[str, ...]) -> bytes:
    import duckdb

    with TemporaryDirectory() as folder:
        path = Path(folder) / "m.parquet"
        db = duckdb.connect(config={"threads": 1})
        db.execute("CREATE TABLE t (id TEXT, outlet TEXT, published TEXT, title TEXT, text TEXT)")
        db.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", [list(make_row(place).values()) for place in places])
        db.execute(f"COPY t TO '{path}' (FORMAT parquet)")
        db.close()
        return path.read_bytes()


def make_parquet(places: list[str]) -> Good:
    """Make a table of few sorts: writing one takes a while."""
    few = tuple(make_places(random.Random(len(places)), len(places)))
    return Good(kind="parquet", name="m.parquet", data=make_parquet_of(few), texts=tuple(map(make_text, few)))


MAKERS: tuple[Callable[[list[str]], Good], ...] = (
    make_plain, make_markdown, make_html, make_jsonl, make_array, make_csv, make_tsv, make_rss, make_atom,
    make_json_feed, make_sitemap, make_opml, make_addresses, make_warc, make_warc_gz, make_packed, make_gzip,
    make_jsonl_gzip, make_manifest, make_parquet,
)  # fmt: skip


def make_good(rng: random.Random) -> Good:
    """Make an input of any kind."""
    return rng.choice(MAKERS)(make_places(rng, rng.randint(3, 8)))
