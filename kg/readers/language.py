"""Is it English? py3langid's answer, weighed with English function words, as it errs on short texts."""

import re

import py3langid

from kg.lexicon import load_lexicon

SAMPLE = 2000
"""Characters looked at, in each of three places."""
WORD = re.compile(r"[^\W\d_]+")
SHORT = 12
"""Below this number of words a text is only refused where it has no English function word at all."""


def is_english(text: str) -> bool:
    """Tell whether a text is English; a text of fewer than four words counts as English."""
    words = [word.lower() for word in WORD.findall(_sample(text))]
    if len(words) < 4:
        return _is_latin(text)
    function_words = load_lexicon("function-words").words()
    share = sum(word in function_words for word in words) / len(words)
    if len(words) < SHORT:
        return share > 0 or (_is_latin(text) and _name_language(text) == "en")
    if share >= 0.12:
        return True
    # lists of names and scores have few function words, garbage has none
    return share >= 0.02 and _is_latin(text) and _name_language(text) == "en"


def _sample(text: str) -> str:
    """Return the beginning, middle and end of a long text."""
    if len(text) <= 3 * SAMPLE:
        return text
    middle = len(text) // 2
    return " ".join((text[:SAMPLE], text[middle : middle + SAMPLE], text[-SAMPLE:]))


def _is_latin(text: str) -> bool:
    """Tell whether most letters are Latin."""
    letters = [char for char in _sample(text) if char.isalpha()]
    return sum(char < "\u0250" for char in letters) * 2 >= len(letters)


def _name_language(text: str) -> str:
    """Return the ISO 639-1 code of the likeliest language."""
    language: str = py3langid.classify(_sample(text))[0]
    return language
