"""I and we in quotations: the source of the quotation that they stand in; a person is I, a body is we."""

from spacy.tokens import Token

from kg.lexicon import load_lexicon
from kg.nlp import layers
from kg.nlp.coref.scene import Scene
from kg.nlp.coref.things import Kind, Thing
from kg.records import Attribution, Voice

CONFIDENCE = 0.85
SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
BODIES = frozenset({"ORG", "GPE", "NORP"})


def join_speakers(scene: Scene) -> None:
    """Join first-person pronouns to who is quoted; of nested quotations the innermost counts."""
    first = load_lexicon("pronouns").words(person=1)
    pronouns = [token for token in scene.doc if token.lower_ in first and token.i in scene.mention_at]
    if not pronouns:
        return
    quoting = [one for one in layers.attributions(scene.doc) if one.voice in (Voice.DIRECT, Voice.MIXED) and one.source]
    for token in pronouns:
        holding = [one for one in quoting if _holds(one, token)]
        if holding and scene.quotes[token.i] is not None:
            innermost = min(holding, key=lambda one: sum(span.end - span.start for span in one.content))
            thing = _source(scene, innermost)
            if thing is not None and _can_be(token, thing):
                scene.join(scene.mention_at[token.i], thing, confidence=CONFIDENCE)


def _holds(attribution: Attribution, token: Token) -> bool:
    return any(span.start <= token.idx < span.end for span in attribution.content)


def _can_be(token: Token, thing: Thing) -> bool:
    """Tell whether a source can mean itself by a pronoun: `we` of one person is a group that nobody names."""
    return token.lower_ in SINGULAR or thing.label in BODIES


def _source(scene: Scene, attribution: Attribution) -> Thing | None:
    """Return the thing that a source names: its person, else what its last word stands for."""
    tokens = [token for span in attribution.source for token in scene.tokens(span)]
    found = [thing for token in tokens if (thing := scene.thing_at(token.i)) is not None]
    people = [thing for thing in found if thing.is_person]
    if people:
        return people[0] if len({id(thing) for thing in people}) == 1 else None
    heads = [token for token in tokens if token.head not in tokens or token.head == token]
    if len(heads) != 1:
        return None
    head = heads[0]
    mention = scene.mention_at.get(head.i)
    if mention is None or (mention.kind is Kind.PRONOUN and mention not in scene.thing_of):
        return None
    return scene.thing_for(mention)
