"""When a page was published: what it says of itself, from what is meant for machines to what is printed.

JSON-LD, OpenGraph, other meta tags, `time` elements, the byline, what trafilatura's htmldate finds, the address: the
first that holds a date counts. The day is the one in the zone that the outlet wrote. When a page was changed is never
taken for when it was published.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from htmldate import find_date
from lxml.html import HtmlElement

from kg.readers.dates import MONTH, parse_date
from kg.readers.html.linked_data import LinkedData, strings_of
from kg.readers.html.tree import short_text

EARLIEST = date(1605, 1, 1)
"""The first newspaper, Johann Carolus' Relation."""
NO_DATES = frozenset({date(1970, 1, 1), date(1900, 1, 1)})
"""What programs write where they know none."""
PROPERTIES = ("article:published_time", "og:article:published_time", "og:published_time", "og:pubdate", "bt:pubdate")
NAMES = (
    *("article:published_time", "article.published", "published_time_telegram", "parsely-pub-date", "sailthru.date"),
    *("cxenseparse:recs:publishtime", "cxenseparse:publishtime", "article_date_original", "originalpublicationdate"),
    *("publication_date", "publish-date", "publish_date", "publishdate", "pubdate", "pdate", "ptime", "datepublished"),
    *("date.published", "article_published_time", "dc.date.issued", "dcterms.created", "dcterms.issued"),
    *("dcterms.date", "dc.date", "dc.date.created", "citation_publication_date", "citation_date", "displaydate"),
    *("timestamp", "date", "created", "dat", "utime", "rnews:datepublished", "shareaholic:article_published_time"),
)
BYLINE = re.compile("byline|dateline|timestamp|publish|posted|pubdate|entry-meta|post-meta|date|submitted")
CREATED = ("dateCreated", "uploadDate")
ISO = r"\d{4}-\d{2}-\d{2}"
PRINTED = re.compile(
    rf"{ISO}|\d{{4}}/\d{{2}}/\d{{2}}|\b\d{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?{MONTH},?[ -]\d{{4}}"
    rf"|\b{MONTH.replace('?P<name>', '?:')} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r"|\b\d{1,2}[./]\d{1,2}[./]\d{4}",
    re.IGNORECASE,
)
CHANGED = re.compile(r"(?:updated|modified|edited|changed|corrected|revised|reviewed)\b[^0-9]{0,30}$", re.IGNORECASE)
LONGEST_BYLINE = 300
MOST_TIMES = 50
IN_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>0?[1-9]|1[0-2]|[a-z]{3})[/-](?P<day>0?[1-9]|[12]\d|3[01])(?=[/\-_.]|$)"
    r"|[/\-_](?P<basic>(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?=[/\-_.]|$)",
    re.IGNORECASE,
)
MONTHS_FIRST = frozenset({"US", "PH", "CA", "PR", "GU", "FM", "PW", "MH", "AS", "BZ"})
"""Countries where 03/04 is 4 March."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date, and where it was found."""

    day: date
    moment: datetime | None
    """The moment, where a time with a zone is given."""
    found_in: str
    """`json-ld`, `opengraph`, `meta`, `time`, `byline`, `htmldate`, `address`."""


def find_dates(tree: HtmlElement, data: LinkedData, *, url: str | None, country: str | None = None) -> Iterator[Dated]:
    """Yield every date that may be the one of publication, the most certain first; the costly ones come last."""
    for found_in, written in _written_dates(tree, data):
        dated = parse_dated(written, found_in=found_in, country=country)
        if dated:
            yield dated
    for found_in, late in (("htmldate", _ask_htmldate(tree)), ("address", _date_in_address(url))):
        dated = parse_dated(late or "", found_in=found_in)
        if dated:
            yield dated


def is_future(dated: Dated, *, retrieved: datetime | None, now: datetime) -> bool:
    """Tell whether a page cannot have been published then: after it was retrieved, or more than a day after today."""
    limit = retrieved or now
    slack = timedelta(hours=1) if retrieved else timedelta(days=1)
    if dated.moment and limit.tzinfo:
        return dated.moment > limit + slack
    return dated.day > limit.date() + timedelta(days=1)  # a day may have begun elsewhere


def parse_dated(written: str, *, found_in: str, country: str | None = None) -> Dated | None:
    """Parse a date, with the time and zone where they are given."""
    text = " ".join(written.split())[:100]
    moment = _parse_moment(text)
    day = moment.date() if moment else parse_date(text) or _parse_slashes(text, country)
    if day is None or day < EARLIEST or day in NO_DATES:
        return None
    return Dated(day=day, moment=moment if moment and moment.tzinfo else None, found_in=found_in)


def _written_dates(tree: HtmlElement, data: LinkedData) -> Iterator[tuple[str, str]]:
    yield from (("json-ld", written) for written in strings_of(data.article.get("datePublished")))
    content_by_name: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        content_by_name.setdefault(name, meta.get("content") or "")
    yield from (("opengraph", content_by_name[name]) for name in PROPERTIES if name in content_by_name)
    yield from (("meta", content_by_name[name]) for name in NAMES if name in content_by_name)
    yield from (("json-ld", written) for name in CREATED for written in strings_of(data.article.get(name)))
    yield from (("time", written) for written in _dates_of_elements(tree))
    yield from (("byline", written) for written in _dates_of_bylines(tree))


def _dates_of_elements(tree: HtmlElement) -> Iterator[str]:
    """Yield what `time` elements say, those that are marked as the publication's first, those of changes never."""
    marked: list[str] = []
    others: list[str] = []
    xpath = "//time | //*[@itemprop='datePublished'] | //abbr[@class='published']"
    for element in tree.xpath(xpath)[:MOST_TIMES]:
        named = " ".join(filter(None, (element.get("class"), element.get("itemprop"), element.get("id")))).lower()
        written = element.get("datetime") or element.get("content") or element.get("title") or element.text_content()
        before = " ".join("".join(element.xpath("preceding::text()[1]")).split())
        if "modif" in named or "updat" in named or CHANGED.search(before):
            continue
        is_marked = "publish" in named or "pubdate" in element.attrib or "entry-date" in named
        (marked if is_marked else others).append(written)
    yield from marked
    if len(others) <= 3 or not marked:
        yield from others[:1]  # further down, times are those of other stories and of comments


def _dates_of_bylines(tree: HtmlElement) -> Iterator[str]:
    """Yield the dates that are printed by what names itself a byline or date, or begins with Published."""
    for element in tree.iter():
        named = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        if BYLINE.search(named) and "updat" not in named and "modif" not in named:
            text = short_text(element, LONGEST_BYLINE)
            yield from printed_dates(text or "")


def printed_dates(text: str) -> Iterator[str]:
    """Yield the dates in a line, those after "Updated" aside."""
    for found in PRINTED.finditer(text):
        if not CHANGED.search(text[: found.start()]):
            yield found[0]


def _ask_htmldate(tree: HtmlElement) -> str | None:
    try:
        return find_date(tree, original_date=True, extensive_search=False, outputformat="%Y-%m-%d")
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):  # it is for pages as they are
        return None


def _date_in_address(url: str | None) -> str | None:
    found = IN_ADDRESS.search(url or "")
    if not found:
        return None
    if found["basic"]:
        return found["basic"]
    month = found["month"]
    if month.isdigit():
        return f"{found['year']}-{int(month):02}-{int(found['day']):02}"
    return f"{found['day']} {month} {found['year']}"


def _parse_moment(text: str) -> datetime | None:
    """Parse an ISO 8601 moment, or seconds or milliseconds since 1970."""
    if re.fullmatch(r"1\d{9}(?:\d{3})?", text):
        return datetime.fromtimestamp(int(text[:10]), tz=UTC)
    try:
        return datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d\d:?\d\d$)|\s*(?=Z$)", "", text)) if len(text) > 10 else None
    except ValueError:
        return None


def _parse_slashes(text: str, country: str | None) -> date | None:
    """Parse `03/04/2025`, which is one day in the country of the outlet, if that is known."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})\b.{0,40}", text)
    if not found or country is None:
        return None
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    day, month = (second, first) if country in MONTHS_FIRST else (first, second)
    try:
        return date(year, month, day)
    except ValueError:
        return None
