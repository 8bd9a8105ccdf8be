"""Match a claim in plain words with assertions, word by word and each word in its place.

The words before the verb must be found in who acts (or speaks), the words after it in what is said of what, so that
what Ukraine demands of Russia is no answer to what Russia demands.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.lexicon import load_lexicon
from kg.query.labels import Labels
from kg.query.words import base_forms, best_match, content_words, told_words
from kg.records import ClaimRow

Word = frozenset[str]
"""A word by its base forms."""

FEW = 3
"""Of up to so many words, all must be found."""

ENOUGH = 0.75
"""The share of more words that must be found."""

OTHER_POLARITY = 0.6
"""How much an assertion counts that denies what was asked, or holds what was asked in the negative."""

WITHOUT_VERB = 0.9
"""How much an answer counts in which the words stand anywhere, beside one in which they stand in their places."""

_PLAIN = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A claim in plain words, split at its verb."""

    before: tuple[Word, ...]
    verb: Word | None
    after: tuple[Word, ...]
    negative: bool = False
    """Whether it says that something is not so."""

    @property
    def words(self) -> tuple[Word, ...]:
        """Return all words in order."""
        return (*self.before, *((self.verb,) if self.verb is not None else ()), *self.after)


class Match(NamedTuple):
    """How well an assertion answers."""

    score: float
    """0 to 1; 0 where too little of what was asked is found in its place."""
    by_speaker: bool
    """Whether it answers only because of who speaks."""


NO_MATCH = Match(0.0, by_speaker=False)


def parse_claim(claim: str, *, verbs: frozenset[str], cues: frozenset[str] = frozenset()) -> Asked:
    """Split a claim at its verb: the first word after the first that is one.

    Args:
        claim: a short sentence.
        verbs: the predicates of the graph.
        cues: its reporting words, which are looked for where no predicate is found.
    """
    return parse_readings(claim, verbs=verbs, cues=cues)[0]


def parse_readings(claim: str, *, verbs: frozenset[str], cues: frozenset[str] = frozenset()) -> list[Asked]:
    """Split a claim at each word that may be its verb, predicates before reporting words; nouns may look like both.

    A claim whose only verbs stand before a preposition or at the end may be a noun phrase ("talks in Istanbul"), which
    is read without a verb too.
    """
    words = content_words(claim)
    negative = bool(load_lexicon("modality").words(kind="negation") & set(_plain_words(claim)))
    places = [place for known in (verbs, cues) for place, word in enumerate(words) if place and word & known]
    found = [
        Asked(before=words[:place], verb=words[place], after=words[place + 1 :], negative=negative)
        for place in dict.fromkeys(places)
    ]
    if not found or _may_be_phrase(claim, [asked.verb for asked in found]):
        found.append(Asked(before=(), verb=None, after=words, negative=negative))
    return found


def _plain_words(claim: str) -> list[str]:
    return [word.lower() for word in _PLAIN.findall(claim.replace("n't", " not").replace("n’t", " not"))]


def _may_be_phrase(claim: str, verbs: Sequence[Word | None]) -> bool:
    prepositions = load_lexicon("function_words").words(**{"class": "preposition"})
    plain = _plain_words(claim)
    ahead = [after for word, after in zip(plain, [*plain[1:], ""], strict=True) if base_forms(word) in verbs]
    return all(after == "" or after in prepositions for after in ahead)


def match_row(readings: Iterable[Asked], row: ClaimRow, *, labels: Labels | None = None) -> Match:
    """Match an assertion with the readings of a claim; the best counts.

    Args:
        readings: the claim that is looked for, as it may be read.
        row: the assertion.
        labels: knows who acts for whom, so that what Moscow demands, Russia demands, and the reverse.
    """
    parts = _Parts.of(row, labels=labels)
    return max((_match(asked, row, parts) for asked in readings), default=NO_MATCH)


class _Parts(NamedTuple):
    """The words of an assertion by their place."""

    subject: tuple[Word, ...]
    speakers: tuple[Word, ...]
    agent: tuple[Word, ...]
    cue: tuple[Word, ...]
    verb: tuple[Word, ...]
    said: tuple[Word, ...]

    @classmethod
    def of(cls, row: ClaimRow, *, labels: Labels | None) -> "_Parts":
        return cls(
            subject=(*_words(row.subject), *_represented(row.subject_iri, labels)),
            speakers=(*_all_words(row.speakers), *_represented(row.speaker_iri, labels)),
            agent=_all_words(found["text"] for found in row.arguments if found["role"] == "by"),
            cue=_words(row.cue),
            verb=_predicate(row),
            said=_all_words((row.object, row.about, row.place, row.unit, *(found["text"] for found in row.arguments))),
        )


def _match(asked: Asked, row: ClaimRow, parts: _Parts) -> Match:
    factor = OTHER_POLARITY if asked.negative and row.polarity != "negative" else 1.0
    factor *= WITHOUT_VERB if asked.verb is None else 1.0
    subject, speakers, agent, cue, verb, said = parts
    if asked.verb is None:
        score = _accept(asked, (*subject, *verb, *said))
        if not score:
            return Match(_accept(asked, (*subject, *speakers, *cue, *verb, *said)) * factor, by_speaker=True)
        return Match(score * factor, by_speaker=False)
    own = max(_score(asked, subject, verb, said), _score(asked, agent, verb, (*subject, *said)))
    told = _score(asked, speakers, cue, (*subject, *verb, *said))
    return Match(max(own, told) * factor, by_speaker=told > own)


def _score(asked: Asked, actors: Sequence[Word], verbs: Sequence[Word], rest: Sequence[Word]) -> float:
    assert asked.verb is not None
    verb = best_match(asked.verb, verbs)
    before = [best_match(word, actors) for word in asked.before]
    if not verb or not any(before):
        return 0.0
    return _share(asked, [*before, verb, *(best_match(word, rest) for word in asked.after)])


def _accept(asked: Asked, words: Sequence[Word]) -> float:
    return _share(asked, [best_match(word, words) for word in asked.words])


def _share(asked: Asked, scores: list[float]) -> float:
    n_words = len(asked.words)
    return sum(scores) / n_words if sum(map(bool, scores)) >= needed(n_words) else 0.0


def needed(n_words: int) -> int:
    """Return how many of some words must be found."""
    return n_words if n_words <= FEW else ceil(ENOUGH * n_words)


def overlap(asked: Asked, text: str) -> float:
    """Score a claim's short sentence: 0 unless enough of what comes after the verb is in it."""
    words = told_words(text)
    after = [best_match(word, words) for word in asked.after]
    rest = [best_match(word, words) for word in (*asked.before, *((asked.verb,) if asked.verb is not None else ()))]
    n_missing = len(asked.words) - needed(len(asked.words))
    if after and sum(map(bool, after)) < max(1, len(after) - n_missing):
        return 0.0
    return sum(after) + sum(rest)


def nearness(asked: Asked, text: str) -> float:
    """Return which part of all words stands in a claim's short sentence, wherever: 0 to 1."""
    words = told_words(text)
    found = sum(best_match(word, words) for word in asked.words)
    # Of two that have as many of them, the shorter one is nearer.
    return found / len(asked.words) - 0.001 * len(words) if found else 0.0


def _predicate(row: ClaimRow) -> tuple[Word, ...]:
    verb, *particles = row.predicate.split()
    return (base_forms(verb) | {row.predicate}, *map(base_forms, particles))


def _all_words(texts: Iterable[str | None]) -> tuple[Word, ...]:
    return tuple(word for text in texts for word in _words(text))


def _words(text: str | None) -> tuple[Word, ...]:
    return told_words(text) if text else ()


def _represented(iri: str | None, labels: Labels | None) -> Iterator[Word]:
    """Yield the words of whom a thing acts for, and of what acts for it."""
    if iri is not None and labels is not None:
        this = NamedNode(iri)
        for label in (*labels.acts_for(this), *labels.acted_for_by(this)):
            yield from content_words(label)
