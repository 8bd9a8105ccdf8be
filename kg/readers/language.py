"""Is it English? By how much py3langid thinks another language likelier, and by English function words."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from kg.lexicon import load_lexicon

SAMPLE = 2000
"""Characters looked at, in each of three places."""
WORD = re.compile(r"[^\W\d_]+")
FEWEST_WORDS = 4
FAIR_SHARE = 0.12
"""Of function words; English news has 0.2 to 0.3."""
MOST_DOUBT = 0.5
"""Nats per character by which another language may be likelier. Sentences of German, French, Spanish, Dutch, Italian,
Portuguese and Danish lie above 1.2, English headlines full of names below 0.11."""
LONG = 60
"""From this number of words on, a text without function words is no English, whatever its letters."""


def is_english(text: str) -> bool:
    """Tell whether a text is English; one of fewer than four words is, if its letters are Latin."""
    sample = _sample(text)
    words = [word.lower() for word in WORD.findall(sample)]
    if len(words) < FEWEST_WORDS:
        return _is_latin(sample)
    function_words = load_lexicon("english_markers").words()
    share = sum(word in function_words for word in words) / len(words)
    if share >= FAIR_SHARE:
        return True
    if len(words) >= LONG and share < 0.02:
        return False
    return _is_latin(sample) and _doubt_english(sample) < MOST_DOUBT


def describe_language(text: str) -> str | None:
    """Say which language a text is in that is not English, with its code: `German (de)`; None where that is unclear."""
    import py3langid  # as below

    ranked: list[tuple[str, float]] = py3langid.rank(_sample(text))
    code = ranked[0][0]
    name = _name_by_code().get(code)
    return f"{name} ({code})" if name else None


@cache
def _name_by_code() -> Mapping[str, str]:
    lines = resources.files("kg.lexicon").joinpath("languages.csv").read_text(encoding="utf-8").splitlines()
    return {row["code"]: row["name"] for row in csv.DictReader(line for line in lines if not line.startswith("#"))}


def _sample(text: str) -> str:
    """Return the beginning, middle and end of a long text."""
    if len(text) <= 3 * SAMPLE:
        return text
    middle = len(text) // 2
    return " ".join((text[:SAMPLE], text[middle : middle + SAMPLE], text[-SAMPLE:]))


def _is_latin(sample: str) -> bool:
    """Tell whether most letters are Latin."""
    letters = [char for char in sample if char.isalpha()]
    return sum(char < "\u0250" for char in letters) * 2 >= len(letters)


def _doubt_english(sample: str) -> float:
    """Return by how many nats per character another language is likelier than English; 0 where none is."""
    import py3langid  # its model takes longer to load than most questions to a finished graph

    ranked: list[tuple[str, float]] = py3langid.rank(sample)
    likeliness = dict(ranked)
    return (ranked[0][1] - likeliness["en"]) / len(sample)
