"""Articles of made-up words for tests of origins."""

from random import Random

from kg.records.origin import OriginRecord
from kg.resolve.origin_credits import article_credits
from kg.resolve.origin_text import fingerprint

WORDS = [
    f"{first}{second}"
    for first in ("ba", "de", "fi", "go", "lu", "me", "no", "pa", "ri", "su")
    for second in "bcdfgklmnprstvz"
]


def prose(seed: int, n_words: int = 300) -> str:
    """Return sentences that no other seed has a shingle of."""
    chance = Random(seed)
    words = [chance.choice(WORDS) for _ in range(n_words)]
    return ". ".join(" ".join(words[i : i + 12]) for i in range(0, n_words, 12)) + "."


def record(key, text, *, outlet=None, day=1, published="", article=None, author=None):
    """Return the record of an article that was published on a day of May 2024."""
    return OriginRecord(
        key=key,
        id=article or key,
        outlet=outlet or f"outlet {key}",
        published=published if published != "" else f"2024-05-{day:02}",
        title=f"About {key}",
        fingerprint=fingerprint(text),
        credits=article_credits(text, author=author),
    )
