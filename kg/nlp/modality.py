"""How a claim is meant: its polarity, its certainty and its tense.

Certainty is FactBank's scale (Saurí, Pustejovsky 2009): certain, probable, possible, and unknown for what is asked
or only a condition. A claim is as certain as the weakest word that bears on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.lexicon import Entry, load_lexicon
from kg.nlp.negation import is_negation
from kg.nlp.relation.clause import Clause, is_subjunctive
from kg.nlp.relation.tree import Node
from kg.records import Certainty, Polarity, Tense

_WORDS = load_lexicon("modality")
_NEGATIVE_PRONOUNS = _WORDS.words(kind="negative-pronoun")
_MODALS = {word: entry for entry in _WORDS.entries if entry["kind"] == "modal" for word in entry.words}
_HEDGES = {word: entry for entry in _WORDS.entries if entry["kind"] == "hedge" for word in entry.words}
_MARKS = {word: entry for entry in _WORDS.entries if entry["kind"] in ("condition", "irreal") for word in entry.words}
_ABSENCE, _CLEAR = _WORDS.words(kind="absence"), _WORDS.words(kind="clear")
_RAISING = load_lexicon("raising").by_word()
_CONTROL = load_lexicon("control").by_word()
_STANCES = load_lexicon("stances").by_word()
_GERUNDS = load_lexicon("gerund_control").by_word()
_COMPLEMENTS = load_lexicon("complements").by_word()
_STRENGTH = {Certainty.UNKNOWN: 0, Certainty.POSSIBLE: 1, Certainty.PROBABLE: 2, Certainty.CERTAIN: 3}
FACTIVES = load_lexicon("complements").words(factive=True)
FUTURE_AUXILIARIES = frozenset({"will", "shall", "'ll", "’ll", "wo"})


@dataclass(frozen=True, slots=True)
class Modality:
    """How a claim is meant."""

    polarity: Polarity
    certainty: Certainty
    tense: Tense


def judge(clause: Clause, *, stance: str | None = None, future_time: bool = False) -> Modality:
    """Judge a clause by its own words, the clauses above it and the stance of who says it.

    Args:
        clause: the clause.
        stance: the stance of the attribution whose content holds the clause, if there is one.
        future_time: whether the clause's time lies after the publication of the text.
    """
    negative = _is_negative(clause)
    certainties = [Certainty.CERTAIN]
    for entry in _bearing(clause, stance=stance):
        if "certainty" in entry.fields:
            certainties.append(Certainty(entry["certainty"]))
        if entry.fields.get("polarity") == "negative":
            negative = not negative
    if _is_under_negation(clause, labels=("ccomp",)) or _is_not_clear(clause):
        certainties.append(Certainty.UNKNOWN)
    if is_subjunctive(clause):
        certainties.append(Certainty.POSSIBLE)
    if _is_asked(clause):
        certainties.append(Certainty.UNKNOWN)
    return Modality(
        polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
        certainty=min(certainties, key=_STRENGTH.__getitem__),
        tense=judge_tense(clause, future_time=future_time),
    )


def judge_tense(clause: Clause, *, future_time: bool = False) -> Tense:
    """Judge when the event lies: by auxiliaries, merged predicates, the finite form, else the clause above."""
    for predicate in clause.outer:
        if _RAISING[_key(predicate)].fields.get("tense") == "future":
            return Tense.FUTURE
    words = [child.lower for child in clause.top.children if child.dep == "aux"]
    if any(word in FUTURE_AUXILIARIES for word in words) or _is_going_to(clause):
        return Tense.FUTURE
    if "would" in words and _follows_past(clause):
        return Tense.FUTURE
    tense = _finite_tense(clause)
    if tense is None and future_time and clause.top.tag == "VBG":
        return Tense.FUTURE
    if tense is None:
        return _borrowed_tense(clause)
    return Tense.FUTURE if tense is Tense.PRESENT and future_time else tense


def _is_negative(clause: Clause) -> bool:
    """Tell whether an odd number of words turns the clause into its contrary."""
    count = sum(is_negation(child) for predicate in clause.predicates for child in predicate.children)
    count += _shared_negation(clause)
    count += _lacks_subject(clause) or _lacks_object(clause)
    count += any(child.lower in _ABSENCE for child in clause.head.children if child.dep in ("mark", "case"))
    count += _has_yet_to(clause)
    count += _is_under_negation(clause, labels=("xcomp",))
    return count % 2 == 1


def _shared_negation(clause: Clause) -> bool:
    """Tell whether the negation of the verb it is conjoined to reaches it: "did not call, write or come"."""
    parent = clause.parent
    if not clause.joined or parent is None or clause.head.has("nsubj", "nsubj:pass", "aux", "cop"):
        return False
    row = [clause.head, *(node for node in parent.head.child_list("conj") if node.i > clause.head.i)]
    conjunction = next((node.child("cc") for node in row if node.has("cc")), None)
    if conjunction is None or conjunction.lower not in ("or", "nor"):
        return False
    return parent.head.tag == clause.head.tag and _is_negative(parent)


def _is_under_negation(clause: Clause, *, labels: tuple[str, ...]) -> bool:
    """Tell whether the clause above is negated: "does not plan to sell", "did not say that they sold"."""
    parent = clause.parent
    if parent is None or clause.joined or clause.top.dep not in labels or clause.top.head not in parent.predicates:
        return False
    return parent.head.lemma not in FACTIVES and _is_negative(parent)


def _is_not_clear(clause: Clause) -> bool:
    """Tell whether the clause is said not to be sure: "it is not clear that they left"."""
    sure = clause.parent is not None and clause.parent.head.lemma in _CLEAR
    return sure and _is_under_negation(clause, labels=("csubj",))


def _lacks_subject(clause: Clause) -> bool:
    """Tell whether the subject is nobody or nothing: "no agreement was reached"."""
    subject = clause.subject
    return subject is not None and subject in clause.head.children and (is_none(subject) or _is_excluded(subject))


def _is_excluded(subject: Node) -> bool:
    """Tell whether "not" stands before a subject: "not even the doctors know", "not all of them came"."""
    first = subject.child_list("advmod", "advmod:neg")
    return any(child.lower == "not" and child.i < subject.i and is_negation(child) for child in first)


def _lacks_object(clause: Clause) -> bool:
    thing = clause.head.child("obj") or (clause.head if clause.copula is not None else None)
    return thing is not None and is_none(thing)


def is_none(node: Node) -> bool:
    """Tell whether a phrase names the absence of a thing: "nobody", "no progress", "none of them"."""
    if node.lower in _NEGATIVE_PRONOUNS and node.pos in ("PRON", "NOUN", "DET"):
        return True
    return any(child.dep in ("det", "cc:preconj") and child.lower in ("no", "neither") for child in node.children)


def _has_yet_to(clause: Clause) -> bool:
    """Tell whether the event has not come: "has yet to answer"."""
    top = clause.top
    yet = any(child.lower == "yet" for child in [*top.children, *clause.head.children] if child.i < clause.head.i)
    if not yet:
        return False
    before = any(node.lemma in ("have", "be") for node in (*clause.outer, *top.children))
    return before and any(child.lower == "to" for child in clause.head.children)


def _bearing(clause: Clause, *, stance: str | None) -> Iterator[Entry]:
    """Yield the entries of all words that bear on the clause."""
    for predicate in clause.outer:
        if not (predicate.lemma == "have" and _has_yet_to(clause)):
            yield _RAISING[_key(predicate)]
    yield from _from_auxiliaries(clause)
    for predicate in clause.predicates:
        for child in predicate.children:
            if child.dep == "advmod" and child.lower in _HEDGES:
                yield _HEDGES[child.lower]
    yield from _from_mark(clause)
    yield from _from_above(clause)
    if stance == "discuss" and any(child.lower == "that" for child in clause.top.child_list("mark")):
        return  # "shared that they had won" tells it, and does not only speak about it
    if stance is not None and stance in _STANCES and not _is_judged_above(clause):
        yield _STANCES[stance]


def _is_judged_above(clause: Clause) -> bool:
    """Tell whether the verb above has said already what the stance would: the verb is the cue of the attribution."""
    parent = clause.parent
    return clause.top.dep in ("ccomp", "xcomp") and parent is not None and parent.head.lemma in _COMPLEMENTS


def _from_auxiliaries(clause: Clause) -> Iterator[Entry]:
    bearer = clause
    while bearer.joined and bearer.parent is not None and not _has_own_form(bearer):
        bearer = bearer.parent
    for child in bearer.top.children:
        if child.dep == "aux" and child.lower in _MODALS:
            if child.lower in ("would", "'d", "’d") and _follows_past(bearer):
                continue
            yield _MODALS[child.lower]


def _has_own_form(clause: Clause) -> bool:
    """Tell whether a conjunct has a subject or tense of its own, so that it shares no auxiliary."""
    return clause.head.has("aux", "aux:pass", "cop", "nsubj", "nsubj:pass") or clause.head.tag in ("VBD", "VBZ")


def _from_mark(clause: Clause) -> Iterator[Entry]:
    for child in clause.top.children:
        if child.dep in ("mark", "advmod") and child.lower in _MARKS:
            yield _MARKS[child.lower]


def _from_above(clause: Clause) -> Iterator[Entry]:
    """Yield what the predicate above makes of the clause: "want to", "deny that", "accuse of", purposes."""
    top, parent = clause.top, clause.parent
    if parent is None:
        return
    if clause.joined:
        yield from _from_above(parent)
    elif top.dep in ("xcomp", "ccomp", "csubj", "csubj:pass"):
        entry = _COMPLEMENTS.get(_key(parent.head)) or (_CONTROL.get(parent.head.lemma) if top.dep == "xcomp" else None)
        if entry is not None:
            yield entry
        elif top.dep == "xcomp" and top.tag == "VB" and top.has("mark"):
            yield _PURPOSE
        if parent.head.lemma == "let" and parent.head.tag == "VB" and not parent.head.has("nsubj", "aux", "mark"):
            yield _PURPOSE  # "let us leave" only asks for it
        if top.dep == "xcomp":
            yield from _weaker(_bearing(parent, stance=None))
    elif top.dep in ("advcl", "acl") and top.tag == "VB" and any(child.lower == "to" for child in top.children):
        yield _PURPOSE
    elif top.dep == "advcl":
        lead = top.child("mark", "case")
        entry = _GERUNDS.get(f"{parent.head.lemma} {lead.lower}") if lead is not None else None
        if entry is not None:
            yield entry
        if top.tag == "VBG":  # "may end the war by closing the border"
            yield from _weaker(_bearing(parent, stance=None))


def _weaker(entries: Iterator[Entry]) -> Iterator[Entry]:
    """Yield what entries say of certainty: who wants to try wants, but a denial does not reach that far."""
    for entry in entries:
        if "certainty" in entry.fields:
            yield Entry(words=entry.words, examples=entry.examples, fields={"certainty": entry["certainty"]})


def _is_asked(clause: Clause) -> bool:
    """Tell whether the clause is a question: its sentence ends in a question mark and it is the main clause."""
    return any(child.dep == "punct" and child.text == "?" for child in clause.top.children)


def _is_going_to(clause: Clause) -> bool:
    return any(node.lower == "going" and node.has("aux") for node in clause.outer)


def _follows_past(clause: Clause) -> bool:
    """Tell whether the clause reports from a point in the past: "she said they would come"."""
    above = clause.parent
    while above and above.joined:
        above = above.parent
    return clause.top.dep in ("ccomp", "parataxis", "conj") and above is not None and _finite_tense(above) is Tense.PAST


def _finite_tense(clause: Clause) -> Tense | None:
    """Return the tense of the finite verb; None where there is none."""
    top = clause.top
    helpers = [child for child in top.children if child.dep in ("aux", "aux:pass", "cop") and child.i < top.i + 1]
    for helper in helpers:
        if helper.tag == "VBD" or (helper.tag in ("VBZ", "VBP") and helper.lemma == "have"):
            return Tense.PAST
    if any(helper.tag in ("VBZ", "VBP", "MD") for helper in helpers):
        return Tense.PRESENT
    if any(helper.lemma == "have" for helper in helpers):
        return Tense.PAST
    shares = clause.joined and clause.parent is not None and clause.parent.head.tag == "VBN"  # "may be sold or copied"
    if top.tag == "VBD" or (top.tag == "VBN" and not (helpers or shares) and top.dep not in ("acl", "advcl", "xcomp")):
        return Tense.PAST
    return Tense.PRESENT if top.tag in ("VBZ", "VBP") else None


def _borrowed_tense(clause: Clause) -> Tense:
    """Judge a clause without a finite verb: participles go with the clause above, infinitives come after it."""
    head, parent = clause.top, clause.parent
    if clause.joined and parent is not None:
        return judge_tense(parent)
    if head.tag == "VB" and any(child.lower == "to" for child in head.children):
        entry = _CONTROL.get(parent.head.lemma) if parent is not None else None
        if entry is not None and "tense" not in entry.fields and parent is not None:
            return judge_tense(parent)
        return Tense.FUTURE
    if head.tag == "VBN" and head.dep in ("acl", "advcl"):
        return Tense.PAST
    return judge_tense(parent) if parent is not None else Tense.PRESENT


def _key(predicate: Node) -> str:
    return predicate.lemma if predicate.lemma in _RAISING or predicate.lemma in _COMPLEMENTS else predicate.lower


_PURPOSE = Entry(words=("to",), examples=("They met to talk.",), fields={"certainty": "possible"})
"""What an infinitive of purpose makes of its clause."""
