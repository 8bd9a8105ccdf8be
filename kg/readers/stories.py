"""Lists of other stories ("Read more", "Don't miss"): the heading, and the headlines and teasers that follow it.

The rule is careful, because such a list may stand in the middle of an article: a line that ends as a sentence does ends
the list, unless the list is surely the page's end, where a comment form stood above it or its headlines stand twice.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from kg.readers.draft import Draft, Line, normalise_headline
from kg.readers.leftovers import classify_line

MOST_WORDS_OF_HEADLINE = 20
MOST_WORDS_OF_TEASER = 60
END_SIGNS = frozenset({"comment-form", "comments", "copyright"})


def remove_other_stories(draft: Draft) -> Draft:
    """Take out each list of other stories with its heading."""
    kinds: dict[int, str] = {}
    n_words = list(accumulate((line.n_words * line.is_complete for line in draft.lines), initial=0))
    at = 0
    while at < len(draft.lines):
        leftover = classify_line(draft.lines[at])
        if leftover is None or leftover.block is None:
            at += 1
            continue
        stands_below_article = n_words[at] > n_words[-1] - n_words[at + 1]
        end = _end_of_list(draft, at, strong=leftover.block == "strong", stands_below_article=stands_below_article)
        kinds.update(dict.fromkeys(range(at, end), leftover.kind))
        at = end
    return draft.without(kinds)


def _end_of_list(draft: Draft, start: int, *, strong: bool, stands_below_article: bool) -> int:
    """Return the position after the last line of the list that the heading at `start` begins.

    `stands_below_article`: more words stand in sentences above the heading than in all that is below it.
    """
    rest = draft.lines[start + 1 :]
    is_at_end = stands_below_article and (_ends_article(draft, start) or _has_repeated_headline(rest))
    if strong and is_at_end and _is_list_of_stories(rest):
        return len(draft.lines)
    n_headlines = 0
    while n_headlines < len(rest) and _is_headline(rest[n_headlines]) and classify_line(rest[n_headlines]) is None:
        n_headlines += 1
    if 1 < n_headlines < len(rest):
        n_headlines -= 1  # the last one may be the sub-heading of the paragraph below it
    return start + 1 + n_headlines


def _ends_article(draft: Draft, start: int) -> bool:
    """Tell whether a comment form or the like was taken out between the last paragraph and the list."""
    above = draft.lines[start - 1].number if start else 0
    return any(
        removal.kind in END_SIGNS and above < removal.line < draft.lines[start].number for removal in draft.removed
    )


def _has_repeated_headline(lines: Sequence[Line]) -> bool:
    """Tell whether a headline stands twice in a row, as picture text and as link."""
    return any(
        _is_headline(line) and normalise_headline(line.text) == normalise_headline(after.text)
        for line, after in pairwise(lines)
    )


def _is_list_of_stories(lines: Sequence[Line]) -> bool:
    """Tell whether nothing but headlines, each with at most one teaser, follows to the end."""
    after_headline = False
    for line in lines:
        if _is_headline(line):
            after_headline = True
        elif after_headline and line.n_words <= MOST_WORDS_OF_TEASER:
            after_headline = False
        else:
            return False
    return True


def _is_headline(line: Line) -> bool:
    """Tell whether a line can be a headline."""
    return not line.is_complete and line.n_words <= MOST_WORDS_OF_HEADLINE
