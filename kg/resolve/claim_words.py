"""Words of claims as they are compared: one atom for all words of a concept, one for a country and its adjective.

    word → lemma → concept (`~attack`), country (`=russia`) or stem (`harbour`)

Contraries keep their own concept, and know which one they deny.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from kg.lexicon import load_lexicon
from kg.lexicon.inflection import lemmas
from kg.lexicon.places import acts_for, country_by_demonym, country_by_name
from kg.resolve.wording import slug

CONCEPT, NAME = "~", "="
"""What the atom of a concept and of a resolved name begins with."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_DOTS = re.compile(r"(?<=\b[A-Z])\.(?=[A-Z\s]|$)")
"""The full stops of an acronym."""
_ENDINGS = re.compile(
    r"(?:ational|ization|isation|iveness|fulness|ousness|ations?|ators?|ements?|ingly|edly|ments?|nesses|ness|ities|ity|"
    r"ances?|ences?|ions?|ings?|ives?|ists?|isms?|ally|fully|able|ible|ful|less|ized|ised|izes|ises|ize|ise|ers?|ors?|"
    r"ied|ies|ed|es|ly|al|y|e|s)$"
)
SHORTEST_COUNTRY = 3
"""Letters of a country's name in which case does not matter."""
SHORTEST_STEM = 4
"""Characters that must be left of a word."""


@lru_cache(maxsize=200_000)
def atom(word: str) -> str | None:
    """Return what a word is compared by; None for a word that says nothing by itself."""
    plain = _plain(word)
    country = _country_by_word().get(plain) or _country_by_letters().get(word)
    if country is None and (not plain or plain in _left_out()):
        return None
    if country is not None:
        return country
    forms = sorted(lemmas(plain) - {plain}, key=lambda form: (len(form), form)) or [plain]
    for form in (plain, *forms):
        concept = _concepts_by_word().get(form)
        if concept is not None:
            return f"{CONCEPT}{concept[0]}"
    return stem(forms[0])


def stem(word: str) -> str:
    """Return a word without the endings that turn verbs into nouns and adjectives, in one step."""
    short = _ENDINGS.sub("", word)
    return short if len(short) >= SHORTEST_STEM else word


@lru_cache(maxsize=20_000)
def atoms(text: str) -> tuple[str, ...]:
    """Return the atoms of a text in order, words that say nothing left out."""
    found: list[str] = []
    for word in _WORD.findall(_DOTS.sub("", text)):
        found += _atoms_of_word(word)
    return tuple(found)


@lru_cache(maxsize=200_000)
def _atoms_of_word(word: str) -> tuple[str, ...]:
    """Return the atoms of a word, or of the parts of a compound."""
    found = (atom(part) for part in word.split("-"))
    return tuple(one for one in found if one)


@lru_cache(maxsize=20_000)
def predicate_concepts(lemma: str) -> frozenset[str]:
    """Return the concepts of a predicate, inflected or not; of its verb alone where the whole of it has none."""
    known = _concepts_by_word()
    verb, _, rest = lemma.partition(" ")
    for form in (verb, *sorted(lemmas(verb) - {verb})):
        found = known.get(f"{form} {rest}".strip()) or (known.get(form) if rest not in _SENSE_MAKING else None)
        if found is not None:
            return frozenset(f"{CONCEPT}{name}" for name in found)
    return frozenset()


@lru_cache(maxsize=50_000)
def phrase_concepts(phrase: str) -> frozenset[str]:
    """Return the concepts of a predicate with its complement or object as one phrase, such as `take shelter`."""
    return frozenset(f"{CONCEPT}{name}" for name in _concepts_by_word().get(phrase, ()))


_SENSE_MAKING = frozenset({"up", "down", "out", "off", "over", "away", "back"})
"""Particles that make another verb of a verb."""


@cache
def contrary_by_concept() -> Mapping[str, str]:
    """Map the atom of each concept to the atom of the one that cannot hold beside it."""
    return {
        f"{CONCEPT}{entry['concept']}": f"{CONCEPT}{entry['contrary']}"
        for entry in load_lexicon("concepts").entries
        if "contrary" in entry.fields
    }


@lru_cache(maxsize=20_000)
def contraries(concepts: frozenset[str]) -> frozenset[str]:
    """Return the concepts that cannot hold beside some of these, the contrary taken both ways."""
    pairs = contrary_by_concept().items()
    found = {other for one, other in pairs if one in concepts} | {one for one, other in pairs if other in concepts}
    return frozenset(found) - concepts


def are_contrary(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether two sets of concepts, which share none, hold a concept and its contrary."""
    return left.isdisjoint(right) and not contraries(left).isdisjoint(right)


@cache
def concepts_of_kind(kind: str) -> frozenset[str]:
    """Return the atoms of the concepts of a kind: `say`, `occur`, `begin`, `end`."""
    return frozenset(
        f"{CONCEPT}{entry['concept']}" for entry in load_lexicon("concepts").entries if entry.fields.get("kind") == kind
    )


@lru_cache(maxsize=20_000)
def acting_country(key: str) -> str | None:
    """Return the atom of the country or body that a capital or seat of government, given as a slug, acts for."""
    return _principal_by_slug().get(key)


@cache
def _principal_by_slug() -> Mapping[str, str]:
    names = [
        *(name for entry in load_lexicon("countries").entries for name in entry.fields.get("capital", ())),
        *load_lexicon("seats").by_word(),
    ]
    found = ((name, acts_for(name)) for name in names)
    return {slug(name): f"{NAME}{slug(link.label)}" for name, link in found if link is not None}


@cache
def _concepts_by_word() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in load_lexicon("concepts").entries:
        for word in entry.words:
            found[word] = (*found.get(word, ()), entry["concept"])
    return found


@cache
def _country_by_word() -> Mapping[str, str]:
    """Map names and adjectives of countries that are one word, in lower case, to the country's atom."""
    named = {**country_by_demonym(), **country_by_name()}
    return {
        _plain(word): f"{NAME}{slug(label)}"
        for word, label in named.items()
        if " " not in word and len(_plain(word)) >= SHORTEST_COUNTRY
    }


@cache
def _country_by_letters() -> Mapping[str, str]:
    """Map acronyms of countries of two letters, as written, to the country's atom: `us` is no country."""
    return {
        word.replace(".", ""): f"{NAME}{slug(label)}"
        for word, label in country_by_name().items()
        if len(word.replace(".", "")) == SHORTEST_COUNTRY - 1 and word.isupper()
    }


@cache
def _left_out() -> frozenset[str]:
    return load_lexicon("function_words").words() | load_lexicon("pronouns").words()


@lru_cache(maxsize=200_000)
def _plain(word: str) -> str:
    flat = unicodedata.normalize("NFKD", word.casefold())
    kept = "".join(char for char in flat if not unicodedata.combining(char))
    return re.sub(r"['’]s?$", "", kept).replace(".", "")
