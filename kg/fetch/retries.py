"""Whether and when a request is sent again: exponential backoff with jitter, and what the server asks for."""

from collections.abc import Callable
from dataclasses import dataclass

from kg.fetch.outcome import NotFetched

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
"""Statuses after which the same request may succeed (RFC 9110, 15.5 and 15.6; RFC 6585; from 520 on, of a CDN)."""
FIRST_WAIT, LONGEST_WAIT = 2.0, 60.0
LONGEST_ASKED = 300.0
"""Seconds that Retry-After may ask for; a page that is to wait longer is given up for this run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retries:
    """How patient fetching is."""

    most: int = 3
    """How often a request is sent again."""

    def wait_after(self, error: NotFetched, attempt: int, *, draw: Callable[[], float]) -> float | None:
        """Return the seconds to wait before a request is sent again; None where it is given up.

        Args:
            error: what went wrong.
            attempt: how often the request was sent, from 1.
            draw: draws a number between 0 and 1.
        """
        if not error.is_passing or attempt > self.most or (error.wait or 0.0) > LONGEST_ASKED:
            return None
        backoff = min(FIRST_WAIT * 2.0 ** (attempt - 1), LONGEST_WAIT)
        return max(error.wait or 0.0, backoff * (0.5 + draw() / 2))
