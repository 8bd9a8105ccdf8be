"""Trace a claim given in plain words to everybody who asserted it.

    "Russia demands regions" → words around a verb → claims whose words match → their assertions, scored by role

The words before the verb must be found in who acts (or speaks), the words after it in what is said of what, so that
what Ukraine demands of Russia is no answer to what Russia demands.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import ceil

from pyoxigraph import NamedNode, QuerySolutions

from kg.query.labels import Labels
from kg.query.rows import rows_of_claims
from kg.query.words import base_forms, best_match, content_words
from kg.records import ClaimRow, Span
from kg.store import GraphStore

Word = frozenset[str]
"""A word by its base forms."""

FEW = 3
"""Of up to so many words, all must be found."""

ENOUGH = 0.75
"""The share of more words that must be found."""

CANDIDATES = 400
"""Claims whose assertions are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A claim in plain words, split at its verb."""

    before: tuple[Word, ...]
    verb: Word | None
    after: tuple[Word, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """Return all words in order."""
        return (*self.before, *((self.verb,) if self.verb is not None else ()), *self.after)


def trace(graph: GraphStore, claim: str, *, limit: int = 20) -> list[ClaimRow]:
    """Return the assertions of a claim that is given in plain words, best match first, those of one claim together.

    Args:
        graph: what is asked.
        claim: a short sentence, such as "Russia demands regions".
        limit: at most so many rows.
    """
    asked = parse_claim(claim, verbs=_verbs(graph), cues=_cues(graph))
    if not asked.words:
        return []
    labels = Labels(graph)
    scores = {row.assertion: (score_row(asked, row, labels=labels), row) for row in _candidate_rows(graph, asked)}
    found = _outermost([row for score, row in scores.values() if score])
    best: dict[str, float] = defaultdict(float)
    for row in found:
        best[row.claim] = max(best[row.claim], scores[row.assertion][0])
    found.sort(key=lambda row: (-best[row.claim], row.claim, row.published or "", row.outlet, row.article, row.start))
    return found[:limit]


def _outermost(rows: list[ClaimRow]) -> list[ClaimRow]:
    """Leave out what stands inside another answer: what Norland demands, beside that Norland demands it."""
    places: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for row in rows:
        places[row.outlet, row.article].append(Span(row.start, row.end))
    return [row for row in rows if not _is_inside(Span(row.start, row.end), places[row.outlet, row.article])]


def _is_inside(place: Span, others: list[Span]) -> bool:
    return any(place != other and place.within(other) for other in others)


def parse_claim(claim: str, *, verbs: frozenset[str], cues: frozenset[str] = frozenset()) -> Asked:
    """Split a claim at its verb: the first word after the first that is one.

    Args:
        claim: a short sentence.
        verbs: the predicates of the graph.
        cues: its reporting words, which are looked for where no predicate is found.
    """
    words = content_words(claim)
    for known in (verbs, cues):
        for place, word in enumerate(words):
            if place and word & known:
                return Asked(before=words[:place], verb=word, after=words[place + 1 :])
    return Asked(before=(), verb=None, after=words)


def score_row(asked: Asked, row: ClaimRow, *, labels: Labels | None = None) -> float:
    """Score how well an assertion answers, 0 to 1; 0 where too little of what was asked is found in its place.

    Args:
        asked: the claim that is looked for.
        row: the assertion.
        labels: knows who acts for whom, so that what Moscow demands, Russia demands, and the reverse.
    """
    subject = (*_words(row.subject), *_represented(row.subject_iri, labels))
    speakers = (*(word for name in row.speakers for word in _words(name)), *_represented(row.speaker_iri, labels))
    verb, said = _predicate(row), _said(row)
    if asked.verb is None:
        everything = (*subject, *speakers, *_words(row.cue), *verb, *said)
        return _accept(asked, [best_match(word, everything) for word in asked.words])
    by_agent = tuple(word for found in row.arguments if found["role"] == "by" for word in _words(found["text"]))
    readings = (
        (subject, verb, said),
        (by_agent, verb, (*subject, *said)),
        (speakers, _words(row.cue), (*subject, *verb, *said)),
    )
    return max(_score(asked, *reading) for reading in readings)


def _score(asked: Asked, actors: Sequence[Word], verbs: Sequence[Word], rest: Sequence[Word]) -> float:
    assert asked.verb is not None
    verb = best_match(asked.verb, verbs)
    before = [best_match(word, actors) for word in asked.before]
    if not verb or not any(before):
        return 0.0
    return _accept(asked, [*before, verb, *(best_match(word, rest) for word in asked.after)])


def _accept(asked: Asked, scores: list[float]) -> float:
    n_words = len(asked.words)
    return sum(scores) / n_words if sum(map(bool, scores)) >= _needed(n_words) else 0.0


def _needed(n_words: int) -> int:
    return n_words if n_words <= FEW else ceil(ENOUGH * n_words)


def _predicate(row: ClaimRow) -> tuple[Word, ...]:
    verb, *particles = row.predicate.split()
    return (base_forms(verb) | {row.predicate}, *map(base_forms, particles))


def _said(row: ClaimRow) -> tuple[Word, ...]:
    texts = (row.object, row.about, row.place, row.unit, *(found["text"] for found in row.arguments))
    return tuple(word for text in texts for word in _words(text))


def _words(text: str | None) -> tuple[Word, ...]:
    return content_words(text) if text else ()


def _represented(iri: str | None, labels: Labels | None) -> Iterator[Word]:
    """Yield the words of whom a thing acts for, and of what acts for it."""
    if iri is not None and labels is not None:
        this = NamedNode(iri)
        for label in (*labels.acts_for(this), *labels.acted_for_by(this)):
            yield from content_words(label)


def _verbs(graph: GraphStore) -> frozenset[str]:
    """Return the verbs of the predicates in the graph, particles left out."""
    found = graph.query("SELECT DISTINCT ?lemma { GRAPH graph:claims { ?claim kg:lemma ?lemma } }")
    assert isinstance(found, QuerySolutions)
    return frozenset(solution["lemma"].value.partition(" ")[0] for solution in found)


def _cues(graph: GraphStore) -> frozenset[str]:
    found = graph.query("SELECT DISTINCT ?cue { ?assertion kg:cue ?cue }")
    assert isinstance(found, QuerySolutions)
    return frozenset(form for solution in found for word in _words(solution["cue"].value) for form in word)


def _candidate_rows(graph: GraphStore, asked: Asked) -> Iterator[ClaimRow]:
    """Yield the rows of the claims whose short sentence has the most of the words."""
    found = graph.query("SELECT ?claim ?text { GRAPH graph:claims { ?claim kg:text ?text } }")
    assert isinstance(found, QuerySolutions)
    scored = ((_overlap(asked, solution["text"].value), solution["claim"].value) for solution in found)
    best = nlargest(CANDIDATES, (pair for pair in scored if pair[0]))
    return rows_of_claims(graph, (NamedNode(iri) for _, iri in best))


def _overlap(asked: Asked, text: str) -> float:
    """Score a claim's short sentence: 0 unless enough of what comes after the verb is in it."""
    words = content_words(text)
    after = [best_match(word, words) for word in asked.after]
    rest = [best_match(word, words) for word in (*asked.before, *((asked.verb,) if asked.verb is not None else ()))]
    n_missing = len(asked.words) - _needed(len(asked.words))
    if after and sum(map(bool, after)) < max(1, len(after) - n_missing):
        return 0.0
    return sum(after) + sum(rest)
