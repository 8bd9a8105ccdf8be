"""Values of numbers in digits and words."""

import re
from functools import lru_cache

from text_to_num import text2num

from kg.lexicon import load_lexicon

DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SUFFIXED = re.compile(r"(\d+(?:\.\d+)?)(k|m|mn|bn|tn)")


def scales() -> dict[str, int]:
    """Map words such as `million` to what they multiply by."""
    return {
        word: entry["value"]
        for entry in load_lexicon("units").entries
        if entry["kind"] == "scale"
        for word in entry.words
    }


@lru_cache(maxsize=10_000)
def value_of(words: tuple[str, ...]) -> float | None:
    """Return the value of a number in digits, words or both: `4.25 billion`, `thirty-five`, `two dozen`.

    Returns:
        None where the words are no number that can be told ("dozens", "many").
    """
    lower = [word.lower() for word in words if word not in ("-", "–")]
    if not lower:
        return None
    suffixed = _SUFFIXED.fullmatch(lower[0])
    if suffixed and len(lower) == 1:
        return float(suffixed[1]) * scales()[suffixed[2]]
    factor = 1
    while len(lower) > 1 and lower[-1] in scales():
        factor *= scales()[lower.pop()]
    if len(lower) == 1 and DIGITS.fullmatch(lower[0]):
        return float(lower[0].replace(",", "")) * factor
    if lower in (["a"], ["an"]) and factor > 1:
        return float(factor)
    if lower in (["half", "a"], ["half"]) and factor > 1:
        return factor / 2
    return _words_value(" ".join(lower), factor)


def _words_value(words: str, factor: int) -> float | None:
    try:
        return float(text2num(words, "en")) * factor
    except ValueError:  # no number: text2num says so by raising
        return None
