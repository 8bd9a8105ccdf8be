"""Which nouns can stand for which names: `the agency` for an organisation, `the country` for a country."""

from functools import cache

from kg.lexicon import load_lexicon
from kg.lexicon.titles import titles
from kg.nlp.coref.things import Thing


@cache
def _labels_by_noun() -> dict[str, frozenset[str]]:
    return {word: frozenset(entry["labels"]) for entry in load_lexicon("kind_nouns").entries for word in entry.words}


def fits_kind(noun: str, thing: Thing) -> bool:
    """Tell whether a noun names the kind of a thing: offices fit people, `agency` fits organisations."""
    if thing.label is None:
        return False
    if thing.label == "PERSON":
        return noun in titles() or thing.label in _labels_by_noun().get(noun, ())
    return thing.label in _labels_by_noun().get(noun, ())
