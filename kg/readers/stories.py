"""Lists of other stories ("Read more", "Don't miss"): the heading, and the headlines and teasers that follow it.

The rule is careful, because such a list may stand in the middle of an article: a line that ends as a sentence does ends
the list, unless the list is surely the page's end, where a comment form stood above it or its headlines stand twice.
"""

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from kg.readers.draft import Draft, Line, normalise_headline
from kg.readers.leftovers import classify_line

MOST_WORDS_OF_HEADLINE = 20
MOST_WORDS_OF_TEASER = 60
END_SIGNS = frozenset({"comment-form", "comments", "copyright"})


def remove_other_stories(draft: Draft) -> Draft:
    """Take out each list of other stories with its heading."""
    kinds: dict[int, str] = {}
    page = _Page(draft)
    at = 0
    while at < len(draft.lines):
        leftover = classify_line(draft.lines[at])
        if leftover is None or leftover.block is None:
            at += 1
            continue
        end = page.end_of_list(at, strong=leftover.block == "strong")
        kinds.update(dict.fromkeys(range(at, end), leftover.kind))
        at = end
    return draft.without(kinds)


class _Page:
    """What is asked of the lines above and below every heading: counted once, as there may be thousands of headings."""

    def __init__(self, draft: Draft) -> None:
        self._lines = draft.lines
        self._removed = draft.removed

    def end_of_list(self, start: int, *, strong: bool) -> int:
        """Return the position after the last line of the list that the heading at `start` begins."""
        is_at_end = self._stands_below_article(start) and (self._ends_article(start) or self._last_repeated > start)
        if strong and is_at_end and self._lists_stories[start + 1]:
            return len(self._lines)
        n_headlines, first = 0, start + 1
        n_rest = len(self._lines) - first
        while n_headlines < n_rest and self._is_headline_of_list(first + n_headlines):
            n_headlines += 1
        if 1 < n_headlines < n_rest:
            n_headlines -= 1  # the last one may be the sub-heading of the paragraph below it
        return first + n_headlines

    def _is_headline_of_list(self, at: int) -> bool:
        return _is_headline(self._lines[at]) and classify_line(self._lines[at]) is None

    def _stands_below_article(self, start: int) -> bool:
        """Tell whether more words stand in sentences above the heading than in all that is below it."""
        return self._n_words[start] > self._n_words[-1] - self._n_words[start + 1]

    def _ends_article(self, start: int) -> bool:
        """Tell whether a comment form or the like was taken out between the last paragraph and the list."""
        above = self._lines[start - 1].number if start else 0
        at = bisect_right(self._signs, above)
        return at < len(self._signs) and self._signs[at] < self._lines[start].number

    @cached_property
    def _n_words(self) -> list[int]:
        """Words in sentences above each line."""
        return list(accumulate((line.n_words * line.is_complete for line in self._lines), initial=0))

    @cached_property
    def _signs(self) -> list[int]:
        """Numbers of the lines that were taken out and tell that the article ended above them."""
        return sorted(removal.line for removal in self._removed if removal.kind in END_SIGNS)

    @cached_property
    def _last_repeated(self) -> int:
        """The last headline that stands twice in a row, as picture text and as link; -1 where none does."""
        for at in range(len(self._lines) - 2, -1, -1):
            line, after = self._lines[at], self._lines[at + 1]
            if _is_headline(line) and normalise_headline(line.text) == normalise_headline(after.text):
                return at
        return -1

    @cached_property
    def _lists_stories(self) -> list[bool]:
        """Whether nothing but headlines, each with at most one teaser, follows from each line to the end."""
        follows, follows_headline = [True], [True]
        for line in reversed(self._lines):
            is_headline, is_short = _is_headline(line), line.n_words <= MOST_WORDS_OF_TEASER
            before, before_headline = follows[-1], follows_headline[-1]
            follows.append(is_headline and before_headline)
            follows_headline.append(before_headline if is_headline else is_short and before)
        return follows[::-1]


def _is_headline(line: Line) -> bool:
    """Tell whether a line can be a headline."""
    return not line.is_complete and line.n_words <= MOST_WORDS_OF_HEADLINE
