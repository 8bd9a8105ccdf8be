"""What tells one event from others of its kind: number, order, day, and the countries that are named with it."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from spacy.tokens import Doc, Token

from kg.lexicon import load_lexicon
from kg.lexicon.events import happening_verbs
from kg.lexicon.places import acts_for, country_by_demonym, country_by_name
from kg.nlp import layers
from kg.nlp.coref.profiles import PLURAL_TAGS, SINGULAR_TAGS

MODIFIERS = frozenset({"amod", "nummod", "det", "compound", "nmod:poss", "advmod"})
BEARERS = frozenset({"nsubj", "nsubj:pass", "obj"})
"""Places of a noun whose event happens when its verb says that something takes place."""
BOUNDS = frozenset({"until", "till", "by", "before", "after", "since"})
"""Prepositions that make of a day a bound: talks that last until Friday may have begun on any day."""
_DATED = re.compile(r"\d{4}-\d{2}")


def event_traits(token: Token, times: Mapping[int, frozenset[str]]) -> frozenset[str]:
    """Return the traits of a word that tells of an event.

    `plural` or `singular`; `nth 3`; `earlier` or `later`; `on 2025-07-23`; `of Chad`.

    Args:
        token: the verb or noun.
        times: days, months and intervals by the token that they are told of.
    """
    traits = {f"on {value}" for value in _times(token, times)}
    if token.pos_ == "VERB":
        return frozenset(traits)
    if token.tag_ in PLURAL_TAGS | SINGULAR_TAGS:
        traits.add("plural" if token.tag_ in PLURAL_TAGS else "singular")
    near = [child for child in token.children if child.dep_ in MODIFIERS]
    for child in near:
        entry = _sequence().get(child.lower_)
        if entry is not None:
            traits.add(entry)
    return frozenset(traits) | countries(near)


def countries(tokens: Iterable[Token]) -> frozenset[str]:
    """Return `of` and the country for each word that names a country, its people, or who acts for it."""
    found = set()
    for token in tokens:
        name = country_by_demonym().get(token.text) or country_by_name().get(token.text)
        if name is None and token.text[:1].isupper():
            acting = acts_for(token.text)
            name = acting.label if acting is not None and acting.type == "GPE" else None
        if name is not None:
            found.add(f"of {name}")
    return frozenset(found)


def times_by_token(doc: Doc) -> Mapping[int, frozenset[str]]:
    """Map the token that an expression of time depends on to the days, months and intervals that are told of it."""
    found: dict[int, set[str]] = {}
    starts = {token.idx: token for token in doc}
    for time in layers.times(doc):
        if time.when is None or not _DATED.match(time.when):
            continue
        token = starts.get(time.span.start)
        while token is not None and token.head != token and token.head.idx in range(*time.span):
            token = token.head
        if token is not None and token.head != token and not any(child.lower_ in BOUNDS for child in token.children):
            found.setdefault(token.head.i, set()).add(time.when)
    return {token: frozenset(values) for token, values in found.items()}


def _times(token: Token, times: Mapping[int, frozenset[str]]) -> frozenset[str]:
    own = times.get(token.i, frozenset())
    verb = token.head
    if not own and token.dep_ in BEARERS and _happens(verb):
        return times.get(verb.i, frozenset())
    return own


def _happens(verb: Token) -> bool:
    """Tell whether a verb says that an event happens, or is brought about."""
    if verb.lemma_.lower() == "take":
        return any(child.lemma_.lower() == "place" for child in verb.children)
    return verb.lemma_.lower() in happening_verbs()


@cache
def _sequence() -> Mapping[str, str]:
    """Map a word to the trait that it gives: `nth 3`, `earlier` or `later`."""
    return {
        word: f"nth {entry['number']}" if "number" in entry.fields else str(entry["kind"])
        for entry in load_lexicon("sequence").entries
        for word in entry.words
    }
