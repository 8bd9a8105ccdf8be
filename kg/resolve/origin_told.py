"""Which agency one assertion comes from, by its sentence and speakers: `told AFP`, `Reuters reported`.

Two outlets that quote one official who "told AFP" have that from one place, however they word it. `told reporters`
names nobody. Names and wordings are data: `agencies.toml` and `credits.toml`.
"""

import re
from collections.abc import Sequence
from functools import cache

from kg.lexicon.agencies import Agency, agencies, agency_named, any_of, credit_words, names_pattern
from kg.lexicon.places import country_by_demonym

_WORD = re.compile(r"\w+")

SETTINGS = ("in ", "interview", "spoke", "speak", "when ", "asked")
"""How addresses begin that hold for all that is said in their sentence, whatever the reporting words."""


def assertion_credit(sentence: str, *, speakers: Sequence[str] = (), cue: str | None = None) -> Agency | None:
    """Return the agency that an assertion comes from; None where its sentence names none as a source.

    Args:
        sentence: the sentence that the assertion stands in.
        speakers: the labels of its speakers, outermost first; none for the outlet's own voice.
        cue: its reporting words as they stand. `told Reuters` is no credit of what the sentence also says he wrote.
    """
    for speaker in speakers:
        if agency := _speaking(speaker):
            return agency
    if not _may_name_agency(sentence):
        return None
    for pattern in (_by(), _says(), _person()):
        if found := pattern.search(sentence):
            name = next(name for name in found.groupdict().values() if name)
            return agency_named(name, in_credit=True)
    for found in _addressed().finditer(sentence):
        if cue is None or _belongs(found["verb"], cue):
            return agency_named(found["name"], in_credit=True)
    return None


def _speaking(speaker: str) -> Agency | None:
    """Return the agency that a speaker is or works for: `AFP`, `a Reuters correspondent`, `the news agency TASS`."""
    found = _speaker().fullmatch(speaker) if _may_name_agency(speaker) else None
    return agency_named(found["name"]) if found else None


def _may_name_agency(words: str) -> bool:
    """Tell whether an agency's name stands among the words: nearly all sentences are done with that."""
    names = _names_by_first_word()
    return any(name in words for first in names.keys() & _WORD.findall(words) for name in names[first])


@cache
def _names_by_first_word() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in (name for agency in agencies() for name in (*agency.names, *agency.ambiguous)):
        found.setdefault(_WORD.findall(name)[0], []).append(name)
    return found


def _belongs(verb: str, cue: str) -> bool:
    """Tell whether an address ("told", "in an interview with") holds for what these reporting words lead."""
    words = verb.lower().split()
    return verb.lower().startswith(SETTINGS) or bool(set(words) & set(cue.lower().split()))


@cache
def _leading() -> str:
    """Return what may stand between the words and the name: `the Russian state news agency`, `Spain's`."""
    kinds = (
        "the|a|an|a recent|a new|state|state-run|state-owned|official|semi-official|national|local|private|independent"
    )
    return rf"(?:(?:{kinds}|news|press|wire|agency|service|{any_of(country_by_demonym())}|[A-Z]\w+['’]s)\s+)*"


@cache
def _by() -> re.Pattern[str]:
    name = names_pattern(in_credit=True)
    partner = r"(?:[/-][A-Z]\w+)?"
    return re.compile(rf"\b(?i:{any_of(credit_words('by'))})\s+(?i:{_leading()})(?P<name>{name}){partner}(?![\w/-])")


@cache
def _says() -> re.Pattern[str]:
    name, verbs = names_pattern(in_credit=False), any_of(credit_words("says"))
    own = rf"(?:(?:['’]s)?\s+{any_of(credit_words('person') | credit_words('product'))})?"
    before = rf"(?<![\w/@-])(?P<name>{name}){own}\s+{verbs}\b"
    after = rf"\b(?:reported|reports|wrote|said|says)\s+(?:the\s+)?(?P<last>{name})(?=[,.;”\"]|$)"
    return re.compile(before + "|" + after)


@cache
def _person() -> re.Pattern[str]:
    """Return what matches who works for an agency and reports: `An AFP reporter in Lisbon saw`."""
    name, verbs, people = names_pattern(in_credit=True), any_of(credit_words("says")), any_of(credit_words("person"))
    own = rf"(?P<name>{name})(?:['’]s)?\s+{people}"
    of = rf"{people}\s+(?:of|for|from|with)\s+(?:the\s+)?(?P<of>{name})"
    return re.compile(rf"(?<![\w/@-])(?:{own}|{of})(?:\s+[\w’'-]+){{0,5}}?\s+{verbs}\b")


@cache
def _addressed() -> re.Pattern[str]:
    name, people = names_pattern(in_credit=True), any_of(credit_words("person"))
    verbs = f"{any_of(credit_words('addressed'))}|{_loosely_addressed()}"
    worker = rf"(?:{people}\s+(?:of|for|from|with)\s+(?:the\s+)?)?"
    return re.compile(rf"\b(?P<verb>(?i:{verbs}))\s+(?i:{_leading()}){worker}(?P<name>{name})(?![\w-])")


def _loosely_addressed() -> str:
    """Return what matches words of speaking with up to four others before `to`: `speaking by telephone to`."""
    pairs = sorted(words.split() for words in credit_words("speaking"))
    return "|".join(rf"{verb}(?:\s+[\w’'-]+){{0,4}}?\s+{preposition}" for verb, preposition in pairs)


@cache
def _speaker() -> re.Pattern[str]:
    name, people = names_pattern(in_credit=False), any_of(credit_words("person") | credit_words("product"))
    of = rf"(?:{people}\s+(?:of|for|from|with)\s+(?:the\s+)?)?"
    return re.compile(rf"(?i:{_leading()}){of}(?P<name>{name})(?:['’]s)?(?:\s+{people}\b.*)?")
