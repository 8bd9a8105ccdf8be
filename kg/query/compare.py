"""Compare outlets claim by claim: what they share, leave out, contradict, attribute and hedge differently.

A claim is left out by an outlet that has articles on a story in which another of them tells it, and never tells it
itself; the number of those articles is the denominator.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from pyoxigraph import NamedNode

from kg.errors import NotInGraph, WrongParameter
from kg.query.compare_coverage import Coverage
from kg.query.compare_records import KINDS, ComparedRow, Comparison
from kg.query.compare_tellings import BY, Telling, Tellings, earliest, speakers
from kg.query.conflicts import read_contradictions
from kg.query.labels import compile_pattern
from kg.store import GraphStore


def compare_outlets(
    graph: GraphStore,
    outlets: Sequence[str],
    *,
    about: str | None = None,
    story: str | None = None,
    since: date | str | None = None,
    by: str = "outlets",
) -> Comparison:
    """Compare two or more outlets.

    Args:
        graph: what is asked.
        outlets: their names, or parts of names that only one outlet has.
        about: only claims of things with this name, as a regular expression.
        story: only stories whose label matches, as a regular expression.
        since: the first day of publication.
        by: whether corroboration counts `outlets`, or independent `origins`.

    Raises:
        NotInGraph: where a name is of several outlets.
        WrongParameter: where a name is of none, fewer than two are named, `since` is no date, or `by` is neither.
    """
    if by not in BY:
        raise WrongParameter(f"by takes {' or '.join(BY)}, not {by!r}")
    tellings = Tellings(graph)
    named = tuple(dict.fromkeys(_outlet(graph, name) for name in outlets))
    if len(named) < 2:
        raise WrongParameter("compare at least two outlets: kg compare GRAPH OUTLET OUTLET")
    coverage = Coverage(
        graph,
        named,
        claims=tellings.about(about) if about is not None else None,
        stories=tellings.stories(story) if story is not None else None,
        since=since,
    )
    rows = sorted(_Comparing(graph, tellings, coverage, by).rows(named), key=_order)
    return Comparison(outlets=named, counts=tuple(_counts(named, coverage, rows)), rows=tuple(rows), by=by)


def _outlet(graph: GraphStore, name: str) -> str:
    labels = sorted({heading.outlet for heading in graph.tables.headings()})
    if exact := [label for label in labels if label.casefold() == name.casefold()]:
        return exact[0]
    search = compile_pattern(name).search
    found = [label for label in labels if search(label)]
    if not found:
        raise WrongParameter(f"no outlet is called {name!r} here; there are {', '.join(labels) or 'none'}")
    if len(found) > 1:
        raise NotInGraph(name, rooms=("outlet",), near=found[:3])
    return found[0]


class _Comparing:
    """Makes the rows."""

    def __init__(self, graph: GraphStore, tellings: Tellings, coverage: Coverage, by: str) -> None:
        self._tellings = tellings
        self._coverage = coverage
        self._by = by
        self._contradictions = list(read_contradictions(graph))

    def rows(self, outlets: tuple[str, ...]) -> Iterator[ComparedRow]:
        for one, other in combinations(outlets, 2):
            for claim in self._coverage.claims_of(one) & self._coverage.claims_of(other):
                yield from self._of_both(claim, one, other)
        yield from self._contradicted()
        for silent in outlets:
            yield from self._left_out(silent, outlets)

    def _of_both(self, claim: str, one: str, other: str) -> Iterator[ComparedRow]:
        left, right = self._told(claim, one), self._told(claim, other)
        yield self._row("shared", claim, left, right)
        if set(speakers(left)).isdisjoint(speakers(right)):
            yield self._row("attributed", claim, left, right)
        if {telling.certainty for telling in left}.isdisjoint(telling.certainty for telling in right):
            yield self._row("hedged", claim, left, right)

    def _contradicted(self) -> Iterator[ComparedRow]:
        for found in self._contradictions:
            for one, other in ((found.left, found.right), (found.right, found.left)):
                for left in self._coverage.outlets_of(one.value):
                    for right in self._coverage.outlets_of(other.value):
                        if self._coverage.place(left) < self._coverage.place(right):
                            told, against = self._told(one.value, left), self._told(other.value, right)
                            yield self._row(
                                "contradicted",
                                one.value,
                                told,
                                against,
                                other_claim=self._tellings.words(other),
                                score=found.score,
                                reason="; ".join(found.reasons) or None,
                            )

    def _left_out(self, silent: str, outlets: tuple[str, ...]) -> Iterator[ComparedRow]:
        """Yield what others tell in stories that an outlet has articles on, and it neither tells nor contradicts."""
        told_by_others = {claim for other in outlets if other != silent for claim in self._coverage.claims_of(other)}
        for claim in told_by_others - self._coverage.ever_told_by(silent) - self._contradicted_by(silent):
            carriers = list(self._coverage.outlets_of(claim))
            stories = {story for other in carriers for story in self._coverage.stories_of(claim, other)}
            if n_articles := self._coverage.articles_on(stories, silent):
                told = [telling for other in carriers for telling in self._told(claim, other)]
                first = min(told, key=earliest)
                told = [telling for telling in told if telling.outlet == first.outlet]
                yield self._row("missing", claim, told, (), silent=silent, n_articles=n_articles)

    def _contradicted_by(self, outlet: str) -> set[str]:
        pairs = [(found.left.value, found.right.value) for found in self._contradictions]
        pairs += [(right, left) for left, right in pairs]
        return {one for one, other in pairs if other in self._coverage.claims_of(outlet)}

    def _told(self, claim: str, outlet: str) -> tuple[Telling, ...]:
        return tuple(map(self._tellings.read, self._coverage.assertions_of(claim, outlet)))

    def _row(
        self,
        kind: str,
        claim: str,
        told: Sequence[Telling],
        other: Sequence[Telling],
        *,
        silent: str = "",
        other_claim: str | None = None,
        n_articles: int | None = None,
        score: float | None = None,
        reason: str | None = None,
    ) -> ComparedRow:
        this, first, second = NamedNode(claim), told[0], other[0] if other else None
        return ComparedRow(
            kind=kind,
            claim=self._tellings.words(this),
            claim_iri=claim,
            story=first.story,
            outlet=first.outlet,
            published=first.published,
            speakers=speakers(told),
            certainty=_firmest(told) or "",
            article=first.article,
            sentence=first.sentence,
            other_outlet=second.outlet if second is not None else silent,
            other_claim=other_claim,
            other_story=second.story if second is not None else None,
            other_published=second.published if second is not None else None,
            other_speakers=speakers(other),
            other_certainty=_firmest(other),
            other_article=second.article if second is not None else None,
            other_sentence=second.sentence if second is not None else None,
            n_articles=n_articles,
            corroboration=self._tellings.corroboration(this, self._by),
            carriers=tuple(self._coverage.outlets_of(claim)),
            score=score,
            reason=reason,
        )


def _firmest(told: Iterable[Telling]) -> str | None:
    order = ("certain", "probable", "possible", "unknown")
    return min((telling.certainty for telling in told), key=order.index, default=None)


def _order(row: ComparedRow) -> tuple[object, ...]:
    # What is told in different stories is mostly background: who somebody is.
    apart = row.kind != "missing" and row.story != row.other_story
    weight = (-(row.score or 0), apart, -len(row.carriers), -row.corroboration, -(row.n_articles or 0))
    names = (row.claim, row.claim_iri, row.outlet, row.other_outlet, row.other_claim or "")
    return KINDS.index(row.kind), row.other_outlet if row.kind == "missing" else "", *weight, *names


def _counts(
    outlets: tuple[str, ...], coverage: Coverage, rows: Iterable[ComparedRow]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        for outlet in (row.other_outlet,) if row.kind == "missing" else (row.outlet, row.other_outlet):
            found[row.kind, outlet].add(row.claim_iri)
    yield "articles", tuple(coverage.n_articles(outlet) for outlet in outlets)
    yield "articles on common stories", tuple(coverage.n_common(outlet) for outlet in outlets)
    yield "claims", tuple(len(coverage.claims_of(outlet)) for outlet in outlets)
    for kind, words in COUNTED.items():
        yield words, tuple(len(found[kind, outlet]) for outlet in outlets)


COUNTED = {
    "shared": "claims shared with another",
    "attributed": "… with other speakers",
    "hedged": "… with other certainty",
    "contradicted": "claims contradicted",
    "missing": "claims never carried",
}
"""How the kinds of rows are counted, in words."""
