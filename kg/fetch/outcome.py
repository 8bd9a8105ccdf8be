"""What became of an address: a page, or why there is none."""

from dataclasses import dataclass, field
from datetime import datetime

from kg.records import Place, Problem


class NotFetched(Exception):
    """An address that yields no page, and why; it never leaves this folder, but becomes a problem.

    Attributes:
        kind: a short name that stays the same across versions, such as `robots`.
        is_passing: whether the same request may succeed a little later.
        wait: seconds that the server asks to wait before that; None where it does not say.
    """

    def __init__(self, kind: str, reason: str, *, is_passing: bool = False, wait: float | None = None) -> None:
        super().__init__(reason)
        self.kind = kind
        self.is_passing = is_passing
        self.wait = wait

    def to_problem(self, place: Place, url: str) -> Problem:
        """Make the problem of the page that this costs."""
        # What sites and lists send must not steer a terminal.
        words = str(self) if place.path == url else f"{url[:500]} {self}"
        message = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in words)
        return Problem(place=place, kind=self.kind, message=message, n_aside=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request, and the answer that came to it."""

    url: str
    ip: str
    """The address that was asked: of the server, or of the proxy where one is between."""
    at: datetime
    """When the request was sent, with zone."""
    sent: tuple[tuple[str, str], ...]
    """The headers of the request, as sent."""
    target: str
    """What the request's first line asks for: the path and query."""
    version: str
    """As the answer's first line has it: `HTTP/1.1`."""
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    """As received."""
    body: bytes = field(repr=False)
    """Without transfer and content encodings; empty where it was not wanted."""

    def header(self, name: str) -> str | None:
        """Return the first header of a name, given in lower case."""
        return next((value for known, value in self.headers if known.lower() == name), None)

    @property
    def content_type(self) -> str:
        """The type of the body without parameters, in lower case; empty where none is said."""
        return (self.header("content-type") or "").split(";")[0].strip().lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that was fetched, with the way that led to it."""

    url: str
    """The address that was listed."""
    place: Place
    """Where it was listed."""
    exchanges: tuple[Exchange, ...] = ()
    """The redirects in their order, and last the page: of status 200, or 304 where it is as it was known.

    None where the page was known and not asked for again; redirects alone where these lead to a page that is known.
    """

    is_list: bool = False
    """Whether it is a feed, sitemap or list of feeds, which only says where pages are."""

    is_same: bool = False
    """Whether it came once more, as it was known."""

    @property
    def is_new(self) -> bool:
        """Whether a page came that was not known."""
        return not (self.is_list or self.is_same) and bool(self.exchanges) and self.exchanges[-1].status == 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is held of a page or list that was fetched before."""

    url: str
    date: str
    """When it was fetched, as WARC writes it."""
    digest: str
    """Of its body, as WARC writes it: `sha1:` and base 32."""
    offset: int
    """Where its record begins in the file."""
    is_page: bool = True
    """Whether it is a page, and no list."""
    etag: str | None = None
    last_modified: str | None = None

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the page only if it changed (RFC 9110, 13.1)."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value and value.isascii() and value.isprintable()}
