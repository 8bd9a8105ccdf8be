"""Web archives → the articles of their pages, and what was damaged."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

from kg.readers.decoding import CONTROL
from kg.readers.html import read_page
from kg.readers.repeated import sum_up
from kg.readers.screen import set_aside
from kg.readers.source import Source
from kg.readers.warc.digests import agrees
from kg.readers.warc.header import Header
from kg.readers.warc.pages import NO_PAGE_TYPES, Page, find_page, may_hold_page
from kg.readers.warc.records import Gap, Record, read_records
from kg.readers.warc.zstandard import NoZstandard
from kg.records import Article, Place, Problem

LONGEST_ID = 2000


def read_warc(source: Source) -> Iterator[Article | Problem]:
    """Read the pages of a web archive (ISO 28500:2017): plain, gzip with a member a record or with one, Zstandard.

    Records that hold no page (requests, redirects, pictures, robots.txt, revisits) are passed over quietly. What is
    damaged is set aside, a record or a gap at a time; a page of which a digest says that it is not the one that was
    archived is set aside too, for its sentences may not be what the outlet published.
    """
    yield from sum_up(_read_pages(source), name=source.name, kinds=("damaged",))


def _read_pages(source: Source) -> Iterator[Article | Problem]:
    """Read the pages of an archive, and say what its gaps are."""
    n_by_type: Counter[str] = Counter()
    n_pages = 0
    try:
        with source.path.open("rb") as handle, closing(read_records(handle)) as records:
            for record in records:
                if isinstance(record, Record):
                    n_by_type[record.header.find("warc-type")[:20].lower()] += 1
                for found in [_read_gap(record, source)] if isinstance(record, Gap) else _read_record(record, source):
                    n_pages += isinstance(found, Article) or found.n_aside
                    yield found
    except NoZstandard:
        message = "Zstandard is not read here; install it with: pip install zstandard, or recompress it: unzstd, gzip"
        yield Problem(place=Place(path=source.name), kind="unreadable", message=message, n_aside=1)
    except OSError as error:
        yield set_aside(Place(path=source.name), "unreadable", f"cannot be read to its end ({error.strerror})")
    else:
        if not n_pages:
            yield _make_no_pages(source, n_by_type)


def _make_no_pages(source: Source, n_by_type: Counter[str]) -> Problem:
    """Make the problem of an archive in which there is nothing to read."""
    counted = ", ".join(f"{n} {name or 'of no type'}" for name, n in n_by_type.most_common(5))
    message = f"no record holds a page ({counted})" if counted else "holds no record of a web archive"
    return Problem(place=Place(path=source.name), kind="no-articles", message=message)


def _read_gap(gap: Gap, source: Source) -> Problem:
    """Say what a gap was, and how many pages it held as far as that can be known."""
    place = Place(path=source.name, line=gap.number)
    n_pages = gap.n_headers
    if gap.header is not None:
        place = replace(place, article=_find_id(gap.header))
        n_pages += may_hold_page(gap.header, gap.block)
    elif gap.is_unknown:
        n_pages = 1
    where = f"bytes {gap.start:,} to {gap.end:,}" if gap.end > gap.start else f"a record after byte {gap.start:,}"
    lost = "it held no page" if not n_pages else "1 page is set aside" if n_pages == 1 else f"{n_pages} pages set aside"
    message = f"{where} cannot be read ({gap.reason}); {lost}, and reading went on behind it"
    return Problem(place=place, kind="damaged", message=message, n_aside=n_pages)


def _read_record(record: Record, source: Source) -> Iterator[Article | Problem]:
    """Read the page of a record, if it holds one that is sound."""
    page = find_page(record.header, record.block)
    id_ = _find_id(record.header)
    place = Place(path=source.name, line=record.number, article=id_)
    if page is None:
        if _is_proven_damaged(record):
            yield set_aside(place, "damaged", "may hold a page, but has another digest than the archive says")
        return
    problem = _judge(record, page, place)
    if problem is not None:
        yield problem
        if problem.n_aside:
            return
    url = "".join(CONTROL.sub("", record.header.find("warc-target-uri")).split()).strip("<>") or source.url
    yield from read_page(
        page.body.data,
        place=place,
        id=id_,
        url=url,
        retrieved=parse_moment(record.header.find("warc-date")) or source.retrieved,
        outlet=source.outlet,
        charset=page.charset,
        reader="warc",
    )


def _is_proven_damaged(record: Record) -> bool:
    """Tell whether a response holds no page only because it is damaged."""
    is_response = record.header.find("warc-type").lower() not in NO_PAGE_TYPES
    return is_response and record.is_held and agrees(record.header.find("warc-block-digest"), record.block) is False


def _judge(record: Record, page: Page, place: Place) -> Problem | None:
    """Say what is wrong with a page: with `n_aside` 1 where it cannot be trusted to be what was archived."""
    if not record.is_held:
        return set_aside(place, "too-large", "has more than 5 MB")
    if page.body.missing:
        return set_aside(place, "unreadable", f"is coded in a way that needs {page.body.missing}")
    header, body = record.header, page.body
    block_agrees = agrees(header.find("warc-block-digest"), record.block)
    payloads = (page.stored, body.joined, body.data)
    written = header.find("warc-payload-digest")
    payload_agrees = [agrees(written, payload) for payload in payloads] if block_agrees is not True else []
    is_sound = block_agrees is True or True in payload_agrees
    if not is_sound and block_agrees is False:
        return set_aside(place, "damaged", "has another digest than the archive says")
    if not is_sound and False in payload_agrees and not record.is_checked:
        return set_aside(place, "damaged", "has another digest than the archive says")
    if not is_sound and record.doubt:
        return set_aside(place, "damaged", f"may be damaged, for {record.doubt}")
    if body.defect and not is_sound and not record.is_checked:
        return set_aside(place, "damaged", f"cannot be decoded: {body.defect}")
    return _remark(record, page, place, is_sound=is_sound, is_odd=False in payload_agrees and not is_sound)


def _remark(record: Record, page: Page, place: Place, *, is_sound: bool, is_odd: bool) -> Problem | None:
    """Say what is odd about a page that is read all the same."""
    truncated = record.header.find("warc-truncated")
    remarks = [
        (record.remark, "damaged", f"was read, though {record.remark}"),
        (record.doubt and is_sound, "damaged", f"was read, for its digest is right, though {record.doubt}"),
        (is_odd, "digest", "was read, though its payload has another digest: what holds it has the right checksum"),
        (page.body.defect, "truncated", f"was read as far as it was archived: {page.body.defect}"),
        (truncated, "truncated", f"was read as far as it was archived: the crawler cut it ({truncated[:40]})"),
    ]
    return next((Problem(place=place, kind=kind, message=text) for holds, kind, text in remarks if holds), None)


def _find_id(header: Header) -> str | None:
    """Return the address of a page, or the record's own id, which are the same wherever the archive is read."""
    written = header.find("warc-target-uri") or header.find("warc-record-id")
    return "".join(CONTROL.sub("", written).split()).strip("<>")[:LONGEST_ID] or None


def parse_moment(words: str) -> datetime | None:
    """Parse a `WARC-Date` (W3C's profile of ISO 8601; up to nanoseconds from WARC/1.1 on)."""
    whole, _, fraction = words.strip().rstrip("Zz").partition(".")
    try:
        moment = datetime.fromisoformat(f"{whole}.{fraction[:6]}" if fraction[:6].isdigit() else whole)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
