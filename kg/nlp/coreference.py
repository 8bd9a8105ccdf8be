"""Component `kg_coreference`: chains of mentions of one thing in one article."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp import layers  # registers the layers on Doc
from kg.nlp.coref.appositions import join_appositions
from kg.nlp.coref.candidates import AntecedentScores
from kg.nlp.coref.decode import Choose, best_by_points, resolve_mentions
from kg.nlp.coref.first_person import join_speakers
from kg.nlp.coref.mentions import find_mentions
from kg.nlp.coref.naming import group_names
from kg.nlp.coref.offices import join_offices, note_titles
from kg.nlp.coref.relatives import join_relatives
from kg.nlp.coref.scene import Scene
from kg.nlp.coref.things import Thing
from kg.records import Chain, Span


@Language.component("kg_coreference", assigns=["doc._.chains"], requires=["token.dep", "token.tag", "doc.ents"])
def set_chains(doc: Doc) -> Doc:
    """Write the coreference chains of a Doc: things with two mentions and more, in the order of their first ones."""
    network = layers.antecedents(doc)
    doc._.chains = extract_chains(doc, antecedent_scores=network.score_pairs if network is not None else None)
    return doc


def extract_chains(doc: Doc, *, antecedent_scores: AntecedentScores | None = None) -> tuple[Chain, ...]:
    """Return the chains of a parsed Doc; nothing where there is no tree.

    Args:
        doc: with tags, trees and entities.
        antecedent_scores: what a network says of pairs of mentions; None for the rules alone.
    """
    if not doc.has_annotation("DEP") or not doc.has_annotation("SENT_START"):
        return ()
    choose = best_by_points(antecedent_scores=antecedent_scores)
    scene = resolve_doc(doc, choose=choose, antecedent_scores=antecedent_scores)
    chains = [_chain(doc, thing) for thing in scene.things if len(thing.mentions) + len(thing.relatives) > 1]
    return tuple(sorted(chains, key=lambda chain: chain.mentions))


def resolve_doc(doc: Doc, *, choose: Choose, antecedent_scores: AntecedentScores | None = None) -> Scene:
    """Return a Doc's scene with all its things: names, then offices, then all else from left to right."""
    mentions = find_mentions(doc)
    things = group_names(doc, mentions)
    note_titles(doc, things)
    scene = Scene(doc, mentions, things)
    join_appositions(scene)
    join_offices(scene)
    resolve_mentions(scene, choose=choose, antecedent_scores=antecedent_scores)
    join_speakers(scene)
    join_relatives(scene)
    return scene


def _chain(doc: Doc, thing: Thing) -> Chain:
    mentions = sorted(thing.mentions, key=lambda one: (one.start, one.end))
    names = [mention.name for mention in mentions if mention.name is not None]
    name = max(names, key=lambda one: (one[1] - one[0], -one[0]), default=None)
    return Chain(
        mentions=tuple(dict.fromkeys(_span(doc, mention.start, mention.end) for mention in mentions)),
        name=_span(doc, *name) if name else None,
        label=thing.label,
        confidence=thing.confidence,
        anchors=tuple(sorted({_span(doc, *one) for one in _anchors(thing)})),
    )


def _anchors(thing: Thing) -> list[tuple[int, int]]:
    return [*(one.core for one in thing.anchored), *((i, i + 1) for i in thing.relatives)]


def _span(doc: Doc, start: int, end: int) -> Span:
    last = doc[end - 1]
    return Span(doc[start].idx, last.idx + len(last))
