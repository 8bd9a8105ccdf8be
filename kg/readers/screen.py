"""What is too large, empty or not English is set aside, whatever reader it came from."""

from kg.readers.language import is_english
from kg.records import Article, Place, Problem

LARGEST_FILE = 1_000_000
"""Bytes of one text file: more than the longest text takes in any encoding."""
LONGEST_TEXT = 200_000
"""Characters; a novel has 500,000, the longest reports of newspapers 100,000."""


def screen(article: Article) -> Article | Problem:
    """Return the article, or why it is set aside."""
    if not article.text.strip():
        what = "holds no text but what web pages put around articles" if article.removed else "is empty"
        return set_aside(article.place, "empty", what)
    if len(article.text) > LONGEST_TEXT:
        return set_aside(
            article.place, "too-large", f"has {len(article.text):,} characters; at most {LONGEST_TEXT:,} are read"
        )
    if not is_english(article.text):
        return set_aside(article.place, "not-english", "is not in English")
    return article


def set_aside(place: Place, kind: str, reason: str) -> Problem:
    """Make the problem of an article that is not read."""
    return Problem(place=place, kind=kind, message=f"{reason}; it was set aside", n_aside=1)
