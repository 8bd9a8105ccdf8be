"""The article's headline: known from the manifest or found at the top, and taken out of the text wherever it stands."""

from dataclasses import replace

from kg.readers.draft import Draft, Line, normalise_headline

MOST_WORDS = 25
SITE_SEPARATORS = ("|", "-", "–", "—", "»", ":: ")
MOST_WORDS_OF_SITE = 5


def find_headline(draft: Draft) -> Draft:
    """Take the title from the first line where none is known: a heading, or a line that ends as no sentence does."""
    if draft.title or not draft.lines:
        return draft
    first, rest = draft.lines[0], draft.lines[1:]
    if first.n_words > MOST_WORDS or not any(_is_body(line) for line in rest[:6]):
        return draft
    repeated = bool(rest) and normalise_headline(rest[0].text) == normalise_headline(first.text)
    if first.heading or repeated or not first.is_complete:
        return replace(draft, title=first.text)
    return draft


def remove_headlines(draft: Draft) -> Draft:
    """Take out every line that repeats the title, with or without the site's name behind it."""
    title = normalise_headline(draft.title or "")
    if not title:
        return draft
    at_lines = {at: "headline" for at, line in enumerate(draft.lines) if _repeats(line.text, title)}
    if len(at_lines) == len(draft.lines):
        at_lines.pop(0, None)  # a text that is nothing but its headline
    return draft.without(at_lines)


def remove_repetitions(draft: Draft) -> Draft:
    """Take out a line of four or more words that says the same as the line before it."""
    kinds = {}
    for at in range(1, len(draft.lines)):
        before, line = draft.lines[at - 1], draft.lines[at]
        if line.n_words >= 4 and normalise_headline(before.text) == normalise_headline(line.text):
            kinds[at] = "repetition"
    return draft.without(kinds)


def _is_body(line: Line) -> bool:
    """Tell whether a line can only be a paragraph."""
    return line.is_complete and line.n_words >= 8


def _repeats(text: str, title: str) -> bool:
    """Tell whether a line is the title; `title` is normalised."""
    if normalise_headline(text) == title:
        return True
    for separator in SITE_SEPARATORS:
        headline, found, site = text.rpartition(f" {separator.strip()} ")
        if found and len(site.split()) <= MOST_WORDS_OF_SITE and normalise_headline(headline) == title:
            return True
    return False
