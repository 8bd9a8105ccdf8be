"""An address that a feed, a sitemap, an OPML file or a plain list names: what fetching starts from."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.readers.source import Kind
from kg.records import Place, Problem

N_EXAMPLES, LONGEST_EXAMPLE = 3, 120


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


class Untold:
    """Counts what names only the address of an article, for one problem that says how to get it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._n = 0
        self._examples: list[str] = []

    def count(self, url: str) -> None:
        """Count one, and keep the first few as examples."""
        self._n += 1
        if len(self._examples) < N_EXAMPLES:
            self._examples.append(url[:LONGEST_EXAMPLE])

    def finish(self, one: str, many: str) -> Iterator[Problem]:
        """Yield the problem, if any was counted; it begins with "1 {one}" or "200 {many}"."""
        if not self._n:
            return
        examples = ", ".join(self._examples) + (", …" if self._n > len(self._examples) else "")
        is_file = not ("!" in self._name or self._name == "standard input")  # what fetching can be given by this name
        file = shlex.quote(self._name) if is_file else "FILE"
        message = (
            f"{self._n:,} {one if self._n == 1 else many} ({examples}); "
            f"to read them: kg fetch {file} -o pages.warc.gz, then kg build pages.warc.gz"
        )
        yield Problem(place=Place(path=self._name), kind="address-only", message=message, n_aside=self._n)
