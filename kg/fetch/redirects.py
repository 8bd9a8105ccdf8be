"""Where a redirect leads: each step is checked as the first address was."""

from kg.fetch.address import Address, parse_address
from kg.fetch.agenda import Errand
from kg.fetch.guard import Guard
from kg.fetch.outcome import Exchange, NotFetched

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST = 5
"""Redirects that are followed, for pages as for robots.txt (RFC 9309, 2.3.1.2)."""


def find_target(errand: Errand, answer: Exchange, guard: Guard) -> Address:
    """Find where a redirect leads.

    Raises:
        NotFetched: where it leads nowhere, in a circle, too far, or where the guard lets nobody go.
    """
    location = _read_location(answer)
    if len(errand.way) >= MOST:
        raise NotFetched("redirects", f"is redirected more than {MOST} times; it was not fetched")
    try:
        target = parse_address(location, base=errand.address.url)
        guard.check(target, origin=errand.address)
    except NotFetched as error:
        raise NotFetched(error.kind, f"is redirected to {location[:200]}, which {error}") from error
    if target.url in {answer.url, *(exchange.url for exchange in errand.way)}:
        raise NotFetched("redirects", "is redirected in a circle, as sites do that want cookies; it was not fetched")
    return target


def _read_location(answer: Exchange) -> str:
    """Read the header `Location`, which servers write in UTF-8 where it is not ASCII."""
    location = answer.header("location")
    if not location:
        raise NotFetched("redirects", f"is redirected to nowhere ({answer.status}); it was not fetched")
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return location
