"""What kind of event a predicate or a noun names, by PLOVER."""

from functools import cache

from kg.lexicon.loader import load_lexicon


@cache
def _type_by_predicate() -> dict[str, str]:
    return {word: entry["type"] for word, entry in load_lexicon("plover").by_word().items()}


@cache
def _type_by_noun() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in load_lexicon("plover").entries:
        for noun in entry["nouns"]:
            found.setdefault(noun, entry["type"])
    return found


def event_type(predicate: str) -> str | None:
    """Return PLOVER's event type of a predicate lemma; the particle counts first, then the verb alone."""
    types = _type_by_predicate()
    return types.get(predicate) or types.get(predicate.partition(" ")[0])


def noun_event_type(noun: str) -> str | None:
    """Return PLOVER's event type of a noun, singular or plural; None where it names no event."""
    types = _type_by_noun()
    lower = noun.lower()
    singulars = (lower, lower.removesuffix("s"), lower.removesuffix("es"), lower.removesuffix("ies") + "y")
    return next((types[word] for word in singulars if word in types), None)
