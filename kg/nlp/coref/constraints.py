"""Which pairs of mentions cannot be one: what no points make up for.

Sources: Chomsky's binding principles for arguments of one verb; Lee et al. (2013) for agreement and parts of mentions.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.lexicon.titles import titles
from kg.nlp.coref.offices import list_countries
from kg.nlp.coref.profiles import Profile
from kg.nlp.coref.scene import Scene
from kg.nlp.coref.things import Kind, Mention, Thing

GENDERED = frozenset({"he", "she"})
SPEAKING = frozenset({"i", "we", "you"})
PERSONAL = GENDERED | SPEAKING
LIFELESS = frozenset({"place", "org", "name", "noun", "date"})
"""Forms that he, she, I and you hardly mean."""


def can_be_one(scene: Scene, later: Mention, earlier: Mention, thing: Thing | None) -> bool:
    """Tell whether nothing forbids that two mentions are one, `earlier` being a mention of `thing`."""
    one, other = scene.profiles[later], scene.profiles[earlier]
    if later.kind is Kind.PRONOUN and not _agrees(one, other, thing):
        return False
    if _is_inside(scene, later, earlier) or _is_of_another_country(scene, later, thing):
        return False
    if one.form in GENDERED and (_is_uttered_by(scene, one, thing) or _is_told_of(scene, later, earlier, thing)):
        return False
    return one.sentence != other.sentence or not _binds(scene, later, earlier)


def _agrees(one: Profile, other: Profile, thing: Thing | None) -> bool:
    """Tell whether a pronoun agrees with a mention and its thing in gender, number, person and life."""
    form = one.form
    if form in GENDERED:
        known = {one for one in (other.gender, thing.gender if thing else None) if one}
        if other.plural or other.form in LIFELESS | {"it", "they", "we", "you", "this", "group"}:
            return False
        if other.form == "human" and other.article == "bare":  # "was made mayor" tells an office, not a person
            return False
        return known <= {one.gender} and not (other.form == "i" and other.quote == one.quote)
    if form == "it":
        return not other.plural and other.form not in PERSONAL | {"person", "they", "human", "group"}
    if form == "they":
        return other.plural is not False or other.form in ("noun", "org", "human", "name", "place", "proper")
    if form in ("i", "you"):
        return other.form in (form, "person", "human", "proper", "i", "you")
    if form == "we":
        return other.form in ("we", "org", "place", "human", "noun", "group", "name", "proper")
    return other.form not in PERSONAL | {"person", "place"}


def _is_inside(scene: Scene, later: Mention, earlier: Mention) -> bool:
    """Tell whether one mention is a part of the other; a pronoun in a relative clause may mean what this describes."""
    if later.start >= earlier.start and later.end <= earlier.end:
        if later.kind is not Kind.PRONOUN:
            return True
        return not _lies_in_clause_of(scene, later, earlier)
    return earlier.start >= later.start and earlier.end <= later.end


def _lies_in_clause_of(scene: Scene, pronoun: Mention, noun: Mention) -> bool:
    """Tell whether a pronoun stands in a clause that describes a noun, but is no argument of that clause's verb.

    In "surveys they took" the clause has room for the surveys, and so they are others; in "men who saw their sons"
    the sons are the men's.
    """
    one = scene.profiles[pronoun]
    verb = next((up for up in _up(scene, pronoun) if up.dep_ in ("acl:relcl", "acl") and up.head.i == noun.head), None)
    return verb is not None and (one.clause != verb.i or one.role == "poss")


def _is_of_another_country(scene: Scene, later: Mention, thing: Thing | None) -> bool:
    """Tell whether a title, such as "the Norwegian minister", tells another country than is known of a person."""
    head = scene.doc[later.head]
    if thing is None or not thing.countries or later.kind is not Kind.NOMINAL or head.lower_ not in titles():
        return False
    countries = list_countries(head)
    return bool(countries) and countries.isdisjoint(thing.countries)


def _up(scene: Scene, mention: Mention) -> Iterator[Token]:
    head = scene.doc[mention.head]
    yield head
    yield from head.ancestors


def _binds(scene: Scene, later: Mention, earlier: Mention) -> bool:
    """Tell whether two mentions are arguments of one verb, or one coordination, and so no reflexive pair."""
    one, other = scene.profiles[later], scene.profiles[earlier]
    if one.role == "poss" or other.role == "poss" or one.predicate or other.predicate:
        return False
    if one.reflexive:
        return other.clause != one.clause or other.role != "subj"
    head, before = scene.doc[later.head], scene.doc[earlier.head]
    if (
        one.clause == other.clause
        and one.role in ("obj", "obl", "subj", "nmod")
        and other.role in ("subj", "obj", "obl")
    ):
        return later.kind is Kind.PRONOUN or head.dep_ != "conj"
    return head.dep_ == "conj" and (head.head == before or before == head)


def _is_uttered_by(scene: Scene, one: Profile, thing: Thing | None) -> bool:
    """Tell whether the pronoun stands in a quotation of the thing: speakers do not call themselves he."""
    return one.quote is not None and thing is not None and scene.utters(thing, one.quote)


def _is_told_of(scene: Scene, later: Mention, earlier: Mention, thing: Thing | None) -> bool:
    """Tell whether a pronoun is the source of a quotation that speaks of the other one."""
    return scene.is_told_of(thing if thing is not None else Thing(label=None, mentions=[earlier]), later)
