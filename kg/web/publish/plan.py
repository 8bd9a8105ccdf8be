"""What gets a page of its own, and where everything else stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.flat import Flat
from kg.web.publish.addresses import Addresses, file_name, fragment

PER_LIST = 200
"""Things of one page of a list."""

# A claim that is told once stands whole on its article's page; it needs one of its own where something is said of it.
_CLAIMS = """SELECT c.id, c.key, c.n_assertions > 1 OR c.n_against > 0
  OR EXISTS (SELECT 1 FROM claim_links l WHERE c.id IN (l.claim, l.other))
  FROM claims c WHERE c.n_assertions > 0
  ORDER BY c.n_outlets DESC, c.n_assertions DESC, c.n_against DESC, c.key"""
_ALONE = """SELECT c.key, r.key, a.key FROM assertions a JOIN claims c ON c.id = a.claim
  JOIN articles r ON r.id = a.article WHERE c.n_assertions = 1"""
_THINGS = """SELECT id, key, room = 'entity' OR n_by + n_about > 1 FROM things WHERE room = ?
  ORDER BY n_by + n_about DESC, label, key"""
_ORDERS = {
    "article": "SELECT id, key, 1 FROM articles ORDER BY published IS NULL, published DESC, outlet, key",
    "story": "SELECT id, key, 1 FROM stories ORDER BY n_articles DESC, n_outlets DESC, n_assertions DESC, key",
    "outlet": "SELECT id, key, 1 FROM outlets ORDER BY n_assertions DESC, label, key",
}
LIST_BY_ROOM = {
    "claim": "claims",
    "entity": "entities",
    "topic": "topics",
    "article": "articles",
    "story": "stories",
    "outlet": "outlets",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The pages of a site."""

    numbers: dict[str, tuple[int, ...]]
    """By room: the numbers of all its things, in the order of their list."""
    keys: dict[str, tuple[str, ...]]
    """By room: the keys of those that have a page."""
    addresses: Addresses
    anchors: dict[tuple[str, str], tuple[str, ...]]
    """By room and key of a thing with a page: ids that stand for others which were found to be the same."""

    @property
    def n_pages(self) -> int:
        """Return how many pages of things there are."""
        return sum(len(keys) for keys in self.keys.values())


def list_page(room: str, n: int) -> str:
    """Return the place of a page of a list, from 1."""
    name = LIST_BY_ROOM[room]
    return f"{name}.html" if n == 1 else f"{name}-{n}.html"


def plan_site(flat: Flat, *, limit: int | None) -> Plan:
    """Return which pages there are.

    Args:
        flat: the table of the graph.
        limit: at most this many pages of claims, of entities and of topics each, those of most outlets or assertions.
    """
    numbers: dict[str, tuple[int, ...]] = {}
    keys: dict[str, tuple[str, ...]] = {}
    places: dict[tuple[str, str], str] = {}
    for room in LIST_BY_ROOM:
        lines = flat.lines(_ORDERS.get(room) or (_CLAIMS if room == "claim" else _THINGS), *_values(room))
        numbers[room] = tuple(number for number, _, _ in lines)
        own = [key for _, key, has_page in lines if has_page]
        keys[room] = tuple(own if room in _ORDERS else own[:limit])
        kept = set(keys[room])
        places |= {
            (room, key): f"{list_page(room, place // PER_LIST + 1)}#{fragment(key)}"
            for place, (_, key, _) in enumerate(lines)
            if key not in kept
        }
    for claim, article, assertion in flat.lines(_ALONE):
        if ("claim", claim) in places:
            places["claim", claim] = f"article/{file_name(article)}#c-{assertion}"
    pages = {(room, key) for room, found in keys.items() for key in found}
    anchors: dict[tuple[str, str], tuple[str, ...]] = {}
    for same, other in _aliases(flat):
        if other in pages:
            anchor = f"{same[0]}-{fragment(same[1])}"
            anchors[other] = (*anchors.get(other, ()), anchor)
            places[same] = f"{other[0]}/{file_name(other[1])}#{anchor}"
        elif other in places:
            places[same] = places[other]
    return Plan(numbers=numbers, keys=keys, addresses=Addresses(pages, places), anchors=anchors)


def _values(room: str) -> tuple[str, ...]:
    return (room,) if room in ("entity", "topic") else ()


def _aliases(flat: Flat) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Yield room and key of what was found to be the same as something else, and of that."""
    claims = flat.lines(
        "SELECT 'claim', a.key, 'claim', c.key FROM claim_aliases a JOIN claims c ON c.id = a.claim ORDER BY a.key"
    )
    things = flat.lines(
        """SELECT a.room, a.key, t.room, t.key FROM thing_aliases a JOIN things t ON t.id = a.thing
        ORDER BY a.room, a.key"""
    )
    for room, key, other_room, other in (*claims, *things):
        yield (room, key), (other_room, other)
