"""What is too large, empty or not English is set aside, whatever reader it came from."""

from kg.readers.language import describe_language, is_english
from kg.records import Article, Place, Problem

LARGEST = 5_000_000
"""Bytes of one article as it arrives: a file, a page, a line, a row."""
LONGEST_TEXT = 200_000
"""Characters; a novel has 500,000, the longest reports of newspapers 100,000."""


def screen(article: Article) -> Article | Problem:
    """Return the article, or why it is set aside."""
    if not article.text.strip():
        what = "holds no text but what web pages put around articles" if article.removed else "is empty"
        return set_aside(article.place, "empty", what)
    if len(article.text) > LONGEST_TEXT:
        return refuse_length(article.place, len(article.text))
    if not is_english(article.text):
        language = describe_language(article.text)
        return set_aside(article.place, "not-english", f"is in {language}" if language else "is not in English")
    return article


def refuse_size(place: Place, what: str = "") -> Problem:
    """Make the problem of an article that arrives in more bytes than are read; `what` is the part that is too large."""
    return set_aside(place, "too-large", f"{what or 'it'} has more than {LARGEST / 1e6:.0f} MB")


def refuse_length(place: Place, n_characters: int) -> Problem:
    """Make the problem of a text that is longer than any article."""
    return set_aside(place, "too-large", f"has {n_characters:,} characters; at most {LONGEST_TEXT:,} are read")


def set_aside(place: Place, kind: str, reason: str) -> Problem:
    """Make the problem of an article that is not read."""
    return Problem(place=place, kind=kind, message=f"{reason}; it was set aside", n_aside=1)
