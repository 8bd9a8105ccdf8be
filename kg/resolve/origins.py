"""Every article's one origin: what is copied from one text, or revised of it, is one; and the origin of an assertion.

    records, copies → each article's best source → trees of copies → origins, borrowed passages, reasons

An article joins the origin of one source, the one that most of it stands in, the earliest of several such: so a
round-up that prints two agency briefs does not make one text of them. What else it borrows stays its own text, but
what those passages assert comes from where they come from.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256

from kg.lexicon.agencies import Agency
from kg.records import Span
from kg.records.origin import Borrowing, Copy, Origin, OriginDecision, OriginRecord, Origins
from kg.resolve.origin_copies import time_order

MOSTLY = 0.5
"""An article of which so much stands in another is a copy of it."""
ALIKE = 0.3
"""Texts of this Jaccard are copies; texts of one outlet are only then."""
SAME_DAYS = 3
"""Texts of one agency that overlap at all are one text within so many days."""
NEW_CHARACTERS = 100
"""A further source must give so many characters that no better source gives."""
DECIDED_BY = "copied-text"


def assign_origins(records: Iterable[OriginRecord], copies: Iterable[Copy]) -> Origins:
    """Return the origin of every article, with the reasons; neither order of the input matters.

    An origin is named after the earliest of its articles, so it stays the same while later copies come in.

    Args:
        records: the articles.
        copies: what `find_copies` found among them.
    """
    ordered = sorted(records, key=time_order)
    place_by_key = {record.key: place for place, record in enumerate(ordered)}
    tree = _Tree(len(ordered))
    decisions = list(_join_revisions(ordered, tree))
    by_article: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        by_article[copy.article].append(copy)
    rest = []
    for key in sorted(by_article, key=place_by_key.__getitem__):
        found = sorted(by_article[key], key=lambda copy: (-round(copy.share, 1), place_by_key[copy.source]))
        this = ordered[place_by_key[key]]
        best = next((one for one in found if is_one_origin(one, this, ordered[place_by_key[one.source]])), None)
        if best is not None:
            tree.join(place_by_key[best.source], place_by_key[key])
            decisions.append(_decide(best, "copies"))
        rest += [copy for copy in found if copy is not best]
    origins, origin_by_article = _name_origins(ordered, tree)
    borrowed = list(_borrowings(rest, origin_by_article))
    decisions += [_decide(copy, "shares-passages") for copy, _ in borrowed]
    return Origins(
        origins=tuple(sorted(origins, key=lambda origin: origin.key)),
        agencies=tuple(_agencies(ordered)),
        origin_by_article=origin_by_article,
        decisions=tuple(sorted(decisions, key=lambda one: (one.left, one.right, one.relation))),
        borrowings=tuple(borrowing for _, borrowing in borrowed),
        credits=tuple((record.key, credit) for record in ordered for credit in record.credits),
    )


def is_one_origin(copy: Copy, article: OriginRecord, source: OriginRecord) -> bool:
    """Tell whether an article is copied from its source as a whole, not in passages only."""
    if copy.jaccard >= ALIKE:
        return True
    if article.outlet == source.outlet:
        return False
    is_agencys = _share_agency(article, source) and _days_between(article, source) <= SAME_DAYS
    return copy.share >= MOSTLY or is_agencys


def _share_agency(left: OriginRecord, right: OriginRecord) -> bool:
    return not {one.agency for one in left.credits}.isdisjoint(one.agency for one in right.credits)


def _days_between(left: OriginRecord, right: OriginRecord) -> float:
    """Return the days between two publications; none where one has no date."""
    if left.published is None or right.published is None:
        return 0
    return abs((date.fromisoformat(left.published[:10]) - date.fromisoformat(right.published[:10])).days)


class _Tree:
    """Articles by number, joined into sets that are named after their earliest member."""

    def __init__(self, n_articles: int) -> None:
        self._parent = list(range(n_articles))

    def root(self, this: int) -> int:
        while self._parent[this] != this:
            self._parent[this] = this = self._parent[self._parent[this]]
        return this

    def join(self, left: int, right: int) -> None:
        low, high = sorted((self.root(left), self.root(right)))
        self._parent[high] = low


def _join_revisions(ordered: Sequence[OriginRecord], tree: _Tree) -> Iterator[OriginDecision]:
    """Join the revisions of each article, and yield why."""
    first_by_name: dict[tuple[str, str], int] = {}
    for place, record in enumerate(ordered):
        first = first_by_name.setdefault((record.outlet, record.id), place)
        if first != place:
            tree.join(first, place)
            yield OriginDecision(
                left=record.key,
                right=ordered[first].key,
                relation="revises",
                score=1.0,
                reasons=("one outlet's texts under one id",),
                decided_by="revision",
            )


def _name_origins(ordered: Sequence[OriginRecord], tree: _Tree) -> tuple[list[Origin], dict[str, str]]:
    members: dict[int, list[OriginRecord]] = defaultdict(list)
    for place, record in enumerate(ordered):
        members[tree.root(place)].append(record)
    origins = [_name_origin(found) for found in members.values()]
    return origins, {key: origin.key for origin in origins for key in origin.articles}


def _name_origin(members: Sequence[OriginRecord]) -> Origin:
    """Return the origin of some articles, earliest first; it is an agency's where any of them says so."""
    first = members[0]
    credit = next((record.whole_credit for record in members if record.whole_credit), None)
    return Origin(
        key=sha256(f"origin\x1f{first.key}".encode()).hexdigest()[:16],
        label=f"{credit.label if credit else first.outlet}: {first.title or first.id}",
        agency=credit.agency if credit else None,
        first=first.key,
        articles=tuple(record.key for record in members),
    )


def _borrowings(rest: Iterable[Copy], origin_by_article: Mapping[str, str]) -> Iterator[tuple[Copy, Borrowing]]:
    """Yield what articles have from other origins than their own, each passage from the best source that has it."""
    taken: dict[str, list[Span]] = defaultdict(list)
    for copy in rest:
        origin = origin_by_article[copy.source]
        if origin == origin_by_article[copy.article]:
            continue
        spans = tuple(span for passage in copy.passages for span in _left_of(passage, taken[copy.article]))
        if sum(span.end - span.start for span in spans) >= NEW_CHARACTERS:
            taken[copy.article] += spans
            yield copy, Borrowing(article=copy.article, origin=origin, spans=spans)


def _left_of(passage: Span, taken: Iterable[Span]) -> list[Span]:
    """Return what is left of a passage when others are cut out of it."""
    left = [passage]
    for other in taken:
        left = [
            piece
            for span in left
            for piece in (Span(span.start, min(span.end, other.start)), Span(max(span.start, other.end), span.end))
            if piece.start < piece.end
        ]
    return left


def _decide(copy: Copy, relation: str) -> OriginDecision:
    n_characters = sum(span.end - span.start for span in copy.passages)
    reasons = [
        f"{copy.share:.0%} of its 5-word shingles stand in the other, which was published before it or with it",
        f"{copy.contained:.0%} of the other's stand in it",
    ]
    if copy.passages:
        places = ", ".join(f"{span.start}–{span.end}" for span in copy.passages[:5])
        reasons.append(f"{n_characters} characters in {len(copy.passages)} passages: {places}")
    return OriginDecision(
        left=copy.article,
        right=copy.source,
        relation=relation,
        score=copy.share,
        reasons=tuple(reasons),
        decided_by=DECIDED_BY,
    )


def _agencies(ordered: Iterable[OriginRecord]) -> list[Origin]:
    """Return an origin for each agency or outlet that an article credits."""
    label_by_key = {credit.agency: credit.label for record in ordered for credit in record.credits}
    return [agency_origin(key, label) for key, label in sorted(label_by_key.items())]


def agency_origin(key: str, label: str) -> Origin:
    """Return the origin that an agency is for all that is credited to it."""
    return Origin(key=key, label=label, agency=key, first=None)


class AssertionOrigins:
    """Looks up where an assertion comes from.

    Args:
        origins: those of all articles.
    """

    def __init__(self, origins: Origins) -> None:
        self._origin_by_key = {origin.key: origin for origin in origins.origins}
        self._by_article = origins.origin_by_article
        self._borrowed: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        for borrowing in origins.borrowings:
            self._borrowed[borrowing.article] += [(span, borrowing.origin) for span in borrowing.spans]

    def of(self, article: str, span: Span, *, credit: Agency | None = None) -> str:
        """Return the key of an assertion's origin.

        That is the agency that its sentence credits; else the agency that the text is credited to, or the text itself:
        the one that its passage is borrowed from, or its article's. So what an agency's text says and what somebody
        "told" that agency come from one place.

        Args:
            article: the key of its article.
            span: its characters.
            credit: what `assertion_credit` found in its sentence.
        """
        if credit is not None:
            return credit.key
        middle = (span.start + span.end) // 2
        borrowed = (origin for place, origin in self._borrowed.get(article, ()) if place.start <= middle < place.end)
        origin = self._origin_by_key[next(borrowed, self._by_article[article])]
        return origin.agency or origin.key
