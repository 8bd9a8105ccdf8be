"""Which predicates report what somebody says, thinks or wants."""

from functools import cache

from kg.lexicon import load_lexicon


@cache
def reporting_verbs() -> frozenset[str]:
    """Return the verbs that report speech, thought or will, as base forms."""
    return load_lexicon("cues").words(part="verb")
