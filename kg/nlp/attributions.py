"""Component `kg_attributions`: who is said to have said what.

Quotations and reporting words → candidates (`attribution/`) → the likely ones by the scorecard → records, each with the
one whose content holds it.
"""

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp import layers as layers  # registers the layer
from kg.nlp.attribution.candidates import Candidate, sort_candidates
from kg.nlp.attribution.cues import stance_in
from kg.nlp.attribution.find import find_candidates
from kg.nlp.attribution.nesting import find_outer
from kg.nlp.attribution.reading import has_reading, join_missed, read_candidates
from kg.nlp.attribution.scorecard import probability, threshold_of
from kg.nlp.attribution.spans import spans_of, words_of
from kg.nlp.attribution.speech import Speech, find_speech, speech_by_position
from kg.records import Attribution, Voice

LEMMA_BY_SIGN = {":": "say"}
"""What a cue that is no word says."""


@Language.component(
    "kg_attributions",
    assigns=["doc._.attributions"],
    requires=["doc._.quotations", "token.dep", "token.pos", "token.tag", "token.lemma", "doc.ents"],
)
def set_attributions(doc: Doc) -> Doc:
    """Find the attributions of a text."""
    doc._.attributions = extract_attributions(doc)
    return doc


def extract_attributions(doc: Doc) -> tuple[Attribution, ...]:
    """Return the attributions of a parsed text whose quotations are known, in the order of their first words."""
    speeches = find_speech(doc)
    inside = speech_by_position(speeches)
    by_rule = find_candidates(doc, speeches=speeches)
    chosen = choose(by_rule, inside=inside)
    if has_reading(doc):
        chosen = join_missed(list(read_candidates(doc, by_rule)), chosen)
    outer = find_outer(chosen)
    return tuple(
        _build_attribution(candidate, outer=index, inside=inside)
        for candidate, index in zip(chosen, outer, strict=True)
    )


def choose(candidates: Iterable[Candidate], *, inside: dict[int, Speech]) -> list[Candidate]:
    """Keep the candidates that are likely enough, with their confidence set, in the order of the text."""
    kept = []
    for candidate in candidates:
        if not words_of(candidate.trigger.doc, candidate.content):
            continue
        candidate.confidence = probability(candidate, in_quotes=candidate.trigger.i in inside)
        if candidate.confidence >= threshold_of(candidate):
            kept.append(candidate)
    return sort_candidates(kept)


def _build_attribution(candidate: Candidate, *, outer: int | None, inside: dict[int, Speech]) -> Attribution:
    doc = candidate.trigger.doc
    lemma = candidate.lemma.lower()
    return Attribution(
        source=spans_of(doc, candidate.source),
        cue=spans_of(doc, candidate.cue, trimmed=False),
        content=spans_of(doc, candidate.content),
        voice=_voice_of(doc, candidate.content, inside=inside),
        cue_lemma=LEMMA_BY_SIGN.get(lemma, lemma),
        stance=stance_in(candidate),
        outer=outer,
        confidence=round(candidate.confidence, 3),
        rule=candidate.frame,
    )


def _voice_of(doc: Doc, content: list[int], *, inside: dict[int, Speech]) -> Voice:
    """Tell whose words the content is told in; inside an outer quotation only marks of its own make it direct."""
    words = words_of(doc, content)
    quoted = [i for i in words if i in inside]
    marks = any(doc[i].is_quote for i in content)
    if len(quoted) == len(words):
        return Voice.DIRECT if marks or not words else Voice.INDIRECT
    return Voice.MIXED if marks and quoted else Voice.INDIRECT
