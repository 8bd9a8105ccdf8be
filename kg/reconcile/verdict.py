"""Judge what a service proposes for an entity: linked where it is clear, undecided where it is not, else unknown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from kg.lexicon.loader import load_lexicon
from kg.reconcile.likeness import DIFFERENT, LONGER, compare_to_names
from kg.reconcile.service import Candidate

ACCEPT = 0.8
"""From this score on a candidate is linked, if it is clearly the best."""
CLEAR = 0.05
"""By how much the best candidate has to be ahead of the next one."""
WORTH_A_LOOK = 0.63
"""From this score on a candidate is kept for people to look at."""
KEPT = 3
"""Candidates that are kept of an undecided entity."""
CERTAIN_AND_ALIKE, CERTAIN_ALONE = 0.86, 0.75
"""Scores where the service is certain of one candidate: with a name that may be the full one of ours, and with one that
has nothing of it, which only the service can know (an earlier name, a nickname)."""
OTHER_TYPE = 0.35
"""What a candidate loses that is of a type of thing that the entity cannot be."""
AHEAD = 1.1
"""How many times the service's score of a namesake has to be another's, so that the service tells them apart."""

_MIXED = frozenset({"ORG", "GPE", "LOC", "FAC"})
"""Types that texts and readers do not keep apart: a government is its country, a theatre its building."""
_WORKS = frozenset({"WORK_OF_ART", "PRODUCT", "EVENT", "LAW", "ORG"})
"""Titles: a film festival is an event and an organisation, a magazine a work and a publisher."""
REFUSED = frozenset({"name", "none"})
"""Types of records that are no things: a surname as such, a disambiguation page."""


class Status(StrEnum):
    """What came of asking for an entity."""

    LINKED = "linked"
    UNDECIDED = "undecided"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A candidate with what speaks for it."""

    candidate: Candidate
    score: float
    """0 to 1."""
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an entity was judged to be."""

    status: Status
    judged: tuple[Judged, ...]
    """The linked candidate alone; or the best undecided ones, best first."""


NOTHING = Verdict(status=Status.UNKNOWN, judged=())


@cache
def _labels_by_type() -> dict[str, str]:
    entries = load_lexicon("authority_types").by_word()
    return {word: entry["label"] for word, entry in entries.items()}


def labels_of_types(types: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the OntoNotes labels of a service's types, given by identifier and name; `thing` has none."""
    words = (
        word
        for pair in types
        for text in pair
        for word in (text.lower(), text.lower().replace("#", "/").split("/")[-1])
    )
    known = _labels_by_type()
    return frozenset(known[part] for word in words for part in (word, word.split(":")[-1]) if part in known)


def type_for(label: str | None, types: Iterable[tuple[str, str]]) -> str | None:
    """Return the identifier of the type that stands for an OntoNotes label; None where the service offers none."""
    return next((one for one, name in types if label in labels_of_types([(one, name)])), None)


def judge(
    names: Sequence[str], label: str | None, candidates: Iterable[Candidate], *, accept: float = ACCEPT
) -> Verdict:
    """Judge the candidates for an entity.

    Args:
        names: what the articles call it, its full name first.
        label: its OntoNotes label.
        candidates: what the service proposes, for any of the names.
        accept: from which score on a candidate is linked.
    """
    offered = _once(candidate for candidate in candidates if not labels_of_types(candidate.types) & REFUSED)
    sure = [candidate.id for candidate in offered if candidate.match]
    judged = [_weigh(names, label, one, is_only_match=sure == [one.id]) for one in offered]
    ranked = sorted(judged, key=lambda one: (-one.score, -one.candidate.score, one.candidate.id))
    if ranked and ranked[0].score >= accept and _is_clear(ranked):
        return Verdict(status=Status.LINKED, judged=(_with_lead(ranked),))
    kept = tuple(one for one in ranked if one.score >= WORTH_A_LOOK)[:KEPT]
    return Verdict(status=Status.UNDECIDED if kept else Status.UNKNOWN, judged=kept)


def _once(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return each candidate once, certain where any query made the service certain, with the best score it got."""
    found: dict[str, Candidate] = {}
    for one in candidates:
        before = found.get(one.id, one)
        found[one.id] = replace(before, match=before.match or one.match, score=max(before.score, one.score))
    return list(found.values())


def _weigh(names: Sequence[str], label: str | None, candidate: Candidate, *, is_only_match: bool) -> Judged:
    likeness = compare_to_names(names, candidate.name, is_person=label == "PERSON")
    score, reasons = likeness.score, [likeness.reason]
    if is_only_match:
        raised = CERTAIN_AND_ALIKE if score >= LONGER else CERTAIN_ALONE
        if raised > score and likeness.score > DIFFERENT:
            score = raised
            reasons.append("the service is certain of this one alone")
    theirs = labels_of_types(candidate.types)
    if label is not None and theirs and not _compatible(label, theirs):
        score -= OTHER_TYPE
        reasons.append(f"there it is {_named(candidate)}, here {label}")
    elif theirs:
        reasons.append(f"the types agree: {_named(candidate)}")
    return Judged(candidate=candidate, score=round(max(score, 0.0), 4), reasons=tuple(reasons))


def _compatible(label: str, theirs: frozenset[str]) -> bool:
    alike = {label} | (_MIXED if label in _MIXED else set()) | (_WORKS if label in _WORKS else set())
    return bool(alike & theirs)


def _named(candidate: Candidate) -> str:
    return ", ".join(name for _, name in candidate.types[:3])


def _is_clear(ranked: Sequence[Judged]) -> bool:
    return len(ranked) == 1 or ranked[0].score - ranked[1].score >= CLEAR or _is_told_apart(ranked)


def _is_told_apart(ranked: Sequence[Judged]) -> bool:
    """Tell whether the service itself puts the best candidate well ahead of its namesakes and is certain of it."""
    best, *others = ranked
    near = [one for one in others if best.score - one.score < CLEAR]
    return best.candidate.match and all(
        not one.candidate.match and best.candidate.score >= AHEAD * one.candidate.score > 0 for one in near
    )


def _with_lead(ranked: Sequence[Judged]) -> Judged:
    best = ranked[0]
    if len(ranked) > 1 and best.score - ranked[1].score < CLEAR:
        reason = f"the service puts it before its namesake {ranked[1].candidate.id}"
        return replace(best, score=round(best.score - 0.1, 4), reasons=(*best.reasons, reason))
    return best
