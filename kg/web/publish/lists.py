"""The pages that list everything of a kind, and what is contested, page by page."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from kg.flat import Flat
from kg.web.pages.contents import describe_kind
from kg.web.publish.pages import Page
from kg.web.publish.plan import LIST_BY_ROOM, PER_LIST, Plan, list_page

MOST_CONTESTED = 300
TITLES = {
    "claim": "Claims",
    "entity": "People, organisations and places",
    "topic": "Topics",
    "article": "Articles",
    "story": "Stories",
    "outlet": "Outlets",
}
LEADS = {
    "claim": "What is said, independent of who says it; those that most outlets tell come first. A claim that is told "
    "once stands in its article.",
    "entity": "Who speaks and who is spoken of; those with most claims come first.",
    "topic": "What claims are about and no name stands for: the phrases of the articles.",
    "article": "Each text as it was read; the latest come first.",
    "story": "Articles of several outlets on one matter, with the matrix of who tells what.",
    "outlet": "Who publishes; those with most claims come first.",
}
# A topic of one claim has no page: its line leads to that claim.
_CLAIM_OF = """SELECT v.value, MIN(c.id) FROM json_each(?) v JOIN claims c ON v.value IN (c.subject, c.object)
  WHERE c.n_assertions > 0 GROUP BY v.value"""
_COUNTS = "SELECT id, n_by, n_about FROM things WHERE id IN (SELECT value FROM json_each(?))"


def list_pages(flat: Flat, plan: Plan) -> Iterator[Page]:
    """Yield the pages of all lists."""
    for room in LIST_BY_ROOM:
        numbers = plan.numbers[room]
        n_pages = max(1, -(-len(numbers) // PER_LIST))
        for page in range(1, n_pages + 1):
            part = numbers[(page - 1) * PER_LIST : page * PER_LIST]
            values = {
                "room": room,
                "heading": TITLES[room],
                "lead": LEADS[room],
                "lines": _lines(flat, room, part, page),
                "total": len(numbers),
                "page": page,
                "n_pages": n_pages,
                "places": [list_page(room, n) for n in range(1, n_pages + 1)],
                "nav": LIST_BY_ROOM[room],
            }
            yield Page(place=list_page(room, page), template="list.html", values=values)


def contested_page(flat: Flat) -> Page:
    """Return the page of what outlets stand on two sides of."""
    found = flat.contested(limit=MOST_CONTESTED)
    return Page(place="conflicts.html", template="conflicts.html", values={"found": found, "nav": "conflicts"})


def _lines(flat: Flat, room: str, numbers: Sequence[int], page: int) -> Sequence[Any]:
    if room == "claim":
        return flat.claim_lines(numbers)
    if room == "article":
        return flat.article_lines(numbers)
    if room == "story":
        return flat.stories(sort="articles", page=page, per_page=PER_LIST).stories if numbers else ()
    if room == "outlet":
        outlets = flat.overview().outlets
        return outlets[(page - 1) * PER_LIST : page * PER_LIST]
    things, asked = flat.things(numbers), json.dumps([int(one) for one in numbers])
    counts = {number: (n_by, n_about) for number, n_by, n_about in flat.lines(_COUNTS, asked)}
    claims: dict[int, int] = dict(flat.lines(_CLAIM_OF, asked)) if room == "topic" else {}
    lines = dict(zip(claims.values(), flat.claim_lines(claims.values()), strict=True))
    return [
        {
            "thing": things[number],
            "kind": describe_kind(things[number]),
            "n_by": counts[number][0],
            "n_about": counts[number][1],
            "claim": lines.get(claims.get(number, -1)),
        }
        for number in numbers
    ]
