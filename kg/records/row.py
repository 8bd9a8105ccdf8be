"""The claim row: the flat contract that other tools read."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One assertion, flat; the field names do not change (`DESIGN.md`, the claim row)."""

    assertion: str
    claim: str
    article: str
    outlet: str
    published: str | None
    url: str | None
    title: str | None
    speaker: str | None
    speaker_iri: str | None
    speakers: tuple[str, ...] = ()
    cue: str | None
    voice: str
    subject: str | None
    subject_iri: str | None
    predicate: str
    object: str | None
    object_iri: str | None
    about: str | None
    about_iri: str | None
    arguments: tuple[dict[str, Any], ...] = field(default=())
    event_type: str | None
    polarity: str
    certainty: str
    tense: str
    time: str | None
    place: str | None
    quantity: float | None
    unit: str | None
    sentence: str
    start: int
    end: int
    confidence: float
    rule: str
    relation: str | None = None
    """IRI of the relation, where it is known: it tells `be held` from `hold`, which the lemma does not."""
    sentence_start: int | None = None
    """Offset of the sentence in the article text, where it is known, so that the claim can be marked inside it."""
    verdict: str | None = None
    """What people hold of the assertion, where somebody reviewed it: `accepted`, `rejected` or `unsure`."""
