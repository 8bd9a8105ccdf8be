"""Offices: `the Chadian president`, `the minister` stand for the one person in the article who holds them."""

from spacy.tokens import Doc, Token

from kg.lexicon.places import acts_for, canonical_name, country_by_demonym
from kg.lexicon.titles import office_of, titles
from kg.nlp.coref.scene import Scene
from kg.nlp.coref.things import Mention, Thing
from kg.nlp.syntax import children

OFFICE_CONFIDENCE = 0.8
PASSING = frozenset({"former", "current", "new", "outgoing", "incoming", "late", "acting", "top", "senior", "then"})
"""Adjectives that go with every office."""
FARTHEST = 7
"""How many words before a name its title may begin."""


def note_titles(doc: Doc, things: list[Thing]) -> None:
    """Note the offices and countries that go with people's names: before the name, or in apposition to it."""
    for thing in things:
        if not thing.is_person:
            continue
        for mention in thing.mentions:
            if mention.name is not None:
                _note_before(doc, mention, thing)
                _note_apposition(doc[mention.head], thing)


def _note_before(doc: Doc, mention: Mention, thing: Thing) -> None:
    words: list[Token] = []
    start = mention.name[0] if mention.name is not None else mention.start
    for i in range(start - 1, max(-1, start - 1 - FARTHEST), -1):
        token = doc[i]
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "PART", "PUNCT") or token.text in (",", ";", ".", "“", '"'):
            break
        words.append(token)
    if words and words[0].lower_ in titles():
        thing.titles.update(office_of(token.lower_) for token in words if token.lower_ in titles())
        thing.office_words.update(token.lower_ for token in words)
        thing.countries.update(_countries(words))


def _note_apposition(head: Token, thing: Thing) -> None:
    offices = [child for child in children(head, "appos") if child.lower_ in titles()]
    if head.dep_ == "appos" and head.head.lower_ in titles():
        offices.append(head.head)
    for office in offices:
        thing.titles.add(office_of(office.lower_))
        thing.office_words.update(token.lower_ for token in _modifiers(office))
        thing.countries.update(list_countries(office))


def list_countries(office: Token) -> set[str]:
    """Return the countries that the words around an office stand for."""
    return _countries(_modifiers(office))


def _modifiers(office: Token) -> list[Token]:
    return [token for token in office.subtree if abs(token.i - office.i) <= FARTHEST]


def _countries(words: list[Token]) -> set[str]:
    """Return the countries that adjectives, names and seats among the words stand for."""
    found = set()
    for token in words:
        country = country_by_demonym().get(token.text) or canonical_name(token.text)
        acting = acts_for(token.text)
        if country or acting:
            found.add(country or (acting.label if acting else ""))
    return found


def join_offices(scene: Scene) -> None:
    """Join definite offices to the one person whom they fit."""
    people = [thing for thing in scene.things if thing.is_person and thing.titles]
    for token in scene.doc:
        mention = scene.mention_at.get(token.i)
        if token.pos_ != "NOUN" or token.lower_ not in titles() or mention is None or mention in scene.thing_of:
            continue
        if not _is_definite(token) or _names_someone(token):
            continue
        fitting = _holders(people, token)
        if len(fitting) == 1:
            scene.join(mention, fitting[0], confidence=OFFICE_CONFIDENCE)


def _holders(people: list[Thing], office: Token) -> list[Thing]:
    """Return the people whom an office fits: those of its country, else those whose country is not told."""
    countries, kinds = list_countries(office), _kinds(office)
    fitting = [one for one in people if office_of(office.lower_) in one.titles and kinds <= one.office_words]
    if not countries:
        return fitting
    compatriots = [one for one in fitting if not one.countries.isdisjoint(countries)]
    return compatriots or [one for one in fitting if not one.countries]


def _is_definite(token: Token) -> bool:
    determiners = [child.lower_ for child in children(token, "det", "nmod:poss")]
    return any(word in ("the", "this", "that") for word in determiners)


def _names_someone(token: Token) -> bool:
    """Tell whether the office stands beside a name and is therefore no mention of its own."""
    if token.dep_ in ("appos", "nmod:desc", "compound", "flat"):
        return True
    return any(child.ent_type_ == "PERSON" for child in children(token, "appos", "flat", "compound", "nmod:desc"))


def _kinds(office: Token) -> set[str]:
    """Return the words that tell one minister from another: `foreign`, `defence`."""
    words = [child for child in children(office, "amod", "compound") if not _countries([child])]
    return {word.lower_ for word in words} - PASSING
