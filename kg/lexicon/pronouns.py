"""Pronouns: which words name nobody by themselves."""

from functools import cache

from kg.lexicon.loader import load_lexicon


@cache
def personal_pronouns() -> frozenset[str]:
    """Return the pronouns that stand for people: he, she, they, I, we, you in all their forms."""
    return load_lexicon("pronouns").words(kind="personal")


@cache
def empty_words() -> frozenset[str]:
    """Return the words that name nothing when they stand alone, personal pronouns left out."""
    lexicon = load_lexicon("pronouns")
    return lexicon.words(kind="thing") | lexicon.words(kind="relative") | lexicon.words(kind="empty")
