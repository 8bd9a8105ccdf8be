"""Whose short name it is: a bare surname, a team without its city, an acronym, a first name everybody knows.

An article that gives only the short name leaves it an entity of its own. Who is meant is estimated from the articles
that give both: whoever is called so in n of them gets the weight n², because a name that needs no introduction is
that of the one best known. Where nobody was seen to be called so, being the only bearer counts. Something is
kept for a bearer that the corpus never names in full, the more, the more articles with the short name keep another
company; without a clear majority the short name stays apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.lexicon.places import place_of
from kg.lexicon.titles import titles
from kg.records import Reference
from kg.resolve.compare import PLACES, leading_places
from kg.resolve.entity_company import Company
from kg.resolve.entity_records import EntityRecord
from kg.resolve.spelling import common_words, initials, is_given_name, name_words, person_name, sound_key

UNKNOWN, STRANGER = 0.7, 0.4
"""The weight of a bearer that is never named in full, before it is squared: for any name, and for each article with the
short name whose other entities share nothing with those of the best-known bearer's articles."""
MOST_STRANGE = 0.9
"""What is taken off a bearer none of whose company any article with the short name names, as a part of the whole."""
BEARER, SPELLING, GIVEN, ENDING, BEGINNING = 1.5, 1.45, 1.0, 0.6, 0.4
"""What the form of a name weighs, in articles: it is the name without what may be left out, it is a spelling of that,
it is a last name that is a first name too, it merely ends it, it begins it or is of words that many names share."""
FIRST_NAME, MOST_FIRST = 0.4, 3
"""What is added to the weight of the unknown bearer for each person whose first name it is, up to so many."""
SELF = 0.25
"""A body's short name that stands alone in n articles is by the square of n times this a name of its own."""
THINGS = frozenset({"PRODUCT", "FAC"})
"""Labels of things whose maker or kind may be left out: `Fiat Panda`, `MV Alder`."""


class ShortName(NamedTuple):
    """A short name, whose it is, and how sure that is."""

    short: EntityRecord
    meant: EntityRecord
    score: float
    reasons: tuple[str, ...]


class _Bearer(NamedTuple):
    """Somebody who may be meant: the best-known name of a cluster, with the weight of what speaks for it."""

    record: EntityRecord
    n_called: int
    form: float
    reason: str
    share: float = 1.0
    """What is left of it for the company that the short name's articles keep."""

    @property
    def weight(self) -> float:
        return ((self.n_called + self.form) * self.share) ** 2


def link_short_names(clusters: Sequence[Sequence[EntityRecord]]) -> Iterator[ShortName]:
    """Yield the short names whose bearer is known, in order of their keys.

    Args:
        clusters: entities that are one by their full names, every entity in one of them.
    """
    bearers = _Bearers(clusters)
    for cluster in clusters:
        if len(cluster) == 1 and _may_be_short(cluster[0]):
            found = bearers.of(cluster[0])
            if found is not None:
                yield found


class _Bearers:
    """Looks up who may be called by a name."""

    def __init__(self, clusters: Sequence[Sequence[EntityRecord]]) -> None:
        self._clusters = clusters
        self._company = Company(record for cluster in clusters for record in cluster)
        self._numbers: dict[tuple[bool, str], set[int]] = defaultdict(set)
        self._clusters_by_first_name: dict[str, set[int]] = defaultdict(set)
        for number, cluster in enumerate(clusters):
            for record in cluster:
                for name in _short_forms(record):
                    self._numbers[record.is_person, name].add(number)
                if record.is_person and person_name(record.key).given:
                    self._clusters_by_first_name[person_name(record.key).given[0]].add(number)

    def of(self, short: EntityRecord) -> ShortName | None:
        """Return whose short name it is; None where nobody's or several may be meant."""
        numbers = self._numbers[short.is_person, short.key]
        if short.is_person:
            numbers = numbers | self._numbers[True, f"~{sound_key(short.key)}"]
        clusters = [self._clusters[number] for number in sorted(numbers)]
        clusters = [one for one in clusters if any(record is not short and not _is_bare(record) for record in one)]
        bearers = [bearer for cluster in clusters if (bearer := _bearer(short, cluster, only=len(clusters) == 1))]
        if not bearers:
            return None
        if len(bearers) > 1:
            bearers = [self._in_company(short, bearer) for bearer in _without_modest(bearers)]
        best = max(bearers, key=lambda bearer: (bearer.weight, bearer.record.key))
        alone = 0.0 if best.form >= SPELLING or short.is_person else (SELF * short.n_articles) ** 2
        strange = self._company.n_strange(short, best.record)
        namesakes = self._clusters_by_first_name.get(short.key, set()) - self._numbers[True, short.key]
        unknown = UNKNOWN + STRANGER * strange + FIRST_NAME * min(len(namesakes), MOST_FIRST)
        total = sum(bearer.weight for bearer in bearers) + unknown**2 + alone
        share = round(best.weight / total, 3)
        return ShortName(short, best.record, share, tuple(_reasons(short.reference, best, bearers)))

    def _in_company(self, short: EntityRecord, bearer: _Bearer) -> _Bearer:
        """Weigh a bearer by the share of the short name's articles that name anything else its articles name."""
        elsewhere = len(short.articles - bearer.record.articles)
        strange = self._company.n_strange(short, bearer.record)
        return bearer if not elsewhere else bearer._replace(share=1 - MOST_STRANGE * min(strange / elsewhere, 1.0))


def _without_modest(bearers: list[_Bearer]) -> list[_Bearer]:
    """Take the more off a namesake's form, the more articles name it, never by the short name as they do another."""
    if not any(bearer.n_called for bearer in bearers):
        return bearers
    return [
        bearer if bearer.n_called else bearer._replace(form=bearer.form / (1 + bearer.record.n_articles / 4))
        for bearer in bearers
    ]


def _reasons(short: Reference, best: _Bearer, bearers: list[_Bearer]) -> Iterator[str]:
    name = best.record.reference.label
    yield (
        f"{name} is the only one of that name"
        if len(bearers) == 1
        else f"of {len(bearers)} of that name {name} is the best known by it"
    )
    if best.n_called:
        yield f"{name} is called {short.label} in {best.n_called} of the articles that name both"
    if best.reason:
        yield best.reason


def _may_be_short(record: EntityRecord) -> bool:
    if record.is_person:
        is_name = len(record.key) > 1 and record.key.replace("-", " ") not in titles()
        return is_name and not person_name(record.key).given
    return record.reference.type not in PLACES - {"FAC"} and place_of(record.reference.label) is None


def _bearer(short: EntityRecord, cluster: Sequence[EntityRecord], *, only: bool) -> _Bearer | None:
    """Weigh what speaks for a cluster's being meant; None where nothing does."""
    known = [record for record in cluster if record.key != short.key and not _is_bare(record)]
    if not known:
        return None
    best = min(known, key=lambda one: (-one.n_articles, -one.n_mentions, one.key))
    n_called = sum(_n_called(record, short) for record in known)
    form, reason = max(_form(short, record) for record in known)
    shared = len(short.articles & best.articles)
    if not only and form >= BEARER and shared and not n_called and shared * 2 >= len(short.articles):
        form /= 2  # the articles' own chains kept the two apart
    return _Bearer(best, n_called, form, reason) if n_called or form >= GIVEN else None


def _n_called(record: EntityRecord, short: EntityRecord) -> int:
    seen = record.n_called(short.key)
    return seen if seen is not None else record.n_articles if _form(short, record)[0] >= BEARER else 0


def _is_bare(record: EntityRecord) -> bool:
    return record.is_person and not person_name(record.key).given


def _form(short: EntityRecord, full: EntityRecord) -> tuple[float, str]:
    """Return what the form of two names says, in articles' worth, and why."""
    return _form_of_person(short.key, full.key) if full.is_person else _form_of_thing(short, full)


def _form_of_person(short: str, full: str) -> tuple[float, str]:
    name = person_name(full)
    if name.family == short:
        # "James" is more often somebody's first name than LeBron James's last one.
        return (GIVEN if is_given_name(short) else BEARER), "it is the last name"
    if name.family.rpartition("-")[2] == short:
        return ENDING, "it is part of the last name"
    if name.given and name.given[0] == short:
        return ENDING, "it is the first name"
    if sound_key(name.family) == sound_key(short):
        return SPELLING, "it is a spelling of the last name"
    return 0.0, ""


def _form_of_thing(short: EntityRecord, full: EntityRecord) -> tuple[float, str]:
    words, all_words = name_words(short.key), name_words(full.key)
    label = short.reference.label.replace(".", "")
    if label.isupper() and initials(full.reference.label) == label and len(label) > 1:
        return 1.0, "it is the initials"
    if not words or len(words) >= len(all_words):
        return 0.0, ""
    if short.reference.type != full.reference.type:
        # A team is now and then read as the city that its name begins with.
        is_team = short.reference.type == "ORG" and full.reference.type in PLACES and not common_words() >= set(words)
        is_without_place = is_team and _without_place(full.reference.label) == words
        return (BEARER, "it is the name without the place") if is_without_place else (0.0, "")
    if all_words[: len(words)] == words:
        return BEGINNING, "it begins the name"
    if all_words[-len(words) :] != words:
        return 0.0, ""
    if common_words().issuperset(words):
        return BEGINNING, "it ends the name"
    if _without_place(full.reference.label) == words:
        return BEARER, "it is the name without the place"
    if full.reference.type in THINGS and len(words) == len(all_words) - 1:
        return BEARER, "it is the name without its first word"
    return ENDING, "it ends the name"


def _without_place(label: str) -> tuple[str, ...]:
    width = next((width for _, width in leading_places(label)), 0)
    return name_words("-".join(label.lower().split()[width:])) if width else ()


def _short_forms(record: EntityRecord) -> Iterable[str]:
    """Return the names by which an entity may be called: what its articles call it, and what its name ends in."""
    forms = {name for name, _ in record.called or ()}
    if record.is_person:
        name = person_name(record.key)
        forms |= {name.family, f"~{sound_key(name.family)}"}
    else:
        words = record.key.split("-")
        forms |= {"-".join(words[i:]) for i in range(1, min(len(words), 5))}
    return forms - {record.key}
