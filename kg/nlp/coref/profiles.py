"""What is known of a mention by itself: its form, number, gender, definiteness and place in the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.lexicon import load_lexicon
from kg.nlp.coref.things import Kind, Mention
from kg.nlp.syntax import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.nlp.coref.scene import Scene

CLASS_BY_PRONOUN = {
    word: name
    for name, words in {
        "he": "he him his himself",
        "she": "she her hers herself",
        "it": "it its itself",
        "they": "they them their theirs themselves",
        "i": "i me my mine myself",
        "we": "we us our ours ourselves",
        "you": "you your yours yourself yourselves",
        "this": "this that these those",
    }.items()
    for word in words.split()
}
"""The pronouns that are told apart."""
GENDER = {"he": "male", "she": "female"}
PLURAL_TAGS, SINGULAR_TAGS = frozenset({"NNS", "NNPS"}), frozenset({"NN", "NNP"})
ROLE_BY_LABEL = {
    "obj": "obj",
    "iobj": "obj",
    "obl": "obl",
    "obl:agent": "obl",
    "obl:unmarked": "obl",
    "nmod": "nmod",
    "nmod:poss": "poss",
    "compound": "compound",
    "appos": "appos",
    "root": "root",
    "ROOT": "root",
}
PERSONAL = frozenset({"person", "human", "he", "she", "i", "we", "you"})
"""Forms that only people have."""
DEMONSTRATIVE, DEFINITE = frozenset({"this", "that", "these", "those", "such"}), frozenset({"the", "both"})
INDEFINITE = frozenset({"a", "an", "some", "any", "no", "every", "each", "another", "many", "several", "few"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of a mention by itself."""

    form: str
    """The class of a pronoun (`he`), `person`, `place`, `org` or `name` for names, `proper` for proper nouns that no
    recogniser found, `date` for numbers and times, `human` or `noun` for other nouns."""
    role: str
    """`subj`, `obj`, `obl`, `poss`, `nmod`, `appos`, `compound`, `root` or `other`."""
    plural: bool | None
    gender: str | None
    article: str
    """`def`, `dem`, `indef`, `poss`, or `bare`."""
    lemma: str
    """Of the head, in lower case."""
    words: str
    """All words of the core in lower case, but for a determiner."""
    modifiers: frozenset[str]
    sentence: int
    paragraph: int
    quote: int | None
    source: int | None
    """The attribution whose source it heads."""
    clause: int
    """The token that it is an argument of."""
    leads: bool
    """Whether that is the root of its sentence."""
    apposed_to: int
    """The token that it stands in apposition to, -1 where it does not."""
    reflexive: bool
    predicate: bool
    """Whether it is what its clause's subject is said to be."""


DATED = frozenset({"DATE", "TIME"})
FORM_BY_LABEL = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "place", "ORG": "org"}


def describe_mention(scene: Scene, mention: Mention, *, people: frozenset[str]) -> Profile:
    """Return the profile of a mention; `people` are the nouns for people."""
    head = scene.doc[mention.head]
    form, clause = _form(head, mention, people), top_of(head).head
    return Profile(
        form=form,
        role=role_of(head),
        plural=_is_plural(head, mention, form),
        gender=GENDER.get(form) or _gender_of_noun(head, form),
        article=_article(head, mention),
        lemma=head.lemma_.lower() if mention.kind is not Kind.PRONOUN else form,
        words=_words(scene, mention),
        modifiers=_modifiers(head) if mention.kind is Kind.NOMINAL else frozenset(),
        sentence=scene.sentences[head.i],
        paragraph=scene.paragraphs[head.i],
        quote=scene.quotes[head.i],
        source=scene.sources.get(head.i),
        clause=clause.i,
        leads=clause.dep_ in ("ROOT", "root"),
        apposed_to=head.head.i if head.dep_ == "appos" else -1,
        reflexive=head.lower_.endswith(("self", "selves")),
        predicate=any(child.dep_ == "cop" for child in head.children),
    )


def list_traits(head: Token, mention: Mention, *, people: frozenset[str]) -> frozenset[str]:
    """Return what tells a mention from others: `plural` or `singular`, `person` or `thing`, gender, `indefinite`."""
    form = "he" if head.lower_ in ("who", "whom") else _form(head, mention, people)
    plural = _is_plural(head, mention, form)
    gender = GENDER.get(form) or _gender_of_noun(head, form)
    traits = {gender} if gender is not None and head.lower_ not in ("who", "whom") else set[str]()
    if form != "proper" and head.lower_ not in ("who", "whom") and plural is not None:
        traits.add("plural" if plural else "singular")
    if form in PERSONAL:
        traits.add("person")
    elif form in ("place", "org", "noun", "it", "name"):
        traits.add("thing")
    if mention.kind is Kind.NOMINAL and _article(head, mention) == "indef":
        traits.add("indefinite")
    return frozenset(traits)


def role_of(head: Token) -> str:
    """Name the place of a head in its clause; a conjunct has that of the first one."""
    token = top_of(head)
    return "subj" if token.dep_ in SUBJECTS else ROLE_BY_LABEL.get(token.dep_, "other")


def _form(head: Token, mention: Mention, people: frozenset[str]) -> str:
    if mention.kind is Kind.PRONOUN:
        return CLASS_BY_PRONOUN.get(head.lower_, "this")
    if mention.kind is Kind.GROUP:
        return "group"
    if mention.kind is Kind.NAME:
        return FORM_BY_LABEL.get(head.ent_type_, "name")
    if head.pos_ == "NUM" or head.ent_type_ in DATED:
        return "date"
    if head.lemma_.lower() in people or head.lower_ in people:
        return "human"
    return "proper" if head.pos_ == "PROPN" else "noun"


def _is_plural(head: Token, mention: Mention, form: str) -> bool | None:
    if form in ("they", "we", "group"):
        return True
    if form in ("he", "she", "it", "i"):
        return False
    if mention.kind is Kind.PRONOUN:
        return {"these": True, "those": True, "this": False, "that": False}.get(head.lower_)
    if head.lower_ in ("people", "police"):
        return True
    return True if head.tag_ in PLURAL_TAGS else False if head.tag_ in SINGULAR_TAGS else None


def _gender_of_noun(head: Token, form: str) -> str | None:
    return _gender_by_noun().get(head.lower_) if form == "human" else None


@cache
def _gender_by_noun() -> dict[str, str]:
    return {word: str(entry["gender"]) for word, entry in load_lexicon("gendered_nouns").by_word().items()}


def _article(head: Token, mention: Mention) -> str:
    if mention.kind is Kind.NAME:
        return "bare"
    for child in head.children:
        if child.i >= head.i:
            break
        if child.dep_ in ("det", "det:predet"):
            lower = child.lower_
            return "def" if lower in DEFINITE else "dem" if lower in DEMONSTRATIVE else "indef"
        if child.dep_ == "nmod:poss":
            return "poss"
        if child.dep_ == "nummod" or child.lower_ in INDEFINITE:
            return "indef"
    return "bare"


def _words(scene: Scene, mention: Mention) -> str:
    words = [token.lower_ for token in scene.doc[mention.core[0] : mention.core[1]]]
    while len(words) > 1 and words[0] in DEFINITE | DEMONSTRATIVE | INDEFINITE:
        words = words[1:]
    while len(words) > 1 and words[-1] in ("'s", "’s", "'", "’"):
        words = words[:-1]
    return " ".join(words)


def _modifiers(head: Token) -> frozenset[str]:
    return frozenset(
        child.lower_
        for child in head.children
        if child.dep_ in ("amod", "compound", "nummod", "nmod", "nmod:poss", "nmod:unmarked")
    )


def top_of(head: Token) -> Token:
    """Return the word whose label tells the place of a mention: up from conjuncts, and from a name to its title."""
    token = head
    while token.head != token and (token.dep_ in ("conj", "flat") or _is_titled(token)):
        token = token.head
    return token


def _is_titled(token: Token) -> bool:
    """Tell whether a person's name hangs on the title before it."""
    title = token.head
    if token.ent_type_ != "PERSON" or title.i > token.i or title.pos_ not in ("NOUN", "PROPN"):
        return False
    return not any(between.is_punct for between in token.doc[title.i : token.i])
