"""What a site asks of robots (RFC 9309), read by protego, which is linear whatever the patterns."""

from dataclasses import dataclass
from typing import Self

from protego import Protego

from kg.fetch.body import LARGEST_RULES, Wanted
from kg.fetch.outcome import Exchange, NotFetched

ROBOT = "kg-fetch"
"""The name that rules call kg by: the product token (RFC 9309, 2.2.1)."""
PATH = "/robots.txt"
WANTED = Wanted(largest=LARGEST_RULES, is_cut=True)
LONGEST_DELAY = 60.0
"""Seconds between two requests that a site may ask for; a longer delay counts as this one."""
OF_HOST = frozenset({"no-such-host", "private", "port", "no-connection", "certificate", "tls", "proxy"})
"""Reasons that hold for all pages of a host as they do for its robots.txt."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one origin allows."""

    parsed: Protego | None
    """None where nothing is ruled."""
    closed: NotFetched | None = None
    """Why nothing may be fetched, where the rules could not be read."""

    @classmethod
    def of(cls, answer: Exchange) -> Self:
        """Read rules from the answer at the end of all redirects.

        A file that is not there allows everything (RFC 9309, 2.3.1.3). A server that fails allows nothing (2.3.1.4),
        nor does one that says to ask less.
        """
        if answer.status == 200:
            return cls(Protego.parse(answer.body.decode("utf-8-sig", "replace")))
        if answer.status >= 500 or answer.status == 429:
            return cls.unreachable(NotFetched("server-error", f"was not given ({answer.status})"))
        return cls(None)

    @classmethod
    def unreachable(cls, error: NotFetched) -> Self:
        """Allow nothing, for the rules are not known."""
        if error.kind in OF_HOST:
            return cls(None, error)
        reason = f"was not fetched, for what its site allows is not known: robots.txt {error}"
        return cls(None, NotFetched("robots-unreachable", reason))

    def check(self, url: str) -> None:
        """Check that an address may be fetched.

        Raises:
            NotFetched: of the kind `robots` or `robots-unreachable`.
        """
        if self.closed:
            raise NotFetched(self.closed.kind, str(self.closed))
        if self.parsed and not self.parsed.can_fetch(url, ROBOT):
            raise NotFetched("robots", "is closed to robots by its site's robots.txt; it was not fetched")

    @property
    def delay(self) -> float:
        """Seconds that the site asks to leave between two requests, at most a minute; 0 where it does not ask."""
        if self.parsed is None:
            return 0.0
        rate = self.parsed.request_rate(ROBOT)
        asked = [self.parsed.crawl_delay(ROBOT) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0]
        return min(max(asked), LONGEST_DELAY)
