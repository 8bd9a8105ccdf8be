"""Whether an answer brought what was asked for: a page, and one that a reader can read."""

from kg.fetch.body import LARGEST_PAGE
from kg.fetch.outcome import Exchange, NotFetched
from kg.fetch.retries import PASSING
from kg.readers.warc.header import Header
from kg.readers.warc.pages import HTML_TYPES, UNSURE_TYPES, find_page
from kg.retry_after import parse_retry_after

PAGE_TYPES = (*HTML_TYPES, *filter(None, UNSURE_TYPES))
"""Types that a page may be of: what the reader of web archives reads."""


def check_status(answer: Exchange, *, is_known: bool) -> None:
    """Check that an answer brought a page, or said that one that is known did not change.

    Raises:
        NotFetched: of the kind `gone`, `forbidden`, `busy`, `server-error` or `bad-status`.
    """
    status = answer.status
    if status == 200 or (status == 304 and is_known):
        return
    if status in (404, 410):
        raise NotFetched("gone", f"is gone ({status})")
    if status in (401, 402, 403, 407, 451):
        raise NotFetched("forbidden", f"is not shown to everybody ({status}); save it in a browser and build from that")
    if status in PASSING:
        wait = parse_retry_after(answer.header("retry-after"), now=answer.at)
        kind = "busy" if status == 429 else "server-error"
        raise NotFetched(kind, f"was not given ({_words(status, wait)})", is_passing=True, wait=wait)
    raise NotFetched("server-error" if status >= 500 else "bad-status", f"was answered with the status {status}")


def _words(status: int, wait: float | None) -> str:
    asked = f"; it asks to wait {wait:,.0f} s, so run the same command after that" if wait else "; try again later"
    return f"{status}{asked}"


def check_page(answer: Exchange) -> None:
    """Check that what was given is a page that can be read.

    Raises:
        NotFetched: of the kind `not-a-page`, `too-large` or `empty`.
    """
    kind = answer.content_type
    if answer.status == 304:
        return
    if kind and not kind.startswith(PAGE_TYPES):
        raise NotFetched("not-a-page", f"is {kind[:60]}, not a web page; it was not kept")
    if len(answer.body) > LARGEST_PAGE:
        raise NotFetched("too-large", f"has {len(answer.body):,} bytes, at most {LARGEST_PAGE:,} are read")
    if not answer.body.strip():
        raise NotFetched("empty", "is empty; it was not kept")
    header = Header(first="", fields={"warc-type": "resource", "content-type": kind})
    if find_page(header, answer.body) is None:
        raise NotFetched("not-a-page", f"is {kind or 'of no type'}, and does not look like a web page; it was not kept")
