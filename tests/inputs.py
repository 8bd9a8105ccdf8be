"""One small input of each kind that kg reads, written by hand."""

import gzip
import io
import json
import zipfile
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SENTENCES = (
    "The harbour master of {place} said on Monday that the ferries would return after the storm.",
    "Two captains told the council that the old pier must be closed, because its piles are rotten.",
    "The council announced that it will repair the pier in autumn and asked the ministry for money.",
    "Fishermen of {place} demanded that the fees for berths be halved until the work is done.",
)


def make_text(place: str) -> str:
    """Return a text of four sentences, another one for every place."""
    return "\n\n".join(sentence.format(place=place) for sentence in SENTENCES)


def make_page(place: str) -> str:
    """Return a web page that holds that text."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in make_text(place).split("\n\n"))
    url = f"https://www.harbour-post.example/2024/05/{place.lower()}.html"
    return (
        f'<!-- saved --><!DOCTYPE html><html lang="en"><head><title>Ferries of {place}</title>'
        f'<link rel="canonical" href="{url}"><meta property="og:site_name" content="Harbour Post">'
        '<meta property="article:published_time" content="2024-05-03T10:00:00Z"></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Ferries of {place}</h1>{paragraphs}</article></body></html>"
    )


def make_row(place: str) -> dict[str, str]:
    """Return that article as the fields of kg's JSON lines."""
    return {"id": place, "outlet": "Harbour Post", "published": "2024-05-03", "title": place, "text": make_text(place)}


def make_feed(place: str) -> str:
    """Return a feed with that text in its one entry."""
    paragraphs = "".join(f"&lt;p&gt;{paragraph}&lt;/p&gt;" for paragraph in make_text(place).split("\n\n"))
    return (
        '<?xml version="1.0" encoding="utf-8"?><!-- feed --><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Post</title>'
        f"<link>https://www.harbour-post.example/</link><item><title>Ferries of {place}</title>"
        f"<link>https://www.harbour-post.example/{place}</link><guid>{place}</guid>"
        "<pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate>"
        f"<content:encoded>{paragraphs}</content:encoded></item></channel></rss>"
    )


def make_table(*places: str) -> str:
    """Return a table with a row for each place."""
    quoted = ('"{}"'.format(make_text(place).replace("\n\n", " ")) for place in places)
    rows = (f"{place},Harbour Post,2024-05-03,Ferries,{text}\n" for place, text in zip(places, quoted, strict=True))
    return "id,outlet,published,title,text\n" + "".join(rows)


def make_warc(place: str, *, is_gzip: bool = True) -> bytes:
    """Return a web archive of one page."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=is_gzip)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    url = f"https://www.harbour-post.example/2024/05/{place.lower()}.html"
    page = io.BytesIO(make_page(place).encode())
    record = writer.create_warc_record(url, "response", payload=page, http_headers=headers)
    writer.write_record(record)
    record.raw_stream.close()
    return stream.getvalue()


def make_zip(data_by_name: dict[str, bytes]) -> bytes:
    """Return an archive of files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in data_by_name.items():
            archive.writestr(name, data)
    return stream.getvalue()


def write_parquet(path: Path, place: str) -> None:
    """Write a Parquet table of one row."""
    import duckdb

    names, values = zip(*make_row(place).items(), strict=True)
    columns = ", ".join(f"? AS {name}" for name in names)
    duckdb.connect().execute(f"COPY (SELECT {columns}) TO '{path}' (FORMAT parquet)", list(values))


ADDRESS_LINES = "https://www.harbour-post.example/a\nhttps://www.harbour-post.example/b\n"
SITEMAP = (
    "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
    "<url><loc>https://www.harbour-post.example/a</loc></url></urlset>"
)
OPML = (
    "<opml version='2.0'><head><title>Feeds</title></head><body>"
    "<outline type='rss' text='Post' xmlUrl='https://www.harbour-post.example/feed.xml'/></body></opml>"
)


def write_every_kind(folder: Path) -> None:
    """Write an input of each kind; every one that holds an article holds that of another place."""
    news_api = {"status": "ok", "totalResults": 1, "articles": [make_row("Novi")]}
    data_by_name = {
        "text.txt": make_text("Avel"),
        "note.md": f"# Ferries\n\n{make_text('Bor')}",
        "page.html": make_page("Cade"),
        "unnamed": make_page("Dorn"),
        "rows.csv": make_table("Eskel", "Fyn"),
        "rows.dat": make_table("Gant").replace(",", "\t"),
        "lines.jsonl": json.dumps(make_row("Hald")) + "\n" + json.dumps(make_row("Ipsa")),
        "answer.json": json.dumps(news_api, indent=1),
        "array.json": json.dumps([make_row("Joma"), make_row("Kelm")]),
        "feed.xml": make_feed("Lund"),
        "site.xml": SITEMAP,
        "feeds.opml": OPML,
        "list.txt": ADDRESS_LINES,
    }
    for name, text in data_by_name.items():
        (folder / name).write_text(text, encoding="utf-8")
    write_parquet(folder / "rows.parquet", "Mora")
    inner = make_zip({"deep/inner.txt": make_text("Oder").encode()})
    packed = {"x/member.html": make_page("Pirn").encode(), "nested.zip": inner, "photo.png": b"\x89PNG\0\0"}
    bytes_by_name = {
        "pages.warc": make_warc("Quern", is_gzip=False),
        "pages.warc.gz": make_warc("Rusk"),
        "story.txt.gz": gzip.compress(make_text("Selm").encode()),
        "more.jsonl.gz": gzip.compress(json.dumps(make_row("Tarn")).encode()),
        "wide.txt": make_text("Uist").encode("utf-16"),
        "packed.zip": make_zip(packed),
        "report.pdf": b"%PDF-1.7\n\0\0",
        "photo.jpg": b"\xff\xd8\xff\xe0\0\0",
    }
    for name, data in bytes_by_name.items():
        (folder / name).write_bytes(data)


N_ARTICLES, N_ADDRESSES, N_UNREAD = 21, 4, 1
