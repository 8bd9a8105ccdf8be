"""Relative pronouns: who, which and that stand for the noun that their clause describes."""

from spacy.tokens import Token

from kg.nlp.coref.scene import Scene
from kg.nlp.coref.things import Kind, Mention

RELATIVES = frozenset({"who", "whom", "whose", "which", "that"})
PERSONAL = frozenset({"who", "whom"})


def join_relatives(scene: Scene) -> None:
    """Note the relative pronouns of every thing."""
    for token in scene.doc:
        if token.lower_ in RELATIVES and token.pos_ in ("PRON", "DET"):
            noun = described_noun(token)
            mention = _described(scene, noun, token) if noun is not None else None
            if noun is not None and token.lower_ in PERSONAL and (mention is None or not _is_somebody(scene, mention)):
                mention = _somebody_near(scene, noun, token)
            if mention is not None:
                scene.thing_for(mention).relatives.append(token.i)


def _described(scene: Scene, noun: Token, relative: Token) -> Mention | None:
    """Return the mention of a noun, or of all that it is coordinated with where the clause follows these."""
    conjuncts = [child.i for child in noun.children if child.dep_ == "conj"]
    if conjuncts and max(conjuncts) < relative.i:
        return scene.group_at.get(noun.i, scene.mention_at.get(noun.i))
    return scene.mention_at.get(noun.i)


def _is_somebody(scene: Scene, mention: Mention) -> bool:
    """Tell whether who can mean it: people."""
    profile = scene.profiles[mention]
    return profile.form in ("person", "human", "group") or (
        profile.form not in ("place", "org") and bool(profile.plural)
    )


def _somebody_near(scene: Scene, noun: Token, relative: Token) -> Mention | None:
    """Return the nearest people before who, within the phrase that it is attached to or the one around that."""
    top = noun.head if noun.dep_ in ("nmod", "appos", "conj", "compound") else noun
    for i in range(relative.i - 1, top.left_edge.i - 1, -1):
        mention = scene.mention_at.get(i)
        if mention is not None and mention.kind is not Kind.PRONOUN and _is_somebody(scene, mention):
            return mention
    return scene.mention_at.get(noun.i)


def described_noun(relative: Token) -> Token | None:
    """Return the noun before a relative pronoun that the clause around it describes."""
    for up in (relative, *relative.ancestors):
        if up.dep_ == "acl:relcl":
            return up.head if up.head.i < relative.i else None
        if up.dep_ in ("ccomp", "advcl", "parataxis", "csubj", "ROOT"):
            return None
    return None
