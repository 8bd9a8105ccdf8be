"""Which earlier mentions a mention may be one with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.nlp.coref.constraints import can_be_one
from kg.nlp.coref.kinds import fits_kind
from kg.nlp.coref.things import Kind, Mention, Thing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kg.nlp.coref.scene import Scene

AntecedentScores = Callable[[Sequence[int], Sequence[int]], "NDArray[np.float32] | None"]
"""Takes the head tokens of later and of earlier mentions; returns the log-odds of each pair being one against the later
one having no antecedent, later ones in rows; None where there is no network."""
FARTHEST = {"i": 12, "you": 12, "we": 12, "he": 6, "she": 6, "this": 2}
"""Sentences back that a pronoun's antecedent is looked for, by its class."""
FARTHEST_OF_ANY = 4
NEARBY = {"dem": 2}
"""Sentences back that antecedents of other words are looked for, by the article of a noun."""
MOST = 40
"""Candidates of a pronoun."""
MOST_ALIKE = 8
"""Nouns with the same head, and names of a fitting kind."""
REMEMBERED = 250
"""Mentions back that a network is asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An earlier mention with its thing so far."""

    mention: Mention
    thing: Thing | None
    between: int
    """Other things that are mentioned between the two and would fit as well."""
    joined: bool
    """Whether the text itself says that the two are one: an apposition or a copula."""


class Memory:
    """The mentions so far."""

    def __init__(self, scene: Scene, *, antecedent_scores: AntecedentScores | None = None) -> None:
        self._scene = scene
        self._scores = antecedent_scores
        self._seen: list[Mention] = []
        self._by_lemma: dict[str, list[Mention]] = defaultdict(list)
        self._last_by_thing: dict[Thing, Mention] = {}

    def add(self, mention: Mention) -> None:
        """Remember a mention."""
        self._seen.append(mention)
        if mention.kind is not Kind.PRONOUN:
            self._by_lemma[self._scene.profiles[mention].lemma].append(mention)
        thing = self._scene.thing_of.get(mention)
        if thing is not None and thing.label is not None:
            self._last_by_thing.pop(thing, None)
            self._last_by_thing[thing] = mention

    def candidates(self, mention: Mention) -> list[Candidate]:
        """Return the mentions that this one may be one with, the nearest first."""
        if mention.kind is Kind.GROUP:
            return []
        nearest_first = self._before_pronoun(mention) if mention.kind is Kind.PRONOUN else self._alike(mention)
        found: list[Candidate] = []
        things: dict[Thing | Mention, int] = {}
        for one in nearest_first:
            thing = self._scene.thing_of.get(one)
            if len(found) < MOST and can_be_one(self._scene, mention, one, thing):
                between = things.setdefault(thing if thing is not None else one, len(things))
                joined = self._scene.is_joined(one, mention)
                found.append(Candidate(mention=one, thing=thing, between=between, joined=joined))
        return found

    def _before_pronoun(self, mention: Mention) -> list[Mention]:
        profiles = self._scene.profiles
        one = profiles[mention]
        farthest = one.sentence - FARTHEST.get(one.form, FARTHEST_OF_ANY)
        found = []
        for other in reversed(self._seen):
            if profiles[other].sentence < farthest:
                break
            found.append(other)
        return found

    def _alike(self, mention: Mention) -> list[Mention]:
        """Return mentions with the same head, names of a fitting kind, and what the text says it is."""
        one = self._scene.profiles[mention]
        found = set(self._by_lemma[one.lemma][-MOST_ALIKE:])
        if mention.kind is Kind.NOMINAL:
            found.update(other for other in self._seen[-3:] if self._scene.is_joined(other, mention))
            subject = self._scene.subject_of(mention)
            found.update([subject] if subject is not None else [])
            if one.article in ("def", "dem", "poss"):
                found.update(self._of_kind(one.lemma))
            if one.article in NEARBY:
                found.update(self._nearby(one.sentence - NEARBY[one.article]))
        found.update(self._likely(mention))
        return sorted(found, key=lambda other: (-other.head, other.start, other.end, other.kind))

    def _nearby(self, farthest: int) -> list[Mention]:
        """Return the mentions since a sentence, whatever their words."""
        found = []
        for other in reversed(self._seen[-MOST:]):
            if self._scene.profiles[other].sentence < farthest:
                break
            found.append(other)
        return found

    def _likely(self, mention: Mention) -> list[Mention]:
        """Return mentions that a network holds for likelier than no antecedent, the likeliest ones."""
        before = self._seen[-REMEMBERED:] if self._scores is not None else []
        before = [one for one in before if one.head < mention.head]
        scores = self._scores([mention.head], [one.head for one in before]) if self._scores and before else None
        if scores is None:
            return []
        likely = [pair for pair in zip(scores[0].tolist(), before, strict=True) if pair[0] > 0]
        return [one for _, one in sorted(likely, key=lambda pair: -pair[0])[:MOST_ALIKE]]

    def _of_kind(self, lemma: str) -> list[Mention]:
        found: list[Mention] = []
        for thing, last in reversed(self._last_by_thing.items()):
            if len(found) < MOST_ALIKE and (
                fits_kind(lemma, thing) or lemma in self._scene.profiles[last].words.split()
            ):
                found.append(last)
        return found
