"""What needs a person, with its words and sentences: a page of candidates on which nobody has decided yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import NotInGraph
from kg.flat import Choice, Flat
from kg.flat.records import AssertionRow
from kg.rdf.identifiers import encode_key
from kg.records.reviews import Joining, JoiningKind, Review, Verdict
from kg.web.pages.review_candidates import Candidate, End
from kg.web.pages.review_kinds import Kind

PER_PAGE = 12
"""Items on a page: as many as somebody decides in one go."""
SENTENCES = 2
"""Sentences that are shown of each of two claims."""
PREFIX_BY_ROOM = {"assertion": "asr", "claim": "clm", "entity": "ent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two things that may be one."""

    name: str
    """As `kg.reviews` takes it: `ent:ana-reyes`."""
    label: str
    path: str
    rows: tuple[AssertionRow, ...]
    """Some of its assertions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something to decide: one assertion, or two things."""

    key: str
    row: AssertionRow | None = None
    sides: tuple[Side, ...] = ()
    score: float | None = None
    """0 to 1."""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """One page of what needs a person."""

    kind: Kind
    items: tuple[Item, ...]
    page: int
    further: bool
    """Whether there is another page."""


def show_queue(
    flat: Flat, kind: Kind, candidates: Iterable[Candidate], reviews: Iterable[Review], *, page: int
) -> Queue:
    """Return a page of the candidates on which nobody has decided; what the pages do not know yet is left out.

    Args:
        flat: the words of things.
        kind: of the candidates.
        candidates: those that need a person most first.
        reviews: everything that people decided.
        page: from 1.
    """
    decided = _decided(flat, reviews)
    left = [one for one in candidates if one.keys not in decided]
    shown = left[(page - 1) * PER_PAGE : page * PER_PAGE]
    items = [item for one in shown if (item := _item(flat, one)) is not None]
    return Queue(kind=kind, items=tuple(items), page=page, further=len(left) > page * PER_PAGE)


def _decided(flat: Flat, reviews: Iterable[Review]) -> set[tuple[str, ...]]:
    """Return the keys of what people decided on: of assertions alone, and of two things in order."""
    found: set[tuple[str, ...]] = set()
    for review in reviews:
        if isinstance(review, Verdict):
            found.add((review.assertion,))
            continue
        found.add(review.pair)
        if _stands_for_claims(review):
            found.add(tuple(sorted(row.claim_key for row in flat.assertions(review.pair))))
    return found


def _stands_for_claims(review: Joining) -> bool:
    """Tell whether two assertions were joined, perhaps in the place of the claims that they make."""
    return review.kind is JoiningKind.ASSERTION


def _item(flat: Flat, candidate: Candidate) -> Item | None:
    if len(candidate.ends) == 1:
        rows = flat.assertions(candidate.keys)
        return Item(key=candidate.keys[0], row=rows[0]) if rows else None
    sides = [side for end in candidate.ends if (side := _side(flat, end)) is not None]
    if len(sides) != len(candidate.ends):
        return None
    return Item(key="-".join(candidate.keys), sides=tuple(sides), score=candidate.score, reasons=candidate.reasons)


def _side(flat: Flat, end: End) -> Side | None:
    name = f"{PREFIX_BY_ROOM[end.room]}:{end.key}"
    try:
        if end.room == "assertion":
            rows = flat.assertions([end.key])
            return Side(name=name, label=rows[0].claim_text, path=rows[0].path, rows=rows) if rows else None
        if end.room == "claim":
            canonical = flat.canonical(end.room, end.key)[1]
            rows = tuple(flat.rows(Choice(claim=canonical), limit=SENTENCES))
            return Side(name=name, label=end.name or name, path=rows[0].claim_path, rows=rows) if rows else None
        room, key = flat.canonical(end.room, end.key)
        rows = tuple(flat.rows(Choice(entities=(key,)), limit=1))
        return Side(name=name, label=end.name or name, path=f"/{room}/{encode_key(end.key)}", rows=rows)
    except NotInGraph:
        return None
