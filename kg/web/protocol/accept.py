"""Content negotiation as HTTP has it (RFC 9110, 12.4 and 12.5.1): media ranges with weights, the most exact rules."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST = 60
"""Media ranges that are read of one header; browsers send about eight."""
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE = re.compile(rf"\s*({_TOKEN})/({_TOKEN})\s*((?:;[^;]*)*)\Z")
_WEIGHT = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\Z")
_PARTS = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
"""Members of a list; a comma within a quoted string belongs to its member."""
NAVIGATION = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One member of `Accept`."""

    type: str
    subtype: str
    weight: float
    """0 (never) to 1."""

    def exactness(self, media_type: str) -> int:
        """Return how exactly this range names a media type: 3 by name, 2 by kind, 1 for anything, 0 not at all."""
        kind, _, name = media_type.partition("/")
        if self.type == "*":
            return 1 if self.subtype == "*" else 0
        if self.type != kind:
            return 0
        return 2 if self.subtype == "*" else 3 * (self.subtype == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A media type that there is."""

    index: int
    """Which format it is."""
    media_type: str


@lru_cache(maxsize=512)
def parse_accept(header: str) -> tuple[MediaRange, ...]:
    """Parse the value of `Accept`; members that are no media range are left out, as is what follows too many."""
    found = []
    for part in _PARTS.findall(header)[:MOST]:
        matched = _RANGE.match(part)
        if matched is not None:
            kind, name, parameters = matched.groups()
            found.append(MediaRange(kind.lower(), name.lower(), _weight(parameters)))
    return tuple(found)


def _weight(parameters: str) -> float:
    """Return the weight of a range; 0 where it is no number, since such a range is better left out."""
    for one in parameters.split(";"):
        name, _, value = one.partition("=")
        if name.strip().lower() == "q":
            value = value.strip()
            return float(value) if _WEIGHT.match(value) else 0.0
    return 1.0


def quality(ranges: Sequence[MediaRange], media_type: str) -> float:
    """Return the weight of a media type: that of the range that names it most exactly; 0 where none does."""
    best, weight = 0, 0.0
    for one in ranges:
        exactness = one.exactness(media_type)
        if exactness > best or (exactness == best and exactness and one.weight > weight):
            best, weight = exactness, one.weight
    return weight


def choose_offer(offers: Sequence[Offer], accept: str) -> Offer | None:
    """Return the offer that a client wants most, the first of those that it wants alike; None where it wants none.

    A client that says nothing takes the first.
    """
    ranges = parse_accept(accept)
    if not ranges:
        return offers[0]
    best = max(offers, key=lambda offer: quality(ranges, offer.media_type))
    return best if quality(ranges, best.media_type) > 0 else None


def prefers_page(accept: str, formats: Sequence[str]) -> bool:
    """Tell whether a client wants a page for people rather than one of these media types."""
    ranges = parse_accept(accept)
    page = max((quality(ranges, one) for one in NAVIGATION), default=0.0)
    if page == 0:
        return False
    named = [one for one in ranges if (one.type, one.subtype) in (("text", "html"), ("application", "xhtml+xml"))]
    other = max((quality(ranges, one) for one in formats), default=0.0)
    return page > other or (page == other and bool(named))
