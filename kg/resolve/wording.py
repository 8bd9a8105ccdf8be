"""Turn words into keys and short sentences: slugs, topic labels, and claims as people read them."""

import hashlib
import re
import unicodedata
from functools import cache, lru_cache

from kg.lexicon import load_lexicon
from kg.lexicon.inflection import participle, third_person

LONGEST_SLUG = 90
"""Characters; a longer slug is cut and told apart by a hash of the whole."""

_QUOTES = "\"'“”‘’„«»`"
_LEADING = re.compile(
    r"^(?:(?:the|an?|this|that|these|those|its|his|her|their|our|my|your|such|any|some|both|all of|all|own)\s+)+",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?\b(?=\s|$)|(?<=s)['’](?=\s|$)")
_AFTER_HEAD = re.compile(
    r"(?<=\w)\s+(?:of|in|on|at|from|for|with|to|by|about|between|against|over|under|into|that|who)\s+"
)
_RELATIVE_END = re.compile(r"\s+(?:that|which|who|whom|whose)$")
_NUMBERS = "(?:one|two|three|four|five|six|seven|eight|nine|ten|a|half|dozens|hundreds|thousands|millions)"
_TRAILING = re.compile(r"[\s,;:.!?–—-]+$")
_LEADING_MARKS = re.compile(r"^[\s,;:.!?–—()\[\]-]+")


@lru_cache(maxsize=50_000)
def slug(text: str) -> str:
    """Return the text as a key of lower-case ASCII letters, digits and hyphens.

    Letters outside ASCII lose their marks; scripts without Latin letters keep their own characters.
    """
    flat = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", text)).casefold()
    kept = "".join(char for char in flat if not unicodedata.combining(char)).replace(".", "")
    found = re.sub(r"[^\w]+", "-", kept.translate(_LETTERS)).strip("-_")
    if len(found) <= LONGEST_SLUG:
        return found
    return f"{found[:LONGEST_SLUG].rsplit('-', 1)[0]}-{digest(found)[:8]}"


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d"})


def digest(*parts: str | None) -> str:
    """Return 16 hexadecimal digits of SHA-256 over the parts; None and the empty string are told apart."""
    joined = "\x1f".join("\x00" if part is None else part for part in parts)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:16]


@lru_cache(maxsize=50_000)
def bare(text: str) -> str:
    """Return the text on one line, without quotation marks around it and punctuation at its ends."""
    flat = " ".join(text.split())
    previous = None
    while flat != previous:
        previous = flat
        flat = _TRAILING.sub("", _LEADING_MARKS.sub("", flat)).strip(_QUOTES)
    return flat


def name_label(text: str) -> str:
    """Return a name without article, possessive ending and quotation marks."""
    label = re.sub(r"['’]s?$", "", bare(text))
    return re.sub(r"^[Tt]he\s+(?=\S)", "", label)


@lru_cache(maxsize=50_000)
def topic_label(text: str) -> str:
    """Return a noun phrase without quotation marks, determiners, bounds and a relative pronoun at its end."""
    plain = bare("".join(char for char in text if char not in '"“”„«»'))
    short = _RELATIVE_END.sub("", _LEADING.sub("", _bounds().sub("", _LEADING.sub("", plain))))
    return bare(short) or plain


@cache
def _bounds() -> re.Pattern[str]:
    """Return what matches a bound before a number: `more than`, `at least` and what a cut phrase leaves of it."""
    words = [*load_lexicon("units").words(kind="bound"), "least", "most"]
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"^(?:{alternatives})\s+(?=(?:[$€£]?\d|{_NUMBERS}\b))", re.IGNORECASE)


def head_word(label: str) -> str:
    """Return the head of a noun phrase: its last word before a preposition or clause."""
    head = _AFTER_HEAD.split(label, maxsplit=1)[0].split()
    return head[-1] if head else ""


def is_plural(label: str) -> bool:
    """Guess whether a noun phrase takes a plural verb, by its head: the last word before a preposition."""
    last = head_word(label).lower()
    if last in ("i", "we", "you", "they"):
        return True
    if " and " in _AFTER_HEAD.split(label, maxsplit=1)[0]:
        return True
    return last in ("people", "police") or (
        last.endswith("s") and not last.endswith(("ss", "us", "is", "ics", "’s", "'s"))
    )


def render_predicate(predicate: str, *, plural: bool, passive: bool) -> str:
    """Return the predicate as it follows its subject: `demands`, `demand`, `is held`."""
    if passive:
        return f"{'are' if plural else 'is'} {participle(predicate)}"
    if predicate.partition(" ")[0] == "be":
        return f"{'are' if plural else 'is'} {predicate.partition(' ')[2]}".strip()
    return predicate if plural else third_person(predicate)
