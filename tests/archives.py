"""Web archives of invented pages, written by warcio, for tests and benchmarks."""

import gzip
import random
import uuid
from collections.abc import Iterable
from io import BytesIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

DATE = "2025-04-02T10:00:00Z"


class Writer(WARCWriter):
    """warcio's writer, without its open files, clock and random numbers: the same pages make the same bytes."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self._n_records = 0

    def _create_temp_file(self) -> BytesIO:
        return BytesIO()

    def _make_warc_id(self) -> str:
        self._n_records += 1
        return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, str(self._n_records))}>"

    def curr_warc_date(self) -> str:
        return DATE


PLACES = ("Aldbury", "Brinmouth", "Carrow", "Dunmere", "Eastholt", "Farrow Bay", "Grenwick", "Holloway", "Inverley")
WHO = ("the harbour master", "a union of bakers", "the county court", "two engineers", "the mayor", "a local teacher")
DID = ("said that the bridge would open in spring", "asked for a new count of the votes", "denied the report")
WHY = ("after a storm damaged the quay", "because the budget had not been agreed", "while talks went on in private")


def write_page(number: int) -> bytes:
    """Write a page of invented news; each number gives another."""
    rng = random.Random(number)
    sentences = [
        f"In {rng.choice(PLACES)}, {rng.choice(WHO)} {rng.choice(DID)} {rng.choice(WHY)}, and {rng.randint(20, 900)}"
        f" people signed a letter about it on the {rng.randint(2, 27)}th of the month."
        for _ in range(18)
    ]
    paragraphs = "".join(f"<p>{' '.join(sentences[start : start + 3])}</p>\n" for start in range(0, 18, 3))
    title = f"Report {number} from {rng.choice(PLACES)}"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:published_time" content="2025-03-{number % 27 + 1:02}T08:00:00Z"></head>\n'
        f"<body><nav><a href='/'>Front page</a></nav><article><h1>{title}</h1>\n{paragraphs}</article></body></html>\n"
    ).encode()


def name_page(number: int) -> str:
    """Return the address of a page."""
    return f"https://news{number % 7}.example/2025/03/report-{number}"


def write_archive(
    pages: Iterable[bytes], *, form: str = "gzip", version: str = "WARC/1.0", has_requests: bool = False
) -> bytes:
    """Write an archive with a page a response.

    `form` is `plain`, `gzip` (a member a record) or `single` (one member for all).
    """
    held = BytesIO()
    writer = Writer(held, gzip=form == "gzip", warc_version=version)
    writer.write_record(writer.create_warcinfo_record("invented.warc", {"software": "tests"}))
    for number, page in enumerate(pages):
        if has_requests:
            head = StatusAndHeaders("GET / HTTP/1.1", [("Host", "news.example")], is_http_request=True)
            writer.write_record(writer.create_warc_record(name_page(number), "request", http_headers=head))
        write_response(writer, name_page(number), page)
    data = held.getvalue()
    return gzip.compress(data, mtime=0) if form == "single" else data


def write_response(
    writer: Writer, url: str, body: bytes, *, status: str = "200 OK", fields: Iterable[tuple[str, str]] = ()
) -> None:
    """Write one response as a server would have sent it."""
    named = list(fields)
    if not any(name.lower() == "content-type" for name, _ in named):
        named.append(("Content-Type", "text/html; charset=utf-8"))
    head = StatusAndHeaders(status, [*named, ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
    writer.write_record(writer.create_warc_record(url, "response", payload=BytesIO(body), http_headers=head))
