"""The search index of a site, as a script: pages opened from the disk may run scripts, but read no other files."""

import json
from collections.abc import Iterable, Iterator

from kg.flat import Flat
from kg.web.publish.cutting import shorten_shown
from kg.web.publish.plan import Plan

MOST_CLAIMS = 20_000
"""Claims that are found by their words, those of most outlets."""
_NAMES = """SELECT room, key, label, n_by + n_about FROM things WHERE n_by + n_about > 0
  ORDER BY n_by + n_about DESC, label, key"""
_ALIASES = "SELECT t.room, t.key, a.label FROM thing_aliases a JOIN things t ON t.id = a.thing ORDER BY a.key"


def render_index(flat: Flat, plan: Plan, *, without_text: bool) -> str:
    """Render the index: kind, label, what tells namesakes apart, place, other names; best first within a kind."""
    shown = shorten_shown if without_text else str
    lines = (
        json.dumps([kind, shown(label), shown(detail), place, shown(more)], ensure_ascii=False, separators=(",", ":"))
        for kind, label, detail, place, more in _entries(flat, plan)
        if place
    )
    return "window.kgIndex=[\n" + ",\n".join(lines) + "\n];\n"


def _entries(flat: Flat, plan: Plan) -> Iterator[tuple[str, str, str, str | None, str]]:
    place = plan.addresses.of_thing
    for outlet in flat.overview().outlets:
        yield "outlet", outlet.label, _counted(outlet.n_articles, "article"), place("outlet", outlet.key), ""
    names: dict[tuple[str, str], list[str]] = {}
    for room, key, label in flat.lines(_ALIASES):
        names.setdefault((room, key), []).append(label or "")
    for room, key, label, n in flat.lines(_NAMES):
        others = " · ".join(dict.fromkeys(one for one in names.get((room, key), ()) if one and one != label))
        yield "name" if room == "entity" else "topic", label, _counted(n, "claim"), place(room, key), others
    for key, label, n in flat.lines("SELECT key, label, n_articles FROM stories ORDER BY n_articles DESC, key"):
        yield "story", label, _counted(n, "article"), place("story", key), ""
    for one in flat.article_lines(plan.numbers["article"]):
        detail = ", ".join(part for part in (one.outlet, one.published) if part)
        yield "article", one.title or one.id, detail, place("article", one.key), ""
    yield from _claims(flat, plan, plan.numbers["claim"][:MOST_CLAIMS])


def _claims(flat: Flat, plan: Plan, numbers: Iterable[int]) -> Iterator[tuple[str, str, str, str | None, str]]:
    for claim in flat.claim_lines(numbers):
        yield "claim", claim.text, _counted(claim.n_outlets, "outlet"), plan.addresses.of_thing("claim", claim.key), ""


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
