"""What speaks for and against two mentions being one: the names of a pair's features.

Sources: Lappin and Leass (1994), "An algorithm for pronominal anaphora resolution", for nearness, subjects and
governing clauses; Lee et al. (2013), "Deterministic coreference resolution based on entity-centric, precision-ranked
rules", for nouns with their modifiers.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.nlp.coref.constraints import GENDERED
from kg.nlp.coref.kinds import fits_kind
from kg.nlp.coref.profiles import Profile
from kg.nlp.coref.scene import Scene
from kg.nlp.coref.things import Kind, Mention, Thing

WEAK = frozenset(
    {"be", "seem", "appear", "happen", "turn", "take", "rain", "snow", "matter", "do", "make", "cost", "pay", "help"}
)
"""Verbs that often have an `it` that stands for nothing."""


def describe_pair(
    scene: Scene, later: Mention, earlier: Mention, thing: Thing | None, *, between: int
) -> Iterator[str]:
    """Yield the names of a pair's features; `between` is the number of things that are mentioned in between."""
    one, other = scene.profiles[later], scene.profiles[earlier]
    kind = pair_kind(one)
    gap = one.sentence - other.sentence
    near = (
        "0"
        if gap == 0
        else "1"
        if gap == 1
        else "2"
        if gap == 2
        else "3-4"
        if gap < 5
        else "5-9"
        if gap < 10
        else "10+"
    )
    yield f"{kind}|form={other.form}"
    yield f"{kind}|gap={near}"
    yield f"{kind}|form={other.form}|near={gap < 2}"
    yield f"{kind}|between={_bucket(between)}"
    yield f"{kind}|role={other.role}"
    yield f"{kind}|roles={one.role}-{other.role}|near={min(gap, 2)}"
    yield f"{kind}|article={other.article}"
    yield f"{kind}|quotes={_quotes(one, other)}"
    yield f"{kind}|paragraphs={min(one.paragraph - other.paragraph, 2)}"
    yield f"{kind}|size={_bucket(len(thing.mentions) if thing else 1)}"
    yield f"{kind}|named={thing is not None and thing.label is not None}"
    if other.predicate:
        yield f"{kind}|predicate"
    if one.source is not None and other.source is not None:
        yield f"{kind}|sources={one.source - other.source < 2}|same={one.source == other.source}"
    elif one.source is not None:
        yield f"{kind}|source-to-other"
    if one.source is not None:
        yield f"{kind}|source|form={other.form}"
    if later.kind is Kind.PRONOUN:
        yield from _describe_pronoun(scene, later, earlier, thing, kind)
    else:
        yield from _describe_nominal(scene, later, earlier, thing, kind, between)


def pair_kind(one: Profile) -> str:
    """Name the class of the later mention: all features count for each class by itself."""
    if one.form in GENDERED:
        return "he"
    if one.form in ("it", "they", "i", "we", "you", "this"):
        return one.form
    if one.form in ("human", "noun"):
        return f"{one.form}-{one.article}"
    return one.form if one.form in ("group", "date", "proper") else "name"


def _bucket(n: int) -> str:
    return str(n) if n < 3 else "3-5" if n < 6 else "6-10" if n < 11 else "11+"


def _quotes(one: Profile, other: Profile) -> str:
    if one.quote is None:
        return "out" if other.quote is None else "from-out-into"
    return "from-in-out" if other.quote is None else "same" if one.quote == other.quote else "other"


def _describe_pronoun(scene: Scene, later: Mention, earlier: Mention, thing: Thing | None, kind: str) -> Iterator[str]:
    one, other = scene.profiles[later], scene.profiles[earlier]
    gap = one.sentence - other.sentence
    gender = other.gender or (thing.gender if thing is not None else None)
    yield f"{kind}|plural={other.plural}"
    yield f"{kind}|gender={gender is not None}"
    yield f"{kind}|form={other.form}|role={other.role}"
    if other.form == one.form:
        yield f"{kind}|same-pronoun|role={one.role}-{other.role}"
    if one.reflexive:
        yield "reflexive|subject" if other.role == "subj" else "reflexive|other"
    if gap == 0:
        yield f"{kind}|governs={earlier.head in scene.subjects_above(later)}"
        yield f"{kind}|clause={one.clause == other.clause}"
    elif gap == 1 and other.leads and other.role == "subj":
        yield f"{kind}|leads|{one.role}"
    if one.leads and one.role == "subj":
        yield f"{kind}|leading|{other.role}|{min(gap, 2)}"


def _describe_nominal(
    scene: Scene, later: Mention, earlier: Mention, thing: Thing | None, kind: str, between: int
) -> Iterator[str]:
    one, other = scene.profiles[later], scene.profiles[earlier]
    is_same = one.lemma == other.lemma
    gap = min(one.sentence - other.sentence, 20) // 5
    if one.words == other.words:
        yield f"{kind}|same-words|far={gap}"
        yield f"{kind}|same-words|whole={_is_whole(later)}-{_is_whole(earlier)}"
        yield f"{kind}|same-words|{other.article}"
        yield f"{kind}|same-words|length={min(one.words.count(' '), 3)}"
        yield f"{kind}|same-words|role={one.role}"
    elif is_same:
        yield f"{kind}|same-head|far={gap}"
        yield f"{kind}|same-head|{_modified(one, other)}"
        yield f"{kind}|same-head|{other.article}|{_modified(one, other)}"
    elif scene.is_joined(earlier, later):
        yield f"{kind}|is-said-to-be|{other.form}|{one.article}"
    elif earlier.kind is Kind.NAME:
        in_name = one.lemma in other.words.split()
        yield f"{kind}|in-name={in_name}|{one.modifiers == frozenset()}"
        if thing is not None and fits_kind(one.lemma, thing):
            yield f"{kind}|fits-kind|{other.form}|{one.modifiers == frozenset()}"
    else:
        yield f"{kind}|other-head|{other.form}|{gap == 0}"
        yield f"{kind}|other-head|plural={one.plural}-{other.plural}"
        yield f"{kind}|other-head|between={_bucket(between)}"
    if one.plural is not None and other.plural is not None and one.plural != other.plural:
        yield f"{kind}|plural-differs|{is_same}"
    yield f"{kind}|length={min(len(one.modifiers), 2)}-{min(len(other.modifiers), 2)}"


def _is_whole(mention: Mention) -> bool:
    """Tell whether a mention is no longer than its core."""
    return mention.core == (mention.start, mention.end)


def _modified(one: Profile, other: Profile) -> str:
    if one.modifiers == other.modifiers:
        return "alike"
    if one.modifiers <= other.modifiers:
        return "fewer"
    return "more" if one.modifiers > other.modifiers else "differ"


def describe_new(scene: Scene, mention: Mention, *, n_candidates: int) -> Iterator[str]:
    """Yield the names of the features that tell whether a mention has no antecedent at all."""
    one = scene.profiles[mention]
    kind = pair_kind(one)
    yield f"new|{kind}"
    yield f"new|{kind}|role={one.role}"
    yield f"new|{kind}|candidates={_bucket(n_candidates)}"
    yield f"new|{kind}|modifiers={min(len(one.modifiers), 2)}"
    yield f"new|{kind}|first={one.sentence < 3}"
    yield f"new|{kind}|whole={mention.end - mention.start > mention.core[1] - mention.core[0]}"
    yield f"new|{kind}|quoted={one.quote is not None}"
    if mention.kind is not Kind.PRONOUN:
        yield f"new|{kind}|often={_bucket(scene.n_by_lemma[one.lemma])}"
    if one.form == "it":
        yield f"new|it|empty={is_empty_it(scene.doc[mention.head])}"
        verb = scene.doc[mention.head].head.lemma_
        yield f"new|it|verb={verb if verb in WEAK else ''}"
    if one.form == "this":
        yield f"new|this|{scene.doc[mention.head].lower_}|{one.role}"
    if one.predicate:
        yield f"new|{kind}|predicate"


def is_empty_it(pronoun: Token) -> bool:
    """Tell whether "it" only fills the subject's place: "it is likely that", "it seems"."""
    verb = pronoun.head
    if pronoun.dep_ == "expl" or verb.lemma_ in ("seem", "appear", "rain", "snow"):
        return True
    clausal = {"csubj", "csubj:pass", "ccomp", "advcl"}
    if not any(child.dep_ in clausal and child.i > verb.i for child in verb.children):
        return False
    return verb.lemma_ in WEAK or verb.tag_ == "VBN" or any(child.dep_ == "cop" for child in verb.children)
