"""What follows a name and belongs to it: `, Inc.`, `, MD`, `Jr.`; and names without what may be left out."""

import re
from functools import cache, lru_cache

from kg.lexicon.loader import load_lexicon


@cache
def endings(label: str, *, after_comma: bool) -> frozenset[str]:
    """Return the words that end names of a label, after a comma or without one."""
    found = load_lexicon("name_endings").words(label=label, comma="may")
    return found | load_lexicon("name_endings").words(label=label, comma="always") if after_comma else found


@lru_cache(maxsize=50_000)
def plain_name(name: str) -> str:
    """Return a name without company forms and degrees after a comma, and without the comma before `Jr.`.

    >>> plain_name("Jo Ode, MD, PhD"), plain_name("Harbour Foods, Inc."), plain_name("Jo Ode, Jr.")
    ('Jo Ode', 'Harbour Foods', 'Jo Ode Jr')
    """
    if "," not in name:
        return name
    short = _pattern(kept=False).sub("", name)
    return _pattern(kept=True).sub(r" \1", short)


@cache
def _pattern(*, kept: bool) -> re.Pattern[str]:
    """Return what matches endings after commas; the full stop of the last one may have been taken for a sentence's."""
    words = {word.removesuffix(".") for word in load_lexicon("name_endings").words(kept=kept)}
    any_of = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf",\s+({any_of})(?:\.|\b)$" if kept else rf"(?:,\s+(?:{any_of})(?:\.|\b))+$")
