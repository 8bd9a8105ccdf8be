"""Component `kg_coreference`: chains of mentions of one thing in one article, by rules, precision first."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp import layers as layers  # registers the layers on Doc
from kg.nlp.coref.first_person import join_speakers
from kg.nlp.coref.naming import group_names
from kg.nlp.coref.offices import join_offices, note_titles
from kg.nlp.coref.pronouns import join_pronouns
from kg.nlp.coref.things import Mention, Scene, Thing
from kg.records import Chain, Span

STEPS = (join_offices, join_pronouns, join_speakers)
"""Each adds mentions to the things of a scene; the surer ones come first."""


@Language.component("kg_coreference", assigns=["doc._.chains"], requires=["token.dep", "token.tag", "doc.ents"])
def set_chains(doc: Doc) -> Doc:
    """Write the coreference chains of a Doc: things with two mentions and more, in the order of their first ones."""
    doc._.chains = extract_chains(doc)
    return doc


def extract_chains(doc: Doc) -> tuple[Chain, ...]:
    """Return the chains of a parsed Doc; nothing where there is no tree."""
    if not doc.has_annotation("DEP") or not doc.has_annotation("SENT_START"):
        return ()
    things = group_names(doc)
    note_titles(doc, things)
    scene = Scene(doc, things)
    for step in STEPS:
        step(scene)
    chains = [_chain(doc, thing) for thing in scene.things if len(thing.mentions) > 1]
    return tuple(sorted(chains, key=lambda chain: chain.mentions))


def _chain(doc: Doc, thing: Thing) -> Chain:
    spans = sorted({_span(doc, mention) for mention in thing.mentions})
    named = [mention for mention in thing.mentions if mention.named]
    name = max(named, key=lambda mention: (mention.end - mention.start, -mention.start), default=None)
    return Chain(
        mentions=tuple(spans),
        name=_span(doc, name) if name else None,
        label=thing.label,
        confidence=thing.confidence,
    )


def _span(doc: Doc, mention: Mention) -> Span:
    last = doc[mention.end - 1]
    return Span(doc[mention.start].idx, last.idx + len(last))
