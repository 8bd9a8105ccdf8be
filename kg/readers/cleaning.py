"""Clean texts that were copied from the web: an ordered list of passes, each from draft to draft.

What a pass takes out it records, so that text = input minus removed, white space aside.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.readers.dates import parse_date
from kg.readers.draft import Draft, Line
from kg.readers.frontmatter import parse_front_matter
from kg.readers.headlines import find_headline, remove_headlines, remove_repetitions
from kg.readers.leftovers import remove_bylines, remove_leftovers
from kg.readers.markup import strip_markup
from kg.readers.paragraphs import join_paragraphs
from kg.readers.stories import remove_other_stories
from kg.records import Removal

Pass = Callable[[Draft], Draft]
HEAD = 6
"""A date line stands in one of the first lines."""
DATE_WORDS = ("published", "updated", "posted", "last updated", "last modified", "date", "on")


def remove_date_lines(draft: Draft) -> Draft:
    """Take out a line at the top that is nothing but a date; it is the date of publication where none is known."""
    dates = {at: day for at, line in enumerate(draft.lines[:HEAD]) if (day := _parse_date_line(line.text))}
    published = draft.published or next(iter(dates.values()), None)
    return replace(draft.without(dict.fromkeys(dates, "date-line")), published=published)


PASSES: tuple[Pass, ...] = (
    strip_markup,
    join_paragraphs,  # from here on, a line is a paragraph
    remove_leftovers,
    remove_date_lines,
    remove_other_stories,  # before repetitions go, which tell a list of stories
    find_headline,
    remove_headlines,
    remove_bylines,
    remove_repetitions,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A cleaned text and what was found in it."""

    text: str
    """Paragraphs, with a blank line between them."""
    title: str | None
    published: date | None
    removed: tuple[Removal, ...]
    """In the order of the input's lines."""
    fields: dict[str, str]
    """What the front matter says, under our names (`frontmatter.NAMES`)."""


def clean(lines: Sequence[str], *, title: str | None = None, passes: Sequence[Pass] = PASSES) -> Cleaned:
    """Clean the lines of one text; `title` is the headline where it is known."""
    numbered = tuple(Line(number, text) for number, text in enumerate(lines, start=1))
    fields, n_matter = parse_front_matter(numbered)
    matter = tuple(Removal(kind="front-matter", text=line.text, line=line.number) for line in numbered[:n_matter])
    draft = Draft(lines=numbered[n_matter:], title=title or fields.get("title"), removed=matter)
    for apply in passes:
        draft = apply(draft)
    return Cleaned(
        text="\n\n".join(line.text for line in draft.lines),
        title=draft.title,
        published=draft.published,
        removed=tuple(sorted(draft.removed, key=lambda removal: removal.line)),
        fields=fields,
    )


def _parse_date_line(text: str) -> date | None:
    """Parse "Published: 22 July 2025" or the date alone."""
    rest = text.strip(" |•–—-()[]")
    for word in DATE_WORDS:
        if rest[: len(word)].lower() == word:
            rest = rest[len(word) :].lstrip(" :,")
            break
    return parse_date(rest)
