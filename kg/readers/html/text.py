"""From the blocks that were found to the article's text: the passes of other readers, and what pages need besides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.readers.cleaning import remove_date_lines
from kg.readers.decoding import decode
from kg.readers.draft import Draft, Line, normalise_headline
from kg.readers.headlines import remove_headlines, remove_repetitions
from kg.readers.html.body import Block
from kg.readers.leftovers import remove_bylines, remove_leftovers
from kg.readers.stories import remove_other_stories
from kg.records import Removal

DATE_LINE = re.compile(
    r"(?:first |last )?(?:published|updated|issued|posted|modified|created)(?: on| at)?\b:?.{0,40}\d{1,4}.{0,30}",
    re.IGNORECASE,
)
RIGHTS = re.compile(r"(?:copyright|©|\(c\)) .{0,150}", re.IGNORECASE)
MOST_WORDS_OF_LINE = 16
SPACES = re.compile(r"\s+")
FEWEST_WORDS_OF_QUOTE = 5
MOST_WORDS_OF_QUOTE = 60
MOST_LOOKED_FOR = 200
MOST_LINES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """The text of an article."""

    text: str
    removed: tuple[Removal, ...]


def clean_blocks(blocks: Sequence[Block], *, titles: Sequence[str], source: str) -> Cleaned:
    """Clean the blocks of a page.

    Args:
        blocks: paragraphs and headings.
        titles: every form of the headline.
        source: the page, for the lines of what is taken out.
    """
    texts = [SPACES.sub(" ", block.text).strip() for block in blocks]
    decoded = decode("\n".join(texts).encode("utf-8", errors="replace"))  # mends what was decoded wrongly before
    lines = tuple(
        Line(number, text.strip(), heading=block.heading)
        for number, (text, block) in enumerate(zip(decoded.lines, blocks, strict=False), start=1)
        if text.strip()
    )
    draft = Draft(lines=lines, removed=decoded.removed)
    draft = remove_other_stories(_remove_notices(remove_date_lines(remove_leftovers(draft))))
    for title in titles:
        draft = remove_headlines(replace(draft, title=title))
    draft = _drop_last_headings(remove_pull_quotes(remove_repetitions(remove_bylines(draft))))
    removed = [_with_line(removal, source) for removal in draft.removed[:MOST_LOOKED_FOR]]
    return Cleaned(
        text="\n\n".join(line.text for line in draft.lines),
        removed=(*removed, *draft.removed[MOST_LOOKED_FOR:]),
    )


def _remove_notices(draft: Draft) -> Draft:
    """Take out when the page was put up and changed, and whose rights it is under; an agency's are a credit."""
    kinds = {}
    for at, line in enumerate(draft.lines):
        if line.n_words <= MOST_WORDS_OF_LINE and RIGHTS.fullmatch(line.text):
            kinds[at] = "credit"
        elif line.n_words <= MOST_WORDS_OF_LINE and not line.is_complete and DATE_LINE.fullmatch(line.text):
            kinds[at] = "date-line"
    return draft.without(kinds)


def remove_pull_quotes(draft: Draft) -> Draft:
    """Take out lines that repeat a piece of another paragraph, as quotations in large letters do."""
    if len(draft.lines) > MOST_LINES:  # every line is looked for in all others
        return draft
    normal = [normalise_headline(line.text) for line in draft.lines]
    whole = "\n".join(normal)
    kinds = {
        at: "pull-quote"
        for at, line in enumerate(draft.lines)
        if FEWEST_WORDS_OF_QUOTE <= line.n_words <= MOST_WORDS_OF_QUOTE
        and whole.count(normal[at]) > normal.count(normal[at])
    }
    return draft.without(kinds) if len(kinds) < len(draft.lines) else draft


def _drop_last_headings(draft: Draft) -> Draft:
    """Take out headings at the end, below which nothing is left."""
    kinds = {}
    for at in reversed(range(len(draft.lines))):
        if not draft.lines[at].heading:
            break
        kinds[at] = "heading"
    return draft.without(kinds)


def _with_line(removal: Removal, source: str) -> Removal:
    """Give a removal its line in the page, where its first words stand in one piece."""
    at = source.find(removal.text[:40].split("&")[0])
    return replace(removal, line=source.count("\n", 0, at) + 1 if at > 0 else 1)
