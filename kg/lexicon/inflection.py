"""Inflected forms of predicates by lemminflect, whose forms come from the NIH Specialist Lexicon.

lemminflect imports spaCy, which takes two seconds; so it is imported with the first word, and questions to a finished
graph do without it.
"""

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from snowballstemmer.english_stemmer import EnglishStemmer


@lru_cache(maxsize=20_000)
def participle(predicate: str) -> str:
    """Return the past participle of a predicate lemma, particles kept: `carry out` → `carried out`."""
    return _inflect(predicate, "VBN")


@lru_cache(maxsize=20_000)
def third_person(predicate: str) -> str:
    """Return a predicate lemma in the third person singular of the present: `break out` → `breaks out`."""
    return _inflect(predicate, "VBZ")


@lru_cache(maxsize=20_000)
def gerund(predicate: str) -> str:
    """Return the gerund of a predicate lemma: `call for` → `calling for`."""
    return _inflect(predicate, "VBG")


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> frozenset[str]:
    """Return every base form that a word may have as a noun, verb, adjective or adverb."""
    from lemminflect import getAllLemmas

    return frozenset(lemma for forms in getAllLemmas(word).values() for lemma in forms)


def _inflect(predicate: str, tag: str) -> str:
    from lemminflect import getInflection

    verb, _, rest = predicate.partition(" ")
    try:
        forms = getInflection(verb, tag=tag)
    except IndexError:  # its rules look at the last letters, and a word may have only one
        forms = ()
    return f"{forms[0] if forms else verb} {rest}".strip()


@cache
def _stemmer() -> "EnglishStemmer":
    from snowballstemmer.english_stemmer import EnglishStemmer

    return EnglishStemmer()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return a word without its endings, those that make nouns of verbs too: `announc` (Porter's English stemmer)."""
    return str(_stemmer().stemWord(word))
