"""An address that a feed, a sitemap, an OPML file or a plain list names: what fetching starts from."""

from dataclasses import dataclass
from datetime import date

from kg.readers.source import Kind
from kg.records import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One address, and what its list says of it."""

    url: str
    """Absolute, http or https, without fragment, as the list writes it otherwise."""
    place: Place
    """Where the list names it."""
    kind: Kind = Kind.HTML
    """What the list says stands there: a page, or another list (a feed in OPML, a sitemap in an index of sitemaps)."""
    title: str | None = None
    published: date | None = None
    """The day that the list prints; a sitemap's `lastmod` is none."""
    outlet: str | None = None
    """Who publishes it, where the list names that: a news sitemap's publication, a feed's source or title."""
