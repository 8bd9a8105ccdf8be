"""The claim row: the flat contract that other tools read."""

from dataclasses import dataclass, field, fields
from html import escape
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One assertion, flat: one article saying one thing at one place; the field names do not change.

    `start` and `end` are half-open and count Unicode code points of the article's text, as `sentence_start` does.
    `confidence` is the extractor's, 0 to 1; how sure the speaker is stands in `certainty`.

    >>> row = next(iter(graph.claims(predicate="host", outlet="Outlet B")))
    >>> row.subject, row.predicate, row.object, row.certainty
    ('Istanbul', 'host', 'the talks', 'certain')
    >>> graph.article(row.article).text[row.start : row.end] in row.sentence
    True
    """

    assertion: str
    """Its IRI."""
    claim: str
    """IRI of what is said; equal claims of several outlets share it."""
    article: str
    """The article's id, as its manifest or reader gave it."""
    outlet: str
    published: str | None
    """ISO 8601 date."""
    url: str | None
    title: str | None
    speaker: str | None
    """The innermost source; None for the outlet's own voice."""
    speaker_iri: str | None
    speakers: tuple[str, ...] = ()
    """The whole chain of sources, outermost first."""
    cue: str | None
    """The reporting words."""
    voice: str
    """`narrator`, `direct`, `indirect` or `mixed`."""
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

    def _repr_html_(self) -> str:
        """Return the fields that have a value as a table, and the sentence with the claim's own words marked."""
        told = ((each.name, getattr(self, each.name)) for each in fields(self) if each.name != "sentence")
        cells = "".join(
            f"<tr><th>{name}</th><td>{escape(str(value))}</td></tr>" for name, value in told if value not in (None, ())
        )
        return f"<blockquote>{mark_sentence(self)}</blockquote><table>{cells}</table>"


def mark_sentence(row: ClaimRow) -> str:
    """Render the sentence of a row as HTML, with the claim's own words in `<mark>` where its place is known."""
    if row.sentence_start is None:
        return escape(row.sentence)
    start, end = max(0, row.start - row.sentence_start), max(0, row.end - row.sentence_start)
    before, words, after = row.sentence[:start], row.sentence[start:end], row.sentence[end:]
    return f"{escape(before)}<mark>{escape(words)}</mark>{escape(after)}"
