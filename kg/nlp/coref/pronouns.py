"""Pronouns of the third person: joined to the one thing that fits best, else left alone.

Preferences after Lappin and Leass (1994), "An algorithm for pronominal anaphora resolution": nearness, subjects, no two
arguments of one verb; `it` and `they` only where the subject of a clause above or of the sentence before fits.
"""

from spacy.tokens import Token

from kg.lexicon import load_lexicon
from kg.nlp.coref.things import Mention, Scene, Thing, is_subject
from kg.nlp.syntax import SUBJECTS, conjuncts, first_child, is_clause, noun_phrase, subject_of

PERSON_CONFIDENCE, THING_CONFIDENCE = 0.8, 0.7
FARTHEST = 3
"""Sentences back that a person is looked for."""
MARGIN = 0.5
"""By how much the best candidate must beat the next one."""
NEARNESS = (3.0, 2.0, 1.0, 0.5)
"""Points by the number of sentences between."""
SUBJECT, GOVERNING, LEADING, POSSESSOR, OUT_OF_QUOTE = 1.5, 2.0, 1.0, -0.5, -1.5
"""Points for a subject, one of a clause above, one of the sentence before; for a possessor, one inside a quotation."""


def join_pronouns(scene: Scene) -> None:
    """Join he, she, it and they, from the first to the last."""
    entries = load_lexicon("pronouns").by_word()
    for token in scene.doc:
        if token.pos_ not in ("PRON", "DET") or token.dep_ == "expl":
            continue
        entry = entries.get(token.lower_)
        if entry is None or entry.fields.get("person") != 3:
            continue
        if "gender" in entry.fields:
            _join_person(scene, token, entry["gender"])
        else:
            _join_thing(scene, token, plural=entry["number"] == "plural")


def _join_person(scene: Scene, pronoun: Token, gender: str) -> None:
    scores = []
    for thing in scene.things:
        if thing.is_person and thing.gender in (None, gender):
            score = _score(scene, pronoun, thing)
            if score is not None:
                scores.append((score + (0.3 if thing.gender == gender else 0.0), thing))
    scores.sort(key=lambda pair: -pair[0])
    if not scores or scores[0][0] <= 0 or (len(scores) > 1 and scores[0][0] - scores[1][0] < MARGIN):
        return
    best = scores[0][1]
    best.gender = best.gender or gender
    scene.join(Mention(start=pronoun.i, end=pronoun.i + 1, head=pronoun.i), best, confidence=PERSON_CONFIDENCE)


def _score(scene: Scene, pronoun: Token, thing: Thing) -> float | None:
    """Return the points of the best mention before the pronoun; None where there is none near enough."""
    best: float | None = None
    if thing is _speaker(scene, pronoun):
        return None
    for mention in thing.mentions:
        if mention.head >= pronoun.i:
            continue
        distance = scene.sentences[pronoun.i] - scene.sentences[mention.head]
        if distance == 0 and _are_partners(scene.doc[mention.head], pronoun):
            return None
        if distance <= FARTHEST:
            points = NEARNESS[distance] + _preference(scene, pronoun, scene.doc[mention.head], distance)
            best = points if best is None else max(best, points)
    return None if best is None else best + 0.2 * min(len(thing.mentions), 4)


def _preference(scene: Scene, pronoun: Token, head: Token, distance: int) -> float:
    points = SUBJECT if is_subject(head) else 0.0
    if head.dep_ == "nmod:poss":
        points += POSSESSOR
    if distance == 0 and _governs(head, pronoun):
        points += GOVERNING
    if distance == 1 and head == subject_of(scene.roots[scene.sentences[head.i]]) and len(conjuncts(head)) == 1:
        points += LEADING
    if scene.quotes[pronoun.i] is None and scene.quotes[head.i] is not None:
        points += OUT_OF_QUOTE
    return points


def _governs(head: Token, pronoun: Token) -> bool:
    """Tell whether the head is the subject of a clause that the pronoun's clause depends on."""
    return any(subject_of(verb) == head for verb in pronoun.ancestors if is_clause(verb))


def _are_partners(head: Token, pronoun: Token) -> bool:
    """Tell whether both are arguments of one verb, or one coordination, so that they cannot be the same."""
    if pronoun.dep_ == "nmod:poss" or pronoun.lower_.endswith(("self", "selves")):
        return False
    if pronoun in conjuncts(head):
        return True
    return head.dep_ in SUBJECTS | {"obj", "iobj", "obl"} and head.head == pronoun.head


def _speaker(scene: Scene, pronoun: Token) -> Thing | None:
    """Return who utters the quotation that the pronoun stands in: speakers do not call themselves he."""
    quote = scene.quotes[pronoun.i]
    if quote is None:
        return None
    for verb in pronoun.ancestors:
        subject = subject_of(verb) if is_clause(verb) else None
        if subject is not None and scene.quotes[subject.i] is None and scene.quotes[verb.i] is None:
            return scene.thing_at.get(subject.i)
    return None


def _join_thing(scene: Scene, pronoun: Token, *, plural: bool) -> None:
    if _is_empty_it(pronoun):
        return
    subject = _subject_above(scene, pronoun, plural=plural) or _subject_before(scene, pronoun)
    if subject is None or not _share_quotation(scene, subject, pronoun) or _is_plural(subject) is not plural:
        return
    thing = scene.thing_at.get(subject.i)
    if _is_plural(subject) and len(conjuncts(subject)) > 1:
        thing = next((one for one in scene.things if one.plural and one.mentions[0].head == subject.i), None)
    if thing is not None and thing.is_person and not plural:
        return
    if thing is None:
        if subject.pos_ not in ("NOUN", "PROPN"):
            return
        thing = _new_thing(scene, subject, plural=plural)
    if thing is None:
        return
    scene.join(Mention(start=pronoun.i, end=pronoun.i + 1, head=pronoun.i), thing, confidence=THING_CONFIDENCE)


def _share_quotation(scene: Scene, subject: Token, pronoun: Token) -> bool:
    """Tell whether a pronoun is told in the words that its subject is told in.

    One outside the marks whose verb stands inside them (`and it “will include”`) goes with any quotation.
    """
    quote = scene.quotes[pronoun.i]
    return scene.quotes[subject.i] == quote or (quote is None and scene.quotes[pronoun.head.i] is not None)


def _new_thing(scene: Scene, head: Token, *, plural: bool) -> Thing | None:
    words = sorted((word for part in conjuncts(head) for word in noun_phrase(part)), key=lambda word: word.i)
    if not words:
        return None
    thing = Thing(label=None, plural=plural and len(conjuncts(head)) > 1)
    thing.add(Mention(start=words[0].i, end=words[-1].i + 1, head=head.i))
    scene.things.append(thing)
    if not thing.plural:
        scene.thing_at[head.i] = thing
    return thing


def _is_empty_it(pronoun: Token) -> bool:
    """Tell whether "it" only fills the subject's place: "it is likely that", "it seems"."""
    if pronoun.lower_ != "it":
        return False
    verb = pronoun.head
    clausal = any(
        child.dep_ in ("csubj", "csubj:pass", "ccomp", "advcl") and child.i > verb.i for child in verb.children
    )
    copular = first_child(verb, "cop") is not None
    weak = verb.lemma_ in (
        "be",
        "seem",
        "appear",
        "happen",
        "turn",
        "take",
        "rain",
        "snow",
        "matter",
        "do",
        "make",
        "cost",
        "pay",
        "help",
    )
    return (clausal and (copular or weak or verb.tag_ == "VBN")) or verb.lemma_ in ("seem", "appear", "rain", "snow")


def _subject_above(scene: Scene, pronoun: Token, *, plural: bool) -> Token | None:
    """Return the subject of the nearest clause around the pronoun that agrees with it.

    Where that subject is a person, it is the clause's object.
    """
    for verb in pronoun.ancestors:
        subject = subject_of(verb) if is_clause(verb) else None
        if subject is None or subject == pronoun or pronoun in conjuncts(subject):
            continue
        if subject.i > pronoun.i:
            return None
        if subject.is_ancestor(pronoun) or (not plural and _is_plural(subject)):
            continue
        thing = scene.thing_at.get(subject.i)
        if subject.pos_ == "PRON" and thing is None:
            continue
        if thing is None or not thing.is_person:
            return subject
        warned = first_child(verb, "iobj", "obj")
        return warned if warned is not None and warned.i < pronoun.i and warned.i in scene.thing_at else None
    return None


def _subject_before(scene: Scene, pronoun: Token) -> Token | None:
    """Return the subject of the sentence before, where the pronoun is its own sentence's subject."""
    number = scene.sentences[pronoun.i]
    if number == 0 or pronoun.dep_ not in SUBJECTS or pronoun.head != scene.roots[number]:
        return None
    subject = subject_of(scene.roots[number - 1])
    if subject is None or (subject.pos_ == "NOUN" and subject.dep_ == "nsubj:pass"):
        return None
    return subject


def _is_plural(token: Token) -> bool:
    return len(conjuncts(token)) > 1 or token.tag_ in ("NNS", "NNPS") or token.lower_ in ("police", "people", "they")
