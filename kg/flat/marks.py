"""Where the reporting words of an assertion and its source stand in the article.

The graph keeps the words of a cue and who speaks, not their offsets. The cue is looked for by its words, first within
the assertion that reports this one, then in the sentence, then near it; the source among the article's mentions of the
speaker, as near to the cue as can be.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from kg.records import Span

NEAR = 300
"""Characters around the sentence in which a cue is looked for: quotations go on over several sentences."""
FAR_SOURCE = 160
"""Characters between a cue and the name of who speaks, at most."""


def find_cue(text: str, cue: str, *, claim: Span, sentence: Span, outer: Span | None) -> Span | None:
    """Return where the reporting words of a claim stand; None where they do not."""
    for words in dict.fromkeys((cue, cue.split()[0])) if cue.split() else ():
        pattern = _pattern(words)
        for within in (outer, sentence, Span(max(0, sentence.start - NEAR), sentence.end + NEAR)):
            if within is None:
                continue
            found = [Span(*match.span()) for match in pattern.finditer(text, within.start, within.end)]
            outside = [span for span in found if not span.overlaps(claim)]
            if outside or found:
                return min(outside or found, key=lambda span: distance(span, claim))
    return None


def find_source(mentions: Sequence[Span], *, cue: Span | None, claim: Span, sentence: Span) -> Span | None:
    """Return the mention of the speaker that stands nearest to the cue.

    Args:
        mentions: of the speaker in the article, in order of place.
        cue: the reporting words; None where they were not found: then the mention stands in the sentence.
        claim: what is claimed.
        sentence: of the claim.
    """
    if not mentions:
        return None
    place = cue or claim
    first = bisect_left(mentions, Span(place.start - FAR_SOURCE, 0))
    last = bisect_left(mentions, Span(place.end + FAR_SOURCE, 0))
    near = [span for span in mentions[first:last] if cue is None or not span.overlaps(cue)]
    if cue is None:
        near = [span for span in near if span.within(sentence) and not span.within(claim)]
    return min(near, key=lambda span: (span.overlaps(claim), distance(span, place)), default=None)


def distance(one: Span, other: Span) -> int:
    """Return the characters between two spans; 0 where they touch."""
    return max(other.start - one.end, one.start - other.end, 0)


def by_thing(mentions: Iterable[tuple[int, int, str]], canonical: Mapping[str, str]) -> dict[str, list[Span]]:
    """Group mentions (start, end, thing) by their canonical thing, in order of place."""
    found: dict[str, list[Span]] = {}
    for start, end, thing in mentions:
        found.setdefault(canonical.get(thing, thing), []).append(Span(start, end))
    for spans in found.values():
        spans.sort()
    return found


@lru_cache(maxsize=5_000)
def _pattern(words: str) -> re.Pattern[str]:
    inside = r"\s+".join(map(re.escape, words.split()))
    return re.compile(rf"(?<!\w){inside}(?!\w)", re.IGNORECASE)
