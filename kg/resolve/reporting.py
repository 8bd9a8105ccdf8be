"""Which predicates report what somebody says, thinks or wants, and when the one who does it speaks."""

from functools import cache

from kg.lexicon import load_lexicon
from kg.records import Attribution

STATEMENT_FORMS = frozenset(
    {
        "according",
        "adverb",
        "as",
        "clause-before",
        "closing",
        "colon",
        "colon-quote",
        "inserted",
        "inverted",
        "question",
        "quote",
    }
)
OTHER_FORMS = frozenset(
    {"object-of", "object-for", "object-as", "object-infinitive", "object-gerund", "object-bare", "predicate"}
)
"""Forms that say or want something of another than the speaker."""


@cache
def reporting_verbs() -> frozenset[str]:
    """Return the verbs that report speech, thought or will, as base forms."""
    return load_lexicon("cues").words(part="verb")


def speaks(attribution: Attribution) -> bool:
    """Tell whether an attribution's source stands as the speaker of the claims in its content.

    PolNeAR counts attitudes and acts among attributions ("resist pointing out"); who only acts says nothing.
    """
    form = attribution.rule
    part = next((name for name in ("noun", "adjective", "adverb") if name in form), "verb")
    return is_spoken(attribution.cue_lemma, form=form, part=part)


def is_spoken(lemma: str, *, form: str, part: str = "verb") -> bool:
    """Tell whether who uses a cue in a form speaks, by the field `speaks` of its entry in `cues.toml`."""
    level = _level(lemma, is_infinitive=form == "infinitive", part=part)
    if level == "always":
        return True
    if form in STATEMENT_FORMS or form.endswith(("clause", "question")):
        return level != "never"
    return level == "other" and form.removeprefix("passive-") in OTHER_FORMS


@cache
def _level(lemma: str, *, is_infinitive: bool, part: str) -> str:
    levels = _levels(part)
    first = lemma.split(" ", 1)[0]
    names = (f"{lemma} to", lemma, first) if is_infinitive else (lemma, first)
    return next((levels[name] for name in names if name in levels), "always")


@cache
def _levels(part: str) -> dict[str, str]:
    entries = [entry for entry in reversed(load_lexicon("cues").entries) if entry["part"] == part]
    return {word: str(entry.fields.get("speaks", "always")) for entry in entries for word in entry.words}
